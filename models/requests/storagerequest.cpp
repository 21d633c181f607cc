// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/storagerequest.h"

#include "models/base/tr.h"
#include "models/coverage/backupextent.h"
#include "models/requests/requesttext.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

bool isFolderKind(RequestItem::Kind kind)
{
    return kind == RequestItem::Kind::AddFolder || kind == RequestItem::Kind::ReachFolder
        || kind == RequestItem::Kind::DropFolder;
}

bool sameServer(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

bool asksTheSame(const RequestItem &a, const RequestItem &b)
{
    if (!sameServer(a.server, b.server))
        return false;
    const auto wantsIt = [](RequestItem::Kind kind) {
        return kind == RequestItem::Kind::AddFolder || kind == RequestItem::Kind::ReachFolder;
    };
    if (isFolderKind(a.kind) && isFolderKind(b.kind))
        return a.folder == b.folder && wantsIt(a.kind) == wantsIt(b.kind);
    return a.kind == b.kind && a.folder == b.folder && a.text == b.text && a.figures == b.figures;
}

QDateTime askedBefore(const RequestItem &item, const QList<StorageRequest> &requests)
{
    QDateTime when;
    for (const StorageRequest &request : requests) {
        const bool asks = std::any_of(request.items.begin(), request.items.end(), [&item](const RequestItem &other) {
            return other.state == RequestItem::State::Open && asksTheSame(item, other);
        });
        if (asks && request.sentAt.isValid() && (!when.isValid() || request.sentAt > when))
            when = request.sentAt;
    }
    return when;
}

namespace {

/// In the client's list, or something of it is, and never taken whole.
bool isListedInVain(const ServerRow &row, const CoverageRow &verdict)
{
    const BytePath &place = verdict.realPath.isEmpty() ? verdict.folder : verdict.realPath;
    const BackupExtent extent = backupExtent(row.server, row.snapshot);
    const BackupPiece *own = extent.pieceOf(place);
    const QList<BackupPiece> below = extent.piecesBelow(place);
    const auto inVain = [](const BackupPiece &piece) { return piece.backup == BackupOf::Never; };
    return (own && inVain(*own)) || std::any_of(below.begin(), below.end(), inVain);
}

std::optional<RequestItem::Kind> kindFor(const ServerRow &server, const CoverageRow &row)
{
    if (!row.wanted)
        return RequestItem::Kind::DropFolder;
    if (row.onlyMemory)
        return std::nullopt;
    switch (row.state) {
    case CoverageState::Partly:
        return RequestItem::Kind::AddFolder;
    case CoverageState::Uncovered:
        return isListedInVain(server, row) ? RequestItem::Kind::ReachFolder : RequestItem::Kind::AddFolder;
    case CoverageState::Stale:
        return RequestItem::Kind::ReachFolder;
    case CoverageState::Unknown:
        // The storage manager has a file space of it that was never taken whole. Where nothing holds it,
        // the folder is missing or hidden, which the storage team can do nothing about.
        if (row.evidence == Evidence::Observed && !row.by.isEmpty())
            return RequestItem::Kind::ReachFolder;
        return std::nullopt;
    case CoverageState::Covered:
        return std::nullopt;
    }
    return std::nullopt;
}

RequestItem itemOf(const Server &server, RequestItem::Kind kind)
{
    RequestItem item;
    item.kind = kind;
    item.server = server.name;
    item.storageNode = server.storageNode;
    return item;
}

std::optional<ProposedItem> figuresItem(const ServerRow &row)
{
    const ServerDecisions &decisions = row.server.decisions;
    const QList<FigureComparison> figures =
        compareFigures(decisions.backup, decisions.archive, row.snapshot ? defaultClass(*row.snapshot) : nullptr);
    const bool allSame = std::all_of(figures.begin(), figures.end(), [](const FigureComparison &figure) {
        return figure.outcome == FigureComparison::Outcome::Same;
    });
    if (allSame)
        return std::nullopt;
    RequestItem item = itemOf(row.server, RequestItem::Kind::Figures);
    item.figures.backup = decisions.backup;
    item.figures.archive = decisions.archive;
    QStringList sentences;
    for (const FigureComparison &figure : figures) {
        if (figure.outcome == FigureComparison::Outcome::Differs)
            sentences += Tr::tr("Wanted: %1; the default management class shows %2.").arg(figure.wanted, figure.shown);
        else if (figure.outcome == FigureComparison::Outcome::Unknown)
            sentences += Tr::tr("Wanted: %1; what is in force is not known to us.").arg(figure.wanted);
        if (figure.outcome == FigureComparison::Outcome::Differs) {
            item.evidence = Evidence::Observed;
            item.observedAt = row.snapshot->takenAt;
        }
    }
    item.reason = sentences.join(u' ');
    const bool open = decisions.policyAgreement.state == Agreement::State::ToBeAgreed
        || decisions.archiveAgreement.state == Agreement::State::ToBeAgreed;
    return ProposedItem {item, !open, {}};
}

/// What the latest probe says of one folder, whether it is on the wanted list today or not. The others on it stay:
/// what they are for is part of the verdict on a folder above them.
CoverageRow verdictOn(const ServerRow &row, const BytePath &folder)
{
    Server asked = row.server;
    if (!asked.wanted.contains(folder))
        asked.wanted.append(folder);
    const QList<CoverageRow> rows = compareCoverage(asked, row.snapshot);
    return *std::find_if(rows.begin(), rows.end(),
                         [&folder](const CoverageRow &verdict) { return verdict.folder == folder; });
}

/// Why a folder item is done; empty while it is not.
QString folderDone(const RequestItem &item, const ServerRow &row)
{
    // What the server's mounts and links make of the page's list is still the page's word on the backup.
    if (!row.snapshot->domain && !row.snapshot->fileSpaces)
        return {};
    const CoverageRow verdict = verdictOn(row, item.folder);
    if (item.kind == RequestItem::Kind::DropFolder)
        return verdict.state == CoverageState::Uncovered && !isListedInVain(row, verdict) ? verdict.reason : QString();
    // A folder that the probe did not look at may not even be there.
    const bool seen = row.snapshot->folders.value(item.folder, FolderPresence::Unreadable) == FolderPresence::Present;
    return seen && verdict.state == CoverageState::Covered ? verdict.reason : QString();
}

QString figuresDone(const RequestItem &item, const ServerRow &row)
{
    const QList<FigureComparison> figures =
        compareFigures(item.figures.backup, item.figures.archive, defaultClass(*row.snapshot));
    const bool shown =
        !figures.isEmpty() && std::all_of(figures.begin(), figures.end(), [](const FigureComparison &figure) {
            return figure.outcome == FigureComparison::Outcome::Same;
        });
    return shown ? Tr::tr("The default management class shows the figures.") : QString();
}

void settleItem(RequestItem &item, const ServerRow &row, const QDateTime &sentAt)
{
    if (item.state != RequestItem::State::Open || !row.snapshot || row.snapshot->takenAt <= sentAt)
        return;
    const QString why = isFolderKind(item.kind)   ? folderDone(item, row)
        : item.kind == RequestItem::Kind::Figures ? figuresDone(item, row)
                                                  : QString();
    if (why.isEmpty())
        return;
    item.state = RequestItem::State::Done;
    item.endedAt = row.snapshot->takenAt;
    item.endedWhy = why;
}

} // namespace

int StorageRequest::count(RequestItem::State state) const
{
    return static_cast<int>(
        std::count_if(items.begin(), items.end(), [state](const RequestItem &item) { return item.state == state; }));
}

QDateTime StorageRequest::closedAt() const
{
    QDateTime last;
    for (const RequestItem &item : items) {
        if (item.state == RequestItem::State::Open)
            return {};
        if (!last.isValid() || item.endedAt > last)
            last = item.endedAt;
    }
    return last;
}

QStringList StorageRequest::servers() const
{
    QStringList names;
    for (const RequestItem &item : items) {
        if (!item.server.isEmpty() && !names.contains(item.server, Qt::CaseInsensitive))
            names += item.server;
    }
    return names;
}

QList<ProposedItem> proposeItems(const QList<ServerRow> &rows, const QList<StorageRequest> &requests)
{
    QList<ProposedItem> proposed;
    for (const ServerRow &row : rows) {
        for (const CoverageRow &coverage : row.coverage) {
            const std::optional<RequestItem::Kind> kind = kindFor(row, coverage);
            if (!kind)
                continue;
            RequestItem item = itemOf(row.server, *kind);
            item.folder = coverage.folder;
            item.reason = coverage.reason;
            item.evidence = coverage.evidence;
            item.observedAt = coverage.observedAt;
            proposed.append({item, *kind != RequestItem::Kind::DropFolder, {}});
        }
        if (const std::optional<ProposedItem> figures = figuresItem(row))
            proposed.append(*figures);
    }
    RequestItem question;
    question.kind = RequestItem::Kind::Question;
    question.text = Tr::tr("How long is a file kept in the backup if it does not change?");
    proposed.append({question, false, {}});
    for (ProposedItem &candidate : proposed) {
        candidate.askedAt = askedBefore(candidate.item, requests);
        candidate.chosen = candidate.chosen && !candidate.askedAt.isValid();
    }
    return proposed;
}

StorageRequest settled(const StorageRequest &request, const QList<ServerRow> &rows)
{
    StorageRequest now = request;
    if (!request.sentAt.isValid())
        return now;
    for (RequestItem &item : now.items) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&item](const ServerRow &candidate) {
            return sameServer(candidate.server.name, item.server);
        });
        if (row != rows.end())
            settleItem(item, *row, request.sentAt);
    }
    return now;
}

QList<Finding> requestFindings(const QList<StorageRequest> &requests, const QDateTime &now)
{
    QList<Finding> findings;
    for (const StorageRequest &request : requests) {
        const auto days = static_cast<int>(request.sentAt.daysTo(now));
        if (!request.isOpen() || days <= RequestPatienceDays)
            continue;
        Finding finding;
        finding.id = QStringLiteral("request/%1").arg(request.id);
        finding.severity = Severity::Warning;
        finding.page = Page::Servers;
        finding.object = request.servers().value(0);
        finding.kind = QStringLiteral("request-open");
        finding.since = request.sentAt;
        finding.title = Tr::tr("The storage team was asked %n days ago, and it is not done.", nullptr, days);
        QStringList open;
        for (const RequestItem &item : request.items) {
            if (item.state == RequestItem::State::Open)
                open += requestItemTitle(item);
        }
        constexpr qsizetype Shown = 4;
        const auto more = static_cast<int>(open.size() - Shown);
        const QString list = open.mid(0, Shown).join(QStringLiteral("; "));
        finding.reason = more > 0 ? Tr::tr("Of request %1 this is open: %2; and %n more.", nullptr, more)
                                        .arg(QString::number(request.id), list)
                                  : Tr::tr("Of request %1 this is open: %2.").arg(QString::number(request.id), list);
        finding.advice = Tr::tr("Ask again, or withdraw what is no longer wanted, in More > Requests.");
        findings.append(finding);
    }
    return findings;
}

void noteRequests(QList<Finding> &findings, const QList<StorageRequest> &requests)
{
    QHash<QString, QDateTime> asked; // by server, whatever its case, and folder, byte for byte
    const auto keyOf = [](const QString &server, const QString &folder) { return server.toLower() + u'/' + folder; };
    for (const StorageRequest &request : requests) {
        for (const RequestItem &item : request.items) {
            if (!request.isOpen() || item.state != RequestItem::State::Open || !isFolderKind(item.kind))
                continue;
            QDateTime &when = asked[keyOf(item.server, QString::fromLatin1(percentEncoded(item.folder)))];
            when = when.isValid() ? std::max(when, request.sentAt) : request.sentAt;
        }
    }
    for (Finding &finding : findings) {
        if (finding.page != Page::Folders)
            continue;
        const qsizetype slash = finding.object.indexOf(u'/');
        const QDateTime when = asked.value(keyOf(finding.object.left(slash), finding.object.mid(slash + 1)));
        if (!when.isValid())
            continue;
        finding.advice = Tr::tr("The storage team was asked on %1. Refresh the server to see whether it is done.")
                             .arg(requestDay(when));
        finding.act = FindingAct::Ask;
    }
}

QString requestItemStateWord(RequestItem::State state)
{
    switch (state) {
    case RequestItem::State::Open:
        return Tr::tr("open");
    case RequestItem::State::Done:
        return Tr::tr("done");
    case RequestItem::State::Withdrawn:
        return Tr::tr("withdrawn");
    }
    return {};
}

QString sendingWayWord(SendingWay way)
{
    switch (way) {
    case SendingWay::Mail:
        return Tr::tr("by mail");
    case SendingWay::Copied:
        return Tr::tr("copied");
    case SendingWay::File:
        return Tr::tr("as a file");
    }
    return {};
}

} // namespace Nightkeep

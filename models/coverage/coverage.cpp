// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/coverage.h"

#include "models/base/tr.h"
#include "models/coverage/coveragereason.h"
#include "models/coverage/foldercoverage.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

FolderPresence presenceOf(const BytePath &folder, const std::optional<ServerSnapshot> &snapshot)
{
    // A folder that was not asked about is taken to be there, as it is without any snapshot.
    return snapshot ? snapshot->folders.value(folder, FolderPresence::Present) : FolderPresence::Present;
}

/// Both ways of looking at one server.
struct Views
{
    BackupExtent page; ///< by its lists alone
    BackupExtent resolved; ///< with all that the server said
    qsizetype workLeft = 0; ///< with the rules
};

CoverageVerdict verdictOf(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server)
{
    CoverageVerdict verdict {.state = coverage.state(), .reason = coverageReason(coverage, extent, server)};
    // Of what was not tried nobody can say that the storage manager's backup of it is at fault.
    const bool isUntried = verdict.state == CoverageState::Unknown && coverage.hasUntried();
    if (!isUntried && (coverage.own.isKept() || coverage.own.isDoubtful()))
        verdict.by = coverage.own.piece.root;
    return verdict;
}

void setVerdict(CoverageRow &row, const CoverageVerdict &verdict)
{
    row.state = verdict.state;
    row.by = verdict.by;
    row.reason = verdict.reason;
}

CoverageRow wantedRow(const Server &server, const BytePath &folder, Views &views,
                      const std::optional<ServerSnapshot> &snapshot)
{
    CoverageRow row {.server = server.name, .folder = folder};
    row.declared = verdictOf(folderCoverage(folder, views.page, views.workLeft), views.page, server);

    const BytePath real = realPlace(folder, snapshot);
    const FolderCoverage coverage = folderCoverage(real, views.resolved, views.workLeft);
    CoverageVerdict resolved = verdictOf(coverage, views.resolved, server);
    if (real != folder) {
        row.realPath = real;
        resolved.reason = linkReason(folder, real) + u' ' + resolved.reason;
    }
    if (const qsizetype rule = coverage.rule(); rule >= 0)
        row.rule = CoverageRule {rule + 1, snapshot->rules->at(rule), coverage.lost()};
    const bool differs = resolved.state != row.declared->state;
    row.evidence = differs && row.rule ? Evidence::Observed : views.resolved.evidence;
    if (differs && row.evidence == Evidence::Declared)
        row.evidence = Evidence::Mounts;
    const bool loses = resolved.state == CoverageState::Partly || resolved.state == CoverageState::Uncovered;
    row.onlyMemory = loses && coverage.losesOnlyMemory();
    if (!resolved.by.isEmpty())
        row.lastIncremental = coverage.own.piece.lastIncremental;

    const FolderPresence presence = presenceOf(folder, snapshot);
    const bool hidden = presence == FolderPresence::Unreadable && resolved.state != CoverageState::Uncovered;
    const bool absent = presence == FolderPresence::Missing || presence == FolderPresence::NotFolder;
    if (absent || hidden) {
        resolved = {.state = CoverageState::Unknown, .reason = presenceReason(presence)};
        row.rule.reset();
        row.onlyMemory = false;
        row.lastIncremental = {};
        row.evidence = Evidence::Observed;
    }
    setVerdict(row, resolved);
    if (row.evidence != Evidence::Declared)
        row.observedAt = snapshot->takenAt;
    if (row.evidence == Evidence::Observed)
        row.observed = resolved;
    return row;
}

/// None for one that is on the list but was never backed up.
std::optional<CoverageRow> unaskedRow(const Server &server, const BytePath &folder, Views &views,
                                      const std::optional<ServerSnapshot> &snapshot)
{
    const BackupPiece &piece = *views.resolved.pieceOf(folder);
    if (piece.isLeftOut())
        return std::nullopt;
    CoverageRow row {.server = server.name, .folder = folder, .wanted = false, .by = folder};
    row.state = piece.backup == BackupOf::Doubtful ? CoverageState::Unknown
        : piece.backup == BackupOf::Stale          ? CoverageState::Stale
                                                   : CoverageState::Covered;
    row.reason = unaskedReason(piece, views.resolved);
    row.lastIncremental = piece.lastIncremental;
    row.declared = verdictOf(folderCoverage(folder, views.page, views.workLeft), views.page, server);
    row.evidence = views.resolved.evidence;
    if (row.evidence == Evidence::Observed) {
        row.observedAt = snapshot->takenAt;
        row.observed = CoverageVerdict {row.state, row.by, row.reason};
    }
    return row;
}

Severity severityOf(const CoverageRow &row)
{
    if (!row.wanted)
        return Severity::Info;
    return row.state == CoverageState::Uncovered ? Severity::Critical : Severity::Warning;
}

QString coverageKind(const CoverageRow &row)
{
    return row.wanted ? QStringLiteral("folder-") + nameOf(row.state) : QStringLiteral("nobody-asked");
}

} // namespace

QList<CoverageRow> compareCoverage(const Server &server, const std::optional<ServerSnapshot> &snapshot,
                                   qsizetype mostRuleWork)
{
    Views views {backupExtent(server, std::nullopt), backupExtent(server, snapshot), mostRuleWork};
    const BackupExtent &extent = views.resolved;
    QList<CoverageRow> rows;
    QSet<BytePath> listed;
    QSet<BytePath> asked;
    for (const BytePath &folder : server.wanted) {
        if (listed.contains(folder))
            continue;
        listed.insert(folder);
        rows.append(wantedRow(server, folder, views, snapshot));
        // Where its name stands, too: a page that lists a link means what is behind it.
        for (const BytePath &place : {folder, realPlace(folder, snapshot)}) {
            if (const BackupPiece *piece = extent.pieceOf(place))
                asked.insert(piece->root);
            for (const BackupPiece &piece : extent.piecesBelow(place))
                asked.insert(piece.root);
        }
    }
    for (const BytePath &folder : extent.taken) {
        if (asked.contains(folder))
            continue;
        if (const std::optional<CoverageRow> row = unaskedRow(server, folder, views, snapshot))
            rows.append(*row);
    }
    return rows;
}

bool pageAndServerDisagree(const CoverageRow &row)
{
    if (!row.wanted || !row.declared || !row.observed || row.observed->state == CoverageState::Unknown)
        return false;
    const bool stale = row.observed->state == CoverageState::Stale;
    return row.declared->state != (stale ? CoverageState::Covered : row.observed->state);
}

bool isCoveredByPage(const CoverageRow &row)
{
    // What the server's mounts and links make of the page's list is still the page's word on the backup.
    return row.wanted && row.state == CoverageState::Covered && row.evidence != Evidence::Observed;
}

QString coverageStateWord(CoverageState state)
{
    switch (state) {
    case CoverageState::Covered:
        return Tr::tr("covered");
    case CoverageState::Partly:
        return Tr::tr("partly covered");
    case CoverageState::Uncovered:
        return Tr::tr("not covered");
    case CoverageState::Stale:
        return Tr::tr("stale");
    case CoverageState::Unknown:
        return Tr::tr("unknown");
    }
    return {};
}

QList<Finding> coverageFindings(const QList<CoverageRow> &rows)
{
    QList<Finding> findings;
    for (const CoverageRow &row : rows) {
        const bool isOpen = !row.wanted || row.state != CoverageState::Covered;
        const bool disagree = pageAndServerDisagree(row);
        if (!isOpen && !disagree)
            continue;
        const QString object = row.server + u'/' + QString::fromLatin1(percentEncoded(row.folder));
        Finding finding {.id = (isOpen ? QStringLiteral("coverage/") : QStringLiteral("disagreement/")) + object,
                         .severity = severityOf(row),
                         .page = Page::Folders,
                         .object = object,
                         .title = isOpen ? coverageTitle(row) : disagreementTitle(row),
                         .reason = isOpen ? row.reason : disagreementReason(row),
                         .advice = isOpen ? coverageStep(row) : disagreementStep(row),
                         .kind = isOpen ? coverageKind(row) : QStringLiteral("page-differs")};
        // One thing, two facts.
        if (isOpen && disagree)
            finding.reason += u' '
                //: %1 is a state, %2 a whole sentence
                + Tr::tr("The page says otherwise: by it the folder is %1. %2")
                      .arg(coverageStateWord(row.declared->state), row.declared->reason);
        finding.since = row.state == CoverageState::Stale ? row.lastIncremental : row.since;
        finding.otherwiseAt = row.otherwiseAt;
        finding.orEarlier = row.since.isValid() && !row.otherwiseAt.isValid();
        if (row.state == CoverageState::Uncovered || row.state == CoverageState::Partly)
            finding.act = row.onlyMemory ? FindingAct::Show : FindingAct::Request;
        findings.append(finding);
    }
    return findings;
}

CoverageCounts countCoverage(const QList<CoverageRow> &rows)
{
    CoverageCounts counts;
    for (const CoverageRow &row : rows) {
        if (!row.wanted) {
            ++counts.unasked;
            continue;
        }
        switch (row.state) {
        case CoverageState::Covered:
            ++counts.covered;
            counts.byPage += isCoveredByPage(row) ? 1 : 0;
            break;
        case CoverageState::Partly:
            ++counts.partly;
            break;
        case CoverageState::Uncovered:
            ++counts.uncovered;
            break;
        case CoverageState::Stale:
            ++counts.stale;
            break;
        case CoverageState::Unknown:
            ++counts.unknown;
            break;
        }
    }
    return counts;
}

} // namespace Nightkeep

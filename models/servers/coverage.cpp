// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/coverage.h"

#include "models/base/tr.h"
#include "models/servers/backupextent.h"
#include "models/servers/coveragereason.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

bool anyIs(const QList<BackupPiece> &pieces, BackupOf backup)
{
    return std::any_of(pieces.begin(), pieces.end(), [=](const BackupPiece &piece) { return piece.backup == backup; });
}

/// The state of a folder from the pieces that it consists of: the one it lies in, and those below.
CoverageState stateOf(BackupOf own, const QList<BackupPiece> &below)
{
    const bool someTaken = own == BackupOf::Taken || anyIs(below, BackupOf::Taken);
    const bool someNot = own == BackupOf::NotTaken || anyIs(below, BackupOf::NotTaken);
    const bool someDoubt = own == BackupOf::Doubtful || anyIs(below, BackupOf::Doubtful);
    if (someTaken && someNot)
        return CoverageState::Partly;
    if (own == BackupOf::NotTaken)
        return CoverageState::Uncovered;
    return someDoubt ? CoverageState::Unknown : CoverageState::Covered;
}

FolderPresence presenceOf(const BytePath &folder, const std::optional<ServerSnapshot> &snapshot)
{
    // A folder that was not asked about is taken to be there, as it is without any snapshot.
    return snapshot ? snapshot->folders.value(folder, FolderPresence::Present) : FolderPresence::Present;
}

CoverageRow wantedRow(const Server &server, const BytePath &folder, const BackupExtent &extent,
                      const std::optional<ServerSnapshot> &snapshot)
{
    CoverageRow row {.server = server.name, .folder = folder};
    const BackupPiece *piece = extent.pieceOf(folder);
    const BackupOf own = piece ? piece->backup : BackupOf::NotTaken;
    const QList<BackupPiece> below = extent.piecesBelow(folder);
    row.state = stateOf(own, below);
    row.evidence = extent.evidence;
    row.reason = coverageReason(row.state, folder, extent, server);
    if (own != BackupOf::NotTaken)
        row.by = piece->root;

    const FolderPresence presence = presenceOf(folder, snapshot);
    const bool hidden = presence == FolderPresence::Unreadable && row.state != CoverageState::Uncovered;
    if (presence == FolderPresence::Missing || presence == FolderPresence::NotFolder || hidden) {
        row.state = CoverageState::Unknown;
        row.evidence = Evidence::Observed;
        row.by.clear();
        row.reason = presenceReason(presence);
    }
    if (row.evidence == Evidence::Observed)
        row.observedAt = snapshot->takenAt;
    return row;
}

CoverageRow unaskedRow(const Server &server, const BytePath &folder, const BackupExtent &extent,
                       const std::optional<ServerSnapshot> &snapshot)
{
    CoverageRow row {.server = server.name, .folder = folder, .wanted = false, .by = folder};
    const bool doubtful = extent.pieceOf(folder)->backup == BackupOf::Doubtful;
    row.state = doubtful ? CoverageState::Unknown : CoverageState::Covered;
    row.evidence = extent.evidence;
    if (row.evidence == Evidence::Observed)
        row.observedAt = snapshot->takenAt;
    row.reason = unaskedReason(extent);
    return row;
}

Severity severityOf(const CoverageRow &row)
{
    if (!row.wanted)
        return Severity::Info;
    return row.state == CoverageState::Uncovered ? Severity::Critical : Severity::Warning;
}

} // namespace

QList<CoverageRow> compareCoverage(const Server &server, const std::optional<ServerSnapshot> &snapshot)
{
    const BackupExtent extent = backupExtent(server, snapshot);
    QList<CoverageRow> rows;
    QSet<BytePath> listed;
    QSet<BytePath> asked;
    for (const BytePath &folder : server.wanted) {
        if (listed.contains(folder))
            continue;
        listed.insert(folder);
        rows.append(wantedRow(server, folder, extent, snapshot));
        if (const BackupPiece *piece = extent.pieceOf(folder))
            asked.insert(piece->root);
        for (const BackupPiece &piece : extent.piecesBelow(folder))
            asked.insert(piece.root);
    }
    for (const BytePath &folder : extent.taken) {
        if (!asked.contains(folder))
            rows.append(unaskedRow(server, folder, extent, snapshot));
    }
    return rows;
}

QString coverageStateName(CoverageState state)
{
    switch (state) {
    case CoverageState::Covered:
        return QStringLiteral("covered");
    case CoverageState::Partly:
        return QStringLiteral("partly");
    case CoverageState::Uncovered:
        return QStringLiteral("uncovered");
    case CoverageState::Stale:
        return QStringLiteral("stale");
    case CoverageState::Unknown:
        return QStringLiteral("unknown");
    }
    return QStringLiteral("unknown");
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

QString evidenceName(Evidence evidence)
{
    switch (evidence) {
    case Evidence::Observed:
        return QStringLiteral("observed");
    case Evidence::Declared:
        return QStringLiteral("declared");
    }
    return {};
}

QList<Finding> coverageFindings(const QList<CoverageRow> &rows)
{
    QList<Finding> findings;
    for (const CoverageRow &row : rows) {
        if (row.wanted && row.state == CoverageState::Covered)
            continue;
        const QString object = row.server + u'/' + QString::fromLatin1(percentEncoded(row.folder));
        findings.append(Finding {.id = QStringLiteral("coverage/") + object,
                                 .severity = severityOf(row),
                                 .page = Page::Folders,
                                 .object = object,
                                 .title = coverageTitle(row),
                                 .reason = row.reason,
                                 .advice = coverageStep(row)});
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

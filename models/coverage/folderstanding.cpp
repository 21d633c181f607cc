// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/folderstanding.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

/// With the rules of one earlier probe: there may be a hundred of them.
constexpr qsizetype MostWorkOfOneProbe = MostRuleWork / 20;

/// Whether the probe itself tells. The page's word has no date.
bool isTold(const CoverageRow &row)
{
    return row.wanted && row.state != CoverageState::Unknown && row.evidence != Evidence::Declared;
}

bool isLacking(CoverageState state)
{
    return state == CoverageState::Uncovered || state == CoverageState::Partly;
}

const FolderStanding *standingOf(const QList<FolderStanding> &known, const BytePath &folder)
{
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const FolderStanding &each) { return each.folder == folder; });
    return found == known.end() ? nullptr : &*found;
}

} // namespace

QList<FolderStanding> folderStandings(const Server &server, const QList<CoverageRow> &rows, const QDateTime &latest,
                                      const QList<FolderStanding> &known, const EarlierProbes &earlier)
{
    QList<FolderStanding> standings;
    QHash<BytePath, qsizetype> open; // those whose beginning is not known yet
    for (const CoverageRow &row : rows) {
        const FolderStanding *before = row.wanted ? standingOf(known, row.folder) : nullptr;
        if (before && (!isTold(row) || before->state == row.state)) {
            standings.append(*before);
        } else if (isTold(row) && isLacking(row.state) && latest.isValid()) {
            open.insert(row.folder, standings.size());
            standings.append({row.folder, row.state, latest});
        }
    }
    Server asked = server;
    while (!open.isEmpty()) {
        const std::optional<ServerSnapshot> probe = earlier();
        if (!probe)
            break;
        // All of them, for they tell what a folder above them exists for; but the work is for these first.
        std::stable_partition(asked.wanted.begin(), asked.wanted.end(),
                              [&open](const BytePath &folder) { return open.contains(folder); });
        const QList<CoverageRow> then = compareCoverage(asked, probe, MostWorkOfOneProbe);
        for (const CoverageRow &row : then) {
            if (!isTold(row) || !open.contains(row.folder))
                continue;
            FolderStanding &standing = standings[open.value(row.folder)];
            if (row.state == standing.state) {
                standing.since = probe->takenAt;
            } else {
                standing.otherwiseAt = probe->takenAt;
                open.remove(row.folder);
            }
        }
    }
    return standings;
}

QList<CoverageRow> withStandings(QList<CoverageRow> rows, const QDateTime &latest, const QList<FolderStanding> &known)
{
    for (CoverageRow &row : rows) {
        const FolderStanding *standing = row.wanted ? standingOf(known, row.folder) : nullptr;
        if (!standing || standing->state != row.state)
            continue;
        if (!standing->otherwiseAt.isValid() && standing->since >= latest)
            continue; // looked at once
        row.since = standing->since;
        row.otherwiseAt = standing->otherwiseAt;
    }
    return rows;
}

} // namespace Nightkeep

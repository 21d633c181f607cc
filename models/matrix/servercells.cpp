// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servercells.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/coveragemodel.h"
#include "models/storage/decisionwords.h"

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

constexpr qint64 DaySeconds = 24 * 60 * 60;

/// What the client says that it backs up; none where it did not say.
std::optional<QList<BytePath>> saidByServer(const ServerRow &row)
{
    if (!row.snapshot)
        return std::nullopt;
    if (row.snapshot->domain)
        return row.snapshot->domain;
    if (!row.snapshot->fileSpaces)
        return std::nullopt;
    QList<BytePath> names;
    for (const FileSpace &space : *row.snapshot->fileSpaces)
        names << space.name;
    return names;
}

/// A backed-up folder takes what is below it on its own file system.
bool isTaken(const BytePath &folder, const QList<BytePath> &taken, const ServerSnapshot &snapshot)
{
    const BytePath place = snapshot.realPaths.value(folder, folder);
    if (taken.contains(folder) || taken.contains(place))
        return true;
    // A server may have very many mounts: they are looked at only for folders that hold it.
    const auto holdsIt = [&place](const BytePath &each) { return holdsPath(each, place); };
    if (std::none_of(taken.cbegin(), taken.cend(), holdsIt))
        return false;
    const Mount *mount = mountOf(snapshot.mounts, place);
    return std::any_of(taken.cbegin(), taken.cend(),
                       [&](const BytePath &each) { return holdsIt(each) && mountOf(snapshot.mounts, each) == mount; });
}

/// The file spaces that the server's folders are in, else all.
QList<FileSpace> runsOf(const ServerRow &row)
{
    if (!row.snapshot || !row.snapshot->fileSpaces)
        return {};
    const QList<FileSpace> &all = *row.snapshot->fileSpaces;
    QList<FileSpace> used;
    std::copy_if(all.cbegin(), all.cend(), std::back_inserter(used), [&row](const FileSpace &space) {
        return std::any_of(row.coverage.cbegin(), row.coverage.cend(), [&space](const CoverageRow &coverage) {
            return coverage.wanted && coverage.by == space.name;
        });
    });
    return used.isEmpty() ? all : used;
}

bool isEarlier(const FileSpace &one, const FileSpace &other)
{
    if (one.lastIncremental.isValid() != other.lastIncremental.isValid())
        return !one.lastIncremental.isValid();
    return one.lastIncremental < other.lastIncremental;
}

} // namespace

CellLines backedUpLines(const ServerRow &row)
{
    CellLines lines;
    const std::optional<QList<BytePath>> said = saidByServer(row);
    if (!said) {
        for (const BytePath &folder : row.server.current)
            lines.whole
                << Tr::tr("%1 (by the page)", "folder that the page says is backed up").arg(displayPath(folder));
        lines.drawn = lines.whole;
        return lines;
    }
    for (const BytePath &folder : *said)
        lines.whole << displayPath(folder);
    if (said->isEmpty())
        lines.whole << Tr::tr("nothing", "is backed up by a server");
    lines.drawn = lines.whole;
    for (const int at : contradictedFolders(row)) {
        const QString folder = displayPath(row.server.current.at(at));
        lines.struck << int(lines.whole.size());
        lines.whole << Tr::tr("not %1, which the page lists").arg(folder);
        lines.drawn << folder;
    }
    return lines;
}

std::optional<qsizetype> backedUpCount(const ServerRow &row)
{
    const std::optional<QList<BytePath>> said = saidByServer(row);
    return said ? std::optional(said->size()) : std::nullopt;
}

QList<int> contradictedFolders(const ServerRow &row)
{
    QList<int> places;
    const std::optional<QList<BytePath>> said = saidByServer(row);
    for (int at = 0; said && at < row.server.current.size(); ++at) {
        if (!isTaken(row.server.current.at(at), *said, *row.snapshot))
            places << at;
    }
    return places;
}

QDateTime lastRun(const ServerRow &row)
{
    const QList<FileSpace> runs = runsOf(row);
    return runs.isEmpty() ? QDateTime() : std::min_element(runs.cbegin(), runs.cend(), isEarlier)->lastIncremental;
}

QStringList lastRunLines(const ServerRow &row, const QDateTime &now)
{
    const QList<FileSpace> runs = runsOf(row);
    if (runs.isEmpty())
        return {Tr::tr("not known", "when a backup last ran")};
    const auto [least, most] = std::minmax_element(runs.cbegin(), runs.cend(), isEarlier);
    if (!most->lastIncremental.isValid())
        return {Tr::tr("never", "a backup ran")};
    QStringList lines {ageInWords(most->lastIncremental, now)};
    if (!least->lastIncremental.isValid())
        lines << Tr::tr("%1: never", "file space").arg(displayPath(least->name));
    else if (least->lastIncremental.secsTo(most->lastIncremental) > DaySeconds)
        lines << Tr::tr("%1: %2", "file space, age of its last backup")
                     .arg(displayPath(least->name), ageInWords(least->lastIncremental, now));
    return lines;
}

std::optional<State> lastRunState(const ServerRow &row)
{
    const QList<FileSpace> runs = runsOf(row);
    if (runs.isEmpty())
        return State::Unknown;
    const bool stale = std::any_of(row.coverage.cbegin(), row.coverage.cend(), [](const CoverageRow &coverage) {
        return coverage.wanted && coverage.state == CoverageState::Stale;
    });
    return stale || !lastRun(row).isValid() ? std::optional(State::Attention) : std::nullopt;
}

QStringList decidedLines(const ServerDecisions &decisions)
{
    QStringList lines;
    for (const DecisionSubject subject : decisionSubjects()) {
        QStringList parts {agreementInWords(agreementOf(decisions, subject)), figuresInWords(decisions, subject)};
        parts.removeAll(QString());
        if (!parts.isEmpty())
            lines << Tr::tr("%1: %2", "what is decided, whether it is agreed")
                         .arg(subjectTitle(subject), parts.join(QLatin1String("; ")));
    }
    return lines;
}

QList<int> decidedStates(const ServerDecisions &decisions, const QDate &today)
{
    QList<int> states;
    for (const DecisionSubject subject : decisionSubjects()) {
        const std::optional<State> state = agreementState(agreementOf(decisions, subject), today);
        if (state || !figuresInWords(decisions, subject).isEmpty())
            states << (state ? int(*state) : -1);
    }
    return states;
}

const CoverageRow *wantedVerdict(const ServerRow &row, const BytePath &folder)
{
    for (const CoverageRow &coverage : row.coverage) {
        if (coverage.wanted && coverage.folder == folder)
            return &coverage;
    }
    return nullptr;
}

QStringList standingLines(const ServerRow &row)
{
    QStringList lines;
    for (const BytePath &folder : row.server.wanted) {
        const CoverageRow *coverage = wantedVerdict(row, folder);
        lines << Tr::tr("%1 %2", "state of a wanted folder, the folder")
                     .arg(coverage ? coverageRowWord(*coverage) : coverageStateWord(CoverageState::Unknown),
                          displayPath(folder));
    }
    return lines;
}

std::optional<int> worstRank(const ServerRow &row)
{
    std::optional<int> worst;
    for (const CoverageRow &coverage : row.coverage) {
        if (coverage.wanted)
            worst = std::min(worst.value_or(coverageRank(coverage)), coverageRank(coverage));
    }
    return worst;
}

} // namespace Nightkeep

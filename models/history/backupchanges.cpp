// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/backupchanges.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/coverage/coverage.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

using Kind = SnapshotChange::Kind;
using Changes = QList<SnapshotChange>;

constexpr qint64 daySeconds = 24 * 60 * 60;

/// How much of a folder a verdict promises.
int worth(CoverageState state)
{
    switch (state) {
    case CoverageState::Covered:
        return 3;
    case CoverageState::Partly:
        return 2;
    case CoverageState::Stale:
        return 1;
    case CoverageState::Uncovered:
    case CoverageState::Unknown:
        break;
    }
    return 0;
}

SnapshotChange lostCoverage(const CoverageRow &before, const CoverageRow &after)
{
    const QString folder = displayPath(after.folder);
    if (after.state == CoverageState::Uncovered)
        return aboutPath(Kind::CoverageLost, Severity::Critical, after.folder,
                         Tr::tr("%1 has left the backup. %2").arg(folder, after.reason));
    return aboutPath(Kind::CoverageLost, Severity::Warning, after.folder,
                     Tr::tr("%1 was %2 and is %3 now. %4", "folder, state, state, reason")
                         .arg(folder, coverageStateWord(before.state), coverageStateWord(after.state), after.reason));
}

SnapshotChange otherCoverage(const CoverageRow &before, const CoverageRow &after)
{
    const QString folder = displayPath(after.folder);
    if (after.state == CoverageState::Unknown)
        return aboutPath(Kind::CoverageOther, Severity::Warning, after.folder,
                         Tr::tr("Whether %1 is backed up is no longer known. %2").arg(folder, after.reason));
    const bool worse = worth(after.state) < worth(before.state);
    return aboutPath(Kind::CoverageOther, worse ? Severity::Warning : Severity::Info, after.folder,
                     Tr::tr("The verdict on %1 went from %2 to %3, and is not on the same word as before. %4",
                            "folder, state, state, reason")
                         .arg(folder, coverageStateWord(before.state), coverageStateWord(after.state), after.reason));
}

/// On whose word a verdict is: the client's, or the page's with or without what the server has mounted. The
/// evidence alone does not tell the latter two: it names the mounts only where they made a difference.
int wordOf(const CoverageRow &row, const ServerSnapshot &snapshot)
{
    return row.evidence == Evidence::Observed ? 2 : snapshot.mounts.isEmpty() ? 0 : 1;
}

void addCoverage(const Server &server, const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    QHash<BytePath, CoverageRow> old;
    for (const CoverageRow &row : compareCoverage(server, before)) {
        if (row.wanted)
            old.insert(row.folder, row);
    }
    for (const CoverageRow &row : compareCoverage(server, after)) {
        const auto known = old.constFind(row.folder);
        if (!row.wanted || known == old.constEnd() || known->state == row.state)
            continue;
        // The page's word and the server's are not of the same worth.
        if (wordOf(*known, before) != wordOf(row, after) || row.state == CoverageState::Unknown)
            changes.append(otherCoverage(*known, row));
        else if (worth(row.state) < worth(known->state))
            changes.append(lostCoverage(*known, row));
        else
            changes.append(aboutPath(Kind::CoverageGained, Severity::Info, row.folder,
                                     Tr::tr("%1 was %2 and is %3 now. %4", "folder, state, state, reason")
                                         .arg(displayPath(row.folder), coverageStateWord(known->state),
                                              coverageStateWord(row.state), row.reason)));
    }
}

void addFolders(const Server &server, const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    QList<BytePath> asked = after.folders.keys();
    std::sort(asked.begin(), asked.end());
    for (const BytePath &folder : std::as_const(asked)) {
        const auto known = before.folders.constFind(folder);
        if (known == before.folders.constEnd())
            continue; // not asked about then
        const FolderPresence was = *known;
        const FolderPresence is = after.folders.value(folder);
        const QString shown = displayPath(folder);
        const bool wanted = server.wanted.contains(folder);
        if (was == FolderPresence::Present && is == FolderPresence::Missing)
            changes.append(aboutPath(Kind::FolderGone, wanted ? Severity::Critical : Severity::Warning, folder,
                                     Tr::tr("The folder %1 is not there any more.").arg(shown)));
        else if (was == FolderPresence::Present && is == FolderPresence::NotFolder)
            changes.append(aboutPath(Kind::FolderGone, wanted ? Severity::Critical : Severity::Warning, folder,
                                     Tr::tr("%1 is no folder any more.").arg(shown)));
        else if (was == FolderPresence::Present && is == FolderPresence::Unreadable)
            changes.append(aboutPath(Kind::FolderGone, Severity::Warning, folder,
                                     Tr::tr("Whether the folder %1 is there can no longer be seen.").arg(shown)));
        else if (was != FolderPresence::Present && is == FolderPresence::Present)
            changes.append(
                aboutPath(Kind::FolderBack, Severity::Info, folder, Tr::tr("The folder %1 is there now.").arg(shown)));

        const bool both = was == FolderPresence::Present && is == FolderPresence::Present;
        const BytePath ledTo = before.realPaths.value(folder, folder);
        const BytePath leadsTo = after.realPaths.value(folder, folder);
        // An older snapshot knows of no links at all.
        if (both && ledTo != leadsTo && !(before.realPaths.isEmpty() && ledTo == folder))
            changes.append(aboutPath(
                Kind::LinkMoved, Severity::Warning, folder,
                Tr::tr("%1 is really %3 now; it was %2.").arg(shown, displayPath(ledTo), displayPath(leadsTo))));
    }
}

void addClient(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    const auto answers = [](const ServerSnapshot &snapshot) { return snapshot.fileSpaces || snapshot.domain; };
    if (answers(before) && !answers(after))
        changes.append({Kind::ClientGone,
                        Severity::Warning,
                        {},
                        {},
                        Tr::tr("The storage manager's client no longer answers. %1").arg(after.storageManagerProblem)});
    else if (answers(after) && !answers(before))
        changes.append({Kind::ClientBack, Severity::Info, {}, {}, Tr::tr("The storage manager's client answers now.")});
}

void addDomain(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    if (!before.domain || !after.domain)
        return;
    for (const BytePath &entry : *before.domain) {
        if (!after.domain->contains(entry))
            changes.append(aboutPath(Kind::DomainLess, Severity::Warning, entry,
                                     Tr::tr("The nightly run no longer takes %1.").arg(displayPath(entry))));
    }
    for (const BytePath &entry : *after.domain) {
        if (!before.domain->contains(entry))
            changes.append(aboutPath(Kind::DomainMore, Severity::Info, entry,
                                     Tr::tr("The nightly run takes %1 now.").arg(displayPath(entry))));
    }
}

/// Nothing stands still where the two are closer together than backups are, or where a clock is wrong.
void addStanding(const Server &server, const FileSpace &was, const FileSpace &is, const ServerSnapshot &before,
                 const ServerSnapshot &after, Changes &changes)
{
    const qint64 due = qint64(std::max(1, server.decisions.backup.everyDays.value_or(1))) * daySeconds;
    const bool taken = !after.domain || after.domain->contains(is.name);
    const bool stands = is.lastIncremental.isValid() && is.lastIncremental == was.lastIncremental;
    if (!taken || !stands || !before.clocksAgree() || !after.clocksAgree() || before.takenAt.secsTo(after.takenAt) < due
        || is.lastIncremental.secsTo(after.takenAt) < due)
        return;
    changes.append(aboutPath(Kind::IncrementalStands, Severity::Warning, is.name,
                             Tr::tr("No full incremental of %1 came in between; the last one was %2.")
                                 .arg(displayPath(is.name), ageInWords(is.lastIncremental, after.takenAt))));
}

void addFileSpaces(const Server &server, const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    if (!before.fileSpaces || !after.fileSpaces)
        return;
    QMap<BytePath, FileSpace> old;
    for (const FileSpace &space : *before.fileSpaces)
        old.insert(space.name, space);
    for (const FileSpace &space : *after.fileSpaces) {
        const auto known = old.constFind(space.name);
        if (known == old.constEnd()) {
            changes.append(
                aboutPath(Kind::FileSpaceNew, Severity::Info, space.name,
                          Tr::tr("The storage manager has a file space %1 now.").arg(displayPath(space.name))));
            continue;
        }
        addStanding(server, *known, space, before, after, changes);
        old.remove(space.name);
    }
    for (const FileSpace &space : std::as_const(old))
        changes.append(aboutPath(
            Kind::FileSpaceGone, Severity::Critical, space.name,
            Tr::tr("The storage manager has no file space %1 any more: what was kept there is gone, or going.")
                .arg(displayPath(space.name))));
}

bool excludes(const IncludeExcludeRule &rule)
{
    return !rule.include && rule.scope != IncludeExcludeRule::Scope::Other;
}

QString ruleSource(const IncludeExcludeRule &rule)
{
    return rule.source.isEmpty() ? Tr::tr("an unknown place") : visibleText(rule.source);
}

void addRules(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    if (!before.rules || !after.rules)
        return;
    for (const IncludeExcludeRule &rule : *after.rules) {
        if (rule.scope == IncludeExcludeRule::Scope::Other || before.rules->contains(rule))
            continue;
        const QString pattern = displayPath(rule.pattern);
        changes.append(aboutPath(
            Kind::RuleNew, excludes(rule) ? Severity::Warning : Severity::Info, rule.pattern,
            excludes(rule) ? Tr::tr("A new rule leaves %1 out of the backup (from %2).").arg(pattern, ruleSource(rule))
                           : Tr::tr("A new rule takes %1 into the backup (from %2).").arg(pattern, ruleSource(rule))));
    }
    for (const IncludeExcludeRule &rule : *before.rules) {
        if (rule.scope == IncludeExcludeRule::Scope::Other || after.rules->contains(rule))
            continue;
        const QString pattern = displayPath(rule.pattern);
        changes.append(aboutPath(
            Kind::RuleGone, excludes(rule) ? Severity::Info : Severity::Warning, rule.pattern,
            excludes(rule)
                ? Tr::tr("The rule that left %1 out of the backup is gone (from %2).").arg(pattern, ruleSource(rule))
                : Tr::tr("The rule that took %1 into the backup is gone (from %2).").arg(pattern, ruleSource(rule))));
    }
}

struct ClassFigure
{
    QString title;
    std::optional<int> ManagementClass::*value;
    bool moreIsBetter;
};

QList<ClassFigure> classFigures()
{
    return {{Tr::tr("copies while the file exists"), &ManagementClass::versionsExist, true},
            {Tr::tr("copies once it is deleted"), &ManagementClass::versionsDeleted, true},
            {Tr::tr("days for a replaced copy"), &ManagementClass::retainExtra, true},
            {Tr::tr("days for the last copy"), &ManagementClass::retainOnly, true},
            {Tr::tr("days between incrementals"), &ManagementClass::frequency, false},
            {Tr::tr("days in the archive"), &ManagementClass::archiveRetain, true}};
}

bool isLess(int was, int is)
{
    return is != NoLimit && (was == NoLimit || is < was);
}

QString figureInWords(int figure)
{
    return figure == NoLimit ? Tr::tr("no limit") : QLocale().toString(figure);
}

void addFigures(const ManagementClass &was, const ManagementClass &is, Changes &changes)
{
    for (const ClassFigure &figure : classFigures()) {
        const std::optional<int> old = was.*figure.value;
        const std::optional<int> present = is.*figure.value;
        if (!old || !present || *old == *present)
            continue;
        const bool worse = figure.moreIsBetter ? isLess(*old, *present) : isLess(*present, *old);
        changes.append({Kind::ClassChanged,
                        worse ? Severity::Warning : Severity::Info,
                        is.name,
                        {},
                        Tr::tr("The management class %1 says %4 for %2 now; it said %3.", "class, figure, old, new")
                            .arg(visibleText(is.name), figure.title, figureInWords(*old), figureInWords(*present))});
    }
    if (is.isDefault && !was.isDefault)
        changes.append({Kind::ClassChanged,
                        Severity::Warning,
                        is.name,
                        {},
                        Tr::tr("The management class %1 is the default now.").arg(visibleText(is.name))});
}

void addClasses(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    if (!before.managementClasses || !after.managementClasses)
        return;
    QMap<QString, ManagementClass> old;
    for (const ManagementClass &one : *before.managementClasses)
        old.insert(one.name, one);
    for (const ManagementClass &one : *after.managementClasses) {
        const auto known = old.constFind(one.name);
        if (known == old.constEnd())
            changes.append({Kind::ClassChanged,
                            Severity::Info,
                            one.name,
                            {},
                            Tr::tr("There is a management class %1 now.").arg(visibleText(one.name))});
        else
            addFigures(*known, one, changes);
        old.remove(one.name);
    }
    for (const ManagementClass &one : std::as_const(old))
        changes.append({Kind::ClassChanged,
                        Severity::Warning,
                        one.name,
                        {},
                        Tr::tr("The management class %1 is gone.").arg(visibleText(one.name))});
}

} // namespace

QList<SnapshotChange> backupChanges(const Server &server, const ServerSnapshot &before, const ServerSnapshot &after)
{
    Changes changes;
    addCoverage(server, before, after, changes);
    addFolders(server, before, after, changes);
    addClient(before, after, changes);
    addDomain(before, after, changes);
    addFileSpaces(server, before, after, changes);
    addRules(before, after, changes);
    addClasses(before, after, changes);
    return changes;
}

} // namespace Nightkeep

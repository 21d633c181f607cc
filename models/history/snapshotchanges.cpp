// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What changed on the server itself; what changed in its backup is in backupchanges.cpp.
#include "models/history/snapshotchanges.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/history/backupchanges.h"
#include "models/servers/connectionchecks.h"
#include "models/storage/mountkind.h"

#include <QMap>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

using Kind = SnapshotChange::Kind;
using Changes = QList<SnapshotChange>;

void addSystem(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    const auto differ = [](const QString &one, const QString &other) {
        return !one.isEmpty() && !other.isEmpty() && one != other;
    };
    if (differ(before.osRelease, after.osRelease))
        changes.append({Kind::Os,
                        Severity::Info,
                        {},
                        {},
                        Tr::tr("The operating system is %2 now; it was %1.")
                            .arg(visibleText(before.osRelease), visibleText(after.osRelease))});
    if (differ(before.kernel, after.kernel))
        changes.append(
            {Kind::Kernel,
             Severity::Info,
             {},
             {},
             Tr::tr("The kernel is %2 now; it was %1.").arg(visibleText(before.kernel), visibleText(after.kernel))});

    // It ran when it was asked before: with fewer seconds than have gone by, it was started in between.
    const qint64 elapsed = before.takenAt.secsTo(after.takenAt);
    if (before.takenAt.isValid() && after.uptimeSeconds >= 0 && after.uptimeSeconds < elapsed)
        changes.append(
            {Kind::Restarted,
             Severity::Info,
             {},
             {},
             Tr::tr("It was restarted; it had run for %1 when asked.").arg(durationInWords(after.uptimeSeconds))});
}

void addClock(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    const auto isOff = [](const ServerSnapshot &snapshot) {
        return std::abs(snapshot.clockOffsetSeconds) > ToleratedClockOffsetSeconds;
    };
    const QString off = durationInWords(std::abs(after.clockOffsetSeconds));
    if (isOff(after) && !isOff(before))
        changes.append({Kind::Clock,
                        Severity::Warning,
                        {},
                        {},
                        after.clockOffsetSeconds > 0 ? Tr::tr("Its clock went wrong: it is %1 ahead.").arg(off)
                                                     : Tr::tr("Its clock went wrong: it is %1 behind.").arg(off)});
    else if (isOff(before) && !isOff(after))
        changes.append({Kind::Clock, Severity::Info, {}, {}, Tr::tr("Its clock is right again.")});
}

/// By place; the last mount at a place hides the ones before it. Without what holds nothing of anybody's.
QMap<BytePath, Mount> placesOf(const ServerSnapshot &snapshot)
{
    QMap<BytePath, Mount> places;
    for (const Mount &mount : snapshot.mounts)
        places.insert(mount.target, mount);
    places.removeIf([](const auto &place) { return holdsNothing(kindOf(*place)); });
    return places;
}

QString mountInWords(const Mount &mount)
{
    if (mount.source.isEmpty())
        return visibleText(mount.type);
    return Tr::tr("%1, %2", "type, source").arg(visibleText(mount.type), displayPath(mount.source));
}

void addMountDifferences(const Mount &before, const Mount &after, Changes &changes)
{
    const BytePath &place = after.target;
    const QString shown = displayPath(place);
    if (before.type != after.type)
        changes.append(aboutPath(Kind::MountChanged, Severity::Warning, place,
                                 Tr::tr("%1 is another file system now: %3; it was %2.")
                                     .arg(shown, mountInWords(before), mountInWords(after))));
    else if (before.source != after.source)
        changes.append(aboutPath(Kind::MountChanged, Severity::Info, place,
                                 Tr::tr("%1 comes from %3 now; it came from %2.")
                                     .arg(shown, displayPath(before.source), displayPath(after.source))));
    if (before.readOnly != after.readOnly)
        changes.append(aboutPath(
            Kind::MountChanged, after.readOnly ? Severity::Warning : Severity::Info, place,
            after.readOnly ? Tr::tr("%1 can only be read now; a disk that has errors is often made so.").arg(shown)
                           : Tr::tr("%1 can be written again.").arg(shown)));
    if (isResized(before.totalBytes, after.totalBytes))
        changes.append(aboutPath(Kind::MountResized, Severity::Info, place,
                                 Tr::tr("%1 has %3 now; it had %2.")
                                     .arg(shown, bytesInWords(before.totalBytes), bytesInWords(after.totalBytes))));
}

void addMounts(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    if (before.mounts.isEmpty() || after.mounts.isEmpty())
        return; // not known on one side
    const QMap<BytePath, Mount> old = placesOf(before);
    const QMap<BytePath, Mount> present = placesOf(after);
    for (const Mount &mount : old) {
        if (!present.contains(mount.target))
            changes.append(aboutPath(Kind::MountGone, Severity::Warning, mount.target,
                                     Tr::tr("Nothing is mounted at %1 any more; it was %2.")
                                         .arg(displayPath(mount.target), mountInWords(mount))));
    }
    for (const Mount &mount : present) {
        const auto known = old.constFind(mount.target);
        if (known != old.constEnd())
            addMountDifferences(*known, mount, changes);
        else
            changes.append(aboutPath(
                Kind::MountNew, Severity::Info, mount.target,
                Tr::tr("Something is mounted at %1 now: %2.").arg(displayPath(mount.target), mountInWords(mount))));
    }
}

void addTools(const ServerSnapshot &before, const ServerSnapshot &after, Changes &changes)
{
    QStringList names = after.tools.keys();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        if (!before.tools.contains(name))
            continue; // not asked for then
        const bool was = !before.tools.value(name).isEmpty();
        const bool is = !after.tools.value(name).isEmpty();
        if (was && !is)
            changes.append({Kind::ToolGone,
                            Severity::Warning,
                            name,
                            {},
                            Tr::tr("The program %1 is not there any more.").arg(name)});
        else if (is && !was)
            changes.append(
                {Kind::ToolBack, Severity::Info, name, {}, Tr::tr("The program %1 is there now.").arg(name)});
    }
}

} // namespace

SnapshotChange aboutPath(Kind kind, Severity severity, const BytePath &path, const QString &sentence)
{
    return {kind, severity, displayPath(path), path, sentence};
}

bool isResized(qint64 totalBefore, qint64 totalAfter)
{
    if (totalBefore < 0 || totalAfter < 0)
        return false;
    const qint64 larger = std::max(totalBefore, totalAfter);
    return std::abs(totalAfter - totalBefore) > larger / 100 * ResizedPercent;
}

QList<SnapshotChange> compareSnapshots(const Server &server, const ServerSnapshot &before, const ServerSnapshot &after)
{
    Changes changes = backupChanges(server, before, after);
    addSystem(before, after, changes);
    addClock(before, after, changes);
    addMounts(before, after, changes);
    addTools(before, after, changes);
    std::stable_sort(changes.begin(), changes.end(), [](const SnapshotChange &one, const SnapshotChange &other) {
        return one.severity != other.severity ? one.severity > other.severity : one.kind < other.kind;
    });
    return changes;
}

QString changeSubject(Kind kind)
{
    switch (kind) {
    case Kind::CoverageLost:
    case Kind::CoverageGained:
    case Kind::CoverageOther:
        return Tr::tr("Backup of a folder");
    case Kind::FolderGone:
    case Kind::FolderBack:
    case Kind::LinkMoved:
        return Tr::tr("Folders");
    case Kind::FileSpaceGone:
    case Kind::FileSpaceNew:
    case Kind::DomainLess:
    case Kind::DomainMore:
    case Kind::RuleNew:
    case Kind::RuleGone:
    case Kind::IncrementalStands:
    case Kind::ClientGone:
    case Kind::ClientBack:
    case Kind::ClassChanged:
        return Tr::tr("Storage manager");
    case Kind::Os:
    case Kind::Kernel:
    case Kind::Restarted:
    case Kind::Clock:
    case Kind::ToolGone:
    case Kind::ToolBack:
        return Tr::tr("System");
    case Kind::MountNew:
    case Kind::MountGone:
    case Kind::MountChanged:
    case Kind::MountResized:
        return Tr::tr("Mounts");
    }
    return {};
}

State changeState(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return State::Bad;
    case Severity::Warning:
        return State::Attention;
    case Severity::Info:
        break;
    }
    return State::Good;
}

QString changesInWords(const QList<SnapshotChange> &changes)
{
    if (changes.isEmpty())
        return Tr::tr("nothing changed");
    const auto count = [&changes](Severity severity) {
        return int(std::count_if(changes.begin(), changes.end(),
                                 [severity](const SnapshotChange &change) { return change.severity == severity; }));
    };
    QStringList parts {Tr::tr("%n changes", nullptr, int(changes.size()))};
    if (const int critical = count(Severity::Critical); critical > 0)
        parts.append(Tr::tr("%n critical", nullptr, critical));
    if (const int warnings = count(Severity::Warning); warnings > 0)
        parts.append(Tr::tr("%n to look at", nullptr, warnings));
    return parts.join(QStringLiteral(", "));
}

} // namespace Nightkeep

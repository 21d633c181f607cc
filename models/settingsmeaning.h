// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

namespace Nightkeep {

/// A copy of a course that Moodle will delete because of a change of its settings.
struct CopyToGo
{
    qint64 course = 0;
    QString shortName;
    BytePath path; ///< on the data server, or the name of one that only Moodle's records have
    QDateTime made;
    qint64 bytes = -1; ///< -1: not known

    bool operator==(const CopyToGo &) const = default;
};

/// What changes of a site's settings mean: by the rules of retention, and by what the inventory has seen. Of what is
/// not known nothing is said but that.
struct SettingsMeaning
{
    std::optional<int> nightsBefore; ///< of the last 60, that could be restored of a course by the rules
    std::optional<int> nightsAfter;
    /// What Moodle deletes at the next run of each course and would not without the changes; nullopt: no inventory.
    std::optional<QList<CopyToGo>> deletions;
    std::optional<qint64> bytesAWeekBefore; ///< that are written, by the newest copy of each course
    std::optional<qint64> bytesAWeekAfter;
    QList<QDateTime> runsAfter; ///< the next ten
    QStringList sentences; ///< for people, the gravest first: "Keep 5 to 1 deletes 1,180 zips, 41 GB."
    QStringList unknown; ///< what could not be reckoned, and why
};

/// `view` is the site's as it was last read, `changes` are pending. Pure: no clock, no network. Quick for 20,000
/// courses.
[[nodiscard]] SettingsMeaning meaningOf(const WorkspaceReading &reading, const SettingsView &view,
                                        const QList<ConfigChange> &changes);

/// Findings about a site's settings that want to know more than the settings: its courses, its disk, the nights on
/// which something else runs, the dump and the incremental.
[[nodiscard]] QList<Finding> settingsFindings(const WorkspaceReading &reading, const SettingsView &view);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/settings/settingsview.h"

#include <QLocale>

namespace Nightkeep {

/// When Moodle begins its backups next, by the options that were read.
struct NextRun
{
    enum class Kind {
        Unknown, ///< never read, or an option of the schedule holds a text that makes no sense
        Off,
        Never, ///< switched on, and no day of the week is chosen
        At,
    };
    Kind kind = Kind::Unknown;
    QDateTime at = {}; ///< in the zone that Moodle reckons in; invalid but for At

    bool operator==(const NextRun &) const = default;
};

/// As Moodle reckons it itself. Source: Moodle 1.9 backup/backup_scheduled.php, schedule_backup_next_execution()
/// (lines 269-302; facts/moodle.md A4): the midnight of today, and from it whole days of 86400 seconds to the first
/// chosen day of the week, the hour and the minute; where that has passed, the same from tomorrow on. So on a day on
/// which the clocks change, and as seen from the days before it, a run is an hour off. An option without a row counts
/// as what Moodle runs with without it. The zone is the main administrator's: the site's where the workspace has one,
/// else that of `now`.
[[nodiscard]] NextRun nextRun(const SettingsView &view, const QDateTime &now);

/// "Next run: tonight, Sunday 03:00, about 300 courses", "No run: the schedule is off": the beginning of a sentence,
/// for the page, its tile and the command line.
[[nodiscard]] QString nextRunInWords(const SettingsView &view, const QDateTime &now, const QLocale &locale = QLocale());

/// "2 options are not as agreed": how the options compare with what is agreed; the next part of that sentence.
[[nodiscard]] QString comparisonInWords(const SettingsCount &count);

/// What the page of a site begins with: the next run, how the options compare with what is agreed, and the age of both.
[[nodiscard]] PageAnswer settingsPageAnswer(const SettingsView &view, const QDateTime &now,
                                            const QLocale &locale = QLocale());

} // namespace Nightkeep

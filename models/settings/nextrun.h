// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/settings/settingsview.h"

#include <QLocale>
#include <QTimeZone>

namespace Nightkeep {

/// When Moodle begins its backups next, by the options that were read.
struct NextRun
{
    enum class Kind {
        Unknown, ///< never read, or an option of the schedule holds a text that makes no sense
        Off,
        Never, ///< switched on, and no day of the week is chosen
        Manual, ///< later alone: only when somebody starts it
        At,
    };
    Kind kind = Kind::Unknown;
    QDateTime at = {}; ///< in the zone that Moodle reckons in; invalid but for At

    bool operator==(const NextRun &) const = default;
};

template<>
inline constexpr auto Names<NextRun::Kind> = std::to_array<Name<NextRun::Kind>>({
    {NextRun::Kind::Unknown, "unknown"},
    {NextRun::Kind::Off, "off"},
    {NextRun::Kind::Never, "never"},
    {NextRun::Kind::Manual, "manual"},
    {NextRun::Kind::At, "at"},
});

/// In which a Moodle reckons its schedule.
struct ScheduleZone
{
    enum class From {
        Administrator, ///< 1.9: the profile of the main administrator
        Moodle, ///< later: the site's own setting; 1.9 too, where that profile leaves it to that
        Server, ///< Moodle says "the server's": the zone that the workspace has of the site
        Workspace, ///< Moodle does not say: that zone likewise
        Machine, ///< nobody says: this machine's
    };
    QTimeZone zone; ///< valid
    From from = From::Machine;
    QString told = {}; ///< as Moodle has it: "Europe/London", "-5.5", "99"
    /// 1.9, where that profile has a number of hours: whose summer time counts on top; invalid: none does.
    QTimeZone summer = QTimeZone();

    bool operator==(const ScheduleZone &) const = default;
};

template<>
inline constexpr auto Names<ScheduleZone::From> = std::to_array<Name<ScheduleZone::From>>({
    {ScheduleZone::From::Administrator, "administrator"},
    {ScheduleZone::From::Moodle, "moodle"},
    {ScheduleZone::From::Server, "server"},
    {ScheduleZone::From::Workspace, "workspace"},
    {ScheduleZone::From::Machine, "machine"},
});
[[nodiscard]] ScheduleZone scheduleZone(const SettingsView &view, const QDateTime &now);
[[nodiscard]] QString scheduleZoneInWords(const ScheduleZone &zone); ///< and where it is from

/// The options of the schedule, as they are in force.
struct BackupSchedule
{
    MoodleEdition edition = MoodleEdition::Old;
    BackupActive active = BackupActive::Off;
    QString weekdays; ///< valid: isWeekdays()
    int hour = 0;
    int minute = 0;
    QTimeZone zone;
    QTimeZone summer = QTimeZone(); ///< as ScheduleZone::summer

    bool operator==(const BackupSchedule &) const = default;
};
/// nullopt: never read, or an option of the schedule holds a text that makes no sense. `changes` are taken for done.
[[nodiscard]] std::optional<BackupSchedule> scheduleOf(const SettingsView &view, const QDateTime &now,
                                                       const QList<ConfigChange> &changes = {});

/// When Moodle begins its backups from `now` on, as it reckons itself; none where nothing runs by itself, or on no day.
///
/// 1.9, backup/backup_scheduled.php, schedule_backup_next_execution() (269-302; facts/moodle.md A4): the midnight of
/// the day, and from it whole days of 86400 seconds to the first chosen day of the week, the hour and the minute; where
/// that has passed, the same from the day that is 86400 seconds later. A profile's number of hours gets the
/// site's summer time on top (lib/moodlelib.php, dst_offset_on(): without a name it asks cron's zone). Each cron
/// reckons anew, and begins what the cron before it reckoned and is past: taken to come each minute, some seconds after
/// it. So on a day on which the clocks change a run is an hour off, and one near midnight may come twice (worked out on
/// Sunday for Monday 00:10 it is due on Sunday at 23:10, then as Monday has it), or not at all (worked out for Sunday
/// 23:30 it is due on Monday at 00:30, and at midnight it is next Sunday's).
///
/// Later, backup_cron_helper.class.php, calculate_next_automated_backup(): the clock of the wall; a time that a day
/// does not have is as much later as the clocks jump, and then so on the days that are counted on from it; of one that
/// it has twice, the first, unless `now` is in the second. What was reckoned stands until it has run.
[[nodiscard]] QList<QDateTime> nextRuns(const BackupSchedule &schedule, const QDateTime &now, int count = 10);

/// The first of them.
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

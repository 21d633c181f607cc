// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/courses/moodlefacts.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace Nightkeep {

/// How Moodle itself says that a course's last backup went. Rules: facts/moodle.md A3 and B2 ([19]
/// admin/report/backups/index.php 70-79; [43] backup_cron_helper.class.php 42-54). 1.9's '0' of a course without a
/// start is NotYetRun, which its report calls an error of 1970.
enum class CourseStatus {
    Error,
    Ok,
    Unfinished, ///< running now, or died
    Skipped,
    Warning, ///< 2.x: files were missing in the pool
    NotYetRun,
    Queued, ///< 2.x
    Unlisted, ///< Moodle has no row of its backups
    Unknown, ///< a value that no Moodle that we know writes
};

template<>
inline constexpr auto Names<CourseStatus> = std::to_array<Name<CourseStatus>>({
    {CourseStatus::Error, "error"},
    {CourseStatus::Ok, "ok"},
    {CourseStatus::Unfinished, "unfinished"},
    {CourseStatus::Skipped, "skipped"},
    {CourseStatus::Warning, "warning"},
    {CourseStatus::NotYetRun, "notYetRun"},
    {CourseStatus::Queued, "queued"},
    {CourseStatus::Unlisted, "unlisted"},
    {CourseStatus::Unknown, "unknown"},
});
[[nodiscard]] QString courseStatusWord(CourseStatus status); ///< Moodle's own word, for people: "OK", "Skipped"

/// How a single run of a course's backup ended, as its log tells; not as its status does (facts/moodle.md, "Tried on a
/// live 4.3", 4).
enum class RunEnd {
    Ok,
    Failed, ///< it said so, or has a line of an error
    Died, ///< it has no end: what it did last is in `step`
    Warned, ///< 2.x: ended, with a warning
    Unknown,
};

template<>
inline constexpr auto Names<RunEnd> = std::to_array<Name<RunEnd>>({
    {RunEnd::Ok, "ok"},
    {RunEnd::Failed, "failed"},
    {RunEnd::Died, "died"},
    {RunEnd::Warned, "warned"},
    {RunEnd::Unknown, "unknown"},
});
[[nodiscard]] QString runEndWord(RunEnd end); ///< for people

/// A run of one course's automated backup, in a line.
struct CourseRun
{
    QDateTime started; ///< UTC
    QDateTime lastSign; ///< UTC: of its last line, or when its record last changed
    RunEnd end = RunEnd::Unknown;
    QString step; ///< the last line of its log, or the error's message; Moodle's own words, without blanks at the ends

    static constexpr auto fields()
    {
        return std::tuple {Field {"started", &CourseRun::started}, Field {"lastSign", &CourseRun::lastSign},
                           Field {"end", &CourseRun::end}, Field {"step", &CourseRun::step}};
    }
    bool operator==(const CourseRun &) const = default;
};

/// How the last line of a run in Moodle 1.9's backup_log ends it: "End backup course <full name> - OK" or "- ERROR!!";
/// a full name so long that the end is cut off at 255 characters leaves Unknown; without such a line it died there.
[[nodiscard]] RunEnd endOfOldRun(const QString &lastLine);

/// Seconds. In 1.9 cron itself takes a lock without a log line for half an hour for a dead one (facts/moodle.md A3); a
/// later one says nothing while it packs.
[[nodiscard]] constexpr qint64 runPatience(MoodleEdition edition)
{
    return edition == MoodleEdition::Old ? 30 * 60 : 2 * 3600;
}
/// Whether one that seems to have died may be running still: it gave a sign within runPatience() before `now`.
[[nodiscard]] bool mayStillRun(const CourseRun &run, MoodleEdition edition, const QDateTime &now);

/// A line of a run's log.
struct RunLine
{
    QDateTime at; ///< UTC
    QString text; ///< Moodle's own words, with 1.9's indentation
    bool isError = false;

    static constexpr auto fields()
    {
        return std::tuple {Field {"at", &RunLine::at}, Field {"text", &RunLine::text},
                           Field {"error", &RunLine::isError}};
    }
    bool operator==(const RunLine &) const = default;
};

/// A run with its log, as it is asked for of one course.
struct LoggedRun
{
    CourseRun run;
    QList<RunLine> lines; ///< in their order; 2.x: of an OK run usually none
    QString output; ///< 2.x: of the task that made it (task_log); empty: none is kept

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &LoggedRun::run}.inlined(), Field {"lines", &LoggedRun::lines},
                           Field {"output", &LoggedRun::output}};
    }
    bool operator==(const LoggedRun &) const = default;
};

inline constexpr int runsKept = 15; ///< as many as the team looks at

/// A course's latest runs, newest first; at most runsKept.
struct CourseLog
{
    qint64 course = 0;
    QDateTime readAt; ///< UTC
    QList<LoggedRun> runs;

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &CourseLog::course}, Field {"readAt", &CourseLog::readAt},
                           Field {"runs", &CourseLog::runs}};
    }
    bool operator==(const CourseLog &) const = default;
};

} // namespace Nightkeep

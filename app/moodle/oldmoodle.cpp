// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/oldmoodle.h"

#include <algorithm>
#include <utility>

namespace Nightkeep::OldMoodle {

namespace {

const QString oldLog = QStringLiteral("backup_log");
constexpr int oldLinesRead = 20'000; ///< of one course: its runs have a few dozen each

// [19] admin/report/backups/index.php 70-79; '0' is what a row begins with, too.
CourseStatus oldStatus(const QString &status, bool hasStarted)
{
    if (status == u"0")
        return hasStarted ? CourseStatus::Error : CourseStatus::NotYetRun;
    if (status == u"1")
        return CourseStatus::Ok;
    if (status == u"2")
        return CourseStatus::Unfinished;
    return status == u"3" ? CourseStatus::Skipped : CourseStatus::Unknown;
}

void oldEnd(CourseRun &run, const QDateTime &time, const QString &lastLine)
{
    run.lastSign = time;
    run.end = lastLine.isNull() ? RunEnd::Unknown : endOfOldRun(lastLine);
    run.step = lastLine.trimmed();
}

struct OldRun
{
    qint64 course = 0;
    qint64 line = 0; ///< its last
    CourseRun run;
};

} // namespace

MoodleFacts facts(const MoodleSettings &settings)
{
    const auto text = [&settings](const char *name, const QString &whenMissing) {
        return settings.value(QStringLiteral("backup_sche_") + QLatin1String(name), whenMissing);
    };
    const auto number = [&settings](const char *name, qint64 whenMissing) {
        return moodleNumber(settings, QStringLiteral("backup_sche_") + QLatin1String(name), whenMissing);
    };
    MoodleFacts facts;
    facts.edition = MoodleEdition::Old;
    facts.active = moodleSwitch(settings, QStringLiteral("backup_sche_active")) ? BackupActive::On : BackupActive::Off;
    facts.weekdays = text("weekdays", QStringLiteral("0000000"));
    facts.hour = number("hour", 0);
    facts.minute = number("minute", 0);
    facts.destination = text("destination", {}).toUtf8();
    facts.storage = facts.destination.isEmpty() ? BackupStorage::Courses : BackupStorage::Folder;
    facts.keep = number("keep", 1);
    facts.fileSystemKnown = true; // there is no pool
    return facts;
}

Result<MoodleCourses> courseStates(MoodleDatabase &database)
{
    Result<QList<CourseState>> courses = readMoodleCourses(database, oldStatus);
    if (!courses)
        return fail(courses.error());
    MoodleCourses all;
    all.courses = std::move(*courses);
    QList<OldRun> runs;
    const auto take = [&runs](const MoodleRow &row) {
        OldRun old {row.number(0), row.number(2), {}};
        old.run.started = row.moment(1);
        oldEnd(old.run, row.moment(3), row.text(0));
        runs += old;
    };
    // The table may have millions of rows, and is gone through once, for numbers alone. Not in one statement with the
    // courses: it has a MyISAM table locked for as long as it lasts.
    const Result<QSet<QString>> read =
        database.each({{oldLog,
                        {QStringLiteral("r.courseid"), QStringLiteral("r.laststarttime"), QStringLiteral("r.line"),
                         QStringLiteral("l.time")},
                        {QStringLiteral("l.info")},
                        QStringLiteral("FROM (SELECT courseid, laststarttime, MAX(id) AS line FROM {backup_log} "
                                       "GROUP BY courseid, laststarttime ORDER BY line DESC LIMIT %1) r "
                                       "LEFT JOIN {backup_log} l ON l.id = r.line")
                            .arg(database.mostRuns() + 1),
                        take}});
    if (!read)
        return fail(read.error());
    std::sort(runs.begin(), runs.end(), [](const OldRun &one, const OldRun &other) { return one.line > other.line; });
    all.runsCut = runs.size() > database.mostRuns();
    CourseRunPlaces places(all.courses);
    for (const OldRun &old : std::as_const(runs))
        places.add(old.course, old.run);
    return all;
}

Result<CourseLog> courseLog(MoodleDatabase &database, qint64 course)
{
    const QString number = QString::number(course);
    const Result<MoodleRows> lines = database.rows(
        oldLog,
        {QStringLiteral("SELECT l.laststarttime, l.time, l.info FROM {backup_log} l "
                        "JOIN (SELECT laststarttime, MAX(id) AS line FROM {backup_log} WHERE courseid = ? "
                        "GROUP BY laststarttime ORDER BY line DESC LIMIT %1) r ON r.laststarttime = l.laststarttime "
                        "WHERE l.courseid = ? ORDER BY l.id DESC LIMIT %2")
             .arg(runsKept)
             .arg(oldLinesRead),
         {number, number},
         3});
    if (!lines)
        return fail(lines.error());
    CourseLog log;
    log.course = course;
    QHash<QString, qsizetype> runs; // by their start
    for (const QStringList &row : *lines) {
        if (!runs.contains(row.at(0))) { // its last line, for the newest come first
            LoggedRun logged;
            logged.run.started = moodleMoment(row.at(0));
            oldEnd(logged.run, moodleMoment(row.at(1)), row.at(2));
            runs.insert(row.at(0), log.runs.size());
            log.runs += logged;
        }
        const bool isError = endOfOldRun(row.at(2)) == RunEnd::Failed;
        log.runs[runs.value(row.at(0))].lines.prepend({moodleMoment(row.at(1)), row.at(2), isError});
    }
    if (lines->size() == oldLinesRead)
        sayThatLinesAreCut(log);
    return log;
}

} // namespace Nightkeep::OldMoodle

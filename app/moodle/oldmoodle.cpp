// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/oldmoodle.h"

namespace Nightkeep::OldMoodle {

namespace {

const QString oldLog = QStringLiteral("backup_log");
constexpr int oldLinesRead = 20'000; ///< of one course: its runs have a few dozen each

// [19] admin/report/backups/index.php 70-79; '0' is what a row begins with, too.
CourseStatus oldStatus(const QString &status, const QString &lastStart)
{
    if (status == u"0")
        return lastStart.isNull() || lastStart == u"0" ? CourseStatus::NotYetRun : CourseStatus::Error;
    if (status == u"1")
        return CourseStatus::Ok;
    if (status == u"2")
        return CourseStatus::Unfinished;
    return status == u"3" ? CourseStatus::Skipped : CourseStatus::Unknown;
}

void oldEnd(CourseRun &run, const QString &time, const QString &lastLine)
{
    run.lastSign = moodleMoment(time);
    run.end = lastLine.isNull() ? RunEnd::Unknown : endOfOldRun(lastLine);
    run.step = lastLine.trimmed();
}

} // namespace

Result<MoodleFacts> facts(MoodleDatabase &database)
{
    const QString table = QStringLiteral("backup_config");
    const Result<MoodleRows> rows =
        database.rows(table, {QStringLiteral("SELECT name, value FROM {backup_config}"), {}, 2});
    if (!rows)
        return fail(rows.error());
    const MoodleSettings settings = moodleSettings(*rows);
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
    // Numbers alone: the table may have millions of rows, and is gone through once.
    const Result<MoodleRows> ends =
        database.rows(oldLog,
                      {QStringLiteral("SELECT courseid, laststarttime, MAX(id) AS line FROM {backup_log} "
                                      "GROUP BY courseid, laststarttime ORDER BY line DESC LIMIT %1")
                           .arg(database.pages().runs + 1),
                       {},
                       3});
    if (!ends)
        return fail(ends.error());
    all.runsCut = ends->size() > database.pages().runs;
    CourseRunPlaces places(all.courses);
    for (const QStringList &row : *ends) {
        CourseRun run;
        run.started = moodleMoment(row.at(1));
        places.add(row.at(0), run, row.at(2).toLongLong());
    }
    const auto take = [&places](const QStringList &row) {
        if (CourseRun *run = places.find(row.at(0).toLongLong()))
            oldEnd(*run, row.at(1), row.at(2));
    };
    return database.eachOf(oldLog, QStringLiteral("id, time, info"), 3, places.numbers(), take).map([&all] {
        return all;
    });
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
            oldEnd(logged.run, row.at(1), row.at(2));
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

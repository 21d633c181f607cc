// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/latermoodle.h"

#include "models/courses/foundfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>

namespace Nightkeep::LaterMoodle {

namespace {

const QString laterControllers = QStringLiteral("backup_controllers");
const QString laterLogs = QStringLiteral("backup_logs");
const QString automatedRuns = QStringLiteral("operation = 'backup' AND type = 'course' AND purpose = 50");

// [43] backup/backup.class.php
constexpr int errorLevel = 20;
constexpr int warningLevel = 30;
constexpr int statusCreated = 100;
constexpr int statusFailed = 900;
constexpr int statusFinished = 1000;

// With what is read of each text below, an answer in any script stays within SqlLimits.
constexpr int laterLinesRead = 5'000; ///< of one course: what is no warning is not logged
constexpr int laterTasksRead = 200; ///< that ran at the same moments as a course's runs
constexpr int laterQueueRead = 100'000;

// Without and with the mark of the top: Moodle writes the one into task_log, the other into task_adhoc.
const QStringList taskClasses {QStringLiteral("core\\task\\course_backup_task"),
                               QStringLiteral("\\core\\task\\course_backup_task")};

// [43] backup/util/helper/backup_cron_helper.class.php 42-54
CourseStatus laterStatus(const QString &status, const QString & /*lastStart*/)
{
    static constexpr std::array statuses {CourseStatus::Error,   CourseStatus::Ok,      CourseStatus::Unfinished,
                                          CourseStatus::Skipped, CourseStatus::Warning, CourseStatus::NotYetRun,
                                          CourseStatus::Queued};
    const qsizetype number = status.size() == 1 ? status.front().unicode() - u'0' : -1;
    return number >= 0 && number < qsizetype(statuses.size()) ? statuses.at(size_t(number)) : CourseStatus::Unknown;
}

/// `level` is that of the worst line; 0: there is none.
RunEnd laterEnd(int status, int level)
{
    if (level == errorLevel || status == statusFailed)
        return RunEnd::Failed;
    // Moodle gives this number to failed ones, too: it is the lines that tell (facts/moodle.md, "Tried on a live 4.3").
    if (status == statusFinished)
        return level == warningLevel ? RunEnd::Warned : RunEnd::Ok;
    return status >= statusCreated && status < statusFailed ? RunEnd::Died : RunEnd::Unknown;
}

/// Of status, timecreated and timemodified, which stand in this order in a row, from `first` on.
CourseRun laterRun(const QStringList &row, qsizetype first)
{
    CourseRun run;
    run.started = moodleMoment(row.at(first + 1));
    const QDateTime changed = moodleMoment(row.at(first + 2));
    run.lastSign = changed.isValid() ? changed : run.started;
    run.end = laterEnd(row.at(first).toInt(), 0);
    return run;
}

/// The runs that have a line of that level, and their last such line.
Result<void> eachWithLine(MoodleDatabase &database, int level, qint64 oldest,
                          const std::function<void(qint64 run, qint64 line)> &take)
{
    const Result<MoodleRows> rows = database.rows(
        laterLogs,
        {QStringLiteral("SELECT c.id, MAX(l.id) FROM {backup_controllers} c "
                        "JOIN {backup_logs} l ON l.backupid = c.backupid WHERE c.operation = 'backup' "
                        "AND c.type = 'course' AND c.purpose = 50 AND c.id >= ? AND l.loglevel = ? GROUP BY c.id"),
         {QString::number(oldest), QString::number(level)},
         2});
    if (!rows)
        return fail(rows.error());
    for (const QStringList &row : *rows)
        take(row.at(0).toLongLong(), row.at(1).toLongLong());
    return {};
}

Result<void> readRuns(MoodleDatabase &database, MoodleCourses &all)
{
    const Result<MoodleRows> controllers = database.rows(
        laterControllers,
        {QStringLiteral("SELECT id, itemid, status, timecreated, timemodified FROM {backup_controllers} WHERE %1 "
                        "ORDER BY id DESC LIMIT %2")
             .arg(automatedRuns)
             .arg(database.pages().runs + 1),
         {},
         5});
    if (!controllers)
        return fail(controllers.error());
    if (controllers->isEmpty())
        return {};
    all.runsCut = controllers->size() > database.pages().runs;
    CourseRunPlaces places(all.courses);
    QHash<qint64, int> statuses;
    for (const QStringList &row : *controllers) {
        const qint64 id = row.at(0).toLongLong();
        if (places.add(row.at(1), laterRun(row, 2), id))
            statuses.insert(id, row.at(2).toInt());
    }

    QHash<qint64, qint64> lines; // the worst of each run
    for (const int level : {warningLevel, errorLevel}) {
        const auto take = [&](qint64 id, qint64 line) {
            if (CourseRun *run = places.find(id)) {
                run->end = laterEnd(statuses.value(id), level);
                lines.insert(id, line);
            }
        };
        const qint64 oldest = controllers->constLast().constFirst().toLongLong();
        if (const Result<void> read = eachWithLine(database, level, oldest, take); !read)
            return read;
    }
    QHash<qint64, QString> messages;
    const auto take = [&messages](const QStringList &row) {
        messages.insert(row.at(0).toLongLong(), row.at(1).trimmed());
    };
    if (const Result<void> read =
            database.eachOf(laterLogs, QStringLiteral("id, SUBSTR(message, 1, 255)"), 2, lines.values(), take);
        !read)
        return read;
    for (auto line = lines.cbegin(); line != lines.cend(); ++line)
        places.find(line.key())->step = messages.value(line.value());
    return {};
}

/// Whether a task for each course waits or runs. A queue that cannot be read, or not wholly, tells of no course that it
/// has none.
Result<void> readQueue(MoodleDatabase &database, QList<CourseState> &courses)
{
    const Result<std::optional<MoodleRows>> queue = database.rowsIfAny(
        QStringLiteral("task_adhoc"),
        {QStringLiteral("SELECT customdata FROM {task_adhoc} WHERE classname IN (?, ?) ORDER BY id LIMIT %1")
             .arg(laterQueueRead),
         taskClasses, 1});
    if (!queue)
        return fail(queue.error());
    if (!queue->has_value())
        return {};
    QSet<qint64> queued;
    bool isWhole = (*queue)->size() < laterQueueRead;
    for (const QStringList &row : **queue) {
        const QJsonDocument data = QJsonDocument::fromJson(row.at(0).toUtf8());
        const qint64 course = data.object().value(QStringLiteral("courseid")).toVariant().toLongLong();
        queued.insert(course);
        isWhole = isWhole && course > 0;
    }
    for (CourseState &course : courses) {
        if (isWhole || queued.contains(course.id))
            course.hasTask = queued.contains(course.id);
    }
    return {};
}

BackupArea areaOf(const QString &component, const QString &area)
{
    if (component == u"user")
        return BackupArea::User;
    if (area == u"automated")
        return BackupArea::Automated;
    return area == u"course" ? BackupArea::Course : BackupArea::Part;
}

Result<void> readRecords(MoodleDatabase &database, QList<FileRecord> &records)
{
    const auto take = [&records](const QStringList &row) {
        FileRecord record;
        record.course = row.at(7).toLongLong();
        record.area = areaOf(row.at(1), row.at(2));
        record.name = row.at(3);
        record.bytes = std::max<qint64>(row.at(4).toLongLong(), 0);
        record.hash = row.at(5).toLatin1().toLower();
        record.made = moodleMoment(row.at(6));
        if (isContentHash(record.hash)) // else no pool can have it
            records += record;
    };
    const SqlStatement all {
        QStringLiteral("SELECT f.id, f.component, f.filearea, f.filename, f.filesize, f.contenthash, f.timecreated, "
                       "c.instanceid FROM {files} f LEFT JOIN {context} c ON c.id = f.contextid "
                       "AND c.contextlevel = 50 WHERE ((f.component = 'backup' "
                       "AND f.filearea IN ('automated', 'course', 'section', 'activity')) "
                       "OR (f.component = 'user' AND f.filearea = 'backup')) AND f.filename <> '.' "
                       "AND f.id > ? ORDER BY f.id LIMIT"),
        {QStringLiteral("0")},
        8};
    return database.eachPage(QStringLiteral("files"), all, take);
}

/// Of each run the output of its task, where there is one task that says it was about this course.
Result<void> readOutputs(MoodleDatabase &database, CourseLog &log, const QString &fullName)
{
    QStringList moments;
    QStringList values = taskClasses;
    for (const LoggedRun &logged : std::as_const(log.runs)) {
        if (!logged.run.started.isValid())
            continue;
        moments += QStringLiteral("(timestart <= ? AND timeend >= ?)"); // they have fractions, and a run's has none
        const qint64 started = logged.run.started.toSecsSinceEpoch();
        values += {QString::number(started + 1), QString::number(started)};
    }
    if (moments.isEmpty())
        return {};
    const Result<std::optional<MoodleRows>> tasks =
        database.rowsIfAny(QStringLiteral("task_log"),
                           {QStringLiteral("SELECT timestart, timeend, SUBSTR(output, 1, 25000) FROM {task_log} "
                                           "WHERE classname IN (?, ?) AND (%1) ORDER BY id DESC LIMIT %2")
                                .arg(moments.join(QStringLiteral(" OR ")))
                                .arg(laterTasksRead),
                            values, 3});
    if (!tasks)
        return fail(tasks.error());
    if (!tasks->has_value())
        return {};
    const QString told = QStringLiteral("Processing automated backup for course: ") + fullName.trimmed();
    for (LoggedRun &logged : log.runs) {
        QStringList outputs;
        const double started = double(logged.run.started.toSecsSinceEpoch());
        for (const QStringList &row : **tasks) {
            const bool isThen = row.at(0).toDouble() <= started + 1 && row.at(1).toDouble() >= started;
            const QStringList lines = isThen ? row.at(2).split(u'\n') : QStringList();
            if (std::any_of(lines.cbegin(), lines.cend(), [&](const QString &line) { return line.trimmed() == told; }))
                outputs += row.at(2);
        }
        if (outputs.size() == 1)
            logged.output = outputs.constFirst();
    }
    return {};
}

} // namespace

Result<MoodleFacts> facts(MoodleDatabase &database, const MoodleSettings &site)
{
    // Of the plugin no more than this: there are passwords among the rest.
    const Result<MoodleRows> rows =
        database.rows(QStringLiteral("config_plugins"),
                      {QStringLiteral("SELECT name, value FROM {config_plugins} WHERE plugin = 'backup' "
                                      "OR (plugin = 'tool_objectfs' AND name = 'filesystem')"),
                       {},
                       2});
    if (!rows)
        return fail(rows.error());
    const MoodleSettings settings = moodleSettings(*rows);
    const auto number = [&settings](const char *name, qint64 whenMissing) {
        return moodleNumber(settings, QLatin1String(name), whenMissing);
    };
    MoodleFacts facts;
    facts.edition = MoodleEdition::Later;
    const qint64 active = number("backup_auto_active", 0);
    facts.active = active == 1 ? BackupActive::On : active == 2 ? BackupActive::Manual : BackupActive::Off;
    facts.weekdays = settings.value(QStringLiteral("backup_auto_weekdays"), QStringLiteral("0000000"));
    facts.hour = number("backup_auto_hour", 0);
    facts.minute = number("backup_auto_minute", 0);
    const qint64 storage = number("backup_auto_storage", 0);
    facts.storage = storage == 1 ? BackupStorage::Folder : storage == 2 ? BackupStorage::Both : BackupStorage::Courses;
    facts.destination = settings.value(QStringLiteral("backup_auto_destination")).toUtf8();
    facts.keep = number("backup_auto_max_kept", number("backup_auto_keep", 1)); // so called before 3.0
    facts.deleteDays = number("backup_auto_delete_days", 0);
    facts.keepLeast = number("backup_auto_min_kept", 0);
    facts.fileSystemClass = site.value(QStringLiteral("alternative_file_system_class"));
    if (facts.fileSystemClass.isEmpty())
        facts.fileSystemClass = settings.value(QStringLiteral("filesystem"));
    facts.fileSystemKnown = !facts.fileSystemClass.isEmpty();
    return facts;
}

Result<MoodleCourses> courseStates(MoodleDatabase &database)
{
    Result<QList<CourseState>> courses = readMoodleCourses(database, laterStatus);
    if (!courses)
        return fail(courses.error());
    MoodleCourses all;
    all.courses = std::move(*courses);
    if (const Result<void> read = readRuns(database, all); !read)
        return fail(read.error());
    if (const Result<void> read = readQueue(database, all.courses); !read)
        return fail(read.error());
    return readRecords(database, all.records).map([&all] { return all; });
}

Result<CourseLog> courseLog(MoodleDatabase &database, qint64 course, const QString &fullName)
{
    const Result<MoodleRows> controllers = database.rows(
        laterControllers,
        {QStringLiteral("SELECT backupid, status, timecreated, timemodified FROM {backup_controllers} WHERE %1 "
                        "AND itemid = ? ORDER BY id DESC LIMIT %2")
             .arg(automatedRuns)
             .arg(runsKept),
         {QString::number(course)},
         4});
    if (!controllers)
        return fail(controllers.error());
    CourseLog log;
    log.course = course;
    if (controllers->isEmpty())
        return log;
    QStringList ids;
    for (const QStringList &row : *controllers) {
        LoggedRun logged;
        logged.run = laterRun(row, 1);
        log.runs += logged;
        ids += row.at(0);
    }
    const Result<MoodleRows> lines = database.rows(
        laterLogs,
        {QStringLiteral("SELECT backupid, timecreated, loglevel, SUBSTR(message, 1, 1000) FROM {backup_logs} "
                        "WHERE backupid IN (%1) ORDER BY id DESC LIMIT %2")
             .arg(QStringList(ids.size(), QStringLiteral("?")).join(u','))
             .arg(laterLinesRead),
         ids, 4});
    if (!lines)
        return fail(lines.error());
    QList<int> worst(ids.size(), 0);
    for (const QStringList &row : *lines) {
        const qsizetype place = ids.indexOf(row.at(0));
        if (place < 0)
            continue;
        const int level = row.at(2).toInt();
        LoggedRun &logged = log.runs[place];
        logged.lines.prepend({moodleMoment(row.at(1)), row.at(3), level == errorLevel});
        if ((level == errorLevel || level == warningLevel) && (worst.at(place) == 0 || level < worst.at(place))) {
            worst[place] = level;
            logged.run.end = laterEnd(controllers->at(place).at(1).toInt(), level);
            logged.run.step = row.at(3).trimmed();
        }
    }
    if (lines->size() == laterLinesRead) {
        sayThatLinesAreCut(log);
        // What was not read may say worse of the runs from there on.
        const qsizetype cut = ids.indexOf(lines->constLast().constFirst());
        for (qsizetype place = std::max<qsizetype>(cut, 0); place < log.runs.size(); ++place) {
            RunEnd &end = log.runs[place].run.end;
            if (end == RunEnd::Ok)
                end = RunEnd::Unknown;
        }
    }
    return readOutputs(database, log, fullName).map([&log] { return log; });
}

} // namespace Nightkeep::LaterMoodle

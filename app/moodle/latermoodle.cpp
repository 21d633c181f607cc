// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/latermoodle.h"

#include "models/courses/foundfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

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

// Without and with the mark of the top: Moodle writes the one into task_log, the other into task_adhoc.
const QStringList taskClasses {QStringLiteral("core\\task\\course_backup_task"),
                               QStringLiteral("\\core\\task\\course_backup_task")};

// [43] backup/util/helper/backup_cron_helper.class.php 42-54
CourseStatus laterStatus(const QString &status, bool /*hasStarted*/)
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

CourseRun laterRun(int status, const QDateTime &created, const QDateTime &modified)
{
    CourseRun run;
    run.started = created;
    run.lastSign = modified.isValid() ? modified : run.started;
    run.end = laterEnd(status, 0);
    return run;
}

struct LaterRun
{
    qint64 course = 0;
    qint64 id = 0;
    int status = 0;
    CourseRun run;
};

MoodlePart runsPart(QList<LaterRun> &runs, int most)
{
    return {laterControllers,
            {QStringLiteral("r.id"), QStringLiteral("r.itemid"), QStringLiteral("r.status"),
             QStringLiteral("r.timecreated"), QStringLiteral("r.timemodified")},
            {},
            QStringLiteral("FROM (SELECT id, itemid, status, timecreated, timemodified FROM {backup_controllers} "
                           "WHERE %1 ORDER BY id DESC LIMIT %2) r")
                .arg(automatedRuns)
                .arg(most),
            [&runs](const MoodleRow &row) {
                const int status = int(row.number(2));
                runs.append(
                    LaterRun {row.number(1), row.number(0), status, laterRun(status, row.moment(3), row.moment(4))});
            }};
}

/// Of a run the last line of that level.
struct LaterLine
{
    int level = 0;
    QString message;
};
using LaterLines = QHash<qint64, LaterLine>; ///< the worst, by the number of its run

MoodlePart linesPart(LaterLines &lines)
{
    return {laterLogs,
            {QStringLiteral("w.run"), QStringLiteral("w.level")},
            {QStringLiteral("SUBSTR(l.message, 1, 255)")},
            QStringLiteral("FROM (SELECT c.id AS run, g.loglevel AS level, MAX(g.id) AS line "
                           "FROM {backup_controllers} c JOIN {backup_logs} g ON g.backupid = c.backupid "
                           "WHERE c.operation = 'backup' AND c.type = 'course' AND c.purpose = 50 "
                           "AND g.loglevel IN (%1, %2) GROUP BY c.id, g.loglevel) w "
                           "LEFT JOIN {backup_logs} l ON l.id = w.line")
                .arg(errorLevel)
                .arg(warningLevel),
            [&lines](const MoodleRow &row) {
                LaterLine &worst = lines[row.number(0)];
                const int level = int(row.number(1));
                if (worst.level == 0 || level < worst.level)
                    worst = {level, row.text(0).trimmed()};
            }};
}

struct LaterQueue
{
    QSet<qint64> courses;
    bool isWhole = true; ///< each task says its course
};

MoodlePart queuePart(LaterQueue &queue)
{
    return {QStringLiteral("task_adhoc"),
            {},
            {QStringLiteral("t.customdata")},
            QStringLiteral("FROM {task_adhoc} t WHERE t.classname IN (?, ?)"),
            [&queue](const MoodleRow &row) {
                const QJsonDocument data = QJsonDocument::fromJson(row.text(0).toUtf8());
                const qint64 course = data.object().value(QStringLiteral("courseid")).toVariant().toLongLong();
                queue.courses.insert(course);
                queue.isWhole = queue.isWhole && course > 0;
            },
            true,
            taskClasses};
}

BackupArea areaOf(const QString &component, const QString &area)
{
    if (component == u"user")
        return BackupArea::User;
    if (area == u"automated")
        return BackupArea::Automated;
    return area == u"course" ? BackupArea::Course : BackupArea::Part;
}

using LaterRecords = QList<QPair<qint64, FileRecord>>; ///< with their numbers

MoodlePart recordsPart(LaterRecords &records)
{
    return {QStringLiteral("files"),
            {QStringLiteral("f.id"), QStringLiteral("c.instanceid"), QStringLiteral("f.filesize"),
             QStringLiteral("f.timecreated")},
            {QStringLiteral("f.component"), QStringLiteral("f.filearea"), QStringLiteral("f.filename"),
             QStringLiteral("f.contenthash")},
            QStringLiteral("FROM {files} f LEFT JOIN {context} c ON c.id = f.contextid AND c.contextlevel = 50 "
                           "WHERE ((f.component = 'backup' "
                           "AND f.filearea IN ('automated', 'course', 'section', 'activity')) "
                           "OR (f.component = 'user' AND f.filearea = 'backup')) AND f.filename <> '.'"),
            [&records](const MoodleRow &row) {
                FileRecord record;
                record.course = row.number(1);
                record.area = areaOf(row.text(0), row.text(1));
                record.name = row.text(2);
                record.bytes = std::max<qint64>(row.number(2), 0);
                record.hash = row.text(3).toLatin1().toLower();
                record.made = row.moment(3);
                if (isContentHash(record.hash)) // else no pool can have it
                    records.append(qMakePair(row.number(0), record));
            }};
}

void putRuns(MoodleCourses &all, QList<LaterRun> runs, const LaterLines &lines)
{
    std::sort(runs.begin(), runs.end(), [](const LaterRun &one, const LaterRun &other) { return one.id > other.id; });
    CourseRunPlaces places(all.courses);
    for (LaterRun &later : runs) {
        if (const auto line = lines.constFind(later.id); line != lines.cend()) {
            later.run.end = laterEnd(later.status, line->level);
            later.run.step = line->message;
        }
        places.add(later.course, later.run);
    }
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

MoodleFacts facts(const MoodleSettings &settings, const MoodleSettings &site)
{
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
    facts.keep = number("backup_auto_max_kept", number("backup_auto_keep", 0)); // so called before 3.0
    facts.deleteDays = number("backup_auto_delete_days", 0);
    facts.keepLeast = number("backup_auto_min_kept", 0);
    // Installing writes 1 and 30; a missing row is nothing to PHP (backup_cron_helper, should_skip_course_backup()).
    facts.skipHidden = moodleSwitch(settings, QStringLiteral("backup_auto_skip_hidden"));
    facts.skipUnchangedDays = number("backup_auto_skip_modif_days", 0);
    facts.skipUnchanged = moodleSwitch(settings, QStringLiteral("backup_auto_skip_modif_prev"));
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
    QList<LaterRun> runs;
    LaterLines lines;
    LaterQueue queue;
    LaterRecords records;
    const MoodlePart queued = queuePart(queue);
    const Result<QSet<QString>> unread =
        database.each({runsPart(runs, database.mostRuns() + 1), linesPart(lines), queued, recordsPart(records)});
    if (!unread)
        return fail(unread.error());
    all.runsCut = runs.size() > database.mostRuns();
    putRuns(all, std::move(runs), lines);
    // A queue that cannot be read, or not wholly, tells of no course that it has none.
    const bool isWhole = queue.isWhole && !unread->contains(queued.table);
    for (CourseState &course : all.courses) {
        if (isWhole || queue.courses.contains(course.id))
            course.hasTask = queue.courses.contains(course.id);
    }
    std::sort(records.begin(), records.end(),
              [](const auto &one, const auto &other) { return one.first < other.first; });
    all.records.reserve(records.size());
    for (auto &[number, record] : records)
        all.records += std::move(record);
    return all;
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
        logged.run = laterRun(row.at(1).toInt(), moodleMoment(row.at(2)), moodleMoment(row.at(3)));
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

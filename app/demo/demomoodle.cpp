// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demomoodle.h"

#include <QTimeZone>

namespace Nightkeep {

namespace {

// The shapes of Moodle 1.9's backup/db/install.xml and lib/db/install.xml, in SQLite's types.
const char *const oldTables[] = {
    "CREATE TABLE mdl_backup_config (id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '' UNIQUE, "
    "value VARCHAR(255) NOT NULL DEFAULT '')",
    "CREATE TABLE mdl_backup_courses (id INTEGER PRIMARY KEY, courseid BIGINT NOT NULL DEFAULT 0 UNIQUE, "
    "laststarttime BIGINT NOT NULL DEFAULT 0, lastendtime BIGINT NOT NULL DEFAULT 0, "
    "laststatus VARCHAR(1) NOT NULL DEFAULT '0', nextstarttime BIGINT NOT NULL DEFAULT 0)",
    "CREATE TABLE mdl_backup_log (id INTEGER PRIMARY KEY, courseid BIGINT NOT NULL DEFAULT 0, "
    "time BIGINT NOT NULL DEFAULT 0, laststarttime BIGINT NOT NULL DEFAULT 0, info VARCHAR(255) NOT NULL DEFAULT '')",
    "CREATE INDEX mdl_backlog_cou_ix ON mdl_backup_log (courseid)",
    "CREATE TABLE mdl_backup_files (id INTEGER PRIMARY KEY, backup_code BIGINT NOT NULL DEFAULT 0, "
    "file_type VARCHAR(10) NOT NULL DEFAULT '', path VARCHAR(255) NOT NULL DEFAULT '', old_id BIGINT, new_id BIGINT, "
    "UNIQUE (backup_code, file_type, path))",
    "CREATE TABLE mdl_backup_ids (id INTEGER PRIMARY KEY, backup_code BIGINT NOT NULL DEFAULT 0, "
    "table_name VARCHAR(30) NOT NULL DEFAULT '', old_id BIGINT NOT NULL DEFAULT 0, new_id BIGINT, "
    "info TEXT NOT NULL DEFAULT '', UNIQUE (backup_code, table_name, old_id))",
    "CREATE TABLE mdl_config (id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '' UNIQUE, "
    "value TEXT NOT NULL)",
    "CREATE TABLE mdl_modules (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT '', "
    "version BIGINT NOT NULL DEFAULT 0)",
    "CREATE TABLE mdl_block (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT '', "
    "version BIGINT NOT NULL DEFAULT 0)",
    "CREATE TABLE mdl_course (id INTEGER PRIMARY KEY, category BIGINT NOT NULL DEFAULT 0, "
    "sortorder BIGINT NOT NULL DEFAULT 0, fullname VARCHAR(254) NOT NULL DEFAULT '', "
    "shortname VARCHAR(100) NOT NULL DEFAULT '', idnumber VARCHAR(100) NOT NULL DEFAULT '', "
    "format VARCHAR(10) NOT NULL DEFAULT 'topics', startdate BIGINT NOT NULL DEFAULT 0, "
    "visible TINYINT NOT NULL DEFAULT 1, timecreated BIGINT NOT NULL DEFAULT 0, "
    "timemodified BIGINT NOT NULL DEFAULT 0, metacourse TINYINT NOT NULL DEFAULT 0)",
};

// Live values. The days (Tuesday and Saturday), the logs and the number kept differ from what the team's
// page says has been chosen; metacourse has no row, so that Moodle falls back to its own default.
const char *const options[][2] = {
    {"backup_sche_modules", "1"},   {"backup_sche_withuserdata", "1"}, {"backup_sche_users", "1"},
    {"backup_sche_logs", "0"},      {"backup_sche_userfiles", "1"},    {"backup_sche_coursefiles", "1"},
    {"backup_sche_sitefiles", "0"}, {"backup_sche_messages", "0"},     {"backup_sche_blogs", "0"},
    {"backup_sche_keep", "2"},      {"backup_sche_active", "1"},       {"backup_sche_weekdays", "0010001"},
    {"backup_sche_hour", "3"},      {"backup_sche_minute", "0"},       {"backup_sche_destination", ""},
    {"backup_sche_running", "0"},
};

const char *const demoVersion = "2007101520";
const char *const demoZone = "99"; // the server's own

void writeConfig(DemoTables &tables)
{
    for (const auto &[name, value] : options) {
        tables.run(QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES (?, ?)"),
                   {QString::fromLatin1(name), QString::fromLatin1(value)});
    }
    const char *const rows[][2] = {{"version", demoVersion},
                                   {"release", "1.9.2 (Build: 20080711)"},
                                   {"backup_version", "2008030300"},
                                   {"backup_release", "1.9"},
                                   {"timezone", demoZone},
                                   {"lang", "en_utf8"},
                                   {"loglifetime", "0"}};
    for (const auto &[name, value] : rows) {
        tables.run(QStringLiteral("INSERT INTO mdl_config (name, value) VALUES (?, ?)"),
                   {QString::fromLatin1(name), QString::fromLatin1(value)});
    }
    const char *const plugins[][2] = {{"modules", "assignment"},
                                      {"modules", "forum"},
                                      {"modules", "quiz"},
                                      {"modules", "resource"},
                                      {"block", "html"}};
    for (const auto &[table, name] : plugins)
        tables.run(QStringLiteral("INSERT INTO mdl_%1 (name, version) VALUES (?, ?)").arg(QLatin1String(table)),
                   {QString::fromLatin1(name), QStringLiteral("2007101509")});
}

QString statusOf(DemoCourseStory story)
{
    switch (story) {
    case DemoCourseStory::NoZip:
    case DemoCourseStory::Stale:
    case DemoCourseStory::NeverRun:
        return QStringLiteral("0");
    case DemoCourseStory::Unfinished:
        return QStringLiteral("2");
    case DemoCourseStory::Skipped:
        return QStringLiteral("3");
    case DemoCourseStory::Fresh:
    case DemoCourseStory::FreshAndManual:
    case DemoCourseStory::FreshAndLatin1:
    case DemoCourseStory::Truncated:
    case DemoCourseStory::WrongBytes:
    case DemoCourseStory::EmptyZip:
        break;
    }
    return QStringLiteral("1");
}

void writeCourse(DemoTables &tables, const DemoCourse &demo, int number, const QDateTime &lastRun)
{
    const Course &course = demo.course;
    const qint64 term = QDateTime(QDate(2008, 9, 29), QTime(0, 0), QTimeZone::utc()).toSecsSinceEpoch();
    tables.run(
        QStringLiteral("INSERT INTO mdl_course (id, category, sortorder, fullname, shortname, format, startdate, "
                       "visible, timecreated, timemodified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {course.id, course.id == 1 ? 0 : 1 + number % 10, 1000 + number, course.fullName, course.shortName,
         course.id == 1 ? QStringLiteral("site") : QStringLiteral("weeks"), term, course.visible ? 1 : 0,
         term - 86400 * 60, demo.changed.toSecsSinceEpoch()});

    const bool never = demo.story == DemoCourseStory::NeverRun;
    const bool skipped = demo.story == DemoCourseStory::Skipped;
    const qint64 started = never ? 0
        : skipped                ? demo.newestZip.toSecsSinceEpoch() - 9
                                 : lastRun.addSecs(38 + 31 * number).toSecsSinceEpoch();
    const qint64 ended = never || demo.story == DemoCourseStory::Unfinished ? 0 : started + 24;
    // Tuesday follows Saturday.
    const qint64 next = never ? 0 : lastRun.addDays(3).toSecsSinceEpoch();
    tables.run(QStringLiteral("INSERT INTO mdl_backup_courses (courseid, laststarttime, lastendtime, laststatus, "
                              "nextstarttime) VALUES (?, ?, ?, ?, ?)"),
               {course.id, started, ended, statusOf(demo.story), next});
    if (!never && !skipped)
        addDemoRun(tables, course, statusOf(demo.story), QDateTime::fromSecsSinceEpoch(started, QTimeZone::utc()));
}

} // namespace

MoodleConfig demoMoodleConfig()
{
    MoodleConfig config;
    config.version = QLatin1String(demoVersion);
    for (const auto &[name, value] : options)
        config.values.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    config.transactions = true;
    config.siteZone = QLatin1String(demoZone);
    return config;
}

void addDemoRun(DemoTables &tables, const Course &course, const QString &status, const QDateTime &started)
{
    QStringList lines {QStringLiteral("Start backup course %1").arg(course.fullName),
                       QStringLiteral("  Phase 1: Checking and counting:"),
                       QStringLiteral("    checking temp structures"),
                       QStringLiteral("  Phase 2: Executing and copying:"), QStringLiteral("    zipping files")};
    if (status == u"1")
        lines += {QStringLiteral("    copying backup"), QStringLiteral("  Phase 3: Deleting old backup files:")};
    if (status != u"2")
        lines += QStringLiteral("End backup course %1 - %2")
                     .arg(course.fullName, status == u"1" ? QStringLiteral("OK") : QStringLiteral("ERROR!!"));
    const qint64 first = started.toSecsSinceEpoch();
    qint64 moment = first;
    for (const QString &line : lines)
        tables.run(
            QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES (?, ?, ?, ?)"),
            {course.id, moment += 3, first, line.left(255)});
}

void writeDemoMoodle(DemoFolder &folder, const Site &site, const QList<DemoCourse> &courses)
{
    writeDemoTables(folder, site, [&](DemoTables &tables) {
        for (const char *const table : oldTables)
            tables.run(QString::fromLatin1(table));
        addDemoCategories(tables,
                          {{"Science", 0},
                           {"Biology", 1},
                           {"Chemistry", 1},
                           {"Physics", 1},
                           {"Arts", 0},
                           {"History", 5},
                           {"Languages", 5},
                           {"Medicine", 0},
                           {"Law", 0},
                           {"Staff", 0},
                           {"Backups that went wrong", 10}});
        writeConfig(tables);
        for (qsizetype number = 0; number < courses.size(); ++number)
            writeCourse(tables, courses.at(number), int(number), demoLastRun(folder.moment()));
    });
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/latercase.h"

namespace Nightkeep {

namespace {

// The shapes of Moodle 4.3's lib/db/install.xml, in SQLite's types, as far as they have to do with backups.
const char *const laterTables[] = {
    "CREATE TABLE mdl_config (id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL DEFAULT '' UNIQUE, "
    "value TEXT NOT NULL)",
    "CREATE TABLE mdl_config_plugins (id INTEGER PRIMARY KEY, plugin VARCHAR(100) NOT NULL DEFAULT 'core', "
    "name VARCHAR(100) NOT NULL DEFAULT '', value TEXT NOT NULL, UNIQUE (plugin, name))",
    "CREATE TABLE mdl_course (id INTEGER PRIMARY KEY, category BIGINT NOT NULL DEFAULT 0, "
    "sortorder BIGINT NOT NULL DEFAULT 0, fullname VARCHAR(254) NOT NULL DEFAULT '', "
    "shortname VARCHAR(255) NOT NULL DEFAULT '', idnumber VARCHAR(100) NOT NULL DEFAULT '', "
    "format VARCHAR(21) NOT NULL DEFAULT 'topics', startdate BIGINT NOT NULL DEFAULT 0, "
    "visible TINYINT NOT NULL DEFAULT 1, timecreated BIGINT NOT NULL DEFAULT 0, "
    "timemodified BIGINT NOT NULL DEFAULT 0)",
    "CREATE TABLE mdl_context (id INTEGER PRIMARY KEY, contextlevel BIGINT NOT NULL DEFAULT 0, "
    "instanceid BIGINT NOT NULL DEFAULT 0, path VARCHAR(255), depth TINYINT NOT NULL DEFAULT 0, "
    "UNIQUE (contextlevel, instanceid))",
    "CREATE TABLE mdl_files (id INTEGER PRIMARY KEY, contenthash VARCHAR(40) NOT NULL DEFAULT '', "
    "pathnamehash VARCHAR(40) NOT NULL DEFAULT '' UNIQUE, contextid BIGINT NOT NULL, "
    "component VARCHAR(100) NOT NULL DEFAULT '', filearea VARCHAR(50) NOT NULL DEFAULT '', itemid BIGINT NOT NULL, "
    "filepath VARCHAR(255) NOT NULL DEFAULT '', filename VARCHAR(255) NOT NULL DEFAULT '', userid BIGINT, "
    "filesize BIGINT NOT NULL, timecreated BIGINT NOT NULL, timemodified BIGINT NOT NULL)",
    "CREATE TABLE mdl_backup_courses (id INTEGER PRIMARY KEY, courseid BIGINT NOT NULL DEFAULT 0 UNIQUE, "
    "laststarttime BIGINT NOT NULL DEFAULT 0, lastendtime BIGINT NOT NULL DEFAULT 0, "
    "laststatus VARCHAR(1) NOT NULL DEFAULT '5', nextstarttime BIGINT NOT NULL DEFAULT 0)",
    "CREATE TABLE mdl_backup_controllers (id INTEGER PRIMARY KEY, backupid VARCHAR(32) NOT NULL DEFAULT '' UNIQUE, "
    "operation VARCHAR(20) NOT NULL DEFAULT 'backup', type VARCHAR(10) NOT NULL DEFAULT '', itemid BIGINT NOT NULL, "
    "format VARCHAR(20) NOT NULL DEFAULT '', interactive SMALLINT NOT NULL, purpose SMALLINT NOT NULL, "
    "userid BIGINT NOT NULL, status SMALLINT NOT NULL, execution SMALLINT NOT NULL, executiontime BIGINT NOT NULL, "
    "checksum VARCHAR(32) NOT NULL DEFAULT '', timecreated BIGINT NOT NULL, timemodified BIGINT NOT NULL, "
    "progress NUMERIC(15, 14) NOT NULL DEFAULT 0, controller TEXT NOT NULL DEFAULT '')",
    "CREATE TABLE mdl_backup_logs (id INTEGER PRIMARY KEY, backupid VARCHAR(32) NOT NULL DEFAULT '', "
    "loglevel SMALLINT NOT NULL, message TEXT NOT NULL, timecreated BIGINT NOT NULL)",
    "CREATE TABLE mdl_task_adhoc (id INTEGER PRIMARY KEY, component VARCHAR(255) NOT NULL DEFAULT '', "
    "classname VARCHAR(255) NOT NULL DEFAULT '', nextruntime BIGINT NOT NULL, faildelay BIGINT, customdata TEXT, "
    "userid BIGINT, blocking TINYINT NOT NULL DEFAULT 0, timecreated BIGINT NOT NULL DEFAULT 0, timestarted BIGINT, "
    "hostname VARCHAR(255), pid BIGINT)",
    "CREATE TABLE mdl_task_log (id INTEGER PRIMARY KEY, type SMALLINT NOT NULL, component VARCHAR(255) NOT NULL, "
    "classname VARCHAR(255) NOT NULL, userid BIGINT NOT NULL, timestart NUMERIC(20, 10) NOT NULL, "
    "timeend NUMERIC(20, 10) NOT NULL, dbreads BIGINT NOT NULL, dbwrites BIGINT NOT NULL, result TINYINT NOT NULL, "
    "output TEXT NOT NULL, hostname VARCHAR(255), pid BIGINT)",
};

// Every night at two o'clock, into both places.
const char *const laterSettings[][2] = {
    {"backup_auto_active", "1"},
    {"backup_auto_weekdays", "1111111"},
    {"backup_auto_hour", "2"},
    {"backup_auto_minute", "0"},
    {"backup_auto_storage", "2"},
    {"backup_auto_max_kept", "2"},
    {"backup_auto_delete_days", "0"},
    {"backup_auto_min_kept", "0"},
    {"backup_auto_skip_hidden", "1"},
    {"backup_auto_skip_modif_days", "30"},
    {"backup_auto_skip_modif_prev", "0"},
    {"backup_auto_users", "1"},
    {"backup_auto_role_assignments", "1"},
    {"backup_auto_activities", "1"},
    {"backup_auto_files", "1"},
    {"backup_auto_logs", "0"},
    {"backup_shortname", "0"},
    {"loglifetime", "30"},
};

} // namespace

void addLaterTables(DemoTables &tables)
{
    for (const char *const table : laterTables)
        tables.run(QString::fromLatin1(table));
    addDemoCategories(tables, {{"Courses of this year", 0}});
    const QList<QPair<QString, QString>> config {
        {QStringLiteral("version"), QStringLiteral("2023100900")},
        {QStringLiteral("release"), QStringLiteral("4.3 (Build: 20231009)")},
        {QStringLiteral("siteidentifier"), LaterCase::siteIdentifier()},
        {QStringLiteral("timezone"), QStringLiteral("UTC")},
        {QStringLiteral("loglifetime"), QStringLiteral("35")},
    };
    for (const auto &[name, value] : config)
        tables.add(QStringLiteral("config"), {{QStringLiteral("name"), name}, {QStringLiteral("value"), value}});
    const auto setting = [&tables](const char *name, const QString &value) {
        tables.add(QStringLiteral("config_plugins"),
                   {{QStringLiteral("plugin"), QStringLiteral("backup")},
                    {QStringLiteral("name"), QString::fromLatin1(name)},
                    {QStringLiteral("value"), value}});
    };
    for (const auto &[name, value] : laterSettings)
        setting(name, QString::fromLatin1(value));
    setting("backup_auto_destination", QString::fromUtf8(LaterCase::folderForAll()));
}

} // namespace Nightkeep

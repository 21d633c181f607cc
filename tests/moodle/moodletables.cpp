// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/moodletables.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace Nightkeep {

namespace {

// An SQLite session of the administrator's own, for the length of one call.
template<typename Use> Result<QByteArray> withFile(const QString &fileName, Use use)
{
    const QString name = QUuid::createUuid().toString();
    Result<QByteArray> answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(fileName);
        if (database.open())
            answer = use(database);
        else
            answer = fail(ErrorKind::Failed, database.lastError().text());
    }
    QSqlDatabase::removeDatabase(name);
    return answer;
}

Result<QByteArray> runAll(QSqlDatabase &database, const QString &statements)
{
    QByteArray rows;
    const QStringList all = statements.split(u';', Qt::SkipEmptyParts);
    for (const QString &statement : all) {
        if (statement.trimmed().isEmpty())
            continue;
        QSqlQuery query(database);
        if (!query.exec(statement))
            return fail(ErrorKind::Failed, statement, {}, query.lastError().text());
        while (query.next())
            rows += query.value(0).toString().toUtf8() + '\t' + query.value(1).toString().toUtf8() + '\n';
    }
    return rows;
}

QString mariaTables(const QString &engine)
{
    return QStringLiteral(
               "DROP TABLE IF EXISTS mdl_backup_config; DROP TABLE IF EXISTS mdl_course;"
               "CREATE TABLE mdl_backup_config (id BIGINT(10) UNSIGNED NOT NULL AUTO_INCREMENT, "
               "name VARCHAR(255) NOT NULL DEFAULT '', value VARCHAR(255) NOT NULL DEFAULT '', PRIMARY KEY (id), "
               "UNIQUE KEY mdl_backconf_nam_uix (name)) ENGINE=%1 DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;"
               "CREATE TABLE mdl_course (id BIGINT(10) UNSIGNED NOT NULL AUTO_INCREMENT, "
               "category BIGINT(10) UNSIGNED NOT NULL DEFAULT 0, fullname VARCHAR(254) NOT NULL DEFAULT '', "
               "shortname VARCHAR(100) NOT NULL DEFAULT '', visible TINYINT(1) UNSIGNED NOT NULL DEFAULT 1, "
               "PRIMARY KEY (id)) ENGINE=%1 DEFAULT CHARSET=utf8;")
        .arg(engine);
}

QString sqliteTables()
{
    return QStringLiteral("DROP TABLE IF EXISTS mdl_backup_config; DROP TABLE IF EXISTS mdl_course;"
                          "CREATE TABLE mdl_backup_config (id INTEGER PRIMARY KEY, "
                          "name VARCHAR(255) NOT NULL DEFAULT '' COLLATE NOCASE UNIQUE, "
                          "value VARCHAR(255) NOT NULL DEFAULT '' COLLATE NOCASE);"
                          "CREATE TABLE mdl_course (id INTEGER PRIMARY KEY, category INTEGER NOT NULL DEFAULT 0, "
                          "fullname VARCHAR(254) NOT NULL DEFAULT '', shortname VARCHAR(100) NOT NULL DEFAULT '', "
                          "visible INTEGER NOT NULL DEFAULT 1);");
}

QString postgresTables()
{
    return QStringLiteral("DROP TABLE IF EXISTS mdl_backup_config; DROP TABLE IF EXISTS mdl_course;"
                          "CREATE TABLE mdl_backup_config (id BIGSERIAL PRIMARY KEY, "
                          "name VARCHAR(255) NOT NULL DEFAULT '' UNIQUE, value VARCHAR(255) NOT NULL DEFAULT '');"
                          "CREATE TABLE mdl_course (id BIGSERIAL PRIMARY KEY, category BIGINT NOT NULL DEFAULT 0, "
                          "fullname VARCHAR(254) NOT NULL DEFAULT '', shortname VARCHAR(100) NOT NULL DEFAULT '', "
                          "visible SMALLINT NOT NULL DEFAULT 1);");
}

QString rows()
{
    QString text =
        QStringLiteral("INSERT INTO mdl_course (id, category, fullname, shortname, visible) VALUES "
                       "(1, 0, 'Moodle at the college', 'moodle', 1), (2, 3, 'Déjà vu in biology', 'bioc1001', 1), "
                       "(7, 3, 'Old things', 'math-101', 0);");
    const QHash<QString, QString> config = MoodleTables::initialConfig();
    for (auto it = config.cbegin(); it != config.cend(); ++it)
        text += QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES ('%1', '%2');")
                    .arg(it.key(), it.value());
    return text;
}

bool isFile(const QString &storage)
{
    return storage == QLatin1String("SQLite");
}

bool isPostgres(const QString &storage)
{
    return storage == QLatin1String("PostgreSQL");
}

struct EmptyTable
{
    const char *name;
    const char *columns; ///< but for the id; "int" is the edition's for all that counts
};

const QList<EmptyTable> bothHave {
    {"config", "name VARCHAR(255), value TEXT"},
    {"course",
     "category int, fullname VARCHAR(254), shortname VARCHAR(100), visible int, timecreated int, timemodified int"},
    {"course_categories", "name VARCHAR(255), parent int, path VARCHAR(255)"},
    {"backup_courses", "courseid int, laststarttime int, lastendtime int, laststatus VARCHAR(1), nextstarttime int"}};
const QList<EmptyTable> oldHas {{"backup_config", "name VARCHAR(255), value VARCHAR(255)"},
                                {"backup_log", "courseid int, time int, laststarttime int, info VARCHAR(255)"},
                                {"modules", "name VARCHAR(20), version int"},
                                {"block", "name VARCHAR(40), version int"}};
const QList<EmptyTable> laterHas {
    {"config_plugins", "plugin VARCHAR(100), name VARCHAR(100), value LONGTEXT"},
    {"backup_controllers",
     "backupid VARCHAR(32), operation VARCHAR(20), type VARCHAR(10), itemid int, purpose int, status int, "
     "timecreated int, timemodified int, controller LONGTEXT"},
    {"backup_logs", "backupid VARCHAR(32), loglevel int, message TEXT, timecreated int"},
    {"context", "contextlevel int, instanceid int"},
    {"files",
     "contenthash VARCHAR(40), contextid int, component VARCHAR(100), filearea VARCHAR(50), filename VARCHAR(255), "
     "filesize int, timecreated int"},
    {"task_adhoc", "classname VARCHAR(255), customdata LONGTEXT"},
    {"task_log", "classname VARCHAR(255), timestart NUMERIC(20,10), timeend NUMERIC(20,10), output LONGTEXT"}};

QString emptyTables(const QString &storage, MoodleEdition edition)
{
    const bool later = edition == MoodleEdition::Later;
    QString text;
    for (const EmptyTable &table : bothHave + oldHas + laterHas)
        text += QStringLiteral("DROP TABLE IF EXISTS mdl_%1;").arg(QLatin1String(table.name));
    for (const EmptyTable &table : bothHave + (later ? laterHas : oldHas)) {
        QString columns = QLatin1String(table.columns);
        columns.replace(QLatin1String(" int"),
                        later || isFile(storage) || isPostgres(storage) ? QLatin1String(" BIGINT")
                                                                        : QLatin1String(" BIGINT(10) UNSIGNED"));
        if (isPostgres(storage))
            columns.replace(QLatin1String("LONGTEXT"), QLatin1String("TEXT"));
        text += isFile(storage) || isPostgres(storage)
            ? QStringLiteral("CREATE TABLE mdl_%1 (id %3 PRIMARY KEY, %2);")
                  .arg(QLatin1String(table.name), columns,
                       isFile(storage) ? QStringLiteral("INTEGER") : QStringLiteral("BIGSERIAL"))
            : QStringLiteral("CREATE TABLE mdl_%1 (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, %2) ENGINE=%3 "
                             "DEFAULT CHARSET=utf8mb4;")
                  .arg(QLatin1String(table.name), columns, storage);
    }
    return text;
}

} // namespace

QHash<QString, QString> MoodleTables::initialConfig()
{
    return {
        {QStringLiteral("backup_sche_modules"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_keep"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_active"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
        {QStringLiteral("backup_sche_hour"), QStringLiteral("3")},
        {QStringLiteral("backup_sche_destination"), QString()},
        {QStringLiteral("backup_sche_sectionsummaries"), QStringLiteral("1")}, // of a college's own fork
    };
}

QString MoodleTables::databaseName(const QString &storage)
{
    return QStringLiteral("moodle_") + storage.toLower();
}

Result<void> MoodleTables::start(const QStringList &serverOptions)
{
    if (const Result<void> started = m_server.start(serverOptions); !started)
        return started;
    for (const QString &storage : {QStringLiteral("InnoDB"), QStringLiteral("MyISAM"), QStringLiteral("Aria")})
        if (const Result<void> created = m_server.createDatabase(databaseName(storage)); !created)
            return created;
    return m_server.createUser(QStringLiteral("workspace"), QStringLiteral("a pass'word;\\"),
                               {QStringLiteral("SELECT, INSERT, UPDATE ON `moodle\\_%`.*")});
}

Result<void> MoodleTables::startPostgres()
{
    if (m_postgres.isRunning())
        return {};
    const QString database = databaseName(QStringLiteral("PostgreSQL"));
    Result<void> ready = m_postgres.start();
    if (m_hasPostgres)
        return ready;
    if (ready)
        ready = m_postgres.createDatabase(database);
    if (ready)
        ready = m_postgres.createUser(QStringLiteral("workspace"), QStringLiteral("a pass'word;\\"));
    if (!ready)
        return ready;
    // More than it needs: that nothing is written is not for want of a right.
    return m_postgres
        .sql(QStringLiteral("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO "
                            "workspace; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "
                            "workspace"),
             database)
        .map([this](const QByteArray &) { m_hasPostgres = true; });
}

Result<void> MoodleTables::reset(const QString &storage)
{
    const QString tables = isFile(storage) ? sqliteTables()
        : isPostgres(storage)              ? postgresTables()
                                           : mariaTables(storage);
    return sql(storage, tables + rows()).map([](const QByteArray &) {});
}

Result<void> MoodleTables::makeEmpty(const QString &storage, MoodleEdition edition)
{
    const QString version = edition == MoodleEdition::Old
        ? QStringLiteral("('version', '2007101520'), ('release', '1.9.2 (Build: 20080711)')")
        : QStringLiteral("('version', '2023100900.05'), ('release', '4.3+ (Build: 20231222)')");
    return sql(storage,
               emptyTables(storage, edition)
                   + QStringLiteral("INSERT INTO mdl_config (name, value) VALUES %1;").arg(version))
        .map([](const QByteArray &) {});
}

SqlAddress MoodleTables::address(const QString &storage) const
{
    SqlAddress address;
    address.server = QStringLiteral("moodledb-a");
    // What waits for the machine is no failure; a test of a limit sets its own.
    address.connectLimit = std::chrono::seconds(100);
    address.answerLimit = std::chrono::seconds(250);
    address.wholeLimit = std::chrono::seconds(250);
    address.lockLimit = std::chrono::seconds(200);
    if (isFile(storage)) {
        address.engine = SqlEngine::Sqlite;
        address.location = m_folder.filePath(QStringLiteral("a %25 moodle?#.sqlite"));
        return address;
    }
    address.engine = isPostgres(storage) ? SqlEngine::PostgreSql : SqlEngine::MySql;
    address.location = isPostgres(storage) ? m_postgres.socketPath() : m_server.socketPath();
    address.database = databaseName(storage);
    address.user = QStringLiteral("workspace");
    address.password = QStringLiteral("a pass'word;\\");
    return address;
}

Result<QByteArray> MoodleTables::sql(const QString &storage, const QString &statements)
{
    if (isPostgres(storage)) {
        if (const Result<void> started = startPostgres(); !started)
            return fail(started.error());
        return m_postgres.sql(statements, databaseName(storage));
    }
    if (!isFile(storage))
        return m_server.sql(statements, databaseName(storage));
    return withFile(address(storage).location,
                    [&statements](QSqlDatabase &database) { return runAll(database, statements); });
}

QHash<QString, QString> MoodleTables::config(const QString &storage)
{
    QHash<QString, QString> config;
    const Result<QByteArray> lines = sql(storage, QStringLiteral("SELECT name, value FROM mdl_backup_config"));
    for (const QByteArray &line : lines.value_or(QByteArray()).split('\n'))
        if (const qsizetype tab = line.indexOf('\t'); tab > 0)
            config.insert(QString::fromUtf8(line.left(tab)), QString::fromUtf8(line.mid(tab + 1)));
    return config;
}

} // namespace Nightkeep

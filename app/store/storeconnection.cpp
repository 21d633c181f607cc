// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeconnection.h"

#include "app/apptr.h"
#include "app/mysql/provenhost.h"
#include "app/mysql/sqlrelay.h"
#include "app/store/sqlerror.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUuid>

#include <atomic>

namespace Nightkeep {

namespace {

std::atomic<qint64> selectsMade = 0;
std::atomic<qint64> rowsGiven = 0;

QString driverOf(StoreDialect dialect)
{
    return dialect == StoreDialect::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QMYSQL");
}

Unexpected missingDriver(StoreDialect dialect, const StoreLocation &location)
{
    return fail(ErrorKind::MissingDriver,
                AppTr::tr("The workspace %1 cannot be opened: Qt's database driver %2 is not installed.")
                    .arg(location.shown(), driverOf(dialect)),
                dialect == StoreDialect::Sqlite
                    ? AppTr::tr("Install the package libqt6sql6-sqlite.")
                    : AppTr::tr("Install the package libqt6sql6-mysql, or use a workspace file instead."));
}

void addressFile(QSqlDatabase &database, const StoreTarget &target)
{
    const QString fileName = target.fileName.isEmpty() ? target.location.fileName : target.fileName;
    // As an address, so that a file name that looks like one, or like ":memory:", is only a name.
    QString address =
        QStringLiteral("file:") + QString::fromLatin1(QUrl::toPercentEncoding(fileName, QByteArrayLiteral("/")));
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=30000");
    if (target.access != StoreAccess::ReadWrite)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    if (target.access == StoreAccess::Immutable)
        address += QStringLiteral("?immutable=1");
    else if (target.access == StoreAccess::ReadWrite)
        address += QStringLiteral("?mode=rw"); // opening must never make a file
    database.setDatabaseName(address);
    database.setConnectOptions(options);
}

/// What the driver takes for a host.
Result<QString> driverHost(const StoreLocation &location)
{
    if (location.isLocalSocket())
        return QStringLiteral("localhost");
    if (const std::optional<QString> host = provenHost(location.host, location.authority))
        return *host;
    return fail(ErrorKind::MissingTool,
                AppTr::tr("This machine has no list of the authorities that sign certificates, so the database"
                          " server of the workspace %1 cannot prove that it is the one.")
                    .arg(location.shown()),
                AppTr::tr("Install the package ca-certificates, or name the authority's file in the address:"
                          " mysql://user@host/name?ca=/path."));
}

void addressServer(QSqlDatabase &database, const StoreTarget &target, const QString &host)
{
    database.setDatabaseName(target.location.database);
    database.setHostName(host);
    database.setUserName(target.location.user);
    database.setPassword(target.password);
    if (target.location.port > 0)
        database.setPort(target.location.port);
    QString options = QStringLiteral("MYSQL_OPT_CONNECT_TIMEOUT=30;MYSQL_OPT_READ_TIMEOUT=60");
    if (!target.location.socket.isEmpty())
        options += QStringLiteral(";UNIX_SOCKET=") + target.location.socket;
    database.setConnectOptions(options);
}

/// Where "localhost" is without a path: the library would know one of its own, and be reached by no relay.
QString usualSocket()
{
    const QStringList usual {QStringLiteral("/run/mysqld/mysqld.sock"), QStringLiteral("/var/lib/mysql/mysql.sock"),
                             QStringLiteral("/run/mysql/mysql.sock"), QStringLiteral("/tmp/mysql.sock")};
    for (const QString &socket : usual) {
        if (QFileInfo::exists(socket))
            return socket;
    }
    return usual.first();
}

/// A workspace is read whole, and is larger than what one Moodle has to say. The driver's own limit on silence comes
/// first: what it means for a workspace is known.
SqlRoute routeTo(const StoreLocation &location)
{
    SqlRoute route;
    route.socket = location.socket.isEmpty() ? usualSocket() : location.socket;
    route.server = location.shown();
    route.account = location.user;
    route.loginLimit = std::chrono::minutes(1);
    route.silenceLimit = std::chrono::minutes(2);
    route.answerLimit = std::chrono::minutes(10);
    route.limits.mostBytes = 200'000'000;
    route.limits.mostPackets = 2'000'000;
    route.limits.mostCells = 4'000'000;
    return route;
}

} // namespace

StoreConnection::StoreConnection(StoreDialect dialect, StoreLocation location, QString name)
    : m_dialect(dialect)
    , m_location(std::move(location))
    , m_name(std::move(name))
{
}

StoreConnection::~StoreConnection()
{
    rollback();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<StoreConnection>> StoreConnection::open(const StoreTarget &target)
{
    const StoreDialect dialect =
        target.location.kind == StoreLocation::Kind::File ? StoreDialect::Sqlite : StoreDialect::MySql;
    if (!QSqlDatabase::isDriverAvailable(driverOf(dialect)))
        return missingDriver(dialect, target.location);

    std::unique_ptr<StoreConnection> connection(
        new StoreConnection(dialect, target.location, QUuid::createUuid().toString(QUuid::Id128)));
    StoreTarget reached = target;
    Result<QString> host;
    if (dialect == StoreDialect::MySql)
        host = driverHost(target.location);
    if (!host)
        return fail(host.error());
    if (target.location.isLocalSocket()) {
        Result<std::unique_ptr<SqlRelay>> relay = SqlRelay::start(routeTo(target.location));
        if (!relay && relay.error().kind != ErrorKind::Unreachable)
            return fail(relay.error());
        if (!relay) // as the library would say it
            return fail(workspaceError(
                QSqlError(QString(), relay.error().message, QSqlError::ConnectionError, QStringLiteral("2002")),
                target.location));
        connection->m_relay = std::move(*relay);
        reached.location.socket = connection->m_relay->path();
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(driverOf(dialect), connection->m_name);
        if (dialect == StoreDialect::Sqlite)
            addressFile(database, target);
        else
            addressServer(database, reached, *host);
        if (!database.open())
            return fail(connection->errorOf(database.lastError()));
    }
    if (const Result<void> prepared = connection->prepareSession(); !prepared)
        return fail(prepared.error());
    return connection;
}

Error StoreConnection::errorOf(const QSqlError &error) const
{
    const Error seen = workspaceError(error, m_location);
    return m_relay ? m_relay->verdict(seen.detail).value_or(seen) : seen;
}

QSqlDatabase StoreConnection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

Result<void> StoreConnection::prepareSession()
{
    const QStringList statements = m_dialect == StoreDialect::Sqlite
        ? QStringList {QStringLiteral("PRAGMA trusted_schema = OFF"), QStringLiteral("PRAGMA cell_size_check = ON"),
                       QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA synchronous = FULL")}
        : QStringList {QStringLiteral("SET NAMES utf8mb4"),
                       QStringLiteral("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION'"),
                       QStringLiteral("SET SESSION innodb_lock_wait_timeout = 30"),
                       QStringLiteral("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")};
    for (const QString &statement : statements) {
        if (const Result<void> done = runFixed(statement); !done)
            return done;
    }
    return {};
}

Result<void> StoreConnection::execute(QSqlQuery &query, const QString &statement, const QVariantList &values)
{
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return fail(errorOf(query.lastError()));
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return fail(errorOf(query.lastError()));
    return {};
}

Result<QList<QVariantList>> StoreConnection::select(int columns, const QString &statement, const QVariantList &values)
{
    QSqlQuery query(database());
    if (const Result<void> done = execute(query, statement, values); !done)
        return fail(done.error());
    ++selectsMade;
    const int present = query.record().count();
    const qsizetype mostCells = routeTo(m_location).limits.mostCells;
    QList<QVariantList> rows;
    while (query.next()) {
        if (present != columns)
            return fail(answerOfOtherColumns(m_location.shown()));
        if (m_relay && (rows.size() + 1) * columns > mostCells)
            return fail(answerTooLarge(m_location.shown(), routeTo(m_location).limits));
        QVariantList row;
        for (int column = 0; column < columns; ++column)
            row.append(query.value(column));
        rows.append(row);
    }
    if (query.lastError().isValid())
        return fail(errorOf(query.lastError()));
    rowsGiven += rows.size();
    return rows;
}

StoreConnection::Counts StoreConnection::counts()
{
    return {selectsMade, rowsGiven};
}

Result<void> StoreConnection::run(const QString &statement, const QVariantList &values)
{
    QSqlQuery query(database());
    return execute(query, statement, values);
}

Result<void> StoreConnection::runFixed(const QString &statement)
{
    QSqlQuery query(database());
    if (!query.exec(statement))
        return fail(errorOf(query.lastError()));
    return {};
}

Result<void> StoreConnection::beginRead()
{
    const Result<void> begun =
        runFixed(m_dialect == StoreDialect::Sqlite ? QStringLiteral("BEGIN")
                                                   : QStringLiteral("START TRANSACTION WITH CONSISTENT SNAPSHOT"));
    m_inTransaction = begun.has_value();
    return begun;
}

Result<void> StoreConnection::beginWrite()
{
    const Result<void> begun = runFixed(m_dialect == StoreDialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE")
                                                                          : QStringLiteral("START TRANSACTION"));
    if (!begun)
        return begun;
    m_inTransaction = true;
    if (m_dialect == StoreDialect::Sqlite)
        return {};
    // One writer at a time, as in a file. It is the first read, so what is read after it is what the
    // writer before left behind.
    return select(1, QStringLiteral("SELECT id FROM nk_workspace WHERE id = 1 FOR UPDATE"))
        .map([](const QList<QVariantList> &) {});
}

Result<void> StoreConnection::commit()
{
    QSqlQuery query(database());
    if (query.exec(QStringLiteral("COMMIT"))) {
        m_inTransaction = false;
        return {};
    }
    const QSqlError refused = query.lastError();
    const Error error = errorOf(refused);
    // From 2000 and from 5000 on are the library's own words: what the server made of it, it did not hear.
    const int said = refused.nativeErrorCode().toInt();
    const bool answered = (said >= 1000 && said < 2000) || (said >= 3000 && said < 5000);
    if (m_dialect == StoreDialect::Sqlite || (answered && !(m_relay && m_relay->verdict(QString()))))
        return fail(error);
    m_inTransaction = false; // it is over, one way or the other
    return fail(ErrorKind::Incomplete,
                AppTr::tr("The connection to the workspace %1 broke off while a change was being completed: it is not"
                          " known whether it was made.")
                    .arg(m_location.shown()),
                AppTr::tr("Look at the workspace before you make the change again."),
                error.message + u'\n' + error.detail);
}

void StoreConnection::rollback()
{
    if (!m_inTransaction)
        return;
    m_inTransaction = false;
    // SQLite has rolled back already after a full disk; its complaint about that is no news.
    static_cast<void>(runFixed(QStringLiteral("ROLLBACK")));
}

} // namespace Nightkeep

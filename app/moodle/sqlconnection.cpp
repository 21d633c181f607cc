// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlconnection.h"

#include "app/apptr.h"
#include "app/moodle/pgdialect.h"

#include <QFileInfo>
#include <QMutexLocker>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUrl>
#include <QUuid>
#include <QVariant>

namespace Nightkeep {

namespace {

// Each has its columns' names with it. What is shown has a row for a channel, or for a variable.
constexpr int mostNamedRows = 2000;

QString uniqueName()
{
    return QStringLiteral("moodle-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

Result<void> checkAddress(const SqlAddress &address)
{
    if (!QSqlDatabase::isDriverAvailable(Sql::driverName(address.engine)))
        return fail(ErrorKind::MissingDriver,
                    AppTr::tr("This machine has no driver for the database of %1.").arg(address.server),
                    AppTr::tr("Install the package %1.").arg(Sql::driverPackage(address.engine)));
    if (address.engine == SqlEngine::PostgreSql && address.user.isEmpty()) // whose library takes this person's name
        return fail(ErrorKind::BadInput, AppTr::tr("There is no account for the database of %1.").arg(address.server),
                    AppTr::tr("Fill it in in the site's details."));
    if (address.engine == SqlEngine::Sqlite && !QFileInfo(address.location).isFile())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no database file %1.").arg(address.location),
                    AppTr::tr("Check the database's name in the site's details."));
    return {};
}

QSqlQuery newQuery(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    return query;
}

} // namespace

SqlConnections::SqlConnections()
    : m_anchor(uniqueName())
{
}

SqlConnections::~SqlConnections()
{
    end(m_anchor);
}

Result<std::unique_ptr<SqlConnection>> SqlConnections::open(const SqlAddress &address)
{
    if (const Result<void> usable = checkAddress(address); !usable)
        return fail(usable.error());
    std::unique_ptr<SqlConnection> connection;
    {
        const QMutexLocker locker(&m_mutex);
        // Not before: to load it costs those who ask no database.
        if (address.engine == SqlEngine::MySql && !QSqlDatabase::contains(m_anchor))
            QSqlDatabase::addDatabase(Sql::driverName(SqlEngine::MySql), m_anchor);
        connection.reset(new SqlConnection(*this, address, uniqueName()));
    }
    if (const SqlResult<void> greeted = connection->greet(); !greeted)
        return fail(greeted.error().error);
    return connection;
}

void SqlConnections::end(const QString &name)
{
    const QMutexLocker locker(&m_mutex);
    if (QSqlDatabase::contains(name))
        QSqlDatabase::removeDatabase(name);
}

SqlConnection::SqlConnection(SqlConnections &owner, const SqlAddress &address, const QString &name)
    : m_owner(owner)
    , m_address(address)
    , m_name(name)
    , m_database(std::make_unique<QSqlDatabase>(QSqlDatabase::addDatabase(Sql::driverName(address.engine), name)))
{
    if (address.engine != SqlEngine::Sqlite) {
        m_database->setDatabaseName(address.database);
        m_database->setUserName(address.user);
        m_database->setPassword(address.password);
    } else {
        m_database->setConnectOptions(Sql::connectOptions(address));
        // "rw" without "c": a wrong name must not make an empty database
        m_database->setDatabaseName(
            QStringLiteral("file:%1?mode=rw").arg(QString::fromLatin1(QUrl::toPercentEncoding(address.location, "/"))));
    }
}

SqlConnection::~SqlConnection()
{
    m_database->close();
    m_database.reset();
    m_owner.end(m_name);
}

SqlResult<void> SqlConnection::openThroughRelay()
{
    SqlRoute route;
    route.socket = m_address.location;
    route.server = m_address.server;
    route.account = m_address.user;
    route.database = m_address.database;
    if (m_address.engine == SqlEngine::PostgreSql)
        route.protocol = SqlProtocol::PostgreSql;
    route.cancel = m_address.cancel;
    route.loginLimit = Sql::loginLimit(m_address);
    route.silenceLimit = m_address.answerLimit;
    route.answerLimit = m_address.wholeLimit;
    route.limits = m_address.limits;
    Result<std::unique_ptr<SqlRelay>> relay = SqlRelay::start(route);
    if (!relay && relay.error().kind == ErrorKind::Unreachable) // as the library would say it
        return tl::unexpected(Sql::failureFor(
            m_address, {},
            QSqlError(QString(), relay.error().message, QSqlError::ConnectionError,
                      m_address.engine == SqlEngine::PostgreSql ? QStringLiteral("08001") : QStringLiteral("2002"))));
    if (!relay)
        return tl::unexpected(SqlFailure {relay.error(), true});
    m_relay = std::move(*relay);
    SqlAddress near = m_address;
    near.location = m_relay->path();
    m_database->setConnectOptions(Sql::connectOptions(near));
    if (m_address.engine == SqlEngine::PostgreSql) { // whose library wants the folder, and makes the name itself
        m_database->setHostName(QFileInfo(near.location).path());
        m_database->setPort(SqlRelay::postgresPort);
    }
    return {};
}

void SqlConnection::ignoreCancel()
{
    if (m_relay)
        m_relay->ignoreCancel();
}

void SqlConnection::setAnswerLimits(std::chrono::milliseconds silence, std::chrono::milliseconds whole)
{
    if (m_relay)
        m_relay->setAnswerLimits(silence, whole);
}

void SqlConnection::setLimits(const SqlLimits &limits)
{
    m_address.limits = limits;
    if (m_relay)
        m_relay->setLimits(limits);
}

tl::unexpected<SqlFailure> SqlConnection::failure(const QString &table, const QSqlError &error) const
{
    const SqlFailure seen = Sql::failureFor(m_address, table, error);
    // The library saw only that the connection was gone.
    if (const std::optional<Error> verdict = m_relay ? m_relay->verdict(seen.error.detail) : std::nullopt)
        return tl::unexpected(SqlFailure {*verdict, true, false, false, seen.code});
    return tl::unexpected(seen);
}

SqlResult<void> SqlConnection::greet()
{
    if (m_address.engine != SqlEngine::Sqlite) {
        if (const SqlResult<void> relayed = openThroughRelay(); !relayed)
            return relayed;
    }
    if (!m_database->open())
        return failure({}, m_database->lastError());
    for (const QString &statement : Sql::sessionStatements(m_address)) {
        const SqlResult<int> sent = send(statement);
        if (!sent && sent.error().lost)
            return tl::unexpected(sent.error());
    }
    if (m_address.engine == SqlEngine::Sqlite)
        return {};
    if (m_address.engine == SqlEngine::PostgreSql)
        return greetPostgres();
    const SqlResult<QList<QStringList>> session =
        select({}, {QStringLiteral("SELECT CONNECTION_ID(), @@character_set_connection"), {}, 2});
    if (!session)
        return tl::unexpected(session.error());
    m_serverThread = session->value(0).value(0).toLongLong();
    const QString charset = session->value(0).value(1);
    m_charset =
        charset.startsWith(QLatin1String("utf8")) && Sql::isSafePrefix(charset) ? charset : QStringLiteral("utf8");
    return {};
}

SqlResult<void> SqlConnection::greetPostgres()
{
    const SqlResult<QList<QStringList>> session = select({}, Postgres::askSession());
    if (!session)
        return tl::unexpected(session.error());
    if (const Result<void> checked = Postgres::checkSession(m_address, session->value(0)); !checked)
        return tl::unexpected(SqlFailure {checked.error()});
    m_serverThread = session->value(0).value(2).toLongLong();
    return {};
}

SqlResult<QSqlQuery> SqlConnection::executed(const QString &table, const SqlStatement &statement)
{
    QSqlQuery query = newQuery(*m_database);
    if (!query.prepare(Sql::spelt(m_address.engine, statement.text)))
        return failure(table, query.lastError());
    for (const QString &value : statement.values)
        query.addBindValue(value.isNull() ? QStringLiteral("") : value);
    if (!query.exec())
        return failure(table, query.lastError());
    return query;
}

SqlResult<QList<QStringList>> SqlConnection::select(const QString &table, const SqlStatement &statement)
{
    QList<QStringList> rows;
    return eachRow(table, statement,
                   [&](const QSqlQuery &query) {
                       QStringList row;
                       for (int column = 0; column < statement.columns; ++column)
                           row += query.isNull(column) ? QString() : query.value(column).toString();
                       rows += row;
                   })
        .map([&rows] { return rows; });
}

SqlResult<void> SqlConnection::eachRow(const QString &table, const SqlStatement &statement, const TakeSqlRow &take)
{
    SqlResult<QSqlQuery> ran = executed(table, statement);
    if (!ran)
        return tl::unexpected(ran.error());
    QSqlQuery &query = *ran;
    const int columns = query.record().count(); // none where a success without any rows was answered
    if (columns != statement.columns)
        return tl::unexpected(SqlFailure {answerOfOtherColumns(m_address.server)});
    qsizetype cells = 0;
    while (query.next()) {
        take(query);
        cells += columns;
        if (cells > m_address.limits.mostCells)
            return tl::unexpected(SqlFailure {answerTooLarge(m_address.server, m_address.limits)});
    }
    // A connection that breaks between two rows ends next() as the last row does.
    if (query.lastError().isValid())
        return failure(table, query.lastError());
    return {};
}

SqlResult<int> SqlConnection::change(const QString &table, const SqlStatement &statement)
{
    const SqlResult<QSqlQuery> query = executed(table, statement);
    if (!query)
        return tl::unexpected(query.error());
    return query->numRowsAffected();
}

SqlResult<QList<QHash<QString, QString>>> SqlConnection::show(const QString &fixedText)
{
    QSqlQuery query = newQuery(*m_database);
    if (!query.exec(fixedText))
        return failure({}, query.lastError());
    QList<QHash<QString, QString>> rows;
    const QSqlRecord columns = query.record();
    SqlLimits limits = m_address.limits;
    limits.mostPackets = mostNamedRows;
    while (query.next()) {
        QHash<QString, QString> row;
        for (int column = 0; column < columns.count(); ++column)
            row.insert(columns.fieldName(column), query.isNull(column) ? QString() : query.value(column).toString());
        rows += row;
        if (rows.size() > limits.mostPackets)
            return tl::unexpected(SqlFailure {answerTooLarge(m_address.server, limits)});
    }
    if (query.lastError().isValid()) // as in select()
        return failure({}, query.lastError());
    return rows;
}

SqlResult<int> SqlConnection::send(const QString &fixedText)
{
    QSqlQuery query = newQuery(*m_database);
    if (!query.exec(fixedText))
        return failure({}, query.lastError());
    return 0;
}

} // namespace Nightkeep

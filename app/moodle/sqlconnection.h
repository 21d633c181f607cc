// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqldialect.h"
#include "app/mysql/sqlrelay.h"

#include <QHash>
#include <QMutex>
#include <QVariantList>

#include <functional>
#include <memory>

class QSqlDatabase;
class QSqlError;
class QSqlQuery;

namespace Nightkeep {

class SqlConnection;

/// Makes and ends connections, one at a time: Qt's MySQL plugin counts its users without a lock and
/// shuts the client library down with the last one. Thread-safe; outlives its connections.
class SqlConnections
{
public:
    SqlConnections();
    ~SqlConnections();
    SqlConnections(const SqlConnections &) = delete;
    SqlConnections &operator=(const SqlConnections &) = delete;

    /// Kinds: MissingDriver (names the package), Unreachable, AuthenticationFailed, PermissionDenied (also for a
    /// server that asks for the password itself), NotFound, BadInput, and those of a lost connection.
    [[nodiscard]] Result<std::unique_ptr<SqlConnection>> open(const SqlAddress &address);

private:
    friend class SqlConnection;
    void end(const QString &name);

    QMutex m_mutex;
    QString m_anchor; ///< a connection that is never opened and keeps the client library alive
};

/// One open session. Made, used and dropped on one thread. Its connection in Qt's registry has a name
/// of its own and goes with the object. A server is reached through a relay, which holds it to the address's
/// limits: TimedOut, Incomplete (larger than SqlLimits), Damaged (what no server says) and Cancelled end the
/// connection, with `lost` set.
class SqlConnection
{
public:
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    /// Rows of text, of as many columns as the statement says; a NULL is a null string.
    [[nodiscard]] SqlResult<QList<QStringList>> select(const QString &table, const SqlStatement &statement);
    /// The same row by row. Qt's MySQL driver asks the library to store the answer of a prepared statement whatever it
    /// is told, so that its bytes are held once, and nothing of it twice.
    using TakeSqlRow = std::function<void(const QSqlQuery &row)>;
    [[nodiscard]] SqlResult<void> eachRow(const QString &table, const SqlStatement &statement, const TakeSqlRow &take);
    /// The number of rows that the statement's condition matched.
    [[nodiscard]] SqlResult<int> change(const QString &table, const SqlStatement &statement);
    /// Rows by their columns' names, of a statement without values that may have no prepared form.
    [[nodiscard]] SqlResult<QList<QHash<QString, QString>>> show(const QString &fixedText);
    [[nodiscard]] SqlResult<int> send(const QString &fixedText); ///< BEGIN, COMMIT and the like

    /// From here on a person's wish to stop is not heard: see SqlRelay.
    void ignoreCancel();
    void setAnswerLimits(std::chrono::milliseconds silence, std::chrono::milliseconds whole); ///< see SqlRelay
    void setLimits(const SqlLimits &limits); ///< for what comes from here on
    [[nodiscard]] const SqlLimits &limits() const { return m_address.limits; }

    [[nodiscard]] const QString &charset() const { return m_charset; } ///< of what is sent; MySQL alone
    [[nodiscard]] qint64 serverThread() const { return m_serverThread; } ///< 0 where there is none

private:
    friend class SqlConnections;
    SqlConnection(SqlConnections &owner, const SqlAddress &address, const QString &name);
    [[nodiscard]] SqlResult<void> greet();
    [[nodiscard]] SqlResult<void> greetPostgres();
    [[nodiscard]] SqlResult<void> openThroughRelay();
    [[nodiscard]] tl::unexpected<SqlFailure> failure(const QString &table, const QSqlError &error) const;
    [[nodiscard]] SqlResult<QSqlQuery> executed(const QString &table, const SqlStatement &statement);

    SqlConnections &m_owner;
    SqlAddress m_address;
    QString m_name;
    std::unique_ptr<SqlRelay> m_relay; // before the database, which says goodbye through it
    std::unique_ptr<QSqlDatabase> m_database;
    QString m_charset;
    qint64 m_serverThread = 0;
};

} // namespace Nightkeep

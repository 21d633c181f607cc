// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storelocation.h"
#include "models/base/result.h"

#include <QList>
#include <QString>
#include <QVariantList>

#include <memory>

class QSqlDatabase;
class QSqlError;
class QSqlQuery;

namespace Nightkeep {

class SqlRelay;

enum class StoreDialect { Sqlite, MySql };

/// How a workspace is opened. A file that cannot be written is read without locks where nobody can
/// have it open for writing.
enum class StoreAccess {
    ReadWrite,
    ReadOnly, ///< keeps out of writers' way; may make side files
    Immutable, ///< touches nothing and asks for no lock: SQLite files without side files alone
};

struct StoreTarget
{
    StoreLocation location;
    StoreAccess access = StoreAccess::ReadWrite;
    QString fileName = {}; ///< what is really opened, where it is not the location's own file
    QString password = {}; ///< for a database server
};

/// One connection, made, used and dropped on one thread, inside one scope. Its name is its own, so
/// connections of different threads never meet. Prepared statements only, but for `runFixed`.
/// Rolls back what is not committed. A server is reached at its socket through a relay, which lets it ask for nothing
/// but what a workspace is made of.
class StoreConnection
{
public:
    /// MissingDriver, and the kinds of workspaceError.
    [[nodiscard]] static Result<std::unique_ptr<StoreConnection>> open(const StoreTarget &target);
    ~StoreConnection();
    StoreConnection(const StoreConnection &) = delete;
    StoreConnection &operator=(const StoreConnection &) = delete;

    [[nodiscard]] StoreDialect dialect() const { return m_dialect; }
    [[nodiscard]] const StoreLocation &location() const { return m_location; }

    /// Rows of so many columns.
    [[nodiscard]] Result<QList<QVariantList>> select(int columns, const QString &statement,
                                                     const QVariantList &values = {});
    [[nodiscard]] Result<void> run(const QString &statement, const QVariantList &values = {});
    /// For texts from the program's own resources that cannot be prepared (CREATE TRIGGER).
    [[nodiscard]] Result<void> runFixed(const QString &statement);

    /// Reads see one moment until rollback().
    [[nodiscard]] Result<void> beginRead();
    /// Waits for other writers; none can come between until commit() or rollback().
    [[nodiscard]] Result<void> beginWrite();
    /// Incomplete: whether it was done is not known.
    [[nodiscard]] Result<void> commit();
    void rollback();

    /// How often this process has asked, and how many rows it was given: what a reading costs, for tests.
    struct Counts
    {
        qint64 selects = 0;
        qint64 rows = 0;
    };
    [[nodiscard]] static Counts counts();

private:
    StoreConnection(StoreDialect dialect, StoreLocation location, QString name);
    [[nodiscard]] QSqlDatabase database() const;
    [[nodiscard]] Error errorOf(const QSqlError &error) const;
    [[nodiscard]] Result<void> prepareSession();
    [[nodiscard]] Result<void> execute(QSqlQuery &query, const QString &statement, const QVariantList &values);

    StoreDialect m_dialect;
    StoreLocation m_location;
    QString m_name;
    std::unique_ptr<SqlRelay> m_relay; // goes after the database, which says goodbye through it
    bool m_inTransaction = false;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqldialect.h"
#include "models/courses/moodlefacts.h"
#include "tests/support/mariadbfixture.h"
#include "tests/support/postgresfixture.h"

#include <QHash>
#include <QTemporaryDir>

namespace Nightkeep {

/// A Moodle's tables, in a private MariaDB (one database per storage engine), in an SQLite file and in a private
/// PostgreSQL, which starts when it is first asked for. `storage` is "InnoDB", "MyISAM", "SQLite" or "PostgreSQL"
/// everywhere.
class MoodleTables
{
public:
    [[nodiscard]] Result<void> start(const QStringList &serverOptions = {});
    [[nodiscard]] MariaDbFixture &server() { return m_server; }
    [[nodiscard]] PostgresFixture &postgres() { return m_postgres; }

    /// Makes the tables of 1.9's options and courses anew, with the rows of initialConfig().
    [[nodiscard]] Result<void> reset(const QString &storage);
    /// Makes all tables that tell of courses' backups anew, empty but for the version in config; those of the other
    /// edition go. Any value may be NULL, other than in Moodle's own.
    [[nodiscard]] Result<void> makeEmpty(const QString &storage, MoodleEdition edition);
    /// How the account "workspace", which may do all that Nightkeep needs, reaches them.
    [[nodiscard]] SqlAddress address(const QString &storage) const;
    /// Runs statements as an administrator would, beside the program under test.
    [[nodiscard]] Result<QByteArray> sql(const QString &storage, const QString &statements);
    /// What is really there, read on a path of its own.
    [[nodiscard]] QHash<QString, QString> config(const QString &storage);

    [[nodiscard]] static QHash<QString, QString> initialConfig();
    [[nodiscard]] static QString databaseName(const QString &storage);

private:
    [[nodiscard]] Result<void> startPostgres();

    MariaDbFixture m_server;
    PostgresFixture m_postgres;
    bool m_hasPostgres = false; ///< its database and account are made
    QTemporaryDir m_folder;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace Nightkeep {

/// A PostgreSQL server of the test's own: its data in a temporary folder, reachable by a unix socket alone, "postgres"
/// without a password. As root it runs as another user, for it refuses that one. Made, used and dropped on one thread;
/// the server ends with the object, and with the test if that is killed.
/// All calls block. Where a program is missing the error says which: a test fails, it never skips.
/// Accounts log in by scram-sha-256, or by md5 where their password is kept so; "clear" is asked for the password
/// itself, and "barred" is not let in.
class PostgresFixture
{
public:
    PostgresFixture();
    ~PostgresFixture();
    PostgresFixture(const PostgresFixture &) = delete;
    PostgresFixture &operator=(const PostgresFixture &) = delete;

    /// Makes the data folder, starts the server and returns once it answers.
    [[nodiscard]] Result<void> start();
    /// Ends the server as a crash of one of its processes does; the data stay until the object goes.
    void kill();

    [[nodiscard]] bool isRunning() const { return m_server.state() != QProcess::NotRunning; }
    [[nodiscard]] QString socketPath() const;

    /// Sends statements, separated by ';', by psql as "postgres". Gives the rows, fields separated by tabs, one line
    /// each. Failed, with the server's words in the detail, at the first statement that is refused.
    [[nodiscard]] Result<QByteArray> sql(const QString &statements, const QString &database = {});
    /// Names are taken as they are, quoted. `encoding` empty: UTF8.
    [[nodiscard]] Result<void> createDatabase(const QString &name, const QString &encoding = {});
    /// `encryption`: as the password is kept, "scram-sha-256" or "md5".
    [[nodiscard]] Result<void> createUser(const QString &name, const QString &password,
                                          const QString &encryption = QStringLiteral("scram-sha-256"));

private:
    [[nodiscard]] Result<void> install();
    [[nodiscard]] Result<void> waitUntilItAnswers();
    void prepare(QProcess &process) const; ///< to run as who may

    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_programs; ///< their folder
};

} // namespace Nightkeep

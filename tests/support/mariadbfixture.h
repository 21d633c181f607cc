// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace Nightkeep {

/// A MariaDB server of the test's own: its data in a temporary folder, reachable by a unix socket
/// alone, `root` without a password. Works as root and as any other user. Made, used and dropped on
/// one thread; the server ends with the object, and with the test if that is killed.
/// All calls block. Where a program is missing the error says which: a test fails, it never skips.
class MariaDbFixture
{
public:
    MariaDbFixture() = default;
    ~MariaDbFixture();
    MariaDbFixture(const MariaDbFixture &) = delete;
    MariaDbFixture &operator=(const MariaDbFixture &) = delete;

    /// Makes the data folder, starts the server and returns once it answers. `serverOptions` are
    /// added to the command line ("--sql-mode=", "--character-set-server=latin1").
    [[nodiscard]] Result<void> start(const QStringList &serverOptions = {});
    /// Ends the server in order; the data stay until the object goes. start() may follow.
    void stop();
    /// Ends the server as a power cut would.
    void kill();

    [[nodiscard]] QString socketPath() const; ///< shorter than the 108 bytes that a socket's name may have
    [[nodiscard]] qint64 processId() const { return m_server.processId(); }

    /// Sends statements, separated by ';', by the `mariadb` client as root. Gives the rows, fields
    /// separated by tabs and with \n, \t, \\ and \0 escaped, one line each. Failed, with the
    /// server's words in the detail, at the first statement that is refused.
    [[nodiscard]] Result<QByteArray> sql(const QString &statements, const QString &database = {});
    /// Names are taken as they are, quoted. `charset` empty: the server's.
    [[nodiscard]] Result<void> createDatabase(const QString &name, const QString &charset = {});
    /// `grants` as in GRANT: "SELECT ON moodle.*". An existing user is replaced.
    [[nodiscard]] Result<void> createUser(const QString &name, const QString &password, const QStringList &grants);

private:
    [[nodiscard]] Result<void> install();
    [[nodiscard]] Result<void> waitUntilItAnswers();

    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_client;
};

} // namespace Nightkeep

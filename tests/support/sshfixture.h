// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace Nightkeep {

/// A private sshd on 127.0.0.1 for one test: own host key, own account key, a free port, the
/// account of whoever runs the test. Started in the foreground and stopped, with every session of
/// it, by process id.
class SshFixture
{
public:
    struct Options
    {
        /// Shell lines that run before sshd, in a mount namespace of their own; needs root.
        QString mountScript = {};
        int maxSessions = 10;
        bool passwords = false; ///< let ssh try passwords; none is right
        QString forcedCommand = {}; ///< run instead of what the client asks, which is in $SSH_ORIGINAL_COMMAND
        QStringList extraConfig = {}; ///< lines of sshd_config that come first, and win
    };

    SshFixture() = default;
    ~SshFixture();
    SshFixture(const SshFixture &) = delete;
    SshFixture &operator=(const SshFixture &) = delete;

    /// False with a sentence in problem(). Waits until it listens.
    [[nodiscard]] bool start(const Options &options);
    [[nodiscard]] bool start() { return start(Options()); }
    void stop();
    /// Stops, and keeps the port from everybody: whoever connects to it is refused.
    [[nodiscard]] bool closePort();
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] qint64 processId() const { return m_sshd.processId(); }
    /// Every living process that descends from this sshd, sessions and what they run included.
    [[nodiscard]] QList<qint64> descendants() const;
    [[nodiscard]] QByteArray log() const;

    /// "SHA256:...", as `ssh-keygen -lf` says of the present host key.
    [[nodiscard]] QString fingerprint() const;
    /// Restarts on the same port with another host key.
    [[nodiscard]] bool swapHostKey();

    /// Gives the account's key a passphrase.
    [[nodiscard]] bool setPassphrase(const QString &passphrase);

    /// Lines of an ssh_config for `alias`: address, port, user, identity. `extra` lines come first.
    [[nodiscard]] QString sshConfig(const QString &alias, const QStringList &extra = {}) const;
    /// The line that a known_hosts file needs to trust the present host key.
    [[nodiscard]] QByteArray knownHostsLine() const;
    /// A file of this fixture's with sshConfig("nightkeep-test").
    [[nodiscard]] QString configFile(const QStringList &extra = {});
    /// A file of this fixture's that trusts the present host key.
    [[nodiscard]] QString knownHostsFile();
    /// A server named `name` that is reached by that alias.
    [[nodiscard]] Server server(const QString &name = QStringLiteral("moodle-x.example.org")) const;
    /// A folder that lives as long as the fixture.
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    [[nodiscard]] bool launch();
    [[nodiscard]] bool makeKey(const QString &fileName);
    [[nodiscard]] bool writeFile(const QString &fileName, const QByteArray &bytes);
    [[nodiscard]] QByteArray serverConfig() const;
    [[nodiscard]] QString path(const char *name) const;

    QTemporaryDir m_folder;
    Options m_options;
    QProcess m_sshd;
    QString m_problem;
    int m_port = 0;
    int m_kept = -1; ///< has the port, and does not listen
};

} // namespace Nightkeep

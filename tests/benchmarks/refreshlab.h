// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "models/workspace.h"
#include "tests/support/sshfixture.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace Nightkeep {

/// Loopback servers, each an sshd with a host key of its own, and what we and others need to reach them
/// all, eight at a time. None of them drops a login (MaxStartups 200). The account's home is a folder of the server's
/// own there, with no shell's start-up file in it: those cost more than all that is measured.
class RefreshLab
{
public:
    static constexpr int AtOnce = 8;

    /// How the servers are reached: by their own ports, or through the proxy that delays.
    struct Way
    {
        QString sshConfig;
        QString hosts; ///< names, one a line
        QString inventory; ///< the same for ansible
        QString workspace;
    };

    ~RefreshLab();
    /// False, with a line on standard error, if something is missing. A delay of 0 means no `far` way.
    [[nodiscard]] bool start(int servers, int delayMilliseconds);

    [[nodiscard]] const Way &direct() const { return m_direct; }
    [[nodiscard]] const Way &delayed() const { return m_delayed; }

    /// `nightkeepctl probe`: nothing is alive when it begins, and nothing afterwards.
    [[nodiscard]] bool coldRefresh(const Way &way) const;
    /// The identical program with the identical input.
    [[nodiscard]] bool parallelSsh(const Way &way) const;
    /// The identical program by ssh alone, eight at a time, over masters that live (LiveMasters).
    [[nodiscard]] bool sshOverMasters(const Way &way) const;
    /// `ansible -m setup`, with pipelining and its own shared masters, none of which is alive at first.
    [[nodiscard]] bool ansible(const Way &way) const;

    /// Connections that the servers have taken so far.
    [[nodiscard]] qsizetype connections() const;

    [[nodiscard]] QString knownHosts() const { return m_knownHosts; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    friend class LiveMasters;
    [[nodiscard]] QString masterSocket() const; ///< for -S: ssh puts the server's name in
    [[nodiscard]] bool startServers(int servers);
    [[nodiscard]] QStringList startProxy(int delayMilliseconds);
    [[nodiscard]] bool prepare(Way &way, const QString &name, const QStringList &ports);
    [[nodiscard]] QStringList commonArguments(const Way &way) const;

    QTemporaryDir m_folder {QStringLiteral("/tmp/nkb-XXXXXX")}; // short: others keep sockets in it
    std::vector<std::unique_ptr<SshFixture>> m_servers;
    QProcess m_proxy;
    QString m_knownHosts;
    QString m_input;
    QString m_command;
    Way m_direct;
    Way m_delayed;
};

/// A logged-in ssh for each server, for what is run over it by ssh itself.
class LiveMasters
{
public:
    LiveMasters(const RefreshLab &lab, const RefreshLab::Way &way);
    ~LiveMasters();
    LiveMasters(const LiveMasters &) = delete;
    LiveMasters &operator=(const LiveMasters &) = delete;

    [[nodiscard]] bool areReady() const { return m_areReady; }

private:
    const RefreshLab &m_lab;
    bool m_areReady = true;
};

/// The workspace of a window that stays open: its masters live from one refresh to the next.
class WarmWorkspace
{
public:
    WarmWorkspace(const RefreshLab &lab, const RefreshLab::Way &way);
    /// False if a server did not answer.
    [[nodiscard]] bool refresh();

private:
    Application m_application;
    std::unique_ptr<Workspace> m_workspace;
};

} // namespace Nightkeep

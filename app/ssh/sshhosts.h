// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/processkeeper.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/sshconnection.h"
#include "models/servers/remotehost.h"

#include <mutex>
#include <vector>

namespace Nightkeep {

struct SshHostsOptions
{
    QString runtimeFolder; ///< where the private folder is made; empty: $XDG_RUNTIME_DIR, or temporary files
    QString knownHostsFile; ///< in the program's data folder; made when a key is trusted
    QString configFile; ///< empty: the person's and the system's own
    QString askpassProgram; ///< an executable that calls runAskpass when isAskpassCall
    Prompter *prompter = nullptr; ///< outlives this; null: nobody is ever asked
    std::chrono::milliseconds idleTime = std::chrono::minutes(10); ///< how long an unused login is kept
};

/// Every server: real ones by ssh, those of the demo estate by the local shell. Thread-safe. All
/// masters end with this object; should the program be killed, they end by themselves. Every host
/// and every forwarding must be gone before it.
class SshHosts final : public RemoteHosts
{
public:
    explicit SshHosts(const SshHostsOptions &options);
    ~SshHosts() override;

    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance attendance) override;

private:
    /// Null if there is no private folder with ssh's rules.
    [[nodiscard]] std::shared_ptr<SshConnection> connectionTo(const SshDestination &destination);

    std::chrono::milliseconds m_idleTime;
    PrivateFolder m_folder;
    ProcessKeeper m_keeper;
    SshWorld m_world;
    std::mutex m_mutex;
    bool m_hasRules = false; ///< written once, with the first connection
    std::vector<std::shared_ptr<SshConnection>> m_connections;
};

} // namespace Nightkeep

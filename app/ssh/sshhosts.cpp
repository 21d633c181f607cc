// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshhosts.h"

#include "app/apptr.h"
#include "app/process/localshellhost.h"
#include "app/ssh/sshhost.h"
#include "app/ssh/sshrules.h"

#include <QFileInfo>

namespace Nightkeep {

SshHosts::SshHosts(const SshHostsOptions &options)
    : m_idleTime(options.idleTime)
    , m_folder(options.runtimeFolder)
    , m_world {
          {options.configFile, options.knownHostsFile}, options.askpassProgram, options.prompter, m_folder, m_keeper}
{
}

SshHosts::~SshHosts() = default;

Result<std::unique_ptr<RemoteHost>> SshHosts::open(const Server &server, Attendance attendance)
{
    if (server.connection.kind == ServerConnection::Kind::LocalFolder)
        return std::make_unique<LocalShellHost>(server);
    const SshDestination destination {server.connection.host.isEmpty() ? server.name : server.connection.host,
                                      server.connection.user, server.connection.port};
    if (!isSafeHostName(destination.host))
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The host name of %1, \"%2\", cannot be used.")
                        .arg(visibleText(server.name), visibleText(destination.host)),
                    AppTr::tr("Use letters, digits and . _ : % - only, and no - at the beginning."));
    if (!destination.user.isEmpty() && !isSafeUserName(destination.user))
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The user name for %1, \"%2\", cannot be used.")
                        .arg(visibleText(server.name), visibleText(destination.user)),
                    AppTr::tr("Use letters, digits and . _ : % - only, and no - at the beginning."));
    if (destination.port < 0 || destination.port > 65535)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The port of %1, %2, is not one.").arg(visibleText(server.name)).arg(destination.port),
                    AppTr::tr("Use a number from 1 to 65535, or none."));
    const QString config = m_world.settings.configFile;
    if (!config.isEmpty() && config != QLatin1String("none") && !QFileInfo(config).isReadable())
        return fail(ErrorKind::BadInput, AppTr::tr("ssh's configuration file \"%1\" cannot be read.").arg(config),
                    AppTr::tr("Give the file another name or rights that let you read it; without it nothing is "
                              "connected."));
    const std::shared_ptr<SshConnection> connection = connectionTo(destination);
    if (!connection)
        return fail(ErrorKind::ReadOnly, AppTr::tr("No private folder for connections could be made."),
                    AppTr::tr("See whether the folder for temporary files can be written."));
    return std::make_unique<SshHost>(server.name, attendance, connection);
}

std::shared_ptr<SshConnection> SshHosts::connectionTo(const SshDestination &destination)
{
    const std::scoped_lock lock(m_mutex);
    // Not before: ssh is asked for them what it knows, which costs a program that reaches nobody its time. Whoever else
    // begins meanwhile waits for the lock, and would for the rules.
    m_hasRules = m_hasRules || (m_folder.isValid() && writeSshRules(m_world.settings, m_folder));
    if (!m_hasRules)
        return nullptr;
    std::shared_ptr<SshConnection> found;
    for (const std::shared_ptr<SshConnection> &connection : m_connections) {
        if (connection->destination() == destination)
            found = connection;
        else if (connection.use_count() == 1) // nobody but this list
            connection->closeIfIdle(m_idleTime);
    }
    if (!found)
        found = m_connections.emplace_back(std::make_shared<SshConnection>(m_world, destination));
    return found;
}

} // namespace Nightkeep

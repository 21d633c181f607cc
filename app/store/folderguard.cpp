// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/folderguard.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

#include <QFileInfo>

#include <algorithm>

namespace Nightkeep {

namespace {

bool isFolder(const Server &server)
{
    return server.connection.kind == ServerConnection::Kind::LocalFolder;
}

bool isChosen(const RememberedWorkspace &workspace, const Server &server)
{
    return isFolder(server) && workspace.folders.value(server.name.toCaseFolded()) == server.connection.root;
}

} // namespace

FolderGuard::FolderGuard(RemoteHosts &hosts, const WorkstationMemory &memory, QString location,
                         const QString &demoFolder)
    : m_hosts(hosts)
    , m_memory(memory)
    , m_location(std::move(location))
    , m_demoFolder(QFileInfo(demoFolder).canonicalFilePath())
{
}

Result<void> FolderGuard::allows(const Server &server) const
{
    const QString &root = server.connection.root;
    if (!isFolder(server)
        || (!m_demoFolder.isEmpty() && QFileInfo(root).canonicalFilePath().startsWith(m_demoFolder + u'/')))
        return {};
    const Result<RememberedWorkspace> known = m_memory.of(m_location);
    if (!known)
        return fail(known.error());
    if (!root.isEmpty() && isChosen(*known, server))
        return {};
    const QString name = visibleText(server.name);
    return fail(
        ErrorKind::PermissionDenied,
        AppTr::tr("In this workspace the folder \"%1\" of your own workstation stands in for the server %2. Nobody"
                  " chose that here, so nothing was read.")
            .arg(visibleText(root), name),
        AppTr::tr("Ask who wrote it. If you mean it, choose the folder here: \"nightkeepctl servers set %1 root=\""
                  " and then \"nightkeepctl servers set %1 root=FOLDER\".")
            .arg(name));
}

Result<std::unique_ptr<RemoteHost>> FolderGuard::open(const Server &server, Attendance attendance)
{
    if (const Result<void> allowed = allows(server); !allowed)
        return fail(allowed.error());
    return m_hosts.open(server, attendance);
}

Result<void> rememberFolders(WorkstationMemory &memory, const QString &location, const QList<ChangedServers> &changes)
{
    const bool concerned = std::any_of(changes.cbegin(), changes.cend(), [](const ChangedServers &change) {
        return std::any_of(change.cbegin(), change.cend(), [](const QPair<Server, Server> &one) {
            return isFolder(one.first) || isFolder(one.second);
        });
    });
    if (!concerned)
        return {};
    const Result<void> remembered = memory.change(location, [&](RememberedWorkspace &workspace) {
        for (const ChangedServers &change : changes) {
            const RememberedWorkspace before = workspace;
            for (const auto &[was, is] : change)
                workspace.folders.remove(was.name.toCaseFolded());
            for (const auto &[was, is] : change) {
                const bool kept = isFolder(was) && was.connection.root == is.connection.root;
                if (isFolder(is) && (!kept || isChosen(before, was)))
                    workspace.folders.insert(is.name.toCaseFolded(), is.connection.root);
            }
        }
    });
    if (remembered)
        return {};
    const Error &error = remembered.error();
    return fail(ErrorKind::Incomplete,
                AppTr::tr("The servers were changed. But that you chose a folder of this workstation for one could not"
                          " be remembered here, so it will not be read: %1")
                    .arg(error.message),
                error.advice + u' ' + AppTr::tr("Then choose the folder again."), error.detail);
}

} // namespace Nightkeep

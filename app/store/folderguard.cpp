// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/folderguard.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

#include <QFileInfo>

#include <tuple>

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

void rememberFolder(WorkstationMemory &memory, const QString &location, const Server &before, const Server &after)
{
    if (!isFolder(before) && !isFolder(after))
        return;
    // What cannot be remembered was not chosen: the guard says so when the server is opened.
    std::ignore = memory.change(location, [&](RememberedWorkspace &workspace) {
        const bool kept = isFolder(before) && before.connection.root == after.connection.root;
        const bool chosen = isFolder(after) && (!kept || isChosen(workspace, before));
        workspace.folders.remove(before.name.toCaseFolded());
        if (chosen)
            workspace.folders.insert(after.name.toCaseFolded(), after.connection.root);
    });
}

} // namespace Nightkeep

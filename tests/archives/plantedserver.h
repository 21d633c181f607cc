// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

#include <sys/types.h>

namespace Nightkeep {

constexpr uid_t otherUser = 65534;

[[nodiscard]] bool isRoot();
[[nodiscard]] QByteArray textFor(RemoteProgram program);
/// Where no second user can be had, a program is told that it runs as another: all that we plant is a stranger's.
[[nodiscard]] QByteArray toldAnother(QByteArray text);

struct Said
{
    QByteArray output;
    bool hung = false;
};

/// Waits so many seconds for a shell with that text and those arguments.
[[nodiscard]] Said runShell(const QByteArray &text, const QByteArray &input, const QStringList &arguments = {},
                            int seconds = 60);
/// All that lies below a folder, with owner, mode, size, time and contents.
[[nodiscard]] QByteArray everythingBelow(const QByteArray &folder);
void writeAt(const QByteArray &path, const QByteArray &bytes);
/// What archive-job.sh would write of a process.
[[nodiscard]] QByteArray ownerNaming(const QByteArray &pid);
/// All that is made in the folder may be read, written and entered by the other user, whatever the umask says.
/// False where the file system knows no access lists.
bool giveByDefault(const QByteArray &folder);

/// A server with a run that died, and what a stranger does to it.
class PlantedServer
{
public:
    PlantedServer();
    [[nodiscard]] QByteArray at(const char *below) const { return QFile::encodeName(m_folder.path()) + below; }
    [[nodiscard]] QByteArray run(const char *file) const { return at("/archives/.nightkeep/r1/") + file; }
    [[nodiscard]] QByteArray input(RemoteProgram program) const;
    /// As the other user: in the jobs' folder, among the zips and where the demo's answers lie.
    void plant(const QByteArray &what, const QByteArray &bystander) const;

private:
    void putInPlace(const QByteArray &what, const QByteArray &path) const;

    QTemporaryDir m_folder;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <thread>

namespace Nightkeep {

/// A file system of a type that other machines serve ("fuse.sshfs"), mounted on a folder that exists:
/// an empty one that answers, or a dead one, in which every look waits for ever. Needs mounts of one's
/// own (see ownmounts.h) and root; unmounted with the object.
class OwnFuse
{
public:
    OwnFuse(const QString &folder, const QByteArray &type, bool answers);
    ~OwnFuse();
    OwnFuse(const OwnFuse &) = delete;
    OwnFuse &operator=(const OwnFuse &) = delete;

    [[nodiscard]] bool isMounted() const { return m_mounted; }

private:
    void serve() const;

    QByteArray m_folder;
    int m_device = -1;
    bool m_mounted = false;
    std::thread m_server;
};

/// An automounter's folder that nobody serves: a look at anything below it waits for ever.
class OwnAutomount
{
public:
    explicit OwnAutomount(const QString &folder);
    ~OwnAutomount();
    OwnAutomount(const OwnAutomount &) = delete;
    OwnAutomount &operator=(const OwnAutomount &) = delete;

    [[nodiscard]] bool isMounted() const { return m_mounted; }

private:
    QByteArray m_folder;
    int m_pipe[2] = {-1, -1};
    bool m_mounted = false;
};

} // namespace Nightkeep

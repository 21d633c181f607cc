// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// Gives this process mounts of its own, which nobody else sees and which go with it. Works as root
/// and, by a user namespace, as any other user. Call it first in main(), before any thread is there.
/// Gives a sentence where the machine forbids it.
[[nodiscard]] QString enterOwnMounts();

/// A small disk in memory, mounted on a folder that exists; unmounted with the object.
class OwnDisk
{
public:
    OwnDisk(const QString &folder, const QByteArray &size);
    ~OwnDisk();
    OwnDisk(const OwnDisk &) = delete;
    OwnDisk &operator=(const OwnDisk &) = delete;

    [[nodiscard]] bool isMounted() const { return m_mounted; }
    [[nodiscard]] bool setReadOnly(bool readOnly);

private:
    QByteArray m_folder;
    QByteArray m_options;
    bool m_mounted = false;
};

/// Lays a file or folder over itself, read-only or not, which binds root too; taken off with the object.
class OwnCover
{
public:
    OwnCover(const QString &path, bool readOnly);
    ~OwnCover();
    OwnCover(const OwnCover &) = delete;
    OwnCover &operator=(const OwnCover &) = delete;

    [[nodiscard]] bool isMounted() const { return m_mounted; }

private:
    QByteArray m_path;
    bool m_mounted = false;
};

} // namespace Nightkeep

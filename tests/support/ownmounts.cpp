// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ownmounts.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

bool writeFile(const QString &name, const QByteArray &text)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

QString enterOwnMounts()
{
    const QByteArray user = QByteArray::number(::geteuid());
    const QByteArray group = QByteArray::number(::getegid());
    if (::geteuid() == 0) {
        if (::unshare(CLONE_NEWNS) != 0)
            return QStringLiteral("This test needs mounts of its own: unshare: %1. Give the container CAP_SYS_ADMIN.")
                .arg(QString::fromLocal8Bit(std::strerror(errno)));
    } else {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return QStringLiteral("This test needs mounts of its own: unshare: %1. Allow user namespaces.")
                .arg(QString::fromLocal8Bit(std::strerror(errno)));
        if (!writeFile(QStringLiteral("/proc/self/setgroups"), "deny")
            || !writeFile(QStringLiteral("/proc/self/uid_map"), "0 " + user + " 1")
            || !writeFile(QStringLiteral("/proc/self/gid_map"), "0 " + group + " 1"))
            return QStringLiteral("This test needs mounts of its own, but could not map its user.");
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return QStringLiteral("This test could not make its mounts private: %1.")
            .arg(QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

OwnDisk::OwnDisk(const QString &folder, const QByteArray &size)
    : m_folder(QFile::encodeName(folder))
    , m_options("mode=0755,size=" + size)
    , m_mounted(::mount("tmpfs", m_folder.constData(), "tmpfs", 0, m_options.constData()) == 0)
{
}

OwnDisk::~OwnDisk()
{
    if (m_mounted)
        ::umount2(m_folder.constData(), MNT_DETACH);
}

bool OwnDisk::setReadOnly(bool readOnly)
{
    const unsigned long flags = readOnly ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT;
    return ::mount("tmpfs", m_folder.constData(), "tmpfs", flags, m_options.constData()) == 0;
}

OwnCover::OwnCover(const QString &path, bool readOnly)
    : m_path(QFile::encodeName(path))
    , m_mounted(::mount(m_path.constData(), m_path.constData(), nullptr, MS_BIND, nullptr) == 0)
{
    if (m_mounted && readOnly
        && ::mount("none", m_path.constData(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0) {
        ::umount2(m_path.constData(), MNT_DETACH);
        m_mounted = false;
    }
}

OwnCover::~OwnCover()
{
    if (m_mounted)
        ::umount2(m_path.constData(), MNT_DETACH);
}

} // namespace Nightkeep

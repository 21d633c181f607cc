// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/privatefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int MaxParentLength = 55; // leaves room for our name, a socket's name and what ssh adds
constexpr QLatin1String NamePrefix("nightkeep-ssh-");
constexpr int MostTries = 8; // to make one while others tidy up

/// Of the folder itself and no file in it: what tidies up old files, as systemd-tmpfiles, takes no folder with a lock.
/// -1: it is no folder.
int opened(const QString &folder)
{
    return ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/// ssh puts the name of its configuration into a shell's command line for a jump host, and expands signs in paths.
bool isPlain(const QString &path)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9._/+=:,@-]*\\z"));
    return plain.match(path).hasMatch();
}

/// Removed are those of this user whose lock nobody holds. A number of a process would not tell: one in another
/// namespace of them, as of a container, is not seen, and numbers come again. The lock is held meanwhile: whoever is
/// just making the folder finds out.
void removeLeftovers(const QString &parent)
{
    const QFileInfoList folders = QDir(parent).entryInfoList({NamePrefix + QStringLiteral("*")},
                                                             QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        const int lock = opened(folder.filePath());
        struct stat status = {};
        if (lock >= 0 && ::fstat(lock, &status) == 0 && status.st_uid == ::geteuid()
            && ::flock(lock, LOCK_EX | LOCK_NB) == 0)
            QDir(folder.filePath()).removeRecursively();
        if (lock >= 0)
            ::close(lock);
    }
}

/// Whether the folder is there and nobody else's. A disk without locks, as over a network, has none to take, and there
/// nothing is removed either.
bool holdFolder(int lock, const QString &folder)
{
    if (lock < 0 || (::flock(lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK))
        return false;
    struct stat held = {};
    struct stat named = {};
    return ::fstat(lock, &held) == 0 && ::lstat(QFile::encodeName(folder).constData(), &named) == 0
        && held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

} // namespace

PrivateFolder::PrivateFolder(const QString &parent)
{
    for (const QString &candidate :
         {parent, qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath(), QStringLiteral("/tmp")}) {
        if (candidate.isEmpty() || QFile::encodeName(candidate).size() > MaxParentLength || !isPlain(candidate)
            || !QFileInfo(candidate).isDir())
            continue;
        removeLeftovers(candidate);
        for (int i = 0; i < MostTries; ++i) {
            m_folder = std::make_unique<QTemporaryDir>(
                QDir(candidate).filePath(NamePrefix + QStringLiteral("XXXXXX"))); // made with mode 0700
            if (!m_folder->isValid())
                break;
            m_lock = opened(m_folder->path());
            if (holdFolder(m_lock, m_folder->path()))
                return;
            release();
        }
        m_folder.reset();
    }
}

PrivateFolder::~PrivateFolder()
{
    m_folder.reset(); // while it is held
    release();
}

void PrivateFolder::release()
{
    if (m_lock >= 0)
        ::close(std::exchange(m_lock, -1));
}

QString PrivateFolder::path() const
{
    return m_folder ? m_folder->path() : QString();
}

QString PrivateFolder::newPath(const QString &prefix) const
{
    return m_folder->filePath(prefix + QString::number(++m_count));
}

} // namespace Nightkeep

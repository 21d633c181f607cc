// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/privatefolder.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <cstdio>
#include <sys/file.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr int MaxParentLength = 55; // leaves room for our name, a socket's name and what ssh adds
constexpr QLatin1String NamePrefix("nightkeep-ssh-");
constexpr QLatin1String LockName("lock");

/// Whether nobody lives in the folder any more. A number of a process would not tell: one in another
/// namespace of them, as of a container, is not seen, and numbers come again.
bool isLeftOver(const QFileInfo &folder)
{
    QFile lock(QDir(folder.filePath()).filePath(LockName));
    if (lock.exists())
        return lock.open(QIODevice::ReadOnly) && ::flock(lock.handle(), LOCK_EX | LOCK_NB) == 0;
    // Its program was killed while it made the folder, or is just making it.
    return folder.lastModified().secsTo(QDateTime::currentDateTime()) > 24 * 60 * 60;
}

/// ssh puts the name of its configuration into a shell's command line for a jump host, and expands signs in paths.
bool isPlain(const QString &path)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9._/+=:,@-]*\\z"));
    return plain.match(path).hasMatch();
}

void removeLeftovers(const QString &parent)
{
    const QFileInfoList folders = QDir(parent).entryInfoList({NamePrefix + QStringLiteral("*")},
                                                             QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        if (folder.ownerId() == ::geteuid() && isLeftOver(folder))
            QDir(folder.filePath()).removeRecursively();
    }
}

/// Under its name the file is locked from the beginning: nobody finds it free and takes the folder for left over.
bool lockFolder(QFile &lock, const QDir &folder)
{
    lock.setFileName(folder.filePath(QStringLiteral("new-lock")));
    return lock.open(QIODevice::WriteOnly | QIODevice::NewOnly) && ::flock(lock.handle(), LOCK_EX | LOCK_NB) == 0
        && std::rename(QFile::encodeName(lock.fileName()).constData(),
                       QFile::encodeName(folder.filePath(LockName)).constData())
        == 0;
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
        m_folder = std::make_unique<QTemporaryDir>(
            QDir(candidate).filePath(NamePrefix + QStringLiteral("XXXXXX"))); // made with mode 0700
        if (m_folder->isValid() && lockFolder(m_lock, QDir(m_folder->path())))
            return;
        m_lock.close();
        m_folder.reset();
    }
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

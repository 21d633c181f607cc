// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/privatefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr int MaxParentLength = 55; // leaves room for our name, a socket's name and what ssh adds
const auto NamePrefix = QLatin1String("nightkeep-");

/// ssh puts the name of its configuration into a shell's command line for a jump host, and expands signs in paths.
bool isPlain(const QString &path)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9._/+=:,@-]*\\z"));
    return plain.match(path).hasMatch();
}

void removeLeftovers(const QString &parent)
{
    const QFileInfoList folders = QDir(parent).entryInfoList({NamePrefix + QStringLiteral("*-*")},
                                                             QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        bool isNumber = false;
        const int process = folder.fileName().section(QLatin1Char('-'), 1, 1).toInt(&isNumber);
        if (isNumber && process > 1 && folder.ownerId() == ::getuid() && ::kill(process, 0) != 0 && errno == ESRCH)
            QDir(folder.filePath()).removeRecursively();
    }
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
        const QString name = NamePrefix + QString::number(::getpid()) + QStringLiteral("-XXXXXX");
        m_folder = std::make_unique<QTemporaryDir>(QDir(candidate).filePath(name)); // made with mode 0700
        if (m_folder->isValid())
            return;
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

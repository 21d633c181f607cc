// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wholefile.h"

#include "app/apptr.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

#include <cerrno>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

constexpr qint64 largestImport = 256LL * 1024 * 1024;

/// Opens it so that nobody else can open it meanwhile: it has its mode from the beginning.
bool openPrivately(QSaveFile &file)
{
    // The new one gets the mode of the old one as it is opened: a reader of that moment would keep it.
    const QByteArray name = QFile::encodeName(file.fileName());
    struct stat old = {};
    const bool isOurs = ::stat(name.constData(), &old) == 0 && S_ISREG(old.st_mode) && old.st_uid == ::geteuid();
    if (isOurs)
        ::chmod(name.constData(), old.st_mode & (S_IRUSR | S_IWUSR)); // no more than it had: it may be protected
    static std::mutex mutex; // there is one mask of modes for all threads
    const std::scoped_lock lock(mutex);
    const mode_t before = ::umask(S_IRWXG | S_IRWXO);
    const bool opened = file.open(QIODevice::WriteOnly);
    ::umask(before);
    if (!opened && isOurs)
        ::chmod(name.constData(), old.st_mode & 07777);
    // One that is replaced had perhaps another. A disk without modes, as of a stick, refuses, and is written all the
    // same.
    if (opened && !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        file.unsetError();
    return opened;
}

} // namespace

Result<QByteArray> readWholeFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.exists())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no file \"%1\".").arg(fileName));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("\"%1\" cannot be read: %2").arg(fileName, file.errorString()));
    const QByteArray contents = file.read(largestImport + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Failed, AppTr::tr("\"%1\" cannot be read: %2").arg(fileName, file.errorString()));
    if (contents.size() > largestImport)
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is too large to be read.").arg(fileName));
    return contents;
}

Result<void> writeWholeFile(const QString &fileName, const QByteArray &contents)
{
    const QFileInfo info(fileName);
    // A pipe or a device has no earlier contents to save, and must not become a file.
    const bool isSpecial = info.exists() && !info.isFile() && !info.isDir();
    QSaveFile saved(fileName);
    QFile special(fileName);
    QFileDevice &file = isSpecial ? static_cast<QFileDevice &>(special) : saved;
    const bool opened = isSpecial ? special.open(QIODevice::WriteOnly) : openPrivately(saved);
    if (!opened || file.write(contents) != contents.size() || !file.flush() || !(isSpecial || saved.commit())) {
        const bool readOnly = file.error() == QFileDevice::PermissionsError || file.error() == QFileDevice::OpenError;
        const QString noSpace = qt_error_string(ENOSPC);
        // Where a part could still be written, Qt gives no reason.
        const bool full =
            !readOnly && (file.errorString() == noSpace || QStorageInfo(info.path()).bytesAvailable() == 0);
        return fail(full           ? ErrorKind::DiskFull
                        : readOnly ? ErrorKind::PermissionDenied
                                   : ErrorKind::Failed,
                    AppTr::tr("\"%1\" cannot be written: %2").arg(fileName, full ? noSpace : file.errorString()),
                    AppTr::tr("Choose another place; what was there is unchanged."));
    }
    return {};
}

} // namespace Nightkeep

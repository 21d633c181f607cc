// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/copyfiles.h"

#include "app/apptr.h"
#include "app/archive/copyreader.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep {

namespace {

Unexpected copyNotWritten(const QString &fileName, int why)
{
    const bool isFull = why == ENOSPC || why == EDQUOT;
    return fail(isFull                              ? ErrorKind::DiskFull
                    : why == EROFS                  ? ErrorKind::ReadOnly
                    : why == EACCES || why == EPERM ? ErrorKind::PermissionDenied
                    : why == ENOENT                 ? ErrorKind::NotFound
                                                    : ErrorKind::Failed,
                AppTr::tr("\"%1\" cannot be written: %2").arg(visibleText(fileName), qt_error_string(why)),
                isFull ? AppTr::tr("Make room there, or choose another place. Nothing of the copy was kept.")
                       : AppTr::tr("Choose another place. Nothing of the copy was kept."));
}

Unexpected isThere(const QString &fileName)
{
    return fail(ErrorKind::Conflict, AppTr::tr("There is a file \"%1\" already.").arg(visibleText(fileName)),
                AppTr::tr("Choose another name, or say that it may be replaced."));
}

Result<void> hasRoom(const QString &folder, qint64 bytes)
{
    const qint64 free = CopyFiles().freeBytes(folder);
    if (free < 0 || free >= bytes)
        return {};
    return fail(ErrorKind::DiskFull,
                AppTr::tr("The copy has %1, and there is room for %2 in \"%3\".")
                    .arg(bytesInWords(bytes), bytesInWords(free), visibleText(folder)),
                AppTr::tr("Make room there, or choose another place."));
}

/// A name is on the disk when its folder is.
void syncFolderOf(const QString &fileName)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(fileName).path()).constData(), O_RDONLY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

Unexpected copyNotRead(const QString &fileName, int why)
{
    return fail(why == ENOENT || why == ENOTDIR || why == ELOOP ? ErrorKind::NotFound
                    : why == EACCES || why == EPERM             ? ErrorKind::PermissionDenied
                                                                : ErrorKind::Failed,
                AppTr::tr("\"%1\" cannot be read: %2").arg(visibleText(fileName), qt_error_string(why)),
                AppTr::tr("See whether its disk is there, and whether you may read it."));
}

/// Of what lies on the disk, not of what this machine still has in memory.
Result<QByteArray> sumOfFile(int file, const QString &fileName, const CancelToken &cancel, const ProgressSink &progress)
{
    constexpr qsizetype atOnce = 1024 * 1024;
    struct stat is = {};
    if (::fstat(file, &is) != 0)
        return copyNotRead(fileName, errno);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QByteArray bytes(atOnce, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        if (cancel.isCancelled())
            return fail(ErrorKind::Cancelled, AppTr::tr("Stopped before all was read."));
        const ssize_t got = ::pread(file, bytes.data(), size_t(bytes.size()), off_t(done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return copyNotRead(fileName, errno);
        if (got == 0)
            return sha256.result().toHex();
        sha256.addData(QByteArrayView(bytes.constData(), got));
        done += got;
        if (progress)
            progress({done, qint64(is.st_size), true, AppTr::tr("Reading it back")});
    }
}

class ArrivingFile final : public ArrivingCopy
{
public:
    /// Below `folder`, which goes with it; else beside its name.
    ArrivingFile(QString fileName, bool replaces, std::unique_ptr<QTemporaryDir> folder)
        : m_folder(std::move(folder))
        , m_name(std::move(fileName))
        , m_part(m_name + QStringLiteral(".part"))
        , m_replaces(replaces)
    {
    }
    ~ArrivingFile() override
    {
        m_file.close();
        if (m_isThere)
            ::unlink(QFile::encodeName(m_part).constData());
    }
    Q_DISABLE_COPY_MOVE(ArrivingFile)

    [[nodiscard]] Result<void> open()
    {
        const int file =
            ::open(QFile::encodeName(m_part).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (file < 0 && errno == EEXIST)
            return fail(ErrorKind::Conflict,
                        AppTr::tr("Something is being fetched into \"%1\" already, or was left there.")
                            .arg(visibleText(m_part)),
                        AppTr::tr("Remove that file if nobody is fetching, or choose another name."));
        if (file < 0)
            return copyNotWritten(m_part, errno);
        m_isThere = true;
        if (!m_file.open(file, QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
            return copyNotWritten(m_part, errno);
        return {};
    }

    [[nodiscard]] Result<void> add(QByteArrayView bytes) override
    {
        errno = 0;
        if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
            return copyNotWritten(m_part, errno == 0 ? ENOSPC : errno); // a part of it could be written
        return {};
    }

    [[nodiscard]] Result<ReadCopy> readThrough(const CancelToken &cancel) override { return readCopy(m_file, cancel); }

    [[nodiscard]] Result<QByteArray> readBack(const CancelToken &cancel, const ProgressSink &progress) override
    {
        if (::fsync(m_file.handle()) != 0)
            return copyNotWritten(m_part, errno);
        return sumOfFile(m_file.handle(), m_part, cancel, progress);
    }

    [[nodiscard]] Result<void> keep() override
    {
        if (::fsync(m_file.handle()) != 0)
            return copyNotWritten(m_part, errno);
        const QByteArray part = QFile::encodeName(m_part);
        const QByteArray name = QFile::encodeName(m_name);
        // A second name is given only where there is none; some file systems know no second names.
        if (!m_replaces && ::link(part.constData(), name.constData()) == 0) {
            syncFolderOf(m_name);
            return {};
        }
        if (!m_replaces && (errno == EEXIST || QFileInfo::exists(m_name)))
            return isThere(m_name);
        if (std::rename(part.constData(), name.constData()) != 0)
            return copyNotWritten(m_name, errno);
        m_isThere = false;
        syncFolderOf(m_name);
        return {};
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_name;
    QString m_part;
    QFile m_file;
    bool m_replaces;
    bool m_isThere = false; ///< the part
};

Result<std::unique_ptr<ArrivingCopy>> opened(std::unique_ptr<ArrivingFile> file)
{
    if (const Result<void> open = file->open(); !open)
        return fail(open.error());
    return std::unique_ptr<ArrivingCopy>(std::move(file));
}

} // namespace

Result<std::unique_ptr<ArrivingCopy>> CopyFiles::begin(const QString &fileName, qint64 bytes, bool replaces)
{
    const QFileInfo info(fileName);
    if (info.isDir() || (info.exists() && !info.isFile()))
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no file.").arg(visibleText(fileName)),
                    AppTr::tr("Name the file that the copy is to become."));
    if (info.exists() && !replaces)
        return isThere(fileName);
    if (const Result<void> room = hasRoom(info.path(), bytes); !room)
        return fail(room.error());
    return opened(std::make_unique<ArrivingFile>(fileName, replaces, nullptr));
}

Result<FileHere> CopyFiles::look(const QString &fileName, bool read, const CancelToken &cancel,
                                 const ProgressSink &progress)
{
    QFile file; // closes it
    const int handle = ::open(QFile::encodeName(fileName).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (handle < 0) {
        const int why = errno;
        // A disk that is not mounted says nothing of what is on it.
        if ((why == ENOENT || why == ENOTDIR) && !QFileInfo(QFileInfo(fileName).path()).isDir())
            return fail(ErrorKind::Unreachable,
                        AppTr::tr("The folder of \"%1\" is not there.").arg(visibleText(fileName)),
                        AppTr::tr("See whether its disk is mounted, then ask again."));
        return copyNotRead(fileName, why);
    }
    if (!file.open(handle, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        ::close(handle);
        return copyNotRead(fileName, EIO);
    }
    struct stat is = {};
    if (::fstat(handle, &is) != 0)
        return copyNotRead(fileName, errno);
    if (!S_ISREG(is.st_mode))
        return copyNotRead(fileName, ENOENT);
    if (!read)
        return FileHere {qint64(is.st_size), {}};
    const Result<QByteArray> sum = sumOfFile(handle, fileName, cancel, progress);
    if (!sum)
        return fail(sum.error());
    return FileHere {qint64(is.st_size), *sum};
}

qint64 CopyFiles::freeBytes(const QString &folder) const
{
    return QStorageInfo(folder).bytesAvailable();
}

Result<std::unique_ptr<ArrivingCopy>> CopyFiles::beginUnkept(qint64 bytes)
{
    auto folder = std::make_unique<QTemporaryDir>(); // nobody else may enter it
    if (!folder->isValid())
        return fail(ErrorKind::ReadOnly,
                    AppTr::tr("There is no folder for temporary files: %1").arg(folder->errorString()),
                    AppTr::tr("See whether its disk is full or read-only."));
    if (const Result<void> room = hasRoom(folder->path(), bytes); !room)
        return fail(room.error());
    const QString name = folder->filePath(QStringLiteral("copy"));
    return opened(std::make_unique<ArrivingFile>(name, false, std::move(folder)));
}

} // namespace Nightkeep

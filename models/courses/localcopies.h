// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/courses/foundfile.h"

#include <QByteArrayView>

#include <memory>

namespace Nightkeep {

/// What reading a backup through has shown: as resources/remote/backups.sh sees it.
struct ReadCopy
{
    ZipCheck check;
    BackupInside inside;
    bool operator==(const ReadCopy &) const = default;
};

/// A file that comes to this machine, for its person's eyes alone. Unless it is kept, it goes with the object.
class ArrivingCopy
{
public:
    virtual ~ArrivingCopy() = default;
    [[nodiscard]] virtual Result<void> add(QByteArrayView bytes) = 0;
    /// Once all has come: every byte, and whether all is inside. Nothing is unpacked to a disk.
    [[nodiscard]] virtual Result<ReadCopy> readThrough(const CancelToken &cancel) = 0;
    /// The SHA-256, in hexadecimal, of what lies on the disk once all has come.
    [[nodiscard]] virtual Result<QByteArray> readBack(const CancelToken &cancel, const ProgressSink &progress) = 0;
    /// Under its name, once it is on the disk. Conflict where there is such a file by now that is not to be replaced.
    [[nodiscard]] virtual Result<void> keep() = 0;
};

/// A file of this machine.
struct FileHere
{
    qint64 bytes = -1;
    QByteArray sha256; ///< hex; empty: it was not read
};

/// Where copies come to on this machine. Thread-safe.
class LocalCopies
{
public:
    virtual ~LocalCopies() = default;
    /// Comes as "<file>.part" beside it. Conflict where there is one of either name; DiskFull where there is no room
    /// for so many bytes.
    [[nodiscard]] virtual Result<std::unique_ptr<ArrivingCopy>> begin(const QString &fileName, qint64 bytes,
                                                                      bool replaces) = 0;
    /// One that came earlier; with its hash where it is to be `read` from its first byte to its last. NotFound where
    /// there is no file of that name itself, Unreachable where even its folder is not there.
    [[nodiscard]] virtual Result<FileHere> look(const QString &fileName, bool read, const CancelToken &cancel,
                                                const ProgressSink &progress) = 0;
    /// On the file system of a folder, for its person; -1: nobody knows.
    [[nodiscard]] virtual qint64 freeBytes(const QString &folder) const = 0;
    /// In a private folder, to be looked at and never kept.
    [[nodiscard]] virtual Result<std::unique_ptr<ArrivingCopy>> beginUnkept(qint64 bytes) = 0;
};

} // namespace Nightkeep

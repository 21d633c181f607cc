// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/servers/remotehost.h"

#include <QDateTime>

#include <functional>

namespace Nightkeep {

/// A file that resources/remote/fetch.sh is asked for, as it was listed.
struct CopyOrder
{
    BytePath folder; ///< absolute; links on the way to it are followed, and none below it
    BytePath path; ///< below it
    qint64 bytes = 0; ///< -1: as many as the program says
    QDateTime modified;
};

/// Another program that gives a file as fetch.sh does.
struct CopyProgram
{
    RemoteProgram program = RemoteProgram::Fetch;
    qint64 mostBytes = 0; ///< of a file whose size only the program knows
    std::function<Error(const FrameRecord &refused, const QString &server)> refusal = {}; ///< in words
};

/// The program's input, but for the root.
[[nodiscard]] QByteArrayList copyFields(const CopyOrder &order);

/// What fetch.sh answers, as it comes: a frame of
///   file(bytes, mtime) bytes() whole(SHA-256; empty where no tool there can tell) finished()
/// with the file's own bytes behind bytes(), which are no field of it; or refused(code) finished().
/// What stands around the file has at most 64 KiB, and the file as many bytes as were asked for: more is Damaged.
/// Each byte is looked at once.
class CopyStream
{
public:
    /// `file` takes the file's bytes.
    CopyStream(CopyOrder order, OutputSink file, CopyProgram by = {});

    [[nodiscard]] Result<void> take(QByteArrayView bytes);
    /// Once the program has ended well: what it says the SHA-256 is, in hexadecimal; empty where it could not tell.
    /// Incomplete where not all has come, Stale where the file is another by now, NotFound, PermissionDenied.
    [[nodiscard]] Result<QByteArray> finish(const QString &server) const;
    [[nodiscard]] qint64 taken() const { return m_taken; } ///< of the file

private:
    [[nodiscard]] Result<void> takeFrame(QByteArrayView bytes);
    [[nodiscard]] Result<void> takeSize();

    CopyProgram m_by;
    CopyOrder m_order;
    OutputSink m_file;
    QByteArray m_frame; ///< what stands around the file
    bool m_hasBegun = false;
    qint64 m_taken = 0;
};

} // namespace Nightkeep

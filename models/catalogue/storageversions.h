// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/frame.h"

#include <QDateTime>
#include <QStringList>

namespace Nightkeep {

/// A version of a file that the storage manager keeps, as "query backup -inactive" lists it.
struct StorageVersion
{
    BytePath path;
    qint64 bytes = -1;
    bool inKilobytes = false; ///< so that `bytes` is true to one KiB
    QDateTime backedUp; ///< UTC; invalid: not understood
    QString managementClass; ///< empty: not said
    bool isActive = false; ///< the file was there when it was last backed up
    bool operator==(const StorageVersion &) const = default;
};

/// The rows of the client's answer, of any age: with a unit or without, the date in any order, which its banner, held
/// against `now`, or the other rows tell; `now` in the server's zone. What is no row is passed over, and so is a line
/// of more than 16 KiB. Each line is looked at a few times.
[[nodiscard]] QList<StorageVersion> parseQueryBackup(const QByteArray &text, const QDateTime &now);

struct StorageVersions
{
    QList<StorageVersion> versions;
    QDateTime askedAt; ///< UTC, by the server's clock
    QStringList problems; ///< sentences: of which folders the answer is not whole
};

/// What is asked: a folder without characters that mean something to the client, and a name in it that may hold stars.
/// BadInput where it does.
[[nodiscard]] Result<BytePath> storageQuestion(const BytePath &folder, const QByteArray &name);
/// The input of resources/remote/storage-versions.sh, but for the root.
[[nodiscard]] QByteArrayList storageVersionsFields(int seconds, qint64 bytes, const QList<BytePath> &questions);
/// Reads its records. NotFound with a sentence where there is no client, or it gave no answer to any question that
/// could be understood. One without rows that says so (ANS1092W) is an answer: nothing.
[[nodiscard]] Result<StorageVersions> readStorageVersions(const QList<FrameRecord> &records);

} // namespace Nightkeep

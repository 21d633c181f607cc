// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/storage/mount.h"
#include "models/storage/storagemanager.h"

#include <QByteArray>

namespace Nightkeep {

/// What the storage manager's client (dsmc) prints, read by label, message number and the shape of
/// a line, never by column: its columns, dates and languages differ from version to version.

/// One server's. Those in use have some dozens.
constexpr qsizetype MostFileSpaces = 5000;

/// Rows of `dsmc query filespace`. NotFound with a sentence if it names no file space and does not
/// say that there is none (ANS1092W), or more than MostFileSpaces. Dates are of the server's zone.
[[nodiscard]] Result<QList<FileSpace>> readFileSpaces(const QByteArray &text, int exitStatus, int offsetSeconds);

/// What a plain incremental takes.
struct ClientDomain
{
    QList<BytePath> taken; ///< mount points and virtual mount points
    bool allLocal = false; ///< some of them are our reading of ALL-LOCAL, which the client may read otherwise
    QList<BytePath> without; ///< taken away by name
};

/// From `dsmc query options domain` and from the DOMAIN values of the client's files. All of them add up;
/// ALL-LOCAL, which is also what no value means, stands for the local file systems among `mounts`; "-/temp"
/// takes one away. NotFound if the text has no such line: the files alone lack what the server adds. Or if
/// ALL-LOCAL cannot be worked out because no mounts are known, or if there is another keyword of its kind
/// (ALL-...): what that takes is not known.
[[nodiscard]] Result<ClientDomain> readDomain(const QByteArray &text, int exitStatus, const QList<Mount> &mounts,
                                              const QList<QByteArray> &fileValues = {});

/// Whether an answer has more than 16 MiB or 200,000 lines. None of dsmc's has; the readers say that it was not
/// understood. Each line is read once, so they take no cancel token.
[[nodiscard]] bool isBeyondMeasure(const QByteArray &answer);

/// NotFound, with a sentence, for an answer without what was asked for: out of time, the client's own
/// first error, or not understood. `question` is what dsmc was asked.
[[nodiscard]] Unexpected storageManagerSilence(const QByteArray &text, int exitStatus, const QString &question);

} // namespace Nightkeep

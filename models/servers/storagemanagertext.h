// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/serversnapshot.h"

#include <QByteArray>

namespace Nightkeep {

/// What the storage manager's client (dsmc) prints, read by label, message number and the shape of
/// a line, never by column: its columns, dates and languages differ from version to version.

/// Rows of `dsmc query filespace`. NotFound with a sentence if it names no file space and does not
/// say that there is none (ANS1092W). Dates are of the server's zone.
[[nodiscard]] Result<QList<FileSpace>> readFileSpaces(const QByteArray &text, int exitStatus, int offsetSeconds);

/// The mount points that a plain incremental takes, from `dsmc query options domain`. Several lines
/// add up; ALL-LOCAL, which is also what no value means, stands for the local file systems among
/// `mounts`; "-/temp" takes one away. NotFound if the text has no such line, or if ALL-LOCAL cannot be
/// worked out because no mounts are known.
[[nodiscard]] Result<QList<BytePath>> readDomain(const QByteArray &text, int exitStatus, const QList<Mount> &mounts);

} // namespace Nightkeep

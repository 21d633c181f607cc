// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// Whether a file system of this type is shared over a network, so that SQLite's write-ahead log,
/// which needs memory shared between programs, is not safe on it (sqlite.org, "Write-Ahead Logging").
[[nodiscard]] bool isNetworkFileSystem(const QByteArray &type);

[[nodiscard]] bool isOnNetworkDisk(const QString &fileName);

} // namespace Nightkeep

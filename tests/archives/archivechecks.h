// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/archives/archiveworld.h"

namespace Nightkeep {

[[nodiscard]] QByteArrayList archiveJobPoints(); ///< as the job itself names them
/// A hash of all that must not change: the archive "old", its manifest and the zips.
[[nodiscard]] QByteArray earlierBytes(const ArchiveWorld &world);
/// Whether the archive has its name and its manifest by then.
[[nodiscard]] bool isAfterTheEnd(const QByteArray &point);
/// A complete run whose hash is that of the file that is there.
[[nodiscard]] bool provenComplete(const ArchiveWorld &world, const ArchiveRecord &record);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

#include <optional>

namespace Nightkeep {

/// One member as its raw header says, in the tar's order.
struct RawMember
{
    BytePath path;
    qint64 bytes = 0;
    QDateTime modified;
    qint64 dataOffset = 0;
    char kind = '0';
};

/// Walks a skeleton's headers (ustar, and GNU's long names) checking each header's checksum and that
/// one follows the other. Damaged names the offset. So is a tar of more than 500,000 members, one whose path leads
/// upwards and one whose time lies outside the years from 1990 to 2100. Each block is read once, and an answer
/// has fewer than 65,536 (MaxFrameBytes, two digits a byte), so there is no cancel token.
[[nodiscard]] Result<QList<RawMember>> walkTar(const TarSkeleton &tar);

/// The size of what follows a header block; nullopt where it is none.
[[nodiscard]] std::optional<qint64> sizeInTarHeader(const QByteArray &header);

} // namespace Nightkeep

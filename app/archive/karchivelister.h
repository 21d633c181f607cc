// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

namespace Nightkeep {

/// Lists a tar with KArchive, over the headers alone; nothing is ever extracted.
///
/// KArchive turns names into text, which loses bytes that are not UTF-8 (and makes one of two names
/// that differ only there). So the names' bytes come from the raw headers, found by the position that
/// KArchive gives for each member's data; size and time must be the same by both readings. A member
/// that only one of the two sees makes the archive Damaged, except where KArchive's own text for it is
/// shared with another member. An archive with a member of 8 GiB or more is read from the raw headers
/// alone, for KArchive cannot read such sizes. Thread-safe: keeps nothing.
class KArchiveLister final : public TarLister
{
public:
    [[nodiscard]] Result<QList<ArchiveMember>> list(const TarSkeleton &tar) const override;
};

} // namespace Nightkeep

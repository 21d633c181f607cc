// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"
#include "models/base/columntable.h"

namespace Nightkeep {

/// The members of a finished archive, in the tar's order, with what the include list says of each.
struct ArchiveContentsTable
{
    enum Column { CheckColumn, ZipColumn, PathColumn, BytesColumn, ModifiedColumn, ColumnCount };
    [[nodiscard]] static TableDescription<ArchiveMember> description();
};

/// "All 38 members are as the include list says.", or how many are not.
[[nodiscard]] PageAnswer contentsAnswer(const ArchiveContents &contents);

} // namespace Nightkeep

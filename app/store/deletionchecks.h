// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/numberedvalues.h"
#include "models/archives/deletioncheck.h"

namespace Nightkeep {

// What was answered before courses were deleted, by its number. The head is a row of its own, as lists show it alone;
// the courses are packed ("deletion-check-course"), and so is the list as it was given ("deletion-check-list").

template<> inline constexpr const char *CollectionOf<DeletionCheckHead> = "deletion-check";

[[nodiscard]] QList<DeletionCheck> deletionChecksByNumber(Collections &values);
void putDeletionCheck(Collections &values, const DeletionCheck &check);

} // namespace Nightkeep

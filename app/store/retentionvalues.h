// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/numberedvalues.h"
#include "models/retention/legalhold.h"
#include "models/retention/promise.h"

namespace Nightkeep {

// What people said of retention: promises by their key, which may name a category and be longer than a row's key; holds
// and erasure records by their number.

template<> inline constexpr const char *CollectionOf<Promise> = "promise";
template<> inline constexpr const char *CollectionOf<LegalHold> = "legal-hold";
template<> inline constexpr const char *CollectionOf<ErasureRecord> = "erasure";

void putPromise(Collections &values, const Promise &promise);
/// A hold or an erasure record, by the number that it has.

} // namespace Nightkeep

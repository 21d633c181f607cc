// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/deletionchecks.h"
#include "models/retention/legalhold.h"
#include "models/retention/promise.h"

#include <algorithm>

namespace Nightkeep {

// What people said of retention: promises by their key, which may name a category and be longer than a row's key; holds
// and erasure records by their number.

template<> inline constexpr const char *CollectionOf<Promise> = "promise";
template<> inline constexpr const char *CollectionOf<LegalHold> = "legal-hold";
template<> inline constexpr const char *CollectionOf<ErasureRecord> = "erasure";

void putPromise(Collections &values, const Promise &promise);
/// A hold or an erasure record, by the number that it has.
template<Described T> void putNumbered(Collections &values, const T &value)
{
    values.put(deletionCheckKey(value.number), value);
}
/// Gives it the next number.
template<Described T> void addNumbered(Collections &values, T &value)
{
    const QMap<QByteArray, T> present = values.all<T>();
    value.number = present.isEmpty() ? 1 : present.last().number + 1;
    putNumbered(values, value);
}
template<Described T> [[nodiscard]] QList<T> newestNumbered(Collections &values)
{
    QList<T> newest = values.all<T>().values();
    std::reverse(newest.begin(), newest.end());
    return newest;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"

namespace Nightkeep {

/// A described value from the text of a column, read strictly; Damaged where it is none. `what` names it for
/// people.
template<Described T>
[[nodiscard]] Result<T> fromPayload(const SealedTables &tables, const QVariant &payload, const QString &what)
{
    Result<T> value = fromJsonText<T>(textOf(payload).toUtf8(), what);
    if (!value)
        return fail(damagedError(tables.connection().location(), value.error().message));
    return value;
}

template<Described T> [[nodiscard]] QString toPayload(const T &value)
{
    return compactJson(toJson(value));
}

/// Whether both would be stored alike.
template<Described T> [[nodiscard]] bool storedAlike(const T &one, const T &other)
{
    return toJson(one) == toJson(other);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/json.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QVariant>

namespace Nightkeep {

/// Drivers disagree on whether a text column with a binary collation is text or bytes.
[[nodiscard]] QString textOf(const QVariant &value);

/// Bytes that are never null: a null one would be bound as NULL.
[[nodiscard]] QByteArray storableBytes(const QByteArray &bytes);

/// The key of a name: case folded UTF-8. BadInput for an empty or overlong name; `what` names it for
/// people ("server").
[[nodiscard]] Result<QByteArray> keyOf(const QString &name, const QString &what);

/// The same for looking up, where a name that cannot be a key is simply not there.
[[nodiscard]] QByteArray lookupKey(const QString &name);

} // namespace Nightkeep

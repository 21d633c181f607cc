// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QVariant>

namespace Nightkeep {

/// Text as every dialect gives it back: never null, and without lone surrogates, which UTF-8 has no
/// room for and which would else break the audit log's hashes.
[[nodiscard]] QString storable(const QString &text);

/// Drivers disagree on whether a text column with a binary collation is text or bytes.
[[nodiscard]] QString textOf(const QVariant &value);

/// Bytes that are never null: a null one would be bound as NULL.
[[nodiscard]] QByteArray storableBytes(const QByteArray &bytes);

/// "2008-11-29T03:15:00.000Z"; empty for an invalid moment.
[[nodiscard]] QString momentText(const QDateTime &moment);
/// Invalid for an empty text and for one that is no moment in that form.
[[nodiscard]] QDateTime momentFromText(const QString &text);

/// The key of a name: case folded UTF-8. BadInput for an empty or overlong name; `what` names it for
/// people ("server").
[[nodiscard]] Result<QByteArray> keyOf(const QString &name, const QString &what);

/// The same for looking up, where a name that cannot be a key is simply not there.
[[nodiscard]] QByteArray lookupKey(const QString &name);

} // namespace Nightkeep

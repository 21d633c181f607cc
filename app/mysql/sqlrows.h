// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace Nightkeep {

/// How many bytes a value of this type has in a binary row; -1: as many as the row says; -2: a time, so too, but only
/// certain lengths; nothing: no such type.
[[nodiscard]] std::optional<int> sqlValueWidth(int type);
/// Whether Qt's driver takes the length of each value for a buffer, instead of what the column announces.
[[nodiscard]] bool isSqlBlob(int type);

/// Whether all values of a row lie within it.
[[nodiscard]] bool isSoundTextRow(QByteArrayView payload, qsizetype columns);
[[nodiscard]] bool isSoundBinaryRow(QByteArrayView payload, const QList<int> &widths);

} // namespace Nightkeep

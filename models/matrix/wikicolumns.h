// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"

#include <QHash>
#include <QList>

#include <optional>

namespace Nightkeep {

/// What a column of the matrix holds.
enum class MatrixColumn {
    Name,
    Os,
    Service,
    Web,
    StorageNode,
    Current,
    Wanted,
    Policy,
    Archive,
};

/// The column that a heading means, whatever its case, spacing, emphasis and small words; nullopt for
/// one that means none of them. A blank heading is the storage node.
[[nodiscard]] std::optional<MatrixColumn> columnOfHeading(const WikiCell &heading);

/// Where each column stands; empty unless the headings are those of a matrix. Of two headings that
/// mean the same, the first counts that is not blank.
[[nodiscard]] QHash<MatrixColumn, qsizetype> matrixColumns(const QList<WikiCell> &headings);

/// The table without the columns left of the servers' names that only number its rows.
[[nodiscard]] WikiTable withoutNumbering(const WikiTable &table);

/// The name of the field of Server that a column fills: "os", "wanted".
[[nodiscard]] QString fieldOfColumn(MatrixColumn column);

} // namespace Nightkeep

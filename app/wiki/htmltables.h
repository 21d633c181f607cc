// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"

#include <QByteArray>

namespace Nightkeep {

/// The tables of HTML text (UTF-8), whole pages and fragments, however broken. A table inside a
/// table is one of its own, and its text that of the cell too; the order is that of their beginnings.
/// Nothing is loaded from anywhere. BadInput for a page beyond all measure (rows, cells, nesting), hostile
/// rather than large, for one that was cut off within a table or a tag, and for elements of the wiki's storage
/// format.
/// Call xmlInitParser() once before the first use on several threads.
[[nodiscard]] Result<QList<WikiTable>> htmlTables(const QByteArray &html);

} // namespace Nightkeep

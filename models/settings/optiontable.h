// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"
#include "models/settings/backupoption.h"

#include <QPair>

namespace Nightkeep {

/// What a page's table "Option ... Option we have chosen" says, by the options' names in Moodle's database, which
/// stand below their titles there.
struct OptionTable
{
    QList<QPair<QString, QString>> chosen; ///< name and stored text, in the page's order
    QList<SkippedRow> skipped; ///< rows, and parts of them, that were not taken, each with the reason
};

/// From all tables of a page that are one; nothing where none is. A blank cell chooses nothing; of an option that
/// stands twice, the first row counts. Headings between the rows are passed over.
[[nodiscard]] OptionTable readOptionTable(const QList<WikiTable> &tables);

} // namespace Nightkeep

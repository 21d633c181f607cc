// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/base/columntable.h"

#include <variant>

namespace Nightkeep {

using ArchivePlanRow = std::variant<ArchiveWarning, PlannedZip>;

/// A plan's decisions: its warnings first, then one row for each zip found. Keyed by the zip's path
/// (percent-encoded) or the warning's kind and course.
struct ArchivePlanTable
{
    enum Column { DecisionColumn, CourseColumn, PathColumn, BytesColumn, ModifiedColumn, ReasonColumn, ColumnCount };
    [[nodiscard]] static TableDescription<ArchivePlanRow> description();
    [[nodiscard]] static QList<ArchivePlanRow> rows(const ArchivePlan &plan);
};

/// The plan in one sentence: how many zips, how big, whether it fits.
[[nodiscard]] QString planSummary(const ArchivePlan &plan);

} // namespace Nightkeep

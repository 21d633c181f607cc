// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/base/columntable.h"

#include <variant>

namespace Nightkeep {

using ArchivePlanRow = std::variant<ArchiveWarning, PlannedZip>;

/// A plan's decisions: its warnings first, then one row for each zip found. Keyed by the zip's path
/// (percent-encoded) or the warning's kind, course and zip.
struct ArchivePlanTable
{
    enum Column {
        DecisionColumn,
        CourseColumn,
        PathColumn,
        BytesColumn,
        ModifiedColumn,
        ZipColumn,
        ReasonColumn,
        ColumnCount
    };
    [[nodiscard]] static TableDescription<ArchivePlanRow> description();
    [[nodiscard]] static QList<ArchivePlanRow> rows(const ArchivePlan &plan);
};

/// The plan in one sentence: how many zips, how big, whether it fits.
[[nodiscard]] QString planSummary(const ArchivePlan &plan);
/// What else must be known before it is started, a sentence each: what could not be seen, how far the zips were
/// looked into, how many courses are left without.
[[nodiscard]] QStringList planRemarks(const ArchivePlan &plan);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/base/columntable.h"
#include "models/base/state.h"

#include <variant>

namespace Nightkeep {

using ArchivePlanRow = std::variant<ArchiveWarning, PlannedZip>;

/// What a person looks through one by one before an archive is started.
enum class PlanPart {
    All,
    Ready, ///< archived, and looked into
    Damaged, ///< archived or not
    Missing, ///< what leaves a living course without an up-to-date sound zip
    NotChecked, ///< archived, and nobody has looked into it
    Other, ///< warnings of something else
    LeftOut, ///< by the rule
};
[[nodiscard]] PlanPart partOf(const ArchivePlanRow &row); ///< never All
/// Zips or warnings; of Missing the courses, each once.
[[nodiscard]] int countOf(const ArchivePlan &plan, PlanPart part);
[[nodiscard]] QString planPartWords(PlanPart part, int count); ///< "31 ready"
[[nodiscard]] QString originWords(ZipOrigin origin); ///< for people
/// "31 ready, 3 damaged, 9 courses missing", and whether it fits. Good only where nothing was left to be desired.
[[nodiscard]] PageAnswer planAnswer(const ArchivePlan &plan);

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
    /// Without what is known of zips alone: of a run only the warnings are kept.
    [[nodiscard]] static TableDescription<ArchivePlanRow> ofWarnings();
    [[nodiscard]] static QList<ArchivePlanRow> rows(const QList<ArchiveWarning> &warnings);
};

/// The plan in one sentence: how many zips, how big, whether it fits.
[[nodiscard]] QString planSummary(const ArchivePlan &plan);
/// What else must be known before it is started, a sentence each: what could not be seen, how far the zips were
/// looked into, how many courses are left without.
[[nodiscard]] QStringList planRemarks(const ArchivePlan &plan);

} // namespace Nightkeep

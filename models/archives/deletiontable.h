// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/deletioncheck.h"
#include "models/base/columntable.h"

namespace Nightkeep {

/// The courses of a check, keyed by number, or by the word that names none.
struct DeletionTable
{
    enum Column {
        AnswerColumn,
        CourseColumn,
        IdColumn,
        ReasonColumn,
        StepColumn,
        CopyColumn,
        ArchiveColumn,
        ColumnCount
    };
    [[nodiscard]] static TableDescription<CourseDeletion> description();
};

/// What is in the way, a line each; of each next step one line.
[[nodiscard]] QString deletionReasons(const CourseDeletion &course);
[[nodiscard]] QString deletionSteps(const CourseDeletion &course);
/// The copy that an answer rests on, its path; empty where there is none.
[[nodiscard]] QString deletionCopyWords(const CourseDeletion &course);
/// The archive that holds it, and where that went.
[[nodiscard]] QString deletionArchiveWords(const CourseDeletion &course);

} // namespace Nightkeep

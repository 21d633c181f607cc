// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/verbs.h"

#include <optional>

namespace Nightkeep {

/// A plan's zips in a table, what would happen, and what is to be known before.
[[nodiscard]] QString archivePlanText(const ArchivePlan &plan);
/// The one that was kept under this number; BadInput where there is none.
[[nodiscard]] Result<SavedPlan> savedPlanOf(Workspace &workspace, const QString &number);
/// Its term, its origin and its places, and what a person decides about single courses.
[[nodiscard]] Result<void> readChoices(CliContext &context, ArchiveRequest &request);
/// The term of --term, where one is named.
[[nodiscard]] Result<std::optional<Term>> readTerm(CliContext &context);

/// BadInput unless the workspace has a run of that id.
[[nodiscard]] Result<ArchiveRecord> knownRun(Workspace &workspace, const QString &id);

} // namespace Nightkeep

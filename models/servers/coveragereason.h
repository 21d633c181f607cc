// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/backupextent.h"
#include "models/servers/coverage.h"

namespace Nightkeep {

/// Why a wanted folder has its state: which backed-up folder, which mount, on whose word.
[[nodiscard]] QString coverageReason(CoverageState state, const BytePath &folder, const BackupExtent &extent,
                                     const Server &server);
/// Why a folder that is not plainly there cannot be judged.
[[nodiscard]] QString presenceReason(FolderPresence presence);
[[nodiscard]] QString unaskedReason(const BackupExtent &extent);

/// A finding's sentence and its next step.
[[nodiscard]] QString coverageTitle(const CoverageRow &row);
[[nodiscard]] QString coverageStep(const CoverageRow &row);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/coverage.h"
#include "models/coverage/foldercoverage.h"

namespace Nightkeep {

/// Why a folder has its state: which backed-up folder, which mount, which rule, on whose word.
[[nodiscard]] QString coverageReason(const FolderCoverage &coverage, const BackupExtent &extent, const Server &server);
/// Why a folder is judged at another place than its name says.
[[nodiscard]] QString linkReason(const BytePath &folder, const BytePath &real);
/// Why a folder that is not plainly there cannot be judged.
[[nodiscard]] QString presenceReason(FolderPresence presence);
[[nodiscard]] QString unaskedReason(const BackupPiece &piece, const BackupExtent &extent);
[[nodiscard]] QString ruleOption(const IncludeExcludeRule &rule); ///< "exclude.dir", as in the client's options
/// "exclude.dir /data/moodle/cache, from /opt/tivoli/tsm/client/ba/bin/incl.excl"
[[nodiscard]] QString ruleInWords(const IncludeExcludeRule &rule);

/// A finding's sentence and its next step.
[[nodiscard]] QString coverageTitle(const CoverageRow &row);
[[nodiscard]] QString coverageStep(const CoverageRow &row);
/// The same where the page and the server say different things.
[[nodiscard]] QString disagreementTitle(const CoverageRow &row);
[[nodiscard]] QString disagreementReason(const CoverageRow &row);
[[nodiscard]] QString disagreementStep(const CoverageRow &row);

} // namespace Nightkeep

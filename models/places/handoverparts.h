// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/places/handoveranswers.h"

namespace Nightkeep {

// What the files of HandOverService share; for nobody else.

[[nodiscard]] AuditEntry handOverLine(const QString &act, const ArchiveRun &run, const QString &place);
[[nodiscard]] AuditEntry handOverEnd(const std::optional<Error> &error);
/// Whether an act may have happened although its answer did not arrive.
[[nodiscard]] bool mayHaveHappened(const Error &error);

} // namespace Nightkeep

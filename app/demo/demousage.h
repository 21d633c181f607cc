// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoestate.h"
#include "models/courses/coursestore.h"

namespace Nightkeep {

/// How much room the backups of its sites took on each day of the eight weeks before they were first looked through:
/// less and less the longer ago. Nothing for a site that was not, or of which more days are remembered. The same seed
/// gives the same.
[[nodiscard]] Result<void> rememberDemoUsage(const DemoEstate &estate, CourseStore &store);

} // namespace Nightkeep

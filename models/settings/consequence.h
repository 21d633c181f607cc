// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlesite.h"

namespace Nightkeep {

/// What Moodle does because of a change, as a whole sentence, where that is large or cannot be taken back; empty for
/// other changes. Source: Moodle 1.9 backup/backup_scheduled.php; facts/moodle.md A2 (what each option decides and what
/// a missing row counts as), A3 (flow, "Retention") and A4 (no day, no run); later B1 and B3.
[[nodiscard]] QString consequenceOf(const ConfigChange &change);

} // namespace Nightkeep

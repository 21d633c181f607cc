// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/backupoption.h"

namespace Nightkeep {

/// Those of backupOptions(MoodleEdition::Later).
[[nodiscard]] QList<BackupOption> laterOptions();

} // namespace Nightkeep

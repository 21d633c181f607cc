// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Nightkeep {

// The two of Moodle's options that the tests edit most.
inline const QString keep = QStringLiteral("backup_sche_keep");
inline const QString hour = QStringLiteral("backup_sche_hour");

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QString>
#include <QStringList>

namespace Nightkeep {

/// The class that files are bound to where no rule says otherwise; null where it is not known.
[[nodiscard]] const ManagementClass *defaultClass(const ServerSnapshot &snapshot);

/// The class that the ordinary files of a folder are bound to: by the first include rule that names one,
/// else the default; null where it is not known.
[[nodiscard]] const ManagementClass *classOf(const ServerSnapshot &snapshot, const BytePath &folder);

/// The figures that the storage manager has otherwise than agreed, a sentence for each, of those that are
/// known on both sides; none while the policy is marked as still to be agreed. A class asks for a shortest time between
/// two runs (copy group, FREQUENCY), so it differs only where that is longer than agreed.
[[nodiscard]] QStringList differingFigures(const ServerDecisions &decisions, const ManagementClass &kept);

/// "2", "no limit": copies. "30 days", "no limit": days.
[[nodiscard]] QString copiesInWords(int copies);
[[nodiscard]] QString daysInWords(int days);

/// A class in four lines at most: "2 copies while a file exists", "30 days for a replaced copy" ...
[[nodiscard]] QStringList classInWords(const ManagementClass &kept);

} // namespace Nightkeep

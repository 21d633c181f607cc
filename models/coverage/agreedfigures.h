// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// The class that files are bound to where no rule says otherwise; null where it is not known. Several
/// domains may each have one: then it is not known which of them counts.
[[nodiscard]] const ManagementClass *defaultClass(const ServerSnapshot &snapshot);

/// The class that the ordinary files of a folder are bound to: by the first include rule that names one,
/// else the default; null where it is not known.
[[nodiscard]] const ManagementClass *classOf(const ServerSnapshot &snapshot, const BytePath &folder);

/// One decided figure held against what a management class shows.
struct FigureComparison
{
    enum class Outcome { Same, Differs, Unknown };
    QString wanted; ///< "3 copies while the file exists"
    QString shown; ///< "2"; empty where it is not known
    Outcome outcome = Outcome::Unknown;

    bool operator==(const FigureComparison &) const = default;
};

/// The decided figures that a management class can show, in a fixed order, against a class; all Unknown
/// where that is null.
///  - how often: the class must allow it at least so often (copy group, FREQUENCY: the shortest time
///    between two backups of a file); that it really runs is coverage's matter.
///  - years in the archive: from 365 to 366 days each.
/// How many archives a year is not among them: no class says it.
[[nodiscard]] QList<FigureComparison> compareFigures(const BackupFigures &backup, const ArchiveFigures &archive,
                                                     const ManagementClass *inForce);

/// The figures that the storage manager has otherwise than agreed, a sentence for each, of those that are
/// known on both sides; none of the backup while the policy is marked as still to be agreed, none of the
/// archive while that is.
[[nodiscard]] QStringList differingFigures(const ServerDecisions &decisions, const ManagementClass &kept);

/// A class in four lines at most: "2 copies while a file exists", "30 days for a replaced copy" ...
[[nodiscard]] QStringList classInWords(const ManagementClass &kept);

} // namespace Nightkeep

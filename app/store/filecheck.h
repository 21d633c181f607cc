// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"

#include <QByteArray>

namespace Nightkeep {

/// What a workspace file was found to be before anybody wrote to it.
struct FileFindings
{
    int version = 0;
    QByteArray fingerprint; ///< of the contents; empty in versions that had no seals
};

/// Reads a workspace file and believes nothing: the schema against the one that this program would have made, the seal
/// of every table, the audit log's chain; and wholly, SQLite's own check of its pages and indexes and all rows against
/// their seals, which takes as long as the file is large. Leaves the file and its folder as they are, byte for byte, as
/// long as no other program's unfinished writing lies beside it. `lastGoodName`, if given: a file that was wholly found
/// sound is copied there, unless it is there already; what prevented the copy is put into `copyProblem`, which is no
/// failure of the check. Kinds: NotFound, PermissionDenied, Damaged, TooNew, BadInput (something else than a
/// workspace).
[[nodiscard]] Result<FileFindings> checkWorkspaceFile(const StoreLocation &location,
                                                      CheckDepth depth = CheckDepth::Whole,
                                                      const QString &lastGoodName = {}, QString *copyProblem = nullptr);

/// The same, wholly, of one that this program has open: as of one moment, and by SQLite alone. Whoever else opens and
/// closes the file in this program lets go SQLite's locks on it.
[[nodiscard]] Result<FileFindings> checkOpenFile(const StoreTarget &target, const QString &lastGoodName,
                                                 QString *copyProblem);

/// Whether unfinished writing lies beside the file: another program has it open, or died.
[[nodiscard]] bool hasSideFiles(const QString &fileName);

/// The endings of the files that SQLite keeps beside a database while it is written.
[[nodiscard]] QStringList sideFileEndings();

/// A sentence that names both versions.
[[nodiscard]] Error tooNewError(const StoreLocation &location, int version, const QString &program);

} // namespace Nightkeep

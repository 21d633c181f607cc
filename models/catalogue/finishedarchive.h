// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"

namespace Nightkeep {

// What the services of the catalogue share; for nobody else.

/// A run that was complete once; BadInput for another.
[[nodiscard]] Result<ArchiveRecord> finishedRun(const ArchiveService &archives, const QString &runId);
[[nodiscard]] Result<std::unique_ptr<RemoteHost>> openArchiveServer(const ServerStore &servers, RemoteHosts &hosts,
                                                                    const QString &name);
/// The line before an act on an archive.
[[nodiscard]] AuditEntry archiveActLine(const QString &act, const ArchiveRun &run, const QString &newValue);
/// The line after it.
[[nodiscard]] AuditEntry archiveActEnd(const std::optional<Error> &error, const QString &newValue);

} // namespace Nightkeep

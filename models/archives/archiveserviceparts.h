// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/base/frame.h"

namespace Nightkeep {

// What the files of ArchiveService share, and the services of finished archives.

struct ArchiveService::Place
{
    Site site;
    Server server;
};

[[nodiscard]] RemoteLimits quickLimits(); ///< for programs that look at a few files
[[nodiscard]] RemoteLimits patientLimits(); ///< for those that walk through a whole data folder

/// Runs a program, reads its frame and turns a refusal into its error.
[[nodiscard]] Result<QList<FrameRecord>> askServer(RemoteHost &host, RemoteProgram program,
                                                   const QByteArrayList &fields, const QString &server,
                                                   const CancelToken &cancel, const RemoteLimits &limits);

void addListing(ArchiveFacts &facts, const ZipListing &listing);

/// Whether asking again may help.
[[nodiscard]] bool mayBeTransient(ErrorKind kind);

} // namespace Nightkeep

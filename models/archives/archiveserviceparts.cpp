// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveserviceparts.h"

#include "models/archives/archiveanswers.h"

namespace Nightkeep {

RemoteLimits quickLimits()
{
    return {std::chrono::seconds(60), 16LL * 1024 * 1024};
}

RemoteLimits patientLimits()
{
    return {std::chrono::minutes(15), 512LL * 1024 * 1024};
}

Result<QList<FrameRecord>> askServer(RemoteHost &host, RemoteProgram program, const QByteArrayList &fields,
                                     const QString &server, const CancelToken &cancel, const RemoteLimits &limits)
{
    Result<QList<FrameRecord>> records = askProgram(host, program, inputFields(fields), server, cancel, limits);
    if (!records)
        return records;
    const Result<void> answer = checkArchiveAnswer(*records, server);
    if (!answer)
        return fail(answer.error());
    return records;
}

void addListing(ArchiveFacts &facts, const ZipListing &listing)
{
    facts.zips = listing.zips;
    facts.problems = listing.problems;
    facts.freeBytes = listing.freeBytes;
}

bool mayBeTransient(ErrorKind kind)
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut || kind == ErrorKind::Incomplete;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tr.h"
#include "models/courses/courseservice.h"
#include "models/courses/dataserver.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// One that must be unpacked to its end to be listed.
constexpr std::chrono::minutes contentsTimeLimit {30};

} // namespace

Result<BackupContents> CourseService::contents(const Site &site, const BackupCopy &copy, const CancelToken &cancel)
{
    const Result<SharedReading> last = lastReading(site);
    if (!last)
        return fail(last.error());
    const QList<PlaceSeen> places = *last ? (*last)->head.places : QList<PlaceSeen>();
    const auto place = std::find_if(places.cbegin(), places.cend(),
                                    [&copy](const PlaceSeen &one) { return one.kind == copy.file.place; });
    if (copy.sight != CopySight::Seen || place == places.cend() || copy.file.path.isEmpty())
        return fail(ErrorKind::NotFound, Tr::tr("Nobody has seen the file of this copy, so nobody can look into it."),
                    Tr::tr("Refresh the courses, then try again."));
    const Result<std::unique_ptr<RemoteHost>> host = openDataServer(m_servers, m_hosts, site, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> records =
        askProgram(**host, RemoteProgram::BackupContents, inputFields(backupContentsFields(copy.file, place->folder)),
                   site.dataServer, cancel, {contentsTimeLimit, MaxFrameBytes});
    return records ? parseBackupContents(*records, siteZone(site, m_clock())) : fail(records.error());
}

} // namespace Nightkeep

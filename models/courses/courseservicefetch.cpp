// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What comes here of the copies; the rest of the service is in courseservice.cpp.
#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/copystream.h"
#include "models/courses/courseservice.h"
#include "models/courses/dataserver.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <utility>

namespace Nightkeep {

namespace {

constexpr std::chrono::hours FetchTime {12};
constexpr qint64 AroundACopy = 128LL * 1024;

struct CameHere
{
    QByteArray sha256;
    bool isProven = false;
    ReadCopy read;
};

/// Nothing where nobody knows in which folder it was found.
std::optional<CopyOrder> orderOf(const CourseReadingHead &head, const FoundFile &file)
{
    const auto place = std::find_if(head.places.cbegin(), head.places.cend(),
                                    [&file](const PlaceSeen &seen) { return seen.kind == file.place; });
    if (place == head.places.cend())
        return std::nullopt;
    if (file.place != CopyPlace::Pool && file.place != CopyPlace::Trash)
        return CopyOrder {place->folder, file.path, file.bytes, file.modified};
    // The folders of a pool may be links of Moodle's administrator.
    const BytePath path = pathByHash(file.path);
    return CopyOrder {place->folder + '/' + path.left(path.lastIndexOf('/')), file.path, file.bytes, file.modified};
}

/// A file into `copy`, which is proved and read through.
Result<CameHere> comeHere(RemoteHost &host, const QString &server, const CopyOrder &order, CopyPlace place,
                          ArrivingCopy &copy, const CancelToken &cancel, const ProgressSink &progress)
{
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QCryptographicHash sha1(QCryptographicHash::Sha1);
    qint64 told = 0;
    qint64 done = 0;
    CopyStream stream(order, [&](QByteArrayView bytes) -> Result<void> {
        sha256.addData(bytes);
        sha1.addData(bytes);
        done += bytes.size();
        if (progress && (done - told > 1048576 || done == order.bytes)) {
            told = done;
            progress({done, order.bytes, true, Tr::tr("Fetching the copy")});
        }
        return copy.add(bytes);
    });
    const Result<void> ran = host.runInto(RemoteProgram::Fetch, inputFields(copyFields(order)),
                                          [&stream](QByteArrayView bytes) { return stream.take(bytes); }, cancel,
                                          {FetchTime, order.bytes + AroundACopy});
    const Result<QByteArray> sum = ran ? stream.finish(server) : fail(ran.error());
    if (!sum)
        return fail(sum.error());
    CameHere came {sha256.result().toHex(), false, {}};
    if (!sum->isEmpty() && *sum != came.sha256)
        return fail(ErrorKind::Damaged,
                    Tr::tr("What came of %1 is not what %2 has.").arg(displayPath(order.path), server),
                    Tr::tr("Nothing of it was kept. Try again; if it happens again, somebody changes the file, or the "
                           "way to the server is not sound."));
    const bool isHashed = place == CopyPlace::Pool || place == CopyPlace::Trash;
    const bool isOfItsName = isHashed && sha1.result().toHex() == order.path;
    came.isProven = !sum->isEmpty() || isOfItsName;
    if (progress)
        progress({order.bytes, order.bytes, true, Tr::tr("Reading the copy through")});
    Result<ReadCopy> read = copy.readThrough(cancel);
    if (!read)
        return fail(read.error());
    came.read = *read;
    ZipCheck &check = came.read.check;
    if (isHashed && !isOfItsName && (check.level != ZipLevel::NotChecked || check.fault == ZipFault::None)) {
        check.level = ZipLevel::NotChecked;
        check.fault = ZipFault::OtherHash;
        check.detail.clear();
    }
    return came;
}

/// What makes no other copy unreadable: one that Moodle writes just now is no reason to forget what was read of others.
bool isOfOneCopy(ErrorKind kind)
{
    static constexpr std::array kinds {ErrorKind::NotFound, ErrorKind::Stale,   ErrorKind::PermissionDenied,
                                       ErrorKind::Failed,   ErrorKind::Damaged, ErrorKind::Incomplete,
                                       ErrorKind::DiskFull};
    return std::find(kinds.cbegin(), kinds.cend(), kind) != kinds.cend();
}

AuditEntry fetchedLine(const Result<CameHere> &came, const Result<void> &kept, const CopyTarget &target)
{
    AuditEntry after;
    const std::optional<Error> failure = !came ? std::optional(came.error())
        : !kept                                ? std::optional(kept.error())
                                               : std::nullopt;
    after.result = !failure                     ? QStringLiteral("ok")
        : failure->kind == ErrorKind::Cancelled ? QStringLiteral("cancelled")
                                                : QStringLiteral("failed");
    if (failure)
        after.detail = failure->message;
    else
        after.newValue = target.fileName + QStringLiteral(" SHA-256 ") + QString::fromLatin1(came->sha256);
    return after;
}

} // namespace

Result<Asked<FetchedCopy>> CourseService::fetch(const Site &site, qint64 course, const BackupCopy &copy,
                                                const CopyTarget &target, const CancelToken &cancel,
                                                const ProgressSink &progress)
{
    const Result<SharedReading> last = lastReading(site);
    if (!last)
        return fail(last.error());
    const std::optional<CopyOrder> order =
        *last && copy.sight == CopySight::Seen ? orderOf((*last)->head, copy.file) : std::nullopt;
    if (!order)
        return fail(ErrorKind::NotFound, Tr::tr("Where the file of this copy lies is not known."),
                    Tr::tr("Refresh the courses, then try again."));
    const Result<Server> server = dataServerOf(m_servers, site);
    if (!server)
        return fail(server.error());
    Result<std::unique_ptr<ArrivingCopy>> arriving = m_local.begin(target.fileName, order->bytes, target.replaces);
    if (!arriving)
        return fail(arriving.error());
    AuditEntry before; // users' data leave the server with it
    before.act = QStringLiteral("course.fetch");
    before.object = site.name + u'/' + QString::number(course);
    before.oldValue = server->name + u':' + displayPath(order->folder + '/' + order->path);
    before.newValue = target.fileName;
    Result<AuditedAct> act = AuditedAct::begin(m_audit, before);
    if (!act)
        return fail(act.error());

    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(*server, Attendance::Attended);
    const Result<CameHere> came = host
        ? comeHere(**host, server->name, *order, copy.file.place, **arriving, cancel, progress)
        : fail(host.error());
    const Result<void> kept = came ? (*arriving)->keep() : fail(came.error());
    const std::optional<Error> unwritten = act->end(fetchedLine(came, kept, target));
    if (!kept)
        return fail(withWarning(kept.error(), unwritten));
    FetchedCopy fetched {target.fileName, order->bytes,     came->sha256,
                         came->isProven,  came->read.check, came->read.inside};
    FoundFile file = copy.file;
    file.check = fetched.check;
    file.inside = fetched.inside;
    fetched.fault = copyFaultWords(file, copy.name);
    return Asked<FetchedCopy> {fetched, unwritten};
}

std::optional<Error> CourseService::readHere(const Site &site, CourseReading &reading,
                                             const QList<QPair<CopyPlace, BytePath>> &only, const CancelToken &cancel,
                                             const ProgressSink &progress) const
{
    CourseReadingHead &head = reading.head;
    if (head.notChecked.isEmpty())
        return std::nullopt;
    const Result<std::unique_ptr<RemoteHost>> host = openDataServer(m_servers, m_hosts, site, Attendance::Attended);
    if (!host)
        return host.error();
    qint64 bytes = 0;
    int wanted = 0;
    int read = 0;
    for (FoundFile &file : reading.files) {
        if (!only.isEmpty() && !std::binary_search(only.cbegin(), only.cend(), std::pair(file.place, file.path)))
            continue;
        ++wanted;
        const std::optional<CopyOrder> order = orderOf(head, file);
        if (!order || bytes + file.bytes > mostReadHere)
            continue;
        bytes += file.bytes;
        const Result<std::unique_ptr<ArrivingCopy>> arriving = m_local.beginUnkept(file.bytes);
        const Result<CameHere> came = arriving
            ? comeHere(**host, site.dataServer, *order, file.place, **arriving, cancel, progress)
            : fail(arriving.error());
        if (!came && isOfOneCopy(came.error().kind))
            continue;
        if (!came)
            return came.error();
        file.check = came->read.check;
        file.inside = came->read.inside;
        file.checkedAt = head.listedAt;
        ++read;
    }
    if (read == wanted && only.isEmpty())
        head.notChecked.clear();
    else if (read < wanted)
        head.notChecked += u' '
            + Tr::tr(
                  "%1 of %2 copies were brought here and read instead: at most %3 of them in one go, and what there is "
                  "room for.")
                  .arg(read)
                  .arg(wanted)
                  .arg(bytesInWords(mostReadHere));
    return std::nullopt;
}

} // namespace Nightkeep

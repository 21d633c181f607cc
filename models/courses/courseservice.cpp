// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseservice.h"

#include "models/base/tr.h"
#include "models/courses/dataserver.h"
#include "models/courses/inventorylook.h"
#include "models/courses/rememberedcopies.h"

#include <QMutexLocker>
#include <QSet>

#include <algorithm>
#include <tuple>
#include <utility>

namespace Nightkeep {

namespace {

/// Why a person ended it, if one did: its password may have been asked for, too.
std::optional<Error> serviceStopped(const std::optional<Error> &failure, const CancelToken &cancel)
{
    if (failure && failure->kind == ErrorKind::Cancelled)
        return failure;
    return cancel.isCancelled() ? std::optional(Error {ErrorKind::Cancelled, Tr::tr("Stopped.")}) : std::nullopt;
}

void serviceTell(const ProgressSink &progress, qint64 done, qint64 total, const QString &text)
{
    if (progress)
        progress({done, total, false, text});
}

bool serviceIsLater(const QDateTime &one, const QDateTime &other)
{
    return one.isValid() && (!other.isValid() || one > other);
}

Result<Inventory> serviceInventory(ServerStore &servers, RemoteHosts &hosts, const Site &site,
                                   const InventoryOrder &order, const QList<FoundFile> &earlier, Attendance attendance,
                                   const CancelToken &cancel)
{
    if (order.places.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The site %1 has no data folder.").arg(visibleText(site.name)),
                    Tr::tr("Enter it in the site's settings."));
    const Result<std::unique_ptr<RemoteHost>> host = openDataServer(servers, hosts, site, attendance);
    if (!host)
        return fail(host.error());
    return lookThroughPlaces(**host, site.dataServer, order, earlier, cancel);
}

/// What Moodle records is looked for where it may lie.
void serviceAskForRecords(InventoryOrder &order, const QList<FileRecord> &records)
{
    for (const FileRecord &record : records) {
        if (order.sizes.contains(record.hash))
            continue;
        order.sizes.insert(record.hash, record.bytes);
        order.hashes.append(record.hash);
    }
}

/// What was known of the files in these folders: what lies at the same path in another folder is another file.
QList<FoundFile> serviceEarlier(const CourseReading &reading, const QList<BackupPlace> &places)
{
    QList<CopyPlace> same;
    for (const PlaceSeen &seen : reading.head.places) {
        if (places.contains(BackupPlace {seen.kind, seen.folder}))
            same.append(seen.kind);
    }
    QList<FoundFile> earlier;
    std::copy_if(reading.files.cbegin(), reading.files.cend(), std::back_inserter(earlier),
                 [&same](const FoundFile &file) { return same.contains(file.place); });
    return earlier;
}

QList<FoundFile> serviceEarlier(const CourseReading &reading, const QList<PlaceSeen> &places)
{
    QList<BackupPlace> folders;
    for (const PlaceSeen &place : places)
        folders.append({place.kind, place.folder});
    return serviceEarlier(reading, folders);
}

/// What was found again is as old as it was: so the workspace is not written anew for it.
void serviceKeepMoments(QList<FoundFile> &files, const QList<FoundFile> &earlier)
{
    for (FoundFile &file : files) {
        const auto known = std::lower_bound(earlier.cbegin(), earlier.cend(), file, isBefore);
        if (known == earlier.cend() || isBefore(file, *known) || !known->checkedAt.isValid())
            continue;
        const QDateTime asked = std::exchange(file.checkedAt, known->checkedAt);
        if (file != *known)
            file.checkedAt = asked;
    }
}

/// Puts the pool and the trash where they are by now.
void serviceMovePool(QList<BackupPlace> &places, const QList<BackupPlace> &now)
{
    for (BackupPlace &place : places) {
        for (const BackupPlace &moved : now) {
            if (place.kind == moved.kind)
                place = moved;
        }
    }
}

/// A class of a file system that config.php told before, where nobody can tell now.
void serviceKeepFileSystem(MoodleFacts &facts, const std::shared_ptr<const CourseReading> &last)
{
    const MoodleFacts before = last ? last->head.moodle : MoodleFacts();
    if (facts.fileSystemKnown || !before.fileSystemKnown || facts.edition != before.edition)
        return;
    facts.fileSystemClass = before.fileSystemClass;
    facts.fileSystemKnown = true;
}

/// Whether what the workspace holds is to be shown in the place of what it did not take: somebody who may write it has
/// read the site since, or it went, as the site is another Moodle's now.
bool serviceIsReplaced(const CourseReadingHead &unkept, const std::optional<CourseReadingHead> &stored)
{
    if (!stored)
        return unkept.revision > 0;
    return stored->revision != unkept.revision
        && (serviceIsLater(stored->moodleReadAt, unkept.moodleReadAt)
            || serviceIsLater(stored->listedAt, unkept.listedAt));
}

/// What somebody else's reading, kept while this one lasted, knows later than it.
void serviceTakeLater(CourseReading &reading, const CourseReading &kept)
{
    CourseReadingHead &head = reading.head;
    if (serviceIsLater(kept.head.moodleReadAt, head.moodleReadAt)) {
        head.moodle = kept.head.moodle;
        head.moodleReadAt = kept.head.moodleReadAt;
        head.moodleFailure = kept.head.moodleFailure;
        head.runsCut = kept.head.runsCut;
        reading.courses = kept.courses;
        reading.records = kept.records;
    }
    if (serviceIsLater(kept.head.listedAt, head.listedAt)) {
        const QList<FoundFile> ours = serviceEarlier(reading, kept.head.places);
        head.listedAt = kept.head.listedAt;
        head.inventoryFailure = kept.head.inventoryFailure;
        head.places = kept.head.places;
        head.notChecked = kept.head.notChecked;
        head.looks = kept.head.looks;
        reading.files = kept.files;
        keepEarlierChecks(reading.files, ours);
    } else { // it may have been read through meanwhile, which takes hours
        keepEarlierChecks(reading.files, serviceEarlier(kept, head.places));
    }
}

/// Where the copies of these courses lie.
QList<QPair<CopyPlace, BytePath>> serviceCopiesOf(const SiteBackups &backups, const QList<qint64> &courses)
{
    QList<QPair<CopyPlace, BytePath>> files;
    for (const qint64 id : courses) {
        const CourseBackups *course = backups.find(id);
        if (!course)
            continue;
        for (const BackupCopy &copy : course->copies) {
            if (copy.sight == CopySight::Seen)
                files.append({copy.file.place, copy.file.path});
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end()); // one content may be recorded more than once
    return files;
}

/// BadInput for one that is not in the reading; null: nothing was read.
Result<void> serviceCheckCourses(const Site &site, const CourseReading *reading, const QList<qint64> &courses)
{
    QSet<qint64> known;
    if (reading) {
        for (const CourseState &course : reading->courses)
            known.insert(course.id);
    }
    for (const qint64 course : courses) {
        if (!known.contains(course))
            return fail(
                ErrorKind::BadInput,
                Tr::tr("%1 had no course %2 when its courses were last read.").arg(visibleText(site.name)).arg(course),
                Tr::tr("Read the courses anew, then try again."));
    }
    return {};
}

} // namespace

CourseService::CourseService(CourseStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts,
                             MoodleSites &moodles, LocalCopies &local, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_sites(sites)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_moodles(moodles)
    , m_local(local)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<CourseService::SharedReading> CourseService::lastReading(const Site &site) const
{
    const Result<std::optional<CourseReadingHead>> head = m_store.courseReadingHead(site.name);
    if (!head)
        return fail(head.error());
    const std::optional<CourseReading> held = m_unkept.find(site.name);
    if (held && !serviceIsReplaced(held->head, *head))
        return std::make_shared<const CourseReading>(*held);
    {
        const QMutexLocker lock(&m_mutex);
        const SharedReading known = m_read.value(site.name);
        if (known && *head && known->head == **head)
            return known;
        m_read.remove(site.name);
    }
    if (!*head)
        return SharedReading();
    const Result<std::optional<CourseReading>> stored = m_store.courseReading(site.name);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return SharedReading();
    const auto reading = std::make_shared<const CourseReading>(**stored);
    const QMutexLocker lock(&m_mutex);
    m_read.insert(site.name, reading);
    return SharedReading(reading);
}

Result<QList<SiteBackups>> CourseService::lastBackups() const
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (!sites)
        return fail(sites.error());
    QList<SiteBackups> all;
    for (const Site &site : *sites) {
        Result<SiteBackups> backups = lastBackups(site);
        if (!backups)
            return fail(backups.error());
        all.append(std::move(*backups));
    }
    return all;
}

Result<SiteBackups> CourseService::lastBackups(const Site &site, const WantedCopy &wanted) const
{
    const Result<SharedReading> reading = lastReading(site);
    if (!reading)
        return fail(reading.error());
    return joinBackups(site, *reading ? **reading : CourseReading(), m_clock(), wanted);
}

Result<QList<UsagePoint>> CourseService::usagePoints(const Site &site) const
{
    return m_store.usagePoints(site.name);
}

Result<CourseReading> CourseService::readMoodle(const Site &site, const SharedReading &last, const CancelToken &cancel,
                                                const ProgressSink &progress) const
{
    CourseReading reading = last ? *last : CourseReading();
    CourseReadingHead &head = reading.head;
    serviceTell(progress, 0, 2, Tr::tr("Reading Moodle's database"));
    const QDateTime begun = m_clock().toUTC();
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    const Result<MoodleFacts> facts = moodle ? (*moodle)->facts() : fail(moodle.error());
    const Result<MoodleCourses> courses = facts ? (*moodle)->courseStates(*facts) : fail(facts.error());
    head.moodleFailure = courses ? std::nullopt : std::optional(courses.error());
    if (const std::optional<Error> stopped = serviceStopped(head.moodleFailure, cancel))
        return fail(*stopped);
    if (!courses)
        return reading;
    const RememberedCopies remembered(reading.courses);
    reading.courses = courses->courses;
    remembered.putInto(reading.courses);
    reading.records = courses->records;
    head.runsCut = courses->runsCut;
    const std::pair folders(head.moodle.poolFolder, head.moodle.trashFolder); // config.php alone says them
    head.moodle = *facts;
    std::tie(head.moodle.poolFolder, head.moodle.trashFolder) = folders;
    head.moodleReadAt = begun;
    return reading;
}

void CourseService::lookThrough(const Site &site, CourseReading &reading, InventoryOrder order, Attendance attendance,
                                const CancelToken &cancel) const
{
    CourseReadingHead &head = reading.head;
    MoodleFacts &facts = head.moodle;
    const bool isLater = facts.edition == MoodleEdition::Later;
    if (order.places.isEmpty())
        order.places = placesOf(site, facts);
    serviceMovePool(order.places, placesOf(site, facts));
    if (isLater)
        serviceAskForRecords(order, reading.records);
    if (isLater && !facts.fileSystemKnown)
        order.codeFolder = site.codeFolder;
    QList<FoundFile> earlier;
    Inventory nowhere; // all is kept where nobody here can look
    nowhere.listedAt = m_clock().toUTC();
    const auto look = [&] {
        earlier = serviceEarlier(reading, order.places);
        return order.places.isEmpty() && !facts.fileSystemClass.isEmpty()
            ? Result<Inventory>(nowhere)
            : serviceInventory(m_servers, m_hosts, site, order,
                               head.looks == inventoryLooks ? earlier : QList<FoundFile>(), attendance, cancel);
    };
    Result<Inventory> inventory = look();
    if (isLater && !facts.fileSystemKnown && inventory && inventory->fileSystemClass) {
        facts.fileSystemClass = *inventory->fileSystemClass;
        facts.fileSystemKnown = true;
        facts.poolFolder = inventory->poolFolder;
        facts.trashFolder = inventory->trashFolder;
        const QList<BackupPlace> asked = order.places;
        serviceMovePool(order.places, placesOf(site, facts));
        if (order.places != asked) // config.php has moved the pool since it was last read
            inventory = look();
    }
    if (!inventory) {
        head.inventoryFailure = inventory.error();
        return;
    }
    if (!order.only.isEmpty()) { // all were listed before
        takeLooks(reading.files, inventory->files);
        keepEarlierChecks(reading.files, earlier);
        head.notChecked = inventory->notChecked;
        return;
    }
    keepEarlierChecks(inventory->files, earlier);
    if (order.depth != InventoryOrder::Depth::Through) // else somebody has looked now
        serviceKeepMoments(inventory->files, earlier);
    reading.files = std::move(inventory->files);
    head.listedAt = inventory->listedAt;
    head.inventoryFailure.reset();
    head.places = inventory->places;
    head.notChecked = inventory->notChecked;
    if (head.notChecked.isEmpty())
        head.looks = inventoryLooks;
}

Result<Asked<SiteBackups>> CourseService::kept(const Site &site, CourseReading reading)
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (sites && std::any_of(sites->cbegin(), sites->cend(), [&site](const Site &one) {
            return one.name.compare(site.name, Qt::CaseInsensitive) == 0 && !isSameMoodle(one, site);
        }))
        return fail(ErrorKind::Conflict,
                    Tr::tr("The site %1 was changed while it was read.").arg(visibleText(site.name)),
                    Tr::tr("Read it anew."));
    // By its number: the clock of a server may have been put back since the last reading.
    const Result<SharedReading> meanwhile = lastReading(site);
    if (meanwhile && *meanwhile && (*meanwhile)->head.revision != reading.head.revision)
        serviceTakeLater(reading, **meanwhile);
    Asked<SiteBackups> asked {joinBackups(site, reading, m_clock())};
    rememberCopies(reading, asked.answer);
    SharedReading stored; // never what the store did not take
    {
        const QMutexLocker lock(&m_mutex);
        stored = m_read.value(site.name);
    }
    const Result<qint64> rows =
        m_store.saveCourseReading(site.name, reading, usagePointOf(asked.answer, m_clock()), stored.get());
    asked.notKept = m_unkept.settle(site.name, reading, rows ? Result<void>() : fail(rows.error()));
    if (!rows)
        return asked;
    const Result<std::optional<CourseReadingHead>> head = m_store.courseReadingHead(site.name);
    if (!head || !*head)
        return asked;
    const qint64 before = meanwhile && *meanwhile ? (*meanwhile)->head.revision : 0;
    reading.head.revision = before + 1;
    if (reading.head == **head) { // else somebody else has written
        asked.answer.head = reading.head;
        const QMutexLocker lock(&m_mutex);
        m_read.insert(site.name, std::make_shared<const CourseReading>(std::move(reading)));
    }
    return asked;
}

Result<Asked<SiteBackups>> CourseService::refresh(const Site &site, Attendance attendance, const CancelToken &cancel,
                                                  const ProgressSink &progress)
{
    const Result<SharedReading> last = lastReading(site);
    if (!last)
        return fail(last.error());
    Result<CourseReading> reading = readMoodle(site, *last, cancel, progress);
    if (!reading)
        return fail(reading.error());
    const CourseReadingHead &head = reading->head;
    serviceTell(progress, 1, 2, Tr::tr("Looking through the places of backups"));
    lookThrough(site, *reading, {}, attendance, cancel);
    if (const std::optional<Error> stopped = serviceStopped(head.inventoryFailure, cancel))
        return fail(*stopped);
    if (head.moodleFailure && head.inventoryFailure)
        return fail(*head.moodleFailure);
    serviceKeepFileSystem(reading->head.moodle, *last);
    return kept(site, std::move(*reading));
}

Result<Asked<SiteBackups>> CourseService::check(const Site &site, const QList<qint64> &courses,
                                                const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<SharedReading> last = lastReading(site);
    if (!last)
        return fail(last.error());
    if (const Result<void> known = serviceCheckCourses(site, last->get(), courses); !known)
        return fail(known.error());
    // What Moodle records must be as new as what is found: else what it has removed since would be missed.
    Result<CourseReading> reading = readMoodle(site, *last, cancel, progress);
    if (!reading)
        return fail(reading.error());
    const CourseReadingHead &head = reading->head;
    const auto look = [&](const InventoryOrder &order) -> std::optional<Error> {
        lookThrough(site, *reading, order, Attendance::Attended, cancel);
        const std::optional<Error> stopped = serviceStopped(head.inventoryFailure, cancel);
        return stopped ? stopped : head.inventoryFailure;
    };
    serviceTell(progress, 1, 2, Tr::tr("Reading every byte of the copies"));
    InventoryOrder order;
    order.places = placesOf(site, head.moodle); // for both looks, whatever config.php says
    if (courses.isEmpty())
        order.depth = InventoryOrder::Depth::Through;
    if (const std::optional<Error> failure = look(order))
        return fail(*failure);
    // Of some courses alone, all are looked into as ever before: there may be new ones.
    if (!courses.isEmpty())
        order.only = serviceCopiesOf(joinBackups(site, *reading, m_clock()), courses);
    order.depth = InventoryOrder::Depth::Through;
    if (!order.only.isEmpty()) {
        if (const std::optional<Error> failure = look(order))
            return fail(*failure);
    }
    if (courses.isEmpty() || !order.only.isEmpty()) {
        if (const std::optional<Error> failure = readHere(site, *reading, order.only, cancel, progress))
            return fail(*failure);
    }
    serviceKeepFileSystem(reading->head.moodle, *last);
    return kept(site, std::move(*reading));
}

Result<std::optional<CourseLog>> CourseService::lastLog(const Site &site, qint64 course) const
{
    return m_store.courseLog(site.name, course);
}

Result<Asked<CourseLog>> CourseService::readLog(const Site &site, qint64 course, const CancelToken &cancel)
{
    const QDateTime begun = m_clock().toUTC();
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    const Result<MoodleFacts> facts = moodle ? (*moodle)->facts() : fail(moodle.error());
    Result<CourseLog> log = facts ? (*moodle)->courseLog(*facts, course) : fail(facts.error());
    if (const std::optional<Error> stopped = serviceStopped(std::nullopt, cancel))
        return fail(*stopped);
    if (!log)
        return fail(log.error());
    log->course = course;
    log->readAt = begun;
    const Result<void> stored = m_store.saveCourseLog(site.name, *log);
    return Asked<CourseLog> {*log, stored ? std::nullopt : std::optional(notKept(stored.error()))};
}

} // namespace Nightkeep

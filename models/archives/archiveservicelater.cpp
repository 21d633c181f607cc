// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/archives/archiveserviceparts.h"
#include "models/archives/poolmember.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/courseservice.h"
#include "models/courses/inventorylook.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// A problem in the form of a listing, of which nobody knows what it hides.
QString laterUnseen(const QString &what)
{
    return QStringLiteral(".: ") + what;
}

/// Places in which copies lie, but for what was deleted.
QList<BackupPlace> laterPlaces(const Site &site, const MoodleFacts &facts)
{
    QList<BackupPlace> places = CourseService::placesOf(site, facts);
    places.removeIf([](const BackupPlace &place) { return place.kind == CopyPlace::Trash; });
    return places;
}

BytePath laterPool(const QList<BackupPlace> &places)
{
    const auto pool = std::find_if(places.cbegin(), places.cend(),
                                   [](const BackupPlace &place) { return place.kind == CopyPlace::Pool; });
    return pool == places.cend() ? BytePath() : pool->folder;
}

/// Why a copy is not to be relied on beyond what its check says; empty where nothing is known against it.
QString laterFault(const BackupCopy &copy)
{
    if (!copy.isSound)
        return isUnsure(copy) ? QString() : copy.fault;
    return copy.isWhole ? QString() : Tr::tr("it is known to be without users' data or without files");
}

/// Takes what was found as a plan has it.
class LaterListing
{
public:
    LaterListing(const CourseReading &reading, const BytePath &pool, ArchiveFacts &facts)
        : m_reading(reading)
        , m_pool(pool)
        , m_facts(facts)
    {
    }

    void take()
    {
        // Of each record first, in their order, then of each file elsewhere: as placedCopies() has it.
        const QList<PlacedCopy> copies = placedCopies(m_reading, m_facts.zone, m_facts.now, {});
        for (const PlacedCopy &placed : copies) {
            if (placed.copy.file.place == CopyPlace::SharedFolder)
                take(placed.copy, placed.copy.file.path, {}, {});
        }
        for (qsizetype i = 0; i < m_reading.records.size(); ++i) {
            const BackupCopy &copy = copies.at(i).copy;
            const FileRecord &record = m_reading.records.at(i);
            if (copy.kind == CopyKind::Part || copy.sight == CopySight::NotThere)
                continue;
            if (copy.sight == CopySight::CannotTell) {
                m_isUnsure = true;
                continue;
            }
            take(copy, poolMember(record.name, record.hash, copy.course.value_or(record.course), m_taken),
                 m_pool + '/' + pathByHash(record.hash), record.made);
        }
        if (m_isUnsure)
            m_facts.problems.append(
                laterUnseen(Tr::tr("Moodle records backups of which nobody could see whether they are in its pool")));
    }

private:
    void take(const BackupCopy &copy, const BytePath &path, const BytePath &source, const QDateTime &recorded)
    {
        m_taken.insert(path);
        m_facts.zips.append({path, copy.file.bytes, copy.file.modified, copy.file.check});
        KnownCopy known {copy.kind};
        if (isOwnCopy(copy) || copy.kind == CopyKind::DeletedCourse)
            known.course = copy.course;
        known.made = copy.made;
        known.source = source;
        known.fault = laterFault(copy);
        known.recorded = recorded;
        m_facts.known.insert(path, known);
    }

    const CourseReading &m_reading;
    const BytePath m_pool;
    ArchiveFacts &m_facts;
    QSet<BytePath> m_taken;
    bool m_isUnsure = false;
};

/// Looks through the places; again where config.php has the pool elsewhere than was known.
Result<Inventory> laterInventory(RemoteHost &host, const Site &site, CourseReading &reading, InventoryOrder order,
                                 const CancelToken &cancel)
{
    MoodleFacts &facts = reading.head.moodle;
    order.places = laterPlaces(site, facts);
    Inventory nothing;
    if (order.places.isEmpty())
        return nothing;
    Result<Inventory> inventory = lookThroughPlaces(host, site.dataServer, order, {}, cancel);
    if (!inventory || facts.fileSystemKnown || !inventory->fileSystemClass)
        return inventory;
    facts.fileSystemClass = *inventory->fileSystemClass;
    facts.fileSystemKnown = true;
    facts.poolFolder = inventory->poolFolder;
    const QList<BackupPlace> asked = order.places;
    order.places = laterPlaces(site, facts);
    if (order.places == asked)
        return inventory;
    return order.places.isEmpty() ? Result<Inventory>(nothing)
                                  : lookThroughPlaces(host, site.dataServer, order, {}, cancel);
}

} // namespace

ArchiveService::Moodle ArchiveService::laterMoodle(MoodleSite &moodle, const Site &site)
{
    const Result<MoodleFacts> facts = moodle.facts();
    const Result<MoodleCourses> states = facts ? moodle.courseStates(*facts) : fail(facts.error());
    Moodle answer {states.map([](const MoodleCourses &known) {
        QList<Course> courses;
        for (const CourseState &course : known.courses)
            courses.append({course.id, course.shortName, course.fullName, course.visible});
        return courses;
    })};
    CourseReading &reading = answer.reading;
    if (states) {
        reading.head.moodle = *facts;
        reading.courses = states->courses;
        reading.records = states->records;
    }
    reading.head.moodle.edition = MoodleEdition::Later;
    for (const BackupPlace &place : CourseService::placesOf(site, reading.head.moodle)) {
        if (place.kind == CopyPlace::SharedFolder)
            answer.destination = place.folder;
    }
    return answer;
}

Result<ZipListing> ArchiveService::listLater(RemoteHost &host, const ArchiveRequest &request, const Site &site,
                                             Moodle &moodle, ArchiveFacts &facts, const CancelToken &cancel) const
{
    if (!moodle.courses)
        return fail(moodle.courses.error().kind,
                    Tr::tr("What a Moodle 2 or later has to be archived is told by its records, which could not be "
                           "read: %1")
                        .arg(moodle.courses.error().message),
                    moodle.courses.error().advice, moodle.courses.error().detail);
    const Result<Place> own = placeOf(request.site); // `site` has the folder for all courses in the data folder's place
    if (!own)
        return fail(own.error());
    facts.edition = MoodleEdition::Later;
    // Walked for its file system alone: what is free there, and whether it exists.
    const Result<ZipListing> room =
        askServer(host, RemoteProgram::Zips, zipListingFields(site.archiveFolder, site.archiveFolder, {}),
                  site.dataServer, cancel, patientLimits())
            .and_then(parseZips);
    if (!room)
        return fail(room.error());
    CourseReading &reading = moodle.reading;
    InventoryOrder order;
    order.depth = request.readThrough ? InventoryOrder::Depth::Through : InventoryOrder::Depth::Closed;
    order.codeFolder = reading.head.moodle.fileSystemKnown ? BytePath() : own->site.codeFolder;
    for (const FileRecord &record : std::as_const(reading.records)) {
        if (!order.sizes.contains(record.hash))
            order.hashes.append(record.hash);
        order.sizes.insert(record.hash, record.bytes);
    }
    Result<Inventory> inventory = laterInventory(host, own->site, reading, order, cancel);
    if (!inventory)
        return fail(inventory.error());
    reading.files = inventory->files;
    reading.head.listedAt = inventory->listedAt.isValid() ? inventory->listedAt : room->listedAt;
    reading.head.places = inventory->places;
    facts.freeBytes = room->freeBytes;
    for (const PlaceSeen &place : std::as_const(inventory->places)) {
        facts.problems += place.problems;
        const bool isNeeded = place.kind != CopyPlace::Pool || !reading.records.isEmpty();
        if (isNeeded && place.sight != PlaceSight::Seen && place.sight != PlaceSight::Partly)
            facts.problems.append(laterUnseen(Tr::tr("%1 could not be looked through").arg(displayPath(place.folder))));
    }
    const MoodleFacts &known = reading.head.moodle;
    if (!known.fileSystemClass.isEmpty() && !reading.records.isEmpty())
        moodle.problem =
            Tr::tr("Moodle keeps its files by %1, where nobody here can look: backups that lie there alone "
                   "are no part of this plan.")
                .arg(visibleText(known.fileSystemClass));
    LaterListing(reading, laterPool(laterPlaces(own->site, known)), facts).take();
    return ZipListing {reading.head.listedAt, facts.zips, facts.freeBytes, facts.problems, inventory->notChecked};
}

void ArchiveService::addKinds(ArchiveFacts &facts, const Moodle &moodle)
{
    if (moodle.reading.courses.isEmpty())
        return;
    CourseReading reading = moodle.reading;
    const CopyPlace place = facts.isShared ? CopyPlace::SharedFolder : CopyPlace::CourseFolder;
    for (const ZipFile &zip : std::as_const(facts.zips))
        reading.files.append({place, zip.path, zip.bytes, zip.modified, zip.check, facts.now, {}});
    for (const PlacedCopy &placed : placedCopies(reading, facts.zone, facts.now, {}))
        facts.known[placed.copy.file.path].kind = placed.copy.kind;
}

} // namespace Nightkeep

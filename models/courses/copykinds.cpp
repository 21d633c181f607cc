// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copykinds.h"

#include "models/base/tr.h"
#include "models/courses/backupname.h"
#include "models/zips/ziplisting.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 kindDay = 24 * 3600;

bool kindIsMbz(const FoundFile &file, const QString &name)
{
    return file.place == CopyPlace::Pool || file.place == CopyPlace::Trash || file.inside.format == BackupFormat::TarGz
        || name.endsWith(QLatin1String(".mbz"), Qt::CaseInsensitive);
}

/// What zipFaultWords() says of a zip and its moodle.xml, of an mbz.
QString kindFaultWords(const ZipCheck &check, bool isMbz)
{
    if (!isMbz)
        return zipFaultWords(check);
    switch (check.fault) {
    case ZipFault::NoZip:
        return Tr::tr("it is no packed backup but another kind of file");
    case ZipFault::NoMoodleXml:
        return Tr::tr("it holds no moodle_backup.xml, so it is no backup");
    case ZipFault::DamagedXml:
        return Tr::tr("its moodle_backup.xml is damaged");
    case ZipFault::StrangePacking:
        return Tr::tr("its moodle_backup.xml is packed in a way that cannot be unpacked");
    case ZipFault::NoBackup:
        return Tr::tr("its moodle_backup.xml is not that of a backup");
    case ZipFault::CutXml:
        return check.detail.isEmpty() ? Tr::tr("its moodle_backup.xml breaks off") : zipFaultWords(check);
    case ZipFault::DamagedMember: // its checksum is of all members together
        return check.detail.isEmpty() ? Tr::tr("something in it is damaged") : zipFaultWords(check);
    case ZipFault::Bomb:
        return Tr::tr("it would unpack to more than a file of its size can hold");
    default:
        return zipFaultWords(check);
    }
}

bool kindIsNoBackup(ZipFault fault)
{
    return fault == ZipFault::NoZip || fault == ZipFault::Empty || fault == ZipFault::NoMoodleXml
        || fault == ZipFault::NoBackup;
}

/// Of a file in a course's own folder; 0: it lies elsewhere. What lies deeper in it is the course's too.
qint64 kindFolderCourse(const FoundFile &file)
{
    const qsizetype slash = file.path.indexOf('/');
    if (file.place != CopyPlace::CourseFolder || slash < 0
        || !QByteArrayView(file.path).sliced(slash).startsWith("/backupdata/"))
        return 0;
    return courseOfZip(file.path.left(slash) + "/backupdata/a").value_or(0);
}

/// Moodle may be set to leave letters as they are: then both are made plain.
bool kindNames(const BackupName &name, const QByteArray &nameInFile)
{
    const QByteArray end = '-' + nameInFile;
    return name.isDefault
        && (name.before.toLower().endsWith(end) || cleanedShortName(QString::fromUtf8(name.before)).endsWith(end));
}

const PlaceSeen *kindPool(const CourseReadingHead &head)
{
    const auto pool = std::find_if(head.places.cbegin(), head.places.cend(),
                                   [](const PlaceSeen &place) { return place.kind == CopyPlace::Pool; });
    return pool == head.places.cend() ? nullptr : &*pool;
}

class KindJoin
{
public:
    KindJoin(const CourseReading &reading, const QTimeZone &zone, const QDateTime &now, const WantedCopy &wanted);
    [[nodiscard]] QList<PlacedCopy> all() const;

private:
    struct Known
    {
        const CourseState *course = nullptr;
        QByteArray nameInFile;
    };
    [[nodiscard]] PlacedCopy ofRecord(const FileRecord &record) const;
    [[nodiscard]] PlacedCopy ofFile(const FoundFile &file) const;
    [[nodiscard]] CopySight sightOf(const FileRecord &record) const;
    void date(PlacedCopy &placed, const FileRecord *record, const BackupName &name) const;
    void judge(PlacedCopy &placed, const BackupName &name) const;
    [[nodiscard]] std::optional<qint64> courseOf(const PlacedCopy &placed, const BackupName &name) const;
    [[nodiscard]] static bool isCourseSure(const PlacedCopy &placed, const BackupName &name);
    [[nodiscard]] CopyKind kindOf(PlacedCopy &placed, const BackupName &name) const;
    [[nodiscard]] CopyKind ownKindOf(const PlacedCopy &placed, const BackupName &name, const Known &known) const;
    [[nodiscard]] bool isOfARun(const CourseState &course, const QDateTime &made) const;
    [[nodiscard]] QDateTime lastBegin(const QDateTime &moment) const;

    const CourseReading &m_reading;
    const ZoneMinutes m_minutes;
    const QTimeZone &m_zone;
    const QDateTime &m_now;
    const WantedCopy &m_wanted;
    const QString m_siteHash; ///< empty: not known
    const SeenPaths m_pool;
    QHash<qint64, Known> m_courses;
    QHash<QByteArray, int> m_namesakes; ///< courses by their names in files
    CourseNames m_names;
    QHash<QByteArray, const FoundFile *> m_inPool;
    bool m_poolIsHere = false;
    mutable QHash<qint64, QList<QDateTime>> m_begins; ///< by day of UTC: lastBegin() of its moments, newest first
};

KindJoin::KindJoin(const CourseReading &reading, const QTimeZone &zone, const QDateTime &now, const WantedCopy &wanted)
    : m_reading(reading)
    , m_minutes(zone)
    , m_zone(zone)
    , m_now(now)
    , m_wanted(wanted)
    , m_siteHash(reading.head.moodle.siteIdentifier.isEmpty()
                     ? QString()
                     : QString::fromLatin1(
                         QCryptographicHash::hash(reading.head.moodle.siteIdentifier.toUtf8(), QCryptographicHash::Md5)
                             .toHex()))
    , m_pool(kindPool(reading.head))
{
    m_courses.reserve(reading.courses.size());
    for (const CourseState &course : reading.courses) {
        const QByteArray name = courseNameInFile(course);
        m_courses.insert(course.id, {&course, name});
        ++m_namesakes[name];
        m_names.add(course.shortName, course.id);
    }
    for (const FoundFile &file : reading.files) {
        if (file.place == CopyPlace::Pool)
            m_inPool.insert(file.path, &file);
    }
    const MoodleFacts &facts = reading.head.moodle;
    m_poolIsHere = facts.fileSystemClass.isEmpty()
        && (facts.fileSystemKnown
            || std::any_of(reading.records.cbegin(), reading.records.cend(),
                           [this](const FileRecord &record) { return m_inPool.contains(record.hash); }));
}

QList<PlacedCopy> KindJoin::all() const
{
    QList<PlacedCopy> copies;
    copies.reserve(m_reading.records.size() + m_reading.files.size() - m_inPool.size());
    for (const FileRecord &record : m_reading.records)
        copies.append(ofRecord(record));
    for (const FoundFile &file : m_reading.files) {
        if (file.place != CopyPlace::Pool)
            copies.append(ofFile(file));
    }
    return copies;
}

PlacedCopy KindJoin::ofRecord(const FileRecord &record) const
{
    PlacedCopy placed;
    BackupCopy &copy = placed.copy;
    if (const FoundFile *file = m_inPool.value(record.hash)) {
        copy.file = *file;
    } else {
        copy.file.place = CopyPlace::Pool;
        copy.file.path = record.hash;
        copy.file.bytes = record.bytes;
        copy.sight = sightOf(record);
    }
    copy.name = visibleText(record.name);
    copy.area = record.area;
    placed.lying = std::max<qint64>(record.course, 0);
    const BackupName name = readBackupName(record.name.toUtf8(), m_minutes, m_now);
    date(placed, &record, name);
    judge(placed, name);
    return placed;
}

PlacedCopy KindJoin::ofFile(const FoundFile &file) const
{
    PlacedCopy placed;
    placed.copy.file = file;
    placed.copy.name = displayPath(file.path.mid(file.path.lastIndexOf('/') + 1));
    placed.lying = kindFolderCourse(file);
    const BackupName name = readBackupName(file.path, m_minutes, m_now);
    date(placed, nullptr, name);
    judge(placed, name);
    return placed;
}

/// Records and files are of one moment only where both were read: an older listing was not asked for a newer record,
/// and an older record may be of a file that Moodle has removed since.
CopySight KindJoin::sightOf(const FileRecord &record) const
{
    const CourseReadingHead &head = m_reading.head;
    const bool wasAsked = !head.inventoryFailure || (record.made.isValid() && record.made <= head.listedAt);
    const BytePath path = pathByHash(record.hash);
    return m_poolIsHere && wasAsked && !head.moodleFailure && m_pool.contains(path) ? CopySight::NotThere
                                                                                    : CopySight::CannotTell;
}

void KindJoin::date(PlacedCopy &placed, const FileRecord *record, const BackupName &name) const
{
    BackupCopy &copy = placed.copy;
    const auto believed = [this, &copy](const QDateTime &moment) {
        if (!isOfTheFuture(moment, m_now))
            return moment;
        copy.isOfTheFuture = true;
        return QDateTime();
    };
    const QDateTime inside = believed(copy.file.check.made);
    placed.named = name.made;
    copy.isOfTheFuture = copy.isOfTheFuture || name.isOfTheFuture;
    if (record)
        placed.recorded = believed(record->made);
    // The time of a file in the pool is that of whichever record brought its content first.
    const QDateTime own = record ? placed.recorded : believed(copy.file.modified);
    QDateTime earliest;
    QDateTime latest;
    for (const QDateTime &moment : {inside, placed.recorded, placed.named, own}) {
        if (!moment.isValid())
            continue;
        if (!copy.made.isValid())
            copy.made = moment;
        earliest = earliest.isValid() ? std::min(earliest, moment) : moment;
        latest = latest.isValid() ? std::max(latest, moment) : moment;
    }
    copy.datesDiffer = earliest.isValid() && earliest.secsTo(latest) > kindDay;
    if (!copy.made.isValid() && copy.file.modified.isValid() && !isOfTheFuture(copy.file.modified, m_now))
        copy.made = copy.file.modified;
}

void KindJoin::judge(PlacedCopy &placed, const BackupName &name) const
{
    BackupCopy &copy = placed.copy;
    const ZipCheck &check = copy.file.check;
    placed.lacksUsers = copy.file.inside.users ? !*copy.file.inside.users : name.withoutUsers;
    placed.lacksFiles = copy.file.inside.files ? !*copy.file.inside.files : name.withoutFiles;
    copy.isWhole = !(m_wanted.users && placed.lacksUsers) && !(m_wanted.files && placed.lacksFiles);
    copy.kind = kindOf(placed, name);
    if (copy.sight == CopySight::NotThere)
        copy.fault = Tr::tr("Moodle records it, and the pool does not have it");
    else if (copy.sight == CopySight::CannotTell)
        copy.fault = Tr::tr("Moodle records it, and nobody could look whether it is there");
    else if (check.isDoubtful())
        copy.fault = kindFaultWords(check, kindIsMbz(copy.file, copy.name));
    else if (copy.file.bytes < leastBackupBytes)
        copy.fault = Tr::tr("it is too small to be a backup");
    else if (check.level == ZipLevel::NotChecked)
        copy.fault = Tr::tr("nobody has looked into it");
    else if (!copy.made.isValid())
        copy.fault = Tr::tr("its times lie in the future");
    else if (isOwnCopy(copy) && !isCourseSure(placed, name))
        copy.fault = Tr::tr("nobody has looked inside of which course it is");
    copy.isSound = copy.fault.isEmpty();
}

std::optional<qint64> KindJoin::courseOf(const PlacedCopy &placed, const BackupName &name) const
{
    const std::optional<qint64> &inside = placed.copy.file.check.course;
    if (inside && *inside > 0)
        return inside;
    if (placed.lying > 0)
        return placed.lying;
    if (name.course)
        return name.course;
    if (placed.copy.file.place != CopyPlace::SharedFolder || !name.isDefault)
        return std::nullopt;
    // As 1.9 ends its names; marks are only of later ones.
    const std::optional<qint64> named = m_names.courseOf(name.before + "-20080519-1659.zip");
    // Two courses that write under one name: it may be either's.
    return named && m_namesakes.value(m_courses.value(*named).nameInFile) == 1 ? named : std::nullopt;
}

/// People may put anything anywhere, and what says its course may lie deeper in a large mbz than was looked: then its
/// place and its name have to agree.
bool KindJoin::isCourseSure(const PlacedCopy &placed, const BackupName &name)
{
    const BackupCopy &copy = placed.copy;
    if (copy.file.check.course || copy.kind == CopyKind::MadeByMoodle)
        return true;
    const bool isNamed = name.course ? *name.course == placed.lying : copy.kind == CopyKind::MadeByPeople && !copy.area;
    return placed.lying > 0 && isNamed;
}

CopyKind KindJoin::kindOf(PlacedCopy &placed, const BackupName &name) const
{
    BackupCopy &copy = placed.copy;
    const FoundFile &file = copy.file;
    const QString &siteHash = file.inside.siteHash;
    const bool isOfOtherSite =
        !m_siteHash.isEmpty() && !siteHash.isEmpty() && siteHash.compare(m_siteHash, Qt::CaseInsensitive) != 0;
    const bool isPart =
        copy.area == BackupArea::Part || (!file.inside.type.isEmpty() && file.inside.type != QLatin1String("course"));
    const bool isNone = kindIsNoBackup(file.check.fault) && !name.isDefault && !copy.area;
    if (!isPart && isOfOtherSite)
        return CopyKind::OtherSite;
    if (!isPart && isNone)
        return CopyKind::NoBackup;
    copy.course = courseOf(placed, name);
    if (isPart)
        return CopyKind::Part;
    if (!copy.course)
        return CopyKind::Unplaced;
    const auto known = m_courses.constFind(*copy.course);
    if (known == m_courses.cend())
        return CopyKind::DeletedCourse;
    if (placed.lying > 0 && *copy.course != placed.lying)
        return CopyKind::OtherCourse;
    return ownKindOf(placed, name, *known);
}

CopyKind KindJoin::ownKindOf(const PlacedCopy &placed, const BackupName &name, const Known &known) const
{
    const BackupCopy &copy = placed.copy;
    const bool isShared = copy.file.place == CopyPlace::SharedFolder;
    if (copy.area == BackupArea::Automated || copy.file.inside.automated)
        return CopyKind::MadeByMoodle;
    if (copy.area)
        return CopyKind::MadeByPeople;
    if (isShared && m_reading.head.moodle.edition == MoodleEdition::Later && name.isDefault
        && name.course == known.course->id)
        return CopyKind::MadeByMoodle;
    if (kindNames(name, known.nameInFile))
        return isShared || isOfARun(*known.course, copy.made) ? CopyKind::MadeByMoodle : CopyKind::MadeByPeople;
    const bool isTold = copy.file.check.course || placed.lying > 0;
    return name.isDefault && isTold ? CopyKind::OldName : CopyKind::HandNamed;
}

/// The last moment up to that one at which the schedule asks for a run; invalid: it asks for none.
QDateTime KindJoin::lastBegin(const QDateTime &moment) const
{
    // Working one out takes longer than all else here, and many copies are of one day.
    const qint64 day = moment.toSecsSinceEpoch() / kindDay;
    auto begins = m_begins.constFind(day);
    if (begins == m_begins.cend()) {
        QList<QDateTime> ofDay; // those in it, of which clocks that change may make two, and the one before
        QDateTime until = QDateTime::fromSecsSinceEpoch((day + 1) * kindDay - 1, QTimeZone::utc());
        do {
            ofDay.append(lastScheduledRun(m_reading.head.moodle, m_zone, until.addSecs(runTime)));
            until = ofDay.last().addSecs(-1);
        } while (until.isValid() && until.toSecsSinceEpoch() >= day * kindDay);
        begins = m_begins.insert(day, ofDay);
    }
    const auto last = std::find_if(begins->cbegin(), begins->cend(),
                                   [&moment](const QDateTime &begin) { return begin.isValid() && begin <= moment; });
    return last == begins->cend() ? QDateTime() : *last;
}

bool KindJoin::isOfARun(const CourseState &course, const QDateTime &made) const
{
    const auto isWithin = [&made](const QDateTime &from, const QDateTime &to) {
        // Names have no seconds, and what was written last is packed and copied after it.
        return from.isValid() && from.secsTo(made) >= -60
            && (to.isValid() ? std::max(from, to) : from).secsTo(made) <= 3600;
    };
    if (!made.isValid())
        return false;
    if (isWithin(course.lastStart, course.lastEnd)
        || std::any_of(course.runs.cbegin(), course.runs.cend(),
                       [&isWithin](const CourseRun &run) { return isWithin(run.started, run.lastSign); }))
        return true;
    // Moodle forgets its runs sooner than their files go: of a night of which it knows none, the schedule tells.
    const QDateTime begin = lastBegin(made);
    if (!begin.isValid() || begin.secsTo(made) > runTime)
        return false;
    const auto isOfThatNight = [&begin](const QDateTime &started) {
        return started.isValid() && qAbs(begin.secsTo(started)) <= runTime;
    };
    return !isOfThatNight(course.lastStart)
        && std::none_of(course.runs.cbegin(), course.runs.cend(),
                        [&isOfThatNight](const CourseRun &run) { return isOfThatNight(run.started); });
}

} // namespace

QList<PlacedCopy> placedCopies(const CourseReading &reading, const QTimeZone &zone, const QDateTime &now,
                               const WantedCopy &wanted)
{
    return KindJoin(reading, zone, now, wanted).all();
}

QString copyFaultWords(const FoundFile &file, const QString &name)
{
    return kindFaultWords(file.check, kindIsMbz(file, name));
}

QByteArray courseNameInFile(const CourseState &course)
{
    return courseNameInFile(course.shortName, course.id);
}

bool isUnlooked(const BackupCopy &copy)
{
    return copy.sight == CopySight::Seen && !copy.isSound && !copy.file.check.isDoubtful()
        && copy.file.bytes >= leastBackupBytes
        && (copy.file.check.level == ZipLevel::NotChecked || (copy.made.isValid() && !copy.file.check.course));
}

bool isUnsure(const BackupCopy &copy)
{
    return copy.sight == CopySight::CannotTell || isUnlooked(copy);
}

bool isOwnCopy(const BackupCopy &copy)
{
    const bool isOwnKind = copy.kind == CopyKind::MadeByMoodle || copy.kind == CopyKind::MadeByPeople
        || copy.kind == CopyKind::HandNamed || copy.kind == CopyKind::OldName;
    return isOwnKind && copy.file.place != CopyPlace::Trash;
}

SeenPaths::SeenPaths(const PlaceSeen *place)
{
    if (!place || (place->sight != PlaceSight::Seen && place->sight != PlaceSight::Partly))
        return;
    if (place->sight == PlaceSight::Partly)
        m_unseen = unseenFolders(place->problems);
    m_none = place->sight == PlaceSight::Partly && (m_unseen.isEmpty() || m_unseen.contains(BytePath(".")));
}

bool SeenPaths::contains(const BytePath &path) const
{
    return !m_none && std::none_of(m_unseen.cbegin(), m_unseen.cend(), [&path](const BytePath &unseen) {
        return holdsPath(unseen, path) || holdsPath(path, unseen);
    });
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/retention/retentionservice.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Collects what may hold a person's data, by place.
class ErasureSearch
{
public:
    ErasureSearch(const ErasureRecord &record, const RetentionReading &reading, const RetentionView &view)
        : m_record(record)
        , m_reading(reading)
        , m_view(view)
    {
        for (const RestorePoint &point : view.courses)
            m_points.insert(point.night, point);
    }
    [[nodiscard]] QList<ErasureCopy> copies()
    {
        lookAtServer();
        lookAtStorage();
        lookAtDumps();
        lookAtArchives();
        return m_copies;
    }

private:
    /// A copy of that day may have been made before the data went.
    [[nodiscard]] bool isBefore(const QDate &made) const { return !made.isValid() || made <= m_record.erasedOn; }
    [[nodiscard]] QDate dayMade(const BackupCopy &copy) const
    {
        const QDateTime made = copy.made.isValid() ? copy.made : copy.file.modified;
        return made.isValid() ? made.toTimeZone(m_view.now.timeZone()).date() : QDate();
    }
    void lookAtServer();
    void addCopy(const QString &what, const BackupCopy &copy);
    void addManyCopies(const QList<const BackupCopy *> &copies);
    [[nodiscard]] ErasureCopy ended(const BackupCopy &copy) const;
    void lookAtStorage();
    void addErasedFiles();
    void lookAtDumps();
    void lookAtArchives();
    [[nodiscard]] bool lookAtPlaces(const ArchiveRecord &record);

    const ErasureRecord &m_record;
    const RetentionReading &m_reading;
    const RetentionView &m_view;
    QHash<QDate, RestorePoint> m_points; ///< of the courses
    QList<ErasureCopy> m_copies;
};

QString neverByItself()
{
    return Tr::tr("No rule deletes it: somebody has to, and the storage manager keeps its copy after that.");
}

/// Until when a copy on the server is there, and after that in the storage manager.
ErasureCopy ErasureSearch::ended(const BackupCopy &copy) const
{
    ErasureCopy found {{}, visibleText(m_view.site.dataServer) + u' ' + displayPath(copy.file.path), {}, {}};
    const QDate day = dayMade(copy);
    const auto point = m_points.constFind(day);
    if (!day.isValid()) {
        found.why = Tr::tr("When it was made cannot be told.");
    } else if (copy.kind != CopyKind::MadeByMoodle) {
        found.why = neverByItself();
    } else if (!m_view.policy.course) {
        found.why = Tr::tr("How many copies Moodle keeps is not known.");
    } else if (point == m_points.cend()) {
        found.why = Tr::tr("By the rules it should not be here any more: see why it was not deleted.");
    } else if (point->homes.testFlag(CopyHome::Server) && !point->onServerUntil) {
        found.why = neverByItself();
    } else if (!point->inStorageUntil) {
        found.why = Tr::tr("Moodle deletes it; how long the storage manager keeps its copy is not known, or it never "
                           "deletes it.");
    } else {
        found.endsOn = dayOf(*std::max(point->onServerUntil, point->inStorageUntil));
        found.why = Tr::tr("Moodle deletes it, and after that the storage manager keeps its copy until then.");
    }
    return found;
}

void ErasureSearch::addCopy(const QString &what, const BackupCopy &copy)
{
    ErasureCopy found = ended(copy);
    found.what = what + visibleText(copy.name);
    m_copies << found;
}

/// Where nobody knows which courses it is about: all, in a line for those that go at one time and one for the others.
void ErasureSearch::addManyCopies(const QList<const BackupCopy *> &copies)
{
    int endless = 0;
    int ending = 0;
    QDate last;
    for (const BackupCopy *copy : copies) {
        const QDate ends = ended(*copy).endsOn;
        ++(ends.isValid() ? ending : endless);
        if (ends.isValid())
            last = last.isValid() ? std::max(last, ends) : ends;
    }
    const QString where = visibleText(m_view.site.dataServer) + u' ' + displayPath(m_view.site.dataFolder);
    if (ending > 0)
        m_copies << ErasureCopy {Tr::tr("%n copies of courses, made by Moodle", nullptr, ending), where, last,
                                 Tr::tr("The last of them goes then, from the storage manager too.")};
    if (endless > 0)
        m_copies << ErasureCopy {Tr::tr("%n more copies of courses", nullptr, endless), where, {}, neverByItself()};
}

void ErasureSearch::lookAtServer()
{
    QList<const BackupCopy *> ofAny;
    for (const CourseBackups &course : m_reading.backups.courses) {
        if (!m_record.courses.isEmpty() && !m_record.courses.contains(course.course.id))
            continue;
        for (const BackupCopy &copy : course.copies) {
            if (copy.sight != CopySight::Seen || !isBefore(dayMade(copy)))
                continue;
            if (m_record.courses.isEmpty())
                ofAny << &copy;
            else
                addCopy(visibleText(course.course.shortName) + QLatin1String(", "), copy);
        }
    }
    for (const BackupCopy &copy : m_reading.backups.others) {
        const bool isOfOther = !m_record.courses.isEmpty() && copy.course && !m_record.courses.contains(*copy.course);
        if (copy.sight == CopySight::Seen && copy.kind != CopyKind::NoBackup && !isOfOther && isBefore(dayMade(copy)))
            ofAny << &copy;
    }
    addManyCopies(ofAny);
    if (!m_reading.backups.isRead())
        m_copies << ErasureCopy {Tr::tr("Copies of courses on the server"),
                                 visibleText(m_view.site.dataServer),
                                 {},
                                 Tr::tr("Nobody has looked which there are.")};
}

/// What was in the data folder, and went from there or was replaced when the person was erased.
void ErasureSearch::addErasedFiles()
{
    const std::optional<StorageRules> &rules = m_view.policy.storage;
    if (!rules)
        return;
    const bool isReplaced =
        rules->versionsExist != 1 || rules->versionsDeleted == NoLimit || rules->versionsDeleted > 1;
    const int extra = isReplaced ? rules->retainExtra : 0;
    const int only = rules->versionsDeleted == 0 ? 0 : rules->retainOnly;
    const bool isEndless = extra == NoLimit || only == NoLimit;
    // The incremental that notices it may be the next one.
    const QDate last = m_record.erasedOn.addDays(rules->everyDays + std::max(extra, only));
    if (isEndless || last >= m_view.now.date())
        m_copies << ErasureCopy {Tr::tr("Files of the data folder that were erased then"), Tr::tr("storage manager"),
                                 isEndless ? QDate() : last,
                                 isEndless ? Tr::tr("The storage manager never deletes some of them.")
                                           : Tr::tr("The last of them goes then.")};
}

void ErasureSearch::lookAtStorage()
{
    const QString where = Tr::tr("storage manager");
    QDate last;
    int nights = 0;
    bool isEndless = false;
    for (const RestorePoint &point : m_view.courses) {
        const bool isThereAlone = point.homes.testFlag(CopyHome::Storage) && !point.homes.testFlag(CopyHome::Server);
        if (!isThereAlone || !isBefore(point.night))
            continue;
        ++nights;
        isEndless = isEndless || !point.inStorageUntil;
        if (point.inStorageUntil)
            last = last.isValid() ? std::max(last, dayOf(*point.inStorageUntil)) : dayOf(*point.inStorageUntil);
    }
    if (nights > 0)
        m_copies << ErasureCopy {Tr::tr("Copies of courses of %n nights that the server has no more", nullptr, nights),
                                 where, isEndless ? QDate() : last,
                                 isEndless ? Tr::tr("The storage manager never deletes some of them.")
                                           : Tr::tr("The last of them goes then.")};
    addErasedFiles();
    if (!m_view.policy.course || !m_view.policy.storage)
        m_copies << ErasureCopy {Tr::tr("Copies of courses, and files of the data folder"),
                                 where,
                                 {},
                                 Tr::tr("How long they are kept is not known.")};
}

void ErasureSearch::lookAtDumps()
{
    const QString where = Tr::tr("%1 and storage manager", "a server").arg(visibleText(m_view.site.databaseServer));
    QDate last;
    int nights = 0;
    for (const RestorePoint &point : m_view.dumps) {
        if (!isBefore(point.night))
            continue;
        const QString day = dayInWords(point.night, QLocale::ShortFormat);
        const std::optional<WallMinute> end = std::max(point.onServerUntil, point.inStorageUntil);
        if (!end || (point.homes.testFlag(CopyHome::Server) && !point.onServerUntil)) {
            m_copies << ErasureCopy {Tr::tr("Database dump of %1", "a day").arg(day),
                                     where,
                                     {},
                                     Tr::tr("Nothing overwrites or deletes it: somebody has to.")};
            continue;
        }
        ++nights;
        last = last.isValid() ? std::max(last, dayOf(*end)) : dayOf(*end);
    }
    if (nights > 0)
        m_copies << ErasureCopy {Tr::tr("Database dumps of %n nights", nullptr, nights), where, last,
                                 Tr::tr("The last of them goes then.")};
    if (!m_view.policy.dumps || !m_view.policy.dumpStorage)
        m_copies << ErasureCopy {Tr::tr("Database dumps"), where, {}, Tr::tr("How long they are kept is not known.")};
}

/// Those that are or may be elsewhere, each with what its place said of its end. Whether it lies there alone.
bool ErasureSearch::lookAtPlaces(const ArchiveRecord &record)
{
    bool isElsewhere = false;
    for (const HandOver &handOver : m_reading.handOvers) {
        const bool isConfirmed = isThereOn(handOver, m_view.now.date());
        const bool isOver = handOver.state == HandOverState::Confirmed && !isConfirmed; // by what its place said
        if (handOver.run != record.run.id || !mayLieThere(handOver.state) || isOver)
            continue;
        isElsewhere = isElsewhere || isConfirmed;
        ErasureCopy there {Tr::tr("Archive %1").arg(visibleText(record.run.request.name)),
                           visibleText(handOver.where),
                           {},
                           Tr::tr("How long it is kept is not known.")};
        if (handOver.expiry.kind == Expiry::Kind::OnDay) {
            there.endsOn = handOver.expiry.day;
            there.why = Tr::tr("So the place said when it was last asked.");
        } else if (handOver.expiry.kind == Expiry::Kind::Never) {
            there.why = Tr::tr("Its place keeps it for ever.");
        }
        if (!isConfirmed) {
            there.endsOn = QDate();
            there.why = Tr::tr("Whether it is there is not confirmed: ask, or look at the place.");
        }
        m_copies << there;
    }
    return isElsewhere && record.status.copy == ArchiveCopy::Gone; // else something of it may lie on its server
}

void ErasureSearch::lookAtArchives()
{
    const std::optional<ArchiveRules> &rules = m_view.policy.archives;
    for (const ArchiveRecord &record : m_reading.archives) {
        const ArchiveRun &run = record.run;
        // One whose oldest zip is newer than the erasure holds nothing of it.
        const bool isNewer = run.request.rule == ArchiveRule::NewestPerCourse && run.request.notBefore.isValid()
            && run.request.notBefore > m_record.erasedOn;
        const bool isFinished = wasVerified(record.status);
        const bool isNothing = !isFinished && record.status.state == ArchiveState::None;
        if (run.request.site != m_view.site.name || isNothing || isNewer)
            continue;
        if (lookAtPlaces(record))
            continue;
        ErasureCopy found {Tr::tr("Archive %1").arg(visibleText(run.request.name)),
                           record.moved ? visibleText(record.moved->text)
                                        : visibleText(run.server) + u' ' + displayPath(run.archiveFolder),
                           {},
                           {}};
        if (!isFinished)
            found.why = Tr::tr("It was not finished: what there is of it stays until somebody removes it.");
        else if (!rules)
            found.why = Tr::tr("How long it is kept is not known.");
        else if (rules->keepYears == NoLimit)
            found.why = Tr::tr("The storage manager never deletes an archive.");
        else if (record.status.copy == ArchiveCopy::InPlace || record.status.copy == ArchiveCopy::Returned)
            found.why = neverByItself();
        else
            found.endsOn = run.startedAt.toTimeZone(m_view.now.timeZone()).date().addYears(rules->keepYears);
        if (found.endsOn.isValid())
            found.why = Tr::tr("The storage manager keeps an archive %n years.", nullptr, rules->keepYears);
        if (!found.endsOn.isValid() || found.endsOn >= m_view.now.date())
            m_copies << found;
    }
}

} // namespace

QList<ErasureCopy> copiesOfErased(const ErasureRecord &record, const RetentionReading &reading,
                                  const RetentionView &view)
{
    QList<ErasureCopy> copies = ErasureSearch(record, reading, view).copies();
    std::stable_sort(copies.begin(), copies.end(), [](const ErasureCopy &a, const ErasureCopy &b) {
        return std::pair(a.endsOn.isValid(), b.endsOn) < std::pair(b.endsOn.isValid(), a.endsOn);
    });
    return copies;
}

QStringList eraseAgain(const QList<ErasureRecord> &records, const QString &site, const QDate &restored)
{
    QStringList sentences;
    for (const ErasureRecord &record : records) {
        if (record.site == site && (!restored.isValid() || restored <= record.erasedOn))
            sentences << Tr::tr("Erase %1 again: it was erased on %2, and what was restored may be of before that.",
                                "a reference, a day")
                             .arg(visibleText(record.reference), dayAndMonth(record.erasedOn));
    }
    return sentences;
}

} // namespace Nightkeep

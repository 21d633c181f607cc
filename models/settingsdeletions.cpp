// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsdeletions.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/zips/zipfile.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace Nightkeep {

namespace {

constexpr qint64 deletionDay = 24 * 60 * 60;

bool deletesNothing(const MoodleFacts &facts)
{
    const bool runs =
        facts.active == BackupActive::Manual || (facts.active == BackupActive::On && facts.weekdays.contains(u'1'));
    return !runs || (facts.keep == 0 && facts.deleteDays == 0);
}

bool isPlaceKnown(const PlaceSeen *place)
{
    return place && (place->sight == PlaceSight::Seen || place->sight == PlaceSight::Partly);
}

CopyPlace deletionKind(const MoodleFacts &facts)
{
    return facts.storage == BackupStorage::Courses ? CopyPlace::CourseFolder : CopyPlace::SharedFolder;
}

template<typename Visit> void visitCopies(const SiteBackups &backups, const Visit &visit)
{
    for (const CourseBackups &course : backups.courses) {
        for (const BackupCopy &copy : course.copies)
            visit(copy, course.course.id);
    }
    for (const BackupCopy &copy : backups.others)
        visit(copy, 0);
}

/// How many copies each course has, and which of them is the last to go. One that Moodle only records is none.
class DeletionCount
{
public:
    /// Of each course the run makes as many.
    DeletionCount(const SiteBackups &backups, int made)
    {
        for (const CourseBackups &course : backups.courses) {
            qsizetype &left = m_left[course.course.id];
            left = made;
            for (const BackupCopy &copy : course.copies) {
                if (copy.sight == CopySight::NotThere)
                    continue;
                m_owners.insert(&copy, course.course.id);
                ++left;
            }
        }
    }
    void take(const BackupCopy *copy, qint64 madeNowFor, PlayedDeletions &played)
    {
        if (copy)
            played.gone.insert(copy);
        const qint64 owner = copy ? m_owners.value(copy) : madeNowFor;
        if (const auto left = m_left.find(owner); left != m_left.end() && --*left == 0)
            played.emptied.insert(owner);
    }

private:
    QHash<qint64, qsizetype> m_left;
    QHash<const BackupCopy *, qint64> m_owners;
};

/// 1.9 knows a course's old backups by the beginning of their names.
class OldDeletions
{
public:
    OldDeletions(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &at)
        : m_backups(backups)
        , m_kind(deletionKind(facts))
        , m_keep(facts.keep)
        , m_at(at)
        , m_count(backups, 1)
    {
        findWord();
        visitCopies(backups, [this](const BackupCopy &copy, qint64) {
            if (const std::optional<QByteArray> key = keyOf(copy))
                m_files.insert({*key, {&copy, copy.file.modified.toSecsSinceEpoch(), 0}});
        });
    }

    PlayedDeletions play()
    {
        // In the zone in which Moodle names its files; what is another course's by that, is so in truth.
        const QByteArray stamp =
            m_at.toTimeZone(m_backups.zone).toString(QStringLiteral("yyyyMMdd-HHmm")).toLatin1() + ".zip";
        PlayedDeletions played;
        qint64 moment = m_at.toSecsSinceEpoch();
        for (const CourseBackups &course : m_backups.courses) {
            const QByteArray beginning = beginningOf(course.course);
            m_files.insert({beginning + stamp, {nullptr, moment++, course.course.id}}); // one after the other
            runCourse(beginning, played);
        }
        return played;
    }

private:
    struct File
    {
        const BackupCopy *copy; ///< null: the run has made it
        qint64 modified;
        qint64 madeFor;
    };
    using Files = std::multimap<QByteArray, File>;

    [[nodiscard]] static QByteArray nameOfFile(const BackupCopy &copy)
    {
        return copy.file.path.mid(copy.file.path.lastIndexOf('/') + 1);
    }
    /// What stands before the short name is a word of the site's language: the one that most backups have.
    void findWord()
    {
        QHash<QByteArray, int> words;
        for (const CourseBackups &course : m_backups.courses) {
            const QByteArray between = '-' + courseNameInFile(course.course) + '-';
            for (const BackupCopy &copy : course.copies) {
                if (copy.file.place != m_kind || copy.kind != CopyKind::MadeByMoodle)
                    continue;
                const QByteArray name = nameOfFile(copy);
                qsizetype at = name.indexOf(between);
                if (at > 0) {
                    ++words[name.left(at)];
                    continue;
                }
                // Moodle may be set to leave letters as they are.
                const QByteArray clean = cleanedShortName(QString::fromUtf8(name));
                at = clean.indexOf(between);
                if (at > 0) {
                    m_leavesLetters = true;
                    ++words[clean.left(at)];
                }
            }
        }
        int most = 0;
        for (auto word = words.cbegin(); word != words.cend(); ++word) {
            if (*word > most || (*word == most && word.key() < m_word)) {
                most = *word;
                m_word = word.key();
            }
        }
    }
    [[nodiscard]] std::optional<QByteArray> keyOf(const BackupCopy &copy) const
    {
        const BytePath &path = copy.file.path;
        const bool isThere = copy.file.place == m_kind && copy.sight == CopySight::Seen
            && (m_kind == CopyPlace::SharedFolder ? !path.contains('/') : courseOfZip(path).has_value());
        if (!isThere)
            return std::nullopt;
        if (!m_leavesLetters)
            return path;
        const QByteArray name = nameOfFile(copy);
        return path.left(path.size() - name.size()) + cleanedShortName(QString::fromUtf8(name));
    }
    [[nodiscard]] QByteArray beginningOf(const CourseState &course) const
    {
        const QByteArray name = m_word + '-' + courseNameInFile(course) + '-';
        return m_kind == CopyPlace::SharedFolder ? name : QByteArray::number(course.id) + "/backupdata/" + name;
    }
    void runCourse(const QByteArray &beginning, PlayedDeletions &played)
    {
        if (m_keep <= 0)
            return;
        std::map<qint64, Files::iterator> byTime; // of one moment the last by name is all that Moodle sees
        for (auto file = m_files.lower_bound(beginning); file != m_files.end() && file->first.startsWith(beginning);
             ++file)
            byTime[file->second.modified] = file;
        qint64 tooMany = qint64(byTime.size()) - m_keep;
        for (auto oldest = byTime.cbegin(); tooMany > 0; ++oldest, --tooMany) {
            const File file = oldest->second->second;
            m_count.take(file.copy, file.madeFor, played);
            m_files.erase(oldest->second);
        }
    }

    const SiteBackups &m_backups;
    CopyPlace m_kind;
    qint64 m_keep;
    QDateTime m_at;
    DeletionCount m_count;
    Files m_files; ///< by name: with what a name begins, stands together
    QByteArray m_word = "backup";
    bool m_leavesLetters = false;
};

/// Whether Moodle takes a file of the folder for all for one of the course's backups.
bool isOfLaterCourse(const BackupCopy &copy, qint64 course)
{
    if (copy.file.place != CopyPlace::SharedFolder || copy.sight != CopySight::Seen || copy.file.path.contains('/'))
        return false;
    if (!copy.file.path.endsWith(".mbz")
        || !copy.file.path.contains("moodle2-course-" + QByteArray::number(course) + '-'))
        return false;
    // It looks inside: what it cannot read does not count.
    return copy.file.check.level == ZipLevel::NotChecked || copy.file.check.course == course;
}

QDateTime laterMoment(const BackupCopy &copy)
{
    return copy.file.place == CopyPlace::SharedFolder && copy.file.check.made.isValid() ? copy.file.check.made
                                                                                        : copy.made;
}

/// How many of these stay, the newest first.
qsizetype laterKept(const QList<qint64> &moments, const MoodleFacts &facts, qint64 now)
{
    if (facts.deleteDays <= 0)
        return qsizetype(facts.keep);
    qsizetype kept = 0;
    for (const qint64 moment : moments) {
        if (moment < now - facts.deleteDays * deletionDay || kept >= facts.keep)
            break;
        ++kept;
    }
    return std::max(kept, qsizetype(facts.keepLeast));
}

void playLaterPlace(QList<const BackupCopy *> copies, qint64 course, const MoodleFacts &facts, qint64 at,
                    DeletionCount &count, PlayedDeletions &played)
{
    std::sort(copies.begin(), copies.end(), [](const BackupCopy *one, const BackupCopy *other) {
        return std::tie(one->file.path, one->name) < std::tie(other->file.path, other->name);
    });
    std::map<qint64, const BackupCopy *, std::greater<>> byTime; // of one moment the last is all that Moodle sees
    for (const BackupCopy *copy : std::as_const(copies)) {
        if (const QDateTime made = laterMoment(*copy); made.isValid())
            byTime[made.toSecsSinceEpoch()] = copy;
    }
    byTime[at] = nullptr; // the run has made it
    QList<qint64> moments;
    for (const auto &[moment, copy] : byTime)
        moments.append(moment);
    qsizetype place = 0;
    const qsizetype kept = laterKept(moments, facts, at);
    for (const auto &[moment, copy] : byTime) {
        if (place++ >= kept)
            count.take(copy, course, played);
    }
}

PlayedDeletions playLater(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &at)
{
    PlayedDeletions played;
    const bool makesTwo = facts.storage == BackupStorage::Both && !facts.destination.isEmpty();
    DeletionCount count(backups, makesTwo ? 2 : 1);
    const bool inCourses = facts.storage != BackupStorage::Folder;
    const bool inFolder =
        facts.storage != BackupStorage::Courses && isPlaceKnown(deletionPlace(backups, facts, CopyPlace::SharedFolder));
    for (const CourseBackups &course : backups.courses) {
        QList<const BackupCopy *> ofCourse;
        QList<const BackupCopy *> ofFolder;
        for (const BackupCopy &copy : course.copies) {
            if (copy.area == BackupArea::Automated)
                ofCourse.append(&copy);
            if (isOfLaterCourse(copy, course.course.id))
                ofFolder.append(&copy);
        }
        if (inCourses)
            playLaterPlace(ofCourse, course.course.id, facts, at.toSecsSinceEpoch(), count, played);
        if (inFolder)
            playLaterPlace(ofFolder, course.course.id, facts, at.toSecsSinceEpoch(), count, played);
    }
    return played;
}

} // namespace

const PlaceSeen *deletionPlace(const SiteBackups &backups, const MoodleFacts &facts, CopyPlace kind)
{
    const QList<PlaceSeen> &places = backups.head.places;
    const auto place =
        std::find_if(places.cbegin(), places.cend(), [kind](const PlaceSeen &each) { return each.kind == kind; });
    if (place == places.cend() || !backups.head.listedAt.isValid())
        return nullptr;
    if (kind != CopyPlace::SharedFolder)
        return &*place;
    const BytePath folder = cleanFolder(facts.destination).value_or(BytePath());
    // Where the site says itself where that folder is on the data server, Moodle may call it otherwise.
    const bool isSame = folder == place->folder
        || (!backups.site.backupFolder.isEmpty() && facts.destination == backups.head.moodle.destination);
    return isSame && !folder.isEmpty() ? &*place : nullptr;
}

PlayedDeletions playDeletions(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &at)
{
    if (deletesNothing(facts))
        return {};
    if (facts.edition == MoodleEdition::Later)
        return playLater(backups, facts, at);
    if (!isPlaceKnown(deletionPlace(backups, facts, deletionKind(facts))))
        return {};
    return OldDeletions(backups, facts, at).play();
}

QString deletionsGap(const SiteBackups &backups, const MoodleFacts &facts)
{
    if (deletesNothing(facts))
        return {};
    const QString site = visibleText(backups.site.name);
    if (!backups.isRead() || backups.head.moodle.edition != facts.edition)
        return Tr::tr("Which copies Moodle deletes is not known: the courses of %1 have never been read.").arg(site);
    if (facts.edition == MoodleEdition::Later
        && (facts.storage == BackupStorage::Courses || facts.destination.isEmpty()))
        return {}; // Moodle's own records say what is there
    if (isPlaceKnown(deletionPlace(backups, facts, deletionKind(facts))))
        return {};
    const QString where =
        facts.destination.isEmpty() ? Tr::tr("the courses' folders of %1").arg(site) : displayPath(facts.destination);
    return Tr::tr("Which copies Moodle deletes is not known: nobody has looked into %1.").arg(where);
}

QStringList deletionsDoubts(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &now)
{
    if (deletesNothing(facts))
        return {};
    QStringList doubts;
    const CourseReadingHead &head = backups.head;
    const bool isOfFiles = facts.edition == MoodleEdition::Old || facts.storage != BackupStorage::Courses;
    QDateTime readAt = isOfFiles ? head.listedAt : head.moodleReadAt;
    if (facts.storage == BackupStorage::Both && (!readAt.isValid() || head.moodleReadAt < readAt))
        readAt = head.moodleReadAt;
    if (readAt.isValid() && backups.due.isValid() && readAt < backups.due)
        doubts << Tr::tr("What is there was last looked at %1, before the last run.", "an age")
                      .arg(ageInWords(readAt, now));
    const PlaceSeen *place = isOfFiles ? deletionPlace(backups, facts, deletionKind(facts)) : nullptr;
    if (place && place->sight == PlaceSight::Partly)
        doubts << Tr::tr("Not all of %1 could be looked into: Moodle may delete more.").arg(displayPath(place->folder));
    if (facts.edition == MoodleEdition::Old)
        return doubts;
    int undated = 0;
    int unlooked = 0;
    visitCopies(backups, [&](const BackupCopy &copy, qint64 course) {
        const bool isInFolder = isOfFiles && course > 0 && isOfLaterCourse(copy, course);
        const bool isInArea =
            facts.storage != BackupStorage::Folder && course > 0 && copy.area == BackupArea::Automated;
        undated += (isInFolder || isInArea) && !laterMoment(copy).isValid() ? 1 : 0;
        unlooked += isInFolder && copy.file.check.level == ZipLevel::NotChecked ? 1 : 0;
    });
    if (undated > 0)
        doubts << Tr::tr("When %n copies were made is not known: they are left out.", nullptr, undated);
    if (unlooked > 0)
        doubts << Tr::tr("Nobody has looked into %n copies: they are taken for what their names say.", nullptr,
                         unlooked);
    return doubts;
}

} // namespace Nightkeep

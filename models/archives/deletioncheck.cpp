// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletioncheck.h"

#include "models/archives/poolmember.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

using Obstacle = DeletionObstacle;

/// An archive as the place of a copy: nothing is in the way, or what is.
struct ArchivedAt
{
    const ArchiveHolding *archive = nullptr;
    ZipCheck check = {}; ///< of the copy, when it was archived
    std::optional<DeletionReason> obstacle = {};
    bool isByNote = false;
};

DeletionReason notArchived(Obstacle kind, const QString &text)
{
    return {kind, text, Tr::tr("Make an archive that takes it, and check the list again once that is complete.")};
}

/// How an archive that holds the copy stands.
ArchivedAt standingOf(const ArchiveHolding &holding, const ZipCheck &check)
{
    const ArchiveStatus &status = holding.record.status;
    const QString name = visibleText(holding.record.run.request.name);
    ArchivedAt at {&holding, check};
    if (status.state != ArchiveState::Complete || status.sha256.isEmpty()) {
        at.obstacle =
            DeletionReason {Obstacle::ArchiveNotWhole,
                            Tr::tr("The archive %1 that would hold it is not complete: %2.", "an archive, its state")
                                .arg(name, archiveStateWord(status.state)),
                            Tr::tr("Wait until it is, or start it again.")};
    } else if (status.copy == ArchiveCopy::Altered) {
        at.obstacle = DeletionReason {Obstacle::ArchiveNotWhole,
                                      Tr::tr("The archive %1 that held it is no longer what it was.").arg(name),
                                      Tr::tr("Do not rely on that file: make another archive.")};
    } else if (status.copy != ArchiveCopy::InPlace && holding.record.moved) {
        at.isByNote = true;
    } else if (status.copy == ArchiveCopy::Returned) {
        at.obstacle = DeletionReason {
            Obstacle::ArchiveNotInPlace,
            Tr::tr("The archive %1 that holds it was gone, is back, and has not been read since.").arg(name),
            Tr::tr("Read it back: \"nightkeepctl archive verify --run %1\".").arg(holding.record.run.id)};
    } else if (status.copy != ArchiveCopy::InPlace) {
        at.obstacle = DeletionReason {
            Obstacle::ArchiveNotInPlace,
            Tr::tr("The archive %1 that holds it is not at its place, and nobody has said where it went.").arg(name),
            Tr::tr("Say where it went, if it was taken to tape.")};
    }
    return at;
}

/// Better to rest on: nothing in the way, and in place.
int rankOf(const ArchivedAt &at)
{
    return at.obstacle ? 2 : at.isByNote ? 1 : 0;
}

BytePath pathBelow(const BytePath &folder, const BytePath &path)
{
    return folder.endsWith('/') ? folder + path : folder + '/' + path;
}

/// One content may be recorded under one name in each area of a course.
constexpr qsizetype deletionPoolNames = 4;

/// What a copy is called in an archive, as its plan named it.
BytePath memberOf(const BackupCopy &copy, const QSet<BytePath> &taken = {})
{
    const FoundFile &file = copy.file;
    return file.place == CopyPlace::Pool ? poolMember(copy.name, file.path, copy.course.value_or(0), taken) : file.path;
}

/// Of the pool its name may have been taken.
QList<BytePath> membersOf(const BackupCopy &copy)
{
    QList<BytePath> members {memberOf(copy)};
    while (copy.file.place == CopyPlace::Pool && members.size() < deletionPoolNames)
        members.append(memberOf(copy, QSet<BytePath>(members.cbegin(), members.cend())));
    return members;
}

template<typename One, typename Other> bool haveSameSizeAndTime(const One &one, const Other &other)
{
    return one.bytes == other.bytes && one.modified.toSecsSinceEpoch() == other.modified.toSecsSinceEpoch();
}

/// Finds the archives in which a file of the site's data server lies.
class ArchivedFiles
{
public:
    ArchivedFiles(const SiteBackups &site, const QList<ArchiveHolding> &archives)
        : m_isLater(site.head.moodle.edition == MoodleEdition::Later)
        , m_site(site)
    {
        for (const PlaceSeen &place : site.head.places) {
            if (!m_folders.contains(place.kind))
                m_folders.insert(place.kind, place.folder);
        }
        for (const ArchiveHolding &holding : archives) {
            const ArchiveRun &run = holding.record.run;
            if (holding.record.status.state == ArchiveState::None
                || run.server.compare(site.site.dataServer, Qt::CaseInsensitive) != 0)
                continue;
            if (!holding.files && wasVerified(holding.record.status))
                m_unknown.append(&holding);
            take(holding);
        }
        if (!m_isLater)
            return;
        for (const CourseBackups &course : site.courses) {
            for (const BackupCopy &copy : course.copies)
                m_named[memberOf(copy)].append(&copy.file);
        }
        for (const BackupCopy &copy : site.others)
            m_named[memberOf(copy)].append(&copy.file);
    }
    [[nodiscard]] ArchivedAt find(const BackupCopy &copy) const
    {
        ArchivedAt best;
        bool isOtherThere = false;
        BytePath either;
        for (const BytePath &member : membersOf(copy)) {
            const auto found = m_files.constFind(keyOf(copy.file, member));
            for (const auto &[holding, archived] : found == m_files.cend() ? QList<Archived>() : *found) {
                const bool isSame = isSameFile(copy, archived);
                isOtherThere |= !isSame;
                if (!isSame)
                    continue;
                if (hasTwin(copy.file, member)) {
                    either = member;
                    continue;
                }
                const ArchivedAt at = standingOf(*holding, archived.check);
                if (!best.archive || rankOf(at) < rankOf(best))
                    best = at;
            }
        }
        if (best.archive)
            return best;
        return {nullptr, {}, either.isEmpty() ? whyNot(copy.file, isOtherThere) : eitherOf(either)};
    }

    /// The name of an archive that holds a zip of the course, whatever became of that; empty: none does.
    [[nodiscard]] QString anyOf(qint64 course) const { return m_archiveOf.value(course); }
    [[nodiscard]] bool isOfLater() const { return m_isLater; }

private:
    struct Archived
    {
        const ArchiveHolding *holding;
        ZipFile file;
    };

    void take(const ArchiveHolding &holding)
    {
        const ArchiveRun &run = holding.record.run;
        for (const ZipFile &file : holding.files.value_or(QList<ZipFile>())) {
            m_files[pathBelow(run.dataFolder, file.path)].append({&holding, file});
            if (mayHoldPool(run))
                m_files[file.path].append({&holding, file});
            const qint64 course = file.check.course ? *file.check.course : courseOfZip(file.path).value_or(0);
            if (run.request.site == m_site.site.name)
                m_archiveOf.insert(course, visibleText(run.request.name));
        }
    }

    /// Names of the pool's files say nothing of where the pool is: only an archive of this very Moodle has them.
    [[nodiscard]] bool mayHoldPool(const ArchiveRun &run) const
    {
        const BytePath folder = pathBelow(run.dataFolder, {});
        return m_isLater && run.request.site == m_site.site.name
            && (folder == pathBelow(m_site.site.dataFolder, {})
                || folder == pathBelow(m_folders.value(CopyPlace::SharedFolder), {}));
    }

    /// Under which an archive's files are kept here: a whole path, of the pool the member's name.
    [[nodiscard]] BytePath keyOf(const FoundFile &file, const BytePath &member) const
    {
        return file.place == CopyPlace::Pool ? member : pathBelow(m_folders.value(file.place), member);
    }

    [[nodiscard]] static bool isSameFile(const BackupCopy &copy, const ZipFile &archived)
    {
        const bool isOther =
            copy.file.place == CopyPlace::Pool && archived.check.course && archived.check.course != copy.course;
        return !isOther && haveSameSizeAndTime(copy.file, archived);
    }

    /// Whether another file would have its name in an archive, with the same size and time.
    [[nodiscard]] bool hasTwin(const FoundFile &file, const BytePath &member) const
    {
        const QList<const FoundFile *> named = m_named.value(member);
        return std::any_of(named.cbegin(), named.cend(), [&file](const FoundFile *each) {
            return (each->place != file.place || each->path != file.path) && haveSameSizeAndTime(*each, file);
        });
    }

    [[nodiscard]] static DeletionReason eitherOf(const BytePath &member)
    {
        return {Obstacle::ContentsNotKnown,
                Tr::tr("Which of two files an archive holds as %1 cannot be told: both have its size and time.")
                    .arg(displayPath(member)),
                Tr::tr("Back the course up again, read that copy through and archive it.")};
    }

    /// Only an archive of its folder, or its pool, that was begun after the file was there can hold it.
    [[nodiscard]] DeletionReason whyNot(const FoundFile &file, bool isOtherThere) const
    {
        if (!m_isLater && !file.path.toLower().endsWith(".zip"))
            return {Obstacle::NotArchived,
                    Tr::tr("No archive holds it: of a Moodle 1.9, archives are made of zips alone."),
                    Tr::tr("Keep the copy elsewhere, and decide by hand.")};
        const bool isOfPool = file.place == CopyPlace::Pool;
        QStringList unknown;
        QString run;
        for (const ArchiveHolding *holding : m_unknown) {
            const ArchiveRun &each = holding->record.run;
            if (each.startedAt < file.modified
                || !(isOfPool ? mayHoldPool(each) : holdsPath(each.dataFolder, keyOf(file, file.path))))
                continue;
            unknown << visibleText(each.request.name);
            run = each.id;
        }
        if (!unknown.isEmpty())
            return {Obstacle::ContentsNotKnown,
                    Tr::tr("Whether an archive holds it is not known: the workspace does not know what is in %1.")
                        .arg(unknown.join(QLatin1String(", "))),
                    Tr::tr("Look into the archive once: \"Contents…\" on the page of archives, or \"nightkeepctl "
                           "archive contents --run %1\".")
                        .arg(run)};
        if (isOtherThere)
            return notArchived(Obstacle::NotArchived,
                               Tr::tr("No archive holds it: what one has of that name differs in size or time."));
        return notArchived(Obstacle::NotArchived, Tr::tr("No archive holds it."));
    }

    bool m_isLater;
    const SiteBackups &m_site;
    QHash<CopyPlace, BytePath> m_folders;
    QHash<BytePath, QList<Archived>> m_files; ///< by keyOf()
    QHash<BytePath, QList<const FoundFile *>> m_named; ///< of a later Moodle: what is there, by its name in an archive
    QHash<qint64, QString> m_archiveOf; ///< by course
    QList<const ArchiveHolding *> m_unknown;
};

/// Judges the copies of courses, one after the other.
class DeletionJudge
{
public:
    DeletionJudge(const SiteBackups &site, const QList<ArchiveHolding> &archives, const QDateTime &now)
        : m_archived(site, archives)
        , m_now(now)
    {
    }
    [[nodiscard]] CourseDeletion judge(const CourseBackups &course) const
    {
        CourseDeletion best {course.course.id, course.course.shortName, DeletionAnswer::MayNot, {}};
        for (const BackupCopy &copy : course.copies) {
            const CourseDeletion by = judgedBy(course.course, copy);
            if (!best.copy || by.reasons.size() < best.reasons.size()
                || (by.reasons.isEmpty() && by.answer < best.answer))
                best = by;
        }
        if (!best.copy)
            best.reasons = {noCopyOf(course)};
        return best;
    }

private:
    [[nodiscard]] DeletionReason noCopyOf(const CourseBackups &course) const
    {
        QString text = Tr::tr("No copy of it is known. %1").arg(course.reason);
        if (const QString archive = m_archived.anyOf(course.course.id); !archive.isEmpty())
            text += u' '
                + Tr::tr("The archive %1 holds a zip of it that is no longer on the server: whether users' data and "
                         "files are in that cannot be told.")
                      .arg(archive);
        return {Obstacle::NoCopy, text,
                Tr::tr("Back it up with users and files, read the copy through and archive it.")};
    }
    [[nodiscard]] CourseDeletion judgedBy(const CourseState &course, const BackupCopy &copy) const
    {
        const FoundFile &file = copy.file;
        const ArchivedAt at = m_archived.find(copy);
        CourseDeletion judged {course.id, course.shortName, DeletionAnswer::MayNot, {}};
        const ZipLevel level = std::max(file.check.level, at.check.level); // the same file: either look is one at it
        judged.reasons = ofReading(copy, level, at.check);
        judged.reasons += ofInside(file.inside);
        // An mbz names its files in a list of its own, and a zip of 1.9 does not.
        if (m_archived.isOfLater() && level == ZipLevel::ReadThrough && file.inside.files == true)
            judged.reasons.append({Obstacle::FilesNotKnown,
                                   Tr::tr("Whether all the files that belong to it are inside is not known."),
                                   Tr::tr("Read it through; if that does not tell, back the course up again.")});
        judged.reasons += ofMoment(course, copy);
        if (judged.reasons.isEmpty() && !copy.isSound)
            judged.reasons = {{Obstacle::Doubtful, Tr::tr("The copy is not known to be good: %1.").arg(copy.fault),
                               Tr::tr("Read its copies through, or back the course up again.")}};
        if (at.obstacle)
            judged.reasons.append(*at.obstacle);
        if (judged.reasons.isEmpty())
            judged.answer = at.isByNote ? DeletionAnswer::ByNote : DeletionAnswer::MayBeDeleted;
        judged.copy = DeletionCopy {file.place, file.path, file.bytes, file.modified, copy.made, level, {}, {}, {}, {}};
        if (at.archive) {
            const ArchiveRecord &record = at.archive->record;
            judged.copy->run = record.run.id;
            judged.copy->archive = record.run.request.name;
            judged.copy->sha256 = record.status.sha256;
            judged.copy->noted = at.isByNote ? record.moved->text : QString();
        }
        return judged;
    }
    [[nodiscard]] static QList<DeletionReason> ofReading(const BackupCopy &copy, ZipLevel level, const ZipCheck &taken)
    {
        const QString reading = Tr::tr("Read its copies through, and take another copy if this one is no good.");
        if (copy.sight != CopySight::Seen)
            return {{Obstacle::NotSeen, Tr::tr("Nobody has seen the copy: %1.").arg(copy.fault),
                     Tr::tr("See why it is not where Moodle records it, or back the course up again.")}};
        const ZipCheck &faulty = copy.file.check.isDoubtful() ? copy.file.check : taken;
        if (faulty.isDoubtful())
            return {{Obstacle::Damaged, Tr::tr("The copy is not sound: %1.").arg(zipFaultWords(faulty)),
                     Tr::tr("Back the course up again, read that copy through and archive it.")}};
        if (level < ZipLevel::ReadThrough)
            return {{Obstacle::NotReadThrough, Tr::tr("Nobody has read every byte of it."), reading}};
        return {};
    }
    [[nodiscard]] static QList<DeletionReason> ofInside(const BackupInside &inside)
    {
        const QString anew = Tr::tr("Back the course up with users and files, read that copy through and archive it.");
        const QString look = Tr::tr("Read it through; if that does not tell, back the course up again.");
        QList<DeletionReason> reasons;
        if (!inside.users)
            reasons.append({Obstacle::UsersNotKnown, Tr::tr("Whether it holds users' data is not known."), look});
        else if (!*inside.users || inside.anonymous)
            reasons.append({Obstacle::WithoutUsers,
                            *inside.users ? Tr::tr("It holds users' data without their names.")
                                          : Tr::tr("It holds no users' data."),
                            anew});
        if (!inside.files)
            reasons.append(
                {Obstacle::FilesNotKnown, Tr::tr("Whether it holds the course's files is not known."), look});
        else if (!*inside.files)
            reasons.append({Obstacle::WithoutFiles, Tr::tr("It does not hold the course's files."), anew});
        return reasons;
    }
    [[nodiscard]] QList<DeletionReason> ofMoment(const CourseState &course, const BackupCopy &copy) const
    {
        // Where nothing inside tells it, signs that contradict one another do not either.
        if (!copy.made.isValid() || copy.isOfTheFuture || (copy.datesDiffer && !copy.file.check.made.isValid()))
            return {{Obstacle::MomentNotKnown, Tr::tr("When it was made cannot be told."),
                     Tr::tr("Back the course up again, read that copy through and archive it.")}};
        // Moodle 1.9 writes no time of a change until there is one.
        const QDateTime changed = course.changed.isValid() ? course.changed : course.created;
        if (!changed.isValid())
            return {{Obstacle::ChangeNotKnown, Tr::tr("When the course was last changed is not known."),
                     Tr::tr("See in Moodle when it was changed, and decide by hand.")}};
        if (copy.made >= changed)
            return {};
        return {{Obstacle::ChangedSince,
                 Tr::tr("The course was changed %1, after the copy was made, %2.", "two ages")
                     .arg(ageInWords(changed, m_now), ageInWords(copy.made, m_now)),
                 Tr::tr("Back it up as it is now, read that copy through and archive it.")}};
    }

    ArchivedFiles m_archived;
    QDateTime m_now;
};

CourseDeletion unclearWord(const ListedCourses::Unclear &unclear, const QString &site)
{
    CourseDeletion row;
    row.shortName = unclear.text;
    if (unclear.isOfSeveral)
        row.reasons = {{Obstacle::SeveralCourses, Tr::tr("This line names several courses."),
                        Tr::tr("Put each on a line of its own.")}};
    else
        row.reasons = {{Obstacle::NoSuchCourse, Tr::tr("%1 has no such course.").arg(visibleText(site)),
                        Tr::tr("See whether it is spelt as in Moodle, or was deleted before.")}};
    return row;
}

void refuseHeld(CourseDeletion &course, const QString &why)
{
    course.answer = DeletionAnswer::MayNot;
    course.reasons.prepend(
        {Obstacle::LegalHold, why,
         Tr::tr("Ask who holds it. \"nightkeepctl retention holds\" lists the holds, and end-hold ends one.")});
}

} // namespace

QString deletionAnswerWord(DeletionAnswer answer)
{
    switch (answer) {
    case DeletionAnswer::MayBeDeleted:
        return Tr::tr("may be deleted");
    case DeletionAnswer::ByNote:
        return Tr::tr("may be deleted: archive on tape, as noted");
    case DeletionAnswer::MayNot:
        break;
    }
    return Tr::tr("not to be deleted");
}

State deletionAnswerState(DeletionAnswer answer)
{
    switch (answer) {
    case DeletionAnswer::MayBeDeleted:
        return State::Good;
    case DeletionAnswer::ByNote:
        return State::Attention;
    case DeletionAnswer::MayNot:
        break;
    }
    return State::Bad;
}

PageAnswer deletionAnswer(const DeletionCheckHead &head, const QDateTime &now)
{
    PageAnswer answer;
    QStringList sentences;
    if (head.failed > 0) {
        answer.state = State::Bad;
        sentences << Tr::tr("%n courses are not to be deleted.", nullptr, int(head.failed));
    }
    if (const qint64 passed = head.courses - head.failed; passed > 0 || head.failed == 0) {
        if (head.failed == 0)
            answer.state = head.byNote > 0 || head.offline ? State::Attention : State::Good;
        sentences << Tr::tr("%n courses may be deleted.", nullptr, int(passed));
    }
    if (head.byNote > 0)
        sentences << Tr::tr("%n of them rest on an archive that is on tape, as somebody noted.", nullptr,
                            int(head.byNote));
    if (!head.notRead.isEmpty()) {
        if (head.failed == 0)
            answer.state = State::Unknown;
        sentences << Tr::tr("Not all could be asked anew: %1").arg(visibleText(head.notRead.join(u' ')));
    }
    if (head.offline || !head.notRead.isEmpty())
        sentences << Tr::tr("Moodle was read %1, the files were looked through %2.", "two ages")
                         .arg(ageInWords(head.moodleReadAt, now), ageInWords(head.listedAt, now));
    answer.sentence = sentences.join(u' ');
    return answer;
}

Result<DeletionCheck> checkBeforeDeletion(const DeletionList &list, const SiteBackups &site,
                                          const QList<ArchiveHolding> &archives, const QDateTime &now,
                                          const QHash<qint64, QString> &held)
{
    const Result<ListedCourses> listed = listedCourses(list, site);
    if (!listed)
        return fail(listed.error());
    DeletionCheck check;
    check.list = list;
    check.head.at = now.toUTC();
    check.head.site = site.site.name;
    check.head.moodleReadAt = site.head.moodleReadAt;
    check.head.listedAt = site.head.listedAt;
    for (const ListedCourses::Unclear &unclear : listed->unclear)
        check.courses.append(unclearWord(unclear, site.site.name));
    const DeletionJudge judge(site, archives, now);
    for (const CourseBackups *course : listed->courses) {
        check.courses.append(judge.judge(*course));
        for (const qint64 id : {course->course.id, qint64(0)}) {
            if (const auto why = held.constFind(id); why != held.cend())
                refuseHeld(check.courses.last(), *why);
        }
    }
    std::stable_sort(check.courses.begin(), check.courses.end(),
                     [](const CourseDeletion &a, const CourseDeletion &b) { return a.answer > b.answer; });
    check.head.courses = check.courses.size();
    for (const CourseDeletion &course : std::as_const(check.courses)) {
        check.head.failed += course.answer == DeletionAnswer::MayNot ? 1 : 0;
        check.head.byNote += course.answer == DeletionAnswer::ByNote ? 1 : 0;
    }
    return check;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/archives/deletionlist.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// Whether a course may be deleted, as far as its backups tell.
enum class DeletionAnswer {
    MayBeDeleted,
    ByNote, ///< the same, but of the archive's place there is a person's word alone
    MayNot,
};

template<>
inline constexpr auto Names<DeletionAnswer> = std::to_array<Name<DeletionAnswer>>({
    {DeletionAnswer::MayBeDeleted, "mayBeDeleted"},
    {DeletionAnswer::ByNote, "byNote"},
    {DeletionAnswer::MayNot, "mayNot"},
});
[[nodiscard]] QString deletionAnswerWord(DeletionAnswer answer); ///< for people
[[nodiscard]] State deletionAnswerState(DeletionAnswer answer);

/// What is in the way.
enum class DeletionObstacle {
    NoSuchCourse,
    SeveralCourses, ///< a line of the list names several
    NoCopy,
    NotSeen, ///< Moodle records it, and nobody has seen it
    Damaged,
    Doubtful, ///< something else speaks against it, as that nobody can tell whose it is
    NotReadThrough,
    UsersNotKnown, ///< whether users' data are inside
    WithoutUsers,
    FilesNotKnown,
    WithoutFiles,
    MomentNotKnown, ///< when it was made
    ChangedSince, ///< the course, after the copy was made
    ChangeNotKnown, ///< when the course was changed
    NotArchived,
    ContentsNotKnown, ///< of an archive that might hold it
    ArchiveNotWhole, ///< it is not complete, or no more what it was
    ArchiveNotInPlace, ///< and nobody has said where it went
    LegalHold, ///< somebody holds the course
};

template<>
inline constexpr auto Names<DeletionObstacle> = std::to_array<Name<DeletionObstacle>>({
    {DeletionObstacle::NoSuchCourse, "noSuchCourse"},
    {DeletionObstacle::SeveralCourses, "severalCourses"},
    {DeletionObstacle::NoCopy, "noCopy"},
    {DeletionObstacle::NotSeen, "notSeen"},
    {DeletionObstacle::Damaged, "damaged"},
    {DeletionObstacle::Doubtful, "doubtful"},
    {DeletionObstacle::NotReadThrough, "notReadThrough"},
    {DeletionObstacle::UsersNotKnown, "usersNotKnown"},
    {DeletionObstacle::WithoutUsers, "withoutUsers"},
    {DeletionObstacle::FilesNotKnown, "filesNotKnown"},
    {DeletionObstacle::WithoutFiles, "withoutFiles"},
    {DeletionObstacle::MomentNotKnown, "momentNotKnown"},
    {DeletionObstacle::ChangedSince, "changedSince"},
    {DeletionObstacle::ChangeNotKnown, "changeNotKnown"},
    {DeletionObstacle::NotArchived, "notArchived"},
    {DeletionObstacle::ContentsNotKnown, "contentsNotKnown"},
    {DeletionObstacle::ArchiveNotWhole, "archiveNotWhole"},
    {DeletionObstacle::ArchiveNotInPlace, "archiveNotInPlace"},
    {DeletionObstacle::LegalHold, "legalHold"},
});

struct DeletionReason
{
    DeletionObstacle kind = DeletionObstacle::NoCopy;
    QString text; ///< a sentence, as it was told then
    QString advice; ///< the next step

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &DeletionReason::kind}, Field {"text", &DeletionReason::text},
                           Field {"advice", &DeletionReason::advice}};
    }
    bool operator==(const DeletionReason &) const = default;
};

/// The copy that an answer rests on, or that lacks least, and the archive that holds it.
struct DeletionCopy
{
    CopyPlace place = CopyPlace::CourseFolder;
    BytePath path; ///< as of FoundFile
    qint64 bytes = 0;
    QDateTime modified; ///< UTC
    QDateTime made; ///< UTC
    ZipLevel level = ZipLevel::NotChecked; ///< how far it was read, there or when it was archived
    QString run; ///< of the archive; empty: none holds it
    QString archive; ///< its name
    QByteArray sha256; ///< of its tar, hex
    QString noted; ///< where a person says that it went; empty: its tar is in place

    static constexpr auto fields()
    {
        return std::tuple {Field {"place", &DeletionCopy::place},
                           Field {"path", &DeletionCopy::path}.namesObject(),
                           Field {"bytes", &DeletionCopy::bytes}.from(0),
                           Field {"modified", &DeletionCopy::modified},
                           Field {"made", &DeletionCopy::made},
                           Field {"checked", &DeletionCopy::level},
                           Field {"run", &DeletionCopy::run},
                           Field {"archive", &DeletionCopy::archive},
                           Field {"sha256", &DeletionCopy::sha256},
                           Field {"noted", &DeletionCopy::noted}};
    }
    bool operator==(const DeletionCopy &) const = default;
};

/// One course of a list, or a word of it that names none.
struct CourseDeletion
{
    qint64 id = 0; ///< 0: of a word
    QString shortName; ///< or the word
    DeletionAnswer answer = DeletionAnswer::MayNot;
    QList<DeletionReason> reasons; ///< why not, all of them
    std::optional<DeletionCopy> copy = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &CourseDeletion::id}.from(0), Field {"shortname", &CourseDeletion::shortName},
                           Field {"answer", &CourseDeletion::answer}, Field {"reasons", &CourseDeletion::reasons},
                           Field {"copy", &CourseDeletion::copy}};
    }
    bool operator==(const CourseDeletion &) const = default;
};

/// What a list of earlier checks shows of each.
struct DeletionCheckHead
{
    qint64 number = 0; ///< given by the workspace, from 1; 0: not kept
    QDateTime at; ///< UTC
    QString who;
    QString site;
    bool offline = false; ///< by what was last read, and nobody was asked
    QDateTime moodleReadAt; ///< UTC: how old what it rests on was
    QDateTime listedAt;
    QStringList notRead; ///< what could not be asked anew, sentences
    qint64 courses = 0; ///< and words that name none
    qint64 byNote = 0; ///< of these
    qint64 failed = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &DeletionCheckHead::number}.from(0, 1'000'000'000'000),
                           Field {"at", &DeletionCheckHead::at},
                           Field {"who", &DeletionCheckHead::who},
                           Field {"site", &DeletionCheckHead::site},
                           Field {"offline", &DeletionCheckHead::offline},
                           Field {"moodleReadAt", &DeletionCheckHead::moodleReadAt},
                           Field {"listedAt", &DeletionCheckHead::listedAt},
                           Field {"notRead", &DeletionCheckHead::notRead},
                           Field {"courses", &DeletionCheckHead::courses}.from(0),
                           Field {"byNote", &DeletionCheckHead::byNote}.from(0),
                           Field {"failed", &DeletionCheckHead::failed}.from(0)};
    }
    bool operator==(const DeletionCheckHead &) const = default;
};

/// A list, and what was answered.
struct DeletionCheck
{
    DeletionCheckHead head;
    DeletionList list; ///< as it was given
    QList<CourseDeletion> courses; ///< what may not be deleted first

    static constexpr auto fields()
    {
        return std::tuple {Field {"check", &DeletionCheck::head}, Field {"list", &DeletionCheck::list},
                           Field {"courses", &DeletionCheck::courses}};
    }
    bool operator==(const DeletionCheck &) const = default;
};

/// "All 12 courses may be deleted.", or how many may not; what could not be asked; never good where something was not.
[[nodiscard]] PageAnswer deletionAnswer(const DeletionCheckHead &head, const QDateTime &now);

/// An archive, and the files that it was made of, by their names in it.
struct ArchiveHolding
{
    ArchiveRecord record;
    std::optional<QList<ZipFile>> files; ///< nullopt: not known
};

/// A course may be deleted where one of its copies was read through without a fault, is known to hold users' data and
/// files, was made when the course had last been changed, and lies, the same by path, size and time, in an archive of
/// `site` that was completed and verified and is in place, or went where a person noted. The path of a file of the pool
/// is there what poolMember() gives it, and a later Moodle's copy must hold all files that it names. What is not known
/// is in the way; so is a hold: `held` says of which courses, and why, with 0 of any. Changed is what Moodle's own row
/// of the course says: what people did in it since is not asked. BadInput as of listedCourses(). No clock, no disk; who
/// and number are left for the caller.
[[nodiscard]] Result<DeletionCheck> checkBeforeDeletion(const DeletionList &list, const SiteBackups &site,
                                                        const QList<ArchiveHolding> &archives, const QDateTime &now,
                                                        const QHash<qint64, QString> &held = {});

/// Where checks are kept. Thread-safe, blocking; implemented by the workspace's store.
class DeletionCheckStore
{
public:
    virtual ~DeletionCheckStore() = default;
    [[nodiscard]] virtual Result<QList<DeletionCheckHead>> deletionChecks() const = 0; ///< newest first
    [[nodiscard]] virtual Result<std::optional<DeletionCheck>> deletionCheck(qint64 number) const = 0;
    /// Gives it the next number.
    [[nodiscard]] virtual Result<qint64> addDeletionCheck(const DeletionCheck &check) = 0;
};

} // namespace Nightkeep

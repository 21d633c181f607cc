// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/base/frame.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// What lists the members of a backup.
enum class BackupList {
    Directory, ///< of a zip, at its end
    Index, ///< of a tar.gz as Moodle writes it, at its beginning: what follows need not be as it says
    Headers, ///< of the members themselves
};

template<>
inline constexpr auto Names<BackupList> = std::to_array<Name<BackupList>>({
    {BackupList::Directory, "directory"},
    {BackupList::Index, "index"},
    {BackupList::Headers, "headers"},
});

/// A file or a folder in a backup. Its name is shown alone: it may lead anywhere, and nothing is ever unpacked by it.
struct BackupMember
{
    BytePath name; ///< its first 1,000 bytes
    bool isFolder = false;
    qint64 bytes = -1; ///< -1: not known
    qint64 packed = -1; ///< -1: a tar.gz packs all as one
    QDateTime modified; ///< UTC; invalid: not known

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &BackupMember::name}.namesObject(), Field {"folder", &BackupMember::isFolder},
                           Field {"bytes", &BackupMember::bytes}.from(0).orMinusOne(),
                           Field {"packed", &BackupMember::packed}.from(0).orMinusOne(),
                           Field {"modified", &BackupMember::modified}};
    }
    bool operator==(const BackupMember &) const = default;
};

/// An activity or a resource of the course, as the backup tells of it.
struct BackupActivity
{
    QString kind; ///< Moodle's name of the module: "forum"
    QString title;
    QString section; ///< its title; empty: not known, as in 1.9

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &BackupActivity::kind}, Field {"title", &BackupActivity::title},
                           Field {"section", &BackupActivity::section}};
    }
    bool operator==(const BackupActivity &) const = default;
};

/// What is inside a copy.
struct BackupContents
{
    qint64 bytes = 0; ///< of the copy itself, and its time, as they were when it was looked into
    QDateTime modified;
    BackupFormat format = BackupFormat::Unknown;
    BackupList list = BackupList::Headers;
    QList<BackupMember> members; ///< in its own order; at most MostBackupMembers
    qint64 total = -1; ///< of all members, those left out too; -1: not known
    QList<BackupActivity> activities;
    QStringList sections; ///< titles
    /// Why what it tells of its course is not all known, as a copy's fault is told; empty: it is.
    QString untold;
    QString broken; ///< why the list breaks off; empty: it does not

    /// How many there are of each kind, the most first: "12 × forum, 3 × quiz".
    [[nodiscard]] QString activitiesInWords() const;

    static constexpr auto fields()
    {
        return std::tuple {Field {"bytes", &BackupContents::bytes},
                           Field {"modified", &BackupContents::modified},
                           Field {"format", &BackupContents::format},
                           Field {"list", &BackupContents::list},
                           Field {"members", &BackupContents::members},
                           Field {"total", &BackupContents::total}.from(0).orMinusOne(),
                           Field {"activities", &BackupContents::activities},
                           Field {"sections", &BackupContents::sections},
                           Field {"untold", &BackupContents::untold},
                           Field {"broken", &BackupContents::broken}};
    }
    bool operator==(const BackupContents &) const = default;
};

inline constexpr int MostBackupMembers = 20000; ///< that are listed of one backup
inline constexpr int MostBackupActivities = 10000; ///< of activities and sections together

/// The input of resources/remote/backup-contents.sh, but for the root: the word of the place, its folder, the path
/// below it, and how many members are listed at most. The place is that of the file.
[[nodiscard]] QByteArrayList backupContentsFields(const FoundFile &file, const BytePath &folder);

/// What resources/remote/backup-contents.sh answers, in any order but for the last:
///   LACKS(tool)?  nothing else is there then
///   file(bytes, mtime, format)?
///   member(name, "d" or "f", bytes, packed, time)*  the time in seconds, or "2008-12-14T03:01:00" as a clock showed it
///   activity(kind, title, number of its section)*  section(number, title)*
///   told(fault, of what)?  of what it tells of its course; "none": all was told
///   listed(by what, number of all members, "all" or "cut" of what it tells)
///   broken(fault, of what)?
///   finished(), or refused(code, argument...) finished()
/// What is not known is empty. Takes what readFrame() takes and MostBackupMembers and MostBackupActivities of these,
/// each once, so there is no cancel token; more is Damaged, as is a record that makes no sense. MissingTool where the
/// server cannot look, NotFound for a file that is not there or may not be read, Damaged for one of which nothing can
/// be listed. A clock that shows no zone is taken for one in `zone`.
[[nodiscard]] Result<BackupContents> parseBackupContents(const QList<FrameRecord> &records, const QTimeZone &zone);

/// "214 files and folders, 3.4 MiB when unpacked. It tells of 15 activities: 12 × forum, 3 × quiz." In the state of the
/// copy, unless its list breaks off.
[[nodiscard]] PageAnswer backupContentsAnswer(const BackupContents &contents, const BackupCopy &copy);

/// An activity, or a member, of a backup.
struct BackupContentsRow
{
    QString what; ///< the kind of the activity; else a file or a folder
    QString name;
    QString section;
    qint64 bytes = -1;
    qint64 packed = -1;
    QDateTime modified;
    bool isOfCourse = false; ///< what the backup tells of its course, and no member

    bool operator==(const BackupContentsRow &) const = default;
};

/// What is inside a backup, one a row: first what it tells of its course.
struct BackupContentsTable
{
    [[nodiscard]] static TableDescription<BackupContentsRow> description();
    [[nodiscard]] static QList<BackupContentsRow> rows(const BackupContents &contents);
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"
#include "models/zips/zipfile.h"

#include <QSet>
#include <QStringList>

namespace Nightkeep {

class FrameFields;

/// Which of the zips are looked into while they are listed, and how far.
struct ZipLook
{
    enum class Which {
        None,
        Newest, ///< of each course, down to the first that is sound
        Since, ///< all that were changed since a moment; invalid: all
        Shared, ///< all, each as a backup of whichever course: the folder is one for all courses
    } which = Which::None;
    QDateTime since = {};
    bool through = false; ///< every byte, not only bounded parts
};

/// The input of resources/remote/zips.sh, but for the root.
[[nodiscard]] QByteArrayList zipListingFields(const BytePath &data, const BytePath &archive, const ZipLook &look);

inline constexpr qint64 MaxZipBytes = 1LL << 43; ///< all of an answer together stay within 64 bits

/// What stands in a moodle.xml or a moodle_backup.xml, as people write it.
[[nodiscard]] QString withoutEntities(QString text);

/// A "check" of resources/remote/zips.sh or backups.sh; nullopt where it makes no sense.
[[nodiscard]] std::optional<ZipCheck> readZipCheck(FrameFields &fields);

/// The problem that stands for a file whose time nobody can believe.
[[nodiscard]] QString impossibleTime(const BytePath &path);

/// What resources/remote/zips.sh answers.
struct ZipListing
{
    QDateTime listedAt; ///< UTC, by the server's clock, before the search began
    QList<ZipFile> zips; ///< by path
    qint64 freeBytes = -1; ///< of the archive folder's file system
    QStringList problems; ///< what could not be looked into, in the server's words
    QString notChecked; ///< why no zip was looked into, a sentence; empty: they were, or nobody wanted it
};
/// Damaged where a path leads upwards or a zip has more than 8 TiB. One whose time is impossible is no zip but a
/// problem, so that its course's backups are not known.
[[nodiscard]] Result<ZipListing> parseZips(const QList<FrameRecord> &records);

/// What could not be looked into below the data folder, by the problems of a listing; ".": all, or nobody knows what.
[[nodiscard]] QList<BytePath> unseenFolders(const QStringList &problems);

/// The courses whose backups could not be seen, by the problems of a listing.
struct UnseenCourses
{
    QSet<qint64> courses;
    bool all = false; ///< of no course is it known whether all was seen

    [[nodiscard]] bool contains(qint64 course) const { return all || courses.contains(course); }
};
[[nodiscard]] UnseenCourses unseenCourses(const QStringList &problems);

} // namespace Nightkeep

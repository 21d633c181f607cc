// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/copykinds.h"

#include <QHash>

namespace Nightkeep {

/// What a course's verdict is worked out from.
struct VerdictBasis
{
    QList<PlacedCopy> own; ///< newest first; of two of one moment the sound one
    QList<BackupCopy> lying; ///< what lies at its place and is no copy of it
};

/// Judges the courses of one site. It goes by the copies that were found; Moodle's status alone makes nothing good.
/// With `good` the newest sound copy that is whole, where there is one and it is up to date or no other is:
/// no copy: doubtful where not all places were seen, else missing. None that is sound: doubtful where nobody looked;
/// missing where all are lost from the pool; incomplete where the newest lacks a file; doubtful where all are of the
/// future; else damaged. The good one too old: incomplete, damaged or doubtful as a newer one is, or doubtful where not
/// all places were seen; else old. Not too old: incomplete where it is known to lack what is wanted, or Moodle warns of
/// missing files and nobody looked; doubtful where another date of it is too old; else safe.
class CourseJudge
{
public:
    /// `site` with all but its courses, and kept by its owner for as long as this lives.
    CourseJudge(const SiteBackups &site, const QDateTime &now, const WantedCopy &wanted);
    /// Gives the course its copies, which of them counts, verdict and reason.
    void judge(CourseBackups &course, const VerdictBasis &basis) const;

private:
    struct Verdict
    {
        CourseVerdict verdict = CourseVerdict::Doubtful;
        QString reason;
    };
    [[nodiscard]] Verdict withoutCopy(const CourseBackups &course, const VerdictBasis &basis) const;
    [[nodiscard]] Verdict withoutSound(const CourseBackups &course) const;
    [[nodiscard]] Verdict withOldCopy(const CourseBackups &course) const;
    [[nodiscard]] Verdict withCopy(const CourseBackups &course, const VerdictBasis &basis) const;
    [[nodiscard]] bool isUpToDate(const BackupCopy &copy) const;
    /// Why it may have copies that were not seen, a clause; empty: all was seen.
    [[nodiscard]] QString unseenOf(const CourseState &course) const;
    [[nodiscard]] QString age(const QDateTime &moment) const;
    [[nodiscard]] QString incompleteWords(const BackupCopy &copy) const;
    [[nodiscard]] QString damagedWords(const BackupCopy &copy) const;

    const SiteBackups &m_site;
    QDateTime m_now;
    WantedCopy m_wanted;
    bool m_hasSchedule;
    QDateTime m_since; ///< a copy made from then on is up to date
    SeenPaths m_folders; ///< of the courses' own
    QString m_foldersWords; ///< why not all of these were seen, a clause
    QString m_unseen; ///< why not all was seen of a place that may hold any course's copies, a clause
    mutable QHash<qint64, QString> m_ages; ///< by minute since 1970, of those whose words no second changes
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// What a finding says.
struct FindingWords
{
    QString title;
    QString reason;
    QString advice;
};
/// A finding of that kind about a course; 0: about its site.
[[nodiscard]] Finding newCourseFinding(const QString &site, qint64 course, const QString &kind, Severity severity,
                                       const FindingWords &words);

/// Whether a later Moodle is set so that it deletes every automated backup, the one just made included
/// (facts/moodle.md B1, "Tried" 2).
[[nodiscard]] bool keepsNothing(const MoodleFacts &facts);

/// Whether nothing of the place was left out; a trash need not be there.
[[nodiscard]] bool isWhollySeen(const PlaceSeen &place);

/// What is to be said of a site as a whole, by kind:
/// - courses-not-read: the database or the files could not be read at the last attempt;
/// - place-not-seen: a place that holds backups was not wholly looked into; one each;
/// - pool-elsewhere: Moodle keeps its files where nobody here can look, or seems to;
/// - copies-not-checked: nobody has looked into them;
/// - keeps-nothing, schedule-off: by Moodle's own settings;
/// - beyond-the-night: courses that were due and that the last run did not come to;
/// - deleted-course-copies, orphan-copies, handmade-piles, trash-room: what takes room.
[[nodiscard]] QList<Finding> siteFindings(const SiteBackups &site, const QDateTime &now);

} // namespace Nightkeep

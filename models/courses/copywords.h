// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// How a copy stands by itself: sound, or why not. What nobody has looked into is unknown.
[[nodiscard]] State copyState(const BackupCopy &copy);
/// "read through", or why it is no good copy; without a full stop.
[[nodiscard]] QString copyLookedAt(const BackupCopy &copy);
/// "users, files", "no users, files"; "not known".
[[nodiscard]] QString copyContents(const BackupCopy &copy);
/// Of a copy without files: a sentence on whether Moodle's pool has those that it names, and when that was so, for only
/// with them does it restore whole. Empty of any other, and where nobody knows. `now` in the zone that the day is told
/// in.
[[nodiscard]] QString copyPoolWords(const BackupCopy &copy, const MoodleFacts &facts, const QDateTime &now);
/// The kind of place, and the path there.
[[nodiscard]] QString copyPlace(const BackupCopy &copy);

/// Of SiteBackups::others, those that lie in a course's own folder, or are of that course.
[[nodiscard]] QList<BackupCopy> othersOfCourse(const SiteBackups &site, qint64 course);

/// What the page of courses begins with: the site's own answer; of several the worst state, and each by its name.
[[nodiscard]] PageAnswer coursesAnswer(const QList<SiteBackups> &sites, const QDateTime &now);

} // namespace Nightkeep

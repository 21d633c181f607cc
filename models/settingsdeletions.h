// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <QSet>

namespace Nightkeep {

/// What Moodle's retention takes when each course is backed up once more, in the order of their ids.
struct PlayedDeletions
{
    QSet<const BackupCopy *> gone; ///< of the SiteBackups that were played
    QSet<qint64> emptied; ///< courses of which nothing is left then, the copy just made included
};

/// 1.9, backup/backup_scheduled.php 802-862 (facts/moodle.md A3): of the files of the one folder whose names begin with
/// "<word>-<short name>-", whoever's they are, one for each moment of change, the newest `keep` stay. Later,
/// backup_cron_helper.class.php, get_backups_to_delete() (B1, "Tried" 2 and 7): in the course's area the automated
/// ones, in the folder for all every backup of the course. `at` is when the run is. Where nobody has looked nothing
/// goes.
[[nodiscard]] PlayedDeletions playDeletions(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &at);

/// Why what a run with these settings deletes cannot be told, a sentence; empty: it can.
[[nodiscard]] QString deletionsGap(const SiteBackups &backups, const MoodleFacts &facts);
/// What may be otherwise than it was played, sentences.
[[nodiscard]] QStringList deletionsDoubts(const SiteBackups &backups, const MoodleFacts &facts, const QDateTime &now);

/// The place in which the files of that kind were looked for; null: none was, or it is no longer where they are.
[[nodiscard]] const PlaceSeen *deletionPlace(const SiteBackups &backups, const MoodleFacts &facts, CopyPlace kind);

} // namespace Nightkeep

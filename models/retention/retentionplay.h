// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionrules.h"

#include <QFlags>

#include <array>
#include <bitset>

namespace Nightkeep {

/// Where a copy is at a moment. One on the server itself is lost with the server.
enum class CopyHome {
    Server = 1,
    Storage = 2,
    Archive = 4,
};
Q_DECLARE_FLAGS(CopyHomes, CopyHome)
Q_DECLARE_OPERATORS_FOR_FLAGS(CopyHomes)

/// A state that can be restored at the moment asked for.
struct RestorePoint
{
    QDate night; ///< of whose state it is: the day on which it was made
    WallMinute made = 0;
    CopyHomes homes;
    /// When it goes from there if nothing changes: the moment at which something takes its place, or the last minute of
    /// its days. nullopt: never, or it is not there. In storage of what is on the
    /// server still: as long as it is there, and as the rules say after that.
    std::optional<WallMinute> onServerUntil = {};
    std::optional<WallMinute> inStorageUntil = {};
    std::optional<WallMinute> inArchiveUntil = {};

    bool operator==(const RestorePoint &) const = default;
};

/// So many days before `now` the play begins, on an empty server and an empty storage manager.
inline constexpr int playDays = 900;

// Days are numbered from the beginning of 1970: incrementals every so many days run on the days whose number that
// divides, and so changes a file of which nobody says when it was made. A course is taken to change every day, so that
// later Moodles skip no run.

// Every restore point there is at `now`, by night; two of one night (a weekday's and a month's dump of one moment) are
// one with both their homes. Pure: no clock. All edges are those of facts/retention-model.md.
[[nodiscard]] QList<RestorePoint> playCourse(const CourseRules &rules, const std::optional<StorageRules> &storage,
                                             WallMinute now);
[[nodiscard]] QList<RestorePoint> playDumps(const DumpRules &rules, const std::optional<StorageRules> &storage,
                                            WallMinute now);
/// Of an ordinary file: the nights at whose end a version of it was taken. The file itself is no copy.
[[nodiscard]] QList<RestorePoint> playFile(const FileRules &rules, const std::optional<StorageRules> &storage,
                                           WallMinute now);
/// Of the archives, whose copies are in the course's or the dumps' own nights. One is made at the end of its day.
[[nodiscard]] QList<RestorePoint> playArchives(const ArchiveRules &rules, WallMinute now);

/// Nights that can be restored of the `days` dates before that of `now`.
[[nodiscard]] int nightsRestorable(const QList<RestorePoint> &points, WallMinute now, int days);

/// What happened to one course in truth: on which days a copy was really made, and since when it exists. Days are
/// counted from the first day of the play.
struct CourseHistory
{
    std::bitset<playDays + 1> made; ///< days on which a copy was made, at the hour of the rules
};

/// For a slider: which nights of each of many courses can be restored at `now`, each with a history of its own. Made
/// once for a policy and a moment; a question costs a few words of bits.
class CourseNights
{
public:
    /// Rules without storage: what is on the server alone.
    CourseNights(const CourseRules &rules, const std::optional<StorageRules> &storage, WallMinute now);

    using Nights = std::bitset<playDays + 1>; ///< by days since firstDay()
    [[nodiscard]] QDate firstDay() const;
    [[nodiscard]] const Nights &scheduled() const { return m_scheduled; } ///< nights of the rules alone
    [[nodiscard]] Nights restorable(const CourseHistory &history) const;
    [[nodiscard]] Nights restorable() const { return restorable({m_scheduled}); } ///< by the rules alone
    /// What the schedule makes of a course that was changed on these days, each at noon: later Moodles may skip one
    /// that was not. Its first copy is made in any case.
    [[nodiscard]] CourseHistory historyOf(const Nights &changed) const;

private:
    /// The same where incrementals are days apart: one may miss a copy that is gone again before it runs.
    [[nodiscard]] Nights restorableBetween(const Nights &made) const;

    CourseRules m_rules;
    std::optional<StorageRules> m_storage;
    qint64 m_first; ///< the number of the first day, see retentionclock.h
    Nights m_played; ///< days whose run is neither before the play nor after `now`
    Nights m_scheduled;
    int m_cut = playDays + 1; ///< what a run of this day or later deleted is in storage still
};

} // namespace Nightkeep

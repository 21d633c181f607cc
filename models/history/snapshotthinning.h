// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace Nightkeep {

// How long each probe of a server is remembered, in UTC days back from today, or from the newest probe where that is
// earlier: a clock that ran ahead makes nothing old.
constexpr int KeepEachDays = 2; ///< today and the two days before: every probe
constexpr int KeepDailyDays = 60; ///< then one of each day
constexpr int KeepWeeklyDays = 365; ///< then one of each week, and after that one of each month
constexpr int KeepUndated = 500; ///< of a server whose clock and ours disagree: then no day is known to be past

/// The probes that stay, oldest first, each moment once. Of a day, a week or a month the first probe
/// stays; the very first of all and the latest always do. The weeks of a month begin on its 1st, 8th,
/// 15th and 22nd, so that each lies within one month; a week or a month is thinned as a whole, once
/// its last day is old enough. That makes the outcome independent of how often it was thinned
/// before, and in which order the probes came.
[[nodiscard]] QList<QDateTime> thinnedSnapshots(const QList<QDateTime> &times, const QDateTime &now);

/// The probes that stay while it is not known which clock is right: all, up to KeepUndated. Of more the earliest go,
/// but for the first of each day and the latest.
[[nodiscard]] QList<QDateTime> thinnedByNumber(const QList<QDateTime> &times);

/// The rule in a sentence for people.
[[nodiscard]] QString thinningRule();

} // namespace Nightkeep

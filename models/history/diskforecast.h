// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/state.h"
#include "models/history/snapshothistory.h"

#include <QDate>

namespace Nightkeep {

// What a line is drawn through, and what comes of it.
constexpr int ForecastDays = 60; ///< points older than this say little about today's rate
constexpr int ForecastLeastPoints = 3;
constexpr qint64 ForecastLeastSeconds = 2 * 24 * 60 * 60; ///< from the first point to the last
constexpr double ForecastLeastFit = 0.5; ///< of what the points vary, the share that the line explains
constexpr int ForecastFarDays = 5 * 365; ///< beyond this no day is said
constexpr int FullSoonDays = 30; ///< a warning
constexpr int FullVerySoonDays = 7; ///< critical

/// When a disk is full if it goes on as it did.
struct DiskForecast
{
    enum class Outlook {
        Full, ///< nothing is free now
        Filling, ///< it will be, on `fullOn`
        Steady, ///< it does not grow, or not so that it is full within five years
        Unknown, ///< too few points, too old ones, or none that lie along a line
    };
    QString server;
    BytePath mount;
    Outlook outlook = Outlook::Unknown;
    DiskPoint latest; ///< its moment is invalid where nothing is known
    double bytesPerDay = 0; ///< by which it grows; below zero: shrinks. 0 where no line was drawn
    QDate fullOn = {}; ///< in the zone of `now`; invalid but for Full and Filling
    int points = 0; ///< that the line was drawn through
    QString sentence; ///< "Full on 14 February 2009 at this rate."

    bool operator==(const DiskForecast &) const = default;
};

template<>
inline constexpr auto Names<DiskForecast::Outlook> = std::to_array<Name<DiskForecast::Outlook>>({
    {DiskForecast::Outlook::Full, "full"},
    {DiskForecast::Outlook::Filling, "filling"},
    {DiskForecast::Outlook::Steady, "steady"},
    {DiskForecast::Outlook::Unknown, "unknown"},
});
/// A straight line by least squares through the used bytes of the last 60 days, only through points
/// since the disk's size last changed (isResized()). The day it is full is the latest point's free
/// bytes divided by the line's slope: what was cleaned up last counts.
[[nodiscard]] DiskForecast forecastDisk(const DiskSeries &series, const QDateTime &now);

/// Of the finding about a disk of a server, whatever its sentence.
[[nodiscard]] QString diskFindingId(const QString &server, const BytePath &mount);
/// Disks that are full, or will be within 7 days (critical) or 30 (warning).
[[nodiscard]] QList<Finding> diskFindings(const QList<DiskForecast> &forecasts, const QDateTime &now);

[[nodiscard]] QString outlookWord(DiskForecast::Outlook outlook); ///< for people
[[nodiscard]] State forecastState(const DiskForecast &forecast, const QDateTime &now);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/courses/usagepoint.h"
#include "models/history/diskforecast.h"

namespace Nightkeep {

/// When a file system that holds backups is full if it goes on as it did.
struct UsageForecast
{
    QString server;
    BytePath disk; ///< where it is mounted if the server's probes know it, else the place's folder
    DiskForecast::Outlook outlook = DiskForecast::Outlook::Unknown;
    State state = State::Unknown;
    qint64 totalBytes = -1; ///< -1: not known
    qint64 freeBytes = -1;
    qint64 bytesPerDay = 0; ///< by which what is used grows, whatever it is
    QDate fullOn; ///< invalid but for full and filling
    QString sentence; ///< "At this pace the disk of /data is full about 12 March 2009 (…)."

    static constexpr auto fields()
    {
        return std::tuple {Field {"server", &UsageForecast::server},
                           Field {"disk", &UsageForecast::disk},
                           Field {"outlook", &UsageForecast::outlook},
                           Field {"state", &UsageForecast::state},
                           Field {"totalBytes", &UsageForecast::totalBytes}.from(0).orMinusOne(),
                           Field {"freeBytes", &UsageForecast::freeBytes}.from(0).orMinusOne(),
                           Field {"bytesPerDay", &UsageForecast::bytesPerDay},
                           Field {"fullOn", &UsageForecast::fullOn},
                           Field {"sentence", &UsageForecast::sentence}};
    }
    bool operator==(const UsageForecast &) const = default;
};

/// How a site's backups came to take the room that they take, and where that leads.
struct UsageHistory
{
    QString site;
    QList<UsagePoint> points; ///< by day
    std::optional<qint64> bytesPerDay; ///< by which the backups grow; nullopt: the points say too little
    QList<UsageForecast> forecast; ///< each file system once, that a day's point knows

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &UsageHistory::site}, Field {"points", &UsageHistory::points},
                           Field {"bytesPerDay", &UsageHistory::bytesPerDay},
                           Field {"forecast", &UsageHistory::forecast}};
    }
    bool operator==(const UsageHistory &) const = default;
};

/// `disks`: what the probes of all servers remember. Where they know the file system of a place, their points count
/// beside those of the backups. The line is that of forecastDisk().
[[nodiscard]] UsageHistory usageHistory(const Site &site, const QList<UsagePoint> &points,
                                        const QList<DiskSeries> &disks, const QDateTime &now);

/// "They grow by 1.2 GiB a day. At this pace the disk of /data is full about 12 March 2009 (…)." and the worst state.
[[nodiscard]] PageAnswer usageOutlook(const UsageHistory &history);

/// File systems that are full, or will be within the time of diskFindings(): each once, and none that `known`, the
/// findings of the servers' page, tells already.
[[nodiscard]] QList<Finding> usageFindings(const QList<UsageHistory> &histories, const QList<Finding> &known);

} // namespace Nightkeep

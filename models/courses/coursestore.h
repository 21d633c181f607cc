// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/usagepoint.h"

namespace Nightkeep {

/// Where the workspace keeps what was read of sites' courses. Thread-safe, blocking; implemented by the workspace's
/// store. A site that is renamed or removed loses it: it is read anew. How much room the backups took on each day
/// cannot be read anew: that a renamed one keeps.
class CourseStore
{
public:
    virtual ~CourseStore() = default;

    [[nodiscard]] virtual Result<std::optional<CourseReadingHead>> courseReadingHead(const QString &site) const = 0;
    [[nodiscard]] virtual Result<std::optional<CourseReading>> courseReading(const QString &site) const = 0;
    /// In the place of the last one; rows that are as they were are not written. Gives how many rows were written or
    /// removed beside the head's and the day's point. NotFound if the site has left the workspace meanwhile. `known`:
    /// what this store gave or was given last; where it is still that, what is to be written is found without reading
    /// it again.
    [[nodiscard]] virtual Result<qint64> saveCourseReading(const QString &site, const CourseReading &reading,
                                                           const std::optional<UsagePoint> &usage = {},
                                                           const CourseReading *known = nullptr) = 0;

    /// By day.
    [[nodiscard]] virtual Result<QList<UsagePoint>> usagePoints(const QString &site) const = 0;
    /// Each in the place of the one of its day, unless that says the same; then those are dropped of which
    /// usageDaysToDrop() tells.
    [[nodiscard]] virtual Result<void> saveUsagePoints(const QString &site, const QList<UsagePoint> &points) = 0;

    /// The latest that was asked of a course.
    [[nodiscard]] virtual Result<std::optional<CourseLog>> courseLog(const QString &site, qint64 course) const = 0;
    [[nodiscard]] virtual Result<void> saveCourseLog(const QString &site, const CourseLog &log) = 0;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QDate>
#include <QList>
#include <QTimeZone>

namespace Nightkeep {

/// The nights of whose state a sound copy was seen once, beside the few whose size is kept: of the last ones as many as
/// the team promises, in a few bytes a course.
struct NightsSeen
{
    static constexpr int Most = 62; ///< nights

    QDate newest; ///< invalid: none was seen
    qint64 mask = 0; ///< bit 0 is the newest night, each further one a night before

    static constexpr auto fields()
    {
        return std::tuple {Field {"newest", &NightsSeen::newest},
                           Field {"mask", &NightsSeen::mask}.from(0, (qint64(1) << Most) - 1)};
    }
    void add(const QDate &night);
    [[nodiscard]] QList<QDate> nights() const; ///< newest first
    bool operator==(const NightsSeen &) const = default;
};

/// Seconds after midnight that are still of the night before: what a run of the late evening makes is of its night.
[[nodiscard]] int lateSeconds(int minuteOfDay);
/// The night on whose date a copy was made, by a schedule of that minute.
[[nodiscard]] QDate nightOfCopy(const QDateTime &made, const QTimeZone &zone, int minuteOfDay);

} // namespace Nightkeep

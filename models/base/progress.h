// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"

#include <QString>

#include <functional>

namespace Nightkeep {

/// How far a job has come. `total` 0 means that the end is not known.
struct Progress
{
    qint64 done = 0;
    qint64 total = 0;
    bool inBytes = false; ///< else `done` and `total` count things
    QString text; ///< what is being done now, a few words

    static constexpr auto fields()
    {
        return std::tuple {Field {"done", &Progress::done}, Field {"total", &Progress::total},
                           Field {"inBytes", &Progress::inBytes}, Field {"text", &Progress::text}};
    }
    bool operator==(const Progress &) const = default;
};

/// Called on the worker's thread; must be thread-safe and quick. May be empty.
using ProgressSink = std::function<void(const Progress &)>;

} // namespace Nightkeep

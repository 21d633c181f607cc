// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QTimeZone>

#include <atomic>
#include <memory>

namespace Nightkeep {

/// A clock that stands still until a test moves it. Copies share the time. Thread-safe.
class FakeClock
{
public:
    [[nodiscard]] QDateTime now() const { return QDateTime::fromMSecsSinceEpoch(m_msecs->load(), QTimeZone::utc()); }
    void advance(qint64 seconds) { m_msecs->fetch_add(seconds * 1000); }
    [[nodiscard]] Clock clock() const
    {
        return [self = *this] { return self.now(); };
    }

private:
    std::shared_ptr<std::atomic<qint64>> m_msecs = std::make_shared<std::atomic<qint64>>(
        QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc()).toMSecsSinceEpoch());
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace Nightkeep {

inline const QDateTime Noon(QDate(2008, 11, 29), QTime(12, 0), QTimeZone::utc());

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace Nightkeep {

/// "14 minutes ago", "last night, 03:04", "on 24 August 2008, 03:00"; "never" where `then` is invalid.
/// Both moments are shown in the zone of `now`.
[[nodiscard]] QString ageInWords(const QDateTime &then, const QDateTime &now, const QLocale &locale = QLocale());

/// "1.4 GiB", by locale; "unknown" below zero.
[[nodiscard]] QString bytesInWords(qint64 bytes, const QLocale &locale = QLocale());

/// "about 3 minutes", for time left and durations. Seconds below zero: "unknown".
[[nodiscard]] QString durationInWords(qint64 seconds);

} // namespace Nightkeep

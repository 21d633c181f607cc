// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace Nightkeep {

/// Of what programs read: English, and with days and moments as ISO has them wherever they stand in a text.
[[nodiscard]] QLocale plainLocale();
/// A day as the locale writes it.
[[nodiscard]] QString dayInWords(const QDate &day, QLocale::FormatType form, const QLocale &locale = QLocale());
/// "29 November 2008": whatever the locale makes of a long form.
[[nodiscard]] QString dayAndMonth(const QDate &day, const QLocale &locale = QLocale());
/// A moment as the locale writes it, in the moment's own zone.
[[nodiscard]] QString momentInWords(const QDateTime &moment, QLocale::FormatType form,
                                    const QLocale &locale = QLocale());

/// "14 minutes ago", "last night, 03:04", "on 24 August 2008, 03:00"; "never" where `then` is invalid.
/// Both moments are shown in the zone of `now`.
[[nodiscard]] QString ageInWords(const QDateTime &then, const QDateTime &now, const QLocale &locale = QLocale());

/// "1.4 GiB", by locale; "unknown" below zero.
[[nodiscard]] QString bytesInWords(qint64 bytes, const QLocale &locale = QLocale());

/// "about 3 minutes", for time left and durations. Seconds below zero: "unknown".
[[nodiscard]] QString durationInWords(qint64 seconds);

} // namespace Nightkeep

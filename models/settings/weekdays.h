// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// Days of the week as backup_sche_weekdays stores them: seven of 0/1, the first is Sunday.
/// Source: Moodle 1.9 backup/backup_scheduled.php, where the position is PHP's wday.
[[nodiscard]] bool isWeekdays(const QString &stored);

/// "Sunday", "Sunday, Tuesday and Friday", "every day", "never". Only for valid texts.
[[nodiscard]] QString weekdaysInWords(const QString &stored);

/// The other way, for lower-case words: names or their beginnings from three letters on ("sun",
/// "tues"), in English or translated, in any order; or the stored text itself.
[[nodiscard]] std::optional<QString> weekdaysFromWords(const QString &lowerCase);

/// Sunday first, translated.
[[nodiscard]] QStringList weekdayNames();

} // namespace Nightkeep

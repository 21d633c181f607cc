// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QDateTime>
#include <QHash>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

/// What the name of a backup tells, in whatever language Moodle gave it: its word and the form of its date are
/// translated (facts/moodle.md A3, B2), so only numbers and their places count. A name tells less than what is inside.
struct BackupName
{
    QByteArray before; ///< all before the date, without the '-': "backup-bioc1001", "backup-moodle2-course-12-bioc1001"
    std::optional<qint64> course; ///< of "-course-<id>-" as 2.x has it, in English and in Galician alike
    QDateTime made; ///< UTC; invalid: it has no date, or one that isOfTheFuture()
    bool isOfTheFuture = false;
    bool withoutUsers = false; ///< "-nu"
    bool withoutFiles = false; ///< "-nf"
    bool isDefault = false; ///< it ends as Moodle's own do: date, time, marks, and .zip or .mbz
};

/// The moments at which a zone's clocks show a minute. Each is worked out once: that takes longer than all else that is
/// read of a name, and many copies are made in one night.
class ZoneMinutes
{
public:
    explicit ZoneMinutes(const QTimeZone &zone);
    [[nodiscard]] QDateTime moment(const QDate &date, const QTime &minute) const; ///< UTC

private:
    QTimeZone m_zone;
    mutable QHash<qint64, QDateTime> m_moments;
};

/// Of the last part of the path. Eight digits are read as YYYYMMDD, and as DDMMYYYY where that makes no day from 1990
/// on; date and time in `zone`. A bounded number of looks at each byte.
[[nodiscard]] BackupName readBackupName(const BytePath &path, const ZoneMinutes &zone, const QDateTime &now);
[[nodiscard]] BackupName readBackupName(const BytePath &path, const QTimeZone &zone, const QDateTime &now); ///< of one

} // namespace Nightkeep

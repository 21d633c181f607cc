// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/retention/retentionrules.h"

namespace Nightkeep {

/// What a policy gives, asked for a moment.
struct PolicyQuestion
{
    WallMinute now = 0;
    RetentionPolicy policy;
};

/// Reads the question of `nightkeepctl retention simulate`:
///
///     {"now": "2008-10-29T12:00",
///      "course": {"weekdays": "1000000", "hour": 3, "minute": 0, "keep": 1},
///      "storage": {"incrementalAt": "22:00", "versionsExist": 2, "versionsDeleted": 1,
///                  "retainExtra": 30, "retainOnly": 60},
///      "dumps": {"at": "03:00"}}
///
/// `weekdays` (Sunday first) may be a list of seven 0, 1, true or false, or words ("Sunday and Tuesday"), also as a
/// list; a time also {"hour": 22, "minute": 0}; a number also a text; seconds are dropped. "nolimit" ("no limit") or -1
/// is a value of the last four of storage. `course`, `storage` or `dumps` that is missing or null is not played. There
/// may also be
///
///  - in `course`: "edition" ("1.9" if it is missing, or "2.x"), and with that "deleteDays" and "keepLeast" (0);
///  - in `storage`: "everyDays" (1);
///  - in `dumps`: "naming" ("recycled", or "dated"), and with that "keepDays" (7; 0: never deleted);
///  - "dumpStorage": as `storage`, of the server that holds the dumps; the same as `storage` if it is missing, none if
///    it is null;
///  - "archives": {"termEnds": ["06-13"], "keepYears": 10 or "nolimit"}.
///
/// BadInput, naming the field, for anything else, for a field that is not known, and for more than 64 KiB: nothing is
/// taken in part. Qt takes no more than 1,024 levels. So little is read that it needs no cancel token.
[[nodiscard]] Result<PolicyQuestion> parsePolicyQuestion(const QByteArray &json);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/wirewatch.h"

#include "app/apptr.h"

namespace Nightkeep {

Error answerTooLarge(const QString &server, const SqlLimits &limits)
{
    return {
        ErrorKind::Incomplete,
        AppTr::tr("The database server of %1 sent more than any answer needs; it was not read to its end.").arg(server),
        AppTr::tr("Nightkeep reads at most %1 MB and %2 rows of an answer. Look at the tables of that database; if "
                  "they are small, then what answers there is no sound database server.")
            .arg(limits.mostBytes / 1'000'000)
            .arg(limits.mostPackets)};
}

Error answerOfOtherColumns(const QString &server)
{
    return {ErrorKind::Damaged,
            AppTr::tr("The database server of %1 sent rows of other columns than it was asked for.").arg(server),
            AppTr::tr("Have the server looked at: a sound one does not do this.")};
}

} // namespace Nightkeep

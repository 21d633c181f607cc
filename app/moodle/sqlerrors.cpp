// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlerrors.h"

#include "app/apptr.h"

namespace Nightkeep::Sql {

Error connectionLost(const SqlAddress &address, const QString &detail)
{
    return {ErrorKind::Unreachable, AppTr::tr("The connection to the database of %1 broke.").arg(address.server),
            AppTr::tr("Check that the server runs and can be reached, then read the settings again."), detail};
}

Error damagedTable(const SqlAddress &address, const QString &table, const QString &detail)
{
    return {ErrorKind::Damaged,
            table.isEmpty() ? AppTr::tr("A table of the database of %1 is damaged.").arg(address.server)
                            : AppTr::tr("The table \"%1\" of %2 is damaged.").arg(table, address.server),
            AppTr::tr("Ask the database's administrator to repair it."), detail};
}

Error diskFull(const SqlAddress &address, const QString &detail)
{
    return {ErrorKind::DiskFull, AppTr::tr("The disk of the database server of %1 is full.").arg(address.server),
            AppTr::tr("Make room there first."), detail};
}

Error missingTable(const SqlAddress &address, const QString &table, const QString &detail)
{
    return {
        ErrorKind::MissingTable,
        AppTr::tr("The database \"%1\" of %2 has no table \"%3\".").arg(address.database, address.server, table),
        AppTr::tr(
            "Most likely the table prefix in the site's details is wrong: it is $CFG->prefix in Moodle's config.php."),
        detail};
}

} // namespace Nightkeep::Sql

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodleconfigreader.h"

namespace Nightkeep::MoodleConfigReader {

namespace {

const QString serverZone = QStringLiteral("99"); // as Moodle calls it

Result<MoodleRows> rowsOrNone(MoodleDatabase &tables, const QString &table, const SqlStatement &statement)
{
    Result<std::optional<MoodleRows>> rows = tables.rowsIfAny(table, statement);
    if (rows)
        return std::move(*rows).value_or(MoodleRows());
    switch (rows.error().kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
        return fail(rows.error());
    default: // a table that is otherwise than Moodle's own
        return MoodleRows();
    }
}

bool isZone(const QString &zone)
{
    return !zone.isEmpty() && zone != serverZone;
}

/// The time zone of the main administrator's profile; null where that is not known. [19] lib/datalib.php, get_admin():
/// of those whom a role gives the site at its top, the one who was given it first. Of the users no more is read.
Result<QString> zoneOfMainAdmin(MoodleDatabase &tables)
{
    const Result<MoodleRows> rows =
        rowsOrNone(tables, QStringLiteral("user"),
                   {QStringLiteral("SELECT u.timezone FROM (SELECT a.userid AS admin, MIN(a.id) AS given "
                                   "FROM {role_assignments} a JOIN {context} x ON x.id = a.contextid "
                                   "JOIN {role_capabilities} c ON c.roleid = a.roleid AND c.contextid = x.id "
                                   "WHERE x.contextlevel = 10 AND c.capability IN ('moodle/site:doanything', "
                                   "'moodle/legacy:admin', 'moodle/site:config') "
                                   "GROUP BY a.userid HAVING SUM(c.permission) > 0) m "
                                   "JOIN {user} u ON u.id = m.admin ORDER BY m.given LIMIT 1"),
                    {},
                    1});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return QString();
    const QString zone = rows->constFirst().constFirst();
    return zone.isEmpty() ? serverZone : zone;
}

/// The one moment that a statement answers, if any.
Result<QDateTime> momentOf(MoodleDatabase &tables, const QString &table, const QString &statement)
{
    const Result<MoodleRows> rows = rowsOrNone(tables, table, {statement, {}, 1});
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? QDateTime() : moodleMoment(rows->constFirst().constFirst());
}

Result<void> addOld(MoodleConfig &config, MoodleDatabase &tables, const MoodleSettings &site)
{
    const Result<QString> admin = zoneOfMainAdmin(tables);
    if (!admin)
        return fail(admin.error());
    // [19] lib/moodlelib.php, get_user_timezone(): the profile's, what is forced on all, the site's.
    const QString forced = site.value(QStringLiteral("forcetimezone"));
    const QString own = site.value(QStringLiteral("timezone"), site.isEmpty() ? QString() : serverZone);
    config.siteZone = isZone(forced) ? forced : own;
    if (!admin->isNull())
        config.scheduleZone = isZone(*admin) ? *admin : config.siteZone;
    config.isRunning = config.values.value(QStringLiteral("backup_sche_running")) == QLatin1String("1");
    const Result<QDateTime> sign = momentOf(tables, QStringLiteral("backup_log"),
                                            QStringLiteral("SELECT time FROM {backup_log} ORDER BY id DESC LIMIT 1"));
    if (!sign)
        return fail(sign.error());
    config.lastSign = *sign;
    return {};
}

Result<void> addLater(MoodleConfig &config, MoodleDatabase &tables, const MoodleSettings &site)
{
    config.siteZone = site.value(QStringLiteral("timezone"), site.isEmpty() ? QString() : serverZone);
    config.scheduleZone = config.siteZone;
    config.isRunning = moodleSwitch(config.values, QStringLiteral("backup_auto_running"));
    if (!config.isRunning) // there is no index for it
        return {};
    const Result<QDateTime> sign =
        momentOf(tables, QStringLiteral("backup_controllers"),
                 QStringLiteral(
                     "SELECT MAX(timemodified) FROM {backup_controllers} WHERE operation = 'backup' AND purpose = 50"));
    if (!sign)
        return fail(sign.error());
    config.lastSign = *sign;
    return {};
}

} // namespace

Result<MoodleSettings> siteSettings(MoodleDatabase &tables)
{
    return rowsOrNone(tables, QStringLiteral("config"),
                      {QStringLiteral("SELECT name, value FROM {config} WHERE name IN ('version', 'timezone', "
                                      "'forcetimezone')"),
                       {},
                       2})
        .map(moodleSettings);
}

void take(MoodleConfig &config, const MoodleRows &rows)
{
    for (const QStringList &row : rows) {
        if (config.values.contains(row.at(0)) && !config.duplicates.contains(row.at(0)))
            config.duplicates += row.at(0);
        config.values.insert(row.at(0), row.at(1));
    }
    config.duplicates.sort();
}

Result<void> addAround(MoodleConfig &config, MoodleDatabase &tables, const MoodleSettings &site)
{
    config.version = site.value(QStringLiteral("version"));
    return config.edition == MoodleEdition::Later ? addLater(config, tables, site) : addOld(config, tables, site);
}

} // namespace Nightkeep::MoodleConfigReader

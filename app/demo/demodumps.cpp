// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demodumps.h"

#include "app/demo/demorandom.h"

#include <QTimeZone>

#include <functional>

namespace Nightkeep {

namespace {

QByteArray dumpText(const QDateTime &made, quint64 seed)
{
    DemoRandom random(seed);
    QByteArray text = "-- MySQL dump 10.11\n--\n-- Host: localhost    Database: \n"
                      "-- ------------------------------------------------------\n"
                      "-- Server version\t5.0.45-log\n\nCREATE DATABASE `moodle`;\nUSE `moodle`;\n";
    text += "CREATE TABLE `mdl_user` (`id` bigint(10) unsigned NOT NULL auto_increment, PRIMARY KEY (`id`));\n";
    const int rows = 150 + random.below(50);
    for (int row = 1; row <= rows; ++row)
        text += "INSERT INTO `mdl_user` VALUES (" + QByteArray::number(row) + ",'" + random.bytes(12).toHex() + "');\n";
    return text + "-- Dump completed on " + made.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")).toLatin1() + '\n';
}

/// The latest 3 a.m. that is not after `now` and on which the slot is written.
QDateTime latest(const QDateTime &now, const std::function<bool(const QDate &)> &isDay)
{
    QDateTime moment(now.date(), QTime(3, 0), QTimeZone::utc());
    while (moment > now || !isDay(moment.date()))
        moment = moment.addDays(-1);
    return moment;
}

} // namespace

void writeDemoDumps(DemoFolder &folder, const BytePath &serverFolder, bool troubled, quint64 seed)
{
    const BytePath place = serverFolder + "/usr/local/mysql/backup/";
    const auto put = [&](const QByteArray &slot, const QDateTime &begun, bool cut, bool empty) {
        const QDateTime made = begun.addSecs(252);
        const QByteArray text = dumpText(made, seed * 977 + quint64(begun.toSecsSinceEpoch()));
        folder.file(place + "mysqlbackup.dump.backup-" + slot,
                    empty     ? QByteArray()
                        : cut ? text.left(4711)
                              : text,
                    made);
    };
    const QDateTime now = folder.moment();
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day) {
        const QDateTime begun = latest(now, [day](const QDate &date) { return date.dayOfWeek() == day; });
        const bool late = troubled && day == Qt::Thursday;
        put(QByteArray::number(day), late ? begun.addDays(-14) : begun, troubled && day == Qt::Sunday,
            troubled && day == Qt::Tuesday);
    }
    for (int month = 1; month <= 12; ++month) {
        const QDateTime begun =
            latest(now, [month](const QDate &date) { return date.month() == month && date.day() == 1; });
        put("till-start-of-month-" + QByteArray::number(month).rightJustified(2, '0'), begun, false, false);
    }
    const QDateTime newYearsEve = latest(now, [](const QDate &date) { return date.month() == 12 && date.day() == 31; });
    put("till-end-of-year-" + QByteArray::number(newYearsEve.date().year()), newYearsEve, false, false);
    folder.program(place + "mysql-backup.sh",
                   "#!/bin/sh\n# Run by cron every night at 3:00; dumps all databases into the slot of the day.\n");
}

} // namespace Nightkeep

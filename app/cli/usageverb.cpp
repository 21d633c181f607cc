// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/courses/usagehistory.h"

namespace Nightkeep {

namespace {

QString usageText(const BackupUsage &usage)
{
    const QString name = visibleText(usage.site);
    const QString room = AppTr::tr("%1 (%2 bytes)", "a size, the same exactly")
                             .arg(bytesInWords(usage.bytes), QString::number(usage.bytes));
    QString text = usage.date.isValid()
        ? AppTr::tr("Backups of %1 made on %2: %3, %4.\n", "a site, a day, how many, how large")
              .arg(name, usage.date.toString(Qt::ISODate), QString::number(usage.files), room)
        : AppTr::tr("Backups of %1: %2, %3.\n", "a site, how many, how large")
              .arg(name, QString::number(usage.files), room);
    if (usage.trashBytes > 0)
        text += AppTr::tr("In Moodle's trash: %1.\n").arg(bytesInWords(usage.trashBytes));
    TextTable kinds({AppTr::tr("KIND"), AppTr::tr("FILES"), AppTr::tr("SIZE")});
    for (const UsagePart &part : usage.byKind)
        kinds.add(
            {part.kind ? copyKindWord(*part.kind) : QString(), QString::number(part.files), bytesInWords(part.bytes)});
    TextTable courses({AppTr::tr("ID"), AppTr::tr("COURSE"), AppTr::tr("FILES"), AppTr::tr("SIZE")});
    for (const UsagePart &part : usage.byCourse)
        courses.add({part.course > 0 ? QString::number(part.course) : QString(), part.shortName,
                     QString::number(part.files), bytesInWords(part.bytes)});
    return text + u'\n' + kinds.text() + u'\n' + courses.text();
}

/// Each day that is remembered, and where that leads.
VerbResult tellUsageHistory(Workspace &workspace, const Site &site)
{
    const Result<UsageHistory> history = readUsage(workspace, site);
    if (!history)
        return fail(history.error());
    if (history->points.isEmpty())
        return fail(
            ErrorKind::NotFound,
            AppTr::tr("Nothing is remembered of how much room the backups of %1 took.").arg(visibleText(site.name)),
            AppTr::tr("Ask without --history: each day on which the files are looked through is remembered."));
    TextTable days({AppTr::tr("DAY"), AppTr::tr("FILES"), AppTr::tr("SIZE"), AppTr::tr("IN THE TRASH")});
    for (const UsagePoint &point : history->points)
        days.add({point.day.toString(Qt::ISODate), QString::number(point.files), bytesInWords(point.bytes),
                  bytesInWords(point.trashBytes)});
    return CliAnswer {QJsonDocument(cliJson(*history)), days.text() + u'\n' + usageOutlook(*history).sentence + u'\n'};
}

VerbResult tellUsage(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<QDate> date = context.day("date");
    if (!date)
        return fail(date.error());
    if (context.has("history") && date->isValid())
        return fail(ErrorKind::BadInput, AppTr::tr("--history tells of all days, and --date of one."),
                    AppTr::tr("Leave one of the two out."));
    if (context.has("history"))
        return tellUsageHistory(workspace, site);
    const Result<ReadBackups> read = readBackups(context, workspace, site);
    if (!read)
        return fail(read.error());
    if (!read->site.head.listedAt.isValid()) // what nobody has seen is not nothing
        return fail(ErrorKind::NotFound,
                    AppTr::tr("The files of %1 have never been looked through: how much room they take is not known.")
                        .arg(visibleText(site.name)),
                    AppTr::tr("See that its data server can be reached, then ask without --offline."));
    const BackupUsage usage = backupUsage(read->site, *date);
    const Result<UsageHistory> history = readUsage(workspace, site);
    if (!history)
        return fail(history.error());
    QJsonObject object = cliJson(usage);
    if (!date->isValid())
        object.insert(QStringLiteral("byDate"), cliJson(usageByDay(read->site)));
    object.insert(QStringLiteral("bytesPerDay"),
                  history->bytesPerDay ? QJsonValue(*history->bytesPerDay) : QJsonValue());
    object.insert(QStringLiteral("forecast"), cliJson(history->forecast));
    const QString doubt = usageDoubt(read->site.head);
    object.insert(QStringLiteral("isAll"), doubt.isEmpty());
    const QString told = doubt.isEmpty() ? QString() : doubt + u'\n';
    return CliAnswer {QJsonDocument(object), usageText(usage) + u'\n' + told + usageOutlook(*history).sentence + u'\n',
                      read->ending};
}

} // namespace

const QList<Verb> Verbs::usage {
    {"usage",
     "[--date DATE | --history] [--site NAME] [--offline]",
     withSite<tellUsage>,
     {{"date", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "only of backups that were made on that day (2008-10-25)")},
      {"history", "",
       QT_TRANSLATE_NOOP("NightkeepApp", "each day on which the files were looked through, without the network")},
      Options::Site,
      Options::Offline},
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "how much room the courses' backups take, by course and by kind, and when their disk is full")},
};

} // namespace Nightkeep

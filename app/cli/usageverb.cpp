// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/format.h"
#include "models/courses/backupusage.h"

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

VerbResult tellUsage(CliContext &context, Workspace &workspace, const Site &site)
{
    const Result<QDate> date = context.day("date");
    if (!date)
        return fail(date.error());
    const Result<ReadBackups> read = readBackups(context, workspace, site);
    if (!read)
        return fail(read.error());
    if (!read->site.head.listedAt.isValid()) // what nobody has seen is not nothing
        return fail(ErrorKind::NotFound,
                    AppTr::tr("The files of %1 have never been looked through: how much room they take is not known.")
                        .arg(visibleText(site.name)),
                    AppTr::tr("See that its data server can be reached, then ask without --offline."));
    const BackupUsage usage = backupUsage(read->site, *date);
    return CliAnswer {QJsonDocument(cliJson(usage)), usageText(usage), read->ending};
}

} // namespace

const QList<Verb> Verbs::usage {
    {"usage",
     "[--date DATE] [--site NAME] [--offline]",
     withSite<tellUsage>,
     {{"date", "DATE", QT_TRANSLATE_NOOP("NightkeepApp", "only of backups that were made on that day (2008-10-25)")},
      Options::Site,
      Options::Offline},
     QT_TRANSLATE_NOOP("NightkeepApp", "how much room the courses' backups take, by course and by kind")},
};

} // namespace Nightkeep

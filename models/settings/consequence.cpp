// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/consequence.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/backupoption.h"
#include "models/settings/weekdays.h"

#include <algorithm>
#include <array>

namespace Nightkeep {

namespace {

/// `before` is what Moodle ran with, `after` what it will run with: never the same.
using ConsequenceRule = QString (*)(const BackupOption &option, const QString &before, const QString &after);

/// Retention (lines 802-862): the newest by their names stay, whoever made them. No number is as 0 to it: all stay.
QString ofKeep(const BackupOption &, const QString &before, const QString &after)
{
    const int kept = before.toInt();
    const int wanted = after.toInt();
    if (wanted <= 0)
        return kept > 0 ? Tr::tr("Moodle deletes no old backup any more: the disk needs room for one more zip of every "
                                 "course with each run.")
                        : QString();
    if (kept > 0 && kept <= wanted)
        return {};
    return Tr::tr("At its next run Moodle deletes all but the newest %1 of each course's backups for good, also those "
                  "that were made by hand under the same name. Archive first what is still wanted.")
        .arg(after);
}

/// get_backups_to_delete(): deleting by age keeps none where all are to be kept, but the least (facts/moodle.md B1).
QString ofMaxKept(const BackupOption &, const QString &before, const QString &after)
{
    const int kept = before.toInt();
    const int wanted = after.toInt();
    if (wanted <= 0)
        return kept > 0 ? Tr::tr("Moodle deletes no old backup any more, unless it deletes by age: then nothing stays "
                                 "but what it is to keep at least.")
                        : QString();
    if (kept > 0 && kept <= wanted)
        return {};
    return Tr::tr("As each course is next backed up, Moodle deletes all but the newest %1 of its automated backups for "
                  "good. Archive first what is still wanted.")
        .arg(after);
}

QString ofDeleteDays(const BackupOption &, const QString &before, const QString &after)
{
    const int days = after.toInt();
    const int daysBefore = before.toInt();
    if (days <= 0 || (daysBefore > 0 && daysBefore <= days))
        return {};
    return Tr::tr("As each course is next backed up, Moodle deletes its automated backups of more than %n days for "
                  "good, and where Keep is \"all\" every one but those that it is to keep at least.",
                  nullptr, days);
}

QString ofMinKept(const BackupOption &, const QString &before, const QString &after)
{
    const int wanted = after.toInt();
    if (wanted >= before.toInt())
        return {};
    return wanted == 0 ? Tr::tr("Where Keep is \"all\" and old backups are deleted by age, Moodle then deletes every "
                                "backup, the one just made included.")
                       : Tr::tr("Where old backups are deleted by age, Moodle then spares only the newest %1 of each "
                                "course.")
                             .arg(after);
}

QString ofActive(const BackupOption &, const QString &, const QString &after)
{
    if (after == QLatin1String("2"))
        return Tr::tr("No course backup runs by itself any more: somebody must start it at the command line.");
    return after == QLatin1String("0")
        ? Tr::tr("No course backup runs any more, until Active is on again.")
        : Tr::tr("Moodle backs up every course again by its schedule, and then deletes what is more than Keep says.");
}

QString ofWeekdays(const BackupOption &, const QString &before, const QString &after)
{
    if (!isWeekdays(after) || !after.contains(u'1'))
        return Tr::tr("No course backup runs any more: Moodle finds no next run where no day is chosen.");
    if (!isWeekdays(before))
        return {};
    QString dropped = before;
    for (int day = 0; day < 7; ++day) {
        if (after.at(day) == u'1')
            dropped[day] = u'0';
    }
    return dropped.contains(u'1') ? Tr::tr("No course backup runs on %1 any more.").arg(weekdaysInWords(dropped))
                                  : QString();
}

/// Retention looks in one folder alone, and there takes a course's files by the beginning of their names.
QString ofDestination(const BackupOption &option, const QString &before, const QString &after)
{
    const QString left = Tr::tr("The zips in %1 stay where they are: Moodle does not find or delete them any more.")
                             .arg(visibleText(optionInWords(option, before)));
    if (after.isEmpty())
        return left;
    return Tr::tr("%1 In %2 the course \"math\" also counts and deletes the backups of \"math-101\".",
                  "a whole sentence, then a folder")
        .arg(left, visibleText(after));
}

QString ofLaterDestination(const BackupOption &option, const QString &before, const QString &)
{
    return before.isEmpty()
        ? QString()
        : Tr::tr("The backups in %1 stay where they are: Moodle does not find or delete them any more.")
              .arg(visibleText(optionInWords(option, before)));
}

QString ofStorage(const BackupOption &, const QString &before, const QString &after)
{
    QStringList said;
    if (before != QLatin1String("1") && after == QLatin1String("1"))
        said << Tr::tr("The backups in the courses' own areas stay there: Moodle does not delete them any more.");
    if (before != QLatin1String("0") && after == QLatin1String("0"))
        said << Tr::tr("The backups in the folder stay there: Moodle does not delete them any more.");
    if (after == QLatin1String("2"))
        said << Tr::tr("Each backup is kept twice: the disks need room for both.");
    return said.join(u' ');
}

QString ofSkipHidden(const BackupOption &, const QString &, const QString &after)
{
    return after == QLatin1String("1") ? Tr::tr("Hidden courses get no new backup any more.") : QString();
}

QString ofSkipDays(const BackupOption &, const QString &before, const QString &after)
{
    const int days = after.toInt();
    const int daysBefore = before.toInt();
    if (days <= 0 || (daysBefore > 0 && daysBefore <= days))
        return {};
    return Tr::tr("Courses that were not changed for %n days get no new backup.", nullptr, days);
}

QString ofSkipUnchanged(const BackupOption &, const QString &, const QString &after)
{
    return after == QLatin1String("1")
        ? Tr::tr("Courses get no new backup until they change: of most nights there is none.")
        : QString();
}

QString ofUsers(const BackupOption &, const QString &, const QString &after)
{
    if (after == QLatin1String("0"))
        return Tr::tr("Each new backup holds all users of the site: it is larger, and holds people who are not in the "
                      "course.");
    return after == QLatin1String("2")
        ? Tr::tr("New backups hold no users: what people did in a course cannot be restored from them.")
        : QString();
}

QString ofLaterUsers(const BackupOption &, const QString &, const QString &after)
{
    return after == QLatin1String("0")
        ? Tr::tr("New backups hold no users: what people did in a course cannot be restored from them.")
        : QString();
}

QString ofLaterFiles(const BackupOption &, const QString &, const QString &after)
{
    return after == QLatin1String("0")
        ? Tr::tr("New backups hold no files: these come back only as long as this Moodle has them itself.")
        : QString();
}

QString ofContents(const BackupOption &option, const QString &, const QString &after)
{
    return after == QLatin1String("0")
        ? Tr::tr("New backups lack this: %1. What they lack cannot be restored from them.").arg(option.title)
        : QString();
}

struct OptionConsequence
{
    const char *option;
    ConsequenceRule tell;
};

constexpr std::array Consequences {
    OptionConsequence {"backup_sche_keep", ofKeep},
    OptionConsequence {"backup_sche_active", ofActive},
    OptionConsequence {"backup_sche_weekdays", ofWeekdays},
    OptionConsequence {"backup_sche_destination", ofDestination},
    OptionConsequence {"backup_sche_users", ofUsers},
    OptionConsequence {"backup_sche_modules", ofContents},
    OptionConsequence {"backup_sche_withuserdata", ofContents},
    OptionConsequence {"backup_sche_metacourse", ofContents},
    OptionConsequence {"backup_sche_logs", ofContents},
    OptionConsequence {"backup_sche_userfiles", ofContents},
    OptionConsequence {"backup_sche_coursefiles", ofContents},
    OptionConsequence {"backup_sche_sitefiles", ofContents},
    OptionConsequence {"backup_sche_gradebook_history", ofContents},
    OptionConsequence {"backup_auto_active", ofActive},
    OptionConsequence {"backup_auto_weekdays", ofWeekdays},
    OptionConsequence {"backup_auto_keep", ofMaxKept},
    OptionConsequence {"backup_auto_max_kept", ofMaxKept},
    OptionConsequence {"backup_auto_delete_days", ofDeleteDays},
    OptionConsequence {"backup_auto_min_kept", ofMinKept},
    OptionConsequence {"backup_auto_storage", ofStorage},
    OptionConsequence {"backup_auto_destination", ofLaterDestination},
    OptionConsequence {"backup_auto_skip_hidden", ofSkipHidden},
    OptionConsequence {"backup_auto_skip_modif_days", ofSkipDays},
    OptionConsequence {"backup_auto_skip_modif_prev", ofSkipUnchanged},
    OptionConsequence {"backup_auto_users", ofLaterUsers},
    OptionConsequence {"backup_auto_files", ofLaterFiles},
};

} // namespace

QString consequenceOf(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    const auto rule = std::find_if(Consequences.begin(), Consequences.end(), [&change](const OptionConsequence &each) {
        return change.name == QLatin1String(each.option);
    });
    if (!option)
        return {};
    const QString before = change.seen.value_or(option->whenMissing);
    if (before == change.wanted)
        return {};
    if (rule != Consequences.end())
        return rule->tell(*option, before, change.wanted);
    const bool isContent = option->group == OptionGroup::Content && option->kind == OptionKind::OnOff;
    return isContent && option->edition == MoodleEdition::Later ? ofContents(*option, before, change.wanted)
                                                                : QString();
}

} // namespace Nightkeep

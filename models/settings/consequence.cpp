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

QString ofActive(const BackupOption &, const QString &, const QString &after)
{
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

QString ofUsers(const BackupOption &, const QString &, const QString &after)
{
    if (after == QLatin1String("0"))
        return Tr::tr("Each new backup holds all users of the site: it is larger, and holds people who are not in the "
                      "course.");
    return after == QLatin1String("2")
        ? Tr::tr("New backups hold no users: what people did in a course cannot be restored from them.")
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
};

} // namespace

QString consequenceOf(const ConfigChange &change)
{
    const BackupOption *option = findBackupOption(change.name);
    const auto rule = std::find_if(Consequences.begin(), Consequences.end(), [&change](const OptionConsequence &each) {
        return change.name == QLatin1String(each.option);
    });
    if (!option || rule == Consequences.end())
        return {};
    const QString before = change.seen.value_or(option->whenMissing);
    return before == change.wanted ? QString() : rule->tell(*option, before, change.wanted);
}

} // namespace Nightkeep

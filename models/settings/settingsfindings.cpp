// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsfindings.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/sitefindings.h"
#include "models/settings/settingsinforce.h"

#include <array>

namespace Nightkeep {

namespace {

constexpr qint64 toldOldAfterDays = 7;
/// After so many seconds without a sign Moodle itself takes a run for dead: 1.9 (facts/moodle.md A3), and later (B1).
constexpr qint64 toldDeadRunOld = 30 * 60;
constexpr qint64 toldDeadRunLater = 90 * 60;

/// What every finding about one option needs.
struct ToldRow
{
    ToldRow(const SettingsView &view, const SettingRow &row)
        : site(visibleText(view.site.name))
        , option(visibleText(row.option.name))
        , title(visibleText(row.option.title))
        , inForce(optionInWords(row.option, effective(row)))
    {
    }
    QString site;
    QString option;
    QString title;
    QString inForce;
};

bool isToldOption(const SettingRow &row, const char *name)
{
    return row.option.name == QLatin1String("backup_sche_") + QLatin1String(name)
        || row.option.name == QLatin1String("backup_auto_") + QLatin1String(name);
}

/// What else than its row Moodle runs with, or might: each said whatever was agreed.
void tellNotInForce(SettingsFindingList &list, const SettingsView &view, const SettingRow &row)
{
    const ToldRow words(view, row);
    if (row.isDuplicate)
        list.add(Severity::Warning, &row, QStringLiteral("duplicate"),
                 Tr::tr("%1 of %2 has several rows.").arg(words.title, words.site),
                 Tr::tr("Which of the rows of %1 counts is the database's choice, and may be another tomorrow.")
                     .arg(words.option),
                 Tr::tr("Delete all but one of them in the database."));
    const bool isOther = row.served && row.served != row.value;
    if (!isOther)
        return;
    const QString stored =
        row.value ? optionInWords(row.option, *row.value) : Tr::tr("nothing", "what a table holds of an option");
    if (row.isForced)
        list.add(
            row.agreed && *row.served == *row.agreed ? Severity::Info : Severity::Warning, &row,
            QStringLiteral("forced"),
            Tr::tr("%1 of %2 is forced to be %3.").arg(words.title, words.site, words.inForce),
            Tr::tr("config.php sets %1, so what the database holds, %2, is without effect.").arg(words.option, stored),
            Tr::tr("Change it in config.php, or take it out there: then what Moodle's own page says is in force."));
    else
        list.add(Severity::Warning, &row, QStringLiteral("cached"),
                 Tr::tr("%1 of %2 was changed, and is not in force.").arg(words.title, words.site),
                 Tr::tr("The database holds %1, and Moodle still runs with %2: somebody wrote into the table, and "
                        "Moodle's cache has not seen it.")
                     .arg(stored, words.inForce),
                 Tr::tr("Purge Moodle's caches, or save the option through Moodle."));
}

// True if the row has been dealt with, so that it is not reported as merely different too.
bool tellCritical(SettingsFindingList &list, const SettingsView &view, const SettingRow &row)
{
    const ToldRow words(view, row);
    const QString text = effective(row);
    if (isToldOption(row, "active") && text == QLatin1String("0")) {
        list.add(Severity::Critical, &row, QStringLiteral("off"),
                 Tr::tr("Automated course backups of %1 are switched off.").arg(words.site),
                 row.value || row.served ? Tr::tr("%1 is off.").arg(words.option)
                                         : Tr::tr("%1 has no row, and Moodle then makes no backups.").arg(words.option),
                 Tr::tr("Switch Active on, unless somebody switched it off on purpose."));
        return true;
    }
    if (isToldOption(row, "active") && text == QLatin1String("2") && row.agreed != text) {
        list.add(Severity::Warning, &row, QStringLiteral("manual"),
                 Tr::tr("Course backups of %1 run only by hand.").arg(words.site),
                 Tr::tr("%1 is 2: Moodle waits until somebody starts them at the command line.").arg(words.option),
                 Tr::tr("Switch Active on, or agree that it is so."));
        return true;
    }
    if (isToldOption(row, "weekdays") && text == QLatin1String("0000000")) {
        list.add(Severity::Critical, &row, QStringLiteral("never"),
                 Tr::tr("Automated course backups of %1 run on no day of the week.").arg(words.site),
                 Tr::tr("%1 names no day, so Moodle never finds a next run.").arg(words.option),
                 Tr::tr("Choose at least one weekday under Schedule."));
        return true;
    }
    return false;
}

void tellRow(SettingsFindingList &list, const SettingsView &view, const SettingRow &row)
{
    const ToldRow words(view, row);
    const QString text = effective(row);
    const bool isThere = row.value || row.served;
    if (isThere && !isValidForOption(row.option, text)) {
        list.add(Severity::Warning, &row, QStringLiteral("invalid"),
                 Tr::tr("%1 of %2 holds a text that makes no sense there.").arg(words.title, words.site),
                 Tr::tr("%1 is %2.").arg(words.option, words.inForce),
                 Tr::tr("Set it to a value that the option can have."));
        return;
    }
    if (row.agreed && row.option.kind == OptionKind::Text) {
        list.add(Severity::Warning, &row, QStringLiteral("differs"),
                 Tr::tr("%1 of %2 was agreed to be %3, and this Moodle has no such option.")
                     .arg(words.title, words.site, row.agreedInWords),
                 Tr::tr("%1 is an option of another version of Moodle.").arg(words.option),
                 Tr::tr("Forget what is agreed about it."));
        return;
    }
    if (tellCritical(list, view, row) || !row.agreed || text == *row.agreed)
        return;
    if (isThere) {
        list.add(
            Severity::Warning, &row, QStringLiteral("differs"),
            Tr::tr("%1 of %2 is %3; %4 was agreed.").arg(words.title, words.site, words.inForce, row.agreedInWords),
            Tr::tr("%1 differs from the value in the workspace.").arg(words.option),
            row.isForced ? Tr::tr("Change the option in config.php, which sets it, or what is agreed.")
                         : Tr::tr("Change the option in Moodle, or what is agreed."));
    } else {
        list.add(Severity::Warning, &row, QStringLiteral("differs"),
                 Tr::tr("%1 of %2 is not set; %3 was agreed.").arg(words.title, words.site, row.agreedInWords),
                 Tr::tr("%1 has no row, and Moodle then takes %2.").arg(words.option, words.inForce),
                 Tr::tr("Set the option in Moodle, or change what is agreed."));
    }
}

/// Without which a restored course is of little use.
struct ToldContent
{
    const char *option;
    const char *without; ///< the stored text that leaves it out
    const char *lost; ///< what cannot be restored then
};

constexpr std::array ToldContents {
    ToldContent {"modules", "0", QT_TRANSLATE_NOOP("Nightkeep", "No activity of a course can be restored.")},
    ToldContent {"activities", "0", QT_TRANSLATE_NOOP("Nightkeep", "No activity of a course can be restored.")},
    ToldContent {"withuserdata", "0",
                 QT_TRANSLATE_NOOP("Nightkeep", "Nothing that people did in the activities can be restored.")},
    ToldContent {"users", "2",
                 QT_TRANSLATE_NOOP("Nightkeep", "Neither people nor what they did in a course can be restored.")},
    ToldContent {"users", "0",
                 QT_TRANSLATE_NOOP("Nightkeep", "Neither people nor what they did in a course can be restored.")},
    ToldContent {"userfiles", "0", QT_TRANSLATE_NOOP("Nightkeep", "No file of a user can be restored.")},
    ToldContent {"coursefiles", "0", QT_TRANSLATE_NOOP("Nightkeep", "No file of a course can be restored.")},
    ToldContent {"files", "0",
                 QT_TRANSLATE_NOOP("Nightkeep", "Files can be restored only as long as this Moodle has them itself.")},
};

/// Of what is agreed nothing is said but that it differs.
void tellContents(SettingsFindingList &list, const SettingsView &view)
{
    const bool isLater = view.config.edition == MoodleEdition::Later;
    for (const ToldContent &needed : ToldContents) {
        const QString name = QLatin1String(needed.option);
        const SettingRow *row = rowInForce(view, name);
        const bool isOther = !isLater && name == QLatin1String("users") && *needed.without == '0'; // 1.9: all people
        if (!row || row->agreed || isOther || effective(*row) != QLatin1String(needed.without))
            continue;
        const ToldRow words(view, *row);
        list.add(Severity::Warning, row, QStringLiteral("content"),
                 Tr::tr("Course backups of %1 lack something: %2.").arg(words.site, words.title),
                 Tr::tr("%1 is %2. %3", "an option, its value, a sentence")
                     .arg(words.option, words.inForce, Tr::tr(needed.lost)),
                 Tr::tr("Switch it on, or agree that it is left out."));
    }
}

/// An option that is set and decides nothing.
void tellIdle(SettingsFindingList &list, const SettingsView &view, const QString &name, const QString &reason)
{
    const SettingRow *row = rowInForce(view, name);
    if (!row || !isValidForOption(row->option, effective(*row)) || effective(*row) == QLatin1String("0")
        || effective(*row).isEmpty())
        return;
    const ToldRow words(view, *row);
    list.add(Severity::Info, row, QStringLiteral("idle"),
             Tr::tr("%1 of %2 is set, and decides nothing.").arg(words.title, words.site), reason,
             Tr::tr("Nothing needs to be done, but do not rely on it."));
}

void tellIdleOptions(SettingsFindingList &list, const SettingsView &view, const MoodleFacts &facts)
{
    if (facts.edition == MoodleEdition::Old) {
        for (const char *name : {"messages", "blogs"})
            tellIdle(list, view, QLatin1String(name),
                     Tr::tr("It counts for the backup of the site's front page alone; no course has any."));
        return;
    }
    if (facts.storage == BackupStorage::Courses)
        tellIdle(list, view, QStringLiteral("destination"),
                 Tr::tr("Backups are kept in each course's own file area, so nothing is put into that folder."));
    if (facts.deleteDays == 0)
        tellIdle(list, view, QStringLiteral("min_kept"),
                 Tr::tr("It is the least that deleting by age leaves, and nothing is deleted by age."));
    const SettingRow *users = rowInForce(view, QStringLiteral("users"));
    if (!users || effective(*users) != QLatin1String("0"))
        return;
    for (const char *name : {"logs", "histories", "userscompletion"}) {
        const SettingRow *row = rowInForce(view, QLatin1String(name));
        if (row && row->value) // what nobody set misleads nobody
            tellIdle(list, view, QLatin1String(name), Tr::tr("Backups hold no users, and without these none of it."));
    }
}

/// What goes wrong though each option for itself makes sense.
void tellTraps(SettingsFindingList &list, const SettingsView &view, const MoodleFacts &facts)
{
    const QString site = visibleText(view.site.name);
    const SettingRow *keep = rowInForce(view, QStringLiteral("max_kept"));
    const SettingRow *destination = rowInForce(view, QStringLiteral("destination"));
    if (keepsNothing(facts))
        list.add(Severity::Critical, keep, QStringLiteral("nothing"),
                 Tr::tr("%1 deletes every automated backup, the one just made included.").arg(site),
                 Tr::tr("It is set to keep all, to delete what is older than %n days and to keep none at least: Moodle "
                        "then deletes all of a course, whatever their age, and calls that OK.",
                        nullptr, int(facts.deleteDays)),
                 Tr::tr("Set how many to keep, or how many to keep at least."));
    else if (facts.edition == MoodleEdition::Later && facts.keep == 0 && facts.deleteDays > 0)
        list.add(Severity::Warning, keep, QStringLiteral("least"),
                 Tr::tr("%1 keeps only %n automated backups of each course.", nullptr, int(facts.keepLeast)).arg(site),
                 Tr::tr("With \"all\" to keep and a number of days after which to delete, Moodle keeps only what it is "
                        "to keep at least, whatever its age."),
                 Tr::tr("Set how many to keep."));
    if (facts.edition == MoodleEdition::Later && facts.storage != BackupStorage::Courses && facts.destination.isEmpty())
        list.add(Severity::Warning, destination, QStringLiteral("folder"),
                 Tr::tr("Backups of %1 are to be put into a folder, and none is set.").arg(site),
                 Tr::tr("Without a folder that it may write, Moodle leaves them in each course's own file area, where "
                        "it then deletes no old one if they are kept in the folder alone."),
                 Tr::tr("Set the folder, or keep backups in the courses."));
}

void tellRunning(SettingsFindingList &list, const SettingsView &view, const QDateTime &now)
{
    const MoodleConfig &config = view.config;
    const qint64 dead = config.edition == MoodleEdition::Later ? toldDeadRunLater : toldDeadRunOld;
    if (!config.isRunning || (config.lastSign.isValid() && config.lastSign.secsTo(view.readAt) <= dead))
        return;
    const QString site = visibleText(view.site.name);
    list.add(config.lastSign.isValid() ? Severity::Warning : Severity::Info, nullptr, QStringLiteral("running"),
             config.lastSign.isValid()
                 ? Tr::tr("The mark of a running backup of %1 was left over.").arg(site)
                 : Tr::tr("A backup of %1 runs by Moodle's mark, and nobody knows whether it does.").arg(site),
             config.lastSign.isValid()
                 ? Tr::tr("Moodle has set it, and the last sign of that run was seen %1.", "an age")
                       .arg(ageInWords(config.lastSign, now))
                 : Tr::tr("Moodle has set it, and of that run no sign is known."),
             Tr::tr("See whether cron runs: the next one takes a mark that was left over away, and begins anew."));
}

void tellDoor(SettingsFindingList &list, const SettingsView &view)
{
    const MoodleConfig &config = view.config;
    if (!config.doorProblem)
        return;
    const QString site = visibleText(view.site.name);
    const bool isReadOnly = config.door == ConfigDoor::None;
    const Error &problem = *config.doorProblem;
    list.add(Severity::Info, nullptr, isReadOnly ? QStringLiteral("door") : QStringLiteral("unasked"),
             isReadOnly ? Tr::tr("The backup settings of %1 can only be read.").arg(site)
                        : Tr::tr("What %1 really runs with could not be asked.").arg(site),
             visibleText(problem.message),
             problem.advice.isEmpty()
                 ? Tr::tr("Change them on Moodle's own page, Site administration, Courses, Backups, Automated backup "
                          "setup.")
                 : visibleText(problem.advice));
}

} // namespace

void SettingsFindingList::add(Severity severity, const SettingRow *row, const QString &what, const QString &title,
                              const QString &reason, const QString &advice)
{
    const QString object = row ? m_site + u'/' + row->option.name : m_site;
    const bool isOutOfLine =
        row && row->option.kind != OptionKind::Text && row->agreed && effective(*row) != *row->agreed;
    m_findings += Finding {QStringLiteral("settings/") + object + u'/' + what,
                           severity,
                           Page::Settings,
                           object,
                           title,
                           reason,
                           advice,
                           QStringLiteral("setting-") + what,
                           {},
                           isOutOfLine && !row->isForced ? FindingAct::BringInLine : FindingAct::Show};
}

QList<Finding> SettingsService::findings(const SettingsView &view, const QDateTime &now)
{
    SettingsFindingList list(view.site);
    const QString site = visibleText(view.site.name);
    if (!view.readAt.isValid()) {
        list.add(Severity::Info, nullptr, QStringLiteral("unread"),
                 Tr::tr("The backup settings of %1 have never been read.").arg(site),
                 Tr::tr("Nothing is known about what Moodle will do tonight."), Tr::tr("Read the settings."));
        return list.findings();
    }
    if (view.readAt.daysTo(now) > toldOldAfterDays)
        list.add(Severity::Info, nullptr, QStringLiteral("old"),
                 Tr::tr("The backup settings of %1 were last read %2.").arg(site, ageInWords(view.readAt, now)),
                 Tr::tr("They may have been changed in Moodle since."), Tr::tr("Read the settings."));
    if (countSettings(view).agreed == 0)
        list.add(Severity::Info, nullptr, QStringLiteral("unagreed"),
                 Tr::tr("Nothing is agreed about the backup settings of %1.").arg(site),
                 Tr::tr("There is nothing to compare them with, so nobody can say that they are right."),
                 Tr::tr("Import the wiki page with its table of options, or say on the page of settings what is "
                        "agreed."));
    for (const SettingRow &row : view.rows) {
        tellNotInForce(list, view, row);
        tellRow(list, view, row);
    }
    tellContents(list, view);
    if (const std::optional<MoodleFacts> facts = factsInForce(view)) {
        tellIdleOptions(list, view, *facts);
        tellTraps(list, view, *facts);
    }
    tellRunning(list, view, now);
    tellDoor(list, view);
    return list.findings();
}

} // namespace Nightkeep

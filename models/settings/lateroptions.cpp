// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/lateroptions.h"

#include "models/base/tr.h"

namespace Nightkeep {

namespace {

// The versions of Moodle that have brought an option, or dropped one.
constexpr qint64 laterThree = 2015111600; // 3.0
constexpr qint64 laterThreeThree = 2017051500;
constexpr qint64 laterThreeNine = 2020061500;
constexpr qint64 laterThreeTen = 2020110900;
constexpr qint64 laterFourTwo = 2023042400;
constexpr qint64 laterFourFive = 2024100700;
constexpr qint64 laterFive = 2025041400;

QStringList laterChoices(const char *texts)
{
    return QString::fromLatin1(texts).split(u' ');
}

/// `whenMissing` is what get_config('backup') without the property comes to: nothing, so 0, off, no day.
BackupOption laterOption(const char *name, OptionKind kind, OptionGroup group, const QString &title,
                         const QString &notes, const char *whenNew, const char *choices, const char *meaning = "")
{
    BackupOption option;
    option.name = QLatin1String(name);
    option.kind = kind;
    option.title = title;
    option.notes = notes;
    option.whenMissing = kind == OptionKind::Folder ? QStringLiteral("")
        : kind == OptionKind::Weekdays              ? QStringLiteral("0000000")
                                                    : QStringLiteral("0");
    option.choices = *choices ? laterChoices(choices) : QStringList();
    option.edition = MoodleEdition::Later;
    option.group = group;
    option.whenNew = QLatin1String(whenNew);
    option.meaning = QLatin1String(meaning);
    return option;
}

BackupOption laterOnOff(const char *name, OptionGroup group, const QString &title, const QString &notes,
                        const char *whenNew)
{
    return laterOption(name, OptionKind::OnOff, group, title, notes, whenNew, "1 0");
}

/// Of what is not set the backup's own plan decides, and it begins with all in (backup_controller_dbops,
/// apply_admin_config_defaults(); backup_root_task): also what Moodle's form begins without.
BackupOption laterContent(const char *name, const QString &title, const QString &notes, const char *whenNew = "1",
                          qint64 firstVersion = 0, const char *meaning = "")
{
    BackupOption option = laterOnOff(name, OptionGroup::Content, title, notes, whenNew);
    option.whenMissing = QStringLiteral("1");
    option.firstVersion = firstVersion;
    option.meaning = QLatin1String(meaning);
    return option;
}

BackupOption laterBetween(BackupOption option, qint64 firstVersion, qint64 lastVersion = 0)
{
    option.firstVersion = firstVersion;
    option.lastVersion = lastVersion;
    return option;
}

QList<BackupOption> laterSchedule()
{
    const OptionGroup group = OptionGroup::Schedule;
    return {
        laterOption("backup_auto_active", OptionKind::Active, group, Tr::tr("Active"),
                    Tr::tr("Whether Moodle makes automated backups at all, or only when somebody starts them at the "
                           "server."),
                    "0", "1 0 2", "active"),
        laterOption("backup_auto_weekdays", OptionKind::Weekdays, group, Tr::tr("Schedule"),
                    Tr::tr("On which days of the week automated backups run."), "0000000", "", "weekdays"),
        laterOption("backup_auto_hour", OptionKind::Hour, group, Tr::tr("Execute at"),
                    Tr::tr("The hour at which automated backups become due, in the site's time zone."), "0",
                    "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23", "hour"),
        laterOption("backup_auto_minute", OptionKind::Minute, group, Tr::tr("Execute at, minute"),
                    Tr::tr("The minute of that hour."), "0", "0 5 10 15 20 25 30 35 40 45 50 55", "minute"),
    };
}

QList<BackupOption> laterPlaceAndKeep()
{
    const OptionGroup keep = OptionGroup::Keep;
    const QString all = Tr::tr("How many backups of each course stay; Moodle deletes older ones itself.");
    return {
        laterOption("backup_auto_storage", OptionKind::Storage, OptionGroup::Place, Tr::tr("Storage"),
                    Tr::tr("Whether backups are put into each course's own area, into the folder of Save to, or into "
                           "both."),
                    "0", "0 1 2"),
        laterOption("backup_auto_destination", OptionKind::Folder, OptionGroup::Place, Tr::tr("Save to"),
                    Tr::tr("A folder of the Moodle server for all backups, where Storage says that it is used."), "",
                    "", "folder"),
        laterBetween(laterOption("backup_auto_keep", OptionKind::Keep, keep, Tr::tr("Keep"), all, "1",
                                 "1 2 5 10 20 30 40 50 100 200 300 400 500 0", "keep"),
                     0, laterThree - 1),
        laterBetween(laterOption("backup_auto_max_kept", OptionKind::Keep, keep, Tr::tr("Keep"), all, "1",
                                 "1 2 3 4 5 10 20 30 40 50 100 200 300 400 500 0", "keep"),
                     laterThree),
        laterBetween(laterOption("backup_auto_delete_days", OptionKind::Days, keep, Tr::tr("Delete after"),
                                 Tr::tr("After how many days Moodle deletes a backup although Keep would let it stay."),
                                 "0", "0 1000 365 180 150 120 90 60 35 10 5 2"),
                     laterThree),
        laterBetween(laterOption("backup_auto_min_kept", OptionKind::Keep, keep, Tr::tr("Keep at least"),
                                 Tr::tr("How many backups of each course stay however old they are."), "0",
                                 "0 1 2 5 10 20 30 40 50 100 200 300 400"),
                     laterThree),
        laterOnOff("backup_shortname", OptionGroup::Place, Tr::tr("Short name in the file name"),
                   Tr::tr("Whether the names of the files in the folder of Save to hold the course's short name."),
                   "0"),
    };
}

QList<BackupOption> laterSkip()
{
    const OptionGroup group = OptionGroup::Skip;
    return {
        laterOnOff("backup_auto_skip_hidden", group, Tr::tr("Leave out hidden courses"),
                   Tr::tr("Whether courses that students cannot see get no automated backup."), "1"),
        laterOption("backup_auto_skip_modif_days", OptionKind::Days, group, Tr::tr("Leave out unchanged courses"),
                    Tr::tr("For how many days a course must have been unchanged to get no automated backup."), "30",
                    "0 1 2 3 5 7 10 14 20 30 60 90 120 180 365"),
        laterOnOff("backup_auto_skip_modif_prev", group, Tr::tr("Leave out what has a backup"),
                   Tr::tr("Whether a course that is unchanged since its last backup gets no other one."), "0"),
    };
}

QList<BackupOption> laterFirstContents()
{
    BackupOption files =
        laterContent("backup_auto_files", Tr::tr("Files"),
                     Tr::tr("Whether automated backups hold the files of a course."), "1", laterThreeThree);
    files.whenMissing = QStringLiteral("0"); // backup_controller asks for it by itself
    return {
        laterContent("backup_auto_users", Tr::tr("Users"),
                     Tr::tr("Whether automated backups hold the users of a course, and what they did there."), "1", 0,
                     "users"),
        laterContent("backup_auto_role_assignments", Tr::tr("Roles of users"),
                     Tr::tr("Whether automated backups hold which role each user has in a course.")),
        laterContent("backup_auto_activities", Tr::tr("Include modules"),
                     Tr::tr("Whether automated backups hold the activities of a course."), "1", 0, "modules"),
        laterContent("backup_auto_blocks", Tr::tr("Blocks"),
                     Tr::tr("Whether automated backups hold the blocks beside a course.")),
        files,
        laterContent("backup_auto_filters", Tr::tr("Filters"),
                     Tr::tr("Whether automated backups hold how text filters are set in a course.")),
        laterContent("backup_auto_comments", Tr::tr("Comments"),
                     Tr::tr("Whether automated backups hold users' comments.")),
        laterContent("backup_auto_badges", Tr::tr("Badges"),
                     Tr::tr("Whether automated backups hold the badges of a course.")),
        laterContent("backup_auto_calendarevents", Tr::tr("Calendar events"),
                     Tr::tr("Whether automated backups hold the events of a course's calendar.")),
        laterContent("backup_auto_userscompletion", Tr::tr("Completion"),
                     Tr::tr("Whether automated backups hold how far each user has come.")),
        laterContent("backup_auto_logs", Tr::tr("Logs"), Tr::tr("Whether automated backups hold the logs of a course."),
                     "0", 0, "logs"),
    };
}

QList<BackupOption> laterOtherContents()
{
    return {
        laterContent("backup_auto_histories", Tr::tr("Gradebook history"),
                     Tr::tr("Whether automated backups hold the history of grades."), "0", 0, "histories"),
        laterBetween(laterContent("backup_auto_questionbank", Tr::tr("Question bank"),
                                  Tr::tr("Whether automated backups hold the questions of a course (to Moodle 4.5).")),
                     0, laterFive - 1),
        laterContent("backup_auto_groups", Tr::tr("Groups"),
                     Tr::tr("Whether automated backups hold the groups and groupings of a course.")),
        laterContent("backup_auto_competencies", Tr::tr("Competencies"),
                     Tr::tr("Whether automated backups hold the competencies of a course."), "1", laterThreeThree),
        laterContent("backup_auto_customfield", Tr::tr("Custom fields"),
                     Tr::tr("Whether automated backups hold a course's custom fields (Moodle 4.5 and later)."), "1",
                     laterFourFive),
        laterContent("backup_auto_contentbankcontent", Tr::tr("Content bank"),
                     Tr::tr("Whether automated backups hold the content bank of a course."), "1", laterThreeNine),
        laterContent("backup_auto_xapistate", Tr::tr("State of H5P"),
                     Tr::tr("Whether automated backups hold how far users have come within H5P activities."), "1",
                     laterFourTwo),
        laterContent("backup_auto_legacyfiles", Tr::tr("Legacy course files"),
                     Tr::tr("Whether automated backups hold the course files that came from Moodle 1.9."), "1",
                     laterThreeTen),
    };
}

} // namespace

QList<BackupOption> laterOptions()
{
    // It stands on Moodle's page of general defaults; where it is not set, no record is deleted.
    const BackupOption records =
        laterOption("loglifetime", OptionKind::Days, OptionGroup::Keep, Tr::tr("Keep records"),
                    Tr::tr("For how many days Moodle keeps the records and messages of past backups."), "30",
                    "1 2 3 5 7 10 14 20 30 60 90 120 180 365");
    return laterSchedule() + laterPlaceAndKeep() + laterSkip() + laterFirstContents() + laterOtherContents()
        + QList<BackupOption> {records};
}

} // namespace Nightkeep

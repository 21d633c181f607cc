// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/backupoption.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/settings/lateroptions.h"

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

QStringList numbers(std::initializer_list<int> values)
{
    QStringList texts;
    for (const int value : values)
        texts += QString::number(value);
    return texts;
}

QStringList steps(int end, int step)
{
    QStringList texts;
    for (int value = 0; value < end; value += step)
        texts += QString::number(value);
    return texts;
}

/// `whenMissing` is what backup_scheduled.php (322-374) runs with, `whenNew` what the page of settings begins with.
BackupOption oldOption(const char *name, OptionKind kind, OptionGroup group, const QString &title, const QString &notes,
                       const char *whenMissing, const char *whenNew, const QStringList &choices,
                       const char *meaning = "", qint64 firstVersion = 0)
{
    return {.name = QLatin1String(name),
            .kind = kind,
            .title = title,
            .notes = notes,
            .whenMissing = QLatin1String(whenMissing),
            .choices = choices,
            .edition = MoodleEdition::Old,
            .group = group,
            .whenNew = QLatin1String(whenNew),
            .meaning = QLatin1String(meaning),
            .firstVersion = firstVersion};
}

BackupOption onOff(const char *name, const QString &title, const QString &notes, const char *whenMissing,
                   const char *meaning = "", qint64 firstVersion = 0)
{
    return oldOption(name, OptionKind::OnOff, OptionGroup::Content, title, notes, whenMissing, "0",
                     {QStringLiteral("1"), QStringLiteral("0")}, meaning, firstVersion);
}

QList<BackupOption> includedContents()
{
    return {
        onOff("backup_sche_modules", Tr::tr("Include modules"),
              Tr::tr("Whether automated backups hold the activities of a course."), "1", "modules"),
        onOff("backup_sche_withuserdata", Tr::tr("Include module user data"),
              Tr::tr("Whether automated backups hold what users did in the activities."), "1"),
        onOff("backup_sche_metacourse", Tr::tr("Metacourse"),
              Tr::tr("Whether automated backups hold the enrolments inherited through metacourses."), "1"),
        oldOption("backup_sche_users", OptionKind::Users, OptionGroup::Content, Tr::tr("Users"),
                  Tr::tr("Whether a backup holds all users of the site, or only those the course needs."), "1", "0",
                  {QStringLiteral("0"), QStringLiteral("1")}, "users"),
        onOff("backup_sche_logs", Tr::tr("Logs"), Tr::tr("Whether automated backups hold the logs of a course."), "0",
              "logs"),
        onOff("backup_sche_userfiles", Tr::tr("User files"),
              Tr::tr("Whether automated backups hold users' own files, such as their pictures."), "1"),
        onOff("backup_sche_coursefiles", Tr::tr("Course files"),
              Tr::tr("Whether automated backups hold the files of a course."), "1"),
        onOff("backup_sche_messages", Tr::tr("Messages"),
              Tr::tr("Whether the backup of the site's front page holds instant messages."), "0"),
    };
}

QList<BackupOption> schedule()
{
    BackupOption active = onOff("backup_sche_active", Tr::tr("Active"),
                                Tr::tr("Whether Moodle makes automated backups at all."), "0", "active");
    active.group = OptionGroup::Schedule;
    return {
        oldOption("backup_sche_keep", OptionKind::Keep, OptionGroup::Keep, Tr::tr("Keep"),
                  Tr::tr("How many backups of each course stay; Moodle deletes older ones itself."), "1", "1",
                  numbers({1, 2, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 0}), "keep"),
        active,
        oldOption("backup_sche_weekdays", OptionKind::Weekdays, OptionGroup::Schedule, Tr::tr("Schedule"),
                  Tr::tr("On which days of the week automated backups run."), "0000000", "0000000", {}, "weekdays"),
        oldOption("backup_sche_hour", OptionKind::Hour, OptionGroup::Schedule, Tr::tr("Execute at"),
                  Tr::tr("The hour at which automated backups start, in the main administrator's time zone."), "0", "0",
                  steps(24, 1), "hour"),
        oldOption("backup_sche_destination", OptionKind::Folder, OptionGroup::Place, Tr::tr("Save to"),
                  Tr::tr("A folder of the Moodle server for all backups; blank puts each into its course's own "
                         "folder."),
                  "", "", {}, "folder"),
    };
}

QList<BackupOption> notOnThePage()
{
    return {
        oldOption("backup_sche_minute", OptionKind::Minute, OptionGroup::Schedule, Tr::tr("Execute at, minute"),
                  Tr::tr("The minute of that hour."), "0", "0", steps(60, 5), "minute"),
        onOff("backup_sche_sitefiles", Tr::tr("Site files"),
              Tr::tr("Whether automated backups hold site files that a course uses."), "1", "", 2007101500),
        onOff("backup_sche_gradebook_history", Tr::tr("Gradebook history"),
              Tr::tr("Whether automated backups hold the history of grades (Moodle 1.9.4 and later)."), "0",
              "histories", 2007101540),
        onOff("backup_sche_blogs", Tr::tr("Blogs"),
              Tr::tr("Whether the backup of the site's front page holds blogs (Moodle 1.9.1 and later)."), "0", "",
              2007101510),
    };
}

/// What a name says that is no option of a schedule: its own, or with `isPrefix` that of all that begin so.
struct UnlistedOption
{
    const char *name;
    bool isPrefix;
    QString (*title)();
    QString (*notes)();
};

QString unlistedRunningTitle()
{
    return Tr::tr("Running");
}

QString unlistedRunningNotes()
{
    return Tr::tr("Moodle's own mark that its backup is at work; shown, never edited.");
}

QString unlistedFileNameNotes()
{
    return Tr::tr("The pattern of the names of backup files, which only Moodle's own page changes; shown, never "
                  "edited.");
}

const UnlistedOption UnlistedOptions[] {
    UnlistedOption {"backup_sche_running", false, unlistedRunningTitle, unlistedRunningNotes},
    UnlistedOption {"backup_auto_running", false, unlistedRunningTitle, unlistedRunningNotes},
    UnlistedOption {
        "backup_auto_adhoctasks", false, [] { return Tr::tr("Tasks in the queue"); },
        [] { return Tr::tr("Moodle's own list of the backups that wait in its queue; shown, never edited."); }},
    UnlistedOption {"backup_auto_emailpending", false, [] { return Tr::tr("Mail to be sent"); },
                    [] {
                        return Tr::tr("Moodle's own note that it has yet to mail the report of a run; shown, never "
                                      "edited.");
                    }},
    UnlistedOption {"backup_default_filename_template_course", false, [] { return Tr::tr("File name, courses"); },
                    unlistedFileNameNotes},
    UnlistedOption {"backup_default_filename_template_section", false, [] { return Tr::tr("File name, sections"); },
                    unlistedFileNameNotes},
    UnlistedOption {"backup_default_filename_template_activity", false, [] { return Tr::tr("File name, activities"); },
                    unlistedFileNameNotes},
    UnlistedOption {"backup_general_", true, nullptr,
                    [] {
                        return Tr::tr("What the form of a backup by hand begins with: automated backups do not ask "
                                      "it; shown, never edited.");
                    }},
    UnlistedOption {"backup_import_", true, nullptr,
                    [] {
                        return Tr::tr("What an import of a course begins with: automated backups do not ask it; "
                                      "shown, never edited.");
                    }},
};

} // namespace

QString optionGroupWord(OptionGroup group)
{
    switch (group) {
    case OptionGroup::Schedule:
        return Tr::tr("Schedule");
    case OptionGroup::Keep:
        return Tr::tr("Keep");
    case OptionGroup::Place:
        return Tr::tr("Save to");
    case OptionGroup::Skip:
        return Tr::tr("Leave out");
    case OptionGroup::Content:
        return Tr::tr("Contents");
    case OptionGroup::Internal:
        return Tr::tr("Moodle's own");
    }
    return {};
}

const QList<BackupOption> &backupOptions(MoodleEdition edition)
{
    static const QList<BackupOption> old = includedContents() + schedule() + notOnThePage();
    static const QList<BackupOption> later = laterOptions();
    static const QList<BackupOption> none;
    switch (edition) {
    case MoodleEdition::Old:
        return old;
    case MoodleEdition::Later:
        return later;
    case MoodleEdition::Unknown:
        break;
    }
    return none;
}

const BackupOption *findBackupOption(const QString &name)
{
    for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
        const QList<BackupOption> &options = backupOptions(edition);
        const auto found =
            std::find_if(options.cbegin(), options.cend(), [&name](const BackupOption &o) { return o.name == name; });
        if (found != options.cend())
            return &*found;
    }
    return nullptr;
}

BackupOption unlistedOption(const QString &name)
{
    BackupOption option;
    option.name = name;
    option.title = visibleText(name);
    option.notes = Tr::tr("Nightkeep does not know this option: shown, never edited.");
    const auto known =
        std::find_if(std::begin(UnlistedOptions), std::end(UnlistedOptions), [&name](const UnlistedOption &o) {
            return o.isPrefix ? name.startsWith(QLatin1String(o.name)) : name == QLatin1String(o.name);
        });
    if (known != std::end(UnlistedOptions)) {
        option.title = known->title ? known->title() : visibleText(name);
        option.notes = known->notes();
    }
    return option;
}

QList<QPair<QString, QString>> agreedOnPage()
{
    const QString on = QStringLiteral("1");
    return {
        {QStringLiteral("backup_sche_modules"), on},
        {QStringLiteral("backup_sche_withuserdata"), on},
        {QStringLiteral("backup_sche_metacourse"), on},
        {QStringLiteral("backup_sche_users"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_logs"), on},
        {QStringLiteral("backup_sche_userfiles"), on},
        {QStringLiteral("backup_sche_coursefiles"), on},
        {QStringLiteral("backup_sche_messages"), QStringLiteral("0")},
        {QStringLiteral("backup_sche_keep"), QStringLiteral("1")},
        {QStringLiteral("backup_sche_active"), on},
        {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
        {QStringLiteral("backup_sche_hour"), QStringLiteral("3")},
        {QStringLiteral("backup_sche_destination"), QString()},
    };
}

} // namespace Nightkeep

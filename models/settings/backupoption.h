// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlefacts.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// What an option's stored text stands for, and so how it is said and edited.
enum class OptionKind {
    OnOff, ///< '0' / '1'
    Users, ///< '0' all users of the site, '1' course, '2' none
    Keep, ///< number of backups; '0' all
    Weekdays, ///< seven of 0/1, the first is Sunday
    Hour, ///< '0'..'23'
    Minute, ///< '0'..'59', Moodle offers steps of 5
    Folder, ///< absolute path on the Moodle server; '' the course's own folder
    Active, ///< '0' off, '1' on, '2' only by hand (later Moodles)
    Storage, ///< '0' course, '1' folder, '2' both (later Moodles)
    Days, ///< a number of days; '0' never
    Text, ///< a name this program does not know, or no option of a schedule: shown, never edited
};

/// What an option is about: how the page groups them.
enum class OptionGroup {
    Schedule,
    Keep, ///< how many, how long, which go
    Place, ///< where they are put
    Skip, ///< which courses are left out
    Content,
    Internal, ///< Moodle's own bookkeeping, and what nobody knows
};
[[nodiscard]] QString optionGroupWord(OptionGroup group); ///< for people

/// An option of mdl_backup_config, or of mdl_config_plugins (plugin "backup"). No name stands in both.
/// Source: Moodle 1.9 admin/settings/courses.php and backup/backup_scheduled.php; later the page of automated backups
/// in admin/settings/courses.php; facts/moodle.md A2, B1.
struct BackupOption
{
    QString name; ///< "backup_sche_weekdays"
    OptionKind kind = OptionKind::Text;
    QString title; ///< "Schedule", as on the team's page; translated
    QString notes; ///< what it decides, one sentence; translated
    QString whenMissing; ///< the stored text that Moodle runs with when the row is missing
    QStringList choices; ///< stored texts that Moodle's own form offers; others of the kind are valid too
    MoodleEdition edition = MoodleEdition::Old;
    OptionGroup group = OptionGroup::Internal;
    QString whenNew = {}; ///< what Moodle's installation writes; null: it writes none
    /// What it is called by what it means, where the other edition has it too ("keep", "weekdays"); empty: it does not.
    QString meaning = {};
    qint64 firstVersion = 0; ///< of Moodle that has it: "2023100900" is 4.3; 0: all of its edition
    qint64 lastVersion = 0; ///< likewise; 0: it is still there
};

/// Of 1.9 the page's options in the page's order, then the other ones that it knows (minute, site files, gradebook
/// history, blogs); of later Moodles in the order of their own page. Unknown edition: none.
[[nodiscard]] const QList<BackupOption> &backupOptions(MoodleEdition edition);
[[nodiscard]] const BackupOption *findBackupOption(const QString &name); ///< of either edition
/// Of a name that neither edition's list has: Moodle's own bookkeeping, what is asked elsewhere, or not known.
[[nodiscard]] BackupOption unlistedOption(const QString &name);

/// The stored text in words: "Sunday", "03:00" (hour alone), "on", "course", "all"; the text itself,
/// in quotes, where it is not valid for the option.
[[nodiscard]] QString optionInWords(const BackupOption &option, const QString &stored);
/// Words or stored text, as a person types them ("Sunday", "3am", "on", "course", "(blank)"), to the
/// stored text; nullopt if it makes no sense for the option.
[[nodiscard]] std::optional<QString> optionFromWords(const BackupOption &option, const QString &typed);
[[nodiscard]] bool isValidForOption(const BackupOption &option, const QString &stored);

/// What is agreed on the team's page, by option name, as stored text; the demo's page and workspace begin with it.
[[nodiscard]] QList<QPair<QString, QString>> agreedOnPage();

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    Text, ///< a name this program does not know: shown, never edited
};

/// An option of mdl_backup_config. Source: Moodle 1.9 admin/settings/courses.php and
/// backup/backup_scheduled.php; facts/moodle.md A2.
struct BackupOption
{
    QString name; ///< "backup_sche_weekdays"
    OptionKind kind = OptionKind::Text;
    QString title; ///< "Schedule", as on the team's page; translated
    QString notes; ///< what it decides, one sentence; translated
    QString whenMissing; ///< the stored text that Moodle runs with when the row is missing
    QStringList choices; ///< stored texts that Moodle's own form offers; others of the kind are valid too
};

/// The page's options in the page's order, then the other ones that 1.9 knows (minute, site files,
/// gradebook history, blogs).
[[nodiscard]] const QList<BackupOption> &backupOptions();
[[nodiscard]] const BackupOption *findBackupOption(const QString &name);

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

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/settings/settingsrecord.h"

#include <algorithm>

namespace Nightkeep {

namespace {

BackupOption unknownOption(const QString &name)
{
    if (name == QLatin1String("backup_sche_running"))
        return {name,
                OptionKind::Text,
                Tr::tr("Running"),
                Tr::tr("Moodle's own mark that its backup is at work; shown, never edited."),
                {},
                {}};
    return {name, OptionKind::Text, name, Tr::tr("Nightkeep does not know this option: shown, never edited."), {}, {}};
}

SettingRow makeRow(const BackupOption &option, const SettingsSnapshot *snapshot, const QHash<QString, QString> &agreed)
{
    SettingRow row;
    row.option = option;
    if (const auto it = agreed.constFind(option.name); it != agreed.constEnd()) {
        row.agreed = *it;
        row.agreedInWords = optionInWords(option, *it);
    }
    if (!snapshot) {
        row.valueInWords = Tr::tr("not read yet");
        return row;
    }
    if (const auto it = snapshot->values.constFind(option.name); it != snapshot->values.constEnd())
        row.value = *it;
    if (!row.value) {
        row.valueInWords = Tr::tr("not set; Moodle then takes %1").arg(optionInWords(option, option.whenMissing));
        row.state = SettingState::Unset;
        return row;
    }
    row.valueInWords = optionInWords(option, *row.value);
    if (!isValidForOption(option, *row.value))
        row.state = SettingState::Unknown;
    else if (!row.agreed)
        row.state = SettingState::Unset;
    else
        row.state = *row.value == *row.agreed ? SettingState::Same : SettingState::Differs;
    return row;
}

bool isOutOfLine(const SettingRow &row)
{
    return row.agreed && effective(row) != *row.agreed;
}

} // namespace

SettingsView makeSettingsView(const Site &site, const std::optional<SettingsSnapshot> &snapshot,
                              const QHash<QString, QString> &agreed)
{
    SettingsView view;
    view.site = site;
    if (snapshot) {
        view.readAt = snapshot->readAt;
        view.transactions = snapshot->transactions;
        view.courses = snapshot->courses;
    }
    const SettingsSnapshot *read = snapshot ? &*snapshot : nullptr;
    for (const BackupOption &option : backupOptions())
        view.rows += makeRow(option, read, agreed);
    if (!read)
        return view;
    QStringList others;
    for (auto it = read->values.constBegin(); it != read->values.constEnd(); ++it)
        if (!findBackupOption(it.key()))
            others += it.key();
    others.sort();
    for (const QString &name : std::as_const(others))
        view.rows += makeRow(unknownOption(name), read, agreed);
    return view;
}

const SettingRow *findRow(const SettingsView &view, const QString &name)
{
    const auto found = std::find_if(view.rows.cbegin(), view.rows.cend(),
                                    [&name](const SettingRow &row) { return row.option.name == name; });
    return found == view.rows.cend() ? nullptr : &*found;
}

QString effective(const SettingRow &row)
{
    return row.value.value_or(row.option.whenMissing);
}

QList<ConfigChange> changesToAgreed(const SettingsView &view)
{
    QList<ConfigChange> changes;
    for (const SettingRow &row : view.rows) {
        if (view.readAt.isValid() && isOutOfLine(row))
            changes += ConfigChange {row.option.name, row.value, *row.agreed};
    }
    return changes;
}

SettingsCount countSettings(const QList<SettingsView> &views)
{
    SettingsCount count;
    for (const SettingsView &view : views) {
        const SettingsCount each = countSettings(view);
        count.agreed += each.agreed;
        count.differing += each.differing;
        count.unknown += each.unknown;
    }
    return count;
}

SettingsCount countSettings(const SettingsView &view)
{
    SettingsCount count;
    for (const SettingRow &row : view.rows) {
        if (!row.agreed)
            continue;
        ++count.agreed;
        count.unknown += row.state == SettingState::Unknown ? 1 : 0;
        const bool unlike = row.state == SettingState::Differs
            || (row.state == SettingState::Unset && row.option.whenMissing != *row.agreed);
        count.differing += unlike ? 1 : 0;
    }
    return count;
}

} // namespace Nightkeep

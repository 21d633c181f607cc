// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/courserun.h"

#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Of "2023100900.05"; 0: not known.
qint64 viewedVersion(const SettingsSnapshot *read)
{
    return read ? read->config.version.section(u'.', 0, 0).toLongLong() : 0;
}

/// One that was never read may have agreed values, which tell it.
MoodleEdition viewedEdition(const SettingsSnapshot *read, const QHash<QString, AgreedSetting> &agreed)
{
    if (read)
        return read->config.edition;
    const bool isLater = std::any_of(agreed.keyBegin(), agreed.keyEnd(), [](const QString &name) {
        const BackupOption *option = findBackupOption(name);
        return option && option->edition == MoodleEdition::Later;
    });
    return isLater ? MoodleEdition::Later : MoodleEdition::Old;
}

QString missingInWords(const BackupOption &option)
{
    if (option.kind == OptionKind::Text)
        return Tr::tr("not set");
    const QString taken = optionInWords(option, option.whenMissing);
    return option.whenNew.isNull() || option.whenNew == option.whenMissing
        ? Tr::tr("not set; Moodle then takes %1").arg(taken)
        : Tr::tr("not set; Moodle then takes %1, although its own form shows %2")
              .arg(taken, optionInWords(option, option.whenNew));
}

QString rowInWords(const SettingRow &row)
{
    const QString words = row.value ? optionInWords(row.option, *row.value) : missingInWords(row.option);
    if (row.isForced)
        return Tr::tr("forced in config.php: %1").arg(optionInWords(row.option, effective(row)));
    if (row.isDuplicate)
        return Tr::tr("%1, one of several rows of that name").arg(words);
    if (!row.served)
        return words;
    const QString served = optionInWords(row.option, *row.served);
    return row.value
        ? Tr::tr("%1 in the table; Moodle still serves %2 (its cache has not seen the change)").arg(words, served)
        : Tr::tr("no row in the table; Moodle still serves %1 (its cache has not seen the change)").arg(served);
}

SettingState rowState(const SettingRow &row)
{
    if (!row.value && !row.served && !row.isForced)
        return SettingState::Unset;
    if (row.isDuplicate || !isValidForOption(row.option, effective(row)))
        return SettingState::Unknown;
    if (!row.agreed)
        return SettingState::Unset;
    return effective(row) == *row.agreed ? SettingState::Same : SettingState::Differs;
}

SettingRow makeRow(const BackupOption &option, const SettingsSnapshot *snapshot,
                   const QHash<QString, AgreedSetting> &agreed)
{
    SettingRow row;
    row.option = option;
    if (const auto it = agreed.constFind(option.name); it != agreed.constEnd()) {
        row.agreed = it->value;
        row.agreedInWords = optionInWords(option, it->value);
        row.agreedOn = it->on;
        row.agreedBy = it->by;
    }
    if (!snapshot) {
        row.valueInWords = Tr::tr("not read yet");
        return row;
    }
    const MoodleConfig &config = snapshot->config;
    if (const auto it = config.values.constFind(option.name); it != config.values.constEnd())
        row.value = *it;
    if (const auto it = config.served.constFind(option.name); it != config.served.constEnd() && row.value != *it)
        row.served = *it;
    row.isForced = config.forced.contains(option.name);
    row.isDuplicate = config.duplicates.contains(option.name);
    row.since = snapshot->since.value(option.name);
    row.valueInWords = rowInWords(row);
    row.state = rowState(row);
    return row;
}

/// As it is for a Moodle of that version: one that no longer asks it may have kept its row, and something may be agreed
/// about one that is to come. What has a row before its time was brought by somebody's own version, which asks it.
BackupOption optionFor(const BackupOption &option, qint64 version, bool hasRow)
{
    const bool isGone = option.lastVersion != 0 && version > option.lastVersion;
    const bool isToCome = version != 0 && version < option.firstVersion && !hasRow;
    if (!isGone && !isToCome)
        return option;
    BackupOption shown = unlistedOption(option.name);
    shown.title = option.title;
    shown.notes = isGone ? Tr::tr("This Moodle does not ask it any more: shown, never edited.")
                         : Tr::tr("This Moodle does not have it yet: shown, never edited.");
    return shown;
}

bool isOfVersion(const BackupOption &option, qint64 version)
{
    if (version == 0) // the newest that there is
        return option.lastVersion == 0;
    return version >= option.firstVersion && (option.lastVersion == 0 || version <= option.lastVersion);
}

} // namespace

SettingsView makeSettingsView(const Site &site, const std::optional<SettingsSnapshot> &snapshot,
                              const QHash<QString, AgreedSetting> &agreed)
{
    SettingsView view;
    view.site = site;
    if (snapshot) {
        view.readAt = snapshot->readAt;
        view.config = snapshot->config;
        view.courses = snapshot->courses;
    }
    const SettingsSnapshot *read = snapshot ? &*snapshot : nullptr;
    const QList<BackupOption> &options = backupOptions(viewedEdition(read, agreed));
    const qint64 version = viewedVersion(read);
    QSet<QString> others;
    if (read) {
        for (const auto &known : {read->config.values, read->config.served})
            others.unite(QSet<QString>(known.keyBegin(), known.keyEnd()));
    }
    for (const BackupOption &option : options) {
        const bool hasRow = others.remove(option.name);
        if (isOfVersion(option, version) || hasRow || agreed.contains(option.name))
            view.rows += makeRow(optionFor(option, version, hasRow), read, agreed);
    }
    QStringList names = others.values();
    names.sort();
    for (const QString &name : std::as_const(names))
        view.rows += makeRow(unlistedOption(name), read, agreed);
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
    return row.served.value_or(row.value.value_or(row.option.whenMissing));
}

std::optional<QString> seenValue(const SettingRow &row)
{
    return row.served ? row.served : row.value;
}

QList<ConfigChange> changesToAgreed(const SettingsView &view)
{
    QList<ConfigChange> changes;
    for (const SettingRow &row : view.rows) {
        const bool mayBe = view.readAt.isValid() && row.option.kind != OptionKind::Text && !row.isForced;
        if (mayBe && row.agreed && effective(row) != *row.agreed)
            changes += ConfigChange {row.option.name, seenValue(row), *row.agreed};
    }
    return changes;
}

QString runningInWords(const SettingsView &view, const QDateTime &now)
{
    if (!view.readAt.isValid() || !view.config.isRunning)
        return {};
    // As long as Moodle itself waits before it goes on over the mark.
    const bool isOld = view.config.edition == MoodleEdition::Old;
    const qint64 patience = isOld ? runPatience(MoodleEdition::Old) : 90 * 60;
    const QDateTime &sign = view.config.lastSign;
    if (sign.isValid() && sign.secsTo(view.readAt) > patience)
        return Tr::tr("Moodle's mark of a running backup stands, but the last sign of one was %1: the mark seems to be "
                      "left over. Moodle goes on over it by itself.")
            .arg(ageInWords(sign, now));
    if (view.readAt.secsTo(now) > patience)
        return Tr::tr("A backup was running when the settings were read, %1.").arg(ageInWords(view.readAt, now));
    const SettingRow *mark =
        findRow(view, isOld ? QStringLiteral("backup_sche_running") : QStringLiteral("backup_auto_running"));
    // Readings that always came upon a run say nothing of the time between; nor does a mark without a sign.
    if (mark && mark->since.isValid() && sign.isValid() && mark->since.secsTo(view.readAt) <= runTime)
        return Tr::tr("A backup has been running since %1 at least.")
            .arg(momentInWords(mark->since.toTimeZone(now.timeZone()), QLocale::ShortFormat));
    return sign.isValid() ? Tr::tr("A backup is running; its last sign was %1.").arg(ageInWords(sign, now))
                          : Tr::tr("A backup is running, by Moodle's mark; nothing tells since when.");
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
        const bool unlike =
            row.state == SettingState::Differs || (row.state == SettingState::Unset && effective(row) != *row.agreed);
        count.differing += unlike ? 1 : 0;
    }
    return count;
}

} // namespace Nightkeep

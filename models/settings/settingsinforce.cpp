// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsinforce.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Reads options one after the other; one that makes no sense spoils them all, and so does one of several rows: which
/// of these counts is the database's choice.
class InForceReader
{
public:
    InForceReader(const SettingsView &view, const QList<ConfigChange> &changes)
        : m_view(view)
        , m_changes(changes)
    {
    }

    /// `otherwise` where this Moodle has no such option.
    QString text(const QString &name, const QString &otherwise)
    {
        const SettingRow *row = rowInForce(m_view, name);
        return row ? textOf(*row, otherwise) : otherwise;
    }
    /// Of an option without which nothing can be told.
    QString needed(const QString &name) { return needed(rowInForce(m_view, name)); }
    QString needed(const SettingRow *row)
    {
        m_isSound = m_isSound && row;
        return row ? textOf(*row, QStringLiteral("0")) : QStringLiteral("0");
    }
    qint64 number(const QString &name) { return text(name, QStringLiteral("0")).toLongLong(); }
    [[nodiscard]] bool isSound() const { return m_isSound; }

private:
    QString textOf(const SettingRow &row, const QString &otherwise)
    {
        QString found = textInForce(row, m_changes);
        if (!row.isDuplicate && isValidForOption(row.option, found))
            return found;
        m_isSound = false;
        return otherwise;
    }

    const SettingsView &m_view;
    const QList<ConfigChange> &m_changes;
    bool m_isSound = true;
};

BackupActive settledActive(qint64 stored)
{
    if (stored == 0)
        return BackupActive::Off;
    return stored == 1 ? BackupActive::On : BackupActive::Manual;
}

BackupStorage settledStorage(qint64 stored)
{
    if (stored == 1)
        return BackupStorage::Folder;
    return stored == 2 ? BackupStorage::Both : BackupStorage::Courses;
}

} // namespace

const SettingRow *rowInForce(const SettingsView &view, const QString &name)
{
    const bool isLater = view.config.edition == MoodleEdition::Later;
    const SettingRow *row =
        findRow(view, (isLater ? QLatin1String("backup_auto_") : QLatin1String("backup_sche_")) + name);
    return row && row->option.kind != OptionKind::Text ? row : nullptr; // one of another version decides nothing
}

const SettingRow *keepInForce(const SettingsView &view)
{
    const SettingRow *since3 = rowInForce(view, QStringLiteral("max_kept"));
    const SettingRow *before = rowInForce(view, QStringLiteral("keep"));
    if (!since3 || !before)
        return since3 ? since3 : before;
    // Of a version that is not known: what the table has tells it.
    return !seenValue(*since3) && seenValue(*before) ? before : since3;
}

QString textInForce(const SettingRow &row, const QList<ConfigChange> &changes)
{
    const auto change = std::find_if(changes.cbegin(), changes.cend(),
                                     [&row](const ConfigChange &each) { return each.name == row.option.name; });
    return change == changes.cend() || row.isForced ? effective(row) : change->wanted;
}

std::optional<MoodleFacts> factsInForce(const SettingsView &view, const QList<ConfigChange> &changes, MoodleFacts base)
{
    if (!view.readAt.isValid() || view.config.edition == MoodleEdition::Unknown)
        return std::nullopt;
    InForceReader options(view, changes);
    const bool isLater = view.config.edition == MoodleEdition::Later;
    base.edition = view.config.edition;
    if (!view.config.version.isEmpty())
        base.version = view.config.version;
    base.active = settledActive(options.needed(QStringLiteral("active")).toLongLong());
    base.weekdays = options.needed(QStringLiteral("weekdays"));
    base.hour = options.needed(QStringLiteral("hour")).toLongLong();
    base.minute = options.needed(QStringLiteral("minute")).toLongLong();
    base.destination = options.text(QStringLiteral("destination"), {}).toUtf8();
    base.keep = options.needed(keepInForce(view)).toLongLong();
    base.deleteDays = isLater ? options.number(QStringLiteral("delete_days")) : 0;
    base.keepLeast = isLater ? options.number(QStringLiteral("min_kept")) : 0;
    if (isLater) {
        base.skipHidden = options.number(QStringLiteral("skip_hidden")) == 1;
        base.skipUnchangedDays = options.number(QStringLiteral("skip_modif_days"));
        base.skipUnchanged = options.number(QStringLiteral("skip_modif_prev")) == 1;
        base.storage = settledStorage(options.number(QStringLiteral("storage")));
    } else {
        base.storage = base.destination.isEmpty() ? BackupStorage::Courses : BackupStorage::Folder;
    }
    return options.isSound() ? std::optional(base) : std::nullopt;
}

} // namespace Nightkeep

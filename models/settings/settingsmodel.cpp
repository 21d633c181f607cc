// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsmodel.h"

#include "models/base/tr.h"
#include "models/settings/settingsrecord.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool sameRow(const SettingRow &a, const SettingRow &b)
{
    return a.value == b.value && a.valueInWords == b.valueInWords && a.agreed == b.agreed
        && a.agreedInWords == b.agreedInWords && a.state == b.state && a.option.title == b.option.title;
}

bool holds(const QList<SettingRow> &rows, const QString &name)
{
    return std::any_of(rows.cbegin(), rows.cend(), [&name](const SettingRow &row) { return row.option.name == name; });
}

} // namespace

std::optional<State> stateOfSetting(const SettingRow &row)
{
    switch (row.state) {
    case SettingState::Same:
        return State::Good;
    case SettingState::Differs:
        return State::Attention;
    case SettingState::Unset:
        if (!row.agreed)
            return std::nullopt;
        return row.option.whenMissing == *row.agreed ? State::Unknown : State::Attention;
    case SettingState::Unknown:
        return State::Unknown;
    }
    return State::Unknown;
}

SettingsModel::SettingsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void SettingsModel::setView(const SettingsView &view)
{
    if (view.site.name != m_view.site.name) {
        beginResetModel();
        m_view = view;
        const bool had = !m_pending.isEmpty();
        m_pending.clear();
        endResetModel();
        if (had)
            emit pendingChanged();
        return;
    }
    m_view.site = view.site;
    m_view.readAt = view.readAt;
    m_view.transactions = view.transactions;
    merge(view.rows);
}

void SettingsModel::merge(const QList<SettingRow> &rows)
{
    for (int row = int(m_view.rows.size()) - 1; row >= 0; --row) {
        if (holds(rows, m_view.rows.at(row).option.name))
            continue;
        beginRemoveRows({}, row, row);
        m_view.rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < rows.size(); ++row) {
        const int old = rowOf(rows.at(row).option.name);
        if (old < 0) {
            beginInsertRows({}, row, row);
            m_view.rows.insert(row, rows.at(row));
            endInsertRows();
            continue;
        }
        if (old != row) {
            beginMoveRows({}, old, old, {}, row); // rows before this one are in place, so old > row
            m_view.rows.move(old, row);
            endMoveRows();
        }
        if (sameRow(m_view.rows.at(row), rows.at(row)))
            continue;
        m_view.rows[row] = rows.at(row);
        emit dataChanged(index(row, OptionColumn), index(row, ColumnCount - 1));
    }
}

void SettingsModel::setUnlocked(bool unlocked)
{
    m_unlocked = unlocked;
}

std::optional<QString> SettingsModel::pending(const QString &name) const
{
    const auto it = m_pending.constFind(name);
    return it == m_pending.constEnd() ? std::nullopt : std::optional(it->wanted);
}

void SettingsModel::setPending(const QString &name, const std::optional<QString> &wanted)
{
    const int row = rowOf(name);
    if (row < 0 || pending(name) == wanted)
        return;
    const std::optional<QString> &live = m_view.rows.at(row).value;
    if (wanted && wanted != live)
        m_pending.insert(name, ConfigChange {name, live, *wanted});
    else if (m_pending.remove(name) == 0)
        return;
    emit dataChanged(index(row, PendingColumn), index(row, PendingColumn));
    emit pendingChanged();
}

QList<ConfigChange> SettingsModel::pendingChanges() const
{
    QList<ConfigChange> changes;
    for (const SettingRow &row : m_view.rows)
        if (const auto it = m_pending.constFind(row.option.name); it != m_pending.constEnd())
            changes += *it;
    return changes;
}

void SettingsModel::clearPending()
{
    if (m_pending.isEmpty())
        return;
    m_pending.clear();
    if (!m_view.rows.isEmpty())
        emit dataChanged(index(0, PendingColumn), index(int(m_view.rows.size()) - 1, PendingColumn));
    emit pendingChanged();
}

int SettingsModel::rowOf(const QString &name) const
{
    const auto it = std::find_if(m_view.rows.cbegin(), m_view.rows.cend(),
                                 [&name](const SettingRow &row) { return row.option.name == name; });
    return it == m_view.rows.cend() ? -1 : int(it - m_view.rows.cbegin());
}

int SettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_view.rows.size());
}

int SettingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool SettingsModel::isOutdated(const SettingRow &row) const
{
    const auto it = m_pending.constFind(row.option.name);
    return it != m_pending.constEnd() && it->seen != row.value;
}

QString SettingsModel::displayText(const SettingRow &row, Column column) const
{
    switch (column) {
    case OptionColumn:
        return row.option.title;
    case LiveColumn:
        return row.valueInWords;
    case AgreedColumn:
        return row.agreed ? row.agreedInWords : QString();
    case StateColumn:
        return stateOfSetting(row) ? settingStateWord(row.state) : QString();
    case PendingColumn:
        return pending(row.option.name) ? settingInWords(row.option.name, pending(row.option.name)) : QString();
    case NameColumn:
        return row.option.name;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SettingsModel::sortValue(const SettingRow &row, Column column) const
{
    switch (column) {
    case LiveColumn:
        return row.value ? QVariant(row.valueInWords) : QVariant();
    case AgreedColumn:
        return row.agreed ? QVariant(row.agreedInWords) : QVariant();
    case StateColumn:
        return row.state == SettingState::Unknown ? QVariant() : QVariant(int(row.state));
    case PendingColumn:
        return pending(row.option.name) ? QVariant(displayText(row, column)) : QVariant();
    case OptionColumn:
    case NameColumn:
    case ColumnCount:
        break;
    }
    return displayText(row, column);
}

QVariant SettingsModel::stateOf(const SettingRow &row, Column column) const
{
    switch (column) {
    case StateColumn:
        if (const std::optional<State> state = stateOfSetting(row))
            return int(*state);
        return {};
    case PendingColumn:
        return isOutdated(row) ? QVariant(int(State::Attention)) : QVariant();
    case OptionColumn:
    case LiveColumn:
    case AgreedColumn:
    case NameColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QString SettingsModel::toolTip(const SettingRow &row, Column column) const
{
    switch (column) {
    case OptionColumn:
    case NameColumn:
        return row.option.notes;
    case LiveColumn:
        return row.value ? Tr::tr("Stored in %1 as “%2”.").arg(row.option.name, *row.value) : row.valueInWords;
    case PendingColumn:
        if (isOutdated(row))
            return Tr::tr("When you chose this, the value was %1; it is %2 by now. It will not be written over.")
                .arg(settingInWords(row.option.name, m_pending.value(row.option.name).seen), row.valueInWords);
        return {};
    case AgreedColumn:
    case StateColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SettingRow &row = m_view.rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, column);
    case Qt::EditRole:
        if (column == PendingColumn)
            return pending(row.option.name).value_or(row.value.value_or(row.option.whenMissing));
        if (column == AgreedColumn)
            return row.agreed.value_or(row.value.value_or(row.option.whenMissing));
        return displayText(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case SortRole:
        return sortValue(row, column);
    case StateRole:
        return stateOf(row, column);
    case KeyRole:
        return row.option.name;
    default:
        return {};
    }
}

bool SettingsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const SettingRow row = m_view.rows.at(index.row());
    const QString typed = value.toString();
    const std::optional<QString> stored = optionFromWords(row.option, typed);
    if (!stored) {
        emit editRefused(row.option.name, typed);
        return false;
    }
    if (index.column() == AgreedColumn) {
        if (row.agreed != stored)
            emit agreedEdited(row.option.name, stored);
        return true;
    }
    const std::optional<QString> before = pending(row.option.name);
    setPending(row.option.name, stored);
    const std::optional<QString> after = pending(row.option.name);
    if (before != after)
        emit pendingEdited(row.option.name, before, after);
    return true;
}

Qt::ItemFlags SettingsModel::flags(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return Qt::NoItemFlags;
    const SettingRow &row = m_view.rows.at(index.row());
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool known = row.option.kind != OptionKind::Text;
    const bool mayBePending = index.column() == PendingColumn && m_unlocked && m_view.readAt.isValid();
    if (known && (mayBePending || index.column() == AgreedColumn))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case OptionColumn:
        return Tr::tr("Option");
    case LiveColumn:
        return Tr::tr("Live value");
    case AgreedColumn:
        return Tr::tr("Chosen by the team");
    case StateColumn:
        return Tr::tr("State");
    case PendingColumn:
        return Tr::tr("Pending change");
    case NameColumn:
        return Tr::tr("Name in the table");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep

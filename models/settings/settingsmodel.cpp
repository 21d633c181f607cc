// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsmodel.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"

#include <utility>

namespace Nightkeep {

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

namespace {

QString settingSince(const SettingRow &row)
{
    return row.since.isValid() ? momentInWords(row.since.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString settingStored(const SettingRow &row)
{
    return row.value ? Tr::tr("Stored in %1 as \"%2\".").arg(visibleText(row.option.name), visibleText(*row.value))
                     : row.valueInWords;
}

} // namespace

SettingsModel::SettingsModel(QObject *parent)
    : ColumnTable(description(this), parent)
{
}

void SettingsModel::setView(const SettingsView &view)
{
    if (view.site.name != m_view.site.name)
        clearPending();
    m_view = view;
    setRows(view.rows);
}

bool SettingsModel::isSame(const SettingRow &one, const SettingRow &other) const
{
    return one.value == other.value && one.valueInWords == other.valueInWords && one.agreed == other.agreed
        && one.agreedInWords == other.agreedInWords && one.agreedOn == other.agreedOn && one.agreedBy == other.agreedBy
        && one.state == other.state && one.served == other.served && one.isForced == other.isForced
        && one.isDuplicate == other.isDuplicate && one.since == other.since && one.option.title == other.option.title
        && one.option.kind == other.option.kind;
}

void SettingsModel::setUnlocked(bool unlocked)
{
    if (std::exchange(m_unlocked, unlocked) != unlocked)
        tellChanged(PendingColumn, PendingColumn); // whether it can be edited is seen
}

std::optional<QString> SettingsModel::pending(const QString &name) const
{
    const std::optional<ConfigChange> change = pendingChange(name);
    return change ? std::optional(change->wanted) : std::nullopt;
}

std::optional<ConfigChange> SettingsModel::pendingChange(const QString &name) const
{
    const auto it = m_pending.constFind(name);
    return it == m_pending.constEnd() ? std::nullopt : std::optional(*it);
}

void SettingsModel::setPending(const QString &name, const std::optional<QString> &wanted)
{
    const int row = int(rowOf(name));
    if (row >= 0)
        putPending(name,
                   wanted ? std::optional(ConfigChange {name, seenValue(rows().at(row)), *wanted}) : std::nullopt);
}

void SettingsModel::putPending(const QString &name, const std::optional<ConfigChange> &change)
{
    const int row = int(rowOf(name));
    if (row < 0 || pendingChange(name) == change || (change && !whyFixed(rows().at(row)).isEmpty()))
        return;
    if (change && change->wanted != seenValue(rows().at(row)))
        m_pending.insert(name, *change);
    else if (m_pending.remove(name) == 0)
        return;
    emit dataChanged(index(row, PendingColumn), index(row, PendingColumn));
    emit pendingChanged();
}

QList<ConfigChange> SettingsModel::pendingChanges() const
{
    QList<ConfigChange> changes;
    for (const SettingRow &row : rows())
        if (const auto it = m_pending.constFind(row.option.name); it != m_pending.constEnd())
            changes += *it;
    return changes;
}

QList<ConfigChange> SettingsModel::conflicts() const
{
    QList<ConfigChange> changes;
    for (const SettingRow &row : rows()) {
        if (isOutdated(row))
            changes += m_pending.value(row.option.name);
    }
    return changes;
}

void SettingsModel::clearPending()
{
    if (m_pending.isEmpty())
        return;
    m_pending.clear();
    tellChanged(PendingColumn, PendingColumn);
    emit pendingChanged();
}

bool SettingsModel::isOutdated(const SettingRow &row) const
{
    const auto it = m_pending.constFind(row.option.name);
    return it != m_pending.constEnd() && it->seen != seenValue(row);
}

QString SettingsModel::pendingText(const SettingRow &row) const
{
    return pendingOf(row) ? settingInWords(row.option.name, pendingOf(row)) : QString();
}

QString SettingsModel::whyFixed(const SettingRow &row) const
{
    if (row.option.kind == OptionKind::Text || row.option.group == OptionGroup::Internal)
        return row.option.notes;
    if (row.isForced)
        return Tr::tr("Moodle's config.php sets it: what is written elsewhere is not in force. Change it there.");
    if (!m_view.readAt.isValid() || m_view.config.door != ConfigDoor::None)
        return {};
    return m_view.config.doorProblem
        ? m_view.config.doorProblem->message
        : Tr::tr("Nightkeep has no way to change this Moodle's settings: change it on Moodle's own page, Site "
                 "administration > Courses > Backups > Automated backup setup.");
}

bool SettingsModel::canChange(const SettingRow &row) const
{
    return m_unlocked && m_view.readAt.isValid() && whyFixed(row).isEmpty();
}

QString SettingsModel::pendingTip(const SettingRow &row) const
{
    if (isOutdated(row))
        return conflictInWords(row);
    if (row.option.kind == OptionKind::Text)
        return {};
    if (const QString fixed = whyFixed(row); !fixed.isEmpty())
        return fixed;
    return canChange(row) ? Tr::tr("Double-click, or press F2, to choose what Moodle is to have.")
                          : Tr::tr("Unlock editing to change what Moodle has.");
}

QString SettingsModel::conflictInWords(const SettingRow &row) const
{
    return Tr::tr("When you chose %1, the value was %2; it is %3 by now. It will not be written over.")
        .arg(pendingText(row), settingInWords(row.option.name, m_pending.value(row.option.name).seen),
             row.valueInWords);
}

TableDescription<SettingRow> SettingsModel::description(const SettingsModel *model)
{
    using Row = SettingRow;
    using Column = TableColumn<Row>;
    const auto notes = [](const Row &row) { return row.option.notes; };
    const auto isKnown = [](const Row &row) { return row.option.kind != OptionKind::Text; };
    const auto live = [](const Row &row) { return effective(row); };
    return {
        [](const Row &row) { return row.option.name; },
        {Column(Tr::tr("Option"), [](const Row &row) { return row.option.title; }).with(&Column::toolTip, notes),
         Column(Tr::tr("Live value"), &Row::valueInWords)
             .with(&Column::sortValue,
                   [](const Row &row) { return seenValue(row) ? QVariant(row.valueInWords) : QVariant(); })
             .with(&Column::toolTip, settingStored),
         Column(Tr::tr("Agreed"), [](const Row &row) { return row.agreed ? row.agreedInWords : QString(); })
             .with(&Column::isEditable, [model, isKnown](const Row &row) { return isKnown(row) && model->m_writable; })
             .with(&Column::editText, [live](const Row &row) { return row.agreed.value_or(live(row)); })
             .with(&Column::toolTip,
                   [model, isKnown](const Row &row) {
                       return isKnown(row) && model->m_writable
                           ? Tr::tr("Double-click, or press F2, to say what is agreed.")
                           : QString();
                   }),
         Column(Tr::tr("State"),
                [](const Row &row) { return stateOfSetting(row) ? settingStateWord(row.state) : QString(); })
             .with(&Column::sortValue,
                   [](const Row &row) {
                       const std::optional<State> state = stateOfSetting(row);
                       return state ? QVariant(stateRank(*state)) : QVariant();
                   })
             .with(&Column::state, stateOfSetting),
         Column(Tr::tr("Pending change"), [model](const Row &row) { return model->pendingText(row); })
             .with(&Column::state,
                   [model](const Row &row) {
                       return model->isOutdated(row) ? std::optional(State::Attention) : std::nullopt;
                   })
             .with(&Column::toolTip, [model](const Row &row) { return model->pendingTip(row); })
             .with(&Column::isEditable, [model](const Row &row) { return model->canChange(row); })
             .with(&Column::editText,
                   [model, live](const Row &row) { return model->pendingOf(row).value_or(live(row)); }),
         Column(Tr::tr("Name in the table"), [](const Row &row) { return visibleText(row.option.name); })
             .with(&Column::toolTip, notes),
         Column(Tr::tr("About"), [](const Row &row) { return optionGroupWord(row.option.group); })
             .with(&Column::sortValue, [](const Row &row) { return QVariant(int(row.option.group)); }),
         Column(Tr::tr("Since"), settingSince)
             .with(&Column::sortValue,
                   [](const Row &row) { return row.since.isValid() ? QVariant(row.since) : QVariant(); })
             .with(&Column::toolTip, [](const Row &row) {
                 return row.since.isValid() ? Tr::tr("The first of our readings that saw this value.") : QString();
             })}};
}

bool SettingsModel::edit(const QModelIndex &index, const QString &typed)
{
    const SettingRow row = rows().at(index.row());
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
    const std::optional<ConfigChange> before = pendingChange(row.option.name);
    setPending(row.option.name, stored);
    const std::optional<ConfigChange> after = pendingChange(row.option.name);
    if (before != after)
        emit pendingEdited(row.option.name, before, after);
    return true;
}

} // namespace Nightkeep

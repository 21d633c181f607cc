// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/settings/settingsservice.h"

#include <QAbstractTableModel>
#include <QHash>

namespace Nightkeep {

/// One site's options as rows, with the changes that a person has in mind. KeyRole is the option's
/// name. A refresh merges by name; only another site resets.
///
/// The pending column is editable while unlocked, the agreed one whenever the option is known: both
/// take stored text or words ("Sunday", "3am") as EditRole. A pending change keeps the value that
/// was live when it was made, so that a later refresh cannot change what the person agreed to.
class SettingsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        OptionColumn,
        LiveColumn,
        AgreedColumn,
        StateColumn,
        PendingColumn,
        NameColumn,
        ColumnCount,
    };

    explicit SettingsModel(QObject *parent = nullptr);

    void setView(const SettingsView &view);
    [[nodiscard]] const SettingsView &view() const { return m_view; }
    void setUnlocked(bool unlocked);
    [[nodiscard]] bool isUnlocked() const { return m_unlocked; }

    [[nodiscard]] std::optional<QString> pending(const QString &name) const; ///< stored text
    /// nullopt, or the live value, takes the change back. Not subject to the lock: it is how undo works.
    void setPending(const QString &name, const std::optional<QString> &wanted);
    [[nodiscard]] QList<ConfigChange> pendingChanges() const; ///< in the rows' order
    void clearPending();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// A person edited the pending column; already done. For the undo stack.
    void pendingEdited(const QString &name, const std::optional<QString> &before, const std::optional<QString> &after);
    void pendingChanged(); ///< the set of changes is another, whoever did it
    /// A person wants another agreed value; the model shows it once the workspace has it. Empty: forget it.
    void agreedEdited(const QString &name, const std::optional<QString> &stored);
    void editRefused(const QString &name, const QString &typed); ///< makes no sense for the option

private:
    [[nodiscard]] int rowOf(const QString &name) const;
    [[nodiscard]] QString displayText(const SettingRow &row, Column column) const;
    [[nodiscard]] QVariant sortValue(const SettingRow &row, Column column) const;
    [[nodiscard]] QVariant stateOf(const SettingRow &row, Column column) const;
    [[nodiscard]] QString toolTip(const SettingRow &row, Column column) const;
    [[nodiscard]] bool isOutdated(const SettingRow &row) const;
    void merge(const QList<SettingRow> &rows);

    SettingsView m_view;
    QHash<QString, ConfigChange> m_pending;
    bool m_unlocked = false;
};

/// The state of an option's comparison; nullopt where there is nothing to compare it with.
[[nodiscard]] std::optional<State> stateOfSetting(const SettingRow &row);

} // namespace Nightkeep

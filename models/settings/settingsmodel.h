// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/settings/settingsservice.h"

#include <QHash>

namespace Nightkeep {

/// One site's options as rows, with the changes that a person has in mind. KeyRole is the option's
/// name. Another site forgets the changes.
///
/// The pending column is editable while unlocked where canChange() says so, the agreed one whenever the option is known
/// and the workspace can be written: both take stored text or words ("Sunday", "3am") as EditRole. A pending change
/// keeps the value that was live when it was made, so that a later refresh cannot change what the person agreed to.
class SettingsModel final : public ColumnTable<SettingRow>
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
        GroupColumn,
        SinceColumn,
        ColumnCount,
    };

    explicit SettingsModel(QObject *parent = nullptr);

    void setView(const SettingsView &view);
    [[nodiscard]] const SettingsView &view() const { return m_view; }
    void setSiteName(const QString &name) { m_view.site.name = name; } ///< it was renamed: what is pending stays
    void setUnlocked(bool unlocked);
    [[nodiscard]] bool isUnlocked() const { return m_unlocked; }
    void setWritable(bool writable) { m_writable = writable; } ///< whether the workspace takes what is agreed

    [[nodiscard]] std::optional<QString> pending(const QString &name) const; ///< stored text
    [[nodiscard]] std::optional<ConfigChange> pendingChange(const QString &name) const; ///< with what was seen
    /// nullopt, or the live value, takes the change back; the same again is against the value that is live now. Not
    /// subject to the lock; nothing where whyFixed() says why.
    void setPending(const QString &name, const std::optional<QString> &wanted);
    /// As it was, against the value that was seen then: how undo works.
    void putPending(const QString &name, const std::optional<ConfigChange> &change);
    [[nodiscard]] QList<ConfigChange> pendingChanges() const; ///< in the rows' order
    /// Those of them whose value is another by now than when they were made: they would not be written.
    [[nodiscard]] QList<ConfigChange> conflicts() const;
    [[nodiscard]] bool isOutdated(const SettingRow &row) const; ///< what is pending for it is one
    [[nodiscard]] QString conflictInWords(const SettingRow &row) const; ///< what was chosen, seen, and is there now
    [[nodiscard]] bool canChange(const SettingRow &row) const; ///< unlocked, and nothing speaks against it
    /// Why it can never be changed here: it is not known, or Moodle's own; config.php sets it; there is no door. Empty:
    /// it can, once it is read and unlocked.
    [[nodiscard]] QString whyFixed(const SettingRow &row) const;
    void clearPending();

signals:
    /// A person edited the pending column; already done. For the undo stack.
    void pendingEdited(const QString &name, const std::optional<ConfigChange> &before,
                       const std::optional<ConfigChange> &after);
    void pendingChanged(); ///< the set of changes is another, whoever did it
    /// A person wants another agreed value; the model shows it once the workspace has it. Empty: forget it.
    void agreedEdited(const QString &name, const std::optional<QString> &stored);
    void editRefused(const QString &name, const QString &typed); ///< makes no sense for the option

protected:
    bool edit(const QModelIndex &index, const QString &typed) override;
    [[nodiscard]] bool isSame(const SettingRow &one, const SettingRow &other) const override;

private:
    [[nodiscard]] static TableDescription<SettingRow> description(const SettingsModel *model);
    [[nodiscard]] std::optional<QString> pendingOf(const SettingRow &row) const { return pending(row.option.name); }
    [[nodiscard]] QString pendingText(const SettingRow &row) const;
    [[nodiscard]] QString pendingTip(const SettingRow &row) const;

    SettingsView m_view;
    QHash<QString, ConfigChange> m_pending;
    bool m_unlocked = false;
    bool m_writable = true;
};

/// The state of an option's comparison; nullopt where there is nothing to compare it with.
[[nodiscard]] std::optional<State> stateOfSetting(const SettingRow &row);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTableWidget;

namespace Nightkeep {

/// What came of an attempt; AuditEntry::result, for people.
[[nodiscard]] QString historyResultWord(const QString &result);

/// Past changes of a site, newest first. Undoing one only asks for it: the plan is reviewed as any other.
class HistoryDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `view` is the site's as it was last read: what can be undone is still there by it.
    HistoryDialog(const QList<SettingsHistoryEntry> &history, const SettingsView &view, const QDateTime &now,
                  bool unlocked, QWidget *parent = nullptr);

signals:
    void undoRequested(qint64 historyId);

private:
    void updateUndo();
    [[nodiscard]] QString hint(const SettingsHistoryEntry *entry) const;
    [[nodiscard]] const SettingsHistoryEntry *chosen() const;

    QList<SettingsHistoryEntry> m_history;
    SettingsView m_view;
    bool m_unlocked;
    QTableWidget *m_table = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_undo = nullptr;
};

} // namespace Nightkeep

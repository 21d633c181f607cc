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
    HistoryDialog(const QList<SettingsHistoryEntry> &history, const QDateTime &now, bool unlocked,
                  QWidget *parent = nullptr);

signals:
    void undoRequested(qint64 historyId);

private:
    void updateUndo();
    [[nodiscard]] const SettingsHistoryEntry *chosen() const;

    QList<SettingsHistoryEntry> m_history;
    bool m_unlocked;
    QTableWidget *m_table = nullptr;
    QLabel *m_hint = nullptr;
    QPushButton *m_undo = nullptr;
};

} // namespace Nightkeep

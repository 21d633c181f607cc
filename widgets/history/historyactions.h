// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servers/serveractions.h"

namespace Nightkeep {

/// What the workspace remembers of servers: the history of one, changes of several, two side by side.
class HistoryActions final : public ServerActions
{
    Q_OBJECT

public:
    HistoryActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override;
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void showHistory();
    void showChanges();
    void compare();

    QAction *m_history;
    QAction *m_changes;
    QAction *m_compare;
    QList<Server> m_chosen;
};

} // namespace Nightkeep

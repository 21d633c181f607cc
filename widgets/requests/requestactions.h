// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servers/serveractions.h"

namespace Nightkeep {

/// Asking the storage team: a new request, in which what there is to ask about the chosen servers is
/// checked and stands first (where there is nothing, all of it is); and the list of what was asked.
class RequestActions final : public ServerActions
{
    Q_OBJECT

public:
    RequestActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override { return {m_make, m_list}; }
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void make();
    void list();

    QAction *m_make;
    QAction *m_list;
    QStringList m_chosen;
    bool m_writable = false;
};

} // namespace Nightkeep

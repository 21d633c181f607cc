// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servers/serveractions.h"

namespace Nightkeep {

/// "Export to the wiki…": the whole matrix as the page's table.
class WikiActions final : public ServerActions
{
    Q_OBJECT

public:
    WikiActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override;
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void exportMatrix();
    void showTable(const QByteArray &table);

    QAction *m_export;
    QList<Server> m_servers;
};

} // namespace Nightkeep

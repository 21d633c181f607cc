// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/servers/serveractions.h"

namespace Nightkeep {

class AskingDialog;

/// What one server is asked on demand: how much changes, and what the storage manager would take.
class InspectionActions final : public ServerActions
{
    Q_OBJECT

public:
    InspectionActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override { return {m_changeRate, m_preview}; }
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void open(AskingDialog *dialog);

    QAction *m_changeRate;
    QAction *m_preview;
    Server m_server; ///< the one that is chosen
};

} // namespace Nightkeep

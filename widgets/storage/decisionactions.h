// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/storagemanager.h"
#include "widgets/servers/serveractions.h"

#include <optional>

namespace Nightkeep {

/// "Decide…" about the chosen servers.
class DecisionActions final : public ServerActions
{
    Q_OBJECT

public:
    DecisionActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override;
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void decide();

    QAction *m_decide;
    QList<Server> m_chosen;
    std::optional<ManagementClass> m_inForce; ///< on all of them
};

} // namespace Nightkeep

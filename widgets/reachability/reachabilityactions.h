// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reachability/reachabilityservice.h"
#include "widgets/servers/serveractions.h"

namespace Nightkeep {

/// Looking at servers from outside, when a person asks: web addresses and pairs of database servers.
class ReachabilityActions final : public ServerActions
{
    Q_OBJECT

public:
    ReachabilityActions(const PageContext &context, QWidget *page);

    [[nodiscard]] QList<QAction *> actions() const override;
    void setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable) override;

private:
    void updateActions();
    void checkWeb(const QList<Server> &servers);
    void showPair();
    void tell(const QList<WebOutcome> &outcomes);

    QAction *m_web;
    QAction *m_allWeb;
    QAction *m_pair;
    QList<ServerRow> m_all;
    QList<ServerRow> m_chosen;
    quint64 m_job = 0; ///< of checking web addresses; 0: none under way
};

/// The two that a dialog on pairs begins with: the two chosen, the pair of the one chosen, or the
/// page's first; else the first two. Empty names where there are none.
[[nodiscard]] QPair<QString, QString> likelyPair(const QList<ServerRow> &all, const QList<ServerRow> &chosen);

} // namespace Nightkeep

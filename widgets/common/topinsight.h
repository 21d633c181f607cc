// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QPersistentModelIndex>
#include <QScrollBar>
#include <QTableView>

#include <utility>

namespace Nightkeep {

/// Keeps the row that is in sight first where it is, while others come and go above it; or the chosen one in sight.
class TopInSight
{
public:
    explicit TopInSight(QTableView *view)
        : m_view(view)
    {
    }

    /// Before the rows change, but for a table that shows its beginning: what is new there is to be seen.
    void hold()
    {
        const QHeaderView *rows = m_view->verticalHeader();
        const int row = rows->logicalIndexAt(0);
        if (m_top.isValid() || row < 0 || m_view->verticalScrollBar()->value() == 0)
            return;
        m_top = m_view->model()->index(row, 0);
        m_at = rows->sectionViewportPosition(row);
    }
    void restore()
    {
        const QPersistentModelIndex top = std::exchange(m_top, {});
        const bool follows = std::exchange(m_followsChosen, false);
        if (!top.isValid() && !follows)
            return;
        m_view->doItemsLayout(); // the bar may not know of all rows yet
        if (follows) {
            m_view->scrollTo(m_view->currentIndex());
            return;
        }
        QScrollBar *bar = m_view->verticalScrollBar();
        bar->setValue(bar->value() + m_view->verticalHeader()->sectionViewportPosition(top.row()) - m_at);
    }

    /// The chosen row has come back, and may still be moved.
    void followChosen() { m_followsChosen = true; }
    void forget() { m_top = QPersistentModelIndex(); } ///< something else is to be in sight

private:
    QTableView *m_view;
    QPersistentModelIndex m_top;
    int m_at = 0;
    bool m_followsChosen = false;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meeting/agendaitem.h"
#include "models/retention/nightpicture.h"

#include <QWidget>

class QLabel;
class QScrollArea;

namespace Nightkeep {

class NightStrip;

/// The agenda for a room: one item at a time, in type that is as large as the screen allows. For the keyboard: Space
/// and right go on, left goes back, Home and End, D decides, Escape ends.
class Presentation final : public QWidget
{
    Q_OBJECT

public:
    explicit Presentation(QWidget *parent);

    /// The item that is shown stays, where it is still there; else the one that follows it.
    void setItems(const QList<AgendaItem> &items, const NightPicture &nights);
    void showItem(const QString &key);
    [[nodiscard]] QString currentKey() const;
    void setMayDecide(bool mayDecide);
    /// Of a decision that was not recorded: the window that tells it lies behind. Until another item is gone to.
    void showProblem(const Error &error);

signals:
    void decideRequested(const QString &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void goTo(qsizetype place);
    void showCurrent();
    void clearProblem();
    void tell();
    void scaleText();
    void scroll(int pages);

    QList<AgendaItem> m_items;
    NightPicture m_nights;
    qsizetype m_place = 0;
    bool m_mayDecide = false;
    QLabel *m_where;
    QLabel *m_problem;
    QLabel *m_title;
    QLabel *m_background;
    QLabel *m_answer;
    QLabel *m_reason;
    QLabel *m_keys;
    QScrollArea *m_scroll;
    NightStrip *m_strip;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QList>

class QKeyEvent;
class QToolButton;

namespace Nightkeep {

/// A button for each day of the week, for a text such as "1000000": Sunday is the first in it, and the locale's first
/// day is the first here. By keyboard: arrows go, Space turns, and 1 to 7 turn a day by its place. Lies over the rows
/// below its cell.
class WeekdaysEditor final : public QFrame
{
    Q_OBJECT

public:
    explicit WeekdaysEditor(QWidget *parent = nullptr);

    [[nodiscard]] QString stored() const; ///< empty: nothing was chosen in the place of a text that is not valid
    void setStored(const QString &stored);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &name, const QString &text);
    [[nodiscard]] QToolButton *addQuick(const QString &name, const QString &text, bool isOn);
    bool takeKey(QObject *watched, const QKeyEvent &event);

    QList<QToolButton *> m_buttons; ///< as they are read: the days, then the quick choices
    QList<QToolButton *> m_days; ///< as they are stored
    bool m_isChosen = false;
};

} // namespace Nightkeep

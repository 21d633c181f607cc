// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;
class QLabel;
class QPushButton;

namespace Nightkeep {

/// What would be here, and the first step to get there: where rows would be, or as a card above what is known already.
class EmptyView final : public QFrame
{
    Q_OBJECT

public:
    enum class Place { Instead, Above };

    explicit EmptyView(QWidget *parent = nullptr, Place place = Place::Instead);

    /// Steps may be null; they are not owned and may go before this view.
    void setContents(const QString &text, QAction *firstStep, QAction *otherStep = nullptr);

signals:
    void stepTaken(); ///< before it is done

private:
    void focusInEvent(QFocusEvent *event) override;
    struct Step
    {
        QPushButton *button;
        QMetaObject::Connection changed = {};
        QMetaObject::Connection clicked = {};
    };
    [[nodiscard]] QPushButton *newButton(const QString &name);
    void offer(Step &step, QAction *act);

    QLabel *m_text;
    Step m_first;
    Step m_other;
};

} // namespace Nightkeep

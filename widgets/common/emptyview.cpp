// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/emptyview.h"

#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

EmptyView::EmptyView(QWidget *parent, Place place)
    : QFrame(parent)
    , m_text(plainLabel(this))
    , m_first {newButton(place == Place::Above ? QStringLiteral("cardStep") : QStringLiteral("emptyFirstStep"))}
    , m_other {newButton(place == Place::Above ? QStringLiteral("cardOtherStep") : QStringLiteral("emptyOtherStep"))}
{
    if (place == Place::Above) {
        m_text->setObjectName(QStringLiteral("cardText"));
        setFrameShape(QFrame::StyledPanel);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        auto *layout = new QHBoxLayout(this);
        layout->addWidget(m_text, 1);
        layout->addWidget(m_first.button);
        layout->addWidget(m_other.button);
        return;
    }
    m_text->setObjectName(QStringLiteral("emptyText"));
    m_text->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_text);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_first.button, 0, Qt::AlignHCenter);
    layout->addWidget(m_other.button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

/// Tab would go to a focus proxy that is hidden, and stay where it is.
void EmptyView::focusInEvent(QFocusEvent *event)
{
    m_first.button->setFocus(event->reason());
}

QPushButton *EmptyView::newButton(const QString &name)
{
    auto *button = new QPushButton(this);
    button->setObjectName(name);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    button->hide();
    return button;
}

void EmptyView::setContents(const QString &text, QAction *firstStep, QAction *otherStep)
{
    m_text->setText(text);
    offer(m_first, firstStep);
    offer(m_other, otherStep);
}

void EmptyView::offer(Step &step, QAction *act)
{
    disconnect(step.changed);
    disconnect(step.clicked);
    step.button->setVisible(act != nullptr);
    if (!act)
        return;
    const auto follow = [button = step.button, act] {
        button->setText(buttonText(*act));
        button->setIcon(act->icon());
        button->setEnabled(act->isEnabled());
        button->setToolTip(act->isEnabled() ? QString() : act->toolTip()); // why not
    };
    follow();
    step.changed = connect(act, &QAction::changed, step.button, follow);
    step.clicked = connect(step.button, &QPushButton::clicked, act, [this, act] {
        emit stepTaken();
        act->trigger();
    });
}

} // namespace Nightkeep

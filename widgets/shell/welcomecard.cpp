// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/welcomecard.h"

#include "widgets/common/plainlabel.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

WelcomeCard::WelcomeCard(QWidget *parent)
    : QScrollArea(parent)
    , m_card(new QFrame)
    , m_title(plainLabel(m_card, tr("Welcome to Nightkeep")))
    , m_steps(new QGridLayout)
{
    setObjectName(QStringLiteral("welcome"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // its buttons have it
    m_card->setFrameShape(QFrame::StyledPanel);
    scaleTitle();
    auto *words = plainLabel(m_card,
                             tr("It shows what is backed up on the team's servers, what is not, and what Moodle will "
                                "back up tonight. It only looks, until you let it change something."));
    m_steps->setColumnStretch(1, 1);
    m_steps->setVerticalSpacing(fontMetrics().height() / 2);
    auto *column = new QVBoxLayout(m_card);
    const int margin = fontMetrics().height();
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(margin / 2);
    column->addWidget(m_title);
    column->addWidget(words);
    column->addSpacing(margin / 2);
    column->addLayout(m_steps);

    auto *place = new QWidget;
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_card, 8);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(place);
    layout->addStretch(2);
    layout->addLayout(row);
    layout->addStretch(3);
    setWidget(place);
}

void WelcomeCard::addStep(QAction *act, const QString &words)
{
    auto *button = new QPushButton(act->icon(), act->text(), m_card);
    button->setObjectName(act->objectName() + QStringLiteral("Button"));
    button->setAccessibleDescription(words);
    button->setAutoDefault(true); // Enter presses it, too
    connect(button, &QPushButton::clicked, act, &QAction::trigger);
    const int row = m_steps->count() / 2;
    m_steps->addWidget(button, row, 0);
    m_steps->addWidget(plainLabel(m_card, words), row, 1);
    if (row == 0)
        setFocusProxy(button);
}

void WelcomeCard::scaleTitle()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    m_title->setFont(large);
    m_card->setMaximumWidth(fontMetrics().averageCharWidth() * 110);
}

void WelcomeCard::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        scaleTitle();
}

} // namespace Nightkeep

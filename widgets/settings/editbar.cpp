// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/editbar.h"

#include "widgets/common/answerline.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace Nightkeep {

EditBar::EditBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new AnswerLine(QStringLiteral("editBarText"), 1.0, this))
    , m_meaning(new AnswerLine(QStringLiteral("editBarMeaning"), 1.0, this))
{
    setObjectName(QStringLiteral("editBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    while (m_buttons.size() < 3) {
        auto *button = new QToolButton(this);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
        m_buttons += button;
    }
    auto *column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addWidget(m_meaning);
    m_meaning->hide();
    hide();
}

void EditBar::setActions(const QList<QAction *> &actions)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        QToolButton *button = m_buttons.at(i);
        button->setObjectName(actions.at(i)->objectName() + QStringLiteral("Button"));
        button->setDefaultAction(actions.at(i));
    }
}

void EditBar::tell(bool unlocked, int pending, int conflicts)
{
    QStringList sentences {unlocked ? tr("Editing is unlocked for this sitting.") : tr("Editing is locked.")};
    if (pending == 0)
        sentences += tr("Double-click a value, or press F2, to change it.");
    else
        sentences += tr("%n changes are not written.", nullptr, pending);
    if (conflicts > 0)
        sentences += tr("Of %n of them somebody has changed the value since.", nullptr, conflicts);
    m_text->setAnswer(conflicts > 0 ? State::Bad : State::Attention, sentences.join(u' '));
    setVisible(unlocked || pending > 0);
}

void EditBar::tellMeaning(State state, const QString &sentence)
{
    m_meaning->setAnswer(state, sentence);
    m_meaning->setVisible(!sentence.isEmpty());
}

} // namespace Nightkeep

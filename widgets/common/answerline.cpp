// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/answerline.h"

#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace Nightkeep {

AnswerLine::AnswerLine(const QString &name, qreal scale, QWidget *parent)
    : QWidget(parent)
    , m_scale(scale)
    , m_icon(new QLabel(this))
    , m_sentence(plainLabel(this))
    , m_count(new QLabel(this))
{
    m_icon->setObjectName(name + QStringLiteral("Icon"));
    m_sentence->setObjectName(name);
    m_count->setObjectName(name + QStringLiteral("Count"));
    m_count->hide();
    scaleFont();
    m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_count);
}

void AnswerLine::setCount(const QString &words)
{
    m_count->setText(words);
    m_count->setVisible(!words.isEmpty());
}

void AnswerLine::setAnswer(State state, const QString &sentence)
{
    m_state = state;
    m_sentence->setText(sentence);
    drawIcon();
}

void AnswerLine::drawIcon()
{
    // As high as a line of the sentence, which may be larger than the window's
    // font.
    const int side = m_sentence->fontMetrics().lineSpacing();
    m_icon->setPixmap(stateIcon(m_state, palette()).pixmap(side));
    m_icon->setAccessibleName(stateWord(m_state));
    m_icon->setToolTip(stateWord(m_state));
}

void AnswerLine::scaleFont()
{
    QFont scaled = font();
    scaled.setPointSizeF(scaled.pointSizeF() * m_scale);
    m_sentence->setFont(scaled);
}

void AnswerLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        scaleFont();
        drawIcon();
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        drawIcon();
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/tile.h"

#include "models/base/findingmodel.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

#include <algorithm>

namespace Nightkeep {

Tile::Tile(const QString &title, const QString &iconName, QWidget *parent)
    : QFrame(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel(this))
    , m_title(plainLabel(this, title))
    , m_state(new QLabel(this))
    , m_text(plainLabel(this))
    , m_detail(plainLabel(this))
    , m_count(new QLabel(this))
{
    m_count->setObjectName(QStringLiteral("tileCount"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    for (QLabel *label : {m_title, m_text, m_detail})
        label->setTextInteractionFlags(Qt::NoTextInteraction); // a press anywhere is the tile's
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeading); // next to the text, however high its neighbours are
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_count, 0, 2);
    grid->addWidget(m_state, 1, 0, Qt::AlignTop);
    grid->addWidget(m_text, 1, 1, 1, 2);
    grid->addWidget(m_detail, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    tint();
}

void Tile::setContents(const AreaStanding &area)
{
    m_stateShown = area.state;
    m_text->setText(area.text);
    m_detail->setText(area.detail);
    m_state->setToolTip(stateWord(area.state));
    const QString open = openFindingsInWords(area.count);
    m_count->setText(area.count > 0 ? m_count->locale().toString(area.count) : QString());
    setPlainToolTip(*m_count, open);
    QStringList words {area.text};
    if (area.count > 0)
        words << open;
    setAccessibleName(tr("%1: %2, %3", "a page, its state, its words")
                          .arg(m_title->text(), stateWord(area.state), words.join(QStringLiteral(", "))));
    fitWords();
    tint();
}

void Tile::setWordy(bool isWordy)
{
    m_isWordy = isWordy;
    fitWords();
}

int Tile::roomAroundWords() const
{
    const QMargins margins = layout()->contentsMargins();
    return margins.left() + margins.right() + m_icon->sizeHint().width()
        + static_cast<const QGridLayout *>(layout())->horizontalSpacing();
}

int Tile::leastWidth() const
{
    const int spacing = static_cast<const QGridLayout *>(layout())->horizontalSpacing();
    return roomAroundWords() + m_title->minimumSizeHint().width() + m_count->sizeHint().width()
        + m_state->sizeHint().width() + 2 * spacing;
}

int Tile::widthForWords() const
{
    constexpr int fewCharacters = 20;
    return std::max(leastWidth(), fontMetrics().averageCharWidth() * fewCharacters);
}

int Tile::heightWithWords(int width) const
{
    const auto *grid = static_cast<const QGridLayout *>(layout());
    const QMargins margins = grid->contentsMargins();
    const int words = width - roomAroundWords();
    const int title = words - m_count->sizeHint().width() - grid->horizontalSpacing();
    return margins.top() + margins.bottom() + 2 * grid->verticalSpacing() + m_title->heightForWidth(title)
        + m_text->heightForWidth(words) + (m_detail->text().isEmpty() ? 0 : m_detail->heightForWidth(words));
}

void Tile::fitWords()
{
    m_text->setVisible(m_isWordy);
    m_detail->setVisible(m_isWordy);
    // A row of its own would cost as much as the words.
    auto *grid = static_cast<QGridLayout *>(layout());
    if (const bool isBesideWords = grid->itemAtPosition(1, 0) != nullptr; isBesideWords != m_isWordy)
        grid->addWidget(m_state, m_isWordy ? 1 : 0, m_isWordy ? 0 : 3, Qt::AlignTop);
    setPlainToolTip(*this,
                    m_isWordy ? QString() : QStringList {m_text->text(), m_detail->text()}.join(u'\n').trimmed());
}

void Tile::tint()
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(themeIcon(m_iconName, palette()).pixmap(side));
    m_state->setPixmap(stateIcon(m_stateShown, palette()).pixmap(side));
}

void Tile::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit activated();
}

void Tile::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        emit activated();
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

void Tile::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (!hasFocus())
        return;
    QStylePainter painter(this);
    QStyleOptionFocusRect option;
    option.initFrom(this);
    option.rect = rect().adjusted(2, 2, -2, -2);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, option);
}

void Tile::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        tint();
    if (event->type() == QEvent::FontChange)
        fitWords();
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/findingdelegate.h"

#include "models/base/findingmodel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QToolTip>

#include <algorithm>

namespace Nightkeep {

namespace {

bool isHeading(const QModelIndex &index)
{
    return index.data(FindingModel::IsHeadingRole).toBool();
}

QFont headingFont(const QFont &font)
{
    QFont bold = font;
    bold.setBold(true);
    return bold;
}

const QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

QStyleOptionButton actButton(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QStyleOptionButton button;
    button.direction = option.direction;
    button.palette = option.palette;
    button.fontMetrics = option.fontMetrics;
    button.state = QStyle::State_Enabled | QStyle::State_Raised | (option.state & QStyle::State_Active);
    button.text = index.data(FindingModel::ActRole).toString();
    return button;
}

/// Of the longest act that there is, so that the buttons of all rows begin and end in one line.
int actTextWidth(const QStyleOptionButton &button)
{
    int widest = button.fontMetrics.horizontalAdvance(button.text);
    for (const auto &[act, name] : Names<FindingAct>)
        widest = std::max(widest, button.fontMetrics.horizontalAdvance(actWord(act)));
    return widest;
}

QSize actSize(const QStyleOptionViewItem &option, const QStyleOptionButton &button, int textWidth)
{
    const QSize text(textWidth, option.fontMetrics.height());
    return styleOf(option)->sizeFromContents(QStyle::CT_PushButton, &button, text, option.widget);
}

int textAlignment(const QStyleOptionViewItem &option)
{
    return int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft));
}

int gapOf(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.lineSpacing() / 3;
}

} // namespace

void FindingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    styleOf(option)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    painter->save();
    painter->setClipRect(option.rect);
    if (isHeading(index)) {
        const int gap = gapOf(option);
        painter->setFont(headingFont(option.font));
        painter->setPen(option.palette.color(QPalette::Active, QPalette::Text)); // though nobody can go there
        painter->drawText(option.rect.adjusted(gap, gap, -gap, -gap), textAlignment(option), index.data().toString());
    } else {
        drawFinding(painter, option, index);
    }
    painter->restore();
}

void FindingDelegate::drawFinding(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStyle *style = styleOf(option);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const int gap = gapOf(option);
    const int side = style->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget);
    // Reckoned from the left; mirrored where the window is.
    const auto place = [&option](int left, int width) {
        return QStyle::visualRect(option.direction, option.rect,
                                  QRect(left, option.rect.top(), width, option.rect.height()));
    };
    const int left = option.rect.left() + 2 * gap;
    stateIcon(State(index.data(StateRole).toInt()), option.palette)
        .paint(painter, place(left, side), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);

    QStyleOptionButton button = actButton(option, index);
    button.rect = actRect(option, index);
    style->drawControl(QStyle::CE_PushButton, &button, painter, option.widget);

    const int textLeft = left + side + gap;
    int right = option.rect.right() - 2 * gap - button.rect.width();
    const auto drawText = [&](int from, int to, const QString &words, QPalette::ColorRole role) {
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : role));
        painter->drawText(place(from, to - from), textAlignment(option) | int(Qt::TextSingleLine),
                          option.fontMetrics.elidedText(words, Qt::ElideRight, to - from));
    };
    painter->setFont(option.font);
    const QString since = index.data(FindingModel::SinceRole).toString();
    // A whole pixel is rounded down from what it needs, and it would end in dots.
    const int sinceWidth = option.fontMetrics.horizontalAdvance(since) + 1 + gap;
    // What is wrong comes first where there is no room for both.
    if (!since.isEmpty() && sinceWidth < (right - textLeft) / 2) {
        drawText(right - sinceWidth, right - gap, since, QPalette::Text);
        right -= sinceWidth + gap;
    }
    drawText(textLeft, right, index.data().toString(), QPalette::Link);
}

QRect FindingDelegate::actRect(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QStyleOptionButton button = actButton(option, index);
    if (button.text.isEmpty())
        return {};
    const QSize size = actSize(option, button, actTextWidth(button));
    const int gap = gapOf(option);
    return QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter, size.boundedTo(option.rect.size()),
                               option.rect.adjusted(gap, 0, -gap, 0));
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.lineSpacing();
    const QStyleOptionButton button = actButton(option, index);
    const int act = button.text.isEmpty() ? 0 : actSize(option, button, 0).height();
    return {line * 20, std::max(line + 2 * gapOf(option), act)};
}

bool FindingDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonDblClick)
        return true; // its first click has acted
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    m_wasOnAct = mouse->button() == Qt::LeftButton && actRect(option, index).contains(mouse->position().toPoint());
    return m_wasOnAct;
}

bool FindingDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || isHeading(index))
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), plainToolTip(wholeText(index)), view);
    return true;
}

QString FindingDelegate::wholeText(const QModelIndex &index)
{
    QStringList parts {index.data().toString()};
    if (!isHeading(index))
        parts += linesBelow(index);
    return parts.join(u'\n');
}

QStringList FindingDelegate::linesBelow(const QModelIndex &index)
{
    QStringList lines;
    const QString reason = index.data(FindingModel::ReasonRole).toString();
    const QString advice = index.data(FindingModel::AdviceRole).toString();
    if (!reason.isEmpty())
        lines.append(reason);
    if (!advice.isEmpty())
        lines.append(tr("Next step: %1").arg(advice));
    return lines;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/findingdelegate.h"

#include "models/base/findingmodel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

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

} // namespace

void FindingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const int side = style->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget);
    const int line = option.fontMetrics.lineSpacing();
    const int gap = line / 3;
    const bool mirrored = option.direction == Qt::RightToLeft;
    const int indent = isHeading(index) ? 0 : side + 2 * gap;
    QRect text = option.rect.adjusted(gap, gap, -gap, -gap);

    painter->save();
    painter->setClipRect(option.rect);
    if (isHeading(index)) {
        painter->setFont(headingFont(option.font));
        painter->setPen(option.palette.color(QPalette::Active, QPalette::Text)); // though nobody can go there
        painter->drawText(text, Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft),
                          index.data().toString());
        painter->restore();
        return;
    }
    const QRect sign(mirrored ? text.right() - side : text.left() + gap, text.top() + (line - side) / 2, side, side);
    stateIcon(State(index.data(StateRole).toInt()), option.palette)
        .paint(painter, sign, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    text.adjust(mirrored ? 0 : indent + gap, 0, mirrored ? -indent - gap : 0, 0);

    const auto drawLine = [&](const QString &words, QPalette::ColorRole role, const QFont &font) {
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : role));
        painter->drawText(QRect(text.left(), text.top(), text.width(), line),
                          int(Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine),
                          metrics.elidedText(words, Qt::ElideRight, text.width()));
        text.setTop(text.top() + line);
    };
    drawLine(index.data().toString(), QPalette::Link, option.font);
    for (const QString &below : linesBelow(index))
        drawLine(below, QPalette::Text, option.font);
    painter->restore();
}

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.lineSpacing();
    const int lines = isHeading(index) ? 1 : 1 + int(linesBelow(index).size());
    return {line * 20, lines * line + 2 * (line / 3)};
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

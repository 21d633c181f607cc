// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/statedelegate.h"

#include "models/base/bytepath.h"
#include "models/base/state.h"
#include "models/base/tableproxy.h"
#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace Nightkeep {

namespace {

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

int margin(const QStyleOptionViewItem &option)
{
    return styleOf(option)->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
}

QRect textRect(const QStyleOptionViewItem &option)
{
    const int gap = margin(option);
    QRect rect = option.rect.adjusted(gap, gap, -gap, -gap);
    if (option.features.testFlag(QStyleOptionViewItem::HasDecoration)) {
        const int icon = option.decorationSize.width() + 2 * gap;
        rect.adjust(option.direction == Qt::RightToLeft ? 0 : icon, 0, option.direction == Qt::RightToLeft ? -icon : 0,
                    0);
    }
    return rect;
}

bool looksLikePath(const QString &line)
{
    return line.startsWith(u'/') || line.contains(QLatin1String("://"));
}

QString elided(const QString &line, const QFontMetrics &metrics, int width)
{
    return metrics.elidedText(line, looksLikePath(line) ? Qt::ElideMiddle : Qt::ElideRight, width);
}

} // namespace

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant state = index.data(StateRole);
    if (state.isValid()) {
        option->icon = stateIcon(State(state.toInt()), option->palette);
        option->features |= QStyleOptionViewItem::HasDecoration;
        const int side = styleOf(*option)->pixelMetric(QStyle::PM_SmallIconSize, option, option->widget);
        option->decorationSize = QSize(side, side);
    }
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (cell.features.testFlag(QStyleOptionViewItem::HasCheckIndicator)) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const QStringList lines = TableProxy::cellLines(index);
    const QIcon icon = cell.icon;
    const QRect inside = textRect(cell);

    cell.text.clear();
    cell.icon = QIcon();
    cell.features &= ~QStyleOptionViewItem::HasDecoration;
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    painter->save();
    painter->setClipRect(option.rect);
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const bool enabled = cell.state.testFlag(QStyle::State_Enabled);
    const QFontMetrics metrics(cell.font);
    const int lineHeight = metrics.lineSpacing();
    const int textHeight = lineHeight * std::max<int>(1, int(lines.size()));
    const int top = inside.top() + std::max(0, (inside.height() - textHeight) / 2);
    if (!icon.isNull()) {
        const int side = cell.decorationSize.width();
        const int left = cell.direction == Qt::RightToLeft ? option.rect.right() - margin(cell) - side
                                                           : option.rect.left() + margin(cell);
        const QIcon::Mode mode = selected ? QIcon::Selected : enabled ? QIcon::Normal : QIcon::Disabled;
        icon.paint(painter, QRect(left, top + (lineHeight - side) / 2, side, side), Qt::AlignCenter, mode);
    }
    const QPalette::ColorGroup group = !enabled     ? QPalette::Disabled
        : cell.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                    : QPalette::Inactive;
    painter->setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(cell.font);
    const Qt::Alignment across =
        QStyle::visualAlignment(cell.direction, cell.displayAlignment) & Qt::AlignHorizontal_Mask;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const QRect rect(inside.left(), top + int(line) * lineHeight, inside.width(), lineHeight);
        painter->drawText(rect, int(across | Qt::AlignVCenter | Qt::TextSingleLine),
                          elided(lines.at(line), metrics, rect.width()));
    }
    painter->restore();
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (cell.features.testFlag(QStyleOptionViewItem::HasCheckIndicator))
        return QStyledItemDelegate::sizeHint(option, index);
    const QFontMetrics metrics(cell.font);
    const QStringList lines = TableProxy::cellLines(index);
    int width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    const int gap = margin(cell);
    if (cell.features.testFlag(QStyleOptionViewItem::HasDecoration))
        width += cell.decorationSize.width() + 2 * gap;
    const int height =
        std::max(metrics.lineSpacing() * std::max<int>(1, int(lines.size())),
                 cell.features.testFlag(QStyleOptionViewItem::HasDecoration) ? cell.decorationSize.height() : 0);
    return {width + 4 * gap, height + 2 * gap};
}

bool StateDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (tip.isEmpty()) {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QFontMetrics metrics(cell.font);
        const QStringList lines = TableProxy::cellLines(index);
        const int width = textRect(cell).width();
        const bool cut = std::any_of(lines.begin(), lines.end(),
                                     [&](const QString &line) { return metrics.horizontalAdvance(line) > width; });
        if (cut)
            tip = lines.join(u'\n');
    }
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), plainToolTip(tip), view);
    return true;
}

void fitRows(QTableView &view, const QList<int> &columns)
{
    QHeaderView *rows = view.verticalHeader();
    QStyleOptionViewItem option;
    option.initFrom(&view);
    const int gap = 2 * (view.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, &view) + 1);
    const int icon = view.style()->pixelMetric(QStyle::PM_SmallIconSize, &option, &view);
    const int line = view.fontMetrics().lineSpacing();
    const int single = std::max(line, icon) + gap;
    if (rows->defaultSectionSize() != single)
        rows->setDefaultSectionSize(single);
    const QAbstractItemModel &model = *view.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        qsizetype most = 1;
        for (const int column : columns)
            most = std::max(most, model.index(row, column).data(LinesRole).toStringList().size());
        const int height = std::max(single, int(most) * line + gap);
        if (rows->sectionSize(row) != height)
            rows->resizeSection(row, height);
    }
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return QLatin1String("<p style=\"white-space:pre-wrap\">") + visibleLines(text).toHtmlEscaped()
        + QLatin1String("</p>");
}

void setPlainToolTip(QWidget &widget, const QString &text)
{
    widget.setToolTip(plainToolTip(text));
    widget.setAccessibleDescription(visibleLines(text));
}

} // namespace Nightkeep

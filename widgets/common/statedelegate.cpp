// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/statedelegate.h"

#include "models/base/bytepath.h"
#include "models/base/columntable.h"
#include "models/base/state.h"
#include "models/base/tableproxy.h"
#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int MostLines = 8; ///< of a row; how many more there are is said in the last one
constexpr int MostProseLines = 3; ///< that a row is made high for
constexpr int ProseWidth = 40; ///< a column that begins at least this wide, in characters, holds prose

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

int iconSide(const QStyleOptionViewItem &option)
{
    return styleOf(option)->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget);
}

/// What stands before a line that has a state of its own.
int lineIndent(const QStyleOptionViewItem &option)
{
    return iconSide(option) + 2 * margin(option);
}

/// Paths and addresses say most at both ends. A sentence may begin with one, and ends with a full stop.
bool isPath(const QString &line)
{
    return (line.startsWith(u'/') && !line.endsWith(u'.')) || line.contains(QLatin1String("://"));
}

struct DrawnLine
{
    QString text;
    int state = -1; ///< of this line alone
    bool isStruck = false;

    [[nodiscard]] bool endsInPath() const { return isPath(text) || (state >= 0 && text.contains(QLatin1String(" /"))); }
};

QList<DrawnLine> linesOf(const QModelIndex &index)
{
    const QList<int> states = index.data(LineStatesRole).value<QList<int>>();
    const QList<int> struck = index.data(StruckLinesRole).value<QList<int>>();
    QList<DrawnLine> lines;
    for (const QString &text : TableProxy::drawnLines(index))
        lines.append({text, states.value(lines.size(), -1), struck.contains(int(lines.size()))});
    return lines;
}

/// As many lines as find room, the last of them not cut yet.
QStringList wrapped(const QString &text, const QFont &font, int width, qsizetype most)
{
    QTextLayout layout(text, font);
    QStringList parts;
    int end = 0;
    layout.beginLayout();
    while (parts.size() + 1 < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        end = line.textStart() + line.textLength();
        parts << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    if (end < text.size())
        parts << text.mid(end).trimmed();
    return parts;
}

/// Prose goes on in the lines that a row has to spare, and what finds no room is counted.
QList<DrawnLine> fittedLines(const QList<DrawnLine> &lines, const QStyleOptionViewItem &cell, const QSize &room)
{
    const QFontMetrics metrics(cell.font);
    const qsizetype most = std::max(1, room.height() / metrics.lineSpacing());
    QList<DrawnLine> fitted;
    if (lines.size() > most && most > 1) {
        fitted = lines.first(most - 1);
        fitted.append({StateDelegate::tr("and %n more", "lines of a cell", int(lines.size() - most + 1))});
        return fitted;
    }
    qsizetype spare = most - lines.size();
    for (const DrawnLine &line : lines) {
        const int width = room.width() - (line.state >= 0 ? lineIndent(cell) : 0);
        if (spare <= 0 || line.endsInPath() || metrics.horizontalAdvance(line.text) <= width) {
            fitted.append(line);
            continue;
        }
        const QStringList parts = wrapped(line.text, cell.font, width, spare + 1);
        spare -= parts.size() - 1;
        for (const QString &part : parts)
            fitted.append({part, &part == &parts.first() ? line.state : -1, line.isStruck});
    }
    return fitted;
}

void drawLine(QPainter &painter, const QStyleOptionViewItem &cell, const DrawnLine &line, const QRect &whole)
{
    QRect place = whole;
    if (line.state >= 0) {
        const int side = std::min(iconSide(cell), whole.height());
        const QRect icon = QStyle::visualRect(
            cell.direction, whole, QRect(whole.left(), whole.top() + (whole.height() - side) / 2, side, side));
        stateIcon(State(line.state), cell.palette)
            .paint(&painter, icon, Qt::AlignCenter,
                   cell.state.testFlag(QStyle::State_Selected) ? QIcon::Selected : QIcon::Normal);
        place = QStyle::visualRect(cell.direction, whole, whole.adjusted(lineIndent(cell), 0, 0, 0));
    }
    QFont font = cell.font;
    font.setStrikeOut(line.isStruck);
    painter.setFont(font);
    const Qt::Alignment across =
        QStyle::visualAlignment(cell.direction, cell.displayAlignment) & Qt::AlignHorizontal_Mask;
    const QFontMetrics metrics(font);
    painter.drawText(place, int(across | Qt::AlignVCenter | Qt::TextSingleLine),
                     line.endsInPath() ? elidedInPath(line.text, metrics, place.width())
                                       : metrics.elidedText(line.text, Qt::ElideRight, place.width()));
}

void drawCellIcon(QPainter &painter, const QStyleOptionViewItem &cell, const QIcon &icon, int top, int lineHeight)
{
    const int side = cell.decorationSize.width();
    const int left =
        cell.direction == Qt::RightToLeft ? cell.rect.right() - margin(cell) - side : cell.rect.left() + margin(cell);
    const QIcon::Mode mode = cell.state.testFlag(QStyle::State_Selected) ? QIcon::Selected
        : cell.state.testFlag(QStyle::State_Enabled)                     ? QIcon::Normal
                                                                         : QIcon::Disabled;
    icon.paint(&painter, QRect(left, top + (lineHeight - side) / 2, side, side), Qt::AlignCenter, mode);
}

} // namespace

QString elidedInPath(const QString &line, const QFontMetrics &metrics, int width)
{
    constexpr int leastOfPath = 8; // characters; less says nothing of where it leads
    const qsizetype begin = isPath(line) ? 0 : line.indexOf(QLatin1String(" /")) + 1;
    const qsizetype note = line.endsWith(u')') ? line.lastIndexOf(QLatin1String(" (")) : -1;
    const qsizetype end = note > begin ? note : line.size();
    const QString before = line.left(begin);
    const QString after = line.mid(end);
    const int room = width - metrics.horizontalAdvance(before) - metrics.horizontalAdvance(after);
    if (room < metrics.averageCharWidth() * leastOfPath)
        return metrics.elidedText(line, Qt::ElideMiddle, width);
    return before + metrics.elidedText(line.mid(begin, end - begin), Qt::ElideMiddle, room) + after;
}

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
    const QIcon icon = cell.icon;
    const QRect inside = textRect(cell);

    cell.text.clear();
    cell.icon = QIcon();
    cell.features &= ~QStyleOptionViewItem::HasDecoration;
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    painter->save();
    painter->setClipRect(option.rect);
    const int height = QFontMetrics(cell.font).lineSpacing();
    const QList<DrawnLine> lines = fittedLines(linesOf(index), cell, inside.size());
    const int top = inside.top() + std::max(0, (inside.height() - height * std::max(1, int(lines.size()))) / 2);
    if (!icon.isNull())
        drawCellIcon(*painter, cell, icon, top, height);
    const QPalette::ColorGroup group = !cell.state.testFlag(QStyle::State_Enabled) ? QPalette::Disabled
        : cell.state.testFlag(QStyle::State_Active)                                ? QPalette::Active
                                                                                   : QPalette::Inactive;
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    painter->setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    for (qsizetype line = 0; line < lines.size(); ++line)
        drawLine(*painter, cell, lines.at(line),
                 QRect(inside.left(), top + int(line) * height, inside.width(), height));
    painter->restore();
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (cell.features.testFlag(QStyleOptionViewItem::HasCheckIndicator))
        return QStyledItemDelegate::sizeHint(option, index);
    const QFontMetrics metrics(cell.font);
    const QList<DrawnLine> lines = linesOf(index);
    int width = 0;
    for (const DrawnLine &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line.text) + (line.state >= 0 ? lineIndent(cell) : 0));
    const int gap = margin(cell);
    if (cell.features.testFlag(QStyleOptionViewItem::HasDecoration))
        width += cell.decorationSize.width() + 2 * gap;
    const int height =
        std::max(metrics.lineSpacing() * std::clamp<int>(int(lines.size()), 1, MostLines),
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
        const QStringList whole = TableProxy::cellLines(index);
        const QList<DrawnLine> lines = linesOf(index);
        const int width = textRect(cell).width();
        const bool cut = std::any_of(lines.begin(), lines.end(), [&](const DrawnLine &line) {
            return metrics.horizontalAdvance(line.text) + (line.state >= 0 ? lineIndent(cell) : 0) > width;
        });
        if (cut || lines.size() > MostLines || whole != TableProxy::drawnLines(index))
            tip = whole.join(u'\n');
    }
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), plainToolTip(tip), view);
    return true;
}

void fitRows(QTableView &view, const QList<int> &shown)
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
    // The rows of a long table have a line each: to look at all of its cells takes too long.
    const QList<int> columns = model.rowCount() > TableProxy::mostAtOnce ? QList<int>() : shown;
    QList<int> prose;
    for (const int column : columns) {
        if (model.headerData(column, Qt::Horizontal, WidthRole).toInt() >= ProseWidth)
            prose << column;
    }
    const int character = view.fontMetrics().averageCharWidth();
    for (int row = 0; row < model.rowCount(); ++row) {
        qsizetype most = 1;
        for (const int column : columns)
            most = std::max(most, model.index(row, column).data(LinesRole).toStringList().size());
        // Reckoned and not measured: shaping the prose of a long table would take longer than painting it.
        for (const int column : prose) {
            const qsizetype wide = model.index(row, column).data().toString().size() * character;
            const qsizetype lines = 1 + wide / std::max(1, view.columnWidth(column) - 2 * gap);
            most = std::max(most, std::min<qsizetype>(lines, MostProseLines));
        }
        most = std::min<qsizetype>(most, MostLines);
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

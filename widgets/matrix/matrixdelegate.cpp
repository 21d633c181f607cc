// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrixdelegate.h"

#include "models/base/state.h"
#include "widgets/common/themeicons.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>

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

int iconSide(const QStyleOptionViewItem &option)
{
    return styleOf(option)->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget);
}

QList<int> lineStates(const QModelIndex &index)
{
    return index.data(LineStatesRole).value<QList<int>>();
}

} // namespace

void MatrixDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QList<int> states = lineStates(index);
    if (states.isEmpty()) {
        StateDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    styleOf(cell)->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const QStringList lines = index.data(LinesRole).toStringList();
    const QFontMetrics metrics(cell.font);
    const int gap = margin(cell);
    const int side = std::min(iconSide(cell), metrics.lineSpacing());
    const int height = metrics.lineSpacing();
    const QRect inside = option.rect.adjusted(gap, gap, -gap, -gap);
    const int top = inside.top() + std::max(0, (inside.height() - height * int(lines.size())) / 2);
    const bool enabled = cell.state.testFlag(QStyle::State_Enabled);
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group = !enabled     ? QPalette::Disabled
        : cell.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                    : QPalette::Inactive;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    for (qsizetype line = 0; line < lines.size(); ++line) {
        const QRect whole(inside.left(), top + int(line) * height, inside.width(), height);
        const QRect icon = QStyle::visualRect(cell.direction, whole,
                                              QRect(whole.left(), whole.top() + (height - side) / 2, side, side));
        const bool hasState = line < states.size() && states.at(line) >= 0;
        const int indent = hasState ? side + 2 * gap : 0;
        const QRect text = QStyle::visualRect(cell.direction, whole, whole.adjusted(indent, 0, 0, 0));
        if (hasState) {
            stateIcon(State(states.at(line)), cell.palette)
                .paint(painter, icon, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        }
        painter->drawText(text,
                          int(Qt::AlignVCenter | Qt::TextSingleLine)
                              | int(QStyle::visualAlignment(cell.direction, Qt::AlignLeft)),
                          metrics.elidedText(lines.at(line), Qt::ElideMiddle, text.width()));
    }
    painter->restore();
}

QSize MatrixDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = StateDelegate::sizeHint(option, index);
    if (!lineStates(index).isEmpty())
        size.rwidth() += iconSide(option) + 2 * margin(option);
    return size;
}

QWidget *MatrixDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    auto *editor = new QPlainTextEdit(parent);
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setFont(option.font);
    editor->setTabChangesFocus(true);
    editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    editor->setToolTip(tr("One per line. Ctrl+Enter takes the text, Escape leaves it as it was."));
    return editor;
}

void MatrixDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *text = qobject_cast<QPlainTextEdit *>(editor);
    // A refresh while a person types must not take the words away.
    if (!text || text->document()->isModified())
        return;
    text->setPlainText(index.data(Qt::EditRole).toString());
    text->selectAll();
}

void MatrixDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (const auto *text = qobject_cast<QPlainTextEdit *>(editor))
        model->setData(index, text->toPlainText(), Qt::EditRole);
}

void MatrixDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    const QFontMetrics metrics(option.font);
    QRect rect = option.rect;
    rect.setWidth(std::max(rect.width(), metrics.averageCharWidth() * 28));
    rect.setHeight(std::max(rect.height(), metrics.lineSpacing() * 4));
    const QRect room = editor->parentWidget()->rect();
    if (rect.right() > room.right())
        rect.moveRight(std::max(room.right(), rect.width() - 1));
    if (rect.bottom() > room.bottom())
        rect.moveBottom(std::max(room.bottom(), rect.height() - 1));
    editor->setGeometry(rect);
}

bool MatrixDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (auto *editor = qobject_cast<QPlainTextEdit *>(watched);
            editor && enter && key->modifiers().testFlag(Qt::ControlModifier)) {
            emit commitData(editor);
            emit closeEditor(editor);
            return true;
        }
    }
    return StateDelegate::eventFilter(watched, event);
}

} // namespace Nightkeep

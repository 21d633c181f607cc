// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/matrixdelegate.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QPlainTextEdit>

#include <algorithm>

namespace Nightkeep {

QWidget *MatrixDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    auto *editor = new QPlainTextEdit(parent);
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setFont(option.font);
    editor->setTabChangesFocus(true);
    editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    editor->setToolTip(tr("Enter takes the text, Shift+Enter begins a new line, Escape leaves it as it was."));
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
            editor && enter && !key->modifiers().testFlag(Qt::ShiftModifier)) {
            emit commitData(editor);
            emit closeEditor(editor);
            return true;
        }
    }
    return StateDelegate::eventFilter(watched, event);
}

} // namespace Nightkeep

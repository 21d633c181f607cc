// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace Nightkeep {

/// Draws a cell as every table of ours has it: the icon of its StateRole before the text, several
/// lines where the cell has them, each with the icon of its own state. Paths are elided in the middle and
/// other text at its end, once the row has no room to go on in. Hovering shows the model's tool tip, or the
/// whole text of a cell that is cut, always as plain text.
/// Pages derive from it for editors of their own.
class StateDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// Makes rows as high as their cell with the most lines, up to a limit, and a little for prose. Measuring through the
/// header's own "resize to contents" would lay out every cell of a long table on each change.
void fitRows(QTableView &view, const QList<int> &columns);

/// A line with a path in this width: the path's middle goes, and the words around it stay while there is room for them.
[[nodiscard]] QString elidedInPath(const QString &line, const QFontMetrics &metrics, int width);

/// Outside text as a tool tip that cannot be taken for markup; line breaks are kept.
[[nodiscard]] QString plainToolTip(const QString &text);
/// The same for a whole widget, and without the markup for a screen reader.
void setPlainToolTip(QWidget &widget, const QString &text);

} // namespace Nightkeep

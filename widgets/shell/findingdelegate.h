// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Nightkeep {

/// Draws FindingModel, a line each: a heading; a finding as its state, its sentence as a link, since when, and a button
/// with its act. What does not fit is elided and whole on hover, with reason and next step. The button is for the
/// mouse; by keyboard it is the page's action.
class FindingDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

    [[nodiscard]] bool wasOnAct() const { return m_wasOnAct; } ///< the last click: on the button
    /// The button's place in a row with this option; empty for a row without.
    [[nodiscard]] static QRect actRect(const QStyleOptionViewItem &option, const QModelIndex &index);
    /// Title, reason and next step as one text, for copying.
    [[nodiscard]] static QString wholeText(const QModelIndex &index);
    [[nodiscard]] static QStringList linesBelow(const QModelIndex &index); ///< reason and next step

private:
    void drawFinding(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    bool m_wasOnAct = false;
};

} // namespace Nightkeep

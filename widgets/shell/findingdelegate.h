// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace Nightkeep {

/// Draws FindingModel: a heading; a finding as its state, its sentence as a link, the reason
/// and the next step below it. What does not fit is elided and whole on hover.
class FindingDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// Title, reason and next step as one text, for copying.
    [[nodiscard]] static QString wholeText(const QModelIndex &index);

private:
    [[nodiscard]] static QStringList linesBelow(const QModelIndex &index);
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/statedelegate.h"

namespace Nightkeep {

/// Edits text of any number of lines in place: Enter or leaving the cell takes it, Shift+Enter begins a new line,
/// Escape leaves it as it was.
class MatrixDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    using StateDelegate::StateDelegate;

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace Nightkeep

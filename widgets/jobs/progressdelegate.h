// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/statedelegate.h"

namespace Nightkeep {

/// Draws JobModel's progress column: a bar where the end is known, words alone where it is not.
class ProgressDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    using StateDelegate::StateDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/statedelegate.h"

namespace Nightkeep {

/// Shows rows that follow each other with the same text in one column as a group: a line above the
/// first of them, and the text dimmed in the others. It looks at the rows as they are sorted and
/// filtered, so a group that is torn apart is shown as several.
class GroupDelegate final : public StateDelegate
{
    Q_OBJECT

public:
    GroupDelegate(int groupColumn, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    [[nodiscard]] bool continuesGroup(const QModelIndex &index) const;

    int m_column;
};

} // namespace Nightkeep

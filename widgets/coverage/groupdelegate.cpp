// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/groupdelegate.h"

#include "widgets/common/themeicons.h"

#include <QPainter>

namespace Nightkeep {

GroupDelegate::GroupDelegate(int groupColumn, QObject *parent)
    : StateDelegate(parent)
    , m_column(groupColumn)
{
}

bool GroupDelegate::continuesGroup(const QModelIndex &index) const
{
    return index.row() > 0 && index.siblingAtColumn(m_column).data() == index.sibling(index.row() - 1, m_column).data();
}

void GroupDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateDelegate::initStyleOption(option, index);
    if (index.column() != m_column || !continuesGroup(index))
        return;
    option->palette.setColor(QPalette::Text, dimmedColor(option->palette)); // a chosen row has no contrast to spare
}

void GroupDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    StateDelegate::paint(painter, option, index);
    if (index.row() == 0 || continuesGroup(index))
        return;
    QColor color = option.palette.color(QPalette::Text);
    color.setAlphaF(0.3F);
    painter->save();
    painter->setPen(color);
    painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    painter->restore();
}

} // namespace Nightkeep

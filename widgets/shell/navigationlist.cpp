// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/navigationlist.h"

#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace Nightkeep {

namespace {

/// The platform's own item, with the count and its state's shape at the far end.
class NavigationDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const int count = index.data(NavigationList::CountRole).toInt();
        if (count == 0)
            return;
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const int side = option.decorationSize.width() * 3 / 4;
        const int gap = side / 2;
        QRect place = option.rect.adjusted(gap, 0, -gap, 0);
        const bool mirrored = option.direction == Qt::RightToLeft;
        const QRect sign(mirrored ? place.left() : place.right() - side, place.center().y() - side / 2, side, side);
        stateIcon(State(index.data(NavigationList::WorstRole).toInt()), option.palette)
            .paint(painter, sign, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        place.adjust(mirrored ? side + gap / 2 : 0, 0, mirrored ? 0 : -side - gap / 2, 0);
        painter->save();
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->setFont(option.font);
        painter->drawText(place, (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                          option.widget ? option.widget->locale().toString(count) : QString::number(count));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        const int line = option.fontMetrics.lineSpacing();
        // Room for three figures and their sign, so that a new finding does not move the window.
        const int badge =
            option.fontMetrics.horizontalAdvance(QStringLiteral("000")) + option.decorationSize.width() * 2;
        return {size.width() + badge, std::max(size.height(), line * 2)};
    }
};

} // namespace

NavigationList::NavigationList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setItemDelegate(new NavigationDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (item)
            emit chosen(Page(item->data(PageRole).toInt()));
    });
}

void NavigationList::addPage(Page page, const QString &title, const QIcon &icon)
{
    auto *item = new QListWidgetItem(icon, title, this);
    item->setData(PageRole, int(page));
    setCount(page, 0, Nightkeep::State::Good);
    updateGeometry();
}

void NavigationList::setCount(Page page, int count, Nightkeep::State worst)
{
    QListWidgetItem *item = itemOf(page);
    if (!item)
        return;
    item->setData(CountRole, count);
    item->setData(WorstRole, int(worst));
    const QString words = count == 0 ? item->text() : tr("%1: %n open findings", nullptr, count).arg(item->text());
    item->setData(Qt::AccessibleTextRole, words);
    item->setToolTip(plainToolTip(words));
}

void NavigationList::choose(Page page)
{
    if (QListWidgetItem *item = itemOf(page))
        setCurrentItem(item);
}

int NavigationList::count(Page page) const
{
    const QListWidgetItem *item = itemOf(page);
    return item ? item->data(CountRole).toInt() : 0;
}

QSize NavigationList::sizeHint() const
{
    return {std::max(0, sizeHintForColumn(0)) + 2 * frameWidth() + fontMetrics().averageCharWidth(),
            QListWidget::sizeHint().height()};
}

QSize NavigationList::minimumSizeHint() const
{
    return {iconSize().width() * 3, fontMetrics().lineSpacing() * 4};
}

QListWidgetItem *NavigationList::itemOf(Page page) const
{
    for (int row = 0; row < QListWidget::count(); ++row) {
        if (item(row)->data(PageRole).toInt() == int(page))
            return item(row);
    }
    return nullptr;
}

} // namespace Nightkeep

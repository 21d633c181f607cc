// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/navigationlist.h"

#include "models/base/findingmodel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QApplication>
#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QStyle>
#include <QStyledItemDelegate>

#include <algorithm>

namespace Nightkeep {

namespace {

/// The platform's own item, with the count and its state's shape at the far end.
class NavigationDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Room for three figures and their sign, so that a new finding does not move the window.
    static int badgeWidth(const QStyleOptionViewItem &option)
    {
        return option.fontMetrics.horizontalAdvance(QStringLiteral("000")) + option.decorationSize.width() * 2;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
        const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &cell, cell.widget);
        cell.text = cell.fontMetrics.elidedText(cell.text, Qt::ElideRight, room.width() - badgeWidth(cell));
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        const int count = index.data(NavigationList::CountRole).toInt();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const int side = option.decorationSize.width() * 3 / 4;
        const int gap = side / 2;
        QRect place = option.rect.adjusted(gap, 0, -gap, 0);
        const bool mirrored = option.direction == Qt::RightToLeft;
        const QRect sign(mirrored ? place.left() : place.right() - side, place.center().y() - side / 2, side, side);
        stateIcon(State(index.data(NavigationList::StandingRole).toInt()), option.palette)
            .paint(painter, sign, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        if (count == 0)
            return;
        place.adjust(mirrored ? side + gap / 2 : 0, 0, mirrored ? 0 : -side - gap / 2, 0);
        painter->save();
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->setFont(option.font);
        painter->drawText(place, (mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                          option.widget ? option.widget->locale().toString(count) : QString::number(count));
        painter->restore();
    }

    /// With its whole title.
    [[nodiscard]] int wholeWidth(const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        return QStyledItemDelegate::sizeHint(option, index).width() + badgeWidth(option);
    }

    /// No wider than the view: in one that is narrow, the title gives way and not the count.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int height = QStyledItemDelegate::sizeHint(option, index).height();
        return {badgeWidth(option), std::max(height, option.fontMetrics.lineSpacing() * 2)};
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
    setStanding(page, Nightkeep::State::Unknown, 0);
    updateGeometry();
}

void NavigationList::setStanding(Page page, Nightkeep::State state, int count)
{
    QListWidgetItem *item = itemOf(page);
    if (!item)
        return;
    item->setData(CountRole, count);
    item->setData(StandingRole, int(state));
    QString words = tr("%1: %2", "a page, its state").arg(item->text(), stateWord(state));
    if (count > 0)
        words += QStringLiteral(", ") + openFindingsInWords(count);
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

Nightkeep::State NavigationList::standing(Page page) const
{
    const QListWidgetItem *item = itemOf(page);
    return item ? Nightkeep::State(item->data(StandingRole).toInt()) : Nightkeep::State::Unknown;
}

QSize NavigationList::sizeHint() const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const auto *delegate = static_cast<const NavigationDelegate *>(itemDelegate());
    int widest = 0;
    for (int row = 0; row < QListWidget::count(); ++row)
        widest = std::max(widest, delegate->wholeWidth(option, indexFromItem(item(row))));
    return {widest + 2 * frameWidth() + fontMetrics().averageCharWidth(), QListWidget::sizeHint().height()};
}

QSize NavigationList::minimumSizeHint() const
{
    return {iconSize().width() * 3, fontMetrics().lineSpacing() * 4};
}

void NavigationList::changeEvent(QEvent *event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &NavigationList::showWhole, Qt::QueuedConnection); // once its rows are measured
}

/// A splitter keeps its sizes, and larger letters would be cut.
void NavigationList::showWhole()
{
    auto *splitter = qobject_cast<QSplitter *>(parentWidget());
    const int more = sizeHint().width() - width();
    if (!splitter || !isVisible() || more <= 0)
        return;
    QList<int> sizes = splitter->sizes();
    sizes.first() += more;
    sizes.last() -= more;
    splitter->setSizes(sizes);
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

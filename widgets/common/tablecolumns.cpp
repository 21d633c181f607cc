// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tablecolumns.h"

#include "models/base/columntable.h"
#include "widgets/common/viewstate.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int MostMeasuredRows = 100; ///< beside those in sight: a long table is fitted by them
constexpr int SlackCharacters = 4; ///< a column that is wider by no more than this stays: ages change each minute
constexpr int LeastCharacters = 12; ///< that a column may have, however narrow the table
constexpr int LeastOfLast = 24; ///< characters, of the last column

} // namespace

TableColumns::TableColumns(QTableView *view, QSettings &settings, const QString &name)
    : QObject(view)
    , m_view(view)
    , m_header(view->horizontalHeader())
    , m_settings(settings)
    , m_name(name)
{
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(300);
    m_header->setSectionsMovable(true);
    m_header->setStretchLastSection(true);
    m_header->setHighlightSections(false);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setSortIndicatorClearable(true); // the third click gives back the page's own order
    m_header->setSortIndicator(-1, Qt::AscendingOrder);
    m_header->viewport()->installEventFilter(this);
    const auto later = [this] {
        if (m_hasBegun && !m_isArranging)
            m_saveSoon.start();
    };
    connect(m_header, &QHeaderView::sectionResized, this, [this, later](int column) {
        // The last one fills the table and is nobody's choice.
        const QList<int> columns = shown();
        if (m_isPressed && !m_isArranging && (columns.isEmpty() || column != columns.last())) {
            m_dragged.insert(column);
            emit changed();
        }
        later();
    });
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, [this, later](int column) {
        m_dragged.remove(column);
        fit();
        later();
    });
    connect(m_header, &QHeaderView::sectionMoved, this, [this, later] {
        later();
        if (!m_isArranging)
            emit changed();
    });
    connect(m_header, &QHeaderView::sortIndicatorChanged, this, later);
    connect(&m_saveSoon, &QTimer::timeout, this, &TableColumns::save);
}

TableColumns::~TableColumns() = default;

void TableColumns::setViews(const QList<ColumnView> &views)
{
    m_views = views;
    const QString remembered = m_settings.value(QStringLiteral("tables/%1/view").arg(m_name)).toString();
    const auto found = std::find_if(views.cbegin(), views.cend(),
                                    [&remembered](const ColumnView &view) { return view.id == remembered; });
    m_current = found == views.cend() ? 0 : int(found - views.cbegin());
}

void TableColumns::chooseView(int at)
{
    if (at == m_current || at < 0 || at >= m_views.size())
        return;
    save();
    m_current = at;
    m_settings.setValue(QStringLiteral("tables/%1/view").arg(m_name), m_views.at(at).id);
    if (!m_hasBegun)
        return;
    begin();
    emit changed();
}

QString TableColumns::stateName() const
{
    return m_current == 0 ? m_name : m_name + u'-' + m_views.at(m_current).id;
}

QString TableColumns::draggedKey() const
{
    return QStringLiteral("tables/%1/dragged").arg(stateName());
}

void TableColumns::arrange(const QList<int> &columns)
{
    for (int at = 0; at < columns.size(); ++at)
        m_header->moveSection(m_header->visualIndex(columns.at(at)), at);
    for (int column = 0; column < m_header->count(); ++column)
        m_header->setSectionHidden(column, isLeftOut(column));
}

bool TableColumns::isLeftOut(int column) const
{
    const auto has = [column](const ColumnView &view) { return view.columns.contains(column); };
    return std::any_of(m_views.cbegin(), m_views.cend(), has) && !has(m_views.at(m_current));
}

void TableColumns::begin()
{
    {
        const QScopedValueRollback<bool> arranging(m_isArranging, true);
        m_last = {-1, 0};
        m_dragged.clear();
        if (restoreHeader(m_header, m_settings, stateName())) {
            for (const QString &column : m_settings.value(draggedKey()).toStringList())
                m_dragged.insert(column.toInt());
        } else {
            arrange(m_views.isEmpty() ? QList<int>() : m_views.at(m_current).columns);
            m_header->setSortIndicator(m_firstOrder, Qt::AscendingOrder);
        }
        m_header->setResizeContentsPrecision(MostMeasuredRows); // which is part of what was left, too
    }
    m_hasBegun = true;
    fit();
}

void TableColumns::saveNow()
{
    if (m_saveSoon.isActive())
        save();
}

void TableColumns::save()
{
    m_saveSoon.stop();
    if (!m_hasBegun)
        return;
    saveHeader(m_header, m_settings, stateName());
    QStringList dragged;
    for (const int column : std::as_const(m_dragged))
        dragged << QString::number(column);
    m_settings.setValue(draggedKey(), dragged);
}

TableColumns::Width TableColumns::measure(int column, int room) const
{
    if (m_dragged.contains(column))
        return {column, m_header->sectionSize(column), m_header->sectionSize(column), true};
    const int character = m_view->fontMetrics().averageCharWidth();
    const int title = m_header->sectionSizeHint(column);
    const int whole = std::max(title, static_cast<const QAbstractItemView *>(m_view)->sizeHintForColumn(column));
    const QVariant own = m_view->model()->headerData(column, Qt::Horizontal, WidthRole);
    int most = std::max(room / 2, character * LeastCharacters);
    if (own.isValid())
        most = std::min(most, character * own.toInt());
    return {column, whole, std::max(title, std::min(whole, most)), false};
}

void TableColumns::fit()
{
    if (!m_hasBegun || !m_view->isVisible())
        return;
    const QScopedValueRollback<bool> arranging(m_isArranging, true);
    const int room = m_view->viewport()->width();
    QList<Width> widths;
    int left = room;
    const int slack = m_view->fontMetrics().averageCharWidth() * SlackCharacters;
    const QList<int> columns = shown();
    for (const int column : columns) {
        Width width = measure(column, room);
        const int before = m_header->sectionSize(column);
        if (column != columns.last() && before > width.now && before - width.now <= slack)
            width.now = before;
        widths << width;
        left -= width.now;
    }
    // The last one gives way where that saves a bar to scroll by: what is in it wraps, or is whole on hover.
    const int least = widths.isEmpty() ? 0
                                       : std::max(m_header->sectionSizeHint(widths.last().column),
                                                  m_view->fontMetrics().averageCharWidth() * LeastOfLast);
    if (left < 0 && !widths.isEmpty() && !widths.last().isDragged && widths.last().now + left >= least)
        widths.last().now += std::exchange(left, 0);
    // What is left over goes to those that are cut, in the order in which they stand.
    for (Width &width : widths) {
        const int more = std::clamp(left, 0, std::max(0, width.whole - width.now));
        width.now += more;
        left -= more;
    }
    if (!widths.isEmpty()) {
        const QPair<int, int> last {widths.last().column, widths.last().now};
        if (!widths.last().isDragged && m_last != last)
            m_header->resizeSection(last.first, last.second);
        m_last = last;
        widths.removeLast();
    }
    for (const Width &width : std::as_const(widths)) {
        if (!width.isDragged && m_header->sectionSize(width.column) != width.now)
            m_header->resizeSection(width.column, width.now);
    }
}

void TableColumns::fillMenu(QMenu *menu)
{
    const QList<int> columns = shown();
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const QString title = m_view->model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(title.isEmpty() ? tr("Column %1").arg(column + 1) : title);
        action->setCheckable(true);
        action->setChecked(columns.contains(column));
        action->setEnabled(columns.size() > 1 || !columns.contains(column)); // one stays
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_header->setSectionHidden(column, !on);
            fit();
            save();
            emit changed();
        });
    }
}

QList<int> TableColumns::shown() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (!m_header->isSectionHidden(column))
            columns.append(column);
    }
    return columns;
}

QList<int> TableColumns::exported() const
{
    QList<int> columns = shown();
    for (int column = 0; column < m_header->count(); ++column) {
        if (m_header->isSectionHidden(column) && isLeftOut(column))
            columns.append(column);
    }
    return columns;
}

bool TableColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_isPressed = true;
    else if (event->type() == QEvent::MouseButtonRelease)
        m_isPressed = false;
    return QObject::eventFilter(watched, event);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/datatable.h"

#include "models/base/bytepath.h"
#include "models/base/tableproxy.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/emptyview.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/tablecolumns.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/topinsight.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFocusEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

QModelIndex indexOfKey(const QAbstractItemModel &model, const QString &key)
{
    return model.match(model.index(0, 0), KeyRole, key, 1, Qt::MatchExactly).value(0);
}

/// Opened by popup(), and gone with the view: a menu has no loop of its own that the view could end in.
QMenu *newContextMenu(QWidget *view)
{
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

} // namespace

class DataTable::Private
{
public:
    Private(DataTable *table, const QString &tableName, QSettings &tableSettings)
        : q(table)
        , name(tableName)
        , proxy(new TableProxy(table))
        , filter(new QLineEdit(table))
        , count(new QLabel(table))
        , chooser(new QToolButton(table))
        , columns(new TableColumns(table->m_view, tableSettings, tableName))
        , empty(new EmptyView(table))
        , lastInRow(filter)
        , stack(new QStackedLayout)
        , clearFilter(new QAction(DataTable::tr("Clear the filter"), table))
        , copyAction(new QAction(DataTable::tr("&Copy"), table))
        , top(table->m_view)
    {
        soon.setSingleShot(true);
        proxy->setPatient(true);
    }

    void buildFilterRow();
    [[nodiscard]] QComboBox *addChoice(const QString &objectName, const QString &label);
    void showAllRows();
    void setUpView();
    void watchProxy();
    void refresh();
    void refit();
    void showTableOrReason();
    [[nodiscard]] QString keyOf(const QModelIndex &index) const;
    bool choose(const QString &key);

    DataTable *q;
    QString name;
    TableProxy *proxy;
    QLineEdit *filter;
    QLabel *count;
    QToolButton *chooser;
    TableColumns *columns;
    EmptyView *empty;
    QWidget *lastInRow; // of the filter's
    QStackedLayout *stack;
    QAction *clearFilter;
    QComboBox *choice = nullptr; // of rows, where there is one
    QAction *copyAction;
    QString emptyText;
    QPointer<QAction> firstStep;
    QPointer<QAction> otherStep;
    QString wantedKey; // what the person chose; kept while a refresh or the filter hides its row
    QString announcedKey;
    TopInSight top;
    bool isFirstWanted = false; // once it is known which is the first
    bool refreshing = false;
    bool isToFit = false; // the widths to the content
    QTimer soon;
};

void DataTable::Private::buildFilterRow()
{
    filter->setObjectName(name + QStringLiteral("Filter"));
    filter->setPlaceholderText(DataTable::tr("Filter"));
    filter->setAccessibleName(DataTable::tr("Filter the rows"));
    filter->setClearButtonEnabled(true);
    filter->setMinimumWidth(q->fontMetrics().averageCharWidth() * 16);
    auto *row = new QHBoxLayout(q->m_filterRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(filter, 1);

    count->setObjectName(name + QStringLiteral("Count"));
    count->setTextFormat(Qt::PlainText);
    chooser->setObjectName(name + QStringLiteral("Columns"));
    chooser->setIcon(themeIcon(QStringLiteral("columns")));
    chooser->setToolTip(DataTable::tr("Choose columns"));
    chooser->setAccessibleName(DataTable::tr("Choose columns"));
    chooser->setPopupMode(QToolButton::InstantPopup);
    chooser->setAutoRaise(true);
    auto *menu = new QMenu(chooser);
    chooser->setMenu(menu);
    QObject::connect(menu, &QMenu::aboutToShow, q, [this, menu] {
        menu->clear();
        columns->fillMenu(menu);
    });
    QObject::connect(filter, &QLineEdit::textChanged, q, [this](const QString &text) {
        proxy->setFilterText(text);
        refresh();
    });
    QObject::connect(clearFilter, &QAction::triggered, q, [this] { showAllRows(); });
}

QComboBox *DataTable::Private::addChoice(const QString &objectName, const QString &label)
{
    auto *box = new QComboBox(q);
    box->setObjectName(objectName);
    box->setAccessibleName(label);
    q->m_filterRow->layout()->addWidget(box);
    QWidget::setTabOrder(lastInRow, box);
    lastInRow = box;
    return box;
}

void DataTable::Private::showAllRows()
{
    filter->clear();
    if (choice)
        choice->setCurrentIndex(0);
}

void DataTable::Private::setUpView()
{
    QTableView *view = q->m_view;
    view->setObjectName(name + QStringLiteral("Table"));
    view->setItemDelegate(new StateDelegate(view));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false); // Tab leaves the table, as everywhere else in the window
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    view->verticalHeader()->hide();
    view->verticalHeader()->setMinimumSectionSize(0);
    QHeaderView *header = view->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    view->installEventFilter(q);
    copyAction->setIcon(themeIcon(QStringLiteral("copy")));
    QObject::connect(copyAction, &QAction::triggered, q, &DataTable::copy);
    QObject::connect(view, &QAbstractItemView::activated, q, [this](const QModelIndex &index) {
        const QString key = keyOf(index);
        if (!key.isEmpty())
            emit q->keyActivated(key);
    });
    QObject::connect(view, &QWidget::customContextMenuRequested, q, [this, view](const QPoint &at) {
        auto *menu = newContextMenu(view);
        copyAction->setEnabled(view->selectionModel() && view->selectionModel()->hasSelection());
        menu->addAction(copyAction);
        menu->addSeparator();
        for (QAction *action : view->actions())
            menu->addAction(action);
        columns->fillMenu(menu->addMenu(DataTable::tr("Co&lumns")));
        menu->popup(view->viewport()->mapToGlobal(at));
    });
    QObject::connect(header, &QWidget::customContextMenuRequested, q, [this, header](const QPoint &at) {
        auto *menu = newContextMenu(header);
        columns->fillMenu(menu);
        menu->popup(header->mapToGlobal(at));
    });
    view->viewport()->installEventFilter(q);
    QObject::connect(columns, &TableColumns::changed, q, [this] { soon.start(); });
}

void DataTable::Private::watchProxy()
{
    // Before the view hears of it: the view moves its current row to a neighbour on removal.
    const auto begin = [this] { refreshing = true; };
    QObject::connect(proxy, &QAbstractItemModel::rowsAboutToBeRemoved, q, begin);
    QObject::connect(proxy, &QAbstractItemModel::modelAboutToBeReset, q, begin);
    q->m_view->setModel(proxy);
    q->m_view->setSortingEnabled(true);
    const auto end = [this] {
        refreshing = false;
        if (!wantedKey.isEmpty() && !q->selectedKeys().contains(wantedKey) && choose(wantedKey))
            top.followChosen();
        soon.start();
    };
    QObject::connect(proxy, &QAbstractItemModel::rowsRemoved, q, end);
    QObject::connect(proxy, &QAbstractItemModel::modelReset, q, end);
    QObject::connect(proxy, &QAbstractItemModel::rowsInserted, q, end);
    const auto later = [this] { soon.start(); };
    QObject::connect(proxy, &QAbstractItemModel::dataChanged, q, later);
    QObject::connect(proxy, &QAbstractItemModel::layoutChanged, q, later);
    QObject::connect(proxy, &TableProxy::settled, q, [this] {
        if (isFirstWanted)
            q->selectFirst();
    });
    const auto chosen = [this] {
        if (refreshing)
            return;
        const QString key = q->currentKey();
        wantedKey = key;
        if (key == announcedKey)
            return;
        announcedKey = key;
        emit q->currentKeyChanged(key);
    };
    QObject::connect(q->m_view->selectionModel(), &QItemSelectionModel::selectionChanged, q, chosen);
    QObject::connect(q->m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, q, chosen);
    QObject::connect(&soon, &QTimer::timeout, q, [this] { refresh(); });
}

void DataTable::Private::refresh()
{
    soon.stop();
    // Widths are measured on the first rows; before there are any, only titles could be.
    if (!columns->hasBegun() && proxy->sourceModel() && proxy->sourceModel()->rowCount() > 0)
        columns->begin();
    else if (isToFit)
        columns->fit();
    isToFit = false;
    fitRows(*q->m_view, columns->shown());
    showTableOrReason();
    top.restore();
    const QString key = q->currentKey();
    if (key != announcedKey) {
        announcedKey = key;
        emit q->currentKeyChanged(key);
    }
}

void DataTable::Private::refit()
{
    isToFit = true;
    soon.start();
}

void DataTable::Private::showTableOrReason()
{
    const int all = proxy->sourceModel() ? proxy->sourceModel()->rowCount() : 0;
    const int shown = proxy->rowCount();
    const QLocale locale = q->locale();
    count->setText(shown == all ? DataTable::tr("%n rows", nullptr, all)
                                : DataTable::tr("%1 of %2 rows").arg(locale.toString(shown), locale.toString(all)));
    if (all == 0)
        empty->setContents(emptyText, firstStep, otherStep);
    else if (shown == 0)
        empty->setContents(DataTable::tr("No row matches the filter."), clearFilter);
    stack->setCurrentWidget(shown == 0 ? static_cast<QWidget *>(empty) : q->m_view);
    q->m_filterRow->setEnabled(all > 0);
    chooser->setEnabled(all > 0);
}

QString DataTable::Private::keyOf(const QModelIndex &index) const
{
    return index.isValid() ? index.siblingAtColumn(0).data(KeyRole).toString() : QString();
}

/// Where its row is shown; false: nowhere.
bool DataTable::Private::choose(const QString &key)
{
    const QModelIndex found = indexOfKey(*proxy, key);
    if (!found.isValid())
        return false;
    top.forget();
    const QList<int> shown = columns->shown();
    const QModelIndex index = found.siblingAtColumn(shown.isEmpty() ? 0 : shown.first());
    q->m_view->selectionModel()->setCurrentIndex(index,
                                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    q->m_view->scrollTo(index);
    return true;
}

DataTable::DataTable(const QString &name, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_view(new QTableView(this))
    , m_filterRow(new QWidget(this))
{
    d = std::make_unique<Private>(this, name, settings);
    d->buildFilterRow();
    d->setUpView();
    d->watchProxy();

    auto *top = new QHBoxLayout;
    top->addWidget(m_filterRow, 2);
    top->addStretch(1);
    top->addWidget(d->count);
    top->addWidget(d->chooser);
    auto *sheets = new QWidget(this);
    sheets->setLayout(d->stack);
    d->stack->addWidget(m_view);
    d->stack->addWidget(d->empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(sheets, 1);
    d->showTableOrReason();
}

DataTable::~DataTable()
{
    d->columns->saveNow();
}

void DataTable::setModel(QAbstractItemModel *model)
{
    d->columns->forget();
    const auto hold = [this] { d->top.hold(); }; // before the proxy hears of it
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, hold);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, hold);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, hold);
    d->proxy->setSourceModel(model);
    const auto refit = [this] { d->refit(); };
    connect(model, &QAbstractItemModel::dataChanged, this, refit);
    connect(model, &QAbstractItemModel::rowsInserted, this, refit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, refit);
    connect(model, &QAbstractItemModel::modelReset, this, refit);
    connect(model, &QAbstractItemModel::headerDataChanged, this, refit);
    d->refresh();
}

QStringList DataTable::selectedKeys() const
{
    QStringList keys;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        keys << d->keyOf(index);
    return keys;
}

QString DataTable::currentKey() const
{
    const QItemSelectionModel *selection = m_view->selectionModel();
    const QModelIndex current = m_view->currentIndex();
    if (selection->isSelected(current))
        return d->keyOf(current);
    const QModelIndexList rows = selection->selectedRows();
    return rows.size() == 1 ? d->keyOf(rows.first()) : QString();
}

/// To what is seen. A focus proxy would stand in the order of Tab, before the filter, and lead past it.
void DataTable::focusInEvent(QFocusEvent *event)
{
    QWidget *filter = d->filter->isEnabled() ? static_cast<QWidget *>(d->filter) : d->empty;
    (m_view->isVisibleTo(this) ? static_cast<QWidget *>(m_view) : filter)->setFocus(event->reason());
}

void DataTable::selectKey(const QString &key)
{
    d->wantedKey = key;
    const QModelIndex hidden = d->proxy->sourceModel() ? indexOfKey(*d->proxy->sourceModel(), key) : QModelIndex();
    if (hidden.isValid() && !d->proxy->mapFromSource(hidden).isValid())
        d->showAllRows();
    d->choose(key);
}

void DataTable::selectFirst()
{
    if (!d->columns->hasBegun())
        d->refresh(); // the first by the order that the table begins with
    d->isFirstWanted = d->proxy->isBusy();
    if (!d->isFirstWanted && currentKey().isEmpty() && d->proxy->rowCount() > 0)
        selectKey(d->keyOf(d->proxy->index(0, 0)));
}

void DataTable::focusFilter()
{
    d->filter->setFocus(Qt::ShortcutFocusReason);
    d->filter->selectAll();
}

void DataTable::addRowFilter(const QString &name, const QString &label, const QList<RowChoice> &choices,
                             const std::function<bool(int, int)> &passes, int begins)
{
    d->choice = d->addChoice(name, label);
    for (const RowChoice &choice : choices)
        d->choice->addItem(choice.text, choice.id);
    connect(d->choice, &QComboBox::currentIndexChanged, this, [this, passes] {
        d->proxy->setRowFilter([id = d->choice->currentData().toInt(), passes](int row) { return passes(id, row); });
        d->refresh();
    });
    d->choice->setCurrentIndex(std::max(0, begins));
}

void DataTable::setChoiceText(int place, const QString &text)
{
    d->choice->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as the texts grow
    d->choice->setItemText(place, text);
}

void DataTable::setColumnViews(const QString &label, const QList<ColumnView> &views)
{
    d->columns->setViews(views);
    QComboBox *choice = d->addChoice(d->name + QStringLiteral("View"), label);
    setPlainToolTip(*choice, label);
    for (const ColumnView &view : views)
        choice->addItem(view.text);
    choice->setCurrentIndex(d->columns->currentView());
    connect(choice, &QComboBox::currentIndexChanged, d->columns, &TableColumns::chooseView);
}

void DataTable::setFirstOrder(int column)
{
    d->columns->setFirstOrder(column);
}

void DataTable::setEmptyText(const QString &text, QAction *firstStep, QAction *otherStep)
{
    d->emptyText = text;
    d->firstStep = firstStep;
    d->otherStep = otherStep;
    d->showTableOrReason();
}

QByteArray DataTable::csv() const
{
    return d->proxy->csv(d->columns->exported());
}

QString DataTable::selectedText() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return d->proxy->tabbed(rows, d->columns->shown());
}

void DataTable::saveCsv(const PageContext &context, const QString &title, const QString &fileName,
                        const std::function<void(const Error &)> &failed)
{
    context.dialogs.saveFile(this, title, fileName, tr("CSV tables (*.csv)"),
                             [this, context, failed](const QString &file) {
                                 if (const Result<void> written = context.writeFile(file, csv()); !written)
                                     failed(written.error());
                                 else
                                     context.say(tr("Saved as %1.").arg(visibleText(file)));
                             });
}

void DataTable::copy()
{
    const QString text = selectedText();
    if (text.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text);
    emit copied(tr("%n rows were copied.", nullptr, int(selectedKeys().size())));
}

bool DataTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
        if (static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
            if (event->type() == QEvent::KeyPress)
                copy();
            event->accept();
            return true;
        }
    }
    const bool isRoom = watched == m_view->viewport() && event->type() == QEvent::Resize;
    if (isRoom || (watched == m_view && (event->type() == QEvent::FontChange || event->type() == QEvent::Show)))
        d->refit();
    return QWidget::eventFilter(watched, event);
}

} // namespace Nightkeep

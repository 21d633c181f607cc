// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/dialogkeeper.h"

#include "widgets/common/questiondialog.h"
#include "widgets/common/viewstate.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QScrollArea>
#include <QSlider>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

void addAsRead(QWidget *widget, QList<QWidget *> &order);

void addAsRead(const QLayout &layout, QList<QWidget *> &order)
{
    for (int at = 0; at < layout.count(); ++at) {
        QLayoutItem *item = layout.itemAt(at);
        if (QWidget *widget = item->widget())
            addAsRead(widget, order);
        else if (const QLayout *inner = item->layout())
            addAsRead(*inner, order);
    }
}

/// What Tab reaches in it, in the order of the layouts, which is that of reading.
void addAsRead(QWidget *widget, QList<QWidget *> &order)
{
    if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy())
        order << widget;
    if (const auto *splitter = qobject_cast<QSplitter *>(widget)) {
        for (int part = 0; part < splitter->count(); ++part)
            addAsRead(splitter->widget(part), order);
    } else if (const auto *tabs = qobject_cast<QTabWidget *>(widget)) {
        order << tabs->tabBar();
        for (int page = 0; page < tabs->count(); ++page)
            addAsRead(tabs->widget(page), order);
    } else if (const auto *area = qobject_cast<QScrollArea *>(widget)) {
        if (area->widget())
            addAsRead(area->widget(), order);
    } else if (widget->layout()) {
        addAsRead(*widget->layout(), order);
    }
}

/// What holds Tab for its cells or its text lets it go on: there are arrows for the one, and no text here needs a tab.
void releaseTab(const QDialog &dialog)
{
    for (auto *view : dialog.findChildren<QAbstractItemView *>())
        view->setTabKeyNavigation(false);
    for (auto *text : dialog.findChildren<QTextEdit *>())
        text->setTabChangesFocus(true);
    for (auto *text : dialog.findChildren<QPlainTextEdit *>())
        text->setTabChangesFocus(true);
}

bool isTurnedByWheel(const QObject *field)
{
    return qobject_cast<const QAbstractSpinBox *>(field) || qobject_cast<const QComboBox *>(field)
        || qobject_cast<const QSlider *>(field);
}

/// The wheel scrolls what it is over: it changes a field only where a person is in it already.
void keepFromWheel(const QDialog &dialog)
{
    for (auto *field : dialog.findChildren<QWidget *>()) {
        if (isTurnedByWheel(field) && (field->focusPolicy() & Qt::TabFocus))
            field->setFocusPolicy(Qt::StrongFocus);
    }
}

bool isStrayWheel(const QObject *watched, const QEvent &event)
{
    if (event.type() != QEvent::Wheel || !isTurnedByWheel(watched))
        return false;
    const auto *field = static_cast<const QWidget *>(watched);
    return field->focusPolicy() == Qt::StrongFocus && !field->hasFocus();
}

/// One begins in its first field, where its maker has not chosen another part.
void orderAsRead(const QDialog &dialog)
{
    // A row of buttons hands the keyboard to its first one, wherever it stands in the order itself: amid its buttons
    // Tab would never reach those behind it.
    for (auto *buttons : dialog.findChildren<QDialogButtonBox *>())
        buttons->setFocusProxy(nullptr);
    QList<QWidget *> order;
    addAsRead(*dialog.layout(), order);
    for (qsizetype at = 1; at < order.size(); ++at)
        QWidget::setTabOrder(order.at(at - 1), order.at(at));
    const auto first = std::find_if(order.cbegin(), order.cend(), [&dialog](const QWidget *part) {
        return part->isVisibleTo(&dialog) && part->isEnabled() && !qobject_cast<const QAbstractButton *>(part);
    });
    if (!dialog.focusWidget() && first != order.cend())
        (*first)->setFocus(Qt::OtherFocusReason);
}

QSize leastSize(const QLayout &layout, int width)
{
    QSize least = layout.totalMinimumSize();
    if (layout.hasHeightForWidth())
        least.setHeight(layout.totalMinimumHeightForWidth(width));
    return least;
}

/// Puts all but the row of buttons into a view that scrolls.
void scrollContents(QDialog &dialog)
{
    const QString name = QStringLiteral("dialogContents");
    auto *column = qobject_cast<QVBoxLayout *>(dialog.layout());
    if (!column || dialog.findChild<QScrollArea *>(name, Qt::FindDirectChildrenOnly))
        return;
    const QPointer<QWidget> focus = dialog.focusWidget();
    auto *area = new QScrollArea(&dialog);
    area->setObjectName(name);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus
    auto *inside = new QWidget(area);
    auto *rows = new QVBoxLayout(inside);
    rows->setContentsMargins({});
    for (int at = 0; at < column->count();) {
        if (qobject_cast<QDialogButtonBox *>(column->itemAt(at)->widget())) {
            ++at;
            continue;
        }
        const int stretch = column->stretch(at);
        QLayoutItem *item = column->takeAt(at);
        if (QWidget *widget = item->widget()) {
            rows->addWidget(widget, stretch, item->alignment());
            delete item;
        } else if (QLayout *layout = item->layout()) {
            rows->addLayout(layout, stretch);
        } else {
            rows->addItem(item);
        }
    }
    area->setWidget(inside);
    column->insertWidget(0, area, 1);
    area->show();
    if (focus)
        focus->setFocus();
}

void fitScreen(QDialog &dialog)
{
    const QSize room = roomFor(&dialog);
    const QMargins margins = dialog.layout()->contentsMargins();
    for (auto *buttons : dialog.findChildren<QDialogButtonBox *>(Qt::FindDirectChildrenOnly)) {
        if (buttons->minimumSizeHint().width() + margins.left() + margins.right() <= room.width())
            continue;
        buttons->setOrientation(Qt::Vertical);
        buttons->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    QSize least = leastSize(*dialog.layout(), room.width());
    // With large text a title stands over its field; so it does where a scroll bar will take room, too.
    if (least.width() > room.width() || least.height() > room.height()) {
        for (auto *form : dialog.findChildren<QFormLayout *>())
            form->setRowWrapPolicy(QFormLayout::WrapLongRows);
        least = leastSize(*dialog.layout(), room.width());
    }
    if (least.width() > room.width() || least.height() > room.height())
        scrollContents(dialog);
    dialog.layout()->activate();
    const QSize asked = dialog.minimumSize(); // also by itself, in characters of a font that may be large
    if (const QSize possible = asked.boundedTo(room); possible != asked)
        dialog.setMinimumSize(possible);
}

/// As large as its contents like, where nobody has said anything else; Qt alone would stop at two thirds of the screen.
void beginSize(QDialog &dialog)
{
    const QSize room = roomFor(&dialog);
    QSize size = dialog.size();
    if (!dialog.testAttribute(Qt::WA_Resized)) {
        const QLayout &layout = *dialog.layout();
        size = size.expandedTo(layout.totalSizeHint()).boundedTo(room);
        if (layout.hasHeightForWidth())
            size.setHeight(std::max(size.height(), layout.totalHeightForWidth(size.width())));
    }
    dialog.resize(size.boundedTo(room));
}

} // namespace

DialogKeeper::DialogKeeper(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    qApp->installEventFilter(this);
}

bool DialogKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (isStrayWheel(watched, *event)) {
        event->ignore(); // for what it is in
        return true;
    }
    const bool shows = event->type() == QEvent::Show && !event->spontaneous();
    if (!shows && event->type() != QEvent::LayoutRequest) // an error's banner may need room later
        return false;
    auto *dialog = qobject_cast<QDialog *>(watched);
    if (!dialog || !dialog->isVisible() || !dialog->layout() || qobject_cast<QFileDialog *>(dialog))
        return false;
    fitScreen(*dialog);
    if (!shows)
        return false;
    beginSize(*dialog);
    if (!qobject_cast<QuestionDialog *>(dialog)) // which is as large as what it asks
        rememberGeometry(dialog, m_settings);
    // What stands in it now may be longer than when it was left.
    const QSize least = leastSize(*dialog->layout(), dialog->width());
    dialog->resize(dialog->size().expandedTo(least).boundedTo(roomFor(dialog)));
    nameViews(*dialog, dialog->windowTitle());
    releaseTab(*dialog);
    keepFromWheel(*dialog);
    orderAsRead(*dialog);
    return false;
}

void nameViews(const QWidget &page, const QString &name)
{
    for (auto *area : page.findChildren<QAbstractScrollArea *>()) {
        const bool shows = qobject_cast<QTextEdit *>(area)
            || (qobject_cast<QAbstractItemView *>(area) && !qobject_cast<QHeaderView *>(area));
        if (shows && area->window() == page.window() && area->accessibleName().isEmpty())
            area->setAccessibleName(name);
    }
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/pagewidget.h"

#include "models/base/findingmodel.h"
#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/emptyview.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/workspacereader.h"

#include <QAbstractItemView>
#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QPushButton>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int MostPageButtons = 5;

template<typename Part> QWidget *firstToFocus(const QWidget &page)
{
    const QList<Part *> parts = page.findChildren<Part *>();
    const auto found = std::find_if(parts.cbegin(), parts.cend(), [&page](const QWidget *part) {
        return part->window() == page.window() && part->isVisibleTo(&page) && part->isEnabled()
            && (part->focusPolicy() & Qt::TabFocus) != 0;
    });
    return found == parts.cend() ? nullptr : *found;
}

} // namespace

PageWidget::PageWidget(Page page, const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_page(page)
    , m_context(context)
    , m_answer(new AnswerLine(QStringLiteral("answer"), 1.25, this))
    , m_actions(new QToolBar(this))
    , m_lastButton(m_actions)
    , m_error(new ErrorBanner(this))
    , m_content(new QVBoxLayout)
{
    setObjectName(pageName(page) + QStringLiteral("Page"));
    m_actions->setObjectName(QStringLiteral("pageActions"));
    m_actions->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int icon = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_actions->setIconSize(QSize(icon, icon));
    m_actions->hide();
    drawExtension();

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_actions);
    layout->addWidget(m_error);
    layout->addLayout(m_content, 1);
    setAnswer(State::Working, tr("Reading the workspace"));
    connect(this, &PageWidget::workspaceChanged, this, &PageWidget::reload);
    connect(&context.reader, &WorkspaceReader::wasRead, this, [this](const Estate &estate) {
        m_estate = estate;
        m_wasRead = true;
        m_isBehind = true;
        if (isShown())
            catchUp();
    });
    connect(&context.reader, &WorkspaceReader::minutePassed, this, &PageWidget::passMinute);
}

PageWidget::~PageWidget() = default;

void PageWidget::reload()
{
    m_context.reader.read();
}

void PageWidget::setVisible(bool visible)
{
    QWidget::setVisible(visible);
    if (visible)
        catchUp();
}

void PageWidget::catchUp()
{
    const bool isLate = std::exchange(m_isLate, false);
    if (!std::exchange(m_isBehind, false)) {
        if (isLate)
            m_tellAges();
        return;
    }
    m_ownState.reset();
    m_isCatchingUp = true;
    showEstate(m_estate);
    m_isCatchingUp = false;
    const int count = m_estate.standing(m_page).count;
    m_answer->setCount(count > 0 ? openFindingsInWords(count) : QString());
}

void PageWidget::passMinute()
{
    if (m_tellAges) {
        m_isLate = m_wasRead;
        if (isShown())
            catchUp();
        return;
    }
    m_isBehind = m_wasRead;
    if (isShown())
        catchUp();
}

void PageWidget::showAgain()
{
    m_isBehind = m_wasRead;
    if (isShown())
        catchUp();
}

const QDateTime &PageWidget::now() const
{
    return m_context.reader.now();
}

bool PageWidget::refreshCaughtUp(void (PageWidget::*ask)())
{
    catchUp();
    const bool asks = canRefresh();
    if (asks)
        (this->*ask)();
    return asks;
}

void PageWidget::takeFocus()
{
    QWidget *part = firstToFocus<QAbstractItemView>(*this);
    if (!part)
        part = firstToFocus<QPushButton>(*this); // of a card that stands for what there is not yet
    if (!part)
        part = firstToFocus<QWidget>(*this);
    if (part)
        part->setFocus(Qt::ShortcutFocusReason);
}

void PageWidget::setAnswer(State state, const QString &sentence)
{
    if (m_isCatchingUp)
        m_ownState = state;
    m_answer->setAnswer(state == m_ownState ? m_estate.standing(m_page).state : state, sentence);
}

/// Qt's own are for the mouse alone.
QToolButton *PageWidget::addButton(QAction *action)
{
    m_actions->addAction(action);
    m_actions->show();
    auto *button = qobject_cast<QToolButton *>(m_actions->widgetForAction(action));
    button->setFocusPolicy(Qt::TabFocus);
    setTabOrder(m_lastButton, button);
    m_lastButton = button;
    return button;
}

void PageWidget::addPageAction(QAction *action, bool primary)
{
    addMenuAction(action);
    if (m_buttons == MostPageButtons)
        return;
    ++m_buttons;
    QToolButton *button = addButton(action);
    if (!primary)
        return;
    button->setAutoRaise(false);
    QFont bold = button->font();
    bold.setBold(true);
    button->setFont(bold);
}

void PageWidget::addMenuAction(QAction *action)
{
    m_menuActions.append(action);
}

void PageWidget::addPageMenu(QMenu *menu)
{
    menu->menuAction()->setObjectName(menu->objectName());
    addMenuAction(menu->menuAction());
    addButton(menu->menuAction())->setPopupMode(QToolButton::InstantPopup);
}

void PageWidget::sayUndoable(const QString &sentence)
{
    say(sentence);
    emit undoOffered();
}

void PageWidget::showError(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled || !isShown()) // where nobody sees it, it is said too
        say(error.message);
    m_error->showError(error);
}

void PageWidget::showNotKept(const Error &problem)
{
    m_error->showNotKept(problem);
}

bool PageWidget::isWritable() const
{
    return !m_context.workspace.info().readOnly;
}

void PageWidget::showNotice(const QString &text)
{
    m_error->showNotice(text);
}

void PageWidget::clearError()
{
    m_error->clear();
}

void PageWidget::showCard(const QString &text, QAction *act)
{
    if (text.isEmpty()) {
        if (m_card)
            m_card->hide();
        return;
    }
    if (!m_card) {
        m_card = new EmptyView(this, EmptyView::Place::Above);
        connect(m_card, &EmptyView::stepTaken, this, &PageWidget::takeFocus); // its button goes, or is disabled
        auto *column = qobject_cast<QBoxLayout *>(layout());
        column->insertWidget(column->indexOf(m_content), m_card);
        setTabOrder(m_lastButton, m_card->findChild<QPushButton *>());
    }
    m_card->setContents(text, act);
    m_card->show();
}

/// The style's own sign for buttons that find no room is black on a dark window.
void PageWidget::drawExtension()
{
    auto *extension = m_actions->findChild<QToolButton *>(QStringLiteral("qt_toolbar_ext_button"));
    if (!extension)
        return;
    extension->setFocusPolicy(Qt::TabFocus);
    extension->setIcon(themeIcon(QStringLiteral("overflow")));
    extension->setToolTip(tr("Show the buttons that find no room"));
    extension->setAccessibleName(extension->toolTip());
}

void PageWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(this, &PageWidget::drawExtension, Qt::QueuedConnection); // after the button's own
}

} // namespace Nightkeep

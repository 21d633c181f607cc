// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/pagewidget.h"

#include "models/base/findingmodel.h"
#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/workspacereader.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <utility>

namespace Nightkeep {

PageWidget::PageWidget(Page page, const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_page(page)
    , m_context(context)
    , m_answer(new AnswerLine(QStringLiteral("answer"), 1.25, this))
    , m_actions(new QToolBar(this))
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
        m_isBehind = true;
        if (isWindow() || !isHidden())
            catchUp();
    });
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
    if (!std::exchange(m_isBehind, false))
        return;
    m_ownState.reset();
    m_isCatchingUp = true;
    showEstate(m_estate);
    m_isCatchingUp = false;
    const int count = m_estate.standing(m_page).count;
    m_answer->setCount(count > 0 ? openFindingsInWords(count) : QString());
}

void PageWidget::setAnswer(State state, const QString &sentence)
{
    if (m_isCatchingUp)
        m_ownState = state;
    m_answer->setAnswer(state == m_ownState ? m_estate.standing(m_page).state : state, sentence);
}

void PageWidget::addPageAction(QAction *action, bool primary)
{
    m_actions->addAction(action);
    m_actions->show();
    if (!primary)
        return;
    if (auto *button = qobject_cast<QToolButton *>(m_actions->widgetForAction(action))) {
        button->setAutoRaise(false);
        QFont bold = button->font();
        bold.setBold(true);
        button->setFont(bold);
    }
}

void PageWidget::addPageMenu(QMenu *menu)
{
    menu->menuAction()->setObjectName(menu->objectName());
    addPageAction(menu->menuAction());
    if (auto *button = qobject_cast<QToolButton *>(m_actions->widgetForAction(menu->menuAction())))
        button->setPopupMode(QToolButton::InstantPopup);
}

void PageWidget::everyMinute(const std::function<void()> &tellAges)
{
    auto *minutes = new QTimer(this);
    connect(minutes, &QTimer::timeout, this, tellAges);
    minutes->start(std::chrono::minutes(1));
}

void PageWidget::showError(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
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

/// The style's own sign for buttons that find no room is black on a dark window.
void PageWidget::drawExtension()
{
    auto *extension = m_actions->findChild<QToolButton *>(QStringLiteral("qt_toolbar_ext_button"));
    if (!extension)
        return;
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

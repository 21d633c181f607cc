// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/pagewidget.h"

#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Nightkeep {

PageWidget::PageWidget(Page page, const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_page(page)
    , m_context(context)
    , m_answerIcon(new QLabel(this))
    , m_answer(plainLabel(this))
    , m_actions(new QToolBar(this))
    , m_error(new ErrorBanner(this))
    , m_content(new QVBoxLayout)
{
    setObjectName(pageName(page) + QStringLiteral("Page"));
    m_answerIcon->setObjectName(QStringLiteral("answerIcon"));
    m_answer->setObjectName(QStringLiteral("answer"));
    QFont large = m_answer->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_answer->setFont(large);
    m_answer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    m_actions->setObjectName(QStringLiteral("pageActions"));
    m_actions->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int icon = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_actions->setIconSize(QSize(icon, icon));
    m_actions->hide();
    drawExtension();

    auto *answerRow = new QHBoxLayout;
    answerRow->addWidget(m_answerIcon, 0, Qt::AlignVCenter);
    answerRow->addWidget(m_answer, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(answerRow);
    layout->addWidget(m_actions);
    layout->addWidget(m_error);
    layout->addLayout(m_content, 1);
    setAnswer(State::Working, tr("Reading the workspace"));
}

PageWidget::~PageWidget() = default;

void PageWidget::setAnswer(State state, const QString &sentence)
{
    m_answerState = state;
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this) * 3 / 4;
    m_answerIcon->setPixmap(stateIcon(state, palette()).pixmap(side));
    m_answerIcon->setAccessibleName(stateWord(state));
    m_answerIcon->setToolTip(stateWord(state));
    m_answer->setText(sentence);
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

void PageWidget::showError(const Error &error)
{
    m_error->showError(error);
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
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        setAnswer(m_answerState, m_answer->text());
        QMetaObject::invokeMethod(this, &PageWidget::drawExtension, Qt::QueuedConnection); // after the button's own
    }
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/errorbanner.h"

#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace Nightkeep {

ErrorBanner::ErrorBanner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_message(plainLabel(this))
    , m_advice(plainLabel(this))
    , m_copy(new QToolButton(this))
{
    setObjectName(QStringLiteral("errorBanner"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    m_icon->setAlignment(Qt::AlignTop);
    m_message->setObjectName(QStringLiteral("errorMessage"));
    QFont bold = m_message->font();
    bold.setBold(true);
    m_message->setFont(bold);
    m_advice->setObjectName(QStringLiteral("errorAdvice"));

    m_copy->setObjectName(QStringLiteral("errorCopy"));
    m_copy->setIcon(themeIcon(QStringLiteral("copy")));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(copyText(m_error));
        m_copy->setText(tr("Copied")); // by itself: dialogs show banners too, over the window's status bar
    });

    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("errorClose"));
    close->setIcon(themeIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, &ErrorBanner::clear);

    auto *texts = new QVBoxLayout;
    texts->addWidget(m_message);
    texts->addWidget(m_advice);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addLayout(texts, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void ErrorBanner::showError(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled)
        showAs(State::Bad, error);
}

void ErrorBanner::showNotice(const QString &text)
{
    if (text.isEmpty())
        clear();
    else
        showAs(State::Attention, {ErrorKind::Internal, text});
    m_copy->hide();
}

void ErrorBanner::showNotKept(const Error &problem)
{
    if (problem.kind == ErrorKind::ReadOnly) // which is how it was opened, and no fault
        showNotice(problem.message);
    else
        showError(problem);
}

void ErrorBanner::showAs(State state, const Error &error)
{
    m_error = {error.kind, visibleLines(error.message), visibleLines(error.advice), visibleLines(error.detail)};
    m_state = state;
    drawIcon();
    m_message->setText(m_error.message);
    m_advice->setText(m_error.advice);
    m_advice->setVisible(!error.advice.isEmpty());
    m_copy->setText(tr("Copy details"));
    m_copy->show();
    show();
}

void ErrorBanner::clear()
{
    m_error = {};
    hide();
}

void ErrorBanner::drawIcon()
{
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this);
    m_icon->setPixmap(stateIcon(m_state, palette()).pixmap(side * 3 / 4));
}

void ErrorBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
}

QString ErrorBanner::copyText(const Error &error)
{
    QStringList parts {error.message};
    if (!error.advice.isEmpty())
        parts.append(error.advice);
    if (!error.detail.isEmpty())
        parts.append(error.detail);
    parts.append(tr("Kind: %1").arg(nameOf(error.kind)));
    return parts.join(u'\n');
}

} // namespace Nightkeep

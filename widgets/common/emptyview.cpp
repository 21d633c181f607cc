// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/emptyview.h"

#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

EmptyView::EmptyView(QWidget *parent)
    : QWidget(parent)
    , m_text(plainLabel(this))
    , m_button(new QPushButton(this))
{
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setObjectName(QStringLiteral("emptyText"));
    m_button->setObjectName(QStringLiteral("emptyFirstStep"));
    m_button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_text);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_button->hide();
    setFocusProxy(m_button);
}

void EmptyView::setContents(const QString &text, QAction *firstStep)
{
    disconnect(m_changed);
    disconnect(m_clicked);
    m_text->setText(text);
    m_button->setVisible(firstStep != nullptr);
    if (!firstStep)
        return;
    const auto follow = [this, firstStep] {
        m_button->setText(buttonText(*firstStep));
        m_button->setIcon(firstStep->icon());
        m_button->setEnabled(firstStep->isEnabled());
        m_button->setToolTip(firstStep->isEnabled() ? QString() : firstStep->toolTip()); // why not
    };
    follow();
    m_changed = connect(firstStep, &QAction::changed, m_button, follow);
    m_clicked = connect(m_button, &QPushButton::clicked, firstStep, &QAction::trigger);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/questiondialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QTextOption>
#include <QVBoxLayout>

namespace Nightkeep {

QuestionDialog::QuestionDialog(const Question &question, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("questionDialog"));
    setWindowTitle(question.title);

    auto *icon = new QLabel(this);
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize, nullptr, this);
    const QIcon sign = question.dangerous ? stateIcon(State::Attention) : themeIcon(QStringLiteral("help"));
    icon->setPixmap(sign.pixmap(side));
    icon->setAlignment(Qt::AlignTop);
    auto *text = plainLabel(this, visibleLines(question.text));
    text->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    auto *row = new QHBoxLayout;
    row->addWidget(icon);
    row->addWidget(text, 1);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(row, question.details.isEmpty() ? 1 : 0);
    if (!question.details.isEmpty()) {
        auto *details = new QPlainTextEdit(visibleLines(question.details), this);
        details->setObjectName(QStringLiteral("questionDetails"));
        details->setReadOnly(true);
        details->setTabChangesFocus(true);
        details->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        details->setFont(fixedFont(this));
        details->setAccessibleName(tr("Details"));
        details->setMinimumSize(sizeInText(this, 80, 8).boundedTo(roomFor(this) * 0.6));
        layout->addWidget(details, 1);
    }

    auto *buttons = new QDialogButtonBox(this);
    QPushButton *accept = buttons->addButton(question.accept, QDialogButtonBox::AcceptRole);
    QPushButton *reject = buttons->addButton(QDialogButtonBox::Cancel);
    accept->setObjectName(QStringLiteral("questionAccept"));
    reject->setObjectName(QStringLiteral("questionReject"));
    reject->setText(question.reject.isEmpty() ? tr("Leave it as it is") : question.reject);
    QPushButton *safe = question.dangerous ? reject : accept;
    accept->setAutoDefault(!question.dangerous);
    safe->setDefault(true);
    safe->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace Nightkeep

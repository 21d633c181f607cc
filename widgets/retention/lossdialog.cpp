// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/lossdialog.h"

#include "models/base/bytepath.h"
#include "widgets/common/answerline.h"
#include "widgets/common/viewstate.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString lossWords(LossCase what)
{
    switch (what) {
    case LossCase::GradeDispute:
        return LossDialog::tr("A grade is disputed");
    case LossCase::ForumEntry:
        return LossDialog::tr("A forum entry is objected to");
    case LossCase::RollBack:
        return LossDialog::tr("A course is to be rolled back");
    case LossCase::WholeSystem:
        return LossDialog::tr("The whole system is gone");
    }
    return {};
}

} // namespace

LossDialog::LossDialog(const PageContext &context, const RetentionView &view, const QList<ErasureRecord> &erasures,
                       QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_view(view)
    , m_erasures(erasures)
    , m_what(new QComboBox(this))
    , m_lost(new QDateEdit(view.now.date().addDays(-1), this))
    , m_noticed(new QDateTimeEdit(QDateTime(view.now.date(), view.now.time()), this))
    , m_answer(new AnswerLine(QStringLiteral("lossAnswer"), 1.0, this))
    , m_steps(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("lossDialog"));
    setWindowTitle(tr("After a loss: %1", "a site").arg(visibleText(view.site.name)));
    m_what->setObjectName(QStringLiteral("lossWhat"));
    for (const LossCase what :
         {LossCase::GradeDispute, LossCase::ForumEntry, LossCase::RollBack, LossCase::WholeSystem})
        m_what->addItem(lossWords(what), int(what));
    m_lost->setObjectName(QStringLiteral("lossDay"));
    m_lost->setCalendarPopup(true);
    m_noticed->setObjectName(QStringLiteral("lossNoticed"));
    m_noticed->setCalendarPopup(true);
    m_steps->setObjectName(QStringLiteral("lossSteps"));
    m_steps->setAccessibleName(tr("What to do"));
    m_steps->setReadOnly(true);
    m_steps->setTabChangesFocus(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("lossClose"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter ends a day
    QPushButton *copyButton = buttons->addButton(tr("Copy the text"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("lossCopy"));
    copyButton->setAutoDefault(false);
    connect(copyButton, &QPushButton::clicked, this, &LossDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("What was lost:"), m_what);
    form->addRow(tr("On which day:"), m_lost);
    form->addRow(tr("Noticed:"), m_noticed);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_answer);
    layout->addWidget(m_steps, 1);
    layout->addWidget(buttons);
    connect(m_what, &QComboBox::currentIndexChanged, this, &LossDialog::answer);
    connect(m_lost, &QDateEdit::dateChanged, this, &LossDialog::answer);
    connect(m_noticed, &QDateTimeEdit::dateTimeChanged, this, &LossDialog::answer);
    rememberGeometry(this, context.settings, 90, 26);
    answer();
}

/// Where something of before an erasure comes back, that is to be erased again.
void LossDialog::answer()
{
    const QDateTime noticed = m_noticed->dateTime();
    const LossAnswer answer =
        afterLoss(m_view.policy, LossCase(m_what->currentData().toInt()), m_lost->date(),
                  wallMinute(noticed.date(), noticed.time().hour() * 60 + noticed.time().minute()));
    m_answer->setAnswer(answer.state, answer.sentence);
    QStringList steps = answer.steps;
    if (answer.point)
        steps += eraseAgain(m_erasures, m_view.site.name, answer.point->night);
    QStringList lines;
    for (int step = 0; step < steps.size(); ++step)
        lines << tr("%1. %2", "the number of a step, the step").arg(QString::number(step + 1), steps.at(step));
    m_steps->setPlainText(visibleLines(lines.join(u'\n')));
    m_text = m_what->currentText() + u'\n' + answer.sentence + u'\n' + m_steps->toPlainText();
}

void LossDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_text);
    m_context.say(tr("The text was copied."));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/askingdialog.h"

#include "models/jobs/jobrunner.h"

#include <QPushButton>

namespace Nightkeep {

AskingDialog::AskingDialog(const PageContext &context, const QString &name, const QString &csvName,
                           const QString &askText, QWidget *parent)
    : TableDialog(context, name, csvName, parent)
    , m_ask(addButton(name + QStringLiteral("Ask"), askText))
    , m_stop(addButton(name + QStringLiteral("Stop"), tr("Stop")))
{
    m_ask->setDefault(true); // Enter asks, whatever else was pressed before
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_stop, &QPushButton::clicked, this, &AskingDialog::stop);
    setJob(0);
}

AskingDialog::~AskingDialog()
{
    stop();
}

void AskingDialog::setJob(quint64 job)
{
    m_job = job;
    QPushButton *next = isAsking() ? m_stop : m_ask;
    QPushButton *last = isAsking() ? m_ask : m_stop;
    next->setEnabled(isAsking() || m_askable);
    if (last->hasFocus()) // which a button that is switched off would hand to any other
        next->setFocus();
    last->setEnabled(false);
}

void AskingDialog::setAskable(bool askable)
{
    m_askable = askable;
    m_ask->setEnabled(askable && !isAsking());
}

void AskingDialog::showUnanswered(const Error &error)
{
    setAnswer(State::Unknown,
              error.kind == ErrorKind::Cancelled ? tr("The question was stopped; what was known before is kept.")
                                                 : tr("There is no new answer; what was known before is kept."));
    showError(error);
}

void AskingDialog::stop()
{
    if (isAsking())
        context().jobs.cancel(m_job);
}

} // namespace Nightkeep

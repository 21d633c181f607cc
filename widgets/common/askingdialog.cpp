// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/askingdialog.h"

#include "models/jobs/jobrunner.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

AskingDialog::AskingDialog(const PageContext &context, const QString &name, const QString &csvName,
                           const QString &askText, QWidget *parent)
    : TableDialog(context, name, csvName, parent)
    , m_ask(addButton(name + QStringLiteral("Ask"), askText))
    , m_stop(addButton(name + QStringLiteral("Stop"), tr("Stop")))
    , m_progress(new QProgressBar(this))
{
    m_ask->setDefault(true); // Enter asks, whatever else was pressed before
    connect(m_ask, &QPushButton::clicked, this, [this] { ask(); });
    connect(m_stop, &QPushButton::clicked, this, &AskingDialog::stop);
    connect(&context.jobs, &JobRunner::jobChanged, this, &AskingDialog::showProgress);
    m_progress->setObjectName(name + QStringLiteral("Progress"));
    m_progress->setRange(0, 1000); // per mille: bytes do not fit an int
    content()->addWidget(m_progress);
    setJob(0);
}

AskingDialog::~AskingDialog()
{
    JobRunner *jobs = &context().jobs;
    if (isAsking()) // not at once: what waits would end now, and tell a dialog of which only this part is left
        QMetaObject::invokeMethod(
            jobs, [jobs, job = m_job] { jobs->cancel(job); }, Qt::QueuedConnection);
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
    m_progress->hide();
}

void AskingDialog::showProgress(const Job &job)
{
    if (!isAsking() || job.id != m_job || job.progress.total <= 0)
        return;
    m_progress->setAccessibleName(job.progress.text);
    m_progress->setValue(int(double(job.progress.done) * 1000 / double(job.progress.total)));
    m_progress->show();
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

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What MainWindow asks before edits and jobs are lost: at its end, and where another workspace is opened.
#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/inputdialog.h"
#include "widgets/shell/mainwindow.h"

#include <QCloseEvent>
#include <QSessionManager>

#include <utility>

namespace Nightkeep {

/// Asked when it is opened, not before: edits are made meanwhile too.
void MainWindow::takeWorkspace(std::unique_ptr<Workspace> opened)
{
    const auto held = std::make_shared<std::unique_ptr<Workspace>>(std::move(opened)); // by a function that is copied
    const QString title = (*held)->info().title;
    afterDiscarding(tr("Discard and open %1").arg(title), [this, held] {
        m_error->clear();
        setWorkspace(std::move(*held));
        if (const QString act = std::exchange(m_firstAct, {}); !act.isEmpty())
            actOnPage(act);
    });
}

QStringList MainWindow::unwrittenEdits()
{
    if (PageWidget *page = currentPage(); page && page->isAncestorOf(focusWidget()))
        page->setFocus(); // a cell that is being edited gives in what was typed
    QStringList edits;
    for (const PageWidget *page : std::as_const(m_pages))
        edits << page->unwrittenEdits();
    for (const InputDialog *dialog : findChildren<InputDialog *>()) {
        if (dialog->hasInput())
            edits << dialog->inputInWords();
    }
    return edits;
}

/// Qt asks nobody when a person's session ends. Where the session lets itself be stopped, it is ended another time.
void MainWindow::keepFromEnding(QSessionManager &session)
{
    if (unwrittenEdits().isEmpty())
        return;
    if (session.allowsInteraction())
        session.cancel();
    close(); // which asks
}

/// At once where there are no edits to lose; else once the person lets them go, or never.
void MainWindow::afterDiscarding(const QString &accept, const std::function<void()> &go)
{
    const QStringList edits = unwrittenEdits();
    if (edits.isEmpty()) {
        go();
        return;
    }
    m_context.dialogs.confirm(this, questionAboutEdits(edits, accept), [this, go] {
        for (PageWidget *page : std::as_const(m_pages))
            page->discardEdits();
        for (InputDialog *dialog : findChildren<InputDialog *>()) {
            if (dialog->isVisible())
                dialog->reject();
        }
        go();
    });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool hasEdits = !unwrittenEdits().isEmpty(); // a cell that gives in its text may begin a job
    const QList<Job> &jobs = m_context.jobs.jobs();
    QStringList running;
    for (const Job &job : jobs) {
        if (!job.finishedAt.isValid() && !job.look && !job.cancelRequested)
            running.append(job.title);
    }
    if (!running.isEmpty() && !m_endsJobs) {
        Question question;
        question.title = tr("Jobs are running");
        question.text = tr("%n jobs have not ended. Closing cancels them. Archives that are being made on a server "
                           "go on there: the program finds them again when it is next opened.",
                           nullptr, int(running.size()));
        question.details = running.join(u'\n');
        question.accept = tr("Stop the jobs and close");
        question.reject = tr("Keep going");
        question.dangerous = true;
        event->ignore();
        m_context.dialogs.confirm(this, question, [this] {
            m_endsJobs = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    if (hasEdits) { // the last question, for nothing is let go while the window may stay
        event->ignore();
        const bool endsJobs = std::exchange(m_endsJobs, false); // where it stays, the next closing asks anew
        afterDiscarding(tr("Discard and close"), [this, endsJobs] {
            m_endsJobs = endsJobs;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    rememberWindow();
    QMainWindow::closeEvent(event);
}

} // namespace Nightkeep

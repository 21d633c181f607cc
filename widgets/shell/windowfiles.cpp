// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A part of MainWindow: what it does with the whole workspace, as a document or by its password. The page asks, not the
// window: so a question goes with the workspace that it is about.
#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/workspacereader.h"
#include "widgets/shell/mainwindow.h"

namespace Nightkeep {

namespace {

QString jsonFilter()
{
    return MainWindow::tr("JSON documents (*.json);;All files (*)");
}

} // namespace

void MainWindow::exportJson()
{
    m_context.dialogs.saveFile(
        currentPage(), tr("Export workspace as JSON"), QStringLiteral("workspace.json"), jsonFilter(),
        [this](const QString &name) {
            Workspace *workspace = m_workspace.get();
            m_context.jobs.start<void>(
                tr("Export the workspace"), {}, this,
                [workspace, name](const CancelToken &, const ProgressSink &) { return workspace->exportJson(name); },
                [this, name](const Result<void> &done) {
                    if (done)
                        say(tr("The workspace was exported to %1.").arg(name));
                    else
                        showError(done.error());
                });
        });
}

void MainWindow::keepPassword()
{
    m_context.dialogs.askText(
        currentPage(), tr("Password of the shared workspace"),
        tr("Password of the account that opens %1. It goes into the keychain of this session; left empty, it is "
           "forgotten.")
            .arg(m_workspace->info().location),
        {}, true, [this](const QString &password) {
            Workspace *workspace = m_workspace.get();
            m_context.jobs.start<void>(
                tr("Keep the password of the shared workspace"), {}, this,
                [workspace, password](const CancelToken &, const ProgressSink &) {
                    return workspace->keepDatabasePassword({}, {}, {}, password);
                },
                [this, forgotten = password.isEmpty()](const Result<void> &kept) {
                    if (kept)
                        say(forgotten ? tr("The password is forgotten.") : tr("The password is in the keychain."));
                    else
                        showError(kept.error());
                });
        });
}

void MainWindow::importJson()
{
    m_context.dialogs.openFile(
        currentPage(), tr("Import workspace from JSON"), jsonFilter(), [this](const QString &name) {
            Question question;
            question.title = tr("Replace the workspace");
            question.text =
                tr("Importing %1 replaces everything in the open workspace: servers, folders, sites, agreed "
                   "figures and archive runs. The log of acts stays and gets a line of it.")
                    .arg(name);
            question.accept = tr("Replace everything");
            question.dangerous = true;
            m_context.dialogs.confirm(currentPage(), question, [this, name] { replaceByJson(name); });
        });
}

void MainWindow::replaceByJson(const QString &name)
{
    Workspace *workspace = m_workspace.get();
    m_context.jobs.start<void>(
        tr("Import the workspace"), {}, this,
        [workspace, name](const CancelToken &, const ProgressSink &) { return workspace->importJson(name); },
        [this, name](const Result<void> &done) {
            if (!done) {
                showError(done.error());
                return;
            }
            say(tr("The workspace holds what was in %1.").arg(name));
            m_reader->read();
        });
}

} // namespace Nightkeep

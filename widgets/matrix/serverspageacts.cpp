// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/serverspage.h"

#include "models/jobs/jobrunner.h"
#include "models/matrix/servermatrixmodel.h"
#include "models/pageimport.h"
#include "models/removal.h"
#include "models/workspace.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/matrix/importdialog.h"
#include "widgets/servers/connectiondialog.h"
#include "widgets/servers/serverdialog.h"

#include <QUndoStack>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Edits keep their order, and never wait for a server that does not answer.
QString workspaceLane()
{
    return QStringLiteral("workspace");
}

QString importedWords(const ImportPlan &plan)
{
    const auto servers = std::count_if(plan.changes.cbegin(), plan.changes.cend(), [](const ImportChange &change) {
        return change.accepted
            && (change.kind == ImportChange::Kind::Added || change.kind == ImportChange::Kind::Changed);
    });
    const auto options = std::count_if(plan.options.cbegin(), plan.options.cend(),
                                       [](const ImportedOption &option) { return option.accepted; });
    return ServersPage::tr("The page was imported: %1 and %2 were added or changed.", "3 servers, 2 options")
        .arg(ServersPage::tr("%n servers", nullptr, int(servers)),
             ServersPage::tr("%n options", nullptr, int(options)));
}

QString writtenWords(const EditServerCommand::Changes &changes)
{
    if (changes.size() != 1)
        return ServersPage::tr("%n servers were changed.", nullptr, int(changes.size()));
    const auto &[before, after] = changes.first();
    if (before.name.isEmpty())
        return ServersPage::tr("%1 was added.").arg(visibleText(after.name));
    if (after.name.isEmpty())
        return ServersPage::tr("%1 was removed.").arg(visibleText(before.name));
    return ServersPage::tr("%1 was changed.").arg(visibleText(after.name));
}

} // namespace

void ServersPage::testConnection()
{
    const ServerRow *row = chosenRow();
    if (!row)
        return;
    connect(openModal(new ConnectionDialog(context(), row->server, this)), &ConnectionDialog::keyTrusted, this,
            [this, name = row->server.name] {
                say(tr("The host key of %1 is trusted now.").arg(visibleText(name)));
                emit workspaceChanged();
            });
}

void ServersPage::importPage()
{
    context().dialogs.openFile(this, tr("Import the wiki page"),
                               tr("Exported pages (*.md *.html *.htm *.xml *.mht *.mhtml *.doc);;All files (*)"),
                               [this](const QString &file) {
                                   clearError();
                                   Workspace *workspace = &context().workspace;
                                   context().jobs.start<ImportPlan>(
                                       tr("Read the wiki page"), workspaceLane(), this,
                                       [workspace, file](const CancelToken &, const ProgressSink &) {
                                           return planPageImport(*workspace, file);
                                       },
                                       [this](const Result<ImportPlan> &plan) {
                                           if (plan)
                                               previewImport(*plan);
                                           else
                                               showError(plan.error());
                                       });
                               });
}

void ServersPage::previewImport(const ImportPlan &plan)
{
    auto *dialog = openModal(new ImportDialog(plan, context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { applyImport(dialog->chosenPlan()); });
}

/// Once the first servers are there, the overview says what comes next.
void ServersPage::applyImport(const ImportPlan &plan)
{
    Workspace *workspace = &context().workspace;
    const bool isFirst = m_model->rowCount() == 0;
    context().jobs.start<void>(
        tr("Import the wiki page"), workspaceLane(), this,
        [workspace, plan](const CancelToken &, const ProgressSink &) { return applyPageImport(*workspace, plan); },
        [this, words = importedWords(plan), isFirst](const Result<void> &applied) {
            if (applied)
                say(words);
            else
                showError(applied.error());
            emit workspaceChanged();
            if (applied && isFirst && isVisible()) // else the person has gone on already
                emit objectActivated(Page::Overview, {});
        });
}

void ServersPage::addServer()
{
    auto *dialog = openModal(new ServerDialog({}, this));
    dialog->offerHosts(context().sshAliases());
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        pushEdit({}, dialog->server());
        showObject(dialog->server().name);
    });
}

void ServersPage::editServer()
{
    const ServerRow *row = chosenRow();
    if (!row)
        return;
    auto *dialog = openModal(new ServerDialog(row->server, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog, before = row->server] {
        if (dialog->server() != before)
            pushEdit(before, dialog->server());
        else
            say(tr("Nothing was changed."));
    });
}

void ServersPage::removeServer()
{
    const ServerRow *row = chosenRow();
    if (!row)
        return;
    clearError();
    Workspace *workspace = &context().workspace;
    context().jobs.look<QStringList>(
        tr("Look what goes with %1").arg(shortName(row->server.name)), {}, this,
        [workspace, server = row->server](const CancelToken &, const ProgressSink &) {
            return lossesWith(*workspace, server);
        },
        [this, server = row->server](const Result<QStringList> &losses) {
            if (!losses) {
                showError(losses.error());
                return;
            }
            Question question;
            question.title = tr("Remove a server");
            question.text =
                tr("Remove %1 from the matrix, with all that stands there about it? The server itself is not touched.")
                    .arg(visibleText(server.name));
            question.details = losses->join(u'\n');
            question.accept = tr("Remove %1").arg(visibleText(shortName(server.name)));
            question.dangerous = true;
            context().dialogs.confirm(this, question, [this, server] { pushEdit(server, {}); });
        });
}

void ServersPage::pushEdits(const EditServerCommand::Changes &changes)
{
    clearError();
    m_undo->push(new EditServerCommand(changes,
                                       [this](const EditServerCommand::Changes &wanted,
                                              const EditServerCommand::Refused &refused) { write(wanted, refused); }));
}

void ServersPage::write(const EditServerCommand::Changes &changes, const EditServerCommand::Refused &refused)
{
    Workspace *workspace = &context().workspace;
    const auto &[before, after] = changes.first();
    const QString title = changes.size() > 1
        ? tr("Write %n servers", nullptr, int(changes.size()))
        : tr("Write %1").arg(shortName(after.name.isEmpty() ? before.name : after.name));
    context().jobs.start<void>(
        title, workspaceLane(), this,
        [workspace, changes](const CancelToken &, const ProgressSink &) {
            const auto &[was, is] = changes.first();
            return is.name.isEmpty() ? Nightkeep::removeServer(*workspace, was)
                                     : workspace->servers().replaceServers(changes);
        },
        [this, refused, changes](const Result<void> &written) {
            if (!written) {
                *refused = true;
                EditServerCommand::dropRefused(*m_undo);
                showError(written.error());
                reload();
                return;
            }
            sayUndoable(writtenWords(changes));
            emit workspaceChanged();
        });
}

} // namespace Nightkeep

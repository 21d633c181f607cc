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
#include "widgets/common/writing.h"
#include "widgets/coverage/inspectionactions.h"
#include "widgets/history/historyactions.h"
#include "widgets/matrix/importdialog.h"
#include "widgets/matrix/matrixdelegate.h"
#include "widgets/matrix/wikiactions.h"
#include "widgets/reachability/reachabilityactions.h"
#include "widgets/requests/requestactions.h"
#include "widgets/servers/connectiondialog.h"
#include "widgets/servers/serveractions.h"
#include "widgets/servers/serverdetail.h"
#include "widgets/servers/serverdialog.h"
#include "widgets/servers/serverjobs.h"
#include "widgets/storage/decisionactions.h"

#include <QItemSelectionModel>
#include <QMenu>
#include <QTableView>
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

ServersPage::ServersPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Servers, context, parent)
    , m_model(new ServerMatrixModel(this))
    , m_undo(new QUndoStack(this))
{
    buildActions();
    buildContent();
    m_model->setEditable(isWritable());
    connect(m_model, &ServerMatrixModel::editRequested, this, &ServersPage::pushEdit);
    connect(m_model, &ServerMatrixModel::editRefused, this, [this](const Error &error) { showError(error); });

    everyMinute([this] {
        m_model->setNow(this->context().workspace.clock()());
        showRows();
    });
}

ServersPage::~ServersPage() = default;

PageArea ServersPage::area()
{
    return {Page::Servers,
            tr("Servers"),
            makePage<ServersPage>,
            tr("Servers: which server has what?"),
            {tr("The backup matrix in the order of the team's page. Columns can be moved, hidden "
                "and sorted; a third click on a heading gives back the page's own order."),
             tr("Refresh asks the servers. A server that does not answer keeps its old "
                "figures with their age, and says why it did not answer. Test connection "
                "goes through the steps of a connection one by one."),
             tr("Every answer is remembered: all of the last two days, then one a day for 60 "
                "days, one a week for a year, one a month after that. History shows them and "
                "the day on which a disk is full if it fills as it did; Changes since shows "
                "what is different from the last time or from a date; Compare puts two "
                "servers side by side. While a server's clock and this workstation's are more than a day "
                "apart, nothing of it is called old, and nothing goes for its age."),
             tr("Decide says in figures what is to be kept, and whether that is agreed or to "
                "be agreed, when and by whom. Importing the page leaves decisions alone. "
                "Export to the wiki writes the page's own table; importing it again changes "
                "nothing."),
             tr("A request to the storage team lists what to add, to drop and to change, with "
                "the evidence, as text, as a table or as a mail. It is remembered as sent and "
                "closes by itself when a later answer of the server shows it done."),
             tr("The web address, the MySQL pair, the change rate and a preview of the backup "
                "are only asked when you say so. A pair is two servers whose service text is "
                "the same and speaks of a pair, or any two that you choose. Where a web address "
                "redirects to this machine or into a private network, and is not there itself, that is told "
                "and not followed.")},
            tr("Go to the servers")};
}

void ServersPage::buildContent()
{
    QTableView *view = table()->view();
    view->setItemDelegate(new MatrixDelegate(view));
    view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    for (QAction *action : {m_refresh, m_test, m_edit, m_remove})
        view->addAction(action);
    for (const ServerActions *subject : std::as_const(m_subjects)) {
        auto *separator = new QAction(this);
        separator->setSeparator(true);
        view->addAction(separator);
        view->addActions(subject->actions());
    }
    build(m_model,
          {QStringLiteral("serverDetail"), tr("Detail of the chosen server"),
           tr("The server backup matrix stands here: which server has what, and what is backed up there. Begin with "
              "the team's wiki page."),
           tr("Save the matrix")},
          m_import);
}

void ServersPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act,
                             const QString &tip = {}) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_refreshAll = made("refreshAll", "refresh", tr("Refresh all"), &ServersPage::refreshAll,
                        tr("Ask every server anew, several at a time"));
    m_refresh =
        made("refreshChosen", "refresh", tr("Refresh"), &ServersPage::refreshChosen, tr("Ask the chosen servers anew"));
    m_test = made("testConnection", "link", tr("Test connection…"), &ServersPage::testConnection);
    m_import = made("importPage", "import", tr("Import wiki page…"), &ServersPage::importPage);
    m_add = made("addServer", "add", tr("Add…"), &ServersPage::addServer);
    m_edit = made("editServer", "edit", tr("Edit…"), &ServersPage::editServer);
    m_remove = made("removeServer", "remove", tr("Remove"), &ServersPage::removeServer);

    m_wiki = new WikiActions(context(), this);
    connectSubject(m_wiki);

    addPageAction(m_refreshAll, true);
    for (QAction *action : {m_refresh, m_test, m_add, m_edit, m_remove})
        addPageAction(action);
    // In a narrow window the last buttons fold away, so "More" stands before them.
    buildMoreMenu();
    for (QAction *action :
         QList<QAction *> {m_import} + m_wiki->actions() + QList<QAction *> {copyAction(), exportAction()})
        addPageAction(action);
}

void ServersPage::addSubject(ServerActions *subject)
{
    m_subjects.append(subject);
    connectSubject(subject);
}

void ServersPage::connectSubject(ServerActions *subject)
{
    connect(subject, &ServerActions::editRequested, this, &ServersPage::pushEdits);
    connect(subject, &ServerActions::begun, this, &ServersPage::clearError);
    connect(subject, &ServerActions::failed, this, [this](const Error &error) { showError(error); });
    connect(subject, &ServerActions::notKept, this, [this](const Error &problem) { showNotKept(problem); });
    connect(subject, &ServerActions::objectActivated, this, &PageWidget::objectActivated);
    connect(subject, &ServerActions::workspaceChanged, this, &PageWidget::workspaceChanged);
}

void ServersPage::buildMoreMenu()
{
    addSubject(new DecisionActions(context(), this));
    addSubject(new RequestActions(context(), this));
    addSubject(new HistoryActions(context(), this));
    addSubject(new InspectionActions(context(), this));
    addSubject(new ReachabilityActions(context(), this));
    if (m_subjects.isEmpty())
        return;
    auto *menu = new QMenu(tr("More"), this);
    menu->setObjectName(QStringLiteral("moreMenu"));
    menu->setIcon(themeIcon(QStringLiteral("more")));
    menu->setToolTipsVisible(true); // why an item cannot be chosen
    for (const ServerActions *subject : std::as_const(m_subjects)) {
        menu->addSeparator();
        menu->addActions(subject->actions());
    }
    addPageMenu(menu);
}

void ServersPage::updateActions()
{
    const bool writable = isWritable();
    const QList<ServerRow> rows = chosenRows();
    for (ServerActions *subject : QList<ServerActions *> {m_wiki} + m_subjects)
        subject->setRows(m_model->rows(), rows, writable);
    const qsizetype chosen = rows.size();
    m_refreshAll->setEnabled(m_model->rowCount() > 0 && m_refreshJob == 0);
    m_refresh->setEnabled(chosen > 0);
    m_test->setEnabled(chosen == 1);
    enableWriting(m_import, writable);
    enableWriting(m_add, writable);
    enableWriting(m_edit, writable, chosen == 1);
    enableWriting(m_remove, writable, chosen == 1);
}

void ServersPage::showEstate(const Estate &estate)
{
    if (const auto *rows = readOr(estate.reading.servers, tr("The servers could not be read from the workspace."))) {
        m_model->setRows(*rows, context().workspace.clock()());
        showRows();
    }
}

void ServersPage::showRows()
{
    const PageAnswer answer = serversAnswer(m_model->rows(), context().workspace.clock()());
    setAnswer(answer.state, answer.sentence);
    showTable();
}

const ServerRow *ServersPage::chosenRow() const
{
    return m_model->find(table()->currentKey());
}

void ServersPage::showDetail()
{
    const ServerRow *row = chosenRow();
    if (!row) {
        detail()->describeNothing(tr("Choose a server to see what is known about it."));
        return;
    }
    const ServerRow *other = row->database ? m_model->find(row->database->partner.toLower()) : nullptr;
    detail()->describe(table()->currentKey(),
                       [row = *row, partner = other ? std::optional(*other) : std::nullopt,
                        now = context().workspace.clock()()](FactsView &view) {
                           describeServer(view, row, now, partner ? &*partner : nullptr);
                       });
}

QList<ServerRow> ServersPage::chosenRows() const
{
    QList<ServerRow> rows;
    for (const QString &key : table()->selectedKeys()) {
        if (const ServerRow *row = m_model->find(key))
            rows << *row;
    }
    return rows;
}

void ServersPage::showObject(const QString &key)
{
    table()->selectKey(key.toLower());
}

void ServersPage::refreshAll()
{
    if (m_refreshJob != 0 || m_model->rowCount() == 0)
        return;
    clearError();
    m_refreshJob = askServers(
        context(), this, answeringFirst(m_model->rows()), [this](const ProbeOutcome &outcome) { showAnswer(outcome); },
        [this](const Result<AskedServers> &asked) {
            m_refreshJob = 0;
            updateActions();
            if (!asked) {
                showError(asked.error());
            } else {
                say(askedWords(*asked));
                if (asked->notKept)
                    showNotKept(*asked->notKept);
            }
            emit workspaceChanged(); // a refresh that was stopped has asked some servers too
        });
    updateActions();
}

void ServersPage::showAnswer(const ProbeOutcome &outcome)
{
    QList<ServerRow> rows = m_model->rows();
    for (ServerRow &row : rows) {
        if (row.server.name == outcome.server)
            row = rowAfter(row, outcome);
    }
    m_model->setRows(rows, context().workspace.clock()());
    showRows();
}

void ServersPage::refreshChosen()
{
    clearError();
    const QList<ServerRow> rows = chosenRows();
    for (const ServerRow &row : rows)
        refreshOne(row.server, rows.size() == 1);
}

void ServersPage::refreshOne(const Server &server, bool alone)
{
    askServer(context(), this, server, [this, server, alone](const Result<ProbeOutcome> &outcome) {
        // Of several, each says in its own row why it did not answer.
        if (!outcome && alone)
            showError(outcome.error());
        if (outcome) {
            showAnswer(*outcome); // whether or not it can be read again
            say(tr("%1 answered.").arg(visibleText(shortName(server.name))));
        }
        if (outcome && outcome->notKept)
            showNotKept(*outcome->notKept);
        emit workspaceChanged();
    });
}

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

void ServersPage::applyImport(const ImportPlan &plan)
{
    Workspace *workspace = &context().workspace;
    context().jobs.start<void>(
        tr("Import the wiki page"), workspaceLane(), this,
        [workspace, plan](const CancelToken &, const ProgressSink &) { return applyPageImport(*workspace, plan); },
        [this, words = importedWords(plan)](const Result<void> &applied) {
            if (applied)
                say(words);
            else
                showError(applied.error());
            emit workspaceChanged();
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

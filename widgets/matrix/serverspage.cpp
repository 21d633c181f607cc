// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/serverspage.h"

#include "models/matrix/servermatrixmodel.h"
#include "models/workspace.h"
#include "widgets/common/tablecolumns.h"
#include "widgets/common/writing.h"
#include "widgets/coverage/inspectionactions.h"
#include "widgets/history/historyactions.h"
#include "widgets/matrix/matrixdelegate.h"
#include "widgets/matrix/wikiactions.h"
#include "widgets/reachability/reachabilityactions.h"
#include "widgets/requests/requestactions.h"
#include "widgets/servers/serveractions.h"
#include "widgets/servers/serverdetail.h"
#include "widgets/servers/serverjobs.h"
#include "widgets/storage/decisionactions.h"

#include <QMenu>
#include <QTableView>
#include <QUndoStack>

#include <utility>

namespace Nightkeep {

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
        m_model->setNow(now());
        showRows();
    });
}

ServersPage::~ServersPage() = default;

PageArea ServersPage::area()
{
    return {
        Page::Servers,
        tr("Servers"),
        makePage<ServersPage>,
        tr("Servers: which server has what?"),
        {tr("The backup matrix in the order of the team's page. Columns can be moved, hidden "
            "and sorted; a third click on a heading gives back the page's own order."),
         tr("It begins with what matters: the wanted folders with their state, what is backed up by the server's own "
            "word, and struck through what only the page says. The choice beside the filter shows the page's own "
            "columns instead. Columns are as wide as what stands in them, until you drag one. "
            "An export holds the other view's columns too, but none that you hid."),
         tr("Refresh asks all servers or, where you have chosen two or more, those alone; it says which. \"Ask this "
            "server\" asks one, and may ask you for its password. A server that does not answer keeps its old "
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
    view->setEditTriggers(QAbstractItemView::EditKeyPressed); // a double click opens the detail
    view->addAction(m_ask);
    view->addActions(daily());
    view->addAction(m_more->menuAction());
    table()->setColumnViews(tr("Which columns"),
                            {{QStringLiteral("matters"), tr("What matters"), ServerMatrixModel::whatMatters()},
                             {QStringLiteral("page"), tr("The page's matrix"), ServerMatrixModel::pagesOrder()}});
    connect(table(), &DataTable::keyActivated, this, &ServersPage::openDetail);
    build(m_model,
          {QStringLiteral("serverDetail"), tr("Detail of the chosen server"),
           tr("The server backup matrix stands here: which server has what, and what is backed up there. Begin with "
              "the team's wiki page."),
           tr("Save the matrix"), true},
          m_import, m_add);
}

void ServersPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act,
                             const QString &tip = {}) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_askAll = made("askAllServers", "refresh", askAllWords(), &ServersPage::refreshAll);
    m_ask = made("refreshChosen", "refresh", tr("A&sk this server"), &ServersPage::askChosen,
                 tr("Ask the chosen server alone anew, with you there to answer its questions"));
    m_test = made("testConnection", "link", tr("Test co&nnection…"), &ServersPage::testConnection);
    m_import = made("importPage", "import", tr("&Import the wiki page…"), &ServersPage::importPage);
    m_add = made("addServer", "add", tr("&Add a server…"), &ServersPage::addServer);
    m_edit = made("editServer", "edit", tr("&Edit…"), &ServersPage::editServer,
                  tr("Change what is said of the chosen server, its name too"));
    m_remove = made("removeServer", "remove", tr("Re&move…"), &ServersPage::removeServer);
    m_wiki = new WikiActions(context(), this);
    connectSubject(m_wiki);
    addSubject(new DecisionActions(context(), this));
    addSubject(new RequestActions(context(), this));
    addSubject(new HistoryActions(context(), this));
    addSubject(new InspectionActions(context(), this));
    addSubject(new ReachabilityActions(context(), this));
    m_decide = findChild<QAction *>(QStringLiteral("decide"));
    m_request = findChild<QAction *>(QStringLiteral("requestToStorage"));
    m_history = findChild<QAction *>(QStringLiteral("serverHistory"));
    addMenuAction(m_ask);
    for (QAction *action : daily())
        addPageAction(action);
    buildMoreMenu();
}

QList<QAction *> ServersPage::daily() const
{
    return {m_edit, m_request, m_decide, m_history};
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

/// All that is not done daily.
void ServersPage::buildMoreMenu()
{
    m_more = new QMenu(tr("M&ore"), this);
    m_more->setObjectName(QStringLiteral("moreMenu"));
    m_more->setIcon(themeIcon(QStringLiteral("more")));
    m_more->setToolTipsVisible(true); // why an item cannot be chosen
    m_more->addActions({m_add, m_remove, m_test});
    for (const ServerActions *subject : std::as_const(m_subjects)) {
        QList<QAction *> rest = subject->actions();
        for (QAction *action : daily())
            rest.removeAll(action);
        if (!rest.isEmpty())
            m_more->addSeparator();
        m_more->addActions(rest);
    }
    m_more->addSeparator();
    m_more->addAction(m_import);
    m_more->addActions(m_wiki->actions());
    m_more->addSeparator();
    m_more->addActions({copyAction(), exportAction()});
    addPageMenu(m_more);
}

void ServersPage::updateActions()
{
    const bool writable = isWritable();
    const QList<ServerRow> rows = chosenRows();
    for (ServerActions *subject : QList<ServerActions *> {m_wiki} + m_subjects)
        subject->setRows(m_model->rows(), rows, writable);
    const qsizetype chosen = rows.size();
    m_askAll->setEnabled(canRefresh());
    m_ask->setEnabled(chosen == 1);
    m_test->setEnabled(chosen == 1);
    enableWriting(m_import, writable);
    enableWriting(m_add, writable);
    enableWriting(m_edit, writable, chosen == 1);
    enableWriting(m_remove, writable, chosen == 1);
    emit refreshChanged();
}

void ServersPage::showEstate(const Estate &estate)
{
    if (const auto *rows = readOr(estate.reading.servers, tr("The servers could not be read from the workspace."))) {
        m_model->setRows(*rows, now());
        showRows();
    }
}

void ServersPage::showRows()
{
    const PageAnswer answer = serversAnswer(m_model->rows(), now());
    setAnswer(answer.state, answer.sentence);
    const bool isUnasked = m_model->rowCount() > 0 && !isAnyAsked(m_model->rows());
    showCard(isUnasked ? unaskedWords() : QString(), m_askAll);
    showTable();
}

const ServerRow *ServersPage::chosenRow() const
{
    return m_model->find(table()->currentKey());
}

void ServersPage::showDetail()
{
    const ServerRow *row = chosenRow();
    const QString server = row ? row->server.name : QString();
    QList<NextSteps::Step> first;
    if (row && !row->snapshot && !row->failure)
        first.append(
            {State::Unknown, tr("It has never been asked."), tr("Ask it to see what it really backs up."), m_ask});
    showSteps(
        [&server](const Finding &finding) {
            return !server.isEmpty()
                && (finding.page == Page::Servers
                        ? finding.object.compare(server, Qt::CaseInsensitive) == 0
                        : finding.page == Page::Folders && finding.object.startsWith(server + u'/'));
        },
        [this](const Finding &finding) { return actOn(finding); }, first);
    if (!row) {
        detail()->describeNothing(tr("Choose a server to see what is known about it."));
        return;
    }
    const ServerRow *other = row->database ? m_model->find(row->database->partner.toLower()) : nullptr;
    detail()->describe(table()->currentKey(),
                       [row = *row, partner = other ? std::optional(*other) : std::nullopt, now = now()](
                           FactsView &view) { describeServer(view, row, now, partner ? &*partner : nullptr); });
}

/// What the page can do about it; none where that is done elsewhere.
QAction *ServersPage::actOn(const Finding &finding) const
{
    switch (finding.act) {
    case FindingAct::Ask:
        return m_ask;
    case FindingAct::Request:
        return m_request;
    case FindingAct::Decide:
        return m_decide;
    case FindingAct::History:
        return m_history;
    case FindingAct::Show:
    case FindingAct::BringInLine:
    case FindingAct::StartAgain:
    case FindingAct::AcceptWarnings:
        break;
    }
    const bool isOfPage = finding.id.endsWith(QLatin1String("/dumps")) || finding.page == Page::Folders;
    return isOfPage ? m_edit : nullptr;
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

QList<ServerRow> ServersPage::rowsToAsk() const
{
    const QList<ServerRow> chosen = chosenRows();
    return chosen.size() > 1 ? chosen : m_model->rows();
}

void ServersPage::refreshAll()
{
    ask(m_model->rows());
}

void ServersPage::ask(const QList<ServerRow> &rows)
{
    if (!canRefresh())
        return;
    clearError();
    m_refreshJob = askServers(
        context(), this, answeringFirst(rows), [this](const ProbeOutcome &outcome) { showAnswer(outcome); },
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

QString ServersPage::refreshText() const
{
    if (m_model->rowCount() == 0)
        return PageWidget::refreshText();
    const int chosen = int(chosenRows().size());
    return chosen > 1 ? tr("&Refresh the %n chosen servers", nullptr, chosen)
                      : tr("&Refresh all %n servers", nullptr, m_model->rowCount());
}

QString ServersPage::refreshWords() const
{
    if (m_model->rowCount() == 0)
        return tr("There is no server to ask yet");
    if (m_refreshJob != 0)
        return tr("The servers are being asked already");
    const int chosen = int(chosenRows().size());
    return chosen > 1 ? tr("Ask the %n chosen servers anew, several at a time", nullptr, chosen)
                      : tr("Ask all %n servers anew, several at a time", nullptr, m_model->rowCount());
}

bool ServersPage::canRefresh() const
{
    return m_model->rowCount() > 0 && m_refreshJob == 0;
}

void ServersPage::showAnswer(const ProbeOutcome &outcome)
{
    QList<ServerRow> rows = m_model->rows();
    for (ServerRow &row : rows) {
        if (row.server.name == outcome.server)
            row = rowAfter(row, outcome);
    }
    m_model->setRows(rows, now());
    showRows();
}

void ServersPage::askChosen()
{
    const ServerRow *row = chosenRow();
    if (!row)
        return;
    clearError();
    askServer(context(), this, row->server, [this, name = row->server.name](const Result<ProbeOutcome> &outcome) {
        if (!outcome) {
            showError(outcome.error());
        } else {
            showAnswer(*outcome); // whether or not it can be read again
            say(tr("%1 answered.").arg(visibleText(shortName(name))));
        }
        if (outcome && outcome->notKept)
            showNotKept(*outcome->notKept);
        emit workspaceChanged();
    });
}

} // namespace Nightkeep

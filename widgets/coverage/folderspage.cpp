// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/folderspage.h"

#include "models/base/findingmodel.h"
#include "models/coverage/coveragemodel.h"
#include "models/workspace.h"
#include "widgets/coverage/groupdelegate.h"
#include "widgets/servers/serverdetail.h"
#include "widgets/servers/serverjobs.h"

#include <QSet>
#include <QTableView>

#include <algorithm>
#include <iterator>
#include <utility>

namespace Nightkeep {

namespace {

QString filterWord(CoverageFilter filter)
{
    switch (filter) {
    case CoverageFilter::All:
        return FoldersPage::tr("All folders");
    case CoverageFilter::Wanted:
        return FoldersPage::tr("Wanted folders");
    case CoverageFilter::NeedsAttention:
        return FoldersPage::tr("Not known to be covered");
    case CoverageFilter::Covered:
        return FoldersPage::tr("Covered");
    case CoverageFilter::Partly:
        return FoldersPage::tr("Partly covered");
    case CoverageFilter::Uncovered:
        return FoldersPage::tr("Not covered");
    case CoverageFilter::Stale:
        return FoldersPage::tr("Stale");
    case CoverageFilter::Disagreeing:
        return FoldersPage::tr("Page and server disagree");
    case CoverageFilter::Unknown:
        return FoldersPage::tr("Unknown");
    case CoverageFilter::Unasked:
        return FoldersPage::tr("Not asked for");
    }
    return {};
}

const ServerRow *rowOf(const QList<ServerRow> &rows, const QString &server)
{
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&server](const ServerRow &row) { return row.server.name == server; });
    return at == rows.end() ? nullptr : &*at;
}

} // namespace

FoldersPage::FoldersPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Folders, context, parent)
    , m_model(new CoverageModel(this))
{
    buildActions();
    buildContent();
    everyMinute([this] {
        m_model->setNow(now());
        showRows();
    });
}

FoldersPage::~FoldersPage() = default;

PageArea FoldersPage::area()
{
    return {Page::Folders,
            tr("Folders"),
            makePage<FoldersPage>,
            tr("Folders: is the right thing backed up?"),
            {tr("One row for each folder that should be backed up, and for each that is although "
                "nobody asked for it. A backed-up folder covers what is below it, but not a file "
                "system of its own that is mounted there."),
             tr("It begins with the wanted folders, the worst first; the choice beside the filter shows the others. "
                "The state is by the server's own word where it has said so, else by the page alone. Where they "
                "disagree, what the page says stands beside it."),
             tr("A folder is stale when its last full incremental is older than what was "
                "agreed, or than one day where nothing was, and half a day; that is not known while the "
                "clocks of the server and this workstation are more than a day apart. The storage "
                "manager's client follows no symbolic link: such a folder is judged where it "
                "really is. A rule that leaves out a place inside a folder makes it partly "
                "covered; rules for certain file names are counted in the reason and change "
                "nothing.")},
            tr("Go to the folders"),
            true};
}

void FoldersPage::buildContent()
{
    QList<DataTable::RowChoice> choices;
    for (const CoverageFilter filter :
         {CoverageFilter::All, CoverageFilter::Wanted, CoverageFilter::NeedsAttention, CoverageFilter::Uncovered,
          CoverageFilter::Partly, CoverageFilter::Stale, CoverageFilter::Unknown, CoverageFilter::Disagreeing,
          CoverageFilter::Covered, CoverageFilter::Unasked})
        choices.append({filterWord(filter), int(filter)});
    table()->addRowFilter(
        QStringLiteral("folderStateFilter"), tr("Show folders by state"), choices,
        [this](int filter, int row) { return passesFilter(m_model->rows().at(row), CoverageFilter(filter)); },
        1); // the wanted ones
    table()->setFirstOrder(CoverageModel::StateColumn);
    QTableView *view = table()->view();
    view->setItemDelegate(new GroupDelegate(CoverageModel::ServerColumn, view));
    view->addActions({m_ask, m_showServer});
    connect(table(), &DataTable::keyActivated, this, &FoldersPage::openDetail);
    build(
        m_model,
        {QStringLiteral("folderDetail"), tr("Detail of the chosen folder"), QString(), tr("Save the comparison"), true},
        nullptr);
}

/// Folders are said with their servers.
void FoldersPage::offerFirstStep()
{
    if (m_rows.isEmpty())
        table()->setEmptyText(tr("The folders that are backed up stand here against the folders we want. They come "
                                 "from the server backup matrix: begin with the team's wiki page."),
                              m_first.importPage(), m_first.addServer());
    else
        table()->setEmptyText(tr("The folders that are backed up stand here against the folders we want. No server "
                                 "has any yet: they are said on the page of servers."),
                              m_showServer);
}

void FoldersPage::buildActions()
{
    m_askAll = newAction(this, QStringLiteral("askAllOfFolders"), QStringLiteral("refresh"), askAllWords(),
                         &FoldersPage::refreshAll);
    m_ask = newAction(this, QStringLiteral("refreshFolderServer"), QStringLiteral("refresh"),
                      tr("A&sk this folder's server"), &FoldersPage::askChosen,
                      tr("Ask it alone anew, with you there to answer its questions"));
    m_showServer = newAction(this, QStringLiteral("showServer"), QStringLiteral("servers"), tr("Sho&w server"),
                             &FoldersPage::showServer, tr("Go to the folder's server, where it can be asked for"));
    m_request = newAction(this, QStringLiteral("requestFolder"), QStringLiteral("mail"), actWord(FindingAct::Request),
                          &FoldersPage::request, tr("Ask the storage team for it, on the page of servers"));
    addMenuAction(m_ask);
    for (QAction *action : {m_showServer, copyAction(), exportAction()})
        addPageAction(action);
}

void FoldersPage::showServer()
{
    const CoverageRow *row = m_model->find(table()->currentKey());
    emit objectActivated(Page::Servers, row ? row->server : QString());
}

void FoldersPage::request()
{
    if (const CoverageRow *row = m_model->find(table()->currentKey()))
        emit actRequested(Page::Servers, row->server, QStringLiteral("requestToStorage"));
}

void FoldersPage::updateActions()
{
    const bool chosen = m_model->find(table()->currentKey()) != nullptr;
    m_askAll->setEnabled(canRefresh());
    m_ask->setEnabled(chosen && table()->selectedKeys().size() == 1);
    m_showServer->setEnabled(chosen || m_model->rows().isEmpty());
    emit refreshChanged();
}

void FoldersPage::showEstate(const Estate &estate)
{
    if (const auto *rows = readOr(estate.reading.servers, tr("The folders could not be read from the workspace."))) {
        m_rows = *rows;
        m_first.setWritable(isWritable());
        offerFirstStep();
        takeFolders();
    }
}

void FoldersPage::takeFolders()
{
    QList<CoverageRow> folders;
    for (const ServerRow &row : std::as_const(m_rows))
        folders << row.coverage;
    m_model->setRows(folders, now());
    showRows();
}

void FoldersPage::showRows()
{
    const PageAnswer answer = coverageAnswer(m_model->rows(), now());
    setAnswer(answer.state, answer.sentence);
    const QList<ServerRow> rows = rowsWithFolders();
    showCard(rows.isEmpty() || isAnyAsked(rows) ? QString() : unaskedWords(), m_askAll);
    showTable();
}

void FoldersPage::showDetail()
{
    const QString key = table()->currentKey();
    const CoverageRow *coverage = m_model->find(key);
    showSteps([&key](const Finding &finding) { return finding.page == Page::Folders && finding.object == key; },
              [this](const Finding &finding) {
                  return finding.act == FindingAct::Ask    ? m_ask
                      : finding.act == FindingAct::Request ? m_request
                                                           : m_showServer;
              });
    if (!coverage) {
        detail()->describeNothing(tr("Choose a folder to see why it stands as it does."));
        return;
    }
    std::optional<ServerRow> server;
    if (const ServerRow *row = rowOf(m_rows, coverage->server))
        server = *row;
    detail()->describe(key, [coverage = *coverage, server, now = now()](FactsView &view) {
        describeFolder(view, coverage, server ? &*server : nullptr, now);
    });
}

QList<ServerRow> FoldersPage::rowsWithFolders() const
{
    QList<ServerRow> rows;
    std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(rows),
                 [](const ServerRow &row) { return !row.coverage.isEmpty(); });
    return rows;
}

QList<ServerRow> FoldersPage::rowsOfChosen() const
{
    const QStringList keys = table()->selectedKeys();
    if (keys.size() < 2)
        return {};
    QSet<QString> servers;
    for (const QString &key : keys) {
        if (const CoverageRow *coverage = m_model->find(key))
            servers.insert(coverage->server);
    }
    QList<ServerRow> rows;
    std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(rows),
                 [&servers](const ServerRow &row) { return servers.contains(row.server.name); });
    return rows;
}

QList<ServerRow> FoldersPage::rowsToAsk() const
{
    const QList<ServerRow> chosen = rowsOfChosen();
    return chosen.isEmpty() ? rowsWithFolders() : chosen;
}

QString FoldersPage::refreshText() const
{
    const QList<ServerRow> chosen = rowsOfChosen();
    if (!chosen.isEmpty())
        return tr("&Refresh the %n servers of the chosen folders", nullptr, int(chosen.size()));
    const QList<ServerRow> rows = rowsWithFolders();
    return rows.isEmpty() ? PageWidget::refreshText() : tr("&Refresh all %n servers", nullptr, int(rows.size()));
}

QString FoldersPage::refreshWords() const
{
    const QList<ServerRow> chosen = rowsOfChosen();
    const QList<ServerRow> rows = rowsWithFolders();
    if (rows.isEmpty())
        return tr("No server with folders is known yet");
    if (m_refreshJob != 0)
        return tr("The servers are being asked already");
    return chosen.isEmpty()
        ? tr("Ask all %n servers that have folders anew, several at a time", nullptr, int(rows.size()))
        : tr("Ask the %n servers of the chosen folders anew, several at a time", nullptr, int(chosen.size()));
}

bool FoldersPage::canRefresh() const
{
    return m_refreshJob == 0 && !rowsWithFolders().isEmpty();
}

void FoldersPage::refreshAll()
{
    ask(rowsWithFolders());
}

void FoldersPage::ask(const QList<ServerRow> &rows)
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

void FoldersPage::showAnswer(const ProbeOutcome &outcome)
{
    for (ServerRow &row : m_rows) {
        if (row.server.name == outcome.server)
            row = rowAfter(row, outcome);
    }
    takeFolders();
}

void FoldersPage::askChosen()
{
    const CoverageRow *coverage = m_model->find(table()->currentKey());
    const ServerRow *row = coverage ? rowOf(m_rows, coverage->server) : nullptr;
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

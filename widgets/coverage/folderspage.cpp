// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/folderspage.h"

#include "models/coverage/coveragemodel.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/factsview.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/viewstate.h"
#include "widgets/coverage/groupdelegate.h"
#include "widgets/servers/serverdetail.h"
#include "widgets/servers/serverjobs.h"

#include <QAction>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace Nightkeep {

namespace {

constexpr std::chrono::minutes ageStep {1};

QString filterWord(CoverageFilter filter)
{
    switch (filter) {
    case CoverageFilter::All:
        return FoldersPage::tr("All folders");
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
    : PageWidget(Page::Folders, context, parent)
    , m_model(new CoverageModel(this))
    , m_table(new DataTable(QStringLiteral("folders"), context.settings, this))
    , m_detail(new FactsView(this))
    , m_filter(new QComboBox(this))
{
    buildActions();
    buildContent();
    auto *ages = new QTimer(this);
    connect(ages, &QTimer::timeout, this, [this] {
        m_model->setNow(this->context().workspace.clock()());
        showRows();
    });
    ages->start(ageStep);
    updateActions();
}

FoldersPage::~FoldersPage() = default;

QString FoldersPage::title() const
{
    return tr("Folders");
}

void FoldersPage::buildContent()
{
    m_filter->setObjectName(QStringLiteral("folderStateFilter"));
    m_filter->setAccessibleName(tr("Show folders by state"));
    for (const CoverageFilter filter : {CoverageFilter::All, CoverageFilter::NeedsAttention, CoverageFilter::Uncovered,
                                        CoverageFilter::Partly, CoverageFilter::Stale, CoverageFilter::Unknown,
                                        CoverageFilter::Disagreeing, CoverageFilter::Covered, CoverageFilter::Unasked})
        m_filter->addItem(filterWord(filter), int(filter));
    connect(m_filter, &QComboBox::currentIndexChanged, this, &FoldersPage::chooseFilter);
    m_table->filterRow()->layout()->addWidget(m_filter);
    // In a narrow window, too, what each side says is seen without scrolling.
    m_table->setInitialWidths({{CoverageModel::ServerColumn, 16},
                               {CoverageModel::FolderColumn, 20},
                               {CoverageModel::ByColumn, 18},
                               {CoverageModel::EvidenceColumn, 24},
                               {CoverageModel::ReasonColumn, 60}});
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("The folders that are backed up stand here against the folders we want. They come from "
                             "the server backup matrix: import it on the page of servers."),
                          m_showServer);
    QTableView *view = m_table->view();
    view->setItemDelegate(new GroupDelegate(CoverageModel::ServerColumn, view));
    for (QAction *action : {m_refreshServer, m_showServer})
        view->addAction(action);

    m_detail->setObjectName(QStringLiteral("folderDetail"));
    m_detail->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    m_detail->setAccessibleName(tr("Detail of the chosen folder"));
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("foldersSplitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({3000, 1000});
    rememberSplitter(splitter, context().settings, QStringLiteral("folders"));
    contentLayout()->addWidget(splitter, 1);

    connect(m_table, &DataTable::currentKeyChanged, this, &FoldersPage::showDetail);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FoldersPage::updateActions);
    showDetail();
}

void FoldersPage::buildActions()
{
    const auto newAction = [this](const QString &name, const QString &icon, const QString &text) {
        auto *action = new QAction(themeIcon(icon), text, this);
        action->setObjectName(name);
        return action;
    };
    m_refresh = newAction(QStringLiteral("refreshFolders"), QStringLiteral("refresh"), tr("Refresh all"));
    m_refresh->setToolTip(tr("Ask every server that has folders, several at a time"));
    m_refreshServer = newAction(QStringLiteral("refreshFolderServer"), QStringLiteral("refresh"), tr("Refresh"));
    m_refreshServer->setToolTip(tr("Ask the chosen folder's server anew"));
    m_showServer = newAction(QStringLiteral("showServer"), QStringLiteral("servers"), tr("Show server"));
    m_copy = newAction(QStringLiteral("copyFolders"), QStringLiteral("copy"), tr("Copy"));
    m_export = newAction(QStringLiteral("exportFolders"), QStringLiteral("export"), tr("Export…"));
    m_export->setToolTip(tr("Save the rows shown as CSV"));
    connect(m_refresh, &QAction::triggered, this, &FoldersPage::refresh);
    connect(m_refreshServer, &QAction::triggered, this, &FoldersPage::refreshServer);
    connect(m_showServer, &QAction::triggered, this, [this] {
        const CoverageRow *row = m_model->find(m_table->currentKey());
        emit objectActivated(Page::Servers, row ? row->server : QString());
    });
    connect(m_copy, &QAction::triggered, m_table, &DataTable::copy);
    connect(m_export, &QAction::triggered, this, &FoldersPage::exportCsv);
    addPageAction(m_refresh, true);
    for (QAction *action : {m_refreshServer, m_showServer, m_copy, m_export})
        addPageAction(action);
}

void FoldersPage::updateActions()
{
    const bool chosen = m_model->find(m_table->currentKey()) != nullptr;
    m_refresh->setEnabled(!m_rows.isEmpty() && m_refreshJob == 0);
    m_refreshServer->setEnabled(chosen);
    m_showServer->setEnabled(chosen || m_model->allRows().isEmpty());
    m_copy->setEnabled(m_table->view()->selectionModel()->hasSelection());
    m_export->setEnabled(m_model->rowCount() > 0);
}

void FoldersPage::reload()
{
    const quint64 reading = ++m_reading;
    readServers(context(), this, [this, reading](const Result<QList<ServerRow>> &rows) {
        if (reading != m_reading)
            return;
        if (!rows) {
            setAnswer(State::Unknown, tr("The folders could not be read from the workspace."));
            showError(rows.error());
            return;
        }
        m_rows = *rows;
        takeFolders();
    });
}

void FoldersPage::takeFolders()
{
    QList<CoverageRow> folders;
    for (const ServerRow &row : std::as_const(m_rows))
        folders << row.coverage;
    m_model->setRows(folders, context().workspace.clock()());
    showRows();
}

void FoldersPage::showRows()
{
    const PageAnswer answer = coverageAnswer(m_model->allRows(), context().workspace.clock()());
    setAnswer(answer.state, answer.sentence);
    if (m_table->currentKey().isEmpty() && m_model->rowCount() > 0)
        m_table->selectKey(m_model->index(0, CoverageModel::ServerColumn).data(KeyRole).toString());
    showDetail();
    updateActions();
}

void FoldersPage::showDetail()
{
    const CoverageRow *coverage = m_model->find(m_table->currentKey());
    if (!coverage) {
        m_detail->describeNothing(tr("Choose a folder to see why it stands as it does."));
        return;
    }
    std::optional<ServerRow> server;
    if (const ServerRow *row = rowOf(m_rows, coverage->server))
        server = *row;
    m_detail->describe(m_table->currentKey(),
                       [coverage = *coverage, server, now = context().workspace.clock()()](FactsView &view) {
                           describeFolder(view, coverage, server ? &*server : nullptr, now);
                       });
}

void FoldersPage::chooseFilter()
{
    m_model->setFilter(CoverageFilter(m_filter->currentData().toInt()));
    updateActions();
}

void FoldersPage::showObject(const QString &key)
{
    // What a finding leads to must be seen, whatever was filtered before.
    if (!m_model->find(key))
        m_filter->setCurrentIndex(0);
    m_table->selectKey(key);
}

void FoldersPage::focusFilter()
{
    m_table->focusFilter();
}

void FoldersPage::refresh()
{
    QList<ServerRow> rows;
    for (const ServerRow &row : std::as_const(m_rows)) {
        if (!row.coverage.isEmpty())
            rows << row;
    }
    if (m_refreshJob != 0 || rows.isEmpty())
        return;
    clearError();
    m_refreshJob = askServers(
        context(), this, answeringFirst(rows), [this](const ProbeOutcome &outcome) { showAnswer(outcome); },
        [this](const Result<void> &asked) {
            m_refreshJob = 0;
            updateActions();
            if (!asked)
                showError(asked.error());
            reload(); // a refresh that was stopped has asked some servers too
            emit workspaceChanged();
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

void FoldersPage::refreshServer()
{
    const CoverageRow *coverage = m_model->find(m_table->currentKey());
    const ServerRow *row = coverage ? rowOf(m_rows, coverage->server) : nullptr;
    if (!row)
        return;
    clearError();
    askServer(context(), this, row->server, [this](const Result<ServerSnapshot> &snapshot) {
        if (!snapshot)
            showError(snapshot.error());
        reload();
        emit workspaceChanged();
    });
}

void FoldersPage::exportCsv()
{
    const std::optional<QString> file = context().dialogs.saveFile(
        this, tr("Save the comparison"), QStringLiteral("folders.csv"), tr("CSV tables (*.csv)"));
    if (!file)
        return;
    clearError();
    if (const Result<void> written = context().writeFile(*file, m_table->csv()); !written)
        showError(written.error());
}

} // namespace Nightkeep

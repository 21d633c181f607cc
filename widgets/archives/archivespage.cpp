// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivespage.h"

#include "models/archives/archiverunsmodel.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecontentsdialog.h"
#include "widgets/archives/archiveplandialog.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/factsview.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/viewstate.h"

#include <QAction>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace Nightkeep {

namespace {

constexpr std::chrono::seconds pollStep {2};

struct ArchiveWorkspace
{
    QList<ArchiveRecord> runs;
    QList<Site> sites;
};

Result<ArchiveWorkspace> readWorkspace(Workspace &workspace)
{
    Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    return ArchiveWorkspace {*runs, *sites};
}

const ArchiveRecord *workingRun(const QList<ArchiveRecord> &runs)
{
    const auto at = std::find_if(runs.begin(), runs.end(), [](const ArchiveRecord &record) {
        return record.status.state == ArchiveState::Working;
    });
    return at == runs.end() ? nullptr : &*at;
}

void describeRun(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    const ArchiveRun &run = record.run;
    const ArchiveStatus &status = record.status;
    view.title(run.request.name + QStringLiteral(".tar"), ArchivesPage::tr("made from %1").arg(run.request.site));
    const State state = status.state == ArchiveState::Complete ? State::Good
        : status.state == ArchiveState::Working                ? State::Working
        : status.state == ArchiveState::Resumable              ? State::Bad
                                                               : State::Unknown;
    view.state(state, archiveStatusText(status), ArchivesPage::tr("Asked: %1").arg(ageInWords(record.asOf, now)));
    if (!status.failure.isEmpty())
        view.paragraph(visibleText(status.failure));
    view.heading(ArchivesPage::tr("What it holds"));
    view.fact(ArchivesPage::tr("Zips"),
              ArchivesPage::tr("%n zips of %1", nullptr, run.files).arg(bytesInWords(run.bytes)));
    view.fact(ArchivesPage::tr("From"), displayPath(run.dataFolder));
    view.fact(ArchivesPage::tr("In"), displayPath(run.archiveFolder));
    view.fact(ArchivesPage::tr("On"), run.server);
    view.fact(ArchivesPage::tr("Started"), ageInWords(run.startedAt, now));
    view.fact(ArchivesPage::tr("By"), run.startedBy);
    if (status.state == ArchiveState::Complete) {
        view.heading(ArchivesPage::tr("Verified"));
        view.fact(ArchivesPage::tr("Finished"), ageInWords(status.finishedAt, now));
        view.fact(ArchivesPage::tr("Size"), bytesInWords(status.tarBytes));
        view.paragraph(ArchivesPage::tr("SHA-256 of the finished file, read back:"));
        view.fixedWidth(QString::fromLatin1(status.sha256));
    }
    view.heading(ArchivesPage::tr("Name on the server"));
    view.fixedWidth(run.id);
    if (!status.log.isEmpty()) {
        view.heading(ArchivesPage::tr("The job's log"));
        view.fixedWidth(status.log);
    }
}

} // namespace

ArchivesPage::ArchivesPage(const PageContext &context, QWidget *parent)
    : PageWidget(Page::Archives, context, parent)
    , m_model(new ArchiveRunsModel(this))
    , m_table(new DataTable(QStringLiteral("archives"), context.settings, this))
    , m_detail(new FactsView(this))
    , m_progressText(plainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_poll(new QTimer(this))
{
    buildActions();
    buildContent();
    m_poll->setInterval(pollStep);
    connect(m_poll, &QTimer::timeout, this, &ArchivesPage::askAboutWorking);
    updateActions();
}

ArchivesPage::~ArchivesPage() = default;

QString ArchivesPage::title() const
{
    return tr("Archives");
}

void ArchivesPage::buildActions()
{
    const auto newAction = [this](const QString &name, const QString &icon, const QString &text, const QString &tip) {
        auto *action = new QAction(themeIcon(icon), text, this);
        action->setObjectName(name);
        action->setToolTip(tip);
        return action;
    };
    m_plan = newAction(QStringLiteral("planArchive"), QStringLiteral("add"), tr("Plan a term archive…"),
                       tr("See what would be archived, what is missing and whether it fits"));
    m_ask = newAction(QStringLiteral("askArchive"), QStringLiteral("refresh"), tr("Refresh"),
                      tr("Ask the server how the chosen archive stands"));
    m_contents = newAction(QStringLiteral("archiveContents"), QStringLiteral("archives"), tr("Contents…"),
                           tr("List the finished archive and hold it against its include list"));
    m_cancel = newAction(QStringLiteral("cancelArchive"), QStringLiteral("cancel"), tr("Cancel…"),
                         tr("Stop the job on the server and remove what it half made"));
    m_discover = newAction(QStringLiteral("discoverArchives"), QStringLiteral("search"), tr("Look on the server"),
                           tr("Find archives that were started elsewhere"));
    m_copy = newAction(QStringLiteral("copyArchives"), QStringLiteral("copy"), tr("Copy"), tr("Copy the chosen rows"));
    m_export = newAction(QStringLiteral("exportArchives"), QStringLiteral("export"), tr("Export…"),
                         tr("Save the rows shown as CSV"));
    connect(m_plan, &QAction::triggered, this, &ArchivesPage::planArchive);
    connect(m_ask, &QAction::triggered, this, &ArchivesPage::refresh);
    connect(m_contents, &QAction::triggered, this, &ArchivesPage::showContents);
    connect(m_cancel, &QAction::triggered, this, &ArchivesPage::cancelRun);
    connect(m_discover, &QAction::triggered, this, &ArchivesPage::discover);
    connect(m_copy, &QAction::triggered, m_table, &DataTable::copy);
    connect(m_export, &QAction::triggered, this, &ArchivesPage::exportCsv);
    addPageAction(m_plan, true);
    for (QAction *action : {m_ask, m_contents, m_cancel, m_discover, m_copy, m_export})
        addPageAction(action);
}

void ArchivesPage::buildContent()
{
    auto *line = new QWidget(this);
    auto *lineLayout = new QHBoxLayout(line);
    lineLayout->setContentsMargins(0, 0, 0, 0);
    m_progressText->setObjectName(QStringLiteral("archiveProgressText"));
    m_progress->setObjectName(QStringLiteral("archiveProgress"));
    m_progress->setRange(0, 1000); // per mille: bytes do not fit an int
    lineLayout->addWidget(m_progressText);
    lineLayout->addWidget(m_progress, 1);
    m_progressText->hide();
    m_progress->hide();
    contentLayout()->addWidget(line);

    m_table->setInitialWidths({{ArchiveRunsModel::NameColumn, 28}, {ArchiveRunsModel::StateColumn, 36}});
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("At the end of each term all course zips go into one archive, which is kept for years. No "
                             "archive has been made from this workspace yet."),
                          m_plan);
    m_detail->setObjectName(QStringLiteral("archiveDetail"));
    m_detail->setAccessibleName(tr("Detail of the chosen archive"));
    m_detail->setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("archivesSplitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({3000, 1000});
    rememberSplitter(splitter, context().settings, QStringLiteral("archives"));
    contentLayout()->addWidget(splitter, 1);
    connect(m_table, &DataTable::currentKeyChanged, this, [this] {
        showDetail();
        updateActions();
    });
    connect(m_table, &DataTable::keyActivated, this, &ArchivesPage::showContents);
    showDetail();
}

void ArchivesPage::reload()
{
    const quint64 reading = ++m_reading;
    Workspace &workspace = context().workspace;
    context().jobs.start<ArchiveWorkspace>(
        tr("Read the archives"), {}, this,
        [&workspace](const CancelToken &, const ProgressSink &) { return readWorkspace(workspace); },
        [this, reading](const Result<ArchiveWorkspace> &workspace) {
            if (reading != m_reading)
                return;
            if (!workspace) {
                setAnswer(State::Unknown, tr("The archives could not be read from the workspace."));
                showError(workspace.error());
                return;
            }
            m_sites = workspace->sites;
            m_model->setRuns(workspace->runs, context().workspace.clock()());
            showRuns();
        });
}

void ArchivesPage::showRuns()
{
    const ArchiveAnswer answer = answerOf(m_model->runs(), context().workspace.clock()());
    setAnswer(answer.state, answer.sentence);
    const ArchiveRecord *working = workingRun(m_model->runs());
    m_progress->setVisible(working);
    m_progressText->setVisible(working);
    if (working) {
        const Progress &progress = working->status.progress;
        m_progressText->setText(archiveStatusText(working->status));
        m_progress->setValue(progress.total > 0 ? int(double(progress.done) * 1000 / double(progress.total)) : 0);
        m_poll->start();
    } else {
        m_poll->stop();
    }
    if (m_table->currentKey().isEmpty() && m_model->rowCount() > 0)
        m_table->selectKey(m_model->index(0, ArchiveRunsModel::NameColumn).data(KeyRole).toString());
    showDetail();
    updateActions();
}

void ArchivesPage::showDetail()
{
    const ArchiveRecord *record = m_model->find(m_table->currentKey());
    if (!record) {
        m_detail->describeNothing(tr("Choose an archive to see what it holds."));
        return;
    }
    m_detail->describe(record->run.id, [record = *record, now = context().workspace.clock()()](FactsView &view) {
        describeRun(view, record, now);
    });
}

void ArchivesPage::updateActions()
{
    const ArchiveRecord *chosen = m_model->find(m_table->currentKey());
    m_plan->setEnabled(!m_sites.isEmpty());
    m_ask->setEnabled(chosen);
    m_contents->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    m_cancel->setEnabled(chosen && chosen->status.state != ArchiveState::Complete
                         && chosen->status.state != ArchiveState::None);
    m_discover->setEnabled(!m_sites.isEmpty());
    m_copy->setEnabled(chosen);
    m_export->setEnabled(m_model->rowCount() > 0);
}

void ArchivesPage::refresh()
{
    clearError();
    if (const ArchiveRecord *chosen = m_model->find(m_table->currentKey()))
        askAbout(chosen->run.id, false);
    askAboutWorking();
}

void ArchivesPage::askAboutWorking()
{
    QStringList working;
    for (const ArchiveRecord &record : m_model->runs()) {
        if (record.status.state == ArchiveState::Working)
            working << record.run.id;
    }
    for (const QString &run : std::as_const(working))
        askAbout(run, true);
}

void ArchivesPage::askAbout(const QString &runId, bool quietly)
{
    const ArchiveRecord *record = m_model->find(runId);
    if (!record || m_asking.contains(runId))
        return;
    m_asking.insert(runId);
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        tr("Ask how %1 stands").arg(record->run.request.name), record->run.server, this,
        // A poll has nobody to ask: it fails rather than prompts.
        [&archives, runId, quietly](const CancelToken &cancel, const ProgressSink &) {
            return archives.status(runId, cancel, quietly ? Attendance::Background : Attendance::Attended);
        },
        [this, runId, quietly](const Result<ArchiveRecord> &asked) {
            m_asking.remove(runId);
            // A poll that fails once says nothing: the job goes on without us, and the age of what is shown grows.
            if (!asked && !quietly)
                showError(asked.error());
            const ArchiveRecord *before = m_model->find(runId);
            const bool changed = asked && before && before->status.state != asked->status.state;
            reload();
            if (changed)
                emit workspaceChanged();
        });
}

void ArchivesPage::planArchive()
{
    if (m_sites.isEmpty())
        return;
    clearError();
    ArchivePlanDialog dialog(context(), m_sites, this);
    if (dialog.exec() != QDialog::Accepted || !dialog.started())
        return;
    const QString run = dialog.started()->run.id;
    QList<ArchiveRecord> runs = m_model->runs();
    runs.prepend(*dialog.started());
    m_model->setRuns(runs, context().workspace.clock()());
    showRuns();
    m_table->selectKey(run);
    emit workspaceChanged();
}

void ArchivesPage::cancelRun()
{
    const ArchiveRecord *chosen = m_model->find(m_table->currentKey());
    if (!chosen)
        return;
    const ArchiveRun run = chosen->run;
    Question question;
    question.title = tr("Cancel the archive");
    question.text = tr("The job that makes %1.tar on %2 is stopped, and what it half made is removed. Earlier archives "
                       "and the zips stay as they are.")
                        .arg(run.request.name, run.server);
    question.accept = tr("Cancel the archive");
    question.dangerous = true;
    if (!context().dialogs.confirm(this, question))
        return;
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        tr("Cancel the archive %1").arg(run.request.name), run.server, this,
        [&archives, id = run.id](const CancelToken &cancel, const ProgressSink &) {
            return archives.cancelRun(id, cancel);
        },
        [this](const Result<ArchiveRecord> &cancelled) {
            if (!cancelled)
                showError(cancelled.error());
            reload();
            emit workspaceChanged();
        });
}

void ArchivesPage::showContents()
{
    const ArchiveRecord *chosen = m_model->find(m_table->currentKey());
    if (!chosen || chosen->status.state != ArchiveState::Complete)
        return;
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveContents>(
        tr("List the archive %1").arg(chosen->run.request.name), chosen->run.server, this,
        [&archives, id = chosen->run.id](const CancelToken &cancel, const ProgressSink &) {
            return archives.contents(id, cancel);
        },
        [this](const Result<ArchiveContents> &contents) {
            if (!contents) {
                showError(contents.error());
                return;
            }
            auto *dialog = new ArchiveContentsDialog(context(), *contents, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
}

void ArchivesPage::discover()
{
    clearError();
    for (const Site &site : std::as_const(m_sites)) {
        ArchiveService &archives = context().workspace.archives();
        context().jobs.start<QList<ArchiveRecord>>(
            tr("Look for archives of %1").arg(site.name), site.dataServer, this,
            [&archives, name = site.name](const CancelToken &cancel, const ProgressSink &) {
                return archives.discover(name, cancel);
            },
            [this](const Result<QList<ArchiveRecord>> &found) {
                if (!found)
                    showError(found.error());
                reload();
                if (found && !found->isEmpty())
                    emit workspaceChanged();
            });
    }
}

void ArchivesPage::exportCsv()
{
    const std::optional<QString> file = context().dialogs.saveFile(
        this, tr("Save the list of archives"), QStringLiteral("archives.csv"), tr("CSV tables (*.csv)"));
    if (!file)
        return;
    clearError();
    if (const Result<void> written = context().writeFile(*file, m_table->csv()); !written)
        showError(written.error());
}

void ArchivesPage::showObject(const QString &key)
{
    m_table->selectKey(key);
}

void ArchivesPage::focusFilter()
{
    m_table->focusFilter();
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivespage.h"

#include "models/archives/archiveproposal.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archiverunfacts.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/writing.h"

#include <QHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QTableView>
#include <QTimer>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace Nightkeep {

namespace {

constexpr std::chrono::seconds pollStep {2};

const ArchiveRecord *workingRun(const QList<ArchiveRecord> &runs)
{
    const auto at = std::find_if(runs.begin(), runs.end(), [](const ArchiveRecord &record) {
        return record.status.state == ArchiveState::Working;
    });
    return at == runs.end() ? nullptr : &*at;
}

} // namespace

ArchivesPage::ArchivesPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Archives, context, parent)
    , m_undo(new QUndoStack(this))
    , m_model(new ColumnTable(ArchiveRunsTable::description(), this))
    , m_progressText(plainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_poll(new QTimer(this))
{
    buildActions();
    buildContent();
    m_poll->setInterval(pollStep);
    connect(m_poll, &QTimer::timeout, this, &ArchivesPage::askAboutWorking);
    connect(m_poll, &QTimer::timeout, this, &ArchivesPage::askAboutHandOvers);
}

ArchivesPage::~ArchivesPage() = default;

PageArea ArchivesPage::area()
{
    return {Page::Archives,
            tr("Archives"),
            makePage<ArchivesPage>,
            tr("Archives: is this term safe for years?"),
            {tr("A term archive packs the course zips of a site into one file on the data server. "
                "It is made in three steps: which archive, what is found for it, start. The second says which zips "
                "go in, which courses have none, and whether the disk has room. A newest zip that is cut off, no "
                "backup or of another course is named, and the newest sound one taken."),
             tr("A term has the first day on which a backup counts as up to date. A course without such a backup has "
                "one run again, or its hand-made one taken, or is accepted with a reason. A plan can be kept, put on "
                "paper, and compared with an earlier archive; one that was kept is held against the server before it "
                "is started."),
             tr("What a plan warned of stays with its archive, and open, until somebody accepts it with a reason. "
                "A finished archive may be moved to tape: say where it went, and its record stays whole."),
             tr("The work is done on the server and goes on when this program is closed. "
                "The finished file is read back and compared before it counts as complete; "
                "an older archive is never touched."),
             tr("A finished archive is handed over to places: the storage manager, a second server, a mounted folder, "
                "this workstation. It counts as being there once the place itself has confirmed it; handing over never "
                "removes anything. Until when the storage manager keeps it is what it said when it was last asked."),
             tr("What each archive holds is kept here, so that a course of any term is found again: every place it "
                "may be had from, best first, until when it lasts there, and the steps to get it. A single copy is "
                "taken out of its archive and held against the hash that it was archived with."),
             tr("A manifest can be signed by a key of the team: then it shows who vouched for the archive, and that "
                "nobody changed its list since. An archive can be read through again wherever it is, and one that "
                "nobody has read for long is named. Whether a copy really restores is only known once somebody has "
                "restored it: note such a drill, or let a Moodle for tests run it."),
             tr("An archive is removed from its server only by you, with its name typed in, once another place has "
                "confirmed again that it is there. At other places nothing is deleted from here: what is there for "
                "longer than was agreed is listed, to be asked of whoever keeps it, and recorded once it is gone."),
             tr("Nobody but root and the account may be able to change the archive folder, or one above it: "
                "else nothing is done there, and the message says how to close it. The finished file is for "
                "the account alone to read.")},
            tr("Go to the archives")};
}

void ArchivesPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act, const QString &tip) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_plan = made("planArchive", "add", tr("&Plan an archive…"), &ArchivesPage::planArchive,
                  tr("See what would be archived, what is missing and whether it fits"));
    m_contents = made("archiveContents", "archives", tr("&Contents…"), &ArchivesPage::showContents,
                      tr("List the finished archive and hold it against its include list"));
    m_verify = made("verifyArchive", "lock", tr("Ver&ify"), &ArchivesPage::readBack,
                    tr("Read the finished archive on the server to its last byte and hold it against its hash"));
    m_cancel = made("cancelArchive", "cancel", tr("&Stop…"), &ArchivesPage::cancelRun,
                    tr("Stop the job on the server and remove what it half made"));
    m_again = made("restartArchive", "play", tr("Start a&gain…"), &ArchivesPage::planAgain,
                   tr("Plan an archive as this one was, which did not finish or was cancelled"));
    m_moved = made("archiveMoved", "edit", tr("&Moved…"), &ArchivesPage::sayWhere,
                   tr("Note where the finished archive was moved, such as to which tape"));
    m_accept = made("acceptWarnings", "decide", tr("&Accept the warnings…"), &ArchivesPage::acceptWarnings,
                    tr("Note why what the plan warned of needs no more attention"));
    m_warnings = made("archiveWarnings", "columns", tr("All &warnings…"), &ArchivesPage::showWarnings,
                      tr("List all that the plan warned of, to filter, copy and save"));
    m_ask = made("askArchive", "search", tr("&Look on the server"), &ArchivesPage::lookAtChosen,
                 tr("Ask the server how the chosen archive stands"));
    m_compare = made("compareArchives", "changes", tr("Compar&e…"), &ArchivesPage::compareArchives,
                     tr("See which courses the chosen archive gained and lost against an earlier one"));
    QAction *terms = made("showTerms", "history", tr("&Terms…"), &ArchivesPage::showTerms,
                          tr("The terms of which archives are made, and from when on a backup counts as up to date"));
    QAction *kept = made("showKeptPlans", "archives", tr("&Kept plans…"), &ArchivesPage::showKeptPlans,
                         tr("See, print, compare or start a plan that was kept"));
    addPageAction(m_plan, true);
    for (QAction *action : {m_contents, m_verify, m_cancel})
        addPageAction(action);
    auto *more = new QMenu(tr("M&ore"), this);
    more->setObjectName(QStringLiteral("archivesMore"));
    more->setIcon(themeIcon(QStringLiteral("more")));
    more->setToolTipsVisible(true); // why an item cannot be chosen
    more->addActions({m_again, m_moved, m_warnings, m_accept, m_ask, m_compare});
    addActs(more);
    more->addActions({terms, kept});
    more->addSeparator();
    more->addActions({copyAction(), exportAction()});
    addPageMenu(more);
}

/// What the rooms before this one bring, in menus of its own: one has not letters enough for all.
void ArchivesPage::addActs(QMenu *more)
{
    using Group = ArchiveAct::Group;
    for (const Group group : {Group::OfTheArchive, Group::OfAllArchives}) {
        QMenu *menu = more->addMenu(group == Group::OfTheArchive ? tr("T&his archive") : tr("All archi&ves"));
        menu->setToolTipsVisible(true);
        for (const ArchiveAct &brought : archiveActs()) {
            if (brought.group != group)
                continue;
            QAction *action =
                newAction(this, QLatin1String(brought.name), QLatin1String(brought.icon), brought.text, brought.tip);
            connect(action, &QAction::triggered, this, [this, act = brought.act] {
                clearError();
                act({context(), this, [this](const Error &error) { showError(error); },
                     [this] { emit workspaceChanged(); }},
                    m_model->find(table()->currentKey()));
            });
            menu->addAction(action);
            m_acts.append({brought, action});
        }
    }
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

    build(m_model,
          {QStringLiteral("archiveDetail"), tr("Detail of the chosen archive"), QString(),
           tr("Save the list of archives"), true},
          nullptr);
    connect(table(), &DataTable::keyActivated, this, [this] {
        if (m_contents->isEnabled())
            showContents();
        else
            openDetail();
    });
    table()->view()->addActions({m_contents, m_verify, m_cancel, m_again, m_moved, m_accept});
}

/// What is to be done about the chosen archive first.
void ArchivesPage::showNext(const ArchiveRecord *record)
{
    using Act = ArchiveNext::Act;
    const QHash<Act, QAction *> acts {
        {Act::StartAgain, m_again}, {Act::Look, m_ask},      {Act::Verify, m_verify},
        {Act::SayWhere, m_moved},   {Act::Accept, m_accept},
    };
    QList<NextSteps::Step> steps;
    if (record) {
        const ArchiveNext next = nextOf(*record);
        steps.append({record->standing(), next.sentence, {}, acts.value(next.act)});
        if (const auto warnings = int(record->run.warnings.size()); warnings > 0)
            steps.append({record->hasOpenWarnings() ? State::Attention : State::Unknown,
                          tr("%n warnings of its plan", nullptr, warnings),
                          {},
                          m_warnings});
    }
    showSteps([](const Finding &) { return false; }, [](const Finding &) -> QAction * { return nullptr; }, steps);
}

/// Archives are made of a site's files, which lie on one of the servers.
void ArchivesPage::offerFirstStep(bool hasServers)
{
    m_first.setWritable(isWritable());
    const QString what = tr("At the end of each term all course zips go into one archive, which is kept for years. No "
                            "archive has been made from this workspace yet.");
    if (!m_sites.isEmpty())
        table()->setEmptyText(what, m_plan);
    else if (hasServers)
        table()->setEmptyText(what + u' ' + tr("Say first where a site's database and folders are."),
                              m_first.showSettings());
    else
        table()->setEmptyText(what + u' ' + tr("It is made on one of the team's servers: begin with those."),
                              m_first.importPage(), m_first.addServer());
}

void ArchivesPage::showEstate(const Estate &estate)
{
    const QString failure = tr("The archives could not be read from the workspace.");
    const auto *runs = readOr(estate.reading.archives, failure);
    const auto *sites = runs ? readOr(estate.reading.sites, failure) : nullptr;
    const auto *servers = sites ? readOr(estate.reading.servers, failure) : nullptr;
    const auto *catalogue = servers ? readOr(estate.reading.catalogue, failure) : nullptr;
    if (!catalogue)
        return;
    m_catalogue = *catalogue;
    m_sites.clear();
    for (const SettingsView &view : *sites)
        m_sites << view.site;
    offerFirstStep(!servers->isEmpty());
    QList<ArchiveRecord> latest = *runs;
    for (ArchiveRecord &record : latest) {
        // What a poll brought since the workspace was read is newer.
        const ArchiveRecord *shown = m_model->find(record.run.id);
        if (shown && shown->asOf > record.asOf) {
            record.status = shown->status;
            record.asOf = shown->asOf;
        }
    }
    m_model->setRows(latest, now());
    showRuns();
    emit refreshChanged();
}

void ArchivesPage::showRuns()
{
    const ArchiveAnswer answer = answerOf(m_model->rows(), now());
    setAnswer(answer.state, answer.sentence);
    const ArchiveRecord *working = workingRun(m_model->rows());
    m_progress->setVisible(working);
    m_progressText->setVisible(working);
    if (working) {
        const Progress &progress = working->status.progress;
        m_progressText->setText(archiveStatusText(working->status));
        m_progress->setValue(progress.total > 0 ? int(double(progress.done) * 1000 / double(progress.total)) : 0);
    }
    if (working || !handedRuns().isEmpty())
        m_poll->start();
    else
        m_poll->stop();
    showTable();
}

void ArchivesPage::showDetail()
{
    const ArchiveRecord *record = m_model->find(table()->currentKey());
    if (!record) {
        detail()->describeNothing(tr("Choose an archive to see what it holds."));
        return;
    }
    detail()->describe(record->run.id, [record = *record, catalogue = m_catalogue, now = now()](FactsView &view) {
        describeRun(view, record, catalogue, now);
    });
}

void ArchivesPage::updateActions()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    const bool writable = isWritable();
    const bool hasEnded =
        chosen && (chosen->status.state == ArchiveState::Resumable || chosen->status.state == ArchiveState::None);
    m_plan->setEnabled(!m_sites.isEmpty());
    m_again->setEnabled(!m_sites.isEmpty() && hasEnded);
    m_ask->setEnabled(chosen);
    m_contents->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    m_verify->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    enableWriting(m_moved, writable, chosen && chosen->status.state == ArchiveState::Complete);
    enableWriting(m_accept, writable, chosen && chosen->hasOpenWarnings());
    m_warnings->setEnabled(chosen && !chosen->run.warnings.isEmpty());
    m_compare->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    // Stopping it is noted in the workspace's log before it is done.
    enableWriting(m_cancel, writable,
                  chosen && chosen->status.state != ArchiveState::Complete
                      && chosen->status.state != ArchiveState::None);
    for (const auto &[brought, action] : std::as_const(m_acts)) {
        const bool isPossible = brought.isPossible(chosen);
        if (brought.writes)
            enableWriting(action, writable, isPossible);
        else
            action->setEnabled(isPossible);
    }
    showNext(chosen);
}

/// How a run stands now, and what the workspace did not take of it.
void ArchivesPage::tell(const Result<ArchiveRecord> &record)
{
    if (!record) {
        showError(record.error());
        return;
    }
    say(tr("%1: %2", "an archive's name, and how it stands").arg(record->run.request.name, archiveRecordText(*record)));
    if (record->warning)
        showNotKept(*record->warning);
}

void ArchivesPage::lookAtChosen()
{
    clearError();
    if (const ArchiveRecord *chosen = m_model->find(table()->currentKey()))
        askAbout(chosen->run.id, false);
}

/// Runs whose server no site names any more, or not with their folder: they are asked about one by one.
QStringList ArchivesPage::strayRuns() const
{
    QStringList strays;
    for (const ArchiveRecord &record : m_model->rows()) {
        const bool isOfSite = std::any_of(m_sites.cbegin(), m_sites.cend(), [&record](const Site &site) {
            return site.dataServer.compare(record.run.server, Qt::CaseInsensitive) == 0
                && site.archiveFolder == record.run.archiveFolder;
        });
        if (!isOfSite)
            strays << record.run.id;
    }
    return strays;
}

int ArchivesPage::serverCount() const
{
    QSet<QString> servers;
    for (const Site &site : m_sites)
        servers.insert(site.dataServer.toLower());
    for (const QString &run : strayRuns())
        servers.insert(m_model->find(run)->run.server.toLower());
    return int(servers.size());
}

bool ArchivesPage::isLooking() const
{
    const QStringList strays = strayRuns();
    return !m_looking.isEmpty()
        || std::any_of(strays.cbegin(), strays.cend(), [this](const QString &run) { return m_asking.contains(run); });
}

QString ArchivesPage::refreshWords() const
{
    if (serverCount() == 0)
        return tr("There is no Moodle site whose archives could be looked at");
    if (isLooking())
        return tr("The archives are being looked at already");
    return tr("Look at the archives on %n servers anew", nullptr, serverCount());
}

bool ArchivesPage::canRefresh() const
{
    return !isLooking() && serverCount() > 0;
}

void ArchivesPage::refresh()
{
    clearError();
    for (const Site &site : std::as_const(m_sites))
        lookAt(site);
    for (const QString &run : strayRuns())
        askAbout(run, false);
    emit refreshChanged();
}

void ArchivesPage::askAboutWorking()
{
    QStringList working;
    for (const ArchiveRecord &record : m_model->rows()) {
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
    const QString title = tr("Ask how %1 stands").arg(record->run.request.name);
    // A poll has nobody to ask: it fails rather than prompts.
    const JobRunner::Work<ArchiveRecord> work = [&archives, runId, quietly](const CancelToken &cancel,
                                                                            const ProgressSink &) {
        return archives.status(runId, cancel, quietly ? Attendance::Background : Attendance::Attended);
    };
    const auto done = [this, runId, quietly](const Result<ArchiveRecord> &asked) {
        m_asking.remove(runId);
        emit refreshChanged();
        // A poll that fails once says nothing: the job goes on without us, and the age of what is shown grows.
        if (!quietly)
            tell(asked);
        if (asked)
            showAsked(*asked);
        else if (!quietly)
            reload();
    };
    if (quietly)
        context().jobs.look<ArchiveRecord>(title, record->run.server, this, work, done);
    else
        context().jobs.start<ArchiveRecord>(title, record->run.server, this, work, done);
}

/// What a poll brings is shown by itself: the workspace is only read again where it means something else.
void ArchivesPage::showAsked(const ArchiveRecord &asked)
{
    QList<ArchiveRecord> runs = m_model->rows();
    const auto run = std::find_if(runs.begin(), runs.end(),
                                  [&asked](const ArchiveRecord &each) { return each.run.id == asked.run.id; });
    if (run == runs.end())
        return;
    const bool changed = run->status.state != asked.status.state || run->standing() != asked.standing();
    *run = asked;
    m_model->setRows(runs, now());
    showRuns();
    if (changed)
        emit workspaceChanged();
    fetchManifest(asked);
}

} // namespace Nightkeep

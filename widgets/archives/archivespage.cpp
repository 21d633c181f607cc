// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivespage.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecontentsdialog.h"
#include "widgets/archives/archiveplandialog.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/writing.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QTableView>
#include <QTimer>

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

constexpr qsizetype mostWarnings = 50; // the whole list is in the command line's CSV

void describeNotes(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    if (const auto &moved = record.moved) {
        view.heading(ArchivesPage::tr("Where it went"));
        view.paragraph(visibleText(moved->text));
        view.fact(ArchivesPage::tr("Said by"), moved->by);
        view.fact(ArchivesPage::tr("Said"), ageInWords(moved->at, now));
    }
    if (record.run.warnings.isEmpty())
        return;
    view.heading(ArchivesPage::tr("What its plan warned of"));
    if (const auto &accepted = record.accepted) {
        view.paragraph(visibleText(accepted->text));
        view.fact(ArchivesPage::tr("Accepted by"), accepted->by);
        view.fact(ArchivesPage::tr("Accepted"), ageInWords(accepted->at, now));
    }
    for (const ArchiveWarning &warning : record.run.warnings.mid(0, mostWarnings))
        view.paragraph(visibleText(warning.text));
    if (const qsizetype more = record.run.warnings.size() - mostWarnings; more > 0)
        view.paragraph(ArchivesPage::tr("and %n more", nullptr, int(more)));
}

void describeRun(FactsView &view, const ArchiveRecord &record, const QDateTime &now)
{
    const ArchiveRun &run = record.run;
    const ArchiveStatus &status = record.status;
    view.title(run.request.name + QStringLiteral(".tar"), ArchivesPage::tr("made from %1").arg(run.request.site));
    view.state(record.standing(), archiveRecordText(record),
               ArchivesPage::tr("Asked: %1").arg(ageInWords(record.asOf, now)));
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
        view.paragraph(verifiedWords(run));
        view.fact(ArchivesPage::tr("Finished"), ageInWords(status.finishedAt, now));
        view.fact(ArchivesPage::tr("Size"), bytesInWords(status.tarBytes));
        view.fact(ArchivesPage::tr("Read back since"), ageInWords(status.readAt, now));
        view.paragraph(ArchivesPage::tr("SHA-256 of the finished file, read back:"));
        view.fixedWidth(QString::fromLatin1(status.sha256));
    }
    describeNotes(view, record, now);
    view.heading(ArchivesPage::tr("Name on the server"));
    view.fixedWidth(run.id);
    if (!status.log.isEmpty()) {
        view.heading(ArchivesPage::tr("The job's log"));
        view.fixedWidth(status.log);
    }
}

} // namespace

ArchivesPage::ArchivesPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Archives, context, parent)
    , m_model(new ColumnTable(ArchiveRunsTable::description(), this))
    , m_progressText(plainLabel(this))
    , m_progress(new QProgressBar(this))
    , m_poll(new QTimer(this))
{
    buildActions();
    buildContent();
    m_poll->setInterval(pollStep);
    connect(m_poll, &QTimer::timeout, this, &ArchivesPage::askAboutWorking);
}

ArchivesPage::~ArchivesPage() = default;

PageArea ArchivesPage::area()
{
    return {Page::Archives,
            tr("Archives"),
            makePage<ArchivesPage>,
            tr("Archives: is this term safe for years?"),
            {tr("A term archive packs the course zips of a site into one file on the data server. "
                "The plan says first which zips go in, which courses have none, and whether the "
                "disk has room. A newest zip that is cut off, no backup or of another course is named, and "
                "the newest sound one taken."),
             tr("What a plan warned of stays with its archive, and open, until somebody accepts it with a reason. "
                "A finished archive may be moved to tape: say where it went, and its record stays whole."),
             tr("The work is done on the server and goes on when this program is closed. "
                "The finished file is read back and compared before it counts as complete; "
                "an older archive is never touched."),
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
    m_plan = made("planArchive", "add", tr("Plan a term archive…"), &ArchivesPage::planArchive,
                  tr("See what would be archived, what is missing and whether it fits"));
    m_ask = made("askArchive", "refresh", tr("Refresh"), &ArchivesPage::refresh,
                 tr("Ask the server how the chosen archive stands"));
    m_contents = made("archiveContents", "archives", tr("Contents…"), &ArchivesPage::showContents,
                      tr("List the finished archive and hold it against its include list"));
    m_cancel = made("cancelArchive", "cancel", tr("Cancel…"), &ArchivesPage::cancelRun,
                    tr("Stop the job on the server and remove what it half made"));
    m_verify = made("verifyArchive", "refresh", tr("Read it back"), &ArchivesPage::readBack,
                    tr("Read the finished archive on the server to its last byte and hold it against its hash"));
    m_moved = made("archiveMoved", "edit", tr("Say where it went…"), &ArchivesPage::sayWhere,
                   tr("Note where the finished archive was moved, such as to which tape"));
    m_accept = made("acceptWarnings", "decide", tr("Accept the warnings…"), &ArchivesPage::acceptWarnings,
                    tr("Note why what the plan warned of needs no more attention"));
    m_discover = made("discoverArchives", "search", tr("Look on the server"), &ArchivesPage::discover,
                      tr("Find archives that were started elsewhere"));
    addPageAction(m_plan, true);
    for (QAction *action :
         {m_ask, m_contents, m_verify, m_moved, m_accept, m_cancel, m_discover, copyAction(), exportAction()})
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

    build(m_model,
          {QStringLiteral("archiveDetail"), tr("Detail of the chosen archive"),
           tr("At the end of each term all course zips go into one archive, which is kept for years. No archive has "
              "been made from this workspace yet."),
           tr("Save the list of archives")},
          m_plan);
    connect(table(), &DataTable::keyActivated, this, &ArchivesPage::showContents);
}

void ArchivesPage::showEstate(const Estate &estate)
{
    const QString failure = tr("The archives could not be read from the workspace.");
    const auto *runs = readOr(estate.reading.archives, failure);
    const auto *sites = runs ? readOr(estate.reading.sites, failure) : nullptr;
    if (!sites)
        return;
    m_sites.clear();
    for (const SettingsView &view : *sites)
        m_sites << view.site;
    m_model->setRows(*runs, context().workspace.clock()());
    showRuns();
}

void ArchivesPage::showRuns()
{
    const ArchiveAnswer answer = answerOf(m_model->rows(), context().workspace.clock()());
    setAnswer(answer.state, answer.sentence);
    const ArchiveRecord *working = workingRun(m_model->rows());
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
    showTable();
}

void ArchivesPage::showDetail()
{
    const ArchiveRecord *record = m_model->find(table()->currentKey());
    if (!record) {
        detail()->describeNothing(tr("Choose an archive to see what it holds."));
        return;
    }
    detail()->describe(record->run.id, [record = *record, now = context().workspace.clock()()](FactsView &view) {
        describeRun(view, record, now);
    });
}

void ArchivesPage::updateActions()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    const bool writable = isWritable();
    m_plan->setEnabled(!m_sites.isEmpty());
    m_ask->setEnabled(chosen);
    m_contents->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    m_verify->setEnabled(chosen && chosen->status.state == ArchiveState::Complete);
    enableWriting(m_moved, writable, chosen && chosen->status.state == ArchiveState::Complete);
    enableWriting(m_accept, writable, chosen && chosen->hasOpenWarnings());
    // Stopping it is noted in the workspace's log before it is done.
    enableWriting(m_cancel, writable,
                  chosen && chosen->status.state != ArchiveState::Complete
                      && chosen->status.state != ArchiveState::None);
    m_discover->setEnabled(!m_sites.isEmpty());
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

void ArchivesPage::refresh()
{
    clearError();
    if (const ArchiveRecord *chosen = m_model->find(table()->currentKey()))
        askAbout(chosen->run.id, false);
    askAboutWorking();
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
    m_model->setRows(runs, context().workspace.clock()());
    showRuns();
    if (changed)
        emit workspaceChanged();
}

void ArchivesPage::planArchive()
{
    if (m_sites.isEmpty())
        return;
    clearError();
    connect(openModal(new ArchivePlanDialog(context(), m_sites, this)), &ArchivePlanDialog::started, this,
            &ArchivesPage::showStarted);
}

void ArchivesPage::showStarted(const ArchiveRecord &record)
{
    QList<ArchiveRecord> runs = m_model->rows();
    runs.prepend(record);
    m_model->setRows(runs, context().workspace.clock()());
    showRuns();
    table()->selectKey(record.run.id);
    tell(record);
    if (!record.warning && !record.note.isEmpty())
        showNotice(record.note);
    emit workspaceChanged();
}

void ArchivesPage::cancelRun()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
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
    context().dialogs.confirm(this, question, [this, run] { startCancelling(run); });
}

void ArchivesPage::startCancelling(const ArchiveRun &run)
{
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        tr("Cancel the archive %1").arg(run.request.name), run.server, this,
        [&archives, id = run.id](const CancelToken &cancel, const ProgressSink &) {
            return archives.cancelRun(id, cancel);
        },
        [this](const Result<ArchiveRecord> &cancelled) {
            tell(cancelled);
            emit workspaceChanged();
        });
}

void ArchivesPage::showContents()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
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
            openModal(new ArchiveContentsDialog(context(), *contents, this));
        });
}

void ArchivesPage::readBack()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        tr("Read the archive %1 back").arg(chosen->run.request.name), chosen->run.server, this,
        [&archives, id = chosen->run.id](const CancelToken &cancel, const ProgressSink &) {
            return archives.verify(id, cancel);
        },
        [this](const Result<ArchiveRecord> &read) {
            tell(read);
            if (read)
                emit workspaceChanged();
        });
}

void ArchivesPage::sayWhere()
{
    note(tr("Where the archive went"), tr("Where it is now, such as \"tape set 2008-3\":"), &ArchiveService::noteMoved);
}

void ArchivesPage::acceptWarnings()
{
    note(tr("Accept the warnings"), tr("Why they need no more attention:"), &ArchiveService::acceptWarnings);
}

void ArchivesPage::note(const QString &title, const QString &label, Note way)
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    clearError();
    const ArchiveRun run = chosen->run;
    context().dialogs.askText(this, title, label, {}, false, [this, run, title, way](const QString &text) {
        ArchiveService &archives = context().workspace.archives();
        context().jobs.start<ArchiveRecord>(
            title, {}, this,
            [&archives, id = run.id, text, way](const CancelToken &, const ProgressSink &) {
                return (archives.*way)(id, text);
            },
            [this](const Result<ArchiveRecord> &noted) {
                tell(noted);
                if (noted)
                    emit workspaceChanged();
            });
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
            [this, server = site.dataServer](const Result<QList<ArchiveRecord>> &found) {
                if (!found) {
                    showError(found.error());
                } else {
                    say(tr("%n archives on %1 were not known yet.", nullptr, int(found->size())).arg(server));
                    if (!found->isEmpty() && found->first().warning)
                        showNotKept(*found->first().warning);
                }
                emit workspaceChanged(); // of those that were known, too, more may be known now
            });
    }
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivespage.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecontentsdialog.h"
#include "widgets/archives/archivewarningsdialog.h"
#include "widgets/archives/archivewizard.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/valuecommand.h"

#include <QUndoStack>

namespace Nightkeep {

namespace {

constexpr QLatin1String NotesLane("archive notes"); // one after another, as they are undone

} // namespace

void ArchivesPage::planArchive()
{
    if (!m_sites.isEmpty())
        openWizard(newWish());
}

void ArchivesPage::planAgain()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen || m_sites.isEmpty())
        return;
    std::optional<ArchiveWish> wish = newWish();
    if (wish)
        wish->again = chosen->run.request;
    openWizard(wish);
}

void ArchivesPage::openWizard(const std::optional<ArchiveWish> &wish)
{
    if (!wish)
        return;
    const auto *wizard = openModal(new ArchiveWizard(context(), m_sites, m_model->rows(), *wish, this));
    connect(wizard, &ArchiveWizard::started, this, &ArchivesPage::showStarted);
    connect(wizard, &ArchiveWizard::courseWanted, this,
            [this](const QString &key) { emit objectActivated(Page::Courses, key); });
}

void ArchivesPage::showStarted(const ArchiveRecord &record)
{
    QList<ArchiveRecord> runs = m_model->rows();
    runs.removeIf([&record](const ArchiveRecord &each) { return each.run.id == record.run.id; }); // read meanwhile
    runs.prepend(record);
    m_model->setRows(runs, now());
    showRuns();
    table()->selectKey(record.run.id);
    tell(record);
    if (!record.warning && !record.note.isEmpty())
        showNotice(record.note);
    emit workspaceChanged();
    noteMoodle(record.run);
}

/// Which Moodle takes its copies depends on it. The archive is none the worse where it cannot be read: the list of jobs
/// says so.
void ArchivesPage::noteMoodle(const ArchiveRun &run)
{
    DrillService *drills = &context().workspace.drills();
    context().jobs.look<ArchivedMoodle>(
        tr("Read the Moodle of %1").arg(visibleText(run.request.name)), QStringLiteral("moodle/") + run.request.site,
        this,
        [drills, id = run.id](const CancelToken &cancel, const ProgressSink &) {
            return drills->noteMoodle(id, cancel);
        },
        [this](const Result<ArchivedMoodle> &noted) {
            if (noted)
                emit workspaceChanged();
        });
}

void ArchivesPage::cancelRun()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    const ArchiveRun run = chosen->run;
    Question question;
    question.dangerous = true;
    if (chosen->status.state == ArchiveState::Resumable) {
        question.title = tr("Remove what is left of the archive");
        question.text = tr("%1.tar on %2 did not finish. What it half made is removed. Earlier archives and the zips "
                           "stay as they are.")
                            .arg(run.request.name, run.server);
        question.accept = tr("Remove what is left");
        question.reject = tr("Keep it");
    } else {
        question.title = tr("Stop the archive");
        question.text = tr("The job that makes %1.tar on %2 is stopped, and what it half made is removed. Earlier "
                           "archives and the zips stay as they are.")
                            .arg(run.request.name, run.server);
        question.accept = tr("Stop the archive");
        question.reject = tr("Keep going");
    }
    context().dialogs.confirm(this, question, [this, run] { startCancelling(run); });
}

void ArchivesPage::startCancelling(const ArchiveRun &run)
{
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        tr("Stop the archive %1").arg(run.request.name), run.server, this,
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
        [this, record = *chosen](const Result<ArchiveContents> &contents) {
            if (!contents) {
                showError(contents.error());
                return;
            }
            openModal(new ArchiveContentsDialog(context(), record, *contents, this));
        });
}

void ArchivesPage::readBack()
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    clearError();
    VerificationService &verification = context().workspace.verification();
    context().jobs.start<ArchiveRecord>(
        tr("Verify the archive %1").arg(chosen->run.request.name), chosen->run.server, this,
        [&verification, id = chosen->run.id](const CancelToken &cancel, const ProgressSink &progress) {
            return verification.verifyThere(id, cancel, progress);
        },
        [this](const Result<ArchiveRecord> &read) {
            tell(read);
            if (read)
                emit workspaceChanged();
        });
}

void ArchivesPage::showWarnings()
{
    if (const ArchiveRecord *chosen = m_model->find(table()->currentKey()))
        openModal(new ArchiveWarningsDialog(context(), *chosen, this));
}

void ArchivesPage::sayWhere()
{
    note({tr("Where the archive went"), tr("Where it is now, such as \"tape set 2008-3\":"),
          tr("Where %1 went is noted."), tr("What was said of where %1 went is taken back."), &ArchiveRecord::moved,
          &ArchiveService::noteMoved});
}

void ArchivesPage::acceptWarnings()
{
    note({tr("Accept the warnings"), tr("Why they need no more attention:"), tr("The warnings of %1 are accepted."),
          tr("The warnings of %1 are open again."), &ArchiveRecord::accepted, &ArchiveService::acceptWarnings});
}

void ArchivesPage::note(const Note &asked)
{
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    clearError();
    Note said = asked;
    said.done = asked.done.arg(chosen->run.request.name);
    said.undone = asked.undone.arg(chosen->run.request.name);
    context().dialogs.askText(this, said.title, said.label, {}, false,
                              [this, said, id = chosen->run.id, before = chosen->*said.where](const QString &text) {
                                  ArchiveService &archives = context().workspace.archives();
                                  context().jobs.start<ArchiveRecord>(
                                      said.title, NotesLane, this,
                                      [&archives, id, text, way = said.way](const CancelToken &, const ProgressSink &) {
                                          return (archives.*way)(id, text);
                                      },
                                      [this, said, id, before](const Result<ArchiveRecord> &noted) {
                                          if (!noted) {
                                              showError(noted.error());
                                              return;
                                          }
                                          pushNote(said, id, before, (*noted).*said.where);
                                          sayUndoable(said.done);
                                          emit workspaceChanged();
                                      });
                              });
}

void ArchivesPage::pushNote(const Note &said, const QString &runId, const std::optional<ArchiveNote> &before,
                            const std::optional<ArchiveNote> &after)
{
    m_undo->push(new ValueCommand(
        said.title, [this, said, runId, before, after] { replaceNote(said, runId, after, before, said.undone); },
        [this, said, runId, before, after] { replaceNote(said, runId, before, after, said.done); }));
}

void ArchivesPage::replaceNote(const Note &said, const QString &runId, const std::optional<ArchiveNote> &seen,
                               const std::optional<ArchiveNote> &wanted, const QString &done)
{
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<ArchiveRecord>(
        said.title, NotesLane, this,
        [&archives, runId, where = said.where, seen, wanted](const CancelToken &, const ProgressSink &) {
            return archives.replaceNote(runId, where, seen, wanted);
        },
        [this, done](const Result<ArchiveRecord> &replaced) {
            if (!replaced) {
                m_undo->clear(); // what it would undo next is no longer so
                showError(replaced.error());
                return;
            }
            say(done);
            emit workspaceChanged();
        });
}

/// All that its server knows: those that were started elsewhere, too.
void ArchivesPage::lookAt(const Site &site)
{
    if (m_looking.contains(site.name))
        return;
    m_looking.insert(site.name);
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<QList<ArchiveRecord>>(
        tr("Look at the archives of %1").arg(site.name), site.dataServer, this,
        [&archives, name = site.name](const CancelToken &cancel, const ProgressSink &) {
            return archives.discover(name, cancel);
        },
        [this, name = site.name, server = site.dataServer](const Result<QList<ArchiveRecord>> &found) {
            m_looking.remove(name);
            emit refreshChanged();
            if (!found) {
                showError(found.error());
            } else {
                say(found->isEmpty()
                        ? tr("The archives on %1 were looked at: none is new.").arg(server)
                        : tr("%n archives on %1 were not known yet.", nullptr, int(found->size())).arg(server));
                if (!found->isEmpty() && found->first().warning)
                    showNotKept(*found->first().warning);
                for (const ArchiveRecord &record : *found)
                    fetchManifest(record);
                askAboutAwaited(*found, server);
            }
            emit workspaceChanged(); // of those that were known, too, more may be known now
        });
}

} // namespace Nightkeep

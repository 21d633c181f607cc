// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivewizard.h"

#include "models/archives/archiveproposal.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecomparedialog.h"
#include "widgets/archives/archivefoundstep.h"
#include "widgets/archives/archivestartfacts.h"
#include "widgets/archives/archivewhichstep.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/factsview.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"
#include "widgets/common/writing.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace Nightkeep {

namespace {

/// The archive is under way, whatever becomes of the note.
ArchiveRecord acceptedFor(ArchiveService &archives, ArchiveRecord record, const QString &reason)
{
    const Result<ArchiveRecord> noted = archives.acceptWarnings(record.run.id, reason);
    if (noted)
        record.accepted = noted->accepted;
    else if (!record.warning)
        record.warning = noted.error();
    return record;
}

/// As the planner does it, without looking again.
void acceptInPlan(ArchivePlan &plan, const QList<qint64> &courses, const QString &reason, const QString &who)
{
    const QSet<qint64> accepted(courses.cbegin(), courses.cend());
    plan.request.accepted.removeIf([&](const AcceptedCourse &each) { return accepted.contains(each.course); });
    for (const qint64 course : courses)
        plan.request.accepted.append({course, reason, who});
    for (ArchiveWarning &warning : plan.warnings) {
        if (accepted.contains(warning.courseId))
            warning.accepted = reason;
    }
}

QString keptNote(const SavedPlan &kept, const QDateTime &now)
{
    return ArchiveWizard::tr("This plan was kept as \"%1\" by %2, and saw its files %3. What is there now is held "
                             "against it when it is started.",
                             "a title, a person, an age")
        .arg(visibleText(kept.title), visibleText(kept.by), ageInWords(kept.plan.plannedAt, now));
}

} // namespace

ArchiveWizard::ArchiveWizard(const PageContext &context, const QList<Site> &sites, const QList<ArchiveRecord> &runs,
                             const ArchiveWish &wish, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_runs(runs)
    , m_title(plainLabel(this))
    , m_error(new ErrorBanner(this))
    , m_steps(new QStackedWidget(this))
    , m_which(new ArchiveWhichStep(sites, runs, wish, context.workspace.clock()().date(), this))
    , m_found(new ArchiveFoundStep(context, this))
    , m_facts(new FactsView(this))
{
    setObjectName(QStringLiteral("archivePlanDialog"));
    setWindowTitle(tr("Plan a term archive"));
    m_title->setObjectName(QStringLiteral("planStep"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_facts->setObjectName(QStringLiteral("archiveStartFacts"));
    m_facts->setAccessibleName(tr("What is started"));
    if (wish.kept)
        m_decided = wish.kept->plan.request;
    else if (wish.again)
        m_decided = *wish.again;
    if (wish.kept || wish.again)
        m_which->fill(m_decided);
    addStep(m_which);
    addStep(m_found);
    m_steps->addWidget(m_facts); // which scrolls by itself
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_error);
    column->addWidget(m_steps, 1);
    buildButtons(column);
    connectSteps();
    if (wish.kept) {
        m_planned = wish.kept->plan;
        m_found->showPlan(*m_planned, keptNote(*wish.kept, m_context.reader.now()));
        goTo(Found);
    } else {
        goTo(Which);
    }
    rememberGeometry(this, m_context.settings, 100, 36);
}

ArchiveWizard::~ArchiveWizard()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

void ArchiveWizard::connectSteps()
{
    connect(m_which, &ArchiveWhichStep::changed, this, &ArchiveWizard::updateButtons);
    connect(m_found, &ArchiveFoundStep::stopRequested, this, &ArchiveWizard::stop);
    connect(m_found, &ArchiveFoundStep::lookRequested, this, &ArchiveWizard::look);
    connect(m_found, &ArchiveFoundStep::failed, m_error, &ErrorBanner::showError);
    connect(&m_context.jobs, &JobRunner::jobChanged, this, [this](const Job &job) {
        if (job.id == m_job && !m_planned)
            m_found->showProgress(job.progress);
    });
    connect(m_found, &ArchiveFoundStep::courseWanted, this, &ArchiveWizard::leaveFor);
    connect(m_found, &ArchiveFoundStep::insteadWanted, this, &ArchiveWizard::takeInstead);
    connect(m_found, &ArchiveFoundStep::accepted, this, &ArchiveWizard::acceptWithout);
    connect(m_found, &ArchiveFoundStep::keepWanted, this, &ArchiveWizard::keep);
    connect(m_found, &ArchiveFoundStep::compareWanted, this, &ArchiveWizard::compare);
}

void ArchiveWizard::addStep(QWidget *step)
{
    auto *scroll = new QScrollArea(m_steps);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields have it
    scroll->setWidget(step);
    m_steps->addWidget(scroll);
}

void ArchiveWizard::buildButtons(QVBoxLayout *column)
{
    auto *buttons = new QDialogButtonBox(this);
    const auto added = [buttons](const char *name, const QString &text, QDialogButtonBox::ButtonRole role) {
        QPushButton *button = buttons->addButton(text, role);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        return button;
    };
    m_back = added("planBack", tr("&Back"), QDialogButtonBox::ActionRole);
    m_next = added("planNext", tr("&Next"), QDialogButtonBox::ActionRole);
    m_start = added("startArchive", tr("&Start the archive"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(QDialogButtonBox::Cancel);
    close->setObjectName(QStringLiteral("closePlan"));
    close->setAutoDefault(false);
    connect(m_back, &QPushButton::clicked, this, &ArchiveWizard::back);
    connect(m_next, &QPushButton::clicked, this, &ArchiveWizard::next);
    connect(m_start, &QPushButton::clicked, this, &ArchiveWizard::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

void ArchiveWizard::goTo(Step step)
{
    m_steps->setCurrentIndex(step);
    const QStringList titles {tr("Step 1 of 3: which archive"), tr("Step 2 of 3: what is found for it"),
                              tr("Step 3 of 3: start")};
    m_title->setText(titles.at(step));
    m_steps->currentWidget()->setAccessibleName(titles.at(step));
    updateButtons();
    if (step == Start) {
        // Enter does not start what a person may not have looked at.
        const bool isPlain = m_planned->sawEverything() && m_planned->notChecked.isEmpty()
            && (!anyOpen(m_planned->warnings) || !m_found->reason().isEmpty());
        (isPlain ? m_start : m_back)->setDefault(true);
        m_facts->setFocus();
        return;
    }
    m_next->setDefault(true);
    (step == Which ? static_cast<QWidget *>(m_which) : m_found)->setFocus();
}

void ArchiveWizard::next()
{
    if (m_steps->currentIndex() == Found) {
        m_error->clear();
        m_facts->describe(m_planned->request.name,
                          [plan = *m_planned, reason = m_found->reason(),
                           seconds = expectedSeconds(*m_planned, m_runs)](FactsView &view) {
                              describeStart(view, plan, reason, seconds);
                          });
        goTo(Start);
        return;
    }
    if (!m_planned || m_planned->request != asked())
        look();
    goTo(Found);
}

void ArchiveWizard::back()
{
    stop();
    m_error->clear();
    goTo(Step(m_steps->currentIndex() - 1));
}

/// What is decided on courses holds for the site and the term of which it was said.
ArchiveRequest ArchiveWizard::asked() const
{
    ArchiveRequest asked = m_which->request();
    if (asked.site != m_decided.site || asked.term != m_decided.term)
        return asked;
    asked.accepted = m_decided.accepted;
    if (asked.rule == ArchiveRule::NewestPerCourse)
        asked.instead = m_decided.instead;
    return asked;
}

void ArchiveWizard::takeInstead(const QList<BytePath> &paths)
{
    if (!m_planned || m_job != 0)
        return;
    m_decided = m_planned->request;
    const QSet<BytePath> known(m_decided.instead.cbegin(), m_decided.instead.cend()); // it may be thousands
    for (const BytePath &path : paths) {
        if (!known.contains(path))
            m_decided.instead << path;
    }
    look();
}

void ArchiveWizard::acceptWithout(const QList<qint64> &courses, const QString &reason)
{
    if (!m_planned || m_job != 0)
        return;
    acceptInPlan(*m_planned, courses, reason, m_context.workspace.audit().who());
    m_decided = m_planned->request;
    m_found->showPlan(*m_planned);
    updateButtons();
}

void ArchiveWizard::leaveFor(qint64 course)
{
    const auto leave = [this, key = m_planned->request.site + u'/' + QString::number(course)] {
        emit courseWanted(key);
        reject();
    };
    if (hasInput())
        m_context.dialogs.confirm(this, questionAboutEdits({inputInWords()}, tr("Discard what was typed")), leave);
    else
        leave();
}

void ArchiveWizard::keep()
{
    if (!m_planned)
        return;
    m_context.dialogs.askText(
        this, tr("Keep the plan"), tr("What it is kept as:"), m_planned->request.name, false,
        [this, plan = *m_planned](const QString &title) {
            ArchiveService &archives = m_context.workspace.archives();
            m_context.jobs.start<void>(
                tr("Keep the plan of %1").arg(plan.request.name), QStringLiteral("kept plans"), this,
                [&archives, title, plan](const CancelToken &, const ProgressSink &) -> Result<void> {
                    const auto saved = archives.savePlan(title, plan);
                    if (!saved)
                        return fail(saved.error());
                    return {};
                },
                [this, title](const Result<void> &kept) {
                    if (!kept) {
                        m_error->showError(kept.error());
                        return;
                    }
                    m_error->clear();
                    m_context.say(tr("The plan is kept as \"%1\".").arg(visibleText(title)));
                });
        });
}

void ArchiveWizard::compare()
{
    if (m_planned)
        openModal(new ArchiveCompareDialog(m_context, *m_planned, m_runs, this));
}

void ArchiveWizard::look()
{
    stop();
    m_error->clear();
    m_planned.reset();
    m_found->showLooking();
    ArchiveService &archives = m_context.workspace.archives();
    m_decided = asked();
    m_job = m_context.jobs.start<ArchivePlan>(
        tr("Plan the archive %1").arg(m_decided.name), m_which->site().dataServer, this,
        [&archives, wanted = m_decided](const CancelToken &cancel, const ProgressSink &progress) {
            return archives.plan(wanted, cancel, progress);
        },
        [this, round = ++m_round](const Result<ArchivePlan> &plan) {
            if (round == m_round)
                finishLooking(plan);
        });
    updateButtons();
}

void ArchiveWizard::finishLooking(const Result<ArchivePlan> &plan)
{
    m_job = 0;
    if (plan) {
        m_planned = *plan;
        m_decided = plan->request;
        m_found->showPlan(*plan);
    } else {
        m_found->showNothing(tr("There is no plan."));
        // What a person chose for a course may have gone since: looking again does without.
        if (plan.error().kind == ErrorKind::NotFound)
            m_decided.instead.clear();
        m_error->showError(plan.error());
    }
    updateButtons();
}

void ArchiveWizard::start()
{
    if (!m_planned || m_job != 0)
        return;
    m_error->clear();
    ArchiveService &archives = m_context.workspace.archives();
    m_job = m_context.jobs.start<ArchiveRecord>(
        tr("Start the archive %1").arg(m_planned->request.name), m_planned->server, this,
        [&archives, plan = *m_planned, reason = m_found->reason()](const CancelToken &cancel, const ProgressSink &) {
            const Result<ArchiveRecord> record = archives.start(plan, cancel);
            return record && !reason.isEmpty() ? acceptedFor(archives, *record, reason) : record;
        },
        [this](const Result<ArchiveRecord> &record) { finishStart(record); });
    updateButtons();
}

void ArchiveWizard::finishStart(const Result<ArchiveRecord> &record)
{
    m_job = 0;
    if (record) {
        emit started(*record);
        accept();
        return;
    }
    if (record.error().kind == ErrorKind::Stale) {
        look();
        goTo(Found);
    }
    m_error->showError(record.error());
    updateButtons();
}

void ArchiveWizard::stop()
{
    const quint64 job = std::exchange(m_job, 0);
    if (job == 0)
        return;
    ++m_round;
    m_context.jobs.cancel(job);
    if (!m_planned)
        m_found->showNothing(tr("The looking was stopped."));
    updateButtons();
}

void ArchiveWizard::updateButtons()
{
    const int step = m_steps->currentIndex();
    const bool idle = m_job == 0;
    const bool isStarting = !idle && m_planned;
    m_back->setEnabled(step != Which && !isStarting);
    m_next->setVisible(step != Start);
    m_next->setEnabled(step == Which ? m_which->isComplete() : idle && m_planned && m_planned->includedCount() > 0);
    m_start->setVisible(step == Start);
    enableWriting(m_start, !m_context.workspace.info().readOnly,
                  idle && m_planned && m_planned->fits() && !m_planned->tooSmallHere());
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/catalogue/drilldialogs.h"
#include "widgets/catalogue/sitechoice.h"
#include "widgets/common/answerline.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

DrillRunDialog::DrillRunDialog(const PageContext &context, const RestoreDrill &begun, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_begun(begun)
    , m_answer(new AnswerLine(QStringLiteral("drillRunAnswer"), 1.0, this))
    , m_banner(new ErrorBanner(this))
    , m_site(new QComboBox(this))
    , m_path(new QLineEdit(QString::fromUtf8(begun.path), this))
    , m_where(new QComboBox(this))
    , m_steps(new QPlainTextEdit(this))
    , m_progress(new QProgressBar(this))
{
    setObjectName(QStringLiteral("drillRunDialog"));
    setWindowTitle(tr("Run a restore drill"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const auto add = [buttons](const QString &name, const QString &text) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setObjectName(name);
        button->setAutoDefault(false);
        return button;
    };
    m_planIt = add(QStringLiteral("drillRunPlan"), tr("Show what would be done"));
    m_runIt = add(QStringLiteral("drillRunStart"), tr("Run it"));
    m_stop = add(QStringLiteral("drillRunStop"), tr("Stop waiting"));
    m_stop->setToolTip(tr("The server goes on to its end and removes the category; nothing is recorded then"));
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("drillRunClose"));
    m_planIt->setDefault(true); // Enter shows, and neither runs nor closes
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_planIt, &QPushButton::clicked, this, &DrillRunDialog::makePlan);
    connect(m_runIt, &QPushButton::clicked, this, &DrillRunDialog::runPlan);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_context.jobs.cancel(m_job); });
    buildFields();
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Site of the copy:"), m_site);
    form->addRow(tr("Copy:"), m_path);
    form->addRow(tr("Restored on:"), m_where);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_banner);
    layout->addLayout(form);
    layout->addWidget(m_steps, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    rememberGeometry(this, m_context.settings, 100, 26);
    setJob(0);
    forgetPlan();
    readSites();
}

/// A drill that runs is recorded, though nobody looks on any more.
DrillRunDialog::~DrillRunDialog()
{
    if (m_job != 0 && !m_plan)
        m_context.jobs.cancel(m_job);
}

void DrillRunDialog::buildFields()
{
    m_site->setObjectName(QStringLiteral("drillRunSite"));
    m_path->setObjectName(QStringLiteral("drillRunPath"));
    m_path->setMaxLength(4000);
    m_path->setPlaceholderText(m_begun.run.isEmpty() ? tr("Its path on the server of the site for tests")
                                                     : tr("Its path in the archive %1").arg(visibleText(m_begun.run)));
    m_where->setObjectName(QStringLiteral("drillRunWhere"));
    m_steps->setObjectName(QStringLiteral("drillRunSteps"));
    m_steps->setAccessibleName(tr("What would be done on the server"));
    m_steps->setReadOnly(true);
    m_steps->setTabChangesFocus(true);
    m_progress->setObjectName(QStringLiteral("drillRunProgress"));
    m_progress->setAccessibleName(tr("The drill is running"));
    m_progress->setRange(0, 0);
    connect(m_path, &QLineEdit::textChanged, this, &DrillRunDialog::forgetPlan);
    connect(m_site, &QComboBox::currentIndexChanged, this, &DrillRunDialog::forgetPlan);
    connect(m_where, &QComboBox::currentIndexChanged, this, &DrillRunDialog::forgetPlan);
}

QStringList DrillRunDialog::fields() const
{
    return {m_path->text()};
}

void DrillRunDialog::readSites()
{
    Workspace *workspace = &m_context.workspace;
    m_context.jobs.look<DrillChoice>(
        tr("Read the sites for a restore drill"), {}, this,
        [workspace](const CancelToken &, const ProgressSink &) { return readDrillChoice(*workspace); },
        [this](const Result<DrillChoice> &choice) {
            if (!choice) {
                m_banner->showError(choice.error());
                return;
            }
            for (const SiteBackups &site : choice->sites) {
                m_site->addItem(visibleText(site.site.name), site.site.name);
                if (site.head.moodle.edition != MoodleEdition::Old && site.site.name != m_begun.site)
                    m_where->addItem(visibleText(site.site.name), site.site.name);
            }
            chooseSite(*m_site, m_begun.site);
            forgetPlan();
        });
}

void DrillRunDialog::setJob(quint64 job)
{
    m_job = job;
    const bool isFree = m_job == 0;
    m_progress->setVisible(!isFree);
    m_stop->setEnabled(!isFree);
    m_site->setEnabled(isFree && m_begun.run.isEmpty()); // else the archive's
    m_path->setEnabled(isFree);
    m_where->setEnabled(isFree);
    m_planIt->setEnabled(isFree && m_where->count() > 0 && !m_path->text().trimmed().isEmpty());
    enableWriting(m_runIt, !m_context.workspace.info().readOnly, isFree && m_plan.has_value());
}

void DrillRunDialog::forgetPlan()
{
    m_plan.reset();
    m_steps->clear();
    setJob(m_job);
    if (m_job != 0)
        return;
    m_answer->setAnswer(State::Unknown,
                        m_where->count() > 0
                            ? tr("Name the copy, and a site for tests whose Moodle restores it.")
                            : tr("The workspace has no other site with a Moodle 2 or later: add the one for tests on "
                                 "the page of settings."));
}

void DrillRunDialog::makePlan()
{
    RestoreDrill drill = m_begun;
    drill.site = m_site->currentData().toString();
    drill.path = m_path->text().trimmed().toUtf8();
    DrillService *drills = &m_context.workspace.drills();
    m_plan.reset();
    m_steps->clear();
    m_banner->clear();
    m_answer->setAnswer(State::Working, tr("Looking at both sites…"));
    setJob(m_context.jobs.start<DrillService::Plan>(
        tr("Plan a restore drill"), {}, this,
        [drills, drill, target = m_where->currentData().toString()](const CancelToken &cancel, const ProgressSink &) {
            return drills->plan(drill, target, cancel);
        },
        [this](const Result<DrillService::Plan> &plan) { showPlan(plan); }));
}

void DrillRunDialog::showPlan(const Result<DrillService::Plan> &plan)
{
    m_job = 0;
    if (!plan) {
        forgetPlan();
        m_banner->showError(plan.error());
        return;
    }
    m_plan = *plan;
    m_answer->setAnswer(State::Attention,
                        tr("Moodle's own program restores it on %1 into the hidden category %2, which is made for it "
                           "and removed after, with all that is in it.")
                            .arg(visibleText(plan->drill.where), plan->category));
    m_steps->setPlainText(visibleLines(plan->commands.join(u'\n')));
    setJob(0);
}

void DrillRunDialog::runPlan()
{
    if (!m_plan)
        return;
    DrillService *drills = &m_context.workspace.drills();
    m_banner->clear();
    m_answer->setAnswer(State::Working,
                        tr("Moodle restores the copy on %1. It may take long.").arg(visibleText(m_plan->drill.where)));
    setJob(m_context.jobs.start<RestoreDrill>(
        tr("Restore drill on %1").arg(m_plan->drill.where), QStringLiteral("drill/") + m_plan->drill.where,
        pageUnder(this),
        [drills, plan = *m_plan](const CancelToken &cancel, const ProgressSink &progress) {
            return drills->run(plan, cancel, progress);
        },
        [self = QPointer<DrillRunDialog>(this), say = m_context.say](const Result<RestoreDrill> &drill) {
            if (self)
                self->showRun(drill);
            else if (drill)
                say(DrillRunDialog::tr("%1: %2. It is recorded.", "a course of a site, and what came of its drill")
                        .arg(drilledInWords(*drill), drillOutcomeWord(drill->outcome)));
        }));
}

void DrillRunDialog::showRun(const Result<RestoreDrill> &drill)
{
    m_job = 0;
    forgetPlan();
    if (!drill) {
        m_answer->setAnswer(State::Unknown, tr("Nothing is known of the copy that was not known before."));
        m_banner->showError(drill.error());
        return;
    }
    inputTaken();
    m_answer->setAnswer(drillOutcomeState(drill->outcome),
                        tr("%1: %2. It is recorded.", "a course of a site, and what came of its drill")
                            .arg(drilledInWords(*drill), drillOutcomeWord(drill->outcome)));
    QStringList lines;
    if (!drill->cameBack.isEmpty())
        lines << tr("Came back: %1").arg(drill->cameBack);
    if (!drill->missing.isEmpty())
        lines << tr("Missing: %1").arg(drill->missing);
    m_steps->setPlainText(visibleLines(lines.join(u'\n')));
    emit recorded();
}

} // namespace Nightkeep

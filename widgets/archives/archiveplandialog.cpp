// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiveplandialog.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace Nightkeep {

ArchivePlanDialog::ArchivePlanDialog(const PageContext &context, const QList<Site> &sites, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_sites(sites)
    , m_site(new QComboBox(this))
    , m_rule(new QComboBox(this))
    , m_notBefore(new QDateEdit(this))
    , m_name(new QLineEdit(this))
    , m_takeDoubtful(new QCheckBox(tr("Take a course's newest zip too where it is doubtful"), this))
    , m_readThrough(new QCheckBox(tr("Read each zip through, which takes its time"), this))
    , m_error(new ErrorBanner(this))
    , m_summary(plainLabel(this))
    , m_table(new DataTable(QStringLiteral("archivePlan"), context.settings, this))
    , m_model(new ColumnTable(ArchivePlanTable::description(), this))
{
    setObjectName(QStringLiteral("archivePlanDialog"));
    setWindowTitle(tr("Plan a term archive"));
    auto *column = new QVBoxLayout(this);
    column->addLayout(newRequestForm());
    buildPlan(column);
    updateButtons();
    rememberGeometry(this, m_context.settings, 140, 40);
}

ArchivePlanDialog::~ArchivePlanDialog()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

QFormLayout *ArchivePlanDialog::newRequestForm()
{
    m_site->setObjectName(QStringLiteral("archiveSite"));
    for (const Site &site : std::as_const(m_sites))
        m_site->addItem(visibleText(site.name), site.name);
    m_rule->setObjectName(QStringLiteral("archiveRule"));
    m_rule->addItem(tr("The newest zip of each course"), int(ArchiveRule::NewestPerCourse));
    m_rule->addItem(tr("Every zip made since the last archive"), int(ArchiveRule::SinceLastRun));
    const QDate today = m_context.workspace.clock()().date();
    m_notBefore->setObjectName(QStringLiteral("archiveNotBefore"));
    m_notBefore->setCalendarPopup(true);
    m_notBefore->setDate(today.addDays(-7));
    m_notBefore->setToolTip(tr("The first day on which a zip counts as up to date"));
    m_name->setObjectName(QStringLiteral("archiveName"));
    m_name->setText(QStringLiteral("%1-%2").arg(m_sites.constFirst().name, today.toString(QStringLiteral("yyyyMMdd"))));
    static const QRegularExpression plainName(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    m_name->setValidator(new QRegularExpressionValidator(plainName, m_name));
    m_name->setToolTip(tr("Letters, digits, dots, dashes and underscores; the file gets \".tar\" behind it"));

    m_takeDoubtful->setObjectName(QStringLiteral("archiveTakeDoubtful"));
    m_takeDoubtful->setToolTip(tr("Beside the newest sound one, which is taken in any case"));
    m_readThrough->setObjectName(QStringLiteral("archiveReadThrough"));
    m_readThrough->setToolTip(
        tr("Else only its end, its directory and its moodle.xml are looked at, which does not see every damage"));

    auto *form = new QFormLayout;
    form->addRow(tr("Moodle site"), m_site);
    form->addRow(tr("Take"), m_rule);
    form->addRow(tr("No older than"), m_notBefore);
    form->addRow(tr("Name of the archive"), m_name);
    form->addRow(m_takeDoubtful);
    form->addRow(m_readThrough);

    connect(m_site, &QComboBox::currentIndexChanged, this, &ArchivePlanDialog::forgetPlan);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ArchivePlanDialog::forgetPlan);
    connect(m_notBefore, &QDateEdit::dateChanged, this, &ArchivePlanDialog::forgetPlan);
    connect(m_name, &QLineEdit::textChanged, this, &ArchivePlanDialog::forgetPlan);
    connect(m_takeDoubtful, &QCheckBox::toggled, this, &ArchivePlanDialog::forgetPlan);
    connect(m_readThrough, &QCheckBox::toggled, this, &ArchivePlanDialog::forgetPlan);
    return form;
}

void ArchivePlanDialog::buildPlan(QVBoxLayout *column)
{
    m_error->clear();
    column->addWidget(m_error);
    m_summary->setObjectName(QStringLiteral("planSummary"));
    m_summary->setText(tr("Nothing is started by planning: it only looks at the zips on the server."));
    column->addWidget(m_summary);
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("Every zip that is found stands here with the decision on it and the reason."));
    column->addWidget(m_table, 1);

    auto *buttons = new QDialogButtonBox(this);
    m_plan = buttons->addButton(tr("Plan"), QDialogButtonBox::ActionRole);
    m_plan->setObjectName(QStringLiteral("makePlan"));
    m_plan->setDefault(true);
    m_start = buttons->addButton(tr("Start…"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(QStringLiteral("startArchive"));
    m_save = buttons->addButton(tr("Save as CSV…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("savePlan"));
    m_save->setAutoDefault(false);
    m_close = buttons->addButton(QDialogButtonBox::Cancel);
    m_close->setObjectName(QStringLiteral("closePlan"));
    connect(m_plan, &QPushButton::clicked, this, &ArchivePlanDialog::makePlan);
    connect(m_start, &QPushButton::clicked, this, &ArchivePlanDialog::confirmStart);
    connect(m_save, &QPushButton::clicked, this, &ArchivePlanDialog::savePlan);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

ArchiveRequest ArchivePlanDialog::request() const
{
    ArchiveRequest request;
    request.site = m_site->currentData().toString();
    request.rule = ArchiveRule(m_rule->currentData().toInt());
    request.notBefore = m_notBefore->date();
    request.name = m_name->text();
    request.takeDoubtful = m_takeDoubtful->isChecked();
    request.readThrough = m_readThrough->isChecked();
    return request;
}

void ArchivePlanDialog::forgetPlan()
{
    m_planned.reset();
    m_model->setRows({});
    m_summary->setText(tr("Plan again: what is asked for has changed."));
    updateButtons();
}

void ArchivePlanDialog::makePlan()
{
    m_error->clear();
    m_planned.reset();
    m_summary->setText(tr("Looking at the zips on the server…"));
    ArchiveService &archives = m_context.workspace.archives();
    m_job = m_context.jobs.start<ArchivePlan>(
        tr("Plan the archive %1").arg(m_name->text()), m_sites.at(m_site->currentIndex()).dataServer, this,
        [&archives, asked = request()](const CancelToken &cancel, const ProgressSink &) {
            return archives.plan(asked, cancel);
        },
        [this, asked = request()](const Result<ArchivePlan> &plan) {
            m_job = 0;
            if (asked != request()) {
                forgetPlan();
                return;
            }
            if (plan) {
                m_planned = *plan;
                showPlan();
            } else {
                m_summary->setText(plan.error().kind == ErrorKind::Cancelled ? tr("Planning was cancelled.")
                                                                             : tr("There is no plan."));
                if (plan.error().kind != ErrorKind::Cancelled)
                    m_error->showError(plan.error());
            }
            updateButtons();
        });
    updateButtons();
}

void ArchivePlanDialog::showPlan()
{
    m_model->setRows(ArchivePlanTable::rows(*m_planned), m_context.workspace.clock()());
    m_summary->setText((QStringList {planSummary(*m_planned)} + planRemarks(*m_planned)).join(u'\n'));
}

void ArchivePlanDialog::savePlan()
{
    m_error->clear();
    m_table->saveCsv(m_context, tr("Save the plan"), m_name->text() + QStringLiteral("-plan.csv"),
                     [this](const Error &error) { m_error->showError(error); });
}

void ArchivePlanDialog::confirmStart()
{
    const ArchivePlan &plan = *m_planned;
    Question question;
    question.title = tr("Start the term archive");
    question.text =
        tr("%1.tar is made in %2 on %3, from %4. Earlier archives are not touched. The job goes on when "
           "Nightkeep is closed.")
            .arg(plan.request.name, displayPath(plan.archiveFolder), plan.server,
                 tr("%n zips of %1", nullptr, plan.includedCount()).arg(bytesInWords(plan.includedBytes())));
    const QStringList remarks = planRemarks(plan);
    if (!remarks.isEmpty())
        question.text += QLatin1Char(' ') + remarks.join(QLatin1Char(' '));
    question.accept = plan.coursesKnown ? tr("Start") : tr("Start without the database");
    question.dangerous = !plan.warnings.isEmpty() || !plan.sawEverything() || !plan.notChecked.isEmpty();
    m_context.dialogs.confirm(this, question, [this] { start(); });
}

void ArchivePlanDialog::start()
{
    if (!m_planned || m_job != 0)
        return;
    const ArchivePlan &plan = *m_planned;
    m_error->clear();
    ArchiveService &archives = m_context.workspace.archives();
    m_job = m_context.jobs.start<ArchiveRecord>(
        tr("Start the archive %1").arg(plan.request.name), plan.server, this,
        [&archives, plan](const CancelToken &cancel, const ProgressSink &) { return archives.start(plan, cancel); },
        [this](const Result<ArchiveRecord> &record) { finishStart(record); });
    updateButtons();
}

void ArchivePlanDialog::finishStart(const Result<ArchiveRecord> &record)
{
    m_job = 0;
    if (record) {
        emit started(*record);
        accept();
        return;
    }
    if (record.error().kind == ErrorKind::Stale)
        forgetPlan();
    if (record.error().kind != ErrorKind::Cancelled)
        m_error->showError(record.error());
    updateButtons();
}

void ArchivePlanDialog::updateButtons()
{
    const bool idle = m_job == 0;
    m_notBefore->setEnabled(idle);
    m_site->setEnabled(idle && m_sites.size() > 1);
    m_rule->setEnabled(idle);
    m_name->setEnabled(idle);
    m_takeDoubtful->setEnabled(idle && ArchiveRule(m_rule->currentData().toInt()) == ArchiveRule::NewestPerCourse);
    m_readThrough->setEnabled(idle);
    m_save->setEnabled(m_planned.has_value());
    m_plan->setEnabled(idle && m_name->hasAcceptableInput());
    enableWriting(m_start, !m_context.workspace.info().readOnly,
                  idle && m_planned && m_planned->includedCount() > 0 && m_planned->fits());
}

} // namespace Nightkeep

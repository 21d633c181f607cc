// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/catalogue/drilldialogs.h"
#include "widgets/catalogue/sitechoice.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Nightkeep {

DrillRecordDialog::DrillRecordDialog(const PageContext &context, const RestoreDrill &begun, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_begun(begun)
    , m_banner(new ErrorBanner(this))
    , m_site(new QComboBox(this))
    , m_course(new QLineEdit(begun.shortName, this))
    , m_path(new QLineEdit(QString::fromUtf8(begun.path), this))
    , m_where(new QLineEdit(this))
    , m_outcome(new QComboBox(this))
    , m_cameBack(new QLineEdit(this))
    , m_missing(new QLineEdit(this))
    , m_day(new QDateEdit(this))
    , m_minutes(new QSpinBox(this))
{
    setObjectName(QStringLiteral("drillRecordDialog"));
    setWindowTitle(tr("Record a restore drill"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setObjectName(QStringLiteral("drillRecordOk"));
    m_ok->setText(tr("Record it"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("drillRecordCancel"));
    connect(m_ok, &QPushButton::clicked, this, &DrillRecordDialog::record);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buildFields();
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Site of the copy:"), m_site);
    form->addRow(tr("Course:"), m_course);
    form->addRow(tr("Copy:"), m_path);
    form->addRow(tr("Restored on:"), m_where);
    form->addRow(tr("What came of it:"), m_outcome);
    form->addRow(tr("What came back:"), m_cameBack);
    form->addRow(tr("What was missing:"), m_missing);
    form->addRow(tr("Day:"), m_day);
    form->addRow(tr("Minutes it took:"), m_minutes);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_banner);
    layout->addWidget(plainLabel(this,
                                 tr("On Moodle 1.9: on a site for tests, Administration > Courses > Add a course, then "
                                    "Restore in the course's block, upload the zip, choose \"the current course, "
                                    "deleting it first\" and all with users' data. Then open what teachers need, and "
                                    "record here what was there.")));
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    rememberGeometry(this, m_context.settings, 90, 26);
    readSites();
    updateParts();
}

void DrillRecordDialog::buildFields()
{
    m_site->setObjectName(QStringLiteral("drillSite"));
    m_course->setObjectName(QStringLiteral("drillCourse"));
    m_course->setPlaceholderText(tr("Short name or number"));
    m_path->setObjectName(QStringLiteral("drillPath"));
    m_path->setPlaceholderText(m_begun.run.isEmpty() ? tr("Its path on the server")
                                                     : tr("Its path in the archive %1").arg(visibleText(m_begun.run)));
    m_where->setObjectName(QStringLiteral("drillWhere"));
    m_where->setPlaceholderText(tr("The site for tests, such as moodle-test"));
    m_outcome->setObjectName(QStringLiteral("drillOutcome"));
    for (const RestoreDrill::Outcome outcome :
         {RestoreDrill::Outcome::Proven, RestoreDrill::Outcome::Partly, RestoreDrill::Outcome::Failed})
        m_outcome->addItem(drillOutcomeWord(outcome), int(outcome));
    m_cameBack->setObjectName(QStringLiteral("drillCameBack"));
    m_missing->setObjectName(QStringLiteral("drillMissing"));
    m_day->setObjectName(QStringLiteral("drillDay"));
    m_minutes->setObjectName(QStringLiteral("drillMinutes"));
    for (QLineEdit *text : {m_course, m_path, m_where, m_cameBack, m_missing})
        text->setMaxLength(1000);
    const QDate today = m_context.workspace.clock()().date();
    m_day->setCalendarPopup(true);
    m_day->setMaximumDate(today);
    m_day->setDate(today);
    m_minutes->setRange(-1, 100'000);
    m_minutes->setValue(-1);
    m_minutes->setSpecialValueText(tr("not known"));
    for (QLineEdit *text : {m_path, m_where, m_missing})
        connect(text, &QLineEdit::textChanged, this, &DrillRecordDialog::updateParts);
    connect(m_outcome, &QComboBox::currentIndexChanged, this, &DrillRecordDialog::updateParts);
    connect(m_site, &QComboBox::currentIndexChanged, this, &DrillRecordDialog::updateParts);
}

/// The sites come after the dialog is shown, and are nothing that a person wrote.
QStringList DrillRecordDialog::fields() const
{
    return {m_course->text(), m_path->text(), m_where->text(), m_cameBack->text(), m_missing->text()};
}

void DrillRecordDialog::readSites()
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
            m_sites = choice->sites;
            for (const SiteBackups &site : std::as_const(m_sites))
                m_site->addItem(visibleText(site.site.name), site.site.name);
            chooseSite(*m_site, m_begun.site);
            if (!m_begun.run.isEmpty())
                m_site->setEnabled(false); // the archive's
            updateParts();
        });
}

void DrillRecordDialog::updateParts()
{
    const bool isPartly = m_outcome->currentData().toInt() == int(RestoreDrill::Outcome::Partly);
    m_ok->setEnabled(!m_isRecording && m_site->currentIndex() >= 0 && !m_path->text().trimmed().isEmpty()
                     && !m_where->text().trimmed().isEmpty() && (!isPartly || !m_missing->text().trimmed().isEmpty()));
}

RestoreDrill DrillRecordDialog::drill() const
{
    RestoreDrill drill = m_begun;
    drill.site = m_site->currentData().toString();
    const QString named = m_course->text().trimmed();
    drill.shortName = named;
    drill.course = 0;
    for (const SiteBackups &site : m_sites) {
        if (site.site.name != drill.site)
            continue;
        for (const CourseBackups &course : site.courses) {
            if (course.course.shortName == named || QString::number(course.course.id) == named) {
                drill.course = course.course.id;
                drill.shortName = course.course.shortName;
            }
        }
    }
    drill.path = m_path->text().trimmed().toUtf8();
    drill.where = m_where->text();
    drill.outcome = RestoreDrill::Outcome(m_outcome->currentData().toInt());
    drill.cameBack = m_cameBack->text();
    drill.missing = m_missing->text();
    drill.seconds = m_minutes->value() < 0 ? -1 : m_minutes->value() * qint64(60);
    const QDateTime now = m_context.workspace.clock()();
    if (m_day->date() < now.date())
        drill.at = m_day->date().startOfDay(now.timeZone());
    return drill;
}

void DrillRecordDialog::record()
{
    DrillService *drills = &m_context.workspace.drills();
    m_isRecording = true; // once, whatever is typed meanwhile
    updateParts();
    m_banner->clear();
    m_context.jobs.start<RestoreDrill>(
        tr("Record a restore drill"), {}, this,
        [drills, drill = drill()](const CancelToken &, const ProgressSink &) { return drills->record(drill); },
        [this](const Result<RestoreDrill> &recorded) {
            m_isRecording = false;
            updateParts();
            if (!recorded) {
                m_banner->showError(recorded.error());
                return;
            }
            inputTaken();
            m_context.say(tr("The restore drill of %1 is recorded.").arg(drilledInWords(*recorded)));
            emit this->recorded();
            accept();
        });
}

} // namespace Nightkeep

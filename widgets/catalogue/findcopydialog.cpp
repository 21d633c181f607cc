// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/findcopydialog.h"

#include "models/base/format.h"
#include "models/catalogue/foundcopies.h"
#include "models/catalogue/prooftables.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/catalogue/sitechoice.h"
#include "widgets/common/datatable.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"
#include "widgets/courses/coursefetchdialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace Nightkeep {

FindCopyDialog::FindCopyDialog(const PageContext &context, const QString &site, const QString &course, QWidget *parent)
    : TableDialog(context, QStringLiteral("findCopy"), QStringLiteral("copies.csv"), parent)
    , m_model(new ColumnTable(FoundCopiesTable::description(), this))
    , m_site(new QComboBox(this))
    , m_course(new QLineEdit(this))
    , m_hasDay(new QCheckBox(tr("as it was on"), this))
    , m_day(new QDateEdit(this))
    , m_find(new QPushButton(tr("Find"), this))
    , m_ask(addButton(QStringLiteral("findCopyAsk"), QString()))
    , m_copySteps(addButton(QStringLiteral("findCopySteps"), tr("Copy the steps")))
    , m_takeOut(addButton(QStringLiteral("findCopyTakeOut"), tr("Bring it here…")))
    , m_steps(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Find a copy of a course"));
    buildQuestion(course);
    buildAnswer();
    setJob(0);
    showChosen();
    setAnswer(State::Unknown, tr("Name a course, as it is called now or was then, or by its number."));
    begin(150, 38);
    readSites(site);
}

FindCopyDialog::~FindCopyDialog()
{
    if (m_job != 0)
        context().jobs.cancel(m_job);
}

void FindCopyDialog::buildQuestion(const QString &course)
{
    m_site->setObjectName(QStringLiteral("findCopySite"));
    m_site->setAccessibleName(tr("Which site"));
    m_site->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long name leaves the others room
    m_site->setMinimumContentsLength(15);
    m_course->setObjectName(QStringLiteral("findCopyCourseFilter"));
    m_course->setAccessibleName(tr("The course's short name or number"));
    m_course->setPlaceholderText(tr("Short name or number"));
    m_course->setText(course);
    m_hasDay->setObjectName(QStringLiteral("findCopyHasDay"));
    m_day->setObjectName(QStringLiteral("findCopyDay"));
    m_day->setAccessibleName(tr("The day"));
    m_day->setCalendarPopup(true);
    const QDate today = context().workspace.clock()().date();
    m_day->setMaximumDate(today);
    m_day->setDate(today);
    m_day->setEnabled(false);
    m_find->setObjectName(QStringLiteral("findCopyFind"));
    m_find->setDefault(true);
    auto *row = new QHBoxLayout;
    for (QWidget *widget :
         {static_cast<QWidget *>(m_site), static_cast<QWidget *>(m_course), static_cast<QWidget *>(m_hasDay),
          static_cast<QWidget *>(m_day), static_cast<QWidget *>(m_find)})
        row->addWidget(widget);
    row->addStretch(1);
    content()->addLayout(row);
    const auto update = [this] { setJob(m_job); };
    connect(m_hasDay, &QCheckBox::toggled, m_day, &QWidget::setEnabled);
    connect(m_course, &QLineEdit::textChanged, this, update);
    connect(m_find, &QPushButton::clicked, this, [this] { find(false); });
    connect(&context().jobs, &JobRunner::jobChanged, this, &FindCopyDialog::showProgress);
    m_course->setFocus();
}

void FindCopyDialog::buildAnswer()
{
    setModel(m_model, tr("Where the course's copies are stands here."));
    m_steps->setObjectName(QStringLiteral("findCopyWay"));
    m_steps->setAccessibleName(tr("The steps to get the chosen copy"));
    m_steps->setReadOnly(true);
    m_steps->setTabChangesFocus(true);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setObjectName(QStringLiteral("findCopyParts"));
    parts->addWidget(table());
    parts->addWidget(m_steps);
    parts->setSizes({3000, 1500});
    content()->addWidget(parts, 1);
    rememberSplitter(parts, context().settings, QStringLiteral("findCopy"));
    m_ask->setToolTip(tr("What archives hold that is not known here, and the storage manager's versions"));
    m_takeOut->setToolTip(
        tr("Write the chosen copy, from the server or from the archive there, to a file of this machine"));
    connect(table(), &DataTable::currentKeyChanged, this, &FindCopyDialog::showChosen);
    connect(m_copySteps, &QPushButton::clicked, this, &FindCopyDialog::copySteps);
    connect(m_takeOut, &QPushButton::clicked, this, &FindCopyDialog::takeOut);
    connect(m_ask, &QPushButton::clicked, this, [this] {
        if (m_job != 0)
            context().jobs.cancel(m_job);
        else
            find(true);
    });
}

void FindCopyDialog::readSites(const QString &chosen)
{
    context().jobs.look<QList<Site>>(
        tr("Read the sites from the workspace"), {}, this,
        [workspace = &context().workspace](const CancelToken &, const ProgressSink &) {
            return workspace->settings().sites();
        },
        [this, chosen](const Result<QList<Site>> &sites) {
            if (!sites) {
                showFailure(sites.error());
                return;
            }
            for (const Site &site : *sites)
                m_site->addItem(visibleText(site.name), site.name);
            chooseSite(*m_site, chosen);
            setJob(m_job);
            if (m_find->isEnabled())
                find(false);
        });
}

void FindCopyDialog::setJob(quint64 job)
{
    m_job = job;
    const bool isAskable = m_job == 0 && m_site->count() > 0 && !m_course->text().trimmed().isEmpty();
    m_find->setEnabled(isAskable);
    m_ask->setEnabled(isAskable || m_job != 0);
    m_ask->setText(m_job == 0 ? tr("Ask the servers too") : tr("Stop"));
}

void FindCopyDialog::showProgress(const Job &job)
{
    const Progress &progress = job.progress;
    if (m_job == 0 || job.id != m_job || progress.text.isEmpty())
        return;
    setAnswer(State::Working,
              progress.total <= 0 ? progress.text
                                  : tr("%1: %2 %", "what is being done, and how much of it is done")
                                        .arg(progress.text, QLocale().toString(progress.done * 100 / progress.total)));
}

void FindCopyDialog::find(bool asks)
{
    const quint64 finding = ++m_finding;
    const QString site = m_site->currentData().toString();
    const QString course = m_course->text().trimmed();
    const QDate day = m_hasDay->isChecked() ? m_day->date() : QDate();
    if (const QStringList question {site, course, day.toString(Qt::ISODate)}; question != m_question) {
        m_question = question; // what was found for another one is no answer to it
        m_notAsked.clear();
        m_model->setRows({});
        showChosen();
    }
    setAnswer(State::Working, asks ? tr("Asking the servers…") : tr("Looking through what is known here…"));
    Workspace *workspace = &context().workspace;
    const JobRunner::Work<FoundCopies> work = [workspace, site, course, day, asks](const CancelToken &cancel,
                                                                                   const ProgressSink &progress) {
        QStringList problems;
        if (asks)
            problems =
                fetchManifests(workspace->verification(), workspace->finder().withoutManifest(site), cancel, progress);
        Result<FoundCopies> found = workspace->finder().find(site, course, day, asks, cancel, progress);
        if (found)
            found->notAsked += problems;
        return found;
    };
    const auto done = [this, finding, asks, course, day](const Result<FoundCopies> &found) {
        setJob(asks ? 0 : m_job); // a copy may be on its way here meanwhile
        if (finding != m_finding)
            return;
        showFound(found, course, day);
    };
    if (asks)
        setJob(context().jobs.start<FoundCopies>(tr("Find the copies of a course"), {}, this, work, done));
    else
        context().jobs.look<FoundCopies>(tr("Find the copies of a course in the workspace"), {}, this, work, done);
}

void FindCopyDialog::showFound(const Result<FoundCopies> &found, const QString &course, const QDate &day)
{
    if (!found) {
        setAnswer(State::Unknown, tr("There is no answer."));
        showError(found.error());
        return;
    }
    m_notAsked = found->notAsked;
    m_model->setRows(FoundCopiesTable::rows(*found), now());
    const PageAnswer answer = foundAnswer(*found, course, day, now());
    setAnswer(answer.state, answer.sentence);
    table()->selectFirst();
    showChosen();
}

void FindCopyDialog::showChosen()
{
    const FoundCopyRow *row = m_model->find(table()->currentKey());
    QStringList lines;
    if (row) {
        lines << displayPath(row->copy.path) << row->copy.proof;
        lines += row->copy.steps;
    }
    if (!m_notAsked.isEmpty())
        lines << QString() << tr("Not looked at:") << m_notAsked;
    m_steps->setPlainText(visibleLines(lines.join(u'\n')));
    m_copySteps->setEnabled(row && !row->copy.steps.isEmpty());
    // Of a copy of no living course there is only the step that says where it lies.
    const bool canComeHere = row
        && (row->copy.where == FoundCopy::Where::Archive
            || (row->copy.where == FoundCopy::Where::Server && row->copy.steps.size() > 1));
    enableWriting(m_takeOut, !context().workspace.info().readOnly, canComeHere && row->copy.standing != State::Bad);
}

void FindCopyDialog::copySteps()
{
    const FoundCopyRow *row = m_model->find(table()->currentKey());
    if (!row)
        return;
    QGuiApplication::clipboard()->setText(row->copy.steps.join(u'\n'));
    context().say(tr("The steps were copied."));
}

void FindCopyDialog::takeOut()
{
    const FoundCopyRow *row = m_model->find(table()->currentKey());
    if (!row || m_job != 0) // one after another
        return;
    if (row->copy.where == FoundCopy::Where::Server)
        bringHere(row->copy);
    else
        extract(row->copy);
}

void FindCopyDialog::bringHere(const FoundCopy &copy)
{
    const QString name = m_site->currentData().toString();
    context().jobs.look<SiteBackups>(
        tr("Read the courses from the workspace"), {}, this,
        [workspace = &context().workspace, name](const CancelToken &, const ProgressSink &) -> Result<SiteBackups> {
            const Result<QList<Site>> sites = workspace->settings().sites();
            if (!sites)
                return fail(sites.error());
            for (const Site &site : *sites) {
                if (site.name == name)
                    return workspace->courses().lastBackups(site);
            }
            return fail(ErrorKind::NotFound, tr("The site %1 is not in this workspace any more.").arg(name));
        },
        [this, path = copy.path](const Result<SiteBackups> &site) {
            if (!site) {
                showError(site.error());
                return;
            }
            for (const CourseBackups &course : site->courses) {
                for (const BackupCopy &each : course.copies) {
                    if (absolutePath(*site, each) == path) {
                        fetchCopy(context(), *site, course.course, each, this);
                        return;
                    }
                }
            }
            showError({ErrorKind::NotFound, tr("That copy is no longer among those of the course."),
                       tr("Find the copies again.")});
        });
}

void FindCopyDialog::extract(const FoundCopy &found)
{
    const QString name = QString::fromUtf8(found.path.mid(found.path.lastIndexOf('/') + 1));
    ExtractionService *extraction = &context().workspace.extraction();
    context().dialogs.saveFile(
        this, tr("Take a copy out of an archive"), name, tr("Backups (*.zip *.mbz)"),
        [this, extraction, copy = found](const QString &file) {
            setAnswer(State::Working, tr("Taking the copy out of the archive…"));
            setJob(context().jobs.start<void>(
                tr("Take a copy out of the archive %1").arg(copy.run), {}, this,
                [extraction, copy, file](const CancelToken &cancel, const ProgressSink &progress) {
                    return extraction->extract(copy.run, copy.path, file, cancel, progress);
                },
                [this, file, known = takenOutAnswer(copy.sha256)](const Result<void> &done) {
                    setJob(0);
                    if (done) {
                        setAnswer(known.state, tr("The copy is in %1.").arg(visibleText(file)) + u' ' + known.sentence);
                        return;
                    }
                    setAnswer(State::Attention, tr("No copy was written."));
                    showError(done.error());
                }));
        });
}

} // namespace Nightkeep

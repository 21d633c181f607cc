// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/deletiondialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

DeletionDialog::DeletionDialog(const PageContext &context, const QList<Site> &sites, const QString &site,
                               const QList<qint64> &courses, QWidget *parent)
    : AskingDialog(context, QStringLiteral("deletion"), QStringLiteral("before-deletion.csv"), tr("Check"), parent)
    , m_sites(sites)
    , m_model(new ColumnTable(DeletionTable::description(), this))
    , m_site(new QComboBox(this))
    , m_list(new QPlainTextEdit(this))
    , m_category(new QLineEdit(this))
    , m_offline(new QCheckBox(tr("By what was last read, without asking anybody"), this))
    , m_earlier(new QComboBox(this))
{
    setWindowTitle(tr("Before courses are deleted"));
    connect(addButton(QStringLiteral("deletionOpen"), tr("Open a list…")), &QPushButton::clicked, this,
            &DeletionDialog::openFile);
    buildForm(site, courses);
    setModel(m_model, tr("Each course stands here with what is in the way of deleting it."));
    table()->setFirstOrder(DeletionTable::AnswerColumn);
    content()->addWidget(table(), 1);
    begin(150, 44);
    edited();
    listEarlier();
}

void DeletionDialog::buildForm(const QString &site, const QList<qint64> &courses)
{
    m_site->setObjectName(QStringLiteral("deletionSite"));
    m_list->setObjectName(QStringLiteral("deletionList"));
    m_category->setObjectName(QStringLiteral("deletionCategory"));
    m_offline->setObjectName(QStringLiteral("deletionOffline"));
    m_earlier->setObjectName(QStringLiteral("deletionEarlier"));
    for (QComboBox *box : {m_site, m_earlier}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // a long name widens no dialog
        box->setMinimumContentsLength(12);
    }
    for (const Site &each : std::as_const(m_sites))
        m_site->addItem(visibleText(each.name), each.name);
    m_site->setCurrentIndex(m_site->findData(site));
    QStringList lines;
    for (const qint64 course : courses)
        lines << QString::number(course);
    m_list->setPlainText(lines.join(u'\n'));
    m_list->setTabChangesFocus(true);
    m_list->setPlaceholderText(tr("The number or the short name of one course a line"));
    m_list->setFixedHeight(m_list->fontMetrics().lineSpacing() * 5 + 2 * m_list->frameWidth() + 8);
    m_category->setPlaceholderText(tr("its number, its name or its whole path"));
    m_category->setToolTip(tr("All courses of this category, and of those below it"));
    m_earlier->addItem(tr("none chosen", "of earlier checks"));

    auto *form = new QFormLayout;
    form->addRow(tr("Site"), m_site);
    form->addRow(tr("Courses"), m_list);
    form->addRow(tr("Category"), m_category);
    form->addRow(QString(), m_offline);
    form->addRow(tr("Earlier checks"), m_earlier);
    content()->addLayout(form);
    connect(m_site, &QComboBox::currentIndexChanged, this, &DeletionDialog::edited);
    connect(m_list, &QPlainTextEdit::textChanged, this, &DeletionDialog::edited);
    connect(m_category, &QLineEdit::textChanged, this, &DeletionDialog::edited);
    connect(m_earlier, &QComboBox::activated, this, &DeletionDialog::showEarlier);
}

QStringList DeletionDialog::fields() const
{
    return {m_list->toPlainText(), m_category->text()};
}

void DeletionDialog::follow()
{
    const bool namesSome = !m_list->toPlainText().trimmed().isEmpty() || !m_category->text().trimmed().isEmpty();
    setAskable(namesSome && m_site->currentIndex() >= 0);
    m_site->setEnabled(!isAsking());
    m_list->setReadOnly(isAsking());
    m_category->setReadOnly(isAsking());
}

/// No answer stands beside a list that it is not about.
void DeletionDialog::edited()
{
    follow();
    if (isAsking())
        return;
    m_earlier->setCurrentIndex(0);
    m_model->setRows({}, now());
    setAnswer(State::Unknown, tr("Name the courses that are to be deleted. Nothing is deleted here."));
}

void DeletionDialog::openFile()
{
    context().dialogs.openFile(this, tr("Open a list of courses"), tr("Lists (*.txt *.csv);;All files (*)"),
                               [this](const QString &fileName) { readFile(fileName); });
}

void DeletionDialog::readFile(const QString &fileName)
{
    DeletionService &deletions = context().workspace.deletions();
    context().jobs.start<QStringList>(
        tr("Read a list of courses"), {}, this,
        [&deletions, fileName](const CancelToken &, const ProgressSink &) { return deletions.readList(fileName); },
        [this](const Result<QStringList> &lines) {
            if (lines)
                m_list->setPlainText(lines->join(u'\n'));
            else
                showError(lines.error());
        });
}

void DeletionDialog::ask()
{
    if (isAsking() || m_site->currentIndex() < 0)
        return;
    const Result<QStringList> lines = parseDeletionList(m_list->toPlainText().toUtf8());
    if (!lines) {
        showError(lines.error());
        return;
    }
    const DeletionService::Order order {
        m_sites.at(m_site->currentIndex()), {{}, *lines, m_category->text()}, m_offline->isChecked()};
    setAnswer(State::Working, tr("Asking how the courses' backups stand…"));
    DeletionService &deletions = context().workspace.deletions();
    setJob(context().jobs.start<Asked<DeletionCheck>>(
        tr("Check what is in the way of deleting courses of %1").arg(order.site.name),
        QStringLiteral("courses/") + order.site.name, this,
        [&deletions, order](const CancelToken &cancel, const ProgressSink &progress) {
            return deletions.check(order, Attendance::Attended, cancel, progress);
        },
        [this](const Result<Asked<DeletionCheck>> &checked) { take(checked); }));
    follow();
}

void DeletionDialog::take(const Result<Asked<DeletionCheck>> &checked)
{
    setJob(0);
    follow();
    if (!checked) {
        m_model->setRows({}, now()); // of another list, or of another moment
        setAnswer(State::Unknown,
                  checked.error().kind == ErrorKind::Cancelled
                      ? tr("The check was stopped: nobody knows what may be deleted, and nothing was kept.")
                      : tr("There is no answer: nobody knows what may be deleted."));
        showError(checked.error());
        return;
    }
    inputTaken();
    m_earlier->setCurrentIndex(0);
    show(checked->answer);
    if (checked->notKept)
        showNotKept(*checked->notKept);
    listEarlier();
    emit answered();
}

void DeletionDialog::show(const DeletionCheck &check)
{
    const PageAnswer answer = deletionAnswer(check.head, now());
    setAnswer(
        answer.state, answer.sentence,
        tr("Checked %1 by %2.", "an age, a person").arg(ageInWords(check.head.at, now()), visibleText(check.head.who)));
    m_model->setRows(check.courses, now());
}

void DeletionDialog::listEarlier()
{
    DeletionService &deletions = context().workspace.deletions();
    context().jobs.look<QList<DeletionCheckHead>>(
        tr("Read the earlier checks from the workspace"), {}, this,
        [&deletions](const CancelToken &, const ProgressSink &) { return deletions.earlier(); },
        [this](const Result<QList<DeletionCheckHead>> &heads) {
            if (!heads) {
                showError(heads.error());
                return;
            }
            while (m_earlier->count() > 1)
                m_earlier->removeItem(1);
            for (const DeletionCheckHead &head : *heads)
                m_earlier->addItem(
                    tr("%1, %2: %3", "a moment, a site, an answer")
                        .arg(shortMoment(head.at, now()), visibleText(head.site), deletionAnswer(head, now()).sentence),
                    head.number);
            m_earlier->setEnabled(!heads->isEmpty());
        });
}

void DeletionDialog::showEarlier()
{
    const qint64 number = m_earlier->currentData().toLongLong();
    if (number <= 0 || isAsking())
        return;
    DeletionService &deletions = context().workspace.deletions();
    context().jobs.look<DeletionCheck>(
        tr("Read an earlier check from the workspace"), {}, this,
        [&deletions, number](const CancelToken &, const ProgressSink &) { return deletions.find(number); },
        [this, number](const Result<DeletionCheck> &check) {
            if (isAsking() || m_earlier->currentData().toLongLong() != number) // there is something newer
                return;
            if (check)
                show(*check);
            else
                showError(check.error());
        });
}

} // namespace Nightkeep

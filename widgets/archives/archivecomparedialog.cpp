// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivecomparedialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

std::optional<State> comparedState(const CourseChange &change)
{
    const bool isLess = change.kind == CourseChange::Kind::Lost || change.kind == CourseChange::Kind::Shrunk;
    return isLess ? std::optional(State::Attention) : std::nullopt;
}

TableColumn<CourseChange> comparedBytes(const QString &title, qint64 CourseChange::*bytes)
{
    using Column = TableColumn<CourseChange>;
    return Column(title,
                  [bytes](const CourseChange &row) {
                      return row.*bytes < 0 ? ArchiveCompareDialog::tr("none") : bytesInWords(row.*bytes);
                  })
        .with(&Column::sortValue,
              [bytes](const CourseChange &row) { return row.*bytes < 0 ? QVariant() : QVariant(row.*bytes); })
        .with(&Column::isNumber, true);
}

TableDescription<CourseChange> comparedCourses()
{
    using Column = TableColumn<CourseChange>;
    return {
        [](const CourseChange &row) {
            return (row.course ? QString::number(*row.course) : QString()) + u'/' + row.name;
        },
        {{ArchiveCompareDialog::tr("Course"), [](const CourseChange &row) { return visibleText(row.name); }},
         Column(ArchiveCompareDialog::tr("Change"), [](const CourseChange &row) { return courseChangeWord(row.kind); })
             .with(&Column::state, comparedState),
         comparedBytes(ArchiveCompareDialog::tr("Before"), &CourseChange::before),
         comparedBytes(ArchiveCompareDialog::tr("Now"), &CourseChange::after)}};
}

} // namespace

ArchiveCompareDialog::ArchiveCompareDialog(const PageContext &context, const ArchiveRecord &record,
                                           const QList<ArchiveRecord> &runs, QWidget *parent)
    : ArchiveCompareDialog(context,
                           Compared {record.run.request.name, record.run.request.site, record.run.id,
                                     record.run.startedAt,
                                     [run = record.run.id](ArchiveService &archives, const QString &before) {
                                         return archives.compare(run, before);
                                     }},
                           runs, parent)
{
}

ArchiveCompareDialog::ArchiveCompareDialog(const PageContext &context, const ArchivePlan &plan,
                                           const QList<ArchiveRecord> &runs, QWidget *parent)
    : ArchiveCompareDialog(context,
                           Compared {plan.request.name,
                                     plan.request.site,
                                     {},
                                     plan.plannedAt,
                                     [plan](ArchiveService &archives, const QString &before) {
                                         return archives.compareWith(before, plan);
                                     }},
                           runs, parent)
{
}

ArchiveCompareDialog::ArchiveCompareDialog(const PageContext &context, const Compared &compared,
                                           const QList<ArchiveRecord> &runs, QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveCompare"), compared.name + QStringLiteral("-changes.csv"), parent)
    , m_compared(compared)
    , m_before(new QComboBox(this))
    , m_model(new ColumnTable(comparedCourses(), this))
{
    setWindowTitle(tr("What changed up to %1", "an archive").arg(compared.name));
    m_before->setObjectName(QStringLiteral("archiveCompareWith"));
    m_before->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_before->setMinimumContentsLength(30);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Compared &with"), m_before);
    content()->addLayout(form);
    setModel(m_model, tr("Each course that is not as it was stands here."));
    content()->addWidget(table(), 1);
    fillBefore(runs);
    connect(m_before, &QComboBox::currentIndexChanged, this, &ArchiveCompareDialog::compare);
    begin(90, 30);
    compare();
}

ArchiveCompareDialog::~ArchiveCompareDialog()
{
    stop();
}

/// Those before it, the last of its own site first.
void ArchiveCompareDialog::fillBefore(QList<ArchiveRecord> runs)
{
    runs.removeIf([this](const ArchiveRecord &each) {
        return each.run.id == m_compared.run || each.status.state != ArchiveState::Complete
            || each.run.startedAt >= m_compared.at;
    });
    const auto isOther = [this](const ArchiveRecord &each) { return each.run.request.site != m_compared.site; };
    std::stable_sort(runs.begin(), runs.end(), [&isOther](const ArchiveRecord &a, const ArchiveRecord &b) {
        return isOther(a) != isOther(b) ? isOther(b) : a.run.startedAt > b.run.startedAt;
    });
    for (const ArchiveRecord &each : std::as_const(runs))
        m_before->addItem(tr("%1 of %2, %3", "an archive, its site, a day")
                              .arg(each.run.request.name, visibleText(each.run.request.site),
                                   dayAndMonth(each.run.startedAt.toTimeZone(now().timeZone()).date())),
                          each.run.id);
    m_before->setEnabled(m_before->count() > 0);
}

void ArchiveCompareDialog::compare()
{
    stop();
    m_model->setRows({});
    const QString before = m_before->currentData().toString();
    if (before.isEmpty()) {
        setAnswer(State::Unknown, tr("There is no earlier finished archive to compare it with."));
        return;
    }
    setAnswer(State::Working, tr("Comparing…"));
    ArchiveService &archives = context().workspace.archives();
    m_job = context().jobs.start<TermComparison>(
        tr("Compare %1 with %2", "two archives").arg(m_compared.name, m_before->currentText()),
        QStringLiteral("comparison"), this,
        [&archives, before, asked = m_compared.compare](const CancelToken &, const ProgressSink &) {
            return asked(archives, before);
        },
        [this, round = ++m_round](const Result<TermComparison> &comparison) {
            if (round != m_round)
                return; // another one was chosen meanwhile
            m_job = 0;
            if (comparison) {
                showChanges(*comparison);
                return;
            }
            setAnswer(State::Unknown, tr("What changed is not known."));
            showError(comparison.error());
        });
}

void ArchiveCompareDialog::showChanges(const TermComparison &comparison)
{
    QList<CourseChange> changed = comparison.courses;
    changed.removeIf([](const CourseChange &each) { return each.kind == CourseChange::Kind::Same; });
    m_model->setRows(changed, now());
    const bool isLess = std::any_of(changed.cbegin(), changed.cend(),
                                    [](const CourseChange &each) { return comparedState(each).has_value(); });
    const bool isAllKnown = std::all_of(comparison.courses.cbegin(), comparison.courses.cend(),
                                        [](const CourseChange &each) { return each.course.has_value(); });
    const State known = isAllKnown ? State::Good : State::Unknown;
    setAnswer(isLess ? State::Attention : known, comparison.inWords());
}

void ArchiveCompareDialog::stop()
{
    if (const quint64 job = std::exchange(m_job, 0); job != 0)
        context().jobs.cancel(job);
}

} // namespace Nightkeep

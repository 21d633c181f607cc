// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursecopiesdialog.h"

#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/workspace.h"
#include "widgets/common/byteschart.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"
#include "widgets/courses/coursecontentsdialog.h"
#include "widgets/courses/coursefetchdialog.h"

#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

CourseCopiesDialog::CourseCopiesDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                                       QWidget *parent)
    : TableDialog(context, QStringLiteral("courseCopies"), QStringLiteral("copies.csv"), parent)
    , m_site {site.site, {}, site.zone, {}, {}, {}}
    , m_course(course.course)
    , m_model(new ColumnTable(CopiesTable::description(), this))
    , m_chart(new BytesChart(QStringLiteral("courseSizes"), tr("Size of the course's backups over time"),
                             tr("No sound backup that Moodle made has been seen yet."), this))
{
    setWindowTitle(tr("Copies of %1").arg(visibleText(course.course.shortName)));
    QPushButton *contents = addButton(QStringLiteral("courseCopiesContents"), tr("Contents…"));
    contents->setToolTip(tr("What is inside the chosen copy"));
    contents->setEnabled(false);
    connect(contents, &QPushButton::clicked, this, &CourseCopiesDialog::showContents);
    QPushButton *fetch = addButton(QStringLiteral("courseCopiesFetch"), tr("Fetch…"));
    fetch->setToolTip(tr("Bring the chosen copy to this machine, proved and read through"));
    const bool isWritable = !context.workspace.info().readOnly;
    enableWriting(fetch, isWritable, false);
    connect(fetch, &QPushButton::clicked, this, &CourseCopiesDialog::fetch);
    connect(table(), &DataTable::currentKeyChanged, this, [this, contents, fetch, isWritable](const QString &key) {
        const BackupCopy *copy = m_model->find(key);
        const bool isThere = copy && copy->sight == CopySight::Seen;
        contents->setEnabled(isThere);
        enableWriting(fetch, isWritable, isThere);
        m_chart->choose(copy ? int(m_charted.indexOf(copy->made)) : -1);
    });
    setModel(m_model, tr("No copy of this course is known, and nothing else lies at its place."));
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setObjectName(QStringLiteral("courseCopiesParts"));
    parts->addWidget(table());
    parts->addWidget(m_chart);
    parts->setSizes({3000, 2000});
    content()->addWidget(parts, 1);
    rememberSplitter(parts, context.settings, QStringLiteral("courseCopies"));
    m_model->setRows(course.copies + othersOfCourse(site, course.course.id), now());
    setAnswer(courseVerdictState(course.verdict), course.reason);
    showSizes();
    connect(m_chart, &BytesChart::pointChosen, this, &CourseCopiesDialog::showCopyOf);
    begin(150, 34);
}

void CourseCopiesDialog::showSizes()
{
    ChartContents contents;
    contents.heading = tr("Size over time");
    // Newest first, and a chart goes on from the oldest.
    for (auto size = m_course.sizes.crbegin(); size != m_course.sizes.crend(); ++size) {
        const QDateTime made = size->made.toTimeZone(m_site.zone);
        contents.points.append({qreal(made.date().toJulianDay()), size->bytes,
                                dayInWords(made.date(), QLocale::ShortFormat),
                                tr("%1: %2", "a moment, a size")
                                    .arg(momentInWords(made, QLocale::ShortFormat), bytesInWords(size->bytes))});
        m_charted.append(size->made);
    }
    if (!contents.points.isEmpty())
        contents.words =
            tr("Size over time, of %n backups that Moodle made. The last: %1", nullptr, int(contents.points.size()))
                .arg(contents.points.constLast().words);
    m_chart->setContents(contents);
}

/// Of a backup that is remembered alone there is no row.
void CourseCopiesDialog::showCopyOf(int point)
{
    const QDateTime made = m_charted.value(point);
    const QList<BackupCopy> copies = m_model->rows();
    const auto copy = std::find_if(copies.cbegin(), copies.cend(), [&made](const BackupCopy &each) {
        return each.made == made && each.isSound && each.kind == CopyKind::MadeByMoodle;
    });
    if (copy != copies.cend())
        table()->selectKey(CopiesTable::description().key(*copy));
}

void CourseCopiesDialog::showContents()
{
    if (const BackupCopy *copy = m_model->find(table()->currentKey()))
        openModal(new CourseContentsDialog(context(), m_site.site, *copy, this));
}

void CourseCopiesDialog::fetch()
{
    if (const BackupCopy *copy = m_model->find(table()->currentKey()))
        fetchCopy(context(), m_site, m_course, *copy, this);
}

} // namespace Nightkeep

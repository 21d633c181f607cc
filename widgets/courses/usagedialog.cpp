// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/usagedialog.h"

#include "models/courses/coursestable.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/byteschart.h"
#include "widgets/common/datatable.h"
#include "widgets/common/viewstate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype usageChartedParts = 40; // courses: more bars than that are none

bool usageIsByDays(UsageView view)
{
    return view == UsageView::OverTime || view == UsageView::ByDay;
}

QString usageLargest(const QList<UsageLine> &rows)
{
    const auto largest = std::max_element(rows.cbegin(), rows.cend(), [](const UsageLine &one, const UsageLine &other) {
        return one.bytes < other.bytes;
    });
    return largest == rows.cend() ? QString() : largest->inWords();
}

} // namespace

UsageDialog::UsageDialog(const PageContext &context, const QList<SiteBackups> &sites, const QString &chosen,
                         QWidget *parent)
    : TableDialog(context, QStringLiteral("usage"), QStringLiteral("usage.csv"), parent)
    , m_sites(sites)
    , m_model(new ColumnTable(UsageTable::description(), this))
    , m_copies(new ColumnTable(CopiesTable::description(), this))
    , m_site(new QComboBox(this))
    , m_view(new QComboBox(this))
    , m_chart(new BytesChart(QStringLiteral("usageChart"), tr("Room that backups take, as a chart"),
                             tr("Nothing is known of it yet."), this))
    , m_files(new DataTable(QStringLiteral("usageFiles"), context.settings, this))
{
    setWindowTitle(tr("Room that backups take"));
    buildQuestion(chosen);
    buildAnswer();
    begin(150, 40);
    read();
}

void UsageDialog::buildQuestion(const QString &chosen)
{
    m_site->setObjectName(QStringLiteral("usageSite"));
    m_site->setAccessibleName(tr("Which site"));
    for (const SiteBackups &site : std::as_const(m_sites)) {
        m_site->addItem(visibleText(site.site.name));
        if (site.site.name == chosen)
            m_site->setCurrentIndex(m_site->count() - 1);
    }
    m_view->setObjectName(QStringLiteral("usageView"));
    m_view->setAccessibleName(tr("What is shown"));
    m_view->addItem(tr("Over time"), int(UsageView::OverTime));
    m_view->addItem(tr("By the day that they were made"), int(UsageView::ByDay));
    m_view->addItem(tr("By course"), int(UsageView::ByCourse));
    m_view->addItem(tr("By kind"), int(UsageView::ByKind));
    auto *row = new QHBoxLayout;
    row->addWidget(m_site);
    row->addWidget(m_view);
    row->addStretch(1);
    content()->addLayout(row);
    connect(m_site, &QComboBox::currentIndexChanged, this, &UsageDialog::read);
    connect(m_view, &QComboBox::currentIndexChanged, this, &UsageDialog::showView);
}

void UsageDialog::buildAnswer()
{
    setModel(m_model, tr("What is known stands here once the backups have been looked through: refresh the courses."));
    m_files->setObjectName(QStringLiteral("usageFiles"));
    m_files->setEmptyText(tr("Choose a day to see the files that were made on it."));
    m_files->setModel(m_copies);
    auto *beside = new QSplitter(Qt::Horizontal, this);
    beside->setObjectName(QStringLiteral("usageSplitter"));
    beside->addWidget(table());
    beside->addWidget(m_chart);
    beside->setSizes({3000, 3000});
    auto *all = new QSplitter(Qt::Vertical, this);
    all->setObjectName(QStringLiteral("usageParts"));
    all->addWidget(beside);
    all->addWidget(m_files);
    all->setSizes({3000, 2000});
    content()->addWidget(all, 1);
    rememberSplitter(beside, context().settings, QStringLiteral("usage"));
    rememberSplitter(all, context().settings, QStringLiteral("usageParts"));
    m_files->hide(); // until days are shown whose files there are
    connect(m_files, &DataTable::copied, this, context().say);
    connect(table(), &DataTable::currentKeyChanged, this, &UsageDialog::showChosen);
    connect(m_chart, &BytesChart::pointChosen, this, [this](int point) { table()->selectKey(m_charted.at(point)); });
}

UsageView UsageDialog::view() const
{
    return UsageView(m_view->currentData().toInt());
}

void UsageDialog::read()
{
    const quint64 reading = ++m_reading;
    const SiteBackups site = m_sites.value(m_site->currentIndex());
    setAnswer(State::Working, tr("Adding up what is known…"));
    Workspace &workspace = context().workspace;
    context().jobs.look<SiteUsage>(
        tr("Add up the backups of %1").arg(site.site.name), {}, this,
        [&workspace, site](const CancelToken &, const ProgressSink &) {
            return readUsage(workspace, site.site).map([&site](const UsageHistory &history) {
                return siteUsage(site, history);
            });
        },
        [this, reading](const Result<SiteUsage> &usage) {
            if (reading != m_reading)
                return;
            if (usage) {
                showUsage(*usage);
                return;
            }
            showUsage({}); // what stands there may be another site's
            showFailure(usage.error());
        });
}

void UsageDialog::showUsage(const SiteUsage &usage)
{
    m_usage = usage;
    const PageAnswer answer = usageAnswer(usage);
    setAnswer(answer.state, answer.sentence);
    showView();
}

void UsageDialog::showView()
{
    m_files->setVisible(view() == UsageView::ByDay);
    m_model->setTitle(UsageTable::WhatColumn, UsageTable::whatTitle(view()));
    m_model->setTitle(UsageTable::BesideColumn, UsageTable::besideTitle(view()));
    m_model->setRows(usageLines(m_usage, view()), now());
    showChart();
    showChosen(table()->currentKey());
}

void UsageDialog::showChart()
{
    const bool isByDays = usageIsByDays(view());
    QList<UsageLine> rows = m_model->rows();
    if (isByDays)
        std::reverse(rows.begin(), rows.end());
    else
        rows = rows.mid(0, usageChartedParts);
    ChartContents contents;
    contents.form = view() == UsageView::OverTime ? ChartContents::Form::Line : ChartContents::Form::Bars;
    contents.heading = m_view->currentText();
    if (!rows.isEmpty())
        contents.words =
            tr("%1. The largest: %2", "what is shown, a size").arg(m_view->currentText(), usageLargest(rows));
    m_charted.clear();
    for (const UsageLine &row : std::as_const(rows)) {
        const qreal x = isByDays ? qreal(row.day.toJulianDay()) : qreal(m_charted.size());
        contents.points.append({x, row.bytes, row.what, row.inWords()});
        m_charted.append(row.key);
    }
    m_chart->setContents(contents);
}

void UsageDialog::showChosen(const QString &key)
{
    m_chart->choose(int(m_charted.indexOf(key)));
    const UsageLine *row = view() == UsageView::ByDay ? m_model->find(key) : nullptr;
    readFiles(row ? row->day : QDate());
}

void UsageDialog::readFiles(const QDate &day)
{
    const quint64 reading = ++m_readingFiles;
    if (!day.isValid()) {
        m_copies->setRows({}, now());
        return;
    }
    context().jobs.look<QList<BackupCopy>>(
        tr("Find the files of a day"), {}, this,
        [site = m_usage.site, day](const CancelToken &, const ProgressSink &) -> Result<QList<BackupCopy>> {
            return copiesOfDay(site, day);
        },
        [this, reading](const Result<QList<BackupCopy>> &copies) {
            if (copies && reading == m_readingFiles)
                m_copies->setRows(*copies, now());
        });
}

} // namespace Nightkeep

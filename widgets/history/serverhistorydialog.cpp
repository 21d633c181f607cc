// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/serverhistorydialog.h"

#include "models/base/format.h"
#include "models/history/snapshotthinning.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/history/diskchart.h"

#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

void describe(FactsView &view, const HistoryEntry &entry, const QDateTime &now)
{
    const ServerSnapshot &snapshot = entry.snapshot;
    view.title(ageInWords(snapshot.takenAt, now),
               QLocale().toString(snapshot.takenAt.toTimeZone(now.timeZone()), QLocale::LongFormat));
    view.heading(FactsView::tr("Changed since the one before"));
    if (entry.first)
        view.dimmed(FactsView::tr("It is the first one that is remembered."));
    else if (entry.changes.isEmpty())
        view.dimmed(FactsView::tr("Nothing."));
    for (const SnapshotChange &change : entry.changes) {
        if (change.severity == Severity::Info)
            view.paragraph(change.sentence);
        else
            view.state(changeState(change.severity), change.sentence);
    }
    view.heading(FactsView::tr("As it was then"));
    view.fact(FactsView::tr("System"), visibleText(snapshot.osRelease));
    view.fact(FactsView::tr("Kernel"), visibleText(snapshot.kernel));
    view.fact(FactsView::tr("Running for"),
              snapshot.uptimeSeconds < 0 ? QString() : durationInWords(snapshot.uptimeSeconds));
    QStringList disks;
    for (const Mount &mount : snapshot.mounts) {
        if (isFillingDisk(mount))
            disks << FactsView::tr("%1: %2 of %3 free", "disk, bytes, bytes")
                         .arg(displayPath(mount.target), bytesInWords(mount.freeBytes), bytesInWords(mount.totalBytes));
    }
    view.fact(FactsView::tr("Disks"), disks);
}

} // namespace

ServerHistoryDialog::ServerHistoryDialog(const PageContext &context, const Server &server, QWidget *parent)
    : TableDialog(context, QStringLiteral("serverHistory"), QStringLiteral("history.csv"), parent)
    , m_server(server)
    , m_model(new ColumnTable(HistoryTable::description(), this))
    , m_forecasts(new ColumnTable(ForecastTable::description(), this))
    , m_detail(new FactsView(this))
    , m_disks(new DataTable(QStringLiteral("serverDisks"), context.settings, this))
    , m_chart(new DiskChart(this))
{
    setWindowTitle(tr("History of %1").arg(visibleText(server.name)));
    connect(m_disks, &DataTable::copied, this, context.say);
    setModel(m_model, tr("Each time the server is asked, what it said is kept here. Refresh it to begin."));
    m_detail->setObjectName(QStringLiteral("serverHistoryDetail"));
    m_detail->setAccessibleName(tr("What changed at the chosen probe"));

    auto *past = new QSplitter(Qt::Horizontal, this);
    past->setObjectName(QStringLiteral("serverHistorySplitter"));
    past->addWidget(table());
    past->addWidget(m_detail);
    past->setSizes({3000, 2000});
    auto *all = new QSplitter(Qt::Vertical, this);
    all->setObjectName(QStringLiteral("serverHistoryParts"));
    all->addWidget(past);
    all->addWidget(buildDisks());
    all->setSizes({3000, 1600});
    content()->addWidget(all, 1);
    rememberSplitter(past, context.settings, QStringLiteral("serverHistory"));
    rememberSplitter(all, context.settings, QStringLiteral("serverHistoryParts"));
    QLabel *rule = plainLabel(this, thinningRule());
    rule->setObjectName(QStringLiteral("thinningRule"));
    content()->addWidget(rule);

    connect(table(), &DataTable::currentKeyChanged, this, &ServerHistoryDialog::showDetail);
    connect(m_disks, &DataTable::currentKeyChanged, this, &ServerHistoryDialog::showDisk);
    setAnswer(State::Working, tr("Reading what is remembered…"));
    showDetail();
    begin(160, 42);
    read();
}

QWidget *ServerHistoryDialog::buildDisks()
{
    m_disks->setEmptyText(tr("No sizes of disks are remembered yet."));
    m_disks->setModel(m_forecasts);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("serverDisksSplitter"));
    splitter->addWidget(m_disks);
    splitter->addWidget(m_chart);
    splitter->setSizes({3000, 2000});
    rememberSplitter(splitter, context().settings, QStringLiteral("serverDisks"));
    return splitter;
}

void ServerHistoryDialog::read()
{
    HistoryService *service = &context().workspace.history();
    context().jobs.look<Memory>(
        tr("Read the history of %1").arg(shortName(m_server.name)), {}, this,
        [service, name = m_server.name](const CancelToken &, const ProgressSink &) -> Result<Memory> {
            const Result<QList<HistoryEntry>> entries = service->history(name);
            if (!entries)
                return fail(entries.error());
            const Result<QList<DiskSeries>> disks = service->disks(name);
            if (!disks)
                return fail(disks.error());
            return Memory {*entries, *disks};
        },
        [this](const Result<Memory> &memory) {
            if (memory)
                showMemory(*memory);
            else
                showFailure(memory.error());
        });
}

void ServerHistoryDialog::showMemory(const Memory &memory)
{
    const QDateTime now = this->now();
    m_series = memory.disks;
    QList<DiskForecast> forecasts;
    State worst = memory.disks.isEmpty() ? State::Unknown : State::Good;
    QString worstSentence;
    for (const DiskSeries &disk : memory.disks) {
        forecasts.append(forecastDisk(disk, now));
        const State state = forecastState(forecasts.last(), now);
        if (stateRank(state) < stateRank(worst)) {
            worst = state;
            worstSentence = tr("%1: %2", "disk, forecast").arg(displayPath(disk.mount), forecasts.last().sentence);
        }
    }
    m_forecasts->setRows(forecasts, now);
    m_model->setRows(memory.entries, now);
    if (memory.entries.isEmpty()) {
        setAnswer(State::Unknown, tr("Nothing is remembered of this server yet."));
    } else {
        const QString since = ageInWords(memory.entries.last().snapshot.takenAt, now);
        const QString count =
            tr("%n probes are remembered; the first was %1.", nullptr, int(memory.entries.size())).arg(since);
        setAnswer(worst, worstSentence.isEmpty() ? count : count + u' ' + worstSentence);
        table()->selectFirst();
    }
    m_disks->selectFirst();
    showDetail();
    showDisk();
}

void ServerHistoryDialog::showDetail()
{
    const HistoryEntry *entry = m_model->find(table()->currentKey());
    if (!entry) {
        m_detail->describeNothing(tr("Choose a probe to see what changed at it."));
        return;
    }
    m_detail->describe(table()->currentKey(),
                       [entry = *entry, now = now()](FactsView &view) { describe(view, entry, now); });
}

void ServerHistoryDialog::showDisk()
{
    const DiskForecast *forecast = m_forecasts->find(m_disks->currentKey());
    if (!forecast) {
        m_chart->clear();
        return;
    }
    for (const DiskSeries &disk : std::as_const(m_series)) {
        if (disk.mount == forecast->mount)
            m_chart->setDisk(disk, *forecast);
    }
}

} // namespace Nightkeep

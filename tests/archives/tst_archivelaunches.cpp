// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many who start an archive at the same time: one of them makes it, and every other is told who.
#include "tests/archives/archivechecks.h"
#include "tests/support/testmain.h"

#include <QMutex>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>

using namespace Nightkeep;

namespace {

/// What came of one launch by some clients.
struct LaunchOutcome
{
    QStringList winners;
    int busy = 0;
    QStringList others; ///< what no loser should be told
};

LaunchOutcome launchTogether(ArchiveService &service, const ArchivePlan &plan, int trial, int clients)
{
    LaunchOutcome outcome;
    QThreadPool pool;
    pool.setMaxThreadCount(clients);
    QSemaphore barrier;
    QMutex lock;
    for (int i = 0; i < clients; ++i) {
        ArchivePlan own = plan;
        own.request.name = QStringLiteral("t%1-%2").arg(trial).arg(i);
        pool.start([&, own] {
            barrier.acquire();
            const Result<ArchiveRecord> started = service.start(own, CancelToken());
            const QMutexLocker locker(&lock);
            if (started)
                outcome.winners.append(started->run.id);
            else if (started.error().kind == ErrorKind::Busy)
                ++outcome.busy;
            else
                outcome.others.append(started.error().message + u' ' + started.error().detail);
        });
    }
    barrier.release(clients);
    pool.waitForDone();
    return outcome;
}

} // namespace

class TstArchiveLaunches : public QObject
{
    Q_OBJECT

private slots:
    void oneWinnerOfManyStarts();
};

void TstArchiveLaunches::oneWinnerOfManyStarts()
{
    constexpr int launches = 60; // and 40 of hand-overs, in TstHandOverLaunches
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    QRandomGenerator random(9);
    int starts = 0;
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY(plan.has_value());
    world.setFailpoint("listing:stop"); // the winner has the lock until it is cancelled
    for (int trial = 0; trial < launches; ++trial) {
        const int clients = trial == 0 ? 20 : 2 + random.bounded(2);
        const LaunchOutcome outcome = launchTogether(*service, *plan, trial, clients);
        QVERIFY2(outcome.others.isEmpty(), qPrintable(outcome.others.join(u'\n')));
        QCOMPARE(outcome.winners.size(), 1);
        QCOMPARE(outcome.busy, clients - 1);
        starts += clients;
        QCOMPARE(service->cancelRun(outcome.winners.constFirst(), CancelToken())->status.state, ArchiveState::None);
    }
    qInfo("%d launches by %d clients: one winner each, every loser told who holds the lock", launches, starts);
}

NIGHTKEEP_TEST(TstArchiveLaunches, fault, Core, 300)
#include "tst_archivelaunches.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many who hand one archive over to the storage manager at the same time: its client, a stand-in, is called once.
#include "tests/places/standinclient.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSemaphore>
#include <QThreadPool>
#include <QtTest>

using namespace Nightkeep;

class TstHandOverLaunches : public QObject
{
    Q_OBJECT

private slots:
    void oneOfManyStartsSends();
};

void TstHandOverLaunches::oneOfManyStartsSends()
{
    QRandomGenerator random(16);
    int starts = 0;
    constexpr int launches = 40;
    for (int trial = 0; trial < launches; ++trial) {
        const StandInClient client;
        client.answer("archive 0 found");
        const HandOverWorld world(3000);
        const ArchivePlace place = world.place(PlaceKind::StorageManager);
        const int clients = trial == 0 ? 20 : 2 + random.bounded(2);
        QThreadPool pool;
        pool.setMaxThreadCount(clients);
        QSemaphore barrier;
        QAtomicInt winners;
        QMutex lock;
        QStringList others; // what no loser should be told
        for (int i = 0; i < clients; ++i) {
            pool.start([&] {
                barrier.acquire();
                const Result<void> started = world.start(place);
                if (started) {
                    winners.fetchAndAddOrdered(1);
                } else if (started.error().kind != ErrorKind::Busy && started.error().kind != ErrorKind::BadInput) {
                    const QMutexLocker locker(&lock);
                    others.append(started.error().message + u' ' + started.error().detail);
                }
            });
        }
        barrier.release(clients);
        pool.waitForDone();
        QVERIFY2(others.isEmpty(), qPrintable(others.join(u'\n')));
        QCOMPARE(winners.loadAcquire(), 1);
        QCOMPARE(world.ended(place).state, HandOverState::Confirmed);
        QCOMPARE(client.sent(), 1);
        starts += clients;
    }
    qInfo("%d launches by %d clients: one winner each, each archive sent once", launches, starts);
}

NIGHTKEEP_TEST(TstHandOverLaunches, fault, Core, 300)
#include "tst_handoverlaunches.moc"

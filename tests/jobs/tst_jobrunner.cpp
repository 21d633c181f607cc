// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrunner.h"
#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <stdexcept>

using namespace Nightkeep;

class TstJobRunner : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_now = QDateTime(QDate(2008, 11, 29), QTime(9, 30), QTimeZone::utc()); }

    void threeEndings_data()
    {
        QTest::addColumn<int>("kind"); // -1: done
        QTest::addColumn<int>("phase");
        QTest::addColumn<int>("state");
        QTest::newRow("done") << -1 << int(Job::Phase::Done) << int(State::Good);
        QTest::newRow("failed") << int(ErrorKind::Unreachable) << int(Job::Phase::Failed) << int(State::Bad);
        QTest::newRow("cancelled") << int(ErrorKind::Cancelled) << int(Job::Phase::Cancelled) << int(State::Unknown);
    }
    void threeEndings()
    {
        QFETCH(int, kind);
        QFETCH(int, phase);
        QFETCH(int, state);
        JobRunner runner(clock());
        std::optional<Result<int>> got;
        runner.start<int>(
            QStringLiteral("job"), {}, this,
            [kind](const CancelToken &, const ProgressSink &progress) -> Result<int> {
                progress({1, 2, false, QStringLiteral("half")});
                if (kind < 0)
                    return 42;
                return fail(static_cast<ErrorKind>(kind), QStringLiteral("because"));
            },
            [&](const Result<int> &result) { got = result; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->has_value(), kind < 0);
        QCOMPARE(runner.jobs().size(), 1);
        QCOMPARE(int(runner.jobs().first().phase()), phase);
        QCOMPARE(int(runner.jobs().first().state()), state);
        QCOMPARE(runner.jobs().first().progress.text, QStringLiteral("half"));
        QCOMPARE(runner.running(), 0);
    }

    void oneAtATimePerLane()
    {
        JobRunner runner(clock(), 8);
        std::atomic_int inside = 0;
        std::atomic_int most = 0;
        int ended = 0;
        for (int i = 0; i < 20; ++i) {
            runner.start<int>(
                QStringLiteral("job"), QStringLiteral("moodle-a"), this,
                [&](const CancelToken &, const ProgressSink &) -> Result<int> {
                    most = std::max(most.load(), ++inside);
                    --inside;
                    return 0;
                },
                [&](const Result<int> &) { ++ended; });
        }
        QTRY_COMPARE(ended, 20);
        QCOMPARE(most.load(), 1);
    }

    void lanesRunSideBySideUpToTheLimit()
    {
        QSemaphore arrived;
        QSemaphore go;
        JobRunner runner(clock(), 3);
        const auto ending = qScopeGuard([&go] { go.release(5); }); // a failure must not wait for them for ever
        int ended = 0;
        for (int i = 0; i < 5; ++i) {
            runner.start<int>(
                QStringLiteral("job"), QString::number(i), this,
                [&](const CancelToken &, const ProgressSink &) -> Result<int> {
                    arrived.release();
                    go.acquire();
                    return 0;
                },
                [&](const Result<int> &) { ++ended; });
        }
        QVERIFY(arrived.tryAcquire(3, 60000));
        QVERIFY(!arrived.tryAcquire(1, 50)); // the other two wait
        go.release(5);
        QTRY_COMPARE(ended, 5);
    }

    void cancelReachesARunningJob()
    {
        JobRunner runner(clock());
        QSemaphore started;
        std::optional<Result<int>> got;
        const quint64 id = runner.start<int>(
            QStringLiteral("job"), {}, this,
            [&](const CancelToken &cancel, const ProgressSink &) -> Result<int> {
                started.release();
                while (!cancel.isCancelled())
                    QThread::yieldCurrentThread();
                return fail(ErrorKind::Cancelled, QStringLiteral("stopped"));
            },
            [&](const Result<int> &result) { got = result; });
        QVERIFY(started.tryAcquire(1, 60000));
        runner.cancel(id);
        QVERIFY(runner.jobs().first().cancelRequested);
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::Cancelled);
    }

    void aWaitingJobIsCancelledWithoutRunning()
    {
        QSemaphore go;
        JobRunner runner(clock());
        const auto ending = qScopeGuard([&go] { go.release(); }); // a failure must not wait for the first for ever
        bool ran = false;
        std::optional<Result<int>> got;
        int ended = 0;
        runner.start<int>(
            QStringLiteral("first"), QStringLiteral("lane"), this,
            [&](const CancelToken &, const ProgressSink &) -> Result<int> {
                go.acquire();
                return 0;
            },
            [&](const Result<int> &) { ++ended; });
        const quint64 waiting = runner.start<int>(
            QStringLiteral("second"), QStringLiteral("lane"), this,
            [&](const CancelToken &, const ProgressSink &) -> Result<int> {
                ran = true;
                return 0;
            },
            [&](const Result<int> &result) { got = result; });
        runner.cancel(waiting);
        QVERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::Cancelled);
        go.release();
        QTRY_COMPARE(ended, 1);
        QVERIFY(!ran);
    }

    void anExceptionIsAFailureNotACrash()
    {
        JobRunner runner(clock());
        std::optional<Result<int>> got;
        runner.start<int>(
            QStringLiteral("job"), {}, this,
            [](const CancelToken &, const ProgressSink &) -> Result<int> { throw std::runtime_error("boom"); },
            [&](const Result<int> &result) { got = result; });
        QTRY_VERIFY(got.has_value());
        QCOMPARE(got->error().kind, ErrorKind::Internal);
        QCOMPARE(got->error().detail, QStringLiteral("boom"));
    }

    void aGoneReceiverHearsNothing()
    {
        JobRunner runner(clock());
        QSemaphore go;
        bool called = false;
        auto receiver = std::make_unique<QObject>();
        runner.start<int>(
            QStringLiteral("job"), {}, receiver.get(),
            [&](const CancelToken &, const ProgressSink &) -> Result<int> {
                go.acquire();
                return 0;
            },
            [&](const Result<int> &) { called = true; });
        receiver.reset();
        go.release();
        QTRY_COMPARE(runner.running(), 0);
        QVERIFY(!called);
    }

    void destroyingTheRunnerCancelsAndWaits()
    {
        std::atomic_bool left = false;
        QSemaphore started;
        {
            JobRunner runner(clock());
            runner.start<int>(QStringLiteral("job"), {}, this,
                              [&](const CancelToken &cancel, const ProgressSink &) -> Result<int> {
                                  started.release();
                                  while (!cancel.isCancelled())
                                      QThread::yieldCurrentThread();
                                  left = true;
                                  return 0;
                              },
                              {});
            QVERIFY(started.tryAcquire(1, 60000));
        }
        QVERIFY(left);
    }

    void aListenerMayStartJobs()
    {
        JobRunner runner(clock(), 2);
        int ended = 0;
        int started = 0;
        const auto nothing = [](const CancelToken &, const ProgressSink &) -> Result<int> { return 0; };
        const auto count = [&](const Result<int> &) { ++ended; };
        connect(&runner, &JobRunner::jobChanged, this, [&](const Job &job) {
            if (job.phase() == Job::Phase::Running && started++ < 40)
                runner.start<int>(QStringLiteral("child"), QStringLiteral("lane"), this, nothing, count);
        });
        for (int i = 0; i < 10; ++i)
            runner.start<int>(QStringLiteral("job"), QString::number(i), this, nothing, count);
        QTRY_COMPARE(ended, 50);
    }

    void looksLeaveNoRecordUnlessTheyFail()
    {
        JobRunner runner(clock());
        int ended = 0;
        const auto count = [&](const Result<int> &) { ++ended; };
        runner.start<int>(
            QStringLiteral("act"), {}, this, [](const CancelToken &, const ProgressSink &) -> Result<int> { return 0; },
            count);
        for (int i = 0; i < 230; ++i) {
            runner.look<int>(
                QStringLiteral("poll"), {}, this,
                [](const CancelToken &, const ProgressSink &) -> Result<int> { return 0; }, count);
        }
        QVERIFY(runner.jobs().last().look);
        QTRY_COMPARE(ended, 231);
        QCOMPARE(runner.jobs().size(), 1); // the act has not rolled out
        QCOMPARE(runner.jobs().first().title, QStringLiteral("act"));
        for (int i = 0; i < 3; ++i) {
            runner.look<int>(
                QStringLiteral("poll"), {}, this,
                [](const CancelToken &, const ProgressSink &) -> Result<int> {
                    return fail(ErrorKind::Unreachable, QStringLiteral("no answer"));
                },
                count);
        }
        QTRY_COMPARE(ended, 234);
        QCOMPARE(runner.jobs().size(), 2); // the last failure stands for all
        QCOMPARE(runner.jobs().last().phase(), Job::Phase::Failed);
    }

    void anotherClockKeepsTheAges()
    {
        JobRunner runner(clock());
        int ended = 0;
        runner.start<int>(
            QStringLiteral("job"), {}, this, [](const CancelToken &, const ProgressSink &) -> Result<int> { return 0; },
            [&](const Result<int> &) { ++ended; });
        QTRY_COMPARE(ended, 1);
        m_now = m_now.addSecs(60);
        const QDateTime other(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::utc());
        QSignalSpy shifted(&runner, &JobRunner::jobShifted);
        runner.setClock([other] { return other; });
        QCOMPARE(runner.now(), other);
        QCOMPARE(shifted.size(), 1);
        for (const QDateTime &moment :
             {runner.jobs().first().queuedAt, runner.jobs().first().startedAt, runner.jobs().first().finishedAt})
            QCOMPARE(moment, other.addSecs(-60));
    }

    void oldRecordsAreDropped()
    {
        JobRunner runner(clock());
        QSignalSpy removed(&runner, &JobRunner::jobRemoved);
        int ended = 0;
        for (int i = 0; i < 230; ++i) {
            runner.start<int>(
                QStringLiteral("job"), {}, this,
                [](const CancelToken &, const ProgressSink &) -> Result<int> { return 0; },
                [&](const Result<int> &) { ++ended; });
        }
        QTRY_COMPARE(ended, 230);
        QCOMPARE(runner.jobs().size(), 200);
        QCOMPARE(removed.size(), 30);
    }

private:
    Clock clock()
    {
        return [this] { return m_now; };
    }
    QDateTime m_now;
};

NIGHTKEEP_TEST(TstJobRunner, unit, Core)
#include "tst_jobrunner.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobmodel.h"
#include "models/jobs/jobrunner.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

QString cell(const JobModel &model, int row, JobModel::Column column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TstJobmodel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_now = QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());
        m_runner = std::make_unique<JobRunner>(clock(), 4);
        m_model = std::make_unique<JobModel>(*m_runner, clock());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_gate.release(100);
        m_runner.reset();
        m_tester.reset();
        m_model.reset();
        m_gate.acquire(m_gate.available());
    }

    void threeEndingsAreTold_data()
    {
        QTest::addColumn<int>("ending");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("state");
        QTest::newRow("done") << -1 << QStringLiteral("done") << int(State::Good);
        QTest::newRow("failed") << int(ErrorKind::Unreachable) << QStringLiteral("failed") << int(State::Bad);
        QTest::newRow("cancelled is no failure")
            << int(ErrorKind::Cancelled) << QStringLiteral("cancelled") << int(State::Unknown);
    }
    void threeEndingsAreTold()
    {
        QFETCH(int, ending);
        m_runner->start<int>(QStringLiteral("Ask moodle-a"), {}, this,
                             [ending](const CancelToken &, const ProgressSink &) -> Result<int> {
                                 if (ending < 0)
                                     return 1;
                                 return fail(ErrorKind(ending), QStringLiteral("moodle-a does not answer."));
                             },
                             {});
        QCOMPARE(m_model->rowCount(), 1);
        QTRY_COMPARE(m_runner->running(), 0);
        QTEST(cell(*m_model, 0, JobModel::StateColumn), "word");
        QTEST(m_model->index(0, JobModel::StateColumn).data(StateRole).toInt(), "state");
    }

    void newestStandsFirst()
    {
        startHeld(QStringLiteral("first"));
        startHeld(QStringLiteral("second"));
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(cell(*m_model, 0, JobModel::TitleColumn), QStringLiteral("second"));
        QCOMPARE(cell(*m_model, 1, JobModel::TitleColumn), QStringLiteral("first"));
        JobModel late(*m_runner, clock());
        QCOMPARE(cell(late, 0, JobModel::TitleColumn), QStringLiteral("second"));
    }

    void looksShowOnlyWhenTheyFail()
    {
        QSignalSpy changed(m_runner.get(), &JobRunner::jobChanged);
        m_runner->look<int>(QStringLiteral("Read the workspace"), {}, this,
                            [](const CancelToken &, const ProgressSink &) -> Result<int> { return 1; }, {});
        QCOMPARE(m_model->rowCount(), 0);
        QTRY_COMPARE(m_runner->running(), 0);
        QCOMPARE(m_model->rowCount(), 0);
        m_runner->look<int>(QStringLiteral("Read the workspace"), {}, this,
                            [](const CancelToken &, const ProgressSink &) -> Result<int> {
                                return fail(ErrorKind::Damaged, QStringLiteral("The workspace is damaged."));
                            },
                            {});
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(cell(*m_model, 0, JobModel::StateColumn), QStringLiteral("failed"));
        QCOMPARE(cell(*m_model, 0, JobModel::TitleColumn), QStringLiteral("Read the workspace"));
    }

    void progressIsShownAndCollected()
    {
        QSignalSpy changed(m_runner.get(), &JobRunner::jobChanged);
        m_runner->start<int>(QStringLiteral("Pack"), {}, this,
                             [this](const CancelToken &, const ProgressSink &progress) -> Result<int> {
                                 for (int done = 1; done <= 500; ++done)
                                     progress({done, 1000, false, QStringLiteral("zips")});
                                 m_gate.acquire();
                                 return 1;
                             },
                             {});
        QSignalSpy shown(m_model.get(), &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(m_model->index(0, JobModel::ProgressColumn).data(JobModel::PermilleRole).toInt(), 500);
        QCOMPARE(cell(*m_model, 0, JobModel::ProgressColumn), QStringLiteral("500 of 1,000: zips"));
        QVERIFY(changed.count() > 400); // the runner told every step
        QVERIFY2(shown.count() < 100, qPrintable(QString::number(shown.count()))); // the table did not
    }

    void durationFollowsTheClock()
    {
        startHeld(QStringLiteral("long"));
        QTRY_COMPARE(cell(*m_model, 0, JobModel::StateColumn), QStringLiteral("running"));
        const QVariant before = m_model->index(0, JobModel::DurationColumn).data(SortRole);
        QCOMPARE(before.toLongLong(), 0);
        m_now = m_now.addSecs(90);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->tick();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_model->index(0, JobModel::DurationColumn).data(SortRole).toLongLong(), 90);
        m_gate.release();
        QTRY_COMPARE(cell(*m_model, 0, JobModel::StateColumn), QStringLiteral("done"));
        m_now = m_now.addSecs(1000);
        QCOMPARE(m_model->index(0, JobModel::DurationColumn).data(SortRole).toLongLong(), 90);
    }

    void waitingAndCancellingAreWords()
    {
        startHeld(QStringLiteral("one"), QStringLiteral("moodle-a"));
        startHeld(QStringLiteral("two"), QStringLiteral("moodle-a"));
        QTRY_COMPARE(cell(*m_model, 1, JobModel::StateColumn), QStringLiteral("running"));
        QCOMPARE(cell(*m_model, 0, JobModel::StateColumn), QStringLiteral("waiting"));
        QVERIFY(isUnknownCell(0, JobModel::StartedColumn));
        QVERIFY(isUnknownCell(0, JobModel::DurationColumn));
        m_runner->cancel(m_runner->jobs().first().id);
        QCOMPARE(cell(*m_model, 1, JobModel::StateColumn), QStringLiteral("cancelling"));
        const QString key = m_model->index(0, JobModel::TitleColumn).data(KeyRole).toString();
        QVERIFY(m_model->findJob(key));
        QCOMPARE(m_model->findJob(key)->title, QStringLiteral("two"));
        QVERIFY(!m_model->findJob(QStringLiteral("no such key")));
    }

    void oldJobsLeaveTheTable()
    {
        for (int job = 0; job < 230; ++job)
            m_runner->start<int>(QStringLiteral("job %1").arg(job), {}, this,
                                 [](const CancelToken &, const ProgressSink &) -> Result<int> { return 1; }, {});
        QTRY_COMPARE(m_runner->running(), 0);
        QCOMPARE(m_model->rowCount(), int(m_runner->jobs().size()));
        QVERIFY(m_model->rowCount() < 230);
        QCOMPARE(cell(*m_model, 0, JobModel::TitleColumn), QStringLiteral("job 229"));
    }

private:
    Clock clock()
    {
        return [this] { return m_now; };
    }
    void startHeld(const QString &title, const QString &lane = {})
    {
        m_runner->start<int>(title, lane, this,
                             [this](const CancelToken &, const ProgressSink &) -> Result<int> {
                                 m_gate.acquire();
                                 return 1;
                             },
                             {});
    }
    bool isUnknownCell(int row, JobModel::Column column) const
    {
        const QVariant value = m_model->index(row, column).data(SortRole);
        return !value.isValid() || (value.typeId() == QMetaType::QDateTime && !value.toDateTime().isValid());
    }

    QDateTime m_now; // only this thread's jobs list asks the clock
    QSemaphore m_gate;
    std::unique_ptr<JobRunner> m_runner;
    std::unique_ptr<JobModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

NIGHTKEEP_TEST(TstJobmodel, unit, Core)
#include "tst_jobmodel.moc"

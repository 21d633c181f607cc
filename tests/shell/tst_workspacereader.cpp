// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrunner.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"
#include "widgets/common/workspacereader.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace Nightkeep;

namespace {

/// The first reading waits for its archives; the servers it has by then.
class SlowWorkspace final : public FakeWorkspace
{
public:
    ArchiveService &archives() override
    {
        if (calls++ == 0) {
            begun.release();
            gate.acquire();
        }
        return FakeWorkspace::archives();
    }

    std::atomic<int> calls = 0;
    QSemaphore begun;
    QSemaphore gate;
};

} // namespace

class TstWorkspaceReader : public QObject
{
    Q_OBJECT

private slots:
    void theLatestReadingWins()
    {
        SlowWorkspace workspace;
        workspace.fillSmallEstate();
        JobRunner jobs(workspace.clock(), 4);
        const auto ending = qScopeGuard([&workspace] { workspace.gate.release(); }); // a failure leaves no job waiting
        WorkspaceReader reader(workspace, jobs);
        QList<qsizetype> servers;
        connect(&reader, &WorkspaceReader::wasRead, this,
                [&servers](const Estate &estate) { servers << estate.reading.servers->size(); });
        reader.read();
        QVERIFY(workspace.begun.tryAcquire(1, 60000));
        Server added;
        added.name = QStringLiteral("later.example.org");
        QVERIFY(workspace.serverStore.replaceServer({}, added));
        reader.read();
        QTRY_COMPARE(servers, QList<qsizetype> {5});
        workspace.gate.release();
        QTRY_COMPARE(jobs.running(), 0);
        QCOMPARE(servers, QList<qsizetype> {5}); // not the four of the first
    }
};

NIGHTKEEP_TEST(TstWorkspaceReader, unit, Core)
#include "tst_workspacereader.moc"

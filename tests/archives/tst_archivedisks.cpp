// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that are too small for the archive, and disks that fill up at each of the job's steps.
#include "models/archives/archiveanswers.h"
#include "tests/archives/archivechecks.h"
#include "tests/support/ownmounts.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

namespace {

enum class DiskEnd { Complete, Full, Refused };

/// Starts what was planned as if it needed no room, so that the job meets the full disk itself.
Result<void> startWithoutRoom(const ArchiveWorld &world, const ArchivePlan &plan)
{
    ArchiveStartInput input;
    input.run = {QStringLiteral("r1"),  plan.request,         plan.server,
                 plan.dataFolder,       plan.archiveFolder,   {},
                 QStringLiteral("rfg"), plan.includedCount(), plan.includedBytes()};
    for (const PlannedZip &zip : plan.zips)
        input.files.append(zip);
    input.jobText = archiveJobText();
    LocalShellHost host(world.server);
    const auto records = askProgram(host, RemoteProgram::ArchiveStart, archiveStartFields(input), world.server.name,
                                    CancelToken(), {std::chrono::minutes(10)});
    return records ? checkArchiveAnswer(*records, world.server.name) : fail(records.error());
}

/// Takes all room but so many bytes.
void fillDisk(const QString &fileName, qint64 spare)
{
    QFile file(fileName);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("cannot write %s", qPrintable(fileName));
    const QByteArray block(4096, 'x');
    while (file.write(block) == block.size()) { }
    if (!file.resize(file.size() - spare))
        qFatal("cannot cut %s", qPrintable(fileName));
}

} // namespace

class TstArchiveDisks : public QObject
{
    Q_OBJECT

private slots:
    void disksOfManySizes();
    void fullDisksAndStepsAreNamed();

private:
    void meetDisk(int kib, DiskEnd &end);
    void fillAt(const QByteArray &point, bool &isComplete);
};

void TstArchiveDisks::meetDisk(int kib, DiskEnd &end)
{
    ArchiveWorld world;
    world.addCourses(6, 20000);
    const OwnDisk disk(world.archiveFile({}), QByteArray::number(kib) + 'k');
    QVERIFY(disk.isMounted());
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY(plan.has_value());
    if (kib == 64) {
        QVERIFY(!plan->fits());
        const Result<ArchiveRecord> honest = service->start(*plan, CancelToken());
        QVERIFY(!honest.has_value() && honest.error().kind == ErrorKind::DiskFull);
    }
    end = DiskEnd::Refused;
    if (!startWithoutRoom(world, *plan))
        return;
    QVERIFY(service->discover(world.site.name, CancelToken()).has_value());
    const ArchiveRecord ended = world.waitForEnd(*service, QStringLiteral("r1"));
    if (ended.status.state == ArchiveState::Complete) {
        end = DiskEnd::Complete;
        QVERIFY(provenComplete(world, ended));
        QVERIFY(service->contents(QStringLiteral("r1"), CancelToken())->matches());
        return;
    }
    end = DiskEnd::Full;
    QVERIFY2(ended.status.failure.contains(QLatin1String("disk is full")),
             qPrintable(ended.status.failure + ended.status.log));
    QVERIFY(QDir(world.archiveFile({})).entryList(QDir::Files).isEmpty());
    QVERIFY(!QFile::exists(world.archiveFile(QStringLiteral(".nightkeep/r1/zipfiles.tar"))));
}

void TstArchiveDisks::disksOfManySizes()
{
    QMap<DiskEnd, int> ends;
    int sizes = 0;
    for (int kib = 64; kib <= 1408; kib += 64) {
        DiskEnd end = DiskEnd::Refused;
        meetDisk(kib, end);
        if (QTest::currentTestFailed()) {
            qWarning("with %d KiB", kib);
            return;
        }
        ++ends[end];
        ++sizes;
    }
    QVERIFY(sizes >= 20);
    QVERIFY(ends.value(DiskEnd::Full) >= 3);
    QVERIFY(ends.value(DiskEnd::Complete) >= 2);
    qInfo("%d disk sizes: %d ended as \"disk full\", %d refused to start, %d complete; 0 false successes", sizes,
          ends.value(DiskEnd::Full), ends.value(DiskEnd::Refused), ends.value(DiskEnd::Complete));
}

void TstArchiveDisks::fillAt(const QByteArray &point, bool &isComplete)
{
    ArchiveWorld world;
    world.addCourses(2, 2000);
    const OwnDisk disk(world.archiveFile({}), "8m");
    QVERIFY(disk.isMounted());
    const auto service = world.newService();
    world.setFailpoint(point + ":stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY(isHalted(pid));
    const QString filler = world.archiveFile(QStringLiteral("filler"));
    // The job keeps some room for its last word, once it has begun.
    fillDisk(filler, point == "listing" ? 8192 : 0);
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
    isComplete = ended.status.state == ArchiveState::Complete;
    if (isComplete) {
        QVERIFY(provenComplete(world, ended));
        return;
    }
    QCOMPARE(ended.status.state, ArchiveState::Resumable);
    QVERIFY2(ended.status.failure.contains(QLatin1String("disk is full")),
             qPrintable(ended.status.failure + ended.status.log));
    QCOMPARE(QDir(world.archiveFile({})).entryList(QDir::Files), QStringList {QStringLiteral("filler")});
    QVERIFY(!QFile::exists(world.archiveFile(QStringLiteral(".nightkeep/%1/zipfiles.tar").arg(started.run.id))));
    QVERIFY(QFile::remove(filler));
    world.setFailpoint({});
    QVERIFY(provenComplete(world, world.startAndWait(*service, QStringLiteral("a"))));
}

void TstArchiveDisks::fullDisksAndStepsAreNamed()
{
    int complete = 0;
    int full = 0;
    const QByteArrayList points = archiveJobPoints();
    for (const QByteArray &point : points) {
        if (point == "launched") // whoever starts it still waits for it there
            continue;
        bool isComplete = false;
        fillAt(point, isComplete);
        if (QTest::currentTestFailed()) {
            qWarning("at %s", point.constData());
            return;
        }
        // Before the end there is always something that has yet to be written.
        QVERIFY2(!isAfterTheEnd(point) || isComplete, point.constData());
        ++(isComplete ? complete : full);
    }
    QVERIFY(full >= 8);
    qInfo("disk filled at %d steps: %d ended as \"disk full\", %d were complete by then; 0 false successes",
          complete + full, full, complete);
}

NIGHTKEEP_TEST(TstArchiveDisks, fault, OwnMounts, 300)
#include "tst_archivedisks.moc"

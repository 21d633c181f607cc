// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archivechecks.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRandomGenerator>
#include <QTimeZone>
#include <QtTest>

#include <sys/mount.h>
#include <unistd.h>

#include <csignal>

using namespace Nightkeep;

namespace {

QString unfinished(const ArchiveWorld &world, const ArchiveRecord &record)
{
    return world.archiveFile(QStringLiteral(".nightkeep/%1/zipfiles.tar").arg(record.run.id));
}

} // namespace

class TstArchiveFaults : public QObject
{
    Q_OBJECT

private slots:
    void everyPointKilledAndFailed();
    void killedAtAnyMoment();
    void isOnTheDiskBeforeItHasAName();
    void aTarThatAppearsMeanwhileStays_data();
    void aTarThatAppearsMeanwhileStays();
    void oneUnreadableZipIsLeftOut();
    void locksAreTakenOverOnlyFromTheDead();
};

void TstArchiveFaults::everyPointKilledAndFailed()
{
    ArchiveWorld world;
    world.addCourses(4, 3000);
    const auto service = world.newService();
    QCOMPARE(world.startAndWait(*service, QStringLiteral("old")).status.state, ArchiveState::Complete);
    const QByteArray before = earlierBytes(world);
    const QByteArrayList points = archiveJobPoints();
    QVERIFY(points.size() >= 13);
    int tried = 0;
    for (const QByteArray &point : points) {
        for (const QByteArray action : {"kill", "fail"}) {
            const QString name = QString::fromLatin1(action + '-' + point);
            world.setFailpoint(point + ':' + action);
            const Result<ArchivePlan> plan = service->plan(world.request(name), CancelToken());
            QVERIFY(plan.has_value());
            const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
            // At the very first point the start itself can tell that the job did not begin.
            const bool begun = started.has_value();
            QVERIFY2(begun || point == "launched", point.constData());
            const ArchiveRecord ended = begun ? world.waitForEnd(*service, started->run.id) : ArchiveRecord();
            const bool complete = begun && ended.status.state == ArchiveState::Complete;
            QCOMPARE(complete, isAfterTheEnd(point));
            QVERIFY(!begun || complete || ended.status.state == ArchiveState::Resumable);
            QVERIFY(!begun || complete || !ended.status.failure.isEmpty());
            QVERIFY(!complete || provenComplete(world, ended));
            QVERIFY2(earlierBytes(world) == before, qPrintable(name));
            world.setFailpoint({});
            const QString second = complete ? name + QStringLiteral("-2") : name;
            const ArchiveRecord again = world.startAndWait(*service, second);
            QVERIFY2(provenComplete(world, again), qPrintable(name + again.status.failure));
            const QDir jobs(world.archiveFile(QStringLiteral(".nightkeep")));
            for (const QString &run : jobs.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                QTRY_VERIFY2(!jobs.exists(run + QStringLiteral("/zipfiles.tar")), qPrintable(run));
            ++tried;
        }
    }
    QVERIFY(earlierBytes(world) == before);
    qInfo("%d points x {kill, fail}: %d faults, 0 violations, %d restarts complete", int(points.size()), tried, tried);
}

void TstArchiveFaults::killedAtAnyMoment()
{
    ArchiveWorld world;
    world.addCourses(20, 400000);
    const auto service = world.newService();
    QRandomGenerator random(42);
    int died = 0;
    for (int round = 0; round < 5; ++round) {
        const QString name = QStringLiteral("random-%1").arg(round);
        world.setFailpoint("finishing:stop"); // however fast this machine is, the job is there to be killed
        const ArchiveRecord started = world.start(*service, world.request(name));
        const qint64 pid = world.jobPid(started.run.id);
        QVERIFY(pid > 1);
        // A moment measured in bytes written, not in time: this machine may be slow.
        const qint64 bytes = random.bounded(9000000);
        const QString part = unfinished(world, started);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(part).size() >= bytes || isHalted(pid), 60000);
        QCOMPARE(::kill(pid_t(-pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(pid), 60000);
        world.setFailpoint({});
        const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
        QCOMPARE(ended.status.state, ArchiveState::Resumable);
        QVERIFY(!QFile::exists(world.archiveFile(name + QStringLiteral(".tar"))));
        QVERIFY(!QFile::exists(world.archiveFile(name + QStringLiteral(".tar.manifest"))));
        died += ended.status.failure.contains(QLatin1String("ended without a word"));
        QVERIFY(provenComplete(world, world.startAndWait(*service, name + QStringLiteral("-again"))));
        QVERIFY(QFile::remove(world.archiveFile(name + QStringLiteral("-again.tar"))));
    }
    QCOMPARE(died, 5);
    qInfo("5 kills of the whole session: %d died resumable", died);
}

void TstArchiveFaults::isOnTheDiskBeforeItHasAName()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const ToolsInFront tools;
    const QString said = tools.file(QStringLiteral("said"));
    // What is synced, and which names there are by then. The job works in the archive folder.
    tools.add(QStringLiteral("sync"),
              "case $1 in */state | */try) exit 0 ;; esac\n"
              "echo \"${1##*/}\" $(ls -d a.tar a.tar.manifest 2>/dev/null) >>'"
                  + QFile::encodeName(said) + "'\n");
    const auto service = world.newService();
    QVERIFY(provenComplete(world, world.startAndWait(*service, QStringLiteral("a"))));
    QCOMPARE(readBytes(said), QByteArray("zipfiles.tar\nmanifest\n. a.tar a.tar.manifest\n"));
}

void TstArchiveFaults::aTarThatAppearsMeanwhileStays_data()
{
    QTest::addColumn<bool>("hasLinks");
    QTest::newRow("hard links") << true;
    QTest::newRow("a file system without hard links") << false;
}

void TstArchiveFaults::aTarThatAppearsMeanwhileStays()
{
    QFETCH(bool, hasLinks);
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const ToolsInFront tools;
    if (!hasLinks)
        tools.add(QStringLiteral("ln"), "exit 1\n");
    const auto service = world.newService();
    world.setFailpoint("finishing:stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY_WITH_TIMEOUT(isHalted(pid), 60000);
    writeBytes(world.archiveFile(QStringLiteral("a.tar")), "somebody's");
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
    QCOMPARE(ended.status.state, ArchiveState::Resumable);
    QVERIFY2(ended.status.failure.contains(QLatin1String("appeared meanwhile")), qPrintable(ended.status.failure));
    QCOMPARE(readBytes(world.archiveFile(QStringLiteral("a.tar"))), QByteArray("somebody's"));
    QCOMPARE(QDir(world.archiveFile({})).entryList(QDir::Files), QStringList {QStringLiteral("a.tar")});
}

void TstArchiveFaults::oneUnreadableZipIsLeftOut()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    world.moodles.courses.reset();
    const QByteArray path = "2/backupdata/backup-c2-20080601-0300.zip";
    world.addZip(path, 900, QDateTime(QDate(2008, 6, 1), QTime(3, 0), QTimeZone::utc()));
    const QByteArray file = world.path("/data/moodle/" + path).toUtf8();
    // A file that not even root may read.
    QVERIFY(::mount("/sys/bus/platform/uevent", file.constData(), nullptr, MS_BIND, nullptr) == 0);
    const auto service = world.newService();
    const Result<ArchivePlan> newest = service->plan(world.request(QStringLiteral("newest")), CancelToken());
    QVERIFY2(newest.has_value(), newest ? "" : qPrintable(newest.error().message));
    QCOMPARE(newest->includedCount(), 3); // the older one of course 2 instead
    QCOMPARE(newest->warnings.value(0).kind, ArchiveWarning::Kind::DoubtfulZip);
    QVERIFY2(newest->warnings.value(0).text.contains(QLatin1String("Permission denied")),
             qPrintable(newest->warnings.value(0).text));

    ArchiveRequest request = world.request(QStringLiteral("since"));
    request.rule = ArchiveRule::SinceLastRun;
    const ArchiveRecord done = world.startAndWait(*service, request);
    QVERIFY2(provenComplete(world, done), qPrintable(done.status.failure + done.status.log));
    QCOMPARE(done.run.files, 3);
    QCOMPARE(done.run.leftOut, QList<BytePath> {path});
    // Once it can be read, it is older than the last run and goes along all the same.
    QVERIFY(::umount2(file.constData(), MNT_DETACH) == 0);
    request.name = QStringLiteral("later");
    QCOMPARE(service->plan(request, CancelToken())->includedCount(), 1);
    const ArchiveRecord later = world.startAndWait(*service, request);
    QVERIFY(provenComplete(world, later));
    QCOMPARE(service->plan(request, CancelToken())->includedCount(), 0);
}

void TstArchiveFaults::locksAreTakenOverOnlyFromTheDead()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    const QByteArray boot = readBytes(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed();
    const QByteArray space = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(u'/', -1).toLatin1();
    QByteArray host = QSysInfo::machineHostName().toLocal8Bit();
    const QByteArray alive = QByteArray::number(::getpid());
    const QByteArray born =
        readBytes(QStringLiteral("/proc/self/stat")).split(')').last().trimmed().split(' ').value(19);
    struct Case
    {
        const char *what;
        QByteArrayList owner;
        bool takenOver;
    };
    const QList<Case> cases {
        {"alive", {"r", "w", host, space, boot, alive, born, "1"}, false},
        {"same number, born at another time", {"r", "w", host, space, boot, alive, "1", "1"}, true},
        {"dead", {"r", "w", host, space, boot, "4194303", "1", "1"}, true},
        {"same machine before a restart", {"r", "w", host, space, "another-boot", alive, born, "1"}, true},
        {"another machine", {"r", "w", "elsewhere", space, "another-boot", "4194303", "1", "1"}, false},
        {"another view of the processes", {"r", "w", host, "pid:[1]", boot, "4194303", "1", "1"}, false},
    };
    int trial = 0;
    for (const Case &each : cases) {
        QDir(world.archiveFile({})).mkpath(QStringLiteral(".nightkeep/lock"));
        writeBytes(world.archiveFile(QStringLiteral(".nightkeep/lock/owner")), inputFields(each.owner));
        const auto plan = service->plan(world.request(QStringLiteral("l%1").arg(++trial)), CancelToken());
        const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
        QVERIFY2(started.has_value() == each.takenOver, each.what);
        if (started)
            QVERIFY(provenComplete(world, world.waitForEnd(*service, started->run.id)));
        else
            QCOMPARE(started.error().kind, ErrorKind::Busy);
        QDir(world.archiveFile(QStringLiteral(".nightkeep/lock"))).removeRecursively();
    }
}

NIGHTKEEP_TEST(TstArchiveFaults, fault, OwnMounts, 2400)
#include "tst_archivefaults.moc"

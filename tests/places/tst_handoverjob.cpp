// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The job that hands an archive over to a folder: once, whole, and whatever becomes of it.
#include "tests/places/handoverworld.h"
#include "tests/support/ownmounts.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QSemaphore>
#include <QStandardPaths>
#include <QThreadPool>
#include <QtTest>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

class TstHandOverJob : public QObject
{
    Q_OBJECT

private slots:
    void aFolderGetsTheArchiveOnce();
    void whatWasRemovedIsHandedOverAgain();
    void theArchiveItselfIsNoSecondCopy_data();
    void theArchiveItselfIsNoSecondCopy();
    void theSignatureGoesAlong();
    void everyPointKilledAndFailed();
    void aSecondDeathWhileRecovering();
    void nothingOfAnybodyElseIsReplaced_data();
    void nothingOfAnybodyElseIsReplaced();
    void fullDisks();
    void aDiskThatFillsMeanwhile();
    void aDiskThatIsNotMountedHasLostNothing();
    void stoppedWhileItIsSent();
    void whatAKilledJobLeftIsNotJoined();
    void oneWinnerOfManyStarts();
    void theArchivesOwnJobHandsOver();
    void otherUsersFoldersAreRefused();
    void nothingIsSaidToAShellThatCouldBeACommand_data();
    void nothingIsSaidToAShellThatCouldBeACommand();
};

void TstHandOverJob::aFolderGetsTheArchiveOnce()
{
    const HandOverWorld world;
    const ArchivePlace place = world.place(PlaceKind::Folder);
    const HandOver done = world.startAndWait(place);
    QVERIFY2(done.state == HandOverState::Confirmed, qPrintable(done.failure + done.log));
    QCOMPARE(done.step, HandOverStep::Done);
    QCOMPARE(done.sha256, world.archive.sha256);
    QCOMPARE(done.bytes, world.archive.tarBytes);
    QCOMPARE(done.startedBy, QStringLiteral("rfg"));
    QVERIFY(done.confirmedAt.isValid());
    QVERIFY(done.where.endsWith(QLatin1String("/second/a.tar")));
    QVERIFY(world.isWhole("second"));
    QVERIFY(world.isUntouched());
    const Result<void> again = world.start(place);
    QVERIFY(!again.has_value());
    QCOMPARE(again.error().kind, ErrorKind::BadInput);
    QVERIFY2(again.error().message.contains(QLatin1String("second-place")), qPrintable(again.error().message));
    QCOMPARE(world.stop(place).value_or(true), false);
    QVERIFY(world.isWhole("second"));
}

void TstHandOverJob::whatWasRemovedIsHandedOverAgain()
{
    const HandOverWorld world;
    const ArchivePlace place = world.place(PlaceKind::Folder);
    const HandOver done = world.startAndWait(place);
    for (const bool readsAll : {false, true}) {
        const Result<HandOver> seen = world.confirm(place, done, readsAll);
        QVERIFY2(seen.has_value(), seen ? "" : qPrintable(seen.error().message + seen.error().detail));
        QCOMPARE(seen->state, HandOverState::Confirmed);
        QVERIFY(seen->confirmedAt >= done.confirmedAt);
    }
    // Of the same size, so that only reading tells.
    QByteArray other = bytesOf(world.path("second/a.tar"));
    other[1000] = char(other.at(1000) + 1);
    putBytes(world.path("second/a.tar"), other);
    QCOMPARE(world.confirm(place, done, false)->state, HandOverState::Confirmed);
    QCOMPARE(world.confirm(place, done, true)->state, HandOverState::Altered);
    QCOMPARE(world.ask().value(0).state, HandOverState::Altered); // for everybody, not only for who looked
    QVERIFY(world.confirm(place, done, false).has_value());
    QCOMPARE(world.ask().value(0).state, HandOverState::Altered); // who only looks has not read it
    QVERIFY(!world.start(place).has_value());
    QVERIFY(QFile::remove(world.path("second/a.tar")));
    QCOMPARE(world.confirm(place, done, false)->state, HandOverState::Missing);
    QCOMPARE(world.ask().value(0).state, HandOverState::Missing);
    putBytes(world.path("second/a.tar"), other);
    QVERIFY(world.confirm(place, done, false).has_value());
    QCOMPARE(world.ask().value(0).state, HandOverState::NotConfirmed); // it is back; whether as it was, nobody knows
    QVERIFY(QFile::remove(world.path("second/a.tar")));
    QCOMPARE(world.confirm(place, done, false)->state, HandOverState::Missing);
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QVERIFY(world.isWhole("second"));
}

void TstHandOverJob::theArchiveItselfIsNoSecondCopy_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("its own folder") << QByteArray("/archives");
    QTest::newRow("a hard link to it") << QByteArray("/second");
    QTest::newRow("a symbolic link to it") << QByteArray("/second");
}

/// Else its server's copy could be removed, and nothing would be left.
void TstHandOverJob::theArchiveItselfIsNoSecondCopy()
{
    QFETCH(QByteArray, folder);
    const HandOverWorld world(3000);
    const QByteArray tag = QTest::currentDataTag();
    const QByteArray tar = QFile::encodeName(world.path("archives/a.tar"));
    const QByteArray there = QFile::encodeName(world.path("second/a.tar"));
    if (tag.startsWith("a hard"))
        QCOMPARE(::link(tar.constData(), there.constData()), 0);
    else if (tag.startsWith("a symbolic"))
        QCOMPARE(::symlink(tar.constData(), there.constData()), 0);
    ArchivePlace place = world.place(PlaceKind::Folder);
    place.folder = folder;
    HandOver ended = world.startAndWait(place);
    QCOMPARE(ended.state, HandOverState::Failed);
    QVERIFY2(ended.failure.contains(QLatin1String("the archive itself")), qPrintable(ended.failure + ended.log));
    ended.state = HandOverState::Confirmed; // as one of before could be
    ended.confirmedAt = ended.startedAt;
    for (const bool readsAll : {false, true}) {
        const Result<HandOver> seen = world.confirm(place, ended, readsAll);
        QVERIFY(!seen.has_value());
        QCOMPARE(seen.error().kind, ErrorKind::BadInput);
    }
    QVERIFY(world.isUntouched());
}

void TstHandOverJob::theSignatureGoesAlong()
{
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::Folder);
    putBytes(world.path("archives/a.tar.manifest.sig"), "signed");
    const HandOver done = world.startAndWait(place);
    QCOMPARE(done.state, HandOverState::Confirmed);
    const QStringList all {QStringLiteral("a.tar"), QStringLiteral("a.tar.manifest"),
                           QStringLiteral("a.tar.manifest.sig")};
    QCOMPARE(world.at("second"), all);
    QCOMPARE(bytesOf(world.path("second/a.tar.manifest.sig")), QByteArray("signed"));
    // Another one that lies there is not replaced, and is no reason to hand nothing over.
    QVERIFY(QFile::remove(world.path("second/a.tar")));
    QCOMPARE(world.confirm(place, done, false)->state, HandOverState::Missing);
    putBytes(world.path("archives/a.tar.manifest.sig"), "signed anew");
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QCOMPARE(world.at("second"), all);
    QCOMPARE(bytesOf(world.path("second/a.tar.manifest.sig")), QByteArray("signed"));
}

void TstHandOverJob::everyPointKilledAndFailed()
{
    const QByteArrayList points = handOverPoints();
    QVERIFY(points.size() >= 9);
    for (const QByteArray &point : points) {
        for (const QByteArray action : {"kill", "fail"}) {
            const HandOverWorld world(3000);
            const ArchivePlace place = world.place(PlaceKind::Folder);
            world.setFailpoint(point + ':' + action);
            const HandOver ended = world.startAndWait(place);
            const QByteArray what = point + ' ' + action + ' ' + ended.failure.toUtf8();
            const bool hasName = world.at("second").contains(QStringLiteral("a.tar"));
            QVERIFY2((ended.state == HandOverState::Confirmed) == (point == "hand-done"), what.constData());
            QVERIFY2(hasName == (point == "hand-named" || point == "hand-done"), what.constData());
            // What may be there is never told as a mere failure.
            QVERIFY2(!hasName || ended.state != HandOverState::Failed, what.constData());
            QVERIFY2(ended.state == HandOverState::Confirmed || !ended.failure.isEmpty(), what.constData());
            QVERIFY2(action == "kill" || hasName || world.at("second").isEmpty(), what.constData());
            world.setFailpoint("none");
            QCOMPARE(world.start(place).has_value(), point != "hand-done");
            QCOMPARE(world.ended(place).state, HandOverState::Confirmed);
            QVERIFY2(world.isWhole("second") && world.isUntouched(), what.constData());
        }
    }
    qInfo("%d points x {kill, fail}: 0 violations, each completed afterwards", int(points.size()));
}

void TstHandOverJob::aSecondDeathWhileRecovering()
{
    const QByteArrayList points = handOverPoints();
    for (qsizetype i = 0; i + 1 < points.size(); i += 2) {
        const HandOverWorld world(3000);
        const ArchivePlace place = world.place(PlaceKind::Folder);
        for (const QByteArray &point : {points.at(i), points.at(points.size() - 2 - i)}) {
            world.setFailpoint(point + ":kill");
            const HandOver ended = world.startAndWait(place);
            // One that finds the archive there already has only to say so, and passes no later point.
            if (ended.state == HandOverState::Confirmed)
                break;
        }
        world.setFailpoint("none");
        if (world.ask().value(0).state != HandOverState::Confirmed)
            QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
        QVERIFY(world.isWhole("second") && world.isUntouched());
    }
}

void TstHandOverJob::nothingOfAnybodyElseIsReplaced_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("kind");
    const QString tar = QStringLiteral("a.tar");
    QTest::newRow("another tar") << tar << QStringLiteral("file");
    QTest::newRow("a link") << tar << QStringLiteral("link");
    QTest::newRow("a folder") << tar << QStringLiteral("folder");
    QTest::newRow("another manifest") << QStringLiteral("a.tar.manifest") << QStringLiteral("file");
}

void TstHandOverJob::nothingOfAnybodyElseIsReplaced()
{
    QFETCH(QString, name);
    QFETCH(QString, kind);
    const HandOverWorld world(3000);
    const QString there = world.path("second/") + name;
    const QString victim = world.path("victim");
    putBytes(victim, "somebody's");
    if (kind == QLatin1String("link"))
        QVERIFY(QFile::link(victim, there));
    else if (kind == QLatin1String("folder"))
        QVERIFY(QDir().mkpath(there));
    else
        putBytes(there, "somebody's");
    const HandOver ended = world.startAndWait(world.place(PlaceKind::Folder));
    QCOMPARE(ended.state, HandOverState::Failed);
    QVERIFY2(ended.failure.contains(name), qPrintable(ended.failure));
    QCOMPARE(world.at("second"), QStringList {name});
    QCOMPARE(bytesOf(victim), QByteArray("somebody's"));
    QCOMPARE(bytesOf(there), kind == QLatin1String("folder") ? QByteArray() : QByteArray("somebody's"));
    QVERIFY(world.isUntouched());
}

void TstHandOverJob::fullDisks()
{
    int confirmed = 0;
    int refused = 0;
    for (int kib = 64; kib <= 704; kib += 64) {
        const HandOverWorld world;
        const OwnDisk disk(world.path("second"), QByteArray::number(kib) + 'k');
        QVERIFY(disk.isMounted());
        const ArchivePlace place = world.place(PlaceKind::Folder);
        const HandOver ended = world.startAndWait(place);
        if (ended.state == HandOverState::Confirmed) {
            QVERIFY(world.isWhole("second"));
            ++confirmed;
        } else {
            QCOMPARE(ended.state, HandOverState::Failed);
            QVERIFY2(ended.failure.contains(QLatin1String("free")) || ended.failure.contains(QLatin1String("full")),
                     qPrintable(ended.failure + ended.log));
            QCOMPARE(world.at("second"), QStringList());
            ++refused;
        }
        QVERIFY(world.isUntouched());
    }
    QVERIFY(confirmed >= 3 && refused >= 3);
}

void TstHandOverJob::aDiskThatFillsMeanwhile()
{
    const FrontTools tools;
    // A disk that has promised more than it keeps.
    tools.add(QStringLiteral("df"), "echo 'F 1024-blocks Used Available Capacity M'\necho 'd 9 9 99999999 9% /'\n");
    for (const int kib : {16, 64, 200, 292}) {
        const HandOverWorld world;
        const OwnDisk disk(world.path("second"), QByteArray::number(kib) + 'k');
        QVERIFY(disk.isMounted());
        const HandOver ended = world.startAndWait(world.place(PlaceKind::Folder));
        QCOMPARE(ended.state, HandOverState::Failed);
        QVERIFY2(ended.failure.contains(QLatin1String("full")), qPrintable(ended.failure + ended.log));
        QCOMPARE(world.at("second"), QStringList());
    }
}

void TstHandOverJob::aDiskThatIsNotMountedHasLostNothing()
{
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::Folder);
    HandOver done;
    {
        const OwnDisk disk(world.path("second"), "1m");
        QVERIFY(disk.isMounted());
        done = world.startAndWait(place);
        QCOMPARE(done.state, HandOverState::Confirmed);
    }
    const Result<HandOver> seen = world.confirm(place, done, false);
    QVERIFY(!seen.has_value());
    QCOMPARE(seen.error().kind, ErrorKind::Unreachable);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed);
}

void TstHandOverJob::stoppedWhileItIsSent()
{
    const HandOverWorld world;
    const ArchivePlace place = world.place(PlaceKind::Folder);
    world.setFailpoint("hand-sent:stop");
    QVERIFY(world.start(place).has_value());
    const qint64 pid = world.jobPid(place);
    QTRY_VERIFY(isHalted(pid));
    QCOMPARE(world.ask().value(0).state, HandOverState::Working);
    QCOMPARE(world.ask().value(0).progress.total, world.archive.tarBytes);
    const Result<void> second = world.start(place);
    QCOMPARE(second.error().kind, ErrorKind::Busy);
    QVERIFY2(second.error().message.contains(QLatin1String("rfg")), qPrintable(second.error().message));
    QCOMPARE(world.stop(place).value_or(false), true);
    QTRY_VERIFY(isGone(pid));
    QCOMPARE(world.ask().value(0).state, HandOverState::Failed);
    QVERIFY(world.ask().value(0).failure.contains(QLatin1String("stopped")));
    QCOMPARE(world.at("second"), QStringList());
    QVERIFY(world.isUntouched());
    world.setFailpoint("none");
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
}

void TstHandOverJob::whatAKilledJobLeftIsNotJoined()
{
    const QByteArray real = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("dd")));
    const FrontTools tools;
    // A copy that takes its time.
    tools.add(QStringLiteral("dd"),
              "case $* in *of=./a.tar*) while :; do sleep 0.1; done ;; esac\nexec " + real + " \"$@\"\n");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::Folder);
    const QString child = world.path("archives/.nightkeep/r1/places/second-place/child");
    QVERIFY(world.start(place).has_value());
    QTRY_COMPARE(world.ask().value(0).step, HandOverStep::Sending);
    const qint64 job = world.jobPid(place);
    QTRY_VERIFY(descendantsOf(job).size() >= 1);
    const QList<qint64> left = descendantsOf(job);
    QCOMPARE(::kill(pid_t(job), SIGKILL), 0);
    QTRY_VERIFY(isGone(job));
    QVERIFY(!bytesOf(child).isEmpty());
    QCOMPARE(world.start(place).error().kind, ErrorKind::Busy);
    QCOMPARE(world.stop(place).value_or(false), true);
    for (const qint64 each : left)
        QTRY_VERIFY(isGone(each));
    QVERIFY(QFile::remove(tools.file(QStringLiteral("dd"))));
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
}

void TstHandOverJob::oneWinnerOfManyStarts()
{
    int starts = 0;
    for (int trial = 0; trial < 6; ++trial) {
        const HandOverWorld world(3000);
        const ArchivePlace place = world.place(PlaceKind::Folder);
        const int clients = trial == 0 ? 8 : 3;
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
        QVERIFY(world.isWhole("second"));
        starts += clients;
    }
    qInfo("6 trials, %d simultaneous starts, 6 winners, no archive sent twice", starts);
}

void TstHandOverJob::theArchivesOwnJobHandsOver()
{
    const HandOverWorld world(3000);
    ArchivePlace place = world.place(PlaceKind::Folder);
    place.folder = QFile::encodeName(world.path("second"));
    QVERIFY(QDir().mkpath(world.path("archives/.nightkeep/r1/orders")));
    putBytes(world.path("archives/.nightkeep/r1/orders/second-place"),
             inputFields(placeFields(place) + QByteArrayList {handOverDescription(world.run).toUtf8(), "rfg"}));
    putBytes(world.path("archives/.nightkeep/r1/handover.sh"), handOverJobText());
    QProcess job;
    job.setWorkingDirectory(world.path("archives"));
    job.start(
        QStringLiteral("sh"),
        {QStringLiteral(".nightkeep/r1/handover.sh"), QStringLiteral(".nightkeep/r1"), QStringLiteral("second-place")});
    QVERIFY(job.waitForFinished(60000));
    QCOMPARE(job.exitCode(), 0);
    QCOMPARE(world.ended(place).state, HandOverState::Confirmed);
    QVERIFY(world.isWhole("second"));
}

void TstHandOverJob::otherUsersFoldersAreRefused()
{
    const HandOverWorld world(3000);
    QCOMPARE(::chmod(QFile::encodeName(world.path("second")).constData(), 0777), 0);
    const Result<void> started = world.start(world.place(PlaceKind::Folder));
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(world.at("second"), QStringList());
    ArchivePlace none = world.place(PlaceKind::Folder);
    none.folder = "/none";
    QCOMPARE(world.start(none).error().kind, ErrorKind::NotFound);
}

void TstHandOverJob::nothingIsSaidToAShellThatCouldBeACommand_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QByteArray>("folder");
    const QString second = QStringLiteral("nk@second");
    QTest::newRow("a quote") << second << QByteArray("/srv/'; touch \"$HOME/x\"; '");
    QTest::newRow("a newline") << second << QByteArray("/srv\nx");
    QTest::newRow("a way that begins anywhere") << second << QByteArray("srv");
    QTest::newRow("an option") << QStringLiteral("-oProxyCommand=x") << QByteArray("/srv");
    QTest::newRow("an option behind a user") << QStringLiteral("nk@-oProxyCommand=x") << QByteArray("/srv");
    QTest::newRow("no host") << QString() << QByteArray("/srv");
}

/// A workspace may have been written by another program than this.
void TstHandOverJob::nothingIsSaidToAShellThatCouldBeACommand()
{
    QFETCH(QString, host);
    QFETCH(QByteArray, folder);
    const FrontTools tools;
    tools.add(QStringLiteral("ssh"), "echo \"$*\" >>\"$0.asked\"\n");
    tools.add(QStringLiteral("rsync"), "echo \"$*\" >>\"$0.asked\"\n");
    const HandOverWorld world(3000);
    ArchivePlace place = world.place(PlaceKind::SshServer);
    place.host = host;
    place.folder = folder;
    const Result<void> started = world.start(place);
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::BadInput);
    const Result<HandOver> seen = world.confirm(place, {}, false);
    QVERIFY(!seen.has_value());
    QCOMPARE(seen.error().kind, ErrorKind::BadInput);
    QVERIFY(!QFile::exists(tools.file(QStringLiteral("ssh.asked"))));
    QVERIFY(!QFile::exists(tools.file(QStringLiteral("rsync.asked"))));
}

NIGHTKEEP_TEST(TstHandOverJob, fault, OwnMounts, 300)
#include "tst_handoverjob.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Each fault of a hand-over once, again, and another one in what would have recovered from it; and the storage
// manager's client, which is a stand-in, killed.
#include "tests/places/standinclient.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

class TstHandOverCrashes : public QObject
{
    Q_OBJECT

private slots:
    void everyFaultOnceAgainAndAfterAnother_data();
    void everyFaultOnceAgainAndAfterAnother();
    void theClientKilled_data();
    void theClientKilled();
    void whatIsReadBackCounts();

private:
    int m_runs = 0;
};

void TstHandOverCrashes::everyFaultOnceAgainAndAfterAnother_data()
{
    QTest::addColumn<PlaceKind>("kind");
    QTest::newRow("a folder") << PlaceKind::Folder;
    QTest::newRow("the storage manager") << PlaceKind::StorageManager;
}

void TstHandOverCrashes::everyFaultOnceAgainAndAfterAnother()
{
    QFETCH(PlaceKind, kind);
    const bool isFolder = kind == PlaceKind::Folder;
    QByteArrayList faults;
    const QByteArrayList points = handOverPoints();
    QVERIFY(points.size() >= 9);
    for (const QByteArray &point : points) {
        for (const QByteArray action : {"kill", "fail"})
            faults.append(point + ':' + action);
    }
    QRandomGenerator random(15);
    int runs = 0;
    for (const QByteArray &fault : std::as_const(faults)) {
        const StandInClient client;
        client.answer("archive 0 found");
        const HandOverWorld world(3000);
        const ArchivePlace place = world.place(kind);
        const QByteArrayList chain {fault, fault, faults.at(random.bounded(int(faults.size()))), "none"};
        HandOver ended;
        for (const QByteArray &each : chain) {
            world.setFailpoint(each);
            ended = world.startAndWait(place);
            ++runs;
            const QByteArray what = fault + ", now " + each + ": " + (ended.failure + ended.log).toUtf8();
            const bool confirmed = ended.state == HandOverState::Confirmed;
            const bool isThere = isFolder ? world.isWhole("second") : client.sent() == 1;
            QVERIFY2(!confirmed || isThere, what.constData());
            QVERIFY2(confirmed || !ended.failure.isEmpty(), what.constData());
            QVERIFY2(world.isUntouched(), what.constData());
            QVERIFY2(client.sent() <= 1, what.constData()); // whatever died when
            if (confirmed)
                break;
        }
        // Of what was sent by one whose last word is lost only a reading tells, and does.
        if (!isFolder && ended.state == HandOverState::NotConfirmed)
            QCOMPARE(world.confirm(place, ended, true)->state, HandOverState::Confirmed);
        else
            QVERIFY2(ended.state == HandOverState::Confirmed, qPrintable(ended.failure + ended.log));
        QCOMPARE(client.sent(), isFolder ? 0 : 1);
    }
    m_runs += runs;
    qInfo("%d points x {kill, fail} x {once, again, after another}: %d runs, %d so far, 0 violations",
          int(points.size()), runs, m_runs);
}

void TstHandOverCrashes::theClientKilled_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("at the first question") << QByteArray("query-1") << true; // which is asked in another way then
    QTest::newRow("while it sends") << QByteArray("archive-1") << false;
    QTest::newRow("at the last question") << QByteArray("query-2") << true;
}

void TstHandOverCrashes::theClientKilled()
{
    QFETCH(QByteArray, call);
    QFETCH(bool, goesOn);
    const StandInClient client;
    client.answer("archive 0 found");
    const QString real = client.file(QStringLiteral("dsmc"));
    const QString behind = client.file(QStringLiteral("client.sh"));
    QVERIFY(QFile::rename(real, behind));
    const QByteArray folder = QFile::encodeName(QFileInfo(real).path());
    // Waits to be killed at the call that is meant; each verb is counted.
    putBytes(real,
             "#!/bin/sh\necho $1 >>" + folder + "/calls\ncall=$1-$(grep -c \"^$1\" " + folder + "/calls)\nif [ $call = "
                 + call + " ]; then\n    echo $$ >" + folder + "/waits.new\n    mv " + folder + "/waits.new " + folder
                 + "/waits\n    exec sleep 1000\nfi\nexec /bin/sh " + folder + "/dsmc.real \"$@\"\n");
    QVERIFY(QFile::rename(behind, client.file(QStringLiteral("dsmc.real"))));
    QVERIFY(QFile::setPermissions(real, QFile::ReadOwner | QFile::ExeOwner));
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    QVERIFY(world.start(place).has_value());
    const QString waits = client.file(QStringLiteral("waits"));
    QTRY_VERIFY(QFile::exists(waits));
    const qint64 killed = bytesOf(waits).trimmed().toLongLong();
    QVERIFY(killed > 1);
    std::ignore = ::kill(pid_t(killed), SIGKILL); // where its time is not over
    const HandOver ended = world.ended(place);
    QVERIFY2((ended.state == HandOverState::Confirmed) == goesOn, qPrintable(ended.failure + ended.log));
    QCOMPARE(ended.failure.isEmpty(), goesOn);
    QVERIFY(world.isUntouched());
    if (!goesOn)
        QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QCOMPARE(client.sent(), 1);
}

void TstHandOverCrashes::whatIsReadBackCounts()
{
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::Folder);
    world.setFailpoint("hand-syncing:stop");
    QVERIFY(world.start(place).has_value());
    const qint64 pid = world.jobPid(place);
    QTRY_VERIFY(isHalted(pid));
    // A disk that gives back something else than it was given.
    const QString part = world.path("second/.nightkeep-r1-second-place/a.tar");
    QByteArray other = bytesOf(part);
    QCOMPARE(other.size(), 3000);
    other[1000] = char(other.at(1000) + 1);
    putBytes(part, other);
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const HandOver ended = world.ended(place);
    QVERIFY2(ended.state == HandOverState::Failed, qPrintable(ended.log));
    QCOMPARE(world.at("second"), QStringList());
}

NIGHTKEEP_TEST(TstHandOverCrashes, fault, Core, 300)
#include "tst_handovercrashes.moc"

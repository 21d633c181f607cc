// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Handing over to a second server, by the system's rsync and ssh over a private sshd.
#include "tests/places/handoverworld.h"
#include "tests/support/processwatch.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QStandardPaths>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

namespace {

/// ssh as an account has it that knows the second server: its key, its host key, its port.
class SecondServer
{
public:
    [[nodiscard]] bool start(bool isKnown = true)
    {
        const QByteArray real = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("ssh")));
        if (real.isEmpty() || !sshd.start())
            return false;
        const QString known = isKnown ? sshd.knownHostsFile() : QStringLiteral("/dev/null");
        const QString config = sshd.configFile(
            {QStringLiteral("UserKnownHostsFile %1").arg(known), QStringLiteral("GlobalKnownHostsFile /dev/null")});
        m_tools.add(QStringLiteral("ssh"), "exec " + real + " -F '" + QFile::encodeName(config) + "' \"$@\"\n");
        return true;
    }
    SshFixture sshd;

private:
    FrontTools m_tools;
};

} // namespace

class TstHandOverSsh : public QObject
{
    Q_OBJECT

private slots:
    void aSecondServerGetsTheArchive();
    void aServerOfUnknownKeyGetsNothing();
    void whereItCannotGo_data();
    void whereItCannotGo();
    void deathsOnTheWay_data();
    void deathsOnTheWay();
    void aServerThatGoesAway();
    void stoppedOnTheWay();
};

void TstHandOverSsh::aSecondServerGetsTheArchive()
{
    SecondServer second;
    QVERIFY2(second.start(), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000000);
    const ArchivePlace place = world.place(PlaceKind::SshServer);
    const HandOver done = world.startAndWait(place);
    QVERIFY2(done.state == HandOverState::Confirmed, qPrintable(done.failure + done.log));
    QCOMPARE(done.sha256, world.archive.sha256);
    QCOMPARE(done.where, QStringLiteral("nightkeep-test:") + world.path("second/a.tar"));
    QVERIFY(world.isWhole("second") && world.isUntouched());
    QCOMPARE(world.start(place).error().kind, ErrorKind::BadInput);
    QCOMPARE(world.confirm(place, done, true)->state, HandOverState::Confirmed);
    putBytes(world.path("second/a.tar"), QByteArray(3000000, 'x'));
    QCOMPARE(world.confirm(place, done, true)->state, HandOverState::Altered);
    QVERIFY(QFile::remove(world.path("second/a.tar")));
    QCOMPARE(world.confirm(place, done, false)->state, HandOverState::Missing);
}

void TstHandOverSsh::aServerOfUnknownKeyGetsNothing()
{
    SecondServer second;
    QVERIFY2(second.start(false), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000);
    const HandOver ended = world.startAndWait(world.place(PlaceKind::SshServer));
    QCOMPARE(ended.state, HandOverState::Failed);
    QVERIFY2(ended.failure.contains(QLatin1String("could not be reached")), qPrintable(ended.failure));
    QVERIFY2(ended.log.contains(QLatin1String("ost key")), qPrintable(ended.log));
    QCOMPARE(world.at("second"), QStringList());
}

void TstHandOverSsh::whereItCannotGo_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("no folder") << QStringLiteral("none") << QStringLiteral("is not there");
    QTest::newRow("a name that is taken") << QStringLiteral("taken") << QStringLiteral("left as it is");
}

void TstHandOverSsh::whereItCannotGo()
{
    QFETCH(QString, kind);
    QFETCH(QString, says);
    SecondServer second;
    QVERIFY2(second.start(), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000);
    ArchivePlace place = world.place(PlaceKind::SshServer);
    if (kind == QLatin1String("none"))
        place.folder += "/none";
    else
        putBytes(world.path("second/a.tar"), "somebody's");
    const HandOver ended = world.startAndWait(place);
    QCOMPARE(ended.state, HandOverState::Failed);
    QVERIFY2(ended.failure.contains(says), qPrintable(ended.failure));
    QCOMPARE(bytesOf(world.path("second/a.tar")),
             kind == QLatin1String("none") ? QByteArray() : QByteArray("somebody's"));
    QVERIFY(world.at("second").size() <= 1);
}

void TstHandOverSsh::deathsOnTheWay_data()
{
    QTest::addColumn<QByteArray>("point");
    for (const QByteArray point : {"hand-sending", "hand-sent", "hand-confirming", "hand-naming", "hand-named"})
        QTest::newRow(point.constData()) << point;
}

void TstHandOverSsh::deathsOnTheWay()
{
    QFETCH(QByteArray, point);
    SecondServer second;
    QVERIFY2(second.start(), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::SshServer);
    world.setFailpoint(point + ":kill");
    const HandOver ended = world.startAndWait(place);
    const bool hasName = world.at("second").contains(QStringLiteral("a.tar"));
    QCOMPARE(hasName, point == "hand-named");
    QVERIFY(ended.state == HandOverState::NotConfirmed || (ended.state == HandOverState::Failed && !hasName));
    world.setFailpoint("none");
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QVERIFY(world.isWhole("second") && world.isUntouched());
}

void TstHandOverSsh::aServerThatGoesAway()
{
    SecondServer second;
    QVERIFY2(second.start(), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::SshServer);
    world.setFailpoint("hand-sent:stop");
    QVERIFY(world.start(place).has_value());
    const qint64 pid = world.jobPid(place);
    QTRY_VERIFY(isHalted(pid));
    second.sshd.stop();
    world.setFailpoint("none");
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const HandOver ended = world.ended(place);
    QCOMPARE(ended.state, HandOverState::Failed);
    QVERIFY(!world.at("second").contains(QStringLiteral("a.tar")));
    QCOMPARE(world.confirm(place, ended, false).error().kind, ErrorKind::Unreachable);
}

void TstHandOverSsh::stoppedOnTheWay()
{
    SecondServer second;
    QVERIFY2(second.start(), qPrintable(second.sshd.problem()));
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::SshServer);
    world.setFailpoint("hand-confirming:stop");
    QVERIFY(world.start(place).has_value());
    QTRY_VERIFY(isHalted(world.jobPid(place)));
    QCOMPARE(world.start(place).error().kind, ErrorKind::Busy);
    QCOMPARE(world.stop(place).value_or(false), true);
    QCOMPARE(world.at("second"), QStringList());
    QCOMPARE(world.ask().value(0).state, HandOverState::Failed);
}

NIGHTKEEP_TEST(TstHandOverSsh, integration, Core, 300)
#include "tst_handoverssh.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Handing over to the storage manager, whose client is a stand-in (tests/support/dsmc-standin.sh).
#include "tests/places/standinclient.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <csignal>

using namespace Nightkeep;

class TstHandOverStorage : public QObject
{
    Q_OBJECT

private slots:
    void outcomes_data();
    void outcomes();
    void withoutAClient();
    void whatIsThereIsNotSentTwice();
    void anothersCopyIsNotOurs();
    void confirmedByReading();
    void whatWentAwayIsMissing();
    void anUnansweredQuestionProvesNothing();
    void aListThatSaysNothingIsNoAnswer();
    void whatComesBackInPartSaysNothing();
    void whoLooksDoesNotOverruleWhoRead();
    void killedBetweenSendingAndAsking();
    void aStopEndsTheClient();
    void aClientThatOutlivesItsJobIsNotJoined();
};

void TstHandOverStorage::outcomes_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<int>("state");
    for (const QByteArray end : {"0", "4", "8", "12", "255", "signal", "hang"}) {
        for (const QByteArray listed : {"found", "lost"}) {
            const HandOverState state = end == "0" && listed == "found" ? HandOverState::Confirmed
                : end == "0" || listed == "found"                       ? HandOverState::NotConfirmed
                                                                        : HandOverState::Failed;
            QTest::newRow((end + ", " + listed).constData()) << "archive " + end + ' ' + listed << int(state);
        }
    }
}

void TstHandOverStorage::outcomes()
{
    QFETCH(QByteArray, mode);
    QFETCH(int, state);
    const StandInClient client;
    client.answer(mode);
    const HandOverWorld world(3000);
    ArchivePlace place = world.place(PlaceKind::StorageManager);
    place.managementClass = QStringLiteral("TENYEARS");
    const HandOver ended = world.startAndWait(place);
    QVERIFY2(int(ended.state) == state, qPrintable(ended.failure + ended.log));
    QCOMPARE(ended.failure.isEmpty(), ended.state == HandOverState::Confirmed);
    bool isStatus = false;
    const int status = mode.split(' ').at(1).toInt(&isStatus);
    QCOMPARE(ended.clientStatus, isStatus ? status : -1);
    QCOMPARE(ended.expiry.kind, mode.endsWith("found") ? Expiry::Kind::Never : Expiry::Kind::NotKnown);
    QCOMPARE(client.asked(),
             "archive -description=" + handOverDescription(world.run).toUtf8() + " -archmc=TENYEARS "
                 + QFile::encodeName(QFileInfo(world.path("archives/a.tar")).canonicalFilePath()) + '\n');
    QVERIFY(world.isUntouched());
    const bool mayAgain = ended.state != HandOverState::Confirmed;
    QCOMPARE(world.start(place).has_value(), mayAgain);
    if (mayAgain)
        std::ignore = world.ended(place);
}

void TstHandOverStorage::withoutAClient()
{
    const HandOverWorld world(3000);
    const Result<void> started = world.start(world.place(PlaceKind::StorageManager));
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::MissingTool);
    QVERIFY(started.error().message.contains(QLatin1String("dsmc")));
    QVERIFY(world.ask().isEmpty());
}

void TstHandOverStorage::whatIsThereIsNotSentTwice()
{
    const StandInClient client;
    client.answer("archive 4 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    QCOMPARE(world.startAndWait(place).state, HandOverState::NotConfirmed);
    client.answer("archive 0 found");
    // Nobody has ever said of what is listed that it was done.
    QCOMPARE(world.startAndWait(place).state, HandOverState::NotConfirmed);
    QCOMPARE(client.asked().count('\n'), 1);
}

void TstHandOverStorage::anothersCopyIsNotOurs()
{
    const StandInClient client;
    client.answer("archive 0 lost");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    // Of the same name and size, archived for another purpose.
    putBytes(client.file(QStringLiteral("dsmc.objects")),
             "  3000  B  2008-11-29 10:00:00    "
                 + QFile::encodeName(QFileInfo(world.path("archives/a.tar")).canonicalFilePath())
                 + " Never monthly copy\n");
    const HandOver ended = world.startAndWait(place);
    QVERIFY2(ended.state != HandOverState::Confirmed, qPrintable(ended.log));
    QCOMPARE(client.sent(), 1);
}

void TstHandOverStorage::confirmedByReading()
{
    const StandInClient client;
    client.answer("archive 4 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    QCOMPARE(world.confirm(place, ended, false)->state, HandOverState::NotConfirmed);
    const Result<HandOver> read = world.confirm(place, ended, true);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message + read.error().detail));
    QCOMPARE(read->state, HandOverState::Confirmed);
    QCOMPARE(read->sha256, world.archive.sha256);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed); // for everybody
    QCOMPARE(world.start(place).error().kind, ErrorKind::BadInput);
    // Nothing that was retrieved is left.
    QCOMPARE(world.at("archives/.nightkeep/r1/places"), QStringList {QStringLiteral("second-place")});
    putBytes(client.file(QStringLiteral("dsmc.objects.copy")), QByteArray(3000, 'x'));
    QCOMPARE(world.confirm(place, *read, true)->state, HandOverState::Altered);
    QVERIFY(world.isUntouched());
}

void TstHandOverStorage::whatWentAwayIsMissing()
{
    const StandInClient client;
    client.answer("archive 0 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    QCOMPARE(ended.state, HandOverState::Confirmed);
    const Result<HandOver> seen = world.confirm(place, ended, false);
    QCOMPARE(seen->state, HandOverState::Confirmed);
    QCOMPARE(seen->expiry.kind, Expiry::Kind::Never);
    client.forget();
    QCOMPARE(world.confirm(place, ended, false)->state, HandOverState::Missing);
    QCOMPARE(world.ask().value(0).state, HandOverState::Missing);
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QCOMPARE(client.asked().count('\n'), 2);
}

void TstHandOverStorage::anUnansweredQuestionProvesNothing()
{
    const StandInClient client;
    client.answer("archive 0 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    client.answer("error");
    QCOMPARE(world.confirm(place, ended, false).error().kind, ErrorKind::Unreachable);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed);
    const HandOverWorld other(3000);
    const HandOver failed = other.startAndWait(place);
    QCOMPARE(failed.state, HandOverState::Failed);
    QVERIFY2(failed.failure.contains(QLatin1String("could not be asked")), qPrintable(failed.failure));
    QCOMPARE(client.asked().count('\n'), 1); // nothing was sent without an answer
}

void TstHandOverStorage::aListThatSaysNothingIsNoAnswer()
{
    const StandInClient client;
    client.answer("archive 0 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    client.answer("archive mute found");
    QCOMPARE(world.confirm(place, ended, false).error().kind, ErrorKind::Unreachable);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed);
    // Under our description, with a size of which nothing can be told.
    QByteArray listed = bytesOf(client.file(QStringLiteral("dsmc.objects")));
    putBytes(client.file(QStringLiteral("dsmc.objects")), listed.replace("3000  B", "9000  B"));
    client.answer("archive 0 found");
    QCOMPARE(world.confirm(place, ended, false)->state, HandOverState::Altered);
    // Digits as another country groups them.
    putBytes(client.file(QStringLiteral("dsmc.objects")), listed.replace("9000  B", "3 000  B"));
    const HandOverWorld other(3000);
    client.answer("archive mute found");
    QCOMPARE(other.startAndWait(place).state, HandOverState::Failed);
    QCOMPARE(client.asked().count('\n'), 1);
    client.answer("archive 0 found");
    QCOMPARE(world.confirm(place, ended, false)->state, HandOverState::Confirmed);
}

void TstHandOverStorage::whatComesBackInPartSaysNothing()
{
    const StandInClient client;
    client.answer("archive 0 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    client.answer("archive cut found");
    const Result<HandOver> read = world.confirm(place, ended, true);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, ErrorKind::Failed);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed);
    QCOMPARE(world.at("archives/.nightkeep/r1/places"), QStringList {QStringLiteral("second-place")});
}

void TstHandOverStorage::whoLooksDoesNotOverruleWhoRead()
{
    const StandInClient client;
    client.answer("archive 4 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    const HandOver ended = world.startAndWait(place);
    QCOMPARE(world.confirm(place, ended, true)->state, HandOverState::Confirmed);
    const HandOver read = world.ask().value(0);
    QCOMPARE(world.confirm(place, read, false)->state, HandOverState::Confirmed);
    QCOMPARE(world.ask().value(0).sha256, world.archive.sha256);
    QCOMPARE(world.ask().value(0).state, HandOverState::Confirmed);
    putBytes(client.file(QStringLiteral("dsmc.objects.copy")), QByteArray(3000, 'x'));
    QCOMPARE(world.confirm(place, read, true)->state, HandOverState::Altered);
    const HandOver altered = world.ask().value(0);
    QCOMPARE(world.confirm(place, altered, false)->state, HandOverState::Altered);
    QCOMPARE(world.ask().value(0).state, HandOverState::Altered);
}

void TstHandOverStorage::aStopEndsTheClient()
{
    const StandInClient client("600");
    client.answer("archive hang lost");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    QVERIFY(world.start(place).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(!client.asked().isEmpty(), 60000);
    const QList<qint64> all = descendantsOf(world.jobPid(place));
    QVERIFY(all.size() >= 2); // what limits its time, and the client
    QCOMPARE(world.stop(place).value_or(false), true);
    for (const qint64 each : all)
        QTRY_VERIFY(isGone(each));
    // Nobody knows what had been sent by then.
    QCOMPARE(world.ask().value(0).state, HandOverState::NotConfirmed);
    QVERIFY(world.isUntouched());
}

void TstHandOverStorage::aClientThatOutlivesItsJobIsNotJoined()
{
    const StandInClient client("600");
    client.answer("archive hang lost");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    QVERIFY(world.start(place).has_value());
    QTRY_VERIFY_WITH_TIMEOUT(!client.asked().isEmpty(), 60000);
    const qint64 job = world.jobPid(place);
    QList<qint64> all = descendantsOf(job); // what limits its time, and the client
    QCOMPARE(all.size(), 2);
    const QByteArray limiter = bytesOf(world.path("archives/.nightkeep/r1/places/second-place/child")).trimmed();
    QCOMPARE(::kill(pid_t(job), SIGKILL), 0);
    QCOMPARE(::kill(pid_t(limiter.toLongLong()), SIGKILL), 0);
    QTRY_VERIFY(isGone(job) && isGone(limiter.toLongLong()));
    QCOMPARE(world.start(place).error().kind, ErrorKind::Busy);
    QCOMPARE(client.asked().count('\n'), 1);
    all.removeOne(limiter.toLongLong());
    for (const qint64 each : std::as_const(all))
        QCOMPARE(::kill(pid_t(each), SIGKILL), 0);
}

void TstHandOverStorage::killedBetweenSendingAndAsking()
{
    const StandInClient client;
    client.answer("archive 0 found");
    const HandOverWorld world(3000);
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    world.setFailpoint("hand-sent:kill");
    QCOMPARE(world.startAndWait(place).state, HandOverState::NotConfirmed);
    world.setFailpoint("none");
    // The client's own word was written down before.
    QCOMPARE(world.startAndWait(place).state, HandOverState::Confirmed);
    QCOMPARE(client.asked().count('\n'), 1);
}

NIGHTKEEP_TEST(TstHandOverStorage, integration, Core, 240)
#include "tst_handoverstorage.moc"

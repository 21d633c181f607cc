// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the storage manager's client, which is a stand-in, says and does, through the service and into the workspace.
// The whole table is held by TstHandOverStorage; here is what each kind of outcome becomes for people.
#include "app/process/localshellhost.h"
#include "tests/places/standinclient.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

class TstHandOverOutcomes : public QObject
{
    Q_OBJECT

private slots:
    void throughTheService_data();
    void throughTheService();
};

void TstHandOverOutcomes::throughTheService_data()
{
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("mayAgain");
    const auto row = [](const char *client, HandOverState state, bool mayAgain) {
        QTest::newRow(client) << QByteArray(client) << int(state) << mayAgain;
    };
    row("0 found", HandOverState::Confirmed, false);
    row("0 lost", HandOverState::NotConfirmed, true);
    row("4 found", HandOverState::NotConfirmed, true);
    row("12 lost", HandOverState::Failed, true);
    row("signal found", HandOverState::NotConfirmed, true);
}

void TstHandOverOutcomes::throughTheService()
{
    QFETCH(QByteArray, client);
    QFETCH(int, state);
    QFETCH(bool, mayAgain);
    const StandInClient standIn;
    standIn.answer("archive " + client);
    const HandOverWorld world(3000);
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const Server server = world.server;
    workspace.hosts.setAnswer([server](const Server &, RemoteProgram program, const QByteArray &input,
                                       const CancelToken &cancel) -> Result<QByteArray> {
        return LocalShellHost(server).run(program, input, cancel, {std::chrono::minutes(5)});
    });
    ArchiveRecord record = workspace.archiveStore.archiveRuns()->first();
    const QString name = record.run.server;
    record.run = world.run;
    record.run.server = name;
    record.status = world.archive;
    QVERIFY(workspace.archiveStore.saveArchiveRun(record));
    const ArchivePlace place = world.place(PlaceKind::StorageManager);
    HandOverService &service = workspace.handOvers();
    service.setPollInterval(std::chrono::milliseconds(50));
    QVERIFY(service.savePlace(place, std::nullopt));
    const Result<HandOver> started = service.start(world.run.id, place.name, CancelToken());
    QVERIFY2(started, Samples::why(started).constData());
    const Result<HandOver> ended = service.attach(world.run.id, place.name, CancelToken(), {});
    QVERIFY2(ended, Samples::why(ended).constData());
    QVERIFY2(int(ended->state) == state, qPrintable(ended->failure + ended->log));
    const Result<QList<HandOver>> kept = service.handOvers();
    QVERIFY(kept.has_value());
    bool isKept = false;
    for (const HandOver &each : *kept)
        isKept = isKept || (each.run == world.run.id && each.place == place.name && each.state == ended->state);
    QVERIFY(isKept);
    QCOMPARE(standIn.sent(), 1);
    QVERIFY(world.isUntouched());
    std::ignore = world.ended(place); // its job, too
    const Result<HandOver> again = service.start(world.run.id, place.name, CancelToken());
    QCOMPARE(again.has_value(), mayAgain);
    std::ignore = world.ended(place);
    // What was listed already is not sent again.
    QCOMPARE(standIn.sent(), client.endsWith("found") ? 1 : 2);
}

NIGHTKEEP_TEST(TstHandOverOutcomes, integration, Core)
#include "tst_handoveroutcomes.moc"

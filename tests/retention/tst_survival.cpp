// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentiontables.h"
#include "tests/retention/madesite.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QString survivingDumps = QStringLiteral("Dumps");

CopyPlaceFacts survivingPlace(const QString &home, const QString &building, const QString &account,
                              std::optional<bool> changeable)
{
    CopyPlaceFacts place;
    place.what = survivingDumps;
    place.home = home;
    place.building = building;
    place.account = account;
    place.changeable = changeable;
    return place;
}

QList<CopyPlaceFacts> survivingPlaces()
{
    return {
        survivingPlace(QStringLiteral("db-a"), QStringLiteral("Wolfson House"), QStringLiteral("root on db-a"), true),
        survivingPlace(QStringLiteral("db-b"), QStringLiteral("Wolfson House"), QStringLiteral("root on db-b"), true),
        survivingPlace(QStringLiteral("tape"), {}, QStringLiteral("administrators; root on db-a"), std::nullopt)};
}

} // namespace

class TstSurvival : public QObject
{
    Q_OBJECT

private slots:
    void losses_data()
    {
        QTest::addColumn<int>("places"); // the first so many
        QTest::addColumn<LossOf>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<State>("state");
        const QString wolfson = QStringLiteral("Wolfson House");
        QTest::newRow("both stand there") << 2 << LossOf::Building << wolfson << State::Bad;
        QTest::newRow("nobody says where the third is") << 3 << LossOf::Building << wolfson << State::Unknown;
        QTest::newRow("another building")
            << 1 << LossOf::Building << QStringLiteral("Kathleen Lonsdale") << State::Good;
        QTest::newRow("root of one") << 2 << LossOf::RootAccount << QStringLiteral("root on db-a") << State::Good;
        QTest::newRow("root of the only one")
            << 1 << LossOf::RootAccount << QStringLiteral("root on db-a") << State::Bad;
        QTest::newRow("the storage manager's")
            << 3 << LossOf::StorageAccount << QStringLiteral("administrators") << State::Good;
    }
    void losses()
    {
        QFETCH(int, places);
        QFETCH(LossOf, kind);
        QFETCH(QString, name);
        QFETCH(State, state);
        const PlaceLoss loss {kind, name};
        const PageAnswer answer = placesAnswer(placeLines(survivingPlaces().mid(0, places), loss), loss);
        QCOMPARE(answer.state, state);
        QCOMPARE(answer.sentence.contains(survivingDumps), state != State::Good);
    }

    void whatAnAccountMayDoIsNotGuessed()
    {
        QCOMPARE(stateAfterLoss(survivingPlaces().constLast(), {LossOf::RootAccount, QStringLiteral("root on db-a")}),
                 State::Unknown);
    }

    void placesOfASite()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.servers.first().server.building = QStringLiteral(" Wolfson  House "); // as it was typed
        const QList<CopyPlaceFacts> places = copyPlaces(reading);
        QVERIFY(!places.isEmpty());
        QCOMPARE(places.first().home, QStringLiteral("moodle-c, /data/moodle"));
        QCOMPARE(places.first().building, QStringLiteral("Wolfson House"));
        QCOMPARE(places.first().account, QStringLiteral("root on moodle-c"));
        QCOMPARE(places.first().changeable, std::optional(true));
        QCOMPARE(places.at(1).home, QStringLiteral("storage manager, node fs-c"));
        QVERIFY(places.at(1).building.isEmpty());
        QVERIFY(!places.at(1).changeable.has_value());
        const QList<PlaceLoss> losses = possibleLosses(places);
        QCOMPARE(losses.first(), (PlaceLoss {LossOf::Building, QStringLiteral("Wolfson House")}));
        QVERIFY(losses.contains(PlaceLoss {LossOf::RootAccount, QStringLiteral("root on moodle-c")}));
        QVERIFY(std::any_of(losses.cbegin(), losses.cend(),
                            [](const PlaceLoss &loss) { return loss.kind == LossOf::StorageAccount; }));
    }

    void whatIsNotBackedUpIsNotInStorage()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        for (CoverageRow &row : reading.servers.first().coverage)
            row.state = CoverageState::Uncovered;
        const QList<CopyPlaceFacts> places = copyPlaces(reading);
        for (const CopyPlaceFacts &place : places)
            QVERIFY2(!place.home.contains(QStringLiteral("storage manager")), qPrintable(place.what));
    }

    void whatNobodySawInStorageIsNotKnown_data()
    {
        QTest::addColumn<CoverageState>("state");
        QTest::addColumn<Evidence>("evidence");
        QTest::newRow("not known") << CoverageState::Unknown << Evidence::Observed;
        QTest::newRow("by the page's word") << CoverageState::Covered << Evidence::Declared;
    }
    void whatNobodySawInStorageIsNotKnown()
    {
        QFETCH(CoverageState, state);
        QFETCH(Evidence, evidence);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        const QString building = QStringLiteral("Wolfson House");
        reading.servers.first().server.building = building;
        reading.servers.first().coverage.first().state = state;
        reading.servers.first().coverage.first().evidence = evidence;
        const PlaceLine line = placeLines(copyPlaces(reading), PlaceLoss {LossOf::Building, building}).at(1);
        QVERIFY2(line.place.home.contains(QStringLiteral("nobody has seen")), qPrintable(line.place.home));
        QCOMPARE(line.state, State::Unknown);
        for (const PlaceLoss &loss : possibleLosses(copyPlaces(reading).mid(0, 2)))
            QCOMPARE(stateAfterLoss(line.place, loss), State::Unknown);
    }

    void archivesAreAtTheirPlaces()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        ServerRow second = MadeSite::row();
        second.server.name = QStringLiteral("second.example.org");
        second.server.building = QStringLiteral("Annex");
        second.server.medium = QStringLiteral("disk");
        reading.servers.append(second);
        ArchiveRecord record;
        record.run.id = QStringLiteral("summer");
        record.run.request.site = MadeSite::site().name;
        record.run.request.name = QStringLiteral("summer");
        record.run.server = MadeSite::server();
        record.run.archiveFolder = "/data/archives";
        record.status.state = ArchiveState::Complete;
        record.status.copy = ArchiveCopy::Gone;
        record.moved = ArchiveNote {QStringLiteral("removed; it is at second"), QStringLiteral("jessica"), reading.now};
        reading.archives = {record};
        const auto add = [&reading](const char *place, PlaceKind kind, const char *where, HandOverState state) {
            HandOver handOver;
            handOver.run = QStringLiteral("summer");
            handOver.place = QLatin1String(place);
            handOver.kind = kind;
            handOver.where = QLatin1String(where);
            handOver.state = state;
            reading.handOvers << handOver;
        };
        add("annex", PlaceKind::SshServer, "nk@second.example.org:/srv/archives/summer.tar", HandOverState::Confirmed);
        add("tsm", PlaceKind::StorageManager, "storage manager, /data/archives/summer.tar", HandOverState::Confirmed);
        add("desk", PlaceKind::Workstation, "desk:/home/anna/summer.tar", HandOverState::Confirmed);
        add("vault", PlaceKind::Folder, "/mnt/vault/summer.tar", HandOverState::Missing);
        reading.handOvers[1].expiry = {Expiry::Kind::OnDay, QDate(2018, 1, 1)};
        QList<CopyPlaceFacts> archives = copyPlaces(reading);
        archives.removeIf([](const CopyPlaceFacts &each) { return each.what != QLatin1String("Term archive summer"); });
        QCOMPARE(archives.size(), 3); // each place that was confirmed, and the note no more
        const QString root = QStringLiteral("root on moodle-c");
        QCOMPARE(archives.at(0).building, QStringLiteral("Annex"));
        QCOMPARE(archives.at(0).medium, QStringLiteral("disk"));
        for (const char *server : {"moodle-c", "second"})
            QCOMPARE(stateAfterLoss(archives.at(0),
                                    {LossOf::RootAccount, QStringLiteral("root on ") + QLatin1String(server)}),
                     State::Bad);
        QCOMPARE(stateAfterLoss(archives.at(0), {LossOf::Building, QStringLiteral("Wolfson House")}), State::Good);
        QVERIFY2(archives.at(1).home.contains(QStringLiteral("2018-01-01")), qPrintable(archives.at(1).home));
        QCOMPARE(stateAfterLoss(archives.at(1), {LossOf::RootAccount, root}), State::Unknown);
        QCOMPARE(stateAfterLoss(archives.at(2), {LossOf::RootAccount, root}), State::Unknown);

        reading.handOvers.clear();
        archives = copyPlaces(reading);
        QVERIFY(archives.constLast().home.contains(QStringLiteral("it is at second")));
    }

    void bothOfAPairHoldTheDatabase()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        ServerRow partner = MadeSite::row();
        partner.server.name = QStringLiteral("moodledb-b.example.org");
        for (ServerRow *row : {&reading.servers.first(), &partner})
            row->server.service = QStringLiteral("MySQL master/slave pair");
        reading.servers.append(partner);
        const QList<CopyPlaceFacts> places = copyPlaces(reading);
        const auto found = std::count_if(places.cbegin(), places.cend(), [](const CopyPlaceFacts &place) {
            return place.what == QLatin1String("The database itself");
        });
        QCOMPARE(found, 2);
    }
};

NIGHTKEEP_TEST(TstSurvival, unit, Core)
#include "tst_survival.moc"

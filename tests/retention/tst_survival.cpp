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

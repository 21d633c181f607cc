// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentiontables.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QString tableBuilding = QStringLiteral("Wolfson House");

/// Backups in two buildings, dumps in one, and archives of which nobody has said where.
QList<CopyPlaceFacts> tablePlaces()
{
    const QString backups = QStringLiteral("Course backups");
    return {{backups, QStringLiteral("moodle-b"), tableBuilding, QStringLiteral("disk"), QStringLiteral("root"), true},
            {backups, QStringLiteral("storage manager"), QStringLiteral("Kelvin House"), QStringLiteral("tape"),
             QStringLiteral("storage"), false},
            {QStringLiteral("Dumps"), QStringLiteral("moodle-db"), tableBuilding, QStringLiteral("disk"),
             QStringLiteral("root"), true},
            {QStringLiteral("Archives"), QStringLiteral("somewhere"), {}, {}, {}, std::nullopt}};
}

} // namespace

/// What the tables of retention say, and what they do not know.
class TstRetentionTables : public QObject
{
    Q_OBJECT

private slots:
    void eachLossLeavesWhatItLeaves()
    {
        const QList<CopyPlaceFacts> places = tablePlaces();
        const QList<PlaceLoss> losses = possibleLosses(places);
        QCOMPARE(losses.size(), 4); // two buildings, two accounts
        const PlaceLoss building {LossOf::Building, tableBuilding};
        QVERIFY(losses.contains(building));
        const QList<PlaceLine> lines = placeLines(places, building);
        QCOMPARE(lines.at(0).state, State::Bad);
        QCOMPARE(lines.at(1).state, State::Good);
        QCOMPARE(lines.at(2).state, State::Bad);
        QCOMPARE(lines.at(3).state, State::Unknown); // nobody has said where it is
        const PageAnswer answer = placesAnswer(lines, building);
        QCOMPARE(answer.state, State::Bad);
        QVERIFY2(answer.sentence.contains(QLatin1String("Dumps")), qPrintable(answer.sentence));
        QVERIFY2(!answer.sentence.contains(QLatin1String("Course backups")), qPrintable(answer.sentence));
    }

    void anAccountThatCannotChangeACopyLeavesIt()
    {
        const PlaceLoss storage {LossOf::StorageAccount, QStringLiteral("storage")};
        const QList<PlaceLine> lines = placeLines(tablePlaces(), storage);
        QCOMPARE(lines.at(1).state, State::Good);
        QCOMPARE(lines.at(3).state, State::Unknown);
        QCOMPARE(placesAnswer(lines, storage).state, State::Unknown);
        QList<CopyPlaceFacts> doubtful = tablePlaces();
        doubtful[1].changeable = std::nullopt;
        QCOMPARE(placeLines(doubtful, storage).at(1).state, State::Unknown);
        QCOMPARE(placesAnswer({}, storage).state, State::Unknown);
    }

    void aCopyOfSeveralAccountsIsNotLeftByOne()
    {
        QList<CopyPlaceFacts> places = tablePlaces();
        places[1].account = QStringLiteral("administrators; root");
        places[1].changeable = std::nullopt;
        const PlaceLoss root {LossOf::RootAccount, QStringLiteral("root")};
        QVERIFY(possibleLosses(places).contains(root));
        QCOMPARE(placeLines(places, root).at(1).state, State::Unknown);
        QCOMPARE(placesAnswer(placeLines(places, root), root).state, State::Bad); // of the dumps nothing is left
    }

    void withoutALossNothingIsCalledLeft()
    {
        for (const PlaceLine &line : placeLines(tablePlaces(), std::nullopt))
            QCOMPARE(line.state, State::Unknown);
        QCOMPARE(placesAnswer(placeLines(tablePlaces(), std::nullopt), std::nullopt).state, State::Unknown);
    }

    void whatIsNotKnownIsSaidSo()
    {
        const PolicyOutcome unknown;
        QCOMPARE(outcomeAnswer(unknown, unknown).state, State::Unknown);
        for (const OutcomeLine &line : outcomeLines(unknown, unknown)) {
            QCOMPARE(line.after, QStringLiteral("not known"));
            QVERIFY(!line.state);
        }
        PolicyOutcome better;
        better.courseNights = 60;
        PolicyOutcome worse;
        worse.courseNights = 9;
        QCOMPARE(outcomeLines(worse, better).first().state.value_or(State::Unknown), State::Good);
        QCOMPARE(outcomeLines(better, worse).first().state.value_or(State::Unknown), State::Bad);
        QCOMPARE(outcomeAnswer(worse, better).state, State::Good);
        QCOMPARE(outcomeAnswer(better, worse).state, State::Attention);
    }
};

NIGHTKEEP_TEST(TstRetentionTables, unit, Core)
#include "tst_retentiontables.moc"

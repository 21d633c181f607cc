// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handoverservice.h"
#include "models/places/placetables.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QDateTime placesNow(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());

ArchiveRecord placedArchive()
{
    ArchiveRecord record;
    record.run.id = QStringLiteral("20080901-020000-summer");
    record.run.request.name = QStringLiteral("summer");
    record.status.state = ArchiveState::Complete;
    record.status.sha256 = QByteArray(64, 'a');
    record.status.finishedAt = placesNow.addDays(-30);
    return record;
}

HandOver placedAt(const char *place, HandOverState state)
{
    HandOver handOver;
    handOver.run = placedArchive().run.id;
    handOver.place = QLatin1String(place);
    handOver.state = state;
    handOver.askedAt = placesNow.addDays(-2);
    return handOver;
}

} // namespace

/// What is said of hand-overs without asking anybody.
class TstHandOverFindings : public QObject
{
    Q_OBJECT

private slots:
    void eachStateIsAFindingOfItsOwn_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("kind"); // empty: none
        QTest::addColumn<int>("severity");
        const auto row = [](HandOverState state, const char *kind, Severity severity = Severity::Warning) {
            QTest::newRow(qPrintable(nameOf(state))) << int(state) << QString::fromLatin1(kind) << int(severity);
        };
        row(HandOverState::Confirmed, "");
        row(HandOverState::Working, "place-working"); // asked about two days ago
        row(HandOverState::Failed, "place-failed");
        row(HandOverState::NotConfirmed, "place-unconfirmed");
        row(HandOverState::Unknown, "place-unknown");
        row(HandOverState::Missing, "place-missing", Severity::Critical);
        row(HandOverState::Altered, "place-altered", Severity::Critical);
    }
    void eachStateIsAFindingOfItsOwn()
    {
        QFETCH(int, state);
        QFETCH(QString, kind);
        QFETCH(int, severity);
        const QList<Finding> findings =
            HandOverService::findings({placedArchive()}, {placedAt("tsm", HandOverState(state))}, placesNow);
        QCOMPARE(findings.size(), kind.isEmpty() ? 0 : 1);
        if (kind.isEmpty())
            return;
        QCOMPARE(findings.constFirst().kind, kind);
        QCOMPARE(int(findings.constFirst().severity), severity);
        QCOMPARE(findings.constFirst().object, placedArchive().run.id);
        QVERIFY(findings.constFirst().title.contains(QLatin1String("tsm")));
        QVERIFY(!findings.constFirst().advice.isEmpty());
    }

    void oneThatGoesOnIsNone()
    {
        HandOver handOver = placedAt("tsm", HandOverState::Working);
        handOver.askedAt = placesNow.addSecs(-60);
        QVERIFY(HandOverService::findings({placedArchive()}, {handOver}, placesNow).isEmpty());
    }

    void whatExpiresSoonIsTold_data()
    {
        QTest::addColumn<QDate>("day");
        QTest::addColumn<QString>("says"); // empty: nothing
        QTest::newRow("in years") << QDate(2013, 9, 1) << QString();
        QTest::newRow("in a month") << QDate(2008, 12, 28) << QStringLiteral("expires at tsm on 2008-12-28");
        QTest::newRow("yesterday") << QDate(2008, 11, 28) << QStringLiteral("was to expire at tsm on 2008-11-28");
    }
    void whatExpiresSoonIsTold()
    {
        QFETCH(QDate, day);
        QFETCH(QString, says);
        HandOver handOver = placedAt("tsm", HandOverState::Confirmed);
        handOver.expiry = {Expiry::Kind::OnDay, day};
        const QList<Finding> findings = HandOverService::findings({placedArchive()}, {handOver}, placesNow);
        QCOMPARE(findings.size(), says.isEmpty() ? 0 : 1);
        if (!says.isEmpty())
            QVERIFY2(findings.constFirst().title.contains(says), qPrintable(findings.constFirst().title));
    }

    void aPlaceOfThePlanIsNotForgotten()
    {
        ArchiveRecord record = placedArchive();
        record.run.request.places = {QStringLiteral("tsm"), QStringLiteral("vault")};
        QList<Finding> findings =
            HandOverService::findings({record}, {placedAt("tsm", HandOverState::Confirmed)}, placesNow);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.constFirst().kind, QStringLiteral("place-never"));
        QVERIFY(findings.constFirst().title.contains(QLatin1String("vault")));
        QCOMPARE(HandOverService::untold(record, {placedAt("TSM", HandOverState::Failed)}),
                 QStringList {QStringLiteral("vault")});
        record.status.finishedAt = placesNow.addSecs(-60); // its job goes on with that just now
        findings = HandOverService::findings({record}, {placedAt("tsm", HandOverState::Confirmed)}, placesNow);
        QVERIFY(findings.isEmpty());
        record.status.finishedAt = QDateTime(); // nobody can say that it has time yet
        findings = HandOverService::findings({record}, {placedAt("tsm", HandOverState::Confirmed)}, placesNow);
        QCOMPARE(findings.size(), 1);
        record.status.state = ArchiveState::Working; // there is nothing to hand over yet
        QCOMPARE(HandOverService::untold(record, {}), QStringList());
    }

    void whatIsOfNoArchiveHereSaysNothing()
    {
        HandOver handOver = placedAt("tsm", HandOverState::Failed);
        handOver.run = QStringLiteral("another");
        QVERIFY(HandOverService::findings({placedArchive()}, {handOver}, placesNow).isEmpty());
    }

    void theAnswerIsTheWorst_data()
    {
        QTest::addColumn<QList<int>>("states");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("says");
        const int confirmed = int(HandOverState::Confirmed);
        QTest::newRow("nowhere") << QList<int>() << int(State::Attention) << QStringLiteral("the server alone");
        QTest::newRow("one place") << QList<int> {confirmed} << int(State::Good) << QStringLiteral("was confirmed");
        QTest::newRow("one of two is gone")
            << QList<int> {confirmed, int(HandOverState::Missing)} << int(handOverStanding(HandOverState::Missing))
            << QStringLiteral("place1: ") + handOverStateWord(HandOverState::Missing);
        QTest::newRow("none confirmed") << QList<int> {int(HandOverState::NotConfirmed)}
                                        << int(handOverStanding(HandOverState::NotConfirmed))
                                        << QStringLiteral("No place is confirmed");
    }
    void theAnswerIsTheWorst()
    {
        QFETCH(QList<int>, states);
        QFETCH(int, state);
        QFETCH(QString, says);
        QList<HandOver> handOvers;
        for (const int each : states)
            handOvers << placedAt(qPrintable(QStringLiteral("place%1").arg(handOvers.size())), HandOverState(each));
        const QList<PlaceStanding> standings = placeStandings(placedArchive().run.id, {}, handOvers);
        QCOMPARE(standings.size(), states.size());
        const PageAnswer answer = placesAnswer(standings, placesNow.date());
        QCOMPARE(int(answer.state), state);
        QVERIFY2(answer.sentence.contains(says), qPrintable(answer.sentence));
    }

    void whatWasToExpireIsShownAsGoodNowhere_data()
    {
        QTest::addColumn<QDate>("day");
        QTest::addColumn<bool>("there");
        QTest::newRow("it lasts") << placesNow.date().addDays(100) << true;
        QTest::newRow("its last day") << placesNow.date() << true;
        QTest::newRow("over") << placesNow.date().addDays(-1) << false;
    }
    void whatWasToExpireIsShownAsGoodNowhere()
    {
        QFETCH(QDate, day);
        QFETCH(bool, there);
        const QDate today = placesNow.date();
        HandOver handOver = placedAt("tsm", HandOverState::Confirmed);
        handOver.expiry = {Expiry::Kind::OnDay, day};
        QCOMPARE(isThereOn(handOver, today), there);
        QCOMPARE(isExpiredOn(handOver, today), !there);
        QCOMPARE(handOverStanding(handOver, today) == State::Good, there);
        QCOMPARE(handOverText(handOver, today) == handOverStateWord(HandOverState::Confirmed), there);

        const QList<PlaceStanding> standings = placeStandings(placedArchive().run.id, {}, {handOver});
        const PageAnswer answer = placesAnswer(standings, today);
        QCOMPARE(answer.state == State::Good, there);
        QCOMPARE(answer.sentence.contains(QLatin1String("No place is confirmed")), !there);
        QCOMPARE(answer.sentence.contains(day.toString(Qt::ISODate)), !there);
        ColumnTable<PlaceStanding> table(placeStandingsDescription());
        table.setRows(standings, placesNow);
        constexpr int stateColumn = 1;
        QCOMPARE(table.index(0, stateColumn).data().toString(), handOverText(handOver, today));
    }

    void placesWithoutAHandOverAreListedToo()
    {
        ArchivePlace tsm;
        tsm.name = QStringLiteral("tsm");
        ArchivePlace other;
        other.name = QStringLiteral("vault");
        other.kind = PlaceKind::Folder;
        const QList<PlaceStanding> standings =
            placeStandings(placedArchive().run.id, {tsm, other},
                           {placedAt("TSM", HandOverState::Confirmed), placedAt("gone", HandOverState::Failed)});
        QCOMPARE(standings.size(), 3); // the last is of a place that is none any more
        QVERIFY(standings.at(0).handOver.has_value());
        QVERIFY(!standings.at(1).handOver.has_value());
        QCOMPARE(standings.at(2).place, QStringLiteral("gone"));
    }
};

NIGHTKEEP_TEST(TstHandOverFindings, unit, Core)
#include "tst_handoverfindings.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/bothdialects.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// What the workspace keeps about archives beside the runs, on each of its two databases.
class TstCatalogueValues : public QObject
{
    Q_OBJECT

private:
    BothDialects m_dialects;

    static ArchivePlace placeNamed(const char *name)
    {
        ArchivePlace place;
        place.name = QLatin1String(name);
        return place;
    }

private slots:
    void itIsThereAfterItWasOpenedAgain_data() { BothDialects::addRows(); }
    void itIsThereAfterItWasOpenedAgain()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(14);
        QCOMPARE(Samples::fill(*store, random, 1), QString());
        const Result<CatalogueRecords> before = store->catalogueRecords();
        QVERIFY2(before, why(before).constData());
        QCOMPARE(before->terms.size(), 2);
        QCOMPARE(before->drills.constFirst().number, 2); // newest first
        store.reset();
        const auto again = WorkspaceStore::open(m_dialects.place());
        QVERIFY2(again, why(again).constData());
        const Result<CatalogueRecords> after = (*again)->catalogueRecords();
        QVERIFY2(after, why(after).constData());
        QVERIFY(*after == *before);
        QCOMPARE(*(*again)->terms(), before->terms);
        QCOMPARE(*(*again)->places(), before->places);
        QCOMPARE(*(*again)->handOvers(), before->handOvers);
        QVERIFY((*again)->verify().has_value());
    }

    void onlyWhatWasSeenIsReplaced_data() { BothDialects::addRows(); }
    void onlyWhatWasSeenIsReplaced()
    {
        const auto store = m_dialects.make();
        QVERIFY(store);
        const ArchivePlace tape = placeNamed("tsm");
        QVERIFY(store->replacePlace(std::nullopt, tape).has_value());
        ArchivePlace later = tape;
        later.managementClass = QStringLiteral("TEN_YEARS");
        const QList<QPair<std::optional<ArchivePlace>, std::optional<ArchivePlace>>> refused {
            {std::nullopt, placeNamed("TSM")}, // there is one of that name, whatever its case
            {later, tape}, // not what is there
            {later, std::nullopt},
            {placeNamed("disk"), placeNamed("disk")}, // there is none
        };
        for (const auto &[seen, wanted] : refused) {
            const Result<void> answer = store->replacePlace(seen, wanted);
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::Conflict);
            QCOMPARE(*store->places(), QList<ArchivePlace> {tape});
        }
        QVERIFY(store->replacePlace(tape, later).has_value());
        QCOMPARE(*store->places(), QList<ArchivePlace> {later});
        QVERIFY(store->replacePlace(std::nullopt, placeNamed("disk")).has_value());
        const Result<void> onto = store->replacePlace(later, placeNamed("disk"));
        QVERIFY(!onto); // another's name
        QCOMPARE(store->places()->size(), 2);
        QVERIFY(store->replacePlace(later, std::nullopt).has_value());
        QCOMPARE(*store->places(), QList<ArchivePlace> {placeNamed("disk")});
    }

    void aHandOverIsOfItsRunAndPlace_data() { BothDialects::addRows(); }
    void aHandOverIsOfItsRunAndPlace()
    {
        const auto store = m_dialects.make();
        QVERIFY(store);
        HandOver first;
        first.run = QStringLiteral("20081129-031500-summer");
        first.place = QStringLiteral("tsm");
        HandOver second = first;
        second.place = QStringLiteral("second-building");
        QVERIFY(store->saveHandOver(first).has_value());
        QVERIFY(store->saveHandOver(second).has_value());
        first.state = HandOverState::Confirmed;
        QVERIFY(store->saveHandOver(first).has_value());
        QCOMPARE(*store->handOvers(), (QList<HandOver> {second, first}));
    }

    void whatIsNumberedIsCounted_data() { BothDialects::addRows(); }
    void whatIsNumberedIsCounted()
    {
        const auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(15);
        auto plan = Samples::sample<SavedPlan>(random);
        QCOMPARE(store->addSavedPlan(plan).value_or(0), 1);
        QCOMPARE(store->addSavedPlan(plan).value_or(0), 2);
        plan.number = 2;
        const Result<QList<SavedPlan>> plans = store->savedPlans();
        QVERIFY2(plans, why(plans).constData());
        QCOMPARE(toJson(plans->constFirst()), toJson(plan)); // newest first
        SavedPlan another = plans->constFirst();
        another.title += QStringLiteral(", anew");
        QCOMPARE(store->removeSavedPlan(another).error().kind, ErrorKind::Conflict);
        QVERIFY(store->removeSavedPlan(plans->constFirst()).has_value());
        QCOMPARE(store->savedPlans()->size(), 1);
        QCOMPARE(store->addVerification(Samples::sample<ArchiveVerification>(random)).value_or(0), 1);
        QCOMPARE(store->addDrill(Samples::sample<RestoreDrill>(random)).value_or(0), 1);
        const RestoreDrill drill = store->catalogueRecords()->drills.constFirst();
        RestoreDrill other = drill;
        other.seconds = drill.seconds == 7 ? 8 : 7;
        const Result<void> conflict = store->removeDrill(other);
        QVERIFY(!conflict);
        QCOMPARE(conflict.error().kind, ErrorKind::Conflict);
        QVERIFY(store->removeDrill(drill).has_value());
        QCOMPARE(store->catalogueRecords()->drills.size(), 0);
    }
};

NIGHTKEEP_TEST(TstCatalogueValues, integration, Core, 300)
#include "tst_cataloguevalues.moc"

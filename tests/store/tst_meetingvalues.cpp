// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/meetingvalues.h"
#include "tests/store/bothdialects.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// What the workspace keeps of meetings, on each of its two databases.
class TstMeetingValues : public QObject
{
    Q_OBJECT

private:
    BothDialects m_dialects;

private slots:
    void decisionsAreNumbered_data() { BothDialects::addRows(); }
    void decisionsAreNumbered()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QVERIFY(store->decisions()->isEmpty());
        QRandomGenerator random(7);
        QList<Decision> added; // newest first
        for (qint64 number = 1; number <= 12; ++number) { // past the place where texts and numbers sort otherwise
            added.prepend(Samples::sample<Decision>(random));
            const Result<qint64> given = store->addDecision(added.first());
            QVERIFY2(given, why(given).constData());
            QCOMPARE(*given, number);
            added.first().number = number;
        }
        store.reset(); // and after it was opened again
        const auto again = WorkspaceStore::open(m_dialects.place());
        QVERIFY2(again, why(again).constData());
        const auto found = (*again)->decisions();
        QVERIFY2(found, why(found).constData());
        QCOMPARE(*found, added);
        QVERIFY((*again)->verify().has_value());
    }

    void whatChangedMeanwhileIsNotWritten_data() { BothDialects::addRows(); }
    void whatChangedMeanwhileIsNotWritten()
    {
        const auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(8);
        auto seen = Samples::sample<Decision>(random);
        seen.takenBackAt = {};
        seen.number = store->addDecision(seen).value_or(0);
        Decision taken = seen;
        taken.takenBackBy = QStringLiteral("anna@desk");
        taken.takenBackAt = QDateTime(QDate(2008, 11, 4), QTime(9, 0), QTimeZone::utc());
        const Result<void> saved = store->saveDecision(taken, seen);
        QVERIFY2(saved, why(saved).constData());
        const Result<void> twice = store->saveDecision(taken, seen);
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Stale);
        QCOMPARE(*store->decisions(), QList<Decision> {taken});
    }

    void theLastPackReplacesTheOneBefore_data() { BothDialects::addRows(); }
    void theLastPackReplacesTheOneBefore()
    {
        const auto store = m_dialects.make();
        QVERIFY(store);
        QVERIFY(!*store->lastPack());
        QRandomGenerator random(9);
        for (int i = 0; i < 2; ++i) {
            const auto summary = Samples::sample<PackSummary>(random);
            QVERIFY(store->saveLastPack(summary).has_value());
            const auto last = store->lastPack();
            QVERIFY2(last, why(last).constData());
            QCOMPARE(**last, summary);
        }
    }
};

NIGHTKEEP_TEST(TstMeetingValues, integration, Core, 300)
#include "tst_meetingvalues.moc"

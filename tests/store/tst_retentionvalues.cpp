// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/bothdialects.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

/// What the workspace keeps of retention, on each of its two databases.
class TstRetentionValues : public QObject
{
    Q_OBJECT

private:
    BothDialects m_dialects;

private slots:
    void twoEditorsOfOnePromise_data() { BothDialects::addRows(); }
    void twoEditorsOfOnePromise()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QVERIFY(store->promises()->isEmpty());
        const Promise first = promisesOfThePage().first();
        QVERIFY(store->savePromise(first, std::nullopt));
        QCOMPARE(store->savePromise(first, std::nullopt).error().kind, ErrorKind::Stale);

        Promise mine = first;
        mine.figure = 90;
        Promise yours = first;
        yours.figure = 30;
        QVERIFY(store->savePromise(mine, first));
        const Result<void> refused = store->savePromise(yours, first);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Stale);
        QCOMPARE(*store->promises(), QList<Promise> {mine});
        store.reset(); // and after it was opened again
        const auto again = WorkspaceStore::open(m_dialects.place());
        QVERIFY2(again, why(again).constData());
        QCOMPARE(*(*again)->promises(), QList<Promise> {mine});
        QVERIFY((*again)->savePromise(yours, mine));
        Promise other = mine;
        other.key = QStringLiteral("wholeSite/atLeast");
        QCOMPARE((*again)->savePromise(other, other).error().kind, ErrorKind::Stale); // there is none that was seen
        QVERIFY((*again)->verify().has_value());
    }

    /// A category may be longer than a row's key.
    void aLongKeyIsKept_data() { BothDialects::addRows(); }
    void aLongKeyIsKept()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QList<Promise> promises;
        for (const QChar end : {u'a', u'b'}) {
            Promise promise = promisesOfThePage().first();
            promise.category = QString(400, u'x') + end;
            promise.key = promiseKey(promise.subject, promise.side, promise.category);
            promises << promise;
            QVERIFY(store->savePromise(promise, std::nullopt));
        }
        QList<Promise> kept = *store->promises();
        std::sort(kept.begin(), kept.end(), [](const Promise &a, const Promise &b) { return a.key < b.key; });
        QCOMPARE(kept, promises);
        QCOMPARE(store->removePromise(promisesOfThePage().first()).error().kind, ErrorKind::Stale);
        QVERIFY(store->removePromise(promises.first()));
        QCOMPARE(*store->promises(), QList<Promise> {promises.last()});
    }

    void holdsAreNumbered_data() { BothDialects::addRows(); }
    void holdsAreNumbered()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(3);
        QList<LegalHold> added; // newest first
        for (int i = 0; i < 12; ++i) { // past 9: numbers are sorted as numbers
            auto hold = Samples::sample<LegalHold>(random);
            const Result<qint64> number = store->addLegalHold(hold);
            QVERIFY2(number, why(number).constData());
            QCOMPARE(*number, qint64(i + 1));
            hold.number = *number;
            added.prepend(hold);
        }
        QCOMPARE(*store->legalHolds(), added);
        LegalHold ended = added.first();
        ended.endReason = ended.endReason + QStringLiteral("settled");
        QVERIFY(store->saveLegalHold(ended, added.first()));
        QCOMPARE(store->saveLegalHold(added.first(), added.first()).error().kind, ErrorKind::Stale);
        QCOMPARE(store->legalHolds()->first(), ended);
        LegalHold other = added.at(1);
        other.number = 99;
        QCOMPARE(store->saveLegalHold(other, added.at(1)).error().kind, ErrorKind::Stale);
        QCOMPARE(store->legalHolds()->size(), added.size());
    }

    void erasuresAreNumbered_data() { BothDialects::addRows(); }
    void erasuresAreNumbered()
    {
        auto store = m_dialects.make();
        QVERIFY(store);
        QRandomGenerator random(4);
        QList<ErasureRecord> added;
        for (int i = 0; i < 3; ++i) {
            auto record = Samples::sample<ErasureRecord>(random);
            record.number = *store->addErasure(record);
            added.prepend(record);
        }
        QCOMPARE(added.first().number, qint64(3));
        QCOMPARE(*store->erasures(), added);
        ErasureRecord other = added.at(1);
        other.reference += QStringLiteral("x");
        QCOMPARE(store->removeErasure(other).error().kind, ErrorKind::Stale);
        QVERIFY(store->removeErasure(added.at(1)));
        QCOMPARE(*store->erasures(), QList<ErasureRecord>({added.at(0), added.at(2)}));
        QVERIFY(store->putErasureBack(added.at(1)));
        QCOMPARE(store->putErasureBack(added.at(1)).error().kind, ErrorKind::Stale);
        QCOMPARE(*store->erasures(), added);
    }
};

NIGHTKEEP_TEST(TstRetentionValues, integration, Core, 300)
#include "tst_retentionvalues.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/deletionchecks.h"
#include "app/store/packedlist.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

namespace {

/// Anything that can be kept, of so many courses.
DeletionCheck deletionSample(QRandomGenerator &random, int courses)
{
    auto check = Samples::sample<DeletionCheck>(random);
    check.courses.clear();
    while (check.courses.size() < courses)
        check.courses.append(Samples::sample<CourseDeletion>(random));
    return check;
}

} // namespace

/// What the workspace keeps of checks before a deletion, and of what is in archives, on each of its two databases.
class TstDeletionChecks : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    std::unique_ptr<WorkspaceStore> makeWorkspace()
    {
        QFETCH(QString, dialect);
        m_place = m_places.next(dialect);
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(m_place);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        return store ? std::move(*store) : nullptr;
    }
    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

    QString m_place;

private slots:
    void checksAreNumbered_data() { dialects(); }
    void checksAreNumbered()
    {
        auto store = makeWorkspace();
        QVERIFY(store);
        QRandomGenerator random(7);
        QList<DeletionCheck> added;
        for (const int courses : {0, 1, int(packedRowSize) * 2 + 1}) {
            added.append(deletionSample(random, courses));
            const Result<qint64> number = store->addDeletionCheck(added.last());
            QVERIFY2(number, why(number).constData());
            QCOMPARE(*number, qint64(added.size()));
            added.last().head.number = *number;
        }
        const auto heads = store->deletionChecks();
        QVERIFY2(heads, why(heads).constData());
        QCOMPARE(*heads, (QList<DeletionCheckHead> {added.at(2).head, added.at(1).head, added.at(0).head}));
        store.reset(); // and after it was opened again
        const auto again = WorkspaceStore::open(m_place);
        QVERIFY2(again, why(again).constData());
        for (const DeletionCheck &check : std::as_const(added)) {
            const auto found = (*again)->deletionCheck(check.head.number);
            QVERIFY2(found, why(found).constData());
            QCOMPARE(**found, check);
        }
        QVERIFY(!*(*again)->deletionCheck(4));
        QVERIFY((*again)->verify().has_value());
    }

    void filesOfArchives_data() { dialects(); }
    void filesOfArchives()
    {
        const auto store = makeWorkspace();
        QVERIFY(store);
        const QString id = QStringLiteral("20080829-031500-summer");
        QVERIFY(!*store->archivedFiles(id));
        QRandomGenerator random(8);
        QList<ZipFile> files;
        for (int i = 0; i < packedRowSize + 1; ++i)
            files.append(Samples::sample<ZipFile>(random));
        QVERIFY(store->saveArchivedFiles(id, files));
        QCOMPARE(**store->archivedFiles(id), files);
        QVERIFY(!*store->archivedFiles(QStringLiteral("20080829-031500-other")));
        files.resize(2);
        QVERIFY(store->saveArchivedFiles(id, files)); // nothing is left of the longer list
        QCOMPARE(**store->archivedFiles(id), files);
        QVERIFY(store->saveArchivedFiles(id, {}));
        QVERIFY(store->archivedFiles(id)->has_value()); // known to be empty
        QVERIFY(store->removeArchiveRun(id));
        QVERIFY(!*store->archivedFiles(id));
    }
};

NIGHTKEEP_TEST(TstDeletionChecks, integration, Core, 300)
#include "tst_deletionchecks.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/state.h"
#include "models/coverage/changeratetable.h"
#include "tests/coverage/inspectionnoon.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstChangeRateModel : public QObject
{
    Q_OBJECT

private slots:
    void rows();
    void unknownIsEmptyAndNotZero();
    void answers_data();
    void answers();
};

namespace {

using RateTable = ChangeRateTable;
using Rate = ChangeRate::State;

ChangeRate rate(const char *folder, Rate state = Rate::Counted)
{
    return {folder, state, {20, 4096}, {1, 1024}, {2, 2048}, {3, 3072}};
}

} // namespace

void TstChangeRateModel::rows()
{
    ColumnTable model(RateTable::description());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows({rate("/a\nb"), rate("/b", Rate::Unfinished)});
    QCOMPARE(model.rowCount(), 2);
    const auto cell = [&model](RateTable::Column column) { return model.index(0, column); };
    QCOMPARE(cell(RateTable::FolderColumn).data().toString(), QStringLiteral("/a\\nb"));
    QCOMPARE(cell(RateTable::FolderColumn).data(KeyRole).toString(), QStringLiteral("/a%0Ab"));
    QCOMPARE(cell(RateTable::FilesColumn).data().toString(), QStringLiteral("20"));
    QCOMPARE(cell(RateTable::FilesColumn).data(SortRole).toLongLong(), 20);
    QCOMPARE(cell(RateTable::BytesColumn).data(SortRole).toLongLong(), 4096);
    QCOMPARE(cell(RateTable::DayColumn).data(SortRole).toLongLong(), 1024);
    QCOMPARE(cell(RateTable::WeekColumn).data(SortRole).toLongLong(), 2048);
    QCOMPARE(cell(RateTable::MonthColumn).data(SortRole).toLongLong(), 3072);
    QCOMPARE(cell(RateTable::ShareColumn).data(SortRole).toDouble(), 75.0);
    QCOMPARE(cell(RateTable::StateColumn).data(StateRole).toInt(), int(State::Good));
    QCOMPARE(model.index(1, RateTable::StateColumn).data(StateRole).toInt(), int(State::Attention));
    for (int column = 0; column < RateTable::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TstChangeRateModel::unknownIsEmptyAndNotZero()
{
    ColumnTable model(RateTable::description());
    for (const Rate state : {Rate::Missing, Rate::NotFolder, Rate::Unreadable, Rate::Unable}) {
        model.setRows({{"/a", state}});
        for (int column = RateTable::FilesColumn; column < RateTable::ColumnCount; ++column) {
            QVERIFY(!model.index(0, column).data().isValid());
            QVERIFY(!model.index(0, column).data(SortRole).isValid());
        }
        QCOMPARE(model.index(0, RateTable::StateColumn).data(StateRole).toInt(), int(State::Unknown));
    }
    model.setRows({{"/empty", Rate::Counted}});
    QVERIFY(!model.index(0, RateTable::ShareColumn).data().isValid()); // of nothing there is no share
    QVERIFY(model.index(0, RateTable::DayColumn).data().isValid());
}

void TstChangeRateModel::answers_data()
{
    QTest::addColumn<QList<ChangeRate>>("folders");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("told");
    QTest::newRow("one") << QList<ChangeRate> {rate("/a")} << true << QStringLiteral("2.0 KiB");
    QTest::newRow("two") << QList<ChangeRate> {rate("/a"), rate("/b")} << true << QStringLiteral("8.0 KiB");
    QTest::newRow("one in the other is told once")
        << QList<ChangeRate> {rate("/a"), rate("/a/b")} << true << QStringLiteral("4.0 KiB");
    QTest::newRow("unfinished") << QList<ChangeRate> {rate("/a", Rate::Unfinished)} << false
                                << QStringLiteral("at least");
    QTest::newRow("partly") << QList<ChangeRate> {rate("/a"), rate("/b", Rate::Partly)} << false
                            << QStringLiteral("at least");
    QTest::newRow("missing") << QList<ChangeRate> {rate("/a"), rate("/b", Rate::Missing)} << false
                             << QStringLiteral("could be counted");
    QTest::newRow("none") << QList<ChangeRate> {rate("/a", Rate::Missing)} << false
                          << QStringLiteral("No folder could be counted");
    QTest::newRow("nothing") << QList<ChangeRate>() << false << QStringLiteral("No folder could be counted");
}

void TstChangeRateModel::answers()
{
    QFETCH(QList<ChangeRate>, folders);
    QFETCH(bool, whole);
    QFETCH(QString, told);
    const ChangeRateAnswer answer = changeRateAnswer({Noon, folders}, Noon.addSecs(180));
    QCOMPARE(answer.whole, whole);
    QVERIFY2(answer.sentence.contains(told), qPrintable(answer.sentence));
}

NIGHTKEEP_TEST(TstChangeRateModel, unit, Core)
#include "tst_changeratemodel.moc"

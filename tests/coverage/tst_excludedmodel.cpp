// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/state.h"
#include "models/coverage/excludedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Nightkeep;

class TstExcludedModel : public QObject
{
    Q_OBJECT

private slots:
    void rows()
    {
        ColumnTable model(ExcludedTable::description());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows({{"/data/\xff", QStringLiteral("/.../x"), QStringLiteral("dsm.sys")}, {"/data/\xff"}});
        QCOMPARE(model.rowCount(), 2);
        const auto cell = [&model](int row, ExcludedTable::Column column) { return model.index(row, column).data(); };
        QCOMPARE(cell(0, ExcludedTable::PathColumn).toString(), QStringLiteral("/data/\\xff"));
        QCOMPARE(cell(0, ExcludedTable::RuleColumn).toString(), QStringLiteral("/.../x"));
        QCOMPARE(cell(0, ExcludedTable::SourceColumn).toString(), QStringLiteral("dsm.sys"));
        QCOMPARE(cell(1, ExcludedTable::RuleColumn).toString(), QString());
        QVERIFY(model.index(0, 0).data(KeyRole) != model.index(1, 0).data(KeyRole));
        for (int column = 0; column < ExcludedTable::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }
};

NIGHTKEEP_TEST(TstExcludedModel, unit, Core)
#include "tst_excludedmodel.moc"

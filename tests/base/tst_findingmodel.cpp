// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

Finding finding(const QString &id, Severity severity, const QString &title = {})
{
    Finding made;
    made.id = id;
    made.severity = severity;
    made.page = Page::Folders;
    made.object = QStringLiteral("object-of-") + id;
    made.title = title.isEmpty() ? id : title;
    return made;
}

QString printed(const FindingModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        lines << (index.data(FindingModel::IsHeadingRole).toBool() ? QString() : QStringLiteral("  "))
                + index.data().toString();
    }
    return lines.join(u'\n');
}

} // namespace

class TstFindingmodel : public QObject
{
    Q_OBJECT

private slots:
    void groupsBySeverity()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFindings({finding(QStringLiteral("info"), Severity::Info),
                           finding(QStringLiteral("bad"), Severity::Critical),
                           finding(QStringLiteral("warn-1"), Severity::Warning),
                           finding(QStringLiteral("warn-2"), Severity::Warning)});
        QCOMPARE(
            printed(model),
            QStringLiteral("Urgent (1)\n  bad\nNeeds attention (2)\n  warn-1\n  warn-2\nGood to know (1)\n  info"));
        const QModelIndex urgent = model.index(0, 0);
        const QModelIndex bad = model.index(1, 0);
        QCOMPARE(bad.data(KeyRole).toString(), QStringLiteral("bad"));
        QCOMPARE(bad.data(FindingModel::PageRole).toInt(), int(Page::Folders));
        QCOMPARE(bad.data(FindingModel::ObjectRole).toString(), QStringLiteral("object-of-bad"));
        QCOMPARE(bad.data(StateRole).toInt(), int(State::Bad));
        QVERIFY(!urgent.data(FindingModel::PageRole).isValid());
        QVERIFY(!(urgent.flags() & (Qt::ItemIsSelectable | Qt::ItemIsEnabled))); // the arrow keys pass it
        QVERIFY(bad.flags() & Qt::ItemIsSelectable);
        model.setFindings({});
        QCOMPARE(model.rowCount(), 0);
    }

    void refreshKeepsTheChosenRow()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFindings({finding(QStringLiteral("a"), Severity::Warning),
                           finding(QStringLiteral("b"), Severity::Warning),
                           finding(QStringLiteral("c"), Severity::Warning)});
        const QPersistentModelIndex chosen = model.index(3, 0);
        model.setFindings({finding(QStringLiteral("new"), Severity::Critical),
                           finding(QStringLiteral("c"), Severity::Warning, QStringLiteral("c again")),
                           finding(QStringLiteral("a"), Severity::Warning)});
        QVERIFY(chosen.isValid());
        QCOMPARE(chosen.data(KeyRole).toString(), QStringLiteral("c"));
        QCOMPARE(chosen.data().toString(), QStringLiteral("c again"));
        QCOMPARE(chosen.row(), 3);
        QCOMPARE(printed(model), QStringLiteral("Urgent (1)\n  new\nNeeds attention (2)\n  c again\n  a"));
    }

    void anySequenceOfRefreshesEndsAsGiven()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            QList<Finding> wanted;
            for (int id = 0; id < 8; ++id) {
                if (random.bounded(2))
                    wanted.append(finding(QString::number(id), Severity(random.bounded(3)),
                                          QStringLiteral("%1/%2").arg(id).arg(random.bounded(3))));
            }
            std::shuffle(wanted.begin(), wanted.end(), random);
            model.setFindings(wanted);
            QStringList slow;
            for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
                QStringList rows;
                for (const Finding &each : std::as_const(wanted)) {
                    if (each.severity == severity)
                        rows.append(QStringLiteral("  ") + each.title);
                }
                if (!rows.isEmpty())
                    slow +=
                        QStringList {QStringLiteral("%1 (%2)").arg(severityHeading(severity)).arg(rows.size())} + rows;
            }
            QCOMPARE(printed(model), slow.join(u'\n'));
        }
    }

    void noFindingIsGood_data()
    {
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<State>("state");
        QTest::newRow("critical") << Severity::Critical << State::Bad;
        QTest::newRow("warning") << Severity::Warning << State::Attention;
        QTest::newRow("info: nothing is agreed, or was ever read") << Severity::Info << State::Unknown;
    }

    void noFindingIsGood()
    {
        QFETCH(Severity, severity);
        QFETCH(State, state);
        FindingModel model;
        model.setFindings({finding(QStringLiteral("one"), severity)});
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.index(row, 0).data(StateRole).toInt(), int(state));
    }

    void aRepeatedIdDoesNoHarm()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Finding twice = finding(QStringLiteral("twice"), Severity::Info);
        model.setFindings({twice, twice});
        model.setFindings({twice, finding(QStringLiteral("other"), Severity::Info), twice});
        QCOMPARE(model.rowCount(), 4);
        model.setFindings({twice});
        QCOMPARE(printed(model), QStringLiteral("Good to know (1)\n  twice"));
    }
};

NIGHTKEEP_TEST(TstFindingmodel, unit, Core)
#include "tst_findingmodel.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/importmodel.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Nightkeep;

namespace {

ImportPlan examplePlan()
{
    ImportChange added;
    added.kind = ImportChange::Kind::Added;
    added.after.name = QStringLiteral("new.example");
    added.after.os = QStringLiteral("ubuntu");
    added.after.wanted = {"/data", "/srv"};

    ImportChange changed;
    changed.kind = ImportChange::Kind::Changed;
    changed.before.name = QStringLiteral("a.example");
    changed.before.note = QStringLiteral("edited here");
    changed.before.current = {"/"};
    changed.before.connection.user = QStringLiteral("backup");
    changed.after = changed.before;
    changed.after.note = QStringLiteral("new hardware");
    changed.after.current = {"/", "/data"};
    changed.fields = {QStringLiteral("note"), QStringLiteral("current")};

    ImportChange same;
    same.kind = ImportChange::Kind::Same;
    same.before.name = same.after.name = QStringLiteral("same.example");

    ImportChange onlyHere;
    onlyHere.kind = ImportChange::Kind::OnlyHere;
    onlyHere.before.name = QStringLiteral("kept.example");

    ImportPlan plan;
    plan.changes = {onlyHere, added, same, changed};
    plan.matrix.skipped = {SkippedRow {4, QStringLiteral("?"), QStringLiteral("It has no name.")}};
    return plan;
}

} // namespace

class TstImportModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<ImportModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setPlan(examplePlan());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void printsThePreview()
    {
        QCOMPARE(printedTable(*m_model),
                 QStringList({
                     QStringLiteral("[x] new.example | new server |  | OS: ubuntu / Wanted: /data, /srv"),
                     QStringLiteral("[x] a.example | Note | edited here | new hardware"),
                     QStringLiteral("[x] a.example | Currently backed up | / | / / /data"),
                     QStringLiteral("kept.example | only in the workspace, stays |  | "),
                 }));
        QCOMPARE(m_model->summary(),
                 QStringLiteral(
                     "1 servers are new. 1 servers differ from the workspace. 1 servers are the same in both. "
                     "1 servers are only in the workspace and stay as they are. 1 rows or parts of rows were left "
                     "out."));
        QCOMPARE(m_model->choices(), 3);
        QCOMPARE(m_model->chosenCount(), 3);
    }

    void everythingCheckedIsThePlanItself() { QCOMPARE(m_model->chosenPlan().changes, examplePlan().changes); }

    void anUncheckedFieldKeepsTheWorkspacesValue()
    {
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        check(1, false);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_model->chosenCount(), 2);
        const ImportChange change = m_model->chosenPlan().changes.at(3);
        QVERIFY(change.accepted);
        QCOMPARE(change.after.note, QStringLiteral("edited here"));
        QCOMPARE(change.after.current, QList<BytePath>({"/", "/data"}));
        QCOMPARE(change.after.connection.user, QStringLiteral("backup"));
        QCOMPARE(change.before, examplePlan().changes.at(3).before);
        check(1, true);
        QCOMPARE(m_model->chosenPlan().changes, examplePlan().changes);
    }

    void aServerWithoutChecksIsNotAccepted()
    {
        check(1, false);
        check(2, false);
        check(0, false);
        QCOMPARE(m_model->chosenCount(), 0);
        for (const int at : {1, 3}) {
            ImportChange expected = examplePlan().changes.at(at);
            expected.accepted = false;
            QCOMPARE(m_model->chosenPlan().changes.at(at), expected);
        }
    }

    void allOrNone()
    {
        m_model->setAllChecked(false);
        QCOMPARE(m_model->chosenCount(), 0);
        m_model->setAllChecked(true);
        QCOMPARE(m_model->chosenPlan().changes, examplePlan().changes);
    }

    void whatStaysHasNoBox()
    {
        const QModelIndex kept = m_model->index(3, ImportModel::ServerColumn);
        QVERIFY(!kept.flags().testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(!m_model->setData(kept, int(Qt::Checked), Qt::CheckStateRole));
        QVERIFY(!m_model->setData(m_model->index(0, ImportModel::FieldColumn), int(Qt::Unchecked), Qt::CheckStateRole));
        QVERIFY(!m_model->setData(m_model->index(0, ImportModel::ServerColumn), QStringLiteral("x"), Qt::EditRole));
        QCOMPARE(m_model->chosenCount(), 3);
    }

    void keysTellRowsApart()
    {
        QStringList keys;
        for (int row = 0; row < m_model->rowCount(); ++row)
            keys << m_model->index(row, ImportModel::ServerColumn).data(KeyRole).toString();
        QCOMPARE(QSet<QString>(keys.begin(), keys.end()).size(), keys.size());
    }

    void optionsAndFiguresAreChoicesToo()
    {
        ImportPlan plan;
        ImportChange change;
        change.kind = ImportChange::Kind::Changed;
        change.before.name = change.after.name = QStringLiteral("a.example");
        change.after.decisions.backup.versionsExist = 2;
        change.fields = {QStringLiteral("figures")};
        plan.changes = {change};
        plan.options = {{.site = QStringLiteral("live"),
                         .name = QStringLiteral("backup_sche_keep"),
                         .title = QStringLiteral("Keep"),
                         .beforeInWords = QStringLiteral("2"),
                         .afterInWords = QStringLiteral("1"),
                         .before = QStringLiteral("2"),
                         .after = QStringLiteral("1")},
                        {.site = noSiteYet(),
                         .name = QStringLiteral("backup_sche_hour"),
                         .title = QStringLiteral("Execute at"),
                         .beforeInWords = {},
                         .afterInWords = QStringLiteral("03:00"),
                         .after = QStringLiteral("3")}};
        plan.matrix.headings = {QStringLiteral("Databases")};
        m_model->setPlan(plan);
        QCOMPARE(printedTable(*m_model),
                 QStringList({QStringLiteral("[x] a.example | Figures of the policy |  | a maximum of 2 copies"),
                              QStringLiteral("[x] Moodle site live | Keep | 2 | 1"),
                              QStringLiteral("[x] Moodle sites to come | Execute at |  | 03:00")}));
        QCOMPARE(m_model->summary(),
                 QStringLiteral("1 servers differ from the workspace. 2 backup options differ from what is agreed. "
                                "Taken for headings: Databases."));
        QCOMPARE(m_model->chosenPlan().changes, plan.changes);
        QCOMPARE(m_model->chosenPlan().options, plan.options);
        check(0, false);
        check(2, false);
        const ImportPlan chosen = m_model->chosenPlan();
        QVERIFY(!chosen.changes.first().accepted);
        QVERIFY(chosen.options.at(0).accepted && !chosen.options.at(1).accepted);
        QVERIFY(!chosen.changesNothing());
        check(1, false);
        QVERIFY(m_model->chosenPlan().changesNothing());
    }

    void aRefusedFigureLeavesTheFields()
    {
        ImportPlan plan = examplePlan();
        plan.changes[3].after.decisions.backup.versionsExist = 2;
        plan.changes[3].fields << QStringLiteral("figures");
        m_model->setPlan(plan);
        check(3, false);
        const ImportChange change = m_model->chosenPlan().changes.at(3);
        QVERIFY(change.accepted);
        QVERIFY(change.after.decisions.isEmpty());
        QCOMPARE(change.after.note, QStringLiteral("new hardware"));
    }

    void aNewPlanReplacesTheOld()
    {
        ImportPlan plan;
        m_model->setPlan(plan);
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->summary(), QStringLiteral("The page holds no servers."));
        m_model->setAllChecked(true);
        QCOMPARE(m_model->chosenCount(), 0);
    }

private:
    void check(int row, bool on)
    {
        QVERIFY(m_model->setData(m_model->index(row, ImportModel::ServerColumn), int(on ? Qt::Checked : Qt::Unchecked),
                                 Qt::CheckStateRole));
    }

    std::unique_ptr<ImportModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

NIGHTKEEP_TEST(TstImportModel, unit, Core)
#include "tst_importmodel.moc"

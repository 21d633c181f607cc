// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivecontentstable.h"
#include "models/archives/archiveplantable.h"
#include "models/archives/archiverunstable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

const QDateTime inSeptember(QDate(2008, 9, 9), QTime(12, 0), QTimeZone::utc());

ArchiveRecord record(const QString &id, ArchiveState state, int daysAgo = 1)
{
    ArchiveRecord record;
    record.run.id = id;
    record.run.request = {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1), id};
    record.run.startedAt = inSeptember.addDays(-daysAgo);
    record.run.startedBy = QStringLiteral("rfg");
    record.run.files = 38;
    record.run.bytes = 3000;
    record.status.state = state;
    record.status.finishedAt = inSeptember.addDays(-daysAgo);
    record.asOf = inSeptember;
    return record;
}

QStringList names(const QAbstractItemModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

} // namespace

class TstArchiveModels : public QObject
{
    Q_OBJECT

private slots:
    void runsMergeByKey();
    void runsFollowAnyChange();
    void runsShowStateAndProgress();
    void runsSortWorstFirst();
    void answers_data();
    void answers();
    void planShowsWarningsFirst();
    void planSummarySaysWhetherItFits();
    void contentsShowTheCheck();
    void everyColumnHasAHeader();
};

void TstArchiveModels::runsMergeByKey()
{
    ColumnTable model(ArchiveRunsTable::description());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(
        {record(QStringLiteral("b"), ArchiveState::Working), record(QStringLiteral("a"), ArchiveState::Complete, 9)},
        inSeptember);
    const QPersistentModelIndex kept = model.index(1, ArchiveRunsTable::NameColumn);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setRows({record(QStringLiteral("c"), ArchiveState::Working),
                   record(QStringLiteral("b"), ArchiveState::Complete),
                   record(QStringLiteral("a"), ArchiveState::Complete, 9)},
                  inSeptember);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(kept.row(), 2);
    QCOMPARE(kept.data(KeyRole).toString(), QStringLiteral("a"));
    model.setRows({record(QStringLiteral("a"), ArchiveState::Complete, 9)}, inSeptember);
    QCOMPARE(kept.row(), 0);
    QVERIFY(model.find(QStringLiteral("a")));
    QVERIFY(!model.find(QStringLiteral("b")));
}

void TstArchiveModels::runsFollowAnyChange()
{
    ColumnTable model(ArchiveRunsTable::description());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(3);
    for (int round = 0; round < 300; ++round) {
        QStringList ids;
        for (char id = 'a'; id < 'j'; ++id) {
            if (random.bounded(2))
                ids.insert(random.bounded(int(ids.size()) + 1), QString(QLatin1Char(id)));
        }
        QList<ArchiveRecord> runs;
        for (const QString &id : ids)
            runs.append(record(id, ArchiveState(random.bounded(5))));
        model.setRows(runs, inSeptember.addSecs(round));
        QCOMPARE(names(model, ArchiveRunsTable::NameColumn), ids);
        QCOMPARE(model.rows(), runs);
    }
}

void TstArchiveModels::runsShowStateAndProgress()
{
    ArchiveRecord working = record(QStringLiteral("a"), ArchiveState::Working);
    working.status.step = ArchiveStep::Packing;
    working.status.progress = {1024, 2048, true, {}};
    working.status.secondsLeft = 200;
    ColumnTable model(ArchiveRunsTable::description());
    ArchiveRecord failed = record(QStringLiteral("b"), ArchiveState::Resumable);
    failed.status.failure = QStringLiteral("tar & gzip said <no>."); // as it is: who shows it makes it plain
    model.setRows({working, failed}, inSeptember);
    const QModelIndex first = model.index(0, ArchiveRunsTable::StateColumn);
    QVERIFY2(first.data().toString().contains(QLatin1String("packing")), qPrintable(first.data().toString()));
    QVERIFY2(first.data().toString().contains(QLatin1String("1.0")), qPrintable(first.data().toString()));
    QCOMPARE(first.data(StateRole).toInt(), int(State::Working));
    QCOMPARE(model.index(1, ArchiveRunsTable::StateColumn).data(StateRole).toInt(), int(State::Bad));
    for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleDescriptionRole)})
        QCOMPARE(model.index(1, ArchiveRunsTable::StateColumn).data(role).toString(), failed.status.failure);
    QCOMPARE(model.index(0, ArchiveRunsTable::BytesColumn).data(SortRole).toLongLong(), 3000);
    QCOMPARE(model.index(0, ArchiveRunsTable::StartedColumn).data(SortRole).toDateTime(), inSeptember.addDays(-1));
    QVERIFY(!model.index(0, ArchiveRunsTable::NameColumn).data(StateRole).isValid());
}

void TstArchiveModels::runsSortWorstFirst()
{
    ArchiveRecord altered = record(QStringLiteral("altered"), ArchiveState::Complete);
    altered.status.copy = ArchiveCopy::Altered;
    ArchiveRecord gone = record(QStringLiteral("gone"), ArchiveState::Complete);
    gone.status.copy = ArchiveCopy::Gone;
    const QList<ArchiveRecord> worstFirst {altered, gone, record(QStringLiteral("unknown"), ArchiveState::Unknown),
                                           record(QStringLiteral("working"), ArchiveState::Working),
                                           record(QStringLiteral("complete"), ArchiveState::Complete)};
    ColumnTable model(ArchiveRunsTable::description());
    model.setRows(worstFirst, inSeptember);
    int before = -1;
    for (int row = 0; row < model.rowCount(); ++row) {
        const int rank = model.index(row, ArchiveRunsTable::StateColumn).data(SortRole).toInt();
        QVERIFY2(rank > before, qPrintable(worstFirst.at(row).run.id));
        before = rank;
    }
}

void TstArchiveModels::answers_data()
{
    QTest::addColumn<QList<ArchiveRecord>>("runs");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QList<ArchiveRecord> &runs, State state, const char *said) {
        QTest::newRow(name) << runs << int(state) << QString::fromLatin1(said);
    };
    row("no run", {}, State::Attention, "No term archive");
    row("complete", {record(QStringLiteral("summer"), ArchiveState::Complete, 3)}, State::Good, "summer, 38");
    ArchiveRecord warned = record(QStringLiteral("warned"), ArchiveState::Complete, 3);
    warned.run.warnings = {
        {ArchiveWarning::Kind::NoZip, 7, QStringLiteral("math"), QStringLiteral("math has no backup."), {}, true}};
    row("complete with warnings", {warned}, State::Attention, "1 courses have no up-to-date backup");
    row("an older one with warnings", {record(QStringLiteral("new"), ArchiveState::Complete), warned}, State::Attention,
        "1 other archives");
    warned.accepted = ArchiveNote {QStringLiteral("closed in May"), QStringLiteral("rfg"), inSeptember};
    row("complete with warnings that were accepted", {warned}, State::Good, "warned, 38");
    ArchiveRecord gone = record(QStringLiteral("gone"), ArchiveState::Complete, 3);
    gone.status.copy = ArchiveCopy::Gone;
    row("complete, and nobody knows where", {gone}, State::Attention, "no longer at its place");
    gone.moved = ArchiveNote {QStringLiteral("tape 7"), QStringLiteral("rfg"), inSeptember};
    row("complete, and moved", {gone}, State::Good, "tape 7");
    gone.status.copy = ArchiveCopy::Altered;
    row("complete, then altered", {gone}, State::Bad, "altered");
    row("working wins",
        {record(QStringLiteral("new"), ArchiveState::Working),
         record(QStringLiteral("old"), ArchiveState::Complete, 3)},
        State::Working, "new is being made");
    row("failed after a complete one",
        {record(QStringLiteral("new"), ArchiveState::Resumable),
         record(QStringLiteral("old"), ArchiveState::Complete, 3)},
        State::Bad, "new");
    row("failed before a complete one",
        {record(QStringLiteral("new"), ArchiveState::Complete),
         record(QStringLiteral("old"), ArchiveState::Resumable, 3)},
        State::Good, "new");
    row("cancelled is neither good nor bad", {record(QStringLiteral("new"), ArchiveState::None)}, State::Attention,
        "No term archive");
    row("unknown is never good", {record(QStringLiteral("new"), ArchiveState::Unknown)}, State::Attention,
        "No term archive");
}

void TstArchiveModels::answers()
{
    QFETCH(QList<ArchiveRecord>, runs);
    QFETCH(int, state);
    QFETCH(QString, said);
    const ArchiveAnswer answer = answerOf(runs, inSeptember);
    QCOMPARE(int(answer.state), state);
    QVERIFY2(answer.sentence.contains(said), qPrintable(answer.sentence));
}

void TstArchiveModels::planShowsWarningsFirst()
{
    ArchivePlan plan;
    plan.zips = {
        {{"1/backupdata/a\n.zip", 2048, inSeptember},
         1,
         ZipDecision::Included,
         QStringLiteral("Newest."),
         QStringLiteral("bioc")},
        {{"x.zip", 1, inSeptember}, std::nullopt, ZipDecision::NotCourseBackup, QStringLiteral("Elsewhere."), {}}};
    plan.zips[0].file.check.level = ZipLevel::Closed;
    plan.warnings = {{ArchiveWarning::Kind::NoZip, 7, QStringLiteral("math"), QStringLiteral("math has no backup.")}};
    ColumnTable model(ArchivePlanTable::description());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows(ArchivePlanTable::rows(plan), inSeptember);
    QCOMPARE(names(model, ArchivePlanTable::CourseColumn),
             (QStringList {QStringLiteral("math"), QStringLiteral("bioc"), {}}));
    QCOMPARE(names(model, ArchivePlanTable::PathColumn),
             (QStringList {{}, QStringLiteral("1/backupdata/a\\n.zip"), QStringLiteral("x.zip")}));
    QCOMPARE(model.index(0, ArchivePlanTable::DecisionColumn).data(StateRole).toInt(), int(State::Attention));
    QCOMPARE(model.index(1, ArchivePlanTable::DecisionColumn).data(StateRole).toInt(), int(State::Good));
    QCOMPARE(model.index(1, ArchivePlanTable::BytesColumn).data(SortRole).toLongLong(), 2048);
    QVERIFY(!model.index(0, ArchivePlanTable::BytesColumn).data(SortRole).isValid());
    QCOMPARE(model.index(1, ArchivePlanTable::ZipColumn).data().toString(), QStringLiteral("closed properly"));
    // What nobody looked into is not shown as good.
    plan.zips[0].file.check.level = ZipLevel::NotChecked;
    model.setRows(ArchivePlanTable::rows(plan), inSeptember);
    QCOMPARE(model.index(1, ArchivePlanTable::DecisionColumn).data(StateRole).toInt(), int(State::Unknown));
    QSet<QString> keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.insert(model.index(row, ArchivePlanTable::PathColumn).data(KeyRole).toString());
    QCOMPARE(keys.size(), model.rowCount());
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TstArchiveModels::planSummarySaysWhetherItFits()
{
    ArchivePlan plan;
    plan.zips = {{{"1/backupdata/a.zip", 2048, inSeptember}, 1, ZipDecision::Included, {}, {}}};
    plan.freeBytes = 1LL << 40;
    QVERIFY(planSummary(plan).contains(QLatin1String("that is free")));
    plan.freeBytes = 5;
    QVERIFY(planSummary(plan).contains(QLatin1String("but only")));
    plan.freeBytes = -1;
    QVERIFY(planSummary(plan).contains(QLatin1String("cannot be told")));
}

void TstArchiveModels::contentsShowTheCheck()
{
    using Check = ArchiveMember::Check;
    ColumnTable model(ArchiveContentsTable::description());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ArchiveContents contents {QStringLiteral("r"),
                              {{"b\xff", 2, inSeptember, Check::Matches}, {"a", 1, inSeptember, Check::Missing}}};
    model.setRows(contents.members, inSeptember);
    QCOMPARE(names(model, ArchiveContentsTable::PathColumn),
             (QStringList {QStringLiteral("b\\xff"), QStringLiteral("a")}));
    QCOMPARE(model.index(0, ArchiveContentsTable::CheckColumn).data(StateRole).toInt(), int(State::Good));
    QCOMPARE(model.index(1, ArchiveContentsTable::CheckColumn).data(StateRole).toInt(), int(State::Bad));
    const PageAnswer wrong = contentsAnswer(contents);
    QVERIFY2(wrong.sentence.startsWith(u'1') && wrong.state == State::Bad, qPrintable(wrong.sentence));
    contents.members.removeLast();
    contents.zipsChecked.level = ZipLevel::Closed;
    const PageAnswer right = contentsAnswer(contents);
    QVERIFY(right.sentence.startsWith(QLatin1String("All 1")) && right.state == State::Good);
    QVERIFY2(right.sentence.contains(QLatin1String("1 closed properly")), qPrintable(right.sentence));
    contents.zipsChecked.level = ZipLevel::NotChecked; // nobody has looked into them
    QCOMPARE(contentsAnswer(contents).state, State::Unknown);
    ZipCheck damaged;
    damaged.fault = ZipFault::CutOff;
    contents.zipsChecked = {ZipLevel::Closed, {{"b\xff", damaged}}};
    QCOMPARE(contentsAnswer(contents).state, State::Attention);
    contents.members.first().zip = damaged;
    model.setRows(contents.members, inSeptember);
    QCOMPARE(model.index(0, ArchiveContentsTable::CheckColumn).data(StateRole).toInt(), int(State::Good));
    QCOMPARE(model.index(0, ArchiveContentsTable::ZipColumn).data(StateRole).toInt(), int(State::Attention));
    QCOMPARE(contentsAnswer({}), (PageAnswer {State::Bad, QStringLiteral("The archive is empty.")}));
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TstArchiveModels::everyColumnHasAHeader()
{
    ColumnTable runs(ArchiveRunsTable::description());
    ColumnTable plan(ArchivePlanTable::description());
    ColumnTable contents(ArchiveContentsTable::description());
    for (const QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *> {&runs, &plan, &contents}) {
        QSet<QString> headers;
        for (int column = 0; column < model->columnCount(); ++column)
            headers.insert(model->headerData(column, Qt::Horizontal).toString());
        QCOMPARE(headers.size(), model->columnCount());
        QVERIFY(!headers.contains(QString()));
    }
}

NIGHTKEEP_TEST(TstArchiveModels, unit, Core)
#include "tst_archivemodels.moc"

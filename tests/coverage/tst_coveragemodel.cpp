// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableproxy.h"
#include "models/coverage/coveragemodel.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;
using Model = CoverageModel;

namespace {

const QDateTime now(QDate(2008, 11, 18), QTime(15, 0), QTimeZone::utc());

CoverageRow declared(const QString &server, const BytePath &folder, CoverageState state, const BytePath &by = {})
{
    CoverageRow row;
    row.server = server;
    row.folder = folder;
    row.state = state;
    row.by = by;
    row.reason = QStringLiteral("because");
    return row;
}

CoverageRow seen(CoverageRow row, int minutesAgo)
{
    row.evidence = Evidence::Observed;
    row.observedAt = now.addSecs(-60 * minutesAgo);
    return row;
}

/// Seen on a server whose storage manager did not say anything.
CoverageRow mounted(CoverageRow row, int minutesAgo)
{
    row = seen(row, minutesAgo);
    row.evidence = Evidence::Mounts;
    return row;
}

CoverageRow unasked(CoverageRow row)
{
    row.wanted = false;
    return row;
}

CoverageRow disagreeing(CoverageRow row, CoverageState page)
{
    row = seen(row, 14);
    row.declared = CoverageVerdict {page, {}, QStringLiteral("not listed")};
    row.observed = CoverageVerdict {row.state, row.by, QStringLiteral("too old")};
    return row;
}

QList<CoverageRow> oneOfEach()
{
    const QString a = QStringLiteral("a.example");
    const QString b = QStringLiteral("b.example");
    return {seen(declared(a, "/data/moodle", CoverageState::Covered, "/data"), 14),
            declared(a, "/srv", CoverageState::Partly, "/"),
            unasked(declared(a, "/var", CoverageState::Covered, "/var")),
            declared(b, "/data/moodle", CoverageState::Uncovered),
            declared(b, "/odd\xff\n", CoverageState::Unknown),
            disagreeing(declared(b, "/late", CoverageState::Stale, "/"), CoverageState::Uncovered),
            declared(b, "/page", CoverageState::Covered, "/page"),
            mounted(declared(b, "/mount", CoverageState::Covered, "/page"), 14)};
}

} // namespace

class TstCoverageModel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_model = std::make_unique<Model>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void printsOneRowPerFolder()
    {
        m_model->setRows(oneOfEach(), now);
        QCOMPARE(
            printedTable(*m_model),
            QStringList({
                QStringLiteral("a.example | /data/moodle | [good] covered | /data |  | "
                               "seen on the server, 14 minutes ago | because"),
                QStringLiteral("a.example | /srv | [attention] partly covered | / |  | from the page alone | because"),
                QStringLiteral("a.example | /var | not asked for | /var |  | from the page alone | because"),
                QStringLiteral("b.example | /data/moodle | [bad] not covered | nothing |  | "
                               "from the page alone | because"),
                QStringLiteral("b.example | /odd\\xff\\n | [unknown] unknown | not known |  | "
                               "from the page alone | because"),
                QStringLiteral("b.example | /late | [attention] stale | / | [bad] not covered | "
                               "seen on the server, 14 minutes ago | because"),
                QStringLiteral("b.example | /page | [unknown] page says covered | /page |  | "
                               "from the page alone | because"),
                QStringLiteral("b.example | /mount | [unknown] page says covered | /page |  | "
                               "from the page and the server's mounts, 14 minutes ago | because"),
            }));
        QStringList headers;
        for (int column = 0; column < Model::ColumnCount; ++column)
            headers << m_model->headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headers.join(u'|'), QStringLiteral("Server|Folder|State|Backed up by|Page says|Evidence|Reason"));
    }

    void evidenceIsNamedForWhatItIs()
    {
        const CoverageRow row = declared(QStringLiteral("a.example"), "/d", CoverageState::Uncovered);
        QCOMPARE(coverageEvidence(row, now), QStringLiteral("from the page alone"));
        QCOMPARE(coverageEvidence(mounted(row, 14), now),
                 QStringLiteral("from the page and the server's mounts, 14 minutes ago"));
        QCOMPARE(coverageEvidence(seen(row, 14), now), QStringLiteral("seen on the server, 14 minutes ago"));
    }

    void keysAreThoseOfFindings()
    {
        m_model->setRows(oneOfEach(), now);
        QCOMPARE(m_model->index(4, Model::FolderColumn).data(KeyRole).toString(),
                 QStringLiteral("b.example//odd%FF%0A"));
        const QList<Finding> findings = coverageFindings(oneOfEach());
        QVERIFY(!findings.isEmpty());
        for (const Finding &finding : findings)
            QVERIFY2(m_model->find(finding.object), qPrintable(finding.object));
    }

    void filters_data()
    {
        QTest::addColumn<CoverageFilter>("filter");
        QTest::addColumn<QStringList>("folders");
        const QString moodle = QStringLiteral("/data/moodle");
        const QString srv = QStringLiteral("/srv");
        const QString var = QStringLiteral("/var");
        const QString odd = QStringLiteral("/odd\\xff\\n");
        const QString late = QStringLiteral("/late");
        const QString page = QStringLiteral("/page");
        const QString mount = QStringLiteral("/mount");
        QTest::newRow("all") << CoverageFilter::All << QStringList({moodle, srv, var, moodle, odd, late, page, mount});
        QTest::newRow("wanted") << CoverageFilter::Wanted << QStringList({moodle, srv, moodle, odd, late, page, mount});
        QTest::newRow("needs attention") << CoverageFilter::NeedsAttention
                                         << QStringList({srv, moodle, odd, late, page, mount});
        QTest::newRow("stale") << CoverageFilter::Stale << QStringList({late});
        QTest::newRow("disagreeing") << CoverageFilter::Disagreeing << QStringList({late});
        QTest::newRow("covered") << CoverageFilter::Covered << QStringList({moodle, page, mount});
        QTest::newRow("partly") << CoverageFilter::Partly << QStringList({srv});
        QTest::newRow("uncovered") << CoverageFilter::Uncovered << QStringList({moodle});
        QTest::newRow("unknown") << CoverageFilter::Unknown << QStringList({odd});
        QTest::newRow("not asked for") << CoverageFilter::Unasked << QStringList({var});
    }
    void filters()
    {
        QFETCH(CoverageFilter, filter);
        QFETCH(QStringList, folders);
        m_model->setRows(oneOfEach(), now);
        TableProxy proxy;
        proxy.setSourceModel(m_model.get());
        proxy.setRowFilter([&](int row) { return passesFilter(m_model->rows().at(row), filter); });
        QCOMPARE(printedTable(proxy, {Model::FolderColumn}), folders);
    }

    void refreshMerges()
    {
        m_model->setRows(oneOfEach(), now);
        const QPersistentModelIndex uncovered = m_model->index(3, Model::StateColumn);
        QList<CoverageRow> rows = oneOfEach();
        rows[3] = seen(declared(rows[3].server, rows[3].folder, CoverageState::Covered, "/data"), 0);
        rows.removeAt(0);
        rows << rows.first(); // the same folder told of twice is one row
        m_model->setRows(rows, now);
        QCOMPARE(m_model->rowCount(), 7);
        QVERIFY(uncovered.isValid());
        QCOMPARE(uncovered.data().toString(), QStringLiteral("covered"));
        QCOMPARE(uncovered.data(StateRole).toInt(), int(State::Good));
        m_model->setRows({}, now);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void sortsByRawValues()
    {
        m_model->setRows(oneOfEach(), now);
        QCOMPARE(m_model->index(0, Model::EvidenceColumn).data(SortRole), QVariant(now.addSecs(-14 * 60)));
        QVERIFY(!m_model->index(1, Model::EvidenceColumn).data(SortRole).isValid());
        QVERIFY(!m_model->index(2, Model::StateColumn).data(SortRole).isValid());
        QVERIFY(!m_model->index(3, Model::ByColumn).data(SortRole).isValid());
        QVERIFY(!m_model->index(3, Model::DeclaredColumn).data(SortRole).isValid());
        QCOMPARE(m_model->index(5, Model::DeclaredColumn).data(SortRole),
                 QVariant(coverageRank(CoverageState::Uncovered)));
        QCOMPARE(m_model->index(5, Model::DeclaredColumn).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("not listed"));
        QCOMPARE(m_model->index(3, Model::StateColumn).data(SortRole),
                 QVariant(coverageRank(CoverageState::Uncovered)));
    }

    void theWorstStateComesFirst()
    {
        const QList<CoverageState> order {CoverageState::Uncovered, CoverageState::Partly, CoverageState::Stale,
                                          CoverageState::Unknown, CoverageState::Covered};
        for (qsizetype at = 1; at < order.size(); ++at)
            QVERIFY2(coverageRank(order.at(at - 1)) < coverageRank(order.at(at)), qPrintable(QString::number(at)));
        m_model->setRows(oneOfEach(), now);
        TableProxy proxy;
        proxy.setSourceModel(m_model.get());
        proxy.sort(Model::StateColumn);
        QCOMPARE(
            printedTable(proxy, {Model::StateColumn}),
            QStringList({QStringLiteral("[bad] not covered"), QStringLiteral("[attention] partly covered"),
                         QStringLiteral("[attention] stale"), QStringLiteral("[unknown] unknown"),
                         QStringLiteral("[unknown] page says covered"), QStringLiteral("[unknown] page says covered"),
                         QStringLiteral("[good] covered"), QStringLiteral("not asked for")}));
    }

    void answersThePagesQuestion_data()
    {
        QTest::addColumn<QList<CoverageRow>>("rows");
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("sentence");
        const QString a = QStringLiteral("a");
        const CoverageRow covered = declared(a, "/1", CoverageState::Covered);
        const CoverageRow uncovered = declared(a, "/2", CoverageState::Uncovered);
        const CoverageRow partly = declared(a, "/3", CoverageState::Partly);
        const CoverageRow unknown = declared(a, "/4", CoverageState::Unknown);
        QTest::newRow("nothing wanted") << QList<CoverageRow> {unasked(covered)} << State::Unknown
                                        << QStringLiteral("No server says yet which folders we want to be backed up.");
        QTest::newRow("page alone") << QList<CoverageRow> {covered, uncovered} << State::Bad
                                    << QStringLiteral("1 of 2 wanted folders are not backed up. From the page alone.");
        QTest::newRow("all seen, oldest age counts")
            << QList<CoverageRow> {seen(covered, 3), seen(uncovered, 14)} << State::Bad
            << QStringLiteral("1 of 2 wanted folders are not backed up. Asked 14 minutes ago.");
        QTest::newRow("some seen")
            << QList<CoverageRow> {seen(covered, 3), partly} << State::Attention
            << QStringLiteral("1 of 2 wanted folders are backed up only in part. 1 of them were asked about 3 minutes "
                              "ago, the others are from the page alone.");
        QTest::newRow("unknown is not good")
            << QList<CoverageRow> {covered, unknown} << State::Unknown
            << QStringLiteral("Whether 1 of 2 wanted folders are backed up is not known. "
                              "From the page alone.");
        QTest::newRow("stale is not good")
            << QList<CoverageRow> {covered, declared(a, "/5", CoverageState::Stale)} << State::Attention
            << QStringLiteral("The backup of 1 of 2 wanted folders is stale. From the page alone.");
        QTest::newRow("of how many is said once")
            << QList<CoverageRow> {uncovered, partly, unknown, declared(a, "/5", CoverageState::Stale)} << State::Bad
            << QStringLiteral("1 of 4 wanted folders are not backed up. 1 are backed up only in part. The backups of 1 "
                              "are stale. Whether 1 are backed up is not known. From the page alone.");
        const CoverageRow out = declared(QStringLiteral("a.example"), "/d", CoverageState::Uncovered);
        QTest::newRow("by mounts alone")
            << QList<CoverageRow> {mounted(out, 3)} << State::Bad
            << QStringLiteral("1 of 1 wanted folders are not backed up. From the page and the servers' mounts: the "
                              "storage manager did not say.");
        QTest::newRow("one by mounts, one of a server nobody asked")
            << QList<CoverageRow> {mounted(out, 3), covered} << State::Bad
            << QStringLiteral("1 of 2 wanted folders are not backed up. From the page, some also from the servers' "
                              "mounts: the storage manager did not say.");
        QTest::newRow("one of each word")
            << QList<CoverageRow> {mounted(out, 3), covered, seen(partly, 3)} << State::Bad
            << QStringLiteral("1 of 3 wanted folders are not backed up. 1 are backed up only in part. "
                              "1 of them were asked about 3 minutes ago, the others are from the page, some also from "
                              "the servers' mounts.");
        QTest::newRow("some by mounts")
            << QList<CoverageRow> {mounted(out, 3), seen(covered, 3)} << State::Bad
            << QStringLiteral("1 of 2 wanted folders are not backed up. 1 of them were asked about 3 minutes ago, the "
                              "others are from the page and the servers' mounts.");
        QTest::newRow("covered by the page's word is not good")
            << QList<CoverageRow> {covered} << State::Unknown
            << QStringLiteral("That 1 of 1 wanted folders are backed up is only the page's word. From the page alone.");
        QTest::newRow("covered by mounts is not good")
            << QList<CoverageRow> {mounted(covered, 3)} << State::Unknown
            << QStringLiteral("That 1 of 1 wanted folders are backed up is only the page's word. From the page and the "
                              "servers' mounts: the storage manager did not say.");
        QTest::newRow("one seen, one by the page's word")
            << QList<CoverageRow> {seen(covered, 3), declared(a, "/6", CoverageState::Covered)} << State::Unknown
            << QStringLiteral("That 1 of 2 wanted folders are backed up is only the page's word. 1 of them were asked "
                              "about 3 minutes ago, the others are from the page alone.");
        QTest::newRow("all well") << QList<CoverageRow> {seen(covered, 3)} << State::Good
                                  << QStringLiteral("All 1 wanted folders are backed up. Asked 3 minutes ago.");
    }
    void answersThePagesQuestion()
    {
        QFETCH(QList<CoverageRow>, rows);
        QFETCH(State, state);
        QFETCH(QString, sentence);
        const PageAnswer answer = coverageAnswer(rows, now);
        QCOMPARE(answer.sentence, sentence);
        QCOMPARE(answer.state, state);
    }

    void whatThePageSaysOtherwiseIsNotGood()
    {
        const CoverageRow row = declared(QStringLiteral("a.example"), "/d", CoverageState::Uncovered);
        m_model->setRows({disagreeing(row, CoverageState::Covered)}, now);
        QCOMPARE(printedTable(*m_model, {Model::StateColumn, Model::DeclaredColumn}),
                 QStringList {QStringLiteral("[bad] not covered | [unknown] covered")});
    }

    void everyRowThatIsNotSeenCoveredHasAdvice()
    {
        for (const CoverageRow &row : oneOfEach())
            QCOMPARE(coverageAdvice(row).isEmpty(), coverageRowState(row) == State::Good);
    }

private:
    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

NIGHTKEEP_TEST(TstCoverageModel, unit, Core)
#include "tst_coveragemodel.moc"

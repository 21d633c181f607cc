// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servermatrixmodel.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;
using Model = ServerMatrixModel;

namespace {

const QDateTime now(QDate(2008, 11, 18), QTime(15, 0), QTimeZone::utc());

CoverageRow verdict(const QString &server, const BytePath &folder, CoverageState state)
{
    CoverageRow row;
    row.server = server;
    row.folder = folder;
    row.state = state;
    row.evidence = Evidence::Observed;
    row.reason = QStringLiteral("a reason");
    return row;
}

ServerRow moodleRow()
{
    ServerRow row;
    row.server.name = QStringLiteral("moodle-b.example");
    row.server.note = QStringLiteral("new hardware");
    row.server.os = QStringLiteral("ubuntu");
    row.server.storageNode = QStringLiteral("fs-c");
    row.server.current = {"/", "/data", "/var"};
    row.server.wanted = {"/data/moodle", "/opt/\xff"};
    row.coverage = {verdict(row.server.name, "/data/moodle", CoverageState::Covered),
                    verdict(row.server.name, "/opt/\xff", CoverageState::Uncovered)};
    row.snapshot.emplace();
    row.snapshot->takenAt = now.addSecs(-14 * 60);
    return row;
}

ServerRow plainRow(const QString &name)
{
    ServerRow row;
    row.server.name = name;
    return row;
}

QStringList idsOf(const QList<Finding> &findings)
{
    QStringList ids;
    for (const Finding &finding : findings)
        ids.append(finding.id);
    return ids;
}

} // namespace

class TstServerMatrixModel : public QObject
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

    void columnsAreInThePagesOrder()
    {
        QStringList headers;
        for (int column = 0; column < m_model->columnCount(); ++column)
            headers << m_model->headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headers.join(u'|'),
                 QStringLiteral("Server name|OS|Service|Web address|Storage node|Currently backed up|Wanted|"
                                "Backup policy|Archive|Comparison|Reached|Backed up now|Last run|Decision"));
        const QList<int> page = Model::pagesOrder();
        QVERIFY(std::is_sorted(page.cbegin(), page.cend()));
        QVERIFY(!m_model->headerData(m_model->columnCount(), Qt::Horizontal).isValid());
        QVERIFY(!m_model->headerData(-1, Qt::Horizontal).isValid());
    }

    void printsTheMatrix()
    {
        ServerRow unreachable = plainRow(QStringLiteral("webapps-a.example"));
        unreachable.failure = Error {ErrorKind::Unreachable, QStringLiteral("webapps-a does not answer.")};
        ServerRow mixed = plainRow(QStringLiteral("moodle-pp.example"));
        mixed.server.wanted = {"/a", "/b", "/c"};
        mixed.coverage = {verdict(mixed.server.name, "/a", CoverageState::Partly),
                          verdict(mixed.server.name, "/b", CoverageState::Unknown),
                          verdict(mixed.server.name, "/c", CoverageState::Stale)};
        m_model->setRows({moodleRow(), mixed, unreachable}, now);
        QCOMPARE(
            printedTable(*m_model),
            QStringList({
                QStringLiteral("[bad] moodle-b.example / (new hardware) | ubuntu |  |  | fs-c | / / /data / /var | "
                               "/data/moodle / /opt/\\xff |  |  | [bad] 1 of 2 covered | "
                               "[good] reached / 14 minutes ago | / (by the page) / /data (by the page) / "
                               "/var (by the page) | [unknown] not known | "),
                QStringLiteral("[attention] moodle-pp.example |  |  |  |  |  | /a / /b / /c |  |  | "
                               "[attention] 0 of 3 covered / 1 partly / 1 stale / 1 unknown | [unknown] never asked | "
                               " | [unknown] not known | "),
                QStringLiteral("[bad] webapps-a.example |  |  |  |  |  |  |  |  | nothing wanted | [bad] unreachable | "
                               " | [unknown] not known | "),
            }));
    }

    void theNameCarriesTheWorstOfTheRow_data()
    {
        QTest::addColumn<bool>("reached");
        QTest::addColumn<int>("coverage");
        QTest::addColumn<State>("worst");
        QTest::newRow("reached, covered") << true << int(CoverageState::Covered) << State::Good;
        QTest::newRow("reached, partly") << true << int(CoverageState::Partly) << State::Attention;
        QTest::newRow("reached, stale") << true << int(CoverageState::Stale) << State::Attention;
        QTest::newRow("reached, unknown") << true << int(CoverageState::Unknown) << State::Unknown;
        QTest::newRow("reached, nothing wanted") << true << -1 << State::Good;
        QTest::newRow("never asked, covered") << false << int(CoverageState::Covered) << State::Unknown;
        QTest::newRow("never asked, partly") << false << int(CoverageState::Partly) << State::Attention;
        QTest::newRow("never asked, uncovered") << false << int(CoverageState::Uncovered) << State::Bad;
    }
    void theNameCarriesTheWorstOfTheRow()
    {
        QFETCH(bool, reached);
        QFETCH(int, coverage);
        QFETCH(State, worst);
        ServerRow row = moodleRow();
        if (!reached)
            row.snapshot.reset();
        row.coverage.clear();
        if (coverage >= 0)
            row.coverage = {verdict(row.server.name, "/data/moodle", CoverageState(coverage))};
        m_model->setRows({row}, now);
        QCOMPARE(State(m_model->index(0, Model::NameColumn).data(StateRole).toInt()), worst);
    }

    void wantedFoldersCarryTheirVerdicts()
    {
        ServerRow row = moodleRow();
        row.server.wanted << "/no/verdict";
        m_model->setRows({row}, now);
        const QModelIndex wanted = m_model->index(0, Model::WantedColumn);
        QCOMPARE(wanted.data(LinesRole).toStringList().size(), 3);
        QCOMPARE(wanted.data(LineStatesRole).value<QList<int>>(),
                 QList<int>({int(State::Good), int(State::Bad), int(State::Unknown)}));
        QVERIFY(!m_model->index(0, Model::CurrentColumn).data(LineStatesRole).isValid());
        QVERIFY(wanted.data(Qt::ToolTipRole).toString().contains(QStringLiteral("/data/moodle: covered. a reason")));
    }

    void coveredByThePagesWordIsNotGood_data()
    {
        QTest::addColumn<bool>("reached");
        QTest::addColumn<Evidence>("evidence");
        QTest::newRow("never asked") << false << Evidence::Declared;
        QTest::newRow("the client did not say") << true << Evidence::Declared;
        QTest::newRow("only the mounts were seen") << true << Evidence::Mounts;
    }
    void coveredByThePagesWordIsNotGood()
    {
        QFETCH(bool, reached);
        QFETCH(Evidence, evidence);
        ServerRow row = moodleRow();
        if (!reached)
            row.snapshot.reset();
        row.server.wanted = {"/data/moodle", "/srv"};
        row.coverage = {verdict(row.server.name, "/data/moodle", CoverageState::Covered),
                        verdict(row.server.name, "/srv", CoverageState::Covered)};
        row.coverage[0].evidence = evidence;
        m_model->setRows({row}, now);
        const QModelIndex wanted = m_model->index(0, Model::WantedColumn);
        QCOMPARE(wanted.data(LineStatesRole).value<QList<int>>(), QList<int>({int(State::Unknown), int(State::Good)}));
        QCOMPARE(wanted.data(DrawnLinesRole).toStringList(),
                 QStringList({QStringLiteral("page says covered /data/moodle"), QStringLiteral("covered /srv")}));
        QCOMPARE(wanted.data(SortRole).toInt(), coverageRank(row.coverage.at(0)));
        QCOMPARE(printedTable(*m_model, {Model::ComparisonColumn}),
                 QStringList {QStringLiteral("[unknown] 2 of 2 covered / 1 by the page's word")});
        QCOMPARE(m_model->index(0, Model::NameColumn).data(StateRole).toInt(), int(State::Unknown));
    }

    void sortsByRawValues()
    {
        m_model->setRows({moodleRow(), plainRow(QStringLiteral("b.example"))}, now);
        QCOMPARE(m_model->index(0, Model::CurrentColumn).data(SortRole), QVariant(3));
        QCOMPARE(m_model->index(0, Model::ComparisonColumn).data(SortRole), QVariant(-1)); // most missing first
        QCOMPARE(m_model->index(0, Model::ReachedColumn).data(SortRole), QVariant(now.addSecs(-14 * 60)));
        for (const int column : {Model::OsColumn, Model::ComparisonColumn, Model::ReachedColumn})
            QVERIFY2(!m_model->index(1, column).data(SortRole).isValid(), qPrintable(QString::number(column)));
    }

    void failureWords_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("no route") << ErrorKind::Unreachable << QStringLiteral("unreachable");
        QTest::newRow("wrong password") << ErrorKind::AuthenticationFailed << QStringLiteral("login refused");
        QTest::newRow("first meeting") << ErrorKind::HostKeyUnknown << QStringLiteral("host key not trusted yet");
        QTest::newRow("changed key") << ErrorKind::HostKeyChanged << QStringLiteral("host key changed");
        QTest::newRow("slow") << ErrorKind::TimedOut << QStringLiteral("no answer in time");
        QTest::newRow("anything else") << ErrorKind::Incomplete << QStringLiteral("asking failed");
    }
    void failureWords()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(QString, word);
        ServerRow row = moodleRow();
        row.failure = Error {kind, QStringLiteral("why")};
        const ReachedWords words = reachedWords(row, now);
        QCOMPARE(words.state, State::Bad);
        QCOMPARE(words.word, word);
        QCOMPARE(words.age, QStringLiteral("14 minutes ago"));
    }

    void whatIsOldOrOffIsNotGood()
    {
        ServerRow row = moodleRow();
        row.snapshot->clockOffsetSeconds = -121;
        QCOMPARE(reachedWords(row, now).state, State::Attention);
        QCOMPARE(reachedWords(row, now).word, QStringLiteral("reached, clock is off"));
        row.snapshot->clockOffsetSeconds = 120;
        QCOMPARE(reachedWords(row, now).state, State::Good);
        row.snapshot->takenAt = now.addDays(-7);
        QCOMPARE(reachedWords(row, now).state, State::Good);
        row.snapshot->takenAt = now.addDays(-7).addSecs(-1);
        QCOMPARE(reachedWords(row, now).state, State::Attention);
        QCOMPARE(reachedWords(row, now).word, QStringLiteral("reached long ago"));
        QCOMPARE(serversAnswer({row}, now).state, State::Attention);
    }

    /// With its clock 400 days ahead a workstation called everything old.
    void aWrongClockCallsNothingOld()
    {
        constexpr qint64 ahead = 400 * 86400;
        const QDateTime then = now.addSecs(ahead);
        ServerRow before = plainRow(QStringLiteral("a.example"));
        before.snapshot = moodleRow().snapshot;
        before.failure.reset();
        ServerRow after = before;
        after.server.name = QStringLiteral("b.example");
        after.snapshot->takenAt = then;
        after.snapshot->clockOffsetSeconds = -ahead;
        ServerRow second = after;
        second.server.name = QStringLiteral("c.example");
        const QStringList doubted = idsOf(ServerService::findings({before, after, second}, then));
        QVERIFY2(doubted.contains(QStringLiteral("servers/clock")), qPrintable(doubted.join(u' ')));
        QVERIFY2(doubted.filter(QRegularExpression(QStringLiteral("/old$"))).isEmpty(), qPrintable(doubted.join(u' ')));
        QCOMPARE(serversAnswer({before, after, second}, then).state, State::Unknown);
        QVERIFY(isClockDoubted({after}, then)); // nobody else was ever asked
        QCOMPARE(reachedWords(after, then).word, QStringLiteral("reached, clock is off"));
        // Set right again: what it wrote down then lies in the future, and is not fresh.
        QVERIFY(isClockDoubted({after, second}, now));
        QCOMPARE(reachedWords(after, now).state, State::Attention);
        // One server of three that is wrong doubts nobody else's clock.
        ServerRow right = before;
        right.snapshot->takenAt = then;
        QVERIFY(!isClockDoubted({before, after, right}, then));
        const QStringList trusted = idsOf(ServerService::findings({before, after, right}, then));
        QVERIFY2(trusted.contains(QStringLiteral("server/a.example/old")), qPrintable(trusted.join(u' ')));
    }

    /// One server whose clock is off hid how old all others are, as the only one that was asked of late.
    void oneWrongServerHidesNoAge()
    {
        ServerRow wrong = plainRow(QStringLiteral("a.example"));
        wrong.snapshot = moodleRow().snapshot;
        wrong.snapshot->clockOffsetSeconds = -3 * 86400;
        ServerRow old = moodleRow();
        old.snapshot->takenAt = now.addDays(-10);
        QVERIFY(!isClockDoubted({wrong, old}, now));
        const QStringList ids = idsOf(ServerService::findings({wrong, old}, now));
        QVERIFY2(ids.contains(QStringLiteral("server/moodle-b.example/old")), qPrintable(ids.join(u' ')));
        QCOMPARE(serversAnswer({wrong, old}, now).state, State::Attention);
    }

    /// One answer of a clock that had run ahead doubted all of them until that moment came.
    void oneAnswerFromTheFutureDoubtsItself()
    {
        ServerRow future = plainRow(QStringLiteral("a.example"));
        future.snapshot = moodleRow().snapshot;
        future.snapshot->takenAt = now.addDays(365);
        future.snapshot->clockOffsetSeconds = -365LL * 86400;
        ServerRow old = moodleRow();
        QVERIFY(!isClockDoubted({future, old}, now));
        QCOMPARE(
            serversAnswer({future, old}, now),
            (PageAnswer {State::Unknown,
                         QStringLiteral("2 servers. When some were asked is not known: by this workstation's clock "
                                        "it has yet to come. The others were asked 14 minutes ago.")}));
        old.snapshot->takenAt = now.addDays(-10);
        const QStringList ids = idsOf(ServerService::findings({future, old}, now));
        QVERIFY2(ids.contains(QStringLiteral("server/a.example/future")), qPrintable(ids.join(u' ')));
        QVERIFY2(!ids.contains(QStringLiteral("server/a.example/old")), qPrintable(ids.join(u' ')));
        QVERIFY2(ids.contains(QStringLiteral("server/moodle-b.example/old")), qPrintable(ids.join(u' ')));
        QVERIFY(!ids.contains(QStringLiteral("servers/clock")));
    }

    void aCancelledProbeIsNoFailure()
    {
        ServerRow row = plainRow(QStringLiteral("a.example"));
        row.failure = Error {ErrorKind::Cancelled, QStringLiteral("stopped")};
        QCOMPARE(reachedWords(row, now).state, State::Unknown);
        QCOMPARE(reachedWords(row, now).word, QStringLiteral("never asked"));
        row.snapshot = moodleRow().snapshot;
        QCOMPARE(reachedWords(row, now).word, QStringLiteral("reached"));
    }

    void answersThePagesQuestion()
    {
        const ServerRow reached = moodleRow();
        const ServerRow never = plainRow(QStringLiteral("never.example"));
        ServerRow failed = plainRow(QStringLiteral("failed.example"));
        failed.failure = Error {ErrorKind::Unreachable, QStringLiteral("no")};
        QCOMPARE(serversAnswer({}, now),
                 (PageAnswer {State::Unknown, QStringLiteral("The matrix holds no servers yet.")}));
        QCOMPARE(serversAnswer({never, never}, now),
                 (PageAnswer {State::Unknown, QStringLiteral("2 servers. None has been asked yet.")}));
        QCOMPARE(serversAnswer({reached, reached}, now),
                 (PageAnswer {State::Good, QStringLiteral("2 servers. All answered, asked 14 minutes ago.")}));
        QCOMPARE(serversAnswer({reached, failed, never}, now),
                 (PageAnswer {State::Bad,
                              QStringLiteral("3 servers. 1 could not be reached. 1 have never been asked. The others "
                                             "were asked 14 minutes ago.")}));
        QCOMPARE(serversAnswer({reached, never}, now).state, State::Unknown);
        QCOMPARE(serversAnswer({failed}, now).sentence, QStringLiteral("1 servers. 1 could not be reached."));
    }

    void refreshMergesByKey()
    {
        m_model->setRows({plainRow(QStringLiteral("a")), plainRow(QStringLiteral("b")), plainRow(QStringLiteral("c"))},
                         now);
        const QPersistentModelIndex b = m_model->index(1, Model::NameColumn);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
        ServerRow changed = plainRow(QStringLiteral("B"));
        changed.server.os = QStringLiteral("debian");
        m_model->setRows({plainRow(QStringLiteral("d")), plainRow(QStringLiteral("c")), changed}, now);
        QCOMPARE(printedTable(*m_model, {Model::NameColumn, Model::OsColumn}),
                 QStringList({QStringLiteral("[unknown] d | "), QStringLiteral("[unknown] c | "),
                              QStringLiteral("[unknown] B | debian")}));
        QVERIFY(b.isValid());
        QCOMPARE(b.row(), 2);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(moved.count(), 1);
    }

    void randomMergesEndAsAsked()
    {
        QRandomGenerator random(20081118);
        for (int round = 0; round < 300; ++round) {
            QList<ServerRow> rows;
            QStringList names;
            for (int at = int(random.bounded(9)); at > 0; --at) {
                ServerRow row = plainRow(QString(QChar(char16_t(u'a' + random.bounded(8)))));
                row.server.os = QString::number(random.bounded(3));
                if (names.contains(row.server.name))
                    continue;
                names << row.server.name;
                rows << row;
            }
            const QHash<QString, QPersistentModelIndex> marks = marksByKey();
            m_model->setRows(rows, now);
            QCOMPARE(m_model->rows(), rows);
            for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
                QCOMPARE(mark->isValid(), names.contains(mark.key()));
                if (mark->isValid())
                    QCOMPARE(mark->data(KeyRole).toString(), mark.key());
            }
        }
    }

    void editing_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("os") << int(Model::OsColumn) << QStringLiteral("debian 12") << QStringLiteral("debian 12");
        QTest::newRow("service of two lines") << int(Model::ServiceColumn) << QStringLiteral("test wiki\n (for IS) ")
                                              << QStringLiteral("test wiki\n(for IS)");
        QTest::newRow("web") << int(Model::WebColumn) << QStringLiteral("http://x") << QStringLiteral("http://x");
        QTest::newRow("node") << int(Model::StorageNodeColumn) << QStringLiteral("fs-p") << QStringLiteral("fs-p");
        QTest::newRow("folders, blank lines and doubles dropped")
            << int(Model::CurrentColumn) << QStringLiteral("/data/\n\n/var\n/data") << QStringLiteral("/data\n/var");
        QTest::newRow("all folders taken away") << int(Model::CurrentColumn) << QString() << QString();
        QTest::newRow("policy") << int(Model::PolicyColumn) << QStringLiteral("nightly") << QStringLiteral("nightly");
        QTest::newRow("archive") << int(Model::ArchiveColumn) << QStringLiteral("termly") << QStringLiteral("termly");
    }
    void editing()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        m_model->setRows({moodleRow()}, now);
        const QModelIndex index = m_model->index(0, column);
        QSignalSpy requested(m_model.get(), &Model::editRequested);
        QVERIFY2(!m_model->setData(index, typed), "nothing may be edited before it is unlocked");
        m_model->setEditable(true);
        QVERIFY(index.flags().testFlag(Qt::ItemIsEditable));
        const QString before = index.data().toString();
        QVERIFY(m_model->setData(index, typed));
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested.at(0).at(0).value<Server>(), moodleRow().server);
        QCOMPARE(index.data().toString(), before); // until the workspace has it

        ServerRow after = moodleRow();
        after.server = requested.at(0).at(1).value<Server>();
        m_model->setRows({after}, now);
        QCOMPARE(m_model->index(0, column).data(Qt::EditRole).toString(), shown);
        QVERIFY2(!m_model->setData(m_model->index(0, column), shown), "an unchanged value is no edit");
        QCOMPARE(requested.count(), 1);
    }

    void namesThatAreNotUtf8SurviveAnEditBesideThem()
    {
        m_model->setRows({moodleRow()}, now);
        m_model->setEditable(true);
        QSignalSpy requested(m_model.get(), &Model::editRequested);
        const QModelIndex wanted = m_model->index(0, Model::WantedColumn);
        QVERIFY(m_model->setData(wanted, QString(wanted.data().toString() + QStringLiteral("\n/srv"))));
        QCOMPARE(requested.at(0).at(1).value<Server>().wanted,
                 QList<BytePath>({"/data/moodle", BytePath("/opt/\xff"), "/srv"}));
    }

    void badInputIsRefusedWithAReason_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("typed");
        QTest::newRow("folder not absolute") << int(Model::WantedColumn) << QStringLiteral("data/moodle");
        QTest::newRow("folder with dots") << int(Model::CurrentColumn) << QStringLiteral("/data/../etc");
    }
    void badInputIsRefusedWithAReason()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        m_model->setRows({moodleRow()}, now);
        m_model->setEditable(true);
        QSignalSpy requested(m_model.get(), &Model::editRequested);
        QSignalSpy refused(m_model.get(), &Model::editRefused);
        QVERIFY(!m_model->setData(m_model->index(0, column), typed));
        QCOMPARE(requested.count(), 0);
        QCOMPARE(refused.count(), 1);
        const auto error = refused.at(0).at(0).value<Error>();
        QCOMPARE(error.kind, ErrorKind::BadInput);
        QVERIFY(!error.message.isEmpty());
        QVERIFY(!error.advice.isEmpty());
    }

    void derivedColumnsAndTheNameAreNeverEditedInPlace()
    {
        m_model->setRows({moodleRow()}, now);
        m_model->setEditable(true);
        for (const int column : {Model::NameColumn, Model::ComparisonColumn, Model::ReachedColumn,
                                 Model::BackedUpColumn, Model::LastRunColumn, Model::DecisionColumn}) {
            QVERIFY(!m_model->index(0, column).flags().testFlag(Qt::ItemIsEditable));
            QVERIFY(!m_model->setData(m_model->index(0, column), QStringLiteral("x")));
        }
    }

    void agesAreToldAnewWithTime()
    {
        m_model->setRows({moodleRow()}, now);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setNow(now.addSecs(60));
        QSet<int> columns; // all that tell an age
        for (const QList<QVariant> &told : changed)
            columns.insert(told.first().toModelIndex().column());
        QCOMPARE(columns, QSet<int>({Model::NameColumn, Model::ReachedColumn, Model::WebColumn, Model::LastRunColumn}));
        QCOMPARE(m_model->index(0, Model::ReachedColumn).data().toString(), QStringLiteral("reached\n15 minutes ago"));
    }

    void decisionsStandBelowThePagesText()
    {
        ServerRow row = moodleRow();
        row.server.policy = QStringLiteral("as ever");
        row.server.decisions.backup.everyDays = 1;
        row.server.decisions.policyAgreement = {Agreement::State::ToBeAgreed, now.date(), {}, {}};
        row.server.decisions.archive.keepYears = NoLimit;
        m_model->setRows({row}, now);
        const QModelIndex policy = m_model->index(0, Model::PolicyColumn);
        QCOMPARE(policy.data(LinesRole).toStringList().size(), 3);
        QCOMPARE(policy.data(LinesRole).toStringList().at(1), QStringLiteral("every night"));
        QCOMPARE(policy.data(LineStatesRole).value<QList<int>>(), QList<int>({-1, -1, int(State::Unknown)}));
        QCOMPARE(policy.data(Qt::EditRole).toString(), QStringLiteral("as ever"));
        const QModelIndex archive = m_model->index(0, Model::ArchiveColumn);
        QVERIFY(archive.data().toString().endsWith(QStringLiteral("kept for ever")));
        QVERIFY(!archive.data(LineStatesRole).isValid()); // nobody said whether it is agreed

        // Typing what stands there already is no edit, and an edit leaves the decisions alone.
        m_model->setEditable(true);
        QSignalSpy asked(m_model.get(), &Model::editRequested);
        QVERIFY(!m_model->setData(policy, QStringLiteral("as ever")));
        QVERIFY(m_model->setData(policy, QStringLiteral("otherwise")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(1).value<Server>().decisions, row.server.decisions);

        // On the next day it is overdue.
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setNow(now.addDays(1));
        const bool told = std::any_of(changed.cbegin(), changed.cend(), [](const QList<QVariant> &range) {
            return range.at(0).toModelIndex().column() <= Model::PolicyColumn
                && range.at(1).toModelIndex().column() >= Model::PolicyColumn;
        });
        QVERIFY(told);
        QCOMPARE(policy.data(LineStatesRole).value<QList<int>>().last(), int(State::Attention));
    }

private:
    QHash<QString, QPersistentModelIndex> marksByKey() const
    {
        QHash<QString, QPersistentModelIndex> marks;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row, Model::NameColumn);
            marks.insert(index.data(KeyRole).toString(), index);
        }
        return marks;
    }

    std::unique_ptr<Model> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

NIGHTKEEP_TEST(TstServerMatrixModel, unit, Core)
#include "tst_servermatrixmodel.moc"

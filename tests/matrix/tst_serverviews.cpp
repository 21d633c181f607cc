// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tableproxy.h"
#include "models/matrix/servercells.h"
#include "models/matrix/servermatrixmodel.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"

#include <QDialog>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QDateTime viewedAt(QDate(2008, 11, 18), QTime(15, 0), QTimeZone::utc());

/// A server whose page lists three folders, of which its client backs up one.
ServerRow askedRow()
{
    ServerRow row;
    row.server.name = QStringLiteral("moodle-b.example.org");
    row.server.current = {"/data", "/data/moodle", "/opt"};
    row.server.wanted = {"/data/moodle", "/opt"};
    row.snapshot.emplace();
    row.snapshot->takenAt = viewedAt.addSecs(-600);
    row.snapshot->mounts = {{"/", QStringLiteral("ext3"), "/dev/sda1", 100, 50, true},
                            {"/data", QStringLiteral("ext3"), "/dev/sdb1", 100, 50, true}};
    row.snapshot->domain = QList<BytePath> {"/data"};
    row.snapshot->fileSpaces = QList<FileSpace> {{"/data", viewedAt.addSecs(-8 * 3600)}};
    row.coverage = compareCoverage(row.server, row.snapshot);
    return row;
}

} // namespace

class TstServerViews : public QObject
{
    Q_OBJECT

private slots:
    void theServersWordStrikesThePagesThrough()
    {
        const CellLines lines = backedUpLines(askedRow());
        QCOMPARE(lines.drawn, QStringList({QStringLiteral("/data"), QStringLiteral("/opt")}));
        QCOMPARE(lines.struck, QList<int>({1})); // not /data/moodle, which /data takes
        QCOMPARE(lines.whole.last(), QStringLiteral("not /opt, which the page lists"));
        ServerMatrixModel model;
        model.setRows({askedRow()}, viewedAt);
        const QModelIndex claimed = model.index(0, ServerMatrixModel::CurrentColumn); // in the page's own view, too
        QCOMPARE(claimed.data(StruckLinesRole).value<QList<int>>(), QList<int>({2}));
        QCOMPARE(claimed.data().toString(), QStringLiteral("/data\n/data/moodle\n/opt"));
    }

    void aDiskOfItsOwnIsNotTakenWithTheFolderAboveIt()
    {
        ServerRow row = askedRow();
        row.snapshot->domain = QList<BytePath> {"/"};
        QCOMPARE(backedUpLines(row).drawn,
                 QStringList({QStringLiteral("/"), QStringLiteral("/data"), QStringLiteral("/data/moodle")}));
        QCOMPARE(backedUpLines(row).struck, QList<int>({1, 2}));
    }

    void withoutAClientThePagesListIsThePages_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("never asked") << false;
        QTest::newRow("its client did not say") << true;
    }
    void withoutAClientThePagesListIsThePages()
    {
        QFETCH(bool, asked);
        ServerRow row = askedRow();
        row.server.current = {"/data"};
        row.snapshot->domain.reset();
        row.snapshot->fileSpaces.reset();
        if (!asked)
            row.snapshot.reset();
        QVERIFY(!backedUpCount(row)); // so that it is sorted last, as what is unknown
        const CellLines lines = backedUpLines(row);
        QCOMPARE(lines.whole, QStringList({QStringLiteral("/data (by the page)")}));
        QVERIFY(lines.struck.isEmpty());
        QCOMPARE(lastRunLines(row, viewedAt), QStringList({QStringLiteral("not known")}));
        QCOMPARE(lastRunState(row), std::optional(State::Unknown));
    }

    void aServerThatBacksUpNothingSaysSo()
    {
        ServerRow row = askedRow();
        row.snapshot->domain = QList<BytePath>();
        row.server.current = {};
        QCOMPARE(backedUpLines(row).whole, QStringList({QStringLiteral("nothing")}));
        QCOMPARE(backedUpCount(row), std::optional<qsizetype>(0));
    }

    void theLastRunNamesWhatIsBehind()
    {
        ServerRow row = askedRow();
        const QString night = ageInWords(viewedAt.addSecs(-8 * 3600), viewedAt);
        QCOMPARE(lastRunLines(row, viewedAt), QStringList({night}));
        row.coverage.clear(); // then all file spaces count
        row.snapshot->fileSpaces->append({"/srv", viewedAt.addDays(-9)});
        QCOMPARE(lastRunLines(row, viewedAt),
                 QStringList({night, QStringLiteral("/srv: ") + ageInWords(viewedAt.addDays(-9), viewedAt)}));
        QCOMPARE(lastRun(row), viewedAt.addDays(-9));
        row.snapshot->fileSpaces->append({"/late", QDateTime()});
        QCOMPARE(lastRunLines(row, viewedAt).last(), QStringLiteral("/late: never"));
        QCOMPARE(lastRunState(row), std::optional(State::Attention)); // never is not good
        row.snapshot->fileSpaces = QList<FileSpace> {{"/late", QDateTime()}};
        QCOMPARE(lastRunLines(row, viewedAt), QStringList({QStringLiteral("never")}));
    }

    void decisionsSayWhetherTheyAreAgreed()
    {
        ServerDecisions decisions;
        QVERIFY(decidedLines(decisions).isEmpty());
        decisions.backup.everyDays = 1;
        decisions.policyAgreement.state = Agreement::State::Agreed;
        decisions.archive.keepYears = NoLimit;
        QCOMPARE(decidedLines(decisions),
                 QStringList(
                     {QStringLiteral("Backup policy: agreed; every night"), QStringLiteral("Archive: kept for ever")}));
        QCOMPARE(decidedStates(decisions, viewedAt.date()), QList<int>({int(State::Good), -1}));
    }

    void namesAreShortWhereTheyStayApart()
    {
        ServerMatrixModel model;
        ServerRow one = askedRow();
        one.server.note = QStringLiteral("new hardware");
        ServerRow other = one;
        other.server.name = QStringLiteral("moodle-c.example.org");
        model.setRows({one, other}, viewedAt);
        const QModelIndex name = model.index(0, ServerMatrixModel::NameColumn);
        QCOMPARE(TableProxy::drawnLines(name),
                 QStringList({QStringLiteral("moodle-b"), QStringLiteral("(new hardware)")}));
        QCOMPARE(TableProxy::cellLines(name).first(), one.server.name); // in copies, and on hover
        QVERIFY(name.data(Qt::ToolTipRole).toString().contains(one.server.name));
        other.server.name = QStringLiteral("moodle-b.example.net");
        model.setRows({one, other}, viewedAt);
        QCOMPARE(TableProxy::drawnLines(name).first(), one.server.name);
    }

    void wantedFoldersAreDrawnWithTheirWord()
    {
        ServerMatrixModel model;
        model.setRows({askedRow()}, viewedAt);
        const QModelIndex wanted = model.index(0, ServerMatrixModel::WantedColumn);
        QCOMPARE(TableProxy::cellLines(wanted), QStringList({QStringLiteral("/data/moodle"), QStringLiteral("/opt")}));
        QCOMPARE(TableProxy::drawnLines(wanted),
                 QStringList({QStringLiteral("covered /data/moodle"), QStringLiteral("not covered /opt")}));
        QCOMPARE(wanted.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("good: covered /data/moodle\nbad: not covered /opt"));
        QCOMPARE(wanted.data(SortRole).toInt(), coverageRank(CoverageState::Uncovered));
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterText(QStringLiteral("not covered"));
        QCOMPARE(proxy.rowCount(), 1); // what is seen is found
    }

    void beginsWithWhatMatters()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        QCOMPARE(shown(*page), ServerMatrixModel::whatMatters());
        QCOMPARE(shown(*page).mid(0, 2), QList<int>({ServerMatrixModel::NameColumn, ServerMatrixModel::WantedColumn}));
        childOf<QComboBox>(*page, "serversView")->setCurrentIndex(1);
        QCOMPARE(shown(*page), ServerMatrixModel::pagesOrder());
        const auto again = openPage(fixture);
        QCOMPARE(shown(*again), ServerMatrixModel::pagesOrder());
    }

    void theDetailBeginsWithWhatToDo()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        page->showObject(QStringLiteral("moodle-pp.example.org"));
        QVERIFY(childOf<QWidget>(*page, "nextSteps")->isVisible());
        QVERIFY2(childOf<QLabel>(*page, "step1")->text().contains(QStringLiteral("/data/moodle")),
                 qPrintable(childOf<QLabel>(*page, "step1")->text()));
        childOf<QPushButton>(*page, "step1Act")->click();
        QTRY_VERIFY(childOf<QDialog>(*page, "requestDialog"));
    }

    void tabGoesAsThePageIsRead()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        const auto after = [&page](const char *name, const QStringList &names) {
            const auto *next = childOf<QWidget>(*page, name);
            do
                next = next->nextInFocusChain();
            while (!names.contains(next->objectName()));
            return next->objectName();
        };
        const QStringList parts {QStringLiteral("serversFilter"), QStringLiteral("serversView"),
                                 QStringLiteral("serversColumns"), QStringLiteral("step0Act"),
                                 QStringLiteral("serverDetail")};
        QCOMPARE(after("serversFilter", parts), QStringLiteral("serversView"));
        QCOMPARE(after("serversView", parts), QStringLiteral("serversColumns"));
        QCOMPARE(after("serversColumns", parts), QStringLiteral("step0Act")); // what to do, then the facts
        QCOMPARE(after("step0Act", parts), QStringLiteral("serverDetail"));
    }

    void whoWasNeverAskedIsAskedFirst()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        page->showObject(QStringLiteral("moodle-db.example.org"));
        QCOMPARE(childOf<QLabel>(*page, "step0")->text(), QStringLiteral("It has never been asked."));
        childOf<QPushButton>(*page, "step0Act")->click();
        QTRY_VERIFY(errorOf(*page).contains(QStringLiteral("moodle-db.example.org"))); // which does not answer
    }

    void theDialogSaysWhatARenamingKeeps()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        trigger(*page, "editServer");
        const auto *dialog = childOf<QDialog>(*page, "serverDialog");
        QVERIFY(dialog);
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->text().contains(QStringLiteral("keeps its history"));
        }));
    }

    void theDetailGoesBelowTheTableInANarrowWindow()
    {
        PageFixture fixture;
        const auto page = openPage(fixture);
        auto *splitter = childOf<QSplitter>(*page, "serversSplitter");
        QCOMPARE(splitter->orientation(), Qt::Horizontal);
        page->resize(1024, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
        splitter->setSizes({100, 500});
        emit splitter->splitterMoved(100, 1);
        QVERIFY(splitter->sizes().first() < splitter->sizes().last());
        page->resize(1300, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
        QVERIFY(splitter->sizes().first() > splitter->sizes().last()); // each way has its own sizes
        page->resize(1024, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
        QVERIFY(splitter->sizes().first() < splitter->sizes().last());
    }

private:
    static std::unique_ptr<ServersPage> openPage(PageFixture &fixture)
    {
        auto page = std::make_unique<ServersPage>(fixture.context());
        page->resize(1300, 700);
        page->show();
        page->reload();
        const auto *view = childOf<QTableView>(*page, "serversTable");
        const auto isThere = [view] { return view->model()->rowCount() == 4 && view->isVisible(); };
        return QTest::qWaitFor(isThere, 60000) ? std::move(page) : nullptr;
    }
    static QList<int> shown(const ServersPage &page)
    {
        const QHeaderView *header = childOf<QTableView>(page, "serversTable")->horizontalHeader();
        QList<int> columns;
        for (int visual = 0; visual < header->count(); ++visual) {
            if (!header->isSectionHidden(header->logicalIndex(visual)))
                columns << header->logicalIndex(visual);
        }
        return columns;
    }
};

NIGHTKEEP_TEST(TstServerViews, widget, Window)
#include "tst_serverviews.moc"

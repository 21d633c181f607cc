// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servermatrixmodel.h"
#include "models/reachability/pairtable.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/reachability/pairdialog.h"
#include "widgets/reachability/reachabilityactions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <atomic>

using namespace Nightkeep;
using Model = ServerMatrixModel;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const QString b = QStringLiteral("moodle-b.example.org");
const QString db = QStringLiteral("moodle-db.example.org");

WebAnswer fine(int status = 200)
{
    WebAnswer answer;
    answer.outcome = WebAnswer::Outcome::Answered;
    answer.status = status;
    answer.firstByteMs = 12;
    return answer;
}

DatabaseAnswer database(const QString &version, const QString &source = {})
{
    DatabaseAnswer answer;
    answer.version = parseDatabaseVersion(version);
    answer.serverId = source.isEmpty() ? 1 : 2;
    answer.channels = QList<ReplicationChannel>();
    if (!source.isEmpty()) {
        ReplicationChannel channel;
        channel.sourceHost = source;
        channel.sourceServerId = 1;
        channel.io = ReplicaThread::Running;
        channel.sql = ReplicaThread::Running;
        channel.lagSeconds = 5;
        answer.channels->append(channel);
    }
    return answer;
}

} // namespace

/// The real page with its dialog, over a workspace in memory and an outside that answers as told.
class TstReachabilityActions : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        for (const QString &name : {a, b, db, QStringLiteral("moodle-pp.example.org")}) {
            m_fixture->change(name, [&name](Server &server) {
                server.connection = {}; // as a real server; the outside is not
                if (name == db)
                    server.web.clear();
                if (name == a || name == db)
                    server.service = QStringLiteral("MySQL master/slave pair");
                server.web.replace(QStringLiteral("http:"), QStringLiteral("https:"));
            });
        }
        m_page = std::make_unique<ServersPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_view = childOf<QTableView>(*m_page, "serversTable");
        m_page->reload();
        QTRY_COMPARE(m_view->model()->rowCount(), 4);
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void oneAddressIsCheckedAndShown()
    {
        m_fixture->workspace.web.setAnswer(QStringLiteral("https://moodle-a.example.org/"), fine());
        QCOMPARE(stateAt(a), QVariant());
        m_page->showObject(a);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        trigger(*m_page, "checkWeb");
        QTRY_COMPARE(stateAt(a), QVariant(int(State::Good)));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_fixture->workspace.web.asked(), QStringList {QStringLiteral("https://moodle-a.example.org/")});
        QCOMPARE(m_fixture->said.size(), 1);
        QVERIFY2(m_fixture->said.first().startsWith(QStringLiteral("1 web address")),
                 qPrintable(m_fixture->said.first()));
        m_fixture->workspace.time.advance(14 * 60);
        m_page->reload();
        QTRY_VERIFY(detail().contains(QStringLiteral("Web address, asked 14 minutes ago")));
        QVERIFY(detail().contains(QStringLiteral("Answers with status 200 after 12 ms.")));
        const QString tip = rowWithKey(*m_view, a, Model::WebColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("status 200")) && tip.contains(QStringLiteral("14 minutes ago")),
                 qPrintable(tip));
        QCOMPARE(errorOf(*m_page), QString());
        QCOMPARE(stateAt(b), QVariant()); // and of the others nothing is said
    }

    void allAddressesAreChecked()
    {
        m_fixture->workspace.web.setAnswer(QStringLiteral("https://moodle-a.example.org/"), fine(503));
        trigger(*m_page, "checkAllWeb");
        QTRY_COMPARE(stateAt(b), QVariant(int(State::Bad))); // nothing listens there
        QCOMPARE(stateAt(a), QVariant(int(State::Bad)));
        QCOMPARE(stateAt(db), QVariant()); // it has none
        QCOMPARE(m_fixture->workspace.web.asked().size(), 3);
        m_page->showObject(b);
        QVERIFY(detail().contains(QStringLiteral("Nothing listens at https://moodle-b.example.org/.")));
        QCOMPARE(errorOf(*m_page), QString()); // no answer is an answer
    }

    void anAddressThatChangedSinceIsNotJudged()
    {
        m_fixture->workspace.web.setAnswer(QStringLiteral("https://moodle-a.example.org/"), fine());
        m_page->showObject(a);
        trigger(*m_page, "checkWeb");
        QTRY_COMPARE(stateAt(a), QVariant(int(State::Good)));
        m_fixture->change(a, [](Server &server) { server.web = QStringLiteral("https://new.example.org"); });
        m_page->reload();
        QTRY_COMPARE(stateAt(a), QVariant());
        QVERIFY(detail().contains(QStringLiteral("The page names another address since.")));
    }

    void actionsFollowTheSelection()
    {
        m_page->showObject(db);
        QVERIFY(!action("checkWeb")->isEnabled()); // it has no address
        QVERIFY(action("checkAllWeb")->isEnabled());
        m_page->showObject(a);
        QVERIFY(action("checkWeb")->isEnabled());
        QVERIFY(action("checkPair")->isEnabled());
    }

    void aReadOnlyWorkspaceShowsWhatItDoesNotKeep()
    {
        m_fixture->workspace.makeReadOnly();
        m_fixture->workspace.web.setAnswer(QStringLiteral("https://moodle-a.example.org/"), fine());
        m_page->showObject(a);
        trigger(*m_page, "checkWeb");
        QTRY_COMPARE(stateAt(a), QVariant(int(State::Good)));
        QVERIFY2(errorOf(*m_page).contains(QStringLiteral("not kept")), qPrintable(errorOf(*m_page)));
        QCOMPARE(m_fixture->said.size(), 1);

        m_fixture->workspace.databases.setAnswer(a, database(QStringLiteral("5.0.45")));
        m_fixture->workspace.databases.setAnswer(db, database(QStringLiteral("5.0.45"), a));
        PairDialog *dialog = openDialog();
        childOf<QPushButton>(*dialog, "pairAsk")->click();
        QTRY_VERIFY(verdictOf(*dialog).startsWith(QStringLiteral("Both run MySQL 5.0.45.")));
        QVERIFY2(errorOf(*dialog).contains(QStringLiteral("not kept")), qPrintable(errorOf(*dialog)));
        m_page->showObject(db);
        QTRY_VERIFY(detail().contains(QStringLiteral("Database, asked")));
        dialog->close();
        QTRY_VERIFY(!childOf<PairDialog>(*m_page, "pairDialog"));
        QVERIFY(verdictOf(*openDialog()).startsWith(QStringLiteral("Both run MySQL 5.0.45.")));
        QVERIFY(!m_fixture->workspace.serverStore.records()->at(2).database);
    }

    void theDemoSaysWhyItAsksNobody()
    {
        m_fixture->workspace.about.demo = true;
        m_page->reload();
        for (const char *name : {"checkWeb", "checkAllWeb"}) {
            QTRY_VERIFY2(!action(name)->isEnabled(), name);
            QVERIFY2(action(name)->toolTip().contains(QStringLiteral("The demo estate is made up")), name);
        }
        PairDialog *dialog = openDialog();
        QVERIFY(!childOf<QPushButton>(*dialog, "pairAsk")->isEnabled()); // else it would end in an error
        QVERIFY(verdictOf(*dialog).contains(QStringLiteral("The demo estate is made up")));
        QCOMPARE(errorOf(*dialog), QString());
        QVERIFY(m_fixture->workspace.web.asked().isEmpty());
        QVERIFY(m_fixture->workspace.databases.asked().isEmpty());
    }

    void thePairStandsSideBySide()
    {
        m_fixture->workspace.databases.setAnswer(a, database(QStringLiteral("5.0.45-log")));
        m_fixture->workspace.databases.setAnswer(db, database(QStringLiteral("5.0.51"), QStringLiteral("moodle-a")));
        m_page->showObject(db);
        PairDialog *dialog = openDialog();
        QCOMPARE(namelessWidgets(*dialog), QStringList());
        // The pair of the one chosen, as the page's text says it.
        QCOMPARE(childOf<QComboBox>(*dialog, "pairOne")->currentData().toString(), a);
        QCOMPARE(childOf<QComboBox>(*dialog, "pairOther")->currentData().toString(), db);
        QCOMPARE(verdictOf(*dialog), QStringLiteral("These two have not been asked yet."));
        QVERIFY(m_fixture->workspace.databases.asked().isEmpty()); // opening asks nobody
        QVERIFY(!childOf<QPushButton>(*dialog, "pairSave")->isEnabled());

        childOf<QLineEdit>(*dialog, "pairSocket")->setText(QStringLiteral(" /s "));
        childOf<QLineEdit>(*dialog, "pairUser")->setText(QStringLiteral("looker"));
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        childOf<QPushButton>(*dialog, "pairAsk")->click();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(verdictOf(*dialog),
                 QStringLiteral(
                     "moodle-a runs MySQL 5.0.45, moodle-db MySQL 5.0.51: the slave could not take over safely."));
        QCOMPARE(m_fixture->workspace.databases.asked().first().second,
                 (DatabaseAccess {QStringLiteral("/s"), QStringLiteral("looker"), {}}));
        auto *table = childOf<QTableView>(*dialog, "pairTable");
        QCOMPARE(rowWithKey(*table, QStringLiteral("role"), PairTable::OtherColumn).data().toString(),
                 QStringLiteral("follows moodle-a"));
        QVERIFY(childOf<QTextEdit>(*dialog, "pairRemarks")
                    ->toPlainText()
                    .contains(QStringLiteral("Bring both to the same version")));

        m_fixture->dialogs.fileToSave = QStringLiteral("pair.csv");
        childOf<QPushButton>(*dialog, "pairSave")->click();
        QVERIFY(m_fixture->files.value(QStringLiteral("pair.csv")).contains("MySQL 5.0.51"));
        childOf<QPushButton>(*dialog, "pairCopy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("MySQL 5.0.45")));

        // The page tells of it, and the next dialog begins with it.
        m_page->showObject(db);
        QTRY_VERIFY(detail().contains(QStringLiteral("Database, asked")));
        QVERIFY(detail().contains(QStringLiteral("the slave could not take over safely")));
        dialog->close();
        QTRY_VERIFY(!childOf<PairDialog>(*m_page, "pairDialog"));
        QVERIFY(verdictOf(*openDialog()).contains(QStringLiteral("could not take over")));
    }

    void oneThatIsAwayLeavesTheVerdictOpen()
    {
        m_fixture->workspace.databases.setAnswer(a, database(QStringLiteral("5.0.45")));
        PairDialog *dialog = openDialog();
        childOf<QPushButton>(*dialog, "pairAsk")->click();
        QTRY_VERIFY(verdictOf(*dialog).contains(QStringLiteral("The database of moodle-db could not be asked.")));
        QVERIFY(m_fixture->workspace.serverStore.records()->at(2).database->failure.has_value());
        QCOMPARE(errorOf(*dialog), QString());
    }

    void anErrorStaysInTheDialogAndTheOldAnswerToo()
    {
        m_fixture->workspace.databases.setAnswer(a, database(QStringLiteral("5.0.45")));
        m_fixture->workspace.databases.setAnswer(db, database(QStringLiteral("5.0.45"), a));
        PairDialog *dialog = openDialog();
        auto *ask = childOf<QPushButton>(*dialog, "pairAsk");
        ask->click();
        QTRY_VERIFY(verdictOf(*dialog).startsWith(QStringLiteral("Both run MySQL 5.0.45.")));
        m_fixture->workspace.databases.setAccess(fail(ErrorKind::BadInput, QStringLiteral("No socket is known.")));
        ask->click();
        QTRY_COMPARE(errorOf(*dialog), QStringLiteral("No socket is known."));
        QVERIFY(verdictOf(*dialog).startsWith(QStringLiteral("Both run MySQL 5.0.45.")));
        QVERIFY(ask->isEnabled());
    }

    void oneServerIsNoPair()
    {
        PairDialog *dialog = openDialog();
        auto *other = childOf<QComboBox>(*dialog, "pairOther");
        other->setCurrentIndex(other->findData(a));
        QCOMPARE(verdictOf(*dialog), QStringLiteral("Choose two servers."));
        QVERIFY(!childOf<QPushButton>(*dialog, "pairAsk")->isEnabled());
    }

    void theLikelyPairIsProposed()
    {
        const QList<ServerRow> rows = *m_fixture->workspace.servers().rows();
        const auto names = [](const QString &one, const QString &other) { return QPair<QString, QString>(one, other); };
        QCOMPARE(likelyPair(rows, {rows.at(1), rows.at(3)}), names(b, QStringLiteral("moodle-pp.example.org")));
        QCOMPARE(likelyPair(rows, {rows.at(2)}), names(a, db));
        QCOMPARE(likelyPair(rows, {}), names(a, db));
        QCOMPARE(likelyPair({rows.at(1), rows.at(3)}, {}), names(b, QStringLiteral("moodle-pp.example.org")));
        QCOMPARE(likelyPair({}, {}), names({}, {}));
    }

private:
    PairDialog *openDialog()
    {
        trigger(*m_page, "checkPair");
        return childOf<PairDialog>(*m_page, "pairDialog");
    }
    static QString verdictOf(const PairDialog &dialog) { return childOf<QLabel>(dialog, "pairAnswer")->text(); }
    QAction *action(const char *name) const { return childOf<QAction>(*m_page, name); }
    QVariant stateAt(const QString &server) const
    {
        return rowWithKey(*m_view, server, Model::WebColumn).data(StateRole);
    }
    QString detail() const { return childOf<QTextEdit>(*m_page, "serverDetail")->toPlainText(); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ServersPage> m_page;
    QTableView *m_view = nullptr;
};

NIGHTKEEP_TEST(TstReachabilityActions, widget, Window)
#include "tst_reachabilityactions.moc"

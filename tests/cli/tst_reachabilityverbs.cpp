// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exitstatus.h"
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const QString db = QStringLiteral("moodle-db.example.org");
const QString addressA = QStringLiteral("http://moodle-a.example.org/");

/// The small estate as servers that are really reached: the outside is in memory all the same.
void makeReal(FakeWorkspace &workspace)
{
    const Result<QList<Server>> servers = workspace.serverStore.servers();
    for (const Server &before : *servers) {
        Server after = before;
        after.connection = {};
        if (before.name == db)
            after.web.clear();
        if (before.name == a || before.name == db)
            after.service = QStringLiteral("MySQL master/slave pair");
        std::ignore = workspace.serverStore.replaceServer(before, after);
    }
}

WebAnswer answeredWith(int status)
{
    WebAnswer answer;
    answer.outcome = WebAnswer::Outcome::Answered;
    answer.finalAddress = addressA;
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
        channel.io = ReplicaThread::Running;
        channel.sql = ReplicaThread::Running;
        channel.lagSeconds = 5;
        answer.channels->append(channel);
    }
    return answer;
}

QStringList webWords(const QStringList &names = {})
{
    return QStringList {QStringLiteral("servers"), QStringLiteral("web")} + names;
}

QStringList pairWords(const QStringList &names = {})
{
    return QStringList {QStringLiteral("servers"), QStringLiteral("pair")} + names;
}

} // namespace

class TstReachVerbs : public QObject
{
    Q_OBJECT

private slots:
    void webAddressesEndWithTheirStatus_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("status"); // of moodle-a's address; 0: nothing listens
        QTest::addColumn<int>("exit");
        QTest::addColumn<int>("rows");
        QTest::newRow("one that is well") << QStringList {QStringLiteral("moodle-a")} << 200 << 0 << 1;
        QTest::newRow("one that is broken") << QStringList {a} << 503 << 1 << 1;
        QTest::newRow("one that does not answer") << QStringList {a} << 0 << 3 << 1;
        QTest::newRow("one without an address") << QStringList {db} << 200 << 2 << 1;
        QTest::newRow("all that have one") << QStringList() << 200 << 3 << 3; // the other two do not answer
    }
    void webAddressesEndWithTheirStatus()
    {
        QFETCH(QStringList, names);
        QFETCH(int, status);
        QFETCH(int, exit);
        QFETCH(int, rows);
        Command command(webWords(names));
        makeReal(*command.workspace);
        if (status > 0)
            command.workspace->web.setAnswer(addressA, answeredWith(status));
        const VerbResult result = command.run();
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(int(result->status), exit);
        QCOMPARE(result->json.array().size(), rows);
    }

    void theJsonOfAnAddress()
    {
        Command command(webWords({a}));
        makeReal(*command.workspace);
        WebAnswer answer = answeredWith(200);
        answer.redirects = {{addressA, 301}};
        answer.outcome = WebAnswer::Outcome::Redirected;
        answer.finalAddress = QStringLiteral("https://moodle-a.example.org/");
        answer.certificate = WebCertificate {
            QStringLiteral("moodle-a"), QStringLiteral("CA"), {}, command.workspace->time.now().addDays(400), {}};
        command.workspace->web.setAnswer(addressA, answer);
        const VerbResult result = command.run();
        QVERIFY(result);
        const QJsonObject row = result->json.array().first().toObject();
        QCOMPARE(row.value(u"server").toString(), a);
        QCOMPARE(row.value(u"outcome").toString(), QStringLiteral("redirected"));
        QCOMPARE(row.value(u"status").toInt(), 200);
        QCOMPARE(row.value(u"state").toString(), QStringLiteral("good"));
        QCOMPARE(row.value(u"finalAddress").toString(), answer.finalAddress);
        QCOMPARE(row.value(u"redirects").toArray().first().toObject().value(u"status").toInt(), 301);
        QCOMPARE(row.value(u"certificate").toObject().value(u"issuer").toString(), QStringLiteral("CA"));
        QVERIFY(row.value(u"certificate").toObject().value(u"validFrom").isNull());
        QVERIFY(result->text.contains(QStringLiteral("Redirects to https://moodle-a.example.org/")));
    }

    void theDemoIsRefused()
    {
        for (const QStringList &words : {webWords(), webWords({a}), pairWords({a, db})}) {
            Command command(words);
            makeReal(*command.workspace);
            command.workspace->about.demo = true;
            const VerbResult result = command.run();
            QVERIFY(!result);
            QCOMPARE(exitStatusOf(result.error().kind), ExitStatus::Refused);
            QVERIFY(command.workspace->web.asked().isEmpty());
            QVERIFY(command.workspace->databases.asked().isEmpty());
        }
    }

    void cancelledIsNeitherDoneNorFailed()
    {
        Command command(webWords());
        makeReal(*command.workspace);
        command.cancel.cancel();
        const VerbResult result = command.run();
        QVERIFY(result);
        QCOMPARE(result->status, ExitStatus::Cancelled);
        QVERIFY(command.workspace->web.asked().isEmpty());
    }

    void pairsEndWithTheirStatus_data()
    {
        QTest::addColumn<QString>("versionA");
        QTest::addColumn<QString>("versionB"); // empty: it is away
        QTest::addColumn<QString>("follows");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("state");
        QTest::newRow("well") << QStringLiteral("5.0.45") << QStringLiteral("5.0.45") << a << 0
                              << QStringLiteral("good");
        QTest::newRow("other versions") << QStringLiteral("5.0.45") << QStringLiteral("5.0.51") << a << 1
                                        << QStringLiteral("attention");
        QTest::newRow("nothing replicated")
            << QStringLiteral("5.0.45") << QStringLiteral("5.0.45") << QString() << 1 << QStringLiteral("attention");
        QTest::newRow("one away") << QStringLiteral("5.0.45") << QString() << QString() << 3
                                  << QStringLiteral("unknown");
    }
    void pairsEndWithTheirStatus()
    {
        QFETCH(QString, versionA);
        QFETCH(QString, versionB);
        QFETCH(QString, follows);
        QFETCH(int, exit);
        QFETCH(QString, state);
        Command command(pairWords()); // the page's own pair
        makeReal(*command.workspace);
        command.workspace->databases.setAnswer(a, database(versionA));
        if (!versionB.isEmpty())
            command.workspace->databases.setAnswer(db, database(versionB, follows));
        const VerbResult result = command.run();
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(int(result->status), exit);
        const QJsonObject pair = result->json.array().first().toObject();
        QCOMPARE(pair.value(u"state").toString(), state);
        QCOMPARE(pair.value(u"one").toObject().value(u"server").toString(), a);
        QCOMPARE(pair.value(u"one").toObject().value(u"version").toString(), versionA);
        if (versionB.isEmpty()) {
            QVERIFY(pair.value(u"sameVersion").isNull());
            QCOMPARE(pair.value(u"other").toObject().value(u"error").toObject().value(u"kind").toString(),
                     QStringLiteral("unreachable"));
        } else {
            QCOMPARE(pair.value(u"sameVersion").toBool(), versionA == versionB);
        }
        QVERIFY(
            result->text.contains(pair.value(u"remarks").toArray().first().toObject().value(u"sentence").toString()));
    }

    void socketAndUserAreGiven()
    {
        Command command(pairWords({QStringLiteral("moodle-b"), a}),
                        option("socket", "/run/other.sock") + option("user", "looker"));
        makeReal(*command.workspace);
        QVERIFY(command.run());
        QCOMPARE(command.workspace->databases.asked().first(),
                 qMakePair(QStringLiteral("moodle-b.example.org"),
                           DatabaseAccess {QStringLiteral("/run/other.sock"), QStringLiteral("looker"), {}}));
    }

    /// Change rates and previews too: the same is true of all that is asked on demand.
    void whatIsNotKeptIsShown_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("kind"); // why the workspace takes nothing
        QTest::addColumn<int>("exit");
        for (const char *words : {"servers web moodle-a", "servers pair moodle-a moodle-db",
                                  "servers change-rate moodle-a", "coverage preview moodle-a /data/moodle"}) {
            QTest::addRow("%s, read-only", words) << QString::fromLatin1(words) << int(ErrorKind::ReadOnly) << 0;
            QTest::addRow("%s, full disk", words) << QString::fromLatin1(words) << int(ErrorKind::DiskFull) << 6;
        }
    }
    void whatIsNotKeptIsShown()
    {
        QFETCH(QString, words);
        QFETCH(int, kind);
        QFETCH(int, exit);
        Command command(words.split(u' '));
        FakeWorkspace &workspace = *command.workspace;
        makeReal(workspace);
        const Error refused {ErrorKind(kind), QStringLiteral("it takes nothing")};
        workspace.about.readOnly = refused.kind == ErrorKind::ReadOnly;
        workspace.serverStore.setWriteFailure(refused);
        workspace.evidenceStore.setWriteFailure(refused);
        workspace.web.setAnswer(addressA, answeredWith(200));
        workspace.databases.setAnswer(a, database(QStringLiteral("5.0.45")));
        workspace.databases.setAnswer(db, database(QStringLiteral("5.0.45"), a));
        workspace.hosts.setAnswer(
            [](const Server &, RemoteProgram program, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                if (program == RemoteProgram::ChangeRate)
                    return framed("change-rate",
                                  {{"RATE", {"/data/moodle", "done", "8", "80", "1", "10", "2", "20", "4", "40"}}});
                return framed("backup-preview",
                              {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", "/data/moodle/x  Included\n"}}});
            });
        const VerbResult result = command.run();
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QCOMPARE(int(result->status), exit);
        QVERIFY(!result->text.isEmpty());
        const QJsonObject row =
            result->json.isArray() ? result->json.array().first().toObject() : result->json.object();
        QVERIFY(!row.contains(u"error"));
        QCOMPARE(row.value(u"notKept").toObject().value(u"kind").toString(), nameOf(refused.kind));
    }

    void wrongUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exit");
        QTest::newRow("one server is no pair") << pairWords({a}) << 2;
        QTest::newRow("three are none either") << pairWords({a, db, QStringLiteral("moodle-b")}) << 2;
        QTest::newRow("the same twice") << pairWords({a, QStringLiteral("moodle-a")}) << 2;
        QTest::newRow("an unknown server") << webWords({QStringLiteral("nobody")}) << 2;
        QTest::newRow("an unknown word") << QStringList {QStringLiteral("servers"), QStringLiteral("webs")} << 2;
    }
    void wrongUseIsRefused()
    {
        QFETCH(QStringList, words);
        QFETCH(int, exit);
        Command command(words);
        makeReal(*command.workspace);
        const VerbResult result = command.run();
        QVERIFY(!result);
        QCOMPARE(int(exitStatusOf(result.error().kind)), exit);
    }

    void aPageWithoutAPairSaysSo()
    {
        Command command(pairWords());
        const VerbResult result = command.run();
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
    }
};

NIGHTKEEP_TEST(TstReachVerbs, unit, Core)
#include "tst_reachabilityverbs.moc"

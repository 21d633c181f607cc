// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// Wrong and hostile arguments: what they end with, and that nothing hangs or is left behind.
class TstCtlArguments : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo(words("--courses 3"));
        QVERIFY2(made.status == 0, made.told().constData());
        const QString name = m_place.path(QStringLiteral("damaged.nightkeep"));
        QCOMPARE(
            m_place.run({QStringLiteral("--workspace"), name, QStringLiteral("workspace"), QStringLiteral("create")})
                .status,
            0);
        QFile damaged(name);
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(200) && damaged.write(QByteArray(3000, 'x')) > 0);
        QVERIFY(QFile(m_place.path(QStringLiteral("empty.nightkeep"))).open(QIODevice::WriteOnly));
        QFile page(m_place.path(QStringLiteral("empty.html")));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<html><p>no table</p></html>") > 0);
    }

    void wrongUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QString &arguments, int status = 2) {
            QTest::newRow(name) << arguments.split(u' ', Qt::SkipEmptyParts) << status;
        };
        row("nothing", QString());
        row("an unknown verb", QStringLiteral("explode"));
        row("an unknown option", QStringLiteral("--explode servers"));
        row("a verb's option at another verb", QStringLiteral("servers --seed 3"));
        row("an option without its value", QStringLiteral("check --severity"));
        row("demo and workspace", QStringLiteral("--demo demo --workspace w servers"));
        row("an unknown action", QStringLiteral("--demo demo settings explode"));
        row("an unknown archive action", QStringLiteral("--demo demo archive explode"));
        row("demo without a folder", QStringLiteral("demo create"));
        row("demo with two folders", QStringLiteral("demo create a b"));
        row("no number", QStringLiteral("demo create new --servers many"));
        row("a number too large", QStringLiteral("demo create new --courses 999999999999999999999"));
        row("too few servers", QStringLiteral("demo create new --servers 1"));
        row("a negative number", QStringLiteral("demo create new --seed=-1"));
        row("no assignment", QStringLiteral("--demo demo settings set backup_sche_keep"));
        row("an unknown option of Moodle's", QStringLiteral("--demo demo settings set backup_sche_tea=1"));
        row("a value that makes no sense", QStringLiteral("--demo demo settings set backup_sche_hour=25"));
        row("an expectation for nothing",
            QStringLiteral("--demo demo settings set backup_sche_keep=1 --expect backup_sche_hour=3"));
        row("an unknown site", QStringLiteral("--demo demo settings show --site other"));
        row("an unknown server", QStringLiteral("--demo demo coverage other"));
        row("an unknown field", QStringLiteral("--demo demo servers set moodle-a colour=red"));
        row("a port that is none", QStringLiteral("--demo demo servers set moodle-a port=70000"));
        row("a day that is none", QStringLiteral("--demo demo servers changes --since 2008-02-30"));
        row("one server alone to compare", QStringLiteral("--demo demo servers compare moodle-a"));
        row("no server to tell the history of", QStringLiteral("--demo demo servers history"));
        row("an unknown rule", QStringLiteral("--demo demo archive plan --rule all"));
        row("no date", QStringLiteral("--demo demo archive plan --rule newest-per-course"));
        row("a date that is none", QStringLiteral("--demo demo archive plan --not-before 2008-02-30"));
        row("a name with a slash", QStringLiteral("--demo demo archive plan --rule since-last-run --name ../x"));
        row("no run", QStringLiteral("--demo demo archive status"));
        row("an unknown run", QStringLiteral("--demo demo archive status --run x"));
        for (const char *verb : {"coverage", "probe", "servers test", "servers history", "servers changes",
                                 "servers web", "servers remove", "servers change-rate", "request make",
                                 "servers pair moodle-a", "servers compare moodle-a"})
            row(qPrintable(QStringLiteral("%1 of an unknown server").arg(QLatin1String(verb))),
                QStringLiteral("--demo demo %1 other").arg(QLatin1String(verb)));
        row("trust of an unknown server", QStringLiteral("--demo demo servers trust other SHA256:x"));
        row("a decision about an unknown server", QStringLiteral("--demo demo servers decide other copies=1"));
        row("a preview of an unknown server", QStringLiteral("--demo demo coverage preview other /data"));
        row("an unknown site to remove", QStringLiteral("--demo demo sites remove other"));
        row("an unknown site's password", QStringLiteral("--demo demo sites password other"));
        row("a password for an unknown server", QStringLiteral("--demo demo sites password moodle --server other"));
        row("a site on an unknown server", QStringLiteral("--demo demo sites set moodle databaseServer=other"));
        row("a site of an unknown kind", QStringLiteral("--demo demo sites set moodle databaseKind=oracle"));
        row("a site with its data on one", QStringLiteral("--demo demo sites set moodle dataServer=other"));
        row("an unknown site to look for archives", QStringLiteral("--demo demo archive list --discover --site other"));
        row("an unknown run to read", QStringLiteral("--demo demo archive contents --run x"));
        row("an unknown run to stop", QStringLiteral("--demo demo archive cancel --run x --yes"));
        row("an unknown run to compare", QStringLiteral("--demo demo archive compare x y"));
        row("an unknown kept plan to start", QStringLiteral("--demo demo archive start --plan 99 --yes"));
        row("an unknown term of an archive", QStringLiteral("--demo demo archive plan --term 1999-autumn"));
        row("an unknown term", QStringLiteral("--demo demo terms set 2008-sumer year=2008"));
        row("a hand-over of no run", QStringLiteral("--demo demo archive hand-over --place tsm"));
        row("an unknown run to hand over", QStringLiteral("--demo demo archive hand-over --run x --place tsm"));
        for (const char *verb :
             {"archive places", "archive confirm --place tsm", "archive stop-hand-over --yes --place tsm",
              "archive verify", "archive sign --key k", "archive signature", "archive extract a.zip --to b.zip",
              "archive remove-local --name a", "archive deleted --place tsm --note why",
              "drills record a.zip --where x --outcome proven", "drills run a.zip --where x", "drills restorable a.zip",
              "drills moodle"})
            row(qPrintable(QStringLiteral("%1 of an unknown run").arg(QLatin1String(verb))),
                QStringLiteral("--demo demo %1 --run x").arg(QLatin1String(verb)));
        row("an unknown place to set", QStringLiteral("--demo demo places set other years=3"));
        row("an unknown place to remove", QStringLiteral("--demo demo places remove other --yes"));
        row("an unknown term to remove", QStringLiteral("--demo demo terms remove 1999-autumn --yes"));
        row("an unknown plan to keep no longer", QStringLiteral("--demo demo archive forget-plan 99 --yes"));
        row("an unknown signer to remove", QStringLiteral("--demo demo archive signers remove other --yes"));
        row("an unknown restore drill to remove", QStringLiteral("--demo demo drills remove 99 --yes"));
        row("a day of a drill that is none",
            QStringLiteral("--demo demo drills record a.zip --where x --outcome proven --on 2008-02-30"));
        row("a day that is none to find", QStringLiteral("--demo demo archive find BIOC1001 --date 2008-02-30"));
        row("nothing to search for", QStringLiteral("--demo demo archive search"));
        row("an unknown change to take back", QStringLiteral("--demo demo settings undo 99"));
        row("an unknown request", QStringLiteral("--demo demo request show 99"));
        row("an unknown request to withdraw", QStringLiteral("--demo demo request withdraw 99"));
        row("a page without a table", QStringLiteral("--demo demo import-wiki empty.html"));
        row("a page that is not there", QStringLiteral("--demo demo import-wiki nothing.html"), 3);
        row("a workspace that is not there", QStringLiteral("--workspace nothing.nightkeep servers"), 3);
        row("no workspace yet", QStringLiteral("servers"), 3);
        row("an empty file for a workspace", QStringLiteral("--workspace empty.nightkeep servers"));
        row("a page for a workspace", QStringLiteral("--workspace empty.html servers"));
        row("a folder for a workspace", QStringLiteral("--workspace demo servers"));
        row("a workspace to restore without a copy", QStringLiteral("--workspace nothing.nightkeep workspace restore"),
            3);
        row("a damaged workspace", QStringLiteral("--workspace damaged.nightkeep servers"), 3);
        row("a server that nobody agrees to remove", QStringLiteral("--demo demo servers remove moodle-pp"), 4);
        row("a site that nobody agrees to remove", QStringLiteral("--demo demo sites remove moodle"), 4);
        row("a server that a site needs", QStringLiteral("--demo demo servers remove moodledb-a --yes"), 4);
        row("a demo where something is", QStringLiteral("demo create ."), 4);
    }
    void wrongUse()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const QStringList before = QDir(m_place.path(QString())).entryList(QDir::AllEntries | QDir::Hidden);
        const CtlRun run = m_place.run(arguments);
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY2(run.out.isEmpty(), run.told().constData());
        QVERIFY(!run.err.trimmed().isEmpty());
        const CtlRun json = m_place.run(arguments + QStringList {QStringLiteral("--json")});
        // An option that lacks its value takes what follows for it.
        if (!arguments.endsWith(QStringLiteral("--severity"))) {
            QCOMPARE(json.status, status);
            const QJsonObject error = json.error();
            QVERIFY2(!error.isEmpty(), json.told().constData());
            for (const char *field : {"kind", "message", "advice", "detail"})
                QVERIFY2(error.contains(QLatin1String(field)), field);
            QVERIFY(!error.value(u"message").toString().isEmpty());
        }
        QCOMPARE(QDir(m_place.path(QString())).entryList(QDir::AllEntries | QDir::Hidden), before);
    }

    void hostileText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a line feed") << QStringLiteral("a\nb");
        QTest::newRow("an escape sequence") << QStringLiteral("\x1b[31mred");
        QTest::newRow("a quote and a semicolon") << QStringLiteral("x'; DROP TABLE server; --");
        QTest::newRow("a command") << QStringLiteral("$(touch made) `touch made`");
        QTest::newRow("a leading dash") << QStringLiteral("-oProxyCommand=touch made");
        QTest::newRow("a change of direction") << QStringLiteral("\u202Egpj.exe");
        QTest::newRow("very long") << QString(20000, u'x');
    }
    void hostileText()
    {
        QFETCH(QString, text);
        const QList<QStringList> commands {
            {QStringLiteral("--"), text},
            {QStringLiteral("--demo"), m_place.demo(), QStringLiteral("coverage"), QStringLiteral("--"), text},
            {QStringLiteral("--demo"), m_place.demo(), QStringLiteral("servers"), QStringLiteral("set"),
             QStringLiteral("moodle-a"), QStringLiteral("host=") + text},
            {QStringLiteral("--demo"), m_place.demo(), QStringLiteral("settings"), QStringLiteral("set"),
             QStringLiteral("--yes"), QStringLiteral("backup_sche_destination=") + text},
            {QStringLiteral("--demo"), m_place.demo(), QStringLiteral("archive"), QStringLiteral("start"),
             QStringLiteral("--yes"), QStringLiteral("--rule=since-last-run"), QStringLiteral("--name=") + text}};
        for (const QStringList &command : commands) {
            const CtlRun run = m_place.run(command);
            QVERIFY2(run.status == 2, (command.join(u' ').left(200).toUtf8() + run.told().left(3000)).constData());
            QVERIFY2(!run.err.contains('\x1b') && !run.err.contains("\u202E"), run.err.constData());
            QVERIFY(!QFile::exists(m_place.path(QStringLiteral("made"))));
        }
    }

    void bytesThatAreNoText()
    {
        QProcess process;
        m_place.prepare(process);
        process.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
             QStringLiteral("exec \"$0\" --demo \"$1\" servers set moodle-a \"$(printf 'wanted=/data/\\351')\""),
             CtlPlace::program(), m_place.demo()});
        const CtlRun run = CtlPlace::ended(process);
        QVERIFY2(run.status == 2, run.told().constData());
        QVERIFY(run.err.contains("wantedBytes"));
    }

    void helpNamesEveryVerb()
    {
        const CtlRun run = m_place.run({QStringLiteral("--help")});
        QCOMPARE(run.status, 0);
        for (const char *verb : {"demo create",
                                 "import-wiki",
                                 "servers",
                                 "probe",
                                 "coverage",
                                 "sites",
                                 "settings set",
                                 "archive start",
                                 "archive hand-over",
                                 "archive find",
                                 "archive signers",
                                 "archive remove-local",
                                 "terms set",
                                 "places set",
                                 "drills record",
                                 "drills moodle --run ID",
                                 "workspace create",
                                 "workspace password",
                                 "check",
                                 "findings accept",
                                 "findings take-back",
                                 "mysql://USER@HOST",
                                 "--password-fd",
                                 "--password-file",
                                 "--defaults-file"})
            QVERIFY2(run.out.contains(verb), verb);
        const QByteArray servers = m_place.run({QStringLiteral("servers"), QStringLiteral("--help")}).out;
        for (const char *key : {"KEY: name, note", "storageNode", "wantedBytes", "root", "policy.agreed"})
            QVERIFY2(servers.contains(key), servers.constData());
        const QByteArray sites = m_place.run({QStringLiteral("sites"), QStringLiteral("--help")}).out;
        for (const char *key : {"databaseServer", "databaseSocket", "archiveFolderBytes", "timeZone", "databaseKind",
                                "postgresql", "databaseAddress", "webUser", "phpProgram", "sites remove"})
            QVERIFY2(sites.contains(key), sites.constData());
        const CtlRun one = m_place.run({QStringLiteral("archive"), QStringLiteral("--help")});
        QVERIFY(one.out.contains("archive start") && !one.out.contains("settings set"));
    }

private:
    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCtlArguments, integration, Core, 600)
#include "tst_ctlarguments.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Nightkeep;

namespace {

QJsonObject rowWith(const QJsonArray &rows, const QString &field, const QString &value)
{
    for (const QJsonValue &row : rows) {
        if (row[field].toString() == value)
            return row.toObject();
    }
    return {};
}

} // namespace

/// What the verbs that change nothing outside print, on a fresh demo.
class TstCtlVerbs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
        QCOMPARE(made.out.trimmed(), QFile::encodeName(m_place.demo() + QStringLiteral("/workspace.nightkeep")));
    }

    void fieldsAreTheDesigns_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("rows"); // -1: an object; -2: any number
        QTest::addColumn<QString>("fields");
        QTest::newRow("servers") << QStringLiteral("servers") << 0 << 12
                                 << QStringLiteral("name note os service web storageNode current wanted policy archive "
                                                   "reachable lastProbe");
        QTest::newRow("coverage of all") << QStringLiteral("coverage") << 0 << -2
                                         << QStringLiteral("server folder state by evidence reason");
        QTest::newRow("coverage of one, by its short name") << QStringLiteral("coverage moodle-pp") << 0 << 2
                                                            << QStringLiteral("server folder state by evidence reason");
        QTest::newRow("sites") << QStringLiteral("sites") << 0 << 1
                               << QStringLiteral("name databaseServer databaseName dataServer dataFolder");
        QTest::newRow("settings") << QStringLiteral("settings") << 0 << -2
                                  << QStringLiteral("name value meaning agreed state");
        QTest::newRow("settings show") << QStringLiteral("settings show") << 0 << -2
                                       << QStringLiteral("name value meaning agreed state");
        QTest::newRow("settings check") << QStringLiteral("settings check") << 1 << -2
                                        << QStringLiteral("name value meaning agreed state");
        QTest::newRow("settings next") << QStringLiteral("settings next") << 0 << -1
                                       << QStringLiteral("site readAt kind zone zoneFrom zoneOfMoodle runs");
        QTest::newRow("settings history") << QStringLiteral("settings history") << 0 << 0 << QString();
        QTest::newRow("archive list") << QStringLiteral("archive list") << 0 << 0 << QString();
        QTest::newRow("archive plan") << QStringLiteral("archive plan --not-before 2008-12-12") << 0 << -1
                                      << QStringLiteral(
                                             "site rule notBefore name server dataFolder archiveFolder "
                                             "plannedAt fingerprint coursesKnown includedCount includedBytes "
                                             "neededBytes freeBytes fits zips warnings");
        // A Moodle that nobody has asked yet: nothing is known, which is not that there is nothing.
        QTest::newRow("archive plans") << QStringLiteral("archive plans") << 0 << 0 << QString();
        QTest::newRow("archive places") << QStringLiteral("archive places") << 0 << 0 << QString();
        QTest::newRow("archive search") << QStringLiteral("archive search BIOC1001") << 1 << 0 << QString();
        QTest::newRow("archive find") << QStringLiteral("archive find BIOC1001") << 1 << -1
                                      << QStringLiteral("copies notAsked");
        QTest::newRow("terms") << QStringLiteral("terms") << 0 << 0 << QString();
        QTest::newRow("terms that could be")
            << QStringLiteral("terms --propose") << 0 << 4 << QStringLiteral("name words year cutOff");
        QTest::newRow("archive signers") << QStringLiteral("archive signers") << 0 << 0 << QString();
        QTest::newRow("archive past-years") << QStringLiteral("archive past-years") << 0 << 0 << QString();
        QTest::newRow("drills") << QStringLiteral("drills") << 0 << 0 << QString();
        QTest::newRow("places") << QStringLiteral("places") << 0 << 0 << QString();
        QTest::newRow("check") << QStringLiteral("check") << 1 << -2
                               << QStringLiteral("id severity page object title reason advice kind since act accepted");
        QTest::newRow("findings") << QStringLiteral("findings") << 0 << -2
                                  << QStringLiteral("id severity title reason kind since act accepted");
        QTest::newRow("workspace verify") << QStringLiteral("workspace verify") << 0 << -1
                                          << QStringLiteral("workspace verified servers sites auditLines");
        QTest::newRow("import-wiki") << QStringLiteral("import-wiki demo/server-page.html --dry-run") << 1 << -1
                                     << QStringLiteral("servers currentFolders wantedFolders skipped options");
        QTest::newRow("version") << QStringLiteral("--version") << 0 << -1 << QStringLiteral("version");
        QTest::newRow("servers history") << QStringLiteral("servers history moodle-pp") << 0 << -1
                                         << QStringLiteral("server snapshots disks rule");
        QTest::newRow("servers changes") << QStringLiteral("servers changes") << 0 << 12
                                         << QStringLiteral("server from to note changes");
        QTest::newRow("servers changes since a day") << QStringLiteral("servers changes moodle-pp --since 2008-11-01")
                                                     << 0 << 1 << QStringLiteral("server from to note changes");
        QTest::newRow("servers compare") << QStringLiteral("servers compare moodle-a moodle-b") << 0 << -1
                                         << QStringLiteral("a b differs unknown same rows");
        QTest::newRow("help") << QStringLiteral("--help") << 0 << -1 << QStringLiteral("help");
    }
    void fieldsAreTheDesigns()
    {
        QFETCH(QString, arguments);
        QFETCH(int, status);
        QFETCH(int, rows);
        QFETCH(QString, fields);
        const CtlRun run = m_place.onDemo(arguments.split(u' '));
        QVERIFY2(run.status == status, run.told().constData());
        const QJsonDocument json = run.json();
        QVERIFY2(!json.isNull(), run.told().constData());
        QCOMPARE(json.isArray(), rows != -1);
        if (rows >= 0)
            QCOMPARE(json.array().size(), rows);
        else if (rows == -2)
            QVERIFY(!json.array().isEmpty());
        const QJsonArray list = json.isArray() ? json.array() : QJsonArray {json.object()};
        for (const QJsonValue &row : list) {
            for (const QString &field : fields.split(u' ', Qt::SkipEmptyParts))
                QVERIFY2(row.toObject().contains(field), qPrintable(field));
        }
    }

    void aDemoHasAHistoryUnlessItIsUnasked()
    {
        const CtlRun made = m_place.run(words("--json demo create living --courses 3"));
        QVERIFY2(made.status == 0, made.told().constData());
        QCOMPARE(made.json().object().value(u"unasked"), QJsonValue(false));
        int asked = 0;
        for (const QJsonValue server : m_place.run(words("--json --demo living servers")).json().array())
            asked += server[u"lastProbe"].isNull() ? 0 : 1;
        QCOMPARE(asked, 11);
        const CtlRun changes = m_place.run(words("--demo living servers changes"));
        QVERIFY2(changes.out.contains("/data/moodle has left the backup."), changes.told().constData());
        const CtlRun courses = m_place.run(words("--json --demo living courses --offline"));
        QVERIFY2(courses.status == 0, courses.told().constData());
        QCOMPARE(courses.json().array().size(), 3);
        const CtlRun unasked = m_place.run(words("--json demo create unasked --courses 3 --unasked"));
        QCOMPARE(unasked.json().object().value(u"unasked"), QJsonValue(true));
        QCOMPARE(m_place.run(words("--json --demo unasked courses --offline")).status, 3);
        QCOMPARE(unasked.json().object().value(u"cases"), QJsonValue(false));
        const CtlRun cases = m_place.run(words("--json demo create cases --servers 2 --courses 3 --unasked --cases"));
        QCOMPARE(cases.json().object().value(u"cases"), QJsonValue(true));
        QVERIFY(m_place.run(words("--json --demo cases sites")).out.contains("moodle4"));
    }

    void theDemoAsksNobodyOutside()
    {
        for (const QStringList &words : {QStringList {QStringLiteral("servers"), QStringLiteral("web")},
                                         QStringList {QStringLiteral("servers"), QStringLiteral("pair")}}) {
            const CtlRun run = m_place.onDemo(words);
            QVERIFY2(run.status == 4, run.told().constData());
            QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("locked"));
            QVERIFY(run.error().value(u"message").toString().contains(QStringLiteral("The demo estate is made up")));
        }
    }

    void serversAreThePages()
    {
        const QJsonArray servers = m_place.onDemo({QStringLiteral("servers")}).json().array();
        qsizetype current = 0;
        qsizetype wanted = 0;
        for (const QJsonValue &server : servers) {
            current += server[u"current"].toArray().size();
            wanted += server[u"wanted"].toArray().size();
            QVERIFY(server[u"reachable"].isNull());
            QVERIFY(server[u"lastProbe"].isNull());
        }
        QCOMPARE(servers.size(), 12);
        QCOMPARE(current, 18);
        QCOMPARE(wanted, 8);
    }

    void coverageWithThePageAlone()
    {
        const QJsonArray rows = m_place.onDemo({QStringLiteral("coverage")}).json().array();
        QHash<QString, int> states;
        int unasked = 0;
        for (const QJsonValue &row : rows) {
            if (!row[u"wanted"].toBool()) {
                ++unasked;
                continue;
            }
            ++states[row[u"state"].toString()];
            QCOMPARE(row[u"evidence"].toString(), QStringLiteral("declared"));
            if (row[u"state"].toString() == u"covered")
                QCOMPARE(row[u"by"].toString(), QStringLiteral("/data"));
            else
                QCOMPARE(row[u"server"].toString(), QStringLiteral("moodle-pp.ucl.ac.uk"));
        }
        QCOMPARE(states, (QHash<QString, int> {{QStringLiteral("covered"), 6}, {QStringLiteral("uncovered"), 2}}));
        QVERIFY(unasked > 0);
    }

    void settingsInWords()
    {
        const QJsonArray rows = m_place.onDemo(words("settings show")).json().array();
        const QJsonObject days = rowWith(rows, QStringLiteral("name"), QStringLiteral("backup_sche_weekdays"));
        QCOMPARE(days.value(u"value").toString(), QStringLiteral("0010001"));
        QCOMPARE(days.value(u"agreed").toString(), QStringLiteral("1000000"));
        QCOMPARE(days.value(u"agreedMeaning").toString(), QStringLiteral("Sunday"));
        QCOMPARE(days.value(u"state").toString(), QStringLiteral("differs"));
        const QJsonObject meta = rowWith(rows, QStringLiteral("name"), QStringLiteral("backup_sche_metacourse"));
        QVERIFY(meta.value(u"value").isNull());
        QCOMPARE(meta.value(u"state").toString(), QStringLiteral("unset"));
        const QJsonObject hour = rowWith(rows, QStringLiteral("name"), QStringLiteral("backup_sche_hour"));
        QCOMPARE(hour.value(u"state").toString(), QStringLiteral("same"));
        QCOMPARE(hour.value(u"meaning").toString(), QStringLiteral("03:00"));
    }

    void daysAreIsoInEveryLocale_data()
    {
        QTest::addColumn<QString>("locale");
        for (const char *locale : {"de_DE.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8", "ja_JP.UTF-8", "C"})
            QTest::newRow(locale) << QString::fromLatin1(locale);
    }
    void daysAreIsoInEveryLocale()
    {
        QFETCH(QString, locale);
        QProcess process;
        m_place.prepare(process);
        QProcessEnvironment environment = process.processEnvironment();
        environment.insert(QStringLiteral("LC_ALL"), locale);
        process.setProcessEnvironment(environment);
        process.start(CtlPlace::program(),
                      words("--json --demo demo archive plan --rule newest-per-course --not-before 2008-12-12"));
        const CtlRun run = CtlPlace::ended(process);
        QVERIFY2(run.status == 0, run.told().constData());
        static const QRegularExpression foreign(
            QStringLiteral("\\d[./]\\d\\d?[./]\\d\\d|December|Dezember|d\u00e9cembre|Dec |\u5e74"));
        int told = 0;
        for (const QJsonValue &zip : run.json().object().value(u"zips").toArray()) {
            const QString reason = zip[u"reason"].toString();
            QVERIFY2(!reason.contains(foreign), qPrintable(reason));
            told += reason.contains(u"2008-12-12") ? 1 : 0;
        }
        QVERIFY2(told > 0, run.told().constData());
    }

    void planTellsMissingAndStaleZips()
    {
        const QJsonObject plan = m_place.onDemo(words("archive plan --not-before 2008-12-12")).json().object();
        QHash<QString, int> warnings;
        for (const QJsonValue &warning : plan.value(u"warnings").toArray())
            ++warnings[warning[u"kind"].toString()];
        QVERIFY(warnings.value(QStringLiteral("noZip")) >= 4);
        QVERIFY(warnings.value(QStringLiteral("tooOld")) >= 4);
        QVERIFY(plan.value(u"coursesKnown").toBool());
        QVERIFY(plan.value(u"fits").toBool());
        QVERIFY(plan.value(u"includedCount").toInt() > 20);
    }

    void pathsThatAreNotUtf8()
    {
        const QJsonObject plan = m_place.onDemo(words("archive plan --rule since-last-run")).json().object();
        int withBytes = 0;
        for (const QJsonValue &zip : plan.value(u"zips").toArray()) {
            if (!zip.toObject().contains(u"pathBytes"))
                continue;
            ++withBytes;
            QVERIFY(
                zip[u"pathBytes"].toString().endsWith(u"/backupdata/backup-%E9conom%E9trie%20avant%20l%27examen.zip"));
        }
        QCOMPARE(withBytes, 1);
    }

    void checkBySeverity_data()
    {
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("status");
        QTest::newRow("info") << QStringLiteral("info") << 1;
        QTest::newRow("warning") << QStringLiteral("warning") << 1;
        QTest::newRow("critical") << QStringLiteral("critical") << 1; // moodle-pp's folders
        QTest::newRow("unknown") << QStringLiteral("grave") << 2;
    }
    void checkBySeverity()
    {
        QFETCH(QString, severity);
        QFETCH(int, status);
        const CtlRun run = m_place.onDemo({QStringLiteral("check"), QStringLiteral("--severity"), severity});
        QVERIFY2(run.status == status, run.told().constData());
    }

    void withoutJsonThereAreTables_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("servers") << QStringLiteral("servers") << QByteArray("moodle-pp.ucl.ac.uk");
        QTest::newRow("coverage") << QStringLiteral("coverage moodle-c") << QByteArray("/data/apache/htdocs/moodle");
        QTest::newRow("coverage of whom nobody asked")
            << QStringLiteral("coverage moodle-a") << QByteArray("page says covered");
        QTest::newRow("settings") << QStringLiteral("settings show") << QByteArray("backup_sche_keep");
        QTest::newRow("plan") << QStringLiteral("archive plan --rule since-last-run") << QByteArray("\\xe9conom");
        QTest::newRow("check") << QStringLiteral("check") << QByteArray("moodle-pp");
    }
    void withoutJsonThereAreTables()
    {
        QFETCH(QString, arguments);
        QFETCH(QByteArray, says);
        const CtlRun run = m_place.run(QStringList {QStringLiteral("--demo"), m_place.demo()} + arguments.split(u' '));
        QVERIFY2(run.out.contains(says), run.told().constData());
        QVERIFY(!run.out.contains('\x1b'));
        QVERIFY(run.json().isNull());
    }

private:
    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCtlVerbs, integration, Core, 600)
#include "tst_ctlverbs.moc"

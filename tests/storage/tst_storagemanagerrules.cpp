// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "models/storage/serverdecisions.h"
#include "models/storage/storagemanagerfiles.h"
#include "models/storage/storagemanagerrules.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <ctime>

using namespace Nightkeep;

class TstStorageManagerRules : public QObject
{
    Q_OBJECT

private slots:
    void rows_data();
    void rows();
    void lists_data();
    void lists();
    void figures_data();
    void figures();
    void classes_data();
    void classes();
    void clientFiles_data();
    void clientFiles();
    void longLines_data();
    void longLines();
    void patternsBeyondMeasure();
    void storedPatternsBeyondMeasure();
    void manyNames();
};

namespace {

const QByteArray Head = "*** FILE INCLUDE/EXCLUDE ***\n"
                        "Mode Function  Pattern (match from top down)  Source File\n"
                        "---- --------- ------------------------------ -----------------\n";

/// "-dir /a <source> class" for one rule.
QByteArray printed(const IncludeExcludeRule &rule)
{
    static const QByteArrayList scopes {"file", "dir", "fs", "other"};
    return (rule.include ? '+' : '-') + scopes.at(int(rule.scope)) + ' ' + rule.pattern + " <" + rule.source.toUtf8()
        + '>' + rule.managementClass.toUtf8();
}

QByteArray printed(const ManagementClass &managed)
{
    QByteArray text = managed.name.toUtf8() + (managed.isDefault ? "*" : "");
    for (const std::optional<int> &figure : {managed.versionsExist, managed.versionsDeleted, managed.retainExtra,
                                             managed.retainOnly, managed.frequency, managed.archiveRetain})
        text += ' ' + (!figure ? QByteArray("?") : *figure == NoLimit ? QByteArray("oo") : QByteArray::number(*figure));
    return text;
}

} // namespace

void TstStorageManagerRules::rows_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("unread");
    const auto row = [](const char *name, const char *line, const char *expected, bool unread = false) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(expected) << unread;
    };
    row("file space", "Excl Filespace /var/run      /opt/incl.excl", "-fs /var/run </opt/incl.excl>");
    row("directory", "Excl Directory /.../Cache     /opt/incl.excl", "-dir /.../Cache </opt/incl.excl>");
    row("file", "Excl All       /.../core      dsm.sys", "-file /.../core <dsm.sys>");
    row("include", "Incl All       /data/.../*   Server", "+file /data/.../* <Server>");
    row("long words", "Include All /data/*  Server", "+file /data/* <Server>");
    row("small letters", "excl all /data/*  Server", "-file /data/* <Server>");
    row("of backups only", "Excl Backup /data/*  Server", "-file /data/* <Server>");
    row("of archives", "Excl Archive /data/*  Server", "-other /data/* <Server>");
    row("compression", "Incl Compression /data/*  Server", "+other /data/* <Server>");
    row("source of two words", "Excl All /.../.x  Operating System", "-file /.../.x <Operating System>");
    row("one blank before the source", "Excl All /a/very/long/pattern/that/fills/its/column/* dsm.sys",
        "-file /a/very/long/pattern/that/fills/its/column/* <dsm.sys>");
    row("star first", "Excl All *.tmp  dsm.sys", "-file *.tmp <dsm.sys>");
    row("braces", "Excl All {/data}/x/*  dsm.sys", "-file {/data}/x/* <dsm.sys>");
    row("quoted with blanks", "Excl All \"/data/old files/*\"  dsm.sys", "-file /data/old files/* <dsm.sys>");
    row("single quotes", "Excl All '/data/old \"files\"/*'  dsm.sys", "-file /data/old \"files\"/* <dsm.sys>");
    row("no source", "Excl All /data/x", "-file /data/x <>");
    row("indented", "   Excl All /data/x   dsm.sys   ", "-file /data/x <dsm.sys>");
    row("a letter that ends like a space", "Excl All /data/voil\xc3\xa0", "-file /data/voil\xc3\xa0 <>");
    row("carriage return", "Excl All /data/x   dsm.sys\r", "-file /data/x <dsm.sys>");
    row("bytes that are no text", "Excl All /data/\xe9t\xe9/*   dsm.sys", "-file /data/\xe9t\xe9/* <dsm.sys>");
    row("German file", "Ausschl Alle /.../core  Betriebssystem", "-file /.../core <Betriebssystem>");
    row("German directory", "Ausschl Verzeichnis /data/x  dsm.sys", "-dir /data/x <dsm.sys>");
    row("German file space", "Ausschl Dateibereich /tmp  dsm.sys", "-fs /tmp <dsm.sys>");
    row("German include", "Einschl Alle /data/*  dsm.sys", "+file /data/* <dsm.sys>");
    row("unknown function", "Excl Telepathy /data/*  dsm.sys", "-other /data/* <dsm.sys>", true);
    row("unknown mode", "Uitsl Alle /data/*  dsm.sys", "-other /data/* <dsm.sys>", true);
    row("a row without a function", "Excl /data/*  dsm.sys", "", true);
}

void TstStorageManagerRules::rows()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    QFETCH(bool, unread);
    const auto list = readIncludeExclude(Head + line + '\n', 0);
    QVERIFY(list);
    QCOMPARE(list->rules.isEmpty() ? QByteArray() : printed(list->rules.first()), expected);
    QCOMPARE(list->rules.size(), expected.isEmpty() ? 0 : 1);
    QCOMPARE(!list->unread.isEmpty(), unread);
}

void TstStorageManagerRules::lists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected"); // "!" and a part of the sentence for a failure
    const auto row = [](const char *name, const QByteArray &text, int status, const char *expected) {
        QTest::newRow(name) << text << status << QByteArray(expected);
    };
    row("order is kept", Head + "Excl All /b  x\nIncl All /a  x\nExcl All /b  x\n", 0,
        "-file /b <x>|+file /a <x>|-file /b <x>");
    row("no heading", "Excl All /b  x\n", 0, "-file /b <x>");
    row("nothing in it", Head + "No DFS include/exclude statements defined.\n", 0, "");
    row("says there is nothing", "No include/exclude statements defined.\n", 0, "");
    row("nothing found", "ANS1092W No files matching search criteria were found\n", 8, "");
    row("source on the next line",
        Head + "Excl All /quite/long/*\n                              /opt/incl.excl\nExcl All /b  x\n", 0,
        "-file /quite/long/* </opt/incl.excl>|-file /b <x>");
    row("section on images", Head + "Excl All /a  x\n*** IMAGE INCLUDE/EXCLUDE ***\nExcl All /b  x\n", 0,
        "-file /a <x>|-other /b <x>");
    row("class in a column",
        "Mode Function  Pattern (match from top down)  Mgmt Class  Source File\n"
        "Incl All /data/*  LONGTERM  dsm.sys\nExcl All /b  dsm.sys\n",
        0, "+file /data/* <dsm.sys>LONGTERM|-file /b <dsm.sys>");
    row("messages between", Head + "ANS1036S The option /x is invalid.\nExcl All /b  x\n", 8, "-file /b <x>");
    row("banner only", "IBM Storage Protect\nNode Name: X\nServer date/time: 1/1/2026\n", 0, "!not understood");
    row("error", "ANS1017E Session rejected.\n", 12, "!ANS1017E");
    row("heading and error", Head + "ANS1017E Session rejected.\n", 12, "!ANS1017E");
    row("out of time", "", 124, "!in time");
    row("killed", "", 137, "!in time");
    row("empty", "", 0, "!not understood");
}

void TstStorageManagerRules::lists()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QByteArray, expected);
    const auto list = readIncludeExclude(text, status);
    if (expected.startsWith('!')) {
        QVERIFY(!list);
        QVERIFY2(list.error().message.contains(QString::fromUtf8(expected.mid(1))), qPrintable(list.error().message));
        QVERIFY(list.error().advice.contains(QStringLiteral("inclexcl"))
                || list.error().advice.contains(QStringLiteral("number")));
        return;
    }
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QByteArrayList rules;
    for (const IncludeExcludeRule &rule : list->rules)
        rules.append(printed(rule));
    QCOMPARE(rules.join('|'), expected);
    QVERIFY(list->unread.isEmpty());
}

void TstStorageManagerRules::figures_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *line, const char *expected) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(expected);
    };
    row("exists", "Versions Data Exists : 2 version(s)", "X 2 ? ? ? ? ?");
    row("deleted", "Versions Data Deleted : 1 version(s)", "X ? 1 ? ? ? ?");
    row("extra", "Retain Extra Versions : 30 day(s)", "X ? ? 30 ? ? ?");
    row("only", "Retain Only Version : 60 day(s)", "X ? ? ? 60 ? ?");
    row("frequency", "Copy Frequency : 1 day(s)", "X ? ? ? ? 1 ?");
    row("archive", "Copy Type : Archive\nCopy Frequency : CMD\nRetain Version : 365 day(s)", "X ? ? ? ? ? 365");
    row("archive, kept from an event on",
        "Copy Type..: Archive\nRetain Version..: 1095 day(s)\nRetention Initiation..: Event\n"
        "Minimum Retention..: 400 day(s)",
        "X ? ? ? ? ? 1095");
    row("archive, the beginning told first",
        "Copy Type : Archive\nRetention Initiation : Create\nMinimum Retention : 65534 day(s)\nRetain Version : 365",
        "X ? ? ? ? ? 365");
    row("archive for ever", "Copy Type : Archive\nRetain Version : No Limit\nRetention Initiation : Creation",
        "X ? ? ? ? ? oo");
    row("archive in German",
        "Kopientyp : Archivierung\nVersion aufbewahren : 730 Tag(e)\nBeginn der Aufbewahrung : Erstellung\n"
        "Mindestaufbewahrung : 30 Tag(e)",
        "X ? ? ? ? ? 730");
    row("no limit", "Versions Data Exists: No Limit", "X oo ? ? ? ? ?");
    row("no limit in one word", "Versions Data Exists: NOLIMIT", "X oo ? ? ? ? ?");
    row("unlimited in German", "Versionen bei vorhandenen Daten: Unbegrenzt", "X oo ? ? ? ? ?");
    row("comma of thousands", "Retain Only Version : 3,655 day(s)", "X ? ? ? 3655 ? ?");
    row("full stop of thousands", "Letzte Version aufbewahren : 3.655 Tag(e)", "X ? ? ? 3655 ? ?");
    row("bare number", "Retain Only Version: 35", "X ? ? ? 35 ? ?");
    row("no colon before blanks", "Retain Only Version.....: 35", "X ? ? ? 35 ? ?");
    row("no figure", "Retain Only Version: many", "X ? ? ? ? ? ?");
    row("too great", "Retain Only Version: 99999999999999", "X ? ? ? ? ? ?");
    row("UTF-8", "Versionen bei gel\xc3\xb6schten Daten: 3 Version(en)", "X ? 3 ? ? ? ?");
    row("Latin-1", "Versionen bei gel\xf6schten Daten: 3 Version(en)", "X ? 3 ? ? ? ?");
    row("another label", "Copy Destination : 12POOL", "X ? ? ? ? ? ?");
}

void TstStorageManagerRules::figures()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const auto classes = readManagementClasses("MgmtClass Name : X\n" + line + '\n', 0);
    QVERIFY(classes);
    QCOMPARE(printed(classes->first()), expected);
}

void TstStorageManagerRules::classes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, int status, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << status << QByteArray(expected);
    };
    row("one", "Default Mgmt Class Name : A\nMgmtClass Name : A\n", 0, "A* ? ? ? ? ? ?");
    row("default in other letters", "Default Mgmt Class Name : a\nMgmtClass Name : A\n", 0, "A* ? ? ? ? ? ?");
    row("several", "Default Mgmt Class Name : B\nMgmtClass Name : A\nVersions Data Exists : 1\nMgmtClass Name : B\n", 0,
        "A 1 ? ? ? ? ?|B* ? ? ? ? ? ?");
    row("named twice", "MgmtClass Name : A\nMgmtClass Name : A\n", 0, "A ? ? ? ? ? ?");
    row("grace periods are not the class's", "Grace Period Backup Retn. : 30 day(s)\nMgmtClass Name : A\n", 0,
        "A ? ? ? ? ? ?");
    row("nothing found", "ANS1092W No files\n", 8, "");
    row("error", "ANS1017E Session rejected.\n", 12, "!ANS1017E");
    row("out of time", "", 124, "!in time");
    row("nothing", "Node Name: X\n", 0, "!not understood");
}

void TstStorageManagerRules::classes()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QByteArray, expected);
    const auto classes = readManagementClasses(text, status);
    if (expected.startsWith('!')) {
        QVERIFY(!classes);
        QVERIFY(classes.error().message.contains(QString::fromUtf8(expected.mid(1))));
        return;
    }
    QVERIFY(classes);
    QByteArrayList found;
    for (const ManagementClass &managed : *classes)
        found.append(printed(managed));
    QCOMPARE(found.join('|'), expected);
}

void TstStorageManagerRules::clientFiles_data()
{
    QTest::addColumn<QByteArray>("opt");
    QTest::addColumn<QByteArray>("sys");
    QTest::addColumn<QByteArray>("expected"); // domains, a bar, virtual mount points
    const auto row = [](const char *name, const char *opt, const char *sys, const char *expected) {
        QTest::newRow(name) << QByteArray(opt) << QByteArray(sys) << QByteArray(expected);
    };
    row("nothing", "", "", "|");
    row("domain of the options", "DOMAIN / /data\n", "", "/ /data|");
    row("both add up", "DOMAIN /a\n", "SERVERNAME x\nDOMAIN /b\nDOMAIN -/c\n", "/a,/b,-/c|");
    row("the stanza that is named", "SERVERNAME b\n", "SERVERNAME a\nDOMAIN /a\nSERVERNAME B\nDOMAIN /b\n", "/b|");
    row("the default server", "", "DEFAULTSERVER b\nSERVERNAME a\nDOMAIN /a\nSERVERNAME b\nDOMAIN /b\n", "/b|");
    row("else the first", "", "SERVERNAME a\nDOMAIN /a\nSERVERNAME b\nDOMAIN /b\n", "/a|");
    row("abbreviated", "SE b\n", "se a\ndom /a\nServern b\ndoma /b\nvirtualm /b/v\n", "/b|/b/v");
    row("remarks", "*DOMAIN /x\n  * DOMAIN /y\n", "", "|");
    row("other options that begin alike", "DOMAIN.IMAGE /x\nSESSIONINIT client\n", "SERVERNAME a\nDOMAIN /a\n", "/a|");
    row("tabs and quotes", "", "SERVERNAME\ta\n\tVIRTUALMOUNTPOINT\t\"/data/old files\"\r\n", "|/data/old files");
    row("each once, and only folders", "", "SERVERNAME a\nVIRTUALM /v\nVIRTUALM /v/\nVIRTUALM v\n", "|/v");
    row("a name that is not there", "SERVERNAME c\n", "SERVERNAME a\nDOMAIN /a\n", "|");
}

void TstStorageManagerRules::clientFiles()
{
    QFETCH(QByteArray, opt);
    QFETCH(QByteArray, sys);
    QFETCH(QByteArray, expected);
    const ClientFiles files = readClientFiles(opt, sys);
    QCOMPARE(files.domains.join(',') + '|' + files.virtualMountPoints.join(','), expected);
}

void TstStorageManagerRules::longLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("rules"); // -1: it is no list
    QTest::addColumn<int>("classes");
    const QByteArray blanks(8000, ' ');
    QTest::newRow("a heading of blanks") << "***" + QByteArray(2000, ' ') + '\n' << -1 << -1;
    QTest::newRow("blanks in a source") << Head + QByteArray("Excl All /a s" + blanks + "y\n").repeated(100) << 100
                                        << -1;
    QTest::newRow("blanks in a description")
        << "MgmtClass Name : A\n" + QByteArray("Description : x" + blanks + "y\n").repeated(100) << -1 << 1;
    QTest::newRow("a figure of many digits")
        << "MgmtClass Name : A\n" + ("Versions Data Exists : " + QByteArray(20000, '1') + "x1\n").repeated(20) << -1
        << 1;
}

/// One line of 2,000 blanks behind three stars, which any server may send, took 15 seconds.
void TstStorageManagerRules::longLines()
{
    QFETCH(QByteArray, text);
    QFETCH(int, rules);
    QFETCH(int, classes);
    const std::clock_t before = std::clock();
    const Result<IncludeExcludeList> list = readIncludeExclude(text, 0);
    const Result<QList<ManagementClass>> managed = readManagementClasses(text, 0);
    const auto passed = (std::clock() - before) / CLOCKS_PER_SEC;
    QCOMPARE(list ? int(list->rules.size()) : -1, rules);
    QCOMPARE(managed ? int(managed->size()) : -1, classes);
    QVERIFY2(passed < 3, qPrintable(QStringLiteral("%1 seconds").arg(passed)));
}

/// One rule of 20,000 folders was tried at each of these depths, at each opening of the workspace.
void TstStorageManagerRules::patternsBeyondMeasure()
{
    const auto isRead = [](const QByteArray &pattern) {
        return readIncludeExclude(Head + "Excl All /data/x  dsm.sys\nExcl All " + pattern + "  dsm.sys\n", 0)
            .has_value();
    };
    QVERIFY(isRead(QByteArray("/a").repeated(64)));
    QVERIFY(!isRead(QByteArray("/a").repeated(65)));
    QVERIFY(!isRead(QByteArray("/a").repeated(20000)));
    QVERIFY(isRead('/' + QByteArray(4095, 'a')));
    QVERIFY(!isRead('/' + QByteArray(4096, 'a')));
}

/// A rule that was stored or imported never went through that reader.
void TstStorageManagerRules::storedPatternsBeyondMeasure()
{
    const auto isRead = [](const QByteArray &pattern) {
        IncludeExcludeRule rule;
        rule.pattern = pattern;
        JsonFault fault;
        const auto read = fromJson<IncludeExcludeRule>(QJsonValue(toJson(rule)), fault);
        return !fault.found() && read == rule;
    };
    QVERIFY(isRead("/data/moodle/.../*.zip"));
    QVERIFY(isRead(QByteArray("/a").repeated(64)));
    QVERIFY(!isRead(QByteArray("/...").repeated(65)));
    QVERIFY(isRead('/' + QByteArray(4095, 'a')));
    QVERIFY(!isRead('/' + QByteArray(4096, 'a')));
}

/// Each name was held against all before it: a million of them fit into one answer.
void TstStorageManagerRules::manyNames()
{
    constexpr int many = 60000;
    QByteArray options;
    QByteArray classes;
    for (int i = 0; i < many; ++i) {
        options += "VIRTUALMountpoint /data/" + QByteArray::number(100000 + i) + '\n';
        classes += "MgmtClass Name : CLASS" + QByteArray::number(100000 + i) + '\n';
    }
    const std::clock_t before = std::clock();
    QCOMPARE(readClientFiles(options + options, {}).virtualMountPoints.size(), many);
    const Result<QList<ManagementClass>> managed = readManagementClasses(classes + classes, 0);
    const auto passed = (std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY(managed);
    QCOMPARE(managed->size(), many);
    QVERIFY2(passed < 10, qPrintable(QStringLiteral("%1 seconds").arg(passed)));
}

NIGHTKEEP_TEST(TstStorageManagerRules, unit, Core)
#include "tst_storagemanagerrules.moc"

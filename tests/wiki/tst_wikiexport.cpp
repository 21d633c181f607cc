// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "models/matrix/wikiescape.h"
#include "models/matrix/wikiexport.h"
#include "models/matrix/wikipage.h"
#include "models/servers/servercheck.h"
#include "models/servers/serverfield.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QtTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

Result<WikiMatrix> read(const QByteArray &page)
{
    const WikiFileReader reader;
    const Result<QList<WikiTable>> tables = reader.read(page);
    return tables ? readWikiMatrix(*tables) : fail(tables.error());
}

/// The first field in which two lists of servers differ, in words that can be printed; empty if none.
QByteArray difference(const QList<Server> &one, const QList<Server> &other)
{
    if (one.size() != other.size())
        return "there are " + QByteArray::number(one.size()) + " and " + QByteArray::number(other.size()) + " servers";
    for (qsizetype i = 0; i < one.size(); ++i) {
        for (const ServerField field : differingFields(one.at(i), other.at(i))) {
            return (one.at(i).name + u' ' + serverFieldTitle(field) + QStringLiteral(": ")
                    + serverFieldLines(one.at(i), field).join(u'|') + QStringLiteral(" / ")
                    + serverFieldLines(other.at(i), field).join(u'|'))
                .toUtf8();
        }
    }
    return {};
}

template<typename T> const T &oneOf(QRandomGenerator &random, const QList<T> &list)
{
    return list.at(random.bounded(list.size()));
}

QString hostileText(QRandomGenerator &random)
{
    static const QList<QString> pieces {
        QStringLiteral("plain words"),
        QStringLiteral("<script>alert(1)</script>"),
        QStringLiteral("</td></tr></table><table><tr><td>x"),
        QStringLiteral("\"'`&amp;&lt;&#60;&"),
        QStringLiteral("<!--"),
        QStringLiteral("-->"),
        QStringLiteral("<![CDATA["),
        QStringLiteral("\n"),
        QStringLiteral("\n\n"),
        QStringLiteral("\r\n\t"),
        QStringLiteral("  "),
        QStringLiteral(" "),
        QStringLiteral("*bold* **strong**"),
        QStringLiteral("_low_ __lower__"),
        QStringLiteral("*"),
        QStringLiteral("_"),
        QStringLiteral("\\_\\*"),
        QStringLiteral("\\u{202e}\\x41\\xff"),
        QStringLiteral("\\"),
        QStringLiteral("(in brackets)"),
        QStringLiteral("[square]"),
        QStringLiteral("("),
        QStringLiteral(")"),
        QStringLiteral("- / none, n/a"),
        QStringLiteral("-"),
        QStringLiteral("none"),
        QStringLiteral(", /x; /y"),
        QStringLiteral("| a | b |\n|---|---|"),
        QStringLiteral("```"),
        QStringLiteral("charset=utf-16 <meta charset=\"utf-16\">"),
        QStringLiteral("http://a/?b=1&c=\"<>'"),
        QStringLiteral("https://x.example/ y"),
        QStringLiteral("javascript:alert(1)"),
        QStringLiteral("=1+1"),
        QString(QChar(0x202e)) + QStringLiteral("drawkcab"),
        QString(QChar(0xa0)),
        QString(QChar(0x2003)),
        QString(QChar(0x200b)),
        QString(QChar(0xfeff)),
        QString(QChar(0xfffe)),
        QString(QChar(0xffff)),
        QString(QChar(0x85)),
        QString(QChar(0)),
        QString(QChar(1)),
        QString(QChar(0x1b)) + QStringLiteral("[31m"),
        QStringLiteral("\u00e4\u00f6\u4e2d\u05d0"),
        QString::fromUtf8("\xf0\x9f\x8c\x99"),
        QString::fromUtf8("\xf4\x8f\xbf\xbf"),
    };
    QString text;
    for (int count = random.bounded(5); count > 0; --count)
        text += oneOf(random, pieces);
    return text;
}

BytePath hostileFolder(QRandomGenerator &random)
{
    static const QList<QByteArray> pieces {"data",
                                           "moodle",
                                           " ",
                                           "  ",
                                           "a b",
                                           " lead",
                                           "trail ",
                                           "(old)",
                                           "x (old)",
                                           ",",
                                           ";",
                                           "a, ",
                                           "a;b",
                                           "-",
                                           "*",
                                           "*a*",
                                           "_a_",
                                           "**",
                                           "\\",
                                           "\\\\",
                                           "\\n",
                                           "\\xff",
                                           "\\xFF",
                                           "\\x41",
                                           "\\u{41}",
                                           "\\u{",
                                           "\\u",
                                           "\n",
                                           "\r\n",
                                           "\t",
                                           "\x01",
                                           "\x1b[31m",
                                           "\x7f",
                                           "<b>",
                                           "</td>",
                                           "<br />",
                                           "&amp;",
                                           "&",
                                           "\"",
                                           "'",
                                           "`",
                                           "$(x)",
                                           "|",
                                           "#",
                                           "%41",
                                           "\xff",
                                           "\xfe\xff",
                                           "\xc3",
                                           "\xe2\x82",
                                           "\xed\xa0\x80",
                                           "\xc0\xaf",
                                           "\xc3\xa9",
                                           "\xe2\x80\xae",
                                           "\xc2\xa0",
                                           "\xe2\x80\x83",
                                           "\xef\xbf\xbe",
                                           "\xef\xbf\xbd",
                                           "\xf0\x9f\x8c\x99",
                                           "...",
                                           "none"};
    BytePath folder;
    for (int depth = random.bounded(4); depth > 0; --depth) {
        QByteArray component;
        for (int count = 1 + random.bounded(3); count > 0; --count)
            component += oneOf(random, pieces);
        component.replace('/', 'z');
        if (random.bounded(20) == 0)
            component = component.repeated(255).left(255);
        if (component != "." && component != "..")
            folder += '/' + component;
    }
    return folder.isEmpty() ? BytePath("/") : folder;
}

QList<BytePath> hostileFolders(QRandomGenerator &random)
{
    QList<BytePath> folders;
    for (int count = random.bounded(4); count > 0; --count) {
        const BytePath folder = hostileFolder(random);
        if (!folders.contains(folder))
            folders << folder;
    }
    return folders;
}

QList<Server> hostileMatrix(QRandomGenerator &random)
{
    static const QList<QString> names {QStringLiteral("moodle-%1.ucl.ac.uk"),
                                       QStringLiteral("_%1_"),
                                       QStringLiteral("10.0.0.%1"),
                                       QStringLiteral("__a%1.b__"),
                                       QStringLiteral(".x%1."),
                                       QStringLiteral("::%1%eth0"),
                                       QStringLiteral("%1_b")};
    QList<Server> servers;
    for (int i = 0, count = random.bounded(6); i < count; ++i) {
        Server server;
        server.name = oneOf(random, names).arg(i);
        if (random.bounded(10) == 0)
            server.name = server.name.leftJustified(253, u'n');
        server.note = hostileText(random);
        server.os = hostileText(random);
        server.service = hostileText(random);
        server.web = hostileText(random);
        server.storageNode = hostileText(random);
        server.current = hostileFolders(random);
        server.wanted = hostileFolders(random);
        server.policy = hostileText(random);
        server.archive = hostileText(random);
        const bool known = std::any_of(servers.begin(), servers.end(), [&](const Server &other) {
            return other.name.compare(server.name, Qt::CaseInsensitive) == 0;
        });
        if (!known)
            servers << server;
    }
    return servers;
}

} // namespace

class TstWikiExport : public QObject
{
    Q_OBJECT

private slots:
    void aPageComesBackAsItWas_data()
    {
        QTest::addColumn<QString>("page");
        QTest::newRow("markdown") << QStringLiteral("matrix.md");
        QTest::newRow("confluence") << QStringLiteral("matrix-confluence.html");
    }

    void aPageComesBackAsItWas()
    {
        QFETCH(const QString, page);
        const Result<WikiMatrix> imported = read(readFixture(page));
        QVERIFY(imported);
        QCOMPARE(imported->servers.size(), 12);
        const QByteArray exported = wikiTable(imported->servers);
        const Result<WikiMatrix> again = read(exported);
        QVERIFY(again);
        QVERIFY(again->skipped.isEmpty());
        QCOMPARE(difference(imported->servers, again->servers), QByteArray());
        QCOMPARE(again->servers, imported->servers);
        QCOMPARE(wikiTable(again->servers), exported);
        QVERIFY(planImport(imported->servers, *again).changesNothing());
        QVERIFY(!exported.contains("\\u{")); // a page that people typed needs no escapes
    }

    /// The fixture's own table, line by line: headings, classes, emphasis, links, breaks.
    void theTableHasThePagesShape()
    {
        const QByteArray page = readFixture(QStringLiteral("matrix.md"));
        const qsizetype begin = page.indexOf("<table style=");
        const QByteArray golden = page.mid(begin, page.indexOf("</table>", begin) + 9 - begin);
        QVERIFY(golden.contains("<th><p>folders *currently*<br />"));
        const Result<WikiMatrix> imported = read(page);
        QVERIFY(imported);
        const QList<QByteArray> expected = golden.split('\n');
        const QList<QByteArray> written = wikiTable(imported->servers).split('\n');
        for (qsizetype i = 0; i < std::min(expected.size(), written.size()); ++i)
            QCOMPARE(written.at(i), expected.at(i));
        QCOMPARE(written.size(), expected.size());
    }

    void randomMatricesComeBackAsTheyWere()
    {
        constexpr int matrices = 1000;
        int servers = 0;
        int folders = 0;
        for (int seed = 0; seed < matrices; ++seed) {
            QRandomGenerator random(static_cast<quint32>(seed));
            const QList<Server> workspace = hostileMatrix(random);
            for (const Server &server : workspace)
                QVERIFY2(checkServer(server), qPrintable(QString::number(seed)));
            const QByteArray table = wikiTable(workspace);
            QVERIFY(
                std::all_of(table.begin(), table.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
            const Result<WikiMatrix> matrix = read(table);
            QVERIFY2(matrix, qPrintable(QString::number(seed)));
            const QByteArray differs = difference(workspace, matrix->servers);
            QVERIFY2(differs.isEmpty(), (QByteArray::number(seed) + ": " + differs).constData());
            QCOMPARE(matrix->servers, workspace);
            QVERIFY(matrix->skipped.isEmpty());
            QVERIFY(checkReadBack(workspace, matrix->servers));
            servers += int(workspace.size());
            folders += matrix->currentFolders + matrix->wantedFolders;
        }
        qInfo("%d matrices with %d servers and %d folders", matrices, servers, folders);
        QVERIFY(servers > matrices && folders > matrices);
    }

    void nothingOfTheWorkspaceBecomesMarkup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("element") << QStringLiteral("<script>alert(1)</script>");
        QTest::newRow("end of the table") << QStringLiteral("</p></td></tr></tbody></table><h1>x</h1>");
        QTest::newRow("attribute") << QStringLiteral("http://x/\" onclick=\"alert(1)");
        QTest::newRow("single quote") << QStringLiteral("http://x/' onclick='alert(1)");
        QTest::newRow("script address") << QStringLiteral("javascript:alert(1)");
        QTest::newRow("entity") << QStringLiteral("&lt;b&gt;");
        QTest::newRow("comment") << QStringLiteral("<!-- --><b>");
        QTest::newRow("cdata") << QStringLiteral("<![CDATA[<b>]]>");
        QTest::newRow("macro") << QStringLiteral("<ac:structured-macro ac:name=\"html\"/>");
    }

    void nothingOfTheWorkspaceBecomesMarkup()
    {
        QFETCH(const QString, text);
        const auto skeleton = [](QByteArray table) {
            QByteArray tags;
            for (qsizetype at = 0; (at = table.indexOf('<', at)) >= 0; ++at)
                tags += table.mid(at, table.indexOf('>', at) + 1 - at);
            return tags;
        };
        Server plain;
        plain.name = QStringLiteral("a.example");
        plain.note = plain.os = plain.service = plain.web = plain.storageNode = plain.policy = plain.archive =
            QStringLiteral("x");
        plain.current = plain.wanted = {"/x"};
        Server hostile = plain;
        hostile.note = hostile.os = hostile.service = hostile.storageNode = hostile.policy = hostile.archive = text;
        hostile.current = hostile.wanted = {'/' + text.toUtf8().replace('/', '_')};
        QCOMPARE(skeleton(wikiTable({hostile})), skeleton(wikiTable({plain})));
        hostile.web = text;
        const QByteArray table = wikiTable({hostile});
        QVERIFY(!table.contains("href=\"javascript"));
        QVERIFY(!table.contains(" onclick=\""));
        const Result<WikiMatrix> matrix = read(table);
        QVERIFY(matrix);
        QCOMPARE(matrix->servers, QList<Server> {hostile});
    }

    void foldersAsTheyStandOnThePage_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QByteArray &folder, const char *line) {
            QTest::newRow(name) << folder << QString::fromUtf8(line);
        };
        row("plain", "/data/moodle", "/data/moodle");
        row("root", "/", "/");
        row("a space", "/my data", "/my\\u{20}data");
        row("a space, and more of the path", "/my data/x", "/my data/x");
        row("full stop at the end", "/a.", "/a\\u{2e}");
        row("a footnote's mark", "/a\xc2\xb2", "/a\\u{b2}");
        row("not utf-8", "/data/\xe9t\xe9", "/data/\\xe9t\\xe9");
        row("utf-8", "/data/\xc3\xa9t\xc3\xa9", "/data/\xc3\xa9t\xc3\xa9");
        row("backslash", "/a\\b", "/a\\b");
        row("backslash before a byte", "/a\\\xff", "/a\\\\xff");
        row("what looks like a byte", "/a\\xff", "/a\\u{5c}xff");
        row("what looks like a character", "/a\\u{41}", "/a\\u{5c}u{41}");
        row("newline", "/a\nb", "/a\\u{a}b");
        row("trailing space", "/a ", "/a\\u{20}");
        row("two spaces", "/a  b", "/a\\u{20}\\u{20}b");
        row("two spaces, and more of the path", "/a  b/x", "/a \\u{20}b/x");
        row("what looks like a remark", "/a (old)", "/a\\u{20}(old)");
        row("comma", "/a,b", "/a,b");
        row("comma and space", "/a, b", "/a\\u{2c}\\u{20}b");
        row("comma before a slash", "/a,/b", "/a\\u{2c}/b");
        row("semicolon at the end", "/a;", "/a\\u{3b}");
        row("direction", "/a\xe2\x80\xae", "/a\\u{202e}");
        row("emphasis", "/*a*/_b_", "/*a*/_b_");
    }

    void foldersAsTheyStandOnThePage()
    {
        QFETCH(const QByteArray, folder);
        QFETCH(const QString, line);
        QCOMPARE(wikiFolder(folder), line);
        QCOMPARE(fromWikiFolder(line), folder);
    }

    void whatIsNoEscapeStays_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"\\u{}", "\\u{110000}", "\\u{d800}", "\\u{1234567}", "\\u{xyz}", "\\u0041", "\\n",
                                 "C:\\new", "\\U{41}", "\\u{41"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }

    void whatIsNoEscapeStays()
    {
        QFETCH(const QString, line);
        QCOMPARE(fromWikiText(line), line);
        QCOMPARE(fromWikiFolder(line), line.toLatin1());
        QCOMPARE(fromWikiFolder(line + QStringLiteral("\\x41\\xf")), line.toLatin1() + "\\x41\\xf");
    }

    void anEscapeOnThePageCannotMakeABadFolder()
    {
        Server server;
        server.name = QStringLiteral("a.example");
        server.wanted = {"/data"};
        const QByteArray table = wikiTable({server});
        for (const char *bad : {"/a\\u{0}b", "/a/\\u{2e}\\u{2e}/b", "\\u{78}/data"}) {
            const Result<WikiMatrix> matrix = read(QByteArray(table).replace("/data", bad));
            QVERIFY(matrix);
            QVERIFY2(matrix->servers.isEmpty() && matrix->skipped.size() == 1, bad);
        }
    }

    void whatThePageCannotHoldIsNamed()
    {
        Server good;
        good.name = QStringLiteral("good.example");
        Server bad;
        bad.name = QStringLiteral("no server's name");
        Server surrogate;
        surrogate.name = QStringLiteral("half.example");
        surrogate.policy = QString(QChar(0xd800));
        const QList<Server> workspace {good, bad, surrogate};
        const Result<WikiMatrix> matrix = read(wikiTable(workspace));
        QVERIFY(matrix);
        const Result<void> same = checkReadBack(workspace, matrix->servers);
        QVERIFY(!same);
        QCOMPARE(same.error().kind, ErrorKind::BadInput);
        QVERIFY(same.error().message.contains(bad.name));
        QVERIFY(same.error().message.contains(surrogate.name));
        QVERIFY(!same.error().message.contains(good.name));
        QVERIFY(!checkReadBack({good}, {}));
        QVERIFY(!checkReadBack({}, {good}));
    }

    void whatLooksLikeSomethingElseComesBackToo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("a heading") << QStringLiteral("Databases");
        QTest::newRow("a name with a port") << QStringLiteral("one.example:2222");
    }

    void whatLooksLikeSomethingElseComesBackToo()
    {
        QFETCH(const QString, name);
        Server full;
        full.name = QStringLiteral("two.example");
        full.wanted = {"/a and /b", "/data nightly"};
        Server odd;
        odd.name = name;
        const Result<WikiMatrix> matrix = read(wikiTable({full, odd}));
        QVERIFY(matrix);
        QCOMPARE(matrix->servers, (QList<Server> {full, odd}));
        QVERIFY(matrix->skipped.isEmpty());
    }

    void anEmptyWorkspaceIsAnEmptyTable()
    {
        const Result<WikiMatrix> matrix = read(wikiTable({}));
        QVERIFY(matrix);
        QVERIFY(matrix->servers.isEmpty() && matrix->skipped.isEmpty());
        QVERIFY(checkReadBack({}, matrix->servers));
    }

    /// Readers look for an encoding in a page's first 1024 bytes, in which a row may begin.
    void aTextCannotDeclareThePagesEncoding()
    {
        Server server;
        server.name = QStringLiteral("a.example");
        server.note = QStringLiteral("<meta charset=\"utf-16\">");
        const Result<WikiMatrix> matrix = read(wikiTable({server}));
        QVERIFY(matrix);
        QCOMPARE(matrix->servers, QList<Server> {server});
    }

    void plainTextHasOneLineForEachServer()
    {
        Server server;
        server.name = QStringLiteral("a.example");
        server.service = QStringLiteral("one\ntwo");
        server.wanted = {"/data", "/a\nb"};
        const QStringList lines = wikiPlainText({server}).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(1).startsWith(QStringLiteral("a.example\t")));
        QVERIFY(lines.at(1).contains(QStringLiteral("/data /a\\nb")));
    }
};

NIGHTKEEP_TEST(TstWikiExport, unit, Core)
#include "tst_wikiexport.moc"

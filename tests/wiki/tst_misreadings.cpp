// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikiexport.h"
#include "tests/support/processortime.h"
#include "tests/support/testmain.h"
#include "tests/wiki/saidbypage.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

QByteArray server(const QByteArray &name, const QByteArray &current = "/")
{
    return "<tr><td>" + name + "</td><td></td><td>" + current + "</td><td></td></tr>\n";
}

const QByteArray Message = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
                           "Content-Transfer-Encoding: quoted-printable\n\n"
    + matrixPage(server("one.example", "/data/apache/ht=\ndocs/moodle"));

} // namespace

/// Pages that were half read, or read as something that they do not say, with nobody told.
class TstMisreadings : public QObject
{
    Q_OBJECT

private slots:
    void conditions_data();
    void conditions();
    void envelopes_data();
    void envelopes();
    void cutPages_data();
    void cutPages();
    void cells_data();
    void cells();
    void tables_data();
    void tables();
    void groupsOfColumns();
    void loneNames_data();
    void loneNames();
    void longStruckText();
    void linksWithoutEnd();
    void numberedNodesAreExported_data();
    void numberedNodesAreExported();
};

void TstMisreadings::conditions_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("said");
    const QString both = QStringLiteral("one.example|||/|\ntwo.example|||/|");
    const QByteArray end = "<!-- the end -->";
    const QByteArray one = server("one.example");
    const QByteArray two = server("two.example");
    QTest::newRow("for Word alone, between rows")
        << matrixPage(one + "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->" + two + end) << both;
    QTest::newRow("for all but one browser")
        << matrixPage("<!--[if !IE]><!-->" + one + "<!--<![endif]-->" + two + end) << both;
    QTest::newRow("for all but one browser, the other way")
        << matrixPage("<!--[if !IE]>-->" + one + "<!--<![endif]-->" + two + end) << both;
    const QByteArray drawing = "/<!--[if gte vml 1]><v:shape id=\"x\">/no</v:shape><![endif]--><![if !vml]>"
                               "<img src=\"x.png\"><![endif]>";
    QTest::newRow("a drawing in a cell") << matrixPage(server("one.example", drawing) + two + end) << both;
    QTest::newRow("shown conditions between rows") << matrixPage(one + "<![if !mso]>" + two + "<![endif]>") << both;
    QByteArray fragment = matrixPage(server("one.example", drawing) + two + end);
    QTest::newRow("a part of a page") << fragment.replace("<html><body>", "<div>").replace("</body></html>", "</div>")
                                      << both;
}

void TstMisreadings::conditions()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, said);
    QCOMPARE(saidByPage(page), said);
}

void TstMisreadings::envelopes_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("said"); // the answer, or a part of the refusal
    const auto row = [](const char *name, const QByteArray &page, const char *said) {
        QTest::newRow(name) << page << QString::fromLatin1(said);
    };
    const char *read = "one.example|||/data/apache/htdocs/moodle|";
    const char *behind = "behind something else";
    row("a message", Message, read);
    row("blank lines before it", "\n \r\n\n" + Message, read);
    row("a byte order mark before it", "\xef\xbb\xbf" + Message, read);
    row("out of a mailbox", "From - Mon Nov  3 09:00:00 2008\n" + Message, read);
    row("out of a mailbox of another kind", "\n\nFrom team@example.org Mon Nov  3 09:00:00 2008\r\n" + Message, read);
    row("a line before it", "Exported on Monday\n" + Message, behind);
    row("a line of marks before it", "-----\n\n" + Message, behind);
    row("a part of a message", "--next-part\n" + Message, behind);
    row("a mark in a header", QByteArray("X Y: z\n") + Message, behind);
    const char *json = "JSON";
    const QByteArray table = "<table><tr><th>server name</th></tr></table>";
    row("JSON", "{\"body\": \"" + table + "\"}", json);
    row("JSON that was cut", " { \"body\": \"" + table, json);
    row("JSON behind a byte order mark", "\xef\xbb\xbf{\"body\": \"" + table + "\"}", json);
    row("a list in JSON", "[ {\"body\": \"" + table + "\"}]", json);
    row("JSON with something behind it", "{\"body\": \"" + table + "\"}\nbye", json);
    QByteArray part = matrixPage(server("one.example"));
    part.replace("<html><body>", "").replace("</body></html>", "");
    row("braces of the wiki", "{toc}\n\n" + part, "one.example|||/|");
    row("a link in brackets", "[{x}](y)\n\n" + part, "one.example|||/|");
    row("a page that speaks of messages", matrixPage(server("one.example")) + "<pre>\nMIME-Version: 1.0\n</pre>",
        "one.example|||/|");
}

void TstMisreadings::envelopes()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, said);
    const QString answer = saidByPage(page);
    if (said.contains(u'|'))
        QCOMPARE(answer, said);
    else
        QVERIFY2(answer.startsWith(u'!') && answer.contains(said), qPrintable(answer));
}

void TstMisreadings::cutPages_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<bool>("base64");
    const QByteArray page = matrixPage(server("one.example", "<p>/a</p>") + server("two.example", "/b<br>/c"));
    QTest::newRow("HTML") << QByteArray() << page << false;
    QTest::newRow("HTML in a message") << QByteArray("MIME-Version: 1.0\nContent-Type: text/html\n\n") << page << false;
    QTest::newRow("HTML in a message, in base 64")
        << QByteArray("MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n") << page
        << true;
    QTest::newRow("Markdown") << QByteArray("# Servers\n\n")
                              << QByteArray(page).replace("<html><body>", "").replace("</body></html>", "") << false;
}

/// Wherever a page is cut between the beginning of its table and its end.
void TstMisreadings::cutPages()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, page);
    QFETCH(bool, base64);
    const auto coded = [&](const QByteArray &text) { return base64 ? text.toBase64() : text; };
    const QString whole = QStringLiteral("one.example|||/a|\ntwo.example|||/b /c|");
    QCOMPARE(saidByPage(before + coded(page)), whole);
    QCOMPARE(saidByPage(before + coded(page + "<p>More text, and no table.")), whole);
    const qsizetype from = page.indexOf("<table");
    const qsizetype to = page.indexOf("</table>") + 8;
    QVERIFY(to - from > 100);
    for (qsizetype length = from; length < to; length += 3) {
        const QString answer = saidByPage(before + coded(page.left(length)));
        QVERIFY2(answer.startsWith(u'!'), qPrintable(answer));
    }
    if (!before.startsWith('#')) // a browser ends the table there too
        QCOMPARE(saidByPage(before + coded(QByteArray(page).replace("</table>", ""))), whole);
}

void TstMisreadings::cells_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &html, const char *said) {
        QTest::newRow(name) << html << QString::fromUtf8(said);
    };
    row("a struck-out paragraph", server("one.example", "<s><p>/old</p></s><p>/new</p>"),
        "one.example|||/new|\n- 1: \"/old\" is struck out.");
    row("struck-out paragraphs", server("one.example", "<strike>/a<p>/b</p><p>/c</p></strike>/d"),
        "one.example|||/d|\n- 1: \"/a\" is struck out.\n- 1: \"/b\" is struck out.\n- 1: \"/c\" is struck out.");
    row("a struck-out list", server("one.example", "<S class=x><ul><li>/old</li></ul></S>"),
        "one.example||||\n- 1: \"/old\" is struck out.");
    row("a struck-out server", server("<s><p>old.example</p></s>"), "- 1: The server is struck out.");
    row("emphasis is not struck out", server("<strong>one</strong>.example<br><small>(small)</small>"),
        "one.example (small)|||/|");
    row("a footnote at a folder", server("one.example", "/data<sup>1</sup>"),
        "- 1: \"/data 1\" says more than folders.");
    row("a footnote with a link", server("one.example", "/data<sup><a href=\"#f\">[1]</a></sup>"),
        "- 1: \"/data [1]\" says more than folders.");
    row("a footnote at a name", server("one.example<sup>2</sup>"),
        "- 1: \"one.example 2\" is not the name of a server.");
    row("raised letters", "<tr><td>one.example<td>the 1<sup>st</sup><td>/<td></tr>", "one.example|the 1st||/|");
    row("what is folded away", server("one.example", "<div class=\"x\" style=\"display: none\">/a</div>"),
        "one.example|||/a|");

    const char *two = "- 1: It is not clear which is the server's name, \"one.example\" or \"two.example\".";
    row("two names with notes", server("one.example (master)<br>two.example (slave)"), two);
    row("several names on the second line", server("one.example<br>two.example, three"), two);
    row("a name behind a note", server("one.example (master), two.example"), two);
    row("a name within words", server("one.example<br>and two.example too"), two);
    row("an old name in brackets", server("one.example<br>new (was [two.example] once)"),
        "one.example (new (was [two.example] once))|||/|");
    row("an address below the name", server("one.example<br>128.40.1.2"), "one.example (128.40.1.2)|||/|");
    row("a version below the name", server("one.example<br>1.9"), "one.example (1.9)|||/|");
    row("a version with letters", server("one.example<br>Moodle 1.9b, e.g."), "one.example (Moodle 1.9b, e.g.)|||/|");
    row("a link below the name", server("one.example<br>see http://wiki.example/x"),
        "one.example (see http://wiki.example/x)|||/|");
    row("a version in a heading", "<tr><td colspan=4>Moodle 1.9 servers</td></tr>" + server("one.example"),
        "one.example|||/|\n# Moodle 1.9 servers");
    row("an address in a heading", "<tr><td colspan=4>128.40.1.2</td></tr>",
        "- 1: One cell stands below the server's name and the folders at once.");
}

void TstMisreadings::cells()
{
    QFETCH(QByteArray, row);
    QFETCH(QString, said);
    QCOMPARE(saidByPage(matrixPage(row)), said);
}

void TstMisreadings::tables_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &table, const char *said) {
        QTest::newRow(name) << table << QString::fromUtf8(said);
    };
    const QByteArray heads = "<tr><th>server name</th><th>current folders</th><th>wanted folders</th></tr>";
    const QByteArray one = "<tr><td>one.example<td>/<td></tr>";
    const QByteArray two = "<tr><td>two.example<td>/<td></tr>";
    const char *both = "one.example|||/|\ntwo.example|||/|";
    row("headings repeated", heads + one + heads + two, both);
    row("headings repeated in a head", "<thead>" + heads + "</thead>" + one + "<thead>" + heads + "</thead>" + two,
        both);
    row("headings repeated as plain cells", heads + one + QByteArray(heads).replace("th>", "td>") + two, both);
    row("plain headings repeated",
        QByteArray(heads).replace("th>", "td>") + one + QByteArray(heads).replace("th>", "td>") + two, both);
    row("a head that stays in sight",
        "<thead>" + heads + "</thead><thead class=\"floating\" style=\"display: none;\">" + heads + "</thead>" + one
            + two,
        both);
    row("a hidden head first",
        "<thead style='display:none'>" + heads + "</thead><thead>" + heads + "</thead>" + one + two, both);
    const QByteArray twoHeads = "<tr><th rowspan=2>server name</th><th colspan=2>folders</th></tr>"
                                "<tr><th>current</th><th>wanted</th></tr>";
    row("headings of two rows repeated", twoHeads + one + twoHeads + two, both);

    const QByteArray numbered = "<tr><th></th>" + heads.mid(4);
    const auto rowOf = [](const char *number, const char *name) {
        return "<tr><td>" + QByteArray(number) + "<td>" + name + "<td>/<td></tr>";
    };
    row("numbers that begin again",
        numbered + rowOf("1", "one.example") + "<tr><td colspan=4>Databases</td></tr>" + rowOf("1", "two.example"),
        "one.example|||/|\ntwo.example|||/|\n# Databases");
    row("numbers out of order", numbered + rowOf("12", "one.example") + rowOf("3", "two.example"), both);
    row("numbers in brackets", numbered + rowOf("1)", "one.example") + rowOf("(2)", "two.example"), both);
    const QByteArray noded = "<tr><th>server name</th><th></th><th>current folders</th><th>wanted folders</th></tr>";
    const auto onNode = [](const char *name, const char *node) {
        return "<tr><td>" + QByteArray(name) + "<td>" + node + "<td>/<td></tr>";
    };
    row("nodes with growing numbers", noded + onNode("one.example", "1") + onNode("two.example", "2"),
        "one.example||1|/|\ntwo.example||2|/|");
    row("one server, one node", noded + onNode("one.example", "12"), "one.example||12|/|");
    row("numbers on both sides", "<tr><th>#</th>" + noded.mid(4) + "<tr><td>1<td>one.example<td>7<td>/<td></tr>",
        "one.example||7|/|");
    row("a node with a heading, and a column without",
        "<tr><th>server name<th><th>storage node<th>current folders<th>wanted folders</tr>"
        "<tr><td>one.example<td>7<td>fs-1<td>/<td></tr>",
        "one.example||fs-1|/|");
}

void TstMisreadings::tables()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, said);
    QCOMPARE(saidByPage("<html><table>" + table + "</table></html>"), said);
}

void TstMisreadings::groupsOfColumns()
{
    const auto tables = WikiFileReader().read(
        "<html><table><tr><th rowspan=2>service</th><th colspan=3>Server</th><th colspan=4>Backups</th></tr>"
        "<tr><th>name</th><th></th><th>OS</th><th>current</th><th>wanted</th><th>policy</th><th>archive</th></tr>"
        "<tr><td>live<td>one.example<td>fs-1<td>debian<td>/<td>/srv<td>2 copies<td>each term</tr></table></html>");
    QVERIFY(tables);
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    QVERIFY(matrix);
    QVERIFY(matrix->skipped.isEmpty());
    QCOMPARE(matrix->servers.size(), 1);
    const Server &read = matrix->servers.first();
    QCOMPARE(read.service, QStringLiteral("live"));
    QCOMPARE(read.name, QStringLiteral("one.example"));
    QCOMPARE(read.storageNode, QStringLiteral("fs-1"));
    QCOMPARE(read.os, QStringLiteral("debian"));
    QCOMPARE(read.current, QList<BytePath> {"/"});
    QCOMPARE(read.wanted, QList<BytePath> {"/srv"});
    QCOMPARE(read.policy, QStringLiteral("2 copies"));
    QCOMPARE(read.archive, QStringLiteral("each term"));
}

void TstMisreadings::loneNames_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *rows, const char *said) {
        QTest::newRow(name) << QByteArray(rows) << QString::fromUtf8(said);
    };
    row("several headings",
        "| Web | | |\n| one.example | / | |\n| Databases | | |\n| two.example | / | |\n| Old | | |\n",
        "one.example|||/|\ntwo.example|||/|\n"
        "- 1: Nothing stands beside \"Web\", which is no full name as the others are.\n"
        "- 3: Nothing stands beside \"Databases\", which is no full name as the others are.\n"
        "- 5: Nothing stands beside \"Old\", which is no full name as the others are.");
    row("a short name among full ones",
        "| Web | | |\n| one.example | / | |\n| Databases | | |\n| two.example | / | |\n| three | / | |\n",
        "one.example|||/|\ntwo.example|||/|\nthree|||/|\n"
        "- 1: Nothing stands beside \"Web\", which is no full name as most others are.\n"
        "- 3: Nothing stands beside \"Databases\", which is no full name as most others are.");
    row("a full name among short ones", "| one | / | |\n| two | | |\n| three | / | |\n| four.example | / | |\n",
        "one|||/|\ntwo||||\nthree|||/|\nfour.example|||/|");
    row("addresses", "| 10.0.0.1 | / | |\n| Databases | | |\n",
        "10.0.0.1|||/|\n- 2: Nothing stands beside \"Databases\", which is no full name as the others are.");
}

void TstMisreadings::loneNames()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, said);
    QCOMPARE(saidByPage("| server name | current folders | wanted folders |\n|---|---|---|\n" + rows), said);
}

void TstMisreadings::longStruckText()
{
    const auto tables =
        WikiFileReader().read(matrixPage(server("one.example", "/<p><s>" + QByteArray(100000, 'x') + "</s></p>")));
    QVERIFY(tables);
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    QVERIFY(matrix);
    QCOMPARE(matrix->skipped.size(), 1);
    QVERIFY(matrix->skipped.first().text.size() < 200);
    QVERIFY(matrix->skipped.first().reason.size() < 200);
}

void TstMisreadings::linksWithoutEnd()
{
    QByteArray links;
    for (int i = 0; i < 150000; ++i)
        links += "<a href=\"/" + QByteArray::number(i) + "\">a</a>";
    const double begun = processorMilliseconds();
    const auto tables = WikiFileReader().read(matrixPage(server("one.example", links)));
    const double took = processorMilliseconds() - begun;
    QVERIFY2(took < 20000, qPrintable(QString::number(took)));
    QVERIFY(tables);
    QCOMPARE(tables->first().rows.first().at(2).links.size(), 100);
}

void TstMisreadings::numberedNodesAreExported_data()
{
    QTest::addColumn<QStringList>("nodes");
    QTest::newRow("one") << QStringList {QStringLiteral("12")};
    QTest::newRow("growing") << QStringList {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    QTest::newRow("falling") << QStringList {QStringLiteral("2"), QStringLiteral("1")};
}

void TstMisreadings::numberedNodesAreExported()
{
    QFETCH(QStringList, nodes);
    QList<Server> servers;
    for (const QString &node : nodes) {
        Server made;
        made.name = QStringLiteral("server-%1.example").arg(servers.size());
        made.storageNode = node;
        made.current = {"/"};
        servers.append(made);
    }
    const auto tables = WikiFileReader().read(wikiTable(servers));
    QVERIFY(tables);
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    QVERIFY(matrix);
    QVERIFY(checkReadBack(servers, matrix->servers));
}

NIGHTKEEP_TEST(TstMisreadings, unit, Core)
#include "tst_misreadings.moc"

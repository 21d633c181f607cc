// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/wiki/saidbypage.h"

#include <QtTest>

using namespace Nightkeep;

/// Tables as people and wikis make them: merged cells, headings between the rows, struck-out text, tables within
/// cells. Each row is taken as it is meant, or named.
class TstTableShapes : public QObject
{
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void whatAWikiShows_data();
    void whatAWikiShows();
    void headings_data();
    void headings();
    void listings_data();
    void listings();
    void foldersInMarkdown_data();
    void foldersInMarkdown();
    void textAboveTheMatrix_data();
    void textAboveTheMatrix();
};

void TstTableShapes::shapes_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *rows, const char *said) {
        QTest::newRow(name) << QByteArray(rows) << QString::fromUtf8(said);
    };
    row("a name over two rows",
        "<tr><td rowspan=2>one.example</td><td rowspan=2>debian</td><td>/</td><td>/srv</td></tr>"
        "<tr><td>/opt</td><td>/etc</td></tr><tr><td>two.example</td><td></td><td>/</td><td></td></tr>",
        "one.example|debian||/ /opt|/srv /etc\ntwo.example|||/|");
    row("a name over three rows, the folders over two",
        "<tr><td rowspan=3>one.example</td><td>debian</td><td rowspan=2>/data</td><td>/data/a</td></tr>"
        "<tr><td></td><td>/data/b</td></tr><tr><td>32 bit</td><td>/var</td><td>/data/b</td></tr>",
        "one.example|debian 32 bit||/data /var|/data/a /data/b");
    row("a name down to the end", "<tr><td rowspan=0>one.example<td><td>/a<td></tr><tr><td><td>/b<td>/c</tr>",
        "one.example|||/a /b|/c");
    row("a system over two servers",
        "<tr><td>one.example<td rowspan=2>debian<td>/<td></tr><tr><td>two.example<td>/<td></tr>",
        "one.example|debian||/|\ntwo.example|debian||/|");
    row("a row below a name that cannot be taken",
        "<tr><td>one.example<td><td>/<td></tr><tr><td rowspan=2>not a name<td><td>/a<td></tr><tr><td><td>/b<td></tr>",
        "one.example|||/|\n- 2: \"not a name\" is not the name of a server.\n"
        "- 3: It belongs to a server whose first row was left out.");
    row("a row below a name, itself not to be taken",
        "<tr><td rowspan=3>one.example<td><td>/<td></tr><tr><td><td>all of it<td></tr><tr><td><td>/b<td></tr>",
        "one.example|||/ /b|\n- 2: The folder \"all of it\" is not absolute.");
    row("folders over both columns", "<tr><td>one.example<td>debian<td colspan=2>/data<br>/etc</tr>",
        "one.example|debian||/data /etc|/data /etc");
    row("nothing over both columns", "<tr><td>one.example<td>debian<td colspan=2>none</tr>", "one.example|debian|||");
    row("a sentence over both columns", "<tr><td>one.example<td>debian<td colspan=2>to be decided</tr>",
        "- 1: The folder \"to be decided\" is not absolute.");
    row("a system over the folders too", "<tr><td>one.example<td colspan=3>given up</tr>",
        "- 1: \"given up\" stands below the folders and another heading at once.");
    row("blank cells merged", "<tr><td>one.example<td colspan=3></tr>", "one.example||||");
    row("a heading between the rows",
        "<tr><td colspan=4><b>Databases</b></td></tr><tr><td>one.example<td><td>/<td></tr>"
        "<tr><th colspan=4>Everything else</th></tr>",
        "one.example|||/|\n# Databases\n# Everything else");
    row("a heading that could be a server",
        "<tr><td colspan=4>two.example is looked after elsewhere</td></tr>"
        "<tr><td colspan=4>three.example</td></tr>"
        "<tr><td colspan=4>see /etc/backup</td></tr>",
        "- 1: One cell stands below the server's name and the folders at once.\n"
        "- 2: One cell stands below the server's name and the folders at once.\n"
        "- 3: One cell stands below the server's name and the folders at once.");
    row("a table in a cell",
        "<tr><td>one.example<td><td><table><tr><td>/</td></tr><tr><td>/opt</td></tr></table><td>/srv</tr>",
        "one.example|||/ /opt|/srv");
    row("a table in a cell, and text around it",
        "<tr><td>one.example<td><td>/a<table><tr><td>/b<td>/c</table>/d<td></tr>", "one.example|||/a /b /c /d|");
    row("a table in a table in a cell",
        "<tr><td>one.example<td><td><table><tr><td><table><tr><td>/b</table></table><td>/e</tr>",
        "one.example|||/b|/e");
    row("a table in a cell that says more",
        "<tr><td>one.example<td><td><table><tr><td>/b<td>the courses</table><td></tr>",
        "- 1: The folder \"the courses\" is not absolute.");
    row("struck-out server and folder",
        "<tr><td><s>one.example</s><td>debian<td>/<td></tr>"
        "<tr><td>two.example<td><s>woody</s> sarge<td>/<p><del>/old</del></p><td>"
        "<span style=\"text-decoration: line-through;\">/gone</span></tr>",
        "two.example|sarge||/|\n- 1: The server is struck out.\n- 2: \"woody\" is struck out.\n"
        "- 2: \"/old\" is struck out.\n- 2: \"/gone\" is struck out.");
    row("a name with struck-out beginnings", "<tr><td><strike>old.example</strike> new.example<td><td>/<td></tr>",
        "new.example|||/|\n- 1: \"old.example\" is struck out.");
    row("a whole row struck out", "<tr style='text-decoration:line-through'><td>one.example<td><td>/<td></tr>",
        "- 1: The server is struck out.");
    row("a name and folders that may break",
        "<tr><td>one.&#8203;exam&shy;ple<td><td>/data/&#8203;moodle<br>/var/<wbr>lib<td>/srv&#65279;</tr>",
        "one.example|||/data/moodle /var/lib|/srv");
    row("a port behind the name", "<tr><td>one.example:2222<td><td>/<td></tr>",
        "- 1: \"one.example:2222\" is not the name of a server.");
    row("two names in a cell", "<tr><td>one.example<br>two.example<td><td>/<td></tr>",
        "- 1: It is not clear which is the server's name, \"one.example\" or \"two.example\".");
    row("an old name in brackets", "<tr><td>one.example<br>(two.example)<td><td>/<td></tr>",
        "one.example (two.example)|||/|");
    row("a name below another word", "<tr><td>LIVE<br>one.example<td><td>/<td></tr>",
        "- 1: It is not clear which is the server's name, \"LIVE\" or \"one.example\".");
}

void TstTableShapes::shapes()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, said);
    QCOMPARE(saidByPage(matrixPage(rows)), said);
}

void TstTableShapes::whatAWikiShows_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *rows, const char *said) {
        QTest::newRow(name) << QByteArray(rows) << QString::fromUtf8(said);
    };
    row("a part that expands",
        "<tr><td>one.example<td><td><div class=\"expand-container conf-macro\"><div class=\"expand-control\">"
        "<span class=\"expand-control-text\">Show the folders</span></div><div class=\"expand-content\"><p>/a</p>"
        "<p>/b</p></div></div><td></tr>",
        "one.example|||/a /b|");
    row("a lozenge beside the name",
        "<tr><td>one.example <span class=\"status-macro aui-lozenge aui-lozenge-current\">PILOT</span><td>"
        "<span class=\"aui-lozenge\">DEBIAN</span><td>/<td></tr>",
        "one.example (PILOT)|DEBIAN||/|");
    row("a lozenge beside a folder",
        "<tr><td>one.example<td><td>/data <span class=\"aui-lozenge\">DONE</span><td></tr>",
        "- 1: The folder \"DONE\" is not absolute.");
    row("boxes to tick",
        "<tr><td>one.example<td><td><ul class=\"inline-task-list\"><li class=\"checked\"><span>/a</span></li>"
        "<li><span>/b</span></li></ul><td></tr>",
        "one.example|||/a /b|");
    row("a listing",
        "<tr><td>one.example<td><td><div class=\"code panel\"><div class=\"codeContent\"><pre>/a\n/b</pre></div></div>"
        "<td></tr>",
        "one.example|||/a /b|");
    row("a listing with line numbers",
        "<tr><td>one.example<td><td><div class=\"syntaxhighlighter\"><table><tr><td class=\"gutter\"><div>1</div>"
        "<div>2</div></td><td class=\"code\"><div class=\"line\">/a</div><div class=\"line\">/b</div></td></tr></table>"
        "</div><td></tr>",
        "one.example|||/a /b|");
    row("Word's list marks",
        "<tr><td>one.example<td><td><p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>"
        "\xc2\xb7<span>&nbsp; </span></span><![endif]>/a<o:p></o:p></p><td></tr>",
        "one.example|||/a|");
    row("a list in a list",
        "<tr><td>one.example<td><td><ul><li><p>/</p></li><li>/a<ul><li>/a/b</li></ul></li></ul><td></tr>",
        "one.example|||/ /a /a/b|");
}

void TstTableShapes::whatAWikiShows()
{
    shapes();
}

void TstTableShapes::headings_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *table, const char *said) {
        QTest::newRow(name) << QByteArray(table) << QString::fromUtf8(said);
    };
    row("rows numbered by the wiki",
        "<tr><th class=numberingColumn></th><th>server name<th>current folders<th>wanted folders</tr>"
        "<tr><td class=numberingColumn>1<td>one.example<td>/<td></tr><tr><td>2<td colspan=3>Databases</tr>"
        "<tr><td>3<td>two.example<td>/<td></tr><tr><td>4<td><td><td></tr>",
        "one.example|||/|\ntwo.example|||/|\n# Databases");
    row("all that a wiki's page may have, at once",
        "<tr><th class=numberingColumn></th><th>server name<th>OS<th>current folders<th>wanted folders</tr>"
        "<tr><td "
        "class=numberingColumn>1<th>one.example<td>debian<td><ul><li>/</li><li>/srv<ul><li>/srv/a</li></ul></li>"
        "</ul><td><div class=\"expand-container\"><div class=\"expand-control\"><span "
        "class=\"expand-control-text\">More"
        "</span></div><div class=\"expand-content\"><p>/srv</p></div></div></tr>"
        "<tr><td>2<td rowspan=2>two.example<td rowspan=2>debian<td>/<td>/srv</tr><tr><td>3<td>/opt<td>/etc</tr>"
        "<tr><td>4<td colspan=4>Wikis</tr>"
        "<tr><td>5<td><s>three.example</s><td><td>/<td><p><s>/old</s></p><p>/new</p></tr>"
        "<tr><td>6<td>four.example<td>&nbsp;<td>/<td><div class=\"code panel\"><pre>/a\n/b</pre></div></tr>",
        "one.example|debian||/ /srv /srv/a|/srv\ntwo.example|debian||/ /opt|/srv /etc\nfour.example|||/|/a /b\n"
        "# Wikis\n- 5: The server is struck out.");
    row("numbered by hand, and a storage node without heading",
        "<tr><th>#<th>server name<th><th>current folders<th>wanted folders</tr>"
        "<tr><td>1.<td>one.example<td>fs-1<td>/<td></tr><tr><td>2.<td>two.example<td>fs-1<td>/<td></tr>",
        "one.example||fs-1|/|\ntwo.example||fs-1|/|");
    row("the heading between them over the numbers too",
        "<tr><th>Nr<th>server name<th>current folders<th>wanted folders</tr>"
        "<tr><td>7<td>one.example<td>/<td></tr><tr><td colspan=4>Databases</tr><tr><td>9<td>two.example<td>/<td></tr>",
        "one.example|||/|\ntwo.example|||/|\n# Databases");
    row("storage nodes that are numbers",
        "<tr><th>server name<th><th>current folders<th>wanted folders</tr>"
        "<tr><td>one.example<td>2<td>/<td></tr><tr><td>two.example<td>2<td>/<td></tr>",
        "one.example||2|/|\ntwo.example||2|/|");
    row("a name over two numbered rows",
        "<tr><th><th>server name<th>current folders<th>wanted folders</tr>"
        "<tr><td>1<td rowspan=2>one.example<td>/<td></tr><tr><td>2<td>/opt<td>/srv</tr>",
        "one.example|||/ /opt|/srv");
    row("headings in two rows",
        "<tr><th rowspan=2>server name<th colspan=2>folders</tr><tr><th>current<th>wanted</tr>"
        "<tr><td>one.example<td>/<td>/srv</tr>",
        "one.example|||/|/srv");
    row("headings in two rows of a head",
        "<thead><tr><th rowspan=2>server name</th><th colspan=2>folders</th></tr><tr><td>current</td><td>wanted</td>"
        "</tr></thead><tbody><tr><td>one.example<td>/<td>/srv</tr></tbody>",
        "one.example|||/|/srv");
    row("a title above the headings",
        "<tr><th colspan=3>Our servers</tr><tr><th>server name<th>current folders<th>wanted folders</tr>"
        "<tr><td>one.example<td>/<td>/srv</tr>",
        "one.example|||/|/srv");
}

void TstTableShapes::headings()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, said);
    QCOMPARE(saidByPage("<html><table>" + table + "</table></html>"), said);
}

void TstTableShapes::listings_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("folders");
    QTest::addColumn<QString>("reason"); // in part; why the row is left out
    const auto row = [](const char *name, const char *cell, const char *folders, const char *reason = "") {
        QTest::newRow(name) << QByteArray(cell) << QString::fromUtf8(folders) << QString::fromUtf8(reason);
    };
    const char *more = "says more than folders";
    const char *notAbsolute = "is not absolute";
    row("two on a line", "/data /var", "/data /var");
    row("with words between", "/data and /var, and /etc", "/data /var /etc");
    row("all of it in brackets", "/data (all of it)", "", more);
    row("all but one", "everything in /home except /home/tmp", "", notAbsolute);
    row("one without another", "/home except /home/tmp", "", more);
    row("in a sentence", "/data holds the courses", "", more);
    row("a space after the slash", "/ data", "", more);
    row("another system's", "C:\\Data", "", notAbsolute);
    row("a home folder", "~/backup", "", notAbsolute);
    row("numbered", "<p>1. /data</p><p>2) /var</p>", "/data /var");
}

void TstTableShapes::listings()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, folders);
    QFETCH(QString, reason);
    const QString said = saidByPage(matrixPage("<tr><td>one.example<td><td>" + cell + "<td></tr>"));
    if (folders.isEmpty())
        QVERIFY2(said.startsWith(u"- 1: ") && said.contains(reason) && said.count(u'\n') == 0, qPrintable(said));
    else
        QCOMPARE(said, QStringLiteral("one.example|||%1|").arg(folders));
}

void TstTableShapes::foldersInMarkdown_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *rows, const char *said) {
        QTest::newRow(name) << QByteArray(rows) << QString::fromUtf8(said);
    };
    row("struck out", "| ~~one.example~~ | / | |\n| two.example | ~~/old~~<br>/data | |\n",
        "two.example|||/data|\n- 1: The server is struck out.\n- 2: \"/old\" is struck out.");
    row("a pipe in a name", "| one.example | /a\\|b | |\n", "one.example|||/a|b|");
    row("a link elsewhere", "| [one.example][1] | / | |\n", "- 1: \"one.example][1\" is not the name of a server.");
    row("a heading between the rows", "| one.example | / | |\n| **Databases** | | |\n| two.example | / | |\n",
        "one.example|||/|\ntwo.example|||/|\n"
        "- 2: Nothing stands beside \"Databases\", which is no full name as the others are.");
    row("a short name among short names", "| one | / | |\n| two | | |\n", "one|||/|\ntwo||||");
}

void TstTableShapes::foldersInMarkdown()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, said);
    QCOMPARE(saidByPage("# Servers\n\n| server name | current folders | wanted folders |\n|---|---|---|\n" + rows),
             said);
}

void TstTableShapes::textAboveTheMatrix_data()
{
    QTest::addColumn<QByteArray>("above");
    QTest::addColumn<bool>("markdown");
    QTest::newRow("HTML") << QByteArray("<ul><li>All machines keep a maximum of <b>3</b> copies for 21 days.</li>"
                                        "<li>If the file is deleted, 2 copies will be kept for 50 days.</li></ul>")
                          << false;
    QTest::newRow("Markdown, wrapped") << QByteArray(
        "Text.\n\n-   All machines keep a maximum of\n    3 copies for 21 "
        "days.\n-   If the file is deleted, 2 copies\n    for 50 days.\n\n")
                                       << true;
    QTest::newRow("Markdown with paragraphs in HTML") << QByteArray(
        "<p>All machines keep 3 copies for 21 days.</p>\n\nIf it is deleted, **2 copies** for 50 days.\n\n")
                                                      << true;
}

void TstTableShapes::textAboveTheMatrix()
{
    QFETCH(QByteArray, above);
    QFETCH(bool, markdown);
    const QByteArray other = "<table><tr><th>Option</th></tr><tr><td>All servers keep 9 copies</td></tr></table>\n\n";
    const QByteArray matrix = "<table><tr><th>server name</th><th>current folders</th><th>wanted folders</th></tr>"
                              "<tr><td>one.example</td><td>/</td><td></td></tr></table>\n";
    const auto tables = WikiFileReader().read((markdown ? "" : "<html>") + other + above + matrix);
    QVERIFY(tables);
    QCOMPARE(tables->size(), 2);
    const Result<WikiMatrix> read = readWikiMatrix(*tables);
    QVERIFY(read);
    QCOMPARE(read->figures,
             (BackupFigures {.versionsExist = 3, .retainExtra = 21, .versionsDeleted = 2, .retainOnly = 50}));
}

NIGHTKEEP_TEST(TstTableShapes, unit, Core)
#include "tst_tableshapes.moc"

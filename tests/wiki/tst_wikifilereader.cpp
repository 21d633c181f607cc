// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

using namespace Nightkeep;

namespace {

/// "a+b,c|d" : cells by comma, lines by plus, rows by bar; the header comes first.
QString printed(const WikiTable &table)
{
    const auto cells = [](const QList<WikiCell> &row) {
        QStringList texts;
        for (const WikiCell &cell : row)
            texts.append(cell.lines.join(u'+'));
        return texts.join(u',');
    };
    QStringList rows {cells(table.header)};
    for (const QList<WikiCell> &row : table.rows)
        rows.append(cells(row));
    return rows.join(u'|');
}

QString printed(const Result<QList<WikiTable>> &tables)
{
    if (!tables)
        return nameOf(tables.error().kind);
    QStringList texts;
    for (const WikiTable &table : *tables)
        texts.append(printed(table));
    return texts.join(u'\n');
}

} // namespace

class TstWikiFileReader : public QObject
{
    Q_OBJECT

private slots:
    void readsTables_data();
    void readsTables();
    void readsCells_data();
    void readsCells();
    void collectsLinks();
    void findsBothTablesOfThePage_data();
    void findsBothTablesOfThePage();
    void decodes_data();
    void decodes();
    void refusesFiles_data();
    void refusesFiles();
};

void TstWikiFileReader::readsTables_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *page, const char *expected) {
        QTest::newRow(name) << QByteArray(page) << QString::fromUtf8(expected);
    };
    row("head and body", "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>", "a|1");
    row("headings in the first row", "<html><table><tr><th>a<th>b</tr><tr><td>1<td>2</tr></table>", "a,b|1,2");
    row("headings at the side stay in their rows",
        "<table><tr><th>a</th><th>b</th></tr><tr><th>r</th><td>2</td></tr></table>", "a,b|r,2");
    row("no headings", "<table><tr><td>1</td><td>2</td></tr></table>", "|1,2");
    row("two rows of headings", "<table><tr><th>a</th></tr><tr><th>b</th></tr></table>", "a|b");
    row("over two columns", "<table><tr><td colspan=2>1</td><td>2</td></tr><tr><td>3<td>4<td>5</table>",
        "|1,1,2|3,4,5");
    row("over two rows", "<table><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr><tr><td>4</td></tr></table>",
        "|1,2|1,3|4");
    row("over two rows at the end of a short row", "<table><tr><td>1<td>2<td rowspan=2>3</tr><tr><td>4</tr></table>",
        "|1,2,3|4,,3");
    row("over rows and columns", "<table><tr><td rowspan=2 colspan=2>1<td>2</tr><tr><td>3</tr></table>",
        "|1,1,2|1,1,3");
    row("a span that is no number", "<table><tr><td colspan=x rowspan=-3>1</td><td>2</td></tr></table>", "|1,2");
    row("inside another", "<table><tr><td>out<table><tr><td>in</td></tr></table>after</td></tr></table>",
        "|out+in+after\n|in");
    row("cells without a row", "<table><td>1</td><td>2</td></table>", "|1,2");
    row("layout around it", "<html><div><div><section><table><tr><td>1</td></tr></table></section></div></div>", "|1");
    row("script and style are not text",
        "<html><style>td { content: '<table>' }</style><table><tr><td>1<script>var a = '<td>2</td>';</script></td>"
        "</tr></table>",
        "|1");
    row("capital letters", "<HTML><TABLE><TR><TH>A</TH></TR><TR><TD>1<BR>2</TD></TR></TABLE>", "A|1+2");

    row("Markdown, between words", "Text\n\n<table><tr><td>1</td></tr></table>\n\nMore", "|1");
    row("Markdown, two on a line", "a <table><tr><td>1</td></tr></table> b <table><tr><td>2</td></tr></table>",
        "|1\n|2");
    row("Markdown, blank lines inside", "<table>\n\n<tr>\n\n<td>1</td>\n\n</tr>\n\n</table>\n", "|1");
    row("Markdown, in a list item", "-   item\n\n    <table>\n    <tr><td>1</td></tr>\n    </table>\n", "|1");
    row("fenced code holds none", "```\n<table><tr><td>no</td></tr></table>\n```\n<table><tr><td>1</td></tr></table>",
        "|1");
    row("code fenced by tildes", "~~~ html\n<table><tr><td>no</td></tr>\n```\n~~~\n<table><tr><td>1</td></tr></table>",
        "|1");
    row("a longer fence", "````\n```\n<table><tr><td>no</td></tr></table>\n````\n<table><tr><td>1</td></tr></table>",
        "|1");
    row("code between words holds none", "use `<table>` here\n\n<table><tr><td>1</td></tr></table>", "|1");
    row("a lone backtick is no code", "a ` b <table><tr><td>1</td></tr></table>", "|1");
    row("a comment holds none", "<!-- <table><tr><td>no</td></tr></table>\n-->\n<table><tr><td>1</td></tr></table>",
        "|1");
    row("an address in angle brackets", "<http://example.org/table>\n<table><tr><td>1</td></tr></table>", "|1");
    row("a word that begins alike", "<tablet>\n<table><tr><td>1</td></tr></table>", "|1");

    row("pipe table", "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | 4 |\n\n| no | table |", "a,b|1,2|3,4");
    row("pipe table without outer pipes", "a | b\n--|--\n1 | 2\nend", "a,b|1,2");
    row("pipe table, blank cells", "| a |  |\n|---|---|\n|  | 2 |", "a,|,2");
    row("pipe table, escaped pipe", "| a | b |\n|---|---|\n| x\\|y | `/data` |", "a,b|x|y,/data");
    row("pipe table, several lines", "| a | b |\n|---|---|\n| 1<br>2 | **x**_y_ |", "a,b|1+2,x_y_");
    row("pipe table, escaped marks", "| a | b |\n|---|---|\n| /data/my\\_x | a\\<b &lt; c |", "a,b|/data/my_x,a<b < c");
    row("pipe table and another", "| a | b |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td>3</td></tr></table>",
        "a,b|1,2\n|3");
    row("not a pipe table", "a | b\n--- \n<table><tr><td>1</td></tr></table>", "|1");
}

void TstWikiFileReader::readsTables()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, expected);
    QCOMPARE(printed(WikiFileReader().read(page)), expected);
}

void TstWikiFileReader::readsCells_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *cell, const char *expected) {
        QTest::newRow(name) << QByteArray(cell) << QString::fromUtf8(expected);
    };
    row("breaks", "<p>/<br />\n/var<br/>/data</p>", "/+/var+/data");
    row("paragraphs and lists", "<p>a</p><ul><li>b</li><li><p>c</p></li></ul>d", "a+b+c+d");
    row("nested divs", "<div><div>a</div><div>b</div></div>", "a+b");
    row("blank", "<p><br />\n</p>", "");
    row("no-break space alone", "&nbsp;", "");
    row("no-break spaces folded", "a&nbsp;\xc2\xa0 b", "a b");
    row("white space folded", "  a \n\t b  ", "a b");
    row("where a line may break", "/data/&#8203;moodle<br>/usr/lo&shy;cal/<wbr>mysql&#8288;/backup",
        "/data/moodle+/usr/local/mysql/backup");
    row("nothing but where a line may break", "&#8203;<br>&shy; &#65279;", "");
    row("preformatted lines", "<pre>/data\n/var</pre>", "/data+/var");
    row("bold within a name", "<strong>moodle-a</strong>.ucl.ac.uk", "moodle-a.ucl.ac.uk");
    row("entities", "&lt;b&gt; &amp;amp; &#8212; &eacute;", "<b> &amp; \xe2\x80\x94 \xc3\xa9");
    row("emphasis marks", "folders *currently* backed up", "folders currently backed up");
    row("strong marks", "we **want** them", "we want them");
    row("marks around a name", "**moodle-a**.ucl.ac.uk", "moodle-a.ucl.ac.uk");
    row("underscores around it all", "_(new hardware)_", "(new hardware)");
    row("escaped underscore", "backup\\_sche\\_keep", "backup_sche_keep");
    row("a product is no emphasis", "2 * 3 * 4", "2 * 3 * 4");
    row("a lone asterisk", "see note*", "see note*");
    row("a folder keeps its marks", "/data/*old*/my\\_x", "/data/*old*/my\\_x");
    row("unknown elements", "<ac:link><ri:page/>text</ac:link>", "text");
}

void TstWikiFileReader::readsCells()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, expected);
    const QByteArray page = "<html><body><table><tr><td>" + cell + "</td><td>end</td></tr></table></body></html>";
    const auto tables = WikiFileReader().read(page);
    QVERIFY(tables);
    QCOMPARE(tables->size(), 1);
    const QList<WikiCell> row = tables->first().rows.first();
    QCOMPARE(row.first().lines.join(u'+'), expected);
    QCOMPARE(row.last().lines, QStringList {QStringLiteral("end")});
}

void TstWikiFileReader::collectsLinks()
{
    const auto tables = WikiFileReader().read(
        "| a | b |\n|---|---|\n| [Moodle](http://moodle.example) and <https://x.example/a?b=1&c=2> | "
        "[none](http://w.example/a_(b)) |\n\n"
        "<table><tr><td><a href=\" http://w.example \">w</a> <a name=\"x\">no</a><a href='http://w.example'>again</a>"
        "</td><td><a href=\"javascript:alert(1)\">bad</a></td></tr></table>");
    QVERIFY(tables);
    QCOMPARE(tables->size(), 2);
    const QList<WikiCell> pipes = tables->at(0).rows.first();
    QCOMPARE(pipes.at(0).lines, QStringList {QStringLiteral("Moodle and https://x.example/a?b=1&c=2")});
    QCOMPARE(pipes.at(0).links,
             (QStringList {QStringLiteral("http://moodle.example"), QStringLiteral("https://x.example/a?b=1&c=2")}));
    QCOMPARE(pipes.at(1).links, QStringList {QStringLiteral("http://w.example/a_(b)")});
    const QList<WikiCell> html = tables->at(1).rows.first();
    QCOMPARE(html.at(0).links, QStringList {QStringLiteral("http://w.example")});
    QCOMPARE(html.at(1).links, QStringList {QStringLiteral("javascript:alert(1)")});
}

void TstWikiFileReader::findsBothTablesOfThePage_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Markdown with HTML tables") << fixturePath("matrix.md");
    QTest::newRow("Confluence page") << fixturePath("matrix-confluence.html");
}

void TstWikiFileReader::findsBothTablesOfThePage()
{
    QFETCH(QString, file);
    const auto tables = WikiFileReader().readFile(file);
    QVERIFY2(tables, qPrintable(tables ? QString() : tables.error().message));
    QCOMPARE(tables->size(), 2);
    const WikiTable &matrix = tables->last();
    QCOMPARE(matrix.header.size(), 9);
    QVERIFY(matrix.header.at(4).lines.isEmpty());
    QCOMPARE(matrix.rows.size(), 12);
    for (const QList<WikiCell> &row : matrix.rows)
        QCOMPARE(row.size(), 9);
    QCOMPARE(matrix.rows.at(1).at(5).lines,
             (QStringList {QStringLiteral("/"), QStringLiteral("/var"), QStringLiteral("/usr/local/webct"),
                           QStringLiteral("/webct_backup"), QStringLiteral("/webct_courses")}));
    QCOMPARE(matrix.rows.at(1).at(3).links, QStringList {QStringLiteral("http://www-webct.ucl.ac.uk/")});
    QCOMPARE(matrix.rows.at(2).at(0).lines,
             (QStringList {QStringLiteral("moodle-a.ucl.ac.uk"), QStringLiteral("(new hardware)")}));
}

void TstWikiFileReader::decodes_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("expected");
    const QString cafe = QStringLiteral("|caf") + QChar(0xe9);
    const QString text = QStringLiteral("<table><tr><td>caf") + QChar(0xe9) + QStringLiteral("</td></tr></table>");
    QStringEncoder utf16(QStringConverter::Utf16, QStringConverter::Flag::WriteBom);
    QTest::newRow("UTF-8") << text.toUtf8() << cafe;
    QTest::newRow("UTF-8 with its mark") << "\xef\xbb\xbf" + text.toUtf8() << cafe;
    QTest::newRow("UTF-16 with its mark") << QByteArray(utf16(text)) << cafe;
    QTest::newRow("Latin-1 that says so")
        << "<html><head><meta charset=\"iso-8859-1\"></head>" + text.toLatin1() + "</html>" << cafe;
    QTest::newRow("an encoding of Word's that says so")
        << QByteArray("<html><meta charset='windows-1252'><table><tr><td>caf\xe9 \x96 \x80</td></tr></table>")
        << cafe + QStringLiteral(" \u2013 \u20ac");
    QTest::newRow("an encoding that nobody knows")
        << QByteArray("<html><meta charset=x-klingon><table><tr><td>1</td></tr></table>") << QStringLiteral("badInput");
    QTest::newRow("a byte that its encoding does not have")
        << QByteArray("<html><meta charset=windows-1252><table><tr><td>\x81</td></tr></table>")
        << QStringLiteral("badInput");
    QTest::newRow("Latin-1 that does not") << text.toLatin1() << QStringLiteral("badInput");
    QTest::newRow("carriage returns") << QByteArray("x\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n")
                                      << QStringLiteral("a,b|1,2");
}

void TstWikiFileReader::decodes()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, expected);
    QCOMPARE(printed(WikiFileReader().read(page)), expected);
}

void TstWikiFileReader::refusesFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << "missing.md" << QByteArray() << "notFound"
                             << "missing.md";
    QTest::newRow("a folder") << "folder" << QByteArray() << "badInput"
                              << "folder";
    QTest::newRow("a pipe") << "pipe" << QByteArray() << "badInput"
                            << "pipe";
    QTest::newRow("not to be read") << "secret.md" << QByteArray("x") << "permissionDenied"
                                    << "secret.md";
    QTest::newRow("empty") << "empty.md" << QByteArray() << "badInput"
                           << "empty";
    QTest::newRow("no table") << "notable.md" << QByteArray("# Only words\n\nand | pipes\n") << "badInput"
                              << "no table";
    QTest::newRow("a picture") << "picture.png" << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "badInput"
                               << "picture.png";
    QTest::newRow("NUL bytes") << "nul.md" << QByteArray("<table>\0</table>", 16) << "badInput"
                               << "NUL";
    QTest::newRow("too large") << "large.md" << QByteArray(int(WikiFileReader::MaxBytes) + 1, 'x') << "badInput"
                               << "32 MiB";
}

void TstWikiFileReader::refusesFiles()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, kind);
    QFETCH(QString, says);
    QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const QString path = folder.filePath(name);
    const QByteArray test = QTest::currentDataTag();
    if (test == "a folder") {
        QVERIFY(QDir().mkdir(path));
    } else if (test == "a pipe") {
        QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {path}), 0);
    } else if (test != "missing") {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        if (test == "not to be read")
            QVERIFY(file.setPermissions({}));
    }
    // Root may read everything: it becomes somebody else for the one row that needs it.
    const bool drop = test == "not to be read" && geteuid() == 0;
    if (drop) {
        QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)));
        QCOMPARE(seteuid(65534), 0);
    }
    const auto tables = WikiFileReader().readFile(path);
    if (drop)
        QCOMPARE(seteuid(0), 0);
    QVERIFY(!tables);
    QCOMPARE(nameOf(tables.error().kind), kind);
    QVERIFY2(tables.error().message.contains(says), qPrintable(tables.error().message));
    QVERIFY(!tables.error().advice.isEmpty());
}

NIGHTKEEP_TEST(TstWikiFileReader, unit, Core)
#include "tst_wikifilereader.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that are broken, hostile or absurd: the reader answers, in time, with tables or a reason.
#include "app/wiki/wikifilereader.h"
#include "tests/support/fixtures.h"
#include "tests/support/processortime.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QtTest>

using namespace Nightkeep;

namespace {

constexpr double MostMilliseconds = 20000; // with sanitizers on a slow machine

QByteArray times(int count, const QByteArray &text)
{
    return text.repeated(count);
}

} // namespace

class TstBrokenPages : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void crowds_data();
    void crowds() { answers(); }
    void truncatedAnywhere_data();
    void truncatedAnywhere();
    void scribbledOver_data();
    void scribbledOver();
};

void TstBrokenPages::answers_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("tables"); // -1: refused
    QTest::addColumn<QString>("says"); // in the refusal, or at the end of the last row

    const auto row = [](const char *name, const QByteArray &page, int tables, const char *says) {
        QTest::newRow(name) << page << tables << QString::fromLatin1(says);
    };
    row("empty", "", -1, "empty");
    row("white space", " \n\t\n", -1, "empty");
    row("NUL bytes", QByteArray("<table><tr><td>a\0b</td></tr></table>", 37), -1, "NUL");
    row("Latin-1 bytes", "<table><tr><td>caf\xe9</td></tr></table>", -1, "UTF-8");
    row("half a character at the end", "<table><tr><td>1</td></tr></table>\xc3", -1, "UTF-8");
    row("truncated tag", "<html><table><tr><td>1</td><td", -1, "ends in the middle");
    row("truncated attribute", "<html><table><tr><td>1</td><td class=\"x", -1, "ends in the middle");
    row("never closed", "<html><table><tr><td>1", -1, "ends in the middle");
    row("never closed, in Markdown", "text\n\n<table><tr><td>1\n\n# More text", -1, "ends in the middle");
    row("closed by the page's end", "<html><body><table><tr><td>1</body></html>", 1, "1");
    row("closed twice", "<html><table><tr><td>1</td></td></tr></tr></table></table></table>", 1, "1");
    row("closed without being opened", "<html></td></tr></table><table><tr><td>1</td></tr></table>", 1, "1");
    row("only the word", "<table", -1, "ends in the middle");
    row("no cell", "<html><table></table><table><tr></tr></table>", -1, "no table");
    row("nested three deep",
        "<html><table><tr><td><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table></td></tr></table>", 3,
        "1");
    row("rows interleaved", "<html><table><tr><tr><td>1<tr><td>2</table>", 1, "2");
    row("entities without end", "<html><table><tr><td>&nbsp&amp&bogus;&#x110000;&#0;1</td></tr></table>", 1, "1");
    row("an unclosed comment", "<html><table><tr><td>1</td></tr></table><!-- <table><tr><td>2</td></tr></table>", -1,
        "ends in the middle");
    row("an unclosed fence hides the rest", "```\n<table><tr><td>1</td></tr></table>", -1, "no table");
    row("declares entities",
        "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
        "<html><table><tr><td>1&a;&b;</td></tr></table>",
        1, "1&a;&b;"); // neither expanded nor loaded
    row("frames and pictures from elsewhere",
        "<html><link href=\"http://127.0.0.1:9/x.css\"><img src=\"http://127.0.0.1:9/x\"><table><tr><td>1</td></tr>"
        "</table>",
        1, "1");
    row("100 000 rows", "<html><table>" + times(100000, "<tr><td>a</td><td>b</td></tr>") + "</table>", -1, "rows");
    row("100 000 rows, in Markdown", "<table>\n" + times(100000, "<tr><td>a</td></tr>\n") + "</table>", -1, "rows");
    row("100 000 pipe rows", "| a | b |\n|---|---|\n" + times(100000, "| 1 | 2 |\n"), -1, "rows");
    row("a million cells in a row", "<html><table><tr>" + times(1000000, "<td>") + "</table>", -1, "cells");
    row("cells over everything",
        "<html><table><tr>" + times(900, "<td rowspan=1000 colspan=1000>x</td>") + times(900, "<tr></tr>") + "</table>",
        -1, "cells");
    row("a hundred thousand tables", "<html>" + times(100000, "<table><tr><td>1</table>"), -1, "tables");
    row("a hundred thousand tables on one line of Markdown", "x " + times(100000, "<table><tr><td>1</table>"), -1,
        "tables");
    row("tables in tables without end", "<html>" + times(100000, "<table><tr><td>"), -1, "deep");
    row("nested without end", "<html><table><tr><td>" + times(200000, "<div><b>"), -1, "deep");
    row("nested, then closed by others",
        "<html><table><tr><td>" + times(400, "<i>") + times(200000, "</b></u>") + "1</td></tr></table>", 1, "1");
    row("one line of ten million letters", "<table><tr><td>1</td></tr></table>" + QByteArray(10000000, 'x'), 1, "1");
    row("a cell of asterisks", "<table><tr><td>" + times(1000000, "*a ") + "</td><td>1</td></tr></table>", 1, "1");
    row("backticks without end", times(2000000, "` ") + "\n<table><tr><td>1</td></tr></table>", 1, "1");
    row("comments without end", times(500000, "<!--") + "\n-->\n<table><tr><td>1</td></tr></table>", 1, "1");
    row("opening brackets without end", times(3000000, "<") + "\n<table><tr><td>1</td></tr></table>", 1, "1");
    row("pipes without end", "| a | b |\n|---|---|\n| " + times(1000000, "[a](") + "|", 1, "");
}

void TstBrokenPages::answers()
{
    QFETCH(QByteArray, page);
    QFETCH(int, tables);
    QFETCH(QString, says);
    const double begun = processorMilliseconds();
    const auto found = WikiFileReader().read(page);
    const double took = processorMilliseconds() - begun;
    QVERIFY2(took < MostMilliseconds, qPrintable(QString::number(took)));
    if (tables < 0) {
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::BadInput);
        QVERIFY2(found.error().message.contains(says), qPrintable(found.error().message));
        QVERIFY(!found.error().advice.isEmpty());
        return;
    }
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QCOMPARE(found->size(), tables);
    const QList<WikiCell> row = found->last().rows.isEmpty() ? found->last().header : found->last().rows.last();
    QString text;
    for (const WikiCell &cell : row)
        text += cell.lines.join(u' ');
    QVERIFY2(text.endsWith(says), qPrintable(text.right(200)));
}

void TstBrokenPages::crowds_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<int>("tables");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &page, int tables, const char *says) {
        QTest::newRow(name) << page << tables << QString::fromLatin1(says);
    };
    // Both parsers hold each attribute against all others of its tag: the first took 8.5 seconds.
    const QByteArray crowd = [] {
        QByteArray tag = "<td";
        for (int i = 0; i < 100000; ++i)
            tag += " a" + QByteArray::number(i) + (i % 2 == 0 ? "=\"x > y\"" : "");
        return tag + ">1</td>";
    }();
    row("a tag of 100 000 attributes", "<html><table><tr>" + crowd + "</tr></table>", -1, "more than 256 attributes");
    row("a tag of 100 000 attributes, in Markdown", "x\n<table><tr>" + crowd + "</tr></table>", -1,
        "more than 256 attributes");
    row("a tag of 100 000 attributes in the storage format", "<ac:x>1</ac:x><table><tr>" + crowd + "</tr></table>", -1,
        "more than 256 attributes");
    // Each hid the crowd from a count that finds tags elsewhere than the parser.
    for (const char *before : {"<stylex>",
                               "<script-x>",
                               "<script></html>",
                               "<style><body>",
                               "<td \"a=\">",
                               "<td a@=\">",
                               "<td /a=\">",
                               "<td -a=\">",
                               "<i a=x/ b=\"\"/c=\">",
                               "<i a\xc2\xa0=\">",
                               "<\xc3\xa9 a=\">",
                               "<_ a=\">",
                               "</b <i a=\">",
                               "<!",
                               "<![CDATA[",
                               "<!-- x --!>",
                               "<!-->",
                               "<!-- --!><!--->",
                               "<?",
                               "<?x a=\">"})
        row(before, QByteArray("<html><table><tr>") + before + crowd + "\"</tr></table>", -1,
            "more than 256 attributes");
    for (const char *before : {"<style>", "<?x > <b a=\" ?>", "<_x a=\"1\">", "<!-- x --!> <b a=\" -->"})
        row(qPrintable(QStringLiteral("storage format: ") + QString::fromLatin1(before)),
            QByteArray("<ac:x>1</ac:x><table><tr>") + before + crowd + "\"</tr></table>", -1,
            "more than 256 attributes");
    row("a code block that compares",
        "<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[if (1 > 0 && a <b" + times(1000, " x")
            + ") \"]]></ac:plain-text-body></ac:structured-macro><table><tr><td>1</td></tr></table>",
        1, "1");
    row("a script that compares, and long prose",
        "<html><script>for (i=0;i <n" + times(1000, " x")
            + ") {}</script>"
              "<!-- <a"
            + times(1000, " x") + " --><table><tr><td title=\"" + times(1000, "x ") + "\">1</td></tr></table>",
        1, "1");
    row("Markdown that compares", "a <b" + times(1000, " x") + "\n\n| a | b |\n|---|---|\n| 2 | 1 |\n", 1, "1");
    const auto links = [](const char *form) {
        QByteArray cell = "<html><table><tr><td>";
        for (int i = 0; i < 100000; ++i)
            cell += QByteArray(form).replace('%', QByteArray::number(i));
        return cell + "1</td></tr></table>";
    };
    row("a cell of 100 000 links", links("<a href=\"http://a/%\"></a>"), 1, "1"); // took 10 seconds
}

void TstBrokenPages::truncatedAnywhere_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::newRow("Markdown") << readFixture("matrix.md");
    QTest::newRow("Confluence") << readFixture("matrix-confluence.html");
}

/// However a page is cut, each table is whole or the page refused, and each refusal is one kind.
void TstBrokenPages::truncatedAnywhere()
{
    QFETCH(QByteArray, page);
    const WikiFileReader reader;
    const auto whole = reader.read(page);
    QVERIFY(whole);
    int tried = 0;
    int read = 0;
    for (qsizetype length = 0; length < page.size(); length += 23) {
        ++tried;
        const auto cut = reader.read(page.left(length));
        if (!cut) {
            QCOMPARE(cut.error().kind, ErrorKind::BadInput);
            continue;
        }
        ++read;
        QVERIFY(cut->size() <= whole->size());
        for (qsizetype i = 0; i < cut->size(); ++i)
            QVERIFY(cut->at(i).rows == whole->at(i).rows);
    }
    QVERIFY(tried > 100);
    QVERIFY(read > 1);
}

void TstBrokenPages::scribbledOver_data()
{
    truncatedAnywhere_data();
}

/// Pages with bytes changed at random never crash, hang or come back as anything but tables or a reason.
void TstBrokenPages::scribbledOver()
{
    QFETCH(QByteArray, page);
    const WikiFileReader reader;
    QRandomGenerator random(1975);
    const QByteArray marks = "<>&/\"'=!-|`\\ \n*#;tdhrable";
    int read = 0;
    for (int i = 0; i < 120; ++i) {
        QByteArray scribbled = page;
        for (int change = 0; change < 25; ++change)
            scribbled[random.bounded(int(scribbled.size()))] = marks.at(random.bounded(int(marks.size())));
        const auto found = reader.read(scribbled);
        if (found)
            ++read;
        else
            QCOMPARE(found.error().kind, ErrorKind::BadInput);
    }
    QVERIFY(read > 80);
}

NIGHTKEEP_TEST(TstBrokenPages, fault, Core, 300)
#include "tst_brokenpages.moc"

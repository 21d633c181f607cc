// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/wiki/saidbypage.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

const QByteArray Row = "<tr><td>one.example</td><td>d\xc3\xa9"
                       "bian</td><td>/data<br>/var/lib</td><td>/srv</td></tr>";
const QString Said = QString::fromUtf8("one.example|d\xc3\xa9"
                                       "bian||/data /var/lib|/srv");

QByteArray withBreaks(QByteArray text)
{
    return text.replace('\n', "\r\n");
}

/// As mail programs write it: lines of 76 characters at most, all that is not plain ASCII by its number.
QByteArray quotedPrintable(const QByteArray &bytes)
{
    QByteArray out;
    qsizetype column = 0;
    for (const char c : bytes) {
        const bool plain = c == '\n' || (c >= 0x20 && c < 0x7f && c != '=');
        const QByteArray piece = plain ? QByteArray(1, c) : '=' + QByteArray(1, c).toHex().toUpper();
        if (c != '\n' && column + piece.size() > 75) {
            out += "=\n";
            column = 0;
        }
        out += piece;
        column = c == '\n' ? 0 : column + piece.size();
    }
    return out;
}

QByteArray base64(const QByteArray &bytes)
{
    QByteArray out;
    const QByteArray whole = bytes.toBase64();
    for (qsizetype at = 0; at < whole.size(); at += 76)
        out += whole.mid(at, 76) + '\n';
    return out;
}

QByteArray part(const QByteArray &headers, const QByteArray &body)
{
    return "--next-part\n" + headers + "\n\n" + body + '\n';
}

const QByteArray Related = "From: <Saved by a browser>\nMIME-Version: 1.0\n"
                           "Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"next-part\"\n\n";
const QByteArray Html = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: ";
const QByteArray Css = part("Content-Type: text/css\nContent-Location: a.css", "td { content: '<table>' }");
const QByteArray End = "--next-part--\n";

} // namespace

/// A page in each form that a browser, Word or the wiki gives it: read whole, or refused with a reason.
class TstPageForms : public QObject
{
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void spoiltMessages_data();
    void spoiltMessages();
    void everyCutMessageIsRefused();
    void storageFormat_data();
    void storageFormat();
    void refused_data();
    void refused();
};

void TstPageForms::messages_data()
{
    QTest::addColumn<QByteArray>("message");
    const QByteArray page = matrixPage(Row);
    QTest::newRow("for Word, quoted") << "Date: Mon, 3 Nov 2008 09:00:00 +0000\nSubject: Exported\nMIME-Version: 1.0\n"
                                         "Content-Type: multipart/related;\n boundary=next-part\n\nIgnore me.\n"
            + part(Html + "quoted-printable\nContent-Location: file:///C:/exported.html", quotedPrintable(page)) + End;
    QTest::newRow("with carriage returns")
        << withBreaks(Related + part(Html + "quoted-printable", quotedPrintable(page)) + Css + End);
    QTest::newRow("in base 64") << Related + part(Html + "base64", base64(page)) + Css + End;
    QTest::newRow("as it is") << Related + Css + part(Html + "8bit", page) + End + "An epilogue.\n";
    QTest::newRow("a part of a part")
        << "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"outer\"\n\n--outer\n"
           "Content-Type: multipart/alternative; boundary=next-part\n\n"
            + part("Content-Type: text/plain", "one.example") + part(Html + "quoted-printable", quotedPrintable(page))
            + End + "--outer--\n";
    QTest::newRow("nothing but the page")
        << "mime-version: 1.0\ncontent-type: TEXT/HTML; CHARSET=\"UTF-8\"\ncontent-transfer-encoding: BASE64\n\n"
            + base64(page);
    QTest::newRow("in a frame") << Related + part(Html + "8bit", "<html><frameset></frameset></html>")
            + part(Html + "8bit", "") + part(Html + "base64", base64(page)) + End;
    QByteArray latin = page;
    QTest::newRow("in Latin-1") << Related
            + part("Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable",
                   quotedPrintable(latin.replace("\xc3\xa9", "\xe9")))
            + End;
    QTest::newRow("in Word's encoding") << Related
            + part("Content-Type: text/html; charset=\"windows-1252\"\nContent-Transfer-Encoding: quoted-printable",
                   quotedPrintable(latin))
            + End;
    QByteArray storage = "<ac:layout><table><tr><th>server name</th><th>OS</th><th>current folders</th>"
                         "<th>wanted folders</th></tr>"
        + Row + "</table></ac:layout>";
    QTest::newRow("in the storage format") << Related + part(Html + "8bit", storage.replace("<br>", "<br/>")) + End;
}

void TstPageForms::messages()
{
    QFETCH(QByteArray, message);
    QCOMPARE(saidByPage(message), Said);
}

void TstPageForms::spoiltMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("says");
    const QByteArray page = matrixPage(Row);
    const QByteArray quoted = part(Html + "quoted-printable", quotedPrintable(page));
    QTest::newRow("never ends") << Related + quoted << QStringLiteral("ends in the middle");
    QTest::newRow("no parts") << Related + "Only words." << QStringLiteral("ends in the middle");
    QTest::newRow("no boundary") << "MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + quoted + End
                                 << QStringLiteral("where its parts begin");
    QTest::newRow("an encoding of its own")
        << Related + part(Html + "x-uuencode", page) + End << QStringLiteral("x-uuencode");
    QTest::newRow("spoilt by hand") << Related + part(Html + "quoted-printable", "<html>=4G") + End
                                    << QStringLiteral("quoted-printable");
    QTest::newRow("half a number") << Related + part(Html + "quoted-printable", "<html>=4") + End
                                   << QStringLiteral("quoted-printable");
    QTest::newRow("no base 64") << Related + part(Html + "base64", "<html>") + End << QStringLiteral("base64");
    QTest::newRow("no page in it") << Related + Css + End << QStringLiteral("no HTML page");
    QTest::newRow("another encoding than it says")
        << Related + part(Html + "8bit", "<table><tr><td>caf\xe9</td></tr></table>") + End << QStringLiteral("utf-8");
    QTest::newRow("no table") << Related + part(Html + "8bit", "<html>Nothing</html>") + End
                              << QStringLiteral("no table");
    QByteArray nested;
    for (int i = 0; i < 20; ++i)
        nested += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(i) + "\n\n--b"
            + QByteArray::number(i) + '\n';
    for (int i = 19; i >= 0; --i)
        nested += "\n--b" + QByteArray::number(i) + "--\n";
    QTest::newRow("nested without end") << nested << QStringLiteral("deep");
}

void TstPageForms::spoiltMessages()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, says);
    const auto tables = WikiFileReader().read(message);
    QVERIFY(!tables);
    QCOMPARE(tables.error().kind, ErrorKind::BadInput);
    QVERIFY2(tables.error().message.contains(says), qPrintable(tables.error().message));
    QVERIFY(!tables.error().advice.isEmpty());
}

void TstPageForms::everyCutMessageIsRefused()
{
    const QByteArray whole = Related + part(Html + "quoted-printable", quotedPrintable(matrixPage(Row))) + Css + End;
    QCOMPARE(saidByPage(whole), Said);
    for (qsizetype length = Related.size(); length < whole.size() - End.size() + 2; length += 3)
        QVERIFY2(saidByPage(whole.left(length)).startsWith(u'!'), whole.left(length).right(40).constData());
}

void TstPageForms::storageFormat_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const QByteArray &cells, const char *said) {
        QTest::newRow(name) << "<tr>" + cells + "</tr>" << QString::fromUtf8(said);
    };
    const auto macro = [](const char *name, const QByteArray &inside) {
        return QByteArray("<ac:structured-macro ac:name=\"") + name + "\" ac:schema-version=\"1\">" + inside
            + "</ac:structured-macro>";
    };
    const auto titled = [](const char *title) {
        return QByteArray("<ac:parameter ac:name=\"title\">") + title + "</ac:parameter>";
    };
    const QByteArray name = "<td>one.example</td><td>";
    row("entities and short elements",
        "<td>one.example&nbsp;</td><td>d&eacute;bian &ndash; &#53;</td><td>/a&amp;b<br/>/c</td><td/>",
        "one.example|d\xc3\xa9"
        "bian \xe2\x80\x93 5||/a&b /c|");
    row("a link by its page",
        "<td><ac:link><ri:page ri:content-title=\"one.example\" /></ac:link></td><td/><td>/</td><td/>",
        "one.example|||/|");
    row("a link with a text of its own",
        "<td><ac:link><ri:page ri:content-title=\"Our servers\" /><ac:plain-text-link-body><![CDATA[one.example]]>"
        "</ac:plain-text-link-body></ac:link></td><td/><td>/</td><td/>",
        "one.example|||/|");
    row("a link with a rich text",
        "<td><ac:link><ri:page "
        "ri:content-title=\"x\"/><ac:link-body><strong>one</strong>.example</ac:link-body></ac:link>"
        "</td><td/><td>/</td><td/>",
        "one.example|||/|");
    row("code",
        name + "</td><td>"
            + macro("code",
                    "<ac:parameter ac:name=\"language\">bash</ac:parameter>"
                    "<ac:plain-text-body><![CDATA[/a\n/b]]></ac:plain-text-body>")
            + "</td><td/>",
        "one.example|||/a /b|");
    row("a part that expands",
        name + "</td><td>" + macro("expand", titled("Show") + "<ac:rich-text-body><p>/a</p></ac:rich-text-body>")
            + "</td><td/>",
        "one.example|||/a|");
    row("a lozenge beside the name",
        "<td>one.example" + macro("status", titled("pilot") + "<ac:parameter ac:name=\"colour\">Red</ac:parameter>")
            + "</td><td/><td>" + macro("status", titled("none")) + "</td><td/>",
        "one.example (pilot)||||");
    row("tasks",
        name
            + "</td><td><ac:task-list><ac:task><ac:task-id>7</ac:task-id><ac:task-status>complete</ac:task-status>"
              "<ac:task-body><span>/a</span></ac:task-body></ac:task></ac:task-list></td><td/>",
        "one.example|||/a|");
    row("a day", name + "since <time datetime=\"2008-11-03\" /></td><td>/</td><td/>",
        "one.example|since 2008-11-03||/|");
    row("struck out", name + "</td><td><p>/a</p><p><s>/b</s></p></td><td/>",
        "one.example|||/a|\n- 1: \"/b\" is struck out.");
    row("a comment in the margin",
        name + "</td><td><ac:inline-comment-marker ac:ref=\"x\">/a</ac:inline-comment-marker></td><td/>",
        "one.example|||/a|");
    row("text from another page",
        name + "</td><td>" + macro("excerpt-include", "<ac:parameter ac:name=\"\">Folders</ac:parameter>")
            + "</td><td/>",
        "- 1: The row holds the macro \"excerpt-include\", whose text is not in the exported page.");
    row("a name over two rows, in a table of a table",
        "<td rowspan=\"2\">one.example</td><td/><td>/a</td><td/></tr><tr><td/><td><table><tbody><tr><td>/b</td></tr>"
        "</tbody></table></td><td/>",
        "one.example|||/a /b|");
    row("a heading between the rows", name + "</td><td>/</td><td/></tr><tr><td colspan=\"4\">Databases</td>",
        "one.example|||/|\n# Databases");
}

void TstPageForms::storageFormat()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, said);
    const QByteArray table =
        "<table class=\"wrapped\"><colgroup><col /></colgroup><tbody><tr><th>server name</th>"
        "<th>OS</th><th>folders <em>currently</em> backed up</th><th>folders we want backed up</th>"
        "</tr>"
        + rows + "</tbody></table>";
    for (const QByteArray &page :
         QList<QByteArray> {"<ac:layout><ac:layout-section><ac:layout-cell>" + table
                                + "</ac:layout-cell></ac:layout-section></ac:layout>",
                            "<p>Servers</p><ac:structured-macro ac:name=\"info\"><ac:rich-text-body>" + table
                                + "</ac:rich-text-body></ac:structured-macro><p/>",
                            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ac:page xmlns:ac=\"http://example.org/ac\">"
                                + table + "</ac:page>"})
        QCOMPARE(saidByPage(page), said);
}

void TstPageForms::refused_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("says");
    const QByteArray storage =
        "<ac:layout><ac:layout-cell>" + matrixPage("<tr><td>one.example</td></tr>") + "</ac:layout-cell></ac:layout>";
    QTest::newRow("storage format that was cut") << storage.left(storage.size() - 30) << QStringLiteral("damaged");
    QTest::newRow("storage format with an open element")
        << QByteArray(storage).replace("</td></tr></table>", "<br></td></tr></table>") << QStringLiteral("damaged");
    QTest::newRow("an entity that nobody knows")
        << QByteArray(storage).replace("one.example", "one&bogus;") << QStringLiteral("damaged");
    QTest::newRow("an entity of its own")
        << "<!DOCTYPE page [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + storage << QStringLiteral("damaged");
    QTest::newRow("storage format within Markdown") << "# Servers\n\n"
            + QByteArray(matrixPage("<tr><td><ac:link><ri:page ri:content-title=\"one.example\"/></ac:link></td></tr>"))
                  .replace("<html><body>", "") << QStringLiteral("mixes");
    QTest::newRow("what the wiki answers to programs") << QByteArray(
        "{\"id\": \"1\", \"body\": {\"view\": {\"value\": \"<table><tr><th>server name</th></tr></table>\"}}}")
                                                       << QStringLiteral("JSON");
    // Grids that converters and wikis write, in which words are cut or columns are only guessed.
    const QString noTable = QStringLiteral("no table");
    QTest::newRow("a grid that breaks words")
        << QByteArray("# Servers\n\n+-------------+---------+---------+\n| server      | current | wanted  |\n| name   "
                      "     | fold-   "
                      "| folders |\n|             | ers     |         |\n+=============+=========+=========+\n"
                      "| one.exam-   | /       | /srv    |\n| ple         |         |         |\n"
                      "+-------------+---------+---------+\n")
        << noTable;
    QTest::newRow("a grid without a head") << QByteArray("+----------------+---+\n| server name    | / |\n"
                                                         "+----------------+---+\n| one.example    | / |\n"
                                                         "+----------------+---+\n")
                                           << noTable;
    QTest::newRow("columns by blanks") << QByteArray("  server name    current folders   wanted folders\n"
                                                     "  -------------- ----------------- ----------------\n"
                                                     "  one.example    /                 /srv\n")
                                       << noTable;
    QTest::newRow("columns by equals signs")
        << QByteArray("============  =================\nserver name   current folders\n"
                      "============  =================\none.example   /\n"
                      "============  =================\n")
        << noTable;
    QTest::newRow("the wiki's own marks") << QByteArray("||server name||current folders||wanted folders||\n"
                                                        "|one.example|/|/srv|\n")
                                          << noTable;
    QTest::newRow("nested without end") << "<ac:layout/>" + QByteArray("<p>").repeated(5000) << QStringLiteral("deep");
}

void TstPageForms::refused()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, says);
    const auto tables = WikiFileReader().read(page);
    QVERIFY(!tables);
    QCOMPARE(tables.error().kind, ErrorKind::BadInput);
    QVERIFY2(tables.error().message.contains(says), qPrintable(tables.error().message));
}

NIGHTKEEP_TEST(TstPageForms, unit, Core)
#include "tst_pageforms.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "models/coverage/coverage.h"
#include "models/matrix/folderlines.h"
#include "models/matrix/wikicolumns.h"
#include "models/matrix/wikipage.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

WikiCell cell(const QString &text)
{
    return {text.split(u'+', Qt::SkipEmptyParts), {}};
}

QList<WikiCell> cells(const QString &text)
{
    QList<WikiCell> row;
    for (const QString &part : text.split(u'|'))
        row.append(cell(part));
    return row;
}

/// A matrix of the three columns that it must have, and a row per line given.
WikiTable matrixOf(const QStringList &rows)
{
    WikiTable table {cells(QStringLiteral("server name|folders currently backed up|folders we want backed up")), {}};
    for (const QString &row : rows)
        table.rows.append(cells(row));
    return table;
}

QString printed(const Server &server)
{
    const auto joined = [](const QList<BytePath> &folders) { return QString::fromUtf8(folders.join(',')); };
    return QStringList {server.name, server.note, joined(server.current), joined(server.wanted)}.join(u'|');
}

} // namespace

class TstWikiMatrix : public QObject
{
    Q_OBJECT

private slots:
    void headings_data();
    void headings();
    void thePage_data();
    void thePage();
    void coverageOfThePageAlone();
    void rows_data();
    void rows();
    void skippedRows_data();
    void skippedRows();
    void skippedRowsAreNumbered();
    void foldersBeyondMeasure();
    void foldersOfManyRowsBeyondMeasure();
    void webAddresses();
    void textFields();
    void absentColumnsAreToldApart();
    void plainHeadings();
    void twoMatrices();
    void noMatrix_data();
    void noMatrix();
};

void TstWikiMatrix::headings_data()
{
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("field"); // "" for none
    QTest::newRow("page: name") << "server name"
                                << "name";
    QTest::newRow("page: os") << "OS"
                              << "os";
    QTest::newRow("page: service") << "service"
                                   << "service";
    QTest::newRow("page: web") << "web address"
                               << "web";
    QTest::newRow("page: blank") << ""
                                 << "storageNode";
    QTest::newRow("page: current") << "folders *currently*+being backed up"
                                   << "current";
    QTest::newRow("page: wanted") << "folders we *want*+to be backed up"
                                  << "wanted";
    QTest::newRow("page: policy") << "Backup Policy+(how often and how many copies do we want kept and for how long)"
                                  << "policy";
    QTest::newRow("page: archive") << "Archive+(How often and what do we want archived?)"
                                   << "archive";
    QTest::newRow("capitals and spaces") << "  Server   NAME "
                                         << "name";
    QTest::newRow("one word") << "Servers"
                              << "name";
    QTest::newRow("host") << "Name of the host"
                          << "name";
    QTest::newRow("name alone") << "Name"
                                << "name";
    QTest::newRow("operating system") << "Operating system"
                                      << "os";
    QTest::newRow("server OS is no name") << "Server OS"
                                          << "os";
    QTest::newRow("marks left in") << "**Folders** _currently_ backed-up"
                                   << "current";
    QTest::newRow("other order") << "Currently backed up folders"
                                 << "current";
    QTest::newRow("current directories") << "Current directories"
                                         << "current";
    QTest::newRow("wanted folders") << "Wanted folders"
                                    << "wanted";
    QTest::newRow("paths wanted") << "Paths (wanted)"
                                  << "wanted";
    QTest::newRow("url") << "URL"
                         << "web";
    QTest::newRow("node") << "Storage node"
                          << "storageNode";
    QTest::newRow("only marks") << "---"
                                << "storageNode";
    QTest::newRow("archiving") << "Archiving: what do we want?"
                               << "archive";
    QTest::newRow("wanted, but not of folders") << "What we want"
                                                << "";
    QTest::newRow("option") << "Option"
                            << "";
    QTest::newRow("chosen") << "Option we have chosen"
                            << "";
    QTest::newRow("owner") << "Owner"
                           << "";
}

void TstWikiMatrix::headings()
{
    QFETCH(QString, heading);
    QFETCH(QString, field);
    const std::optional<MatrixColumn> column = columnOfHeading(cell(heading));
    QCOMPARE(column ? fieldOfColumn(*column) : QString(), field);
}

void TstWikiMatrix::thePage_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Markdown with HTML tables") << fixturePath("matrix.md");
    QTest::newRow("Confluence page") << fixturePath("matrix-confluence.html");
}

void TstWikiMatrix::thePage()
{
    QFETCH(QString, file);
    const auto tables = WikiFileReader().readFile(file);
    QVERIFY(tables);
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 12);
    QCOMPARE(matrix->currentFolders, 18);
    QCOMPARE(matrix->wantedFolders, 8);
    QVERIFY(matrix->skipped.isEmpty());
    QStringList names;
    for (const Server &server : matrix->servers)
        names.append(server.note.isEmpty() ? server.name : server.name + u' ' + server.note);
    QCOMPARE(names.join(u'\n'),
             QStringLiteral("webct-a.ucl.ac.uk\nwebct-b.ucl.ac.uk\nmoodle-a.ucl.ac.uk new hardware\n"
                            "moodle-b.ucl.ac.uk new hardware\nmoodle-c.ucl.ac.uk\nmoodle-pp.ucl.ac.uk old moodle-b\n"
                            "moodledb-a.ucl.ac.uk\nmoodledb-b.ucl.ac.uk\nwebapps-a.ucl.ac.uk new hardware\n"
                            "webapps-b.ucl.ac.uk old moodle-a\nwasdev-a.ucl-0.ucl.ac.uk\nwasdev-b.ucl-0.ucl.ac.uk"));
    const Server moodleC = matrix->servers.at(4);
    QCOMPARE(moodleC.os, QStringLiteral("ubuntu"));
    QCOMPARE(moodleC.service, QStringLiteral("live Moodle"));
    QCOMPARE(moodleC.web, QStringLiteral("http://moodle.ucl.ac.uk"));
    QCOMPARE(moodleC.storageNode, QStringLiteral("fs-p"));
    QCOMPARE(moodleC.current, (QList<BytePath> {"/", "/var", "/data"}));
    QCOMPARE(moodleC.wanted, (QList<BytePath> {"/data/moodle", "/data/apache/htdocs/moodle"}));
    QVERIFY(moodleC.policy.isEmpty() && moodleC.archive.isEmpty());
    QCOMPARE(matrix->servers.at(0).current, (QList<BytePath> {"/.old", "/usr/local/webct.old", "/"}));
    QCOMPARE(matrix->servers.at(10).service, QStringLiteral("test wiki\n(for IS use)"));
    QCOMPARE(matrix->servers.at(10).web, QStringLiteral("http://wiki-test.ucl.ac.uk:8080/confluence"));
    QCOMPARE(matrix->fields.size(), 10);
}

/// What the page alone can tell: 6 covered by /data, 2 uncovered on moodle-pp, the rest nobody asked for.
void TstWikiMatrix::coverageOfThePageAlone()
{
    const auto tables = WikiFileReader().readFile(fixturePath("matrix.md"));
    QVERIFY(tables);
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    QVERIFY(matrix);
    QList<CoverageRow> rows;
    for (const Server &server : matrix->servers)
        rows += compareCoverage(server, std::nullopt);
    QCOMPARE(countCoverage(rows), (CoverageCounts {6, 0, 2, 0, 0, 15, 6}));
    for (const CoverageRow &row : rows) {
        QCOMPARE(row.evidence, Evidence::Declared);
        if (row.wanted && row.state == CoverageState::Covered)
            QCOMPARE(row.by, BytePath("/data"));
        if (row.state == CoverageState::Uncovered)
            QCOMPARE(row.server, QStringLiteral("moodle-pp.ucl.ac.uk"));
    }
}

void TstWikiMatrix::rows_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "moodle-a|/data|/data/moodle"
                           << "moodle-a||/data|/data/moodle";
    QTest::newRow("note on its own line") << "moodle-a.ucl.ac.uk+(new hardware)||"
                                          << "moodle-a.ucl.ac.uk|new hardware||";
    QTest::newRow("note on the same line") << "moodle-a (old moodle-b)||"
                                           << "moodle-a|old moodle-b||";
    QTest::newRow("note without brackets") << "moodle-a+new hardware||"
                                           << "moodle-a|new hardware||";
    QTest::newRow("emphasised note") << "moodle-a+*new hardware*||"
                                     << "moodle-a|new hardware||";
    QTest::newRow("two notes") << "moodle-a (x)+(y)||"
                               << "moodle-a|x, y||";
    QTest::newRow("many lines") << "a|/+/var+/data|"
                                << "a||/,/var,/data|";
    QTest::newRow("commas") << "a|/, /var,/data|"
                            << "a||/,/var,/data|";
    QTest::newRow("trailing comma") << "a|/var,+/data;|"
                                    << "a||/var,/data|";
    QTest::newRow("a comma within a name") << "a|/data/x,y|"
                                           << "a||/data/x,y|";
    QTest::newRow("list marks") << "a|- /var+* /data+\u2022 /x|"
                                << "a||/var,/data,/x|";
    QTest::newRow("slashes put right") << "a|/data/+//var//log|"
                                       << "a||/data,/var/log|";
    QTest::newRow("said twice") << "a|/data+/data/|"
                                << "a||/data|";
    QTest::newRow("none") << "a|none|n/a"
                          << "a|||";
    QTest::newRow("dashes") << "a|-|\u2013"
                            << "a|||";
    QTest::newRow("a folder with a space") << "a|/data/my files/x|"
                                           << "a||/data/my files/x|";
    QTest::newRow("an address for a name") << "192.0.2.7|/data|"
                                           << "192.0.2.7||/data|";
    QTest::newRow("an address in brackets") << "[2001:db8::7]|/data|"
                                            << "2001:db8::7||/data|";
    QTest::newRow("short row") << "a|/data"
                               << "a||/data|";
    QTest::newRow("blank cells beyond the headings") << "a|/data|||"
                                                     << "a||/data|";
}

void TstWikiMatrix::rows()
{
    QFETCH(QString, row);
    QFETCH(QString, expected);
    const Result<WikiMatrix> matrix = readWikiMatrix({matrixOf({row})});
    QVERIFY(matrix);
    QVERIFY2(matrix->skipped.isEmpty(), qPrintable(matrix->skipped.value(0).reason));
    QCOMPARE(matrix->servers.size(), 1);
    QCOMPARE(printed(matrix->servers.first()), expected);
}

void TstWikiMatrix::skippedRows_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("says");
    QTest::newRow("no name") << "|/data|"
                             << "no server name";
    QTest::newRow("a sentence for a name") << "see the other page|/data|"
                                           << "see the other page";
    QTest::newRow("an option for a name") << "-oProxyCommand=x|/data|"
                                          << "-oProxyCommand=x";
    QTest::newRow("an option and a command for a name") << "-oLocalCommand=touch /tmp/made|/data|"
                                                        << "-oLocalCommand=touch";
    QTest::newRow("a user before the name") << "backup@moodle-a.example|/data|"
                                            << "backup@moodle-a.example";
    QTest::newRow("a port behind the name") << "moodle-a.example:22|/data|"
                                            << "moodle-a.example:22";
    QTest::newRow("two words for a name") << "moodle a.example|/data|"
                                          << "moodle a.example";
    QTest::newRow("two names on a line") << "moodle-a.example / moodle-b.example|/data|"
                                         << "moodle-a.example / moodle-b.example";
    QTest::newRow("a name with an accent") << "m\u00f6\u00f6dle.example|/data|"
                                           << "m\u00f6\u00f6dle.example";
    QTest::newRow("a name in another script") << "m\u03bfodle|/data|"
                                              << "m\u03bfodle";
    QTest::newRow("a name with a hidden mark") << "moodle\u202e-a|/data|"
                                               << "\\u{202e}";
    QTest::newRow("headings repeated") << "server name|folders currently|folders we want"
                                       << "server name";
    QTest::newRow("folder not absolute") << "a|data/moodle|"
                                         << "data/moodle";
    QTest::newRow("wanted folder not absolute") << "a|/data|moodle"
                                                << "moodle";
    QTest::newRow("one bad folder among good ones") << "a|/var+the whole server+/data|"
                                                    << "the whole server";
    QTest::newRow("parent folder") << "a|/data/../etc|"
                                   << "..";
    QTest::newRow("another system's folder") << "a|C:\\data|"
                                             << "C:\\data";
    QTest::newRow("a remark behind a folder") << "a|/data (nightly)|"
                                              << "/data (nightly)";
    QTest::newRow("text beyond the headings") << "a|/data||extra"
                                              << "outside";
}

void TstWikiMatrix::skippedRows()
{
    QFETCH(QString, row);
    QFETCH(QString, says);
    const Result<WikiMatrix> matrix = readWikiMatrix({matrixOf({row, QStringLiteral("good|/x|")})});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 1);
    QCOMPARE(matrix->servers.first().name, QStringLiteral("good"));
    QCOMPARE(matrix->currentFolders, 1);
    QCOMPARE(matrix->skipped.size(), 1);
    QCOMPARE(matrix->skipped.first().row, 1);
    QVERIFY2(matrix->skipped.first().reason.contains(says), qPrintable(matrix->skipped.first().reason));
    QVERIFY(!matrix->skipped.first().text.isEmpty());
}

/// Each folder was held against all others of its server.
void TstWikiMatrix::foldersBeyondMeasure()
{
    QStringList folders;
    for (qsizetype i = 0; i < MostWikiFolders; ++i)
        folders += QStringLiteral("/data/%1").arg(i);
    const QString most = folders.join(u'+');
    const QString row = QStringLiteral("%1|%2|%3");
    const Result<WikiMatrix> matrix = readWikiMatrix({matrixOf({
        row.arg(QStringLiteral("a"), most, most + u'+' + most), // said twice
        row.arg(QStringLiteral("b"), most + QStringLiteral("+/srv"), QString()),
        row.arg(QStringLiteral("c"), QString(), most + QStringLiteral("+/srv")),
        row.arg(QStringLiteral("d"), QStringLiteral("/"), QStringLiteral("/data")),
    })});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 2);
    QCOMPARE(matrix->servers.at(0).current.size(), MostWikiFolders);
    QCOMPARE(matrix->servers.at(0).wanted.size(), MostWikiFolders);
    QCOMPARE(matrix->servers.at(1).name, QStringLiteral("d"));
    QCOMPARE(matrix->skipped.size(), 2);
    for (const SkippedRow &skipped : matrix->skipped)
        QVERIFY2(skipped.reason.contains(QStringLiteral("More than 1000 folders")), qPrintable(skipped.reason));
}

/// Below a name that reaches over many rows, and cells that do: each row added its folders to all before it.
void TstWikiMatrix::foldersOfManyRowsBeyondMeasure()
{
    WikiTable table = matrixOf({QStringLiteral("a|/data|")});
    const auto below = [&table](const QString &folders) {
        QList<WikiCell> row = cells(QStringLiteral("a|") + folders + u'|');
        row.first().fromAbove = true;
        table.rows.append(row);
    };
    for (qsizetype i = 0; i < MostWikiFolders; ++i)
        below(QStringLiteral("/srv/%1").arg(i));
    const Result<WikiMatrix> matrix = readWikiMatrix({table});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 1);
    QCOMPARE(matrix->servers.first().current.size(), MostWikiFolders);
    QCOMPARE(matrix->skipped.size(), 1);
    QVERIFY2(matrix->skipped.first().text.contains(QStringLiteral("/srv/999")),
             qPrintable(matrix->skipped.first().text));

    // A cell of half the characters that are read, over three rows.
    const QString large = u'/' + QString(2 * 1024 * 1024, u'x');
    WikiTable wide = matrixOf({QStringLiteral("a|/data|")});
    for (const QString &name : {QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}) {
        const QList<WikiCell> row {cell(name), cell(large), cell(QString())};
        wide.rows.append(row);
    }
    const Result<WikiMatrix> cut = readWikiMatrix({wide});
    QVERIFY(cut);
    QVERIFY2(cut->servers.size() == 2, qPrintable(QString::number(cut->servers.size())));
    QVERIFY(!cut->skipped.isEmpty());
    QVERIFY2(cut->skipped.last().reason.contains(QStringLiteral("more folders than are read")),
             qPrintable(cut->skipped.last().reason));
}

void TstWikiMatrix::skippedRowsAreNumbered()
{
    const QString longName = QString(500, u'x') + u' ' + u'y';
    const Result<WikiMatrix> matrix = readWikiMatrix({matrixOf(
        {QStringLiteral("a||"), QStringLiteral("||"), QStringLiteral("b|x|"), longName, QStringLiteral("A||")})});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 1);
    QCOMPARE(matrix->skipped.size(), 3);
    QCOMPARE(matrix->skipped.at(0).row, 3);
    QCOMPARE(matrix->skipped.at(0).text, QStringLiteral("b | x"));
    QCOMPARE(matrix->skipped.at(1).row, 4);
    QCOMPARE(matrix->skipped.at(1).text.size(), 120);
    QCOMPARE(matrix->skipped.at(2).row, 5);
    QVERIFY(matrix->skipped.at(2).reason.contains(QStringLiteral("already")));
}

void TstWikiMatrix::webAddresses()
{
    WikiTable table {cells(QStringLiteral("server|web address|current folders|wanted folders")), {}};
    const auto add = [&](const char *name, const WikiCell &web) {
        table.rows.append({{{QString::fromLatin1(name)}, {}}, web, {}, {}});
    };
    add("a", {{QStringLiteral("Moodle")}, {QStringLiteral("https://moodle.example")}});
    add("b", {{QStringLiteral("moodle.example")}, {QStringLiteral("javascript:alert(1)")}});
    add("c", {{QStringLiteral("http://one.example")}, {}});
    add("d", {{QStringLiteral("x")}, {QStringLiteral("/display/X"), QStringLiteral("HTTP://two.example")}});
    const Result<WikiMatrix> matrix = readWikiMatrix({table});
    QVERIFY(matrix);
    QStringList addresses;
    for (const Server &server : matrix->servers)
        addresses.append(server.web);
    QCOMPARE(addresses,
             (QStringList {QStringLiteral("https://moodle.example"), QStringLiteral("moodle.example"),
                           QStringLiteral("http://one.example"), QStringLiteral("HTTP://two.example")}));
}

void TstWikiMatrix::textFields()
{
    WikiTable table {cells(QStringLiteral("server|os|service||current folders|wanted folders|policy|archive")), {}};
    table.rows.append(cells(QStringLiteral("a|red+hat|x+y|fs+p|||2 copies+30 days|each term+all")));
    const Result<WikiMatrix> matrix = readWikiMatrix({table});
    QVERIFY(matrix);
    const Server server = matrix->servers.first();
    QCOMPARE(server.os, QStringLiteral("red hat"));
    QCOMPARE(server.service, QStringLiteral("x\ny"));
    QCOMPARE(server.storageNode, QStringLiteral("fs p"));
    QCOMPARE(server.policy, QStringLiteral("2 copies\n30 days"));
    QCOMPARE(server.archive, QStringLiteral("each term\nall"));
}

void TstWikiMatrix::absentColumnsAreToldApart()
{
    const Result<WikiMatrix> matrix = readWikiMatrix({matrixOf({QStringLiteral("a||")})});
    QVERIFY(matrix);
    QCOMPARE(matrix->fields,
             (QStringList {QStringLiteral("current"), QStringLiteral("name"), QStringLiteral("note"),
                           QStringLiteral("wanted")}));
}

void TstWikiMatrix::plainHeadings()
{
    WikiTable table = matrixOf({QStringLiteral("a|/x|")});
    table.rows.prepend(table.header);
    table.header.clear();
    const Result<WikiMatrix> matrix = readWikiMatrix({table});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 1);
    QCOMPARE(matrix->servers.first().name, QStringLiteral("a"));
}

void TstWikiMatrix::twoMatrices()
{
    const WikiTable other {cells(QStringLiteral("Option|Notes")), {cells(QStringLiteral("Keep|1"))}};
    const Result<WikiMatrix> matrix =
        readWikiMatrix({matrixOf({QStringLiteral("a|/x|"), QStringLiteral("b|/x|")}), other,
                        matrixOf({QStringLiteral("c|/x|/y"), QStringLiteral("B|/z|")})});
    QVERIFY(matrix);
    QCOMPARE(matrix->servers.size(), 3);
    QCOMPARE(matrix->currentFolders, 3);
    QCOMPARE(matrix->wantedFolders, 1);
    QCOMPARE(matrix->skipped.size(), 1);
    QCOMPARE(matrix->skipped.first().row, 4);
}

void TstWikiMatrix::noMatrix_data()
{
    QTest::addColumn<QStringList>("headings");
    QTest::newRow("no table") << QStringList();
    QTest::newRow("the options alone") << QStringList {QStringLiteral("Option|Notes|Option we have chosen")};
    QTest::newRow("no wanted folders") << QStringList {QStringLiteral("server name|folders currently backed up")};
    QTest::newRow("no names") << QStringList {QStringLiteral("OS|current folders|wanted folders")};
}

void TstWikiMatrix::noMatrix()
{
    QFETCH(QStringList, headings);
    QList<WikiTable> tables;
    for (const QString &heading : headings)
        tables.append({cells(heading), {cells(QStringLiteral("a|/x|/y"))}});
    const Result<WikiMatrix> matrix = readWikiMatrix(tables);
    QVERIFY(!matrix);
    QCOMPARE(matrix.error().kind, ErrorKind::BadInput);
    QVERIFY(!matrix.error().message.isEmpty() && !matrix.error().advice.isEmpty());
}

NIGHTKEEP_TEST(TstWikiMatrix, unit, Core)
#include "tst_wikimatrix.moc"

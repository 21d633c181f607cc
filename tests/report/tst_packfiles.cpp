// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/packfiles.h"
#include "app/report/stripdrawing.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QXmlStreamReader>

using namespace Nightkeep;

namespace {

PackTable packedTable(const QString &key, int columns, int rows)
{
    PackTable table {key, QStringLiteral("Table of %1").arg(key), {}, {}, QStringLiteral("There is none.")};
    for (int column = 0; column < columns; ++column)
        table.headings << QStringLiteral("Heading%1").arg(column);
    for (int row = 0; row < rows; ++row) {
        QList<PackCell> cells;
        for (int column = 0; column < columns; ++column)
            cells << PackCell {QStringLiteral("%1r%2c%3").arg(key).arg(row).arg(column)};
        table.rows << cells;
    }
    return table;
}

NightPicture packedNights()
{
    NightPicture picture;
    picture.first = QDate(2008, 9, 5);
    picture.last = QDate(2008, 11, 3);
    NightRow row;
    row.title = QStringLiteral("Course backups");
    row.promised = 60;
    for (int night = 0; night < picture.nights(); ++night)
        row.cells << NightCell {picture.first.addDays(night), NightState(night % 7), {}};
    picture.rows << row;
    return picture;
}

Pack packed(const QList<PackChapter> &chapters)
{
    return {QStringLiteral("Backups & archives <for> the meeting"),
            QStringLiteral("A workspace."),
            QDateTime(QDate(2008, 11, 4), QTime(10, 0), QTimeZone::utc()),
            QStringLiteral("en-GB"),
            false,
            chapters};
}

/// Each kind of block, and what outside may put into a text.
Pack packedHostile()
{
    PackTable table = packedTable(QStringLiteral("hostile"), 3, 4);
    table.rows[0][1].text = QStringLiteral("<script>alert('x')</script> & \"quotes\"");
    table.rows[1][1].text = QString(3000, u'w');
    table.rows[2][1].text =
        QStringLiteral("control ") + QChar(1) + QChar(0x202e) + QChar(0xffff) + QChar(0xd800) + QStringLiteral(" end");
    table.rows[3][1].text = QStringLiteral("=SUM(A1)\nsecond line");
    table.rows[3][2].state = State::Unknown;
    table.rows[2][0].isNew = true;
    return packed({{QStringLiteral("<first>"),
                    QStringLiteral("First & 'foremost'"),
                    {PackParagraph {QStringLiteral("Something is wrong."), State::Bad}, table,
                     PackList {{QStringLiteral("one"), QStringLiteral("two")}},
                     PackTable(packedTable(QStringLiteral("empty"), 2, 0)),
                     PackStrip {QStringLiteral("Night by night"), packedNights(), {QStringLiteral("Nine of sixty.")}}}},
                   {QStringLiteral("second"), QStringLiteral("Second"), {packedTable(QStringLiteral("wide"), 11, 3)}}});
}

QByteArray packAs(const Pack &pack, PackFormat format)
{
    const Result<QByteArray> bytes = PackFiles().write(pack, format, {});
    return bytes ? *bytes : QByteArray();
}

} // namespace

class TstPackFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// What a program says of a file; null where it did not end with 0.
    QByteArray told(const QString &program, const QStringList &arguments, const QByteArray &contents,
                    const QString &name)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
            return {};
        file.close();
        QStringList all = arguments;
        all.replaceInStrings(QStringLiteral("FILE"), file.fileName());
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, all);
        if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        const QByteArray said = process.readAll();
        return process.exitCode() == 0 ? QByteArray("") + said : QByteArray();
    }

    QString pdfText(const QByteArray &pdf)
    {
        return QString::fromUtf8(told(QStringLiteral("pdftotext"),
                                      {QStringLiteral("-raw"), QStringLiteral("FILE"), QStringLiteral("-")}, pdf,
                                      QStringLiteral("a.pdf")));
    }

private slots:
    void samePackIsTheSameFile_data()
    {
        QTest::addColumn<int>("format");
        for (const Name<PackFormat> &name : Names<PackFormat>)
            QTest::newRow(name.word) << int(name.value);
    }
    void samePackIsTheSameFile()
    {
        QFETCH(int, format);
        const Pack pack = packedHostile();
        const QByteArray first = packAs(pack, PackFormat(format));
        QVERIFY(!first.isEmpty());
        QCOMPARE(packAs(pack, PackFormat(format)), first);
    }

    void cancelledIsNeitherDoneNorFailed_data() { samePackIsTheSameFile_data(); }
    void cancelledIsNeitherDoneNorFailed()
    {
        QFETCH(int, format);
        const CancelToken cancel;
        const Pack pack =
            packed({{QStringLiteral("a"), QStringLiteral("A"), {packedTable(QStringLiteral("a"), 2, 500)}}});
        // In the middle: by what it says of how far it has come.
        const Result<QByteArray> bytes =
            PackFiles().write(pack, PackFormat(format), cancel, [&cancel](const Progress &) { cancel.cancel(); });
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::Cancelled);
    }

    void htmlIsValid()
    {
        const QByteArray html = packAs(packedHostile(), PackFormat::Html);
        const QByteArray said =
            told(QStringLiteral("tidy"), {QStringLiteral("-e"), QStringLiteral("-q"), QStringLiteral("FILE")}, html,
                 QStringLiteral("a.html"));
        QVERIFY2(!said.isNull() && said.isEmpty(), said.constData());
        QVERIFY(!html.contains("<script"));
        QVERIFY(html.contains("lang=\"en-GB\""));
        QVERIFY(html.contains("<th scope=\"col\">Heading1</th>"));
        QVERIFY(html.contains("<th scope=\"row\">"));
        QVERIFY(html.contains("<td></td>") || !html.contains("<td/>"));
        QVERIFY(html.contains("[unknown]")); // never by colour alone
        QVERIFY(html.contains("There is none."));
        // Each link of the contents leads to a chapter.
        static const QRegularExpression link(QStringLiteral("href=\"#([^\"]+)\""));
        int links = 0;
        for (auto found = link.globalMatch(QString::fromUtf8(html)); found.hasNext(); ++links)
            QVERIFY(html.contains("<section id=\"" + found.next().captured(1).toUtf8() + "\""));
        QCOMPARE(links, 2);
        QVERIFY(html.contains("table-header-group"));
        // Nothing comes from elsewhere.
        static const QRegularExpression outside(QStringLiteral("(src|href)=\"(?!#)"));
        QVERIFY(!outside.match(QString::fromUtf8(html)).hasMatch());
    }

    /// A day that is cut would be another day, and one that turns with the page's script lies outside the picture.
    void daysOfTheStripLieInThePicture()
    {
        for (int last = 1; last <= 31; ++last) {
            NightPicture picture;
            picture.last = QDate(2008, 10, last);
            picture.first = picture.last.addDays(-59);
            NightRow row;
            for (int night = 0; night < picture.nights(); ++night)
                row.cells << NightCell {picture.first.addDays(night), NightState::Everywhere, {}};
            picture.rows << row;
            const StripDrawing drawing = stripDrawing(picture);
            for (const StripDrawing::Label &label : drawing.labels)
                QVERIFY2(label.at.x() + 50 <= drawing.width, qPrintable(label.text));
        }
        Pack pack = packedHostile();
        pack.rightToLeft = true;
        const QByteArray html = packAs(pack, PackFormat::Html);
        QVERIFY(html.contains("<html lang=\"en-GB\" dir=\"rtl\">"));
        QVERIFY(html.contains("style=\"direction: ltr\""));
    }

    /// People see the projector and the paper together.
    void paperHasThePatternsOfTheWindow()
    {
        NightPicture picture;
        picture.first = picture.last = QDate(2008, 10, 28);
        NightRow row;
        row.cells << NightCell {picture.first, NightState::OffServer, {}};
        row.promised = 1;
        picture.rows << row;
        const StripDrawing drawing = stripDrawing(picture);
        QStringList words;
        for (const StripDrawing::Label &label : drawing.labels)
            words << label.text;
        QVERIFY(words.contains(nightStateWord(NightState::OffServer)));
        QVERIFY(words.contains(promiseLineWord()));
        const NightPattern pattern = nightPattern(NightState::OffServer, drawing.cells.constFirst().at.size());
        QVERIFY(!pattern.lines.isEmpty());
        Pack pack = packed({{QStringLiteral("one"),
                             QStringLiteral("One"),
                             {PackStrip {QStringLiteral("Nights"), picture, {QStringLiteral("One of one.")}}}}});
        const QByteArray html = packAs(pack, PackFormat::Html);
        const QByteArray drawn = html.mid(html.indexOf("<path"));
        QCOMPARE(drawn.left(drawn.indexOf("/>")).count('M'), pattern.lines.size()); // of the first cell
        QVERIFY(html.contains("fill=\"none\""));
    }

    void pdfIsTaggedAndSaysItsParts()
    {
        const QByteArray pdf = packAs(packedHostile(), PackFormat::Pdf);
        const QByteArray info = told(QStringLiteral("pdfinfo"), {QStringLiteral("FILE")}, pdf, QStringLiteral("a.pdf"));
        QVERIFY2(info.contains("Tagged:          yes"), info.constData());
        QVERIFY(info.contains("Backups & archives <for> the meeting"));
        QVERIFY(info.contains("2008"));
        const QByteArray tree = told(QStringLiteral("pdfinfo"), {QStringLiteral("-struct"), QStringLiteral("FILE")},
                                     pdf, QStringLiteral("a.pdf"));
        for (const char *tag :
             {"Document", "H1", "H2", "P (", "L (", "LI", "Table", "TR", "TH", "TD", "Figure", "Link"})
            QVERIFY2(tree.contains(tag), tag);
        QVERIFY(pdf.contains("/Outlines"));
    }

    void pdfReadsInOrder()
    {
        const QString text = pdfText(packAs(packedHostile(), PackFormat::Pdf));
        qsizetype at = 0;
        for (const char *part : {"Contents", "Second", "Something is wrong. [bad]", "Table of hostile", "Heading0",
                                 "hostiler0c0", "<script>", "hostiler2c0", "[new]", "[unknown]", "• one",
                                 "There is none.", "Night by night", "Nine of sixty.", "Table of wide", "wider2c10"}) {
            const qsizetype found = text.indexOf(QString::fromUtf8(part), at);
            QVERIFY2(found >= at, part);
            at = found;
        }
        QVERIFY(text.contains(QStringLiteral("2 of ")));
    }

    /// Each page of a long table begins with its headings, and no row is lost.
    void longTableBreaksOverPages()
    {
        constexpr int rows = 2000;
        const QByteArray pdf = packAs(
            packed({{QStringLiteral("long"), QStringLiteral("Long"), {packedTable(QStringLiteral("long"), 4, rows)}}}),
            PackFormat::Pdf);
        QStringList pages = pdfText(pdf).split(u'\f');
        pages.removeLast(); // behind the last page
        QVERIFY(pages.size() > 20);
        int seen = 0;
        for (qsizetype page = 1; page < pages.size(); ++page) { // behind the contents
            QCOMPARE(pages.at(page).count(QStringLiteral("Heading0")), 1);
            QVERIFY(pages.at(page).contains(QStringLiteral("%1 of %2").arg(page + 1).arg(pages.size())));
            static const QRegularExpression row(QStringLiteral("longr(\\d+)c0"));
            for (auto found = row.globalMatch(pages.at(page)); found.hasNext(); ++seen)
                QCOMPARE(found.next().captured(1).toInt(), seen);
        }
        QCOMPARE(seen, rows);
    }

    /// A cell that is higher than a page goes on with the next.
    void highRowIsSplit()
    {
        PackTable table = packedTable(QStringLiteral("high"), 2, 1);
        QStringList words;
        for (int word = 0; word < 6000; ++word)
            words << QStringLiteral("word%1").arg(word);
        table.rows[0][1].text = words.join(u' ');
        const QString text =
            pdfText(packAs(packed({{QStringLiteral("high"), QStringLiteral("High"), {table}}}), PackFormat::Pdf));
        QVERIFY(text.count(u'\f') > 3);
        for (const char *word : {"word0", "word3000", "word5999"})
            QVERIFY2(text.contains(QLatin1String(word)), word);
    }

    /// Wherever its page ends, what introduces a list is never the last of it.
    void paragraphStaysWithItsList()
    {
        for (int above = 20; above < 60; ++above) {
            QStringList lines;
            for (int line = 0; line < above; ++line)
                lines << QStringLiteral("line");
            const Pack pack = packed({{QStringLiteral("one"),
                                       QStringLiteral("One"),
                                       {PackList {lines}, PackParagraph {QStringLiteral("Introduces it:")},
                                        PackList {{QStringLiteral("firstofit")}}}}});
            const QStringList pages = pdfText(packAs(pack, PackFormat::Pdf)).split(u'\f');
            int together = 0;
            for (const QString &page : pages)
                together += page.contains(QStringLiteral("Introduces")) && page.contains(QStringLiteral("firstofit"));
            QVERIFY2(together == 1, qPrintable(QString::number(above)));
        }
        const QByteArray html =
            packAs(packed({{QStringLiteral("one"),
                            QStringLiteral("One"),
                            {PackParagraph {QStringLiteral("Introduces it:")}, PackList {{QStringLiteral("firstofit")}},
                             PackParagraph {QStringLiteral("Stands alone.")}}}}),
                   PackFormat::Html);
        QVERIFY(html.contains("<p class=\"lead\">Introduces it:"));
        QVERIFY(html.contains("<p>Stands alone."));
    }

    void odtIsWellFormed()
    {
        const QByteArray odt = packAs(packedHostile(), PackFormat::Odt);
        QVERIFY(odt.mid(30).startsWith("mimetypeapplication/vnd.oasis.opendocument.text"));
        for (const char *part :
             {"content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml", "Pictures/strip-1.svg"}) {
            const QByteArray bytes =
                told(QStringLiteral("unzip"), {QStringLiteral("-p"), QStringLiteral("FILE"), QLatin1String(part)}, odt,
                     QStringLiteral("a.odt"));
            QXmlStreamReader xml(bytes);
            QHash<QString, int> elements;
            while (!xml.atEnd()) {
                if (xml.readNext() == QXmlStreamReader::StartElement)
                    ++elements[xml.qualifiedName().toString()];
            }
            QVERIFY2(!xml.hasError(), qPrintable(QLatin1String(part) + xml.errorString()));
            if (qstrcmp(part, "content.xml") != 0)
                continue;
            QCOMPARE(elements.value(QStringLiteral("table:table")), 2);
            QCOMPARE(elements.value(QStringLiteral("table:table-header-rows")), 2);
            QCOMPARE(elements.value(QStringLiteral("text:h")), 3);
            QCOMPARE(elements.value(QStringLiteral("draw:image")), 1);
            QCOMPARE(elements.value(QStringLiteral("script")), 0);
        }
    }

    void csvHasEachTableWithItsHeadings()
    {
        const QByteArray csv = packAs(packedHostile(), PackFormat::Csv);
        QVERIFY(csv.startsWith("Backups & archives <for> the meeting\r\n"));
        QVERIFY(csv.contains("\r\nTable of wide\r\nHeading0,Heading1,Heading2,Heading3,Heading4,Heading5,Heading6,"
                             "Heading7,Heading8,Heading9,Heading10\r\nwider0c0,wider0c1,"));
        QVERIFY(csv.contains("\"'=SUM(A1)\nsecond line\",hostiler3c2 [unknown]\r\n"));
        QVERIFY(csv.contains("hostiler2c0 [new],"));
        QVERIFY(csv.contains("Night,Course backups\r\n2008-09-05,"));
    }

    void jsonHasEachBlock()
    {
        const QJsonDocument json = QJsonDocument::fromJson(packAs(packedHostile(), PackFormat::Json));
        QCOMPARE(json[u"madeAt"].toString(), QStringLiteral("2008-11-04T10:00:00Z"));
        const QJsonArray blocks = json[u"chapters"][0][u"blocks"].toArray();
        QStringList kinds;
        for (const QJsonValue &block : blocks)
            kinds << block[u"kind"].toString();
        QCOMPARE(kinds.join(u' '), QStringLiteral("paragraph table list table strip"));
        QCOMPARE(blocks.at(1)[u"rows"][3][2][u"state"].toString(), QStringLiteral("unknown"));
        QVERIFY(blocks.at(1)[u"rows"][0][2][u"state"].isNull());
        QCOMPARE(blocks.at(4)[u"picture"][u"rows"][0][u"cells"].toArray().size(), 60);
    }

    void packWithoutChaptersIsWhole_data() { samePackIsTheSameFile_data(); }
    void packWithoutChaptersIsWhole()
    {
        QFETCH(int, format);
        QVERIFY(!packAs(packed({}), PackFormat(format)).isEmpty());
    }
};

NIGHTKEEP_TEST(TstPackFiles, report, Core)
#include "tst_packfiles.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/report/reportwords.h"
#include "app/report/stripdrawing.h"

#include <QXmlStreamWriter>

namespace Nightkeep {

namespace {

// One page for itself: nothing of it comes from elsewhere.
constexpr auto HtmlStyle = R"(
body { font-family: sans-serif; line-height: 1.4; color: #111; background: #fff; max-width: 80em; margin: 1em auto; padding: 0 1em; }
table { border-collapse: collapse; margin: 0.5em 0 1.5em; }
caption { text-align: start; font-weight: bold; padding: 0.3em 0; }
th, td { border: 1px solid #999; padding: 0.25em 0.5em; text-align: start; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
thead th { background: #e2e2e2; }
tbody th { font-weight: normal; }
.number { text-align: end; }
.note { font-weight: bold; white-space: nowrap; }
svg { width: 100%; max-width: 60em; height: auto; }
a { color: #0b4f9e; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9pt; }
  nav { break-after: page; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  h2, caption, figure, .lead { break-after: avoid; }
}
)";

QString htmlId(const PackChapter &chapter, qsizetype number)
{
    // Its own key where an address can have it: a link into a page of the wiki stays good.
    QString id = QStringLiteral("chapter-");
    for (const QChar letter : chapter.key) {
        if (letter.unicode() < 128 && letter.isLetterOrNumber())
            id += letter;
    }
    return id + u'-' + QString::number(number + 1);
}

class HtmlPage
{
public:
    HtmlPage(QString *out, ReportSteps &steps)
        : m_xml(out)
        , m_steps(steps)
    {
    }

    /// False: cancelled.
    bool write(const Pack &pack)
    {
        m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>"));
        m_xml.writeCharacters(QStringLiteral("\n"));
        m_xml.writeStartElement(QStringLiteral("html"));
        m_xml.writeAttribute(QStringLiteral("lang"), pack.language);
        m_xml.writeAttribute(QStringLiteral("dir"), pack.rightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr"));
        writeHead(pack);
        m_xml.writeStartElement(QStringLiteral("body"));
        m_xml.writeStartElement(QStringLiteral("header"));
        element(QStringLiteral("h1"), pack.title);
        element(QStringLiteral("p"), pack.subtitle);
        m_xml.writeEndElement();
        writeContents(pack);
        m_xml.writeStartElement(QStringLiteral("main"));
        for (qsizetype at = 0; at < pack.chapters.size(); ++at) {
            const PackChapter &chapter = pack.chapters.at(at);
            m_xml.writeStartElement(QStringLiteral("section"));
            m_xml.writeAttribute(QStringLiteral("id"), htmlId(chapter, at));
            element(QStringLiteral("h2"), chapter.title);
            for (qsizetype block = 0; block < chapter.blocks.size(); ++block) {
                if (!writeBlock(chapter.blocks.at(block), leadsList(chapter.blocks, block)))
                    return false;
            }
            m_xml.writeEndElement();
        }
        m_xml.writeEndDocument();
        return true;
    }

private:
    void element(const QString &name, const QString &text)
    {
        m_xml.writeStartElement(name);
        m_xml.writeCharacters(reportText(text));
        m_xml.writeEndElement();
        m_xml.writeCharacters(QStringLiteral("\n"));
    }

    void meta(const QString &name, const QString &content)
    {
        m_xml.writeEmptyElement(QStringLiteral("meta"));
        m_xml.writeAttribute(QStringLiteral("name"), name);
        m_xml.writeAttribute(QStringLiteral("content"), content);
    }

    void writeHead(const Pack &pack)
    {
        m_xml.writeStartElement(QStringLiteral("head"));
        m_xml.writeEmptyElement(QStringLiteral("meta"));
        m_xml.writeAttribute(QStringLiteral("charset"), QStringLiteral("utf-8"));
        meta(QStringLiteral("viewport"), QStringLiteral("width=device-width, initial-scale=1"));
        meta(QStringLiteral("generator"), QStringLiteral("Nightkeep"));
        meta(QStringLiteral("date"), pack.madeAt.toString(Qt::ISODate));
        element(QStringLiteral("title"), pack.title);
        element(QStringLiteral("style"), QLatin1String(HtmlStyle));
        m_xml.writeEndElement();
    }

    void writeContents(const Pack &pack)
    {
        if (pack.chapters.isEmpty())
            return;
        m_xml.writeStartElement(QStringLiteral("nav"));
        m_xml.writeAttribute(QStringLiteral("aria-labelledby"), QStringLiteral("contents"));
        m_xml.writeStartElement(QStringLiteral("h2"));
        m_xml.writeAttribute(QStringLiteral("id"), QStringLiteral("contents"));
        m_xml.writeCharacters(AppTr::tr("Contents"));
        m_xml.writeEndElement();
        m_xml.writeStartElement(QStringLiteral("ol"));
        for (qsizetype at = 0; at < pack.chapters.size(); ++at) {
            m_xml.writeStartElement(QStringLiteral("li"));
            m_xml.writeStartElement(QStringLiteral("a"));
            m_xml.writeAttribute(QStringLiteral("href"), u'#' + htmlId(pack.chapters.at(at), at));
            m_xml.writeCharacters(reportText(pack.chapters.at(at).title));
            m_xml.writeEndElement();
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    bool writeBlock(const PackBlock &block, bool isLead)
    {
        if (!m_steps.step())
            return false;
        if (const auto *table = std::get_if<PackTable>(&block))
            return writeTable(*table);
        if (const auto *paragraph = std::get_if<PackParagraph>(&block)) {
            m_xml.writeStartElement(QStringLiteral("p"));
            if (isLead)
                m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("lead"));
            writeNoted({paragraph->text, paragraph->state}, 0);
            m_xml.writeEndElement();
        } else if (const auto *list = std::get_if<PackList>(&block)) {
            writeList(list->lines);
        } else if (const auto *strip = std::get_if<PackStrip>(&block)) {
            m_xml.writeStartElement(QStringLiteral("figure"));
            writeStripSvg(m_xml, *strip);
            element(QStringLiteral("figcaption"), strip->caption);
            m_xml.writeEndElement();
            writeList(strip->words);
        }
        return true;
    }

    void writeNoted(const PackCell &cell, qsizetype column)
    {
        m_xml.writeCharacters(reportText(cell.text));
        for (const QString &note : cellNotes(cell, column)) {
            m_xml.writeCharacters(QStringLiteral(" "));
            m_xml.writeStartElement(QStringLiteral("span"));
            m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("note"));
            if (cell.state && note == stateWord(*cell.state))
                m_xml.writeAttribute(QStringLiteral("style"), QStringLiteral("color: ") + printColour(*cell.state));
            m_xml.writeCharacters(u'[' + note + u']');
            m_xml.writeEndElement();
        }
    }

    void writeList(const QStringList &lines)
    {
        if (lines.isEmpty())
            return;
        m_xml.writeStartElement(QStringLiteral("ul"));
        for (const QString &line : lines)
            element(QStringLiteral("li"), line);
        m_xml.writeEndElement();
    }

    bool writeTable(const PackTable &table)
    {
        if (table.rows.isEmpty()) {
            element(QStringLiteral("p"), table.caption + QStringLiteral(": ") + table.empty);
            return true;
        }
        m_xml.writeStartElement(QStringLiteral("table"));
        element(QStringLiteral("caption"), table.caption);
        m_xml.writeStartElement(QStringLiteral("thead"));
        m_xml.writeStartElement(QStringLiteral("tr"));
        for (const QString &heading : table.headings) {
            m_xml.writeStartElement(QStringLiteral("th"));
            m_xml.writeAttribute(QStringLiteral("scope"), QStringLiteral("col"));
            m_xml.writeCharacters(reportText(heading));
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeStartElement(QStringLiteral("tbody"));
        for (const QList<PackCell> &row : table.rows) {
            if (!m_steps.step())
                return false;
            writeRow(row, table.headings.size());
        }
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeCharacters(QStringLiteral("\n"));
        return true;
    }

    void writeRow(const QList<PackCell> &row, qsizetype columns)
    {
        m_xml.writeStartElement(QStringLiteral("tr"));
        for (qsizetype column = 0; column < columns; ++column) {
            const PackCell cell = row.value(column);
            m_xml.writeStartElement(column == 0 ? QStringLiteral("th") : QStringLiteral("td"));
            if (column == 0)
                m_xml.writeAttribute(QStringLiteral("scope"), QStringLiteral("row"));
            if (cell.isNumber)
                m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("number"));
            writeNoted(cell, column);
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
        m_xml.writeCharacters(QStringLiteral("\n"));
    }

    QXmlStreamWriter m_xml;
    ReportSteps &m_steps;
};

} // namespace

Result<QByteArray> htmlReport(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress)
{
    ReportSteps steps(pack, cancel, progress);
    QString page;
    if (HtmlPage writer(&page, steps); !writer.write(pack))
        return reportCancelled();
    return page.toUtf8();
}

} // namespace Nightkeep

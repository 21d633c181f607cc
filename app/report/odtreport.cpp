// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/report/reportwords.h"
#include "app/report/stripdrawing.h"

#include <QBuffer>
#include <QTimeZone>
#include <QXmlStreamWriter>

#include <algorithm>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

namespace Nightkeep {

// Not by Qt's writer of this format: it knows neither headings nor the heading rows of tables.

namespace {

/// A file inside the document.
struct OdtPart
{
    QString name;
    QByteArray bytes;
};

constexpr auto OdtStyles = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="2mm"%4/><style:text-properties fo:font-family="Sans" fo:font-size="9pt" style:font-size-complex="9pt" fo:language="%1" fo:country="%2"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"><style:text-properties fo:font-size="20pt" style:font-size-complex="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"><style:paragraph-properties fo:keep-with-next="always"/><style:text-properties fo:font-size="14pt" style:font-size-complex="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="3mm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Lead" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:keep-with-next="always"/></style:style>
<style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0mm"/><style:text-properties fo:font-size="7.5pt" style:font-size-complex="7.5pt"/></style:style>
<style:style style:name="CellNumber" style:family="paragraph" style:parent-style-name="Cell"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="CellHeading" style:family="paragraph" style:parent-style-name="Cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="upright"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin="15mm"/></style:page-layout>
<style:page-layout style:name="lying"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" fo:margin="15mm" style:print-orientation="landscape"/></style:page-layout>
</office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="upright"><style:footer><text:p text:style-name="CellNumber">%3</text:p></style:footer></style:master-page>
<style:master-page style:name="Wide" style:page-layout-name="lying"><style:footer><text:p text:style-name="CellNumber">%3</text:p></style:footer></style:master-page>
</office:master-styles>
</office:document-styles>
)";

QByteArray odtStyles(const Pack &pack)
{
    const QString number = AppTr::tr("%1 of %2", "a page's number, and how many there are")
                               .toHtmlEscaped()
                               .arg(QStringLiteral("<text:page-number text:select-page=\"current\"/>"),
                                    QStringLiteral("<text:page-count/>"));
    const QString direction = pack.rightToLeft ? QStringLiteral(" style:writing-mode=\"rl-tb\"") : QString();
    const QString country = pack.language.section(u'-', 1, 1);
    return QString::fromLatin1(OdtStyles)
        .arg(pack.language.section(u'-', 0, 0).toHtmlEscaped(),
             country.isEmpty() ? QStringLiteral("none") : country.toHtmlEscaped(), number, direction)
        .toUtf8();
}

class OdtContent
{
public:
    OdtContent(QByteArray *out, ReportSteps &steps)
        : m_xml(out)
        , m_steps(steps)
    {
    }

    /// False: cancelled.
    bool write(const Pack &pack)
    {
        m_xml.writeStartDocument();
        for (const auto &[prefix, uri] : {std::pair {"style", "style"},
                                          {"text", "text"},
                                          {"table", "table"},
                                          {"draw", "drawing"},
                                          {"fo", "xsl-fo-compatible"},
                                          {"svg", "svg-compatible"},
                                          {"office", "office"}})
            m_xml.writeNamespace(QStringLiteral("urn:oasis:names:tc:opendocument:xmlns:%1:1.0").arg(QLatin1String(uri)),
                                 QLatin1String(prefix));
        m_xml.writeNamespace(QStringLiteral("http://www.w3.org/1999/xlink"), QStringLiteral("xlink"));
        start("office:document-content", {{"office:version", QStringLiteral("1.2")}});
        writeAutomaticStyles(pack.rightToLeft);
        start("office:body");
        start("office:text");
        start("text:h",
              {{"text:style-name", QStringLiteral("Heading_20_1")}, {"text:outline-level", QStringLiteral("1")}});
        endWith(pack.title);
        paragraph("Standard", pack.subtitle);
        paragraph("Caption", AppTr::tr("Contents"));
        for (qsizetype at = 0; at < pack.chapters.size(); ++at) {
            start("text:p", {{"text:style-name", QStringLiteral("Standard")}});
            start("text:a", {{"xlink:type", QStringLiteral("simple")}, {"xlink:href", u'#' + bookmark(at)}});
            endWith(pack.chapters.at(at).title);
            m_xml.writeEndElement();
        }
        for (qsizetype at = 0; at < pack.chapters.size(); ++at) {
            if (!writeChapter(pack.chapters.at(at), at))
                return false;
        }
        m_xml.writeEndDocument();
        return true;
    }
    [[nodiscard]] const QList<OdtPart> &pictures() const { return m_pictures; }

private:
    struct Attribute
    {
        const char *name;
        QString value;
    };
    static QString bookmark(qsizetype chapter) { return QStringLiteral("chapter-%1").arg(chapter + 1); }

    void start(const char *name, const QList<Attribute> &attributes = {})
    {
        m_xml.writeStartElement(QLatin1String(name));
        for (const Attribute &attribute : attributes)
            m_xml.writeAttribute(QLatin1String(attribute.name), attribute.value);
    }

    /// The text with its line breaks, and the end of its element.
    void endWith(const QString &text)
    {
        const QStringList lines = reportText(text).split(u'\n');
        for (qsizetype at = 0; at < lines.size(); ++at) {
            if (at > 0)
                m_xml.writeEmptyElement(QStringLiteral("text:line-break"));
            m_xml.writeCharacters(lines.at(at));
        }
        m_xml.writeEndElement();
    }

    void paragraph(const char *style, const QString &text)
    {
        start("text:p", {{"text:style-name", QLatin1String(style)}});
        endWith(text);
    }

    void writeAutomaticStyles(bool rightToLeft)
    {
        start("office:automatic-styles");
        for (const auto &[name, page] : {std::pair {"Upright", "Standard"}, {"Lying", "Wide"}}) {
            start("style:style",
                  {{"style:name", QLatin1String(name)},
                   {"style:family", QStringLiteral("paragraph")},
                   {"style:parent-style-name", QStringLiteral("Heading_20_2")},
                   {"style:master-page-name", QLatin1String(page)}});
            m_xml.writeEndElement();
        }
        start("style:style", {{"style:name", QStringLiteral("Whole")}, {"style:family", QStringLiteral("table")}});
        start("style:table-properties",
              {{"style:rel-width", QStringLiteral("100%")},
               {"table:align", QStringLiteral("margins")},
               {"style:writing-mode", rightToLeft ? QStringLiteral("rl-tb") : QStringLiteral("lr-tb")}});
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        for (const auto &[name, ground] : {std::pair {"Box", "#ffffff"}, {"BoxHeading", "#e2e2e2"}}) {
            start("style:style", {{"style:name", QLatin1String(name)}, {"style:family", QStringLiteral("table-cell")}});
            start("style:table-cell-properties",
                  {{"fo:border", QStringLiteral("0.5pt solid #999999")},
                   {"fo:padding", QStringLiteral("1mm")},
                   {"fo:background-color", QLatin1String(ground)}});
            m_xml.writeEndElement();
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    bool writeChapter(const PackChapter &chapter, qsizetype number)
    {
        const bool wide = std::any_of(chapter.blocks.cbegin(), chapter.blocks.cend(), isWideBlock);
        start("text:h",
              {{"text:style-name", wide ? QStringLiteral("Lying") : QStringLiteral("Upright")},
               {"text:outline-level", QStringLiteral("2")}});
        m_xml.writeEmptyElement(QStringLiteral("text:bookmark"));
        m_xml.writeAttribute(QStringLiteral("text:name"), bookmark(number));
        endWith(chapter.title);
        for (qsizetype at = 0; at < chapter.blocks.size(); ++at) {
            const PackBlock &block = chapter.blocks.at(at);
            if (!m_steps.step())
                return false;
            if (const auto *table = std::get_if<PackTable>(&block)) {
                if (!writeTable(*table))
                    return false;
            } else if (const auto *text = std::get_if<PackParagraph>(&block)) {
                paragraph(leadsList(chapter.blocks, at) ? "Lead" : "Standard", plainParagraph(*text));
            } else if (const auto *list = std::get_if<PackList>(&block)) {
                writeList(list->lines);
            } else if (const auto *strip = std::get_if<PackStrip>(&block)) {
                writeStrip(*strip);
                writeList(strip->words);
            }
        }
        return true;
    }

    void writeList(const QStringList &lines)
    {
        if (lines.isEmpty())
            return;
        start("text:list");
        for (const QString &line : lines) {
            start("text:list-item");
            paragraph("Standard", line);
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    void writeStrip(const PackStrip &strip)
    {
        QByteArray svg;
        QXmlStreamWriter drawing(&svg);
        drawing.writeStartDocument();
        const QString id = QStringLiteral("strip-%1").arg(m_pictures.size() + 1);
        writeStripSvg(drawing, strip);
        drawing.writeEndDocument();
        m_pictures.append({QStringLiteral("Pictures/%1.svg").arg(id), svg});
        paragraph("Caption", strip.caption);
        start("text:p",
              {{"text:style-name", strip.words.isEmpty() ? QStringLiteral("Standard") : QStringLiteral("Lead")}});
        const StripDrawing size = stripDrawing(strip.picture);
        start("draw:frame",
              {{"draw:name", id},
               {"text:anchor-type", QStringLiteral("as-char")},
               {"svg:width", QStringLiteral("%1pt").arg(size.width)},
               {"svg:height", QStringLiteral("%1pt").arg(size.height)}});
        start("draw:image",
              {{"xlink:href", m_pictures.last().name},
               {"xlink:type", QStringLiteral("simple")},
               {"xlink:show", QStringLiteral("embed")},
               {"xlink:actuate", QStringLiteral("onLoad")}});
        m_xml.writeEndElement();
        start("svg:title");
        endWith(strip.caption);
        start("svg:desc");
        m_xml.writeCharacters(reportText(strip.words.join(u' ')));
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        m_xml.writeEndElement();
    }

    bool writeTable(const PackTable &table)
    {
        paragraph("Caption", table.caption);
        if (table.rows.isEmpty()) {
            paragraph("Standard", table.empty);
            return true;
        }
        start("table:table", {{"table:name", reportText(table.key)}, {"table:style-name", QStringLiteral("Whole")}});
        start("table:table-column", {{"table:number-columns-repeated", QString::number(table.headings.size())}});
        m_xml.writeEndElement();
        start("table:table-header-rows");
        start("table:table-row");
        for (const QString &heading : table.headings)
            cell("BoxHeading", "CellHeading", heading);
        m_xml.writeEndElement();
        m_xml.writeEndElement();
        for (const QList<PackCell> &row : table.rows) {
            if (!m_steps.step())
                return false;
            start("table:table-row");
            for (qsizetype column = 0; column < table.headings.size(); ++column) {
                const PackCell each = row.value(column);
                cell("Box", each.isNumber ? "CellNumber" : "Cell", plainCell(each, column));
            }
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
        return true;
    }

    void cell(const char *box, const char *style, const QString &text)
    {
        start("table:table-cell",
              {{"table:style-name", QLatin1String(box)}, {"office:value-type", QStringLiteral("string")}});
        paragraph(style, text);
        m_xml.writeEndElement();
    }

    QXmlStreamWriter m_xml;
    ReportSteps &m_steps;
    QList<OdtPart> m_pictures;
};

QByteArray odtMeta(const Pack &pack)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeNamespace(QStringLiteral("urn:oasis:names:tc:opendocument:xmlns:office:1.0"), QStringLiteral("office"));
    xml.writeNamespace(QStringLiteral("urn:oasis:names:tc:opendocument:xmlns:meta:1.0"), QStringLiteral("meta"));
    xml.writeNamespace(QStringLiteral("http://purl.org/dc/elements/1.1/"), QStringLiteral("dc"));
    xml.writeStartElement(QStringLiteral("office:document-meta"));
    xml.writeAttribute(QStringLiteral("office:version"), QStringLiteral("1.2"));
    xml.writeStartElement(QStringLiteral("office:meta"));
    xml.writeTextElement(QStringLiteral("meta:generator"), QStringLiteral("Nightkeep"));
    xml.writeTextElement(QStringLiteral("dc:title"), reportText(pack.title));
    xml.writeTextElement(QStringLiteral("dc:subject"), reportText(pack.subtitle));
    xml.writeTextElement(QStringLiteral("dc:language"), pack.language);
    xml.writeTextElement(QStringLiteral("meta:creation-date"),
                         pack.madeAt.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")));
    xml.writeEndDocument();
    return bytes;
}

QByteArray odtManifest(const QList<OdtPart> &parts)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeNamespace(QStringLiteral("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
                       QStringLiteral("manifest"));
    xml.writeStartElement(QStringLiteral("manifest:manifest"));
    xml.writeAttribute(QStringLiteral("manifest:version"), QStringLiteral("1.2"));
    const auto entry = [&xml](const QString &path, const QString &type) {
        xml.writeEmptyElement(QStringLiteral("manifest:file-entry"));
        xml.writeAttribute(QStringLiteral("manifest:full-path"), path);
        xml.writeAttribute(QStringLiteral("manifest:media-type"), type);
    };
    entry(QStringLiteral("/"), QStringLiteral("application/vnd.oasis.opendocument.text"));
    for (const OdtPart &part : parts)
        entry(part.name, part.name.endsWith(u"svg") ? QStringLiteral("image/svg+xml") : QStringLiteral("text/xml"));
    xml.writeEndDocument();
    return bytes;
}

Result<QByteArray> odtZip(const QList<OdtPart> &parts, const QDateTime &madeAt)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QuaZip zip(&buffer);
    bool good = zip.open(QuaZip::mdCreate);
    for (const OdtPart &part : parts) {
        QuaZipNewInfo info(part.name);
        info.dateTime = madeAt; // not now: the same pack is the same file
        info.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        QuaZipFile file(&zip);
        const bool isKind = part.name == u"mimetype"; // which others read without unpacking
        good = good
            && (isKind ? file.open(QIODevice::WriteOnly, info, nullptr, 0, 0, 0)
                       : file.open(QIODevice::WriteOnly, info))
            && file.write(part.bytes) == part.bytes.size();
        file.close();
        good = good && file.getZipError() == ZIP_OK;
    }
    zip.close();
    if (!good || zip.getZipError() != ZIP_OK)
        return fail(ErrorKind::Failed, AppTr::tr("The document could not be packed."), {},
                    QStringLiteral("QuaZip %1").arg(zip.getZipError()));
    return bytes;
}

} // namespace

Result<QByteArray> odtReport(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress)
{
    ReportSteps steps(pack, cancel, progress);
    QByteArray content;
    OdtContent writer(&content, steps);
    if (!writer.write(pack))
        return reportCancelled();
    QList<OdtPart> parts {{QStringLiteral("content.xml"), content},
                          {QStringLiteral("styles.xml"), odtStyles(pack)},
                          {QStringLiteral("meta.xml"), odtMeta(pack)}};
    parts += writer.pictures();
    const OdtPart manifest {QStringLiteral("META-INF/manifest.xml"), odtManifest(parts)};
    parts.prepend({QStringLiteral("mimetype"), "application/vnd.oasis.opendocument.text"});
    return odtZip(parts << manifest, pack.madeAt);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/htmltables.h"

#include "app/apptr.h"
#include "app/wiki/tablebuilder.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

namespace Nightkeep {

namespace {

constexpr int MaxDepth = 1000;
constexpr qsizetype MaxTables = 2000;
constexpr qsizetype MaxRows = 20000;
constexpr qsizetype MaxCells = 400000;

struct FreeContext
{
    void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};

bool isOneOf(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char *other) { return name == other; });
}

bool breaksLine(const QByteArray &name)
{
    return isOneOf(name,
                   {"br", "p", "li", "ul", "ol", "div", "pre", "blockquote", "hr", "dt", "dd", "h1", "h2", "h3", "h4",
                    "h5", "h6"});
}

bool hidesText(const QByteArray &name)
{
    return isOneOf(name, {"script", "style", "template", "title"});
}

/// Takes the parser's events. No tree is built, so a page of any size costs no more than its tables.
class Collector
{
public:
    explicit Collector(htmlParserCtxtPtr context)
        : m_context(context)
    {
    }

    void start(const QByteArray &name, const xmlChar **attributes);
    void end(const QByteArray &name);
    void text(const QByteArray &bytes);
    [[nodiscard]] Result<QList<WikiTable>> result();

private:
    struct OpenTable
    {
        qsizetype place = 0;
        std::unique_ptr<TableBuilder> builder;
    };

    void startTable();
    void endTable();
    void startCell(const QByteArray &name, const xmlChar **attributes);
    void checkMeasure();
    void stop(const QString &reason);

    htmlParserCtxtPtr m_context;
    QList<WikiTable> m_tables;
    std::vector<OpenTable> m_open;
    QString m_refusal;
    qsizetype m_rows = 0;
    qsizetype m_cells = 0;
    int m_depth = 0;
    int m_hidden = 0;
    int m_preformatted = 0;
};

QString attribute(const xmlChar **attributes, const char *name)
{
    for (int i = 0; attributes && attributes[i]; i += 2) {
        if (qstrcmp(reinterpret_cast<const char *>(attributes[i]), name) == 0)
            return QString::fromUtf8(reinterpret_cast<const char *>(attributes[i + 1]));
    }
    return {};
}

void Collector::stop(const QString &reason)
{
    if (!m_refusal.isEmpty())
        return;
    m_refusal = reason;
    xmlStopParser(m_context);
}

void Collector::checkMeasure()
{
    qsizetype rows = m_rows;
    qsizetype cells = m_cells;
    for (const OpenTable &table : m_open) {
        rows += table.builder->rows();
        cells += table.builder->cells();
    }
    if (rows > MaxRows)
        stop(AppTr::tr("The page's tables have more than %1 rows.").arg(MaxRows));
    else if (cells > MaxCells)
        stop(AppTr::tr("The page's tables have more than %1 cells.").arg(MaxCells));
}

void Collector::startTable()
{
    if (m_tables.size() >= MaxTables) {
        stop(AppTr::tr("The page has more than %1 tables.").arg(MaxTables));
        return;
    }
    if (!m_open.empty())
        m_open.back().builder->breakLine();
    m_tables.append(WikiTable());
    m_open.push_back({m_tables.size() - 1, std::make_unique<TableBuilder>()});
}

void Collector::endTable()
{
    if (m_open.empty())
        return;
    m_tables[m_open.back().place] = m_open.back().builder->finish();
    m_rows += m_open.back().builder->rows();
    m_cells += m_open.back().builder->cells();
    m_open.pop_back();
}

void Collector::startCell(const QByteArray &name, const xmlChar **attributes)
{
    m_open.back().builder->startCell(name == "th", attribute(attributes, "colspan").toInt(),
                                     attribute(attributes, "rowspan").toInt());
    checkMeasure();
}

void Collector::start(const QByteArray &name, const xmlChar **attributes)
{
    if (!m_refusal.isEmpty())
        return;
    if (++m_depth > MaxDepth) {
        stop(AppTr::tr("The page's elements are nested more than %1 deep.").arg(MaxDepth));
        return;
    }
    m_hidden += hidesText(name) ? 1 : 0;
    m_preformatted += name == "pre" ? 1 : 0;
    if (name == "table") {
        startTable();
        return;
    }
    if (m_open.empty())
        return;
    TableBuilder &table = *m_open.back().builder;
    if (name == "thead")
        table.startHead();
    else if (name == "tbody" || name == "tfoot")
        table.startBody();
    else if (name == "tr")
        table.startRow();
    else if (name == "td" || name == "th")
        startCell(name, attributes);
    else if (name == "a")
        table.addLink(attribute(attributes, "href").trimmed());
    else if (breaksLine(name))
        table.breakLine();
    if (name == "tr")
        checkMeasure();
}

void Collector::end(const QByteArray &name)
{
    if (!m_refusal.isEmpty())
        return;
    --m_depth;
    m_hidden -= hidesText(name) ? 1 : 0;
    m_preformatted -= name == "pre" ? 1 : 0;
    if (m_open.empty())
        return;
    TableBuilder &table = *m_open.back().builder;
    if (name == "table")
        endTable();
    else if (name == "tr")
        table.endRow();
    else if (name == "td" || name == "th")
        table.endCell();
    else if (breaksLine(name))
        table.breakLine();
}

void Collector::text(const QByteArray &bytes)
{
    if (!m_refusal.isEmpty() || m_open.empty() || m_hidden > 0)
        return;
    TableBuilder &table = *m_open.back().builder;
    const QString text = QString::fromUtf8(bytes);
    if (m_preformatted == 0) {
        table.addText(text);
        return;
    }
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            table.breakLine();
        table.addText(lines.at(i));
    }
}

Result<QList<WikiTable>> Collector::result()
{
    if (!m_refusal.isEmpty())
        return fail(ErrorKind::BadInput, m_refusal, AppTr::tr("Export the page with the matrix alone."));
    while (!m_open.empty())
        endTable();
    return m_tables;
}

QByteArray nameOf(const xmlChar *name)
{
    return QByteArray(reinterpret_cast<const char *>(name)).toLower();
}

void onStart(void *data, const xmlChar *name, const xmlChar **attributes)
{
    static_cast<Collector *>(data)->start(nameOf(name), attributes);
}

void onEnd(void *data, const xmlChar *name)
{
    static_cast<Collector *>(data)->end(nameOf(name));
}

void onText(void *data, const xmlChar *text, int size)
{
    static_cast<Collector *>(data)->text(QByteArray(reinterpret_cast<const char *>(text), size));
}

/// Scripts and style sheets come this way; without a taker the parser would hand them out as text.
void onRawText(void *, const xmlChar *, int) { }

} // namespace

Result<QList<WikiTable>> htmlTables(const QByteArray &html)
{
    const std::unique_ptr<htmlParserCtxt, FreeContext> context(htmlNewParserCtxt());
    if (!context)
        return fail(ErrorKind::Internal, AppTr::tr("There is not enough memory to read the page."));
    Collector collector(context.get());
    *context->sax = htmlSAXHandler();
    context->sax->startElement = onStart;
    context->sax->endElement = onEnd;
    context->sax->characters = onText;
    context->sax->ignorableWhitespace = onText;
    context->sax->cdataBlock = onRawText;
    context->userData = &collector;
    constexpr int Options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
        | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    const htmlDocPtr document =
        htmlCtxtReadMemory(context.get(), html.constData(), static_cast<int>(html.size()), nullptr, "UTF-8", Options);
    if (document)
        xmlFreeDoc(document);
    return collector.result();
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/pagecollector.h"

#include "app/apptr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr std::size_t MaxDepth = 1000;
constexpr qsizetype MaxTables = 2000;
constexpr qsizetype MaxRows = 20000;
constexpr qsizetype MaxCells = 400000;
constexpr qsizetype LinesAbove = 50; // of a cell that holds a table

bool isOneOf(const QByteArray &name, std::initializer_list<const char *> names)
{
    return std::any_of(names.begin(), names.end(), [&](const char *other) { return name == other; });
}

QString attribute(const PageCollector::Attributes &attributes, const char *name)
{
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const auto &pair) { return pair.first == name; });
    return found == attributes.end() ? QString() : found->second;
}

bool hasClass(const PageCollector::Attributes &attributes, std::initializer_list<const char *> names)
{
    const QString text = attribute(attributes, "class");
    if (text.isEmpty())
        return false;
    const QStringList classes = text.split(u' ');
    return std::any_of(names.begin(), names.end(),
                       [&](const char *name) { return classes.contains(QLatin1String(name)); });
}

bool hasStyle(const PageCollector::Attributes &attributes, const char *words)
{
    return attribute(attributes, "style").remove(u' ').contains(QLatin1String(words), Qt::CaseInsensitive);
}

bool isMacro(const QByteArray &name)
{
    return isOneOf(name, {"ac:structured-macro", "ac:macro"});
}

bool isBody(const QByteArray &name)
{
    return isOneOf(name, {"ac:rich-text-body", "ac:plain-text-body", "ac:link-body", "ac:plain-text-link-body"});
}

/// A lozenge stands for itself, so that "/data DONE" is no folder.
bool breaksLine(const QByteArray &name, const PageCollector::Attributes &attributes)
{
    return isMacro(name) || hasClass(attributes, {"status-macro", "aui-lozenge"})
        || isOneOf(name,
                   {"br",
                    "p",
                    "li",
                    "ul",
                    "ol",
                    "div",
                    "pre",
                    "blockquote",
                    "hr",
                    "dt",
                    "dd",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "summary",
                    "caption",
                    "ac:rich-text-body",
                    "ac:plain-text-body",
                    "ac:task",
                    "ac:layout-cell"});
}

/// What the page does not show as text: of a macro its parameters, of an expanding part what one clicks on,
/// of a listing its line numbers, of Word's lists their marks, of a table the second head that stays in sight.
/// What else is not displayed may be only folded away, and counts.
bool hidesText(const QByteArray &name, const PageCollector::Attributes &attributes)
{
    return isOneOf(name,
                   {"script", "style", "template", "title", "ac:parameter", "ac:default-parameter", "ac:task-id",
                    "ac:task-uuid", "ac:task-status", "ac:placeholder", "ac:adf-fallback", "ac:adf-attribute"})
        || hasClass(attributes, {"expand-control", "gutter"}) || hasStyle(attributes, "mso-list:ignore")
        || (name == "thead" && hasStyle(attributes, "display:none"));
}

/// What a link or a date of the storage format shows where it holds no text of its own.
QString shownInstead(const PageCollector::Attributes &attributes)
{
    for (const char *name : {"ri:content-title", "ri:filename", "datetime"}) {
        if (const QString text = attribute(attributes, name); !text.isEmpty())
            return text;
    }
    return {};
}

/// Macros without a body that stand for no text.
bool saysNothing(const QString &macro)
{
    return QStringList {QStringLiteral("status"), QStringLiteral("anchor"), QStringLiteral("toc")}.contains(macro);
}

/// "0" is down to the end of the table's part.
int rowsOver(const QString &span)
{
    return span == u"0" ? TableBuilder::MaxSpan : span.toInt();
}

} // namespace

void PageCollector::refuse(const QString &reason)
{
    if (m_refusal.isEmpty())
        m_refusal = reason;
}

void PageCollector::checkMeasure()
{
    qsizetype rows = m_rows;
    qsizetype cells = m_cells;
    for (const OpenTable &table : m_open) {
        rows += table.builder->rows();
        cells += table.builder->cells();
    }
    if (rows > MaxRows)
        refuse(AppTr::tr("The page's tables have more than %1 rows.").arg(MaxRows));
    else if (cells > MaxCells)
        refuse(AppTr::tr("The page's tables have more than %1 cells.").arg(MaxCells));
}

void PageCollector::addText(const QString &text, bool struck)
{
    if (!m_open.empty())
        m_open.back().builder->addText(text, struck);
    else if (!struck)
        m_above.append(text);
}

void PageCollector::breakLine()
{
    if (m_open.empty())
        m_above.breakLine();
    else
        m_open.back().builder->breakLine();
}

void PageCollector::startTable()
{
    if (m_tables.size() >= MaxTables) {
        refuse(AppTr::tr("The page has more than %1 tables.").arg(MaxTables));
        return;
    }
    breakLine();
    WikiTable table;
    if (m_open.empty()) {
        table.above = m_above.take();
    } else {
        const QStringList &lines = m_open.back().builder->lines();
        table.above = lines.mid(std::max<qsizetype>(0, lines.size() - LinesAbove));
    }
    m_tables.append(table);
    m_open.push_back({m_tables.size() - 1, std::make_unique<TableBuilder>()});
}

void PageCollector::endTable()
{
    if (m_open.empty())
        return;
    const OpenTable ended = std::move(m_open.back());
    m_open.pop_back();
    WikiTable table = ended.builder->finish();
    table.above = m_tables.at(ended.place).above;
    m_rows += ended.builder->rows();
    m_cells += ended.builder->cells();
    // What a table within a cell says is said by the cell.
    if (!m_open.empty()) {
        for (const QList<WikiCell> &row : QList<QList<WikiCell>> {table.header} + table.rows) {
            for (const WikiCell &cell : row)
                m_open.back().builder->addCell(cell);
        }
        checkMeasure();
    }
    m_tables[ended.place] = std::move(table);
}

PageCollector::Element PageCollector::within(const QByteArray &name, const Attributes &attributes)
{
    Element element {.name = name, .macro = isMacro(name) ? attribute(attributes, "ac:name") : QString()};
    element.breaks = breaksLine(name, attributes);
    element.hidden = hidesText(name, attributes);
    element.struck = isOneOf(name, {"s", "strike", "del"}) || hasStyle(attributes, "line-through");
    element.preformatted = isOneOf(name, {"pre", "ac:plain-text-body"});
    element.raised = name == "sup";
    if (name == "time")
        element.instead = shownInstead(attributes);
    if (m_elements.empty())
        return element;
    Element &outer = m_elements.back();
    const bool lozenge = outer.macro == u"status" && attribute(attributes, "ac:name") == u"title";
    element.hidden = outer.hidden || (element.hidden && !lozenge);
    element.struck = outer.struck || element.struck;
    element.preformatted = outer.preformatted || element.preformatted;
    element.raised = outer.raised || element.raised;
    if (outer.name == "ac:link" && name.startsWith("ri:"))
        outer.instead = shownInstead(attributes);
    outer.hasBody = outer.hasBody || isBody(name);
    return element;
}

void PageCollector::startPart(const QByteArray &name, const Attributes &attributes)
{
    TableBuilder &table = *m_open.back().builder;
    if (name == "thead")
        table.startHead();
    else if (name == "tbody" || name == "tfoot")
        table.startBody();
    else if (name == "tr")
        table.startRow();
    else if (name == "td" || name == "th")
        table.startCell(name == "th", attribute(attributes, "colspan").toInt(),
                        rowsOver(attribute(attributes, "rowspan")));
    else if (name == "a")
        table.addLink(attribute(attributes, "href").trimmed());
    if (isOneOf(name, {"tr", "td", "th"}))
        checkMeasure();
}

void PageCollector::start(const QByteArray &name, const Attributes &attributes)
{
    if (refused())
        return;
    if (m_elements.size() >= MaxDepth) {
        refuse(AppTr::tr("The page's elements are nested more than %1 deep.").arg(MaxDepth));
        return;
    }
    m_elements.push_back(within(name, attributes));
    if (name == "table")
        startTable();
    else if (!m_open.empty())
        startPart(name, attributes);
    if (m_elements.back().breaks)
        breakLine();
}

void PageCollector::showInstead(const Element &element)
{
    if (element.hasBody || element.hidden)
        return;
    if (!element.instead.isEmpty())
        addText(element.instead, element.struck);
    else if (!element.macro.isEmpty() && !saysNothing(element.macro) && !m_open.empty())
        m_open.back().builder->addUnread(element.macro);
}

void PageCollector::end(const QByteArray &name)
{
    if (refused() || m_elements.empty())
        return;
    const Element element = std::move(m_elements.back());
    m_elements.pop_back();
    showInstead(element);
    if (element.breaks)
        breakLine();
    if (m_open.empty())
        return;
    TableBuilder &table = *m_open.back().builder;
    if (name == "table")
        endTable();
    else if (name == "tr")
        table.endRow();
    else if (name == "td" || name == "th")
        table.endCell();
    else if (name == "thead")
        table.startBody();
}

void PageCollector::text(const QString &text)
{
    if (m_elements.empty())
        m_elements.push_back({}); // a fragment's own text
    Element &element = m_elements.back();
    if (refused() || element.hidden)
        return;
    element.hasBody = element.hasBody || !text.trimmed().isEmpty();
    // A footnote's mark is no part of the name before it; "1st" is one word.
    if (const QStringView raised = QStringView(text).trimmed();
        element.raised && !raised.isEmpty() && !raised.front().isLetter())
        addText(QStringLiteral(" "), element.struck);
    if (!element.preformatted) {
        addText(text, element.struck);
        return;
    }
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            breakLine();
        addText(lines.at(i), element.struck);
    }
}

Result<QList<WikiTable>> PageCollector::result()
{
    if (refused())
        return fail(ErrorKind::BadInput, m_refusal, AppTr::tr("Export the page with the matrix alone."));
    while (!m_open.empty())
        endTable();
    return m_tables;
}

} // namespace Nightkeep

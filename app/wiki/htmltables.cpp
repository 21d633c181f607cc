// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/htmltables.h"

#include "app/apptr.h"
#include "app/wiki/pagecollector.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <memory>

namespace Nightkeep {

namespace {

struct FreeContext
{
    void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};

/// Stands behind the page as a comment. A parser that meets it within a table, or takes it for a part of a tag or a
/// script, was given a page that was cut off.
constexpr char EndOfPage[] = "the end of what Nightkeep was given";

struct Parsing
{
    htmlParserCtxtPtr context;
    PageCollector collector = {};
    bool isWhole = false;

    void stopIfRefused() const
    {
        if (collector.refused())
            xmlStopParser(context);
    }
};

Parsing &parsing(void *data)
{
    return *static_cast<Parsing *>(data);
}

QByteArray nameOf(const xmlChar *name)
{
    return QByteArray(reinterpret_cast<const char *>(name)).toLower();
}

PageCollector::Attributes attributesOf(const xmlChar **attributes)
{
    PageCollector::Attributes list;
    for (int i = 0; attributes && attributes[i]; i += 2)
        list.append({QByteArray(reinterpret_cast<const char *>(attributes[i])),
                     QString::fromUtf8(reinterpret_cast<const char *>(attributes[i + 1]))});
    return list;
}

void onStart(void *data, const xmlChar *name, const xmlChar **attributes)
{
    const QByteArray element = nameOf(name);
    if (element.startsWith("ac:"))
        parsing(data).collector.refuse(AppTr::tr("The page mixes the wiki's storage format with something else."));
    parsing(data).collector.start(element, attributesOf(attributes));
    parsing(data).stopIfRefused();
}

void onEnd(void *data, const xmlChar *name)
{
    parsing(data).collector.end(nameOf(name));
    parsing(data).stopIfRefused();
}

void onText(void *data, const xmlChar *text, int size)
{
    parsing(data).collector.text(QString::fromUtf8(reinterpret_cast<const char *>(text), size));
}

void onComment(void *data, const xmlChar *text)
{
    if (qstrcmp(reinterpret_cast<const char *>(text), EndOfPage) == 0)
        parsing(data).isWhole = !parsing(data).collector.isInTable();
}

/// Scripts and style sheets come this way; without a taker the parser would hand them out as text.
void onRawText(void *, const xmlChar *, int) { }

} // namespace

Result<QList<WikiTable>> htmlTables(const QByteArray &html)
{
    const std::unique_ptr<htmlParserCtxt, FreeContext> context(htmlNewParserCtxt());
    if (!context)
        return fail(ErrorKind::Internal, AppTr::tr("There is not enough memory to read the page."));
    Parsing data {.context = context.get()};
    *context->sax = htmlSAXHandler();
    context->sax->startElement = onStart;
    context->sax->endElement = onEnd;
    context->sax->characters = onText;
    context->sax->ignorableWhitespace = onText;
    context->sax->cdataBlock = onRawText;
    context->sax->comment = onComment;
    context->userData = &data;
    constexpr int Options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
        | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    const QByteArray page = html + "<!--" + EndOfPage + "-->";
    const htmlDocPtr document =
        htmlCtxtReadMemory(context.get(), page.constData(), static_cast<int>(page.size()), nullptr, "UTF-8", Options);
    if (document)
        xmlFreeDoc(document);
    Result<QList<WikiTable>> tables = data.collector.result();
    if (tables && !data.isWhole)
        return fail(ErrorKind::BadInput, AppTr::tr("The page ends in the middle of a table or a tag."),
                    AppTr::tr("Save the page again, or export it from the wiki as HTML."));
    return tables;
}

} // namespace Nightkeep

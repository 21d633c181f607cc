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

struct Parsing
{
    htmlParserCtxtPtr context;
    PageCollector collector = {};

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
    context->userData = &data;
    constexpr int Options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
        | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC;
    const htmlDocPtr document =
        htmlCtxtReadMemory(context.get(), html.constData(), static_cast<int>(html.size()), nullptr, "UTF-8", Options);
    if (document)
        xmlFreeDoc(document);
    return data.collector.result();
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <algorithm>

#include <libxml/HTMLparser.h>

// What we have written, read by parsers that are not ours, or by the letter of the standard.
namespace Nightkeep {

/// A table as RFC 4180 has it: fields by comma, records by CRLF, quotes doubled in quoted fields.
inline QList<QStringList> csvRecords(const QByteArray &csv)
{
    QList<QStringList> records;
    QStringList record;
    QByteArray field;
    bool quoted = false;
    const auto endField = [&] {
        record += QString::fromUtf8(field);
        field.clear();
    };
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const char c = csv.at(i);
        if (quoted && c == '"' && csv.mid(i + 1, 1) == "\"") {
            field += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            endField();
        } else if (!quoted && c == '\r' && csv.mid(i + 1, 1) == "\n") {
            endField();
            records += record;
            record.clear();
            ++i;
        } else {
            field += c;
        }
    }
    return records;
}

inline QStringList csvColumn(const QByteArray &csv, const QString &title)
{
    const QList<QStringList> records = csvRecords(csv);
    const qsizetype column = records.constFirst().indexOf(title);
    QStringList cells;
    for (const QStringList &record : records.mid(1))
        cells += record.value(column);
    return cells;
}

/// A page as a browser's parser takes it: how many elements of each name, and the texts of some.
struct ParsedHtml
{
    QHash<QString, int> elements;
    QStringList codes;
    QStringList cells;
};

inline void walk(const xmlNode *node, ParsedHtml &parsed)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) {
            const QString name = QString::fromUtf8(reinterpret_cast<const char *>(node->name));
            ++parsed.elements[name];
            xmlChar *content = xmlNodeGetContent(node);
            const QString text = QString::fromUtf8(reinterpret_cast<const char *>(content));
            xmlFree(content);
            if (name == QLatin1String("code"))
                parsed.codes += text;
            if (name == QLatin1String("td"))
                parsed.cells += text;
        }
        walk(node->children, parsed);
    }
}

inline ParsedHtml parseHtml(const QByteArray &html)
{
    ParsedHtml parsed;
    htmlDocPtr document = htmlReadMemory(html.constData(), static_cast<int>(html.size()), nullptr, "UTF-8",
                                         HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    walk(xmlDocGetRootElement(document), parsed);
    xmlFreeDoc(document);
    return parsed;
}

/// Whether a line of it has characters that a terminal obeys, that cannot be seen or that change how
/// the text around them looks. Backslashes are none: escapes are written with them.
inline bool holdsControls(const QString &text)
{
    const QStringList lines = QString(text).replace(u'\\', u'\n').split(u'\n');
    return std::any_of(lines.begin(), lines.end(), [](const QString &line) { return visibleText(line) != line; });
}

} // namespace Nightkeep

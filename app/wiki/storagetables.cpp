// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/storagetables.h"

#include "app/apptr.h"
#include "app/wiki/pagecollector.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

#include <libxml/HTMLparser.h>

namespace Nightkeep {

namespace {

/// The wiki writes HTML's entities and declares none.
class HtmlEntities final : public QXmlStreamEntityResolver
{
public:
    QString resolveUndeclaredEntity(const QString &name) override
    {
        const htmlEntityDesc *entity = htmlEntityLookup(reinterpret_cast<const xmlChar *>(name.toLatin1().constData()));
        return entity ? QString(QChar(static_cast<char16_t>(entity->value))) : QString();
    }
};

PageCollector::Attributes xmlAttributes(const QXmlStreamReader &xml)
{
    PageCollector::Attributes list;
    for (const QXmlStreamAttribute &attribute : xml.attributes())
        list.append({attribute.qualifiedName().toUtf8(), attribute.value().toString()});
    return list;
}

QString damaged()
{
    return AppTr::tr("The page is in the wiki's storage format, and damaged.");
}

} // namespace

bool isStorageFormat(const QString &page)
{
    static const QRegularExpression element(QStringLiteral("<(ac|ri):[a-z]"));
    return QStringView(page).trimmed().startsWith(u'<') && page.contains(element);
}

Result<QList<WikiTable>> storageTables(const QString &page)
{
    // What an export may begin with; a page of its own has neither, and no single outermost element.
    static const QRegularExpression prolog(QStringLiteral("\\A\\s*(<\\?xml[^>]*\\?>\\s*)?(<!DOCTYPE[^>\\[]*>)?"),
                                           QRegularExpression::CaseInsensitiveOption);
    HtmlEntities entities;
    QXmlStreamReader xml(QStringLiteral("<page>") + QString(page).remove(prolog) + QStringLiteral("</page>"));
    xml.setEntityResolver(&entities);
    xml.setNamespaceProcessing(false);
    PageCollector collector;
    while (!xml.atEnd() && !collector.refused()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            collector.start(xml.qualifiedName().toUtf8(), xmlAttributes(xml));
            break;
        case QXmlStreamReader::EndElement:
            collector.end(xml.qualifiedName().toUtf8());
            break;
        case QXmlStreamReader::Characters:
            collector.text(xml.text().toString());
            break;
        case QXmlStreamReader::DTD: // the wiki writes none: somebody's entities would be left out
            collector.refuse(damaged());
            break;
        default:
            break;
        }
    }
    if (xml.hasError())
        return fail(ErrorKind::BadInput, damaged(), AppTr::tr("Export the page from the wiki again, as HTML."),
                    AppTr::tr("Line %1: %2").arg(xml.lineNumber()).arg(xml.errorString()));
    return collector.result();
}

} // namespace Nightkeep

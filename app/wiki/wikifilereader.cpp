// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"

#include "app/apptr.h"
#include "app/wiki/htmltables.h"
#include "app/wiki/markdowntables.h"
#include "models/base/bytepath.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <libxml/parser.h>

#include <algorithm>
#include <cerrno>

namespace Nightkeep {

namespace {

QString exportAdvice()
{
    return AppTr::tr("Export the page from the wiki as HTML or Markdown, in UTF-8, and import that file.");
}

Unexpected tooLarge(const QString &what)
{
    return fail(ErrorKind::BadInput,
                AppTr::tr("%1 is larger than %2 MiB, which no wiki page is.")
                    .arg(what)
                    .arg(WikiFileReader::MaxBytes / (1024 * 1024)),
                exportAdvice());
}

/// `what` names the page in messages.
Result<QString> decoded(const QByteArray &page, const QString &what)
{
    const auto encoding = QStringConverter::encodingForHtml(page).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    const QString text = decoder(page);
    if (decoder.hasError())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("%1 is not text in the encoding %2.")
                        .arg(what, QString::fromLatin1(QStringConverter::nameForEncoding(encoding))),
                    exportAdvice());
    if (text.contains(QChar(u'\0')))
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is not a text file: it has NUL bytes in it.").arg(what),
                    exportAdvice());
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is empty.").arg(what), exportAdvice());
    return text;
}

/// A whole HTML page says so at its beginning; everything else may be Markdown with HTML in it.
bool isHtmlPage(const QString &text)
{
    const QStringView beginning = QStringView(text).trimmed().left(256);
    constexpr const char *Beginnings[] = {"<!doctype", "<?xml", "<html", "<head", "<body", "<meta"};
    return std::any_of(std::begin(Beginnings), std::end(Beginnings),
                       [&](const char *tag) { return beginning.startsWith(QLatin1String(tag), Qt::CaseInsensitive); });
}

Result<QList<WikiTable>> tablesOf(const QByteArray &page, const QString &what)
{
    if (page.size() > WikiFileReader::MaxBytes)
        return tooLarge(what);
    const Result<QString> text = decoded(page, what);
    if (!text)
        return fail(text.error());
    Result<QList<WikiTable>> tables = htmlTables(isHtmlPage(*text) ? text->toUtf8() : markdownTables(*text));
    if (!tables)
        return tables;
    tables->removeIf([](const WikiTable &table) { return table.header.isEmpty() && table.rows.isEmpty(); });
    if (tables->isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("%1 has no table in it.").arg(what),
                    AppTr::tr("Export the page that holds the server backup matrix, and import that file."));
    return tables;
}

} // namespace

WikiFileReader::WikiFileReader()
{
    xmlInitParser();
}

Result<QList<WikiTable>> WikiFileReader::readFile(const QString &fileName) const
{
    const QString name = visibleText(fileName);
    const QFileInfo info(fileName);
    if (!info.exists())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no file %1.").arg(name),
                    AppTr::tr("Look for the exported page under another name or in another folder."));
    // A pipe or device could keep us waiting for ever.
    if (!info.isFile())
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is not a file.").arg(name), exportAdvice());
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool denied = errno == EACCES || errno == EPERM; // Qt tells no more than that it failed
        return fail(denied ? ErrorKind::PermissionDenied : ErrorKind::Failed, AppTr::tr("%1 cannot be read.").arg(name),
                    AppTr::tr("Give yourself the right to read it, or copy it to a folder of your own."),
                    file.errorString());
    }
    const QByteArray page = file.read(MaxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Failed, AppTr::tr("Reading %1 failed.").arg(name),
                    AppTr::tr("Look at the disk that it is on."), file.errorString());
    return tablesOf(page, name);
}

Result<QList<WikiTable>> WikiFileReader::read(const QByteArray &page) const
{
    return tablesOf(page, AppTr::tr("The page"));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"

#include "app/apptr.h"
#include "app/wiki/htmltables.h"
#include "app/wiki/markdowntables.h"
#include "app/wiki/mimepage.h"
#include "app/wiki/storagetables.h"
#include "models/base/bytepath.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>

#include <iconv.h>
#include <libxml/parser.h>

#include <algorithm>
#include <cerrno>
#include <optional>

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

/// The encoding that a page names itself, as browsers look for it.
QByteArray namedCharset(const QByteArray &page)
{
    static const QRegularExpression meta(
        QStringLiteral("<meta\\b[^>]*\\bcharset\\s*=\\s*[\"']?([A-Za-z0-9._:-]{1,40})"),
        QRegularExpression::CaseInsensitiveOption);
    constexpr qsizetype LookedAt = 1024;
    return meta.match(QString::fromLatin1(page.left(LookedAt))).captured(1).toLatin1();
}

/// Through the C library, which knows what Word writes; nothing where it does not, or a byte makes no sense.
std::optional<QString> converted(QByteArray page, const QByteArray &charset)
{
    const iconv_t converter = iconv_open("UTF-8", charset.constData());
    if (converter == reinterpret_cast<iconv_t>(static_cast<qintptr>(-1)))
        return std::nullopt;
    QByteArray utf8(page.size() * 4, Qt::Uninitialized);
    char *from = page.data();
    std::size_t left = static_cast<std::size_t>(page.size());
    char *to = utf8.data();
    std::size_t room = static_cast<std::size_t>(utf8.size());
    const bool whole = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
    iconv_close(converter);
    return whole ? std::optional(QString::fromUtf8(utf8.left(to - utf8.constData()))) : std::nullopt;
}

std::optional<QString> pageText(const QByteArray &page, const QByteArray &charset)
{
    const auto known = QStringConverter::encodingForName(charset.constData());
    if (!charset.isEmpty() && !known)
        return converted(page, charset);
    const auto encoding = known ? *known : QStringConverter::encodingForHtml(page).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    const QString text = decoder(page);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

/// `what` names the page in messages; `said` is the encoding that a message around the page names.
Result<QString> decoded(const QByteArray &page, const QByteArray &said, const QString &what)
{
    const bool marked = QStringConverter::encodingForData(page).has_value();
    const QByteArray charset = !said.isEmpty() || marked ? said : namedCharset(page);
    const std::optional<QString> read = pageText(page, charset);
    if (!read)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("%1 is not text in the encoding %2.")
                        .arg(what, charset.isEmpty() ? QStringLiteral("UTF-8") : QString::fromLatin1(charset)),
                    exportAdvice());
    const QString &text = *read;
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

/// Word's conditions around what it writes twice would pass for text; those that end a comment ("<![endif]-->") are
/// the comment's. And the parser closes "s" where a paragraph begins within, but not "del".
QString forParser(QString html)
{
    static const QRegularExpression condition(QStringLiteral("<!\\[(?:if|endif)\\b[^<>]*(?<!--)>"),
                                              QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression struck(QStringLiteral("<(/?)(?:s|strike)(?=[\\s/>])"),
                                           QRegularExpression::CaseInsensitiveOption);
    return html.remove(condition).replace(struck, QStringLiteral("<\\1del"));
}

/// What the parsers of different years, and browsers, end at different places or take for a tag or for text, said in
/// one way.
QString unambiguous(QString html)
{
    static const QRegularExpression doctype(QStringLiteral("<!doctype[^>]*(>?)"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression noTag(QStringLiteral("<(?=[_:]|!(?!--|doctype)|\\?(?![a-z_:]))"),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression emptyComment(QStringLiteral("<!---?>"));
    return html.replace(doctype, QStringLiteral("<!doctype\\1 "))
        .replace(noTag, QStringLiteral("&lt;"))
        .replace(emptyComment, QStringLiteral("<!-- -->"));
}

// The following find tags as the parsers do (libxml2's for HTML), with all that it makes of broken ones: a tag that the
// two see at different places could hide another from the count.

constexpr qsizetype LongestName = 100; // the parser takes the rest for the next

bool isGap(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool beginsName(QChar c, bool isXml)
{
    if (isXml)
        return !isGap(c) && c != u'/' && c != u'>' && c != u'=';
    return isAsciiLetter(c) || c == u'_' || c == u':' || c == u'.';
}

bool isOfName(QChar c, bool isXml)
{
    return beginsName(c, isXml) || c == u'-' || (c >= u'0' && c <= u'9');
}

/// Where the attributes of the tag whose name begins at `at` end, or nothing where it has more than any tag.
std::optional<qsizetype> endOfTag(QStringView page, qsizetype at, bool isXml)
{
    const auto skip = [&](qsizetype most, auto belongs) {
        for (; most > 0 && at < page.size() && belongs(page.at(at)); --most)
            ++at;
    };
    const auto skipGaps = [&] { skip(page.size(), isGap); };
    const auto skipName = [&] { skip(LongestName, [isXml](QChar c) { return isOfName(c, isXml); }); };
    const auto isEnd = [&] {
        return at >= page.size() || page.at(at) == u'>' || page.sliced(at).startsWith(QStringView(u"/>"));
    };
    skipName();
    for (int attributes = 0;; ++attributes) {
        skipGaps();
        if (isEnd())
            return at;
        if (attributes == WikiFileReader::MaxAttributes)
            return std::nullopt;
        if (!beginsName(page.at(at), isXml)) {
            while (!isEnd() && !isGap(page.at(at)))
                ++at;
            continue;
        }
        skipName();
        skipGaps();
        if (at >= page.size() || page.at(at) != u'=')
            continue;
        ++at;
        skipGaps();
        const QChar quote = at < page.size() ? page.at(at) : QChar();
        if (quote == u'"' || quote == u'\'') {
            const qsizetype close = page.indexOf(quote, at + 1);
            at = close < 0 ? page.size() : close + 1;
        } else {
            skip(page.size(), [](QChar c) { return !isGap(c) && c != u'>'; });
        }
    }
}

/// Where what begins at `at` with "!" or "?" ends: a comment, a declaration, an instruction, XML's marked text.
qsizetype endOfMarkup(QStringView page, qsizetype at, bool isXml)
{
    const QStringView rest = page.sliced(at);
    if (rest.startsWith(QStringView(u"!--"))) {
        const auto next = [page](qsizetype from) { return page.indexOf(QStringView(u"--"), from); };
        for (qsizetype dashes = next(at + 3); dashes >= 0; dashes = next(dashes + 1)) {
            const QStringView behind = page.sliced(dashes + 2);
            if (behind.startsWith(u'>') || (!isXml && behind.startsWith(QStringView(u"!>"))))
                return dashes + 2;
        }
        return page.size();
    }
    const QStringView end = isXml && rest.startsWith(QStringView(u"![CDATA[")) ? QStringView(u"]]>")
        : isXml && rest.startsWith(u'?')                                       ? QStringView(u"?>")
                                                                               : QStringView(u">");
    const qsizetype found = page.indexOf(end, at);
    return found < 0 ? page.size() : found;
}

/// Where the text of a script or a style sheet ends whose tag begins and ends there; it holds no tags. Else `end`.
/// Nothing where the parser may take its very beginning for another's end or for what ends it.
std::optional<qsizetype> endOfRawText(QStringView page, qsizetype begin, qsizetype end)
{
    const QStringView rest = page.sliced(begin);
    for (const QLatin1String raw : {QLatin1String("script"), QLatin1String("style")}) {
        if (!rest.startsWith(raw, Qt::CaseInsensitive) || isOfName(rest.sliced(raw.size()).front(), false)
            || page.at(end) == u'/')
            continue;
        const QStringView text = page.sliced(end + 1);
        const bool isOwnEnd = text.size() > 2 && text.sliced(2).startsWith(raw, Qt::CaseInsensitive);
        if (text.startsWith(QStringView(u"</")) && !isOwnEnd)
            return std::nullopt;
        for (const QLatin1String opening :
             {QLatin1String("<body"), QLatin1String("<frameset"), QLatin1String("<noscript")}) {
            if (text.startsWith(opening, Qt::CaseInsensitive))
                return std::nullopt;
        }
        const qsizetype close = page.indexOf(QLatin1String("</") + raw, end, Qt::CaseInsensitive);
        return close < 0 ? page.size() : close;
    }
    return end;
}

/// Both parsers hold each attribute of a tag against all others of it. What a script compares is no tag; one whose
/// beginning hides where it ends counts as crowded.
bool hasCrowdedTag(QStringView page, bool isXml)
{
    for (qsizetype at = page.indexOf(u'<'); at >= 0 && at + 1 < page.size(); at = page.indexOf(u'<', at)) {
        const QStringView rest = page.sliced(++at);
        const QChar first = rest.front();
        if (first == u'!' || first == u'?') {
            at = endOfMarkup(page, at, isXml);
        } else if (first == u'/' && rest.size() > 1 && beginsName(rest.at(1), isXml)) {
            const qsizetype end = page.indexOf(u'>', at);
            at = end < 0 ? page.size() : end;
        } else if (isXml ? beginsName(first, true) : isAsciiLetter(first)) {
            std::optional<qsizetype> end = endOfTag(page, at, isXml);
            if (end && !isXml && *end < page.size())
                end = endOfRawText(page, at, *end);
            if (!end)
                return true;
            at = *end;
        }
    }
    return false;
}

/// What a wiki's interface for programs answers holds the page in quotes, with its own escapes.
bool isJson(const QString &text)
{
    static const QRegularExpression begins(QStringLiteral("\\A[\\s\\x{feff}]*(?:\\{\\s*\"|\\[\\s*\\{\\s*\")"));
    return begins.match(text).hasMatch();
}

Result<QList<WikiTable>> tablesOfText(const QByteArray &bytes, const QByteArray &charset, const QString &what)
{
    const Result<QString> text = decoded(bytes, charset, what);
    if (!text)
        return fail(text.error());
    if (isJson(*text))
        return fail(ErrorKind::BadInput, AppTr::tr("%1 is a JSON document and no page.").arg(what), exportAdvice());
    const bool isStored = isStorageFormat(*text);
    const QString html = isStored ? *text : forParser(*text);
    const QString page =
        isStored ? html : unambiguous(isHtmlPage(html) ? html : QString::fromUtf8(markdownTables(html)));
    if (hasCrowdedTag(page, isStored))
        return fail(ErrorKind::BadInput,
                    AppTr::tr("%1 has a tag with more than %2 attributes, or a script that begins with a tag of the "
                              "page, which no wiki page has.")
                        .arg(what)
                        .arg(WikiFileReader::MaxAttributes),
                    exportAdvice());
    return isStored ? storageTables(page) : htmlTables(page.toUtf8());
}

Result<QList<WikiTable>> tablesOfMessage(const QByteArray &message, const QString &what)
{
    const Result<QList<MimePage>> pages = pagesOfMime(message);
    if (!pages)
        return fail(pages.error());
    QList<WikiTable> tables;
    for (const MimePage &page : *pages) {
        if (page.html.trimmed().isEmpty())
            continue; // a frame with nothing in it
        const Result<QList<WikiTable>> some = tablesOfText(page.html, page.charset, what);
        if (!some)
            return some;
        tables += *some;
    }
    return tables;
}

Result<QList<WikiTable>> tablesOf(const QByteArray &page, const QString &what)
{
    if (page.size() > WikiFileReader::MaxBytes)
        return tooLarge(what);
    const bool isMessage = isMimeMessage(page);
    if (!isMessage && hasMessageWithin(page))
        return fail(ErrorKind::BadInput, AppTr::tr("%1 holds a saved page behind something else.").arg(what),
                    exportAdvice());
    Result<QList<WikiTable>> tables = isMessage ? tablesOfMessage(page, what) : tablesOfText(page, {}, what);
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

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/mimepage.h"

#include "app/apptr.h"

#include <QHash>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr int MaxNesting = 8;
constexpr qsizetype MaxParts = 5000;
constexpr qsizetype LongestHeader = 64 * 1024;

struct Entity
{
    QHash<QByteArray, QByteArray> headers; ///< by lower-case name
    QByteArray body;
};

Unexpected unreadable(const QString &message)
{
    return fail(ErrorKind::BadInput, message, AppTr::tr("Save the page again, or export it from the wiki as HTML."));
}

/// The line at `at`, without its end; `at` moves on to the next.
QByteArray nextLine(const QByteArray &text, qsizetype &at)
{
    const qsizetype end = text.indexOf('\n', at);
    QByteArray line = text.mid(at, end < 0 ? -1 : end - at);
    at = end < 0 ? text.size() : end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

/// Without what stands before a message's headers: a byte order mark, blank lines, a mailbox's "From " line.
QByteArray withoutEnvelope(const QByteArray &file)
{
    qsizetype at = file.startsWith("\xef\xbb\xbf") ? 3 : 0;
    for (qsizetype next = at; next < file.size() && next < LongestHeader; at = next) {
        const QByteArray line = nextLine(file, next);
        if (!line.trimmed().isEmpty() && !line.startsWith("From "))
            break;
    }
    return file.mid(at);
}

/// Headers up to the blank line; none where a line is no header.
Entity entityOf(const QByteArray &text)
{
    static const QRegularExpression header(QStringLiteral("\\A([!-9;-~]+):(.*)\\z"));
    Entity entity;
    QByteArray last;
    for (qsizetype at = 0; at < text.size() && at < LongestHeader;) {
        const QByteArray line = nextLine(text, at);
        if (line.isEmpty()) {
            entity.body = text.mid(at);
            return entity;
        }
        if ((line.startsWith(' ') || line.startsWith('\t')) && !last.isEmpty()) {
            entity.headers[last] += ' ' + line.trimmed();
            continue;
        }
        const QRegularExpressionMatch match = header.match(QString::fromLatin1(line));
        if (!match.hasMatch())
            break;
        last = match.captured(1).toLatin1().toLower();
        entity.headers[last] = match.captured(2).trimmed().toLatin1();
    }
    return {};
}

QByteArray typeOf(const Entity &entity)
{
    return entity.headers.value("content-type").split(';').first().trimmed().toLower();
}

QByteArray parameter(const Entity &entity, const char *name)
{
    const QRegularExpression pattern(
        QStringLiteral(";\\s*%1\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))").arg(QLatin1String(name)),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(QString::fromLatin1(entity.headers.value("content-type")));
    return (match.captured(1) + match.captured(2)).toLatin1();
}

Result<QByteArray> fromQuotedPrintable(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype at = 0; at < text.size();) {
        const bool lastLine = text.indexOf('\n', at) < 0;
        QByteArray line = nextLine(text, at);
        while (line.endsWith(' ') || line.endsWith('\t'))
            line.chop(1); // added on the way
        const bool soft = line.endsWith('=');
        line.chop(soft ? 1 : 0);
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (line.at(i) != '=') {
                bytes += line.at(i);
                continue;
            }
            bool isHex = false;
            const uint value = line.mid(i + 1, 2).toUInt(&isHex, 16);
            if (!isHex || i + 2 >= line.size())
                return unreadable(AppTr::tr("The saved page is damaged: \"%1\" is no quoted-printable text.")
                                      .arg(QString::fromLatin1(line.mid(i, 3))));
            bytes += static_cast<char>(value);
            i += 2;
        }
        if (!soft && !lastLine)
            bytes += '\n';
    }
    return bytes;
}

Result<QByteArray> bodyOf(const Entity &entity)
{
    const QByteArray encoding = entity.headers.value("content-transfer-encoding").toLower();
    if (encoding == "quoted-printable")
        return fromQuotedPrintable(entity.body);
    if (encoding == "base64") {
        const auto bytes = QByteArray::fromBase64Encoding(entity.body.simplified().replace(' ', ""),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        return bytes ? Result<QByteArray>(*bytes)
                     : unreadable(AppTr::tr("The saved page is damaged: it is no base64."));
    }
    if (encoding.isEmpty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary")
        return entity.body;
    return unreadable(
        AppTr::tr("The saved page is encoded as \"%1\", which is not known.").arg(QString::fromLatin1(encoding)));
}

/// What stands between the boundaries; all of them must be there.
Result<QList<QByteArray>> partsOf(const Entity &entity)
{
    const QByteArray boundary = parameter(entity, "boundary");
    if (boundary.isEmpty())
        return unreadable(AppTr::tr("The saved page does not say where its parts begin."));
    QList<QByteArray> parts;
    qsizetype begin = -1;
    for (qsizetype at = 0; at < entity.body.size();) {
        const qsizetype lineBegin = at;
        const QByteArray line = nextLine(entity.body, at).trimmed();
        const bool closes = line == "--" + boundary + "--";
        if (!closes && line != "--" + boundary)
            continue;
        if (begin >= 0)
            parts += entity.body.mid(begin, lineBegin - begin);
        if (closes)
            return parts;
        if (parts.size() > MaxParts)
            return unreadable(AppTr::tr("The saved page has more than %1 parts.").arg(MaxParts));
        begin = at;
    }
    return unreadable(AppTr::tr("The saved page ends in the middle: its last part is not whole."));
}

Result<void> collectPages(const Entity &entity, int nesting, QList<MimePage> &pages)
{
    const QByteArray type = typeOf(entity);
    if (type == "text/html" || type == "application/xhtml+xml") {
        const Result<QByteArray> html = bodyOf(entity);
        if (!html)
            return fail(html.error());
        pages.append({*html, parameter(entity, "charset")});
    }
    if (!type.startsWith("multipart/"))
        return {};
    if (nesting >= MaxNesting)
        return unreadable(AppTr::tr("The saved page's parts are nested more than %1 deep.").arg(MaxNesting));
    const Result<QList<QByteArray>> parts = partsOf(entity);
    if (!parts)
        return fail(parts.error());
    for (const QByteArray &part : *parts) {
        if (const Result<void> read = collectPages(entityOf(part), nesting + 1, pages); !read)
            return read;
    }
    return {};
}

} // namespace

bool isMimeMessage(const QByteArray &file)
{
    const Entity entity = entityOf(withoutEnvelope(file));
    return entity.headers.contains("mime-version") || typeOf(entity).contains('/');
}

bool hasMessageWithin(const QByteArray &file)
{
    static const QRegularExpression header(QStringLiteral("^(mime-version|content-transfer-encoding):"),
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::MultilineOption);
    const QByteArray text = withoutEnvelope(file).left(LongestHeader).trimmed();
    return !text.startsWith('<') && header.match(QString::fromLatin1(text)).hasMatch();
}

Result<QList<MimePage>> pagesOfMime(const QByteArray &file)
{
    QList<MimePage> pages;
    if (const Result<void> read = collectPages(entityOf(withoutEnvelope(file)), 0, pages); !read)
        return fail(read.error());
    if (pages.isEmpty())
        return unreadable(AppTr::tr("The saved file has no HTML page in it."));
    return pages;
}

} // namespace Nightkeep

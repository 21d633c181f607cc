// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"

#include "models/base/tr.h"

#include <QStringDecoder>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Characters that would change how the text around them looks: controls, line separators,
/// direction marks and invisible joiners.
bool isDeceptive(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x00ad || c == 0x061c || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xe0000 && c <= 0xe007f);
}

/// Spaces that look like the common one and are others. In prose they do no harm; in a path they
/// would be lost in copies: text views give them back as common ones.
bool isOddSpace(QChar c)
{
    return c.isSpace() && c != u' ';
}

/// Shown as it is, whatever stands beside it: so are all characters of most of a hundred thousand names.
bool isPlain(char32_t c)
{
    return c >= 0x20 && c < 0x7f && c != U'\\';
}

QString escaped(char32_t c)
{
    switch (c) {
    case '\n':
        return QStringLiteral("\\n");
    case '\t':
        return QStringLiteral("\\t");
    case '\r':
        return QStringLiteral("\\r");
    default:
        break;
    }
    if (c < 0x80)
        return QStringLiteral("\\x%1").arg(static_cast<uint>(c), 2, 16, QLatin1Char('0'));
    return QStringLiteral("\\u{%1}").arg(static_cast<uint>(c), 0, 16);
}

/// How many bytes the well-formed UTF-8 sequence at `at` has; 0 where there is none.
int sequenceLength(const QByteArray &bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return i < bytes.size() ? static_cast<uchar>(bytes.at(i)) : uchar {0}; };
    const uchar lead = byte(at);
    const int length = lead < 0x80    ? 1
        : lead >= 0xc2 && lead < 0xe0 ? 2
        : lead >= 0xe0 && lead < 0xf0 ? 3
        : lead >= 0xf0 && lead < 0xf5 ? 4
                                      : 0;
    for (int i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80)
            return 0;
    }
    const uchar second = byte(at + 1);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool outside = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
    return overlong || outside ? 0 : length;
}

/// What a text is decides which of its characters are shown as escapes.
enum class Shown { Prose, Path };

/// Whether the character at `at`, or the first half of one, is shown as an escape.
bool isShownEscaped(const QString &text, qsizetype at, Shown as)
{
    const QChar c = text.at(at);
    if (as == Shown::Path && isOddSpace(c))
        return true;
    if (c.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return isDeceptive(QChar::surrogateToUcs4(c, text.at(at + 1)));
    return c.isSurrogate() || isDeceptive(c.unicode());
}

/// `escapeFollows`: whether an escape stands behind the text's end.
bool wouldReadAsEscape(const QString &text, qsizetype backslash, Shown as, bool escapeFollows)
{
    if (backslash + 1 == text.size())
        return escapeFollows;
    const QChar next = text.at(backslash + 1);
    return isShownEscaped(text, backslash + 1, as) || next == QLatin1Char('n') || next == QLatin1Char('t')
        || next == QLatin1Char('r') || next == QLatin1Char('x') || next == QLatin1Char('u')
        || next == QLatin1Char('\\');
}

QString visible(const QString &text, Shown as, bool escapeFollows)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            const char32_t code = QChar::surrogateToUcs4(c, text.at(i + 1));
            out += isDeceptive(code) ? escaped(code) : text.mid(i, 2);
            ++i;
        } else if (isShownEscaped(text, i, as)) {
            out += escaped(c.unicode());
        } else if (c == QLatin1Char('\\') && wouldReadAsEscape(text, i, as, escapeFollows)) {
            out += QLatin1String("\\\\");
            if (i + 1 < text.size() && text.at(i + 1) == QLatin1Char('\\')) {
                out += QLatin1String("\\\\");
                ++i;
            }
        } else {
            out += c;
        }
    }
    return out;
}

} // namespace

Result<BytePath> cleanFolder(const BytePath &path)
{
    if (path.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The folder is empty."),
                    Tr::tr("Give the whole path, beginning with \"/\"."));
    if (!path.startsWith('/'))
        return fail(ErrorKind::BadInput, Tr::tr("The folder \"%1\" is not absolute.").arg(displayPath(path)),
                    Tr::tr("Give the whole path, beginning with \"/\"."));
    if (path.contains('\0'))
        return fail(ErrorKind::BadInput, Tr::tr("The folder \"%1\" has a NUL byte in it.").arg(displayPath(path)),
                    Tr::tr("Type the path again."));
    const QList<QByteArray> components = pathComponents(path);
    for (const QByteArray &component : components) {
        if (component == "." || component == "..")
            return fail(ErrorKind::BadInput,
                        Tr::tr("The folder \"%1\" has \".\" or \"..\" in it.").arg(displayPath(path)),
                        Tr::tr("Give the path that it leads to."));
    }
    return "/" + components.join('/');
}

QList<QByteArray> pathComponents(const BytePath &path)
{
    QList<QByteArray> components = path.split('/');
    components.removeAll(QByteArray());
    return components;
}

bool leadsUpwards(const BytePath &path)
{
    return path.contains("..") && pathComponents(path).contains("..");
}

bool holdsPath(const BytePath &folder, const BytePath &path)
{
    // Asked a hundred thousand times for a list of many rules: without taking the paths apart.
    const auto skipSlashes = [](const BytePath &of, qsizetype at) {
        while (at < of.size() && of.at(at) == '/')
            ++at;
        return at;
    };
    qsizetype outer = skipSlashes(folder, 0);
    qsizetype inner = skipSlashes(path, 0);
    while (outer < folder.size()) {
        while (outer < folder.size() && folder.at(outer) != '/') {
            if (inner == path.size() || path.at(inner++) != folder.at(outer++))
                return false;
        }
        if (inner < path.size() && path.at(inner) != '/')
            return false;
        outer = skipSlashes(folder, outer);
        inner = skipSlashes(path, inner);
    }
    return true;
}

bool isUtf8(const QByteArray &bytes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = sequenceLength(bytes, i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

QString utf8Text(const QByteArray &bytes)
{
    return QString::fromUtf8('.' + bytes).mid(1);
}

QString visibleText(const QString &text)
{
    if (std::all_of(text.cbegin(), text.cend(), [](QChar c) { return isPlain(c.unicode()); }))
        return text;
    return visible(text, Shown::Prose, false);
}

QString visibleLines(const QString &text)
{
    QString out;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool stays = i < text.size() && (text.at(i) == u'\\' || text.at(i) == u'\n' || text.at(i) == u'\t');
        if (i < text.size() && !stays)
            continue;
        out += visibleText(text.mid(start, i - start));
        if (stays)
            out += text.at(i);
        start = i + 1;
    }
    return out;
}

QString displayPath(const BytePath &path)
{
    if (std::all_of(path.cbegin(), path.cend(), [](char c) { return isPlain(static_cast<uchar>(c)); }))
        return QString::fromLatin1(path);
    QString out;
    qsizetype start = 0;
    const auto flush = [&](qsizetype end) {
        out += visible(utf8Text(path.mid(start, end - start)), Shown::Path, end < path.size());
    };
    for (qsizetype i = 0; i < path.size();) {
        const int length = sequenceLength(path, i);
        if (length > 0) {
            i += length;
            continue;
        }
        flush(i);
        out += QStringLiteral("\\x%1").arg(static_cast<uchar>(path.at(i)), 2, 16, QLatin1Char('0'));
        start = ++i;
    }
    flush(path.size());
    return out;
}

QByteArray percentEncoded(const BytePath &path)
{
    return path.toPercentEncoding("/");
}

BytePath percentDecoded(const QByteArray &encoded)
{
    return QByteArray::fromPercentEncoding(encoded);
}

void insertPath(QJsonObject &object, const QString &name, const BytePath &path)
{
    object.insert(name, isUtf8(path) ? utf8Text(path) : displayPath(path));
    if (!isUtf8(path))
        object.insert(QStringLiteral("pathBytes"), QString::fromLatin1(percentEncoded(path)));
}

} // namespace Nightkeep

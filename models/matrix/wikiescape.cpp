// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikiescape.h"

#include "models/matrix/folderlines.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

/// One character; QString's own conversions take U+FEFF at a text's beginning for a byte order mark.
QString textOf(char32_t c)
{
    QString text;
    for (const char16_t unit : QChar::fromUcs4(c))
        text += QChar(unit);
    return text;
}

/// Well-formed UTF-8, with a U+FEFF at its beginning.
QString textOf(const QByteArray &utf8)
{
    return QString::fromUtf8('.' + utf8).mid(1);
}

QString escapeOf(char32_t c)
{
    return QStringLiteral("\\u{%1}").arg(static_cast<uint>(c), 0, 16);
}

bool isNonCharacter(char32_t c)
{
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/// Whether a page shows the character as it is, and gives it back.
bool standsAsItIs(char32_t c)
{
    if (c == U' ')
        return true;
    const QString alone = textOf(c);
    return !QChar::isSpace(c) && !isNonCharacter(c) && visibleText(alone) == alone;
}

bool isHex(QChar c)
{
    return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f');
}

/// Whether the backslash here would be taken for the beginning of one of our escapes, or takes the next
/// character's meaning on the page away ("\_").
bool backslashMisleads(const QString &line, qsizetype at)
{
    const auto next = [&](qsizetype n) { return at + n < line.size() ? line.at(at + n) : QChar(); };
    return (next(1) == u'u' && next(2) == u'{') || (next(1) == u'x' && isHex(next(2)) && isHex(next(3)))
        || next(1) == u'_' || next(1) == u'*';
}

/// Whether readers would take the comma or semicolon for the end of a folder.
bool separatesFolders(const QString &line, qsizetype at)
{
    const QChar next = at + 1 < line.size() ? line.at(at + 1) : QChar(u'/');
    return next == u'/' || next.isSpace();
}

enum class Kind { Text, Folder };

/// Whether a visible character at this place means something to readers of pages.
bool hasMeaning(const QString &line, qsizetype at, Kind kind, bool afterSpace)
{
    const QChar c = line.at(at);
    const bool last = at + 1 == line.size();
    if (c == u' ')
        return afterSpace || last || (kind == Kind::Folder && line.at(at + 1) == u'(');
    if (c == u'\\')
        return backslashMisleads(line, at);
    if (kind == Kind::Folder)
        return (c == u',' || c == u';') && separatesFolders(line, at);
    return (c == u'*' && line.count(u'*') > 1) || (c == u'_' && at == 0 && line.endsWith(u'_'));
}

/// What readers take for a part of a name and nothing else; a small raised number is a footnote's.
bool isPlainOfName(char32_t c)
{
    return c == U'/' || QChar::isLetter(c) || QChar::isDigit(c);
}

/// `all`: so are all marks and spaces, in a name that readers would take for more than one.
QString escapedLine(const QString &line, Kind kind, bool all = false)
{
    QString out;
    bool afterSpace = true; // a line's first space would be trimmed
    for (qsizetype i = 0; i < line.size(); ++i) {
        const bool pair = line.at(i).isHighSurrogate() && i + 1 < line.size() && line.at(i + 1).isLowSurrogate();
        const char32_t c = pair ? QChar::surrogateToUcs4(line.at(i), line.at(i + 1)) : line.at(i).unicode();
        const bool plain = standsAsItIs(c) && (all ? isPlainOfName(c) : !hasMeaning(line, i, kind, afterSpace));
        afterSpace = plain && c == U' ';
        out += plain ? line.mid(i, pair ? 2 : 1) : escapeOf(c);
        i += pair ? 1 : 0;
    }
    return out;
}

/// The length of the well-formed UTF-8 at the beginning of `bytes`.
qsizetype wellFormed(const QByteArray &bytes)
{
    const auto fits = [&](qsizetype length) { return isUtf8(bytes.left(length)); };
    if (fits(bytes.size()))
        return bytes.size();
    qsizetype length = 0;
    while (length < bytes.size()) {
        qsizetype step = 1;
        while (step <= 4 && length + step <= bytes.size() && !isUtf8(bytes.mid(length, step)))
            ++step;
        if (step > 4 || length + step > bytes.size())
            break;
        length += step;
    }
    return length;
}

} // namespace

QStringList wikiLines(const QString &text, bool manyLines)
{
    QStringList lines;
    QString line;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && text.at(i - 1) != u'\n' && text.at(i + 1) != u'\n';
        if (manyLines && text.at(i) == u'\n' && between) {
            lines << escapedLine(line, Kind::Text);
            line.clear();
        } else {
            line += text.at(i);
        }
    }
    if (!line.isEmpty())
        lines << escapedLine(line, Kind::Text);
    return lines;
}

QString wikiNote(const QString &note)
{
    const QString line = escapedLine(note, Kind::Text);
    const bool wrapped = line.startsWith(u'(') || line.startsWith(u'['); // readers take such marks off
    return wrapped ? escapeOf(line.at(0).unicode()) + line.mid(1) : line;
}

QString wikiFolder(const BytePath &folder)
{
    // A sentinel that no folder can hold stands for each byte that is not UTF-8 until the rest is escaped.
    QString text;
    QList<uchar> others;
    for (qsizetype at = 0; at < folder.size();) {
        const qsizetype length = wellFormed(folder.mid(at));
        text += textOf(folder.mid(at, length));
        at += length;
        if (at < folder.size()) {
            text += QChar(u'\0');
            others << static_cast<uchar>(folder.at(at++));
        }
    }
    const QString usual = escapedLine(text, Kind::Folder);
    const Result<QStringList> read = foldersOfLine(usual);
    const bool readsBack = read && *read == QStringList {usual};
    QString out;
    const QStringList parts = (readsBack ? usual : escapedLine(text, Kind::Folder, true)).split(escapeOf(0));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            out += QStringLiteral("\\x%1").arg(static_cast<uint>(others.value(i - 1)), 2, 16, QLatin1Char('0'));
        out += parts.at(i);
    }
    return out;
}

QString fromWikiText(const QString &line)
{
    static const QRegularExpression escape(QStringLiteral("\\\\u\\{([0-9a-fA-F]{1,6})\\}"));
    if (!line.contains(QStringLiteral("\\u{")))
        return line;
    QString out;
    qsizetype from = 0;
    for (auto matches = escape.globalMatch(line); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const char32_t c = match.captured(1).toUInt(nullptr, 16);
        if (c > QChar::LastValidCodePoint || QChar::isSurrogate(c))
            continue;
        out += line.mid(from, match.capturedStart() - from);
        out += textOf(c);
        from = match.capturedEnd();
    }
    return out + line.mid(from);
}

BytePath fromWikiFolder(const QString &line)
{
    static const QRegularExpression byte(QStringLiteral("\\\\x([89a-fA-F][0-9a-fA-F])"));
    BytePath folder;
    qsizetype from = 0;
    for (auto matches = byte.globalMatch(line); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        folder += fromWikiText(line.mid(from, match.capturedStart() - from)).toUtf8();
        folder += static_cast<char>(match.captured(1).toUInt(nullptr, 16));
        from = match.capturedEnd();
    }
    return folder + fromWikiText(line.mid(from)).toUtf8();
}

} // namespace Nightkeep

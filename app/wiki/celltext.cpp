// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/celltext.h"

#include <QRegularExpression>

#include <utility>

namespace Nightkeep {

namespace {

// Nobody emphasises longer lines, and the expressions below are not linear.
constexpr qsizetype LongestMarkedLine = 2000;

/// Wikis and Word write into long names where a line may break; nobody sees it, and no name has it.
QString withoutBreakHints(QString line)
{
    constexpr char16_t Hints[] = {u'\u00ad', u'\u200b', u'\u2060', u'\ufeff'};
    for (const char16_t hint : Hints)
        line.remove(QChar(hint));
    return line;
}

} // namespace

QString withoutEmphasis(const QString &line)
{
    static const QRegularExpression escape(QStringLiteral(R"(\\([_*]))"));
    static const QRegularExpression strong(QStringLiteral(R"(\*\*(\S|\S[^*]*\S)\*\*)"));
    static const QRegularExpression emphasis(QStringLiteral(R"((?<![\w*])\*(\S|\S[^*]*\S)\*(?![\w*]))"));
    static const QRegularExpression underlined(QStringLiteral(R"(^(__?)(\S|\S.*\S)\1$)"));
    const bool marked = line.contains(u'*') || line.contains(u'_');
    if (!marked || line.startsWith(u'/') || line.size() > LongestMarkedLine)
        return line;
    QString bare = line;
    bare.replace(escape, QStringLiteral("\\1"));
    bare.replace(strong, QStringLiteral("\\1"));
    bare.replace(emphasis, QStringLiteral("\\1"));
    bare.replace(underlined, QStringLiteral("\\2"));
    return bare;
}

void CellText::breakLine()
{
    const QString folded = withoutEmphasis(withoutBreakHints(m_line).simplified());
    if (!folded.isEmpty())
        m_lines.append(folded);
    m_line.clear();
}

void CellText::append(const QStringList &lines)
{
    breakLine();
    m_lines += lines;
}

QStringList CellText::take()
{
    breakLine();
    return std::exchange(m_lines, {});
}

} // namespace Nightkeep

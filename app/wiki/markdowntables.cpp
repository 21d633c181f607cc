// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/markdowntables.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Whether the tag with this name begins at `at`: "<table>", "<TABLE class=...", "</table>".
bool tagAt(QStringView line, qsizetype at, QLatin1String tag)
{
    const QStringView rest = line.mid(at);
    if (!rest.startsWith(tag, Qt::CaseInsensitive))
        return false;
    return rest.size() == tag.size() || !rest.at(tag.size()).isLetterOrNumber();
}

/// The fence that a line opens or closes: its marks, or nothing.
QStringView fenceOf(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty() || (text.front() != u'`' && text.front() != u'~'))
        return {};
    qsizetype length = 0;
    while (length < text.size() && text.at(length) == text.front())
        ++length;
    const bool isFence = length >= 3 && (text.front() == u'~' || !text.mid(length).contains(u'`'));
    return isFence ? text.left(length) : QStringView();
}

QStringList pipeCells(QStringView line)
{
    QStringList cells {QString()};
    QStringView text = line.trimmed();
    if (text.startsWith(u'|'))
        text = text.mid(1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool escaped = text.at(i) == u'\\' && i + 1 < text.size();
        if (escaped && text.at(i + 1) == u'|') {
            cells.last() += u'|';
            ++i;
        } else if (escaped) {
            cells.last() += text.mid(i, 2);
            ++i;
        } else if (text.at(i) == u'|') {
            cells.append(QString());
        } else {
            cells.last() += text.at(i);
        }
    }
    if (cells.size() > 1 && cells.last().trimmed().isEmpty())
        cells.removeLast();
    return cells;
}

bool isDelimiterRow(QStringView line)
{
    if (!line.contains(u'-') || !line.contains(u'|'))
        return false;
    const QStringList cells = pipeCells(line);
    return std::all_of(cells.begin(), cells.end(), [](const QString &cell) {
        QStringView marks = QStringView(cell).trimmed();
        if (marks.startsWith(u':'))
            marks = marks.mid(1);
        if (marks.endsWith(u':'))
            marks.chop(1);
        return !marks.isEmpty() && std::all_of(marks.begin(), marks.end(), [](QChar c) { return c == u'-'; });
    });
}

/// A pipe cell's own marks as HTML; whatever is HTML already stays.
QString cellHtml(const QString &cell)
{
    static const QRegularExpression link(QStringLiteral(R"(\[([^\[\]]*)\]\(((?:[^()\s"<>]++|\([^()\s"<>]*\))*+)\))"));
    static const QRegularExpression address(QStringLiteral(R"(<(https?://[^\s"<>]*)>)"));
    static const QRegularExpression escape(QStringLiteral(R"(\\([!-/:-@\[-`{-~]))"));
    static const QRegularExpression struck(QStringLiteral(R"(~~([^~]+)~~)"));
    QString html = cell;
    html.remove(u'`');
    html.replace(struck, QStringLiteral("<del>\\1</del>"));
    if (!html.contains(u'[') && !html.contains(u'<') && !html.contains(u'\\'))
        return html;
    html.replace(link, QStringLiteral("<a href=\"\\2\">\\1</a>"));
    html.replace(address, QStringLiteral("<a href=\"\\1\">\\1</a>"));
    html.replace(QStringLiteral("\\<"), QStringLiteral("&lt;"));
    html.replace(QStringLiteral("\\&"), QStringLiteral("&amp;"));
    html.replace(escape, QStringLiteral("\\1"));
    return html;
}

QString rowHtml(const QStringList &cells, QLatin1String element)
{
    QString html = QStringLiteral("<tr>");
    for (const QString &cell : cells)
        html += u'<' + element + u'>' + cellHtml(cell) + QStringLiteral("</") + element + u'>';
    return html + QStringLiteral("</tr>\n");
}

/// Walks through a page line by line and keeps what is a table.
class MarkdownScanner
{
public:
    explicit MarkdownScanner(const QString &page)
        : m_lines(page.split(u'\n'))
    {
    }

    QByteArray scan();

private:
    bool passFence(QStringView line);
    void passLine(QStringView line);
    [[nodiscard]] qsizetype findTable(QStringView line, qsizetype from);
    [[nodiscard]] qsizetype keepTable(QStringView line, qsizetype from);
    void takePipeTable();
    [[nodiscard]] bool beginsPipeTable() const;
    void takeText(const QString &line);
    void endParagraph();

    QStringList m_lines;
    QString m_html;
    QString m_paragraph; ///< so far
    QString m_fence;
    qsizetype m_at = 0;
    int m_depth = 0; ///< HTML tables open
    bool m_inComment = false;
};

bool MarkdownScanner::passFence(QStringView line)
{
    const QStringView fence = fenceOf(line);
    if (m_fence.isEmpty()) {
        m_fence = fence.toString();
        return !m_fence.isEmpty();
    }
    if (fence.startsWith(m_fence) && line.trimmed().size() == fence.size())
        m_fence.clear();
    return true;
}

/// Keeps the line from `from` up to where the outermost table ends; returns what follows that.
qsizetype MarkdownScanner::keepTable(QStringView line, qsizetype from)
{
    qsizetype at = from;
    while ((at = line.indexOf(u'<', at)) >= 0) {
        if (tagAt(line, at, QLatin1String("<table")))
            ++m_depth;
        else if (tagAt(line, at, QLatin1String("</table")))
            --m_depth;
        if (m_depth == 0) {
            m_html += line.mid(from, at - from);
            m_html += QStringLiteral("</table>\n");
            return at + 1;
        }
        ++at;
    }
    m_html += line.mid(from);
    m_html += u'\n';
    return line.size();
}

/// Where a table begins in a line that stands outside any; -1 for nowhere.
qsizetype MarkdownScanner::findTable(QStringView line, qsizetype from)
{
    bool inCode = false;
    for (qsizetype at = from; at < line.size(); ++at) {
        if (m_inComment) {
            at = line.indexOf(QStringLiteral("-->"), at);
            if (at < 0)
                return -1;
            m_inComment = false;
            at += 2;
        } else if (line.at(at) == u'`') {
            // A lone backtick is only a backtick.
            inCode = !inCode && line.indexOf(u'`', at + 1) >= 0;
        } else if (line.at(at) == u'<' && !inCode) {
            if (tagAt(line, at, QLatin1String("<table")))
                return at;
            m_inComment = line.mid(at).startsWith(QLatin1String("<!--"));
            at += m_inComment ? 3 : 0;
        }
    }
    return -1;
}

/// A line outside all tables; tags stand for nothing there.
void MarkdownScanner::takeText(const QString &line)
{
    static const QRegularExpression tag(QStringLiteral("<[^<>]*>"));
    static const QRegularExpression begins(QStringLiteral("\\A\\s*([-*+#>]|\\d+[.)])"));
    if (line.trimmed().isEmpty() || begins.match(line).hasMatch())
        endParagraph();
    QString text = line;
    m_paragraph += text.remove(tag).replace(u'<', QStringLiteral("&lt;")) + u'\n';
}

void MarkdownScanner::endParagraph()
{
    if (!m_paragraph.trimmed().isEmpty())
        m_html += QStringLiteral("<p>") + m_paragraph + QStringLiteral("</p>\n");
    m_paragraph.clear();
}

void MarkdownScanner::passLine(QStringView line)
{
    const bool wasOutside = m_depth == 0 && !m_inComment;
    const qsizetype htmlBefore = m_html.size();
    qsizetype at = 0;
    while (at >= 0 && at < line.size()) {
        if (m_depth == 0)
            at = findTable(line, at);
        if (at >= 0) {
            endParagraph();
            at = keepTable(line, at);
        }
    }
    if (wasOutside && !m_inComment && m_html.size() == htmlBefore)
        takeText(line.toString());
    if (m_depth > 0 && line.isEmpty())
        m_html += u'\n';
}

bool MarkdownScanner::beginsPipeTable() const
{
    if (m_at + 1 >= m_lines.size() || !m_lines.at(m_at).contains(u'|') || !isDelimiterRow(m_lines.at(m_at + 1)))
        return false;
    return pipeCells(m_lines.at(m_at)).size() == pipeCells(m_lines.at(m_at + 1)).size();
}

void MarkdownScanner::takePipeTable()
{
    endParagraph();
    QString html = QStringLiteral("<table><thead>\n") + rowHtml(pipeCells(m_lines.at(m_at)), QLatin1String("th"))
        + QStringLiteral("</thead><tbody>\n");
    for (m_at += 2; m_at < m_lines.size() && m_lines.at(m_at).contains(u'|'); ++m_at)
        html += rowHtml(pipeCells(m_lines.at(m_at)), QLatin1String("td"));
    m_html += html + QStringLiteral("</tbody></table>\n");
}

QByteArray MarkdownScanner::scan()
{
    while (m_at < m_lines.size()) {
        const QStringView line = m_lines.at(m_at);
        const bool plain = m_depth == 0 && !m_inComment;
        const bool fenced = plain && passFence(line);
        if (plain && !fenced && beginsPipeTable()) {
            takePipeTable();
            continue;
        }
        if (!fenced)
            passLine(line);
        ++m_at;
    }
    endParagraph();
    return m_html.toUtf8();
}

} // namespace

QByteArray markdownTables(const QString &page)
{
    return MarkdownScanner(page).scan();
}

} // namespace Nightkeep

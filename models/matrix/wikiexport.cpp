// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikiexport.h"

#include "models/base/csv.h"
#include "models/base/tr.h"
#include "models/matrix/wikiescape.h"
#include "models/servers/serverfield.h"

#include <QHash>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int PageColumns = 9;

/// The page's own headings, in its order; the blank one is the storage node's.
constexpr const char *Headings[PageColumns] = {
    "server name",
    "OS",
    "service",
    "web address",
    "<br />\n",
    "folders *currently*<br />\nbeing backed up",
    "folders we *want*<br />\nto be backed up",
    "Backup Policy<br />\n(how often and how many copies do we want kept and for how long)",
    "Archive<br />\n(How often and what do we want archived?)",
};

/// Text as ASCII that stays text wherever it stands in HTML or XML.
QByteArray markupFree(const QString &text)
{
    QByteArray out;
    for (const uint c : text.toUcs4()) {
        // What looks like a declaration of the page's encoding must not be found by those who look for one.
        const bool declares = c == '=' && out.right(7).toLower() == "charset";
        const bool asItIs =
            !declares && c >= 0x20 && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '"' && c != '\'';
        if (asItIs)
            out += static_cast<char>(c);
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else
            out += "&#" + QByteArray::number(c) + ';';
    }
    return out;
}

QByteArray cell(const QByteArrayList &lines)
{
    return "<td><p>" + (lines.isEmpty() ? QByteArray("<br />\n") : lines.join("<br />\n")) + "</p></td>\n";
}

QByteArray textCell(const QString &text, bool manyLines)
{
    QByteArrayList lines;
    for (const QString &line : wikiLines(text, manyLines))
        lines << markupFree(line);
    return cell(lines);
}

QByteArray folderCell(const QList<BytePath> &folders)
{
    QByteArrayList lines;
    for (const BytePath &folder : folders)
        lines << markupFree(wikiFolder(folder));
    return cell(lines);
}

QByteArray nameCell(const Server &server)
{
    QString name = server.name;
    if (name.startsWith(u'_') && name.endsWith(u'_')) // readers would take them for emphasis
        name.replace(0, 1, QStringLiteral("\\u{5f}"));
    if (name.count(u':') == 1) // and this for a port
        name.replace(u':', QStringLiteral("\\u{3a}"));
    const qsizetype shown = shortName(name).size();
    QByteArrayList lines {"<strong>" + markupFree(name.left(shown)) + "</strong>" + markupFree(name.mid(shown))};
    if (!server.note.isEmpty())
        lines << "<em>(" + markupFree(wikiNote(server.note)) + ")</em>";
    return cell(lines);
}

/// An address that a browser and a reader of the page take for the same text.
bool isPlainAddress(const QString &web)
{
    const bool http = web.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        || web.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
    return http
        && std::all_of(web.begin(), web.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f) && c != u'\\'; });
}

QByteArray webCell(const QString &web)
{
    if (!isPlainAddress(web))
        return textCell(web, false);
    const QByteArray address = markupFree(web);
    return cell({"<a href=\"" + address + "\" class=\"uri\">" + address + "</a>"});
}

/// Whether readers would take the row for a heading: a word, and nothing beside it.
bool looksLikeHeading(const Server &server)
{
    Server bare;
    bare.name = server.name;
    return !server.name.contains(u'.') && differingFields(server, bare).isEmpty();
}

QByteArray row(const Server &server, bool odd)
{
    const QByteArray none = looksLikeHeading(server) ? cell({"-"}) : QByteArray();
    return QByteArray("<tr class=\"") + (odd ? "odd" : "even") + "\">\n" + nameCell(server) + textCell(server.os, false)
        + textCell(server.service, true) + webCell(server.web) + textCell(server.storageNode, false)
        + (none.isEmpty() ? folderCell(server.current) + folderCell(server.wanted) : none + none)
        + textCell(server.policy, true) + textCell(server.archive, true) + "</tr>\n";
}

} // namespace

QByteArray wikiTable(const QList<Server> &servers)
{
    QByteArray table = "<table style=\"width:100%;\">\n<colgroup>\n";
    for (int i = 0; i < PageColumns; ++i)
        table += "<col width=\"11%\" />\n";
    table += "</colgroup>\n<thead>\n<tr class=\"header\">\n";
    for (const char *heading : Headings)
        table += QByteArray("<th><p>") + heading + "</p></th>\n";
    table += "</tr>\n</thead>\n<tbody>\n";
    bool odd = true;
    for (const Server &server : servers) {
        table += row(server, odd);
        odd = !odd;
    }
    return table + "</tbody>\n</table>\n";
}

QString wikiPlainText(const QList<Server> &servers)
{
    QStringList titles;
    for (const ServerField field : serverFields())
        titles << serverFieldTitle(field);
    QString text = tabbedRecord(titles);
    for (const Server &server : servers) {
        QStringList cells;
        for (const ServerField field : serverFields())
            cells << serverFieldLines(server, field).join(u' ');
        text += tabbedRecord(cells);
    }
    return text;
}

Result<void> checkReadBack(const QList<Server> &workspace, const QList<Server> &read)
{
    QHash<QString, Server> page;
    for (const Server &server : read)
        page.insert(server.name, server);
    QStringList changed;
    for (const Server &server : workspace) {
        const auto found = page.constFind(server.name);
        if (found == page.constEnd() || !differingFields(server, *found).isEmpty())
            changed << visibleText(server.name);
    }
    if (changed.isEmpty() && workspace.size() == read.size())
        return {};
    return fail(ErrorKind::BadInput,
                Tr::tr("A wiki page cannot hold what the workspace says of these servers: %1. Nothing was exported.")
                    .arg(changed.join(QStringLiteral(", "))),
                Tr::tr("Look at their names, folders and texts, and take out what no page can show."));
}

} // namespace Nightkeep

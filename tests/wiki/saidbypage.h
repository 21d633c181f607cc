// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiki/wikifilereader.h"

#include <QByteArray>
#include <QStringList>

/// What comes of a page: a line "name (note)|os|node|current|wanted" for each server, "# text" for a heading,
/// "- row: reason" for what was left out; or "! message" where the page was refused.
inline QString saidByPage(const QByteArray &page)
{
    using namespace Nightkeep;
    const auto tables = WikiFileReader().read(page);
    if (!tables)
        return QStringLiteral("! ") + tables.error().message;
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    if (!matrix)
        return QStringLiteral("! ") + matrix.error().message;
    const auto joined = [](const QList<BytePath> &folders) { return QString::fromUtf8(folders.join(' ')); };
    QStringList lines;
    for (const Server &server : matrix->servers) {
        const QString note = server.note.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(server.note);
        lines << QStringList {server.name + note, server.os, server.storageNode, joined(server.current),
                              joined(server.wanted)}
                     .join(u'|');
    }
    for (const QString &heading : matrix->headings)
        lines << QStringLiteral("# ") + heading;
    for (const SkippedRow &row : matrix->skipped)
        lines << QStringLiteral("- %1: %2").arg(row.row).arg(row.reason);
    return lines.join(u'\n');
}

/// A page of one matrix: name, OS, current and wanted folders; `rows` is HTML.
inline QByteArray matrixPage(const QByteArray &rows)
{
    return "<html><body><table><tr><th>server name</th><th>OS</th><th>folders currently being backed up</th>"
           "<th>folders we want to be backed up</th></tr>\n"
        + rows + "</table></body></html>\n";
}

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikicolumns.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <initializer_list>

namespace Nightkeep {

namespace {

/// A heading's words in lower case, without marks.
QStringList wordsOf(const WikiCell &heading)
{
    QString text;
    for (const QChar c : heading.lines.join(u' ').toLower())
        text += c.isLetterOrNumber() ? c : QChar(u' ');
    return text.simplified().split(u' ', Qt::SkipEmptyParts);
}

/// Whether one of the words begins with one of the stems.
bool has(const QStringList &words, std::initializer_list<const char *> stems)
{
    return std::any_of(words.begin(), words.end(), [&](const QString &word) {
        return std::any_of(stems.begin(), stems.end(),
                           [&](const char *stem) { return word.startsWith(QLatin1String(stem)); });
    });
}

bool speaksOfFolders(const QStringList &words)
{
    return has(words, {"folder", "director", "path", "backed", "backup"});
}

bool isNameHeading(const QStringList &words)
{
    // "server", "server name", "name of the machine", but not "server OS".
    const bool names = has(words, {"server", "host", "machine"}) || words == QStringList(QStringLiteral("name"));
    return names && std::all_of(words.begin(), words.end(), [](const QString &word) {
               return has({word}, {"server", "host", "machine", "name", "the", "of", "our"});
           });
}

bool isNumberHeading(const WikiCell &heading)
{
    static const QSet<QString> numbers {QString(), QStringLiteral("no"), QStringLiteral("nr"),
                                        QStringLiteral("number")};
    return numbers.contains(wordsOf(heading).join(u' '));
}

/// Whether the column holds nothing but numbers, a cell that reaches on to the right aside.
bool numbersRows(const WikiTable &table, qsizetype column)
{
    static const QRegularExpression number(QStringLiteral("^[#(]?\\d{1,6}[.):]?$"));
    bool any = false;
    for (const QList<WikiCell> &row : table.rows) {
        const WikiCell cell = row.value(column);
        const bool isOwn = !cell.fromAbove && !cell.fromLeft && !row.value(column + 1).fromLeft;
        if (!isOwn || cell.lines.isEmpty())
            continue;
        if (!number.match(cell.lines.join(u' ')).hasMatch())
            return false;
        any = true;
    }
    return any;
}

void removeColumn(QList<WikiCell> &row, qsizetype column)
{
    if (column >= row.size())
        return;
    if (column + 1 < row.size() && row.at(column + 1).fromLeft)
        row[column + 1].fromLeft = row.at(column).fromLeft;
    row.removeAt(column);
}

} // namespace

WikiTable withoutNumbering(const WikiTable &table)
{
    // Right of the names a column of numbers may be that of the storage nodes.
    WikiTable bare = table;
    for (qsizetype column = matrixColumns(table.header).value(MatrixColumn::Name) - 1; column >= 0; --column) {
        if (!isNumberHeading(bare.header.at(column)) || !numbersRows(bare, column))
            continue;
        removeColumn(bare.header, column);
        for (QList<WikiCell> &row : bare.rows)
            removeColumn(row, column);
    }
    return bare;
}

std::optional<MatrixColumn> columnOfHeading(const WikiCell &heading)
{
    const QStringList words = wordsOf(heading);
    if (words.isEmpty())
        return MatrixColumn::StorageNode;
    // These two first: their long headings also speak of what we want and of backups.
    if (has({words.first()}, {"archiv"}))
        return MatrixColumn::Archive;
    if (has(words, {"policy", "policies", "copies"}))
        return MatrixColumn::Policy;
    if (has(words, {"curr"}) && speaksOfFolders(words))
        return MatrixColumn::Current;
    if (has(words, {"want", "wish", "requir"}) && speaksOfFolders(words))
        return MatrixColumn::Wanted;
    if (isNameHeading(words))
        return MatrixColumn::Name;
    if (words.contains(QStringLiteral("os")) || has(words, {"operating"}))
        return MatrixColumn::Os;
    if (has(words, {"web", "url"}))
        return MatrixColumn::Web;
    if (has(words, {"node", "storage"}))
        return MatrixColumn::StorageNode;
    if (has(words, {"service", "purpose", "role"}))
        return MatrixColumn::Service;
    if (has(words, {"archiv"}))
        return MatrixColumn::Archive;
    return std::nullopt;
}

QHash<MatrixColumn, qsizetype> matrixColumns(const QList<WikiCell> &headings)
{
    QHash<MatrixColumn, qsizetype> columns;
    const auto isBlankAt = [&](qsizetype i) { return wordsOf(headings.at(i)).isEmpty(); };
    for (qsizetype i = 0; i < headings.size(); ++i) {
        const std::optional<MatrixColumn> column = columnOfHeading(headings.at(i));
        if (column && (!columns.contains(*column) || (isBlankAt(columns.value(*column)) && !isBlankAt(i))))
            columns.insert(*column, i);
    }
    const bool isMatrix = columns.contains(MatrixColumn::Name) && columns.contains(MatrixColumn::Current)
        && columns.contains(MatrixColumn::Wanted);
    return isMatrix ? columns : QHash<MatrixColumn, qsizetype>();
}

QString fieldOfColumn(MatrixColumn column)
{
    switch (column) {
    case MatrixColumn::Name:
        return QStringLiteral("name");
    case MatrixColumn::Os:
        return QStringLiteral("os");
    case MatrixColumn::Service:
        return QStringLiteral("service");
    case MatrixColumn::Web:
        return QStringLiteral("web");
    case MatrixColumn::StorageNode:
        return QStringLiteral("storageNode");
    case MatrixColumn::Current:
        return QStringLiteral("current");
    case MatrixColumn::Wanted:
        return QStringLiteral("wanted");
    case MatrixColumn::Policy:
        return QStringLiteral("policy");
    case MatrixColumn::Archive:
        return QStringLiteral("archive");
    }
    return {};
}

} // namespace Nightkeep

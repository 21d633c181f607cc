// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikipage.h"

#include "models/base/tr.h"
#include "models/matrix/wikicolumns.h"
#include "models/matrix/wikiescape.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

using Columns = QHash<MatrixColumn, qsizetype>;
using Row = QList<WikiCell>;

constexpr qsizetype ShortenedText = 120;

bool isBlank(const WikiCell &cell)
{
    return cell.lines.isEmpty() && cell.links.isEmpty();
}

QString shortened(const Row &row)
{
    QStringList cells;
    for (const WikiCell &cell : row) {
        if (!cell.lines.isEmpty())
            cells.append(cell.lines.join(u' '));
    }
    const QString text = cells.join(QStringLiteral(" | "));
    return text.size() <= ShortenedText ? text : text.left(ShortenedText - 1) + QChar(0x2026);
}

/// Text without the marks that set it apart on the page: "(new hardware)", "*new hardware*".
QString unwrapped(const QString &text)
{
    QString bare = text.trimmed();
    const auto wraps = [&](QChar open, QChar close) {
        return bare.size() > 1 && bare.startsWith(open) && bare.endsWith(close);
    };
    while (wraps(u'(', u')') || wraps(u'[', u']') || wraps(u'*', u'*') || wraps(u'_', u'_'))
        bare = bare.mid(1, bare.size() - 2).trimmed();
    return bare;
}

/// "moodle-a.ucl.ac.uk (new hardware)", on one line or two: the first word is the name.
Result<void> readName(const WikiCell &cell, Server &server)
{
    if (cell.lines.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The row has no server name."));
    const QString first = unwrapped(cell.lines.first());
    const qsizetype bracket = first.indexOf(u'(');
    QStringList notes;
    if (bracket >= 0)
        notes.append(unwrapped(first.mid(bracket)));
    for (const QString &line : cell.lines.mid(1))
        notes.append(unwrapped(line));
    notes.removeAll(QString());
    server.name = fromWikiText(first.left(bracket).trimmed());
    server.note = fromWikiText(notes.join(QStringLiteral(", ")));
    if (!isSafeHostName(server.name))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is not the name of a server.").arg(visibleText(server.name)));
    return {};
}

bool saysNothing(const QString &line)
{
    static const QRegularExpression nothing(QStringLiteral("^([-\\x{2013}\\x{2014}]|n/?a|none|nothing)\\.?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return nothing.match(line).hasMatch();
}

/// One folder per line; a comma or semicolon separates where another absolute folder follows, and
/// list marks in front are passed over.
QStringList folderTexts(const WikiCell &cell)
{
    static const QRegularExpression separator(QStringLiteral("[,;]\\s*(?=/|$)"));
    static const QRegularExpression listMark(QStringLiteral("^[-*\\x{2022}\\x{2013}]\\s+(?=/)"));
    QStringList texts;
    for (const QString &line : cell.lines) {
        for (const QString &part : line.split(separator, Qt::SkipEmptyParts)) {
            QString text = part.trimmed();
            text.remove(listMark);
            if (!text.isEmpty() && !saysNothing(text))
                texts.append(text);
        }
    }
    return texts;
}

Result<QList<BytePath>> readFolders(const WikiCell &cell)
{
    QList<BytePath> folders;
    for (const QString &text : folderTexts(cell)) {
        const Result<BytePath> folder = cleanFolder(fromWikiFolder(text));
        if (!folder)
            return fail(folder.error());
        // A remark behind a folder would become part of its name, and the folder would never be found.
        if (text.contains(QStringLiteral(" (")))
            return fail(ErrorKind::BadInput,
                        Tr::tr("The folder \"%1\" has a remark behind it.").arg(visibleText(text)));
        if (!folders.contains(*folder))
            folders.append(*folder);
    }
    return folders;
}

/// The link's address; without one, what is written.
QString webAddress(const WikiCell &cell)
{
    for (const QString &link : cell.links) {
        if (link.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
            || link.startsWith(QLatin1String("https://"), Qt::CaseInsensitive))
            return link;
    }
    return fromWikiText(cell.lines.join(u' '));
}

QString textOf(const WikiCell &cell, QChar between)
{
    QStringList lines;
    for (const QString &line : cell.lines)
        lines << fromWikiText(line);
    return lines.join(between);
}

Result<Server> readRow(const Row &row, const Columns &columns, qsizetype width)
{
    const auto cell = [&](MatrixColumn column) { return row.value(columns.value(column, -1)); };
    Server server;
    if (const Result<void> named = readName(cell(MatrixColumn::Name), server); !named)
        return fail(named.error());
    if (!std::all_of(row.begin() + std::min(width, row.size()), row.end(), isBlank))
        return fail(ErrorKind::BadInput, Tr::tr("The row has text outside the table's columns."));
    const Result<QList<BytePath>> current = readFolders(cell(MatrixColumn::Current));
    if (!current)
        return fail(current.error());
    const Result<QList<BytePath>> wanted = readFolders(cell(MatrixColumn::Wanted));
    if (!wanted)
        return fail(wanted.error());
    server.current = *current;
    server.wanted = *wanted;
    server.os = textOf(cell(MatrixColumn::Os), u' ');
    server.service = textOf(cell(MatrixColumn::Service), u'\n');
    server.web = webAddress(cell(MatrixColumn::Web));
    server.storageNode = textOf(cell(MatrixColumn::StorageNode), u' ');
    server.policy = textOf(cell(MatrixColumn::Policy), u'\n');
    server.archive = textOf(cell(MatrixColumn::Archive), u'\n');
    return server;
}

void readTable(const QList<Row> &rows, const Columns &columns, qsizetype width, int &number, WikiMatrix &matrix,
               QSet<QString> &names)
{
    for (const Row &row : rows) {
        ++number;
        if (std::all_of(row.begin(), row.end(), isBlank))
            continue;
        const Result<Server> server = readRow(row, columns, width);
        if (!server) {
            matrix.skipped.append({number, shortened(row), server.error().message});
            continue;
        }
        if (names.contains(server->name.toLower())) {
            matrix.skipped.append(
                {number, shortened(row), Tr::tr("\"%1\" stands on the page already.").arg(server->name)});
            continue;
        }
        names.insert(server->name.toLower());
        matrix.currentFolders += static_cast<int>(server->current.size());
        matrix.wantedFolders += static_cast<int>(server->wanted.size());
        matrix.servers.append(*server);
    }
}

void addFields(const Columns &columns, QStringList &fields)
{
    fields.append(QStringLiteral("note"));
    for (auto column = columns.cbegin(); column != columns.cend(); ++column)
        fields.append(fieldOfColumn(column.key()));
}

} // namespace

Result<WikiMatrix> readWikiMatrix(const QList<WikiTable> &tables)
{
    WikiMatrix matrix;
    QSet<QString> names;
    int number = 0;
    bool found = false;
    for (const WikiTable &table : tables) {
        // A page whose headings are plain cells still has them in its first row.
        const bool plainHeadings = table.header.isEmpty() && !table.rows.isEmpty();
        const Row headings = plainHeadings ? table.rows.first() : table.header;
        const Columns columns = matrixColumns(headings);
        if (columns.isEmpty())
            continue;
        found = true;
        addFields(columns, matrix.fields);
        readTable(plainHeadings ? table.rows.mid(1) : table.rows, columns, headings.size(), number, matrix, names);
    }
    if (!found) {
        return fail(
            ErrorKind::BadInput,
            Tr::tr("None of the page's %n tables is the server backup matrix.", nullptr,
                   static_cast<int>(tables.size())),
            Tr::tr("Export the page again. The matrix needs a column for the server's name, one for the folders "
                   "currently being backed up and one for those we want to be backed up."));
    }
    matrix.fields.removeDuplicates();
    matrix.fields.sort();
    return matrix;
}

} // namespace Nightkeep

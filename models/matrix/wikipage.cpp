// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikipage.h"

#include "models/base/tr.h"
#include "models/matrix/folderlines.h"
#include "models/matrix/pagefigures.h"
#include "models/matrix/wikicolumns.h"
#include "models/matrix/wikiescape.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

using Columns = QHash<MatrixColumn, qsizetype>;
using Row = QList<WikiCell>;

bool isBlankCell(const WikiCell &cell)
{
    return cell.lines.isEmpty() && cell.links.isEmpty() && cell.struck.isEmpty() && cell.unread.isEmpty();
}

QString textOfRow(const Row &row)
{
    QStringList cells;
    for (const WikiCell &cell : row) {
        if (!cell.fromLeft && !(cell.lines + cell.struck).isEmpty())
            cells.append((cell.lines + cell.struck).join(u' '));
    }
    return shortened(cells.join(QStringLiteral(" | ")));
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

/// "moodle-a.ucl.ac.uk" or an address, but not "moodle-a" or the end of a sentence.
bool hasDots(const QString &text)
{
    return text.chopped(text.endsWith(u'.') ? 1 : 0).contains(u'.') && isSafeHostName(text);
}

/// The same, but neither an address nor "1.9" or "e.g.".
bool isFullName(const QString &text)
{
    static const QRegularExpression lastLabel(QStringLiteral("\\.[A-Za-z][^.]+\\.?$"));
    return lastLabel.match(text).hasMatch() && hasDots(text);
}

/// The full names that lines have outside their brackets.
QStringList namesIn(const QStringList &lines)
{
    static const QRegularExpression between(QStringLiteral("[\\s,;:&+]+"));
    QString text;
    for (const QString &line : lines) {
        int depth = 0;
        for (const QChar c : line) {
            const int step = int(c == u'(' || c == u'[') - int(c == u')' || c == u']');
            text += depth > 0 || step != 0 ? QChar(u' ') : c;
            depth = std::max(0, depth + step);
        }
        text += u'\n';
    }
    QStringList words = text.split(between, Qt::SkipEmptyParts);
    words.removeIf([](const QString &word) { return !isFullName(word); });
    return words;
}

/// A name, or the reason why it is none. One colon is a port, which has its own place in a connection; a second
/// name behind or below it is another server, unless it stands in brackets.
Result<void> checkName(const QString &name, const QString &written, const QStringList &others)
{
    if (!isSafeHostName(name) || written.count(u':') == 1)
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is not the name of a server.").arg(visibleText(name)));
    if (const QStringList names = namesIn(others); !names.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("It is not clear which is the server's name, \"%1\" or \"%2\".").arg(name, names.first()));
    return {};
}

/// "moodle-a.ucl.ac.uk (new hardware)", on one line or two: the first word is the name.
Result<void> readName(const WikiCell &cell, Server &server)
{
    if (cell.lines.isEmpty() && !cell.struck.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The server is struck out."));
    if (cell.lines.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The row has no server name."));
    const QString first = unwrapped(cell.lines.first());
    const qsizetype bracket = first.indexOf(u'(');
    QStringList notes;
    if (bracket >= 0)
        notes.append(unwrapped(first.mid(bracket)));
    const QStringList others = cell.lines.mid(1);
    for (const QString &line : others)
        notes.append(unwrapped(line));
    notes.removeAll(QString());
    const QString written = first.left(bracket).trimmed();
    server.name = fromWikiText(written);
    server.note = fromWikiText(notes.join(QStringLiteral(", ")));
    return checkName(server.name, written, bracket < 0 ? others : others + QStringList {first.mid(bracket)});
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

/// One row, and where its columns are.
class RowReader
{
public:
    RowReader(const Row &row, const Columns &columns, qsizetype width)
        : m_row(row)
        , m_columns(columns)
        , m_width(width)
    {
    }

    [[nodiscard]] bool isBlank() const { return std::all_of(m_row.begin(), m_row.end(), isBlankCell); }
    /// One cell over the name and both folder columns: a heading between the servers.
    [[nodiscard]] bool isHeading() const;
    [[nodiscard]] bool isNameAlone() const;
    [[nodiscard]] bool belongsAbove() const { return cell(MatrixColumn::Name).fromAbove; }
    [[nodiscard]] Result<Server> server() const;
    /// Adds what this row says beside a name that reaches down to it.
    [[nodiscard]] Result<void> addTo(Server &server, const Server &row) const;
    [[nodiscard]] qsizetype charactersOfFolders() const;
    [[nodiscard]] QStringList struck() const;

private:
    [[nodiscard]] qsizetype at(MatrixColumn column) const { return m_columns.value(column, -1); }
    [[nodiscard]] qsizetype origin(MatrixColumn column) const;
    [[nodiscard]] WikiCell cell(MatrixColumn column) const { return m_row.value(at(column)); }
    [[nodiscard]] WikiCell textCell(MatrixColumn column) const;
    [[nodiscard]] Result<QList<BytePath>> folders(MatrixColumn column) const;
    [[nodiscard]] Result<void> checkCells() const;

    const Row &m_row;
    const Columns &m_columns;
    qsizetype m_width;
};

/// Where the cell below a heading begins.
qsizetype RowReader::origin(MatrixColumn column) const
{
    qsizetype place = at(column);
    while (place > 0 && place < m_row.size() && m_row.at(place).fromLeft)
        --place;
    return place;
}

bool RowReader::isHeading() const
{
    const qsizetype name = origin(MatrixColumn::Name);
    return name == origin(MatrixColumn::Current) && name == origin(MatrixColumn::Wanted);
}

bool RowReader::isNameAlone() const
{
    const qsizetype filled =
        std::count_if(m_row.begin(), m_row.end(), [](const WikiCell &cell) { return !isBlankCell(cell); });
    return filled == 1 && cell(MatrixColumn::Name).lines.size() == 1;
}

/// A text over several columns is that of the first; policy and archive may share one, as folders may.
WikiCell RowReader::textCell(MatrixColumn column) const
{
    const bool shared = column == MatrixColumn::Archive && origin(column) == at(MatrixColumn::Policy);
    return cell(column).fromLeft && !shared ? WikiCell() : cell(column);
}

Result<QList<BytePath>> RowReader::folders(MatrixColumn column) const
{
    const WikiCell found = cell(column);
    const qsizetype begins = origin(column);
    const bool ofFolders = begins == at(MatrixColumn::Current) || begins == at(MatrixColumn::Wanted);
    if (found.fromLeft && !ofFolders && !isBlankCell(found))
        return fail(ErrorKind::BadInput,
                    Tr::tr("\"%1\" stands below the folders and another heading at once.")
                        .arg(visibleText(found.lines.join(u' '))));
    return foldersOfLines(found.lines);
}

Result<void> RowReader::checkCells() const
{
    if (!std::all_of(m_row.begin() + std::min(m_width, m_row.size()), m_row.end(),
                     [](const WikiCell &cell) { return cell.fromLeft || isBlankCell(cell); }))
        return fail(ErrorKind::BadInput, Tr::tr("The row has text outside the table's columns."));
    for (const qsizetype place : m_columns) {
        if (const QString macro = m_row.value(place).unread; !macro.isEmpty())
            return fail(ErrorKind::BadInput,
                        Tr::tr("The row holds the macro \"%1\", whose text is not in the exported page.")
                            .arg(visibleText(macro)));
    }
    return {};
}

Result<Server> RowReader::server() const
{
    Server server;
    if (const Result<void> named = readName(cell(MatrixColumn::Name), server); !named)
        return fail(named.error());
    if (const Result<void> sound = checkCells(); !sound)
        return fail(sound.error());
    const Result<QList<BytePath>> current = folders(MatrixColumn::Current);
    if (!current)
        return fail(current.error());
    const Result<QList<BytePath>> wanted = folders(MatrixColumn::Wanted);
    if (!wanted)
        return fail(wanted.error());
    server.current = *current;
    server.wanted = *wanted;
    server.os = textOf(textCell(MatrixColumn::Os), u' ');
    server.service = textOf(textCell(MatrixColumn::Service), u'\n');
    server.web = webAddress(textCell(MatrixColumn::Web));
    server.storageNode = textOf(textCell(MatrixColumn::StorageNode), u' ');
    server.policy = textOf(textCell(MatrixColumn::Policy), u'\n');
    server.archive = textOf(textCell(MatrixColumn::Archive), u'\n');
    return server;
}

qsizetype RowReader::charactersOfFolders() const
{
    return cell(MatrixColumn::Current).lines.join(u'\n').size() + cell(MatrixColumn::Wanted).lines.join(u'\n').size();
}

Result<void> RowReader::addTo(Server &server, const Server &row) const
{
    const auto addText = [this](QString &text, const QString &more, MatrixColumn column, QChar between) {
        if (!cell(column).fromAbove && !more.isEmpty() && more != text)
            text += text.isEmpty() ? more : between + more;
    };
    const Result<QList<BytePath>> current = joinedFolders(server.current, row.current);
    if (!current)
        return fail(current.error());
    const Result<QList<BytePath>> wanted = joinedFolders(server.wanted, row.wanted);
    if (!wanted)
        return fail(wanted.error());
    server.current = *current;
    server.wanted = *wanted;
    addText(server.os, row.os, MatrixColumn::Os, u' ');
    addText(server.service, row.service, MatrixColumn::Service, u'\n');
    addText(server.web, row.web, MatrixColumn::Web, u' ');
    addText(server.storageNode, row.storageNode, MatrixColumn::StorageNode, u' ');
    addText(server.policy, row.policy, MatrixColumn::Policy, u'\n');
    addText(server.archive, row.archive, MatrixColumn::Archive, u'\n');
    return {};
}

QStringList RowReader::struck() const
{
    QStringList texts;
    for (qsizetype i = 0; i < m_row.size(); ++i) {
        const bool isRead = std::find(m_columns.begin(), m_columns.end(), i) != m_columns.end();
        if (isRead && !m_row.at(i).fromAbove && !m_row.at(i).fromLeft)
            texts += m_row.at(i).struck;
    }
    return texts;
}

/// Whether a row says what the heading says: it stays in sight on a long page.
bool repeats(const Row &header, const Row &row)
{
    return std::equal(header.begin(), header.end(), row.begin(), row.end(),
                      [](const WikiCell &one, const WikiCell &other) { return one.lines == other.lines; });
}

/// Reads the rows of all tables of a page that are its matrix.
class MatrixReader
{
public:
    explicit MatrixReader(WikiMatrix &matrix)
        : m_matrix(matrix)
    {
    }

    void read(const WikiTable &table, const Columns &columns);
    /// What can only be told once all servers are known.
    void finish();

private:
    struct Place
    {
        int row = 0;
        bool isNameAlone = false; ///< and that a short one
    };

    void readRow(const Row &row, const Columns &columns, qsizetype width);
    void removeLoneNames();
    [[nodiscard]] Result<void> take(const RowReader &row);
    void takeHeading(const Row &row);
    void leaveOut(const QString &text, const QString &reason) { m_matrix.skipped.append({m_number, text, reason}); }

    WikiMatrix &m_matrix;
    QSet<QString> m_names;
    QList<Place> m_rows; ///< of each server
    /// Of cells with folders: one that reaches over many rows is read in each.
    static constexpr qsizetype MostCharacters = 4 * 1024 * 1024;
    qsizetype m_characters = 0;
    int m_number = 0;
    bool m_isAboveTaken = false;
};

void MatrixReader::read(const WikiTable &table, const Columns &columns)
{
    m_isAboveTaken = false;
    for (const Row &row : table.rows) {
        ++m_number;
        if (!repeats(table.header, row))
            readRow(row, columns, table.header.size());
    }
}

void MatrixReader::readRow(const Row &cells, const Columns &columns, qsizetype width)
{
    const RowReader row(cells, columns, width);
    if (row.isBlank())
        return;
    if (row.isHeading()) {
        takeHeading(cells);
        return;
    }
    const Result<void> taken = take(row);
    m_isAboveTaken = taken || (row.belongsAbove() && m_isAboveTaken);
    if (!taken) {
        leaveOut(textOfRow(cells), taken.error().message);
        return;
    }
    for (const QString &text : row.struck())
        leaveOut(shortened(text), Tr::tr("\"%1\" is struck out.").arg(visibleText(shortened(text))));
}

Result<void> MatrixReader::take(const RowReader &row)
{
    if (row.belongsAbove() && !m_isAboveTaken)
        return fail(ErrorKind::BadInput, Tr::tr("It belongs to a server whose first row was left out."));
    m_characters += row.charactersOfFolders();
    if (m_characters > MostCharacters)
        return fail(ErrorKind::BadInput, Tr::tr("The page names more folders than are read of one page."));
    const Result<Server> server = row.server();
    if (!server)
        return fail(server.error());
    if (row.belongsAbove()) {
        if (const Result<void> added = row.addTo(m_matrix.servers.last(), *server); !added)
            return fail(added.error());
        m_rows.last().isNameAlone = false;
        return {};
    }
    if (m_names.contains(server->name.toLower()))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" stands on the page already.").arg(server->name));
    m_names.insert(server->name.toLower());
    m_matrix.servers.append(*server);
    m_rows.append({m_number, row.isNameAlone() && !hasDots(server->name)});
    return {};
}

/// A heading is no loss, but one that could be a server is.
void MatrixReader::takeHeading(const Row &row)
{
    m_isAboveTaken = false;
    const QString text = textOfRow(row);
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    static const QRegularExpression address(QStringLiteral("^\\d{1,3}(\\.\\d{1,3}){3}$"));
    const auto mayBeServer = [](const QString &word) { return isFullName(word) || address.match(word).hasMatch(); };
    if (text.contains(u'/') || std::any_of(words.begin(), words.end(), mayBeServer))
        leaveOut(text, Tr::tr("One cell stands below the server's name and the folders at once."));
    else
        m_matrix.headings.append(text);
}

/// In a table that cannot merge cells, a heading is a row with nothing beside it. So is not a short name where
/// servers go by such.
void MatrixReader::removeLoneNames()
{
    QList<Server> &servers = m_matrix.servers;
    const qsizetype alone =
        std::count_if(m_rows.begin(), m_rows.end(), [](const Place &place) { return place.isNameAlone; });
    const qsizetype full =
        std::count_if(servers.begin(), servers.end(), [](const Server &server) { return hasDots(server.name); });
    const qsizetype otherShort = servers.size() - full - alone;
    if (full <= otherShort)
        return;
    for (qsizetype i = servers.size() - 1; i >= 0; --i) {
        if (!m_rows.at(i).isNameAlone)
            continue;
        const QString reason = otherShort > 0
            ? Tr::tr("Nothing stands beside \"%1\", which is no full name as most others are.")
            : Tr::tr("Nothing stands beside \"%1\", which is no full name as the others are.");
        m_matrix.skipped.append({m_rows.at(i).row, servers.at(i).name, reason.arg(servers.at(i).name)});
        servers.removeAt(i);
    }
}

void MatrixReader::finish()
{
    removeLoneNames();
    std::stable_sort(m_matrix.skipped.begin(), m_matrix.skipped.end(),
                     [](const SkippedRow &one, const SkippedRow &other) { return one.row < other.row; });
    for (const Server &server : std::as_const(m_matrix.servers)) {
        m_matrix.currentFolders += static_cast<int>(server.current.size());
        m_matrix.wantedFolders += static_cast<int>(server.wanted.size());
    }
}

/// The table with its headings told apart: they may be plain cells, or stand below a title.
WikiTable headed(WikiTable table)
{
    constexpr int MostTitles = 2;
    for (int i = 0; i <= MostTitles && matrixColumns(table.header).isEmpty() && !table.rows.isEmpty(); ++i)
        table.header = table.rows.takeFirst();
    return table;
}

void addFields(const Columns &columns, QStringList &fields)
{
    fields.append(QStringLiteral("note"));
    for (auto column = columns.cbegin(); column != columns.cend(); ++column)
        fields.append(fieldOfColumn(column.key()));
}

} // namespace

QString shortened(const QString &text)
{
    constexpr qsizetype Longest = 120;
    return text.size() <= Longest ? text : text.left(Longest - 1) + QChar(0x2026);
}

Result<WikiMatrix> readWikiMatrix(const QList<WikiTable> &tables)
{
    WikiMatrix matrix;
    MatrixReader reader(matrix);
    bool found = false;
    QStringList above;
    for (const WikiTable &written : tables) {
        const WikiTable table = withoutNumbering(headed(written));
        const Columns columns = matrixColumns(table.header);
        if (columns.isEmpty())
            continue;
        found = true;
        addFields(columns, matrix.fields);
        reader.read(table, columns);
        above += table.above;
    }
    if (!found) {
        return fail(
            ErrorKind::BadInput,
            Tr::tr("None of the page's %n tables is the server backup matrix.", nullptr,
                   static_cast<int>(tables.size())),
            Tr::tr("Export the page again. The matrix needs a column for the server's name, one for the folders "
                   "currently being backed up and one for those we want to be backed up."));
    }
    QStringList unclear;
    matrix.figures = figuresOfAll(above, &unclear);
    for (const QString &sentence : std::as_const(unclear))
        matrix.skipped.append({0, shortened(sentence), Tr::tr("It is not clear what is said of all machines.")});
    reader.finish();
    matrix.fields.removeDuplicates();
    matrix.fields.sort();
    return matrix;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/tablebuilder.h"

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

/// A second row of headings joins the first: "folders" over "currently" and "wanted". A blank one below a heading
/// over several columns stays blank.
void joinHeadings(QList<WikiCell> &header, const QList<WikiCell> &below)
{
    for (qsizetype i = 0; i < below.size(); ++i) {
        if (i == header.size())
            header.append(WikiCell());
        if (below.at(i).fromAbove)
            continue;
        const bool isShared = header.at(i).fromLeft || header.value(i + 1).fromLeft;
        if (isShared && below.at(i).lines.isEmpty())
            header[i].lines.clear();
        header[i].lines += below.at(i).lines;
    }
}

bool isBlank(const QList<WikiCell> &cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const WikiCell &cell) {
        return cell.lines.isEmpty() && cell.struck.isEmpty() && cell.unread.isEmpty();
    });
}

bool reachesIn(const QList<WikiCell> &cells)
{
    return std::any_of(cells.begin(), cells.end(), [](const WikiCell &cell) { return cell.fromAbove; });
}

} // namespace

void TableBuilder::startHead()
{
    endRow();
    m_hanging.clear();
    m_inHead = true;
}

void TableBuilder::startBody()
{
    endRow();
    m_hanging.clear();
    m_inHead = false;
}

void TableBuilder::startRow()
{
    endRow();
    m_rows.append(Row {.cells = {}, .inHead = m_inHead});
    m_inRow = true;
}

void TableBuilder::startCell(bool heading, int columns, int rows)
{
    endCell();
    if (!m_inRow)
        startRow();
    m_rows.last().onlyHeadings &= heading;
    m_columns = std::clamp(columns, 1, MaxSpan);
    m_rowsOfCell = std::clamp(rows, 1, MaxSpan);
    m_inCell = true;
}

void TableBuilder::place(const WikiCell &cell, int rows)
{
    const qsizetype column = m_rows.last().cells.size();
    m_rows.last().cells.append(cell);
    ++m_cells;
    if (rows <= 1)
        return;
    if (m_hanging.size() <= column)
        m_hanging.resize(column + 1);
    m_hanging[column] = {cell, rows - 1};
}

void TableBuilder::placeHanging()
{
    QList<WikiCell> &cells = m_rows.last().cells;
    while (cells.size() < m_hanging.size() && m_hanging.at(cells.size()).rowsLeft > 0) {
        Hanging &hanging = m_hanging[cells.size()];
        --hanging.rowsLeft;
        cells.append(hanging.cell);
        cells.last().fromAbove = true;
        ++m_cells;
    }
}

void TableBuilder::endCell()
{
    if (!m_inCell)
        return;
    m_inCell = false;
    placeHanging();
    WikiCell cell {m_text.take(), std::exchange(m_links, {}), m_struck.take(), std::exchange(m_unread, {})};
    for (int i = 0; i < m_columns; ++i) {
        place(cell, m_rowsOfCell);
        cell.fromLeft = true;
    }
}

void TableBuilder::endRow()
{
    endCell();
    if (!m_inRow)
        return;
    m_inRow = false;
    placeHanging();
    // A short row: what hangs further to the right stays in its column.
    const bool more = std::any_of(m_hanging.begin() + std::min(m_rows.last().cells.size(), m_hanging.size()),
                                  m_hanging.end(), [](const Hanging &hanging) { return hanging.rowsLeft > 0; });
    while (more && m_rows.last().cells.size() < m_hanging.size()) {
        placeHanging();
        if (m_rows.last().cells.size() < m_hanging.size())
            place(WikiCell(), 1);
    }
}

void TableBuilder::addText(const QString &text, bool struck)
{
    if (m_inCell)
        (struck ? m_struck : m_text).append(text);
}

void TableBuilder::breakLine()
{
    if (!m_inCell)
        return;
    m_text.breakLine();
    m_struck.breakLine();
}

void TableBuilder::addCell(const WikiCell &cell)
{
    if (!m_inCell || cell.fromAbove || cell.fromLeft)
        return;
    m_text.append(cell.lines);
    m_struck.append(cell.struck);
    for (const QString &link : cell.links)
        addLink(link);
    addUnread(cell.unread);
    m_cells += cell.lines.size() + cell.struck.size(); // deep nests of long tables are hostile too
}

void TableBuilder::addUnread(const QString &macro)
{
    if (m_inCell && m_unread.isEmpty())
        m_unread = macro;
}

void TableBuilder::addLink(const QString &address)
{
    if (m_inCell && !address.isEmpty() && m_links.size() < MaxLinks && !m_links.contains(address))
        m_links.append(address);
}

WikiTable TableBuilder::finish()
{
    endRow();
    WikiTable table;
    QList<QList<WikiCell>> headings; // as they are written
    for (Row &row : m_rows) {
        if (row.cells.isEmpty() || (row.inHead && isBlank(row.cells)))
            continue;
        const bool first = table.header.isEmpty() && table.rows.isEmpty();
        const bool heads = row.inHead || row.onlyHeadings;
        const bool joins = heads && table.rows.isEmpty() && !first && reachesIn(row.cells)
            && headings.size() < MaxHeadings; // each further one is held against all of them
        if (heads && headings.contains(row.cells))
            continue;
        if (first && heads)
            table.header = row.cells;
        if (joins)
            joinHeadings(table.header, row.cells);
        if (joins || (first && heads))
            headings.append(std::move(row.cells));
        else
            table.rows.append(std::move(row.cells));
    }
    return table;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/tablebuilder.h"

#include <algorithm>
#include <utility>

namespace Nightkeep {

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
        ++m_cells;
    }
}

void TableBuilder::endCell()
{
    if (!m_inCell)
        return;
    m_inCell = false;
    placeHanging();
    place(WikiCell {m_text.take(), std::exchange(m_links, {})}, m_rowsOfCell);
    for (int i = 1; i < m_columns; ++i)
        place(WikiCell(), m_rowsOfCell);
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

void TableBuilder::addText(const QString &text)
{
    if (m_inCell)
        m_text.append(text);
}

void TableBuilder::breakLine()
{
    if (m_inCell)
        m_text.breakLine();
}

void TableBuilder::addLink(const QString &address)
{
    if (m_inCell && !address.isEmpty() && !m_links.contains(address))
        m_links.append(address);
}

WikiTable TableBuilder::finish()
{
    endRow();
    WikiTable table;
    for (Row &row : m_rows) {
        if (row.cells.isEmpty())
            continue;
        const bool first = table.header.isEmpty() && table.rows.isEmpty();
        if (first && (row.inHead || row.onlyHeadings))
            table.header = std::move(row.cells);
        else
            table.rows.append(std::move(row.cells));
    }
    return table;
}

} // namespace Nightkeep

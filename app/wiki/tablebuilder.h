// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wiki/celltext.h"
#include "models/matrix/wikipage.h"

#include <QList>

namespace Nightkeep {

/// Puts one HTML table together from the elements that a parser meets. Merged cells are laid out in
/// full: a cell over several rows and columns stands in each of them, marked as such, so that every
/// later cell stays below its heading.
class TableBuilder
{
public:
    static constexpr int MaxSpan = 1000;
    static constexpr int MaxLinks = 100; ///< of a cell
    static constexpr int MaxHeadings = 32; ///< rows of headings that are one heading

    void startHead();
    void startBody();
    void startRow();
    void startCell(bool heading, int columns, int rows);
    void endCell();
    void endRow();

    [[nodiscard]] qsizetype cells() const { return m_cells; }
    [[nodiscard]] qsizetype rows() const { return m_rows.size(); }
    void addText(const QString &text, bool struck);
    void breakLine();
    void addCell(const WikiCell &cell); ///< of a table within the cell: on lines of its own
    void addUnread(const QString &macro);
    [[nodiscard]] const QStringList &lines() const { return m_text.lines(); } ///< of the cell so far
    void addLink(const QString &address);

    /// The rows of the head, or a first row of headings alone, become the header; so does the row below one
    /// whose headings reach into it. Where they are repeated further down they say nothing.
    [[nodiscard]] WikiTable finish();

private:
    struct Row
    {
        QList<WikiCell> cells;
        bool inHead = false;
        bool onlyHeadings = true;
    };
    struct Hanging
    {
        WikiCell cell;
        int rowsLeft = 0;
    };

    void place(const WikiCell &cell, int rows);
    void placeHanging();

    QList<Row> m_rows;
    QList<Hanging> m_hanging; ///< by column: cells that reach down into the rows to come
    CellText m_text;
    CellText m_struck;
    QStringList m_links;
    QString m_unread;
    qsizetype m_cells = 0;
    int m_columns = 1;
    int m_rowsOfCell = 1;
    bool m_inHead = false;
    bool m_inRow = false;
    bool m_inCell = false;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdfpaper.h"
#include "app/report/stripdrawing.h"

#include <algorithm>
#include <numeric>

namespace Nightkeep {

namespace {

constexpr double PdfCellPadding = 3;

/// What a column takes at least, so that no common word breaks, and what it would like to have.
struct PdfColumn
{
    double least = 0;
    double liked = 0;
};

PdfColumn pdfColumn(const PackTable &table, qsizetype column, double size)
{
    constexpr double LongestWord = 24; // small letters
    constexpr double LongestLine = 60;
    double word = 0;
    double line = 0;
    const auto lengthOf = [](const QString &text) {
        return std::accumulate(text.cbegin(), text.cend(), 0.0,
                               [](double all, QChar each) { return all + (each.isUpper() ? 1.25 : 1); });
    };
    const auto look = [&](const QString &text) {
        for (const QString &part : text.split(u'\n')) {
            line = std::max(line, lengthOf(part));
            for (const QString &each : part.split(u' '))
                word = std::max(word, lengthOf(each));
        }
    };
    look(table.headings.at(column) + QStringLiteral("  ")); // it is bold
    for (const QList<PackCell> &row : table.rows) {
        if (column < row.size())
            look(plainCell(row.at(column), column));
    }
    const double each = size * 0.58; // a small letter's width, about
    return {(std::min(word, LongestWord) + 1) * each + 2 * PdfCellPadding,
            (std::min(line, LongestLine) + 1) * each + 2 * PdfCellPadding};
}

QList<double> pdfColumnWidths(const PackTable &table, double size, double whole)
{
    QList<PdfColumn> columns;
    double least = 0;
    double liked = 0;
    for (qsizetype column = 0; column < table.headings.size(); ++column) {
        columns << pdfColumn(table, column, size);
        least += columns.last().least;
        liked += columns.last().liked;
    }
    QList<double> widths;
    for (const PdfColumn &column : std::as_const(columns)) {
        if (liked <= whole)
            widths << column.liked;
        else if (least >= whole)
            widths << column.least * whole / least;
        else
            widths << column.least + (column.liked - column.least) * (whole - least) / (liked - least);
    }
    return widths;
}

/// A table as it is drawn, row by row.
class PdfTable
{
public:
    PdfTable(PdfPaper &paper, const PackTable &table)
        : m_paper(paper)
        , m_table(table)
        , m_size(table.headings.size() > 8 ? 7 : 8)
        , m_widths(pdfColumnWidths(table, m_size, paper.width()))
    {
    }

    /// `tagged`: else it is there for who sees it, and was said before.
    void drawHeadings(bool tagged)
    {
        std::vector<PdfText> texts;
        for (qsizetype column = 0; column < m_table.headings.size(); ++column)
            texts.push_back(m_paper.set(pdfMarkup(m_table.headings.at(column)), {m_size, true},
                                        m_widths.at(column) - 2 * PdfCellPadding));
        const double height = highest(texts) + 2 * PdfCellPadding;
        m_paper.colour(QStringLiteral("#e2e2e2"));
        cairo_rectangle(m_paper.cairo(),
                        m_paper.isRightToLeft() ? m_paper.left() + m_paper.width() - tableWidth() : m_paper.left(),
                        m_paper.y, tableWidth(), height);
        cairo_fill(m_paper.cairo());
        m_paper.colour(QStringLiteral("#000000"));
        drawCells(texts, tagged ? "TH" : nullptr, m_paper.y + height);
        drawRule();
    }

    void drawRow(const QList<PackCell> &row)
    {
        std::vector<PdfText> texts;
        for (qsizetype column = 0; column < m_table.headings.size(); ++column) {
            const PackCell cell = row.value(column);
            texts.push_back(m_paper.set(pdfCell(cell, column), {m_size, false, cell.isNumber},
                                        m_widths.at(column) - 2 * PdfCellPadding));
        }
        const double height = highest(texts) + 2 * PdfCellPadding;
        // One that fills half a page begins where it is.
        const double together = height > (m_paper.bottom() - m_paper.top()) / 2 ? 60 : height;
        if (m_paper.y + together > m_paper.bottom())
            turnPage();
        while (true) { // a row that is higher than a page goes on with the next
            drawCells(texts, "TD", m_paper.bottom());
            drawRule();
            if (std::all_of(texts.cbegin(), texts.cend(), [](const PdfText &text) { return text.isDone(); }))
                return;
            turnPage();
        }
    }

private:
    void turnPage()
    {
        m_paper.newPage();
        drawHeadings(false);
    }

    [[nodiscard]] double tableWidth() const { return std::accumulate(m_widths.cbegin(), m_widths.cend(), 0.0); }

    [[nodiscard]] static double highest(const std::vector<PdfText> &texts)
    {
        double height = 0;
        for (const PdfText &text : texts)
            height = std::max(height, text.height());
        return height;
    }

    void drawCells(std::vector<PdfText> &texts, const char *tag, double bottom)
    {
        double x = m_paper.isRightToLeft() ? m_paper.left() + m_paper.width() : m_paper.left();
        double end = m_paper.y;
        if (tag)
            m_paper.begin("TR");
        for (size_t column = 0; column < texts.size(); ++column) {
            const double width = m_widths.at(qsizetype(column));
            x -= m_paper.isRightToLeft() ? width : 0;
            if (tag)
                m_paper.begin(tag);
            end = std::max(end,
                           texts.at(column).draw(m_paper.cairo(), x + PdfCellPadding, m_paper.y + PdfCellPadding,
                                                 bottom - PdfCellPadding + 0.01, true));
            if (tag)
                m_paper.end(tag);
            x += m_paper.isRightToLeft() ? 0 : width;
        }
        if (tag)
            m_paper.end("TR");
        m_paper.y = end + PdfCellPadding;
    }

    void drawRule()
    {
        const double x = m_paper.isRightToLeft() ? m_paper.left() + m_paper.width() - tableWidth() : m_paper.left();
        m_paper.colour(QStringLiteral("#b0b0b0"));
        cairo_set_line_width(m_paper.cairo(), 0.5);
        cairo_move_to(m_paper.cairo(), x, m_paper.y);
        cairo_line_to(m_paper.cairo(), x + tableWidth(), m_paper.y);
        cairo_stroke(m_paper.cairo());
        m_paper.colour(QStringLiteral("#000000"));
    }

    PdfPaper &m_paper;
    const PackTable &m_table;
    double m_size;
    QList<double> m_widths;
};

} // namespace

bool drawPdfTable(PdfPaper &paper, const PackTable &table, ReportSteps &steps)
{
    if (!steps.step())
        return false;
    paper.need(110); // so that no heading stands alone
    paper.paragraph("P", pdfMarkup(table.caption), {9, true});
    paper.y += 3;
    if (table.rows.isEmpty()) {
        paper.paragraph("P", pdfMarkup(table.empty), {});
        paper.y += 10;
        return true;
    }
    PdfTable drawn(paper, table);
    paper.begin("Table");
    drawn.drawHeadings(true);
    for (const QList<PackCell> &row : table.rows) {
        if (!steps.step())
            return false;
        drawn.drawRow(row);
    }
    paper.end("Table");
    paper.y += 12;
    return true;
}

namespace {

void drawStripCell(PdfPaper &paper, const StripDrawing::Cell &cell)
{
    const NightPattern pattern = nightPattern(cell.state, cell.at.size());
    cairo_t *cairo = paper.cairo();
    paper.colour(stripInk(cell.state));
    for (const QRectF &filled : pattern.filled)
        cairo_rectangle(cairo, cell.at.x() + filled.x(), cell.at.y() + filled.y(), filled.width(), filled.height());
    cairo_fill(cairo);
    cairo_set_line_width(cairo, pattern.pen);
    for (const QLineF &line : pattern.lines) {
        cairo_move_to(cairo, cell.at.x() + line.x1(), cell.at.y() + line.y1());
        cairo_line_to(cairo, cell.at.x() + line.x2(), cell.at.y() + line.y2());
    }
    cairo_stroke(cairo);
    if (!pattern.hasBorder)
        return;
    cairo_rectangle(cairo, cell.at.x(), cell.at.y(), cell.at.width(), cell.at.height());
    cairo_set_line_width(cairo, StripDrawing::Border);
    cairo_stroke(cairo);
}

} // namespace

void drawPdfStrip(PdfPaper &paper, const PackStrip &strip, double below)
{
    const StripDrawing drawing = stripDrawing(strip.picture);
    constexpr double Caption = 20;
    // What does not fit a page is drawn smaller, not cut.
    const double scale = std::min(
        {paper.width() / drawing.width, 1.4, (paper.bottom() - paper.top() - Caption) / std::max(drawing.height, 1.0)});
    constexpr double Gap = 8;
    const double own = Caption + drawing.height * scale;
    paper.need(own + Gap + below <= paper.bottom() - paper.top() ? own + Gap + below : own);
    paper.paragraph("P", pdfMarkup(strip.caption), {9, true});
    paper.y += 4;
    cairo_t *cairo = paper.cairo();
    paper.begin("Figure");
    cairo_save(cairo);
    cairo_translate(cairo, paper.left(), paper.y);
    cairo_scale(cairo, scale, scale);
    for (const StripDrawing::Cell &cell : drawing.cells)
        drawStripCell(paper, cell);
    paper.colour(QStringLiteral("#000000"));
    cairo_set_line_width(cairo, 2);
    for (const QLineF &line : drawing.promises) {
        cairo_move_to(cairo, line.x1(), line.y1());
        cairo_line_to(cairo, line.x2(), line.y2());
    }
    cairo_stroke(cairo);
    for (const StripDrawing::Label &label : drawing.labels) {
        const double size = label.isTitle ? StripDrawing::TitleSize : StripDrawing::LabelSize;
        // The strip goes from left to right in any script.
        PdfText text = paper.set(pdfMarkup(label.text), {size, label.isTitle, paper.isRightToLeft()},
                                 drawing.width - label.at.x());
        text.draw(cairo, label.at.x(), label.at.y() - size, label.at.y(), true);
    }
    cairo_restore(cairo);
    paper.end("Figure");
    paper.y += drawing.height * scale + Gap;
}

} // namespace Nightkeep

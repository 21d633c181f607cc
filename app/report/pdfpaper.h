// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/reportwords.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <vector>

namespace Nightkeep {

struct PdfUnref
{
    void operator()(void *object) const { g_object_unref(object); }
    void operator()(cairo_t *cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t *surface) const { cairo_surface_destroy(surface); }
};
using PdfLayout = std::unique_ptr<PangoLayout, PdfUnref>;

/// How a text is set.
struct PdfType
{
    double size = 9;
    bool bold = false;
    bool atEnd = false; ///< to the right, in a script that is read from the left
};

/// A text that was set: its lines, so that it can go on with another page.
class PdfText
{
public:
    explicit PdfText(PdfLayout layout);
    [[nodiscard]] double height() const; ///< of what is left
    [[nodiscard]] bool isDone() const { return m_next == m_lines.size(); }
    /// Draws the lines that end above `bottom`, at least one where `one`; where the next would begin.
    double draw(cairo_t *cairo, double x, double y, double bottom, bool one = false);

private:
    struct Line
    {
        PangoLayoutLine *line; ///< of the layout
        double x;
        double height;
        double base; ///< below the top
    };
    PdfLayout m_layout;
    std::vector<Line> m_lines;
    size_t m_next = 0;
};

/// The pages of a PDF, in points. What is written above and below each is no part of its text.
class PdfPaper
{
public:
    /// `out`: null to learn how many pages there are; `pages`: how many, once that is known.
    PdfPaper(const Pack &pack, QByteArray *out, int pages);
    ~PdfPaper();
    PdfPaper(const PdfPaper &) = delete;
    PdfPaper &operator=(const PdfPaper &) = delete;

    void newPage();
    void newPage(bool wide); ///< else upright
    void need(double height); ///< a new page where it has no room
    [[nodiscard]] bool isWide() const { return m_wide; }
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] bool isRightToLeft() const { return m_pack.rightToLeft; }
    [[nodiscard]] double left() const { return margin; }
    [[nodiscard]] double top() const { return margin + 18; }
    [[nodiscard]] double bottom() const { return pageHeight() - margin - 18; }
    [[nodiscard]] double width() const { return pageWidth() - 2 * margin; }
    [[nodiscard]] cairo_t *cairo() const { return m_cairo.get(); }
    double y = 0; ///< where the next begins

    [[nodiscard]] PdfText set(const QString &markup, const PdfType &type, double width) const;
    /// One that goes on with another page where it has no room. Tagged as `tag`, on each page.
    void paragraph(const char *tag, const QString &markup, const PdfType &type, double indent = 0);
    void colour(const QString &name);
    void begin(const char *tag, const QByteArray &attributes = {});
    void end(const char *tag);
    void outline(const QString &title, const QByteArray &destination);

    /// Ends the document; Failed with what the library says.
    [[nodiscard]] Result<void> finish();

private:
    static constexpr double margin = 40;
    [[nodiscard]] double pageWidth() const { return m_wide ? m_long : m_short; }
    [[nodiscard]] double pageHeight() const { return m_wide ? m_short : m_long; }
    void drawMargins();

    const Pack &m_pack;
    int m_pages;
    double m_short = 0;
    double m_long = 0;
    int m_page = 1;
    bool m_wide = false;
    std::unique_ptr<cairo_surface_t, PdfUnref> m_surface;
    std::unique_ptr<cairo_t, PdfUnref> m_cairo;
    std::unique_ptr<PangoFontMap, PdfUnref> m_fonts;
    std::unique_ptr<PangoContext, PdfUnref> m_context;
};

/// Text as Pango's markup has it.
[[nodiscard]] QString pdfMarkup(const QString &text);
/// The same with what else is to be said of a cell, in the colour of its state.
[[nodiscard]] QString pdfCell(const PackCell &cell, qsizetype column);

/// False: cancelled.
[[nodiscard]] bool drawPdfTable(PdfPaper &paper, const PackTable &table, ReportSteps &steps);
/// With its legend on one page, and with the `below` of what says the same in words, where a page has room for all.
void drawPdfStrip(PdfPaper &paper, const PackStrip &strip, double below);

} // namespace Nightkeep

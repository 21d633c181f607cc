// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdfpaper.h"

#include "app/apptr.h"
#include "app/report/stripdrawing.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

cairo_status_t keepPdfBytes(void *out, const unsigned char *bytes, unsigned int size)
{
    if (out)
        static_cast<QByteArray *>(out)->append(reinterpret_cast<const char *>(bytes), qsizetype(size));
    return CAIRO_STATUS_SUCCESS;
}

double pdfPoints(int units)
{
    return double(units) / PANGO_SCALE;
}

/// ISO paper but where letters are common.
bool usesLetterPaper()
{
    const QLocale::Territory territory = QLocale().territory();
    return territory == QLocale::UnitedStates || territory == QLocale::Canada || territory == QLocale::Mexico;
}

} // namespace

PdfText::PdfText(PdfLayout layout)
    : m_layout(std::move(layout))
{
    PangoLayoutIter *iter = pango_layout_get_iter(m_layout.get());
    do {
        PangoRectangle logical;
        pango_layout_iter_get_line_extents(iter, nullptr, &logical);
        m_lines.push_back({pango_layout_iter_get_line_readonly(iter), pdfPoints(logical.x), pdfPoints(logical.height),
                           pdfPoints(pango_layout_iter_get_baseline(iter) - logical.y)});
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
}

double PdfText::height() const
{
    double sum = 0;
    for (size_t at = m_next; at < m_lines.size(); ++at)
        sum += m_lines.at(at).height;
    return sum;
}

double PdfText::draw(cairo_t *cairo, double x, double y, double bottom, bool one)
{
    while (!isDone()) {
        const Line &line = m_lines.at(m_next);
        if (y + line.height > bottom && !one)
            break;
        one = false;
        cairo_move_to(cairo, x + line.x, y + line.base);
        pango_cairo_show_layout_line(cairo, line.line);
        y += line.height;
        ++m_next;
    }
    return y;
}

PdfPaper::PdfPaper(const Pack &pack, QByteArray *out, int pages)
    : m_pack(pack)
    , m_pages(pages)
    , m_short(usesLetterPaper() ? 612 : 595.28)
    , m_long(usesLetterPaper() ? 792 : 841.89)
{
    m_surface.reset(cairo_pdf_surface_create_for_stream(keepPdfBytes, out, m_short, m_long));
    const auto tell = [this](cairo_pdf_metadata_t what, const QString &text) {
        cairo_pdf_surface_set_metadata(m_surface.get(), what, text.toUtf8().constData());
    };
    tell(CAIRO_PDF_METADATA_TITLE, reportText(pack.title));
    tell(CAIRO_PDF_METADATA_SUBJECT, reportText(pack.subtitle));
    tell(CAIRO_PDF_METADATA_CREATOR, QStringLiteral("Nightkeep"));
    // Not the moment of writing: the same pack is the same file.
    tell(CAIRO_PDF_METADATA_CREATE_DATE, pack.madeAt.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ")));
    m_cairo.reset(cairo_create(m_surface.get()));
    // Its own, so that nothing is kept for a thread that ends.
    m_fonts.reset(pango_cairo_font_map_new());
    m_context.reset(pango_font_map_create_context(m_fonts.get()));
    pango_cairo_context_set_resolution(m_context.get(), 72);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(m_context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_base_dir(m_context.get(), pack.rightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(m_context.get(), pango_language_from_string(pack.language.toLatin1().constData()));
    begin("Document");
    y = top();
}

PdfPaper::~PdfPaper() = default;

void PdfPaper::newPage()
{
    newPage(m_wide);
}

void PdfPaper::newPage(bool wide)
{
    drawMargins();
    cairo_show_page(cairo());
    m_wide = wide;
    cairo_pdf_surface_set_size(m_surface.get(), pageWidth(), pageHeight());
    ++m_page;
    y = top();
}

void PdfPaper::need(double height)
{
    if (y + height > bottom() && y > top())
        newPage();
}

PdfText PdfPaper::set(const QString &markup, const PdfType &type, double width) const
{
    PdfLayout layout(pango_layout_new(m_context.get()));
    PangoFontDescription *font = pango_font_description_from_string("Sans");
    pango_font_description_set_absolute_size(font, type.size * PANGO_SCALE);
    if (type.bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout.get(), std::max(1, int(width * PANGO_SCALE)));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    // By the script of the pack, not by that of each text: a column of figures or paths else goes to either side.
    pango_layout_set_auto_dir(layout.get(), false);
    pango_layout_set_alignment(layout.get(), type.atEnd != m_pack.rightToLeft ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    // A path that goes on in the next line has no hyphen there.
    const QByteArray text = QStringLiteral("<span insert_hyphens=\"false\">%1</span>").arg(markup).toUtf8();
    pango_layout_set_markup(layout.get(), text.constData(), int(text.size()));
    return PdfText(std::move(layout));
}

void PdfPaper::paragraph(const char *tag, const QString &markup, const PdfType &type, double indent)
{
    PdfText text = set(markup, type, width() - indent);
    need(std::min(text.height(), 3 * type.size));
    const double x = left() + (isRightToLeft() ? 0 : indent);
    for (bool first = true; !text.isDone(); first = false) {
        if (!first)
            newPage();
        begin(tag);
        y = text.draw(cairo(), x, y, bottom(), true);
        end(tag);
    }
}

void PdfPaper::colour(const QString &name)
{
    const uint rgb = name.mid(1).toUInt(nullptr, 16);
    cairo_set_source_rgb(cairo(), (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

void PdfPaper::begin(const char *tag, const QByteArray &attributes)
{
    cairo_tag_begin(cairo(), tag, attributes.constData());
}

void PdfPaper::end(const char *tag)
{
    cairo_tag_end(cairo(), tag);
}

void PdfPaper::outline(const QString &title, const QByteArray &destination)
{
    const QByteArray link = "dest='" + destination + "'";
    cairo_pdf_surface_add_outline(m_surface.get(), CAIRO_PDF_OUTLINE_ROOT, title.toUtf8().constData(), link.constData(),
                                  CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

void PdfPaper::drawMargins()
{
    colour(QStringLiteral("#444444"));
    const PdfType small {8};
    PdfText title = set(pdfMarkup(m_pack.title), small, width());
    title.draw(cairo(), left(), margin - 6, margin - 5, true);
    const QString number = m_pages > 0 ? AppTr::tr("%1 of %2", "a page's number, and how many there are")
                                             .arg(QLocale().toString(m_page), QLocale().toString(m_pages))
                                       : QString::number(m_page);
    PdfText foot = set(pdfMarkup(number), {8, false, true}, width());
    foot.draw(cairo(), left(), pageHeight() - margin - 6, pageHeight(), true);
    colour(QStringLiteral("#000000"));
}

Result<void> PdfPaper::finish()
{
    drawMargins();
    end("Document");
    cairo_show_page(cairo());
    cairo_surface_finish(m_surface.get());
    cairo_status_t status = cairo_status(cairo());
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(m_surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return fail(ErrorKind::Failed, AppTr::tr("The PDF could not be written."),
                    AppTr::tr("Write the pack as HTML and print that."),
                    QString::fromUtf8(cairo_status_to_string(status)));
    return {};
}

QString pdfMarkup(const QString &text)
{
    return reportText(text).toHtmlEscaped();
}

QString pdfCell(const PackCell &cell, qsizetype column)
{
    QString markup = pdfMarkup(cell.text);
    for (const QString &note : cellNotes(cell, column)) {
        const bool isState = cell.state && note == stateWord(*cell.state);
        markup += QStringLiteral("%1<span foreground=\"%2\" weight=\"bold\">[%3]</span>")
                      .arg(markup.isEmpty() ? QString() : QStringLiteral(" "),
                           isState ? printColour(*cell.state) : QStringLiteral("#000000"), note.toHtmlEscaped());
    }
    return markup;
}

} // namespace Nightkeep

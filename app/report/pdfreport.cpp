// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/report/pdfpaper.h"
#include "app/report/stripdrawing.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Of the pages of a pack, once they are known.
struct PdfPages
{
    QList<int> chapters; ///< on which each begins
    int all = 0;
};

QByteArray pdfDestination(qsizetype chapter)
{
    return "chapter-" + QByteArray::number(chapter + 1);
}

QString pdfListLine(const QString &line)
{
    return QStringLiteral("• ") + pdfMarkup(line);
}

constexpr double PdfListIndent = 8;

/// What such a list takes, so that what belongs to it can stand above it on its page.
double pdfListHeight(const PdfPaper &paper, const QStringList &lines)
{
    double height = 0;
    for (const QString &line : lines)
        height += paper.set(pdfListLine(line), {}, paper.width() - PdfListIndent).height() + 2;
    return height;
}

void drawPdfList(PdfPaper &paper, const QStringList &lines)
{
    paper.begin("L");
    for (const QString &line : lines) {
        paper.paragraph("LI", pdfListLine(line), {}, PdfListIndent);
        paper.y += 2;
    }
    paper.end("L");
    paper.y += 6;
}

/// The first page: what it is, and where its chapters are.
void drawPdfContents(PdfPaper &paper, const Pack &pack, const PdfPages &pages)
{
    paper.y += 40;
    paper.paragraph("H1", pdfMarkup(pack.title), {22, true});
    paper.y += 8;
    paper.paragraph("P", pdfMarkup(pack.subtitle), {10});
    paper.y += 24;
    paper.paragraph("H2", pdfMarkup(AppTr::tr("Contents")), {14, true});
    paper.y += 6;
    paper.begin("L");
    for (qsizetype chapter = 0; chapter < pack.chapters.size(); ++chapter) {
        const QString number =
            chapter < pages.chapters.size() ? QLocale().toString(pages.chapters.at(chapter)) : QString();
        paper.need(18);
        const double top = paper.y;
        paper.begin("LI");
        paper.begin(CAIRO_TAG_LINK, "dest='" + pdfDestination(chapter) + "'");
        PdfText title = paper.set(pdfMarkup(pack.chapters.at(chapter).title), {10}, paper.width() - 50);
        PdfText page = paper.set(number, {10, false, true}, 45);
        const bool mirrored = paper.isRightToLeft();
        paper.y = title.draw(paper.cairo(), paper.left() + (mirrored ? 50 : 0), top, paper.bottom(), true);
        page.draw(paper.cairo(), paper.left() + (mirrored ? 0 : paper.width() - 45), top, paper.bottom(), true);
        paper.end(CAIRO_TAG_LINK);
        paper.end("LI");
        paper.y += 5;
    }
    paper.end("L");
}

bool drawPdfBlock(PdfPaper &paper, const QList<PackBlock> &blocks, qsizetype at, ReportSteps &steps)
{
    constexpr double Below = 7; // a paragraph
    const PackBlock &block = blocks.at(at);
    if (const auto *table = std::get_if<PackTable>(&block))
        return drawPdfTable(paper, *table, steps);
    if (!steps.step())
        return false;
    if (const auto *paragraph = std::get_if<PackParagraph>(&block)) {
        const QString markup = pdfCell({paragraph->text, paragraph->state}, 0);
        if (leadsList(blocks, at))
            paper.need(paper.set(markup, {}, paper.width()).height() + Below
                       + pdfListHeight(paper, std::get<PackList>(blocks.at(at + 1)).lines.mid(0, 1)));
        paper.paragraph("P", markup, {});
        paper.y += Below;
    } else if (const auto *list = std::get_if<PackList>(&block)) {
        drawPdfList(paper, list->lines);
    } else if (const auto *strip = std::get_if<PackStrip>(&block)) {
        drawPdfStrip(paper, *strip, pdfListHeight(paper, strip->words));
        drawPdfList(paper, strip->words);
    }
    return true;
}

/// One pass over the pack. `pages` is what the pass before has found, and gets what this one finds.
Result<void> drawPdf(const Pack &pack, QByteArray *out, PdfPages &pages, ReportSteps &steps)
{
    PdfPaper paper(pack, out, pages.all);
    drawPdfContents(paper, pack, pages);
    PdfPages found;
    for (qsizetype at = 0; at < pack.chapters.size(); ++at) {
        const PackChapter &chapter = pack.chapters.at(at);
        const bool wide = std::any_of(chapter.blocks.cbegin(), chapter.blocks.cend(), isWideBlock);
        if (at == 0 || wide != paper.isWide() || paper.y > (paper.top() + 2 * paper.bottom()) / 3)
            paper.newPage(wide);
        else
            paper.y += 14;
        found.chapters << paper.page();
        paper.begin(CAIRO_TAG_DEST,
                    "name='" + pdfDestination(at) + "' x=" + QByteArray::number(int(paper.left()))
                        + " y=" + QByteArray::number(int(paper.y)));
        paper.end(CAIRO_TAG_DEST);
        paper.outline(reportText(chapter.title), pdfDestination(at));
        paper.paragraph("H2", pdfMarkup(chapter.title), {14, true});
        paper.y += 6;
        for (qsizetype block = 0; block < chapter.blocks.size(); ++block) {
            if (!drawPdfBlock(paper, chapter.blocks, block, steps))
                return reportCancelled();
        }
    }
    found.all = paper.page();
    pages = found;
    return paper.finish();
}

} // namespace

Result<QByteArray> pdfReport(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress)
{
    ReportSteps steps(pack, cancel, progress, 2);
    PdfPages pages;
    QByteArray bytes;
    // The first pass learns where the chapters begin.
    for (QByteArray *out : {static_cast<QByteArray *>(nullptr), &bytes}) {
        if (const Result<void> drawn = drawPdf(pack, out, pages, steps); !drawn)
            return fail(drawn.error());
    }
    return bytes;
}

} // namespace Nightkeep

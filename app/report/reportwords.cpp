// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/reportwords.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

namespace Nightkeep {

QString reportText(const QString &text)
{
    QString shown = visibleLines(text);
    // No XML may hold these, and no other writer needs them.
    shown.replace(QChar(0xfffe), QChar::ReplacementCharacter).replace(QChar(0xffff), QChar::ReplacementCharacter);
    return shown;
}

QStringList cellNotes(const PackCell &cell, qsizetype column)
{
    QStringList notes;
    if (cell.state && stateWord(*cell.state) != cell.text)
        notes << stateWord(*cell.state);
    if (cell.isNew)
        notes << (column == 0 ? AppTr::tr("new", "a row of the pack, since the last one")
                              : AppTr::tr("changed", "a cell of the pack, since the last one"));
    return notes;
}

QString plainCell(const PackCell &cell, qsizetype column)
{
    QString text = reportText(cell.text);
    for (const QString &note : cellNotes(cell, column))
        text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + u'[' + note + u']';
    return text;
}

QString plainParagraph(const PackParagraph &paragraph)
{
    return plainCell({paragraph.text, paragraph.state}, 0);
}

bool leadsList(const QList<PackBlock> &blocks, qsizetype at)
{
    const auto *list = at + 1 < blocks.size() ? std::get_if<PackList>(&blocks.at(at + 1)) : nullptr;
    return list && !list->lines.isEmpty() && std::holds_alternative<PackParagraph>(blocks.at(at));
}

bool isWideBlock(const PackBlock &block)
{
    const auto *table = std::get_if<PackTable>(&block);
    return table && table->headings.size() > 6 && !table->rows.isEmpty();
}

ReportSteps::ReportSteps(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress, int passes)
    : m_cancel(cancel)
    , m_progress(progress)
{
    for (const PackChapter &chapter : pack.chapters) {
        for (const PackBlock &block : chapter.blocks) {
            const auto *table = std::get_if<PackTable>(&block);
            m_total += passes * (table ? table->rows.size() + 1 : 1);
        }
    }
}

bool ReportSteps::step()
{
    if (m_cancel.isCancelled())
        return false;
    if (m_progress && m_done % 50 == 0)
        m_progress({m_done, m_total, false, AppTr::tr("Writing the pack")});
    ++m_done;
    return true;
}

Unexpected reportCancelled()
{
    return fail(ErrorKind::Cancelled, AppTr::tr("Writing the pack was cancelled."));
}

} // namespace Nightkeep

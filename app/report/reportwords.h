// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/meeting/pack.h"

#include <QByteArray>

namespace Nightkeep {

// One writer each; see PackWriter. All are told the same way of the cancel token and of progress.
using ReportWriter = Result<QByteArray>(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress);
ReportWriter pdfReport;
ReportWriter htmlReport;
ReportWriter odtReport;
ReportWriter csvReport;
ReportWriter jsonReport;

/// Text as any of the formats can hold it.
[[nodiscard]] QString reportText(const QString &text);
/// What else is to be said of a cell beside its text: its state where the text is not that word already, and that it is
/// new (a row, told in its first cell) or changed.
[[nodiscard]] QStringList cellNotes(const PackCell &cell, qsizetype column);
/// All of it as one text: "moodle-a [bad] [changed]".
[[nodiscard]] QString plainCell(const PackCell &cell, qsizetype column);
[[nodiscard]] QString plainParagraph(const PackParagraph &paragraph);

/// A table of so many columns that its chapter wants pages that lie.
[[nodiscard]] bool isWideBlock(const PackBlock &block);
/// Whether the block at that place is a paragraph that introduces a list: on the page above it, it would say nothing.
[[nodiscard]] bool leadsList(const QList<PackBlock> &blocks, qsizetype at);

/// Counts blocks and rows of a pack, and says how far a writer has come; false: it is to stop.
class ReportSteps
{
public:
    ReportSteps(const Pack &pack, const CancelToken &cancel, const ProgressSink &progress, int passes = 1);
    [[nodiscard]] bool step(); ///< a block or a row of a table

private:
    const CancelToken &m_cancel;
    const ProgressSink &m_progress;
    qint64 m_done = 0;
    qint64 m_total = 0;
};
[[nodiscard]] Unexpected reportCancelled();

} // namespace Nightkeep

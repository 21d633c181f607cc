// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/comparedialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

CompareDialog::CompareDialog(const PageContext &context, const QString &a, const QString &b, QWidget *parent)
    : TableDialog(context, QStringLiteral("serverComparison"), QStringLiteral("comparison.csv"), parent)
    , m_model(new ColumnTable(ServerComparisonTable::description(a, b), this))
{
    setWindowTitle(tr("Compare %1 and %2").arg(visibleText(shortName(a)), visibleText(shortName(b))));
    using Verdict = ComparisonRow::Verdict;
    constexpr int all = -1;
    table()->addRowFilter(QStringLiteral("comparisonVerdicts"), tr("Which rows"),
                          {{tr("All rows"), all},
                           {tr("What differs"), int(Verdict::Differs)},
                           {tr("What is not known"), int(Verdict::Unknown)}},
                          [model = m_model](int verdict, int row) {
                              return verdict == all || model->rows().at(row).verdict == Verdict(verdict);
                          });
    setModel(m_model, tr("What is known of the two servers stands here side by side."));
    content()->addWidget(table(), 1);
    setAnswer(State::Working, tr("Comparing the two…"));
    begin(150, 38);

    HistoryService *service = &context.workspace.history();
    context.jobs.look<ServerComparison>(
        tr("Compare two servers"), {}, this,
        [service, a, b](const CancelToken &, const ProgressSink &) { return service->compare(a, b); },
        [this](const Result<ServerComparison> &comparison) {
            if (comparison)
                showComparison(*comparison);
            else
                showFailure(comparison.error());
        });
}

void CompareDialog::showComparison(const ServerComparison &comparison)
{
    m_model->setRows(comparison.rows);
    using Verdict = ComparisonRow::Verdict;
    setAnswer(comparison.count(Verdict::Differs) > 0       ? State::Attention
                  : comparison.count(Verdict::Unknown) > 0 ? State::Unknown
                                                           : State::Good,
              comparisonSentence(comparison));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/comparedialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace Nightkeep {

CompareDialog::CompareDialog(const PageContext &context, const QString &a, const QString &b, QWidget *parent)
    : TableDialog(context, QStringLiteral("serverComparison"), QStringLiteral("comparison.csv"), parent)
    , m_model(new ColumnTable(ServerComparisonTable::description(a, b), this))
{
    setWindowTitle(tr("Compare %1 and %2").arg(visibleText(shortName(a)), visibleText(shortName(b))));
    auto *verdicts = new QComboBox(this);
    verdicts->setObjectName(QStringLiteral("comparisonVerdicts"));
    verdicts->setAccessibleName(tr("Which rows"));
    verdicts->addItem(tr("All rows"));
    verdicts->addItem(tr("What differs"), int(State::Attention));
    verdicts->addItem(tr("What is not known"), int(State::Unknown));
    table()->filterRow()->layout()->addWidget(verdicts);
    connect(verdicts, &QComboBox::currentIndexChanged, this, [this, verdicts] {
        const QVariant state = verdicts->currentData();
        table()->setStateFilter(state.isValid() ? int(ServerComparisonTable::VerdictColumn) : -1,
                                state.isValid() ? std::optional(State(state.toInt())) : std::nullopt);
    });
    table()->setEmptyText(tr("What is known of the two servers stands here side by side."));
    table()->setModel(m_model);
    content()->addWidget(table(), 1);
    setAnswer(State::Working, tr("Comparing the two…"));
    begin(150, 38);

    HistoryService *service = &context.workspace.history();
    context.jobs.start<ServerComparison>(
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

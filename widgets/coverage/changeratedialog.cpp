// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/changeratedialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

ChangeRateDialog::ChangeRateDialog(const PageContext &context, const Server &server, QWidget *parent)
    : AskingDialog(context, QStringLiteral("changeRate"), QStringLiteral("change-rate.csv"), tr("Count now"), parent)
    , m_server(server)
    , m_model(new ColumnTable(ChangeRateTable::description(), this))
{
    setWindowTitle(tr("How much changes on %1").arg(visibleText(server.name)));
    setModel(m_model,
             tr("How many files, and how much of them, changed in the last 1, 7 and 30 days stands here, folder by "
                "folder."));
    content()->addWidget(table(), 1);
    begin(150, 26);
    readLast();
}

void ChangeRateDialog::show(const ChangeRates &rates)
{
    m_model->setRows(rates.folders);
    const ChangeRateAnswer answer = changeRateAnswer(rates, now());
    setAnswer(answer.whole ? State::Good : State::Attention, answer.sentence,
              tr("By the time each file's contents last changed; without what is mounted below a folder."));
}

void ChangeRateDialog::readLast()
{
    setAnswer(State::Unknown, tr("Nothing has been counted here yet."),
              tr("Counting looks at every file below the wanted folders and may take some minutes."));
    InspectionService *service = &context().workspace.inspection();
    context().jobs.look<std::optional<ChangeRates>>(
        tr("Read the last counting"), {}, this,
        [service, name = m_server.name](const CancelToken &, const ProgressSink &) {
            return service->lastChanges(name);
        },
        [this](const Result<std::optional<ChangeRates>> &last) {
            if (!last)
                showFailure(last.error());
            else if (*last && m_model->rowCount() == 0)
                show(**last);
        });
}

void ChangeRateDialog::ask()
{
    setAnswer(State::Working, tr("Counting…"), tr("At most four minutes; what is not finished by then says so."));
    InspectionService *service = &context().workspace.inspection();
    setJob(context().jobs.start<Asked<ChangeRates>>(
        tr("Count what changes on %1").arg(shortName(m_server.name)), m_server.name, this,
        [service, server = m_server](const CancelToken &cancel, const ProgressSink &) {
            return service->countChanges(server, Attendance::Attended, cancel);
        },
        [this](const Result<Asked<ChangeRates>> &rates) {
            setJob(0);
            if (!rates) {
                showUnanswered(rates.error());
                return;
            }
            show(rates->answer);
            if (rates->notKept)
                showNotKept(*rates->notKept);
            emit answered();
        }));
}

} // namespace Nightkeep

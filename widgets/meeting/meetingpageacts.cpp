// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/meetingpage.h"

#include "models/decisionchange.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/valuecommand.h"
#include "widgets/meeting/meetingdecisiondialog.h"
#include "widgets/meeting/minutesdialog.h"
#include "widgets/meeting/presentation.h"

#include <QUndoStack>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr QLatin1String MeetingLane("decisions"); // one after another, as they are undone

} // namespace

void MeetingPage::decideChosen()
{
    if (const MeetingRow *row = chosenRow(); row && !row->decision)
        decide(row->item.key, this);
}

void MeetingPage::decide(const QString &item, QWidget *over)
{
    const auto chosen =
        std::find_if(m_agenda.cbegin(), m_agenda.cend(), [&item](const AgendaItem &each) { return each.key == item; });
    if (chosen == m_agenda.cend() || !isWritable())
        return;
    clearError();
    auto *dialog = openModal(new MeetingDecisionDialog(*chosen, subjectOf(*chosen, estate().reading), now().date(),
                                                       context().settings, over));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { record(dialog->decision(), dialog->change()); });
}

void MeetingPage::record(const Decision &decision, const MeetingService::Change &change)
{
    MeetingService &meeting = context().workspace.meeting();
    context().jobs.start<Decision>(
        tr("Record a decision"), MeetingLane, this,
        [&meeting, decision, change](const CancelToken &, const ProgressSink &) {
            return meeting.decide(decision, change);
        },
        [this](const Result<Decision> &decided) {
            if (!decided) {
                showError(decided.error());
                if (m_presentation)
                    m_presentation->showProblem(decided.error());
                reload();
                return;
            }
            const auto standing = std::make_shared<Decision>(*decided);
            m_undo->push(new ValueCommand(
                tr("Record a decision"), [this, standing] { takeBack(standing, {}); },
                [this, standing] { decideAgain(standing); }));
            sayUndoable(tr("Decision %1 is recorded.").arg(decided->number));
            emit workspaceChanged();
        });
}

void MeetingPage::takeBackChosen()
{
    const MeetingRow *row = chosenRow();
    if (!row || !row->decision || !row->decision->holds())
        return;
    const auto standing = std::make_shared<Decision>(*row->decision);
    takeBack(standing, [this, standing] {
        m_undo->push(new ValueCommand(
            tr("Take a decision back"), [this, standing] { decideAgain(standing); },
            [this, standing] { takeBack(standing, {}); }));
        emit undoOffered();
    });
}

void MeetingPage::takeBack(const Standing &standing, const std::function<void()> &done)
{
    clearError();
    MeetingService &meeting = context().workspace.meeting();
    context().jobs.start<qint64>(
        tr("Take a decision back"), MeetingLane, this,
        // What was done just before gives the decision its number: jobs of the lane alone read and write it.
        [&meeting, standing](const CancelToken &, const ProgressSink &) {
            return meeting.takeBack(*standing).map([&standing] { return standing->number; });
        },
        [this, done](const Result<qint64> &taken) {
            if (!taken) {
                m_undo->clear(); // what it would undo next is no longer so
                showError(taken.error());
                reload();
                return;
            }
            say(tr("Decision %1 is taken back.").arg(*taken));
            if (done)
                done();
            emit workspaceChanged();
        });
}

void MeetingPage::decideAgain(const Standing &standing)
{
    clearError();
    MeetingService &meeting = context().workspace.meeting();
    context().jobs.start<Decision>(
        tr("Record a decision"), MeetingLane, this,
        [&meeting, standing](const CancelToken &, const ProgressSink &) {
            Result<Decision> decided = meeting.decideAgain(*standing);
            if (decided)
                *standing = *decided;
            return decided;
        },
        [this](const Result<Decision> &decided) {
            if (!decided) {
                m_undo->clear();
                showError(decided.error());
                reload();
                return;
            }
            say(tr("Decision %1 is recorded.").arg(decided->number));
            emit workspaceChanged();
        });
}

void MeetingPage::present()
{
    if (!m_presentation) {
        m_presentation = new Presentation(this);
        m_presentation->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_presentation, &Presentation::decideRequested, this,
                [this](const QString &item) { decide(item, m_presentation); });
    }
    showPresentation();
    if (const MeetingRow *row = chosenRow(); row && !row->decision)
        m_presentation->showItem(row->item.key);
    m_presentation->showFullScreen();
    m_presentation->activateWindow();
    m_presentation->setFocus();
}

void MeetingPage::showMinutes()
{
    const Result<QList<Decision>> &decisions = estate().reading.decisions;
    if (decisions)
        openModal(new MinutesDialog(context(), *decisions, m_agenda, this));
}

} // namespace Nightkeep

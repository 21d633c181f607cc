// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/places/handoversdialog.h"

#include "models/base/format.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/writing.h"

#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace Nightkeep {

namespace {

constexpr std::chrono::seconds HandOverPoll {2};

/// What goes on on the server; one to this workstation tells its progress by itself.
bool isWorkingThere(const HandOver &handOver)
{
    return handOver.state == HandOverState::Working && handOver.kind != PlaceKind::Workstation;
}

} // namespace

HandOversDialog::HandOversDialog(const PageContext &context, const ArchiveRecord &record, std::function<void()> changed,
                                 QWidget *parent)
    : TableDialog(context, QStringLiteral("handOvers"), record.run.request.name + QStringLiteral("-places.csv"), parent)
    , m_record(record)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(placeStandingsDescription(), this))
    , m_handOver(addButton(QStringLiteral("handOversStart"), tr("Hand over")))
    , m_look(addButton(QStringLiteral("handOversLook"), tr("Look there")))
    , m_read(addButton(QStringLiteral("handOversRead"), tr("Read it there")))
    , m_stop(addButton(QStringLiteral("handOversStop"), tr("Stop…")))
    , m_ask(addButton(QStringLiteral("handOversAsk"), tr("Ask the server")))
    , m_poll(new QTimer(this))
{
    setWindowTitle(tr("Where %1 is").arg(record.run.request.name));
    setModel(m_model, tr("There is no place yet that it could be handed over to: add one under \"Places\"."));
    content()->addWidget(table(), 1);
    m_look->setToolTip(tr("See whether the chosen place still has it, with its size and until when"));
    m_read->setToolTip(tr("Read all of it at the chosen place and hold it against its hash"));
    m_stop->setToolTip(tr("Stop what goes on with the chosen place; what a hand-over half made is removed"));
    m_ask->setToolTip(tr("Ask the archive's server how all its hand-overs stand"));
    connect(table(), &DataTable::currentKeyChanged, this, &HandOversDialog::updateActions);
    connect(m_handOver, &QPushButton::clicked, this, &HandOversDialog::handOver);
    connect(m_look, &QPushButton::clicked, this, [this] { confirm(false); });
    connect(m_read, &QPushButton::clicked, this, [this] { confirm(true); });
    connect(m_stop, &QPushButton::clicked, this, &HandOversDialog::askToStop);
    connect(m_ask, &QPushButton::clicked, this, [this] { askServer(false); });
    connect(&context.jobs, &JobRunner::jobChanged, this, &HandOversDialog::showProgress);
    m_poll->setInterval(HandOverPoll);
    connect(m_poll, &QTimer::timeout, this, &HandOversDialog::askWorking);
    setAnswer(State::Unknown, tr("Reading the places…"));
    begin(130, 24);
    updateActions();
    load();
}

const PlaceStanding *HandOversDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

/// A hand-over may take hours: nothing else waits for it.
QString HandOversDialog::lane(const QString &place) const
{
    return QStringLiteral("hand-over/%1/%2").arg(m_record.run.id, place);
}

void HandOversDialog::load(const std::optional<Error> &problem)
{
    HandOverService &service = context().workspace.handOvers();
    context().jobs.look<Known>(
        tr("Read the places for archives"), lane(), this,
        [&service](const CancelToken &, const ProgressSink &) -> Result<Known> {
            const Result<QList<ArchivePlace>> places = service.places();
            const Result<QList<HandOver>> handOvers = places ? service.handOvers() : fail(places.error());
            if (!handOvers)
                return fail(handOvers.error());
            return Known {*places, *handOvers};
        },
        [this, problem](const Result<Known> &known) {
            if (!known) {
                showFailure(known.error());
                return;
            }
            m_known = *known;
            showStandings();
            if (problem)
                showError(*problem);
        });
}

void HandOversDialog::showStandings()
{
    const QList<PlaceStanding> standings = placeStandings(m_record.run.id, m_known.places, m_known.handOvers);
    m_model->setRows(standings, now());
    const PageAnswer answer = placesAnswer(standings, now().date());
    setAnswer(answer.state, answer.sentence);
    const bool isWorking = std::any_of(standings.cbegin(), standings.cend(), [](const PlaceStanding &each) {
        return each.handOver && isWorkingThere(*each.handOver);
    });
    if (isWorking)
        m_poll->start();
    else
        m_poll->stop();
    if (!chosen())
        table()->selectFirst();
    updateActions();
}

void HandOversDialog::askWorking()
{
    askServer(true);
}

void HandOversDialog::askServer(bool quietly)
{
    if (m_isAsking)
        return;
    m_isAsking = true;
    updateActions();
    HandOverService &service = context().workspace.handOvers();
    const QString title = tr("Ask how the hand-overs of %1 stand").arg(m_record.run.request.name);
    const JobRunner::Work<QList<HandOver>> work = [&service, id = m_record.run.id, quietly](const CancelToken &cancel,
                                                                                            const ProgressSink &) {
        return service.ask(id, cancel, quietly ? Attendance::Background : Attendance::Attended);
    };
    const auto done = [this, quietly](const Result<QList<HandOver>> &asked) {
        m_isAsking = false;
        // A poll that fails once says nothing: the job goes on without us.
        if (asked)
            take(*asked);
        else if (!quietly)
            showError(asked.error());
        updateActions();
    };
    if (quietly)
        context().jobs.look<QList<HandOver>>(title, lane(), this, work, done);
    else
        context().jobs.start<QList<HandOver>>(title, lane(), this, work, done);
}

/// All hand-overs of this archive, as they stand now.
void HandOversDialog::take(const QList<HandOver> &handOvers, bool isOther)
{
    std::optional<Error> unkept;
    for (const HandOver &handOver : handOvers) {
        const auto known = std::find_if(m_known.handOvers.begin(), m_known.handOvers.end(),
                                        [&handOver](const HandOver &each) { return each.key() == handOver.key(); });
        isOther = isOther || known == m_known.handOvers.end() || known->state != handOver.state;
        if (known == m_known.handOvers.end())
            m_known.handOvers.append(handOver);
        else
            *known = handOver;
        if (handOver.warning)
            unkept = handOver.warning;
    }
    showStandings();
    if (unkept)
        showNotKept(*unkept);
    if (isOther)
        m_changed();
}

void HandOversDialog::handOver()
{
    if (!chosen())
        return;
    HandOverService &service = context().workspace.handOvers();
    start(tr("Hand %1 over to %2").arg(m_record.run.request.name, visibleText(chosen()->place)), chosen()->place,
          [&service, id = m_record.run.id, place = chosen()->place](const CancelToken &cancel,
                                                                    const ProgressSink &progress) {
              return service.start(id, place, cancel, progress);
          });
}

void HandOversDialog::confirm(bool read)
{
    if (!chosen())
        return;
    Workspace &workspace = context().workspace;
    start((read ? tr("Read %1 at %2") : tr("Look for %1 at %2"))
              .arg(m_record.run.request.name, visibleText(chosen()->place)),
          chosen()->place,
          [&workspace, id = m_record.run.id, place = chosen()->place, read](const CancelToken &cancel,
                                                                            const ProgressSink &progress) {
              return read ? workspace.verification().verifyAt(id, place, cancel, progress)
                          : workspace.handOvers().confirm(id, place, HandOverService::Depth::Look, cancel, progress);
          });
}

void HandOversDialog::askToStop()
{
    if (!chosen())
        return;
    const QString place = chosen()->place;
    if (const QList<quint64> begun = m_jobs.keys(place); !begun.isEmpty()) {
        for (const quint64 job : begun)
            context().jobs.cancel(job);
        return;
    }
    Question question;
    question.title = tr("Stop the hand-over");
    question.text =
        tr("The job that hands %1 over to %2 is stopped, and what it half made is removed. The archive itself "
           "stays as it is.")
            .arg(m_record.run.request.name, visibleText(place));
    question.accept = tr("Stop the hand-over");
    question.reject = tr("Keep going");
    question.dangerous = true;
    context().dialogs.confirm(this, question, [this, place] {
        HandOverService &service = context().workspace.handOvers();
        start(tr("Stop handing %1 over to %2").arg(m_record.run.request.name, visibleText(place)), place,
              [&service, id = m_record.run.id, place](const CancelToken &cancel, const ProgressSink &) {
                  return service.stop(id, place, cancel);
              });
    });
}

void HandOversDialog::start(const QString &title, const QString &place, const JobRunner::Work<HandOver> &work)
{
    const QPointer<HandOversDialog> self(this);
    const quint64 job = context().jobs.start<HandOver>(
        title, lane(place), parentWidget(), work,
        [self, place, changed = m_changed, say = context().say,
         clock = context().workspace.clock()](const Result<HandOver> &ended) {
            if (ended)
                say(HandOversDialog::tr("%1: %2", "a place, and how the hand-over to it stands")
                        .arg(visibleText(ended->place), handOverText(*ended, clock().date()))
                    + (ended->note.isEmpty() ? QString() : u' ' + ended->note));
            if (self)
                self->showEnd(place, ended);
            else
                changed();
        });
    m_jobs.insert(job, place);
    updateActions();
}

void HandOversDialog::showEnd(const QString &place, const Result<HandOver> &ended)
{
    for (const quint64 job : m_jobs.keys(place))
        m_jobs.remove(job);
    if (ended) {
        take({*ended}, true); // what was read is kept as such
    } else {
        load(ended.error()); // what failed is known by now as failed
        m_changed();
    }
    updateActions();
}

void HandOversDialog::showProgress(const Job &job)
{
    if (!m_jobs.contains(job.id) || job.progress.total <= 0)
        return;
    setAnswer(State::Working,
              tr("%1: %2 of %3", "what is being done")
                  .arg(job.progress.text, bytesInWords(job.progress.done), bytesInWords(job.progress.total)));
}

/// What the button would do, or why it cannot.
QString HandOversDialog::handOverTip(const PlaceStanding *standing, bool isPlace) const
{
    if (m_record.status.copy != ArchiveCopy::InPlace)
        return tr("The archive is not known to be on its server, from which it would be sent");
    if (standing && !isPlace)
        return tr("The chosen place is no longer one of the workspace's places");
    if (standing && standing->handOver && standing->handOver->state == HandOverState::Confirmed)
        return tr("The chosen place has confirmed it already");
    return tr("Send the archive to the chosen place, and confirm that it is there");
}

void HandOversDialog::updateActions()
{
    const PlaceStanding *standing = chosen();
    const bool writable = !context().workspace.info().readOnly;
    const bool isBusy = standing && !m_jobs.keys(standing->place).isEmpty();
    const bool isKnown = standing && standing->handOver;
    const bool isThere = isKnown && isWorkingThere(*standing->handOver);
    const bool isConfirmed = isKnown && standing->handOver->state == HandOverState::Confirmed;
    const bool isPlace = standing
        && std::any_of(m_known.places.cbegin(), m_known.places.cend(),
                       [standing](const ArchivePlace &each) { return each.name == standing->place; });
    setPlainToolTip(*m_handOver, handOverTip(standing, isPlace));
    enableWriting(m_handOver, writable,
                  isPlace && !isBusy && !isThere && !isConfirmed && m_record.status.copy == ArchiveCopy::InPlace);
    m_look->setEnabled(isKnown && !isBusy && !isThere);
    m_read->setEnabled(isKnown && !isBusy && !isThere);
    if (isBusy) // begun here, be it a reading: it is a job of this program
        m_stop->setEnabled(true);
    else
        enableWriting(m_stop, writable, isThere);
    m_ask->setEnabled(!m_isAsking);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/meeting/meetingtable.h"
#include "models/packchapters.h"
#include "models/retention/retentiontables.h"
#include "models/retention/whatif.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype PackProposals = 3; ///< the cheapest; more are on the page

/// A row of the strip for who cannot see it.
QString stripWords(const NightRow &row)
{
    const QLocale locale;
    const auto unknown = std::count_if(row.cells.cbegin(), row.cells.cend(),
                                       [](const NightCell &cell) { return cell.state == NightState::Unknown; });
    QString words =
        Tr::tr("%1: %2 of %3 nights can be restored.")
            .arg(visibleText(row.title), locale.toString(row.restorable()), locale.toString(int(row.cells.size())));
    if (unknown > 0)
        words += u' ' + Tr::tr("Of %n nights it is not known.", nullptr, int(unknown));
    if (row.promised > 0)
        words += u' ' + Tr::tr("The last %n nights are promised.", nullptr, row.promised);
    return words;
}

/// How many nights back a promise of the whole site asks for, as it is judged; none where it asks for none, or nobody
/// has said.
std::optional<int> promisedNights(const Promise &promise, const QDateTime &now)
{
    if (promise.side != PromiseSide::AtLeast || !promise.category.isEmpty() || !promise.event.isEmpty()
        || promise.unit == PromiseUnit::Hours)
        return std::nullopt;
    const std::optional<QDateTime> since = promisedSince(promise, now);
    return since ? std::optional(int(since->date().daysTo(now.date()))) : std::nullopt;
}

void addProposals(PackChapter &chapter, const RetentionView &view, const PromiseVerdict &verdict,
                  const CancelToken &cancel)
{
    const Promise &promise = verdict.promise;
    const bool dumps = promise.subject == PromiseSubject::DataAndDumps;
    const std::optional<int> nights = promisedNights(promise, view.now);
    if ((!dumps && promise.subject != PromiseSubject::CourseNights) || !nights || *nights <= 0)
        return;
    const WallMinute now = wallMinute(view.now);
    const PolicyOutcome before = outcomeOf(view.policy, now, view.sizes, *nights);
    const int kept = dumps ? before.dumpNights : before.courseNights;
    const QString words = promiseInWords(promise);
    const QString asked = Tr::tr("%1: %2", "a site, what is said of it")
                              .arg(visibleText(view.site.name),
                                   dumps ? Tr::tr("%1 (of it the dumps alone)", "a promise").arg(words) : words);
    if (kept >= *nights) {
        // The rules alone make nothing good: a backup may have failed, and a folder may not be backed up.
        chapter.blocks << (verdict.answer == PromiseAnswer::Kept
                               ? PackParagraph {Tr::tr("%1: kept by the rules as they are.").arg(asked), State::Good}
                               : PackParagraph {Tr::tr("%1: the rules as they are would keep it. Whether it is kept is "
                                                       "said with the promises.")
                                                    .arg(asked)});
        return;
    }
    if (kept < 0) {
        chapter.blocks << PackParagraph {Tr::tr("%1: cannot be played, because a figure is missing.").arg(asked),
                                         State::Unknown};
        return;
    }
    QList<PolicyProposal> proposals = proposeChanges(view.policy, {dumps, *nights, *nights}, now, view.sizes, cancel);
    if (proposals.isEmpty())
        chapter.blocks << PackParagraph {Tr::tr("%1: no one or two figures would keep it.").arg(asked), State::Bad};
    proposals.resize(std::min(proposals.size(), PackProposals));
    for (qsizetype at = 0; at < proposals.size(); ++at) {
        const PolicyProposal &proposal = proposals.at(at);
        chapter.blocks << PackParagraph {
            Tr::tr("%1: by the rules it would be kept with this change: %2").arg(asked, visibleLines(proposal.reason))};
        const QList<OutcomeLine> lines = outcomeLines(before, outcomeOf(proposal.policy, now, view.sizes, *nights));
        PackTable table =
            packTable(outcomeDescription(), lines, view.now,
                      QStringLiteral("whatif/%1/%2/%3").arg(view.site.name, promise.key, QString::number(at + 1)),
                      visibleText(view.site.name) + QStringLiteral(": ") + visibleLines(proposal.changes.join(u' ')));
        table.isCompared = false; // in the next pack another change may have this place
        addTable(chapter, std::move(table), {}, lines.size());
    }
}

} // namespace

PackChapter promisesChapter(const Estate &estate)
{
    PackChapter chapter {QStringLiteral("promises"), Tr::tr("Promises, and the nights that can be restored"), {}};
    for (const RetentionView &view : *estate.reading.retention) {
        const QString site = visibleText(view.site.name);
        const PageAnswer answer = view.answer();
        addAnswer(chapter, {answer.state, Tr::tr("%1: %2", "a site, what is said of it").arg(site, answer.sentence)});
        QList<PromiseLine> lines;
        for (const PromiseVerdict &verdict : view.promises)
            lines << PromiseLine {view.site.name, verdict};
        addTable(chapter,
                 packTable(PromisesTable::description(), lines, view.now, QStringLiteral("promises/") + view.site.name,
                           Tr::tr("What is promised of %1, and whether it is kept").arg(site)),
                 Tr::tr("Nothing is promised yet."), lines.size());
        PackStrip strip {Tr::tr("%1, night by night").arg(site), view.nights, {}};
        for (const NightRow &row : view.nights.rows)
            strip.words << stripWords(row);
        chapter.blocks << strip;
        if (!view.differences.isEmpty())
            chapter.blocks << PackParagraph {Tr::tr("Where what was seen is not what the rules would give:")}
                           << PackList {view.differences};
        if (!view.missing.isEmpty())
            chapter.blocks << PackParagraph {Tr::tr("What these answers lack:"), State::Unknown}
                           << PackList {view.missing};
    }
    if (chapter.blocks.isEmpty())
        addAnswer(chapter, {State::Unknown, Tr::tr("No Moodle site yet")});
    return chapter;
}

PackChapter whatIfChapter(const Estate &estate, const CancelToken &cancel)
{
    PackChapter chapter {QStringLiteral("whatif"), Tr::tr("What would keep the promises"), {}};
    for (const RetentionView &view : *estate.reading.retention) {
        for (const PromiseVerdict &verdict : view.promises) {
            if (!cancel.isCancelled())
                addProposals(chapter, view, verdict, cancel);
        }
    }
    if (chapter.blocks.isEmpty())
        addAnswer(chapter, {State::Unknown, Tr::tr("No promise has a figure that could be played.")});
    return chapter;
}

PackChapter agendaChapter(const Estate &estate, const QList<Decision> &decisions)
{
    const QList<AgendaItem> items = agendaOf(estate.reading, estate.findings, decisions);
    PackChapter chapter {QStringLiteral("agenda"), Tr::tr("Questions and what is to be decided"), {}};
    addTable(chapter,
             packTable(MeetingTable::description(), MeetingTable::rows(items, {}), estate.reading.now,
                       QStringLiteral("agenda"), Tr::tr("The agenda"),
                       {MeetingTable::TitleColumn, MeetingTable::KindColumn, MeetingTable::AnswerColumn,
                        MeetingTable::ReasonColumn}),
             Tr::tr("Nothing is open."), items.size());
    return chapter;
}

PackChapter decisionsChapter(const Estate &estate, const QList<Decision> &decisions,
                             const std::optional<PackSummary> &last)
{
    QList<Decision> recent;
    for (const Decision &decision : decisions) {
        if (!last || decision.at > last->madeAt || decision.takenBackAt > last->madeAt)
            recent << decision;
    }
    PackChapter chapter {
        QStringLiteral("decisions"), last ? Tr::tr("Decisions since the last pack") : Tr::tr("Decisions"), {}};
    PackTable table = packTable(MeetingTable::description(), MeetingTable::rows({}, recent), estate.reading.now,
                                QStringLiteral("decisions"), Tr::tr("What was decided, by whom, and why"),
                                {MeetingTable::TitleColumn, MeetingTable::AnswerColumn, MeetingTable::StateColumn,
                                 MeetingTable::WhenColumn, MeetingTable::PeopleColumn, MeetingTable::ReasonColumn});
    table.isCompared = false; // those of the last pack still hold, though they are not told again
    addTable(chapter, std::move(table), last ? Tr::tr("None since then.") : Tr::tr("None is recorded."), recent.size());
    return chapter;
}

} // namespace Nightkeep

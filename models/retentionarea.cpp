// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/estate.h"

namespace Nightkeep {

namespace {

QString promiseObject(const Site &site, const Promise &promise)
{
    return site.name + u'/' + promise.key;
}

Finding findingOfPromise(const Site &site, const PromiseVerdict &verdict)
{
    const Promise &promise = verdict.promise;
    const bool isImpossible = verdict.answer == PromiseAnswer::CannotBeKept;
    // What was agreed and cannot be restored is lost when it is asked for.
    const bool isUrgent =
        !isImpossible && promise.side == PromiseSide::AtLeast && promise.agreement.state == Agreement::State::Agreed;
    Finding finding;
    finding.kind = isImpossible ? QStringLiteral("promise-impossible") : QStringLiteral("promise-broken");
    finding.id = finding.kind + u'/' + promiseObject(site, promise);
    finding.severity = isUrgent ? Severity::Critical : Severity::Warning;
    finding.page = Page::Retention;
    finding.object = promiseObject(site, promise);
    const QString title = isImpossible ? Tr::tr("This promise of %1 cannot be kept: %2.", "a site, a promise")
                                       : Tr::tr("This promise of %1 is broken: %2.", "a site, a promise");
    finding.title = title.arg(visibleText(site.name), promiseInWords(promise));
    finding.reason = verdict.reason;
    finding.advice = verdict.advice;
    return finding;
}

/// All of a site in one: what they lack is mostly the same few figures.
Finding findingOfUndecided(const RetentionView &view, const QList<PromiseVerdict> &undecided)
{
    Finding finding;
    finding.kind = QStringLiteral("promise-undecidable");
    finding.id = finding.kind + u'/' + view.site.name;
    finding.page = Page::Retention;
    finding.object = promiseObject(view.site, undecided.first().promise);
    finding.title = Tr::tr("Whether %n promises of %1 are kept cannot be decided.", nullptr, int(undecided.size()))
                        .arg(visibleText(view.site.name));
    QStringList reasons;
    for (const PromiseVerdict &verdict : undecided)
        reasons << Tr::tr("%1: %2", "a promise, why it cannot be decided")
                       .arg(promiseInWords(verdict.promise), verdict.reason);
    finding.reason = reasons.join(u' ');
    finding.advice = undecided.first().advice;
    return finding;
}

Finding findingOfHold(const LegalHold &hold, const QString &site, const QTimeZone &zone)
{
    Finding finding;
    finding.kind = QStringLiteral("hold-review");
    finding.id = finding.kind + u'/' + QString::number(hold.number);
    finding.severity = Severity::Warning;
    finding.page = Page::Retention;
    finding.object = site + u'/' + promiseKey(PromiseSubject::StudentData, PromiseSide::AtMost);
    const QString what = hold.course == 0 ? visibleText(hold.reason) : visibleText(hold.shortName);
    finding.title = Tr::tr("The hold of %1 was to be looked at on %2.", "a course or a case, a day")
                        .arg(what, dayAndMonth(hold.reviewOn));
    finding.reason =
        Tr::tr("%1 holds it: %2", "a person, a reason").arg(visibleText(hold.by), visibleText(hold.reason));
    finding.advice = Tr::tr("Ask whether the dispute goes on; end the hold, or hold it again with a later day.");
    finding.since = hold.reviewOn.addDays(1).startOfDay(zone);
    return finding;
}

void addView(AreaStanding &area, const RetentionView &view, QHash<PromiseAnswer, int> &counts)
{
    QList<PromiseVerdict> undecided;
    for (const PromiseVerdict &verdict : view.promises) {
        ++counts[verdict.answer];
        if (verdict.answer == PromiseAnswer::Broken || verdict.answer == PromiseAnswer::CannotBeKept)
            area.findings << findingOfPromise(view.site, verdict);
        if (verdict.answer == PromiseAnswer::Undecidable)
            undecided << verdict;
        area.search << SearchEntry {Page::Retention,
                                    promiseObject(view.site, verdict.promise),
                                    promiseInWords(verdict.promise),
                                    visibleText(view.site.name),
                                    {verdict.promise.key, promiseAnswerWord(verdict.answer)}};
    }
    if (!undecided.isEmpty())
        area.findings << findingOfUndecided(view, undecided);
}

} // namespace

Result<AreaStanding> retentionArea(const WorkspaceReading &reading)
{
    if (!reading.retention || !reading.retentionRecords)
        return fail(reading.retention ? reading.retentionRecords.error() : reading.retention.error());
    AreaStanding area {Page::Retention, Tr::tr("No Moodle site yet")};
    area.isEmpty = reading.retention->isEmpty();
    if (area.isEmpty)
        return area;
    area.isAsked = false;
    QHash<PromiseAnswer, int> counts;
    int promises = 0;
    for (const RetentionView &view : *reading.retention) {
        area.isAsked = area.isAsked || view.policy.course || view.policy.storage;
        promises += int(view.promises.size());
        addView(area, view, counts);
    }
    for (const LegalHold &hold : reading.retentionRecords->holds) {
        if (hold.holds() && hold.reviewOn < reading.now.date())
            area.findings << findingOfHold(hold,
                                           hold.site.isEmpty() ? reading.retention->constFirst().site.name : hold.site,
                                           reading.now.timeZone());
    }
    area.isKnown = counts.value(PromiseAnswer::Undecidable) == 0;
    area.text = Tr::tr("%1 of %n promises kept", nullptr, promises).arg(counts.value(PromiseAnswer::Kept));
    const int broken = counts.value(PromiseAnswer::Broken) + counts.value(PromiseAnswer::CannotBeKept);
    area.detail = Tr::tr("%1 broken, %2 cannot be decided", "promises: two numbers")
                      .arg(QString::number(broken), QString::number(counts.value(PromiseAnswer::Undecidable)));
    return area;
}

} // namespace Nightkeep

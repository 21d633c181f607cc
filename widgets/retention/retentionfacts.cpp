// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/retentionfacts.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/storage/decisionwords.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype factsMostSpans = 40; // more are told as a number

void describeBroken(FactsView &view, const PromiseVerdict &verdict)
{
    if (verdict.nights.isEmpty() && verdict.whom.isEmpty())
        return;
    view.heading(WidgetsTr::tr("Where it is broken"), QStringLiteral("broken"));
    QStringList spans = nightSpansInWords(verdict.nights);
    if (spans.size() > factsMostSpans) {
        const qsizetype more = spans.size() - factsMostSpans;
        spans.resize(factsMostSpans);
        spans << WidgetsTr::tr("and %n more spans", nullptr, int(more));
    }
    view.fact(WidgetsTr::tr("Nights"), spans);
    QStringList whom;
    for (const QString &name : verdict.whom)
        whom << visibleText(name);
    if (const qint64 more = verdict.whomCount - whom.size(); more > 0)
        whom << WidgetsTr::tr("and %n more", nullptr, int(std::min<qint64>(more, 1'000'000'000)));
    view.fact(WidgetsTr::tr("Of whom"), whom);
}

void describeSite(FactsView &view, const RetentionView &site)
{
    if (!site.missing.isEmpty()) {
        view.heading(WidgetsTr::tr("What is not known"), QStringLiteral("missing"));
        for (const QString &sentence : site.missing)
            view.state(State::Unknown, sentence);
    }
    if (!site.differences.isEmpty()) {
        view.heading(WidgetsTr::tr("The rules, and what was seen"), QStringLiteral("differences"));
        for (const QString &sentence : site.differences)
            view.state(State::Attention, sentence);
    }
    if (!site.holds.isEmpty()) {
        view.heading(WidgetsTr::tr("What is held"), QStringLiteral("holds"));
        for (const LegalHold &hold : site.holds)
            view.fact(heldInWords(hold), visibleText(hold.reason));
    }
    if (site.places.isEmpty())
        return;
    view.heading(WidgetsTr::tr("Where copies are"), QStringLiteral("places"));
    for (const CopyPlaceFacts &place : site.places) {
        QStringList lines {visibleText(place.home)};
        for (const QString &more : {place.building, place.medium, place.account}) {
            if (!more.isEmpty())
                lines << visibleText(more);
        }
        view.fact(visibleText(place.what), lines);
    }
}

} // namespace

QStringList nightSpansInWords(const QList<QDate> &nights)
{
    QList<QDate> sorted = nights;
    std::sort(sorted.begin(), sorted.end());
    QStringList spans;
    for (qsizetype first = 0; first < sorted.size();) {
        qsizetype last = first;
        while (last + 1 < sorted.size() && sorted.at(last).daysTo(sorted.at(last + 1)) <= 1)
            ++last;
        const QString from = dayInWords(sorted.at(first), QLocale::ShortFormat);
        spans << (sorted.at(first) == sorted.at(last)
                      ? from
                      : WidgetsTr::tr("%1 to %2", "days").arg(from, dayInWords(sorted.at(last), QLocale::ShortFormat)));
        first = last + 1;
    }
    return spans;
}

void describePromise(FactsView &view, const PromiseLine &line, const RetentionView &site)
{
    const PromiseVerdict &verdict = line.verdict;
    view.title(promiseInWords(verdict.promise), visibleText(line.site));
    view.state(promiseAnswerState(verdict.answer), promiseAnswerWord(verdict.answer), verdict.reason);
    view.fact(WidgetsTr::tr("Figure"), promiseFigureInWords(verdict.promise));
    view.fact(WidgetsTr::tr("Agreement"), agreementInWords(verdict.promise.agreement));
    view.fact(WidgetsTr::tr("What to do"), verdict.advice);
    describeBroken(view, verdict);
    describeSite(view, site);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/drilltable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 drillGoodDays = 366; // a habit of once a year at least

} // namespace

QString drillOutcomeWord(RestoreDrill::Outcome outcome)
{
    switch (outcome) {
    case RestoreDrill::Outcome::Proven:
        return Tr::tr("came back whole", "a restored copy");
    case RestoreDrill::Outcome::Partly:
        return Tr::tr("something was missing", "a restored copy");
    case RestoreDrill::Outcome::Failed:
        break;
    }
    return Tr::tr("could not be restored", "a copy");
}

State drillOutcomeState(RestoreDrill::Outcome outcome)
{
    switch (outcome) {
    case RestoreDrill::Outcome::Proven:
        return State::Good;
    case RestoreDrill::Outcome::Partly:
        return State::Attention;
    case RestoreDrill::Outcome::Failed:
        break;
    }
    return State::Bad;
}

QString drilledInWords(const RestoreDrill &drill)
{
    const QString course = !drill.shortName.isEmpty() ? visibleText(drill.shortName)
        : drill.course > 0                            ? QString::number(drill.course)
                                                      : displayPath(drill.path);
    return Tr::tr("%1 of %2", "a course, a site").arg(course, visibleText(drill.site));
}

TableDescription<RestoreDrill> drillsDescription()
{
    using Column = TableColumn<RestoreDrill>;
    using Drill = RestoreDrill;
    const auto outcome = [](const Drill &drill) -> std::optional<State> { return drillOutcomeState(drill.outcome); };
    return {
        [](const Drill &drill) { return QString::number(drill.number); },
        {Column(Tr::tr("Course"), drilledInWords),
         Column(Tr::tr("Restored"), [](const Drill &drill, const QDateTime &now) { return shortMoment(drill.at, now); })
             .with(&Column::sortValue, CellRule<Drill, QVariant>([](const Drill &drill) {
                 return drill.at.isValid() ? QVariant(drill.at) : QVariant();
             })),
         Column(Tr::tr("What came of it"), [](const Drill &drill) { return drillOutcomeWord(drill.outcome); })
             .with(&Column::state, CellRule<Drill, std::optional<State>>(outcome)),
         Column(Tr::tr("Where"), [](const Drill &drill) { return visibleText(drill.where); }),
         Column(Tr::tr("By"),
                [](const Drill &drill) {
                    return drill.byProgram ? Tr::tr("%1, by Moodle's own program").arg(visibleText(drill.by))
                                           : visibleText(drill.by);
                }),
         Column(Tr::tr("What came back"), [](const Drill &drill) { return visibleText(drill.cameBack); })
             .with(&Column::width, 50),
         Column(Tr::tr("What was missing"), [](const Drill &drill) { return visibleText(drill.missing); })
             .with(&Column::width, 50),
         Column(Tr::tr("Took"),
                [](const Drill &drill) { return drill.seconds < 0 ? QString() : durationInWords(drill.seconds); })
             .with(&Column::sortValue, CellRule<Drill, QVariant>([](const Drill &drill) {
                 return drill.seconds < 0 ? QVariant() : QVariant(drill.seconds);
             })),
         Column(Tr::tr("Out of"),
                [](const Drill &drill) {
                    return drill.run.isEmpty() ? Tr::tr("the server", "where a copy came from")
                                               : visibleText(drill.run);
                }),
         Column(Tr::tr("Copy"), [](const Drill &drill) { return displayPath(drill.path); })}};
}

TableDescription<Restorable> restorableDescription()
{
    using Column = TableColumn<Restorable>;
    const auto state = [](const Restorable &site) -> std::optional<State> { return takenState(site.taken); };
    return {[](const Restorable &site) { return site.site; },
            {Column(Tr::tr("Site"), [](const Restorable &site) { return visibleText(site.site); }),
             Column(Tr::tr("Moodle"),
                    [](const Restorable &site) { return site.moodle.isEmpty() ? Tr::tr("not known") : site.moodle; }),
             Column(Tr::tr("Whether it takes the copy"), [](const Restorable &site) { return takenWord(site.taken); })
                 .with(&Column::state, CellRule<Restorable, std::optional<State>>(state)),
             Column(Tr::tr("Why"), [](const Restorable &site) { return site.reason; }).with(&Column::width, 60),
             Column(Tr::tr("As stands in Moodle's"), [](const Restorable &site) {
                 return site.source;
             }).with(&Column::width, 50)}};
}

const RestoreDrill *lastProvenDrill(const QList<RestoreDrill> &drills,
                                    const std::function<bool(const RestoreDrill &)> &isMeant)
{
    const RestoreDrill *last = nullptr;
    for (const RestoreDrill &drill : drills) {
        const bool counts = drill.outcome == RestoreDrill::Outcome::Proven && (!isMeant || isMeant(drill));
        if (counts && (!last || drill.at > last->at))
            last = &drill;
    }
    return last;
}

QList<RestoreDrill> drillsOfRun(const QList<RestoreDrill> &drills, const QString &run)
{
    QList<RestoreDrill> of;
    std::copy_if(drills.cbegin(), drills.cend(), std::back_inserter(of),
                 [&run](const RestoreDrill &drill) { return drill.run == run; });
    return of;
}

QList<RestoreDrill> drillsOfCourse(const QList<RestoreDrill> &drills, const QString &site, qint64 course)
{
    QList<RestoreDrill> of;
    std::copy_if(drills.cbegin(), drills.cend(), std::back_inserter(of),
                 [&site, course](const RestoreDrill &drill) { return drill.site == site && drill.course == course; });
    return of;
}

PageAnswer lastProvenInWords(const QList<RestoreDrill> &drills, const QDateTime &now)
{
    const RestoreDrill *last = lastProvenDrill(drills);
    if (!last)
        return {State::Unknown, Tr::tr("No restore has been proven.")};
    const QString words =
        Tr::tr("%1: %2, restored on %3 by %4", "when, a course of a site, where, whom")
            .arg(ageInWords(last->at, now), drilledInWords(*last), visibleText(last->where), visibleText(last->by));
    return {last->at.daysTo(now) > drillGoodDays ? State::Attention : State::Good, words};
}

PageAnswer drillsAnswer(const QList<RestoreDrill> &drills, const QDateTime &now)
{
    if (drills.isEmpty())
        return {State::Unknown, Tr::tr("Nobody has recorded that a copy was restored to see that it can be.")};
    const PageAnswer last = lastProvenInWords(drills, now);
    if (last.state == State::Unknown)
        return {State::Bad, Tr::tr("Of %n drills none has proven a copy whole.", nullptr, int(drills.size()))};
    return {last.state, Tr::tr("Last proven restore: %1.").arg(last.sentence)};
}

} // namespace Nightkeep

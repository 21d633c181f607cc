// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Each once, in the order in which the decisions name them.
QString minutesPeople(const QList<Decision> &decisions)
{
    QStringList people;
    for (const Decision &decision : decisions) {
        for (const QString &name : decision.people.split(u',', Qt::SkipEmptyParts))
            people << visibleText(name.trimmed());
    }
    people.removeAll(QString());
    people.removeDuplicates();
    return people.join(QStringLiteral(", "));
}

QStringList minutesOfDecision(const Decision &decision, int place)
{
    const QString indent = QStringLiteral("   ");
    QStringList lines {QStringLiteral("%1. %2").arg(QString::number(place), visibleText(decision.title)),
                       indent + Tr::tr("Decided: %1").arg(visibleText(decision.text))};
    if (!decision.before.isEmpty())
        lines << indent + Tr::tr("Before: %1").arg(visibleText(decision.before));
    if (!decision.after.isEmpty())
        lines << indent + Tr::tr("Now: %1").arg(visibleText(decision.after));
    if (!decision.reason.isEmpty())
        lines << indent + Tr::tr("Why: %1").arg(visibleText(decision.reason));
    lines << indent + Tr::tr("By: %1").arg(visibleText(decision.people));
    if (!decision.holds())
        lines << indent
                + Tr::tr("Taken back by %1 on %2.")
                      .arg(visibleText(decision.takenBackBy),
                           dayInWords(decision.takenBackAt.toLocalTime().date(), QLocale::LongFormat));
    return lines;
}

} // namespace

QString minutesOf(const QDate &day, const QList<Decision> &decisions, const QList<AgendaItem> &open)
{
    QList<Decision> ofDay;
    std::copy_if(decisions.crbegin(), decisions.crend(), std::back_inserter(ofDay), // as they were decided
                 [&day](const Decision &decision) { return decision.on == day; });
    QStringList lines {Tr::tr("Minutes of %1", "a day").arg(dayInWords(day, QLocale::LongFormat))};
    if (const QString people = minutesPeople(ofDay); !people.isEmpty())
        lines << Tr::tr("Present: %1").arg(people);
    lines << QString() << Tr::tr("Decided");
    if (ofDay.isEmpty())
        lines << Tr::tr("Nothing was decided on this day.");
    int place = 0;
    for (const Decision &decision : std::as_const(ofDay))
        lines << minutesOfDecision(decision, ++place);
    lines << QString() << Tr::tr("Still open");
    if (open.isEmpty())
        lines << Tr::tr("Nothing is open.");
    for (const AgendaItem &item : open)
        lines << QStringLiteral("- ") + visibleText(item.title);
    return lines.join(u'\n') + u'\n';
}

} // namespace Nightkeep

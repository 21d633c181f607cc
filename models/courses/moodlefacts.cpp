// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/moodlefacts.h"

#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool moodleFactsHaveSchedule(const MoodleFacts &facts)
{
    const bool soundDays = facts.weekdays.size() == 7
        && std::all_of(facts.weekdays.cbegin(), facts.weekdays.cend(), [](QChar c) { return c == u'0' || c == u'1'; });
    return facts.active == BackupActive::On && soundDays && facts.weekdays.contains(u'1') && facts.hour >= 0
        && facts.hour < 24 && facts.minute >= 0 && facts.minute < 60;
}

} // namespace

QString moodleInWords(const MoodleFacts &facts)
{
    const QString &known = facts.release.isEmpty() ? facts.version : facts.release;
    if (known.isEmpty())
        return Tr::tr("a Moodle whose version is not known");
    return Tr::tr("Moodle %1", "its release").arg(visibleText(known));
}

QDateTime lastScheduledRun(const MoodleFacts &facts, const QTimeZone &zone, const QDateTime &now)
{
    if (!moodleFactsHaveSchedule(facts))
        return {};
    const QDate today = now.toTimeZone(zone).date();
    for (int back = 0; back <= 8; ++back) { // yesterday's may not be done yet
        const QDate day = today.addDays(-back);
        if (facts.weekdays.at(day.dayOfWeek() % 7) != u'1') // Sunday is 0
            continue;
        const QDateTime begin = day.startOfDay(zone).addSecs(facts.hour * 3600 + facts.minute * 60);
        if (begin.secsTo(now) >= runTime)
            return begin.toUTC();
    }
    return {};
}

} // namespace Nightkeep

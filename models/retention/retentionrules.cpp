// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionrules.h"

#include "models/base/tr.h"
#include "models/retention/retentionclock.h"
#include "models/settings/weekdays.h"

#include <algorithm>

namespace Nightkeep {

namespace {

const QDate retentionEpoch(1970, 1, 1);

} // namespace

WallMinute wallMinute(const QDate &day, int minuteOfDay)
{
    return retentionEpoch.daysTo(day) * minutesADay + minuteOfDay;
}

WallMinute wallMinute(const QDateTime &at)
{
    return wallMinute(at.date(), at.time().hour() * 60 + at.time().minute());
}

QDate dayOf(WallMinute at)
{
    return retentionEpoch.addDays(floorOf(at, minutesADay));
}

bool CourseRules::runsOn(const QDate &day) const
{
    return isWeekdays(weekdays) && day.isValid() && weekdays.at(day.dayOfWeek() % 7) == u'1'; // Sunday is 0
}

bool CourseRules::skipsChanged() const
{
    if (!later || skipUnchangedDays <= 0 || !isWeekdays(weekdays))
        return false;
    int last = -1; // a chosen day of two weeks
    int longest = 0;
    for (int day = 0; day < 14; ++day) {
        if (weekdays.at(day % 7) != u'1')
            continue;
        longest = last < 0 ? longest : std::max(longest, day - last);
        last = day;
    }
    return skipUnchangedDays < longest;
}

bool knowsWhatIsSkipped(const MoodleFacts &facts)
{
    return facts.edition == MoodleEdition::Old || (facts.skipUnchangedDays && facts.skipUnchanged);
}

std::optional<CourseRules> courseRules(const MoodleFacts &facts)
{
    const bool isPossible = facts.hour >= 0 && facts.hour < 24 && facts.minute >= 0 && facts.minute < 60
        && facts.keep >= 0 && facts.keep <= 9999 && facts.deleteDays >= 0 && facts.deleteDays <= 36500
        && facts.keepLeast >= 0 && facts.keepLeast <= 9999 && facts.skipUnchangedDays.value_or(0) >= 0
        && facts.skipUnchangedDays.value_or(0) <= 36500;
    // Nobody knows when somebody starts a manual one.
    if (facts.edition == MoodleEdition::Unknown || facts.active == BackupActive::Manual || !isPossible)
        return std::nullopt;
    CourseRules rules;
    rules.later = facts.edition == MoodleEdition::Later;
    if (facts.active == BackupActive::On) {
        if (!isWeekdays(facts.weekdays))
            return std::nullopt;
        rules.weekdays = facts.weekdays;
    }
    rules.minuteOfDay = int(facts.hour * 60 + facts.minute);
    rules.keep = int(facts.keep);
    if (rules.later) {
        rules.deleteDays = int(facts.deleteDays);
        rules.keepLeast = int(facts.keepLeast);
        rules.skipUnchangedDays = int(facts.skipUnchangedDays.value_or(0));
        rules.skipUnchanged = facts.skipUnchanged.value_or(false);
    }
    return rules;
}

namespace {

// A figure counts unless another one makes it idle: with one copy nothing is replaced, with none nothing is deleted.

bool retentionWantsDays(const BackupFigures &figures)
{
    return figures.versionsExist != 1;
}

bool retentionWantsDeletedDays(const BackupFigures &figures)
{
    return figures.versionsDeleted != 0;
}

} // namespace

std::optional<StorageRules> storageRules(const BackupFigures &figures, int minuteOfDay)
{
    if (!missingFigures(figures).isEmpty())
        return std::nullopt;
    StorageRules rules;
    rules.minuteOfDay = minuteOfDay;
    rules.everyDays = figures.everyDays.value_or(1); // the service's own
    rules.versionsExist = *figures.versionsExist;
    rules.retainExtra = figures.retainExtra.value_or(0);
    rules.versionsDeleted = *figures.versionsDeleted;
    rules.retainOnly = figures.retainOnly.value_or(0);
    return rules;
}

QStringList missingFigures(const BackupFigures &figures)
{
    QStringList missing;
    if (!figures.versionsExist)
        missing += Tr::tr("copies while the file exists");
    if (!figures.retainExtra && retentionWantsDays(figures))
        missing += Tr::tr("days that a replaced copy is kept");
    if (!figures.versionsDeleted)
        missing += Tr::tr("copies once the file is deleted");
    if (!figures.retainOnly && retentionWantsDeletedDays(figures))
        missing += Tr::tr("days that the last copy of a deleted file is kept");
    return missing;
}

} // namespace Nightkeep

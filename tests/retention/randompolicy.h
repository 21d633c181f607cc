// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random rules for the players of retention, edges more often than chance would have them.
#pragma once

#include "models/retention/retentionrules.h"

#include <QRandomGenerator>

#include <iterator>

namespace RandomPolicy {

using Nightkeep::NoLimit;

class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_random(seed)
    {
    }
    [[nodiscard]] int below(int bound) { return int(m_random.bounded(bound)); }
    [[nodiscard]] bool oneIn(int many) { return below(many) == 0; }
    [[nodiscard]] int of(std::initializer_list<int> list) { return *std::next(list.begin(), below(int(list.size()))); }

private:
    QRandomGenerator m_random;
};

struct Policy
{
    Nightkeep::CourseRules course;
    std::optional<Nightkeep::StorageRules> storage;
    Nightkeep::DumpRules dumps;
    Nightkeep::FileRules file;
    qint64 now = 0;
};

inline int minuteOfDay(Dice &dice)
{
    return dice.oneIn(2) ? dice.of({0, 1, 3 * 60, 22 * 60, 1438, 1439}) : dice.below(1440);
}

/// At that minute of the day, just before or after it, or at any.
inline int minuteNear(Dice &dice, int minute)
{
    const int near = minute + dice.of({-1, 0, 0, 0, 1});
    return dice.oneIn(3) ? minuteOfDay(dice) : qBound(0, near, 1439);
}

inline QString weekdays(Dice &dice)
{
    switch (dice.below(8)) {
    case 0:
        return QStringLiteral("0000000");
    case 1:
    case 2:
        return QStringLiteral("1111111");
    case 3:
    case 4: {
        QString one(7, u'0');
        one[dice.below(7)] = u'1';
        return one;
    }
    default:
        return QStringLiteral("%1").arg(dice.below(128), 7, 2, QLatin1Char('0'));
    }
}

inline int count(Dice &dice)
{
    return dice.oneIn(3) ? dice.below(70) : dice.of({0, 1, 1, 2, 2, 3, 5, 7, 8, 10, 20, 30, 40, 50, 100, 400, 9999});
}

inline int days(Dice &dice)
{
    return dice.oneIn(3) ? dice.below(400)
                         : dice.of({NoLimit, 0, 1, 2, 6, 7, 8, 13, 14, 28, 30, 31, 60, 365, 900, 36500});
}

inline Nightkeep::CourseRules course(Dice &dice, bool later)
{
    Nightkeep::CourseRules rules;
    rules.later = later;
    rules.weekdays = weekdays(dice);
    rules.minuteOfDay = minuteOfDay(dice);
    rules.keep = count(dice);
    if (later) {
        rules.deleteDays = dice.oneIn(4) ? 0 : dice.of({1, 2, 5, 7, 10, 14, 35, 60, 90, 180, 365, 1000});
        rules.keepLeast = dice.oneIn(3) ? 0 : count(dice);
    }
    return rules;
}

inline Nightkeep::StorageRules storage(Dice &dice, int minute)
{
    Nightkeep::StorageRules rules;
    rules.minuteOfDay = minuteNear(dice, minute);
    rules.versionsExist = dice.oneIn(5) ? NoLimit : std::max(1, count(dice));
    rules.retainExtra = days(dice);
    rules.versionsDeleted = dice.oneIn(5) ? NoLimit : count(dice);
    rules.retainOnly = days(dice);
    rules.everyDays = dice.oneIn(8) ? dice.of({2, 7, 30, 366}) : 1;
    return rules;
}

inline qint64 now(Dice &dice, int minute, int otherMinute)
{
    const int year = 2000 + dice.below(40);
    const QDate leap(2004 + 4 * dice.below(8), 2, 29);
    const QList<QDate> edges {leap, leap.addDays(1), QDate(year, 12, 31), QDate(year, 1, 1),
                              QDate(year, 1 + dice.below(12), 1)};
    const QDate date =
        dice.oneIn(2) ? edges.at(dice.below(int(edges.size()))) : QDate(year, 1, 1).addDays(dice.below(365));
    return Nightkeep::wallMinute(date, minuteNear(dice, dice.oneIn(2) ? minute : otherMinute));
}

inline Policy policy(quint32 seed, bool later)
{
    Dice dice(seed);
    Policy policy;
    policy.course = course(dice, later);
    policy.dumps.minuteOfDay = dice.oneIn(2) ? policy.course.minuteOfDay : minuteOfDay(dice);
    policy.dumps.naming = dice.oneIn(2) ? Nightkeep::DumpNaming::Recycled : Nightkeep::DumpNaming::Dated;
    policy.dumps.keepDays = dice.oneIn(3) ? dice.below(100) : dice.of({0, 1, 2, 6, 7, 8, 30, 365, 899, 900, 901});
    const int minute = dice.oneIn(2) ? policy.course.minuteOfDay : policy.dumps.minuteOfDay;
    const Nightkeep::StorageRules rules = storage(dice, minute);
    if (!dice.oneIn(20))
        policy.storage = rules;
    policy.now = now(dice, minute, rules.minuteOfDay);

    const QDate today = Nightkeep::dayOf(policy.now);
    policy.file.minuteOfDay = minuteNear(dice, rules.minuteOfDay);
    policy.file.changesEveryDays = dice.of({0, 1, 1});
    if (!dice.oneIn(3)) { // only then it is said from when the days are counted
        policy.file.made = today.addDays(-dice.below(890));
        policy.file.changesEveryDays = dice.of({0, 1, 2, 7, 30, 31, 365});
    }
    if (dice.oneIn(2)) {
        const QDate from = policy.file.made.isValid() ? policy.file.made : today.addDays(-890);
        policy.file.deleted = from.addDays(1 + dice.below(int(from.daysTo(today)) + 2));
    }
    return policy;
}

} // namespace RandomPolicy

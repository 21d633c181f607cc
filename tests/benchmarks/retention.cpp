// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionplay.h"
#include "tests/benchmarks/comparison.h"

#include <cstdio>
#include <random>
#include <vector>

namespace Nightkeep {

namespace {

constexpr int Courses = 20'000;

/// Two years of daily backups, of which each course misses some.
std::vector<CourseHistory> benchHistories()
{
    std::mt19937 random(2008);
    std::vector<CourseHistory> histories(Courses);
    for (CourseHistory &history : histories) {
        const unsigned missed = random() % 50;
        for (size_t day = playDays - 730; day < playDays; ++day)
            history.made[day] = random() % 100 >= missed;
    }
    return histories;
}

CourseRules benchRules(bool later)
{
    CourseRules rules;
    rules.later = later;
    rules.weekdays = QStringLiteral("1111111");
    rules.minuteOfDay = 3 * 60;
    rules.keep = 5;
    if (later) {
        rules.deleteDays = 10;
        rules.keepLeast = 2;
    }
    return rules;
}

/// Nights of all courses that can be restored, as a slider asks for them.
size_t benchStep(const std::vector<CourseHistory> &histories, const CourseRules &rules, WallMinute now)
{
    const CourseNights nights(rules, StorageRules(), now);
    size_t restorable = 0;
    for (const CourseHistory &history : histories)
        restorable += nights.restorable(history).count();
    return restorable;
}

} // namespace

bool benchRetention()
{
    const std::vector<CourseHistory> histories = benchHistories();
    const WallMinute now = wallMinute(QDate(2008, 10, 29), 12 * 60);
    bool ran = true;
    for (const bool later : {false, true}) {
        const CourseRules rules = benchRules(later);
        const auto subject = [&] { return benchStep(histories, rules, now) > 0; };
        // What there is without histories: each course played by the schedule alone.
        const auto peer = [&] {
            qsizetype restorable = 0;
            for (int course = 0; course < Courses; ++course)
                restorable += playCourse(rules, StorageRules(), now).size();
            return restorable > 0;
        };
        ran = compare({QByteArray("a step over 20,000 courses, ") + (later ? "later Moodle" : "1.9"),
                       "playCourse for each", 0.1, 5, subject, peer})
            && ran;
        QElapsedTimer timer;
        timer.start();
        const size_t restorable = benchStep(histories, rules, now);
        std::printf("{\"bench\": \"a step over 20,000 courses, %s\", \"milliseconds\": %.1f, \"nights\": %zu, "
                    "\"bytes\": %zu}\n",
                    later ? "later Moodle" : "1.9", secondsSince(timer) * 1000, restorable,
                    histories.size() * sizeof(CourseHistory));
    }
    return ran;
}

} // namespace Nightkeep

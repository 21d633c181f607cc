// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/retention/slowplayer.h"

#include <deque>
#include <set>
#include <vector>

namespace SlowPlayer {

namespace {

using Minute = qint64;
using Name = qint64; ///< of a path: whatever number tells it from all others
constexpr Minute DayLong = 1440;
constexpr int PlayedDays = 900;

QDate dateOf(Minute at)
{
    return QDate(1970, 1, 1).addDays(at >= 0 ? at / DayLong : -((-at + DayLong - 1) / DayLong));
}

Minute midnightOf(const QDate &date)
{
    return QDate(1970, 1, 1).daysTo(date) * DayLong;
}

struct Version
{
    Minute content; ///< when what it holds was made
    Minute taken; ///< by which incremental
    std::optional<Minute> inactive = {}; ///< since when; none: it is the active one
};

struct Path
{
    std::optional<Minute> content; ///< on the server; none: there is no such file
    std::vector<Version> versions; ///< in the storage manager, oldest first
};

bool lasts(int days, Minute since, Minute now)
{
    return days == Nightkeep::NoLimit || now - since <= days * DayLong;
}

/// A server and its storage manager.
class World
{
public:
    explicit World(const std::optional<Nightkeep::StorageRules> &rules)
        : m_rules(rules)
    {
    }

    void write(Name name, Minute now)
    {
        m_paths[name].content = now;
        m_touched.insert(name);
    }
    void remove(Name name)
    {
        m_paths[name].content.reset();
        m_touched.insert(name);
    }
    /// Only at paths that something happened to is there anything to do.
    void incremental(Minute now)
    {
        for (const Name name : m_touched)
            look(m_paths[name], now);
        m_touched.clear();
    }
    [[nodiscard]] Nights nights(Minute now, bool byContent) const
    {
        Nights nights;
        for (const auto &[name, path] : m_paths) {
            if (path.content && byContent)
                nights[dateOf(*path.content)].onServer = true;
            for (const Version &version : path.versions) {
                if (isHeld(path, version, now))
                    nights[dateOf(byContent ? version.content : version.taken)].inStorage = true;
            }
        }
        return nights;
    }

private:
    void look(Path &path, Minute now)
    {
        Version *active = path.versions.empty() || path.versions.back().inactive ? nullptr : &path.versions.back();
        if (active && path.content && active->content == *path.content)
            return;
        if (active)
            active->inactive = now;
        if (path.content)
            path.versions.push_back({*path.content, now});
        if (path.content || active)
            leave(path, path.content ? m_rules->versionsExist : m_rules->versionsDeleted);
    }
    static void leave(Path &path, int newest)
    {
        while (newest != Nightkeep::NoLimit && int(path.versions.size()) > newest)
            path.versions.erase(path.versions.begin());
    }
    [[nodiscard]] bool isHeld(const Path &path, const Version &version, Minute now) const
    {
        if (!version.inactive)
            return true;
        const bool isDeleted = path.versions.back().inactive.has_value();
        const bool isLast = &version == &path.versions.back();
        return lasts(isDeleted && isLast ? m_rules->retainOnly : m_rules->retainExtra, *version.inactive, now);
    }

    std::optional<Nightkeep::StorageRules> m_rules;
    std::map<Name, Path> m_paths;
    std::set<Name> m_touched;
};

/// Every day from the beginning of the play to `now`: what happens on the server (`act`, given the date and the
/// moment), and the incremental, in the order of their minutes; of two at one minute the server's first.
template<typename Act>
void play(World &world, int minuteOfDay, const Act &act, const std::optional<Nightkeep::StorageRules> &storage,
          Minute now, Minute begins)
{
    for (QDate date = dateOf(begins); date <= dateOf(now); date = date.addDays(1)) {
        const Minute acts = midnightOf(date) + minuteOfDay;
        const Minute looks = midnightOf(date) + (storage ? storage->minuteOfDay : 0);
        const bool isActed = acts >= begins && acts <= now;
        // Every so many days means those whose number since 1970 can be divided by it, whenever somebody asks.
        const bool isLooked =
            storage && looks >= begins && looks <= now && (midnightOf(date) / DayLong) % storage->everyDays == 0;
        if (isLooked && looks < acts)
            world.incremental(looks);
        if (isActed)
            act(date, acts);
        if (isLooked && looks >= acts)
            world.incremental(looks);
    }
}

/// How many of a course's files are left after a run, of those there are, newest first.
int leftByRun(const Nightkeep::CourseRules &rules, const std::deque<Minute> &files, Minute now)
{
    const int all = int(files.size());
    if (!rules.later || rules.deleteDays == 0)
        return rules.keep == 0 ? all : rules.keep;
    int left = 0;
    while (left < all && left < rules.keep && now - files[size_t(left)] <= rules.deleteDays * DayLong)
        ++left;
    return std::max(left, rules.keepLeast);
}

Minute beginningOf(Minute now, const std::optional<Minute> &begins)
{
    return begins.value_or(now - PlayedDays * DayLong);
}

} // namespace

Nights courses(const Nightkeep::CourseRules &rules, const std::optional<Nightkeep::StorageRules> &storage, qint64 now,
               std::optional<qint64> begins)
{
    World world(storage);
    std::deque<Minute> files; // newest first
    const auto run = [&](const QDate &date, Minute at) {
        if (rules.weekdays.at(date.dayOfWeek() % 7) != u'1')
            return;
        world.write(at, at);
        files.push_front(at);
        const int left = leftByRun(rules, files, at);
        while (int(files.size()) > left) {
            world.remove(files.back());
            files.pop_back();
        }
    };
    play(world, rules.minuteOfDay, run, storage, now, beginningOf(now, begins));
    return world.nights(now, true);
}

Nights dumps(const Nightkeep::DumpRules &rules, const std::optional<Nightkeep::StorageRules> &storage, qint64 now,
             std::optional<qint64> begins)
{
    World world(storage);
    const auto dump = [&](const QDate &date, Minute at) {
        if (rules.naming == Nightkeep::DumpNaming::Dated) {
            world.write(at, at);
            if (rules.keepDays > 0 && at - rules.keepDays * DayLong >= beginningOf(now, begins))
                world.remove(at - rules.keepDays * DayLong);
            return;
        }
        world.write(date.dayOfWeek(), at); // backup-1 to backup-7
        if (date.day() == 1)
            world.write(100 + date.month(), at);
        if (date.month() == 12 && date.day() == 31)
            world.write(date.year(), at);
    };
    play(world, rules.minuteOfDay, dump, storage, now, beginningOf(now, begins));
    return world.nights(now, true);
}

Nights files(const Nightkeep::FileRules &rules, const Nightkeep::StorageRules &storage, qint64 now)
{
    World world(storage);
    constexpr Name file = 1;
    const Minute begins = now - PlayedDays * DayLong;
    if (!rules.made.isValid() || midnightOf(rules.made) + rules.minuteOfDay < begins)
        world.write(file, begins - 1); // it was there before
    const auto act = [&](const QDate &date, Minute at) {
        if (rules.made.isValid() && date < rules.made)
            return;
        if (rules.deleted.isValid() && date >= rules.deleted) {
            if (date == rules.deleted)
                world.remove(file);
            return;
        }
        const qint64 age = rules.made.isValid() ? rules.made.daysTo(date) : 0;
        if (date == rules.made || (rules.changesEveryDays > 0 && age % rules.changesEveryDays == 0))
            world.write(file, at);
    };
    play(world, rules.minuteOfDay, act, storage, now, begins);
    return world.nights(now, false);
}

int restorable(const Nights &nights, qint64 now, int days)
{
    int count = 0;
    for (int back = 1; back <= days; ++back)
        count += int(nights.count(dateOf(now).addDays(-back)));
    return count;
}

} // namespace SlowPlayer

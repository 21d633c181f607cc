// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionclock.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace Nightkeep {

namespace {

using HistoryNights = CourseNights::Nights;
constexpr int historyDays = playDays + 1;
constexpr int historyNone = historyDays; ///< a day behind all

/// A course's copies as words of bits, in which one by its number from the newest is found fast.
class HistoryWords
{
public:
    explicit HistoryWords(HistoryNights nights)
    {
        static const HistoryNights low(~quint64(0));
        for (quint64 &word : m_words) {
            word = (nights & low).to_ullong();
            nights >>= Bits;
        }
    }

    /// The day of the n-th newest copy, from 1; 0 where there are fewer.
    [[nodiscard]] int dayOfNewest(int n) const
    {
        if (n <= 0)
            return historyNone;
        for (size_t at = m_words.size(); at-- > 0;) {
            quint64 word = m_words[at];
            const int copies = std::popcount(word);
            if (n > copies) {
                n -= copies;
                continue;
            }
            for (int lower = copies - n; lower > 0; --lower)
                word &= word - 1;
            return int(at) * Bits + std::countr_zero(word);
        }
        return 0;
    }
    [[nodiscard]] int countFrom(int day) const
    {
        int count = 0;
        for (size_t at = size_t(day / Bits); at < m_words.size(); ++at) {
            const bool isFirst = at == size_t(day / Bits);
            count += std::popcount(isFirst ? m_words[at] >> (day % Bits) : m_words[at]);
        }
        return count;
    }
    [[nodiscard]] std::vector<int> days() const
    {
        std::vector<int> days;
        for (size_t at = 0; at < m_words.size(); ++at) {
            for (quint64 word = m_words[at]; word != 0; word &= word - 1)
                days.push_back(int(at) * Bits + std::countr_zero(word));
        }
        return days;
    }

private:
    static constexpr int Bits = 64;
    std::array<quint64, (historyDays + Bits - 1) / Bits> m_words {};
};

HistoryNights nightsFrom(const HistoryNights &nights, int day)
{
    return day >= historyDays ? HistoryNights() : nights >> size_t(day) << size_t(day);
}

/// Whether copies go by their age too: then with keep 0 the newest keepLeast are all that is left.
bool goesByAge(const CourseRules &rules)
{
    return rules.later && rules.deleteDays > 0;
}

} // namespace

CourseNights::CourseNights(const CourseRules &rules, const std::optional<StorageRules> &storage, WallMinute now)
    : m_rules(rules)
    , m_storage(storage)
    , m_first(floorOf(playStart(now), minutesADay))
{
    const RunDays days(rules.weekdays);
    const auto at = [&](int day) { return (m_first + day) * minutesADay + rules.minuteOfDay; };
    for (int day = 0; day < historyDays; ++day)
        m_played[size_t(day)] = at(day) >= playStart(now) && at(day) <= now;
    if (!days.isEmpty()) {
        for (qint64 run = days.firstRunFrom(m_first); days.dayOf(run) < m_first + historyDays; ++run)
            m_scheduled.set(size_t(days.dayOf(run) - m_first));
        m_scheduled &= m_played;
    }
    const auto isInStorage = [&](int day) {
        const std::optional<CopyEnd> end = endOfLastVersion(*storage, at(day));
        return !end || end->isAfter(now);
    };
    while (storage && m_cut > 0 && isInStorage(m_cut - 1)) // the later it was deleted, the longer it is there
        --m_cut;
}

QDate CourseNights::firstDay() const
{
    return dayOf(m_first * minutesADay);
}

// With a copy's successors, the copies made after it, the rules say by which one it is deleted: by the keep-th, or if
// earlier the first that comes more than deleteDays later, but not before the keepLeast-th. It is restorable if there
// is no such successor, or it is of the day of the cut or later. So what a count leaves is the newest so many beside
// those of the cut and later; what an age leaves is all that was not too old for the newest of before the cut. Both are
// whatever lies behind one day.
CourseNights::Nights CourseNights::restorable(const CourseHistory &history) const
{
    const Nights made = history.made & m_played;
    const bool byAge = goesByAge(m_rules);
    if (!byAge && m_rules.keep <= 0)
        return made;
    if (m_storage && m_storage->everyDays > 1)
        return restorableBetween(made);
    const HistoryWords copies(made);
    const int behindCut = copies.countFrom(m_cut);
    if (!byAge)
        return nightsFrom(made, copies.dayOfNewest(m_rules.keep + behindCut));
    if (m_rules.keep <= m_rules.keepLeast) // with both 0 not even the newest outlives its own run
        return m_rules.keepLeast > 0 ? nightsFrom(made, copies.dayOfNewest(m_rules.keepLeast + behindCut)) : Nights();
    const int leftByCount = copies.dayOfNewest(m_rules.keep + behindCut);
    const int leftAtLeast = copies.dayOfNewest(m_rules.keepLeast + behindCut);
    const int leftByAge = copies.dayOfNewest(behindCut + 1) - m_rules.deleteDays;
    return nightsFrom(made, std::max(leftByCount, std::min(leftAtLeast, leftByAge)));
}

CourseNights::Nights CourseNights::restorableBetween(const Nights &made) const
{
    const std::vector<int> days = HistoryWords(made).days();
    const auto at = [&](int day) { return (m_first + day) * minutesADay + m_rules.minuteOfDay; };
    const bool byAge = goesByAge(m_rules);
    const size_t keep = size_t(std::max(m_rules.keep, 0));
    const size_t least = byAge ? size_t(std::max(m_rules.keepLeast, 0)) : 0;
    Nights restorable;
    size_t tooOld = 0; // the first copy for which this one is
    for (size_t i = 0; i < days.size(); ++i) {
        size_t deleting = i + keep;
        if (byAge) {
            while (tooOld < days.size() && days[tooOld] <= days[i] + m_rules.deleteDays)
                ++tooOld;
            deleting = std::max(i + least, std::min(deleting, tooOld));
        }
        const bool isOnServer = deleting >= days.size();
        if (isOnServer || (days[deleting] >= m_cut && incrementalFrom(*m_storage, at(days[i])) < at(days[deleting])))
            restorable.set(size_t(days[i]));
    }
    return restorable;
}

// facts/moodle.md B3; the first run of a course is not preceded by a successful one, so it is not skipped.
CourseHistory CourseNights::historyOf(const Nights &changed) const
{
    if (!m_rules.later || (m_rules.skipUnchangedDays <= 0 && !m_rules.skipUnchanged))
        return {m_scheduled};
    constexpr int noon = 12 * 60;
    const int seen = m_rules.minuteOfDay >= noon ? 0 : 1; // days back from a run to the newest change that it sees
    CourseHistory history;
    int last = -1; // copy
    int newest = -1; // change
    int looked = 0; // days whose changes are in `newest`
    for (int day = 0; day < historyDays; ++day) {
        for (; looked <= day - seen; ++looked)
            newest = changed[size_t(looked)] ? looked : newest;
        if (!m_scheduled[size_t(day)])
            continue;
        const bool isOld = m_rules.skipUnchangedDays > 0 && newest <= day - m_rules.skipUnchangedDays - seen;
        const bool isSame = m_rules.skipUnchanged && newest <= last - seen;
        if (last >= 0 && (isOld || isSame))
            continue;
        history.made.set(size_t(day));
        last = day;
    }
    return history;
}

} // namespace Nightkeep

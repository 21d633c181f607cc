// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionclock.h"
#include "models/settings/weekdays.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace Nightkeep {

namespace {

constexpr WallMinute playedForEver = std::numeric_limits<WallMinute>::max();
constexpr int playedEpochWeekday = 4; // 1 January 1970 was a Thursday

CopyEnd playedSooner(const std::optional<CopyEnd> &one, const CopyEnd &other)
{
    if (!one || other.at < one->at)
        return other;
    return one->at < other.at ? *one : CopyEnd {one->at, one->isThereThen && other.isThereThen};
}

/// The run at which Moodle deletes the copy of another one; nullopt: never. Later Moodles' arithmetic of counts is that
/// of get_backups_to_delete(): with keep 0 even the newest is one too many.
std::optional<qint64> playedDeletion(const CourseRules &rules, const RunDays &days, qint64 run)
{
    if (!rules.later || rules.deleteDays <= 0)
        return rules.keep > 0 ? std::optional(run + rules.keep) : std::nullopt;
    const qint64 tooOld = days.firstRunFrom(days.dayOf(run) + rules.deleteDays + 1);
    return std::max<qint64>(run + rules.keepLeast, std::min<qint64>(run + rules.keep, tooOld));
}

/// A file with a name of its own, whose content never changes.
void playDated(QList<RestorePoint> &points, WallMinute made, const std::optional<WallMinute> &deleted,
               const std::optional<StorageRules> &storage, WallMinute now)
{
    const bool isOnServer = !deleted || *deleted > now;
    const WallMinute taken = storage ? incrementalFrom(*storage, made) : playedForEver;
    const bool isTaken = taken <= now && (!deleted || taken < *deleted);
    std::optional<CopyEnd> end; // set so, or compilers take its moment for one that nobody gave
    if (isTaken && deleted)
        end = endOfLastVersion(*storage, *deleted);
    const bool isInStorage = isTaken && (!end || end->isAfter(now));
    if (!isOnServer && !isInStorage)
        return;
    RestorePoint point {dayOf(made), made, {}};
    point.homes.setFlag(CopyHome::Server, isOnServer);
    point.homes.setFlag(CopyHome::Storage, isInStorage);
    if (isOnServer)
        point.onServerUntil = deleted;
    if (end && isInStorage)
        point.inStorageUntil = end->at;
    points.append(point);
}

struct PlayedVersion
{
    WallMinute made = 0; ///< its content
    WallMinute taken = 0;
};

/// The versions that incrementals take of one path. `contentAt(n)` is the moment at which its n-th content is made,
/// nullopt after the last one.
template<typename ContentAt> class PlayedPath
{
public:
    PlayedPath(const StorageRules &rules, ContentAt contentAt, const std::optional<WallMinute> &deleted = {})
        : m_rules(rules)
        , m_contentAt(std::move(contentAt))
        , m_deleted(deleted)
        , m_next(m_contentAt(0))
    {
    }

    /// Those there are at `now`, the newest first, with their ends.
    template<typename Add> void each(WallMinute now, const Add &add)
    {
        while (takeNext(now)) { }
        const qsizetype taken = size();
        for (qsizetype i = taken - 1; i >= 0; --i) {
            const PlayedVersion version = m_versions[size_t(i)];
            const std::optional<CopyEnd> end = endOf(i);
            if (!end || end->isAfter(now))
                add(version, end ? std::optional(end->at) : std::nullopt);
            else if (i + 1 < taken) // the last one of a deleted path has days of its own
                break;
        }
    }

private:
    [[nodiscard]] qsizetype size() const { return qsizetype(m_versions.size()); }

    /// False: there is none any more, or it is taken after `limit`.
    bool takeNext(WallMinute limit)
    {
        while (m_next) {
            const WallMinute taken = incrementalFrom(m_rules, *m_next);
            if (taken > limit)
                return false;
            const WallMinute made = *std::exchange(m_next, m_contentAt(++m_number));
            const std::optional<WallMinute> &replaced = m_next ? m_next : m_deleted;
            if (!replaced || taken < *replaced) {
                m_versions.push_back({made, taken});
                return true;
            }
        }
        return false;
    }

    /// When a version is taken; nullopt: there is none of that number until `limit`.
    std::optional<WallMinute> takenAt(qsizetype number, WallMinute limit)
    {
        while (number >= size()) {
            if (!takeNext(limit))
                return std::nullopt;
        }
        return m_versions[size_t(number)].taken;
    }

    std::optional<CopyEnd> endOf(qsizetype number)
    {
        const std::optional<WallMinute> replaced = takenAt(number + 1, playedForEver);
        if (!replaced)
            return m_deleted ? endOfLastVersion(m_rules, *m_deleted) : std::nullopt;
        std::optional<CopyEnd> end;
        if (m_rules.retainExtra != NoLimit)
            end = CopyEnd {*replaced + m_rules.retainExtra * minutesADay, true};
        if (m_rules.versionsExist != NoLimit) {
            const qsizetype pushing = number + std::max(m_rules.versionsExist, 1);
            if (const std::optional<WallMinute> pushed = takenAt(pushing, end ? end->at : playedForEver))
                end = playedSooner(end, {*pushed, false});
        }
        if (!m_deleted || m_rules.versionsDeleted == NoLimit)
            return end;
        const WallMinute noticed = incrementalFrom(m_rules, *m_deleted);
        if (end && end->at < noticed)
            return end;
        while (takeNext(playedForEver)) { } // as many as there are until it is deleted
        return size() - 1 - number < m_rules.versionsDeleted ? end : playedSooner(end, {noticed, false});
    }

    const StorageRules &m_rules;
    ContentAt m_contentAt;
    std::optional<WallMinute> m_deleted;
    qint64 m_number = 0; ///< of m_next
    std::optional<WallMinute> m_next;
    std::vector<PlayedVersion> m_versions; ///< oldest first
};

/// A path whose content is overwritten again and again: the newest is on the server.
template<typename ContentAt>
void playOverwritten(QList<RestorePoint> &points, const ContentAt &contentAt,
                     const std::optional<StorageRules> &storage, WallMinute now)
{
    std::optional<WallMinute> newest;
    std::optional<WallMinute> next = contentAt(0);
    for (qint64 number = 0; next && *next <= now; next = contentAt(++number))
        newest = next;
    if (!newest)
        return;
    points.append({dayOf(*newest), *newest, CopyHome::Server, next});
    if (!storage)
        return;
    PlayedPath<ContentAt>(*storage, contentAt)
        .each(now, [&points](const PlayedVersion &version, const std::optional<WallMinute> &until) {
            points.append({dayOf(version.made), version.made, CopyHome::Storage, {}, until});
        });
}

void playedUntil(RestorePoint &point, const RestorePoint &other, CopyHome home,
                 std::optional<WallMinute> RestorePoint::*until)
{
    if (!other.homes.testFlag(home))
        return;
    if (!point.homes.testFlag(home))
        point.*until = other.*until;
    else if (!(other.*until) || !(point.*until))
        (point.*until).reset();
    else
        point.*until = std::max(*(point.*until), *(other.*until));
}

/// By night, and each night once.
QList<RestorePoint> playedByNight(QList<RestorePoint> points)
{
    std::stable_sort(points.begin(), points.end(),
                     [](const RestorePoint &a, const RestorePoint &b) { return a.night < b.night; });
    QList<RestorePoint> joined;
    for (const RestorePoint &point : std::as_const(points)) {
        if (joined.isEmpty() || joined.constLast().night != point.night) {
            joined.append(point);
            continue;
        }
        RestorePoint &into = joined.last();
        playedUntil(into, point, CopyHome::Server, &RestorePoint::onServerUntil);
        playedUntil(into, point, CopyHome::Storage, &RestorePoint::inStorageUntil);
        playedUntil(into, point, CopyHome::Archive, &RestorePoint::inArchiveUntil);
        into.homes |= point.homes;
    }
    return joined;
}

void playRecycled(QList<RestorePoint> &points, int minuteOfDay, const std::optional<StorageRules> &storage,
                  WallMinute now)
{
    const WallMinute start = playStart(now);
    const qint64 firstDay = firstDayFrom(start, minuteOfDay);
    for (qint64 day = firstDay; day < firstDay + 7; ++day) {
        const WallMinute first = day * minutesADay + minuteOfDay;
        playOverwritten(
            points, [first](qint64 number) { return std::optional(first + number * 7 * minutesADay); }, storage, now);
    }
    const int startYear = dayOf(start).year();
    for (int month = 1; month <= 12; ++month) {
        const auto inYear = [month, minuteOfDay](int year) { return wallMinute(QDate(year, month, 1), minuteOfDay); };
        const int firstYear = inYear(startYear) < start ? startYear + 1 : startYear;
        playOverwritten(
            points, [=](qint64 number) { return std::optional(inYear(firstYear + int(number))); }, storage, now);
    }
    for (int year = startYear; year <= dayOf(now).year(); ++year) {
        const WallMinute made = wallMinute(QDate(year, 12, 31), minuteOfDay);
        if (made >= start && made <= now)
            playDated(points, made, std::nullopt, storage, now);
    }
}

} // namespace

RunDays::RunDays(const QString &weekdays)
{
    if (!isWeekdays(weekdays))
        return;
    for (size_t weekday = 0; weekday < 7; ++weekday) {
        m_before[weekday] = m_aWeek;
        if (weekdays.at(qsizetype(weekday)) == u'1')
            m_weekday[size_t(m_aWeek++)] = int(weekday);
    }
}

qint64 RunDays::firstRunFrom(qint64 day) const
{
    const qint64 week = floorOf(day + playedEpochWeekday, 7);
    return week * m_aWeek + m_before[size_t(day + playedEpochWeekday - week * 7)];
}

qint64 RunDays::dayOf(qint64 run) const
{
    const qint64 week = floorOf(run, m_aWeek);
    return week * 7 + m_weekday[size_t(run - week * m_aWeek)] - playedEpochWeekday;
}

std::optional<CopyEnd> endOfLastVersion(const StorageRules &rules, WallMinute deleted)
{
    const WallMinute noticed = incrementalFrom(rules, deleted);
    if (rules.versionsDeleted == 0)
        return CopyEnd {noticed, false};
    if (rules.retainOnly == NoLimit)
        return std::nullopt;
    return CopyEnd {noticed + rules.retainOnly * minutesADay, true};
}

QList<RestorePoint> playCourse(const CourseRules &rules, const std::optional<StorageRules> &storage, WallMinute now)
{
    QList<RestorePoint> points;
    const RunDays days(rules.weekdays);
    if (days.isEmpty())
        return points;
    const auto at = [&](qint64 run) { return days.dayOf(run) * minutesADay + rules.minuteOfDay; };
    const qint64 behind = days.firstRunFrom(lastDayUntil(now, rules.minuteOfDay) + 1);
    for (qint64 run = days.firstRunFrom(firstDayFrom(playStart(now), rules.minuteOfDay)); run < behind; ++run) {
        const std::optional<qint64> deleting = playedDeletion(rules, days, run);
        playDated(points, at(run), deleting ? std::optional(at(*deleting)) : std::nullopt, storage, now);
    }
    return points;
}

QList<RestorePoint> playDumps(const DumpRules &rules, const std::optional<StorageRules> &storage, WallMinute now)
{
    QList<RestorePoint> points;
    if (rules.naming == DumpNaming::Recycled) {
        playRecycled(points, rules.minuteOfDay, storage, now);
        return playedByNight(std::move(points));
    }
    const qint64 last = lastDayUntil(now, rules.minuteOfDay);
    for (qint64 day = firstDayFrom(playStart(now), rules.minuteOfDay); day <= last; ++day) {
        const WallMinute made = day * minutesADay + rules.minuteOfDay;
        const std::optional<WallMinute> deleted =
            rules.keepDays > 0 ? std::optional(made + rules.keepDays * minutesADay) : std::nullopt;
        playDated(points, made, deleted, storage, now);
    }
    return points;
}

QList<RestorePoint> playFile(const FileRules &rules, const std::optional<StorageRules> &storage, WallMinute now)
{
    QList<RestorePoint> points;
    const WallMinute start = playStart(now);
    std::optional<WallMinute> deleted;
    if (rules.deleted.isValid())
        deleted = wallMinute(rules.deleted, rules.minuteOfDay);
    if (!storage || (deleted && *deleted <= start))
        return points;
    const qint64 every = rules.changesEveryDays;
    const WallMinute madeAt = rules.made.isValid() ? wallMinute(rules.made, rules.minuteOfDay) : start;
    const WallMinute first = std::max(madeAt, start);
    // Counted from the day on which it was made, or from the beginning of 1970.
    const WallMinute anchor = rules.made.isValid() ? madeAt : rules.minuteOfDay;
    const WallMinute period = every * minutesADay;
    const WallMinute change = every > 0 ? anchor + (floorOf(first - anchor, period) + 1) * period : 0;
    const auto contentAt = [=](qint64 number) -> std::optional<WallMinute> {
        if (number > 0 && every <= 0)
            return std::nullopt;
        const WallMinute made = number == 0 ? first : change + (number - 1) * period;
        return deleted && made >= *deleted ? std::nullopt : std::optional(made);
    };
    PlayedPath<decltype(contentAt)>(*storage, contentAt, deleted)
        .each(now, [&points](const PlayedVersion &version, const std::optional<WallMinute> &until) {
            points.append({dayOf(version.taken), version.taken, CopyHome::Storage, {}, until});
        });
    return playedByNight(std::move(points));
}

QList<RestorePoint> playArchives(const ArchiveRules &rules, WallMinute now)
{
    QList<RestorePoint> points;
    const WallMinute start = playStart(now);
    for (int year = dayOf(start).year(); year <= dayOf(now).year(); ++year) {
        for (const QString &termEnd : rules.termEnds) {
            const QDate day = QDate::fromString(QStringLiteral("%1-%2").arg(year).arg(termEnd), Qt::ISODate);
            const WallMinute made = wallMinute(day, minutesADay - 1);
            if (!day.isValid() || made < start || made > now)
                continue;
            RestorePoint point {day, made, CopyHome::Archive};
            if (rules.keepYears != NoLimit)
                point.inArchiveUntil = wallMinute(day.addYears(rules.keepYears), minutesADay - 1);
            if (!point.inArchiveUntil || *point.inArchiveUntil >= now)
                points.append(point);
        }
    }
    return playedByNight(std::move(points));
}

int nightsRestorable(const QList<RestorePoint> &points, WallMinute now, int days)
{
    const QDate today = dayOf(now);
    std::vector<bool> restorable(size_t(std::max(days, 0)));
    for (const RestorePoint &point : points) {
        const qint64 before = point.night.daysTo(today);
        if (before >= 1 && before <= days)
            restorable[size_t(before - 1)] = true;
    }
    return int(std::count(restorable.cbegin(), restorable.cend(), true));
}

} // namespace Nightkeep

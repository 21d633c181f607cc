// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/nextrun.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/settings/settingsinforce.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace Nightkeep {

namespace {

constexpr qint64 runDaySeconds = 24 * 60 * 60; // of Moodle 1.9's days, whatever the clocks do
constexpr qint64 runCronBefore = 30; // somewhere within the minute before
constexpr double runMostHours = 13; // more, and Moodle takes the server's own time

/// The options of a schedule, as they are in force; nullopt for one that makes no sense.
struct RunTexts
{
    std::optional<QString> active;
    std::optional<QString> weekdays;
    std::optional<QString> hour;
    std::optional<QString> minute;
};

RunTexts runTextsOf(const SettingsView &view, const QList<ConfigChange> &changes)
{
    if (!view.readAt.isValid() || view.config.edition == MoodleEdition::Unknown)
        return {};
    const auto sound = [&](const char *name) -> std::optional<QString> {
        const SettingRow *row = rowInForce(view, QLatin1String(name));
        const QString text = row ? textInForce(*row, changes) : QString();
        // Which of several rows counts is the database's choice.
        const bool isKnown = row && !row->isDuplicate && isValidForOption(row->option, text);
        return isKnown ? std::optional(text) : std::nullopt;
    };
    return {sound("active"), sound("weekdays"), sound("hour"), sound("minute")};
}

std::optional<BackupActive> runActiveOf(const RunTexts &texts)
{
    if (!texts.active)
        return std::nullopt;
    if (*texts.active == QLatin1String("1"))
        return BackupActive::On;
    return *texts.active == QLatin1String("2") ? BackupActive::Manual : BackupActive::Off;
}

/// A name, or a number of hours, as Moodle has it; invalid for its word for the server's own, and for what this
/// machine does not know.
QTimeZone runZoneOf(const QString &told)
{
    bool isNumber = false;
    const double hours = told.toDouble(&isNumber);
    if (!isNumber)
        return told.isEmpty() ? QTimeZone() : QTimeZone(told.toUtf8());
    return std::abs(hours) <= runMostHours ? QTimeZone(int(std::lround(hours * 3600))) : QTimeZone();
}

bool isServersOwn(const QString &told)
{
    bool isNumber = false;
    const double hours = told.toDouble(&isNumber);
    return isNumber && std::abs(hours) > runMostHours;
}

qint64 runOffset(const QTimeZone &zone, qint64 at)
{
    return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(at, QTimeZone::utc()));
}

bool isNumberOfHours(const QString &told)
{
    bool isNumber = false;
    told.toDouble(&isNumber);
    return isNumber && !isServersOwn(told);
}

/// What the clocks of the zone show, as seconds since 1970 if they were UTC's.
qint64 runWall(const QTimeZone &zone, qint64 at)
{
    return at + runOffset(zone, at);
}

qint64 runDayOf(qint64 wall) // since 1970
{
    return wall >= 0 ? wall / runDaySeconds : (wall + 1) / runDaySeconds - 1;
}

/// From that day to the first chosen one. 1 January 1970 was a Thursday.
qint64 runDaysAhead(const QString &weekdays, qint64 day)
{
    const qint64 weekday = ((day + 4) % 7 + 7) % 7;
    qint64 ahead = 0;
    while (weekdays.at((weekday + ahead) % 7) != u'1')
        ++ahead;
    return ahead;
}

/// What Moodle 1.9 reckons.
class RunsOfOld
{
public:
    explicit RunsOfOld(const BackupSchedule &schedule)
        : m_schedule(schedule)
    {
    }

    [[nodiscard]] QList<qint64> from(qint64 now, int count) const
    {
        QList<qint64> runs;
        const qint64 today = dayAt(now);
        // A week each, and two more for those that the clocks take away; the days before today may reach into it.
        for (qint64 day = today - 8; day <= today + 8 * (count + 2); ++day) {
            if (runs.size() >= count && midnight(day) > runs.at(count - 1))
                break;
            const qint64 run = reckonedOn(day);
            if (run >= now && !runs.contains(run) && reckonedAt(run - runCronBefore) == run)
                runs.insert(std::upper_bound(runs.begin(), runs.end(), run), run);
        }
        return runs.mid(0, count);
    }

private:
    [[nodiscard]] qint64 offset(qint64 at) const
    {
        const QTimeZone &summer = m_schedule.summer;
        return runOffset(m_schedule.zone, at)
            + (summer.isValid() ? summer.daylightTimeOffset(QDateTime::fromSecsSinceEpoch(at, QTimeZone::utc())) : 0);
    }
    [[nodiscard]] qint64 dayAt(qint64 at) const { return runDayOf(at + offset(at)); }
    /// lib/moodlelib.php, make_timestamp(): by the daylight saving that there is at the midnight of the winter's clock.
    [[nodiscard]] qint64 midnight(qint64 day) const
    {
        const qint64 wall = day * runDaySeconds;
        const QDateTime atWall = QDateTime::fromSecsSinceEpoch(wall, QTimeZone::utc());
        return wall - offset(wall - m_schedule.zone.standardTimeOffset(atWall));
    }
    [[nodiscard]] qint64 reckonedOn(qint64 day) const
    {
        return midnight(day) + runDaysAhead(m_schedule.weekdays, day) * runDaySeconds + m_schedule.hour * 3600
            + m_schedule.minute * 60;
    }
    [[nodiscard]] qint64 reckonedAt(qint64 cron) const
    {
        qint64 run = reckonedOn(dayAt(cron));
        for (qint64 later = cron + runDaySeconds; run < cron; later += runDaySeconds)
            run = reckonedOn(dayAt(later));
        return run;
    }

    const BackupSchedule &m_schedule;
};

/// When the clocks of the zone show `wall`, as PHP has it. `before` is a moment before which they were looked at.
qint64 runMomentOf(const QTimeZone &zone, qint64 wall, qint64 before)
{
    const qint64 early = runOffset(zone, wall - runDaySeconds);
    const qint64 offsets[] = {runOffset(zone, before), early, runOffset(zone, wall + runDaySeconds)};
    for (const qint64 offset : offsets) {
        if (runOffset(zone, wall - offset) == offset)
            return wall - offset;
    }
    return wall - early; // no clock shows it
}

/// What later Moodles reckon.
qint64 runOfLater(const BackupSchedule &schedule, qint64 now)
{
    const qint64 today = runDayOf(runWall(schedule.zone, now)) * runDaySeconds;
    qint64 run = runMomentOf(schedule.zone, today + schedule.hour * 3600 + schedule.minute * 60, now);
    const auto goOn = [&](qint64 days) {
        run = runMomentOf(schedule.zone, runWall(schedule.zone, run) + days * runDaySeconds, run);
    };
    while (run < now)
        goOn(1);
    goOn(runDaysAhead(schedule.weekdays, runDayOf(runWall(schedule.zone, run))));
    return run;
}

/// "tonight, Sunday 03:00", "today, 12:00", "Sunday 03:00", "Sunday 7 December 2008, 03:00".
QString runMomentInWords(const QDateTime &at, const QDateTime &now, const QLocale &locale)
{
    if (locale == plainLocale())
        return momentInWords(at, QLocale::ShortFormat, locale);
    const QString time = locale.toString(at.time(), QLocale::ShortFormat);
    const QString weekday = locale.dayName(at.date().dayOfWeek());
    const qint64 days = now.toTimeZone(at.timeZone()).date().daysTo(at.date());
    const int hour = at.time().hour();
    // As "last night": the hours before dawn belong to the night, whichever date they carry.
    if ((days == 0 && (hour < 6 || hour >= 18)) || (days == 1 && hour < 6))
        return Tr::tr("tonight, %1 %2", "a weekday, a time").arg(weekday, time);
    if (days == 0)
        return Tr::tr("today, %1").arg(time);
    if (days < 7)
        return Tr::tr("%1 %2", "a weekday, a time").arg(weekday, time);
    return Tr::tr("%1 %2, %3", "a weekday, its date, a time").arg(weekday, dayAndMonth(at.date(), locale), time);
}

/// `isZoneKnown`: somebody said in which time zone the run is; else its hour is a guess.
State stateOfAnswer(NextRun::Kind run, bool isZoneKnown, const SettingsCount &count)
{
    if (run == NextRun::Kind::Off || run == NextRun::Kind::Never)
        return State::Bad;
    if (run == NextRun::Kind::Manual)
        return State::Attention;
    if (count.agreed > 0 && count.differing > 0)
        return State::Attention;
    const bool known = run == NextRun::Kind::At && isZoneKnown && count.agreed > 0 && count.unknown == 0;
    return known ? State::Good : State::Unknown;
}

/// A fixed offset as "UTC+13:00", however this Qt calls it.
QString runZoneName(const QTimeZone &zone)
{
    const QString id = QString::fromUtf8(zone.id());
    if (!id.startsWith(QLatin1String("UTC")) || id == QLatin1String("UTC"))
        return id;
    const int minutes = zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(0, QTimeZone::utc())) / 60;
    return QStringLiteral("UTC%1%2:%3")
        .arg(QLatin1Char(minutes < 0 ? '-' : '+'))
        .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0'))
        .arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

ScheduleZone scheduleZone(const SettingsView &view, const QDateTime &now)
{
    const bool isOld = view.config.edition == MoodleEdition::Old;
    const QString ofSite = view.config.siteZone.trimmed();
    const QString told = view.config.scheduleZone.trimmed();
    // A profile that leaves it to the site has the site's.
    const bool isOfProfile = isOld && told != ofSite;
    ScheduleZone found {{}, isOfProfile ? ScheduleZone::From::Administrator : ScheduleZone::From::Moodle, told};
    if (isOld && isServersOwn(found.told) && !ofSite.isEmpty() && !isServersOwn(ofSite))
        found = {{}, ScheduleZone::From::Moodle, ofSite};
    found.zone = runZoneOf(found.told);
    if (found.zone.isValid()) {
        if (isOld && isNumberOfHours(found.told) && !isNumberOfHours(ofSite))
            found.summer = runZoneOf(ofSite);
        return found;
    }
    found.zone = siteZone(view.site, now);
    if (view.site.timeZone.isEmpty() || !QTimeZone(view.site.timeZone.toLatin1()).isValid())
        found.from = ScheduleZone::From::Machine;
    else
        found.from = isServersOwn(found.told) ? ScheduleZone::From::Server : ScheduleZone::From::Workspace;
    return found;
}

QString scheduleZoneInWords(const ScheduleZone &zone)
{
    const QString name = runZoneName(zone.zone);
    const bool isUnknown = !zone.told.isEmpty() && !isServersOwn(zone.told);
    switch (zone.from) {
    case ScheduleZone::From::Administrator:
        if (zone.summer.isValid())
            return Tr::tr("%1, by the profile of Moodle's main administrator, and the summer time of %2", "time zones")
                .arg(name, QString::fromUtf8(zone.summer.id()));
        return Tr::tr("%1, by the profile of Moodle's main administrator", "a time zone").arg(name);
    case ScheduleZone::From::Moodle:
        return Tr::tr("%1, by Moodle's own setting", "a time zone").arg(name);
    case ScheduleZone::From::Server:
        return Tr::tr("%1, as the site has it here: Moodle takes its server's time", "a time zone").arg(name);
    case ScheduleZone::From::Workspace:
        if (isUnknown)
            return Tr::tr("%1, as the site has it here: Moodle's own, %2, is not known to this machine", "time zones")
                .arg(name, visibleText(zone.told));
        return Tr::tr("%1, as the site has it here: Moodle's own is not known", "a time zone").arg(name);
    case ScheduleZone::From::Machine:
        break;
    }
    if (isUnknown)
        return Tr::tr("%1, this machine's: Moodle's own, %2, is not known to it", "time zones")
            .arg(name, visibleText(zone.told));
    return Tr::tr("%1, this machine's: Moodle's own is not known", "a time zone").arg(name);
}

std::optional<BackupSchedule> scheduleOf(const SettingsView &view, const QDateTime &now,
                                         const QList<ConfigChange> &changes)
{
    const RunTexts texts = runTextsOf(view, changes);
    const std::optional<BackupActive> active = runActiveOf(texts);
    if (!active || !texts.weekdays || !texts.hour || !texts.minute)
        return std::nullopt;
    const ScheduleZone zone = scheduleZone(view, now);
    return BackupSchedule {view.config.edition,   *active,   *texts.weekdays, texts.hour->toInt(),
                           texts.minute->toInt(), zone.zone, zone.summer};
}

QList<QDateTime> nextRuns(const BackupSchedule &schedule, const QDateTime &now, int count)
{
    if (schedule.active != BackupActive::On || !schedule.weekdays.contains(u'1') || count < 1)
        return {};
    // A run begins at a whole minute: what is past within this second is past.
    const qint64 from = now.toSecsSinceEpoch() + (now.time().msec() > 0 ? 1 : 0);
    QList<qint64> runs;
    if (schedule.edition == MoodleEdition::Old)
        runs = RunsOfOld(schedule).from(from, count);
    else
        for (qint64 after = from; runs.size() < count; after = runs.constLast() + 1)
            runs << runOfLater(schedule, after);
    QList<QDateTime> moments;
    for (const qint64 run : runs)
        moments << QDateTime::fromSecsSinceEpoch(run, schedule.zone);
    return moments;
}

NextRun nextRun(const SettingsView &view, const QDateTime &now)
{
    const RunTexts texts = runTextsOf(view, {});
    const std::optional<BackupActive> active = runActiveOf(texts);
    if (active == BackupActive::Off)
        return {NextRun::Kind::Off};
    if (active == BackupActive::Manual)
        return {NextRun::Kind::Manual};
    if (active && texts.weekdays && !texts.weekdays->contains(u'1'))
        return {NextRun::Kind::Never};
    const std::optional<BackupSchedule> schedule = scheduleOf(view, now);
    const QList<QDateTime> runs = schedule ? nextRuns(*schedule, now, 1) : QList<QDateTime>();
    return runs.isEmpty() ? NextRun() : NextRun {NextRun::Kind::At, runs.constFirst()};
}

QString nextRunInWords(const SettingsView &view, const QDateTime &now, const QLocale &locale)
{
    const NextRun run = nextRun(view, now);
    switch (run.kind) {
    case NextRun::Kind::Unknown:
        return Tr::tr("Next run: not known");
    case NextRun::Kind::Off:
        return Tr::tr("No run: the schedule is off");
    case NextRun::Kind::Never:
        return Tr::tr("No run: no day of the week is chosen");
    case NextRun::Kind::Manual:
        return Tr::tr("No run by itself: only when somebody starts it");
    case NextRun::Kind::At:
        break;
    }
    QString when = runMomentInWords(run.at, now, locale);
    if (run.at.offsetFromUtc() != run.at.toTimeZone(now.timeZone()).offsetFromUtc() && locale != plainLocale())
        when = Tr::tr("%1 (%2)", "a moment, its time zone").arg(when, QString::fromUtf8(run.at.timeZone().id()));
    if (scheduleZone(view, now).from == ScheduleZone::From::Machine)
        when = Tr::tr("%1 in this machine's time zone", "a moment; Moodle's own zone is not known").arg(when);
    if (!view.courses)
        return Tr::tr("Next run: %1").arg(when);
    return Tr::tr("Next run: %1, %2", "a moment, how many courses")
        .arg(when, Tr::tr("about %n courses", nullptr, int(*view.courses)));
}

QString comparisonInWords(const SettingsCount &count)
{
    const QString differing = Tr::tr("%n options are not as agreed", nullptr, count.differing);
    const QString unknown = Tr::tr("%n options cannot be judged", nullptr, count.unknown);
    if (count.agreed == 0)
        return Tr::tr("nothing is agreed to compare the options with");
    if (count.differing > 0 && count.unknown > 0)
        return Tr::tr("%1, %2", "two parts of a sentence").arg(differing, unknown);
    if (count.differing > 0)
        return differing;
    return count.unknown > 0 ? unknown : Tr::tr("all %n options are as agreed", nullptr, count.agreed);
}

PageAnswer settingsPageAnswer(const SettingsView &view, const QDateTime &now, const QLocale &locale)
{
    if (view.site.name.isEmpty())
        return {State::Unknown, Tr::tr("No Moodle site is in this workspace yet.")};
    if (!view.readAt.isValid())
        return {State::Unknown,
                Tr::tr("What %1 will back up is not known: its settings have never been read.").arg(view.site.name)};
    const SettingsCount count = countSettings(view);
    return {
        stateOfAnswer(nextRun(view, now).kind, scheduleZone(view, now).from != ScheduleZone::From::Machine, count),
        Tr::tr("%1; %2. Read %3.", "the next run, how the options compare, an age")
            .arg(nextRunInWords(view, now, locale), comparisonInWords(count), ageInWords(view.readAt, now, locale))};
}

} // namespace Nightkeep

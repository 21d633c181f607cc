// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/nextrun.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

constexpr qint64 secondsOfDay = 24 * 60 * 60; // of Moodle's, whatever the clocks do

/// What Moodle runs with; nullopt where that makes no sense.
std::optional<QString> soundText(const SettingsView &view, const QString &name)
{
    const SettingRow *row = findRow(view, name);
    if (!row || !isValidForOption(row->option, effective(*row)))
        return std::nullopt;
    return effective(*row);
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

State stateOfAnswer(NextRun::Kind run, const SettingsCount &count)
{
    if (run == NextRun::Kind::Off || run == NextRun::Kind::Never)
        return State::Bad;
    if (count.agreed > 0 && count.differing > 0)
        return State::Attention;
    const bool known = run == NextRun::Kind::At && count.agreed > 0 && count.unknown == 0;
    return known ? State::Good : State::Unknown;
}

} // namespace

NextRun nextRun(const SettingsView &view, const QDateTime &now)
{
    if (!view.readAt.isValid())
        return {};
    const auto active = soundText(view, QStringLiteral("backup_sche_active"));
    const auto weekdays = soundText(view, QStringLiteral("backup_sche_weekdays"));
    const auto hour = soundText(view, QStringLiteral("backup_sche_hour"));
    const auto minute = soundText(view, QStringLiteral("backup_sche_minute"));
    if (active && *active == QLatin1String("0"))
        return {NextRun::Kind::Off};
    if (active && weekdays && !weekdays->contains(u'1'))
        return {NextRun::Kind::Never};
    if (!active || !weekdays || !hour || !minute)
        return {};
    const QTimeZone zone = siteZone(view.site, now);
    const qint64 ofDay = hour->toInt() * 3600 + minute->toInt() * 60;
    for (QDateTime from = now;; from = from.addSecs(secondsOfDay)) { // a week of it at most
        const QDate today = from.toTimeZone(zone).date();
        const int weekday = today.dayOfWeek() % 7; // Sunday is 0
        int days = 0;
        while (weekdays->at((weekday + days) % 7) != u'1')
            ++days;
        const QDateTime at = today.startOfDay(zone).addSecs(days * secondsOfDay + ofDay);
        if (at >= now)
            return {NextRun::Kind::At, at};
    }
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
    case NextRun::Kind::At:
        break;
    }
    QString when = runMomentInWords(run.at, now, locale);
    if (run.at.offsetFromUtc() != run.at.toTimeZone(now.timeZone()).offsetFromUtc() && locale != plainLocale())
        when = Tr::tr("%1 (%2)", "a moment, its time zone").arg(when, view.site.timeZone);
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
        stateOfAnswer(nextRun(view, now).kind, count),
        Tr::tr("%1; %2. Read %3.", "the next run, how the options compare, an age")
            .arg(nextRunInWords(view, now, locale), comparisonInWords(count), ageInWords(view.readAt, now, locale))};
}

} // namespace Nightkeep

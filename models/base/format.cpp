// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"

#include "models/base/tr.h"

#include <QTimeZone>

namespace Nightkeep {

namespace {

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

} // namespace

QLocale plainLocale()
{
    QLocale locale = QLocale::c();
    // Tells it from the locale of a person who has set none.
    locale.setNumberOptions(QLocale::OmitGroupSeparator | QLocale::RejectGroupSeparator);
    return locale;
}

QString dayInWords(const QDate &day, QLocale::FormatType form, const QLocale &locale)
{
    return locale == plainLocale() ? day.toString(Qt::ISODate) : locale.toString(day, form);
}

QString dayAndMonth(const QDate &day, const QLocale &locale)
{
    return locale == plainLocale() ? day.toString(Qt::ISODate) : locale.toString(day, QStringLiteral("d MMMM yyyy"));
}

QString momentInWords(const QDateTime &moment, QLocale::FormatType form, const QLocale &locale)
{
    return locale == plainLocale() ? moment.toUTC().toString(Qt::ISODate) : locale.toString(moment, form);
}

QString ageInWords(const QDateTime &then, const QDateTime &now, const QLocale &locale)
{
    if (!then.isValid())
        return Tr::tr("never");
    const QDateTime local = then.toTimeZone(now.timeZone());
    const qint64 seconds = then.secsTo(now);
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    if (seconds < -Minute)
        return Tr::tr("on %1, %2 (in the future)").arg(dayInWords(local.date(), QLocale::ShortFormat, locale), time);
    if (seconds < Minute)
        return Tr::tr("just now");
    if (seconds < Hour)
        return Tr::tr("%n minutes ago", nullptr, static_cast<int>(seconds / Minute));
    const qint64 days = local.date().daysTo(now.date());
    if (days == 0 && local.time().hour() >= 6)
        return Tr::tr("today, %1").arg(time);
    // People call the hours before dawn "last night", whichever date they carry.
    if ((days == 0) || (days == 1 && local.time().hour() >= 18))
        return Tr::tr("last night, %1").arg(time);
    if (days == 1)
        return Tr::tr("yesterday, %1").arg(time);
    if (days < 7)
        return Tr::tr("%n days ago", nullptr, static_cast<int>(days));
    return Tr::tr("on %1, %2").arg(dayInWords(local.date(), QLocale::ShortFormat, locale), time);
}

QString bytesInWords(qint64 bytes, const QLocale &locale)
{
    if (bytes < 0)
        return Tr::tr("unknown");
    return locale.formattedDataSize(bytes, bytes < 1024 ? 0 : 1);
}

QString durationInWords(qint64 seconds)
{
    if (seconds < 0)
        return Tr::tr("unknown");
    if (seconds < Minute)
        return Tr::tr("%n seconds", nullptr, static_cast<int>(seconds));
    if (seconds < 2 * Hour)
        return Tr::tr("%n minutes", nullptr, static_cast<int>((seconds + Minute / 2) / Minute));
    if (seconds < 2 * Day)
        return Tr::tr("%n hours", nullptr, static_cast<int>((seconds + Hour / 2) / Hour));
    return Tr::tr("%n days", nullptr, static_cast<int>((seconds + Day / 2) / Day));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/weekdays.h"

#include "models/base/tr.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

QStringList englishNames()
{
    return {QStringLiteral("sunday"),    QStringLiteral("monday"),   QStringLiteral("tuesday"),
            QStringLiteral("wednesday"), QStringLiteral("thursday"), QStringLiteral("friday"),
            QStringLiteral("saturday")};
}

int dayOf(const QString &word)
{
    if (word.size() < 3)
        return -1;
    for (const QStringList &names : {englishNames(), weekdayNames()}) {
        for (int day = 0; day < 7; ++day) {
            const QString name = names.at(day).toLower();
            if (name.startsWith(word) || word == name + u's')
                return day;
        }
    }
    return -1;
}

} // namespace

QStringList weekdayNames()
{
    return {Tr::tr("Sunday"),   Tr::tr("Monday"), Tr::tr("Tuesday"), Tr::tr("Wednesday"),
            Tr::tr("Thursday"), Tr::tr("Friday"), Tr::tr("Saturday")};
}

bool isWeekdays(const QString &stored)
{
    return stored.size() == 7
        && std::all_of(stored.cbegin(), stored.cend(), [](QChar c) { return c == u'0' || c == u'1'; });
}

QString weekdaysInWords(const QString &stored)
{
    const QStringList names = weekdayNames();
    QStringList days;
    for (int day = 0; day < 7; ++day)
        if (stored.at(day) == u'1')
            days += names.at(day);
    if (days.isEmpty())
        return Tr::tr("never");
    if (days.size() == 7)
        return Tr::tr("every day");
    QString words = days.takeFirst();
    while (days.size() > 1)
        words = Tr::tr("%1, %2", "a list of weekdays").arg(words, days.takeFirst());
    return days.isEmpty() ? words : Tr::tr("%1 and %2", "the end of a list of weekdays").arg(words, days.first());
}

std::optional<QString> weekdaysFromWords(const QString &lowerCase)
{
    if (isWeekdays(lowerCase))
        return lowerCase;
    if (lowerCase == QLatin1String("never") || lowerCase == QLatin1String("none")
        || lowerCase == Tr::tr("never").toLower())
        return QStringLiteral("0000000");
    if (lowerCase == QLatin1String("every day") || lowerCase == QLatin1String("daily")
        || lowerCase == Tr::tr("every day").toLower())
        return QStringLiteral("1111111");

    static const QRegularExpression gaps(QStringLiteral("[\\s,;&+/]+"));
    const QString translatedAnd =
        Tr::tr("%1 and %2", "the end of a list of weekdays").arg(QString(), QString()).trimmed();
    QString stored = QStringLiteral("0000000");
    bool any = false;
    const QStringList words = lowerCase.split(gaps, Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (word == QLatin1String("and") || word == translatedAnd.toLower())
            continue;
        const int day = dayOf(word);
        if (day < 0)
            return std::nullopt;
        stored[day] = u'1';
        any = true;
    }
    return any ? std::optional(stored) : std::nullopt;
}

} // namespace Nightkeep

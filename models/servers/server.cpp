// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/server.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// What no version of ssh, and no shell behind it, gives a meaning of its own.
bool isSafeForSsh(const QString &name)
{
    constexpr qsizetype longest = 253; // a domain name's limit
    if (name.size() > longest)
        return false;
    const auto isSafe = [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
            || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || QStringLiteral("._:%-").contains(c);
    };
    return !name.isEmpty() && !name.startsWith(QLatin1Char('-')) && std::all_of(name.cbegin(), name.cend(), isSafe);
}

} // namespace

QString shortName(const QString &serverName)
{
    const auto isAddress = [](QChar c) { return c.isDigit() || c == QLatin1Char('.'); };
    if (std::all_of(serverName.cbegin(), serverName.cend(), isAddress))
        return serverName;
    const QString first = serverName.section(QLatin1Char('.'), 0, 0);
    return first.isEmpty() ? serverName : first;
}

QString socketDestination(const Server &server, const QString &socket)
{
    const ServerConnection &way = server.connection;
    QString place = way.host.isEmpty() ? server.name : way.host;
    if (place.contains(QLatin1Char(':')))
        place = QLatin1Char('[') + place + QLatin1Char(']');
    if (!way.user.isEmpty())
        place.prepend(way.user + QLatin1Char('@'));
    if (way.port > 0)
        place += QLatin1Char(':') + QString::number(way.port);
    return place + QLatin1Char(' ') + socket;
}

bool isSafeHostName(const QString &host)
{
    return isSafeForSsh(host);
}

bool isSafeUserName(const QString &user)
{
    return isSafeForSsh(user);
}

} // namespace Nightkeep

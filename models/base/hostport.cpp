// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/hostport.h"

#include <QRegularExpression>
#include <QStringList>

namespace Nightkeep {

std::optional<HostPort> hostPort(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(?:([A-Za-z0-9][A-Za-z0-9.-]{0,252})|\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44})\\]):"
                       "([0-9]{1,5})\\z"));
    const QRegularExpressionMatch match = form.match(text);
    const int port = match.captured(3).toInt();
    if (port < 1 || port > 65535)
        return std::nullopt;
    return HostPort {match.captured(1) + match.captured(2), port};
}

bool isOwnPort(const HostPort &place)
{
    const QStringList names {QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    return names.contains(place.host, Qt::CaseInsensitive);
}

} // namespace Nightkeep

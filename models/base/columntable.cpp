// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/columntable.h"

#include "models/base/format.h"

#include <QTimeZone>

namespace Nightkeep {

QString exactMoment(const QDateTime &then, const QDateTime &now)
{
    return momentInWords(then.toTimeZone(now.timeZone()), QLocale::LongFormat);
}

QString shortMoment(const QDateTime &then, const QDateTime &now)
{
    return momentInWords(then.toTimeZone(now.timeZone()), QLocale::ShortFormat);
}

} // namespace Nightkeep

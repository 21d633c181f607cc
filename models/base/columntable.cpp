// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/columntable.h"

#include "models/base/format.h"
#include "models/base/tr.h"

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

QString spokenCell(std::optional<State> state, const QStringList &lines, const QList<int> &states)
{
    const auto said = [](State of, const QString &text) {
        return text.isEmpty() ? stateWord(of) : Tr::tr("%1: %2", "state, what has it").arg(stateWord(of), text);
    };
    QStringList spoken;
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const int own = states.value(at, -1);
        spoken << (own < 0 ? lines.at(at) : said(State(own), lines.at(at)));
    }
    const QString text = spoken.join(u'\n');
    return state ? said(*state, text) : text;
}

} // namespace Nightkeep

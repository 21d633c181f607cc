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

QString spokenCell(const QStringList &lines, const std::optional<State> &state, const QList<int> &lineStates)
{
    const auto spoken = [](State each, const QString &line) {
        const QString word = stateWord(each);
        return line.isEmpty() || line == word ? word : Tr::tr("%1: %2", "state, text of a cell").arg(word, line);
    };
    QStringList all;
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const int own = lineStates.value(at, -1);
        all << (own >= 0 ? spoken(State(own), lines.at(at)) : lines.at(at));
    }
    const QString text = all.join(u'\n');
    return state ? spoken(*state, text) : text;
}

} // namespace Nightkeep

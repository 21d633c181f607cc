// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/meeting/meetingtable.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// "3 decided on 4 November 2008": of the latest day on which something was decided that holds.
QString meetingDecidedWords(const QList<Decision> &decisions)
{
    QDate last;
    for (const Decision &decision : decisions) {
        if (decision.holds() && (!last.isValid() || decision.on > last))
            last = decision.on;
    }
    const auto count = std::count_if(decisions.cbegin(), decisions.cend(), [&last](const Decision &decision) {
        return decision.holds() && decision.on == last;
    });
    return last.isValid() ? Tr::tr("%n decided on %1", nullptr, int(count)).arg(dayAndMonth(last))
                          : Tr::tr("nothing decided yet");
}

} // namespace

/// Findings that need people are those of the other areas, which alone know them: its page adds them to what is told
/// here. What stands on the team's page is to be decided from the first day, and makes no workspace less empty.
Result<AreaStanding> meetingArea(const WorkspaceReading &reading)
{
    if (!reading.decisions)
        return fail(reading.decisions.error());
    AreaStanding area {Page::Meeting};
    const auto open = agendaOf(reading, {}, *reading.decisions).size();
    const auto servers = reading.servers.value_or(QList<ServerRow>());
    const auto sites = reading.sites.value_or(QList<SettingsView>());
    area.isEmpty = servers.isEmpty() && sites.isEmpty() && reading.decisions->isEmpty();
    area.isAsked = answerAges(servers).asked > 0
        || std::any_of(sites.cbegin(), sites.cend(), [](const SettingsView &view) { return view.readAt.isValid(); });
    area.isKnown = open == 0;
    if (area.isEmpty) {
        area.text = Tr::tr("Nothing to decide yet");
        return area;
    }
    area.text = open == 0 ? Tr::tr("Nothing is left to decide") : Tr::tr("%n things to decide", nullptr, int(open));
    area.detail = meetingDecidedWords(*reading.decisions);
    for (const Decision &decision : *reading.decisions)
        area.search << SearchEntry {Page::Meeting,
                                    decisionRowKey(decision),
                                    visibleText(decision.title),
                                    dayInWords(decision.on, QLocale::LongFormat),
                                    {decision.text, decision.people, decision.reason, decision.before, decision.after}};
    return area;
}

} // namespace Nightkeep

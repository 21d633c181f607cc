// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

QString ageSentence(const AnswerAges &ages, const QDateTime &now)
{
    if (!ages.oldest.isValid())
        return Tr::tr("No server has been asked yet.");
    return Tr::tr("Servers were asked %1.", "an age follows: 14 minutes ago").arg(ageInWords(ages.oldest, now));
}

/// What nobody has asked is unknown, whatever the page says of it.
State stateOf(const AreaStanding &area, const QList<Finding> &open)
{
    if (area.isEmpty || !area.isAsked)
        return State::Unknown;
    const auto has = [&](Severity severity) {
        return std::any_of(open.cbegin(), open.cend(), [&](const Finding &finding) {
            return finding.page == area.page && finding.severity == severity;
        });
    };
    if (has(Severity::Critical))
        return State::Bad;
    if (has(Severity::Warning))
        return State::Attention;
    if (area.isWorking)
        return State::Working;
    return area.isKnown ? State::Good : State::Unknown;
}

/// Some areas alone would look like all.
void giveUp(Estate &estate, const Error &failure)
{
    estate.failure = failure;
    estate.areas.clear();
    estate.findings.clear();
}

} // namespace

void AreaStanding::tellAges(const QDateTime &now)
{
    if (textAt)
        text = textAt(now);
    if (detailAt)
        detail = detailAt(now);
}

int Estate::count(Severity severity) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(),
                             [severity](const Finding &finding) { return finding.severity == severity; }));
}

int Estate::count(Page page) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(), [page](const Finding &finding) {
        return (finding.page == page || page == Page::Overview) && finding.severity != Severity::Info;
    }));
}

bool Estate::isEmpty() const
{
    return std::all_of(areas.cbegin(), areas.cend(), [](const AreaStanding &area) { return area.isEmpty; });
}

bool Estate::isAsked() const
{
    return std::any_of(areas.cbegin(), areas.cend(),
                       [](const AreaStanding &area) { return !area.isEmpty && area.isAsked; });
}

AreaStanding Estate::standing(Page page) const
{
    for (const AreaStanding &area : areas) {
        if (area.page == page)
            return area;
    }
    AreaStanding standing {page};
    if (page == Page::Overview && !areas.isEmpty()) {
        standing.state = overviewState(*this);
        standing.count = count(page);
    }
    return standing;
}

AnswerAges answerAges(const QList<ServerRow> &rows)
{
    AnswerAges ages;
    ages.servers = int(rows.size());
    for (const ServerRow &row : rows) {
        if (!row.snapshot)
            continue;
        const QDateTime &moment = row.snapshot->takenAt;
        ++ages.asked;
        ages.oldest = ages.oldest.isValid() ? std::min(ages.oldest, moment) : moment;
        ages.newest = ages.newest.isValid() ? std::max(ages.newest, moment) : moment;
    }
    return ages;
}

Estate estateOf(WorkspaceReading reading)
{
    Estate estate {std::move(reading), {}, {}, {}};
    if (estate.reading.servers)
        estate.ages = answerAges(*estate.reading.servers);
    if (!estate.reading.accepted) { // what is accepted would look open
        giveUp(estate, estate.reading.accepted.error());
        return estate;
    }
    for (const Area area : allAreas()) {
        const Result<AreaStanding> standing = area(estate.reading);
        if (!standing) {
            giveUp(estate, standing.error());
            return estate;
        }
        estate.areas << *standing;
        estate.findings << standing->findings;
    }
    std::stable_sort(estate.findings.begin(), estate.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    estate.accepted = takeAccepted(estate.findings, *estate.reading.accepted, estate.reading.now.date());
    for (AreaStanding &area : estate.areas) {
        area.state = stateOf(area, estate.findings);
        area.count = estate.count(area.page);
        area.tellAges(estate.reading.now);
    }
    return estate;
}

Estate readEstate(Workspace &workspace)
{
    return estateOf(readWorkspace(workspace));
}

Result<QList<Finding>> allFindings(Workspace &workspace)
{
    const Estate estate = readEstate(workspace);
    if (estate.failure)
        return fail(*estate.failure);
    return estate.findings;
}

State overviewState(const Estate &estate)
{
    if (estate.isEmpty() || !estate.isAsked())
        return State::Unknown;
    if (estate.count(Severity::Critical) > 0)
        return State::Bad;
    if (estate.count(Severity::Warning) > 0)
        return State::Attention;
    const bool allKnown = std::all_of(estate.areas.cbegin(), estate.areas.cend(),
                                      [](const AreaStanding &area) { return area.isEmpty || area.isKnown; });
    return allKnown ? State::Good : State::Unknown;
}

QString overviewSentence(const Estate &estate, const QDateTime &now)
{
    if (estate.isEmpty())
        return Tr::tr("This workspace is empty: nothing is watched yet.");
    if (!estate.isAsked())
        return Tr::tr("%n servers. None asked yet.", nullptr, estate.ages.servers);
    const int urgent = estate.count(Severity::Critical);
    const int all = urgent + estate.count(Severity::Warning);
    QString answer;
    if (all == 0 && overviewState(estate) == State::Unknown)
        answer = Tr::tr("Nothing is known to need attention, but not everything is known.");
    else if (all == 0)
        answer = Tr::tr("Nothing needs attention today.");
    else if (urgent == 0)
        answer = Tr::tr("%n things need attention today, none of them urgent.", nullptr, all);
    else
        answer = Tr::tr("%n things need attention today, %1 of them urgent.", nullptr, all).arg(urgent);
    if (!estate.accepted.isEmpty())
        //: %1 is a whole sentence
        answer = Tr::tr("%1 %n more are accepted.", nullptr, int(estate.accepted.size())).arg(answer);
    return Tr::tr("%1 %2", "two whole sentences").arg(answer, ageSentence(estate.ages, now));
}

} // namespace Nightkeep

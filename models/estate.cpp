// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString ageSentence(const AnswerAges &ages, const QDateTime &now)
{
    if (!ages.oldest.isValid())
        return Tr::tr("No server has been asked yet.");
    return Tr::tr("Servers were asked %1.", "an age follows: 14 minutes ago").arg(ageInWords(ages.oldest, now));
}

} // namespace

int Estate::count(Severity severity) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(),
                             [severity](const Finding &finding) { return finding.severity == severity; }));
}

int Estate::count(Page page) const
{
    return int(std::count_if(findings.cbegin(), findings.cend(), [page](const Finding &finding) {
        return finding.page == page && finding.severity != Severity::Info;
    }));
}

bool Estate::isEmpty() const
{
    return std::all_of(areas.cbegin(), areas.cend(), [](const AreaStanding &area) { return area.isEmpty; });
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

Estate readEstate(Workspace &workspace)
{
    Estate estate {readWorkspace(workspace), {}, {}, {}};
    if (estate.reading.servers)
        estate.ages = answerAges(*estate.reading.servers);
    for (const Area area : allAreas()) {
        const Result<AreaStanding> standing = area(estate.reading);
        if (!standing) {
            estate.areas.clear();
            estate.findings.clear();
            estate.failure = standing.error();
            return estate;
        }
        estate.areas << *standing;
        estate.findings << standing->findings;
    }
    std::stable_sort(estate.findings.begin(), estate.findings.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return estate;
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
    if (estate.isEmpty())
        return State::Unknown;
    if (estate.count(Severity::Critical) > 0)
        return State::Bad;
    if (estate.count(Severity::Warning) > 0)
        return State::Attention;
    const bool allKnown =
        std::all_of(estate.areas.cbegin(), estate.areas.cend(), [](const AreaStanding &area) { return area.isKnown; });
    return allKnown ? State::Good : State::Unknown;
}

QString overviewSentence(const Estate &estate, const QDateTime &now)
{
    if (estate.isEmpty())
        return Tr::tr("This workspace is empty: nothing is watched yet.");
    const int urgent = estate.count(Severity::Critical);
    const int all = urgent + estate.count(Severity::Warning);
    QString answer;
    if (all == 0 && overviewState(estate) == State::Unknown)
        answer = Tr::tr("Nothing is known to need attention, but not everything has been asked.");
    else if (all == 0)
        answer = Tr::tr("Nothing needs attention today.");
    else if (urgent == 0)
        answer = Tr::tr("%n things need attention today, none of them urgent.", nullptr, all);
    else
        answer = Tr::tr("%n things need attention today, %1 of them urgent.", nullptr, all).arg(urgent);
    return Tr::tr("%1 %2", "two whole sentences").arg(answer, ageSentence(estate.ages, now));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/estate.h"
#include "models/settings/nextrun.h"
#include "models/settingsmeaning.h"

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

/// Of several sites the one with no run, else one of which none is known, else the one that runs first.
const SettingsView &siteToTell(const QList<SettingsView> &sites, const QDateTime &now)
{
    const auto place = [&now](const SettingsView &view) {
        const NextRun run = nextRun(view, now);
        const int known = run.kind == NextRun::Kind::At ? 2 : run.kind == NextRun::Kind::Unknown ? 1 : 0;
        return std::pair(known, run.at);
    };
    return *std::min_element(
        sites.cbegin(), sites.cend(),
        [&place](const SettingsView &one, const SettingsView &other) { return place(one) < place(other); });
}

/// Begins as the page does.
QString tileText(const QList<SettingsView> &sites, const QDateTime &now)
{
    const SettingsView &told = siteToTell(sites, now);
    QString run = nextRunInWords(told, now);
    if (sites.size() > 1)
        run = Tr::tr("%1: %2", "a site, its next run").arg(visibleText(told.site.name), run);
    return Tr::tr("%1; %2", "the next run, how the options compare").arg(run, comparisonInWords(countSettings(sites)));
}

} // namespace

Result<AreaStanding> settingsArea(const WorkspaceReading &reading)
{
    if (!reading.sites)
        return fail(reading.sites.error());
    AreaStanding area {Page::Settings, Tr::tr("No Moodle site yet")};
    area.isEmpty = reading.sites->isEmpty();
    if (area.isEmpty)
        return area;
    area.isAsked = false;
    const SettingsCount count = countSettings(*reading.sites);
    bool isJudged = true;
    bool isAgreed = true;
    QDateTime oldest = reading.sites->first().readAt; // invalid where a site has never been read
    for (const SettingsView &view : *reading.sites) {
        area.findings += SettingsService::findings(view, reading.now) + settingsFindings(reading, view);
        area.isAsked |= view.readAt.isValid();
        isAgreed = isAgreed && countSettings(view).agreed > 0;
        if (!view.readAt.isValid() || (oldest.isValid() && view.readAt < oldest))
            oldest = view.readAt;
        for (const SettingRow &row : view.rows) {
            isJudged = isJudged && row.state != SettingState::Unknown;
            area.search << SearchEntry {Page::Settings,
                                        view.site.name + u'/' + row.option.name,
                                        row.option.title,
                                        view.site.name,
                                        {row.option.name, row.valueInWords, row.agreedInWords}};
        }
    }
    area.isKnown = oldest.isValid() && isJudged && isAgreed;
    if (!oldest.isValid()) {
        area.text = Tr::tr("Options never read");
        area.detail = Tr::tr("Refresh the page to read them.");
        return area;
    }
    area.textAt = [sites = *reading.sites](const QDateTime &now) { return tileText(sites, now); };
    if (!isAgreed && count.differing == 0 && count.unknown == 0)
        area.detail = Tr::tr("Import the wiki page, or say on the page of settings what is agreed.");
    else
        area.detailAt = [oldest](const QDateTime &now) { return Tr::tr("read %1").arg(ageInWords(oldest, now)); };
    return area;
}

} // namespace Nightkeep

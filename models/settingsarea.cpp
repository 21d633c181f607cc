// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/estate.h"
#include "models/settings/settingsview.h"

#include <QMap>

namespace Nightkeep {

Result<AreaStanding> settingsArea(const WorkspaceReading &reading)
{
    if (!reading.sites)
        return fail(reading.sites.error());
    AreaStanding area {Page::Settings, Tr::tr("No Moodle site yet")};
    area.isEmpty = reading.sites->isEmpty();
    if (area.isEmpty)
        return area;
    area.isAsked = false;
    QMap<SettingState, int> counts;
    int withoutAgreement = 0;
    QDateTime oldest = reading.sites->first().readAt; // invalid where a site has never been read
    for (const SettingsView &view : *reading.sites) {
        area.findings += SettingsService::findings(view, reading.now);
        area.isAsked |= view.readAt.isValid();
        withoutAgreement += countSettings(view).agreed == 0 ? 1 : 0;
        if (!view.readAt.isValid() || (oldest.isValid() && view.readAt < oldest))
            oldest = view.readAt;
        for (const SettingRow &row : view.rows) {
            ++counts[row.state];
            area.search << SearchEntry {Page::Settings,
                                        view.site.name + u'/' + row.option.name,
                                        row.option.title,
                                        view.site.name,
                                        {row.option.name, row.valueInWords, row.agreedInWords}};
        }
    }
    area.isKnown = oldest.isValid() && counts[SettingState::Unknown] == 0 && withoutAgreement == 0;
    area.detail = Tr::tr("read %1").arg(ageInWords(oldest, reading.now));
    if (!oldest.isValid()) {
        area.text = Tr::tr("Options never read");
        area.detail = Tr::tr("Refresh the page to read them.");
    } else if (counts[SettingState::Differs] > 0) {
        area.text = Tr::tr("%n options not as agreed", nullptr, counts[SettingState::Differs]);
    } else if (counts[SettingState::Unknown] > 0) {
        area.text = Tr::tr("%n options unknown", nullptr, counts[SettingState::Unknown]);
    } else if (withoutAgreement > 0) {
        area.text = Tr::tr("Nothing agreed to compare with");
        area.detail = Tr::tr("Import the wiki page, or say on the page of settings what is agreed.");
    } else {
        area.text = Tr::tr("%n options as agreed", nullptr, counts[SettingState::Same]);
    }
    return area;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/drillfacts.h"

#include "models/base/format.h"
#include "models/catalogue/drilltable.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

#include <algorithm>

namespace Nightkeep {

void describeRestores(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue,
                      const QDateTime &now)
{
    if (record.status.state != ArchiveState::Complete)
        return;
    view.heading(WidgetsTr::tr("Last proven restore"), QStringLiteral("restores"));
    const PageAnswer last = lastProvenInWords(drillsOfRun(catalogue.drills, record.run.id), now);
    view.state(last.state, last.sentence);
    const auto kept = std::find_if(catalogue.moodles.cbegin(), catalogue.moodles.cend(),
                                   [&record](const ArchivedMoodle &one) { return one.run == record.run.id; });
    if (kept == catalogue.moodles.cend()) {
        view.fact(WidgetsTr::tr("Its Moodle"), WidgetsTr::tr("not known"));
        return;
    }
    view.fact(WidgetsTr::tr("Its Moodle"), visibleText(kept->moodle.release));
    view.fact(WidgetsTr::tr("Plugins"),
              WidgetsTr::tr("%n with their versions", nullptr, int(kept->moodle.plugins.size())));
    view.fact(WidgetsTr::tr("Read"), ageInWords(kept->moodle.readAt, now));
}

} // namespace Nightkeep

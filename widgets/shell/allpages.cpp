// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/allpages.h"

#include "widgets/archives/archivespage.h"
#include "widgets/coverage/folderspage.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/settings/settingspage.h"
#include "widgets/shell/overviewpage.h"

namespace Nightkeep {

QList<PageWidget *> makeAllPages(const PageContext &context)
{
    return {new OverviewPage(context), new ServersPage(context), new FoldersPage(context), new SettingsPage(context),
            new ArchivesPage(context)};
}

} // namespace Nightkeep

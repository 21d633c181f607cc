// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/allpages.h"

#include "widgets/archives/archivespage.h"
#include "widgets/courses/coursespage.h"
#include "widgets/coverage/folderspage.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/meeting/meetingpage.h"
#include "widgets/retention/retentionpage.h"
#include "widgets/settings/settingspage.h"
#include "widgets/shell/overviewpage.h"

namespace Nightkeep {

QList<PageArea> allPages()
{
    return {OverviewPage::area(), ServersPage::area(),  FoldersPage::area(),   SettingsPage::area(),
            CoursesPage::area(),  ArchivesPage::area(), RetentionPage::area(), MeetingPage::area()};
}

} // namespace Nightkeep

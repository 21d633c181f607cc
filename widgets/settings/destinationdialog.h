// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodleconfig.h"
#include "models/courses/site.h"
#include "widgets/settings/sitecheckdialog.h"

class QProgressBar;

namespace Nightkeep {

/// What a folder for all backups is where Moodle runs: whether backups can be written there, how much room there is,
/// and whether anyone could download them.
class DestinationDialog final : public SiteCheckDialog
{
    Q_OBJECT

public:
    /// An empty folder is each course's own, which is below Moodle's data.
    DestinationDialog(const PageContext &context, const Site &site, const BytePath &folder, QWidget *parent);

private:
    void ask();
    void showFound(const DestinationFacts &found);
    void showUnanswered(const Error &error) override;
    void showRoom(const DestinationFacts &found);

    Site m_site;
    BytePath m_folder;
    bool m_isOwn; ///< each course's own
    QProgressBar *m_room;
};

} // namespace Nightkeep

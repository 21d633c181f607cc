// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demofolder.h"
#include "models/archives/archivestore.h"
#include "models/courses/site.h"

namespace Nightkeep {

/// What the team's workspace knows of the archives.
struct DemoArchives
{
    QList<ArchiveRecord> runs; ///< newest first
    ArchivePlan early; ///< of the one that failed later; without zips in an estate of before there was one

    static constexpr auto fields()
    {
        return std::tuple {Field {"runs", &DemoArchives::runs}, Field {"early", &DemoArchives::early}.orMissing()};
    }
};

/// The archives of three terms as resources/remote/archive-job.sh leaves them on the data server: one that was read
/// back since, one whose plan's warnings were accepted, one that failed. A server that is asked confirms each. Beside
/// the servers, in archives.json, what the team's workspace knows of them.
void writeDemoArchives(DemoFolder &folder, const Site &site, const QList<DemoCourse> &courses, quint64 seed);

/// What the workspace of an estate in this folder knows of them.
[[nodiscard]] Result<DemoArchives> readDemoArchives(const QString &folder);

} // namespace Nightkeep

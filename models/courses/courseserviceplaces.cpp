// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseservice.h"

namespace Nightkeep {

QList<BackupPlace> CourseService::placesOf(const Site &site, const MoodleFacts &facts)
{
    QList<BackupPlace> places;
    const auto add = [&places](CopyPlace kind, const BytePath &folder) {
        if (const Result<BytePath> clean = cleanFolder(folder)) // what Moodle says may be anything
            places.append({kind, *clean});
    };
    const BytePath data = cleanFolder(site.dataFolder).value_or(BytePath());
    const bool isLater = facts.edition == MoodleEdition::Later;
    if (!isLater)
        add(CopyPlace::CourseFolder, data);
    // A site's own folder for all that is the data folder says that there is none.
    const BytePath shared = site.backupFolder.isEmpty() ? facts.destination : site.backupFolder;
    if (cleanFolder(shared).value_or(BytePath()) != data)
        add(CopyPlace::SharedFolder, shared);
    if (isLater && facts.fileSystemClass.isEmpty() && !data.isEmpty()) {
        add(CopyPlace::Pool, facts.poolFolder.isEmpty() ? data + "/filedir" : facts.poolFolder);
        add(CopyPlace::Trash, facts.trashFolder.isEmpty() ? data + "/trashdir" : facts.trashFolder);
    }
    return places;
}

} // namespace Nightkeep

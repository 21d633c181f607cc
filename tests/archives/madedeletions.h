// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/deletioncheck.h"
#include "tests/courses/madecourses.h"

namespace Nightkeep::MadeDeletions {

/// Two courses of Moodle 1.9, 33 with a copy that was read through and 47 with one that was looked at by its ends
/// alone.
inline CourseReading reading()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                    MadeCourses::course(47, QStringLiteral("HIST2002"))};
    for (const CourseState &course : std::as_const(made.courses))
        made.files.append(MadeCourses::zip(course, MadeCourses::lastRun().addSecs(60)));
    made.files.first().check.level = ZipLevel::ReadThrough;
    return made;
}

/// A complete archive in place that holds all of it.
inline ArchiveHolding archiveOf(const CourseReading &reading, const QString &server = MadeCourses::site().dataServer)
{
    ArchiveHolding made;
    ArchiveRun &run = made.record.run;
    run.id = QStringLiteral("20081214-120000-autumn");
    run.request.site = MadeCourses::site().name;
    run.request.name = QStringLiteral("autumn");
    run.server = server;
    run.dataFolder = "/data/moodle";
    run.archiveFolder = "/data/archive";
    run.startedAt = MadeCourses::lastRun().addSecs(9 * 3600);
    run.files = int(reading.files.size());
    ArchiveStatus &status = made.record.status;
    status.state = ArchiveState::Complete;
    status.step = ArchiveStep::Done;
    status.sha256 = QByteArray(64, 'a');
    status.finishedAt = run.startedAt.addSecs(60);
    made.record.asOf = MadeCourses::now();
    made.files.emplace();
    for (const FoundFile &file : reading.files)
        made.files->append({file.path, file.bytes, file.modified});
    return made;
}

} // namespace Nightkeep::MadeDeletions

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demofolder.h"
#include "models/courses/coursebackups.h"

#include <QStringList>

namespace Nightkeep {

/// One thing that can be with a course's backups, as a course of a made-up Moodle, and what must be said of it.
struct DemoCase
{
    QString name; ///< stable, for people who read a failing test: "ok-without-file"
    qint64 course = 0;
    CourseVerdict verdict = CourseVerdict::Doubtful; ///< after every byte was read
    QStringList kinds = {}; ///< of the findings about the course, without order; those of the whole site are not here
};

/// The cases of each of the two sites of an estate that was asked for with them (DemoRequest::cases).
[[nodiscard]] QList<DemoCase> demoCases(MoodleEdition edition);

/// The site of the later edition: on the servers of the other, in folders and a database of its own.
[[nodiscard]] Site demoLaterSite();

/// Their courses in the Moodle 1.9 of the estate, which has been written, and their zips.
void writeOldCases(DemoFolder &folder, const Site &site, quint64 seed);
/// A whole Moodle 4 with its database, pool, folder for all and trash.
void writeLaterCases(DemoFolder &folder, const Site &site, quint64 seed);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demofolder.h"

namespace Nightkeep {

/// A course backup as Moodle 1.9 makes it: moodle.xml and the course's files.
struct DemoZipOrder
{
    Course course;
    QDateTime made; ///< UTC
    int fileBytes = 20000; ///< of the files in it, together, about
    quint64 seed = 1;
};
[[nodiscard]] Result<QByteArray> makeDemoZip(const DemoZipOrder &order);

/// The data folder of the whole site: each course's folder with the backups that its story leaves.
void writeDemoZips(DemoFolder &folder, const BytePath &dataFolder, const QList<DemoCourse> &courses, quint64 seed);

} // namespace Nightkeep

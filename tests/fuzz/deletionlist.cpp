// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletionlist.h"
#include "tests/courses/madecourses.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    static const SiteBackups site = [] {
        CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
        reading.courses = {MadeCourses::course(12, QStringLiteral("CHEM")),
                           MadeCourses::course(13, QStringLiteral("A, \"B\""))};
        return joinBackups(MadeCourses::site(), reading, MadeCourses::now());
    }();
    const Result<QStringList> lines = parseDeletionList(data);
    return lines && listedCourses({{}, *lines, {}}, site).has_value();
}

QByteArrayList seeds()
{
    return {"12\r\n# those of last year\nCHEM\n", "\xef\xbb\xbfid,shortname\n12,CHEM\n13;\"A, \"\"B\"\"\"\n",
            "'CHEM\tChemistry\n\"CHEM,\"\n12,13\n"};
}

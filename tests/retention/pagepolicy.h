// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the team's page, and the moment of the worked figures.
#pragma once

#include "models/retention/retentionrules.h"

namespace Nightkeep {

inline RetentionPolicy pagePolicy()
{
    CourseRules course;
    course.weekdays = QStringLiteral("1000000");
    course.minuteOfDay = 3 * 60;
    RetentionPolicy policy;
    policy.course = course;
    policy.storage = StorageRules();
    policy.dumps = DumpRules();
    policy.dumpStorage = StorageRules();
    return policy;
}

inline WallMinute pageNoon()
{
    return wallMinute(QDate(2008, 10, 29), 12 * 60);
}

} // namespace Nightkeep

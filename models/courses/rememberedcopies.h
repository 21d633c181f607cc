// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <QHash>

namespace Nightkeep {

/// What outlives the copies: adds those that were seen now to what each course's reading remembers of earlier ones.
void rememberCopies(CourseReading &reading, SiteBackups &joined);

/// What a reading remembers, taken over to the courses as Moodle says them anew.
class RememberedCopies
{
public:
    explicit RememberedCopies(const QList<CourseState> &courses);
    void putInto(QList<CourseState> &courses) const;

private:
    QHash<qint64, QPair<QList<SizePoint>, NightsSeen>> m_courses; ///< by their number
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// What speaks of a course's copy of one night.
enum class NightSign {
    There, ///< a sound one is on the server
    Once, ///< a sound one was seen once
    Doubted, ///< there is one of which nobody knows whether it is sound, or of when
    Failed, ///< a run did not come to its end
    Ran, ///< a run did, or still runs
};

/// Nobody could tell whether it is sound.
[[nodiscard]] inline bool isInDoubt(const BackupCopy &copy)
{
    return copy.sight == CopySight::CannotTell
        || (copy.sight == CopySight::Seen && copy.file.check.level < ZipLevel::Closed
            && copy.file.check.fault == ZipFault::None);
}

/// Each sign of a course's nights: `visit(night, sign, seconds)`, with the moment at which the copy was made, or of
/// which its hour is not kept, the end of its night. `nights` numbers moments and nights by numberOf(), -1 for others,
/// and knows their end().
template<typename Nights, typename Visit>
void walkCourse(const CourseBackups &course, const Nights &nights, const Visit &visit)
{
    const auto at = [&nights, &visit](const QDateTime &moment, NightSign sign) {
        if (const int night = nights.numberOf(moment); night >= 0)
            visit(night, sign, moment.toSecsSinceEpoch());
    };
    for (const BackupCopy &copy : course.copies) {
        if (copy.isOfTheFuture) // one of its dates is wrong, and nobody knows which
            at(copy.made, NightSign::Doubted);
        else if (copy.isSound && copy.sight == CopySight::Seen)
            at(copy.made, NightSign::There);
        else if (isInDoubt(copy))
            at(copy.made, NightSign::Doubted);
    }
    for (const SizePoint &size : course.course.sizes)
        at(size.made, NightSign::Once);
    const QList<QDate> seen = course.course.nights.nights();
    for (const QDate &each : seen) {
        if (const int night = nights.numberOf(each); night >= 0)
            visit(night, NightSign::Once, nights.end(night));
    }
    for (const CourseRun &run : course.course.runs) {
        const bool isFailed = run.end == RunEnd::Failed || run.end == RunEnd::Died;
        at(run.started, isFailed ? NightSign::Failed : NightSign::Ran);
    }
}

} // namespace Nightkeep

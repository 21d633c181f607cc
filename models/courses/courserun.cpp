// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courserun.h"

#include "models/base/tr.h"
#include "models/zips/zipfile.h"

namespace Nightkeep {

QString courseStatusWord(CourseStatus status)
{
    switch (status) {
    case CourseStatus::Error:
        return Tr::tr("Error", "Moodle's word for a course's backup");
    case CourseStatus::Ok:
        return Tr::tr("OK", "Moodle's word for a course's backup");
    case CourseStatus::Unfinished:
        return Tr::tr("Unfinished", "Moodle's word for a course's backup");
    case CourseStatus::Skipped:
        return Tr::tr("Skipped", "Moodle's word for a course's backup");
    case CourseStatus::Warning:
        return Tr::tr("Warning", "Moodle's word for a course's backup");
    case CourseStatus::NotYetRun:
        return Tr::tr("Not yet run", "Moodle's word for a course's backup");
    case CourseStatus::Queued:
        return Tr::tr("Queued", "Moodle's word for a course's backup");
    case CourseStatus::Unlisted:
        return Tr::tr("not listed", "of a course that Moodle has no row of backups for");
    case CourseStatus::Unknown:
        break;
    }
    return Tr::tr("unknown");
}

QString runEndWord(RunEnd end)
{
    switch (end) {
    case RunEnd::Ok:
        return Tr::tr("OK", "how a run ended");
    case RunEnd::Failed:
        return Tr::tr("failed", "how a run ended");
    case RunEnd::Died:
        return Tr::tr("broke off", "how a run ended");
    case RunEnd::Warned:
        return Tr::tr("ended with a warning", "how a run ended");
    case RunEnd::Unknown:
        break;
    }
    return Tr::tr("unknown");
}

RunEnd endOfOldRun(const QString &lastLine)
{
    const QString line = lastLine.trimmed();
    if (!line.startsWith(QLatin1String("End backup course")))
        return RunEnd::Died;
    if (line.endsWith(QLatin1String(" - OK")))
        return RunEnd::Ok;
    return line.endsWith(QLatin1String(" - ERROR!!")) ? RunEnd::Failed : RunEnd::Unknown;
}

bool mayStillRun(const CourseRun &run, MoodleEdition edition, const QDateTime &now)
{
    return run.end == RunEnd::Died && run.lastSign.isValid() && run.lastSign.secsTo(now) <= runPatience(edition)
        && !isOfTheFuture(run.lastSign, now);
}

} // namespace Nightkeep

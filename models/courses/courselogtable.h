// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/courses/courserun.h"

namespace Nightkeep {

/// A line of the log of one of a course's runs.
struct CourseLogRow
{
    CourseRun run;
    RunLine line; ///< without a moment: of the output of the task that made it
    int number = 0; ///< within its run

    bool operator==(const CourseLogRow &) const = default;
};

/// What a course's runs said, a line a row, the newest run first and its lines in their order. A run of which no line
/// is kept has a row with what is known of its end.
struct CourseLogTable
{
    enum Column { RunColumn, EndColumn, TimeColumn, LineColumn, ColumnCount };
    [[nodiscard]] static TableDescription<CourseLogRow> description(MoodleEdition edition);
    [[nodiscard]] static QList<CourseLogRow> rows(const CourseLog &log);
};

/// How a run ended, as far as `now` tells: one that seems to have died may be running still.
[[nodiscard]] State courseRunState(const CourseRun &run, MoodleEdition edition, const QDateTime &now);
[[nodiscard]] QString courseRunWords(const CourseRun &run, MoodleEdition edition, const QDateTime &now);

/// "Moodle keeps 15 runs; the last one, last night, went well. Asked 2 minutes ago."
[[nodiscard]] PageAnswer courseLogAnswer(const CourseLog &log, MoodleEdition edition, const QDateTime &now);

} // namespace Nightkeep

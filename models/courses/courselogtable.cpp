// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courselogtable.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

State courseRunState(const CourseRun &run, MoodleEdition edition, const QDateTime &now)
{
    switch (run.end) {
    case RunEnd::Ok:
        return State::Good;
    case RunEnd::Warned:
        return State::Attention;
    case RunEnd::Died:
        return mayStillRun(run, edition, now) ? State::Working : State::Bad;
    case RunEnd::Failed:
        return State::Bad;
    case RunEnd::Unknown:
        break;
    }
    return State::Unknown;
}

QString courseRunWords(const CourseRun &run, MoodleEdition edition, const QDateTime &now)
{
    return mayStillRun(run, edition, now) ? Tr::tr("may be running still", "a backup of a course")
                                          : runEndWord(run.end);
}

TableDescription<CourseLogRow> CourseLogTable::description(MoodleEdition edition)
{
    using Row = CourseLogRow;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) {
            return QString::number(row.run.started.toSecsSinceEpoch()) + u'/' + QString::number(row.number);
        },
        {Column(Tr::tr("Run"), [](const Row &row, const QDateTime &now) { return shortMoment(row.run.started, now); })
             .with(&Column::sortValue, [](const Row &row) { return row.run.started; }),
         Column(Tr::tr("It ended", "a run of a course's backup"),
                [edition](const Row &row, const QDateTime &now) { return courseRunWords(row.run, edition, now); })
             .with(&Column::sortValue,
                   [edition](const Row &row, const QDateTime &now) {
                       return stateRank(courseRunState(row.run, edition, now));
                   })
             .with(&Column::state,
                   [edition](const Row &row, const QDateTime &now) { return courseRunState(row.run, edition, now); }),
         Column(Tr::tr("Time", "of a line of a log"),
                [](const Row &row, const QDateTime &now) {
                    return row.line.at.isValid() ? shortMoment(row.line.at, now) : QString();
                })
             .with(&Column::sortValue,
                   [](const Row &row) { return row.line.at.isValid() ? QVariant(row.line.at) : QVariant(); }),
         Column(Tr::tr("Line", "of a log"), [](const Row &row) { return visibleText(row.line.text); })
             .with(&Column::state,
                   [](const Row &row) { return row.line.isError ? std::optional(State::Bad) : std::nullopt; })
             .with(&Column::width, 90)}};
}

QList<CourseLogRow> CourseLogTable::rows(const CourseLog &log)
{
    QList<CourseLogRow> rows;
    for (const LoggedRun &logged : log.runs) {
        int number = 0;
        for (const RunLine &line : logged.lines)
            rows.append({logged.run, line, number++});
        for (const QString &line : logged.output.split(u'\n', Qt::SkipEmptyParts))
            rows.append({logged.run, {{}, line, false}, number++});
        if (number == 0)
            rows.append({logged.run, {logged.run.lastSign, logged.run.step, false}, number});
    }
    return rows;
}

PageAnswer courseLogAnswer(const CourseLog &log, MoodleEdition edition, const QDateTime &now)
{
    const QString asked = Tr::tr("Asked %1.").arg(ageInWords(log.readAt, now));
    if (log.runs.isEmpty())
        return {State::Unknown, Tr::tr("Moodle keeps no run of this course's backup.") + u' ' + asked};
    const CourseRun &last = log.runs.first().run;
    QString sentence =
        Tr::tr("Moodle keeps %n runs. The last one, %1: %2.", "an age, how a run ended", int(log.runs.size()))
            .arg(ageInWords(last.started, now), courseRunWords(last, edition, now));
    if (last.end != RunEnd::Ok && !last.step.isEmpty())
        sentence += u' ' + Tr::tr("Its last line: %1").arg(visibleText(last.step));
    return {courseRunState(last, edition, now), sentence + u' ' + asked};
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/coursestate.h"

#include <functional>
#include <optional>

namespace Nightkeep {

/// What is asked for at once. Names of 255 characters in any script fit into an answer by the thousands, not by the
/// hundred thousand (SqlLimits).
struct MoodlePages
{
    int rows = 20'000; ///< of texts, in one answer
    int runs = 150'000; ///< of a site, the newest
    int mostRows = 500'000; ///< of a table, in all
};

using MoodleRows = QList<QStringList>;

/// By their names.
using MoodleSettings = QHash<QString, QString>;
[[nodiscard]] MoodleSettings moodleSettings(const MoodleRows &rows); ///< of names and values
/// As PHP takes a setting for a whole number: by the digits that it begins with; none is negative.
[[nodiscard]] qint64 moodleNumber(const MoodleSettings &settings, const QString &name, qint64 whenMissing);
/// As PHP takes it for yes or no; no where it is missing.
[[nodiscard]] bool moodleSwitch(const MoodleSettings &settings, const QString &name);
/// Seconds since 1970; invalid: NULL, no number, or no possible moment.
[[nodiscard]] QDateTime moodleMoment(const QString &text);

/// A Moodle's tables, as both editions ask for them.
class MoodleDatabase
{
public:
    using TakeRow = std::function<void(const QStringList &row)>;

    /// All outlive it.
    MoodleDatabase(SqlConnection &connection, const SqlAddress &address, const QString &prefix,
                   const MoodlePages &pages = {});

    [[nodiscard]] const MoodlePages &pages() const { return m_pages; }

    // In a statement "{course}" is the table of that name with the site's prefix, as in Moodle's own; `table` is the
    // one that an error names.

    [[nodiscard]] Result<MoodleRows> rows(const QString &table, const SqlStatement &statement);
    /// Of what not every Moodle has, or lets everybody see: nullopt if it is missing, or not for this account.
    [[nodiscard]] Result<std::optional<MoodleRows>> rowsIfAny(const QString &table, const SqlStatement &statement);
    /// Page after page. The statement has the key for its first column, asks by its last value for keys after that, in
    /// their order, and ends with LIMIT, without the number. Incomplete for a table of more than mostRows.
    [[nodiscard]] Result<void> eachPage(const QString &table, SqlStatement statement, const TakeRow &take);
    /// The rows with these ids that are there, in no order. `columns` begin with the id.
    [[nodiscard]] Result<void> eachOf(const QString &table, const QString &columns, int count, QList<qint64> ids,
                                      const TakeRow &take);

private:
    [[nodiscard]] SqlResult<MoodleRows> ask(const QString &table, const SqlStatement &statement);

    SqlConnection &m_connection;
    const SqlAddress &m_address;
    QString m_prefix;
    MoodlePages m_pages;
};

/// All courses with their rows of backup_courses, which both editions have alike but for what a status means; by id.
/// A status is told with the moment of the last start, as they are written.
using StatusOf = CourseStatus (*)(const QString &status, const QString &lastStart);
[[nodiscard]] Result<QList<CourseState>> readMoodleCourses(MoodleDatabase &database, StatusOf statusOf);

/// Puts runs, newest first, to their courses.
class CourseRunPlaces
{
public:
    explicit CourseRunPlaces(QList<CourseState> &courses); ///< which outlive it and stay as many

    /// Whether the run was taken: its course is there, and has not as many as are kept. `number` finds it again.
    bool add(const QString &course, const CourseRun &run, qint64 number);
    [[nodiscard]] CourseRun *find(qint64 number); ///< null: none of that number was taken
    [[nodiscard]] QList<qint64> numbers() const { return m_runs.keys(); }

private:
    QList<CourseState> &m_courses;
    QHash<qint64, qsizetype> m_places; ///< by the course's id
    QHash<qint64, QPair<qsizetype, qsizetype>> m_runs; ///< course and run
};

/// Where there may be more lines than were read, newest first, the earliest of them says so.
void sayThatLinesAreCut(CourseLog &log);

} // namespace Nightkeep

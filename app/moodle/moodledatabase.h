// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/coursestate.h"

#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace Nightkeep {

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

/// A row of a MoodlePart, while it is read.
class MoodleRow
{
public:
    MoodleRow(const QSqlQuery &query, int firstText)
        : m_query(query)
        , m_firstText(firstText)
    {
    }

    // By their places in the part.
    [[nodiscard]] bool isNull(int number) const;
    [[nodiscard]] qint64 number(int number) const; ///< 0: NULL, or no number
    [[nodiscard]] QDateTime moment(int number) const; ///< as moodleMoment()
    [[nodiscard]] QString text(int text) const; ///< null: NULL

private:
    const QSqlQuery &m_query;
    int m_firstText;
};

/// What is asked of a table, and goes into one statement with other parts.
struct MoodlePart
{
    QString table; ///< the one that an error names
    QStringList numbers; ///< the columns that hold such, as they are asked for
    QStringList texts; ///< the others; what is longer than a path may be is cut
    QString rows; ///< the statement from its FROM on; its rows come in no order
    std::function<void(const MoodleRow &row)> take;
    bool isOptional = false; ///< not every Moodle has it, or lets everybody see it
    QStringList values = {};
};

/// A Moodle's tables, as both editions ask for them.
class MoodleDatabase
{
public:
    static constexpr int newestRuns = 150'000;

    /// All outlive it. `mostRuns` of a site are asked for, the newest.
    MoodleDatabase(const std::unique_ptr<SqlConnection> &connection, const SqlAddress &address, const QString &prefix,
                   int mostRuns = newestRuns);

    [[nodiscard]] int mostRuns() const { return m_mostRuns; }

    // In a statement "{course}" is the table of that name with the site's prefix, as in Moodle's own; `table` is the
    // one that an error names.

    [[nodiscard]] Result<MoodleRows> rows(const QString &table, const SqlStatement &statement);
    /// Of what not every Moodle has, or lets everybody see: nullopt if it is missing, or not for this account.
    [[nodiscard]] Result<std::optional<MoodleRows>> rowsIfAny(const QString &table, const SqlStatement &statement);
    /// All parts by one statement, after one that asks once which tables there are. Where the server refuses that one
    /// statement, each part has one of its own, so that what is wrong is known. The optional ones that could not be
    /// read are answered, by their tables.
    [[nodiscard]] Result<QSet<QString>> each(const QList<MoodlePart> &parts);
    /// Whether there is such a table, as far as the account may use it. False also where nobody can tell.
    [[nodiscard]] bool has(const QString &table) const;

private:
    [[nodiscard]] Result<void> lookForTables();
    [[nodiscard]] SqlResult<void> askTogether(const QList<MoodlePart> &parts, bool &hasBegun);
    template<typename Run> [[nodiscard]] auto ask(const SqlStatement &statement, Run run);

    const std::unique_ptr<SqlConnection> &m_connection;
    const SqlAddress &m_address;
    QString m_prefix;
    int m_mostRuns;
    std::optional<QSet<QString>> m_tables; ///< of those that not every Moodle has; nullopt: not known
};

/// All courses with their rows of backup_courses and their categories, which both editions have alike but for what a
/// status means; by id.
using StatusOf = CourseStatus (*)(const QString &status, bool hasStarted);
[[nodiscard]] Result<QList<CourseState>> readMoodleCourses(MoodleDatabase &database, StatusOf statusOf);

/// Puts runs, newest first, to their courses.
class CourseRunPlaces
{
public:
    explicit CourseRunPlaces(QList<CourseState> &courses); ///< which outlive it and stay as many

    void add(qint64 course, const CourseRun &run); ///< where that is there, and has not as many as are kept

private:
    QList<CourseState> &m_courses;
    QHash<qint64, qsizetype> m_places; ///< by the course's id
};

/// Where there may be more lines than were read, newest first, the earliest of them says so.
void sayThatLinesAreCut(CourseLog &log);

} // namespace Nightkeep

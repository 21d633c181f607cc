// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodledatabase.h"

#include "app/apptr.h"
#include "models/base/framefields.h"

#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

MoodleSettings moodleSettings(const MoodleRows &rows)
{
    MoodleSettings settings;
    for (const QStringList &row : rows)
        settings.insert(row.at(0), row.at(1));
    return settings;
}

qint64 moodleNumber(const MoodleSettings &settings, const QString &name, qint64 whenMissing)
{
    const auto found = settings.constFind(name);
    if (found == settings.cend())
        return whenMissing;
    const QString text = found->trimmed();
    qsizetype digits = 0;
    while (digits < text.size() && text.at(digits) >= u'0' && text.at(digits) <= u'9')
        ++digits;
    constexpr qsizetype mostDigits = 9;
    return text.first(std::min(digits, mostDigits)).toLongLong();
}

bool moodleSwitch(const MoodleSettings &settings, const QString &name)
{
    const QString value = settings.value(name);
    return !value.isEmpty() && value != u"0";
}

QDateTime moodleMoment(const QString &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    return isNumber && isPossibleMoment(seconds) ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc())
                                                 : QDateTime();
}

MoodleDatabase::MoodleDatabase(SqlConnection &connection, const SqlAddress &address, const QString &prefix,
                               const MoodlePages &pages)
    : m_connection(connection)
    , m_address(address)
    , m_prefix(prefix)
    , m_pages(pages)
{
}

SqlResult<MoodleRows> MoodleDatabase::ask(const QString &table, const SqlStatement &statement)
{
    if (m_address.cancel.isCancelled())
        return tl::unexpected(SqlFailure {{ErrorKind::Cancelled, AppTr::tr("Stopped.")}, true});
    SqlStatement asked = statement;
    asked.text.replace(u'{', u'`' + m_prefix).replace(u'}', u'`');
    return m_connection.select(m_prefix + table, asked);
}

Result<MoodleRows> MoodleDatabase::rows(const QString &table, const SqlStatement &statement)
{
    return ask(table, statement).map_error([](const SqlFailure &failure) { return failure.error; });
}

Result<std::optional<MoodleRows>> MoodleDatabase::rowsIfAny(const QString &table, const SqlStatement &statement)
{
    SqlResult<MoodleRows> rows = ask(table, statement);
    if (rows)
        return std::optional<MoodleRows>(std::move(*rows));
    const SqlFailure &failure = rows.error();
    if (!failure.lost
        && (failure.error.kind == ErrorKind::MissingTable || failure.error.kind == ErrorKind::PermissionDenied))
        return std::optional<MoodleRows>();
    return fail(failure.error);
}

Result<void> MoodleDatabase::eachPage(const QString &table, SqlStatement statement, const TakeRow &take)
{
    statement.text += u' ' + QString::number(m_pages.rows);
    for (qsizetype read = 0; read <= m_pages.mostRows;) {
        const Result<MoodleRows> page = rows(table, statement);
        if (!page)
            return fail(page.error());
        std::for_each(page->cbegin(), page->cend(), take);
        if (page->size() < m_pages.rows)
            return {};
        read += page->size();
        statement.values.last() = page->constLast().constFirst();
    }
    return fail(ErrorKind::Incomplete,
                AppTr::tr("The table \"%1\" of %2 has more than %3 rows about courses and their backups; it was not "
                          "read to its end.")
                    .arg(m_prefix + table, m_address.server)
                    .arg(m_pages.mostRows),
                AppTr::tr("Look at that table: no Moodle that is known has so many."));
}

Result<void> MoodleDatabase::eachOf(const QString &table, const QString &columns, int count, QList<qint64> ids,
                                    const TakeRow &take)
{
    std::sort(ids.begin(), ids.end());
    for (qsizetype from = 0; from < ids.size(); from += m_pages.rows) {
        // Numbers, which were read as such: there are more of them than a statement may have values.
        QStringList some;
        for (const qint64 id : ids.mid(from, m_pages.rows))
            some += QString::number(id);
        const Result<MoodleRows> page = rows(
            table,
            {QStringLiteral("SELECT %1 FROM {%2} WHERE id IN (%3)").arg(columns, table, some.join(u',')), {}, count});
        if (!page)
            return fail(page.error());
        std::for_each(page->cbegin(), page->cend(), take);
    }
    return {};
}

Result<QList<CourseState>> readMoodleCourses(MoodleDatabase &database, StatusOf statusOf)
{
    QList<CourseState> courses;
    const auto take = [&](const QStringList &row) {
        const qint64 id = row.at(0).toLongLong();
        if (id <= (courses.isEmpty() ? 0 : courses.constLast().id)) // two rows of backups, in a table without its index
            return;
        CourseState course;
        course.id = id;
        course.shortName = row.at(1);
        course.fullName = row.at(2);
        course.visible = row.at(3) != u"0";
        course.created = moodleMoment(row.at(4));
        course.changed = moodleMoment(row.at(5));
        if (!row.at(6).isNull()) {
            course.status = statusOf(row.at(7), row.at(8));
            course.lastStart = moodleMoment(row.at(8));
            course.lastEnd = moodleMoment(row.at(9));
            course.nextRun = moodleMoment(row.at(10));
        }
        courses += course;
    };
    const SqlStatement all {QStringLiteral("SELECT c.id, c.shortname, c.fullname, c.visible, "
                                           "c.timecreated, c.timemodified, b.courseid, b.laststatus, "
                                           "b.laststarttime, b.lastendtime, b.nextstarttime FROM {course} c "
                                           "LEFT JOIN {backup_courses} b ON b.courseid = c.id "
                                           "WHERE c.id > ? ORDER BY c.id LIMIT"),
                            {QStringLiteral("0")},
                            11};
    return database.eachPage(QStringLiteral("backup_courses"), all, take).map([&courses] { return courses; });
}

CourseRunPlaces::CourseRunPlaces(QList<CourseState> &courses)
    : m_courses(courses)
{
    m_places.reserve(courses.size());
    for (qsizetype i = 0; i < courses.size(); ++i)
        m_places.insert(courses.at(i).id, i);
}

bool CourseRunPlaces::add(const QString &course, const CourseRun &run, qint64 number)
{
    const auto place = m_places.constFind(course.toLongLong());
    if (place == m_places.cend() || m_courses.at(*place).runs.size() >= runsKept)
        return false;
    QList<CourseRun> &runs = m_courses[*place].runs;
    m_runs.insert(number, {*place, runs.size()});
    runs += run;
    return true;
}

CourseRun *CourseRunPlaces::find(qint64 number)
{
    const auto found = m_runs.constFind(number);
    return found == m_runs.cend() ? nullptr : &m_courses[found->first].runs[found->second];
}

void sayThatLinesAreCut(CourseLog &log)
{
    const auto earliest =
        std::find_if(log.runs.rbegin(), log.runs.rend(), [](const LoggedRun &run) { return !run.lines.isEmpty(); });
    if (earliest != log.runs.rend())
        earliest->lines.prepend({QDateTime(), AppTr::tr("(Earlier lines were not read.)"), false});
}

} // namespace Nightkeep

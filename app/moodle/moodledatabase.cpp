// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodledatabase.h"

#include "app/apptr.h"
#include "models/base/framefields.h"

#include <QSqlQuery>
#include <QTimeZone>
#include <QVariant>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

// Of what is not among them nobody asks whether it is there.
const QStringList askedTables {QStringLiteral("config"),         QStringLiteral("backup_config"),
                               QStringLiteral("config_plugins"), QStringLiteral("backup_controllers"),
                               QStringLiteral("task_adhoc"),     QStringLiteral("course_categories")};

QDateTime momentOfSeconds(qint64 seconds)
{
    return isPossibleMoment(seconds) ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()) : QDateTime();
}

bool isMissingOrForbidden(const SqlFailure &failure)
{
    return !failure.lost
        && (failure.error.kind == ErrorKind::MissingTable || failure.error.kind == ErrorKind::PermissionDenied);
}

/// The names of categories, each by its own row alone: a path in another may say anything.
class CategoryNames
{
public:
    void add(qint64 id, qint64 parent, const QString &name) { m_categories.insert(id, {parent, name.trimmed()}); }
    /// With those that it is in, as far as they are there; empty: there is no such category.
    [[nodiscard]] QString of(qint64 category)
    {
        const auto known = m_whole.constFind(category);
        if (known != m_whole.cend())
            return *known;
        QStringList names;
        QSet<qint64> met; // one that is in itself ends there
        for (qint64 at = category; names.size() < deepest && !met.contains(at);) {
            const auto found = m_categories.constFind(at);
            if (found == m_categories.cend())
                break;
            met.insert(at);
            names.prepend(found->second);
            at = found->first;
        }
        return *m_whole.insert(category, names.join(QStringLiteral(" / ")));
    }

private:
    static constexpr int deepest = 100; // what Moodle writes into a path of 255 characters is less deep

    QHash<qint64, QPair<qint64, QString>> m_categories; ///< parent and name
    QHash<qint64, QString> m_whole;
};

} // namespace

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
    return isNumber ? momentOfSeconds(seconds) : QDateTime();
}

bool MoodleRow::isNull(int number) const
{
    return m_query.isNull(1 + number);
}

qint64 MoodleRow::number(int number) const
{
    return m_query.value(1 + number).toLongLong();
}

QDateTime MoodleRow::moment(int number) const
{
    bool isNumber = false;
    const qint64 seconds = m_query.value(1 + number).toLongLong(&isNumber);
    return isNumber && !isNull(number) ? momentOfSeconds(seconds) : QDateTime();
}

QString MoodleRow::text(int text) const
{
    const int column = m_firstText + text;
    return m_query.isNull(column) ? QString() : m_query.value(column).toString();
}

MoodleDatabase::MoodleDatabase(const std::unique_ptr<SqlConnection> &connection, const SqlAddress &address,
                               const QString &prefix, int mostRuns)
    : m_connection(connection)
    , m_address(address)
    , m_prefix(prefix)
    , m_mostRuns(mostRuns)
{
}

template<typename Run> auto MoodleDatabase::ask(const SqlStatement &statement, Run run)
{
    SqlStatement asked = statement;
    asked.text.replace(u'{', u'`' + m_prefix).replace(u'}', u'`');
    using Answer = decltype(run(asked));
    if (m_address.cancel.isCancelled())
        return Answer(tl::unexpected(SqlFailure {{ErrorKind::Cancelled, AppTr::tr("Stopped.")}, true}));
    return run(asked);
}

Result<MoodleRows> MoodleDatabase::rows(const QString &table, const SqlStatement &statement)
{
    return ask(statement, [&](const SqlStatement &asked) { return m_connection->select(m_prefix + table, asked); })
        .map_error([](const SqlFailure &failure) { return failure.error; });
}

Result<std::optional<MoodleRows>> MoodleDatabase::rowsIfAny(const QString &table, const SqlStatement &statement)
{
    SqlResult<MoodleRows> rows =
        ask(statement, [&](const SqlStatement &asked) { return m_connection->select(m_prefix + table, asked); });
    if (rows)
        return std::optional<MoodleRows>(std::move(*rows));
    if (isMissingOrForbidden(rows.error()))
        return std::optional<MoodleRows>();
    return fail(rows.error().error);
}

bool MoodleDatabase::has(const QString &table) const
{
    return m_tables && m_tables->contains((m_prefix + table).toLower());
}

Result<void> MoodleDatabase::lookForTables()
{
    if (m_tables)
        return {};
    QStringList names;
    for (const QString &table : askedTables)
        names += m_prefix + table;
    const SqlResult<MoodleRows> rows = ask(Sql::tablesAmong(m_address.engine, names), [&](const SqlStatement &asked) {
        return m_connection->select(QStringLiteral("information_schema"), asked);
    });
    if (!rows && rows.error().lost)
        return fail(rows.error().error);
    if (!rows) // each table then says itself whether it is there
        return {};
    m_tables.emplace();
    for (const QStringList &row : *rows)
        m_tables->insert(row.at(0).toLower()); // some servers write names so
    return {};
}

Result<QSet<QString>> MoodleDatabase::each(const QList<MoodlePart> &parts)
{
    if (const Result<void> looked = lookForTables(); !looked)
        return fail(looked.error());
    QSet<QString> unread;
    QList<MoodlePart> asked;
    for (const MoodlePart &part : parts) {
        if (part.isOptional && m_tables && !has(part.table))
            unread.insert(part.table);
        else
            asked += part;
    }
    bool hasBegun = false;
    const SqlResult<void> together = asked.isEmpty() ? SqlResult<void>() : askTogether(asked, hasBegun);
    if (together)
        return unread;
    if (together.error().lost || hasBegun)
        return fail(together.error().error);
    for (const MoodlePart &part : std::as_const(asked)) {
        const SqlResult<void> alone = askTogether({part}, hasBegun);
        if (alone)
            continue;
        if (!part.isOptional || !isMissingOrForbidden(alone.error()))
            return fail(alone.error().error);
        unread.insert(part.table);
    }
    return unread;
}

// Each row begins with the number of its part; then come the numbers, then the texts, and NULL for what others have.
SqlResult<void> MoodleDatabase::askTogether(const QList<MoodlePart> &parts, bool &hasBegun)
{
    qsizetype numbers = 0;
    qsizetype texts = 0;
    for (const MoodlePart &part : parts) {
        numbers = std::max(numbers, part.numbers.size());
        texts = std::max(texts, part.texts.size());
    }
    const SqlEngine engine = m_address.engine;
    QStringList selects;
    SqlStatement statement {{}, {}, int(1 + numbers + texts)};
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const MoodlePart &part = parts.at(i);
        QStringList columns {QString::number(i)};
        columns += part.numbers + QStringList(numbers - part.numbers.size(), Sql::noNumber(engine));
        // In one character set, with one order: servers refuse to unite what has others.
        for (const QString &text : part.texts)
            columns += Sql::asText(engine, text);
        columns += QStringList(texts - part.texts.size(), QStringLiteral("NULL"));
        selects += QStringLiteral("SELECT %1 %2").arg(columns.join(QStringLiteral(", ")), part.rows);
        statement.values += part.values;
    }
    statement.text = selects.join(QStringLiteral(" UNION ALL "));
    return ask(statement, [&](const SqlStatement &asked) {
        return m_connection->eachRow(m_prefix + parts.constFirst().table, asked, [&](const QSqlQuery &row) {
            hasBegun = true;
            const qint64 part = row.value(0).toLongLong();
            if (part >= 0 && part < parts.size())
                parts.at(part).take({row, int(1 + numbers)});
        });
    });
}

Result<QList<CourseState>> readMoodleCourses(MoodleDatabase &database, StatusOf statusOf)
{
    QList<CourseState> courses;
    CategoryNames categories;
    const auto take = [&](const MoodleRow &row) {
        CourseState course;
        course.id = row.number(0);
        if (course.id <= 0)
            return;
        course.category = std::max<qint64>(row.number(1), 0);
        course.visible = row.isNull(2) || row.number(2) != 0;
        course.created = row.moment(3);
        course.changed = row.moment(4);
        course.shortName = row.text(0);
        course.fullName = row.text(1);
        if (!row.isNull(5)) {
            course.status = statusOf(row.text(2), row.number(6) != 0);
            course.lastStart = row.moment(6);
            course.lastEnd = row.moment(7);
            course.nextRun = row.moment(8);
        }
        courses += course;
    };
    const auto takeCategory = [&](const MoodleRow &row) { categories.add(row.number(0), row.number(1), row.text(0)); };
    const auto columns = [](const char *names) { return QString::fromLatin1(names).split(u' '); };
    const Result<QSet<QString>> read = database.each(
        {{QStringLiteral("backup_courses"),
          columns("c.id c.category c.visible c.timecreated c.timemodified b.courseid b.laststarttime b.lastendtime "
                  "b.nextstarttime"),
          columns("c.shortname c.fullname b.laststatus"),
          QStringLiteral("FROM {course} c LEFT JOIN {backup_courses} b ON b.courseid = c.id"), take},
         {QStringLiteral("course_categories"), columns("k.id k.parent"), columns("k.name"),
          QStringLiteral("FROM {course_categories} k"), takeCategory, true}});
    if (!read)
        return fail(read.error());
    std::stable_sort(courses.begin(), courses.end(),
                     [](const CourseState &one, const CourseState &other) { return one.id < other.id; });
    // Two rows of backups, in a table without its index.
    const auto isSame = [](const CourseState &one, const CourseState &other) { return one.id == other.id; };
    courses.erase(std::unique(courses.begin(), courses.end(), isSame), courses.end());
    for (CourseState &course : courses)
        course.categoryName = categories.of(course.category);
    return courses;
}

CourseRunPlaces::CourseRunPlaces(QList<CourseState> &courses)
    : m_courses(courses)
{
    m_places.reserve(courses.size());
    for (qsizetype i = 0; i < courses.size(); ++i)
        m_places.insert(courses.at(i).id, i);
}

void CourseRunPlaces::add(qint64 course, const CourseRun &run)
{
    const auto place = m_places.constFind(course);
    if (place != m_places.cend() && m_courses.at(*place).runs.size() < runsKept)
        m_courses[*place].runs += run;
}

void sayThatLinesAreCut(CourseLog &log)
{
    const auto earliest =
        std::find_if(log.runs.rbegin(), log.runs.rend(), [](const LoggedRun &run) { return !run.lines.isEmpty(); });
    if (earliest != log.runs.rend())
        earliest->lines.prepend({QDateTime(), AppTr::tr("(Earlier lines were not read.)"), false});
}

} // namespace Nightkeep

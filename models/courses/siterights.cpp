// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/siterights.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <algorithm>
#include <map>
#include <optional>

namespace Nightkeep {

namespace {

const QString selectRight = QStringLiteral("SELECT");
const QString updateRight = QStringLiteral("UPDATE");
const QString insertRight = QStringLiteral("INSERT");
const QString usageRight = QStringLiteral("USAGE");
const QString optionsTable = QStringLiteral("backup_config");
const QString usersTable = QStringLiteral("user");

/// A table that is read, and what is not known without it.
struct RightsTable
{
    const char *name;
    MoodleEdition edition; ///< Unknown: both
    const char *without;
    double since = 0; ///< the version that has it first
};

constexpr double firstWithTasks = 2014051200; // 2.7
constexpr double firstWithTaskLog = 2019052000; // 3.7
const char *const noZone =
    QT_TRANSLATE_NOOP("Nightkeep", "the time zone of the main administrator, which the schedule follows, is not known");
const char *const noRuns = QT_TRANSLATE_NOOP("Nightkeep", "what became of the courses' backups is not known");
const char *const noCourses = QT_TRANSLATE_NOOP("Nightkeep", "the courses and their backups are not read");
const char *const noOptions = QT_TRANSLATE_NOOP("Nightkeep", "the backup settings are not read");
const char *const noFiles = QT_TRANSLATE_NOOP("Nightkeep", "the backups that Moodle keeps itself are not found");
const char *const noPlugins =
    QT_TRANSLATE_NOOP("Nightkeep", "the plugins of a Moodle whose courses are archived are not known");
const char *const noTasks = QT_TRANSLATE_NOOP("Nightkeep", "which courses wait for their backup is not known");

const QList<RightsTable> &rightsTables()
{
    static const QList<RightsTable> tables {
        {"config", MoodleEdition::Unknown,
         QT_TRANSLATE_NOOP("Nightkeep", "Moodle's version and its time zone are not known")},
        {"course", MoodleEdition::Unknown, noCourses},
        {"course_categories", MoodleEdition::Unknown,
         QT_TRANSLATE_NOOP("Nightkeep", "the names of the courses' categories are not known")},
        {"backup_courses", MoodleEdition::Unknown, noCourses},
        {"backup_config", MoodleEdition::Old, noOptions},
        {"backup_log", MoodleEdition::Old, noRuns},
        {"modules", MoodleEdition::Old, noPlugins},
        {"block", MoodleEdition::Old, noPlugins},
        {"role_assignments", MoodleEdition::Old, noZone},
        {"role_capabilities", MoodleEdition::Old, noZone},
        {"context", MoodleEdition::Unknown,
         QT_TRANSLATE_NOOP("Nightkeep", "of which course a backup is, or who is the main administrator, is not known")},
        {"config_plugins", MoodleEdition::Later, noOptions},
        {"backup_controllers", MoodleEdition::Later, noRuns},
        {"backup_logs", MoodleEdition::Later, noRuns},
        {"files", MoodleEdition::Later, noFiles},
        {"task_adhoc", MoodleEdition::Later, noTasks, firstWithTasks},
        {"task_log", MoodleEdition::Later,
         QT_TRANSLATE_NOOP("Nightkeep", "what a course's backup printed is not known"), firstWithTaskLog},
    };
    return tables;
}

QString rightsTable(const Site &site, const QString &name)
{
    // Moodle writes names unquoted, which PostgreSQL keeps in lower case.
    return site.databaseKind == DatabaseKind::PostgreSql ? (site.tablePrefix + name).toLower()
                                                         : site.tablePrefix + name;
}

bool isSameWord(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isRight(const AccountRight &right, const QString &name)
{
    return isSameWord(right.right, name);
}

/// As LIKE does: '%' is anything, '_' one character, '\' takes the next as it is.
bool isLike(QStringView text, QStringView pattern)
{
    qsizetype at = 0;
    qsizetype in = 0;
    qsizetype afterAny = -1; // in the pattern
    qsizetype anyFrom = 0; // in the text
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == u'%') {
            afterAny = ++in;
            anyFrom = at;
            continue;
        }
        const bool isEscaped = in + 1 < pattern.size() && pattern[in] == u'\\';
        const qsizetype letter = isEscaped ? in + 1 : in;
        if (letter < pattern.size() && ((!isEscaped && pattern[letter] == u'_') || pattern[letter] == text[at])) {
            in = letter + 1;
            ++at;
        } else if (afterAny >= 0) {
            in = afterAny;
            at = ++anyFrom;
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == u'%')
        ++in;
    return in == pattern.size();
}

bool isEverything(const AccountRight &right)
{
    return isRight(right, QStringLiteral("ALL")) || isRight(right, QStringLiteral("ALL PRIVILEGES"))
        || isRight(right, QStringLiteral("SUPERUSER"));
}

bool isDatabaseCovered(const AccountRight &right, const AccountRight &by)
{
    if (by.database.isEmpty() || by.database == right.database)
        return true;
    return by.table.isEmpty() && isLike(right.database, by.database);
}

bool covers(const AccountRight &by, const AccountRight &right)
{
    return (isRight(by, right.right) || isEverything(by)) && isDatabaseCovered(right, by)
        && (by.table.isEmpty() || by.table == right.table)
        && (by.column.isEmpty() || isSameWord(by.column, right.column));
}

QString nameInWords(const AccountRight &right)
{
    const QString name = right.right.toUpper();
    const QString what = right.column.isEmpty()
        ? name
        : QStringLiteral("%1 (%2)").arg(name, visibleText(right.column)); // as GRANT has it
    if (right.database.isEmpty())
        return Tr::tr("%1 on everything", "a right, such as SELECT").arg(what);
    return Tr::tr("%1 on %2", "a right, such as SELECT, and a table")
        .arg(what, visibleText(right.database + u'.' + (right.table.isEmpty() ? QStringLiteral("*") : right.table)));
}

QString missingInWords(const Site &site, const AccountRight &right)
{
    const QString name = nameInWords(right);
    if (isRight(right, usageRight))
        return Tr::tr("%1 is missing: without it no table is read.").arg(name);
    if (isRight(right, updateRight))
        return Tr::tr("%1 is missing: without it the backup settings are seen and not changed.").arg(name);
    if (isRight(right, insertRight))
        return Tr::tr("%1 is missing: without it a setting that has no row yet is not changed.").arg(name);
    const char *without = noZone;
    for (const RightsTable &table : rightsTables()) {
        if (right.table == rightsTable(site, QLatin1String(table.name)))
            without = table.without;
    }
    return Tr::tr("%1 is missing: without it %2.", "a right, and what is not known").arg(name, Tr::tr(without));
}

/// What nobody needs, worst first.
enum class Excess {
    Super,
    Files,
    GrantOption,
    Everything,
    CreateUser,
    Shutdown,
    Processes,
    WritesAll,
    Writes,
    WritesOptions,
    ReadsAll,
    ReadsUsers,
    Reads,
    Other,
};

bool isWriting(const AccountRight &right)
{
    static const QStringList rights {QStringLiteral("INSERT"),      QStringLiteral("UPDATE"),
                                     QStringLiteral("DELETE"),      QStringLiteral("TRUNCATE"),
                                     QStringLiteral("CREATE"),      QStringLiteral("DROP"),
                                     QStringLiteral("ALTER"),       QStringLiteral("INDEX"),
                                     QStringLiteral("TRIGGER"),     QStringLiteral("CREATE VIEW"),
                                     QStringLiteral("EVENT"),       QStringLiteral("CREATE ROUTINE"),
                                     QStringLiteral("REFERENCES"),  QStringLiteral("ALTER ROUTINE"),
                                     QStringLiteral("LOCK TABLES"), QStringLiteral("CREATE TEMPORARY TABLES")};
    return rights.contains(right.right, Qt::CaseInsensitive);
}

/// What a right says of itself; nothing for one that says it by what it is on.
std::optional<Excess> excessByName(const AccountRight &right)
{
    static const std::map<QString, Excess> excesses {
        {QStringLiteral("SUPER"), Excess::Super},
        {QStringLiteral("SUPERUSER"), Excess::Super},
        {QStringLiteral("FILE"), Excess::Files},
        {QStringLiteral("GRANT OPTION"), Excess::GrantOption},
        {QStringLiteral("ALL"), Excess::Everything},
        {QStringLiteral("ALL PRIVILEGES"), Excess::Everything},
        {QStringLiteral("CREATE USER"), Excess::CreateUser},
        {QStringLiteral("CREATEROLE"), Excess::CreateUser},
        {QStringLiteral("SHUTDOWN"), Excess::Shutdown},
        {QStringLiteral("PROCESS"), Excess::Processes},
    };
    const auto found = excesses.find(right.right.toUpper());
    return found == excesses.end() ? std::nullopt : std::optional(found->second);
}

Excess excessOf(const Site &site, MoodleEdition edition, const AccountRight &right)
{
    if (const std::optional<Excess> named = excessByName(right))
        return *named;
    const AccountRight inUsers {selectRight, site.databaseName, rightsTable(site, usersTable),
                                QStringLiteral("password")};
    if (isWriting(right)) {
        if (right.database.isEmpty())
            return Excess::WritesAll;
        const bool isWritten = edition != MoodleEdition::Later && site.databaseKind == DatabaseKind::MySql;
        return isWritten && right.table == rightsTable(site, optionsTable) ? Excess::WritesOptions : Excess::Writes;
    }
    if (!isRight(right, selectRight))
        return Excess::Other;
    if (right.database.isEmpty())
        return Excess::ReadsAll;
    return covers(right, inUsers) ? Excess::ReadsUsers : Excess::Reads;
}

QString excessInWords(Excess excess, const QString &rights)
{
    switch (excess) {
    case Excess::Super:
        return Tr::tr("The account may do anything to the database server: %1.").arg(rights);
    case Excess::Files:
        return Tr::tr("The account may read and write files of the database server's machine: %1.").arg(rights);
    case Excess::GrantOption:
        return Tr::tr("The account may give its rights to others: %1.").arg(rights);
    case Excess::Everything:
        return Tr::tr("The account has all rights there are: %1.").arg(rights);
    case Excess::CreateUser:
        return Tr::tr("The account may make, change and remove accounts: %1.").arg(rights);
    case Excess::Shutdown:
        return Tr::tr("The account may stop the database server: %1.").arg(rights);
    case Excess::Processes:
        return Tr::tr("The account may see the statements of all others, with what stands in them: %1.").arg(rights);
    case Excess::WritesAll:
        return Tr::tr("The account may change every database of the server: %1.").arg(rights);
    case Excess::Writes:
        return Tr::tr("The account may change what Nightkeep never changes: %1.").arg(rights);
    case Excess::WritesOptions:
        return Tr::tr("The account may do more with the backup settings than set values and add missing ones: %1.")
            .arg(rights);
    case Excess::ReadsAll:
        return Tr::tr("The account may read every database of the server, the users' passwords among them: %1.")
            .arg(rights);
    case Excess::ReadsUsers:
        return Tr::tr("The account may read Moodle's table of users, with what is kept of their passwords: %1.")
            .arg(rights);
    case Excess::Reads:
        return Tr::tr("The account may read what Nightkeep never reads: %1.").arg(rights);
    case Excess::Other:
        return Tr::tr("The account has rights that Nightkeep never uses: %1.").arg(rights);
    }
    return {};
}

/// What "servers pair" asks for where it is used, and what allows nothing.
bool isHarmless(const AccountRight &right)
{
    static const QStringList names {usageRight, QStringLiteral("REPLICATION CLIENT"), QStringLiteral("BINLOG MONITOR"),
                                    QStringLiteral("SLAVE MONITOR"), QStringLiteral("REPLICA MONITOR")};
    return names.contains(right.right, Qt::CaseInsensitive);
}

QString rightsListed(const QStringList &rights)
{
    constexpr qsizetype most = 12; // of a table or two; of all a Moodle's hundreds nobody reads the names
    return rights.size() <= most
        ? rights.join(QStringLiteral(", "))
        : Tr::tr("%1 and more", "a list of rights").arg(rights.first(most).join(QStringLiteral(", ")));
}

} // namespace

QList<AccountRight> neededRights(const Site &site, MoodleEdition edition, const QString &version)
{
    const double number = version.toDouble();
    QList<AccountRight> needed;
    if (site.databaseKind == DatabaseKind::PostgreSql)
        needed += AccountRight {usageRight, site.databaseName, {}, {}};
    for (const RightsTable &table : rightsTables()) {
        const bool isOfEdition =
            table.edition == MoodleEdition::Unknown || edition == MoodleEdition::Unknown || table.edition == edition;
        const bool isThere = number <= 0 || number >= table.since;
        if (isOfEdition && isThere)
            needed += AccountRight {selectRight, site.databaseName, rightsTable(site, QLatin1String(table.name)), {}};
    }
    if (edition == MoodleEdition::Later)
        return needed;
    for (const QString &column : {QStringLiteral("id"), QStringLiteral("timezone")})
        needed += AccountRight {selectRight, site.databaseName, rightsTable(site, usersTable), column};
    if (edition == MoodleEdition::Unknown || site.databaseKind == DatabaseKind::PostgreSql)
        return needed;
    const QString options = rightsTable(site, optionsTable);
    needed += AccountRight {updateRight, site.databaseName, options, QStringLiteral("value")};
    for (const QString &column : {QStringLiteral("name"), QStringLiteral("value")})
        needed += AccountRight {insertRight, site.databaseName, options, column};
    return needed;
}

bool isCovered(const AccountRight &right, const QList<AccountRight> &granted)
{
    return std::any_of(granted.cbegin(), granted.cend(),
                       [&right](const AccountRight &by) { return covers(by, right); });
}

SiteRights judgeRights(const Site &site, MoodleEdition edition, const QString &account,
                       const QList<AccountRight> &granted, const QString &version)
{
    SiteRights rights;
    rights.account = account;
    rights.granted = granted;
    rights.mayRead = true;
    const QList<AccountRight> needed = neededRights(site, edition, version);
    bool writesAll = true;
    for (const AccountRight &right : needed) {
        if (isCovered(right, granted))
            continue;
        rights.missing += missingInWords(site, right);
        const bool isWrite = isRight(right, updateRight) || isRight(right, insertRight);
        (isWrite ? writesAll : rights.mayRead) = false;
    }
    const AccountRight options {selectRight, site.databaseName, rightsTable(site, optionsTable), {}};
    rights.mayWrite = edition == MoodleEdition::Old && site.databaseKind == DatabaseKind::MySql && writesAll
        && isCovered(options, granted);
    // What 1.9 alone needs is not too much where it may be one.
    const QList<AccountRight> used =
        edition == MoodleEdition::Unknown ? needed + neededRights(site, MoodleEdition::Old, version) : needed;
    std::map<Excess, QStringList> excesses;
    for (const AccountRight &right : granted) {
        if (!isHarmless(right) && !isCovered(right, used))
            excesses[excessOf(site, edition, right)] += nameInWords(right);
    }
    for (auto &[excess, names] : excesses) {
        names.removeDuplicates();
        rights.tooMany += excessInWords(excess, rightsListed(names));
    }
    return rights;
}

} // namespace Nightkeep

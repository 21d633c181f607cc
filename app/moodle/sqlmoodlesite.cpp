// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"

#include "app/apptr.h"
#include "app/moodle/configwriter.h"
#include "app/moodle/latermoodle.h"
#include "app/moodle/moodleconfigreader.h"
#include "app/moodle/oldmoodle.h"
#include "app/moodle/siterightsreader.h"
#include "models/settings/backupoption.h"

#include <QScopeGuard>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

const QString laterTable = QStringLiteral("backup_controllers"); // that Moodle has since its version 2
const QString laterSettings = QStringLiteral("config_plugins");

constexpr qsizetype longestServed = 8000; ///< letters that MoodleDoor reads in any case

// Of an answer whose rows become values one by one: 20,000 courses with 150,000 runs and 300,000 files.
const SqlLimits wholeTables {100'000'000, 600'000, 12'000'000};

} // namespace

Result<std::unique_ptr<MoodleSite>> SqlMoodleSite::open(SqlConnections &connections, const SqlAddress &address,
                                                        const QString &prefix, std::shared_ptr<void> tunnel,
                                                        std::unique_ptr<MoodleDoor> door)
{
    if (!Sql::isSafePrefix(prefix))
        return fail(
            ErrorKind::BadInput,
            AppTr::tr("The table prefix \"%1\" holds characters other than letters, digits and \"_\".").arg(prefix),
            AppTr::tr("Correct it in the site's details: it is $CFG->prefix in Moodle's config.php."));
    Result<std::unique_ptr<SqlConnection>> connection = connections.open(address);
    if (!connection)
        return fail(connection.error());
    return std::unique_ptr<MoodleSite>(
        new SqlMoodleSite(connections, address, prefix, std::move(*connection), std::move(tunnel), std::move(door)));
}

SqlMoodleSite::SqlMoodleSite(SqlConnections &connections, const SqlAddress &address, const QString &prefix,
                             std::unique_ptr<SqlConnection> connection, std::shared_ptr<void> tunnel,
                             std::unique_ptr<MoodleDoor> door)
    : m_tunnel(std::move(tunnel))
    , m_connections(connections)
    , m_address(address)
    , m_prefix(prefix)
    , m_table(prefix + QStringLiteral("backup_config"))
    , m_courseTable(prefix + QStringLiteral("course"))
    , m_connection(std::move(connection))
    , m_door(std::move(door))
{
}

SqlResult<MoodleRows> SqlMoodleSite::oldRows()
{
    return m_connection->select(m_table,
                                {QStringLiteral("SELECT name, value FROM %1").arg(Sql::quotedName(m_table)), {}, 2});
}

Result<MoodleRows> SqlMoodleSite::laterRows()
{
    return m_tables.rows(laterSettings,
                         {QStringLiteral("SELECT name, value FROM {config_plugins} WHERE plugin = 'backup'"), {}, 2});
}

Result<MoodleConfig> SqlMoodleSite::backupConfig()
{
    const auto isMissing = [](const SqlFailure &failure) {
        return failure.error.kind == ErrorKind::MissingTable || failure.error.kind == ErrorKind::PermissionDenied;
    };
    const SqlResult<MoodleRows> old = oldRows();
    if (!old && !isMissing(old.error()))
        return fail(old.error().error);
    const Result<MoodleSettings> site = MoodleConfigReader::siteSettings(m_tables);
    if (!site)
        return fail(site.error());
    m_isLater = isLater(site->value(QStringLiteral("version")));
    MoodleConfig config;
    if (m_isLater) {
        const Result<MoodleRows> rows = laterRows();
        if (!rows)
            return fail(rows.error());
        config.edition = MoodleEdition::Later;
        MoodleConfigReader::take(config, *rows);
    } else if (!old) {
        return fail(old.error().error);
    } else {
        MoodleConfigReader::take(config, *old);
    }
    if (const Result<void> added = MoodleConfigReader::addAround(config, m_tables, *site); !added)
        return fail(added.error());
    if (m_isLater) {
        if (const Result<void> asked = askDoor(config); !asked)
            return fail(asked.error());
        return config;
    }
    if (const Result<bool> transactions = hasTransactions())
        config.transactions = *transactions;
    if (const Result<void> door = checkDoor(); !door) {
        config.door = ConfigDoor::None;
        config.doorProblem = door.error();
    }
    return config;
}

Result<void> SqlMoodleSite::askDoor(MoodleConfig &config)
{
    config.door = ConfigDoor::None;
    if (const Result<void> door = checkDoor(); !door) {
        config.doorProblem = door.error();
        return {};
    }
    const Result<MoodleDoor::Reading> reading = m_door->read(m_address.cancel);
    if (!reading && reading.error().kind == ErrorKind::Cancelled)
        return fail(reading.error());
    if (!reading) {
        config.doorProblem = reading.error();
        return {};
    }
    for (auto it = reading->served.cbegin(); it != reading->served.cend(); ++it) {
        const auto row = config.values.constFind(it.key());
        if (row == config.values.cend() || *row != it.value())
            config.served.insert(it.key(), it.value());
    }
    // Where Moodle serves none, in spite of a row, it takes what it takes without one.
    for (auto it = config.values.cbegin(); it != config.values.cend(); ++it) {
        const BackupOption *const option = findBackupOption(it.key());
        if (option && !reading->served.contains(it.key()) && it.value().size() <= longestServed
            && it.value() != option->whenMissing)
            config.served.insert(it.key(), option->whenMissing);
    }
    if (reading->zone)
        config.siteZone = config.scheduleZone = reading->zone->isEmpty() ? QStringLiteral("99") : *reading->zone;
    config.forced = reading->forced;
    config.doorProblem = reading->unsure;
    if (!reading->unsure)
        config.door = ConfigDoor::Cli;
    return {};
}

Result<void> SqlMoodleSite::checkDoor() const
{
    if (m_isLater && !m_door)
        return fail(ErrorKind::MissingTool,
                    AppTr::tr("The options of a Moodle 2 or later are written by its own program, which is not reached "
                              "from here."),
                    moodlesOwnPage());
    if (!m_isLater && m_address.engine != SqlEngine::MySql && m_address.engine != SqlEngine::Sqlite)
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("Of a Moodle 1.9 on this kind of database server the options are read alone."),
                    AppTr::tr("Change them on Moodle's own page: Administration > Courses > Backups."));
    return {};
}

bool SqlMoodleSite::hasLaterTable()
{
    const QString table = m_prefix + laterTable;
    return m_connection->select(table, {QStringLiteral("SELECT id FROM %1 LIMIT 1").arg(Sql::quotedName(table)), {}, 1})
        .has_value();
}

bool SqlMoodleSite::isLater(const QString &version)
{
    constexpr double firstLater = 2010112400; // of 2.0
    const double number = version.toDouble();
    return number > 0 ? number >= firstLater : m_tables.has(laterTable) || hasLaterTable();
}

Result<void> SqlMoodleSite::describe()
{
    if (m_description)
        return {};
    const SqlResult<QList<QStringList>> rows =
        m_connection->select(m_table, Sql::describeTable(m_address.engine, m_table));
    if (!rows)
        return fail(rows.error().error);
    if (rows->isEmpty()) { // not there, or not for this account: the table itself says which
        const Result<MoodleSettings> site = MoodleConfigReader::siteSettings(m_tables);
        if (!site)
            return fail(site.error());
        m_isLater = isLater(site->value(QStringLiteral("version")));
        if (const SqlResult<MoodleRows> read = oldRows(); !read && !m_isLater)
            return fail(read.error().error);
    }
    Description description;
    description.transactions = rows->value(0).value(0) == QLatin1String("YES");
    if (const qsizetype longest = rows->value(0).value(1).toLongLong(); longest > 0)
        description.longestValue = longest;
    m_description = description;
    return {};
}

Result<bool> SqlMoodleSite::hasTransactions()
{
    return describe().map([this] { return m_description->transactions; });
}

Result<void> SqlMoodleSite::checkChanges(const QList<ConfigChange> &changes) const
{
    QSet<QString> names;
    for (const ConfigChange &change : changes) {
        if (change.name.isEmpty() || names.contains(change.name))
            return fail(ErrorKind::BadInput,
                        AppTr::tr("The option \"%1\" is named twice, or not at all.").arg(change.name));
        names.insert(change.name);
        // A column's length counts characters; QString counts UTF-16 units.
        const qsizetype length = change.wanted.toUcs4().size();
        if (length > m_description->longestValue)
            return fail(ErrorKind::BadInput,
                        AppTr::tr("The value for %1 has %2 characters; the database keeps no more than %3.")
                            .arg(change.name)
                            .arg(length)
                            .arg(m_description->longestValue),
                        AppTr::tr("Choose a shorter one."));
    }
    return {};
}

Result<QList<ConfigOutcome>> SqlMoodleSite::compareAndSet(const QList<ConfigChange> &changes)
{
    if (changes.isEmpty())
        return QList<ConfigOutcome> {};
    if (const Result<void> described = describe(); !described)
        return fail(described.error());
    if (const Result<void> door = checkDoor(); !door)
        return fail(door.error());
    if (m_isLater)
        return setByDoor(changes);
    if (const Result<void> checked = checkChanges(changes); !checked)
        return fail(checked.error());
    // What became of a change is told in any case: the looking for it is not stopped.
    SqlAddress address = m_address;
    address.cancel = CancelToken();
    ConfigWriter writer(m_connections, address, m_table, m_connection);
    return m_description->transactions ? writer.writeTogether(changes) : writer.writeOneByOne(changes);
}

// PHP may have ended after it wrote the table and before the cache went.
Result<QList<ConfigOutcome>> SqlMoodleSite::setByDoor(const QList<ConfigChange> &changes)
{
    const Result<QList<ConfigOutcome>> said = m_door->compareAndSet(changes, m_address.cancel);
    if (said)
        return withRows(*said);
    switch (said.error().kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::BadInput:
    case ErrorKind::PermissionDenied:
    case ErrorKind::MissingTool:
    case ErrorKind::NotFound:
    case ErrorKind::Busy:
        return said; // nothing was begun
    default:
        break;
    }
    QList<ConfigOutcome> outcomes;
    for (const ConfigChange &change : changes)
        outcomes += ConfigOutcome {change, ConfigOutcome::Kind::NotTried, change.seen, said.error()};
    const QList<ConfigOutcome> seen = withRows(outcomes);
    const bool isAny = std::any_of(seen.cbegin(), seen.cend(), [](const ConfigOutcome &outcome) {
        return outcome.kind == ConfigOutcome::Kind::Unknown;
    });
    return isAny ? Result<QList<ConfigOutcome>>(seen) : said;
}

QList<ConfigOutcome> SqlMoodleSite::withRows(QList<ConfigOutcome> outcomes)
{
    using Kind = ConfigOutcome::Kind;
    const auto isOpen = [](const ConfigOutcome &outcome) {
        return outcome.kind == Kind::NotTried && outcome.error && outcome.change.seen != outcome.change.wanted;
    };
    if (std::none_of(outcomes.cbegin(), outcomes.cend(), isOpen))
        return outcomes;
    const Result<MoodleRows> rows = laterRows();
    const MoodleSettings there = rows ? moodleSettings(*rows) : MoodleSettings();
    for (ConfigOutcome &outcome : outcomes) {
        if (!rows && isOpen(outcome)) { // what Moodle serves is not yet what the table has
            outcome.kind = Kind::Unknown;
            outcome.error = Error {ErrorKind::Failed,
                                   AppTr::tr("Moodle's program did not set %1 as it should, and its table cannot be "
                                             "read: nobody knows whether the new value is there.")
                                       .arg(visibleText(outcome.change.name)),
                                   AppTr::tr("Read the options again when the database answers."),
                                   rows.error().message + u'\n' + outcome.error->detail};
            continue;
        }
        const auto row = there.constFind(outcome.change.name);
        if (!isOpen(outcome) || row == there.cend() || *row != outcome.change.wanted)
            continue;
        outcome.kind = Kind::Unknown;
        outcome.error =
            Error {ErrorKind::Failed,
                   AppTr::tr("The table has the new value of %1, and Moodle still serves the old one from its cache.")
                       .arg(visibleText(outcome.change.name)),
                   AppTr::tr("Purge Moodle's caches (Site administration > Development > Purge caches), and read the "
                             "options again."),
                   outcome.error->message + u'\n' + outcome.error->detail};
    }
    return outcomes;
}

QStringList SqlMoodleSite::statementsFor(const QList<ConfigChange> &changes) const
{
    if (changes.isEmpty())
        return {};
    if (m_isLater)
        return m_door ? m_door->commandsFor(changes) : QStringList();
    const bool together = m_description && m_description->transactions;
    QStringList names;
    for (const ConfigChange &change : changes)
        names += change.name;
    QStringList texts;
    if (together)
        texts += Sql::begin(m_address.engine) + u';';
    texts += Sql::inFull(m_address.engine, Sql::selectRows(m_address.engine, m_table, names, together));
    for (const ConfigChange &change : changes) {
        const SqlStatement statement = change.seen
            ? Sql::guardedUpdate(m_address.engine, m_table, m_connection->charset(), change.name, *change.seen,
                                 change.wanted)
            : Sql::insertRow(m_table, change.name, change.wanted);
        texts += Sql::inFull(m_address.engine, statement);
    }
    if (together)
        texts += QStringLiteral("COMMIT;");
    return texts;
}

Result<QList<Course>> SqlMoodleSite::courses()
{
    const SqlStatement all {QStringLiteral("SELECT id, shortname, fullname, visible FROM %1 ORDER BY id")
                                .arg(Sql::quotedName(m_courseTable)),
                            {},
                            4};
    const SqlResult<QList<QStringList>> rows = m_connection->select(m_courseTable, all);
    if (!rows)
        return fail(rows.error().error);
    QList<Course> courses;
    courses.reserve(rows->size());
    for (const QStringList &row : *rows)
        courses += Course {row.at(0).toLongLong(), row.at(1), row.at(2), row.at(3) != QLatin1String("0")};
    return courses;
}

Result<SiteRights> SqlMoodleSite::rights(const Site &site)
{
    const Result<MoodleSettings> settings = MoodleConfigReader::siteSettings(m_tables);
    if (!settings)
        return fail(settings.error());
    const QString version = settings->value(QStringLiteral("version"));
    MoodleEdition edition = isLater(version) ? MoodleEdition::Later : MoodleEdition::Old;
    if (version.isEmpty() && edition == MoodleEdition::Old && !oldRows()) // an account that may read next to nothing
        edition = MoodleEdition::Unknown;
    return SiteRightsReader::read(*m_connection, m_address, site, edition, version);
}

Result<MoodleVersion> SqlMoodleSite::version()
{
    struct Source
    {
        QString table;
        QString type; ///< of the plugins, before their names
        QString statement;
    };
    const Result<MoodleRows> site =
        m_tables.rows(QStringLiteral("config"),
                      {QStringLiteral("SELECT name, value FROM {config} WHERE name IN ('version', 'release')"), {}, 2});
    if (!site)
        return fail(site.error());
    const MoodleSettings settings = moodleSettings(*site);
    MoodleVersion version;
    version.release = settings.value(QStringLiteral("release"));
    version.version = settings.value(QStringLiteral("version"));
    const QString ofOld = QStringLiteral("SELECT name, version FROM {%1}");
    const QString modules = QStringLiteral("modules");
    const QString blocks = QStringLiteral("block");
    const QList<Source> sources = isLater(version.version)
        ? QList<Source> {{laterSettings, QString(),
                          QStringLiteral("SELECT plugin, value FROM {config_plugins} WHERE name = 'version'")}}
        : QList<Source> {{modules, QStringLiteral("mod_"), ofOld.arg(modules)},
                         {blocks, QStringLiteral("block_"), ofOld.arg(blocks)}};
    for (const Source &source : sources) {
        const Result<MoodleRows> rows = m_tables.rows(source.table, {source.statement, {}, 2});
        if (!rows)
            return fail(rows.error());
        for (const QStringList &row : *rows)
            version.plugins += MoodlePlugin {source.type + row.at(0), row.at(1)};
    }
    std::sort(version.plugins.begin(), version.plugins.end(),
              [](const MoodlePlugin &one, const MoodlePlugin &other) { return one.name < other.name; });
    return version;
}

Result<MoodleFacts> SqlMoodleSite::facts()
{
    MoodleSettings site; // its rows say more, and which edition it is; without them the tables tell that
    MoodleSettings old;
    MoodleSettings later;
    const auto part = [](const QString &table, const char *which, MoodleSettings &read) {
        return MoodlePart {table,
                           {},
                           {QStringLiteral("name"), QStringLiteral("value")},
                           QStringLiteral("FROM {%1} WHERE %2").arg(table, QLatin1String(which)),
                           [&read](const MoodleRow &row) { read.insert(row.text(0), row.text(1)); },
                           true};
    };
    const MoodlePart ofOld = part(QStringLiteral("backup_config"), "name <> ''", old);
    // Of the plugins no more than this: there are passwords among the rest.
    const MoodlePart ofLater =
        part(laterSettings, "plugin = 'backup' OR (plugin = 'tool_objectfs' AND name = 'filesystem')", later);
    const MoodlePart ofSite =
        part(QStringLiteral("config"),
             "name IN ('version', 'release', 'siteidentifier', 'alternative_file_system_class')", site);
    const Result<QSet<QString>> unread = m_tables.each({ofSite, ofOld, ofLater});
    if (!unread)
        return fail(unread.error());
    const QString version = site.value(QStringLiteral("version"));
    const bool isOfLater = isLater(version);
    MoodlePart needed = isOfLater ? ofLater : ofOld;
    needed.isOptional = false;
    if (unread->contains(needed.table)) { // why, it says itself
        if (const Result<QSet<QString>> read = m_tables.each({needed}); !read)
            return fail(read.error());
    }
    MoodleFacts facts = isOfLater ? LaterMoodle::facts(later, site) : OldMoodle::facts(old);
    facts.version = version;
    facts.release = site.value(QStringLiteral("release"));
    facts.siteIdentifier = site.value(QStringLiteral("siteidentifier"));
    return facts;
}

template<typename Read> auto SqlMoodleSite::patiently(Read read)
{
    const auto atLeast = [](std::chrono::seconds limit) { return std::max(limit, Sql::longestAnswer); };
    m_connection->setAnswerLimits(atLeast(m_address.answerLimit), atLeast(m_address.wholeLimit));
    m_connection->setLimits(wholeTables);
    const auto asBefore = qScopeGuard([this] {
        m_connection->setAnswerLimits(m_address.answerLimit, m_address.wholeLimit);
        m_connection->setLimits(m_address.limits);
    });
    return read(m_tables);
}

Result<MoodleCourses> SqlMoodleSite::courseStates(const MoodleFacts &facts)
{
    return patiently([&facts](MoodleDatabase &tables) {
        return facts.edition == MoodleEdition::Old ? OldMoodle::courseStates(tables)
                                                   : LaterMoodle::courseStates(tables);
    });
}

Result<CourseLog> SqlMoodleSite::courseLog(const MoodleFacts &facts, qint64 course)
{
    return patiently([&](MoodleDatabase &tables) -> Result<CourseLog> {
        const Result<MoodleRows> names =
            tables.rows(QStringLiteral("course"),
                        {QStringLiteral("SELECT fullname FROM {course} WHERE id = ?"), {QString::number(course)}, 1});
        if (!names)
            return fail(names.error());
        if (names->isEmpty()) {
            CourseLog none;
            none.course = course;
            return none;
        }
        return facts.edition == MoodleEdition::Old
            ? OldMoodle::courseLog(tables, course)
            : LaterMoodle::courseLog(tables, course, names->constFirst().constFirst());
    });
}

} // namespace Nightkeep

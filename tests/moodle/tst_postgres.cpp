// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QSqlError>
#include <QTest>

#include <algorithm>
#include <future>

using namespace Nightkeep;

namespace {

const QString pgStorage = QStringLiteral("PostgreSQL");
const QString pgSleep = QStringLiteral("SELECT CAST(pg_sleep(600) AS VARCHAR)");

template<typename T> QByteArray pgWhy(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// A Moodle on a real PostgreSQL: what differs from the other databases. What is read alike has a row in their tests.
class TstPostgres : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase();
    void logsIn_data();
    void logsIn();
    void takesNothingFromTheEnvironment();
    void writesNothing_data();
    void writesNothing();
    void readsOldSettings();
    void readsByThePrefix_data();
    void readsByThePrefix();
    void readsAnotherSchema();
    void namesWhatIsNotForTheAccount();
    void doesWithoutAForbiddenColumn();
    void readsOtherEncodings_data();
    void readsOtherEncodings();
    void tellsErrorsApart_data();
    void tellsErrorsApart();
    void endsAmidAnAnswer_data();
    void endsAmidAnAnswer();

private:
    [[nodiscard]] Result<QByteArray> administer(const QString &statements, const QString &database = {})
    {
        return m_tables.postgres().sql(statements, database);
    }
    /// An account that may see these, and nothing else.
    void allow(SqlAddress &address, const QString &account, const QStringList &rights);
};

void TstPostgres::initTestCase()
{
    make(pgStorage, MoodleEdition::Later); // starts the server
    PostgresFixture &server = m_tables.postgres();
    for (const char *account : {"older", "clear", "barred"}) {
        const Result<void> created =
            server.createUser(QLatin1String(account), QStringLiteral("x"),
                              QLatin1String(qstrcmp(account, "older") == 0 ? "md5" : "scram-sha-256"));
        QVERIFY2(created, pgWhy(created).constData());
    }
    QVERIFY(server.createDatabase(QStringLiteral("closed")));
    QVERIFY(administer(QStringLiteral("REVOKE CONNECT ON DATABASE closed FROM PUBLIC")));
}

void TstPostgres::logsIn_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("database"); // empty: the Moodle's
    QTest::addColumn<QString>("socket"); // likewise
    QTest::addColumn<ErrorKind>("kind"); // Internal: it is let in
    const QString own = QStringLiteral("workspace");
    const QString right = QStringLiteral("a pass'word;\\");
    const QString x = QStringLiteral("x");
    QTest::newRow("scram") << own << right << QString() << QString() << ErrorKind::Internal;
    QTest::newRow("md5") << QStringLiteral("older") << x << QString() << QString() << ErrorKind::Internal;
    QTest::newRow("wrong password") << own << x << QString() << QString() << ErrorKind::AuthenticationFailed;
    QTest::newRow("wrong password, md5") << QStringLiteral("older") << right << QString() << QString()
                                         << ErrorKind::AuthenticationFailed;
    QTest::newRow("no password") << own << QString() << QString() << QString() << ErrorKind::AuthenticationFailed;
    QTest::newRow("no such account") << QStringLiteral("none") << x << QString() << QString()
                                     << ErrorKind::AuthenticationFailed;
    QTest::newRow("no account") << QString() << x << QString() << QString() << ErrorKind::BadInput;
    QTest::newRow("barred") << QStringLiteral("barred") << x << QString() << QString() << ErrorKind::PermissionDenied;
    QTest::newRow("asked for the password itself")
        << QStringLiteral("clear") << x << QString() << QString() << ErrorKind::PermissionDenied;
    QTest::newRow("no such database") << own << right << QStringLiteral("none") << QString() << ErrorKind::NotFound;
    QTest::newRow("a database for others")
        << own << right << QStringLiteral("closed") << QString() << ErrorKind::PermissionDenied;
    QTest::newRow("no server") << own << right << QString() << QStringLiteral("/tmp/none/.s.PGSQL.5432")
                               << ErrorKind::Unreachable;
}

void TstPostgres::logsIn()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, database);
    QFETCH(QString, socket);
    QFETCH(ErrorKind, kind);
    SqlAddress address = m_tables.address(pgStorage);
    address.user = user;
    address.password = password;
    if (!database.isEmpty())
        address.database = database;
    if (!socket.isEmpty())
        address.location = socket;
    const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(address);
    QVERIFY2(opened.has_value() == (kind == ErrorKind::Internal), pgWhy(opened).constData());
    if (opened) {
        QVERIFY((*opened)->serverThread() > 0);
        return;
    }
    QVERIFY2(opened.error().kind == kind, pgWhy(opened).constData());
    QVERIFY(!opened.error().advice.isEmpty());
    QVERIFY(password.size() < 2 || !pgWhy(opened).contains(password.toUtf8()));
}

void TstPostgres::takesNothingFromTheEnvironment()
{
    const QHash<QByteArray, QByteArray> others {
        {"PGHOST", "/nowhere"},          {"PGHOSTADDR", "192.0.2.1"}, {"PGPORT", "1"},
        {"PGUSER", "postgres"},          {"PGDATABASE", "postgres"},  {"PGOPTIONS", "-c none=1"},
        {"PGSSLMODE", "require"},        {"PGREQUIREPEER", "nobody"}, {"PGGSSENCMODE", "require"},
        {"PGPASSWORD", "a pass'word;\\"}};
    for (auto other = others.cbegin(); other != others.cend(); ++other)
        qputenv(other.key().constData(), other.value());
    const auto asBefore = qScopeGuard([&others] {
        for (auto other = others.cbegin(); other != others.cend(); ++other)
            qunsetenv(other.key().constData());
    });
    SqlAddress address = m_tables.address(pgStorage);
    const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(address);
    QVERIFY2(opened, pgWhy(opened).constData());
    address.password.clear(); // the right one would be there
    const Result<std::unique_ptr<SqlConnection>> without = m_connections.open(address);
    QVERIFY(!without);
    QVERIFY2(without.error().kind == ErrorKind::AuthenticationFailed, pgWhy(without).constData());
    address.user.clear(); // "postgres" needs no password here
    QVERIFY(!m_connections.open(address));
}

void TstPostgres::writesNothing_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("a row") << QStringLiteral("INSERT INTO mdl_config (name, value) VALUES ('a', 'b')");
    QTest::newRow("a value") << QStringLiteral("UPDATE mdl_config SET value = 'b'");
    QTest::newRow("a table") << QStringLiteral("CREATE TABLE mdl_own (id BIGINT)");
    QTest::newRow("no table") << QStringLiteral("DROP TABLE mdl_config");
    QTest::newRow("a lock") << QStringLiteral("SELECT id FROM mdl_config FOR UPDATE");
    QTest::newRow("a number") << QStringLiteral("SELECT nextval('mdl_config_id_seq')");
}

void TstPostgres::writesNothing()
{
    QFETCH(QString, statement);
    make(pgStorage, MoodleEdition::Later);
    const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(m_tables.address(pgStorage));
    QVERIFY2(opened, pgWhy(opened).constData());
    const auto rows = [this] {
        return m_tables.sql(pgStorage, QStringLiteral("SELECT * FROM mdl_config ORDER BY id"));
    };
    const Result<QByteArray> before = rows();
    QVERIFY(before && !before->isEmpty());
    const SqlResult<int> sent = (*opened)->send(statement);
    QVERIFY(!sent);
    QVERIFY2(sent.error().error.kind == ErrorKind::ReadOnly,
             qPrintable(sent.error().error.message + sent.error().error.detail));
    QVERIFY(!sent.error().lost);
    QCOMPARE(rows().value_or(QByteArray()), *before);
}

void TstPostgres::readsOldSettings()
{
    make(pgStorage, MoodleEdition::Old);
    const Result<void> made = m_tables.reset(pgStorage);
    QVERIFY2(made, pgWhy(made).constData());
    const auto moodle = site(m_tables.address(pgStorage));
    QVERIFY(moodle);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY2(config, pgWhy(config).constData());
    QCOMPARE(config->values, MoodleTables::initialConfig());
    QVERIFY(config->door == ConfigDoor::None);
    QVERIFY(config->doorProblem.has_value());
    const auto set =
        moodle->compareAndSet({{QStringLiteral("backup_sche_keep"), QStringLiteral("1"), QStringLiteral("2")}});
    QVERIFY(!set);
    QVERIFY2(set.error().kind == config->doorProblem->kind, pgWhy(set).constData());
    QCOMPARE(m_tables.config(pgStorage), MoodleTables::initialConfig());
}

void TstPostgres::readsByThePrefix_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<bool>("found");
    QTest::newRow("its own") << QStringLiteral("mdl_") << true;
    QTest::newRow("in capitals, which Moodle writes unquoted") << QStringLiteral("MDL_") << true;
    QTest::newRow("another") << QStringLiteral("mdl2_") << false;
    QTest::newRow("none") << QString() << false;
}

void TstPostgres::readsByThePrefix()
{
    QFETCH(QString, prefix);
    QFETCH(bool, found);
    make(pgStorage, MoodleEdition::Later);
    putCourses(2);
    const auto moodle = SqlMoodleSite::open(m_connections, m_tables.address(pgStorage), prefix);
    QVERIFY2(moodle, pgWhy(moodle).constData());
    const Result<MoodleFacts> facts = (*moodle)->facts();
    QVERIFY2(facts.has_value() == found, pgWhy(facts).constData());
    if (!found) {
        QCOMPARE(facts.error().kind, ErrorKind::MissingTable);
        QVERIFY2(facts.error().advice.contains(QLatin1String("prefix")), qPrintable(facts.error().advice));
        return;
    }
    QCOMPARE(facts->version, QStringLiteral("2023100900.05"));
    const Result<MoodleCourses> courses = (*moodle)->courseStates(*facts);
    QVERIFY2(courses, pgWhy(courses).constData());
    QCOMPARE(courses->courses.size(), 2);
}

void TstPostgres::readsAnotherSchema()
{
    make(pgStorage, MoodleEdition::Old);
    put(QStringLiteral("CREATE SCHEMA campus; CREATE TABLE campus.mdl_config (id BIGINT, name VARCHAR, value TEXT);"
                       "CREATE TABLE campus.mdl_config_plugins (id BIGINT, plugin VARCHAR, name VARCHAR, value TEXT);"
                       "CREATE TABLE campus.mdl_backup_controllers (id BIGINT);"
                       "INSERT INTO campus.mdl_config_plugins VALUES (1, 'backup', 'backup_auto_hour', '5');"
                       "GRANT USAGE ON SCHEMA campus TO workspace;"
                       "GRANT SELECT ON ALL TABLES IN SCHEMA campus TO workspace;"
                       "ALTER ROLE workspace SET search_path = campus, public"));
    const auto asBefore = qScopeGuard(
        [this] { put(QStringLiteral("ALTER ROLE workspace RESET search_path; DROP SCHEMA campus CASCADE")); });
    const MoodleFacts found = soundFacts();
    QCOMPARE(found.edition, MoodleEdition::Later);
    QCOMPARE(found.hour, 5);
}

void TstPostgres::allow(SqlAddress &address, const QString &account, const QStringList &rights)
{
    const QString role = QStringLiteral("DROP OWNED BY %1; DROP ROLE %1").arg(account);
    static_cast<void>(m_tables.sql(pgStorage, role)); // of a test before
    address.user = account;
    address.password = QStringLiteral("x");
    const Result<void> created = m_tables.postgres().createUser(address.user, address.password);
    QVERIFY2(created, pgWhy(created).constData());
    for (const QString &right : rights)
        put(QStringLiteral("GRANT %1 TO %2").arg(right, account));
}

void TstPostgres::namesWhatIsNotForTheAccount()
{
    make(pgStorage, MoodleEdition::Later);
    putCourses(2);
    QStringList rights;
    const QString tables =
        QStringLiteral("course backup_courses backup_controllers backup_logs context config_plugins");
    for (const QString &table : tables.split(u' '))
        rights += QStringLiteral("SELECT ON mdl_") + table;
    SqlAddress address = m_tables.address(pgStorage);
    allow(address, QStringLiteral("looker"), rights);
    std::unique_ptr<MoodleSite> moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleFacts> byTables = moodle->facts();
    QVERIFY2(byTables, pgWhy(byTables).constData());
    QCOMPARE(byTables->edition, MoodleEdition::Later);
    QCOMPARE(byTables->version, QString());
    const Result<MoodleCourses> denied = moodle->courseStates(m_facts);
    QVERIFY(!denied);
    QVERIFY2(denied.error().kind == ErrorKind::PermissionDenied, pgWhy(denied).constData());
    QVERIFY2(denied.error().message.contains(QLatin1String("mdl_files")), qPrintable(denied.error().message));
    QVERIFY2(denied.error().advice.contains(QLatin1String("SELECT")), qPrintable(denied.error().advice));

    put(QStringLiteral("GRANT SELECT ON mdl_files TO looker"));
    const Result<MoodleCourses> enough = moodle->courseStates(m_facts);
    QVERIFY2(enough, pgWhy(enough).constData());
    QCOMPARE(enough->courses.size(), 2);
    QCOMPARE(courseOf(*enough, 2).hasTask, std::optional<bool>());
}

/// A table that is there and refuses: the statement with the others is refused as a whole.
void TstPostgres::doesWithoutAForbiddenColumn()
{
    make(pgStorage, MoodleEdition::Later);
    putCourses(2);
    QStringList rights {QStringLiteral("SELECT (id) ON mdl_course_categories")};
    const QString tables = QStringLiteral(
        "course backup_courses backup_controllers backup_logs context files task_adhoc config config_plugins");
    for (const QString &table : tables.split(u' '))
        rights += QStringLiteral("SELECT ON mdl_") + table;
    put(QStringLiteral("INSERT INTO mdl_course_categories (id, name, parent) VALUES (3, 'Science', 0)"));
    SqlAddress address = m_tables.address(pgStorage);
    allow(address, QStringLiteral("peeper"), rights);
    const auto moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleCourses> courses = moodle->courseStates(m_facts);
    QVERIFY2(courses, pgWhy(courses).constData());
    QCOMPARE(courses->courses.size(), 2);
    QCOMPARE(courseOf(*courses, 2).category, 3);
    QCOMPARE(courseOf(*courses, 2).categoryName, QString());
    QCOMPARE(courseOf(*courses, 2).hasTask, std::optional(false));
}

void TstPostgres::readsOtherEncodings_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("name"); // as a statement has it
    QTest::addColumn<QString>("read"); // null: it is said to be none
    QTest::newRow("LATIN1") << QStringLiteral("LATIN1") << QStringLiteral("'Déjà vu'") << QStringLiteral("Déjà vu");
    QTest::newRow("LATIN9 with a euro") << QStringLiteral("LATIN9") << QStringLiteral("'5 €'") << QStringLiteral("5 €");
    QTest::newRow("SQL_ASCII, as Moodle fills it")
        << QStringLiteral("SQL_ASCII") << QStringLiteral("'Déjà vu'") << QStringLiteral("Déjà vu");
    QTest::newRow("SQL_ASCII with something else")
        << QStringLiteral("SQL_ASCII") << QStringLiteral("convert_from('\\x44e96ae0'::bytea, 'SQL_ASCII')")
        << QString();
}

void TstPostgres::readsOtherEncodings()
{
    QFETCH(QString, encoding);
    QFETCH(QString, name);
    QFETCH(QString, read);
    SqlAddress address = m_tables.address(pgStorage);
    address.database = QStringLiteral("encoded");
    PostgresFixture &server = m_tables.postgres();
    QVERIFY(administer(QStringLiteral("DROP DATABASE IF EXISTS encoded")));
    const Result<void> made = server.createDatabase(address.database, encoding);
    QVERIFY2(made, pgWhy(made).constData());
    const Result<QByteArray> filled =
        administer(QStringLiteral("CREATE TABLE mdl_course (id BIGINT, shortname VARCHAR(100), fullname VARCHAR(254), "
                                  "visible SMALLINT); INSERT INTO mdl_course VALUES (1, 'a', %1, 1);"
                                  "GRANT SELECT ON mdl_course TO workspace")
                       .arg(name),
                   address.database);
    QVERIFY2(filled, pgWhy(filled).constData());
    const auto moodle = site(address);
    QVERIFY(moodle);
    const Result<QList<Course>> courses = moodle->courses();
    if (!read.isNull()) {
        QVERIFY2(courses, pgWhy(courses).constData());
        QCOMPARE(courses->size(), 1);
        QCOMPARE(courses->constFirst().fullName, read);
        return;
    }
    QVERIFY(!courses);
    QVERIFY2(courses.error().kind == ErrorKind::Damaged, pgWhy(courses).constData());
    QVERIFY2(courses.error().message.contains(QLatin1String("mdl_course")), qPrintable(courses.error().message));
    QVERIFY(courses.error().advice.contains(QLatin1String("UTF8")));
}

void TstPostgres::tellsErrorsApart_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("lost");
    const auto row = [](const char *code, ErrorKind kind, bool lost = false) { QTest::newRow(code) << kind << lost; };
    row("08001", ErrorKind::Unreachable, true);
    row("08006", ErrorKind::Unreachable, true);
    row("57P01", ErrorKind::Unreachable, true);
    row("57P02", ErrorKind::Unreachable, true);
    row("42P01", ErrorKind::MissingTable);
    row("3F000", ErrorKind::MissingTable);
    row("42501", ErrorKind::PermissionDenied);
    row("25006", ErrorKind::ReadOnly);
    row("57014", ErrorKind::TimedOut);
    row("55P03", ErrorKind::Busy);
    row("40001", ErrorKind::Busy);
    row("40P01", ErrorKind::Busy);
    row("53100", ErrorKind::DiskFull);
    row("53200", ErrorKind::Busy);
    row("58P01", ErrorKind::Damaged);
    row("58030", ErrorKind::Damaged);
    row("XX001", ErrorKind::Damaged);
    row("XX002", ErrorKind::Damaged);
    row("22021", ErrorKind::Damaged);
    row("42703", ErrorKind::Failed);
}

void TstPostgres::tellsErrorsApart()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, lost);
    SqlAddress address;
    address.engine = SqlEngine::PostgreSql;
    address.server = QStringLiteral("moodledb-a");
    const SqlFailure failure =
        Sql::failureFor(address, QStringLiteral("mdl_course"),
                        QSqlError(QStringLiteral("QPSQL"), QStringLiteral("words"), QSqlError::StatementError,
                                  QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY2(failure.error.kind == kind, qPrintable(failure.error.message));
    QCOMPARE(failure.lost, lost);
    QVERIFY(failure.error.message.contains(QLatin1String("moodledb-a")));
    QVERIFY(!failure.error.advice.isEmpty());
}

void TstPostgres::endsAmidAnAnswer_data()
{
    QTest::addColumn<QString>("by");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("lost");
    QTest::newRow("the statement is stopped") << QStringLiteral("pg_cancel_backend") << ErrorKind::TimedOut << false;
    QTest::newRow("the session is ended") << QStringLiteral("pg_terminate_backend") << ErrorKind::Unreachable << true;
    QTest::newRow("a person stops") << QStringLiteral("person") << ErrorKind::Cancelled << true;
    QTest::newRow("it is silent for too long") << QStringLiteral("limit") << ErrorKind::TimedOut << true;
    QTest::newRow("the server dies") << QStringLiteral("kill") << ErrorKind::Unreachable << true;
}

void TstPostgres::endsAmidAnAnswer()
{
    QFETCH(QString, by);
    QFETCH(ErrorKind, kind);
    QFETCH(bool, lost);
    make(pgStorage, MoodleEdition::Later);
    SqlAddress address = m_tables.address(pgStorage);
    const Result<std::unique_ptr<SqlConnection>> login = m_connections.open(address); // the server is there
    QVERIFY2(login, pgWhy(login).constData());
    if (by == u"limit")
        address.answerLimit = std::chrono::seconds(5);
    std::future<SqlResult<QList<QStringList>>> asked =
        std::async(std::launch::async, [this, address]() -> SqlResult<QList<QStringList>> {
            const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(address);
            if (!opened)
                return tl::unexpected(SqlFailure {opened.error()});
            return (*opened)->select(QStringLiteral("mdl_config"), {pgSleep, {}, 1});
        });
    const auto ending = qScopeGuard([&address] { address.cancel.cancel(); }); // a failure waits for no server
    const QString sleeping = QStringLiteral("FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    if (by != u"limit") {
        QTRY_VERIFY_WITH_TIMEOUT(
            administer(QStringLiteral("SELECT count(*) ") + sleeping).value_or(QByteArray()).trimmed() == "1", 100000);
        if (by == u"person")
            address.cancel.cancel();
        else if (by == u"kill")
            m_tables.postgres().kill();
        else
            QVERIFY(administer(QStringLiteral("SELECT %1(pid) ").arg(by) + sleeping));
    }
    QVERIFY(asked.wait_for(std::chrono::seconds(100)) == std::future_status::ready);
    const SqlResult<QList<QStringList>> answer = asked.get();
    QVERIFY(!answer);
    const SqlFailure &failure = answer.error();
    QVERIFY2(failure.error.kind == kind, qPrintable(failure.error.message + failure.error.detail));
    QCOMPARE(failure.lost, lost);
    if (by == u"kill")
        return;
    // What was left behind is not to be taken for the next one.
    QVERIFY(administer(QStringLiteral("SELECT pg_terminate_backend(pid) ") + sleeping));
    QTRY_VERIFY_WITH_TIMEOUT(
        administer(QStringLiteral("SELECT count(*) ") + sleeping).value_or(QByteArray()).trimmed() == "0", 100000);
}

NIGHTKEEP_TEST(TstPostgres, integration, Core, 300)
#include "tst_postgres.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

template<typename T> QByteArray pgRightsWhy(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// The account that the documented script makes on a real PostgreSQL: as TstRights for the others.
class TstPgRights : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void readsAll_data() { editions(); }
    void readsAll();
    void namesWhatIsMissing_data() { editions(); }
    void namesWhatIsMissing();
    void namesWhatIsTooMuch_data();
    void namesWhatIsTooMuch();
    void takesRightsByARole();
    void tellsASchemaFromTheDatabase();

private:
    static void editions()
    {
        QTest::addColumn<MoodleEdition>("edition");
        QTest::newRow("1.9") << MoodleEdition::Old;
        QTest::newRow("later") << MoodleEdition::Later;
    }
    [[nodiscard]] Site named() const
    {
        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseKind = DatabaseKind::PostgreSql;
        site.databaseSocket = QStringLiteral("/var/run/postgresql/.s.PGSQL.5432");
        site.databaseName = MoodleTables::databaseName(m_storage);
        site.databaseUser = QStringLiteral("nightkeep");
        return site;
    }
    std::unique_ptr<MoodleSite> opened()
    {
        SqlAddress address = m_tables.address(m_storage);
        address.user = QStringLiteral("nightkeep");
        address.password = QStringLiteral("x");
        return site(address);
    }
    /// The test ends where they cannot be read.
    SiteRights rights()
    {
        const auto moodle = opened();
        const Result<SiteRights> read =
            moodle ? moodle->rights(named()) : fail(ErrorKind::Internal, QStringLiteral("not opened"));
        if (!read)
            qFatal("%s", pgRightsWhy(read).constData());
        return *read;
    }
    void makeAccount(MoodleEdition edition);
};

void TstPgRights::makeAccount(MoodleEdition edition)
{
    make(QStringLiteral("PostgreSQL"), edition);
    static_cast<void>( // of a test before
        m_tables.sql(m_storage, QStringLiteral("DROP OWNED BY nightkeep; DROP ROLE nightkeep")));
    if (edition == MoodleEdition::Old)
        put(QStringLiteral(
            "DROP TABLE IF EXISTS mdl_context; DROP TABLE IF EXISTS mdl_role_assignments;"
            "DROP TABLE IF EXISTS mdl_role_capabilities; DROP TABLE IF EXISTS mdl_user;"
            "CREATE TABLE mdl_context (id BIGINT, contextlevel BIGINT, instanceid BIGINT);"
            "CREATE TABLE mdl_role_assignments (id BIGINT, roleid BIGINT, contextid BIGINT, userid BIGINT);"
            "CREATE TABLE mdl_role_capabilities (id BIGINT, contextid BIGINT, roleid BIGINT, capability VARCHAR(255), "
            "permission BIGINT);"
            "CREATE TABLE mdl_user (id BIGINT, password VARCHAR(32), timezone VARCHAR(100));"
            "INSERT INTO mdl_context VALUES (1, 10, 0); INSERT INTO mdl_role_assignments VALUES (1, 1, 1, 2);"
            "INSERT INTO mdl_role_capabilities VALUES (1, 1, 1, 'moodle/site:doanything', 1);"
            "INSERT INTO mdl_user VALUES (2, 'canary', 'Europe/London')"));
    putCourses(2);
    put(grantScript(named(), edition).replace(QLatin1String(grantPassword), QStringLiteral("x")));
}

void TstPgRights::readsAll()
{
    QFETCH(MoodleEdition, edition);
    makeAccount(edition);
    const SiteRights read = rights();
    QCOMPARE(read.account, QStringLiteral("nightkeep"));
    QVERIFY2(read.missing.isEmpty(), qPrintable(read.missing.join(u'\n')));
    QVERIFY2(read.tooMany.isEmpty(), qPrintable(read.tooMany.join(u'\n')));
    QVERIFY(read.unknown.isEmpty() && read.mayRead && !read.mayWrite);
    const auto moodle = opened();
    QVERIFY(moodle);
    const Result<MoodleFacts> known = moodle->facts();
    QVERIFY2(known, pgRightsWhy(known).constData());
    QVERIFY(known->edition == edition);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY2(config, pgRightsWhy(config).constData());
    const bool isOld = edition == MoodleEdition::Old;
    QCOMPARE(config->scheduleZone, isOld ? QStringLiteral("Europe/London") : QStringLiteral("99"));
    const Result<MoodleCourses> states = moodle->courseStates(*known);
    QVERIFY2(states, pgRightsWhy(states).constData());
    QCOMPARE(states->courses.size(), 2);
    const Result<MoodleVersion> version = moodle->version();
    QVERIFY2(version, pgRightsWhy(version).constData());
    const Result<CourseLog> log = moodle->courseLog(*known, 2);
    QVERIFY2(log, pgRightsWhy(log).constData());
}

void TstPgRights::namesWhatIsMissing()
{
    QFETCH(MoodleEdition, edition);
    makeAccount(edition);
    int revoked = 0;
    for (const AccountRight &right : neededRights(named(), edition)) {
        if (right.table.isEmpty()) // of its schema, which all may use
            continue;
        const QString what = right.column.isEmpty()
            ? QStringLiteral("SELECT ON %1").arg(right.table)
            : QStringLiteral("SELECT (%1) ON %2").arg(right.column, right.table);
        put(QStringLiteral("REVOKE %1 FROM nightkeep").arg(what));
        const SiteRights without = rights();
        QVERIFY2(without.missing.size() == 1, qPrintable(what + u'\n' + without.missing.join(u'\n')));
        const QString &said = without.missing.constFirst();
        QVERIFY2(said.contains(right.table) && said.contains(right.column), qPrintable(said));
        QVERIFY(!without.mayRead && without.tooMany.isEmpty());
        put(QStringLiteral("GRANT %1 TO nightkeep").arg(what));
        ++revoked;
    }
    QVERIFY(revoked >= 11);
    QVERIFY(rights().missing.isEmpty());
}

void TstPgRights::namesWhatIsTooMuch_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, const char *statement, const char *said) {
        QTest::newRow(name) << QString::fromLatin1(statement) << QString::fromLatin1(said);
    };
    row("everything", "ALTER ROLE nightkeep SUPERUSER", "SUPERUSER on everything");
    row("accounts", "ALTER ROLE nightkeep CREATEROLE", "CREATEROLE on everything");
    row("databases", "ALTER ROLE nightkeep CREATEDB", "CREATEDB on everything");
    row("all to read", "GRANT pg_read_all_data TO nightkeep", "SELECT on everything");
    row("all to write", "GRANT pg_write_all_data TO nightkeep", "UPDATE on everything");
    row("files", "GRANT pg_read_server_files TO nightkeep", "FILE on everything");
    row("a table to write", "GRANT UPDATE ON mdl_config TO nightkeep", "UPDATE on moodle_postgresql.mdl_config");
    row("a table to own", "ALTER TABLE mdl_config OWNER TO nightkeep", "DELETE on moodle_postgresql.mdl_config");
    row("the users", "GRANT SELECT ON mdl_user TO nightkeep", "kept of their passwords");
    row("the users' passwords", "GRANT SELECT (password) ON mdl_user TO nightkeep", "SELECT (password) on");
    row("settings to write", "GRANT INSERT ON mdl_backup_config TO nightkeep", "INSERT on");
    row("another schema", "GRANT SELECT ON campus.closed TO nightkeep", "SELECT on campus.closed");
}

void TstPgRights::namesWhatIsTooMuch()
{
    QFETCH(QString, statement);
    QFETCH(QString, said);
    makeAccount(MoodleEdition::Old);
    put(QStringLiteral("DROP SCHEMA IF EXISTS campus CASCADE; CREATE SCHEMA campus;"
                       "CREATE TABLE campus.closed (id BIGINT)"));
    put(statement);
    const SiteRights more = rights();
    QVERIFY2(more.missing.isEmpty(), qPrintable(more.missing.join(u'\n')));
    QVERIFY(!more.tooMany.isEmpty());
    QVERIFY2(more.tooMany.constFirst().contains(said), qPrintable(more.tooMany.join(u'\n')));
    QVERIFY(more.mayRead && !more.mayWrite);
}

void TstPgRights::takesRightsByARole()
{
    makeAccount(MoodleEdition::Later);
    static_cast<void>(m_tables.sql(m_storage, QStringLiteral("DROP OWNED BY desk; DROP ROLE desk"))); // of before
    put(QStringLiteral(
        "CREATE ROLE desk; REVOKE SELECT ON mdl_files FROM nightkeep; GRANT SELECT ON mdl_files TO desk"));
    QCOMPARE(rights().missing.size(), 1);
    put(QStringLiteral("GRANT desk TO nightkeep"));
    const SiteRights all = rights();
    QVERIFY2(all.missing.isEmpty() && all.mayRead, qPrintable(all.missing.join(u'\n')));
    QVERIFY2(all.tooMany.isEmpty(), qPrintable(all.tooMany.join(u'\n')));
    put(QStringLiteral("GRANT SELECT ON mdl_backup_logs TO PUBLIC; REVOKE SELECT ON mdl_backup_logs FROM nightkeep"));
    QVERIFY(rights().missing.isEmpty());
}

/// A schema beside Moodle's that is called as its database is.
void TstPgRights::tellsASchemaFromTheDatabase()
{
    makeAccount(MoodleEdition::Later);
    const QString schema = named().databaseName;
    put(QStringLiteral("DROP SCHEMA IF EXISTS %1 CASCADE; CREATE SCHEMA %1; CREATE TABLE %1.mdl_files (id BIGINT);"
                       "GRANT SELECT ON %1.mdl_files TO nightkeep; REVOKE SELECT ON mdl_files FROM nightkeep")
            .arg(schema));
    const SiteRights less = rights();
    put(QStringLiteral("DROP SCHEMA %1 CASCADE").arg(schema));
    QCOMPARE(less.missing.size(), 1);
    QVERIFY2(less.missing.constFirst().contains(u"mdl_files"), qPrintable(less.missing.constFirst()));
    QVERIFY(!less.mayRead);
    QCOMPARE(less.tooMany.size(), 1);
}

NIGHTKEEP_TEST(TstPgRights, integration, Core)
#include "tst_pgrights.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QString rightsKeep = QStringLiteral("backup_sche_keep");
const QString rightsMinute = QStringLiteral("backup_sche_minute"); // that has no row
const QString rightsAccount = QStringLiteral("'nightkeep'@'localhost'");

template<typename T> QByteArray rightsWhy(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// The account that the documented script makes, on a real server: it reads all that is read, writes what is written,
/// and nothing else; and what it lacks or has beyond that is said.
class TstRights : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refuses_data();
    void refuses();
    void readsAll_data() { moodles(); }
    void readsAll();
    void writes_data() { tables(); }
    void writes();
    void namesWhatIsMissing_data() { moodles(); }
    void namesWhatIsMissing();
    void namesWhatIsTooMuch_data();
    void namesWhatIsTooMuch();
    void saysLittleOfAnAccountThatMayDoLittle();
    void takesRightsByARole_data() { moodles(); }
    void takesRightsByARole();
    void readsByAWildcard();
    void believesNoListThatTheServerDoesNot();
    void seesWhatIsGivenOnWithNothingElse();
    void knowsThatAFileHasNone();

private:
    static void tables()
    {
        QTest::addColumn<QString>("storage");
        QTest::addColumn<MoodleEdition>("edition");
        for (const char *storage : {"InnoDB", "MyISAM"})
            QTest::newRow(storage) << QString::fromLatin1(storage) << MoodleEdition::Old;
    }
    static void moodles()
    {
        tables();
        for (const char *storage : {"InnoDB", "MyISAM"})
            QTest::addRow("%s, later", storage) << QString::fromLatin1(storage) << MoodleEdition::Later;
    }

    [[nodiscard]] Site named() const
    {
        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
        site.databaseName = MoodleTables::databaseName(m_storage);
        site.databaseUser = QStringLiteral("nightkeep");
        return site;
    }
    [[nodiscard]] SqlAddress addressOf(const QString &user) const
    {
        SqlAddress address = m_tables.address(m_storage);
        address.user = user;
        address.password = QStringLiteral("x");
        return address;
    }
    std::unique_ptr<MoodleSite> opened(const QString &user = QStringLiteral("nightkeep"))
    {
        return site(addressOf(user));
    }
    /// The test ends where they cannot be read.
    SiteRights rights(MoodleSite *moodle)
    {
        const Result<SiteRights> read =
            moodle != nullptr ? moodle->rights(named()) : fail(ErrorKind::Internal, QStringLiteral("not opened"));
        if (!read)
            qFatal("%s", rightsWhy(read).constData());
        return *read;
    }
    /// As GRANT and REVOKE have it: "SELECT (`id`) ON `moodle`.`mdl_user`".
    static QString spelled(const AccountRight &right)
    {
        const QString what =
            right.column.isEmpty() ? right.right : QStringLiteral("%1 (`%2`)").arg(right.right, right.column);
        return QStringLiteral("%1 ON `%2`.`%3`").arg(what, right.database, right.table);
    }
    void makeAccount();
};

void TstRights::initTestCase()
{
    QVERIFY(start());
    // One whose name differs by case alone: what is listed of it is another's.
    const Result<QByteArray> other = m_tables.server().sql(
        QStringLiteral("CREATE USER 'NIGHTKEEP'@'localhost'; GRANT ALL ON *.* TO 'NIGHTKEEP'@'localhost'"));
    QVERIFY2(other, rightsWhy(other).constData());
}

/// Moodle's tables with one administrator, and the account by the script as it is, but for the password.
void TstRights::makeAccount()
{
    put(QStringLiteral(
        "CREATE TABLE IF NOT EXISTS mdl_context (id BIGINT PRIMARY KEY, contextlevel BIGINT, instanceid BIGINT);"
        "CREATE OR REPLACE TABLE mdl_role_assignments (id BIGINT, roleid BIGINT, contextid BIGINT, userid BIGINT);"
        "CREATE OR REPLACE TABLE mdl_role_capabilities (id BIGINT, contextid BIGINT, roleid BIGINT, "
        "capability VARCHAR(255), permission BIGINT);"
        "CREATE OR REPLACE TABLE mdl_user (id BIGINT, username VARCHAR(100), password VARCHAR(32), "
        "timezone VARCHAR(100));"
        "INSERT INTO mdl_context (id, contextlevel, instanceid) VALUES (1, 10, 0);"
        "INSERT INTO mdl_role_assignments VALUES (1, 1, 1, 2); "
        "INSERT INTO mdl_role_capabilities VALUES (1, 1, 1, 'moodle/site:doanything', 1);"
        "INSERT INTO mdl_user VALUES (2, 'admin', 'canary', 'Europe/London')"));
    putCourses(2);
    if (m_facts.edition == MoodleEdition::Old)
        put(QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES ('backup_sche_keep', '1')"));
    const QString script =
        grantScript(named(), m_facts.edition).replace(QLatin1String(grantPassword), QStringLiteral("x"));
    put(QStringLiteral("DROP USER IF EXISTS %1;\n").arg(rightsAccount) + script);
}

void TstRights::refuses_data()
{
    QTest::addColumn<QString>("statement");
    const auto row = [](const char *name, const char *statement) {
        QTest::newRow(name) << QString::fromLatin1(statement);
    };
    row("another table's values", "UPDATE mdl_config SET value = 'x'");
    row("a setting's name", "UPDATE mdl_backup_config SET name = 'x'");
    row("a setting's number", "INSERT INTO mdl_backup_config (id, name, value) VALUES (99, 'a', 'b')");
    row("a setting instead of one", "REPLACE INTO mdl_backup_config (name, value) VALUES ('a', 'b')");
    row("settings gone", "DELETE FROM mdl_backup_config");
    row("a table gone", "DROP TABLE mdl_backup_config");
    row("a table emptied", "TRUNCATE mdl_backup_log");
    row("a new table", "CREATE TABLE mdl_own (id BIGINT)");
    row("a new table for a session", "CREATE TEMPORARY TABLE own (id BIGINT)");
    row("a table changed", "ALTER TABLE mdl_config ADD own BIGINT");
    row("another table's rows", "INSERT INTO mdl_config (name, value) VALUES ('a', 'b')");
    row("the users' passwords", "SELECT password FROM mdl_user");
    row("the users whole", "SELECT * FROM mdl_user");
    row("users by their passwords", "SELECT id FROM mdl_user WHERE password LIKE 'c%'");
    row("a table that is not read", "SELECT id FROM mdl_closed");
    row("the server's accounts", "SELECT user FROM mysql.user");
    row("a file", "SELECT name FROM mdl_config INTO OUTFILE '/tmp/nightkeep-never'");
    row("a right given on", "GRANT SELECT ON mdl_config TO 'NIGHTKEEP'@'localhost'");
    row("an account", "CREATE USER own");
    row("a setting of the server", "SET GLOBAL read_only = 1");
    row("a lock", "LOCK TABLES mdl_config READ");
}

void TstRights::refuses()
{
    QFETCH(QString, statement);
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    put(QStringLiteral("CREATE OR REPLACE TABLE mdl_closed (id BIGINT)"));
    const QHash<QString, QString> before = m_tables.config(m_storage);
    QCOMPARE(before.value(rightsKeep), QStringLiteral("1"));
    const Result<std::unique_ptr<SqlConnection>> connection =
        m_connections.open(addressOf(QStringLiteral("nightkeep")));
    QVERIFY2(connection, rightsWhy(connection).constData());
    const SqlResult<int> sent = (*connection)->send(statement);
    QVERIFY(!sent);
    QVERIFY2(sent.error().error.kind == ErrorKind::PermissionDenied, qPrintable(sent.error().error.detail));
    QVERIFY(!sent.error().lost && !sent.error().error.advice.isEmpty());
    QCOMPARE(m_tables.config(m_storage), before);
    const Result<QByteArray> users = m_tables.sql(m_storage, QStringLiteral("SELECT password FROM mdl_user"));
    QCOMPARE(users.value_or(QByteArray()), QByteArray("canary\n"));
}

void TstRights::readsAll()
{
    QFETCH(QString, storage);
    QFETCH(MoodleEdition, edition);
    make(storage, edition);
    makeAccount();
    const bool isOld = edition == MoodleEdition::Old;
    for (const bool mayWrite : {true, false}) {
        if (!mayWrite && isOld)
            put(QStringLiteral("REVOKE UPDATE (value), INSERT (name, value) ON mdl_backup_config FROM %1")
                    .arg(rightsAccount));
        const auto moodle = opened();
        QVERIFY(moodle);
        const SiteRights read = rights(moodle.get());
        QCOMPARE(read.account, QStringLiteral("nightkeep@localhost"));
        QVERIFY2(read.tooMany.isEmpty(), qPrintable(read.tooMany.join(u'\n')));
        QVERIFY2(read.unknown.isEmpty(), qPrintable(read.unknown.join(u'\n')));
        QVERIFY(read.mayRead);
        QCOMPARE(read.mayWrite, isOld && mayWrite);
        QVERIFY2(read.missing.isEmpty() == (mayWrite || !isOld), qPrintable(read.missing.join(u'\n')));

        const Result<MoodleFacts> known = moodle->facts();
        QVERIFY2(known, rightsWhy(known).constData());
        QVERIFY(known->edition == edition);
        QVERIFY(!known->version.isEmpty());
        const Result<MoodleConfig> config = moodle->backupConfig();
        QVERIFY2(config, rightsWhy(config).constData());
        QCOMPARE(config->values.value(rightsKeep), isOld ? QStringLiteral("1") : QString());
        QCOMPARE(config->scheduleZone, isOld ? QStringLiteral("Europe/London") : QStringLiteral("99"));
        const Result<MoodleCourses> states = moodle->courseStates(*known);
        QVERIFY2(states, rightsWhy(states).constData());
        QCOMPARE(states->courses.size(), 2);
        const Result<MoodleVersion> version = moodle->version();
        QVERIFY2(version, rightsWhy(version).constData());
        const Result<CourseLog> log = moodle->courseLog(*known, 2);
        QVERIFY2(log, rightsWhy(log).constData());
        const Result<QList<Course>> courses = moodle->courses();
        QVERIFY2(courses, rightsWhy(courses).constData());
        QCOMPARE(courses->size(), 2);
    }
}

void TstRights::writes()
{
    QFETCH(QString, storage);
    make(storage, MoodleEdition::Old);
    makeAccount();
    const ConfigChange update {rightsKeep, QStringLiteral("1"), QStringLiteral("2")};
    const ConfigChange insert {rightsMinute, std::nullopt, QStringLiteral("5")};
    const auto set = [this](const ConfigChange &change) -> Result<QList<ConfigOutcome>> {
        const auto moodle = opened();
        return moodle ? moodle->compareAndSet({change}) : fail(ErrorKind::Internal, QStringLiteral("not opened"));
    };
    const auto revoke = [this](const char *right) {
        put(QStringLiteral("REVOKE %1 ON mdl_backup_config FROM %2").arg(QLatin1String(right), rightsAccount));
    };
    revoke("UPDATE (value)");
    const Result<QList<ConfigOutcome>> noUpdate = set(update);
    QVERIFY(!noUpdate);
    QVERIFY2(noUpdate.error().kind == ErrorKind::PermissionDenied, rightsWhy(noUpdate).constData());
    QVERIFY2(noUpdate.error().advice.contains(u"UPDATE"), qPrintable(noUpdate.error().advice));
    put(QStringLiteral("GRANT UPDATE (value) ON mdl_backup_config TO %1").arg(rightsAccount));
    revoke("INSERT (name, value)");
    const Result<QList<ConfigOutcome>> noInsert = set(insert);
    QVERIFY(!noInsert);
    QVERIFY2(noInsert.error().kind == ErrorKind::PermissionDenied, rightsWhy(noInsert).constData());
    QCOMPARE(m_tables.config(m_storage).value(rightsKeep), QStringLiteral("1"));
    QVERIFY(!m_tables.config(m_storage).contains(rightsMinute));

    put(QStringLiteral("GRANT INSERT (name, value) ON mdl_backup_config TO %1").arg(rightsAccount));
    for (const ConfigChange &change : {update, insert}) {
        const Result<QList<ConfigOutcome>> written = set(change);
        QVERIFY2(written, rightsWhy(written).constData());
        QCOMPARE(written->constFirst().kind, ConfigOutcome::Kind::Written);
        QCOMPARE(m_tables.config(m_storage).value(change.name), change.wanted);
    }
}

void TstRights::namesWhatIsMissing()
{
    QFETCH(QString, storage);
    QFETCH(MoodleEdition, edition);
    make(storage, edition);
    makeAccount();
    const auto moodle = opened();
    QVERIFY(moodle);
    const QList<AccountRight> needed = neededRights(named(), edition);
    QVERIFY(needed.size() >= 11);
    for (const AccountRight &right : needed) {
        put(QStringLiteral("REVOKE %1 FROM %2").arg(spelled(right), rightsAccount));
        const SiteRights without = rights(moodle.get());
        QVERIFY2(without.missing.size() == 1, qPrintable(spelled(right) + u'\n' + without.missing.join(u'\n')));
        const QString &said = without.missing.constFirst();
        for (const QString &part : {right.right, right.table, right.column})
            QVERIFY2(said.contains(part), qPrintable(said));
        const bool isRead = right.right == u"SELECT";
        QCOMPARE(without.mayRead, !isRead);
        if (!isRead)
            QVERIFY(!without.mayWrite);
        QVERIFY2(without.tooMany.isEmpty(), qPrintable(without.tooMany.join(u'\n')));
        put(QStringLiteral("GRANT %1 TO %2").arg(spelled(right), rightsAccount));
    }
    QVERIFY(rights(moodle.get()).missing.isEmpty());
}

void TstRights::namesWhatIsTooMuch_data()
{
    QTest::addColumn<QString>("right"); // as GRANT and REVOKE have it
    QTest::addColumn<QString>("said");
    const auto row = [](const char *right, const char *said) {
        QTest::newRow(right) << QString::fromLatin1(right) << QString::fromLatin1(said);
    };
    row("SUPER ON *.*", "SUPER on everything");
    row("FILE ON *.*", "FILE on everything");
    row("CREATE USER ON *.*", "CREATE USER on everything");
    row("SHUTDOWN ON *.*", "SHUTDOWN on everything");
    row("PROCESS ON *.*", "PROCESS on everything");
    row("GRANT OPTION ON moodle_innodb.mdl_config", "GRANT OPTION on moodle_innodb.mdl_config");
    row("RELOAD ON *.*", "RELOAD on everything");
    row("SELECT ON *.*", "SELECT on everything");
    row("SELECT ON mysql.*", "SELECT on mysql.*");
    row("SELECT ON `moodle\\_%`.*", "SELECT on moodle\\_%.*");
    row("SELECT ON moodle_innodb.mdl_user", "passwords");
    row("SELECT (password) ON moodle_innodb.mdl_user", "SELECT (password) on moodle_innodb.mdl_user");
    row("UPDATE ON moodle_innodb.mdl_course", "UPDATE on moodle_innodb.mdl_course");
    row("UPDATE (name) ON moodle_innodb.mdl_backup_config", "UPDATE (name) on moodle_innodb.mdl_backup_config");
    row("DELETE ON moodle_innodb.mdl_backup_config", "DELETE on moodle_innodb.mdl_backup_config");
    row("DROP ON moodle_innodb.*", "DROP on moodle_innodb.*");
    row("INSERT ON moodle_myisam.*", "INSERT on moodle_myisam.*");
}

void TstRights::namesWhatIsTooMuch()
{
    QFETCH(QString, right);
    QFETCH(QString, said);
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    const auto moodle = opened();
    QVERIFY(moodle);
    put(QStringLiteral("GRANT %1 TO %2").arg(right, rightsAccount));
    const SiteRights more = rights(moodle.get());
    QVERIFY2(more.tooMany.size() == 1, qPrintable(more.tooMany.join(u'\n')));
    QVERIFY2(more.tooMany.constFirst().contains(said), qPrintable(more.tooMany.constFirst()));
    QVERIFY(more.missing.isEmpty() && more.mayRead && more.mayWrite);
}

/// Who may read one table of no edition's own: which Moodle it is, is not known.
void TstRights::saysLittleOfAnAccountThatMayDoLittle()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    put(QStringLiteral("DROP USER IF EXISTS 'little'@'localhost'; CREATE USER 'little'@'localhost' IDENTIFIED BY 'x';"
                       "GRANT SELECT ON mdl_course TO 'little'@'localhost'"));
    const auto moodle = opened(QStringLiteral("little"));
    const SiteRights little = rights(moodle.get());
    QVERIFY(!little.mayRead && !little.mayWrite);
    QCOMPARE(little.missing.size(), neededRights(named(), MoodleEdition::Unknown).size() - 1);
    QVERIFY(little.tooMany.isEmpty());
    put(QStringLiteral("GRANT SELECT ON mdl_config TO 'little'@'localhost'"));
    const SiteRights more = rights(opened(QStringLiteral("little")).get());
    QCOMPARE(more.missing.size(), neededRights(named(), MoodleEdition::Old).size() - 2);
}

void TstRights::takesRightsByARole()
{
    QFETCH(QString, storage);
    QFETCH(MoodleEdition, edition);
    make(storage, edition);
    makeAccount();
    const bool isOld = edition == MoodleEdition::Old;
    put(QStringLiteral("DROP ROLE IF EXISTS desk; CREATE ROLE desk; DROP USER IF EXISTS 'roled'@'localhost';"
                       "CREATE USER 'roled'@'localhost' IDENTIFIED BY 'x'; GRANT desk TO 'roled'@'localhost';"
                       "SET DEFAULT ROLE desk FOR 'roled'@'localhost'"));
    const QList<AccountRight> needed = neededRights(named(), edition);
    for (const AccountRight &right : needed)
        put(QStringLiteral("GRANT %1 TO desk").arg(spelled(right)));
    const SiteRights all = rights(opened(QStringLiteral("roled")).get());
    QVERIFY2(all.missing.isEmpty(), qPrintable(all.missing.join(u'\n')));
    QVERIFY(all.mayRead && all.mayWrite == isOld);
    QCOMPARE(all.unknown.size(), 1);
    QVERIFY2(all.unknown.constFirst().contains(u"desk"), qPrintable(all.unknown.constFirst()));

    QStringList taken {QStringLiteral("SELECT ON mdl_course")};
    if (isOld)
        taken +=
            {QStringLiteral("SELECT (timezone) ON mdl_user"), QStringLiteral("UPDATE (value) ON mdl_backup_config")};
    for (const QString &right : std::as_const(taken))
        put(QStringLiteral("REVOKE %1 FROM desk").arg(right));
    const SiteRights less = rights(opened(QStringLiteral("roled")).get());
    QCOMPARE(less.missing.size(), taken.size());
    QVERIFY2(less.missing.join(u'\n').contains(u"mdl_course"), qPrintable(less.missing.join(u'\n')));
    QVERIFY(!less.mayRead && !less.mayWrite);
    QCOMPARE(less.unknown.size(), 1);
}

/// As the tests' own account has it: more than is needed, and so all that is.
void TstRights::readsByAWildcard()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    const SiteRights wide = rights(site(m_tables.address(m_storage)).get());
    QVERIFY2(wide.missing.isEmpty(), qPrintable(wide.missing.join(u'\n')));
    QVERIFY(wide.mayRead && wide.mayWrite && wide.unknown.isEmpty());
    QCOMPARE(wide.tooMany.size(), 2);
    QVERIFY2(wide.tooMany.constFirst().contains(u"INSERT on moodle\\_%.*"), qPrintable(wide.tooMany.constFirst()));
    QVERIFY2(wide.tooMany.constLast().contains(u"passwords"), qPrintable(wide.tooMany.constLast()));
}

/// Of two lines for a database the server takes the nearer one alone, and lists both.
void TstRights::believesNoListThatTheServerDoesNot()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    put(QStringLiteral("DROP USER IF EXISTS 'wide'@'localhost'; CREATE USER 'wide'@'localhost' IDENTIFIED BY 'x';"
                       "GRANT SELECT ON `moodle\\_%`.* TO 'wide'@'localhost';"
                       "GRANT UPDATE, INSERT ON `moodle\\_innodb`.* TO 'wide'@'localhost';"
                       "GRANT SELECT ON mdl_config TO 'wide'@'localhost'; GRANT SELECT ON mdl_course TO "
                       "'wide'@'localhost'; GRANT SELECT ON mdl_backup_config TO 'wide'@'localhost'"));
    const SiteRights wide = rights(opened(QStringLiteral("wide")).get());
    QVERIFY(!wide.mayRead && !wide.mayWrite);
    const QString missing = wide.missing.join(u'\n');
    QVERIFY2(missing.contains(u"mdl_backup_log is granted") && !missing.contains(u"mdl_config "), qPrintable(missing));
}

void TstRights::seesWhatIsGivenOnWithNothingElse()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    makeAccount();
    put(QStringLiteral("GRANT USAGE ON *.* TO %1 WITH GRANT OPTION").arg(rightsAccount));
    const SiteRights more = rights(opened().get());
    QCOMPARE(more.tooMany.size(), 1);
    QVERIFY2(more.tooMany.constFirst().contains(u"GRANT OPTION on everything"), qPrintable(more.tooMany.constFirst()));
    QVERIFY(more.missing.isEmpty());
}

void TstRights::knowsThatAFileHasNone()
{
    make(QStringLiteral("SQLite"), MoodleEdition::Old);
    const SiteRights file = rights(site(m_tables.address(m_storage)).get());
    QVERIFY(file.granted.isEmpty() && file.missing.isEmpty() && file.tooMany.isEmpty());
    QVERIFY(file.mayRead && file.mayWrite && file.account.isEmpty());
    QCOMPARE(file.unknown.size(), 1);
}

NIGHTKEEP_TEST(TstRights, integration, Core)
#include "tst_rights.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/doorstage.h"
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QString tablesOfRoles = QStringLiteral(
    "DROP TABLE IF EXISTS mdl_role_assignments; DROP TABLE IF EXISTS mdl_role_capabilities;"
    "DROP TABLE IF EXISTS mdl_user; DROP TABLE IF EXISTS mdl_context;"
    "CREATE TABLE mdl_role_assignments (id BIGINT, roleid BIGINT, contextid BIGINT, userid BIGINT);"
    "CREATE TABLE mdl_role_capabilities (id BIGINT, roleid BIGINT, contextid BIGINT, capability VARCHAR(255), "
    "permission BIGINT);"
    "CREATE TABLE mdl_context (id BIGINT, contextlevel BIGINT, instanceid BIGINT);"
    "CREATE TABLE mdl_user (id BIGINT, timezone VARCHAR(100));"
    "INSERT INTO mdl_context VALUES (1, 10, 0), (2, 50, 5);"
    // Of the roles 1 is an administrator's, 2 forbids what it gives, 3 is a teacher's, 4 one of another capability.
    "INSERT INTO mdl_role_capabilities VALUES (1, 1, 1, 'moodle/legacy:admin', 1), "
    "(2, 1, 1, 'moodle/site:doanything', 1), (3, 2, 1, 'moodle/site:config', 1), "
    "(4, 2, 1, 'moodle/site:doanything', -1000), (5, 3, 2, 'moodle/site:doanything', 1), "
    "(6, 4, 1, 'moodle/site:viewparticipants', 1);"
    "INSERT INTO mdl_user VALUES (2, 'Europe/London'), (3, 'Asia/Tokyo'), (4, '-5'), (5, '99'), (6, 'UTC');");

} // namespace

/// The backup settings of both editions, and what stands around them, by a Moodle's own tables.
class TstMoodleConfig : public QObject, private MoodleStage
{
    Q_OBJECT

private:
    Result<MoodleConfig> config()
    {
        const auto moodle = site(m_tables.address(m_storage));
        return moodle ? moodle->backupConfig() : fail(ErrorKind::Internal, QStringLiteral("not opened"));
    }
    /// The test ends where they cannot be read.
    MoodleConfig soundConfig()
    {
        const Result<MoodleConfig> read = config();
        if (!read)
            qFatal("%s", doorWords(read.error()).constData());
        return *read;
    }
    void putSetting(const QString &name, const QString &value)
    {
        put(QStringLiteral("INSERT INTO mdl_config (name, value) VALUES ('%1', '%2')").arg(name, value));
    }

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsOldSettings_data() { allEngines(); }
    void readsOldSettings();
    void readsLaterSettings_data() { allEngines(); }
    void readsLaterSettings();
    void zoneOfTheMainAdmin_data();
    void zoneOfTheMainAdmin();
    void zonesThatAreNotKnown_data() { allEngines(); }
    void zonesThatAreNotKnown();
    void laterSettingsByTheDoor();
    void saysWhatTheTableHasAndMoodleDoesNotServe();
    void laterSettingsAreNotWrittenBySql_data() { allEngines(); }
    void laterSettingsAreNotWrittenBySql();
};

void TstMoodleConfig::readsOldSettings()
{
    make(MoodleEdition::Old);
    put(QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES ('backup_sche_active', '1'), "
                       "('backup_sche_keep', '2'), ('backup_sche_running', '1'), ('backup_sche_keep', '5');"
                       "INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES (2, %1, %1, 'a'), "
                       "(2, %2, %1, 'b')")
            .arg(sundayAtThree)
            .arg(sundayAtThree + 60));
    putSetting(QStringLiteral("timezone"), QStringLiteral("Europe/Paris"));
    const MoodleConfig read = soundConfig();
    QCOMPARE(read.edition, MoodleEdition::Old);
    QCOMPARE(read.version, QStringLiteral("2007101520"));
    QCOMPARE(read.values.size(), 3);
    QCOMPARE(read.values.value(QStringLiteral("backup_sche_active")), QStringLiteral("1"));
    QCOMPARE(read.duplicates, QStringList {QStringLiteral("backup_sche_keep")});
    QVERIFY(read.served.isEmpty() && read.forced.isEmpty());
    const bool isRead = m_storage == u"PostgreSQL"; // and nothing else
    QCOMPARE(read.door, isRead ? ConfigDoor::None : ConfigDoor::Database);
    QCOMPARE(read.doorProblem.has_value(), isRead);
    QCOMPARE(read.transactions, std::optional(m_storage != u"MyISAM"));
    QCOMPARE(read.siteZone, QStringLiteral("Europe/Paris"));
    QVERIFY(read.isRunning);
    QCOMPARE(read.lastSign, secondsToMoment(sundayAtThree + 60));
}

void TstMoodleConfig::readsLaterSettings()
{
    make(MoodleEdition::Later);
    put(QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES "
                       "('backup', 'backup_auto_active', '2'), ('backup', 'backup_auto_hour', '4'), "
                       "('backup', 'backup_auto_hour', '5'), ('restore', 'backup_auto_minute', '5'), "
                       "('tool_objectfs', 'filesystem', 'x')"));
    putSetting(QStringLiteral("timezone"), QStringLiteral("99"));
    MoodleConfig read = soundConfig();
    QCOMPARE(read.edition, MoodleEdition::Later);
    QCOMPARE(read.version, QStringLiteral("2023100900.05"));
    QCOMPARE(read.values.size(), 2);
    QCOMPARE(read.values.value(QStringLiteral("backup_auto_active")), QStringLiteral("2"));
    QCOMPARE(read.duplicates, QStringList {QStringLiteral("backup_auto_hour")});
    QCOMPARE(read.door, ConfigDoor::None);
    QVERIFY(read.doorProblem && read.doorProblem->kind == ErrorKind::MissingTool);
    QVERIFY(read.doorProblem->advice.contains(QLatin1String("Automated backup setup")));
    QVERIFY(!read.transactions);
    QCOMPARE(read.scheduleZone, QStringLiteral("99"));
    QCOMPARE(read.siteZone, QStringLiteral("99"));
    QVERIFY(!read.isRunning);
    QVERIFY(!read.lastSign.isValid());

    put(QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES "
                       "('backup', 'backup_auto_running', '1');"
                       "INSERT INTO mdl_backup_controllers (backupid, operation, type, itemid, purpose, status, "
                       "timecreated, timemodified) VALUES ('a', 'backup', 'course', 2, 50, 800, %1, %2), "
                       "('b', 'backup', 'course', 2, 10, 800, %1, %3)")
            .arg(sundayAtThree)
            .arg(sundayAtThree + 60)
            .arg(sundayAtThree + 600));
    read = soundConfig();
    QVERIFY(read.isRunning);
    QCOMPARE(read.lastSign, secondsToMoment(sundayAtThree + 60));
}

void TstMoodleConfig::zoneOfTheMainAdmin_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<QString>("given"); // id, role, context, user
    QTest::addColumn<QString>("forced");
    QTest::addColumn<QString>("scheduleZone");
    QTest::addColumn<QString>("siteZone");
    const auto row = [](const char *name, const char *given, const char *forced, const char *schedule,
                        const char *site) {
        for (const char *storage : {"MyISAM", "SQLite", "PostgreSQL"})
            QTest::addRow("%s, %s", storage, name)
                << QString::fromLatin1(storage) << QString::fromLatin1(given) << QString::fromLatin1(forced)
                << QString::fromLatin1(schedule) << QString::fromLatin1(site);
    };
    row("one", "(7, 1, 1, 2)", "", "Europe/London", "Europe/Paris");
    row("the one who was given it first", "(9, 1, 1, 2), (8, 1, 1, 3), (10, 1, 1, 4)", "", "Asia/Tokyo",
        "Europe/Paris");
    row("a number of hours", "(7, 1, 1, 4)", "", "-5", "Europe/Paris");
    row("none of one's own", "(7, 1, 1, 5)", "", "Europe/Paris", "Europe/Paris");
    row("none of one's own, and one for all", "(7, 1, 1, 5)", "Asia/Kolkata", "Asia/Kolkata", "Asia/Kolkata");
    row("one of one's own, and one for all", "(7, 1, 1, 2)", "Asia/Kolkata", "Europe/London", "Asia/Kolkata");
    row("none for all", "(7, 1, 1, 2)", "99", "Europe/London", "Europe/Paris");
    row("a role that forbids as well", "(7, 2, 1, 3), (8, 1, 1, 2)", "", "Europe/London", "Europe/Paris");
    row("a role in a course", "(7, 3, 2, 3), (8, 1, 1, 2)", "", "Europe/London", "Europe/Paris");
    row("a role of less", "(7, 4, 1, 3), (8, 1, 1, 2)", "", "Europe/London", "Europe/Paris");
    row("nobody", "(7, 4, 1, 3)", "", "", "Europe/Paris");
}

void TstMoodleConfig::zoneOfTheMainAdmin()
{
    QFETCH(QString, given);
    QFETCH(QString, forced);
    QFETCH(QString, scheduleZone);
    QFETCH(QString, siteZone);
    make(MoodleEdition::Old);
    put(tablesOfRoles);
    put(QStringLiteral("INSERT INTO mdl_role_assignments VALUES ") + given);
    putSetting(QStringLiteral("timezone"), QStringLiteral("Europe/Paris"));
    if (!forced.isEmpty())
        putSetting(QStringLiteral("forcetimezone"), forced);
    const MoodleConfig read = soundConfig();
    QCOMPARE(read.scheduleZone, scheduleZone);
    QCOMPARE(read.siteZone, siteZone);
}

void TstMoodleConfig::zonesThatAreNotKnown()
{
    make(MoodleEdition::Old);
    put(tablesOfRoles);
    put(QStringLiteral("DROP TABLE mdl_user; CREATE TABLE mdl_user (id BIGINT); DROP TABLE mdl_config;"
                       "DROP TABLE mdl_backup_log"));
    const MoodleConfig read = soundConfig();
    QCOMPARE(read.edition, MoodleEdition::Old);
    QVERIFY(read.scheduleZone.isEmpty() && read.siteZone.isEmpty() && read.version.isEmpty());
    QVERIFY(!read.lastSign.isValid());
    put(QStringLiteral("DROP TABLE mdl_role_assignments"));
    QVERIFY(soundConfig().scheduleZone.isEmpty());
}

void TstMoodleConfig::laterSettingsByTheDoor()
{
    DoorStage stage;
    QVERIFY(stage.start());
    const QString active = QStringLiteral("backup_auto_active");
    const QString hour = QStringLiteral("backup_auto_hour");
    const QString keep = QStringLiteral("backup_auto_max_kept");
    stage.moodle.setRows({{active, QStringLiteral("0")}, {hour, QStringLiteral("3")}});
    stage.moodle.force({{keep, QStringLiteral("20")}});
    make(QStringLiteral("SQLite"), MoodleEdition::Later);
    // Somebody has changed the table behind Moodle's back: its cache has the hour before, and no minute.
    put(QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES "
                       "('backup', 'backup_auto_active', '0'), ('backup', 'backup_auto_hour', '5'), "
                       "('backup', 'backup_auto_minute', '25'), ('backup', 'backup_auto_delete_days', '0')"));
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, m_tables.address(m_storage), QStringLiteral("mdl_"), {}, stage.door());
    QVERIFY(moodle);
    const Result<MoodleConfig> read = (*moodle)->backupConfig();
    QVERIFY2(read, read ? "" : doorWords(read.error()).constData());
    QCOMPARE(read->door, ConfigDoor::Cli);
    QVERIFY(!read->doorProblem);
    QCOMPARE(read->values.size(), 4);
    QCOMPARE(read->values.value(active), QStringLiteral("0"));
    QCOMPARE(read->values.value(hour), QStringLiteral("5"));
    QCOMPARE(read->served,
             (QHash<QString, QString> {{hour, QStringLiteral("3")},
                                       {keep, QStringLiteral("20")},
                                       {QStringLiteral("backup_auto_minute"), QStringLiteral("0")}}));
    QCOMPARE(read->forced, QStringList {keep});
    // What config.php says of the zone holds, whatever the table has.
    stage.moodle.put(QStringLiteral("zone"), "Asia/Tokyo");
    putSetting(QStringLiteral("timezone"), QStringLiteral("Europe/Paris"));
    const Result<MoodleConfig> zoned = (*moodle)->backupConfig();
    QVERIFY(zoned);
    QCOMPARE(zoned->scheduleZone, QStringLiteral("Asia/Tokyo"));
    QCOMPARE(zoned->siteZone, QStringLiteral("Asia/Tokyo"));
    stage.moodle.remove(QStringLiteral("zone"));
    QCOMPARE((*moodle)->backupConfig()->scheduleZone, QStringLiteral("Europe/Paris"));

    const QList<ConfigChange> changes {{active, QStringLiteral("0"), QStringLiteral("1")}};
    QCOMPARE((*moodle)->statementsFor(changes).size(), 1);
    QVERIFY(
        (*moodle)->statementsFor(changes).constFirst().contains(QLatin1String("--name=backup_auto_active --set=1")));
    const Result<QList<ConfigOutcome>> outcomes = (*moodle)->compareAndSet(changes);
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->constFirst().kind, ConfigOutcome::Kind::Written);
    QCOMPARE(stage.moodle.rows().value(active), QStringLiteral("1"));
}

void TstMoodleConfig::saysWhatTheTableHasAndMoodleDoesNotServe()
{
    // As where PHP ends after it wrote the table and before its cache went.
    DoorStage stage;
    QVERIFY(stage.start());
    const QString hour = QStringLiteral("backup_auto_hour");
    const QString minute = QStringLiteral("backup_auto_minute");
    stage.moodle.setRows({{hour, QStringLiteral("3")}, {minute, QStringLiteral("5")}});
    QVERIFY(stage.door()->read({}));
    stage.moodle.writeBehindItsBack(hour, QStringLiteral("4"));
    make(QStringLiteral("SQLite"), MoodleEdition::Later);
    put(QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES "
                       "('backup', 'backup_auto_hour', '4'), ('backup', 'backup_auto_minute', '5')"));
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, m_tables.address(m_storage), QStringLiteral("mdl_"), {}, stage.door());
    QVERIFY(moodle);
    const Result<QList<ConfigOutcome>> outcomes = (*moodle)->compareAndSet(
        {{hour, QStringLiteral("3"), QStringLiteral("4")}, {minute, QStringLiteral("5"), QStringLiteral("10")}});
    QVERIFY2(outcomes, outcomes ? "" : doorWords(outcomes.error()).constData());
    QCOMPARE(outcomes->at(0).kind, ConfigOutcome::Kind::Unknown);
    QVERIFY(outcomes->at(0).error && outcomes->at(0).error->advice.contains(QLatin1String("Purge")));
    QCOMPARE(outcomes->at(1).kind, ConfigOutcome::Kind::NotTried);
    // Where the table does not answer, nobody knows.
    put(QStringLiteral("DROP TABLE mdl_config_plugins"));
    const Result<QList<ConfigOutcome>> unseen =
        (*moodle)->compareAndSet({{hour, QStringLiteral("3"), QStringLiteral("4")}});
    QVERIFY2(unseen, unseen ? "" : doorWords(unseen.error()).constData());
    QCOMPARE(unseen->constFirst().kind, ConfigOutcome::Kind::Unknown);
    QVERIFY(unseen->constFirst().error);
}

void TstMoodleConfig::laterSettingsAreNotWrittenBySql()
{
    make(MoodleEdition::Later);
    const auto moodle = site(m_tables.address(m_storage));
    QVERIFY(moodle);
    const QList<ConfigChange> changes {{QStringLiteral("backup_auto_active"), std::nullopt, QStringLiteral("1")}};
    const Result<QList<ConfigOutcome>> outcomes = moodle->compareAndSet(changes);
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::MissingTool);
    QVERIFY(moodle->statementsFor(changes).isEmpty());
    QVERIFY(soundConfig().values.isEmpty());
}

NIGHTKEEP_TEST(TstMoodleConfig, integration, Core, 240)
#include "tst_moodleconfig.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What a Moodle is, and how its backups are set, by its own tables.
class TstWhichMoodle : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsOldFacts_data() { allEngines(); }
    void readsOldFacts();
    void readsLaterFacts_data() { allEngines(); }
    void readsLaterFacts();
    void fillsInWhatMoodleRunsWith_data();
    void fillsInWhatMoodleRunsWith();
    void takesSettingsAsPhpDoes_data();
    void takesSettingsAsPhpDoes();
    void tellsTheEdition_data();
    void tellsTheEdition();
    void tellsTheEditionByTables();

private:
    /// What make() leaves.
    static MoodleFacts madeFacts(MoodleEdition edition);
    void compareFacts(const MoodleFacts &expected);
};

MoodleFacts TstWhichMoodle::madeFacts(MoodleEdition edition)
{
    const bool later = edition == MoodleEdition::Later;
    MoodleFacts made;
    made.edition = edition;
    made.version = later ? QStringLiteral("2023100900.05") : QStringLiteral("2007101520");
    made.release = later ? QStringLiteral("4.3+ (Build: 20231222)") : QStringLiteral("1.9.2 (Build: 20080711)");
    if (later) { // a missing row is nothing to PHP
        made.keep = 0;
        made.skipHidden = false;
        made.skipUnchangedDays = 0;
        made.skipUnchanged = false;
    }
    return made;
}

void TstWhichMoodle::compareFacts(const MoodleFacts &expected)
{
    QCOMPARE(toJson(soundFacts()), toJson(expected));
}

void TstWhichMoodle::readsOldFacts()
{
    make(MoodleEdition::Old);
    put(QStringLiteral("INSERT INTO mdl_config (name, value) VALUES ('siteidentifier', 'aB3moodle.example.org'), "
                       "('timezone', '99');"
                       "INSERT INTO mdl_backup_config (name, value) VALUES ('backup_sche_active', '1'), "
                       "('backup_sche_weekdays', '1000100'), ('backup_sche_hour', '3'), ('backup_sche_minute', '30'), "
                       "('backup_sche_destination', '/data/back ups/é'), ('backup_sche_keep', '2'), "
                       "('backup_sche_sectionsummaries', '1')"));
    MoodleFacts expected = madeFacts(MoodleEdition::Old);
    expected.siteIdentifier = QStringLiteral("aB3moodle.example.org");
    expected.active = BackupActive::On;
    expected.weekdays = QStringLiteral("1000100");
    expected.hour = 3;
    expected.minute = 30;
    expected.storage = BackupStorage::Folder;
    expected.destination = "/data/back ups/é";
    expected.keep = 2;
    expected.fileSystemKnown = true;
    compareFacts(expected);
}

void TstWhichMoodle::readsLaterFacts()
{
    make(MoodleEdition::Later);
    put(QStringLiteral(
        "INSERT INTO mdl_config (name, value) VALUES ('siteidentifier', 'aB3moodle.example.org');"
        "INSERT INTO mdl_config_plugins (plugin, name, value) VALUES ('backup', 'backup_auto_active', '2'), "
        "('backup', 'backup_auto_weekdays', '1111111'), ('backup', 'backup_auto_hour', '1'), "
        "('backup', 'backup_auto_minute', '5'), ('backup', 'backup_auto_storage', '2'), "
        "('backup', 'backup_auto_destination', '/srv/mbz'), ('backup', 'backup_auto_max_kept', '0'), "
        "('backup', 'backup_auto_delete_days', '35'), ('backup', 'backup_auto_min_kept', '1'), "
        "('other', 'backup_auto_hour', '23'), ('tool_objectfs', 's3_secret', 'not to be read'), "
        "('tool_objectfs', 'filesystem', 'tool_objectfs.s3_file_system')"));
    MoodleFacts expected = madeFacts(MoodleEdition::Later);
    expected.siteIdentifier = QStringLiteral("aB3moodle.example.org");
    expected.active = BackupActive::Manual;
    expected.weekdays = QStringLiteral("1111111");
    expected.hour = 1;
    expected.minute = 5;
    expected.storage = BackupStorage::Both;
    expected.destination = "/srv/mbz";
    expected.keep = 0;
    expected.deleteDays = 35;
    expected.keepLeast = 1;
    expected.fileSystemClass = QStringLiteral("tool_objectfs.s3_file_system");
    expected.fileSystemKnown = true;
    compareFacts(expected);

    // What Moodle itself goes by is believed before what a plugin was told.
    put(QStringLiteral("INSERT INTO mdl_config (name, value) VALUES ('alternative_file_system_class', 'other_files')"));
    expected.fileSystemClass = QStringLiteral("other_files");
    compareFacts(expected);
}

void TstWhichMoodle::fillsInWhatMoodleRunsWith_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::newRow("1.9") << MoodleEdition::Old;
    QTest::newRow("2.x") << MoodleEdition::Later;
}

void TstWhichMoodle::fillsInWhatMoodleRunsWith()
{
    QFETCH(MoodleEdition, edition);
    make(QStringLiteral("SQLite"), edition);
    const bool later = edition == MoodleEdition::Later;
    MoodleFacts expected = madeFacts(edition);
    expected.weekdays = QStringLiteral("0000000");
    expected.fileSystemKnown = !later;
    compareFacts(expected);
}

void TstWhichMoodle::takesSettingsAsPhpDoes_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *what, MoodleEdition edition, const char *name, const char *value, const char *field,
                        const char *expected) {
        QTest::newRow(what) << edition << QString::fromLatin1(name) << QString::fromLatin1(value)
                            << QString::fromLatin1(field) << QString::fromLatin1(expected);
    };
    const MoodleEdition old = MoodleEdition::Old;
    const MoodleEdition later = MoodleEdition::Later;
    row("off", old, "backup_sche_active", "0", "active", "off");
    row("nothing is off", old, "backup_sche_active", "", "active", "off");
    row("anything else is on", old, "backup_sche_active", "yes", "active", "on");
    row("keeps all", old, "backup_sche_keep", "0", "keep", "0");
    row("digits before a letter", old, "backup_sche_keep", "20x", "keep", "20");
    row("blank before digits", old, "backup_sche_keep", " 5", "keep", "5");
    row("no digits", old, "backup_sche_hour", "three", "hour", "0");
    row("less than nothing", old, "backup_sche_keep", "-3", "keep", "0");
    row("very many", old, "backup_sche_keep", "99999999999999999999", "keep", "999999999");
    row("no folder", old, "backup_sche_destination", "", "storage", "courses");
    row("a folder", old, "backup_sche_destination", "/b", "storage", "folder");
    row("on", later, "backup_auto_active", "1", "active", "on");
    row("by hand", later, "backup_auto_active", "2", "active", "manual");
    row("no such way", later, "backup_auto_active", "7", "active", "off");
    row("folder alone", later, "backup_auto_storage", "1", "storage", "folder");
    row("no such place", later, "backup_auto_storage", "9", "storage", "courses");
    row("number kept", later, "backup_auto_max_kept", "5", "keep", "5");
    row("number kept before 3.0", later, "backup_auto_keep", "4", "keep", "4");
    row("a folder that is not used", later, "backup_auto_destination", "/b", "storage", "courses");
}

void TstWhichMoodle::takesSettingsAsPhpDoes()
{
    QFETCH(MoodleEdition, edition);
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, field);
    QFETCH(QString, expected);
    make(QStringLiteral("SQLite"), edition);
    put(edition == MoodleEdition::Old
            ? QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES ('%1', '%2')").arg(name, value)
            : QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES ('backup', '%1', '%2')")
                  .arg(name, value));
    const QJsonObject found = toJson(soundFacts());
    QVERIFY(found.contains(field));
    QCOMPARE(found.value(field).toVariant().toString(), expected);
}

void TstWhichMoodle::tellsTheEdition_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<MoodleEdition>("edition");
    QTest::newRow("1.9") << QStringLiteral("2007101591.20") << MoodleEdition::Old;
    QTest::newRow("the last before 2.0") << QStringLiteral("2010112399") << MoodleEdition::Old;
    QTest::newRow("2.0") << QStringLiteral("2010112400") << MoodleEdition::Later;
    QTest::newRow("4.3") << QStringLiteral("2023100900.05") << MoodleEdition::Later;
    QTest::newRow("no number: by a table of 2.x") << QStringLiteral("?") << MoodleEdition::Later;
    QTest::newRow("empty: by a table of 2.x") << QString() << MoodleEdition::Later;
}

void TstWhichMoodle::tellsTheEdition()
{
    QFETCH(QString, version);
    QFETCH(MoodleEdition, edition);
    make(QStringLiteral("SQLite"), MoodleEdition::Later);
    put(QStringLiteral("UPDATE mdl_config SET value = '%1' WHERE name = 'version';"
                       "CREATE TABLE mdl_backup_config (id INTEGER PRIMARY KEY, name TEXT, value TEXT)")
            .arg(version));
    const MoodleFacts found = soundFacts();
    QCOMPARE(found.edition, edition);
    QCOMPARE(found.version, version);
}

void TstWhichMoodle::tellsTheEditionByTables()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    put(QStringLiteral("DROP TABLE mdl_config"));
    const MoodleFacts byTable = soundFacts();
    QCOMPARE(byTable.edition, MoodleEdition::Old);
    QCOMPARE(byTable.version, QString());

    put(QStringLiteral("DROP TABLE mdl_backup_config"));
    const Result<MoodleFacts> found = facts();
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::MissingTable);
    QVERIFY2(found.error().advice.contains(QLatin1String("prefix")), qPrintable(found.error().advice));

    make(QStringLiteral("InnoDB"), MoodleEdition::Later);
    put(QStringLiteral("DROP TABLE mdl_config"));
    QCOMPARE(soundFacts().edition, MoodleEdition::Later);
}

NIGHTKEEP_TEST(TstWhichMoodle, integration, Core, 300)
#include "tst_whichmoodle.moc"

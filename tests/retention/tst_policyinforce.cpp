// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/retention/madesite.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using InForceChange = void (*)(RetentionReading &reading);

struct InForceCase
{
    const char *name;
    bool hasRules;
    bool isKnown;
    bool isSeen;
    int retainOnly; ///< of the rules
    const char *missing; ///< a part of one of the sentences; empty: nothing about the data folder
    InForceChange change;
};

ServerRow &inForceRow(RetentionReading &reading)
{
    return reading.servers.first();
}

CoverageRow &inForceData(RetentionReading &reading)
{
    return inForceRow(reading).coverage.first();
}

const QList<InForceCase> inForceCases {
    {"by the server's class", true, true, true, 60, "", [](RetentionReading &) {}},
    {"by agreed figures", true, true, true, 90, "",
     [](RetentionReading &reading) {
         inForceRow(reading).snapshot->managementClasses.reset();
         inForceRow(reading).server.decisions.backup = {1, 2, 30, 1, 90};
     }},
    {"the class before what was agreed", true, true, true, 60, "",
     [](RetentionReading &reading) {
         inForceRow(reading).server.decisions.backup = {1, 2, 30, 1, 90};
     }},
    {"a figure is missing", false, false, true, 0, "days that the last copy of a deleted file is kept",
     [](RetentionReading &reading) { inForceRow(reading).snapshot->managementClasses->first().retainOnly.reset(); }},
    {"not backed up", false, true, true, 0, "",
     [](RetentionReading &reading) {
         inForceData(reading).state = CoverageState::Uncovered;
         inForceData(reading).by.clear();
     }},
    {"nobody knows whether it is backed up", false, false, true, 0, "Whether /data/moodle on moodle-c",
     [](RetentionReading &reading) { inForceData(reading).state = CoverageState::Unknown; }},
    {"by the page's word alone", true, true, false, 60, "the page alone says so",
     [](RetentionReading &reading) { inForceData(reading).evidence = Evidence::Declared; }},
    {"left out by the page's word alone", false, true, false, 0, "the page alone says so",
     [](RetentionReading &reading) {
         inForceRow(reading).server.current = {"/opt"};
         inForceData(reading).state = CoverageState::Uncovered;
         inForceData(reading).by.clear();
         inForceData(reading).evidence = Evidence::Declared;
     }},
    {"a page that lists nothing", false, false, false, 0, "Whether /data/moodle on moodle-c",
     [](RetentionReading &reading) {
         inForceData(reading).state = CoverageState::Uncovered;
         inForceData(reading).by.clear();
         inForceData(reading).evidence = Evidence::Declared;
     }},
    {"the moment of the incremental was never seen", true, true, true, 60, "22:00 is taken",
     [](RetentionReading &reading) { inForceData(reading).lastIncremental = {}; }},
    {"no such server", false, false, false, 0, "which the matrix does not have",
     [](RetentionReading &reading) { reading.servers.clear(); }},
};

} // namespace

class TstPolicyInForce : public QObject
{
    Q_OBJECT

private slots:
    void storage_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 0; at < int(inForceCases.size()); ++at)
            QTest::newRow(inForceCases.at(at).name) << at;
    }
    void storage()
    {
        QFETCH(int, at);
        const InForceCase &row = inForceCases.at(at);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        row.change(reading);
        QStringList missing;
        const FolderStorage storage =
            folderStorage(reading, reading.site.dataServer, reading.site.dataFolder, &missing);
        QCOMPARE(storage.rules.has_value(), row.hasRules);
        QCOMPARE(storage.isKnown, row.isKnown);
        QCOMPARE(storage.isSeen, row.isSeen);
        if (row.hasRules) {
            QCOMPARE(storage.rules->retainOnly, row.retainOnly);
            QCOMPARE(storage.rules->minuteOfDay, 22 * 60);
            QCOMPARE(storage.rules->everyDays, 1);
        }
        const QString all = missing.join(u'\n');
        QVERIFY2(all.contains(QLatin1String(row.missing)), qPrintable(all));
        QCOMPARE(missing.isEmpty(), QLatin1String(row.missing).isEmpty());
        QStringList known;
        QCOMPARE(policyInForce(reading, known).storage, storage.rules);
    }

    void takesTheTimeOfTheLastIncremental()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.site.timeZone = QStringLiteral("Europe/Berlin");
        inForceData(reading).lastIncremental = QDateTime(QDate(2008, 12, 14), QTime(0, 27), QTimeZone::utc());
        const FolderStorage storage = folderStorage(reading, reading.site.dataServer, reading.site.dataFolder);
        QVERIFY(storage.rules.has_value());
        QCOMPARE(storage.rules->minuteOfDay, 87);
    }

    void rulesOfMoodle_data()
    {
        QTest::addColumn<bool>("isRead");
        QTest::addColumn<bool>("hasOptions");
        QTest::addColumn<QString>("hour"); // of the options
        QTest::addColumn<int>("minuteOfDay"); // -1: not known
        QTest::newRow("as Moodle was read") << true << true << QStringLiteral("5") << 180;
        QTest::newRow("as its options were read") << false << true << QStringLiteral("5") << 300;
        QTest::newRow("an option makes no sense") << false << true << QStringLiteral("noon") << -1;
        QTest::newRow("neither") << false << false << QString() << -1;
    }
    void rulesOfMoodle()
    {
        QFETCH(bool, isRead);
        QFETCH(bool, hasOptions);
        QFETCH(QString, hour);
        QFETCH(int, minuteOfDay);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        if (!isRead)
            reading.backups.head.moodleReadAt = {};
        SettingsSnapshot snapshot;
        snapshot.readAt = MadeCourses::now();
        snapshot.config.values = {{QStringLiteral("backup_sche_active"), QStringLiteral("1")},
                                  {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1000000")},
                                  {QStringLiteral("backup_sche_hour"), hour},
                                  {QStringLiteral("backup_sche_minute"), QStringLiteral("0")},
                                  {QStringLiteral("backup_sche_keep"), QStringLiteral("1")}};
        if (hasOptions)
            reading.settings = makeSettingsView(reading.site, snapshot, {});
        QStringList missing;
        const RetentionPolicy policy = policyInForce(reading, missing);
        QCOMPARE(policy.course ? policy.course->minuteOfDay : -1, minuteOfDay);
        const QString all = missing.join(u'\n');
        QCOMPARE(all.contains(QStringLiteral("When Moodle makes the courses' backups")), minuteOfDay < 0);
    }

    /// What nobody has read is said, and so is what the rules cannot tell.
    void saysWhatIsSkipped_data()
    {
        QTest::addColumn<int>("edition");
        QTest::addColumn<int>("days"); // -1: nobody has read it
        QTest::addColumn<QString>("missing"); // empty: nothing about that
        QTest::newRow("1.9") << int(MoodleEdition::Old) << -1 << QString();
        QTest::newRow("nobody has read it")
            << int(MoodleEdition::Later) << -1 << QStringLiteral("Whether moodle skips courses");
        QTest::newRow("none") << int(MoodleEdition::Later) << 0 << QString();
        QTest::newRow("some") << int(MoodleEdition::Later) << 30
                              << QStringLiteral("Which courses of moodle are skipped");
    }
    void saysWhatIsSkipped()
    {
        QFETCH(int, edition);
        QFETCH(int, days);
        QFETCH(QString, missing);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        MoodleFacts &facts = reading.backups.head.moodle;
        facts.edition = MoodleEdition(edition);
        if (days >= 0) {
            facts.skipUnchangedDays = days;
            facts.skipUnchanged = false;
        }
        reading.site.name = QStringLiteral("moodle");
        QStringList sentences;
        const RetentionPolicy policy = policyInForce(reading, sentences);
        QVERIFY(policy.course.has_value());
        QCOMPARE(policy.course->skipUnchangedDays, std::max(days, 0));
        const QString all = sentences.join(u'\n');
        QVERIFY2(all.contains(missing), qPrintable(all));
        QCOMPARE(all.contains(QLatin1String("skip")), !missing.isEmpty());
    }

    /// Of a later Moodle whose courses were never read.
    void rulesOfALaterMoodlesOptions()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.backups.head.moodleReadAt = {};
        SettingsSnapshot snapshot;
        snapshot.readAt = MadeCourses::now();
        snapshot.config.edition = MoodleEdition::Later;
        snapshot.config.values = {{QStringLiteral("backup_auto_active"), QStringLiteral("1")},
                                  {QStringLiteral("backup_auto_weekdays"), QStringLiteral("0100000")},
                                  {QStringLiteral("backup_auto_hour"), QStringLiteral("4")},
                                  {QStringLiteral("backup_auto_minute"), QStringLiteral("10")},
                                  {QStringLiteral("backup_auto_max_kept"), QStringLiteral("5")},
                                  {QStringLiteral("backup_auto_delete_days"), QStringLiteral("35")},
                                  {QStringLiteral("backup_auto_min_kept"), QStringLiteral("1")},
                                  {QStringLiteral("backup_auto_skip_hidden"), QStringLiteral("1")},
                                  {QStringLiteral("backup_auto_skip_modif_days"), QStringLiteral("10")},
                                  {QStringLiteral("backup_auto_skip_modif_prev"), QStringLiteral("1")}};
        reading.settings = makeSettingsView(reading.site, snapshot, {});
        QStringList missing;
        const std::optional<CourseRules> rules = policyInForce(reading, missing).course;
        QVERIFY2(rules.has_value(), qPrintable(missing.join(u'\n')));
        const CourseRules wanted {true, QStringLiteral("0100000"), 250, 5, 35, 1, 10, true};
        QCOMPARE(*rules, wanted);
        snapshot.config.values.insert(QStringLiteral("backup_auto_skip_modif_days"), QStringLiteral("some"));
        reading.settings = makeSettingsView(reading.site, snapshot, {});
        QVERIFY(!policyInForce(reading, missing).course.has_value());
    }

    /// With the courses the table alone is read, and Moodle may run with something else.
    void whatALaterMoodleServesCounts()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.backups.head.moodle.edition = MoodleEdition::Later;
        reading.backups.head.moodle.keep = 5;
        SettingsSnapshot snapshot;
        snapshot.readAt = MadeCourses::now();
        snapshot.config.edition = MoodleEdition::Later;
        snapshot.config.values = {{QStringLiteral("backup_auto_active"), QStringLiteral("1")},
                                  {QStringLiteral("backup_auto_weekdays"), QStringLiteral("1000000")},
                                  {QStringLiteral("backup_auto_max_kept"), QStringLiteral("5")}};
        reading.settings = makeSettingsView(reading.site, snapshot, {});
        QStringList missing;
        QCOMPARE(policyInForce(reading, missing).course.value_or(CourseRules()).keep, 5);
        snapshot.config.served = {{QStringLiteral("backup_auto_max_kept"), QStringLiteral("1")}};
        snapshot.config.forced = QStringList {QStringLiteral("backup_auto_max_kept")};
        reading.settings = makeSettingsView(reading.site, snapshot, {});
        QCOMPARE(policyInForce(reading, missing).course.value_or(CourseRules()).keep, 1);
    }

    void archivesNeedDaysAndYears()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        QStringList missing;
        QVERIFY(!policyInForce(reading, missing).archives.has_value());
        ArchiveRecord record;
        record.run.request.site = reading.site.name;
        record.run.startedAt = QDateTime(QDate(2008, 6, 13), QTime(12, 0), QTimeZone::utc());
        record.status.state = ArchiveState::Complete;
        record.status.finishedAt = record.run.startedAt.addSecs(60);
        record.status.sha256 = QByteArray(64, 'a');
        reading.archives = {record};
        missing.clear();
        const std::optional<ArchiveRules> rules = policyInForce(reading, missing).archives;
        QVERIFY(rules.has_value());
        QCOMPARE(rules->termEnds, QStringList {QStringLiteral("06-13")});
        QCOMPARE(rules->keepYears, 1);
        reading.servers.first().snapshot->managementClasses->first().archiveRetain = NoLimit;
        QCOMPARE(policyInForce(reading, missing).archives->keepYears, NoLimit);
    }

    void sizesAreThoseThatAreKnown()
    {
        CourseReading courses = MadeSite::twoCourses();
        courses.courses.append(MadeCourses::course(14, QStringLiteral("NEW14")));
        const RetentionSizes sizes = sizesOf(MadeSite::reading(courses));
        QCOMPARE(sizes.courses, qint64(3));
        QCOMPARE(sizes.courseNight, qint64(600000)); // as large as the two that have one
        QCOMPARE(sizes.dump, qint64(-1));
    }
};

NIGHTKEEP_TEST(TstPolicyInForce, unit, Core)
#include "tst_policyinforce.moc"

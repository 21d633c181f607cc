// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsinforce.h"
#include "models/settingsmeaning.h"
#include "tests/retention/madesite.h"
#include "tests/settings/madesettings.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Nightkeep;

namespace {

using Texts = QHash<QString, QString>;

const Finding *settingsFindingOf(const QList<Finding> &findings, const QString &end)
{
    for (const Finding &finding : findings) {
        if (finding.id.endsWith(u'/' + end))
            return &finding;
    }
    return nullptr;
}

/// Over the courses and settings given and a server that is backed up at ten in the evening.
WorkspaceReading settingsFindingsReading(const SettingsView &view, const CourseReading &courses)
{
    WorkspaceReading made {};
    made.now = MadeCourses::now();
    made.servers = QList<ServerRow> {MadeSite::row()};
    made.sites = QList<SettingsView> {view};
    made.courses = QList<SiteBackups> {joinBackups(view.site, courses, made.now)};
    return made;
}

CourseReading settingsFindingsCourses(const QStringList &shortNames)
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    qint64 id = 10;
    for (const QString &name : shortNames)
        made.courses.append(MadeCourses::course(id++, name));
    return made;
}

Texts settingsFindingsTexts(const QString &assignments)
{
    Texts texts;
    for (const QString &each : assignments.split(u' ', Qt::SkipEmptyParts))
        texts.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
    return texts;
}

} // namespace

/// What is said of a site's settings: by themselves, and with what is known of its courses and servers.
class TstSettingsFindings : public QObject
{
    Q_OBJECT

private slots:
    void bySettingsAlone_data();
    void bySettingsAlone();
    void nothingIsSaidOfWhatIsRight();
    void whatIsAgreedIsNotTooLittle();
    void notInForce();
    void severalRows();
    void theMarkOfARun_data();
    void theMarkOfARun();
    void whatCannotBeChangedHere();
    void sharedFolders_data();
    void sharedFolders();
    void pairsOfNamesByBruteForce();
    void keepsAllWhileTheDiskFills();
    void clashes_data();
    void clashes();
};

void TstSettingsFindings::bySettingsAlone_data()
{
    QTest::addColumn<int>("edition");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("severity");
    const auto row = [](const char *what, MoodleEdition edition, const char *options, const char *id,
                        Severity severity) {
        QTest::newRow(what) << int(edition) << QString::fromLatin1(options) << QString::fromLatin1(id) << int(severity);
    };
    const MoodleEdition old = MoodleEdition::Old;
    const MoodleEdition later = MoodleEdition::Later;
    row("1.9, off", old, "active=0", "backup_sche_active/off", Severity::Critical);
    row("1.9, on no day", old, "weekdays=0000000", "backup_sche_weekdays/never", Severity::Critical);
    row("1.9, nonsense", old, "hour=25", "backup_sche_hour/invalid", Severity::Warning);
    row("1.9, no activities", old, "modules=0", "backup_sche_modules/content", Severity::Warning);
    row("1.9, no users' data", old, "withuserdata=0", "backup_sche_withuserdata/content", Severity::Warning);
    row("1.9, no users", old, "users=2", "backup_sche_users/content", Severity::Warning);
    row("1.9, no course files", old, "coursefiles=0", "backup_sche_coursefiles/content", Severity::Warning);
    row("1.9, messages", old, "messages=1", "backup_sche_messages/idle", Severity::Info);
    row("1.9, blogs", old, "blogs=1", "backup_sche_blogs/idle", Severity::Info);
    row("later, off", later, "active=0", "backup_auto_active/off", Severity::Critical);
    row("later, by hand", later, "active=2", "backup_auto_active/manual", Severity::Warning);
    row("later, on no day", later, "weekdays=0000000", "backup_auto_weekdays/never", Severity::Critical);
    row("later, no users", later, "users=0", "backup_auto_users/content", Severity::Warning);
    row("later, no files", later, "files=0", "backup_auto_files/content", Severity::Warning);
    row("later, no activities", later, "activities=0", "backup_auto_activities/content", Severity::Warning);
    row("later, every backup goes", later, "max_kept=0 delete_days=35 min_kept=0", "backup_auto_max_kept/nothing",
        Severity::Critical);
    row("later, all but one go", later, "max_kept=0 delete_days=35 min_kept=1", "backup_auto_max_kept/least",
        Severity::Warning);
    row("later, a folder that nothing is put into", later, "storage=0 destination=/backups",
        "backup_auto_destination/idle", Severity::Info);
    row("later, no folder to put into", later, "storage=1", "backup_auto_destination/folder", Severity::Warning);
    row("later, the least of what no age deletes", later, "min_kept=5", "backup_auto_min_kept/idle", Severity::Info);
    row("later, logs without users", later, "users=0 logs=1", "backup_auto_logs/idle", Severity::Info);
}

void TstSettingsFindings::bySettingsAlone()
{
    QFETCH(int, edition);
    QFETCH(QString, options);
    QFETCH(QString, id);
    QFETCH(int, severity);
    const QDateTime now = MadeCourses::now();
    const SettingsView right = MadeSettings::view(MoodleEdition(edition));
    QVERIFY(!settingsFindingOf(SettingsService::findings(right, now), id));
    const SettingsView view = MadeSettings::view(MoodleEdition(edition), settingsFindingsTexts(options));
    const QList<Finding> findings = SettingsService::findings(view, now);
    const Finding *finding = settingsFindingOf(findings, id);
    QVERIFY2(finding, qPrintable(id));
    QCOMPARE(int(finding->severity), severity);
    QCOMPARE(finding->id, QStringLiteral("settings/moodle/") + id);
    QCOMPARE(finding->kind, QStringLiteral("setting-") + id.section(u'/', -1));
    QVERIFY(!finding->title.isEmpty() && !finding->reason.isEmpty() && !finding->advice.isEmpty());
}

void TstSettingsFindings::nothingIsSaidOfWhatIsRight()
{
    for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later}) {
        const SettingsView view = MadeSettings::view(edition);
        const QList<Finding> findings = SettingsService::findings(view, MadeCourses::now());
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.constFirst().kind, QStringLiteral("setting-unagreed"));
    }
}

void TstSettingsFindings::whatIsAgreedIsNotTooLittle()
{
    const QString modules = QStringLiteral("backup_sche_modules");
    const SettingsView view = MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("modules"), QStringLiteral("0")}},
                                                 {{modules, AgreedSetting {QStringLiteral("0"), {}, {}}}});
    QVERIFY(SettingsService::findings(view, MadeCourses::now()).isEmpty());
}

void TstSettingsFindings::notInForce()
{
    const QString hour = QStringLiteral("backup_auto_hour");
    SettingsSnapshot read = MadeSettings::snapshot(MoodleEdition::Later);
    read.config.served.insert(hour, QStringLiteral("4"));
    const QHash<QString, AgreedSetting> agreed {{hour, AgreedSetting {QStringLiteral("3"), {}, {}}}};
    QList<Finding> findings =
        SettingsService::findings(makeSettingsView(MadeCourses::site(), read, agreed), MadeCourses::now());
    const Finding *cached = settingsFindingOf(findings, QStringLiteral("cached"));
    QVERIFY(cached);
    QVERIFY2(cached->reason.contains(QStringLiteral("03:00")) && cached->reason.contains(QStringLiteral("04:00")),
             qPrintable(cached->reason));
    QVERIFY2(cached->advice.contains(QStringLiteral("caches")), qPrintable(cached->advice));
    QVERIFY(settingsFindingOf(findings, QStringLiteral("differs"))); // though the row is as agreed

    read.config.forced = QStringList {hour};
    findings = SettingsService::findings(makeSettingsView(MadeCourses::site(), read, agreed), MadeCourses::now());
    QVERIFY(!settingsFindingOf(findings, QStringLiteral("cached")));
    const Finding *forced = settingsFindingOf(findings, QStringLiteral("forced"));
    QVERIFY(forced);
    QCOMPARE(forced->severity, Severity::Warning);
    QCOMPARE(forced->act, FindingAct::Show); // writing would not bring it in line
    QVERIFY2(forced->reason.contains(QStringLiteral("config.php")), qPrintable(forced->reason));

    read.config.served[hour] = QStringLiteral("3"); // as agreed, and not as the row
    read.config.values[hour] = QStringLiteral("4");
    findings = SettingsService::findings(makeSettingsView(MadeCourses::site(), read, agreed), MadeCourses::now());
    QVERIFY(!settingsFindingOf(findings, QStringLiteral("differs")));
    forced = settingsFindingOf(findings, QStringLiteral("forced"));
    QVERIFY(forced);
    QCOMPARE(forced->severity, Severity::Info);
}

void TstSettingsFindings::severalRows()
{
    SettingsSnapshot read = MadeSettings::snapshot(MoodleEdition::Old);
    read.config.duplicates = QStringList {QStringLiteral("backup_sche_keep")};
    const SettingsView view = makeSettingsView(MadeCourses::site(), read, {});
    QVERIFY(settingsFindingOf(SettingsService::findings(view, MadeCourses::now()),
                              QStringLiteral("backup_sche_keep/duplicate")));
    QVERIFY(!factsInForce(view)); // how many are kept is the database's choice
    read.config.duplicates.clear();
    QVERIFY(factsInForce(makeSettingsView(MadeCourses::site(), read, {})));
}

void TstSettingsFindings::theMarkOfARun_data()
{
    QTest::addColumn<int>("minutesBefore"); // the last sign, before it was read; below 0: none
    QTest::addColumn<QString>("says"); // empty: nothing
    QTest::newRow("at work") << 29 << QString();
    QTest::newRow("left over") << 31 << QStringLiteral("was left over");
    QTest::newRow("nothing is known of it") << -1 << QStringLiteral("nobody knows");
}

void TstSettingsFindings::theMarkOfARun()
{
    QFETCH(int, minutesBefore);
    QFETCH(QString, says);
    SettingsSnapshot read = MadeSettings::snapshot(MoodleEdition::Old);
    read.config.isRunning = true;
    if (minutesBefore >= 0)
        read.config.lastSign = read.readAt.addSecs(-60 * minutesBefore);
    const QList<Finding> findings =
        SettingsService::findings(makeSettingsView(MadeCourses::site(), read, {}), MadeCourses::now());
    const Finding *running = settingsFindingOf(findings, QStringLiteral("running"));
    QCOMPARE(running != nullptr, !says.isEmpty());
    if (running)
        QVERIFY2(running->title.contains(says), qPrintable(running->title));
}

void TstSettingsFindings::whatCannotBeChangedHere()
{
    SettingsSnapshot read = MadeSettings::snapshot(MoodleEdition::Later);
    read.config.door = ConfigDoor::None;
    read.config.doorProblem = Error {ErrorKind::MissingTool, QStringLiteral("There is no PHP."), {}, {}};
    const QList<Finding> findings =
        SettingsService::findings(makeSettingsView(MadeCourses::site(), read, {}), MadeCourses::now());
    const Finding *door = settingsFindingOf(findings, QStringLiteral("door"));
    QVERIFY(door);
    QCOMPARE(door->severity, Severity::Info);
    QCOMPARE(door->reason, QStringLiteral("There is no PHP."));
    QVERIFY2(door->advice.contains(QStringLiteral("Site administration")), qPrintable(door->advice));

    read.config.door = ConfigDoor::Cli; // it can be written by, and did not say what is in force
    const QList<Finding> others =
        SettingsService::findings(makeSettingsView(MadeCourses::site(), read, {}), MadeCourses::now());
    QVERIFY(!settingsFindingOf(others, QStringLiteral("door")));
    QVERIFY(settingsFindingOf(others, QStringLiteral("unasked")));
}

void TstSettingsFindings::sharedFolders_data()
{
    QTest::addColumn<QString>("names"); // short names; empty: the courses were never read
    QTest::addColumn<QString>("keep");
    QTest::addColumn<QString>("id"); // empty: nothing
    QTest::addColumn<int>("severity");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *what, const char *names, const char *keep, const char *id, Severity severity,
                        const char *says) {
        QTest::newRow(what) << QString::fromLatin1(names) << QString::fromLatin1(keep) << QString::fromLatin1(id)
                            << int(severity) << QString::fromLatin1(says);
    };
    row("one begins as the other", "math math-101 chem", "1", "destination/shared", Severity::Critical,
        "\"math\" and \"math-101\"");
    row("four do", "a a-1 a-2 a-3 a-4", "2", "destination/shared", Severity::Critical, "\"a\" and \"a-3\", 1 more");
    row("one begins as two others", "a a-b a-b-c", "2", "destination/shared", Severity::Critical,
        "\"a-b\" and \"a-b-c\"");
    row("without a dash", "math math101", "1", "", Severity::Critical, "");
    row("nothing is deleted", "math math-101", "0", "", Severity::Critical, "");
    row("the same in a file's name", "Math math", "0", "destination/same-names", Severity::Critical,
        "\"Math\" and \"math\"");
    row("the courses are not known", "", "1", "destination/shared", Severity::Warning, "math-101");
    row("nor is anything deleted", "", "0", "", Severity::Warning, "");
}

void TstSettingsFindings::sharedFolders()
{
    QFETCH(QString, names);
    QFETCH(QString, keep);
    QFETCH(QString, id);
    QFETCH(int, severity);
    QFETCH(QString, says);
    const Texts options {{QStringLiteral("keep"), keep}, {QStringLiteral("destination"), QStringLiteral("/backups")}};
    const SettingsView view = MadeSettings::view(MoodleEdition::Old, options);
    CourseReading courses = settingsFindingsCourses(names.split(u' ', Qt::SkipEmptyParts));
    if (names.isEmpty())
        courses = CourseReading();
    const QList<Finding> findings = settingsFindings(settingsFindingsReading(view, courses), view);
    for (const char *kind : {"shared", "same-names"}) {
        if (!id.endsWith(QLatin1String(kind)))
            QVERIFY2(!settingsFindingOf(findings, QLatin1String(kind)), kind);
    }
    if (id.isEmpty())
        return;
    const Finding *finding = settingsFindingOf(findings, QStringLiteral("backup_sche_") + id);
    QVERIFY(finding);
    QCOMPARE(int(finding->severity), severity);
    QVERIFY2(finding->reason.contains(says), qPrintable(finding->reason));
    if (names == QLatin1String("a a-b a-b-c")) // three pairs
        QVERIFY2(finding->title.startsWith(QStringLiteral("2 courses")), qPrintable(finding->title));

    const SettingsView alone = MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("keep"), keep}});
    const QList<Finding> others = settingsFindings(settingsFindingsReading(alone, courses), alone);
    QVERIFY(!settingsFindingOf(others, QStringLiteral("shared"))); // each in its own folder
    QVERIFY(!settingsFindingOf(others, QStringLiteral("same-names")));
}

/// Whether any is named is whether any two are such a pair.
void TstSettingsFindings::pairsOfNamesByBruteForce()
{
    QRandomGenerator random(13);
    const Texts options {{QStringLiteral("destination"), QStringLiteral("/backups")}};
    const SettingsView view = MadeSettings::view(MoodleEdition::Old, options);
    for (int round = 0; round < 300; ++round) {
        QStringList names;
        const int count = random.bounded(1, 7);
        for (int i = 0; i < count; ++i) {
            QString name(QStringLiteral("abcB").at(random.bounded(4)));
            for (int more = random.bounded(3); more > 0; --more)
                name += QStringLiteral("ab--").at(random.bounded(4));
            names << name;
        }
        bool hasPrefix = false;
        bool hasSame = false;
        for (qsizetype one = 0; one < names.size(); ++one) {
            for (qsizetype other = 0; other < names.size(); ++other) {
                const QString first = names.at(one).toLower();
                const QString second = names.at(other).toLower();
                hasPrefix = hasPrefix || second.startsWith(first + u'-');
                hasSame = hasSame || (one != other && first == second);
            }
        }
        const QList<Finding> findings =
            settingsFindings(settingsFindingsReading(view, settingsFindingsCourses(names)), view);
        const QString told = names.join(u' ');
        QVERIFY2((settingsFindingOf(findings, QStringLiteral("shared")) != nullptr) == hasPrefix, qPrintable(told));
        QVERIFY2((settingsFindingOf(findings, QStringLiteral("same-names")) != nullptr) == hasSame, qPrintable(told));
    }
}

void TstSettingsFindings::keepsAllWhileTheDiskFills()
{
    const SettingsView view = MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("keep"), QStringLiteral("0")}});
    WorkspaceReading reading = settingsFindingsReading(view, settingsFindingsCourses({QStringLiteral("a")}));
    QList<Finding> findings = settingsFindings(reading, view);
    const Finding *all = settingsFindingOf(findings, QStringLiteral("backup_sche_keep/all"));
    QVERIFY(all);
    QCOMPARE(all->severity, Severity::Warning);

    UsageHistory usage;
    usage.site = view.site.name;
    UsageForecast disk;
    disk.state = State::Bad;
    disk.sentence = QStringLiteral("The disk of /data is full on Friday.");
    usage.forecast = {disk};
    reading.usage = QList<UsageHistory> {usage};
    findings = settingsFindings(reading, view);
    all = settingsFindingOf(findings, QStringLiteral("backup_sche_keep/all"));
    QVERIFY(all);
    QCOMPARE(all->severity, Severity::Critical);
    QVERIFY2(all->reason.contains(disk.sentence), qPrintable(all->reason));

    const SettingsView agreed =
        MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("keep"), QStringLiteral("0")}},
                           {{QStringLiteral("backup_sche_keep"), AgreedSetting {QStringLiteral("0"), {}, {}}}});
    QVERIFY(!settingsFindingOf(settingsFindings(reading, agreed), QStringLiteral("all")));
    const SettingsView later =
        MadeSettings::view(MoodleEdition::Later, {{QStringLiteral("max_kept"), QStringLiteral("0")}});
    QVERIFY(settingsFindingOf(settingsFindings(reading, later), QStringLiteral("backup_auto_max_kept/all")));
}

void TstSettingsFindings::clashes_data()
{
    QTest::addColumn<QString>("hour");
    QTest::addColumn<QString>("minute");
    QTest::addColumn<QString>("kind"); // empty: none
    QTest::addColumn<QString>("zone"); // of Moodle's schedule; the server's clock is at UTC
    const QString utc = QStringLiteral("UTC");
    // The dump begins at three, the incremental at ten in the evening; a run takes an hour where none was seen.
    const auto row = [&utc](const char *what, const char *hour, const char *minute, const char *kind,
                            const QString &zone = {}) {
        QTest::newRow(what) << QString::fromLatin1(hour) << QString::fromLatin1(minute) << QString::fromLatin1(kind)
                            << (zone.isEmpty() ? utc : zone);
    };
    row("with the dump", "3", "0", "dump");
    row("into the dump", "2", "15", "dump");
    row("done before the dump", "2", "0", "");
    row("after the dump began", "3", "5", "");
    row("with the incremental", "22", "0", "incremental");
    row("into the incremental", "21", "30", "incremental");
    row("after the incremental began", "22", "5", "");
    row("at the dump's hour in New York", "3", "0", "", QStringLiteral("America/New_York"));
    row("with the dump, in New York", "22", "0", "dump", QStringLiteral("America/New_York"));
    row("with the dump, half past in Kolkata", "8", "30", "dump", QStringLiteral("5.5"));
}

void TstSettingsFindings::clashes()
{
    QFETCH(QString, hour);
    QFETCH(QString, minute);
    QFETCH(QString, kind);
    QFETCH(QString, zone);
    SettingsSnapshot read = MadeSettings::snapshot(
        MoodleEdition::Old, {{QStringLiteral("hour"), hour}, {QStringLiteral("minute"), minute}});
    read.config.scheduleZone = zone;
    const SettingsView view = makeSettingsView(MadeCourses::site(), read, {});
    WorkspaceReading reading = settingsFindingsReading(view, MadeCourses::reading(MoodleEdition::Old));
    const Result<RetentionReading> retention = retentionReading(reading, view.site.name);
    QVERIFY(retention);
    reading.retention = QList<RetentionView> {makeRetentionView(*retention)};
    const QList<Finding> findings = settingsFindings(reading, view);
    for (const char *each : {"dump", "incremental"}) {
        const Finding *finding = settingsFindingOf(findings, QLatin1String(each));
        QCOMPARE(finding != nullptr, kind == QLatin1String(each));
        if (finding)
            QCOMPARE(finding->severity, Severity::Warning);
    }
    if (kind.isEmpty())
        return;
    const SettingsView agreed = makeSettingsView(MadeCourses::site(), read,
                                                 {{QStringLiteral("backup_sche_hour"), AgreedSetting {hour, {}, {}}}});
    const QList<Finding> known = settingsFindings(reading, agreed);
    QVERIFY(settingsFindingOf(known, kind));
    QCOMPARE(settingsFindingOf(known, kind)->severity, Severity::Info);
}

NIGHTKEEP_TEST(TstSettingsFindings, unit, Core)
#include "tst_settingsfindings.moc"

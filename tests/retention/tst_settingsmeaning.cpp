// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settingsmeaning.h"
#include "tests/retention/madesite.h"
#include "tests/settings/madesettings.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

using MeaningTexts = QHash<QString, QString>;

/// "keep=1 weekdays=0000000": against what the view has.
QList<ConfigChange> meaningChangesOf(const SettingsView &view, const QString &assignments)
{
    QList<ConfigChange> changes;
    for (const QString &each : assignments.split(u' ', Qt::SkipEmptyParts)) {
        const QString name = MadeSettings::optionName(view.config.edition, each.section(u'=', 0, 0));
        const SettingRow *row = findRow(view, name);
        changes.append({name, row ? row->value : std::nullopt, each.section(u'=', 1)});
    }
    return changes;
}

WorkspaceReading meaningReading(const SettingsView &view, const CourseReading &courses)
{
    WorkspaceReading made {};
    made.now = MadeCourses::now();
    made.servers = QList<ServerRow> {MadeSite::row()};
    made.sites = QList<SettingsView> {view};
    made.courses = QList<SiteBackups> {joinBackups(view.site, courses, made.now)};
    return made;
}

/// Three courses, each with a copy of every one of the last five Sundays.
CourseReading meaningCourses(MoodleEdition edition)
{
    CourseReading made = MadeCourses::reading(edition);
    for (const qint64 id : {12, 13, 14}) {
        const CourseState course = MadeCourses::course(id, QStringLiteral("BIO") + QString::number(id));
        for (int week = 4; week >= 0; --week) {
            const QDateTime night = MadeCourses::lastRun().addDays(-7 * week);
            if (edition == MoodleEdition::Old)
                made.files.append(MadeCourses::zip(course, night));
            else
                MadeCourses::addPoolCopy(made, course, night);
        }
        made.courses.append(course);
    }
    std::sort(made.files.begin(), made.files.end(), isBefore);
    return made;
}

bool meaningSays(const QStringList &sentences, const QString &part)
{
    return std::any_of(sentences.cbegin(), sentences.cend(),
                       [&part](const QString &sentence) { return sentence.contains(part); });
}

} // namespace

/// What a change of settings means: for the nights, for the copies that are there, for the disk.
class TstSettingsMeaning : public QObject
{
    Q_OBJECT

private slots:
    void keepFewer();
    void deletions_data();
    void deletions();
    void nights_data();
    void nights();
    void nightsOfAFolderElsewhere();
    void bytes_data();
    void bytes();
    void runs();
    void whatIsNotKnownIsSaid();
    void whatIsForcedStays();
};

void TstSettingsMeaning::keepFewer()
{
    const SettingsView view = MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("keep"), QStringLiteral("5")}});
    const SettingsMeaning meaning = meaningOf(meaningReading(view, meaningCourses(MoodleEdition::Old)), view,
                                              meaningChangesOf(view, QStringLiteral("keep=1")));
    // Of six, the new one among them, the oldest goes in any case.
    QVERIFY(meaning.deletions);
    QCOMPARE(meaning.deletions->size(), 12);
    const CopyToGo &first = meaning.deletions->constFirst();
    QCOMPARE(first.course, 12);
    QCOMPARE(first.shortName, QStringLiteral("BIO12"));
    QCOMPARE(first.made, MadeCourses::lastRun().addDays(-21));
    QCOMPARE(first.path, BytePath("/data/moodle/12/backupdata/backup-bio12-20081123-0300.zip"));
    QCOMPARE(first.bytes, 200000);
    QVERIFY(!meaning.sentences.isEmpty());
    const QString said = meaning.sentences.constFirst();
    QVERIFY2(said.startsWith(QStringLiteral("Keep 5 to 1: Moodle deletes 12 copies, 2.3")), qPrintable(said));
    QVERIFY2(said.endsWith(QStringLiteral("at its next run.")), qPrintable(said));
}

void TstSettingsMeaning::deletions_data()
{
    QTest::addColumn<int>("edition");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("changes");
    QTest::addColumn<int>("count"); // of deletions; below 0: not known
    QTest::addColumn<QString>("says");
    const auto row = [](const char *what, MoodleEdition edition, const char *before, const char *changes, int count,
                        const char *says = "") {
        QTest::newRow(what) << int(edition) << QString::fromLatin1(before) << QString::fromLatin1(changes) << count
                            << QString::fromLatin1(says);
    };
    const MoodleEdition old = MoodleEdition::Old;
    const MoodleEdition later = MoodleEdition::Later;
    row("1.9, more", old, "keep=2", "keep=5", 0);
    row("1.9, all", old, "keep=2", "keep=0", 0);
    row("1.9, one less", old, "keep=5", "keep=4", 3);
    row("1.9, some of all", old, "keep=0", "keep=2", 12, "Keep all to 2: Moodle deletes 12 copies");
    row("1.9, but never runs", old, "keep=5", "keep=1 weekdays=0000000", 0, "It runs on no day");
    row("1.9, but is off", old, "keep=5", "keep=1 active=0", 0, "It never runs");
    row("1.9, on again", old, "keep=2 active=0", "active=1", 12, "Active off to on: Moodle deletes 12 copies");
    row("1.9, another folder, where nobody has looked", old, "keep=2", "destination=/backups", -1);
    row("later, one less", later, "max_kept=5", "max_kept=4", 3, "as each course is next backed up");
    // The next run is on 21 December: 16 days before were the 5th, and two Sundays have been since.
    row("later, by age", later, "max_kept=5", "delete_days=16", 6, "Delete after");
    row("later, by age, but the least", later, "max_kept=5", "delete_days=16 min_kept=5", 0);
    row("later, every backup", later, "max_kept=0", "delete_days=35", 15,
        "Of 3 courses no copy stays, not even the one that the run has just made");
    row("later, every backup but one", later, "max_kept=0", "delete_days=35 min_kept=1", 15);
    row("later, only by hand", later, "max_kept=5", "max_kept=4 active=2", 3);
    row("later, in both places, nobody has looked into the folder", later, "max_kept=5 storage=2 destination=/backups",
        "max_kept=4", 3, "as each course is next backed up");
    row("later, the area is left alone", later, "max_kept=5", "max_kept=1 storage=1 destination=/backups", -1);
}

void TstSettingsMeaning::deletions()
{
    QFETCH(int, edition);
    QFETCH(QString, before);
    QFETCH(QString, changes);
    QFETCH(int, count);
    QFETCH(QString, says);
    MeaningTexts options;
    for (const QString &each : before.split(u' '))
        options.insert(each.section(u'=', 0, 0), each.section(u'=', 1));
    const SettingsView view = MadeSettings::view(MoodleEdition(edition), options);
    const SettingsMeaning meaning =
        meaningOf(meaningReading(view, meaningCourses(MoodleEdition(edition))), view, meaningChangesOf(view, changes));
    QCOMPARE(meaning.deletions.has_value(), count >= 0);
    if (count >= 0)
        QCOMPARE(meaning.deletions->size(), count);
    else
        QVERIFY2(meaningSays(meaning.unknown, QStringLiteral("nobody has looked into /backups")),
                 qPrintable(meaning.unknown.join(u'\n')));
    QVERIFY2(
        !before.contains(QStringLiteral("destination"))
            || meaningSays(meaning.unknown, QStringLiteral("What Moodle deletes in /backups besides is not known")),
        qPrintable(meaning.unknown.join(u'\n')));
    QVERIFY2(meaningSays(meaning.sentences, says) || says.isEmpty(), qPrintable(meaning.sentences.join(u'\n')));
    QCOMPARE(meaningSays(meaning.sentences, QStringLiteral("Moodle deletes")), count > 0);
}

void TstSettingsMeaning::nights_data()
{
    QTest::addColumn<QString>("changes");
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("says");
    // By the page: the nine Sundays of the last sixty days.
    QTest::newRow("never again") << "weekdays=0000000" << 0 << "Of the last 60 nights 0 could be restored, before: 9.";
    QTest::newRow("every night") << "weekdays=1111111" << 60
                                 << "Of the last 60 nights 60 could be restored, before: 9.";
    QTest::newRow("more on the server") << "keep=2" << 9 << "Of the last 60 nights 9 could be restored, as before.";
}

void TstSettingsMeaning::nights()
{
    QFETCH(QString, changes);
    QFETCH(int, after);
    QFETCH(QString, says);
    const SettingsView view = MadeSettings::view(MoodleEdition::Old);
    const SettingsMeaning meaning =
        meaningOf(meaningReading(view, meaningCourses(MoodleEdition::Old)), view, meaningChangesOf(view, changes));
    QVERIFY2(meaning.nightsBefore && meaning.nightsAfter, qPrintable(meaning.unknown.join(u'\n')));
    QCOMPARE(*meaning.nightsBefore, 9);
    QCOMPARE(*meaning.nightsAfter, after);
    QVERIFY2(meaning.sentences.contains(says), qPrintable(meaning.sentences.join(u'\n')));
}

/// All copies in a folder outside of the data are backed up as that folder is, whatever is changed.
void TstSettingsMeaning::nightsOfAFolderElsewhere()
{
    const SettingsView view =
        MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("destination"), QStringLiteral("/backups")}});
    WorkspaceReading reading = meaningReading(view, meaningCourses(MoodleEdition::Old));
    const QList<ConfigChange> changes = meaningChangesOf(view, QStringLiteral("weekdays=1111111"));
    ServerRow server = MadeSite::row();
    server.coverage.append(MadeSite::covered("/backups"));
    server.coverage.last().state = CoverageState::Unknown;
    reading.servers = QList<ServerRow> {server};
    SettingsMeaning meaning = meaningOf(reading, view, changes);
    QVERIFY(!meaning.nightsBefore && !meaning.nightsAfter);
    QVERIFY2(meaningSays(meaning.unknown, QStringLiteral("/backups")), qPrintable(meaning.unknown.join(u'\n')));

    server.coverage.last().state = CoverageState::Covered;
    reading.servers = QList<ServerRow> {server};
    meaning = meaningOf(reading, view, changes);
    QVERIFY2(meaning.nightsBefore && meaning.nightsAfter, qPrintable(meaning.unknown.join(u'\n')));
    QCOMPARE(*meaning.nightsBefore, 9);
    QCOMPARE(*meaning.nightsAfter, 60);
}

void TstSettingsMeaning::bytes_data()
{
    QTest::addColumn<int>("edition");
    QTest::addColumn<QString>("changes");
    QTest::addColumn<qint64>("after"); // below 0: not known
    QTest::newRow("1.9, as before") << int(MoodleEdition::Old) << "keep=2" << qint64(600000);
    QTest::newRow("1.9, every night") << int(MoodleEdition::Old) << "weekdays=1111111" << qint64(7 * 600000);
    QTest::newRow("1.9, off") << int(MoodleEdition::Old) << "active=0" << qint64(0);
    QTest::newRow("later, in both places")
        << int(MoodleEdition::Later) << "storage=2 destination=/backups" << qint64(1200000);
    QTest::newRow("later, by hand") << int(MoodleEdition::Later) << "active=2" << qint64(-1);
}

void TstSettingsMeaning::bytes()
{
    QFETCH(int, edition);
    QFETCH(QString, changes);
    QFETCH(qint64, after);
    const SettingsView view = MadeSettings::view(MoodleEdition(edition));
    const SettingsMeaning meaning =
        meaningOf(meaningReading(view, meaningCourses(MoodleEdition(edition))), view, meaningChangesOf(view, changes));
    QCOMPARE(meaning.bytesAWeekBefore.value_or(-1), 600000); // three courses, one night
    QCOMPARE(meaning.bytesAWeekAfter.value_or(-1), after);
    const bool isOther = after >= 0 && after != 600000;
    QCOMPARE(meaningSays(meaning.sentences, QStringLiteral("are written a week")), isOther);
}

void TstSettingsMeaning::runs()
{
    const SettingsView view = MadeSettings::view(MoodleEdition::Old);
    const WorkspaceReading reading = meaningReading(view, meaningCourses(MoodleEdition::Old));
    SettingsMeaning meaning = meaningOf(reading, view, meaningChangesOf(view, QStringLiteral("weekdays=0100000")));
    QCOMPARE(meaning.runsAfter.size(), 10);
    QCOMPARE(meaning.runsAfter.constFirst(), QDateTime(QDate(2008, 12, 22), QTime(3, 0), QTimeZone::utc()));
    meaning = meaningOf(reading, view, meaningChangesOf(view, QStringLiteral("weekdays=0000000")));
    QVERIFY(meaning.runsAfter.isEmpty());
    QVERIFY(!meaning.sentences.isEmpty());
    QVERIFY2(meaning.sentences.constFirst().startsWith(QStringLiteral("It runs on no day")), // before all else
             qPrintable(meaning.sentences.constFirst()));
    const SettingsView byHand =
        MadeSettings::view(MoodleEdition::Later, {{QStringLiteral("active"), QStringLiteral("2")}});
    const SettingsMeaning again = meaningOf(meaningReading(byHand, meaningCourses(MoodleEdition::Later)), byHand,
                                            meaningChangesOf(byHand, QStringLiteral("active=1")));
    QVERIFY2(meaningSays(again.sentences, QStringLiteral("a week, before only when somebody started it.")),
             qPrintable(again.sentences.join(u'\n')));
    QVERIFY2(meaningSays(again.unknown, QStringLiteral("When somebody starts a run")),
             qPrintable(again.unknown.join(u'\n')));
    meaning = meaningOf(reading, view, meaningChangesOf(view, QStringLiteral("weekdays=1001000")));
    QVERIFY2(meaningSays(meaning.sentences, QStringLiteral("It runs 2 times a week, before: 1.")),
             qPrintable(meaning.sentences.join(u'\n')));
}

void TstSettingsMeaning::whatIsNotKnownIsSaid()
{
    const SettingsView view = MadeSettings::view(MoodleEdition::Old);
    const QList<ConfigChange> changes = meaningChangesOf(view, QStringLiteral("keep=5"));
    WorkspaceReading reading = meaningReading(view, CourseReading());
    SettingsMeaning meaning = meaningOf(reading, view, changes);
    QVERIFY(!meaning.deletions && !meaning.bytesAWeekBefore && !meaning.bytesAWeekAfter);
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("have never been read")));

    reading = meaningReading(view, meaningCourses(MoodleEdition::Old));
    reading.servers = QList<ServerRow>();
    meaning = meaningOf(reading, view, changes);
    QVERIFY(!meaning.nightsBefore && !meaning.nightsAfter);
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("How many nights could be restored is not known")));
    QVERIFY(!meaningSays(meaning.sentences, QStringLiteral("nights")));

    meaning = meaningOf(
        reading, MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("hour"), QStringLiteral("x")}}), changes);
    QVERIFY(!meaning.deletions && !meaning.nightsAfter && !meaning.bytesAWeekAfter);
    QVERIFY(meaning.sentences.isEmpty());
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("makes no sense")));
    meaning = meaningOf(reading, makeSettingsView(view.site, std::nullopt, {}), changes);
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("the settings of moodle have never been read")));

    CourseReading stale = meaningCourses(MoodleEdition::Old); // from before the last run
    stale.head.listedAt = MadeCourses::lastRun().addDays(-1);
    stale.head.places.first().sight = PlaceSight::Partly;
    const SettingsView many = MadeSettings::view(MoodleEdition::Old, {{QStringLiteral("keep"), QStringLiteral("5")}});
    meaning = meaningOf(meaningReading(many, stale), many, meaningChangesOf(many, QStringLiteral("keep=1")));
    QVERIFY(meaning.deletions);
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("before the last run")));
    QVERIFY(meaningSays(meaning.unknown, QStringLiteral("Moodle may delete more")));
}

void TstSettingsMeaning::whatIsForcedStays()
{
    const QString kept = QStringLiteral("backup_auto_max_kept");
    SettingsSnapshot read =
        MadeSettings::snapshot(MoodleEdition::Later, {{QStringLiteral("max_kept"), QStringLiteral("1")}});
    read.config.served.insert(kept, QStringLiteral("5"));
    read.config.forced = QStringList {kept};
    const SettingsView view = makeSettingsView(MadeCourses::site(), read, {});
    const SettingsMeaning meaning = meaningOf(meaningReading(view, meaningCourses(MoodleEdition::Later)), view,
                                              meaningChangesOf(view, QStringLiteral("max_kept=2")));
    QVERIFY(meaning.deletions);
    QVERIFY(meaning.deletions->isEmpty());
    QVERIFY2(meaningSays(meaning.sentences, QStringLiteral("Keep stays 5, whatever is written: config.php sets it.")),
             qPrintable(meaning.sentences.join(u'\n')));
}

NIGHTKEEP_TEST(TstSettingsMeaning, unit, Core)
#include "tst_settingsmeaning.moc"

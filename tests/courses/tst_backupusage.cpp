// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupusage.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QDate usageSunday(2008, 12, 14);

/// As it is found of course 12, made on that Sunday by every sign.
FoundFile usageFile(const CourseState &course)
{
    FoundFile file = MadeCourses::zip(course, MadeCourses::lastRun().addSecs(60));
    file.bytes = 1000;
    return file;
}

QStringList usagePrinted(const QList<UsagePart> &parts)
{
    QStringList lines;
    for (const UsagePart &part : parts)
        lines << QStringLiteral("%1 %2 %3 %4")
                     .arg(QString::number(part.course) + part.shortName, part.kind ? nameOf(*part.kind) : QString())
                     .arg(part.files)
                     .arg(part.bytes);
    return lines;
}

struct UsageRow
{
    const char *name;
    QDate day;
    void (*make)(FoundFile &file); ///< of one that was made on that Sunday by every sign
};

const QList<UsageRow> usageRows {
    {"of its name", usageSunday, [](FoundFile &) {}},
    {"of its name, before that inside", QDate(2008, 10, 25),
     [](FoundFile &file) { file.path = "12/backupdata/backup-chem-20081025-0301.zip"; }},
    {"of its name, though it has yet to come", QDate(2030, 10, 25),
     [](FoundFile &file) { file.path = "12/backupdata/backup-chem-20301025-0301.zip"; }},
    {"of a name with a line feed", QDate(2008, 10, 25),
     [](FoundFile &file) { file.path = "12/backupdata/backup-\nchem-20081025-0301.zip"; }},
    {"inside, before its own time", usageSunday,
     [](FoundFile &file) {
         file.path = "12/backupdata/mine.zip";
         file.modified = MadeCourses::lastRun().addDays(1);
     }},
    {"its own", usageSunday.addDays(1),
     [](FoundFile &file) {
         file.path = "12/backupdata/mine.zip";
         file.check.made = QDateTime();
         file.modified = MadeCourses::lastRun().addDays(1);
     }},
    {"its own, which has yet to come", usageSunday.addDays(100),
     [](FoundFile &file) {
         file.path = "12/backupdata/mine.zip";
         file.check.made = QDateTime();
         file.modified = MadeCourses::lastRun().addDays(100);
     }},
};

} // namespace

class TstBackupUsage : public QObject
{
    Q_OBJECT

private slots:
    void dayOfAFile_data();
    void dayOfAFile();
    void everyDayIsToldAsByItself();
    void sumsAreByCourseAndKind();
    void contentCountsOnce();
    void trashIsToldApart();
    void whatIsNotThereTakesNoRoom();
};

void TstBackupUsage::dayOfAFile_data()
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < usageRows.size(); ++i)
        QTest::newRow(usageRows.at(i).name) << i;
}

void TstBackupUsage::dayOfAFile()
{
    QFETCH(int, row);
    const QDate day = usageRows.at(row).day;
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    made.files = {usageFile(made.courses.first())};
    usageRows.at(row).make(made.files.first());
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(backupUsage(joined, day).files, 1);
    QCOMPARE(backupUsage(joined, day).bytes, 1000);
    QCOMPARE(backupUsage(joined, day.addDays(1)).files, 0);
    QCOMPARE(backupUsage(joined, day.addDays(-1)).bytes, 0);
    QCOMPARE(backupUsage(joined, {}).bytes, 1000);
}

void TstBackupUsage::everyDayIsToldAsByItself()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    for (const UsageRow &row : usageRows) {
        made.files.append(usageFile(made.courses.first()));
        row.make(made.files.last());
        made.files.last().path.replace("backupdata/", "backupdata/" + QByteArray::number(made.files.size()) + '/');
    }
    std::sort(made.files.begin(), made.files.end(), isBefore);
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    const QList<UsageDay> days = usageByDay(joined);
    QVERIFY(days.size() > 2);
    qint64 bytes = 0;
    QDate newest(9999, 1, 1);
    for (const UsageDay &day : days) {
        QVERIFY(day.day < newest);
        newest = day.day;
        bytes += day.bytes;
        const BackupUsage alone = backupUsage(joined, day.day);
        QCOMPARE(day.files, alone.files);
        QCOMPARE(day.bytes, alone.bytes);
        QCOMPARE(copiesOfDay(joined, day.day).size(), alone.files);
    }
    QCOMPARE(bytes, backupUsage(joined, {}).bytes);
    QCOMPARE(copiesOfDay(joined, newest.addDays(-1)).size(), 0);
}

void TstBackupUsage::sumsAreByCourseAndKind()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM")), MadeCourses::course(13, QStringLiteral("BIOL"))};
    FoundFile byHand = usageFile(made.courses.last());
    byHand.path = "13/backupdata/mine.zip";
    byHand.bytes = 5000;
    FoundFile gone = usageFile(MadeCourses::course(99, QStringLiteral("GONE")));
    gone.bytes = 70;
    FoundFile none = usageFile(made.courses.first());
    none.path = "12/backupdata/notes.txt";
    none.check = {};
    none.check.fault = ZipFault::NoZip;
    none.bytes = 3;
    made.files = {usageFile(made.courses.first()), usageFile(made.courses.last()), byHand, gone, none};
    const BackupUsage usage = backupUsage(joinBackups(MadeCourses::site(), made, MadeCourses::now()), usageSunday);
    QCOMPARE(usage.site, QStringLiteral("moodle"));
    QCOMPARE(usage.files, 5);
    QCOMPARE(usage.bytes, 7073);
    QCOMPARE(usagePrinted(usage.byCourse),
             (QStringList {QStringLiteral("13BIOL  2 6000"), QStringLiteral("12CHEM  1 1000"),
                           QStringLiteral("99  1 70"), QStringLiteral("0  1 3")}));
    QCOMPARE(usagePrinted(usage.byKind),
             (QStringList {QStringLiteral("0 handNamed 1 5000"), QStringLiteral("0 madeByMoodle 2 2000"),
                           QStringLiteral("0 deletedCourse 1 70"), QStringLiteral("0 noBackup 1 3")}));
}

void TstBackupUsage::contentCountsOnce()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Later);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    MadeCourses::addPoolCopy(made, made.courses.first(), MadeCourses::lastRun().addSecs(60));
    made.records.append(made.records.first());
    made.records.last().area = BackupArea::Course;
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(joined.courses.first().copies.size(), 2);
    const BackupUsage usage = backupUsage(joined, usageSunday);
    QCOMPARE(usage.files, 1);
    QCOMPARE(usage.bytes, 200000);
    QCOMPARE(usage.byKind.size(), 1);
    QCOMPARE(usage.byCourse.first().bytes, 200000);
    QCOMPARE(usageByDay(joined), (QList<UsageDay> {{usageSunday, 1, 200000}}));
    QCOMPARE(copiesOfDay(joined, usageSunday).size(), 1);
}

void TstBackupUsage::trashIsToldApart()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Later);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    MadeCourses::addPoolCopy(made, made.courses.first(), MadeCourses::lastRun().addSecs(60));
    FoundFile deleted = made.files.first();
    deleted.place = CopyPlace::Trash;
    deleted.path = QByteArray(40, 'b');
    deleted.bytes = 300;
    made.files.append(deleted);
    PlaceSeen trash;
    trash.kind = CopyPlace::Trash;
    trash.folder = "/data/moodle/trashdir";
    trash.sight = PlaceSight::Seen;
    trash.files = 2;
    trash.bytes = 900;
    made.head.places.append(trash);
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(backupUsage(joined, usageSunday).bytes, 200000);
    QCOMPARE(backupUsage(joined, usageSunday).trashBytes, 300);
    QCOMPARE(backupUsage(joined, usageSunday.addDays(1)).trashBytes, 0);
    QCOMPARE(backupUsage(joined, {}).bytes, 200000);
    QCOMPARE(backupUsage(joined, {}).trashBytes, 900); // whatever else lies there
    QCOMPARE(usageByDay(joined), (QList<UsageDay> {{usageSunday, 1, 200000}}));
    QCOMPARE(copiesOfDay(joined, usageSunday).size(), 1);
}

void TstBackupUsage::whatIsNotThereTakesNoRoom()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Later);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    MadeCourses::addPoolCopy(made, made.courses.first(), MadeCourses::lastRun().addSecs(60));
    made.files.clear();
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(joined.courses.first().copies.size(), 1);
    QCOMPARE(backupUsage(joined, {}).files, 0);
}

NIGHTKEEP_TEST(TstBackupUsage, unit, Core)
#include "tst_backupusage.moc"

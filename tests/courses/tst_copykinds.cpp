// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursebackups.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Nightkeep;

namespace {

/// What a row gives a site with the courses 12, CHEM, and 34, BIO: one file or record.
using KindMaker = void (*)(CourseReading &reading);

struct KindRow
{
    const char *name;
    MoodleEdition edition;
    CopyKind kind;
    qint64 course; ///< of which it is; 0: of none
    bool isOwn; ///< of course 12's copies; else one of the site's others
    KindMaker make;
};

constexpr MoodleEdition kindOld = MoodleEdition::Old;
constexpr MoodleEdition kindLater = MoodleEdition::Later;

QDateTime kindMade()
{
    return MadeCourses::lastRun().addSecs(60);
}

/// A sound zip of course 12 at a place of course folders, under that path.
FoundFile &kindZip(CourseReading &reading, const QByteArray &path)
{
    FoundFile file = MadeCourses::zip(reading.courses.first(), kindMade());
    file.path = path;
    reading.files.append(file);
    return reading.files.last();
}

FoundFile &kindShared(CourseReading &reading, const QByteArray &name)
{
    FoundFile &file = kindZip(reading, name);
    file.place = CopyPlace::SharedFolder;
    file.check.course = std::nullopt;
    return file;
}

/// Default names of course 12 made so long after the run of the night.
FoundFile &kindAfterRun(CourseReading &reading, qint64 seconds)
{
    reading.files.append(MadeCourses::zip(reading.courses.first(), kindMade().addSecs(seconds)));
    return reading.files.last();
}

FileRecord &kindRecord(CourseReading &reading, BackupArea area)
{
    MadeCourses::addPoolCopy(reading, reading.courses.first(), kindMade(), area);
    return reading.records.last();
}

QString kindHash(const QByteArray &identifier)
{
    return QString::fromLatin1(QCryptographicHash::hash(identifier, QCryptographicHash::Md5).toHex());
}

const QList<KindRow> kindsOfOthers {
    {"in the trash", kindLater, CopyKind::MadeByMoodle, 12, false,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::Automated);
         reading.records.clear();
         reading.files.first().place = CopyPlace::Trash;
     }},
    {"an area of parts", kindLater, CopyKind::Part, 12, false,
     [](CourseReading &reading) { kindRecord(reading, BackupArea::Part); }},
    {"a part by its inside", kindLater, CopyKind::Part, 12, false,
     [](CourseReading &reading) {
         kindShared(reading, "backup-moodle2-course-12-20081214-0301.mbz").inside.type = QStringLiteral("section");
     }},
    {"of another Moodle", kindLater, CopyKind::OtherSite, 0, false,
     [](CourseReading &reading) {
         reading.head.moodle.siteIdentifier = QStringLiteral("abc");
         kindRecord(reading, BackupArea::Course);
         reading.files.first().inside.siteHash = kindHash("abcd");
     }},
    {"a text", kindOld, CopyKind::NoBackup, 0, false,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/notes.txt").check.fault = ZipFault::NoZip; }},
    {"a zip of something else", kindOld, CopyKind::NoBackup, 0, false,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/slides.zip").check.fault = ZipFault::NoMoodleXml; }},
    {"of whichever course", kindOld, CopyKind::Unplaced, 0, false,
     [](CourseReading &reading) { kindShared(reading, "holiday.zip"); }},
    {"in a folder that Moodle would not name so", kindOld, CopyKind::Unplaced, 0, false,
     [](CourseReading &reading) { kindZip(reading, "012/backupdata/mine.zip").check.course = std::nullopt; }},
    {"in another folder of a course", kindOld, CopyKind::Unplaced, 0, false,
     [](CourseReading &reading) { kindZip(reading, "12/moddata/mine.zip").check.course = std::nullopt; }},
    {"under a short name that is nobody's", kindOld, CopyKind::Unplaced, 0, false,
     [](CourseReading &reading) { kindShared(reading, "backup-phys-20081214-0301.zip"); }},
    {"under a short name of two", kindOld, CopyKind::Unplaced, 0, false,
     [](CourseReading &reading) {
         reading.courses.append(MadeCourses::course(56, QStringLiteral("Chem")));
         kindShared(reading, "backup-chem-20081214-0301.zip");
     }},
    {"in a deleted course's folder", kindOld, CopyKind::DeletedCourse, 99, false,
     [](CourseReading &reading) {
         kindZip(reading, "99/backupdata/backup-gone-20081214-0301.zip").check.course = std::nullopt;
     }},
    {"of a deleted course, by its name", kindLater, CopyKind::DeletedCourse, 99, false,
     [](CourseReading &reading) { kindShared(reading, "backup-moodle2-course-99-20081214-0301.mbz"); }},
    {"another course's in its folder", kindOld, CopyKind::OtherCourse, 34, false,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/backup-chem-20081214-0301.zip").check.course = 34; }},
    {"another course's in its area", kindLater, CopyKind::OtherCourse, 34, false,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::Course);
         reading.files.first().check.course = 34;
     }},
};

const QList<KindRow> kindsOfOwn {
    {"the automated area", kindLater, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindRecord(reading, BackupArea::Automated); }},
    {"the automated area, and its file is lost", kindLater, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::Automated);
         reading.files.clear();
     }},
    {"the automated area, and its file is no backup", kindLater, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::Automated).name = QStringLiteral("x.mbz");
         reading.files.first().check.fault = ZipFault::NoBackup;
     }},
    {"of this Moodle", kindLater, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) {
         reading.head.moodle.siteIdentifier = QStringLiteral("abc");
         kindRecord(reading, BackupArea::Course);
         reading.files.first().inside.siteHash = kindHash("abc");
     }},
    {"of a Moodle whose identifier is not known", kindLater, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::Course);
         reading.files.first().inside.siteHash = kindHash("abc");
     }},
    {"a person's area, by its inside", kindLater, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) { kindRecord(reading, BackupArea::User).course = 0; }},
    {"a person's area, by its name", kindLater, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) {
         kindRecord(reading, BackupArea::User).course = 0;
         reading.files.first().check.course = std::nullopt;
     }},
    {"a folder for all, by its inside", kindLater, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         FoundFile &file = kindShared(reading, "mine.mbz");
         file.check.course = 12;
         file.inside.automated = true;
     }},
    {"a folder for all, by its number", kindLater, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindShared(reading, "backup-moodle2-course-12-20081201-0301.mbz"); }},
    {"a folder for all, by its short name", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindShared(reading, "backup-chem-20081201-0301.zip"); }},
    {"a default name of the run", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, 0); }},
    {"a default name of the run, that is empty", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, 0).check.fault = ZipFault::Empty; }},
    {"a default name of a run before", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         const QDateTime before = kindMade().addDays(-7);
         reading.courses.first().runs.append({before, before.addSecs(30), RunEnd::Ok, {}});
         kindAfterRun(reading, -7 * 24 * 3600);
     }},
    {"a default name of a run that Moodle forgot", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, -28 * 24 * 3600); }},
    {"a default name of last week, of a run that Moodle forgot", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, -7 * 24 * 3600); }},
    {"a default name of last week, and the log was deleted", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         reading.courses.first().runs.clear();
         kindAfterRun(reading, -7 * 24 * 3600);
     }},
    {"a default name of the night before, of a run that Moodle forgot", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         reading.head.moodle.weekdays = QStringLiteral("1111111");
         kindAfterRun(reading, -24 * 3600);
     }},
    {"a default name of the day of a run that Moodle forgot", kindOld, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, -7 * 24 * 3600 + runTime); }},
    {"a default name of no run, and the log was deleted", kindOld, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) {
         reading.courses.first().runs.clear();
         kindAfterRun(reading, 9 * 3600);
     }},
    {"a default name, of no run", kindOld, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, 9 * 3600); }},
    {"a default name, of no run that Moodle forgot", kindOld, CopyKind::MadeByPeople, 12, true,
     [](CourseReading &reading) { kindAfterRun(reading, -26 * 24 * 3600); }},
    {"a number where the short name gives nothing", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         reading.courses.first().shortName = QStringLiteral("化学");
         kindZip(reading, "12/backupdata/backup-12-20081214-0301.zip");
     }},
    {"letters that Moodle left as they are", kindOld, CopyKind::MadeByMoodle, 12, true,
     [](CourseReading &reading) {
         reading.courses.first().shortName = QStringLiteral("Química");
         kindZip(reading, "12/backupdata/copia-qu\xc3\xadmica-14122008-0301.zip");
     }},
    {"a former short name", kindOld, CopyKind::OldName, 12, true,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/backup-alchemy-20081214-0301.zip"); }},
    {"a former short name, by its folder alone", kindOld, CopyKind::OldName, 12, true,
     [](CourseReading &reading) {
         kindZip(reading, "12/backupdata/backup-alchemy-20081214-0301.zip").check.course = std::nullopt;
     }},
    {"a former short name in a folder for all", kindOld, CopyKind::OldName, 12, true,
     [](CourseReading &reading) { kindShared(reading, "backup-alchemy-20081214-0301.zip").check.course = 12; }},
    {"a name of somebody's own", kindOld, CopyKind::HandNamed, 12, true,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/before exams.zip"); }},
    {"a browser's second copy", kindOld, CopyKind::HandNamed, 12, true,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/backup-chem-20081214-0301 (1).zip"); }},
    {"a damaged one of somebody's own", kindOld, CopyKind::HandNamed, 12, true,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/mine.zip").check.fault = ZipFault::DamagedMember; }},
    {"deeper in its folder", kindOld, CopyKind::HandNamed, 12, true,
     [](CourseReading &reading) { kindZip(reading, "12/backupdata/2007/mine.zip").check.course = std::nullopt; }},
};

} // namespace

class TstCopyKinds : public QObject
{
    Q_OBJECT

private slots:
    void others_data() { addRows(kindsOfOthers); }
    void others() { holds(kindsOfOthers); }
    void own_data() { addRows(kindsOfOwn); }
    void own() { holds(kindsOfOwn); }
    void everyKindHasItsRow();
    void nightsAreOfTheSitesClock_data();
    void nightsAreOfTheSitesClock();
    void dates_data();
    void dates();
    void namesShowTheirBytes();
    void aFileThatNoRecordNamesIsNoCopy();
    void whatIsDamagedIsNamedWhereItIsKnown();

private:
    static void addRows(const QList<KindRow> &rows)
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < rows.size(); ++i)
            QTest::newRow(rows.at(i).name) << i;
    }
    static void holds(const QList<KindRow> &rows)
    {
        QFETCH(int, row);
        const KindRow &wanted = rows.at(row);
        CourseReading made = MadeCourses::reading(wanted.edition);
        made.courses = {MadeCourses::course(12, QStringLiteral("CHEM")),
                        MadeCourses::course(34, QStringLiteral("BIO"))};
        wanted.make(made);
        const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
        QVERIFY(joined.find(12) && joined.find(34));
        const QList<BackupCopy> &copies = joined.find(12)->copies;
        QCOMPARE(copies.size(), wanted.isOwn ? 1 : 0);
        QCOMPARE(joined.others.size(), wanted.isOwn ? 0 : 1);
        QVERIFY(joined.find(34)->copies.isEmpty());
        const BackupCopy &copy = wanted.isOwn ? copies.first() : joined.others.first();
        QVERIFY2(copy.kind == wanted.kind, qPrintable(nameOf(copy.kind)));
        QCOMPARE(copy.course.value_or(0), wanted.course);
    }
};

void TstCopyKinds::everyKindHasItsRow()
{
    for (const Name<CopyKind> &name : Names<CopyKind>) {
        const auto isOfKind = [&name](const KindRow &row) { return row.kind == name.value; };
        QVERIFY2(std::any_of(kindsOfOthers.cbegin(), kindsOfOthers.cend(), isOfKind)
                     || std::any_of(kindsOfOwn.cbegin(), kindsOfOwn.cend(), isOfKind),
                 name.word);
    }
}

void TstCopyKinds::nightsAreOfTheSitesClock_data()
{
    QTest::addColumn<QString>("weekdays");
    QTest::addColumn<int>("hour");
    QTest::addColumn<QString>("made");
    QTest::addColumn<CopyKind>("kind");
    const auto row = [](const char *name, const char *weekdays, int hour, const char *made, CopyKind kind) {
        QTest::newRow(name) << QString::fromLatin1(weekdays) << hour << QString::fromLatin1(made) << kind;
    };
    row("in summer", "1000000", 3, "2008-10-19T02:01:00Z", CopyKind::MadeByMoodle);
    row("before it, in summer", "1000000", 3, "2008-10-19T01:59:00Z", CopyKind::MadeByPeople);
    row("when clocks go back", "1000000", 3, "2008-10-26T02:01:00Z", CopyKind::MadeByMoodle);
    row("in winter", "1000000", 3, "2008-11-02T03:01:00Z", CopyKind::MadeByMoodle);
    row("before it, in winter", "1000000", 3, "2008-11-02T02:59:00Z", CopyKind::MadeByPeople);
    // Clocks that go forward make one day of Greenwich hold two midnights of London.
    row("the first of two of a day", "1111111", 0, "2008-03-30T00:30:00Z", CopyKind::MadeByMoodle);
    row("between two of a day", "1111111", 0, "2008-03-30T20:00:00Z", CopyKind::MadeByPeople);
    row("the second of two of a day", "1111111", 0, "2008-03-30T23:30:00Z", CopyKind::MadeByMoodle);
    row("of a day before", "1000000", 22, "2008-11-03T01:00:00Z", CopyKind::MadeByMoodle);
}

/// Of nights that Moodle's log knows no more.
void TstCopyKinds::nightsAreOfTheSitesClock()
{
    QFETCH(QString, weekdays);
    QFETCH(int, hour);
    QFETCH(QString, made);
    QFETCH(CopyKind, kind);
    CourseReading read = MadeCourses::reading(kindOld);
    read.head.moodle.weekdays = weekdays;
    read.head.moodle.hour = hour;
    read.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    read.files = {MadeCourses::zip(read.courses.first(), QDateTime::fromString(made, Qt::ISODate))};
    Site site = MadeCourses::site();
    site.timeZone = QStringLiteral("Europe/London");
    const SiteBackups joined = joinBackups(site, read, MadeCourses::now());
    const QList<BackupCopy> &copies = joined.courses.first().copies;
    QCOMPARE(copies.size(), 1);
    QVERIFY2(copies.first().kind == kind, qPrintable(nameOf(copies.first().kind)));
}

void TstCopyKinds::dates_data()
{
    QTest::addColumn<int>("inside"); // days from the run; 1000: not known, 400: of the future
    QTest::addColumn<int>("record");
    QTest::addColumn<int>("named");
    QTest::addColumn<int>("made");
    QTest::addColumn<bool>("differ");
    QTest::addColumn<bool>("future");
    QTest::newRow("one day") << 0 << 0 << 0 << 0 << false << false;
    QTest::newRow("inside before all") << -3 << -2 << -1 << -3 << true << false;
    QTest::newRow("a record before a name") << 1000 << -2 << -1 << -2 << false << false;
    QTest::newRow("a name last") << 1000 << 400 << -1 << -1 << false << true;
    QTest::newRow("inside of the future") << 400 << 0 << 0 << 0 << false << true;
    QTest::newRow("a name of the future") << 0 << 0 << 400 << 0 << false << true;
    QTest::newRow("name and record differ") << 1000 << 0 << -7 << 0 << true << false;
}

void TstCopyKinds::dates()
{
    QFETCH(int, inside);
    QFETCH(int, record);
    QFETCH(int, named);
    QFETCH(int, made);
    QFETCH(bool, differ);
    QFETCH(bool, future);
    CourseReading read = MadeCourses::reading(kindLater);
    read.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    FileRecord &recorded = kindRecord(read, BackupArea::Automated);
    FoundFile &file = read.files.first();
    file.modified = kindMade().addDays(-300); // of the content's first record
    file.check.made = inside == 1000 ? QDateTime() : kindMade().addDays(inside);
    recorded.made = kindMade().addDays(record);
    recorded.name = QStringLiteral("backup-moodle2-course-12-")
        + kindMade().addDays(named).toString(QStringLiteral("yyyyMMdd-HHmm")) + QStringLiteral(".mbz");
    const SiteBackups joined = joinBackups(MadeCourses::site(), read, MadeCourses::now());
    const BackupCopy &copy = joined.courses.first().copies.first();
    QCOMPARE(copy.made, kindMade().addDays(made));
    QCOMPARE(copy.datesDiffer, differ);
    QCOMPARE(copy.isOfTheFuture, future);
}

void TstCopyKinds::namesShowTheirBytes()
{
    CourseReading made = MadeCourses::reading(kindOld);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    kindZip(made, "12/backupdata/a\n\xff.zip");
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(joined.courses.first().copies.first().name, QStringLiteral("a\\n\\xff.zip"));
    QCOMPARE(joined.courses.first().copies.first().file.path, QByteArray("12/backupdata/a\n\xff.zip"));
}

/// What is in the pool and in no record is of a backup that Moodle has deleted.
void TstCopyKinds::aFileThatNoRecordNamesIsNoCopy()
{
    CourseReading made = MadeCourses::reading(kindLater);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    kindRecord(made, BackupArea::Automated);
    made.records.clear();
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QVERIFY(joined.others.isEmpty());
    QCOMPARE(joined.courses.first().verdict, CourseVerdict::Missing);
}

void TstCopyKinds::whatIsDamagedIsNamedWhereItIsKnown()
{
    CourseReading reading = MadeCourses::reading(kindLater);
    reading.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    kindRecord(reading, BackupArea::Automated);
    ZipCheck &check = reading.files.first().check;
    check.fault = ZipFault::DamagedMember;
    const auto fault = [&reading] {
        return joinBackups(MadeCourses::site(), reading, MadeCourses::now()).find(12)->copies.first().fault;
    };
    QCOMPARE(fault(), QStringLiteral("something in it is damaged"));
    check.detail = QStringLiteral("activities/quiz_1/quiz.xml");
    QCOMPARE(fault(), QStringLiteral("activities/quiz_1/quiz.xml in it is damaged"));
    check.fault = ZipFault::CutXml;
    check.detail = QStringLiteral("files.xml");
    QCOMPARE(fault(), QStringLiteral("its files.xml breaks off"));
    check.detail.clear();
    QCOMPARE(fault(), QStringLiteral("its moodle_backup.xml breaks off"));
}

NIGHTKEEP_TEST(TstCopyKinds, unit, Core)
#include "tst_copykinds.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/ziplisting.h"
#include "tests/support/moments.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <ctime>

using namespace Nightkeep;

namespace {

const QByteArray inCourse = QByteArrayLiteral("33/backupdata/a.zip");

Result<ZipListing> listingWith(const QByteArray &path, const QByteArrayList &check)
{
    return parseZips({{"now", {someMomentText}}, {"zip", {"500", someMomentText, path}}, {"check", check}});
}

} // namespace

class TstZipListing : public QObject
{
    Q_OBJECT

private slots:
    void readsChecks_data();
    void readsChecks();
    void senselessChecks_data();
    void senselessChecks();
    void saysWhyNothingWasChecked();
    void everyFaultHasWords();
    void momentsInNames_data();
    void momentsInNames();
    void theMostTrustworthyDateCounts();
    void aDateOfTheFutureIsNone_data();
    void aDateOfTheFutureIsNone();
    void shortNamesAreReadAsPeopleWriteThem_data();
    void shortNamesAreReadAsPeopleWriteThem();
    void coursesByTheirNames_data();
    void coursesByTheirNames();
    void unseenCoursesAreTold_data();
    void unseenCoursesAreTold();
    void manyUnseenFolders();
};

void TstZipListing::readsChecks_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArrayList>("check");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("fault");
    QTest::newRow("closed, of its course") << inCourse << QByteArrayList {"closedProperly", "", "", "33", "1219980000"}
                                           << int(ZipLevel::Closed) << int(ZipFault::None);
    QTest::newRow("read through") << inCourse << QByteArrayList {"readThrough", "", "", "33", ""}
                                  << int(ZipLevel::ReadThrough) << int(ZipFault::None);
    QTest::newRow("of another course") << inCourse << QByteArrayList {"closedProperly", "", "", "34", "1219980000"}
                                       << int(ZipLevel::Closed) << int(ZipFault::OtherCourse);
    QTest::newRow("of some course, elsewhere")
        << QByteArray("33/lectures/a.zip") << QByteArrayList {"closedProperly", "", "", "34", ""}
        << int(ZipLevel::Closed) << int(ZipFault::None);
    QTest::newRow("cut off") << inCourse << QByteArrayList {"notChecked", "cutOff", "", "", ""}
                             << int(ZipLevel::NotChecked) << int(ZipFault::CutOff);
    QTest::newRow("the first fault stays") << inCourse << QByteArrayList {"notChecked", "damagedMember", "x", "34", ""}
                                           << int(ZipLevel::NotChecked) << int(ZipFault::DamagedMember);
}

void TstZipListing::readsChecks()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArrayList, check);
    QFETCH(int, level);
    QFETCH(int, fault);
    const Result<ZipListing> listing = listingWith(path, check);
    QVERIFY2(listing.has_value(), listing ? "" : qPrintable(listing.error().detail));
    const ZipCheck &read = listing->zips.first().check;
    QCOMPARE(int(read.level), level);
    QCOMPARE(int(read.fault), fault);
    QCOMPARE(read.course.has_value(), !check[3].isEmpty());
    QCOMPARE(read.made.isValid(), !check[4].isEmpty());
    QCOMPARE(read.isDoubtful(), !zipFaultWords(read).isEmpty());
}

void TstZipListing::senselessChecks_data()
{
    QTest::addColumn<QByteArrayList>("check");
    QTest::newRow("too few fields") << QByteArrayList {"closedProperly", "", "", "33"};
    QTest::newRow("too many fields") << QByteArrayList {"closedProperly", "", "", "33", "1", "chem", "x"};
    QTest::newRow("a level of the future is never good") << QByteArrayList {"blessed", "", "", "33", "1"};
    QTest::newRow("a fault of the future is no soundness")
        << QByteArrayList {"closedProperly", "haunted", "", "33", "1"};
    QTest::newRow("a course below zero") << QByteArrayList {"closedProperly", "", "", "-3", "1"};
    QTest::newRow("no number") << QByteArrayList {"closedProperly", "", "", "x", "1"};
}

void TstZipListing::senselessChecks()
{
    QFETCH(QByteArrayList, check);
    const Result<ZipListing> listing = listingWith(inCourse, check);
    QVERIFY(!listing.has_value());
    QCOMPARE(listing.error().kind, ErrorKind::Damaged);
    QVERIFY(!parseZips({{"now", {someMomentText}}, {"check", {"closedProperly", "", "", "33", "1"}}})
                 .has_value()); // of no zip
}

void TstZipListing::saysWhyNothingWasChecked()
{
    const Result<ZipListing> listing =
        parseZips({{"now", {someMomentText}}, {"LACKS", {"perl"}}, {"zip", {"500", someMomentText, inCourse}}});
    QVERIFY2(listing->notChecked.contains(QLatin1String("perl")), qPrintable(listing->notChecked));
    QCOMPARE(listing->zips.first().check, ZipCheck());
}

void TstZipListing::everyFaultHasWords()
{
    QSet<QString> all;
    for (const Name<ZipFault> &name : Names<ZipFault>) {
        ZipCheck check;
        check.fault = name.value;
        check.course = 34;
        check.detail = QStringLiteral("3c68746d");
        all.insert(zipFaultWords(check));
    }
    QCOMPARE(all.size(), qsizetype(Names<ZipFault>.size()));
}

void TstZipListing::momentsInNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("moment"); // UTC; invalid: none
    const auto utc = [](int month, int day, int hour, int minute) {
        return QDateTime(QDate(2008, month, day), QTime(hour, minute), QTimeZone::utc());
    };
    QTest::newRow("winter") << QByteArray("3/backupdata/backup-math-101-20081215-0300.zip")
                            << QByteArray("Europe/London") << utc(12, 15, 3, 0);
    QTest::newRow("summer") << QByteArray("backup-bioc1001-20080519-1659.zip") << QByteArray("Europe/London")
                            << utc(5, 19, 15, 59);
    QTest::newRow("another zone") << QByteArray("backup-x-20080519-0030.ZIP") << QByteArray("Europe/Madrid")
                                  << utc(5, 18, 22, 30);
    QTest::newRow("no stamp") << QByteArray("photographs.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("no day of a calendar") << QByteArray("a-20080231-0300.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("no time of a day") << QByteArray("a-20080519-2460.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("the day first, as some languages have it")
        << QByteArray("copia-x-19052008-1659.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("a sign for a digit") << QByteArray("a-2008+519-1659.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("a blank for a digit") << QByteArray("a-20080519- 359.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("something behind") << QByteArray("a-20080519-1659.zip\n") << QByteArray("UTC") << QDateTime();
    QTest::newRow("of the future") << QByteArray("a-20991231-0300.zip") << QByteArray("UTC") << QDateTime();
    QTest::newRow("only a stamp") << QByteArray("20080519-1659.zip") << QByteArray("UTC") << QDateTime();
}

void TstZipListing::momentsInNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, moment);
    const QDateTime now(QDate(2009, 1, 1), QTime(0, 0), QTimeZone::utc());
    QCOMPARE(momentInName(name, QTimeZone(zone), now), moment);
}

void TstZipListing::theMostTrustworthyDateCounts()
{
    const QDateTime day(QDate(2008, 6, 1), QTime(3, 0), QTimeZone::utc());
    ZipDates dates {{}, {}, day};
    QCOMPARE(dates.made(), day);
    QVERIFY(!dates.differ());
    dates.name = day.addDays(-40);
    QCOMPARE(dates.made(), dates.name);
    QVERIFY(dates.differ());
    dates.inside = day.addDays(-39);
    QCOMPARE(dates.made(), dates.inside);
    dates = {day.addSecs(-7200), day.addSecs(-3600), day}; // a long backup in another zone
    QVERIFY(!dates.differ());
    dates.inside = day.addDays(-2);
    QVERIFY(dates.differ());
}

void TstZipListing::aDateOfTheFutureIsNone_data()
{
    QTest::addColumn<int>("daysAhead");
    QTest::addColumn<bool>("counts");
    QTest::newRow("of the past") << -40 << true;
    QTest::newRow("by a clock that is fast") << 1 << true;
    QTest::newRow("of next week") << 7 << false;
    QTest::newRow("of another century") << 36500 << false;
}

void TstZipListing::aDateOfTheFutureIsNone()
{
    QFETCH(int, daysAhead);
    QFETCH(bool, counts);
    const QDateTime now(QDate(2008, 6, 1), QTime(3, 0), QTimeZone::utc());
    ZipFile zip {inCourse, 500, now.addDays(-60)};
    zip.check.made = now.addDays(daysAhead);
    const ZipDates dates = datesOfZip(zip, QTimeZone::utc(), now);
    QCOMPARE(dates.made(), counts ? zip.check.made : zip.modified);
    QCOMPARE(isOfTheFuture(zip.check.made, now), !counts);
}

void TstZipListing::shortNamesAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("shortName");
    QTest::newRow("plain") << QByteArray("CHEM 101") << QStringLiteral("CHEM 101");
    QTest::newRow("entities") << QByteArray("R&amp;D &lt;1&gt; &quot;x&quot;") << QStringLiteral("R&D <1> \"x\"");
    QTest::newRow("an entity that somebody typed") << QByteArray("&amp;lt;") << QStringLiteral("&lt;");
    QTest::newRow("letters with accents") << QByteArray("\xc3\x89"
                                                        "co")
                                          << QString::fromUtf8("\xc3\x89"
                                                               "co");
}

void TstZipListing::shortNamesAreReadAsPeopleWriteThem()
{
    QFETCH(QByteArray, sent);
    QFETCH(QString, shortName);
    const Result<ZipListing> listing = listingWith(inCourse, {"closedProperly", "", "", "33", "1219980000", sent});
    QVERIFY2(listing.has_value(), listing ? "" : qPrintable(listing.error().detail));
    QCOMPARE(listing->zips.first().check.shortName, shortName);
}

void TstZipListing::coursesByTheirNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<qint64>("course"); // -1: none
    QTest::newRow("plain") << QByteArray("backup-math-20080519-1659.zip") << qint64(1);
    QTest::newRow("the longer of two") << QByteArray("backup-math-101-20080519-1659.zip") << qint64(2);
    QTest::newRow("the end of another's") << QByteArray("backup-101-20080519-1659.zip") << qint64(3);
    QTest::newRow("in another language") << QByteArray("copia_de_seguridad-math-20080519-1659.zip") << qint64(1);
    QTest::newRow("blanks and capitals") << QByteArray("backup-old_times_b-20080519-1659.zip") << qint64(4);
    QTest::newRow("below a folder") << QByteArray("2008-05/backup-math-20080519-1659.zip") << qint64(1);
    QTest::newRow("nobody's") << QByteArray("backup-chem-20080519-1659.zip") << qint64(-1);
    QTest::newRow("too short") << QByteArray("a.zip") << qint64(-1);
    QTest::newRow("an accent") << QByteArray("backup-economie_1-20080519-1659.zip") << qint64(5);
    QTest::newRow("two letters for one") << QByteArray("backup-grose_strasse-20080519-1659.zip") << qint64(6);
    QTest::newRow("no short name") << QByteArray("backup-7-20080519-1659.zip") << qint64(7);
    QTest::newRow("a short name of nothing that is written") << QByteArray("backup-8-20080519-1659.zip") << qint64(8);
}

void TstZipListing::coursesByTheirNames()
{
    QFETCH(QByteArray, name);
    QFETCH(qint64, course);
    CourseNames names;
    names.add(QStringLiteral("math"), 1);
    names.add(QStringLiteral("math-101"), 2);
    names.add(QStringLiteral("101"), 3);
    names.add(QStringLiteral("Old  Times: B"), 4);
    names.add(QString::fromUtf8("\xc3\x89"
                                "conomie 1"),
              5);
    names.add(QString::fromUtf8("Gr\xc3\xb8se Stra\xc3\x9f"
                                "e"),
              6);
    names.add({}, 7);
    names.add(QString::fromUtf8("\xe5\xad\xa6"), 8);
    QCOMPARE(names.courseOf(name).value_or(-1), course);
}

void TstZipListing::unseenCoursesAreTold_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<bool>("ofCourse"); // of course 33
    QTest::addColumn<bool>("ofAll");
    const auto row = [](const char *name, const char *problem, bool ofCourse, bool ofAll) {
        QTest::newRow(name) << QString::fromUtf8(problem) << ofCourse << ofAll;
    };
    row("the course's folder", "'./33': Permission denied", true, false);
    row("its backups' folder", "'./33/backupdata': Permission denied", true, false);
    row("as an older find has it", "./33/backupdata: Permission denied", true, false);
    row("in the quotes of another", "`./33': Permission denied", true, false);
    row("a zip that may be seen by its name alone", "'./33/backupdata/a.zip': Permission denied", true, false);
    row("a folder below", "'./33/backupdata/2008/spring': Permission denied", true, false);
    row("the file system's own", "'./lost+found': Permission denied", false, false);
    row("a name that cannot be read", "'./33/back\\'up': Permission denied", true, true);
    row("a name in octal", "'./33/\\303\\251': Permission denied", true, true);
    row("another folder of it", "'./33/moddata': Permission denied", false, false);
    row("another course's", "'./333': Permission denied", false, false);
    row("no course's", "'./temp': Permission denied", false, false);
    row("the whole", "'.': Permission denied", true, true);
    row("nobody knows where", "find ended with status 1: not all may be listed", true, true);
    row("the archive folder", "/data/archives: No such folder", false, false);
}

void TstZipListing::unseenCoursesAreTold()
{
    QFETCH(QString, problem);
    QFETCH(bool, ofCourse);
    QFETCH(bool, ofAll);
    const UnseenCourses unseen = unseenCourses({problem});
    QCOMPARE(unseen.contains(33), ofCourse);
    QCOMPARE(unseen.all, ofAll);
}

/// Each of them was held against all before it, and an answer has room for 500,000.
void TstZipListing::manyUnseenFolders()
{
    constexpr int many = 60000;
    QStringList problems;
    for (int i = 0; i < many; ++i)
        problems.append(QStringLiteral("./%1: Permission denied").arg(100000 + i));
    const std::clock_t before = std::clock();
    QCOMPARE(unseenFolders(problems + problems).size(), many);
    const auto passed = (std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(passed < 6, qPrintable(QStringLiteral("%1 seconds").arg(passed)));
}

NIGHTKEEP_TEST(TstZipListing, unit, Core)
#include "tst_ziplisting.moc"

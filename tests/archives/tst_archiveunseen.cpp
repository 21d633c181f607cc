// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan says of zips that it could not see, could not tell the course of, or that may be somebody else's.
#include "models/archives/archiveplan.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

QDateTime noonOf(int day)
{
    return QDateTime(QDate(2008, 6, day), QTime(12, 0), QTimeZone::utc());
}

ZipFile zip(const QByteArray &path, int day)
{
    return {path, 1000, noonOf(day)};
}

ArchiveFacts factsOfSite(const QList<ZipFile> &zips, const QList<Course> &courses)
{
    ArchiveFacts facts;
    facts.zips = zips;
    facts.courses = courses;
    facts.zone = QTimeZone("Europe/London");
    facts.now = noonOf(30);
    return facts;
}

const QList<Course> &oneAndTwo()
{
    static const QList<Course> courses {{1, QStringLiteral("one"), {}, true}, {2, QStringLiteral("two"), {}, true}};
    return courses;
}

Result<ArchivePlan> newest(const ArchiveFacts &facts)
{
    return planArchive({QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1), QStringLiteral("a")},
                       facts);
}

Result<ArchivePlan> since(const ArchiveFacts &facts)
{
    return planArchive({QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("a")}, facts);
}

QStringList warnedOf(const ArchivePlan &plan)
{
    QStringList lines;
    for (const ArchiveWarning &each : plan.warnings)
        lines << nameOf(each.kind) + u' ' + QString::number(each.courseId);
    return lines;
}

} // namespace

class TstArchiveUnseen : public QObject
{
    Q_OBJECT

private slots:
    void whatLiesInAFolderThatWasNotSeenIsTriedAgain_data();
    void whatLiesInAFolderThatWasNotSeenIsTriedAgain();
    void whatIsNotSeenIsWarnedOf_data();
    void whatIsNotSeenIsWarnedOf();
    void aBackupOfAnotherMoodleIsNamed_data();
    void aBackupOfAnotherMoodleIsNamed();
    void aDoubtfulZipWithoutACourseIsNamed();
};

void TstArchiveUnseen::whatLiesInAFolderThatWasNotSeenIsTriedAgain_data()
{
    QTest::addColumn<QString>("problem"); // of the last run
    QTest::addColumn<QStringList>("included");
    const QString one = QStringLiteral("1/backupdata/a.zip");
    const QString ten = QStringLiteral("10/backupdata/a.zip");
    QTest::newRow("the course's backups") << QStringLiteral("'./1/backupdata': Permission denied") << QStringList {one};
    QTest::newRow("the course") << QStringLiteral("'./1': Permission denied") << QStringList {one};
    QTest::newRow("a zip") << QStringLiteral("'./10/backupdata/a.zip': Permission denied") << QStringList {ten};
    QTest::newRow("nobody knows what") << QStringLiteral("find ended with status 1: not all may be listed")
                                       << QStringList {one, ten};
    QTest::newRow("another folder") << QStringLiteral("'./2/backupdata': Permission denied") << QStringList();
    QTest::newRow("the archive folder") << QStringLiteral("/data/archives: No such folder") << QStringList();
}

void TstArchiveUnseen::whatLiesInAFolderThatWasNotSeenIsTriedAgain()
{
    QFETCH(QString, problem);
    QFETCH(QStringList, included);
    ArchiveFacts facts = factsOfSite({}, {});
    facts.problems = {problem};
    const QList<BytePath> leftOut = since(facts)->leftOut();
    facts = factsOfSite({zip("1/backupdata/a.zip", 5), zip("10/backupdata/a.zip", 5)}, {});
    facts.lastRun = noonOf(10);
    facts.leftOut = leftOut;
    const Result<ArchivePlan> plan = since(facts);
    QStringList taken;
    for (const PlannedZip &each : plan->zips) {
        if (each.decision == ZipDecision::Included)
            taken << displayPath(each.file.path);
    }
    QCOMPARE(taken, included);
}

void TstArchiveUnseen::whatIsNotSeenIsWarnedOf_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<bool>("isShared");
    QTest::addColumn<bool>("coursesKnown");
    QTest::addColumn<QStringList>("warned");
    using Lines = QStringList;
    const QString none = QStringLiteral("noZip 2");
    const QString noZip = QStringLiteral("'./1/backupdata/b.zip': Permission denied");
    QTest::newRow("a zip beside others") << noZip << false << true << Lines {none, QStringLiteral("notSeen 1")};
    QTest::newRow("the whole") << QStringLiteral("find ended with status 1: not all may be listed") << false << true
                               << Lines {QStringLiteral("notSeen 0"), QStringLiteral("notSeen 2")};
    QTest::newRow("a folder of a course that is gone")
        << QStringLiteral("'./7': Permission denied") << false << true << Lines {none, QStringLiteral("notSeen 7")};
    QTest::newRow("while the courses are not known")
        << QStringLiteral("'./2': Permission denied") << false << false << Lines {QStringLiteral("notSeen 2")};
    QTest::newRow("in a folder for all courses") << QStringLiteral("'./2008': Permission denied") << true << true
                                                 << Lines {QStringLiteral("notSeen 0"), QStringLiteral("notSeen 2")};
}

void TstArchiveUnseen::whatIsNotSeenIsWarnedOf()
{
    QFETCH(QString, problem);
    QFETCH(bool, isShared);
    QFETCH(bool, coursesKnown);
    QFETCH(QStringList, warned);
    ArchiveFacts facts = factsOfSite({zip("1/backupdata/a.zip", 12)}, oneAndTwo());
    facts.zips[0].check.course = 1;
    if (!coursesKnown)
        facts.courses.reset();
    facts.isShared = isShared;
    facts.problems = {problem};
    const Result<ArchivePlan> plan = newest(facts);
    QCOMPARE(warnedOf(*plan), warned);
    QVERIFY(!plan->sawAllFolders());
    QVERIFY(!plan->sawEverything());
    facts.problems.clear();
    QVERIFY(newest(facts)->sawAllFolders());
}

void TstArchiveUnseen::aBackupOfAnotherMoodleIsNamed_data()
{
    QTest::addColumn<QString>("inside");
    QTest::addColumn<QStringList>("warned");
    QTest::newRow("the same") << QStringLiteral("one") << QStringList();
    QTest::newRow("another") << QStringLiteral("chem") << QStringList {QStringLiteral("nameDiffers 1")};
    QTest::newRow("not known") << QString() << QStringList();
}

void TstArchiveUnseen::aBackupOfAnotherMoodleIsNamed()
{
    QFETCH(QString, inside);
    QFETCH(QStringList, warned);
    ZipFile file = zip("1/backupdata/chem.zip", 12);
    file.check.shortName = inside;
    const Result<ArchivePlan> plan = newest(factsOfSite({file}, oneAndTwo().mid(0, 1)));
    QCOMPARE(plan->includedCount(), 1);
    QCOMPARE(warnedOf(*plan), warned);
}

void TstArchiveUnseen::aDoubtfulZipWithoutACourseIsNamed()
{
    ZipFile spoilt = zip("backup-nobody-20080612-0300.zip", 12);
    spoilt.check.fault = ZipFault::CutOff;
    ArchiveFacts facts = factsOfSite({spoilt, zip("photographs.zip", 12)}, {});
    facts.isShared = true;
    const Result<ArchivePlan> plan = newest(facts);
    QCOMPARE(warnedOf(*plan), QStringList {QStringLiteral("doubtfulZip 0")});
    QCOMPARE(plan->warnings.first().path, spoilt.path);
}

NIGHTKEEP_TEST(TstArchiveUnseen, unit, Core)
#include "tst_archiveunseen.moc"

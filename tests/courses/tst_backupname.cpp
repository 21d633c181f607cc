// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupname.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstBackupName : public QObject
{
    Q_OBJECT

private slots:
    void readsMoodlesNames_data();
    void readsMoodlesNames();
    void takesNothingForMoodles_data();
    void takesNothingForMoodles();
    void coursesOfLaterNames_data();
    void coursesOfLaterNames();
    void theFutureIsToldAndNotBelieved();
    void bytesOfOtherAlphabetsStay();
    void manyAreReadAsEachAlone();
};

void TstBackupName::readsMoodlesNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("made"); // UTC
    QTest::addColumn<QString>("marks");
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &before, const char *made,
                        const char *marks = "", const QByteArray &zone = "UTC") {
        QTest::newRow(name) << path << before << zone << QString::fromLatin1(made) << QString::fromLatin1(marks);
    };
    row("1.9", "33/backupdata/backup-bioc1001-20080519-1659.zip", "backup-bioc1001", "2008-05-19T16:59:00Z");
    row("2.x", "backup-moodle2-course-12-bioc1001-20231210-0300.mbz", "backup-moodle2-course-12-bioc1001",
        "2023-12-10T03:00:00Z");
    row("without users", "backup-moodle2-course-12-x-20231210-0300-nu.mbz", "backup-moodle2-course-12-x",
        "2023-12-10T03:00:00Z", "nu");
    row("anonymous", "backup-moodle2-course-12-x-20231210-0300-an.mbz", "backup-moodle2-course-12-x",
        "2023-12-10T03:00:00Z");
    row("without files", "backup-moodle2-course-12-x-20231210-0300-nf.mbz", "backup-moodle2-course-12-x",
        "2023-12-10T03:00:00Z", "nf");
    row("without both", "backup-moodle2-course-12-x-20231210-0300-nu-nf.mbz", "backup-moodle2-course-12-x",
        "2023-12-10T03:00:00Z", "nu nf");
    row("day first, as in Galicia", "copia_de_seguranza-moodle2-course-12-x-10122023-0300.mbz",
        "copia_de_seguranza-moodle2-course-12-x", "2023-12-10T03:00:00Z");
    row("day first, of 1.9", "copia_de_seguranza-quim-25102008-2330.zip", "copia_de_seguranza-quim",
        "2008-10-25T23:30:00Z");
    row("a day that both ways make", "backup-x-20101112-0300.zip", "backup-x", "2010-11-12T03:00:00Z");
    row("by a clock in summer", "backup-x-20080519-1659.zip", "backup-x", "2008-05-19T15:59:00Z", "", "Europe/London");
    row("by a clock in winter", "backup-x-20081219-1659.zip", "backup-x", "2008-12-19T16:59:00Z", "", "Europe/London");
    row("a short name that ends as a stamp", "backup-x-20071231-0100-20080519-1659.zip", "backup-x-20071231-0100",
        "2008-05-19T16:59:00Z");
    row("in capitals", "BACKUP-X-20080519-1659.ZIP", "BACKUP-X", "2008-05-19T16:59:00Z");
}

void TstBackupName::readsMoodlesNames()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, zone);
    QFETCH(QString, made);
    QFETCH(QString, marks);
    const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    const BackupName name = readBackupName(path, QTimeZone(zone), now);
    QCOMPARE(name.before, before);
    QCOMPARE(name.made, QDateTime::fromString(made, Qt::ISODate));
    QCOMPARE(name.made.timeZone(), QTimeZone::utc());
    QVERIFY(name.isDefault);
    QVERIFY(!name.isOfTheFuture);
    QCOMPARE(name.withoutUsers, marks.contains(QLatin1String("nu")));
    QCOMPARE(name.withoutFiles, marks.contains(QLatin1String("nf")));
}

void TstBackupName::takesNothingForMoodles_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isDated");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("a folder") << QByteArray("backup-x-20080519-1659.zip/") << false;
    QTest::newRow("no date") << QByteArray("backup-x.zip") << false;
    QTest::newRow("no time") << QByteArray("backup-x-20080519.zip") << false;
    QTest::newRow("no such day") << QByteArray("backup-x-20080230-1659.zip") << false;
    QTest::newRow("no such time") << QByteArray("backup-x-20080519-2460.zip") << false;
    QTest::newRow("before all Moodles") << QByteArray("backup-x-19890519-1659.zip") << false;
    QTest::newRow("nine digits") << QByteArray("backup-x-120080519-1659.zip") << false;
    QTest::newRow("five digits") << QByteArray("backup-x-20080519-16590.zip") << false;
    QTest::newRow("nothing before the date") << QByteArray("-20080519-1659.zip") << true;
    QTest::newRow("a browser's second copy") << QByteArray("backup-x-20080519-1659 (1).zip") << true;
    QTest::newRow("somebody's words behind") << QByteArray("backup-x-20080519-1659-before exams.zip") << true;
    QTest::newRow("another ending") << QByteArray("backup-x-20080519-1659.tar.gz") << true;
    QTest::newRow("marks in another order") << QByteArray("backup-x-20080519-1659-nf-nu.mbz") << true;
    QTest::newRow("no ending") << QByteArray("backup-x-20080519-1659") << true;
}

void TstBackupName::takesNothingForMoodles()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isDated);
    const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    const BackupName name = readBackupName(path, QTimeZone::utc(), now);
    QVERIFY(!name.isDefault);
    QCOMPARE(name.made.isValid(), isDated);
}

void TstBackupName::coursesOfLaterNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qint64>("course"); // 0: none
    QTest::newRow("with a short name") << QByteArray("backup-moodle2-course-12-x-20231210-0300.mbz") << qint64(12);
    QTest::newRow("without") << QByteArray("backup-moodle2-course-12-20231210-0300.mbz") << qint64(12);
    QTest::newRow("under a name of somebody's") << QByteArray("backup-moodle2-course-12-mine.mbz") << qint64(12);
    QTest::newRow("alone") << QByteArray("backup-moodle2-course-12.mbz") << qint64(12);
    QTest::newRow("without the format") << QByteArray("backup-course-12-x-20231210-0300.mbz") << qint64(12);
    QTest::newRow("the first number counts")
        << QByteArray("backup-moodle2-course-12-crash-course-13-20231210-0300.mbz") << qint64(12);
    QTest::newRow("a section") << QByteArray("backup-moodle2-section-12-20231210-0300.mbz") << qint64(0);
    QTest::newRow("a short name of 1.9") << QByteArray("backup-crash-course-12-20081214-0300.zip") << qint64(0);
    QTest::newRow("no number") << QByteArray("backup-moodle2-course-x-20231210-0300.mbz") << qint64(0);
    QTest::newRow("letters behind it") << QByteArray("backup-moodle2-course-12x-20231210-0300.mbz") << qint64(0);
    QTest::newRow("with a nought before it") << QByteArray("backup-moodle2-course-012-x.mbz") << qint64(0);
    QTest::newRow("more than a number holds") << "backup-moodle2-course-" + QByteArray(19, '9') + "-x.mbz" << qint64(0);
}

void TstBackupName::coursesOfLaterNames()
{
    QFETCH(QByteArray, path);
    QFETCH(qint64, course);
    const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    QCOMPARE(readBackupName(path, QTimeZone::utc(), now).course.value_or(0), course);
}

void TstBackupName::theFutureIsToldAndNotBelieved()
{
    const QDateTime now(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
    const BackupName tomorrow = readBackupName("backup-x-20081216-0900.zip", QTimeZone::utc(), now);
    QVERIFY(tomorrow.made.isValid() && !tomorrow.isOfTheFuture); // as far as clocks differ
    const BackupName later = readBackupName("backup-x-20081216-0931.zip", QTimeZone::utc(), now);
    QVERIFY(!later.made.isValid());
    QVERIFY(later.isOfTheFuture);
    QVERIFY(later.isDefault);
}

void TstBackupName::bytesOfOtherAlphabetsStay()
{
    const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    const BackupName name = readBackupName("backup-\xff\n-20231210-0300.mbz", QTimeZone::utc(), now);
    QCOMPARE(name.before, QByteArray("backup-\xff\n"));
    QVERIFY(name.isDefault);
}

/// Minutes that were met before, and those beside them where clocks change.
void TstBackupName::manyAreReadAsEachAlone()
{
    const QDateTime now(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
    const QTimeZone zone("Europe/London");
    const ZoneMinutes minutes(zone);
    for (const char *stamp : {"20081214-0301", "20081214-0301", "20081214-0302", "20081214-1501", "20081213-0301",
                              "20081026-0059", "20081026-0130", "20081026-0200", "20080330-0059", "20080330-0200"}) {
        const QByteArray path = QByteArray("backup-x-") + stamp + ".zip";
        const QDateTime made = readBackupName(path, minutes, now).made;
        QVERIFY2(made.isValid(), stamp);
        QCOMPARE(made, readBackupName(path, zone, now).made);
    }
}

NIGHTKEEP_TEST(TstBackupName, unit, Core)
#include "tst_backupname.moc"

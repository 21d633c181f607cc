// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plans for a Moodle 2 or later, over a real pool and a real folder for all courses.
#include "tests/archives/archiveworld.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace Nightkeep;

namespace {

const BytePath laterPoolFolder = "/data/moodle/filedir/";

QDateTime laterMoment(int month)
{
    return QDateTime(QDate(2008, month, 14), QTime(3, 1), QTimeZone::utc());
}

QByteArray laterSetting(const QByteArray &name, bool on)
{
    return "      <setting>\n        <level>root</level>\n        <name>" + name + "</name>\n        <value>"
        + (on ? "1" : "0") + "</value>\n      </setting>\n";
}

/// An mbz in the form of a zip.
QByteArray laterBackup(qint64 course, int month, int mode, bool users = true)
{
    const QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<moodle_backup>\n<information>\n"
                           "<moodle_release>4.3 (Build: 20231009)</moodle_release>\n<backup_date>"
        + QByteArray::number(laterMoment(month).toSecsSinceEpoch())
        + "</backup_date>\n<include_files>1</include_files>\n<original_course_id>" + QByteArray::number(course)
        + "</original_course_id>\n<original_course_shortname>C" + QByteArray::number(course)
        + "</original_course_shortname>\n<details>\n<detail backup_id=\"x\">\n<type>course</type>\n"
          "<format>moodle2</format>\n<mode>"
        + QByteArray::number(mode) + "</mode>\n</detail>\n</details>\n<settings>\n" + laterSetting("users", users)
        + laterSetting("anonymize", false) + "</settings>\n</information>\n</moodle_backup>\n";
    return zipWith({{QStringLiteral("files.xml"), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<files>\n</files>\n"},
                    {QStringLiteral("moodle_backup.xml"), xml}});
}

QString laterName(qint64 course, int month)
{
    return QStringLiteral("backup-moodle2-course-%1-c%1-2008%214-0301.mbz")
        .arg(course)
        .arg(month, 2, 10, QLatin1Char('0'));
}

CourseState laterCourse(qint64 id)
{
    CourseState course;
    course.id = id;
    course.shortName = QStringLiteral("C%1").arg(id);
    return course;
}

/// A site of which the pool and the records are filled by the test.
class LaterWorld : public ArchiveWorld
{
public:
    LaterWorld()
    {
        moodles.facts.edition = MoodleEdition::Later;
        moodles.facts.fileSystemKnown = true;
        moodles.states.courses = {laterCourse(33), laterCourse(47)};
        moodles.courses = QList<Course>();
        changeSite([](Site &changed) { changed.timeZone = QStringLiteral("UTC"); });
    }

    /// Into the pool and the records; gives where it lies.
    BytePath record(const FileRecord &wanted, const QByteArray &bytes)
    {
        FileRecord record = wanted;
        record.hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
        record.bytes = bytes.size();
        moodles.states.records.append(record);
        const BytePath path = record.hash.left(2) + '/' + record.hash.mid(2, 2) + '/' + record.hash;
        addFile("filedir/" + path, bytes, record.made);
        return laterPoolFolder + path;
    }
    BytePath record(qint64 course, int month, BackupArea area = BackupArea::Automated)
    {
        return record({course, area, laterName(course, month), 0, {}, laterMoment(month)},
                      laterBackup(course, month, area == BackupArea::Automated ? 50 : 10));
    }
};

QStringList laterTaken(const ArchivePlan &plan)
{
    QStringList lines;
    for (const PlannedZip &zip : plan.zips) {
        if (zip.decision == ZipDecision::Included)
            lines.append(displayPath(zip.file.path) + u' ' + displayPath(zip.source));
    }
    return lines;
}

} // namespace

class TstLaterMoodlePlan : public QObject
{
    Q_OBJECT

private slots:
    void takesFromThePoolUnderTheirOwnNames()
    {
        LaterWorld world;
        world.record(33, 3);
        const BytePath newest = world.record(33, 6);
        world.record({47, BackupArea::Part, QStringLiteral("quiz.mbz"), 0, {}, laterMoment(7)}, laterBackup(47, 7, 10));
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message + plan.error().detail));
        QCOMPARE(plan->edition, MoodleEdition::Later);
        QVERIFY(plan->sawEverything());
        QCOMPARE(plan->dataFolder, world.site.dataFolder);
        QCOMPARE(laterTaken(*plan),
                 QStringList {QStringLiteral("course-33/") + laterName(33, 6) + u' ' + displayPath(newest)});
        QVERIFY(plan->freeBytes > 0);
        QCOMPARE(plan->warnings.size(), 1);
        QCOMPARE(plan->warnings.first().kind, ArchiveWarning::Kind::NoZip);
        QCOMPARE(plan->warnings.first().courseId, qint64(47));
        for (const PlannedZip &zip : plan->zips) {
            QCOMPARE(zip.kind, CopyKind::MadeByMoodle);
            QCOMPARE(zip.course, QStringLiteral("C33"));
        }
    }

    void takesFromTheFolderForAllCourses()
    {
        LaterWorld world;
        world.moodles.facts.storage = BackupStorage::Both;
        world.moodles.facts.destination = "/data/moodle/external";
        const BytePath pooled = world.record(33, 6);
        world.addFile("external/" + laterName(47, 6).toUtf8(), laterBackup(47, 6, 50), laterMoment(6));
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message + plan.error().detail));
        QCOMPARE(plan->dataFolder, BytePath("/data/moodle/external"));
        QCOMPARE(laterTaken(*plan),
                 (QStringList {laterName(47, 6) + u' ',
                               QStringLiteral("course-33/") + laterName(33, 6) + u' ' + displayPath(pooled)}));
        QVERIFY(plan->warnings.isEmpty());
    }

    void whoMadeItIsRecorded()
    {
        LaterWorld world;
        world.record(33, 3);
        const BytePath byHand = world.record(33, 6, BackupArea::Course);
        world.record(47, 3);
        const auto service = world.newService();
        ArchiveRequest request = world.request(QStringLiteral("later"));
        request.origin = ZipOrigin::ByPeople;
        const Result<ArchivePlan> plan = service->plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(laterTaken(*plan),
                 QStringList {QStringLiteral("course-33/") + laterName(33, 6) + u' ' + displayPath(byHand)});
        request.origin = ZipOrigin::ByMoodle;
        QCOMPARE(service->plan(request, CancelToken())->includedCount(), 2);
    }

    void aCopyWithoutUsersGivesWay()
    {
        LaterWorld world;
        const BytePath whole = world.record(33, 3);
        world.record({33, BackupArea::Course, laterName(33, 6), 0, {}, laterMoment(6)}, laterBackup(33, 6, 10, false));
        world.record(47, 3);
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QVERIFY2(laterTaken(*plan).first().endsWith(displayPath(whole)), qPrintable(laterTaken(*plan).first()));
        QCOMPARE(plan->warnings.first().kind, ArchiveWarning::Kind::DoubtfulZip);
    }

    void namesInTheArchiveAreItsOwn()
    {
        LaterWorld world;
        const QString name = QStringLiteral("../backup.mbz");
        for (const int month : {3, 6})
            world.record({33, BackupArea::Course, name, 0, {}, laterMoment(month)}, laterBackup(33, month, 10));
        const auto service = world.newService();
        ArchiveRequest request = world.request(QStringLiteral("later"));
        request.rule = ArchiveRule::SinceLastRun;
        const Result<ArchivePlan> plan = service->plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->includedCount(), 2);
        QSet<BytePath> paths;
        for (const PlannedZip &zip : plan->zips) {
            QVERIFY2(zip.file.path.startsWith("course-33/"), zip.file.path.constData());
            QVERIFY2(zip.file.path.count('/') == 1, zip.file.path.constData());
            paths.insert(zip.file.path);
        }
        QCOMPARE(paths.size(), 2);
    }

    void aTimeThatCannotBeIsSaid()
    {
        LaterWorld world;
        world.moodles.facts.storage = BackupStorage::Both;
        world.moodles.facts.destination = "/data/moodle/external";
        world.record(33, 6);
        world.addFile("external/" + laterName(47, 6).toUtf8(), laterBackup(47, 6, 50),
                      QDateTime(QDate(2200, 1, 1), QTime(3, 0), QTimeZone::utc()));
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->includedCount(), 1);
        QVERIFY2(plan->problems.join(u'|').contains(laterName(47, 6)), qPrintable(plan->problems.join(u'|')));
        QVERIFY(!plan->sawAllFolders());
    }

    void aNameThatNoFileSystemTakesIsNotTaken()
    {
        LaterWorld world;
        for (const int month : {3, 6})
            world.record({33,
                          BackupArea::Course,
                          QString(300, QChar(0x3b1)) + QStringLiteral(".mbz"),
                          0,
                          {},
                          laterMoment(month)},
                         laterBackup(33, month, 10));
        ArchiveRequest request = world.request(QStringLiteral("later"));
        request.rule = ArchiveRule::SinceLastRun;
        const auto service = world.newService();
        const ArchiveRecord ended = world.startAndWait(*service, request);
        QVERIFY2(ended.status.state == ArchiveState::Complete, qPrintable(ended.status.failure + ended.status.log));
        QCOMPARE(ended.run.files, 2);
    }

    void whatIsRecordedAndNotThereIsNoBackup()
    {
        LaterWorld world;
        world.record(33, 3);
        FileRecord lost {47, BackupArea::Automated, laterName(47, 6), 1000, QByteArray(40, 'a'), laterMoment(6)};
        world.moodles.states.records.append(lost);
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->includedCount(), 1);
        QCOMPARE(plan->warnings.size(), 1);
        QCOMPARE(plan->warnings.first().kind, ArchiveWarning::Kind::NoZip);
        QCOMPARE(plan->warnings.first().courseId, qint64(47));
    }

    void aPoolThatNobodyCanLookIntoIsSaid()
    {
        LaterWorld world;
        world.moodles.facts.fileSystemClass = QStringLiteral("\\tool_objectfs\\s3_file_system");
        world.moodles.facts.destination = "/data/moodle/external";
        world.moodles.facts.storage = BackupStorage::Both;
        world.record(33, 3);
        world.addFile("external/" + laterName(47, 6).toUtf8(), laterBackup(47, 6, 50), laterMoment(6));
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QVERIFY(!plan->sawAllFolders());
        QVERIFY2(plan->destinationProblem.contains(QStringLiteral("s3_file_system")),
                 qPrintable(plan->destinationProblem));
        QCOMPARE(laterTaken(*plan), QStringList {laterName(47, 6) + u' '});
    }

    void aNewRecordMakesThePlanStale()
    {
        LaterWorld world;
        world.record(33, 3);
        world.record(47, 3);
        const auto service = world.newService();
        const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("later")), CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        world.record(33, 6);
        const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().kind, ErrorKind::Stale);
        QVERIFY2(started.error().detail.contains(laterName(33, 6)), qPrintable(started.error().detail));
        world.moodles.courses.reset(); // and without the records nobody can tell
        QCOMPARE(service->start(*plan, CancelToken()).error().kind, ErrorKind::Unreachable);
    }
};

NIGHTKEEP_TEST(TstLaterMoodlePlan, integration, Core)
#include "tst_latermoodleplan.moc"

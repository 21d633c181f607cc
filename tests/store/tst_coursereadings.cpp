// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/coursereadings.h"
#include "app/store/sealedtables.h"
#include "tests/courses/madecourses.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

namespace {

const QString readingSite = QStringLiteral("Moodle");

Site readingSiteNamed(const QString &name)
{
    Site site = MadeCourses::site();
    site.name = name;
    return site;
}

/// Two courses of Moodle 1.9 with three zips.
CourseReading smallReading()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001")),
                       MadeCourses::course(47, QStringLiteral("HIST2002"))};
    const QDateTime made = MadeCourses::lastRun().addSecs(60);
    reading.files = {MadeCourses::zip(reading.courses.at(0), made.addDays(-7)),
                     MadeCourses::zip(reading.courses.at(0), made), MadeCourses::zip(reading.courses.at(1), made)};
    return reading;
}

bool readingPathBefore(const FoundFile &a, const FoundFile &b)
{
    return a.place != b.place ? a.place < b.place : a.path < b.path;
}

UsagePoint readingUsageOf(const QDate &day, qint64 bytes)
{
    UsagePoint point;
    point.day = day;
    point.at = QDateTime(day, QTime(9, 0), QTimeZone::utc());
    point.files = 3;
    point.bytes = bytes;
    point.byKind = {{0, {}, CopyKind::MadeByMoodle, 3, bytes}};
    point.disks = {{"/data/moodle", 4000, 1000}};
    return point;
}

/// Anything that a reading can hold, likely or not.
CourseReading sampleReading(QRandomGenerator &random)
{
    CourseReading reading;
    reading.head = Samples::sample<CourseReadingHead>(random);
    QByteArrayList hashes;
    for (int i = 0; i < 60; ++i)
        hashes.append(QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Sha1).toHex());
    std::sort(hashes.begin(), hashes.end());
    for (int i = 0; i < hashes.size(); ++i) {
        reading.courses.append(Samples::sample<CourseState>(random));
        reading.courses.last().id = i * i * 1000;
        reading.records.append(Samples::sample<FileRecord>(random));
        reading.records.last().hash = hashes.at(i);
        reading.files.append(Samples::sample<FoundFile>(random));
        FoundFile &file = reading.files.last();
        if (file.place == CopyPlace::Pool || file.place == CopyPlace::Trash)
            file.path = hashes.at(i);
        else
            file.path = QByteArray::number(i % 7) + file.path + QByteArray::number(i);
    }
    std::sort(reading.files.begin(), reading.files.end(), readingPathBefore);
    return reading;
}

} // namespace

/// What the workspace keeps of sites' courses, on each of its two databases.
class TstCourseReadings : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    /// With the site.
    std::unique_ptr<WorkspaceStore> makeWorkspace()
    {
        QFETCH(QString, dialect);
        StoreOptions options;
        options.clock = MadeCourses::now;
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(m_places.next(dialect), options);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        return store && (*store)->replaceSite({}, readingSiteNamed(readingSite)) ? std::move(*store) : nullptr;
    }

    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

    static void verifyKept(const WorkspaceStore &workspace, const CourseReading &saved, qint64 revision)
    {
        CourseReadingHead head = saved.head;
        head.revision = revision;
        const auto keptHead = workspace.courseReadingHead(readingSite);
        QVERIFY2(keptHead && *keptHead, why(keptHead).constData());
        QCOMPARE(**keptHead, head);
        const auto kept = workspace.courseReading(readingSite);
        QVERIFY2(kept && *kept, why(kept).constData());
        QCOMPARE((*kept)->head, head);
        QCOMPARE((*kept)->courses, saved.courses);
        QCOMPARE((*kept)->records, saved.records);
        QCOMPARE((*kept)->files, saved.files);
    }

    static bool isForgotten(const WorkspaceStore &workspace, const QString &site, qint64 course)
    {
        const auto head = workspace.courseReadingHead(site);
        const auto reading = workspace.courseReading(site);
        const auto log = workspace.courseLog(site, course);
        return head && !*head && reading && !*reading && log && !*log;
    }

    /// Past the store, but sealed as it seals.
    template<typename Work> static Result<void> writeSealed(const QString &place, const Work &work)
    {
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        if (!connection)
            return fail(connection.error());
        if (const Result<void> begun = (*connection)->beginWrite(); !begun)
            return begun;
        SealedTables tables(**connection);
        if (const Result<void> done = work(tables); !done)
            return done;
        if (const Result<void> done = tables.writeSeals(); !done)
            return done;
        return (*connection)->commit();
    }

    static Result<void> putSealed(const QString &place, const StoredRow &row)
    {
        return writeSealed(place, [&row](SealedTables &tables) { return tables.put(Schema::values(), row); });
    }

    /// The rows of smallReading() as earlier programs had them: one for each course, and for each folder.
    static Result<void> keepAsBefore(const QString &place)
    {
        const CourseReading reading = smallReading();
        QList<StoredRow> rows;
        const auto add = [&rows](const char *collection, const QByteArray &part, const QJsonObject &json) {
            rows.append({QByteArray(collection), QByteArray("moodle"), part, qCompress(compactJson(json).toUtf8())});
        };
        for (const CourseState &course : reading.courses)
            add("course", QByteArray::number(course.id).rightJustified(10, '0'), toJson(course));
        const auto filesOf = [](const QList<FoundFile> &files) {
            return QJsonObject {{QStringLiteral("files"), Json::write(files, {}, JsonManner::Stored)}};
        };
        add("course-file", "courseFolder/33", filesOf(reading.files.first(2)));
        add("course-file", "courseFolder/47", filesOf(reading.files.mid(2)));
        return writeSealed(place, [&rows](SealedTables &tables) -> Result<void> {
            for (const char *collection : {"course", "course-file"}) {
                if (const Result<void> done = tables.remove(Schema::values(), {QByteArray(collection)}); !done)
                    return done;
            }
            return tables.insertAll(Schema::values(), rows);
        });
    }

private slots:
    void aReadingComesBackWhole_data() { dialects(); }
    void aReadingComesBackWhole()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QVERIFY(isForgotten(*workspace, readingSite, 33));
        QRandomGenerator random(11);
        for (int i = 1; i <= 5; ++i) {
            const CourseReading reading = sampleReading(random);
            const Result<qint64> rows = workspace->saveCourseReading(readingSite.toUpper(), reading);
            QVERIFY2(rows, why(rows).constData());
            verifyKept(*workspace, reading, i);
        }
        const Result<std::unique_ptr<WorkspaceStore>> opened = WorkspaceStore::open(workspace->location());
        QVERIFY2(opened, why(opened).constData());
        const Result<WorkspaceCheck> check = (*opened)->verify();
        QVERIFY2(check, why(check).constData());
    }

    void onlyWhatDiffersIsWritten_data() { dialects(); }
    void onlyWhatDiffersIsWritten()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        CourseReading reading = smallReading();
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 2); // two courses, and their zips
        reading.head.moodleReadAt = reading.head.moodleReadAt.addSecs(60);
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 0);
        verifyKept(*workspace, reading, 2);

        reading.courses[0].status = CourseStatus::Error;
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 1);
        reading.files[0].check.level = ZipLevel::ReadThrough;
        reading.files[1].bytes += 1; // in the same folder
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 1);
        verifyKept(*workspace, reading, 4);
        reading.courses.removeLast();
        reading.files.removeLast();
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 2);
        verifyKept(*workspace, reading, 5);

        // Records have no order of their own.
        CourseReading later = MadeCourses::reading(MoodleEdition::Later);
        later.courses = smallReading().courses;
        for (int day = 0; day < 3; ++day) {
            for (const CourseState &course : std::as_const(later.courses))
                MadeCourses::addPoolCopy(later, course, MadeCourses::lastRun().addDays(-7 * day));
        }
        std::sort(later.files.begin(), later.files.end(), readingPathBefore);
        QVERIFY(workspace->saveCourseReading(readingSite, later));
        std::reverse(later.records.begin(), later.records.end());
        QCOMPARE(*workspace->saveCourseReading(readingSite, later), 0);
    }

    void whatIsKnownIsNotReadAgain_data() { dialects(); }
    void whatIsKnownIsNotReadAgain()
    {
        const auto workspace = makeWorkspace();
        const auto other = makeWorkspace(); // where nothing is known
        QVERIFY(workspace && other);
        QRandomGenerator random(13);
        std::optional<CourseReading> known;
        for (int i = 1; i <= 6; ++i) {
            CourseReading reading = i % 2 == 1 || !known ? sampleReading(random) : *known;
            if (i % 2 == 0 && !reading.files.isEmpty()) {
                reading.files.first().bytes += 1;
                reading.files.removeLast();
                reading.courses.removeLast();
            }
            const Result<qint64> rows =
                workspace->saveCourseReading(readingSite, reading, {}, known ? &*known : nullptr);
            QVERIFY2(rows, why(rows).constData());
            QCOMPARE(*rows, *other->saveCourseReading(readingSite, reading));
            verifyKept(*workspace, reading, i);
            verifyKept(*other, reading, i);
            known = **workspace->courseReading(readingSite);
        }
        const qint64 before = StoreConnection::counts().rows;
        QCOMPARE(*workspace->saveCourseReading(readingSite, *known, {}, &*known), 0);
        QVERIFY2(StoreConnection::counts().rows - before < 20, "the rows were read");
        // By now it is not what is stored any more.
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading()));
        QVERIFY(workspace->saveCourseReading(readingSite, *known, {}, &*known));
        verifyKept(*workspace, *known, 9);
        QVERIFY2((*WorkspaceStore::open(workspace->location()))->verify(), "the seals do not fit");
    }

    void manyNewRowsAreOnesOfTheirOwn_data() { dialects(); }
    void manyNewRowsAreOnesOfTheirOwn()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
        for (int id = 1; id <= 500; ++id) {
            reading.courses.append(MadeCourses::course(id * readingNumbersInRow, QStringLiteral("c%1").arg(id)));
            reading.files.append(MadeCourses::zip(reading.courses.last(), MadeCourses::lastRun()));
        }
        std::sort(reading.files.begin(), reading.files.end(), readingPathBefore);
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 1000);
        verifyKept(*workspace, reading, 1);
        for (FoundFile &file : reading.files)
            file.bytes += 1;
        reading.courses.resize(100);
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 900); // 500 changed, and 400 gone
        verifyKept(*workspace, reading, 2);
        QVERIFY2((*WorkspaceStore::open(workspace->location()))->verify(), "the seals do not fit");
    }

    void whatEarlierProgramsKeptIsRead_data() { dialects(); }
    void whatEarlierProgramsKeptIsRead()
    {
        const auto made = makeWorkspace();
        QVERIFY(made);
        CourseReading reading = smallReading();
        QVERIFY(made->saveCourseReading(readingSite, reading));
        const Result<void> kept = keepAsBefore(made->location());
        QVERIFY2(kept, why(kept).constData());
        const auto opened = WorkspaceStore::open(made->location());
        QVERIFY2(opened, why(opened).constData());
        WorkspaceStore &workspace = **opened;
        verifyKept(workspace, reading, 1);
        // They go with the first change of what is among them.
        CourseReading known = **workspace.courseReading(readingSite);
        QCOMPARE(*workspace.saveCourseReading(readingSite, known, {}, &known), 0);
        verifyKept(workspace, reading, 2);
        known = **workspace.courseReading(readingSite);
        reading.courses[0].status = CourseStatus::Error;
        QCOMPARE(*workspace.saveCourseReading(readingSite, reading, {}, &known), 3); // two gone, and one new
        verifyKept(workspace, reading, 3);
        reading.files[2].bytes += 1;
        QCOMPARE(*workspace.saveCourseReading(readingSite, reading), 3); // also where nothing is known
        verifyKept(workspace, reading, 4);
        QVERIFY2((*WorkspaceStore::open(made->location()))->verify(), "the seals do not fit");
    }

    void whatSharedARowBeforeIsKeptOnce_data() { dialects(); }
    void whatSharedARowBeforeIsKeptOnce()
    {
        const auto made = makeWorkspace();
        QVERIFY(made);
        CourseReading reading = smallReading();
        reading.files[0].path = "990/backupdata/a.zip"; // the hash of the other path begins so
        reading.files[1].path = "old0/backupdata/a.zip";
        QVERIFY(made->saveCourseReading(readingSite, reading));
        const QJsonObject row {{QStringLiteral("files"), Json::write(reading.files, {}, JsonManner::Stored)}};
        const Result<void> kept = writeSealed(made->location(), [&row](SealedTables &tables) -> Result<void> {
            if (const Result<void> done = tables.remove(Schema::values(), {QByteArray("course-file")}); !done)
                return done;
            return tables.insert(Schema::values(),
                                 {QByteArray("course-file"), QByteArray("moodle"), QByteArray("courseFolder/990"),
                                  qCompress(compactJson(row).toUtf8())});
        });
        QVERIFY2(kept, why(kept).constData());
        const auto opened = WorkspaceStore::open(made->location());
        QVERIFY2(opened, why(opened).constData());
        const CourseReading known = **(*opened)->courseReading(readingSite);
        std::sort(reading.files.begin(), reading.files.end(), readingPathBefore);
        reading.files[0].bytes += 1;
        QVERIFY((*opened)->saveCourseReading(readingSite, reading, {}, &known));
        verifyKept(**opened, reading, 2);
    }

    void aFolderOfManyIsKeptInSeveralRows_data() { dialects(); }
    void aFolderOfManyIsKeptInSeveralRows()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
        const CourseState course = MadeCourses::course(33, QStringLiteral("BIOC1001"));
        for (int minute = 0; minute < 2 * readingRowSize + 1; ++minute)
            reading.files.append(MadeCourses::zip(course, MadeCourses::lastRun().addSecs(-60 * minute)));
        std::sort(reading.files.begin(), reading.files.end(), readingPathBefore);
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 3);
        verifyKept(*workspace, reading, 1);
        reading.files.resize(readingRowSize);
        QCOMPARE(*workspace->saveCourseReading(readingSite, reading), 2);
        verifyKept(*workspace, reading, 2);
    }

    void aLogIsTheLatestThatWasAsked_data() { dialects(); }
    void aLogIsTheLatestThatWasAsked()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(12);
        CourseLog of33;
        for (int i = 0; i < 5; ++i) {
            of33 = Samples::sample<CourseLog>(random);
            of33.course = 33;
            const Result<void> saved = workspace->saveCourseLog(readingSite, of33);
            QVERIFY2(saved, why(saved).constData());
            QCOMPARE(**workspace->courseLog(readingSite, 33), of33);
        }
        auto of47 = Samples::sample<CourseLog>(random);
        of47.course = 47;
        QVERIFY(workspace->saveCourseLog(readingSite, of47));
        QCOMPARE(**workspace->courseLog(readingSite.toLower(), 33), of33);
        QCOMPARE(**workspace->courseLog(readingSite, 47), of47);
        QVERIFY(!*workspace->courseLog(readingSite, 3));
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading())); // they are beside the reading
        QCOMPARE(**workspace->courseLog(readingSite, 47), of47);
    }

    void eachDayHasItsUsage_data() { dialects(); }
    void eachDayHasItsUsage()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QCOMPARE(*workspace->usagePoints(readingSite), QList<UsagePoint>());
        const UsagePoint first = readingUsageOf(QDate(2008, 12, 14), 1000);
        QCOMPARE(*workspace->saveCourseReading(readingSite, smallReading(), first), 2); // it is not counted
        UsagePoint same = first;
        same.at = first.at.addSecs(3600);
        QCOMPARE(*workspace->saveCourseReading(readingSite, smallReading(), same), 0);
        QCOMPARE(*workspace->usagePoints(readingSite), QList<UsagePoint> {first}); // nothing was written

        const UsagePoint later = readingUsageOf(QDate(2008, 12, 14), 2000);
        const UsagePoint next = readingUsageOf(QDate(2008, 12, 15), 3000);
        QVERIFY(workspace->saveCourseReading(readingSite.toUpper(), smallReading(), later));
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading(), next));
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading()));
        QCOMPARE(*workspace->usagePoints(readingSite.toUpper()), (QList<UsagePoint> {later, next}));
        QVERIFY(workspace->usagePoints(QStringLiteral("gone"))->isEmpty());
        QCOMPARE(workspace->saveUsagePoints(QStringLiteral("gone"), {next}).error().kind, ErrorKind::NotFound);
    }

    void usageOfLongAgoIsThinnedOut_data() { dialects(); }
    void usageOfLongAgoIsThinnedOut()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        const QDate today(2008, 12, 15);
        QList<UsagePoint> points {readingUsageOf(QDate(2007, 3, 1), 1), readingUsageOf(QDate(2007, 3, 30), 2),
                                  readingUsageOf(QDate(2007, 4, 1), 3),
                                  readingUsageOf(today.addDays(-UsageDailyDays), 4),
                                  readingUsageOf(today.addDays(-1), 5)};
        QVERIFY(workspace->saveUsagePoints(readingSite, points));
        QCOMPARE(*workspace->usagePoints(readingSite), points.mid(1)); // of March the last
        points.append(readingUsageOf(today, 6));
        QVERIFY(workspace->saveUsagePoints(readingSite, {points.constLast()}));
        QCOMPARE(*workspace->usagePoints(readingSite), points.mid(1));
        const Result<std::unique_ptr<WorkspaceStore>> opened = WorkspaceStore::open(workspace->location());
        QVERIFY2(opened, why(opened).constData());
        QVERIFY((*opened)->verify());
        QCOMPARE(*(*opened)->usagePoints(readingSite), points.mid(1));
    }

    void aSiteThatHasLeftKeepsNothing_data() { dialects(); }
    void aSiteThatHasLeftKeepsNothing()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        const QString gone = QStringLiteral("gone");
        QCOMPARE(workspace->saveCourseReading(gone, smallReading()).error().kind, ErrorKind::NotFound);
        QCOMPARE(workspace->saveCourseLog(gone, {33, {}, {}}).error().kind, ErrorKind::NotFound);
        QVERIFY(workspace->replaceSite({}, readingSiteNamed(gone)));
        QVERIFY(isForgotten(*workspace, gone, 33));
    }

    void itGoesWithItsSite_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Site>("after");
        QTest::addColumn<bool>("isKept");
        const Site site = readingSiteNamed(readingSite);
        const auto add = [&site](const char *name, bool isKept, const std::function<void(Site &)> &change) {
            Site after = site;
            change(after);
            for (const QString &dialect : {QStringLiteral("sqlite"), QStringLiteral("mariadb")})
                QTest::addRow("%s, %s", name, qPrintable(dialect)) << dialect << after << isKept;
        };
        add("renamed", false, [](Site &after) { after.name = QStringLiteral("other"); });
        add("removed", false, [](Site &after) { after = Site(); });
        add("another database", false, [](Site &after) { after.databaseName = QStringLiteral("moodle2"); });
        add("another database server", false, [](Site &after) { after.databaseServer = QStringLiteral("db2"); });
        add("another prefix", false, [](Site &after) { after.tablePrefix = QStringLiteral("m2_"); });
        add("another data folder", false, [](Site &after) { after.dataFolder = "/data/moodle2"; });
        add("another data server", false, [](Site &after) { after.dataServer = QStringLiteral("data2"); });
        add("another account", true, [](Site &after) { after.databaseUser = QStringLiteral("reader"); });
        add("another folder for all", true, [](Site &after) { after.backupFolder = "/data/backups"; });
        add("another time zone", true, [](Site &after) { after.timeZone = QStringLiteral("Europe/London"); });
        add("other letters", true, [](Site &after) { after.name = after.name.toLower(); });
    }
    void itGoesWithItsSite()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QFETCH(Site, after);
        QFETCH(bool, isKept);
        const Site beside = readingSiteNamed(QStringLiteral("beside"));
        const UsagePoint usage = readingUsageOf(QDate(2008, 12, 14), 1000);
        QVERIFY(workspace->replaceSite({}, beside));
        for (const QString &site : {readingSite, beside.name}) {
            QVERIFY(workspace->saveCourseReading(site, smallReading(), usage));
            QVERIFY(workspace->saveCourseLog(site, {33, {}, {}}));
        }
        const Result<void> changed = workspace->replaceSite(readingSiteNamed(readingSite), after);
        QVERIFY2(changed, why(changed).constData());
        if (isKept) {
            verifyKept(*workspace, smallReading(), 1);
            QVERIFY(*workspace->courseLog(readingSite, 33));
        } else {
            QVERIFY(isForgotten(*workspace, readingSite, 33));
            QVERIFY(after.name.isEmpty() || isForgotten(*workspace, after.name, 33));
        }
        // What a day took cannot be read anew: under another name it is the same Moodle's.
        const bool isSame = isSameMoodle(readingSiteNamed(readingSite), after);
        QCOMPARE(after.name.isEmpty() ? 0 : workspace->usagePoints(after.name)->size(), isSame ? 1 : 0);
        QVERIFY(isKept || workspace->usagePoints(readingSite)->isEmpty());
        QCOMPARE(*workspace->usagePoints(beside.name), QList<UsagePoint> {usage});
        const auto other = workspace->courseReading(beside.name);
        QVERIFY(other && *other);
        QCOMPARE((*other)->files, smallReading().files);
    }

    void anExportLeavesItOut_data() { dialects(); }
    void anExportLeavesItOut()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        const Result<QByteArray> before = workspace->exportJson();
        QVERIFY2(before, why(before).constData());
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading()));
        QCOMPARE(*workspace->exportJson(), *before);
        const Result<void> imported = workspace->importJson(*before);
        QVERIFY2(imported, why(imported).constData());
        QVERIFY(isForgotten(*workspace, readingSite, 33));
        QCOMPARE(*workspace->saveCourseReading(readingSite, smallReading()), 2);
    }

    void anExportHoldsWhatDaysTook_data() { dialects(); }
    void anExportHoldsWhatDaysTook()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        const QList<UsagePoint> points {readingUsageOf(QDate(2008, 12, 14), 1000),
                                        readingUsageOf(QDate(2008, 12, 15), 2000)};
        QVERIFY(workspace->saveUsagePoints(readingSite, points));
        const Result<QByteArray> exported = workspace->exportJson();
        QVERIFY2(exported, why(exported).constData());
        const auto other = makeWorkspace();
        QVERIFY(other);
        QVERIFY(other->saveUsagePoints(readingSite, {readingUsageOf(QDate(2007, 1, 1), 1)}));
        const Result<void> imported = other->importJson(*exported);
        QVERIFY2(imported, why(imported).constData());
        QCOMPARE(*other->usagePoints(readingSite), points);
        QJsonObject old = QJsonDocument::fromJson(*exported).object(); // as earlier programs exported it
        old.remove(QStringLiteral("courseUsage"));
        QVERIFY(other->importJson(QJsonDocument(old).toJson()));
        QVERIFY(other->usagePoints(readingSite)->isEmpty());
    }

    void whatWasWrittenPastItIsNotBelieved_data() { dialects(); }
    void whatWasWrittenPastItIsNotBelieved()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading()));
        const Result<void> written =
            Samples::runAll(workspace->location(),
                            {QStringLiteral("DELETE FROM nk_values WHERE collection = x'%1' AND part = x'%2'")
                                 .arg(QString::fromLatin1(QByteArray("course").toHex()),
                                      QString::fromLatin1(QByteArray("0000000032-0000000063").toHex()))});
        QVERIFY2(written, why(written).constData());
        const Result<std::unique_ptr<WorkspaceStore>> opened = WorkspaceStore::open(workspace->location());
        QVERIFY2(opened, why(opened).constData());
        QVERIFY(*(*opened)->courseReadingHead(readingSite)); // is sealed by itself
        const auto read = (*opened)->courseReading(readingSite);
        QVERIFY(!read);
        QVERIFY2(read.error().kind == ErrorKind::Damaged, why(read).constData());
    }

    void whatCannotBeUnpackedIsDamage_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QByteArray>("collection");
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("payload");
        const QByteArray sound = qCompress("{\"files\":[]}");
        const QList<std::pair<const char *, QByteArray>> payloads {
            {"empty", ""},
            {"no packed text", "{\"files\":[]}"},
            {"cut", sound.left(sound.size() - 6)},
            {"longer than it says", QByteArray("\0\0\0\5", 4) + sound.mid(4)},
            {"a gigabyte", QByteArray("\x40\0\0\0", 4) + sound.mid(4)},
            {"no JSON", qCompress("{\"files\":")},
            {"another thing", qCompress("{\"file\":[]}")},
        };
        for (const auto &[name, payload] : payloads) {
            for (const char *collection : {"course", "course-record", "course-file", "course-log", "course-usage"})
                QTest::addRow("%s, %s", collection, name)
                    << QStringLiteral("sqlite") << QByteArray(collection) << QByteArray("0000000033") << payload;
            QTest::addRow("several courses, %s", name)
                << QStringLiteral("sqlite") << QByteArray("course") << QByteArray("0000000064-0000000095") << payload;
        }
    }
    void whatCannotBeUnpackedIsDamage()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QFETCH(QByteArray, collection);
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, payload);
        QVERIFY(workspace->saveCourseReading(readingSite, smallReading()));
        const Result<void> put = putSealed(workspace->location(), {collection, QByteArray("moodle"), part, payload});
        QVERIFY2(put, why(put).constData());
        const Result<void> read = collection == "course-log"
            ? workspace->courseLog(readingSite, 33).map([](const std::optional<CourseLog> &) {})
            : collection == "course-usage"
            ? workspace->usagePoints(readingSite).map([](const QList<UsagePoint> &) {})
            : workspace->courseReading(readingSite).map([](const std::optional<CourseReading> &) {});
        QVERIFY(!read);
        QVERIFY2(read.error().kind == ErrorKind::Damaged, why(read).constData());
    }
};

NIGHTKEEP_TEST(TstCourseReadings, integration, Core, 300)
#include "tst_coursereadings.moc"

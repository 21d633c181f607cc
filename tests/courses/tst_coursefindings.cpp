// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursefindings.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

namespace {

constexpr MoodleEdition findingOld = MoodleEdition::Old;
constexpr MoodleEdition findingLater = MoodleEdition::Later;

/// What a row changes of a site with one course, 12, with a sound copy of the last run.
using FindingMaker = void (*)(CourseReading &reading, CourseState &course);

struct FindingCase
{
    const char *name;
    MoodleEdition edition;
    const char *kind;
    const char *severity; ///< empty: it must not be said
    FindingMaker make;
};

QDateTime findingRun()
{
    return MadeCourses::lastRun();
}
QDateTime findingReadAt()
{
    return MadeCourses::now().addSecs(-600);
}

CourseRun findingRunOf(RunEnd end, const QDateTime &started)
{
    return {started, started.addSecs(30), end, QStringLiteral("zipping files")};
}

FoundFile findingCopyOf(const CourseState &course, const QDateTime &made, qint64 bytes)
{
    FoundFile file = MadeCourses::zip(course, made);
    file.bytes = bytes;
    return file;
}

PlaceSeen findingTrash(PlaceSight sight, qint64 files)
{
    PlaceSeen place;
    place.kind = CopyPlace::Trash;
    place.folder = "/data/moodle/trashdir";
    place.sight = sight;
    place.files = files;
    place.bytes = files * 1000;
    return place;
}

/// A folder for all that is not there.
void findingLacksShared(CourseReading &reading, BackupStorage storage)
{
    PlaceSeen place;
    place.kind = CopyPlace::SharedFolder;
    place.folder = "/data/backups";
    place.sight = PlaceSight::Missing;
    reading.head.places.append(place);
    reading.head.moodle.storage = storage;
}

void findingNeverRan(CourseReading &reading, CourseState &course)
{
    reading.files.clear();
    course.status = CourseStatus::NotYetRun;
    course.lastStart = course.lastEnd = QDateTime();
    course.runs.clear();
}

const QList<FindingCase> findingVerdicts {
    {"all is well", findingOld, "", "", [](CourseReading &, CourseState &) {}},
    {"all is well", findingLater, "", "", [](CourseReading &, CourseState &) {}},
    {"OK, and no file", findingOld, "ok-without-file", "critical",
     [](CourseReading &reading, CourseState &) { reading.files.clear(); }},
    {"OK, and lost from the pool", findingLater, "ok-without-file", "critical",
     [](CourseReading &reading, CourseState &) { reading.files.clear(); }},
    {"never ran", findingOld, "never-ran", "warning", findingNeverRan},
    {"newer than the last run", findingOld, "never-ran", "info",
     [](CourseReading &reading, CourseState &course) {
         findingNeverRan(reading, course);
         course.created = findingRun().addSecs(3600);
     }},
    {"never ran, and a copy is lost", findingLater, "course-missing", "critical",
     [](CourseReading &reading, CourseState &course) { findingNeverRan(reading, course); }},
    {"error, and no file", findingOld, "course-missing", "critical",
     [](CourseReading &reading, CourseState &course) {
         reading.files.clear();
         course.status = CourseStatus::Error;
     }},
    {"cut off", findingOld, "copy-damaged", "critical",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.fault = ZipFault::CutOff; }},
    {"without a file of it", findingLater, "copy-incomplete", "critical",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().check.fault = ZipFault::MissingFiles;
         reading.files.first().inside.filesMissing = 1;
     }},
    {"Moodle warns", findingLater, "copy-incomplete", "critical",
     [](CourseReading &, CourseState &course) { course.status = CourseStatus::Warning; }},
    {"without users", findingLater, "without-contents", "warning",
     [](CourseReading &reading, CourseState &) { reading.files.first().inside.users = false; }},
    {"of the week before", findingOld, "copy-old", "warning",
     [](CourseReading &reading, CourseState &course) {
         reading.files = {MadeCourses::zip(course, findingRun().addDays(-7))};
     }},
    {"not looked into", findingOld, "copy-doubtful", "warning",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.level = ZipLevel::NotChecked; }},
};

const QList<FindingCase> findingCopies {
    {"a spoilt one behind a good one", findingOld, "newest-damaged", "warning",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, findingRun().addSecs(7200)));
         reading.files.last().check.fault = ZipFault::CutOff;
     }},
    {"a spoilt one before the good one", findingOld, "newest-damaged", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, findingRun().addSecs(-7200)));
         reading.files.last().check.fault = ZipFault::CutOff;
     }},
    {"one that nobody looked into behind a good one", findingOld, "newest-damaged", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, findingRun().addSecs(7200)));
         reading.files.last().check.level = ZipLevel::NotChecked;
     }},
    {"a spoilt one behind one that nobody looked into", findingOld, "newest-damaged", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.first().check.level = ZipLevel::NotChecked;
         reading.files.append(MadeCourses::zip(course, findingRun().addSecs(7200)));
         reading.files.last().check.fault = ZipFault::CutOff;
     }},
    {"spoilt, as the verdict says", findingOld, "newest-damaged", "",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.fault = ZipFault::CutOff; }},
    {"less than half", findingOld, "shrunk", "warning",
     [](CourseReading &, CourseState &course) {
         course.sizes = {{findingRun().addDays(-7), 400001}};
     }},
    {"less than half", findingLater, "shrunk", "warning",
     [](CourseReading &, CourseState &course) {
         course.sizes = {{findingRun().addDays(-7), 400001}};
     }},
    {"half", findingOld, "shrunk", "",
     [](CourseReading &, CourseState &course) {
         course.sizes = {{findingRun().addDays(-7), 400000}};
     }},
    {"less than half of the last but one", findingOld, "shrunk", "",
     [](CourseReading &, CourseState &course) {
         course.sizes = {{findingRun().addDays(-7), 300000}, {findingRun().addDays(-14), 900000}};
     }},
    {"both small", findingOld, "shrunk", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.first().bytes = 100;
         course.sizes = {{findingRun().addDays(-7), 100 * 1024 - 1}};
     }},
    {"one made by hand is small", findingOld, "shrunk", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(findingCopyOf(course, findingRun().addSecs(7200), 1000));
     }},
    {"one made by hand was large", findingOld, "shrunk", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(findingCopyOf(course, findingRun().addDays(-2), 9000000));
     }},
    {"copied later", findingOld, "dates-differ", "info",
     [](CourseReading &reading, CourseState &) { reading.files.first().modified = findingRun().addDays(-3); }},
    {"an older copy's dates differ", findingOld, "dates-differ", "",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, findingRun().addDays(-9)));
         reading.files.last().modified = findingRun().addDays(-3);
     }},
    {"made tomorrow week", findingOld, "of-the-future", "warning",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.made = MadeCourses::now().addDays(8); }},
    {"made in an hour, by another clock", findingOld, "of-the-future", "",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().check.made = MadeCourses::now().addSecs(3600);
     }},
};

const QList<FindingCase> findingRuns {
    {"twice, and a good copy", findingOld, "error-twice", "warning",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Failed, course.lastStart),
                        findingRunOf(RunEnd::Died, findingRun().addDays(-7))};
     }},
    {"twice, and none", findingLater, "error-twice", "critical",
     [](CourseReading &reading, CourseState &course) {
         reading.files.clear();
         course.runs = {findingRunOf(RunEnd::Failed, course.lastStart),
                        findingRunOf(RunEnd::Failed, findingRun().addDays(-7))};
     }},
    {"once", findingOld, "error-twice", "",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Failed, course.lastStart),
                        findingRunOf(RunEnd::Ok, findingRun().addDays(-7)),
                        findingRunOf(RunEnd::Failed, findingRun().addDays(-14))};
     }},
    {"once, and now it runs", findingOld, "error-twice", "",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Died, findingReadAt().addSecs(-60)),
                        findingRunOf(RunEnd::Failed, course.lastStart)};
     }},
    {"once, and now it may be packing", findingLater, "error-twice", "",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Died, findingReadAt().addSecs(-45 * 60)),
                        findingRunOf(RunEnd::Failed, course.lastStart)};
     }},
    {"twice, and now it runs", findingOld, "error-twice", "warning",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Died, findingReadAt().addSecs(-60)),
                        findingRunOf(RunEnd::Failed, course.lastStart),
                        findingRunOf(RunEnd::Failed, findingRun().addDays(-7))};
     }},
    {"no sign for 31 minutes", findingOld, "run-stuck", "warning",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Unfinished;
         course.runs = {findingRunOf(RunEnd::Died, findingReadAt().addSecs(-31 * 60 - 30))};
     }},
    {"no sign for 29 minutes", findingOld, "run-stuck", "",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Unfinished;
         course.runs = {findingRunOf(RunEnd::Died, findingReadAt().addSecs(-29 * 60 - 30))};
     }},
    {"no sign for 31 minutes", findingLater, "run-stuck", "",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Unfinished;
         course.lastStart = findingReadAt().addSecs(-31 * 60);
     }},
    {"no sign for two hours", findingLater, "run-stuck", "warning",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Unfinished;
         course.lastStart = findingReadAt().addSecs(-121 * 60);
         course.runs.clear();
     }},
    {"without a task", findingLater, "queued-forever", "warning",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Queued;
         course.hasTask = false;
     }},
    {"the next run is planned, and this one never began", findingLater, "queued-forever", "warning",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Queued;
         course.lastStart = findingRun().addDays(-7);
     }},
    {"and has begun since", findingLater, "queued-forever", "",
     [](CourseReading &, CourseState &course) { course.status = CourseStatus::Queued; }},
    {"for an hour", findingLater, "queued-forever", "",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Queued;
         course.hasTask = true;
         course.lastStart = findingRun().addDays(-7);
         course.nextRun = findingReadAt().addSecs(-3600);
     }},
    {"its end lies before its start", findingLater, "masked-as-ok", "warning",
     [](CourseReading &, CourseState &course) { course.lastEnd = findingRun().addDays(-7); }},
    {"its run failed", findingLater, "masked-as-ok", "warning",
     [](CourseReading &, CourseState &course) { course.runs.first().end = RunEnd::Failed; }},
    {"a run failed, and later ones are forgotten", findingLater, "masked-as-ok", "",
     [](CourseReading &, CourseState &course) {
         course.runs = {findingRunOf(RunEnd::Failed, findingRun().addDays(-7))};
     }},
    {"an error that is called one", findingLater, "masked-as-ok", "",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Error;
         course.runs.first().end = RunEnd::Failed;
     }},
    {"changed before the last run", findingOld, "skipped-though-changed", "warning",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         reading.files = {MadeCourses::zip(course, findingRun().addDays(-7))};
     }},
    {"unchanged", findingOld, "skipped-though-changed", "",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         course.changed = findingRun().addDays(-8);
         reading.files = {MadeCourses::zip(course, findingRun().addDays(-7))};
     }},
    {"changed after the last run", findingOld, "skipped-though-changed", "",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         course.changed = findingRun().addSecs(3600);
         reading.files = {MadeCourses::zip(course, findingRun().addDays(-7))};
     }},
    {"with a copy that nobody looked into", findingOld, "skipped-though-changed", "",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         reading.files.first().check.level = ZipLevel::NotChecked;
     }},
    {"without a copy", findingOld, "skipped-though-changed", "warning",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         reading.files.clear();
     }},
};

void findingShares(CourseReading &reading, const QString &otherName)
{
    reading.head.moodle.storage = BackupStorage::Folder;
    reading.courses.append(MadeCourses::course(13, otherName));
}

const QList<FindingCase> findingNames {
    {"one begins as the other", findingOld, "short-name-collides", "critical",
     [](CourseReading &reading, CourseState &) { findingShares(reading, QStringLiteral("CHEM-1")); }},
    {"both are one in a file's name", findingOld, "short-name-collides", "critical",
     [](CourseReading &reading, CourseState &) { findingShares(reading, QStringLiteral("chem")); }},
    {"one begins so, and all are kept", findingOld, "short-name-collides", "",
     [](CourseReading &reading, CourseState &) {
         findingShares(reading, QStringLiteral("CHEM-1"));
         reading.head.moodle.keep = 0;
     }},
    {"both are one, and all are kept", findingOld, "short-name-collides", "critical",
     [](CourseReading &reading, CourseState &) {
         findingShares(reading, QStringLiteral("chem"));
         reading.head.moodle.keep = 0;
     }},
    {"one begins so without the dash", findingOld, "short-name-collides", "",
     [](CourseReading &reading, CourseState &) { findingShares(reading, QStringLiteral("CHEM1")); }},
    {"each has a folder of its own", findingOld, "short-name-collides", "",
     [](CourseReading &reading, CourseState &) {
         findingShares(reading, QStringLiteral("CHEM-1"));
         reading.head.moodle.storage = BackupStorage::Courses;
     }},
    {"a later Moodle opens each", findingLater, "short-name-collides", "",
     [](CourseReading &reading, CourseState &) { findingShares(reading, QStringLiteral("CHEM-1")); }},
};

const QList<FindingCase> findingSites {
    {"the database did not answer", findingOld, "courses-not-read", "warning",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("Nobody answers.")};
     }},
    {"the server did not answer", findingOld, "courses-not-read", "warning",
     [](CourseReading &reading, CourseState &) {
         reading.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("Nobody answers.")};
     }},
    {"both answered", findingOld, "courses-not-read", "", [](CourseReading &, CourseState &) {}},
    {"a place that may not be read", findingOld, "place-not-seen", "warning",
     [](CourseReading &reading, CourseState &) { reading.head.places.first().sight = PlaceSight::Unreadable; }},
    {"a place that was seen partly", findingOld, "place-not-seen", "warning",
     [](CourseReading &reading, CourseState &) {
         reading.head.places.first().sight = PlaceSight::Partly;
         reading.head.places.first().problems = {QStringLiteral("./13/backupdata: Permission denied")};
     }},
    {"no trash yet", findingLater, "place-not-seen", "",
     [](CourseReading &reading, CourseState &) { reading.head.places.append(findingTrash(PlaceSight::Missing, 0)); }},
    {"no folder for all", findingLater, "place-not-seen", "warning",
     [](CourseReading &reading, CourseState &) { findingLacksShared(reading, BackupStorage::Both); }},
    {"no folder for all, which nobody uses", findingLater, "place-not-seen", "",
     [](CourseReading &reading, CourseState &) { findingLacksShared(reading, BackupStorage::Courses); }},
    {"another file system", findingLater, "pool-elsewhere", "warning",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.fileSystemClass = QStringLiteral("\\tool_objectfs\\s3_file_system");
     }},
    {"where it is known to be elsewhere", findingLater, "place-not-seen", "",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.fileSystemClass = QStringLiteral("s3");
         reading.head.places.first().sight = PlaceSight::NotAsked;
     }},
    {"none is there, and nobody knows why", findingLater, "pool-elsewhere", "warning",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.fileSystemKnown = false;
         reading.files.clear();
     }},
    {"none is there, where it should be", findingLater, "pool-elsewhere", "",
     [](CourseReading &reading, CourseState &) { reading.files.clear(); }},
    {"some are there", findingLater, "pool-elsewhere", "",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.fileSystemKnown = false; }},
    {"nobody looked into one", findingOld, "copies-not-checked", "info",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.level = ZipLevel::NotChecked; }},
    {"all were looked into", findingOld, "copies-not-checked", "", [](CourseReading &, CourseState &) {}},
    {"all is deleted", findingLater, "keeps-nothing", "critical",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.keep = 0;
         reading.head.moodle.deleteDays = 35;
     }},
    {"one is kept at least", findingLater, "keeps-nothing", "",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.keep = 0;
         reading.head.moodle.deleteDays = 35;
         reading.head.moodle.keepLeast = 1;
     }},
    {"all are kept", findingOld, "keeps-nothing", "",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.keep = 0; }},
    {"off", findingOld, "schedule-off", "warning",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.active = BackupActive::Off; }},
    {"by hand", findingLater, "schedule-off", "warning",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.active = BackupActive::Manual; }},
    {"on no day", findingOld, "schedule-off", "warning",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.weekdays = QStringLiteral("0000000"); }},
    {"on days that nobody knows", findingOld, "schedule-off", "",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.weekdays.clear(); }},
    {"others began, this one did not", findingOld, "beyond-the-night", "warning",
     [](CourseReading &reading, CourseState &course) {
         course.lastStart = findingRun().addDays(-7);
         course.nextRun = findingRun();
         reading.courses.append(MadeCourses::course(13, QStringLiteral("BIOL")));
     }},
    {"nobody began", findingOld, "beyond-the-night", "",
     [](CourseReading &, CourseState &course) {
         course.lastStart = findingRun().addDays(-7);
         course.nextRun = findingRun();
     }},
    {"skipped", findingOld, "beyond-the-night", "",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Skipped;
         course.lastStart = findingRun().addDays(-7);
         course.nextRun = findingRun();
         reading.courses.append(MadeCourses::course(13, QStringLiteral("BIOL")));
     }},
    {"of a course that is no more", findingOld, "deleted-course-copies", "info",
     [](CourseReading &reading, CourseState &) {
         reading.files.append(MadeCourses::zip(MadeCourses::course(99, QStringLiteral("GONE")), findingRun()));
     }},
    {"of living ones", findingOld, "deleted-course-copies", "", [](CourseReading &, CourseState &) {}},
    {"of a former short name", findingOld, "orphan-copies", "info",
     [](CourseReading &reading, CourseState &) {
         reading.files.append(MadeCourses::zip(MadeCourses::course(12, QStringLiteral("OLD")), findingRun()));
     }},
    {"no backup at all", findingOld, "orphan-copies", "info",
     [](CourseReading &reading, CourseState &course) {
         FoundFile file = MadeCourses::zip(course, findingRun());
         file.path = "12/backupdata/notes.txt";
         file.check = {};
         file.check.fault = ZipFault::NoZip;
         reading.files.append(file);
     }},
    {"all of courses", findingOld, "orphan-copies", "", [](CourseReading &, CourseState &) {}},
    {"under a name of one's own", findingOld, "handmade-piles", "info",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, findingRun()));
         reading.files.last().path = "12/backupdata/before the exam.zip";
     }},
    {"all by Moodle", findingOld, "handmade-piles", "", [](CourseReading &, CourseState &) {}},
    {"full", findingLater, "trash-room", "info",
     [](CourseReading &reading, CourseState &) { reading.head.places.append(findingTrash(PlaceSight::Seen, 3)); }},
    {"empty", findingLater, "trash-room", "",
     [](CourseReading &reading, CourseState &) { reading.head.places.append(findingTrash(PlaceSight::Seen, 0)); }},
};

SiteBackups findingJoined(const FindingCase &wanted)
{
    CourseReading made = MadeCourses::reading(wanted.edition);
    CourseState course = MadeCourses::course(12, QStringLiteral("CHEM"));
    if (wanted.edition == findingOld)
        made.files.append(MadeCourses::zip(course, course.lastStart));
    else
        MadeCourses::addPoolCopy(made, course, course.lastStart);
    wanted.make(made, course);
    made.courses.prepend(course);
    return joinBackups(MadeCourses::site(), made, MadeCourses::now());
}

} // namespace

class TstCourseFindings : public QObject
{
    Q_OBJECT

private slots:
    void ofVerdicts_data() { addRows(findingVerdicts); }
    void ofVerdicts() { holds(findingVerdicts, QStringLiteral("moodle/12")); }
    void ofCopies_data() { addRows(findingCopies); }
    void ofCopies() { holds(findingCopies, QStringLiteral("moodle/12")); }
    void ofRuns_data() { addRows(findingRuns); }
    void ofRuns() { holds(findingRuns, QStringLiteral("moodle/12")); }
    void ofNames_data() { addRows(findingNames); }
    void ofNames() { holds(findingNames, QStringLiteral("moodle/12")); }
    void ofSites_data() { addRows(findingSites); }
    void ofSites() { holds(findingSites, QStringLiteral("moodle/")); }
    void aSiteThatWasNeverReadSaysNothing();
    void eachCourseSaysItsNameAlone();
    void sumsCountContentOnce();
    void collidingNamesAreFewPairs();
    void aNameThatManyBeginWithIsToldInShort();

private:
    static void addRows(const QList<FindingCase> &rows)
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < rows.size(); ++i) {
            const FindingCase &row = rows.at(i);
            QTest::addRow("%s: %s, %s", row.kind, row.name, qPrintable(nameOf(row.edition))) << i;
        }
    }
    static void holds(const QList<FindingCase> &rows, const QString &object)
    {
        QFETCH(int, row);
        const FindingCase &wanted = rows.at(row);
        const SiteBackups joined = findingJoined(wanted);
        const QList<Finding> findings = courseFindings(joined, MadeCourses::now());
        const QSet<QString> ofVerdict {QStringLiteral("ok-without-file"),  QStringLiteral("never-ran"),
                                       QStringLiteral("course-missing"),   QStringLiteral("copy-damaged"),
                                       QStringLiteral("copy-old"),         QStringLiteral("copy-incomplete"),
                                       QStringLiteral("without-contents"), QStringLiteral("copy-doubtful")};
        QStringList said;
        QSet<QString> ids;
        int verdicts = 0;
        for (const Finding &finding : findings) {
            QCOMPARE(finding.page, Page::Courses);
            QVERIFY2(!finding.title.isEmpty() && !finding.advice.isEmpty(), qPrintable(finding.id));
            QVERIFY2(!finding.reason.isEmpty(), qPrintable(finding.id));
            QVERIFY2(finding.id.startsWith(QLatin1String("courses/") + finding.object), qPrintable(finding.id));
            QVERIFY2(!(finding.title + finding.reason).contains(u'%'), qPrintable(finding.title + finding.reason));
            ids.insert(finding.id);
            if (finding.object == u"moodle/12")
                verdicts += ofVerdict.contains(finding.kind) ? 1 : 0;
            if (finding.object == object && finding.kind == QLatin1String(wanted.kind))
                said.append(nameOf(finding.severity));
        }
        QCOMPARE(ids.size(), findings.size());
        QCOMPARE(verdicts, joined.find(12)->verdict == CourseVerdict::Safe ? 0 : 1);
        QCOMPARE(said.join(u' '), QLatin1String(wanted.severity));
    }
};

void TstCourseFindings::aSiteThatWasNeverReadSaysNothing()
{
    QVERIFY(courseFindings(joinBackups(MadeCourses::site(), {}, MadeCourses::now()), MadeCourses::now()).isEmpty());
}

void TstCourseFindings::eachCourseSaysItsNameAlone()
{
    CourseReading made = MadeCourses::reading(findingOld);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM\n%1")), MadeCourses::course(13, QString())};
    const QList<Finding> findings =
        courseFindings(joinBackups(MadeCourses::site(), made, MadeCourses::now()), MadeCourses::now());
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings.at(0).title,
             QStringLiteral("Moodle says of the backup of CHEM\\n%1: OK. There is no copy of it."));
    QCOMPARE(findings.at(1).title,
             QStringLiteral("Moodle says of the backup of course 13: OK. There is no copy of it."));
    QCOMPARE(findings.at(1).object, QStringLiteral("moodle/13"));
    QCOMPARE(findings.at(1).id, QStringLiteral("courses/moodle/13/ok-without-file"));
}

void TstCourseFindings::sumsCountContentOnce()
{
    CourseReading made = MadeCourses::reading(findingLater);
    const CourseState course = MadeCourses::course(12, QStringLiteral("CHEM"));
    MadeCourses::addPoolCopy(made, course, findingRun().addSecs(60));
    MadeCourses::addPoolCopy(made, course, findingRun().addDays(-1), BackupArea::User);
    made.records.append(made.records.last());
    made.courses = {course};
    const QList<Finding> findings =
        courseFindings(joinBackups(MadeCourses::site(), made, MadeCourses::now()), MadeCourses::now());
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().kind, QStringLiteral("handmade-piles"));
    QVERIFY2(findings.first().title.contains(QLatin1String(" 1 backup")), qPrintable(findings.first().title));
    QVERIFY2(findings.first().reason.contains(QLatin1String("195.3 KiB")), qPrintable(findings.first().reason));
}

void TstCourseFindings::collidingNamesAreFewPairs()
{
    QList<CourseState> courses;
    for (int id = 1; id <= 2000; ++id)
        courses.append(MadeCourses::course(id, QStringLiteral("Math")));
    courses.append(MadeCourses::course(3000, QStringLiteral("MATH-101-a")));
    courses.append(MadeCourses::course(3001, QStringLiteral("math-101")));
    const QList<QPair<qint64, qint64>> pairs = collidingNames(courses);
    QCOMPARE(pairs.size(), 1999 + 3);
    QCOMPARE(pairs.first(), (QPair<qint64, qint64> {1, 2}));
    QVERIFY(pairs.contains({1, 3000}));
    QVERIFY(pairs.contains({3001, 3000}));
    QVERIFY(pairs.contains({1, 3001}));
}

void TstCourseFindings::aNameThatManyBeginWithIsToldInShort()
{
    CourseReading made = MadeCourses::reading(findingOld);
    made.head.moodle.storage = BackupStorage::Folder;
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    for (int id = 100; id < 120; ++id)
        made.courses.append(MadeCourses::course(id, QStringLiteral("CHEM-%1").arg(id)));
    QStringList titles;
    for (const Finding &finding :
         courseFindings(joinBackups(MadeCourses::site(), made, MadeCourses::now()), MadeCourses::now())) {
        if (finding.kind == u"short-name-collides")
            titles.append(finding.title);
    }
    QCOMPARE(titles.size(), 1);
    QVERIFY2(titles.first().contains(QLatin1String("CHEM-104 and 15 more")), qPrintable(titles.first()));
}

NIGHTKEEP_TEST(TstCourseFindings, unit, Core)
#include "tst_coursefindings.moc"

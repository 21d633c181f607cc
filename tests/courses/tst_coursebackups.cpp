// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursebackups.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

namespace {

constexpr MoodleEdition verdictOld = MoodleEdition::Old;
constexpr MoodleEdition verdictLater = MoodleEdition::Later;

/// What a row changes of a site with one course, 12, whose run went well, and no copy yet.
using VerdictMaker = void (*)(CourseReading &reading, CourseState &course);

struct VerdictRow
{
    const char *name;
    MoodleEdition edition;
    CourseVerdict verdict;
    const char *says; ///< in the reason
    VerdictMaker make;
};

QDateTime verdictMade()
{
    return MadeCourses::lastRun().addSecs(60);
}

FoundFile &verdictZip(CourseReading &reading, const CourseState &course, const QDateTime &made = verdictMade())
{
    reading.files.append(MadeCourses::zip(course, made));
    return reading.files.last();
}

FoundFile verdictFaulty(FoundFile file, ZipFault fault)
{
    file.check.level = ZipLevel::NotChecked;
    file.check.fault = fault;
    return file;
}

void verdictLackFiles(FoundFile &file)
{
    file.check.fault = ZipFault::MissingFiles;
    file.inside.filesMissing = 2;
    file.inside.firstMissing = QStringLiteral("slides.pdf");
}

PlaceSeen verdictShared(PlaceSight sight)
{
    PlaceSeen place;
    place.kind = CopyPlace::SharedFolder;
    place.folder = "/data/backups";
    place.sight = sight;
    return place;
}

void verdictFolderUnseen(CourseReading &reading, const QString &problem)
{
    reading.head.places.first().sight = PlaceSight::Partly;
    reading.head.places.first().problems = {problem};
}

const QList<VerdictRow> verdictNoCopy {
    {"never listed", verdictOld, CourseVerdict::Doubtful, "never been looked through",
     [](CourseReading &reading, CourseState &) {
         reading.head.listedAt = {};
         reading.head.places.clear();
     }},
    {"its folder not seen", verdictOld, CourseVerdict::Doubtful, "/data/moodle",
     [](CourseReading &reading, CourseState &) {
         verdictFolderUnseen(reading, QStringLiteral("./12/backupdata: Permission denied"));
     }},
    {"the folder above not seen", verdictOld, CourseVerdict::Doubtful, "/data/moodle",
     [](CourseReading &reading, CourseState &) {
         verdictFolderUnseen(reading, QStringLiteral("./12: Permission denied"));
     }},
    {"another's folder not seen", verdictOld, CourseVerdict::Missing, "OK",
     [](CourseReading &reading, CourseState &) {
         verdictFolderUnseen(reading, QStringLiteral("./13/backupdata: Permission denied"));
     }},
    {"nobody knows what was not seen", verdictOld, CourseVerdict::Doubtful, "/data/moodle",
     [](CourseReading &reading, CourseState &) { verdictFolderUnseen(reading, QStringLiteral("it is too late")); }},
    {"more not seen than is told", verdictOld, CourseVerdict::Doubtful, "/data/moodle",
     [](CourseReading &reading, CourseState &) {
         verdictFolderUnseen(reading, {});
         reading.head.places.first().problems = {QStringLiteral("./13/backupdata: Permission denied"),
                                                 QStringLiteral(".: and more that could not be looked into")};
     }},
    {"no folder at all", verdictOld, CourseVerdict::Doubtful, "no folder /data/moodle",
     [](CourseReading &reading, CourseState &) { reading.head.places.first().sight = PlaceSight::Missing; }},
    {"a folder for all not seen", verdictLater, CourseVerdict::Doubtful, "/data/backups",
     [](CourseReading &reading, CourseState &) {
         reading.head.moodle.storage = BackupStorage::Both;
         reading.head.places.append(verdictShared(PlaceSight::Unreadable));
     }},
    {"a folder for all that nobody looked into", verdictLater, CourseVerdict::Doubtful, "folder for all",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.storage = BackupStorage::Folder; }},
    {"a folder for all that Moodle does not use", verdictLater, CourseVerdict::Missing, "no copy",
     [](CourseReading &reading, CourseState &) { reading.head.places.append(verdictShared(PlaceSight::Unreadable)); }},
    {"backed up since the files were looked through", verdictOld, CourseVerdict::Doubtful, "since the files",
     [](CourseReading &reading, CourseState &) {
         reading.head.listedAt = MadeCourses::lastRun().addDays(-1);
         reading.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("no"), {}, {}};
     }},
    {"OK without a file", verdictOld, CourseVerdict::Missing, "Moodle says: OK", [](CourseReading &, CourseState &) {}},
    {"OK without a record", verdictLater, CourseVerdict::Missing, "Moodle says: OK",
     [](CourseReading &, CourseState &) {}},
    {"never ran", verdictOld, CourseVerdict::Missing, "never backed it up",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::NotYetRun;
         course.runs.clear();
     }},
    {"a run that died", verdictOld, CourseVerdict::Missing, "got as far as: zipping files",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Error;
         course.runs.first().end = RunEnd::Died;
         course.runs.first().step = QStringLiteral("zipping files");
     }},
    {"only another course's lies there", verdictOld, CourseVerdict::Missing, "a backup of course 34",
     [](CourseReading &reading, CourseState &course) {
         reading.courses.append(MadeCourses::course(34, QStringLiteral("BIO")));
         verdictZip(reading, course).check.course = 34;
     }},
    {"only a text lies there", verdictOld, CourseVerdict::Missing, "no backup",
     [](CourseReading &reading, CourseState &course) {
         FoundFile file = verdictFaulty(MadeCourses::zip(course, verdictMade()), ZipFault::NoZip);
         file.path = "12/backupdata/notes.txt";
         reading.files.append(file);
     }},
    {"only in the trash", verdictLater, CourseVerdict::Missing, "no copy",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.first().place = CopyPlace::Trash;
         reading.records.clear();
     }},
};

const QList<VerdictRow> verdictNoSound {
    {"not looked into", verdictOld, CourseVerdict::Doubtful, "nobody has looked",
     [](CourseReading &reading, CourseState &course) {
         verdictZip(reading, course).check.level = ZipLevel::NotChecked;
         reading.head.notChecked = QStringLiteral("nobody has looked: no perl");
     }},
    {"a damaged one beside one that is not looked into", verdictOld, CourseVerdict::Doubtful, "nobody has looked",
     [](CourseReading &reading, CourseState &course) {
         verdictZip(reading, course, MadeCourses::lastRun().addDays(-7)).check.level = ZipLevel::NotChecked;
         reading.files.append(verdictFaulty(MadeCourses::zip(course, verdictMade()), ZipFault::CutOff));
     }},
    {"a person's, of which only its name says that it is the course's", verdictLater, CourseVerdict::Doubtful,
     "of which course",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade(), BackupArea::User);
         reading.records.first().course = 0;
         reading.files.first().check.course = std::nullopt;
     }},
    {"a person's, of which only its area says that it is the course's", verdictLater, CourseVerdict::Doubtful,
     "of which course",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade(), BackupArea::Course);
         reading.records.first().name = QStringLiteral("mine.mbz");
         reading.files.first().check.course = std::nullopt;
     }},
    {"the pool elsewhere", verdictLater, CourseVerdict::Doubtful, "tool_objectfs",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         reading.head.places.clear();
         reading.head.moodle.fileSystemClass = QStringLiteral("\\tool_objectfs\\s3_file_system");
     }},
    {"whether the pool is elsewhere not known", verdictLater, CourseVerdict::Doubtful, "nobody could look",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         reading.head.moodle.fileSystemKnown = false;
     }},
    {"its part of the pool not seen", verdictLater, CourseVerdict::Doubtful, "nobody could look",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         verdictFolderUnseen(reading, QStringLiteral("./aa/aa: Permission denied"));
     }},
    {"recorded since the pool was looked through", verdictLater, CourseVerdict::Doubtful, "nobody could look",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         reading.head.listedAt = MadeCourses::lastRun().addDays(-1);
         reading.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("no"), {}, {}};
     }},
    {"recorded when Moodle last answered", verdictLater, CourseVerdict::Doubtful, "nobody could look",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         reading.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("no"), {}, {}};
     }},
    {"lost from the pool", verdictLater, CourseVerdict::Missing, "pool has none",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
     }},
    {"lost from the pool, of which another part was not seen", verdictLater, CourseVerdict::Missing, "pool has none",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.clear();
         verdictFolderUnseen(reading, QStringLiteral("./ab/cd: Permission denied"));
     }},
    {"lost from the pool, where others are", verdictLater, CourseVerdict::Missing, "pool has none",
     [](CourseReading &reading, CourseState &course) {
         reading.courses.append(MadeCourses::course(34, QStringLiteral("BIO")));
         MadeCourses::addPoolCopy(reading, reading.courses.last(), verdictMade());
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.removeLast();
         reading.head.moodle.fileSystemKnown = false;
     }},
    {"lacks files", verdictLater, CourseVerdict::Incomplete, "slides.pdf",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         verdictLackFiles(reading.files.first());
     }},
    {"of the future", verdictOld, CourseVerdict::Doubtful, "lie in the future",
     [](CourseReading &reading, CourseState &course) { verdictZip(reading, course, MadeCourses::now().addDays(400)); }},
    {"damaged", verdictOld, CourseVerdict::Damaged, "notes.doc in it is damaged",
     [](CourseReading &reading, CourseState &course) {
         FoundFile file = verdictFaulty(MadeCourses::zip(course, verdictMade()), ZipFault::DamagedMember);
         file.check.detail = QStringLiteral("notes.doc");
         reading.files.append(file);
     }},
    {"empty", verdictOld, CourseVerdict::Damaged, "it is empty",
     [](CourseReading &reading, CourseState &course) {
         FoundFile file = verdictFaulty(MadeCourses::zip(course, verdictMade()), ZipFault::Empty);
         file.bytes = 0;
         reading.files.append(file);
     }},
    {"of a few bytes that nobody looked into", verdictOld, CourseVerdict::Damaged, "too small",
     [](CourseReading &reading, CourseState &course) {
         FoundFile &file = verdictZip(reading, course);
         file.bytes = 21;
         file.check.level = ZipLevel::NotChecked;
     }},
    {"an mbz that is none", verdictLater, CourseVerdict::Damaged, "another kind of file",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.first() = verdictFaulty(reading.files.first(), ZipFault::NoZip);
     }},
};

/// A sound one of the week before, and a later one.
const QList<VerdictRow> verdictOldGood {
    {"and nothing later", verdictOld, CourseVerdict::Old, "a newer one was due", [](CourseReading &, CourseState &) {}},
    {"and a later one that lacks files", verdictOld, CourseVerdict::Incomplete, "slides.pdf",
     [](CourseReading &reading, CourseState &course) { verdictLackFiles(verdictZip(reading, course)); }},
    {"and a later one that is cut off", verdictOld, CourseVerdict::Damaged, "it is cut off",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(verdictFaulty(MadeCourses::zip(course, verdictMade()), ZipFault::CutOff));
     }},
    {"and a later one that is lost", verdictLater, CourseVerdict::Damaged, "the pool does not have it",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.removeLast();
     }},
    {"and a later one that nobody looked into", verdictOld, CourseVerdict::Doubtful, "nobody has looked",
     [](CourseReading &reading, CourseState &course) {
         verdictZip(reading, course).check.level = ZipLevel::NotChecked;
     }},
    {"and a later one that nobody could look for", verdictLater, CourseVerdict::Doubtful, "nobody could look",
     [](CourseReading &reading, CourseState &course) {
         MadeCourses::addPoolCopy(reading, course, verdictMade());
         reading.files.removeLast();
         verdictFolderUnseen(reading, QStringLiteral("./aa/aa: Permission denied"));
     }},
    {"and its folder not seen", verdictOld, CourseVerdict::Doubtful, "whether there is a newer one",
     [](CourseReading &reading, CourseState &) {
         verdictFolderUnseen(reading, QStringLiteral("./12/backupdata/later: Permission denied"));
     }},
    {"skipped, for nothing changed", verdictOld, CourseVerdict::Safe, "has not changed",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Skipped;
         course.changed = MadeCourses::lastRun().addDays(-100);
     }},
    {"skipped, though it changed", verdictOld, CourseVerdict::Old, "a newer one was due",
     [](CourseReading &, CourseState &course) { course.status = CourseStatus::Skipped; }},
    {"skipped, and when it changed is not known", verdictOld, CourseVerdict::Old, "a newer one was due",
     [](CourseReading &, CourseState &course) {
         course.status = CourseStatus::Skipped;
         course.changed = {};
     }},
    {"unchanged, which Moodle does not say", verdictOld, CourseVerdict::Old, "a newer one was due",
     [](CourseReading &, CourseState &course) { course.changed = MadeCourses::lastRun().addDays(-100); }},
    {"and no schedule asks for more", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) { reading.head.moodle.active = BackupActive::Off; }},
};

/// A sound one of the last run.
const QList<VerdictRow> verdictGood {
    {"of 1.9", verdictOld, CourseVerdict::Safe, "closed properly", [](CourseReading &, CourseState &) {}},
    {"of 2.x", verdictLater, CourseVerdict::Safe, "closed properly", [](CourseReading &, CourseState &) {}},
    {"of Moodle's, whose inside says its course too deep", verdictLater, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.course = std::nullopt; }},
    {"a person's, of which area and name say the same", verdictLater, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) {
         reading.records.first().area = BackupArea::Course;
         reading.files.first().inside.automated = false;
         reading.files.first().check.course = std::nullopt;
     }},
    {"read through", verdictLater, CourseVerdict::Safe, "read through",
     [](CourseReading &reading, CourseState &) { reading.files.first().check.level = ZipLevel::ReadThrough; }},
    {"though Moodle says Error", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &, CourseState &course) { course.status = CourseStatus::Error; }},
    {"and a later one that is cut off", verdictOld, CourseVerdict::Safe, "does not count",
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(verdictFaulty(MadeCourses::zip(course, verdictMade().addSecs(7200)), ZipFault::CutOff));
     }},
    {"without users", verdictOld, CourseVerdict::Incomplete, "no users' data",
     [](CourseReading &reading, CourseState &) { reading.files.first().inside.users = false; }},
    {"without files", verdictLater, CourseVerdict::Incomplete, "no files",
     [](CourseReading &reading, CourseState &) { reading.files.first().inside.files = false; }},
    {"without both", verdictOld, CourseVerdict::Incomplete, "neither",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().inside.users = reading.files.first().inside.files = false;
     }},
    {"without users by its name", verdictLater, CourseVerdict::Incomplete, "no users' data",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().inside.users = std::nullopt;
         reading.records.first().name.replace(QLatin1String(".mbz"), QLatin1String("-nu.mbz"));
     }},
    {"with users inside, whatever its name says", verdictLater, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) {
         reading.records.first().name.replace(QLatin1String(".mbz"), QLatin1String("-nu.mbz"));
     }},
    {"of which is not known what it holds", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) { reading.files.first().inside = {}; }},
    {"and a later one without users", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &course) {
         verdictZip(reading, course, verdictMade().addSecs(7200)).inside.users = false;
     }},
    {"of which Moodle warns", verdictLater, CourseVerdict::Incomplete, "warned that files are missing",
     [](CourseReading &, CourseState &course) { course.status = CourseStatus::Warning; }},
    {"of which Moodle warns, and all is inside", verdictLater, CourseVerdict::Safe, "complete inside",
     [](CourseReading &reading, CourseState &course) {
         course.status = CourseStatus::Warning;
         reading.files.first().check.level = ZipLevel::Complete;
     }},
    {"whose name says an older day", verdictOld, CourseVerdict::Doubtful, "one of its dates",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().path = "12/backupdata/backup-chem-20081207-0301.zip";
     }},
    {"whose record says an older day", verdictLater, CourseVerdict::Doubtful, "one of its dates",
     [](CourseReading &reading, CourseState &) { reading.records.first().made = MadeCourses::lastRun().addDays(-7); }},
    {"whose file is older, and its name is not", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().modified = MadeCourses::lastRun().addDays(-7);
     }},
    {"whose file is older, and nothing else is known", verdictOld, CourseVerdict::Doubtful, "one of its dates",
     [](CourseReading &reading, CourseState &) {
         reading.files.first().path = "12/backupdata/mine.zip";
         reading.files.first().modified = MadeCourses::lastRun().addDays(-7);
     }},
    {"an hour before it was due, as clocks change", verdictOld, CourseVerdict::Safe, "closed properly",
     [](CourseReading &reading, CourseState &course) {
         reading.files = {MadeCourses::zip(course, MadeCourses::lastRun().addSecs(-3600))};
     }},
    {"more than an hour before it was due", verdictOld, CourseVerdict::Old, "a newer one was due",
     [](CourseReading &reading, CourseState &course) {
         reading.files = {MadeCourses::zip(course, MadeCourses::lastRun().addSecs(-3660))};
     }},
    {"older than a month without a schedule", verdictOld, CourseVerdict::Old, "no schedule is known",
     [](CourseReading &reading, CourseState &course) {
         reading.head.moodle.active = BackupActive::Manual;
         reading.files = {MadeCourses::zip(course, MadeCourses::now().addDays(-32))};
     }},
};

} // namespace

class TstCourseBackups : public QObject
{
    Q_OBJECT

private slots:
    void noCopy_data() { addRows(verdictNoCopy); }
    void noCopy() { holds(verdictNoCopy, {}); }
    void noSoundCopy_data() { addRows(verdictNoSound); }
    void noSoundCopy() { holds(verdictNoSound, {}); }
    void anOldGoodCopy_data() { addRows(verdictOldGood); }
    void anOldGoodCopy() { holds(verdictOldGood, MadeCourses::lastRun().addDays(-7).addSecs(60)); }
    void aGoodCopy_data() { addRows(verdictGood); }
    void aGoodCopy() { holds(verdictGood, verdictMade()); }
    void theGoodAndTheNewest();
    void whatIsWantedCounts();
    void contentThatIsRecordedTwice();
    void theSoundOfTwoOfOneMomentCounts();
    void answers();
    void wordsForAll();

private:
    static void addRows(const QList<VerdictRow> &rows)
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < rows.size(); ++i)
            QTest::addRow("%s, %s", rows.at(i).name, qPrintable(nameOf(rows.at(i).edition))) << i;
    }
    static void holds(const QList<VerdictRow> &rows, const QDateTime &copyMade)
    {
        QFETCH(int, row);
        const VerdictRow &wanted = rows.at(row);
        CourseReading made = MadeCourses::reading(wanted.edition);
        CourseState state = MadeCourses::course(12, QStringLiteral("CHEM"));
        if (copyMade.isValid() && wanted.edition == verdictOld)
            verdictZip(made, state, copyMade);
        else if (copyMade.isValid())
            MadeCourses::addPoolCopy(made, state, copyMade);
        wanted.make(made, state);
        made.courses.prepend(state);
        const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
        const CourseBackups *judged = joined.find(12);
        QVERIFY(judged);
        QVERIFY2(judged->verdict == wanted.verdict,
                 qPrintable(nameOf(judged->verdict) + QLatin1String(": ") + judged->reason));
        QVERIFY2(judged->reason.contains(QString::fromLatin1(wanted.says)), qPrintable(judged->reason));
        // No verdict is better than a copy that was looked at, and only such a one is called the good one.
        QVERIFY(judged->verdict != CourseVerdict::Safe || judged->lastGood());
        QVERIFY(!judged->lastGood() || (judged->lastGood()->isSound && judged->lastGood()->fault.isEmpty()));
    }
};

void TstCourseBackups::theGoodAndTheNewest()
{
    CourseReading made = MadeCourses::reading(verdictOld);
    const CourseState chem = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {chem};
    made.files = {MadeCourses::zip(chem, MadeCourses::lastRun().addDays(-7)),
                  MadeCourses::zip(chem, MadeCourses::now().addDays(400)),
                  verdictFaulty(MadeCourses::zip(chem, verdictMade()), ZipFault::CutOff)};
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    const CourseBackups &judged = joined.courses.first();
    QCOMPARE(judged.copies.size(), 3);
    QCOMPARE(judged.newestCopy()->made, verdictMade());
    QCOMPARE(judged.lastGood()->made, MadeCourses::lastRun().addDays(-7));
    QVERIFY(judged.copies.last().isOfTheFuture && !judged.copies.last().made.isValid());
    QCOMPARE(joined.due, MadeCourses::lastRun());
    QCOMPARE(joined.zone, QTimeZone("UTC"));
    QVERIFY(!joined.find(13));
}

void TstCourseBackups::whatIsWantedCounts()
{
    CourseReading made = MadeCourses::reading(verdictOld);
    const CourseState chem = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {chem};
    made.files = {MadeCourses::zip(chem, verdictMade())};
    made.files.first().inside.users = false;
    const auto verdict = [&made](const WantedCopy &wanted) {
        return joinBackups(MadeCourses::site(), made, MadeCourses::now(), wanted).courses.first().verdict;
    };
    QCOMPARE(verdict({}), CourseVerdict::Incomplete);
    QCOMPARE(verdict({false, true, {}}), CourseVerdict::Safe);
    QCOMPARE(verdict({false, true, verdictMade()}), CourseVerdict::Safe);
    QCOMPARE(verdict({false, true, verdictMade().addSecs(60)}), CourseVerdict::Old); // to the moment
    QCOMPARE(joinBackups(MadeCourses::site(), made, MadeCourses::now(), {false, true, verdictMade()}).due,
             verdictMade());
}

void TstCourseBackups::contentThatIsRecordedTwice()
{
    CourseReading made = MadeCourses::reading(verdictLater);
    const CourseState chem = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {chem};
    MadeCourses::addPoolCopy(made, chem, verdictMade());
    made.records.append(made.records.first());
    made.records.last().area = BackupArea::Course;
    made.records.last().name = QStringLiteral("mine.mbz");
    MadeCourses::addPoolCopy(made, chem, verdictMade().addDays(-1), BackupArea::Course);
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    const CourseBackups &judged = joined.courses.first();
    QCOMPARE(judged.copies.size(), 3);
    QCOMPARE(judged.bytes, 400000);
    QCOMPARE(judged.byMoodle, 2); // by what is inside
    QCOMPARE(judged.byPeople(), 1);
}

void TstCourseBackups::theSoundOfTwoOfOneMomentCounts()
{
    CourseReading made = MadeCourses::reading(verdictLater);
    made.head.moodle.storage = BackupStorage::Both;
    made.head.places.append(verdictShared(PlaceSight::Seen));
    const CourseState chem = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {chem};
    MadeCourses::addPoolCopy(made, chem, MadeCourses::lastRun().addDays(-7));
    FoundFile beside = made.files.first();
    beside.place = CopyPlace::SharedFolder;
    beside.path = "backup-moodle2-course-12-20081207-0300.mbz";
    made.files.prepend(verdictFaulty(beside, ZipFault::DamagedMember));
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(joined.courses.first().verdict, CourseVerdict::Old); // not damaged: nothing newer is
}

void TstCourseBackups::answers()
{
    CourseReading made = MadeCourses::reading(verdictOld);
    CourseReading unread;
    const PageAnswer never = joinBackups(MadeCourses::site(), unread, MadeCourses::now()).answer(MadeCourses::now());
    QCOMPARE(never.state, State::Unknown);
    QVERIFY2(never.sentence.contains(QLatin1String("never been looked up")), qPrintable(never.sentence));
    unread.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("no"), {}, {}};
    const PageAnswer inVain = joinBackups(MadeCourses::site(), unread, MadeCourses::now()).answer(MadeCourses::now());
    QCOMPARE(inVain.state, State::Attention);
    QVERIFY2(inVain.sentence.contains(QLatin1String("could not be read")), qPrintable(inVain.sentence));
    QVERIFY2(!inVain.sentence.contains(QLatin1String("never")), qPrintable(inVain.sentence));
    QCOMPARE(joinBackups(MadeCourses::site(), made, MadeCourses::now()).answer(MadeCourses::now()).state,
             State::Unknown); // no courses

    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM")), MadeCourses::course(34, QStringLiteral("BIO"))};
    made.files = {MadeCourses::zip(made.courses.first(), verdictMade()),
                  MadeCourses::zip(made.courses.last(), verdictMade())};
    made.files.first().check.level = ZipLevel::Complete;
    for (const ZipLevel level : {ZipLevel::Closed, ZipLevel::ReadThrough}) {
        made.files.last().check.level = level;
        const PageAnswer good = joinBackups(MadeCourses::site(), made, MadeCourses::now()).answer(MadeCourses::now());
        QCOMPARE(good.state, State::Good);
        QCOMPARE(good.sentence.contains(QLatin1String("only the end")), level == ZipLevel::Closed);
    }
    made.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("no"), {}, {}};
    QCOMPARE(joinBackups(MadeCourses::site(), made, MadeCourses::now()).answer(MadeCourses::now()).state,
             State::Attention);
    made.files.last().check.level = ZipLevel::NotChecked;
    QCOMPARE(joinBackups(MadeCourses::site(), made, MadeCourses::now()).answer(MadeCourses::now()).state,
             State::Unknown);
    made.files.first() = MadeCourses::zip(made.courses.first(), MadeCourses::lastRun().addDays(-7));
    QCOMPARE(joinBackups(MadeCourses::site(), made, MadeCourses::now()).answer(MadeCourses::now()).state,
             State::Attention);
    made.files.removeFirst();
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    QCOMPARE(joined.answer(MadeCourses::now()).state, State::Bad);
    QCOMPARE(joined.counts().value(CourseVerdict::Missing), 1);
    QCOMPARE(joined.counts().value(CourseVerdict::Doubtful), 1);
}

void TstCourseBackups::wordsForAll()
{
    QSet<QString> verdicts;
    for (const Name<CourseVerdict> &name : Names<CourseVerdict>)
        verdicts.insert(courseVerdictWord(name.value));
    QCOMPARE(verdicts.size(), qsizetype(Names<CourseVerdict>.size()));
    QSet<QString> kinds;
    for (const Name<CopyKind> &name : Names<CopyKind>)
        kinds.insert(copyKindWord(name.value));
    QCOMPARE(kinds.size(), qsizetype(Names<CopyKind>.size()));
    QSet<QString> places;
    for (const Name<CopyPlace> &name : Names<CopyPlace>)
        places.insert(copyPlaceWord(name.value));
    QCOMPARE(places.size(), qsizetype(Names<CopyPlace>.size()));
    QCOMPARE(courseVerdictState(CourseVerdict::Doubtful), State::Unknown);
    QCOMPARE(courseVerdictState(CourseVerdict::Safe), State::Good);
}

NIGHTKEEP_TEST(TstCourseBackups, unit, Core)
#include "tst_coursebackups.moc"

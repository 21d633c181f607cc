// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveanswers.h"
#include "tests/support/moments.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTimeZone>
#include <QtTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

using Check = ArchiveMember::Check;

FrameRecord finished()
{
    return {"finished", {}};
}

FrameRecord runRecord()
{
    return {"run",
            {"20080829-031500-summer", "summer", "moodle", "newest-per-course", "2008-06-01", "moodle-a",
             "/data/moodle", "/data/archives", "rfg@workspace", someMomentText, "38", "3000"}};
}

/// A status record; `changes` replaces fields by number.
FrameRecord statusRecord(const QHash<int, QByteArray> &changes)
{
    FrameRecord record {"status", QByteArrayList(14)};
    record.fields[0] = "20080829-031500-summer";
    record.fields[1] = "working";
    record.fields[2] = "packing";
    for (auto change = changes.cbegin(); change != changes.cend(); ++change)
        record.fields[change.key()] = change.value();
    return record;
}

QList<FrameRecord> answer(const QHash<int, QByteArray> &changes)
{
    return {{"now", {someMomentText}}, runRecord(), statusRecord(changes), finished()};
}

ArchiveMember member(const QByteArray &path, qint64 bytes, qint64 epoch)
{
    return {path, bytes, QDateTime::fromSecsSinceEpoch(epoch, QTimeZone::utc()), Check::Matches};
}

ZipFile zip(const QByteArray &path, qint64 bytes, qint64 epoch)
{
    return {path, bytes, QDateTime::fromSecsSinceEpoch(epoch, QTimeZone::utc())};
}

} // namespace

class TstArchiveAnswers : public QObject
{
    Q_OBJECT

private slots:
    void refusals_data();
    void refusals();
    void noRefusalNamesACommandThatDoesHarm_data();
    void noRefusalNamesACommandThatDoesHarm();
    void anAnswerWithoutItsLastRecordIsIncomplete();
    void zipsKeepTheirBytesAndSeconds();
    void zipsOfNoPossibleTime();
    void senselessZips_data();
    void senselessZips();
    void readsARun();
    void readsEachState_data();
    void readsEachState();
    void timeLeftFollowsTheJobsOwnPace_data();
    void timeLeftFollowsTheJobsOwnPace();
    void failuresAreSentences_data();
    void failuresAreSentences();
    void senselessRuns_data();
    void senselessRuns();
    void senselessTars_data();
    void senselessTars();
    void aServerWithoutTheRunSaysNone();
    void membersAgainstTheList_data();
    void membersAgainstTheList();
    void membersAgreeWithASlowOracle();
    void startFieldsAreReadBack();
    void aStartMayHaveANote();
    void theJobsTextIsPartOfTheProgram();
};

void TstArchiveAnswers::refusals_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("said");

    const auto row = [](const char *name, const QByteArrayList &fields, ErrorKind kind, const char *said) {
        QTest::newRow(name) << fields << int(kind) << QString::fromLatin1(said);
    };
    row("busy", {"busy", "athina", "1219980000", "moodle-a", "r7"}, ErrorKind::Busy, "athina");
    row("busy at this moment", {"busy", "", "", "", ""}, ErrorKind::Busy, "moodle-a");
    row("stale", {"stale", "3/backupdata/a.zip", "changed"}, ErrorKind::Stale, "3/backupdata/a.zip");
    row("gone", {"stale", "3/backupdata/a.zip", "missing"}, ErrorKind::Stale, "no longer there");
    row("full", {"full", "1024", "1048576"}, ErrorKind::DiskFull, "1.0");
    row("no folder", {"no-folder", "/data/x"}, ErrorKind::NotFound, "/data/x");
    row("no access", {"no-access", "/data/x"}, ErrorKind::PermissionDenied, "/data/x");
    row("not writable", {"not-writable", "/data/x"}, ErrorKind::PermissionDenied, "/data/x");
    row("exists", {"exists", "summer"}, ErrorKind::BadInput, "summer");
    row("same moment", {"exists-run", "r1"}, ErrorKind::Busy, "moodle-a");
    row("bad name", {"bad-name", "a\nb"}, ErrorKind::BadInput, "\\n");
    row("not begun", {"not-begun", "sh: no"}, ErrorKind::Failed, "moodle-a");
    row("a path that leads up", {"bad-path", "../x"}, ErrorKind::BadInput, "../x");
    row("a place of no name", {"bad-place", "a b"}, ErrorKind::BadInput, "a b");
    row("no run", {"no-run", "r1"}, ErrorKind::NotFound, "r1");
    row("not finished", {"not-finished", "summer"}, ErrorKind::NotFound, "summer");
    row("elsewhere", {"elsewhere", "moodle-b"}, ErrorKind::Failed, "moodle-b");
    row("not stopped", {"not-stopped", "4711"}, ErrorKind::Failed, "4711");
    row("not the job", {"not-the-job", "4711"}, ErrorKind::Failed, "4711");
    row("a folder of somebody else", {"unsafe", "owner", "/data/it's", "33", "drwxr-xr-x"}, ErrorKind::PermissionDenied,
        "belongs to user number 33");
    row("an open folder", {"unsafe", "open", "/data/a b", "0", "drwxrwxrwx"}, ErrorKind::PermissionDenied,
        ": \"chmod go-w '/data/a b'\"");
    row("a folder that a list opens", {"unsafe", "open", "/data/it's", "0", "drwxrwxr-x+"}, ErrorKind::PermissionDenied,
        R"("setfacl -b -k '/data/it'\''s' && chmod go-w '/data/it'\''s'")");
    row("an open folder of the jobs", {"unsafe", "open", "/a/.nightkeep", "0", "drwxrwxr-x+"},
        ErrorKind::PermissionDenied, "\"chmod go= /a/.nightkeep\"");
    row("an open file of a job", {"unsafe", "open", "/a/.nightkeep/r1/plan", "0", "-rw-rw-r--"},
        ErrorKind::PermissionDenied, "\"chmod go= /a/.nightkeep /a/.nightkeep/r1/plan\"");
    row("a link", {"unsafe", "link", "/data/x", "33", "lrwxrwxrwx"}, ErrorKind::PermissionDenied, "the real folder");
    row("a link among the jobs", {"unsafe", "link", "/data/.nightkeep/x", "33", "lrwxrwxrwx"},
        ErrorKind::PermissionDenied, "\"rm /data/.nightkeep/x\"");
    row("a pipe", {"unsafe", "kind", "/data/.nightkeep/x", "33", "prw-r--r--"}, ErrorKind::PermissionDenied,
        "\"rm /data/.nightkeep/x\"");
    row("a file system with users of its own", {"owners", "/data/x", "65534"}, ErrorKind::PermissionDenied,
        "another file system");
    row("a word of the future", {"flux"}, ErrorKind::Failed, "moodle-a");
}

void TstArchiveAnswers::refusals()
{
    QFETCH(QByteArrayList, fields);
    QFETCH(int, kind);
    QFETCH(QString, said);
    const Result<void> result = checkArchiveAnswer({{"refused", fields}, finished()}, QStringLiteral("moodle-a"));
    QVERIFY(!result.has_value());
    QCOMPARE(int(result.error().kind), kind);
    const QString text = result.error().message + u' ' + result.error().advice;
    QVERIFY2(text.contains(said), qPrintable(text));
    QVERIFY(result.error().message.endsWith(u'.'));
    QVERIFY(result.error().advice.endsWith(u'.'));
}

void TstArchiveAnswers::noRefusalNamesACommandThatDoesHarm_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    QTest::addColumn<QString>("command"); // the only one that changes anything
    const auto row = [](const char *name, const QByteArrayList &fields, const char *command) {
        QTest::newRow(name) << (QByteArrayList {"unsafe"} + fields) << QString::fromLatin1(command);
    };
    row("a program for a user", {"owner", "/data", "0 /etc; reboot", "drwxr-xr-x"}, "");
    row("the site's live data", {"owner", "/var/moodledata", "33", "drwxr-xr-x"}, "");
    row("a link of the system", {"link", "/etc/mtab", "0", "lrwxrwxrwx"}, "");
    row("a file of the system", {"kind", "/etc/passwd", "0", "-rw-r--r--"}, "");
    row("out of the jobs' folder", {"kind", "/a/.nightkeep/../../etc/passwd", "0", "-rw-r--r--"}, "");
    row("beside the jobs' folder", {"link", "/a/.nightkeep-demo/x", "0", "lrwxrwxrwx"}, "");
    row("an option", {"open", "-R /.nightkeep", "0", "drwxrwxrwx"}, "chmod go-w './-R /.nightkeep'");
    row("a command in the path", {"open", "/a'; reboot; '", "0", "drwxrwxrwx"}, R"(chmod go-w '/a'\''; reboot; '\''')");
    row("a path of two lines", {"kind", "/a/.nightkeep/x\nreboot", "0", "prw-r--r--"},
        R"(rm '/a/.nightkeep/x\nreboot')");
}

/// What a hostile server answers is what an administrator may copy into a root shell.
void TstArchiveAnswers::noRefusalNamesACommandThatDoesHarm()
{
    QFETCH(QByteArrayList, fields);
    QFETCH(QString, command);
    const Result<void> result = checkArchiveAnswer({{"refused", fields}, finished()}, QStringLiteral("moodle-a"));
    QVERIFY(!result.has_value());
    QString text = result.error().message + u' ' + result.error().advice;
    QVERIFY2(text.contains(command), qPrintable(text));
    if (!command.isEmpty())
        text.replace(u'"' + command + u'"', QString());
    for (const char *word : {"chown", "chmod", "setfacl", "rm ", "\n"})
        QVERIFY2(!text.contains(QLatin1String(word)), qPrintable(text));
}

void TstArchiveAnswers::anAnswerWithoutItsLastRecordIsIncomplete()
{
    for (const QList<FrameRecord> &records : {QList<FrameRecord> {}, QList<FrameRecord> {{"now", {someMomentText}}},
                                              QList<FrameRecord> {finished(), {"now", {someMomentText}}}}) {
        const Result<void> result = checkArchiveAnswer(records, QStringLiteral("moodle-a"));
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::Incomplete);
    }
    QVERIFY(checkArchiveAnswer({finished()}, QStringLiteral("moodle-a")).has_value());
}

void TstArchiveAnswers::zipsKeepTheirBytesAndSeconds()
{
    const Result<ZipListing> listing = parseZips({{"now", {"1219980000"}},
                                                  {"zip", {"5", "1219970000.9999999990", "b\n\xff.zip"}},
                                                  {"zip", {"0", "1219960000.5000000000", "a.zip"}},
                                                  {"problem", {"./x: Permission denied"}},
                                                  {"free", {"77"}},
                                                  finished()});
    QVERIFY(listing.has_value());
    QCOMPARE(listing->zips, (QList<ZipFile> {zip("a.zip", 0, 1219960000), zip("b\n\xff.zip", 5, 1219970000)}));
    QCOMPARE(listing->freeBytes, 77);
    QCOMPARE(listing->problems, QStringList {QStringLiteral("./x: Permission denied")});
    QCOMPARE(listing->listedAt.toSecsSinceEpoch(), 1219980000);
}

/// Anybody may set a file's time: such a zip is not listed, and its course's backups are not known.
void TstArchiveAnswers::zipsOfNoPossibleTime()
{
    for (const char *const time : {"-2.5", "0", "631151999", "4133980800", "9223372036854775807"}) {
        const Result<ZipListing> listing = parseZips({{"now", {"1219980000"}},
                                                      {"zip", {"5", time, "33/backupdata/a.zip"}},
                                                      {"zip", {"5", "631152000", "47/backupdata/a.zip"}},
                                                      finished()});
        QVERIFY2(listing.has_value(), time);
        QCOMPARE(listing->zips, (QList<ZipFile> {zip("47/backupdata/a.zip", 5, 631152000)}));
        QCOMPARE(listing->problems.size(), 1);
        const UnseenCourses unseen = unseenCourses(listing->problems);
        QVERIFY(unseen.contains(33) && !unseen.contains(47));
    }
}

void TstArchiveAnswers::senselessZips_data()
{
    QTest::addColumn<QByteArrayList>("fields");
    QTest::newRow("size is no number") << QByteArrayList {"x", someMomentText, "a"};
    QTest::newRow("size below zero") << QByteArrayList {"-1", someMomentText, "a"};
    QTest::newRow("no time") << QByteArrayList {"1", "", "a"};
    QTest::newRow("time is a word") << QByteArrayList {"1", "now", "a"};
    QTest::newRow("no name") << QByteArrayList {"1", someMomentText, ""};
    QTest::newRow("a way up") << QByteArrayList {"1", someMomentText, "../../etc/x.zip"};
    QTest::newRow("a way up within") << QByteArrayList {"1", someMomentText, "33/../../x.zip"};
    QTest::newRow("more than 8 TiB") << QByteArrayList {"8796093022209", someMomentText, "a"};
    QTest::newRow("a field too few") << QByteArrayList {"1", someMomentText};
    QTest::newRow("a field too many") << QByteArrayList {"1", someMomentText, "a", "b"};
}

void TstArchiveAnswers::senselessZips()
{
    QFETCH(QByteArrayList, fields);
    const Result<ZipListing> listing = parseZips({{"now", {someMomentText}}, {"zip", fields}, finished()});
    QVERIFY(!listing.has_value());
    QCOMPARE(listing.error().kind, ErrorKind::Damaged);
}

void TstArchiveAnswers::readsARun()
{
    const Result<QList<ArchiveRecord>> runs = parseArchiveRuns(answer({}));
    QVERIFY(runs.has_value());
    QCOMPARE(runs->size(), 1);
    const ArchiveRun &run = runs->first().run;
    QCOMPARE(run.id, QStringLiteral("20080829-031500-summer"));
    QCOMPARE(run.request,
             (ArchiveRequest {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                              QStringLiteral("summer")}));
    QCOMPARE(run.archiveFolder, QByteArray("/data/archives"));
    QCOMPARE(run.startedAt.toSecsSinceEpoch(), someMoment);
    QCOMPARE(run.files, 38);
    QVERIFY(!parseArchiveRuns({{"now", {someMomentText}}, {"run", {"x"}}}).has_value());
    QVERIFY(!parseArchiveRuns({runRecord()}).has_value());
    QVERIFY(!parseArchiveRuns({{"now", {someMomentText}}, statusRecord({})}).has_value());
    QVERIFY(!parseArchiveRuns(answer({{0, "another-run"}})).has_value());
}

void TstArchiveAnswers::readsEachState_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("state");
    QTest::newRow("none") << QByteArray("none") << int(ArchiveState::None);
    QTest::newRow("working") << QByteArray("working") << int(ArchiveState::Working);
    QTest::newRow("resumable") << QByteArray("resumable") << int(ArchiveState::Resumable);
    QTest::newRow("complete") << QByteArray("complete") << int(ArchiveState::Complete);
    QTest::newRow("unknown") << QByteArray("unknown") << int(ArchiveState::Unknown);
    QTest::newRow("a word of the future is never good") << QByteArray("splendid") << int(ArchiveState::Unknown);
}

void TstArchiveAnswers::readsEachState()
{
    QFETCH(QByteArray, word);
    QFETCH(int, state);
    const Result<ArchiveStatus> status =
        parseArchiveStatus(answer({{1, word}, {10, "abc"}, {11, "42"}, {12, someMomentText}}));
    QVERIFY(status.has_value());
    QCOMPARE(int(status->state), state);
    QCOMPARE(status->sha256, QByteArray("abc"));
    QCOMPARE(status->tarBytes, 42);
    QCOMPARE(status->finishedAt.toSecsSinceEpoch(), someMoment);
}

void TstArchiveAnswers::timeLeftFollowsTheJobsOwnPace_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QByteArray>("done");
    QTest::addColumn<qint64>("secondsAgo"); // it began to pack; -1: it has not
    QTest::addColumn<qint64>("left");
    // The run has 3000 bytes, so 9000 pass in all.
    QTest::newRow("a third of the packing in 10 s")
        << QByteArray("packing") << QByteArray("1000") << qint64(10) << qint64(80);
    QTest::newRow("syncing after 30 s") << QByteArray("syncing") << QByteArray("0") << qint64(30) << qint64(60);
    QTest::newRow("half compared after 45 s")
        << QByteArray("comparing") << QByteArray("1500") << qint64(45) << qint64(45);
    QTest::newRow("taking the files' hashes after 60 s")
        << QByteArray("summing") << QByteArray("0") << qint64(60) << qint64(30);
    QTest::newRow("half hashed after 75 s") << QByteArray("hashing") << QByteArray("1500") << qint64(75) << qint64(15);
    QTest::newRow("finishing") << QByteArray("finishing") << QByteArray("0") << qint64(100) << qint64(0);
    QTest::newRow("nothing packed yet") << QByteArray("packing") << QByteArray("0") << qint64(10) << qint64(-1);
    QTest::newRow("in the first second") << QByteArray("packing") << QByteArray("500") << qint64(0) << qint64(-1);
    QTest::newRow("looking into the files") << QByteArray("checking") << QByteArray("0") << qint64(-1) << qint64(-1);
    QTest::newRow("not packing yet") << QByteArray("listing") << QByteArray("0") << qint64(-1) << qint64(-1);
    QTest::newRow("so slow that nobody waits")
        << QByteArray("packing") << QByteArray("1") << qint64(500000000) << qint64(-1);
}

void TstArchiveAnswers::timeLeftFollowsTheJobsOwnPace()
{
    QFETCH(QByteArray, step);
    QFETCH(QByteArray, done);
    QFETCH(qint64, secondsAgo);
    QFETCH(qint64, left);
    const QByteArray packingBegan = secondsAgo < 0 ? QByteArray() : QByteArray::number(someMoment - secondsAgo);
    const Result<ArchiveStatus> status =
        parseArchiveStatus(answer({{2, step}, {4, packingBegan}, {5, done}, {6, "3000"}}));
    QVERIFY(status.has_value());
    QCOMPARE(status->secondsLeft, left);
    QCOMPARE(status->progress.inBytes, true);
}

void TstArchiveAnswers::failuresAreSentences_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("changed") << QByteArray("changed") << QStringLiteral("3/a.zip");
    QTest::newRow("missing") << QByteArray("missing") << QStringLiteral("3/a.zip");
    QTest::newRow("full") << QByteArray("full") << QStringLiteral("disk is full");
    QTest::newRow("tar") << QByteArray("tar") << QStringLiteral("tar");
    QTest::newRow("does not close") << QByteArray("unclosed") << QStringLiteral("3/a.zip does not close");
    QTest::newRow("sum") << QByteArray("sum") << QStringLiteral("SHA-256");
    QTest::newRow("compare") << QByteArray("compare") << QStringLiteral("differs");
    QTest::newRow("hash") << QByteArray("hash") << QStringLiteral("read back");
    QTest::newRow("exists") << QByteArray("exists") << QStringLiteral("left as it is");
    QTest::newRow("gone") << QByteArray("gone") << QStringLiteral("gone");
    QTest::newRow("died") << QByteArray("died") << QStringLiteral("without a word");
    QTest::newRow("elsewhere") << QByteArray("elsewhere") << QStringLiteral("3/a.zip");
    QTest::newRow("state") << QByteArray("state") << QStringLiteral("could not write");
}

void TstArchiveAnswers::failuresAreSentences()
{
    QFETCH(QByteArray, code);
    QFETCH(QString, said);
    const Result<ArchiveStatus> status =
        parseArchiveStatus(answer({{1, "resumable"}, {7, code}, {8, "3/a.zip"}, {9, "packing"}}));
    QVERIFY(status.has_value());
    QVERIFY2(status->failure.contains(said) && status->failure.endsWith(u'.'), qPrintable(status->failure));
}

/// Attacks of a server: moments and sizes whose sums overflow, and paths that lead out of the folder.
void TstArchiveAnswers::senselessRuns_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    const auto row = [](const char *name, int runField, const QByteArray &inRun, int statusField,
                        const QByteArray &inStatus) {
        QList<FrameRecord> records = answer({});
        if (runField >= 0)
            records[1].fields[runField] = inRun;
        if (statusField >= 0)
            records[2].fields[statusField] = inStatus;
        QTest::newRow(name) << records;
    };
    row("started before 1990", 9, "631151999", -1, {});
    row("started at the end of time", 9, "9223372036854775807", -1, {});
    row("files below zero", 10, "-2", -1, {});
    row("files beyond a number", 10, "4294967297", -1, {});
    row("more than 1 EiB", 11, "1152921504606846977", -1, {});
    row("a data folder that leads up", 6, "/data/../etc", -1, {});
    row("an archive folder that leads up", 7, "/data/..", -1, {});
    row("a step began before time", -1, {}, 3, "-9223372036854775808");
    row("packing began before time", -1, {}, 4, "-9223372036854775808");
    row("less than nothing is done", -1, {}, 5, "-9223372036854775808");
    row("of less than nothing", -1, {}, 6, "-1");
    row("a tar of more than 1 EiB", -1, {}, 11, "9223372036854775807");
    row("finished after 2100", -1, {}, 12, "4133980800");
    for (const char *const now : {"", "x", "0", "9223372036854775807"})
        QTest::newRow(qPrintable(QStringLiteral("now is \"%1\"").arg(QLatin1String(now))))
            << QList<FrameRecord> {{"now", {now}}, runRecord(), statusRecord({}), finished()};
}

void TstArchiveAnswers::senselessRuns()
{
    QFETCH(QList<FrameRecord>, records);
    QVERIFY(parseArchiveRuns(answer({})).has_value());
    const Result<QList<ArchiveRecord>> runs = parseArchiveRuns(records);
    QVERIFY(!runs.has_value());
    QCOMPARE(runs.error().kind, ErrorKind::Damaged);
}

void TstArchiveAnswers::senselessTars_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArrayList>("fields");
    const auto row = [](const char *name, const char *type, const QByteArrayList &fields) {
        QTest::newRow(name) << QByteArray(type) << fields;
    };
    row("a tar of no size", "tar", {"x"});
    row("a tar of less than nothing", "tar", {"-1"});
    row("a tar of more than 1 EiB", "tar", {"9223372036854775807"});
    row("a listed path that leads up", "included", {"33/../../etc/shadow", "5", someMomentText});
    row("a listed file of 1970", "included", {"33/a.zip", "5", "7"});
    row("a listed file of no time", "included", {"33/a.zip", "5", ""});
    row("a listed file of the end of time", "included", {"33/a.zip", "5", "9223372036854775807"});
    row("a listed file of more than 1 EiB", "included", {"33/a.zip", "9223372036854775807", someMomentText});
}

void TstArchiveAnswers::senselessTars()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArrayList, fields);
    QVERIFY(parseTarHeaders({{"tar", {"10240"}}, {"included", {"..a/b..zip", "5", someMomentText}}, finished()})
                .has_value());
    const Result<TarHeaders> headers = parseTarHeaders({{type, fields}, finished()});
    QVERIFY(!headers.has_value());
    QCOMPARE(headers.error().kind, ErrorKind::Damaged);
}

void TstArchiveAnswers::aServerWithoutTheRunSaysNone()
{
    const Result<ArchiveStatus> status = parseArchiveStatus({{"now", {someMomentText}}, finished()});
    QVERIFY(status.has_value());
    QCOMPARE(status->state, ArchiveState::None);
}

void TstArchiveAnswers::membersAgainstTheList_data()
{
    QTest::addColumn<QList<ArchiveMember>>("listed");
    QTest::addColumn<QList<ZipFile>>("included");
    QTest::addColumn<QList<int>>("checks");
    QTest::addColumn<bool>("matches");

    using Members = QList<ArchiveMember>;
    using Zips = QList<ZipFile>;
    const auto row = [](const char *name, const Members &listed, const Zips &included, const QList<Check> &checks,
                        bool matches) {
        QList<int> numbers;
        for (const Check check : checks)
            numbers.append(int(check));
        QTest::newRow(name) << listed << included << numbers << matches;
    };
    row("all there", {member("a", 1, 1), member("b", 2, 2)}, {zip("b", 2, 2), zip("a", 1, 1)},
        {Check::Matches, Check::Matches}, true);
    row("one missing", {member("a", 1, 1)}, {zip("a", 1, 1), zip("b", 2, 2)}, {Check::Matches, Check::Missing}, false);
    row("one too many", {member("a", 1, 1), member("c", 1, 1)}, {zip("a", 1, 1)}, {Check::Matches, Check::Unexpected},
        false);
    row("other size", {member("a", 2, 1)}, {zip("a", 1, 1)}, {Check::Differs}, false);
    row("other time", {member("a", 1, 2)}, {zip("a", 1, 1)}, {Check::Differs}, false);
    row("twice", {member("a", 1, 1), member("a", 1, 1)}, {zip("a", 1, 1)}, {Check::Matches, Check::Unexpected}, false);
    row("differs in one byte", {member("\xff", 1, 1)}, {zip("\xfe", 1, 1)}, {Check::Unexpected, Check::Missing}, false);
    row("nothing at all is no archive", {}, {}, {}, false);
}

void TstArchiveAnswers::membersAgainstTheList()
{
    QFETCH(QList<ArchiveMember>, listed);
    QFETCH(QList<ZipFile>, included);
    QFETCH(QList<int>, checks);
    QFETCH(bool, matches);
    const ArchiveContents contents {QStringLiteral("r"), checkMembers(listed, included)};
    QList<int> found;
    for (const ArchiveMember &each : contents.members)
        found.append(int(each.check));
    QCOMPARE(found, checks);
    QCOMPARE(contents.matches(), matches);
}

void TstArchiveAnswers::membersAgreeWithASlowOracle()
{
    QRandomGenerator random(5);
    int wrong = 0;
    for (int round = 0; round < 1000; ++round) {
        QSet<QByteArray> used;
        QList<ZipFile> included;
        QList<ArchiveMember> listed;
        for (int i = random.bounded(6); i > 0; --i) {
            const QByteArray path(1, char('a' + random.bounded(8)));
            if (!used.contains(path))
                included.append(zip(path, random.bounded(2), random.bounded(2)));
            used.insert(path);
        }
        // Half of the rounds begin with what is right, so that the rule is met from both sides.
        if (random.bounded(2) == 0) {
            for (const ZipFile &file : included)
                listed.prepend(member(file.path, file.bytes, file.modified.toSecsSinceEpoch()));
        }
        for (int i = random.bounded(3); i > 0; --i)
            listed.append(member(QByteArray(1, char('a' + random.bounded(8))), random.bounded(2), random.bounded(2)));
        // The same lists, sorted, and nothing else is right.
        QStringList left;
        QStringList right;
        for (const ArchiveMember &each : listed)
            left.append(QString::fromLatin1(each.path) + QString::number(each.bytes)
                        + QString::number(each.modified.toSecsSinceEpoch()));
        for (const ZipFile &each : included)
            right.append(QString::fromLatin1(each.path) + QString::number(each.bytes)
                         + QString::number(each.modified.toSecsSinceEpoch()));
        left.sort();
        right.sort();
        const bool expected = left == right && !left.isEmpty();
        QCOMPARE((ArchiveContents {{}, checkMembers(listed, included)}).matches(), expected);
        wrong += !expected;
    }
    QVERIFY(wrong > 100 && wrong < 1000);
}

void TstArchiveAnswers::startFieldsAreReadBack()
{
    const ArchiveRun run = parseArchiveRuns(answer({}))->first().run;
    PlannedZip known;
    known.file = zip("33/backupdata/b.zip", 6, 8);
    known.file.check.fault = ZipFault::NoMoodleXml;
    known.file.check.made = QDateTime::fromSecsSinceEpoch(someMoment, QTimeZone::utc());
    known.courseId = 33;
    known.course = QStringLiteral("BIOC1001");
    PlannedZip pooled;
    pooled.file = zip("course-7/a\nb\xff", 5, 7);
    pooled.source = "/data/pool/01/23/0123";
    const QByteArray fields = archiveStartFields({run, 99, {known, pooled}, "text\nof the job\n", {}});
    const QByteArrayList parts = fields.split('\0');
    QCOMPARE(parts.mid(0, 9), runRecord().fields.mid(0, 9));
    QCOMPARE(parts.mid(9, 6), (QByteArrayList {"38", "3000", "99", "0", "", "text\nof the job\n"}));
    QCOMPARE(parts.mid(15, 8),
             (QByteArrayList {"33/backupdata/b.zip", "6", "8", "33", someMomentText, "BIOC1001", "", "doubtful"}));
    QCOMPARE(parts.mid(23),
             (QByteArrayList {"course-7/a\nb\xff", "5", "7", "", "", "", "/data/pool/01/23/0123", "", ""}));

    // What hands over goes along where there is somewhere on the server to hand over to.
    ArchivePlace second;
    second.name = QStringLiteral("second");
    second.kind = PlaceKind::Folder;
    second.folder = "/mnt/second";
    ArchivePlace here;
    here.name = QStringLiteral("here");
    here.kind = PlaceKind::Workstation;
    here.folder = "/home/athina";
    const QByteArrayList placed = archiveStartFields({run, 99, {known}, "job", {here, second}}).split('\0');
    QCOMPARE(placed.value(12), QByteArray("1"));
    QCOMPARE(placed.mid(13, 5), placeFields(second));
    QCOMPARE(placed.value(18), handOverDescription(run).toUtf8());
    QCOMPARE(placed.mid(19, 2), (QByteArrayList {handOverJobText(), "job"}));
    QCOMPARE(placed.size(), 21 + 8 + 1);

    // Another origin is another rule to who looks for the last run.
    FrameRecord byHand = runRecord();
    byHand.fields[3] = "since-last-run byPeople";
    const ArchiveRun ofOne = *parseArchiveRun(byHand);
    QCOMPARE(ofOne.request.rule, ArchiveRule::SinceLastRun);
    QCOMPARE(ofOne.request.origin, ZipOrigin::ByPeople);
    QCOMPARE(archiveStartFields({ofOne, 99, {known}, "job", {}}).split('\0').value(3), byHand.fields.at(3));
    byHand.fields[3] = "since-last-run byNobody";
    QCOMPARE(parseArchiveRun(byHand)->request.rule, ArchiveRule::NewestPerCourse);
}

void TstArchiveAnswers::aStartMayHaveANote()
{
    const QString server = QStringLiteral("moodle-a");
    QCOMPARE(parseArchiveStarted({{"started", {someMomentText, "4711", ""}}}, server).value_or(server), QString());
    const QString note = parseArchiveStarted({{"started", {"1", "2", "ended-at-logout"}}}, server).value_or(QString());
    QVERIFY2(note.startsWith(QLatin1String("moodle-a ends")) && note.endsWith(u'.'), qPrintable(note));
    QVERIFY(!parseArchiveStarted({{"started", {someMomentText, "4711"}}}, server));
    QVERIFY(!parseArchiveStarted({finished()}, server));
}

void TstArchiveAnswers::theJobsTextIsPartOfTheProgram()
{
    QVERIFY(archiveJobText().startsWith("nk_program=archive-job\n#!/bin/sh\n"));
    QVERIFY(archiveJobText().contains("\"$@\""));
    QVERIFY(archiveJobText().endsWith("point released\nhand_over\n"));
    QVERIFY(archiveJobText().contains("sub take_up {")); // what looks into zips comes along
}

NIGHTKEEP_TEST(TstArchiveAnswers, unit, Core)
#include "tst_archiveanswers.moc"

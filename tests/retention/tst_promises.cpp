// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/retention/madepromises.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <functional>

using namespace Nightkeep;

namespace {

/// What a row changes of what keeps all promises.
struct PromiseChange
{
    std::function<void(RetentionReading &reading)> seen = {};
    std::function<void(RetentionPolicy &policy)> rules = {};
    std::function<void(Promise &promise)> promise = {};
};

void coverPromises(RetentionReading &reading, CoverageState state)
{
    const Site &site = reading.site;
    reading.servers.clear();
    for (const QString &server : {site.dataServer, site.databaseServer}) {
        ServerRow row;
        row.server.name = server;
        for (const BytePath &folder : {site.dataFolder, site.codeFolder, pageDumpFolder()}) {
            CoverageRow coverage;
            coverage.folder = folder;
            coverage.state = state;
            coverage.evidence = Evidence::Observed;
            coverage.lastIncremental = MadePromises::now().addSecs(-14 * 3600);
            row.coverage << coverage;
        }
        reading.servers << row;
    }
}

PromiseVerdict promiseVerdict(const QString &key, const PromiseChange &change)
{
    RetentionReading reading = MadePromises::reading();
    RetentionPolicy policy = MadePromises::policy();
    coverPromises(reading, CoverageState::Covered);
    for (Promise &promise : reading.records.promises) {
        if (promise.key == key && change.promise)
            change.promise(promise);
    }
    if (change.seen)
        change.seen(reading);
    if (change.rules)
        change.rules(policy);
    const QList<PromiseVerdict> verdicts = judgePromises(reading, MadePromises::view(reading, policy));
    for (const PromiseVerdict &verdict : verdicts) {
        if (verdict.promise.key == key)
            return verdict;
    }
    return {};
}

void promiseRun(RetentionReading &reading, int nightsAgo, RunEnd end)
{
    CourseBackups &course = reading.backups.courses.first();
    course.course.sizes.remove(nightsAgo - 1);
    const QDateTime started = MadePromises::now().addDays(-nightsAgo).addSecs(-9 * 3600);
    course.course.runs = {{started, started.addSecs(60), end, QString()}};
}

BackupCopy oldPromiseCopy(CopyKind kind)
{
    BackupCopy copy;
    copy.name = QStringLiteral("before.zip");
    copy.kind = kind;
    copy.made = MadePromises::now().addYears(-5);
    return copy;
}

LegalHold promiseHold(qint64 course)
{
    LegalHold hold;
    hold.number = 1;
    hold.site = MadePromises::site().name;
    hold.course = course;
    hold.shortName = QStringLiteral("BIOC1001");
    hold.reason = QStringLiteral("A grade is disputed");
    return hold;
}

void promiseNightColumns()
{
    QTest::addColumn<PromiseChange>("change");
    QTest::addColumn<PromiseAnswer>("answer");
    QTest::addColumn<int>("nights");
    QTest::addColumn<int>("whom");
}

void promiseNightRow(const char *name, PromiseAnswer answer, int nights, int whom, const PromiseChange &change)
{
    QTest::newRow(name) << change << answer << nights << whom;
}

void judgePromisedNights()
{
    QFETCH(PromiseChange, change);
    QFETCH(PromiseAnswer, answer);
    QFETCH(int, nights);
    QFETCH(int, whom);
    const PromiseVerdict verdict = promiseVerdict(QStringLiteral("courseNights/atLeast"), change);
    QVERIFY2(verdict.answer == answer, qPrintable(verdict.reason));
    if (nights < 800) // how far the copies of long ago reach is the player's matter
        QCOMPARE(verdict.nights.size(), qsizetype(nights));
    else
        QVERIFY(verdict.nights.size() > nights - 30);
    QCOMPARE(verdict.whomCount, qint64(whom));
    QCOMPARE(verdict.whom.size(), qsizetype(whom));
    QVERIFY(!verdict.reason.isEmpty());
    QCOMPARE(verdict.advice.isEmpty(), answer == PromiseAnswer::Kept);
}

void promiseEndColumns()
{
    QTest::addColumn<PromiseChange>("change");
    QTest::addColumn<PromiseAnswer>("answer");
    QTest::addColumn<QString>("whom");
}

void promiseEndRow(const char *name, PromiseAnswer answer, const char *whom, const PromiseChange &change)
{
    QTest::newRow(name) << change << answer << QString::fromLatin1(whom);
}

void judgePromisedEnds()
{
    QFETCH(PromiseChange, change);
    QFETCH(PromiseAnswer, answer);
    QFETCH(QString, whom);
    const auto more = change.promise;
    change.promise = [more](Promise &promise) {
        promise.figure = 4;
        if (more)
            more(promise);
    };
    const PromiseVerdict verdict = promiseVerdict(QStringLiteral("studentData/atMost"), change);
    QVERIFY2(verdict.answer == answer, qPrintable(verdict.reason));
    QCOMPARE(verdict.whom.join(QStringLiteral("; ")), whom);
}

} // namespace

/// What the team promises, in words and as it is judged.
class TstPromises : public QObject
{
    Q_OBJECT

private slots:
    void thePageIsKnown()
    {
        QStringList words;
        const QList<Promise> promises = promisesOfThePage();
        for (const Promise &promise : promises) {
            QVERIFY2(checkPromise(promise), qPrintable(promise.key));
            QVERIFY(promise.agreement.state != Agreement::State::Agreed);
            words << promise.key + u'=' + (promise.figure ? QString::number(*promise.figure) : QStringLiteral("x"));
        }
        QCOMPARE(words.join(u' '),
                 QStringLiteral("courseNights/atLeast=60 wholeSite/atLeast=24 serverBackups/atLeast=1 "
                                "application/atLeast=x dataAndDumps/atLeast=60 archives/atLeast=x "
                                "studentData/atMost=x"));
        QVERIFY(promiseInWords(promises.at(5)).contains(QLatin1String("x years (to be agreed)")));
        QVERIFY(promiseInWords(promises.first()).contains(QLatin1String("60")));
        QCOMPARE(promises.last().agreement.by, QStringLiteral("Records and Data Protection"));
    }

    void whatCannotBePromised_data()
    {
        QTest::addColumn<Promise>("promise");
        QTest::addColumn<bool>("may");
        const auto row = [](const char *name, bool may, const std::function<void(Promise &)> &change) {
            Promise promise = promisesOfThePage().first();
            change(promise);
            QTest::newRow(name) << promise << may;
        };
        row("as the page", true, [](Promise &) {});
        row("no figure", true, [](Promise &promise) { promise.figure.reset(); });
        row("agreed", true, [](Promise &promise) { promise.agreement.state = Agreement::State::Agreed; });
        row("agreed without a figure", false, [](Promise &promise) {
            promise.figure.reset();
            promise.agreement.state = Agreement::State::Agreed;
        });
        row("nothing", false, [](Promise &promise) { promise.figure = 0; });
        row("too long", false, [](Promise &promise) {
            promise.unit = PromiseUnit::Years;
            promise.figure = 101;
        });
        row("another key", false, [](Promise &promise) { promise.key = QStringLiteral("mine"); });
        row("a category in the key alone", false,
            [](Promise &promise) { promise.key = QStringLiteral("courseNights/atLeast/Science"); });
        row("a category", true, [](Promise &promise) {
            promise.category = QStringLiteral("Science");
            promise.key = QStringLiteral("courseNights/atLeast/Science");
        });
        row("a side that nobody judges", false, [](Promise &promise) {
            promise.subject = PromiseSubject::WholeSite;
            promise.side = PromiseSide::AtMost;
            promise.key = QStringLiteral("wholeSite/atMost");
        });
        row("a day without a word", false, [](Promise &promise) { promise.agreement.on = QDate(2008, 11, 3); });
    }
    void whatCannotBePromised()
    {
        QFETCH(Promise, promise);
        QFETCH(bool, may);
        QCOMPARE(checkPromise(promise).has_value(), may);
    }

    void courseNights_data()
    {
        promiseNightColumns();
        const auto row = promiseNightRow;
        using Answer = PromiseAnswer;
        row("every night, all seen", Answer::Kept, 0, 0, {});
        row("Sundays, keep 1", Answer::Broken, 51, 0,
            {{}, [](RetentionPolicy &policy) { policy.course->weekdays = QStringLiteral("1000000"); }});
        row("no figure", Answer::Undecidable, 0, 0, {{}, {}, [](Promise &promise) { promise.figure.reset(); }});
        row("no schedule", Answer::Undecidable, 0, 0, {{}, [](RetentionPolicy &policy) { policy.course.reset(); }});
        // The newest alone is on the server, and nobody knows what the storage manager has of the other 59.
        row("no storage figures", Answer::Undecidable, 0, 0,
            {{}, [](RetentionPolicy &policy) { policy.storage.reset(); }});
        row("never read", Answer::Undecidable, 0, 0,
            {[](RetentionReading &reading) { reading.backups.head.moodleReadAt = {}; }});
        // Every copy was seen: what is skipped would show.
        row("Moodle skips what did not change, all seen", Answer::Kept, 0, 0,
            {{}, [](RetentionPolicy &policy) {
                 policy.course->later = policy.course->skipUnchanged = true;
                 policy.course->skipUnchangedDays = 30;
             }});
        // What changed on Saturday is two days old on Monday; the two nights before Wednesday are made in any case.
        for (const int days : {2, 3})
            row(days == 2 ? "Moodle skips what changed before it"
                          : "Moodle skips what changed before the run before it",
                days == 2 ? Answer::Undecidable : Answer::Kept, 0, 0,
                {{},
                 [days](RetentionPolicy &policy) {
                     policy.course->later = true;
                     policy.course->weekdays = QStringLiteral("0111110");
                     policy.course->skipUnchangedDays = days;
                 },
                 [](Promise &promise) { promise.figure = 2; }});
        row("a run failed", Answer::Broken, 1, 1,
            {[](RetentionReading &reading) { promiseRun(reading, 12, RunEnd::Failed); }});
        row("a run died", Answer::Broken, 1, 1,
            {[](RetentionReading &reading) { promiseRun(reading, 12, RunEnd::Died); }});
        row("a run went well and its copy was not seen", Answer::Undecidable, 0, 0,
            {[](RetentionReading &reading) { promiseRun(reading, 12, RunEnd::Ok); }});
        row("no run that night", Answer::Broken, 1, 1, {[](RetentionReading &reading) {
                promiseRun(reading, 12, RunEnd::Ok);
                CourseRun &run = reading.backups.courses.first().course.runs.first();
                run.started = run.started.addDays(-1); // which was seen
            }});
    }
    void courseNights() { judgePromisedNights(); }

    void courseNightsSeen_data()
    {
        promiseNightColumns();
        const auto row = promiseNightRow;
        using Answer = PromiseAnswer;
        row("a course that is new", Answer::Kept, 0, 0, {[](RetentionReading &reading) {
                CourseState &course = reading.backups.courses.first().course;
                course.created = MadePromises::now().addDays(-10);
                course.sizes.remove(10, 50);
            }});
        // What students did in it since is not known: Moodle's row of the course does not say.
        row("not changed since its last copy", Answer::Undecidable, 0, 0, {[](RetentionReading &reading) {
                CourseBackups &course = reading.backups.courses.first();
                course.course.sizes.clear();
                course.copies.first().made = MadePromises::now().addDays(-100);
                course.course.changed = MadePromises::now().addDays(-101);
            }});
        row("made after that night's run", Answer::Kept, 0, 0, {[](RetentionReading &reading) {
                CourseState &course = reading.backups.courses.first().course;
                course.created = MadePromises::now().addDays(-10);
                course.sizes.remove(9, 51);
            }});
        row("not read since", Answer::Undecidable, 0, 0, {[](RetentionReading &reading) {
                CourseBackups &course = reading.backups.courses.first();
                course.course.sizes.remove(0, 3);
                course.copies.clear();
                course.good = -1;
                const QDateTime started = MadePromises::now().addDays(-80);
                course.course.runs = {{started, started.addSecs(60), RunEnd::Ok, QString()}};
                reading.backups.head.moodleReadAt = MadePromises::now().addDays(-3);
            }});
        row("made since the storage manager last came by", Answer::Undecidable, 0, 0, {[](RetentionReading &reading) {
                for (CoverageRow &coverage : reading.servers.first().coverage)
                    coverage.lastIncremental = MadePromises::now().addDays(-5);
            }});
        row("nobody saw that the copies leave the server", Answer::Undecidable, 0, 0,
            {[](RetentionReading &reading) { reading.servers.clear(); }});
        row("the copies do not leave the server", Answer::Broken, 0, 1,
            {[](RetentionReading &reading) { coverPromises(reading, CoverageState::Uncovered); }});
        row("hours that hold no whole day", Answer::Broken, 1, 0,
            {{},
             [](RetentionPolicy &policy) { policy.course->weekdays = QStringLiteral("1000000"); },
             [](Promise &promise) {
                 promise.figure = 6;
                 promise.unit = PromiseUnit::Hours;
             }});
        row("a copy that is not sound", Answer::Undecidable, 0, 0, {[](RetentionReading &reading) {
                CourseBackups &course = reading.backups.courses.first();
                course.course.sizes.removeFirst();
                course.copies.first().isSound = false;
                course.good = -1;
            }});
        row("seen by nobody for long", Answer::Undecidable, 0, 0,
            {[](RetentionReading &reading) { reading.backups.courses.first().course.sizes.remove(15, 45); }});
        row("of most nights it is known only that there was one", Answer::Kept, 0, 0, {[](RetentionReading &reading) {
                CourseState &course = reading.backups.courses.first().course;
                for (const SizePoint &size : std::as_const(course.sizes))
                    course.nights.add(size.made.date());
                course.sizes.remove(15, 45);
            }});
        row("one of the future is of no night", Answer::Undecidable, 0, 0, {[](RetentionReading &reading) {
                CourseBackups &course = reading.backups.courses.first();
                course.course.sizes.removeFirst();
                course.copies.first().isOfTheFuture = true;
            }});
        row("older than the play", Answer::Broken, 840, 0, {{}, {}, [](Promise &promise) { promise.figure = 1000; }});
    }
    void courseNightsSeen() { judgePromisedNights(); }

    void otherSides_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<PromiseChange>("change");
        QTest::addColumn<PromiseAnswer>("answer");
        const auto row = [](const char *name, const char *key, PromiseAnswer answer, const PromiseChange &change) {
            QTest::newRow(name) << QString::fromLatin1(key) << change << answer;
        };
        using Answer = PromiseAnswer;
        const auto nobodyAsked = [](RetentionReading &reading) { reading.servers.clear(); };
        row("a dump of 3 o'clock that leaves at 22", "wholeSite/atLeast", Answer::Broken, {});
        // Nobody looks at the dumps themselves yet.
        row("a dump that leaves an hour later", "wholeSite/atLeast", Answer::Undecidable,
            {{}, [](RetentionPolicy &policy) { policy.dumpStorage->minuteOfDay = 4 * 60; }});
        row("no dump figures", "wholeSite/atLeast", Answer::Undecidable,
            {{}, [](RetentionPolicy &policy) { policy.dumpStorage.reset(); }});
        row("two copies for a week", "serverBackups/atLeast", Answer::Broken, {});
        row("ten copies", "serverBackups/atLeast", Answer::Kept,
            {{},
             [](RetentionPolicy &policy) { policy.storage->versionsExist = policy.dumpStorage->versionsExist = 10; }});
        row("ten copies, nobody asked", "serverBackups/atLeast", Answer::Undecidable,
            {nobodyAsked,
             [](RetentionPolicy &policy) { policy.storage->versionsExist = policy.dumpStorage->versionsExist = 10; }});
        row("ten copies, and the folder is left out", "serverBackups/atLeast", Answer::Broken,
            {[](RetentionReading &reading) { coverPromises(reading, CoverageState::Uncovered); },
             [](RetentionPolicy &policy) { policy.storage->versionsExist = policy.dumpStorage->versionsExist = 10; }});
        row("ten copies, and nobody asked where the dumps are", "serverBackups/atLeast", Answer::Undecidable,
            {[](RetentionReading &reading) { reading.servers.removeLast(); },
             [](RetentionPolicy &policy) { policy.storage->versionsExist = policy.dumpStorage->versionsExist = 10; }});
        row("application, no figure", "application/atLeast", Answer::Undecidable, {});
        row("application, a month", "application/atLeast", Answer::Kept,
            {{}, {}, [](Promise &promise) { promise.figure = 1; }});
        row("application, two months", "application/atLeast", Answer::Broken,
            {{}, {}, [](Promise &promise) { promise.figure = 2; }});
        row("dated dumps", "dataAndDumps/atLeast", Answer::Broken, {}); // the data folder's files
        const auto years = [](Promise &promise) { promise.figure = 4; };
        const auto archived = [](RetentionReading &reading) {
            reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addDays(-60))};
        };
        row("archives kept three years", "archives/atLeast", Answer::Broken, {archived, {}, years});
        const auto forEver = [](RetentionPolicy &policy) { policy.archives->keepYears = NoLimit; };
        row("archives kept for ever", "archives/atLeast", Answer::Kept, {archived, forEver, years});
        row("an archive a year where three are agreed", "archives/atLeast", Answer::Undecidable,
            {[archived](RetentionReading &reading) {
                 archived(reading);
                 reading.servers.first().server.decisions.archive.timesAYear = 3;
             },
             forEver, years});
        row("no archive", "archives/atLeast", Answer::Broken, {{}, forEver, years});
        row("an archive that is nowhere", "archives/atLeast", Answer::Broken,
            {[archived](RetentionReading &reading) {
                 archived(reading);
                 reading.archives.first().status.copy = ArchiveCopy::Gone;
             },
             forEver, years});
        row("an archive that is at a place", "archives/atLeast", Answer::Kept,
            {[archived](RetentionReading &reading) {
                 archived(reading);
                 reading.archives.first().status.copy = ArchiveCopy::Gone;
                 HandOver handOver;
                 handOver.run = reading.archives.first().run.id;
                 handOver.state = HandOverState::Confirmed;
                 reading.handOvers = {handOver};
             },
             forEver, years});
        row("archives, no rules", "archives/atLeast", Answer::Undecidable,
            {archived, [](RetentionPolicy &policy) { policy.archives.reset(); }, years});
    }
    void otherSides()
    {
        QFETCH(QString, key);
        QFETCH(PromiseChange, change);
        QFETCH(PromiseAnswer, answer);
        const PromiseVerdict verdict = promiseVerdict(key, change);
        QCOMPARE(verdict.promise.key, key);
        QVERIFY2(verdict.answer == answer, qPrintable(verdict.reason));
    }

    void atMost_data()
    {
        promiseEndColumns();
        const auto row = promiseEndRow;
        using Answer = PromiseAnswer;
        row("all ends in time", Answer::Kept, "", {});
        const auto byHand = [](RetentionReading &reading) {
            reading.backups.courses.first().copies << oldPromiseCopy(CopyKind::MadeByPeople);
        };
        row("a copy by hand", Answer::Broken, "BIOC1001, before.zip", {byHand});
        row("of a course that is held", Answer::Suspended, "", {[byHand](RetentionReading &reading) {
                byHand(reading);
                reading.records.holds = {promiseHold(33)};
            }});
        row("of another course that is held", Answer::Broken, "BIOC1001, before.zip",
            {[byHand](RetentionReading &reading) {
                byHand(reading);
                reading.records.holds = {promiseHold(47)};
            }});
        row("a case is held", Answer::Suspended, "", {[byHand](RetentionReading &reading) {
                byHand(reading);
                reading.records.holds = {promiseHold(0)};
            }});
        row("a hold that has ended", Answer::Broken, "BIOC1001, before.zip", {[byHand](RetentionReading &reading) {
                byHand(reading);
                reading.records.holds = {promiseHold(33)};
                reading.records.holds.first().endedAt = MadePromises::now().addDays(-1);
            }});
        row("of a deleted course", Answer::Broken, "before.zip",
            {[](RetentionReading &reading) { reading.backups.others << oldPromiseCopy(CopyKind::DeletedCourse); }});
        row("no backup at all", Answer::Kept, "",
            {[](RetentionReading &reading) { reading.backups.others << oldPromiseCopy(CopyKind::NoBackup); }});
        row("a copy of which nobody knows when", Answer::Undecidable, "", {[](RetentionReading &reading) {
                reading.backups.others << oldPromiseCopy(CopyKind::Unplaced);
                reading.backups.others.first().made = {};
            }});
        row("nobody has looked", Answer::Undecidable, "",
            {[](RetentionReading &reading) { reading.backups.head.listedAt = {}; }});
        row("an old archive", Answer::Broken, "archive summer", {[](RetentionReading &reading) {
                reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addYears(-5))};
            }});
        row("an old archive that was never finished", Answer::Broken, "archive summer", {[](RetentionReading &reading) {
                reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addYears(-5))};
                reading.archives.first().status = {};
                reading.archives.first().status.state = ArchiveState::Resumable;
            }});
        row("an old archive that has expired", Answer::Kept, "", {[](RetentionReading &reading) {
                reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addYears(-5))};
                reading.archives.first().status.copy = ArchiveCopy::Gone;
            }});
        row("years after an event", Answer::Undecidable, "",
            {byHand, {}, [](Promise &promise) { promise.event = QStringLiteral("the last student left"); }});
        row("no figure", Answer::Undecidable, "", {byHand, {}, [](Promise &promise) { promise.figure.reset(); }});
    }
    void atMost() { judgePromisedEnds(); }

    void atMostByTheRules_data()
    {
        promiseEndColumns();
        const auto row = promiseEndRow;
        using Answer = PromiseAnswer;
        row("archives that are never deleted", Answer::CannotBeKept, "archive summer",
            {[](RetentionReading &reading) {
                 reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addDays(-9))};
             },
             [](RetentionPolicy &policy) { policy.archives->keepYears = NoLimit; }});
        row("archives kept longer", Answer::Broken, "",
            {{}, [](RetentionPolicy &policy) { policy.archives->keepYears = 5; }});
        row("archives, not known", Answer::Undecidable, "",
            {{}, [](RetentionPolicy &policy) { policy.archives.reset(); }});
        row("deleted files are never forgotten", Answer::CannotBeKept, "",
            {{}, [](RetentionPolicy &policy) { policy.storage->retainOnly = NoLimit; }});
        row("replaced files are never forgotten", Answer::CannotBeKept, "",
            {{}, [](RetentionPolicy &policy) { policy.storage->retainExtra = NoLimit; }});
        row("replaced files for ten years", Answer::Broken, "",
            {{}, [](RetentionPolicy &policy) { policy.storage->retainExtra = 3650; }});
        row("nothing is backed up", Answer::Kept, "",
            {[](RetentionReading &reading) { coverPromises(reading, CoverageState::Uncovered); },
             [](RetentionPolicy &policy) {
                 policy.storage.reset();
                 policy.dumpStorage.reset();
             }});
        row("Moodle deletes nothing", Answer::Broken, "",
            {{}, [](RetentionPolicy &policy) { policy.course->keep = 0; }});
    }
    void atMostByTheRules() { judgePromisedEnds(); }

    /// Each of the names is written over for ever, so that its versions never lose their file.
    void versionsOfDumpsThatStay()
    {
        const PromiseVerdict verdict = promiseVerdict(QStringLiteral("dataAndDumps/atMost"),
                                                      {[](RetentionReading &reading) {
                                                           Promise promise = promisesOfThePage().first();
                                                           promise.subject = PromiseSubject::DataAndDumps;
                                                           promise.side = PromiseSide::AtMost;
                                                           promise.key = promiseKey(promise.subject, promise.side);
                                                           promise.figure = 4;
                                                           promise.unit = PromiseUnit::Years;
                                                           reading.records.promises = {promise};
                                                       },
                                                       [](RetentionPolicy &policy) {
                                                           policy.dumps->naming = DumpNaming::Recycled;
                                                           policy.dumpStorage->versionsExist = NoLimit;
                                                           policy.dumpStorage->retainExtra = NoLimit;
                                                       }});
        QVERIFY2(verdict.answer == PromiseAnswer::CannotBeKept, qPrintable(verdict.reason));
    }

    /// An imported workspace may hold what agree() refuses.
    void whatCannotBePromisedIsNotCalledKept()
    {
        Promise promise = promisesOfThePage().first();
        promise.subject = PromiseSubject::WholeSite;
        promise.side = PromiseSide::AtMost;
        promise.key = promiseKey(promise.subject, promise.side);
        RetentionReading reading = MadePromises::reading();
        reading.records.promises = {promise};
        const auto verdicts = judgePromises(reading, MadePromises::view(reading, MadePromises::policy()));
        QCOMPARE(nameOf(verdicts.first().answer), QStringLiteral("undecidable"));
    }

    /// The yearly dump has a name of its own, and nothing ever deletes it.
    void yearlyDumpsStay()
    {
        const PromiseVerdict verdict =
            promiseVerdict(QStringLiteral("studentData/atMost"),
                           {{},
                            [](RetentionPolicy &policy) { policy.dumps->naming = DumpNaming::Recycled; },
                            [](Promise &promise) { promise.figure = 4; }});
        QVERIFY2(verdict.answer == PromiseAnswer::Broken, qPrintable(verdict.reason));
        QCOMPARE(verdict.whomCount, qint64(2)); // of 2006 and 2007
    }

    /// Of two promises that a course falls under, the nearer one counts.
    void categoriesDiffer()
    {
        RetentionReading reading = MadePromises::reading();
        reading.backups.courses.first().course.categoryName = QStringLiteral("Science / Biology");
        reading.backups.courses.first().copies << oldPromiseCopy(CopyKind::MadeByPeople); // five years old
        Promise all = promisesOfThePage().last();
        all.figure = 4;
        Promise science = all;
        science.figure = 10;
        science.category = QStringLiteral("Science");
        science.key = promiseKey(science.subject, science.side, science.category);
        Promise arts = science;
        arts.category = QStringLiteral("Arts");
        arts.key = promiseKey(arts.subject, arts.side, arts.category);
        const auto answers = [&reading] {
            QStringList words;
            const QList<PromiseVerdict> verdicts =
                judgePromises(reading, MadePromises::view(reading, MadePromises::policy()));
            for (const PromiseVerdict &verdict : verdicts)
                words << nameOf(verdict.answer);
            return words.join(u' ');
        };
        reading.records.promises = {all};
        QCOMPARE(answers(), QStringLiteral("broken"));
        reading.records.promises = {all, arts};
        QCOMPARE(answers(), QStringLiteral("broken kept"));
        reading.records.promises = {all, science};
        QCOMPARE(answers(), QStringLiteral("kept kept"));
        reading.backups.courses.first().course.categoryName = QStringLiteral("Sciences");
        QCOMPARE(answers(), QStringLiteral("broken kept"));
        reading.backups.courses.first().course.categoryName.clear(); // under which it falls cannot be told
        QCOMPARE(answers(), QStringLiteral("broken undecidable"));
    }
};

NIGHTKEEP_TEST(TstPromises, unit, Core)
#include "tst_promises.moc"

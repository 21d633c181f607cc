// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Terms, plans that are kept, and one term's archive against another's.
#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "tests/archives/archivestage.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

Term summerTerm()
{
    return {QStringLiteral("2008-summer"), QStringLiteral("Summer term 2008"), 2008, QDate(2008, 6, 13)};
}

ArchiveRecord termRecord(const QString &id, int month)
{
    ArchiveRecord record;
    record.run.id = id;
    record.run.request = {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 1, 1), id};
    record.run.startedAt = QDateTime(QDate(2008, month, 1), QTime(3, 0), QTimeZone::utc());
    record.status.state = ArchiveState::Complete;
    return record;
}

ZipFile termZip(const QByteArray &path, qint64 bytes, int day = 1)
{
    return {path, bytes, QDateTime(QDate(2008, 3, day), QTime(12, 0), QTimeZone::utc())};
}

QString changesOf(const TermComparison &comparison)
{
    QStringList lines;
    for (const CourseChange &change : comparison.courses)
        lines.append(change.name + u' ' + nameOf(change.kind) + u' ' + QString::number(change.before) + u' '
                     + QString::number(change.after));
    return lines.join(QStringLiteral(", "));
}

} // namespace

class TstArchiveTerms : public QObject
{
    Q_OBJECT

private slots:
    void aTermIsKeptAndAudited()
    {
        Stage stage;
        Term term = summerTerm();
        QVERIFY(stage.service.replaceTerm({}, term).has_value());
        QCOMPARE(*stage.service.terms(), QList<Term> {term});
        Term later = term;
        later.cutOff = QDate(2008, 6, 20);
        QVERIFY(stage.service.replaceTerm(term, later).has_value());
        const Result<void> lost = stage.service.replaceTerm(term, std::nullopt);
        QVERIFY(!lost.has_value());
        QCOMPARE(lost.error().kind, ErrorKind::Conflict);
        QVERIFY(stage.service.replaceTerm(later, std::nullopt).has_value());
        QVERIFY(stage.service.terms()->isEmpty());
        QCOMPARE(stage.audited().join(u'|').count(QStringLiteral("archive.term ")), 2);
        QCOMPARE(stage.audited().join(u'|').count(QStringLiteral("archive.term-removed")), 1);
    }

    void whatIsNoTermIsRefused_data()
    {
        QTest::addColumn<Term>("term");
        const auto row = [](const char *name, auto change) {
            Term term = summerTerm();
            change(term);
            QTest::newRow(name) << term;
        };
        row("a name with a slash", [](Term &term) { term.name = QStringLiteral("../x"); });
        row("no words", [](Term &term) { term.words = QStringLiteral(" "); });
        row("no year", [](Term &term) { term.year = 0; });
        row("no day", [](Term &term) { term.cutOff = QDate(); });
        row("a day of another year", [](Term &term) { term.cutOff = QDate(2005, 6, 13); });
    }

    void whatIsNoTermIsRefused()
    {
        QFETCH(Term, term);
        Stage stage;
        const Result<void> stored = stage.service.replaceTerm({}, term);
        QVERIFY(!stored.has_value());
        QCOMPARE(stored.error().kind, ErrorKind::BadInput);
        QVERIFY(stage.service.terms()->isEmpty());
        QVERIFY(stage.audited().isEmpty());
    }

    void whatTheWorkspaceDoesNotHaveIsNotPlannedFor()
    {
        Stage stage;
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                                QStringLiteral("summer")};
        request.term = QStringLiteral("2008-summer");
        QCOMPARE(stage.service.plan(request, CancelToken()).error().kind, ErrorKind::NotFound);
        QVERIFY(stage.hosts.asked.isEmpty()); // it was not worth a question
        QVERIFY(stage.service.replaceTerm({}, summerTerm()).has_value());
        request.places = {QStringLiteral("tsm")};
        QCOMPARE(stage.service.plan(request, CancelToken()).error().kind, ErrorKind::NotFound);
        ArchivePlace place;
        place.name = QStringLiteral("tsm");
        QVERIFY(stage.store.replacePlace({}, place).has_value());
        request.accepted = {{1, QStringLiteral("closed"), {}}};
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->request.accepted.first().by, stage.audit.who());
    }

    void withoutTheDatabaseNoOriginIsPromised()
    {
        Stage stage;
        stage.moodles.courses.reset();
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                                QStringLiteral("summer")};
        request.origin = ZipOrigin::ByMoodle;
        QCOMPARE(stage.service.plan(request, CancelToken()).error().kind, ErrorKind::Unreachable);
    }

    void whoMadeAZipIsToldByMoodlesRuns()
    {
        Stage stage;
        CourseState course;
        course.id = 1;
        course.shortName = QStringLiteral("one");
        course.lastStart = now.addSecs(-300);
        course.lastEnd = now.addSecs(60);
        stage.moodles.states.courses = {course};
        const BytePath byRun = "1/backupdata/backup-one-20080829-0315.zip";
        stage.list({{"zip", {"500", epoch, byRun}}, {"zip", {"600", epoch, "1/backupdata/mine.zip"}}});
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                                QStringLiteral("summer")};
        request.origin = ZipOrigin::ByMoodle;
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->includedBytes(), 500);
        for (const PlannedZip &zip : plan->zips)
            QCOMPARE(zip.kind, zip.file.path == byRun ? CopyKind::MadeByMoodle : CopyKind::HandNamed);
        // Asked again before it is started, all is as it was.
        stage.list({{"zip", {"500", epoch, byRun}}});
        stage.audit.refusedPhase = QStringLiteral("before");
        QCOMPARE(stage.service.start(*plan, CancelToken()).error().kind, ErrorKind::ReadOnly);
        stage.moodles.courses.reset(); // whatever has come since, nobody can tell who made it
        QCOMPARE(stage.service.start(*plan, CancelToken()).error().kind, ErrorKind::Unreachable);
    }

    void anArchiveOfOneOriginIsNoLastRunOfAll_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("wanted");
        QTest::addColumn<int>("included");
        const auto row = [](const char *name, ZipOrigin before, ZipOrigin wanted, int included) {
            QTest::newRow(name) << int(before) << int(wanted) << included;
        };
        row("all after hand-made ones", ZipOrigin::ByPeople, ZipOrigin::Any, 1);
        row("all after all", ZipOrigin::Any, ZipOrigin::Any, 0);
        row("hand-made ones after automatic ones", ZipOrigin::ByMoodle, ZipOrigin::ByPeople, 1);
        row("hand-made ones after all", ZipOrigin::Any, ZipOrigin::ByPeople, 0);
        row("hand-made ones after hand-made ones", ZipOrigin::ByPeople, ZipOrigin::ByPeople, 0);
    }

    /// Else what the other left where it was would be in no archive, ever.
    void anArchiveOfOneOriginIsNoLastRunOfAll()
    {
        QFETCH(int, before);
        QFETCH(int, wanted);
        QFETCH(int, included);
        Stage stage;
        CourseState course;
        course.id = 1;
        course.shortName = QStringLiteral("one");
        stage.moodles.states.courses = {course};
        stage.list({{"zip", {"600", epoch, "1/backupdata/mine.zip"}}}); // made by hand
        ArchiveRecord record = termRecord(QStringLiteral("last"), 9); // younger than that
        record.run.request.rule = ArchiveRule::SinceLastRun;
        record.run.request.origin = ZipOrigin(before);
        record.status.sha256 = QByteArray(64, 'a');
        record.run.dataFolder = "/data/moodle";
        QVERIFY(stage.store.saveArchiveRun(record).has_value());
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("summer")};
        request.origin = ZipOrigin(wanted);
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->includedCount(), included);
    }

    /// What Moodle makes between its answer and the listing is in neither this run nor before the next one.
    void aRunBeginsWhenMoodleIsAsked_data()
    {
        QTest::addColumn<int>("origin");
        QTest::addColumn<bool>("asksMoodle");
        QTest::newRow("all") << int(ZipOrigin::Any) << false;
        QTest::newRow("hand-made ones") << int(ZipOrigin::ByPeople) << true;
    }

    void aRunBeginsWhenMoodleIsAsked()
    {
        QFETCH(int, origin);
        QFETCH(bool, asksMoodle);
        Stage stage;
        CourseState course;
        course.id = 1;
        course.shortName = QStringLiteral("one");
        stage.moodles.states.courses = {course};
        stage.list({{"zip", {"600", epoch, "1/backupdata/mine.zip"}}}); // listed now, by the server's clock
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("summer")};
        request.origin = ZipOrigin(origin);
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
        stage.status("working");
        const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
        QCOMPARE(started->run.startedAt < now, asksMoodle);
    }

    void aPlaceIsToldOnce()
    {
        Stage stage;
        ArchivePlace place;
        place.name = QStringLiteral("tsm");
        QVERIFY(stage.store.replacePlace({}, place).has_value());
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                                QStringLiteral("summer")};
        request.places = {QStringLiteral("tsm"), QStringLiteral("tsm")};
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        QCOMPARE(plan->request.places, QStringList {QStringLiteral("tsm")});
    }

    void proposesWhatIsNotThere()
    {
        const QDate today(2008, 8, 29);
        const QList<Term> all = proposedTerms(today, {});
        QCOMPARE(all.size(), archiveTerms(today).size());
        for (const Term &term : all)
            QVERIFY2(checkTerm(term).has_value(), qPrintable(term.name));
        QCOMPARE(all.first().name, QStringLiteral("2008-summer"));
        QVERIFY(all.first().cutOff > QDate(2008, 4, 1) && all.first().cutOff < QDate(2008, 9, 1));
        QCOMPARE(proposedTerms(today, {summerTerm()}).size(), all.size() - 1);
        QVERIFY(proposedTerms(today, all).isEmpty());

        QVERIFY(!termToArchive(today, {}).has_value());
        Term autumn = summerTerm();
        autumn.name = QStringLiteral("2008-autumn");
        autumn.cutOff = QDate(2008, 12, 12);
        QCOMPARE(termToArchive(today, {summerTerm(), autumn}), std::optional(summerTerm()));
    }

    void aPlanIsKept()
    {
        Stage stage;
        const Result<ArchivePlan> plan = stage.plan();
        QVERIFY(plan.has_value());
        QCOMPARE(stage.service.savePlan(QStringLiteral(" "), *plan).error().kind, ErrorKind::BadInput);
        const Result<qint64> number = stage.service.savePlan(QStringLiteral(" first look "), *plan);
        QVERIFY(number.has_value());
        const Result<QList<SavedPlan>> kept = stage.service.savedPlans();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->size(), 1);
        const SavedPlan saved = kept->first();
        QCOMPARE(saved.number, *number);
        QCOMPARE(saved.title, QStringLiteral("first look"));
        QCOMPARE(saved.by, stage.audit.who());
        QCOMPARE(saved.plan.fingerprint, plan->fingerprint);
        QCOMPARE(saved.plan.zips, plan->zips);
        // It is started as any: against what is there now.
        stage.list({{"zip", {"501", epoch, "1/backupdata/a.zip"}}});
        QCOMPARE(stage.service.start(saved.plan, CancelToken()).error().kind, ErrorKind::Stale);
        QVERIFY(stage.service.removeSavedPlan(saved).has_value());
        QVERIFY(stage.service.savedPlans()->isEmpty());
        QCOMPARE(stage.audited(),
                 (QStringList {QStringLiteral("archive.plan-kept done ok"),
                               QStringLiteral("archive.plan-removed done ok")}));
    }

    void roomOnTheWorkstation_data()
    {
        QTest::addColumn<qint64>("free");
        QTest::addColumn<bool>("fits");
        QTest::newRow("enough") << qint64(1'000'000'000) << true;
        QTest::newRow("too little") << qint64(1'000'000) << false;
        QTest::newRow("nobody knows") << qint64(-1) << true; // it is seen again when it comes
    }
    void roomOnTheWorkstation()
    {
        QFETCH(qint64, free);
        QFETCH(bool, fits);
        Stage stage;
        ArchivePlace desk;
        desk.name = QStringLiteral("desk");
        desk.kind = PlaceKind::Workstation;
        desk.folder = "/home/anna/archives";
        QVERIFY(stage.store.replacePlace(std::nullopt, desk));
        QVERIFY(stage.plan()->roomHere.isEmpty()); // it does not go there
        ArchiveRequest request = stage.plan()->request;
        request.places = QStringList {desk.name};
        stage.here.free.insert(QStringLiteral("/home/anna/archives"), free);
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY(plan.has_value());
        QCOMPARE(plan->roomHere, (QList<RoomHere> {{desk.name, free}}));
        QCOMPARE(plan->tooSmallHere() == nullptr, fits);
        QVERIFY(plan->fits()); // the server has room
        QCOMPARE(planRemarks(*plan).join(u' ').contains(QLatin1String("desk")), !fits);
        if (fits)
            return;
        QCOMPARE(planAnswer(*plan).state, State::Attention);
        const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().kind, ErrorKind::DiskFull);
        QVERIFY2(started.error().message.contains(QLatin1String("desk")), qPrintable(started.error().message));
        QVERIFY(stage.store.archiveRuns()->isEmpty());
    }

    void aStaleListRemovesNoOthersPlan()
    {
        Stage stage;
        const Result<ArchivePlan> plan = stage.plan();
        QVERIFY(plan.has_value());
        QVERIFY(stage.service.savePlan(QStringLiteral("mine"), *plan));
        const SavedPlan mine = stage.service.savedPlans()->constFirst();
        QVERIFY(stage.service.removeSavedPlan(mine));
        QCOMPARE(stage.service.removeSavedPlan(mine).error().kind, ErrorKind::Conflict); // it is gone
        const Result<qint64> next = stage.service.savePlan(QStringLiteral("another's"), *plan);
        QVERIFY(next.has_value());
        QCOMPARE(*next, mine.number); // the number is given again
        QCOMPARE(stage.service.removeSavedPlan(mine).error().kind, ErrorKind::Conflict);
        QCOMPARE(stage.service.savedPlans()->constFirst().title, QStringLiteral("another's"));
    }

    void aStalePlanTellsTheDifference()
    {
        Stage stage;
        const Result<ArchivePlan> plan = stage.plan();
        QVERIFY(plan.has_value());
        stage.list({{"zip", {"501", epoch, "1/backupdata/a.zip"}}});
        const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().kind, ErrorKind::Stale);
        QVERIFY2(started.error().detail.contains(QStringLiteral("1/backupdata/a.zip")),
                 qPrintable(started.error().detail));
    }

    void whatWasChosenAndIsGoneMakesAPlanStale()
    {
        Stage stage;
        stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"zip", {"600", epoch, "1/backupdata/b.zip"}}});
        ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::NewestPerCourse, QDate(2008, 6, 1),
                                QStringLiteral("summer")};
        request.instead = {"1/backupdata/a.zip"};
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
        stage.list({{"zip", {"600", epoch, "1/backupdata/b.zip"}}});
        const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
        QVERIFY(!started.has_value());
        QCOMPARE(started.error().kind, ErrorKind::Stale);
        QVERIFY2(started.error().message.contains(QStringLiteral("1/backupdata/a.zip")),
                 qPrintable(started.error().message));
    }

    void coursesAreCompared()
    {
        Stage stage;
        QVERIFY(stage.store.saveArchiveRun(termRecord(QStringLiteral("spring"), 4)).has_value());
        QVERIFY(stage.store.saveArchiveRun(termRecord(QStringLiteral("summer"), 8)).has_value());
        QCOMPARE(stage.service.compare(QStringLiteral("summer"), QStringLiteral("spring")).error().kind,
                 ErrorKind::NotFound); // nobody has looked into them
        // Of course 3 the newest counts; what is of no course goes by its own name.
        QVERIFY(stage.store
                    .saveArchivedFiles(QStringLiteral("spring"),
                                       {termZip("1/backupdata/a.zip", 1000), termZip("2/backupdata/a.zip", 1000),
                                        termZip("3/backupdata/a.zip", 5000), termZip("3/backupdata/b.zip", 1000, 2),
                                        termZip("4/backupdata/a.zip", 1000), termZip("x.zip", 7)})
                    .has_value());
        ZipFile named = termZip("5/backupdata/a.zip", 1000);
        named.check.shortName = QStringLiteral("BIOC1001");
        named.check.course = 5;
        QVERIFY(stage.store
                    .saveArchivedFiles(QStringLiteral("summer"),
                                       {termZip("1/backupdata/b.zip", 901), termZip("3/backupdata/c.zip", 899),
                                        termZip("4/backupdata/c.zip", 1101), named})
                    .has_value());
        const Result<TermComparison> compared =
            stage.service.compare(QStringLiteral("summer"), QStringLiteral("spring"));
        QVERIFY2(compared.has_value(), compared ? "" : qPrintable(compared.error().message));
        QCOMPARE(changesOf(*compared),
                 QStringLiteral("x.zip lost 7 -1, course 2 lost 1000 -1, course 3 shrunk 1000 899, "
                                "BIOC1001 gained -1 1000, course 4 grown 1000 1101, course 1 same 1000 901"));
        QCOMPARE(compared->gained, 1);
        QCOMPARE(compared->lost, 1); // a course; x.zip is none
        QVERIFY2(compared->inWords().contains(QStringLiteral("not known")), qPrintable(compared->inWords()));
        QCOMPARE(compared->shrunk, 1);
        QCOMPARE(*stage.service.compare(QStringLiteral("spring"), QStringLiteral("summer")), *compared);

        const Result<ArchivePlan> plan = stage.plan(); // course 1 alone, 500 bytes
        QVERIFY(plan.has_value());
        const Result<TermComparison> planned = stage.service.compareWith(QStringLiteral("summer"), *plan);
        QVERIFY(planned.has_value());
        QCOMPARE(planned->shrunk, 1);
        QCOMPARE(planned->lost, 3);
    }

    void whatWasAcceptedOfAPlanIsNotOpenOfItsRun()
    {
        ArchiveRecord record = termRecord(QStringLiteral("spring"), 4);
        ArchiveWarning warning {ArchiveWarning::Kind::NoZip, 1, QStringLiteral("one"), QStringLiteral("one has none.")};
        record.run.warnings = {warning};
        QVERIFY(record.hasOpenWarnings());
        record.run.warnings.first().accepted = QStringLiteral("closed since May");
        QVERIFY(!record.hasOpenWarnings());
        warning.kind = ArchiveWarning::Kind::DatesDiffer;
        warning.text = QStringLiteral("The dates of two differ.");
        record.run.warnings.first().leavesWithout = true;
        record.run.warnings.append(warning);
        QVERIFY(record.hasOpenWarnings());
        // What is left to be settled is told of, and nothing else.
        QCOMPARE(ArchiveService::findings({record}, now).value(0).reason, warning.text);
        QCOMPARE(nextOf(record).act, ArchiveNext::Act::Accept);
        QVERIFY2(!nextOf(record).sentence.contains(u'1'), qPrintable(nextOf(record).sentence));
    }

    void aManifestNamesTheCourses()
    {
        Stage stage;
        ArchiveManifest manifest;
        manifest.run = termRecord(QStringLiteral("spring"), 4).run;
        manifest.files = {{"old/name.zip", 100, epochMoment(), QByteArray(64, 'a'), 7, {}, QStringLiteral("MATH")}};
        const CourseSizes before = sizesOf(manifest.files);
        const TermComparison same = compareTerms(before, before);
        QCOMPARE(changesOf(same), QStringLiteral("MATH same 100 100"));
        QCOMPARE(same.gained + same.lost + same.shrunk, 0);
        QVERIFY2(!same.inWords().contains(QStringLiteral("not known")), qPrintable(same.inWords()));
        // A plan has the same course of it, wherever it lies.
        ArchivePlan plan;
        PlannedZip zip;
        zip.file = termZip("8/backupdata/other.zip", 100);
        zip.file.check.course = 7;
        zip.courseId = 8;
        zip.course = QStringLiteral("MATH");
        plan.zips = {zip};
        QCOMPARE(changesOf(compareTerms(before, sizesOf(plan))), QStringLiteral("MATH same 100 100"));
        QCOMPARE(compareTerms({}, before).gained, 1);
    }

private:
    static QDateTime epochMoment() { return now; }
};

NIGHTKEEP_TEST(TstArchiveTerms, unit, Core)
#include "tst_archiveterms.moc"

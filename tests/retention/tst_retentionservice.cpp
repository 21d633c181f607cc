// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"
#include "tests/retention/madepromises.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

namespace Nightkeep {
Result<AreaStanding> retentionArea(const WorkspaceReading &reading); // as models/areas.cpp names it
}

using namespace Nightkeep;

namespace {

LegalHold heldForService(const FakeWorkspace &workspace)
{
    LegalHold hold;
    hold.site = QStringLiteral("moodle");
    hold.course = 33;
    hold.shortName = QStringLiteral("BIOC1001");
    hold.reason = QStringLiteral("A grade is disputed");
    hold.reviewOn = workspace.time.now().date().addDays(30);
    return hold;
}

AuditEntry lastRetentionLine(const FakeWorkspace &workspace)
{
    return workspace.auditLog.lines().last();
}

} // namespace

/// What people say of retention, over a whole workspace.
class TstRetentionService : public QObject
{
    Q_OBJECT

private slots:
    void aStoredPromiseTakesThePlaceOfThePages()
    {
        FakeWorkspace workspace;
        RetentionService &service = workspace.retention();
        QCOMPARE(service.records()->promises, promisesOfThePage());
        Promise agreed = promisesOfThePage().at(2);
        const Promise seen = agreed;
        agreed.figure = 2;
        agreed.agreement = {Agreement::State::Agreed, QDate(2008, 11, 3), QStringLiteral("The Moodle team")};
        const Result<void> done = service.agree(agreed, seen);
        QVERIFY2(done, Samples::why(done).constData());
        QList<Promise> wanted = promisesOfThePage();
        wanted[2] = agreed;
        QCOMPARE(service.records()->promises, wanted);
        const AuditEntry line = lastRetentionLine(workspace);
        QCOMPARE(line.act, QStringLiteral("retention.agree"));
        QCOMPARE(line.object, seen.key);
        QCOMPARE(line.oldValue, promiseInWords(seen));
        QCOMPARE(line.newValue, promiseInWords(agreed));

        Promise science = promisesOfThePage().first();
        science.category = QStringLiteral("Science");
        science.key = promiseKey(science.subject, science.side, science.category);
        QVERIFY(service.agree(science, std::nullopt));
        wanted << science;
        QCOMPARE(service.records()->promises, wanted);
    }

    void twoEditorsOfOnePromise()
    {
        FakeWorkspace workspace;
        const Promise page = promisesOfThePage().first();
        Promise mine = page;
        mine.figure = 90;
        Promise yours = page;
        yours.figure = 30;
        QVERIFY(workspace.retention().agree(mine, page));
        const qsizetype lines = workspace.auditLog.lines().size();
        const Result<void> refused = workspace.retention().agree(yours, page);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Stale);
        QCOMPARE(workspace.retention().records()->promises.first(), mine);
        QCOMPARE(workspace.auditLog.lines().size(), lines);
        QVERIFY(workspace.retention().agree(yours, mine));
    }

    void whatCannotBePromisedIsNotKept()
    {
        FakeWorkspace workspace;
        Promise promise = promisesOfThePage().first();
        promise.figure = 0;
        QCOMPARE(workspace.retention().agree(promise, promisesOfThePage().first()).error().kind, ErrorKind::BadInput);
        QVERIFY(workspace.retentionStore.promises()->isEmpty());
    }

    void whatCannotBeHeld_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("days");
        QTest::newRow("no reason") << QStringLiteral("  ") << 30;
        QTest::newRow("a review that has passed") << QStringLiteral("A case") << -1;
    }
    void whatCannotBeHeld()
    {
        QFETCH(QString, reason);
        QFETCH(int, days);
        FakeWorkspace workspace;
        LegalHold hold = heldForService(workspace);
        hold.reason = reason;
        hold.reviewOn = workspace.time.now().date().addDays(days);
        QCOMPARE(workspace.retention().hold(hold).error().kind, ErrorKind::BadInput);
        hold.reviewOn = {};
        QCOMPARE(workspace.retention().hold(hold).error().kind, ErrorKind::BadInput);
        QVERIFY(workspace.retention().records()->holds.isEmpty());
    }

    void aHoldEndsAndHoldsAgain()
    {
        FakeWorkspace workspace;
        RetentionService &service = workspace.retention();
        const Result<LegalHold> held = service.hold(heldForService(workspace));
        QVERIFY2(held, Samples::why(held).constData());
        QCOMPARE(held->number, qint64(1));
        QCOMPARE(held->by, QStringLiteral("tester@workstation"));
        QVERIFY(held->holds());
        QCOMPARE(lastRetentionLine(workspace).act, QStringLiteral("retention.hold"));
        QCOMPARE(lastRetentionLine(workspace).object, QStringLiteral("moodle/33"));
        QCOMPARE(heldCourses(workspace.retentionStore, QStringLiteral("moodle"))->keys(), QList<qint64> {33});

        QCOMPARE(service.endHold(*held, QStringLiteral(" ")).error().kind, ErrorKind::BadInput);
        QVERIFY(service.endHold(*held, QStringLiteral("Settled")));
        const LegalHold ended = service.records()->holds.first();
        QVERIFY(!ended.holds());
        QCOMPARE(ended.endReason, QStringLiteral("Settled"));
        QCOMPARE(ended.endedBy, QStringLiteral("tester@workstation"));
        QVERIFY(heldCourses(workspace.retentionStore, QStringLiteral("moodle"))->isEmpty());
        QCOMPARE(service.endHold(*held, QStringLiteral("Twice")).error().kind, ErrorKind::Stale);
        QCOMPARE(service.endHold(ended, QStringLiteral("Twice")).error().kind, ErrorKind::Stale);

        QVERIFY(service.holdAgain(ended));
        QCOMPARE(service.records()->holds, QList<LegalHold> {*held});
        QCOMPARE(service.holdAgain(ended).error().kind, ErrorKind::Stale);
        QCOMPARE(lastRetentionLine(workspace).act, QStringLiteral("retention.holdAgain"));
    }

    void whatCannotBeRecordedIsNotDone()
    {
        FakeWorkspace workspace;
        workspace.auditLog.refusedPhase = QStringLiteral("done");
        QVERIFY(!workspace.retention().hold(heldForService(workspace)));
        QVERIFY(!workspace.retention().agree(promisesOfThePage().first(), promisesOfThePage().first()));
        QVERIFY(workspace.retention().records()->holds.isEmpty());
        QVERIFY(workspace.retentionStore.promises()->isEmpty());
    }

    /// The letter asks; nothing is run by itself, and it says why.
    void theLetterNamesTheCopies()
    {
        FakeWorkspace workspace;
        LegalHold hold = heldForService(workspace);
        hold.by = QStringLiteral("R. G.");
        RetentionView view;
        view.site = MadePromises::site();
        const QString letter = RetentionService::holdRequest(hold, view);
        for (const char *part : {"BIOC1001", "A grade is disputed", "R. G.", "moodle-b", "/data/moodle/33/backupdata",
                                 "moodledb-a", "event"})
            QVERIFY2(letter.contains(QLatin1String(part)), qPrintable(letter));
        hold.reason = QStringLiteral("x\u202ey");
        QVERIFY(!RetentionService::holdRequest(hold, view).contains(QChar(0x202e)));
    }

    void erasuresAreRecorded()
    {
        FakeWorkspace workspace;
        ErasureRecord record;
        record.site = QStringLiteral("moodle");
        record.reference = QStringLiteral(" RDP-2008-117 ");
        record.erasedOn = workspace.time.now().date();
        const Result<ErasureRecord> kept = workspace.retention().recordErasure(record);
        QVERIFY2(kept, Samples::why(kept).constData());
        QCOMPARE(kept->reference, QStringLiteral("RDP-2008-117"));
        QCOMPARE(workspace.retention().records()->erasures, QList<ErasureRecord> {*kept});
        QCOMPARE(kept->by, QStringLiteral("tester@workstation"));
        record.by = QStringLiteral(" R. G. ");
        QCOMPARE(workspace.retention().recordErasure(record)->by, QStringLiteral("R. G."));
        record.erasedOn = record.erasedOn.addDays(1);
        QCOMPARE(workspace.retention().recordErasure(record).error().kind, ErrorKind::BadInput);
        record.erasedOn = workspace.time.now().date();
        record.reference.clear();
        QCOMPARE(workspace.retention().recordErasure(record).error().kind, ErrorKind::BadInput);
    }

    void aPromiseOfACategoryIsWithdrawn()
    {
        FakeWorkspace workspace;
        RetentionService &service = workspace.retention();
        Promise science = promisesOfThePage().first();
        science.category = QStringLiteral("Science");
        science.key = promiseKey(science.subject, science.side, science.category);
        QVERIFY(service.agree(science, std::nullopt));
        Promise other = science;
        other.figure = science.figure.value_or(0) + 1;
        QCOMPARE(service.withdraw(other).error().kind, ErrorKind::Stale); // somebody has changed it
        QVERIFY(service.withdraw(science));
        QCOMPARE(service.records()->promises, promisesOfThePage());
        QCOMPARE(lastRetentionLine(workspace).act, QStringLiteral("retention.withdraw"));
        QCOMPARE(lastRetentionLine(workspace).object, science.key);
        QCOMPARE(lastRetentionLine(workspace).oldValue, promiseInWords(science));
        QCOMPARE(service.withdraw(science).error().kind, ErrorKind::Stale);
        QVERIFY(service.agree(science, std::nullopt)); // undone
        QVERIFY(service.records()->promises.contains(science));
        QCOMPARE(service.withdraw(promisesOfThePage().first()).error().kind, ErrorKind::BadInput);
    }

    void anErasureRecordedInErrorStaysInTheLog()
    {
        FakeWorkspace workspace;
        RetentionService &service = workspace.retention();
        ErasureRecord record;
        record.site = QStringLiteral("moodle");
        record.reference = QStringLiteral("RDP-2008-117");
        record.erasedOn = workspace.time.now().date();
        const ErasureRecord kept = service.recordErasure(record).value_or(ErasureRecord());
        QVERIFY(service.removeErasure(kept));
        QVERIFY(service.records()->erasures.isEmpty());
        QCOMPARE(lastRetentionLine(workspace).act, QStringLiteral("retention.erasedInError"));
        QCOMPARE(lastRetentionLine(workspace).object, QStringLiteral("moodle/RDP-2008-117"));
        QCOMPARE(service.removeErasure(kept).error().kind, ErrorKind::Stale);
        QVERIFY(service.putErasureBack(kept));
        QCOMPARE(service.records()->erasures, QList<ErasureRecord> {kept});
        QCOMPARE(service.putErasureBack(kept).error().kind, ErrorKind::Stale);
        workspace.auditLog.refusedPhase = QStringLiteral("done"); // what cannot be recorded is not done
        QVERIFY(!service.removeErasure(kept));
        QCOMPARE(service.records()->erasures, QList<ErasureRecord> {kept});
    }

    void whatLastsLongestComesFirst()
    {
        RetentionReading reading = MadePromises::reading();
        BackupCopy byHand = reading.backups.courses.first().copies.first();
        byHand.name = QStringLiteral("mine.zip");
        byHand.kind = CopyKind::HandNamed;
        reading.backups.courses.first().copies << byHand;
        reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addDays(-60))};
        RetentionPolicy policy = MadePromises::policy();
        policy.archives->keepYears = NoLimit;
        const RetentionView view = MadePromises::view(reading, policy);
        ErasureRecord record;
        record.site = reading.site.name;
        record.erasedOn = QDate(2008, 10, 28);
        record.courses = {33};
        const QList<ErasureCopy> copies = copiesOfErased(record, reading, view);
        QStringList what;
        bool isEnding = false;
        QDate before;
        for (const ErasureCopy &copy : copies) {
            what << copy.what;
            QVERIFY2(!copy.why.isEmpty(), qPrintable(copy.what));
            QVERIFY2(!isEnding || copy.endsOn.isValid(), qPrintable(copy.what));
            QVERIFY2(!before.isValid() || copy.endsOn <= before, qPrintable(copy.what));
            isEnding = copy.endsOn.isValid();
            before = copy.endsOn;
        }
        QVERIFY2(what.contains(QStringLiteral("BIOC1001, mine.zip")), qPrintable(what.join(u'\n')));
        QVERIFY(what.contains(QStringLiteral("Archive summer")));
        QVERIFY(what.mid(0, 2).contains(QStringLiteral("Archive summer"))); // it never ends, as the one by hand
        QVERIFY(what.contains(QStringLiteral("BIOC1001, ") + reading.backups.courses.first().copies.first().name));

        QVERIFY(what.contains(QStringLiteral("Files of the data folder that were erased then")));

        record.courses = {47};
        QVERIFY(!copiesOfErased(record, reading, view).isEmpty()); // dumps and archives hold all courses
        reading.archives.first().status = {}; // the server could not be asked whether it was finished
        const QList<ErasureCopy> unfinished = copiesOfErased(record, reading, view);
        QVERIFY(std::any_of(unfinished.cbegin(), unfinished.cend(), [](const ErasureCopy &copy) {
            return copy.what == QStringLiteral("Archive summer") && !copy.endsOn.isValid();
        }));
        record.erasedOn = QDate(2000, 1, 1);
        reading.archives.clear();
        QVERIFY(copiesOfErased(record, reading, view).isEmpty());
    }

    void archivesElsewhereMayHoldThemToo_data()
    {
        QTest::addColumn<ArchiveCopy>("copy");
        QTest::addColumn<HandOverState>("handedOver");
        QTest::addColumn<int>("copies");
        QTest::addColumn<bool>("isThere"); // at the place
        QTest::newRow("at a place alone") << ArchiveCopy::Gone << HandOverState::Confirmed << 1 << true;
        QTest::newRow("at both") << ArchiveCopy::InPlace << HandOverState::Confirmed << 2 << true;
        QTest::newRow("back on its server") << ArchiveCopy::Returned << HandOverState::Confirmed << 2 << true;
        QTest::newRow("not confirmed at the place") << ArchiveCopy::InPlace << HandOverState::NotConfirmed << 2 << true;
        QTest::newRow("altered at the place") << ArchiveCopy::InPlace << HandOverState::Altered << 2 << true;
        QTest::newRow("nobody could ask") << ArchiveCopy::InPlace << HandOverState::Unknown << 2 << true;
        QTest::newRow("never came there") << ArchiveCopy::InPlace << HandOverState::Failed << 1 << false;
        QTest::newRow("missing at the place") << ArchiveCopy::InPlace << HandOverState::Missing << 1 << false;
        QTest::newRow("deleted at the place") << ArchiveCopy::InPlace << HandOverState::Deleted << 1 << false;
    }
    void archivesElsewhereMayHoldThemToo()
    {
        QFETCH(ArchiveCopy, copy);
        QFETCH(HandOverState, handedOver);
        QFETCH(int, copies);
        QFETCH(bool, isThere);
        RetentionReading reading = MadePromises::reading();
        reading.archives = {MadePromises::archive(QStringLiteral("summer"), MadePromises::now().addDays(-60))};
        reading.archives.first().status.copy = copy;
        HandOver handOver;
        handOver.run = QStringLiteral("summer");
        handOver.place = QStringLiteral("tsm");
        handOver.where = QStringLiteral("storage manager, /data/archive/summer.tar");
        handOver.state = handedOver;
        handOver.expiry = {Expiry::Kind::OnDay, QDate(2018, 1, 1)};
        reading.handOvers = {handOver};
        ErasureRecord record;
        record.site = reading.site.name;
        record.erasedOn = QDate(2008, 10, 28);
        QList<ErasureCopy> found = copiesOfErased(record, reading, MadePromises::view(reading, MadePromises::policy()));
        found.removeIf([](const ErasureCopy &each) { return each.what != QLatin1String("Archive summer"); });
        QCOMPARE(found.size(), copies);
        QCOMPARE(std::any_of(found.cbegin(), found.cend(),
                             [&](const ErasureCopy &each) {
                                 // An end is told only of what is there.
                                 const QDate end =
                                     handedOver == HandOverState::Confirmed ? handOver.expiry.day : QDate();
                                 return each.where == handOver.where && each.endsOn == end;
                             }),
                 isThere);
    }

    void whatIsErasedAgain_data()
    {
        QTest::addColumn<QDate>("restored");
        QTest::addColumn<int>("count");
        QTest::newRow("of before") << QDate(2008, 9, 1) << 1;
        QTest::newRow("of that day") << QDate(2008, 10, 1) << 1;
        QTest::newRow("of after") << QDate(2008, 10, 2) << 0;
        QTest::newRow("of nobody knows when") << QDate() << 1;
    }
    void whatIsErasedAgain()
    {
        QFETCH(QDate, restored);
        QFETCH(int, count);
        ErasureRecord record;
        record.site = QStringLiteral("moodle");
        record.reference = QStringLiteral("RDP-1");
        record.erasedOn = QDate(2008, 10, 1);
        ErasureRecord other = record;
        other.site = QStringLiteral("another");
        QCOMPARE(eraseAgain({record, other}, record.site, restored).size(), qsizetype(count));
    }

    void theAreaTellsWhatIsBroken_data()
    {
        QTest::addColumn<PromiseAnswer>("answer");
        QTest::addColumn<bool>("agreed");
        QTest::addColumn<QString>("told"); // severity and kind
        using Answer = PromiseAnswer;
        QTest::newRow("kept") << Answer::Kept << true << QString();
        QTest::newRow("broken") << Answer::Broken << false << QStringLiteral("warning promise-broken");
        QTest::newRow("broken though agreed") << Answer::Broken << true << QStringLiteral("critical promise-broken");
        QTest::newRow("impossible") << Answer::CannotBeKept << true << QStringLiteral("warning promise-impossible");
        QTest::newRow("undecidable") << Answer::Undecidable << true << QStringLiteral("info promise-undecidable");
        QTest::newRow("suspended") << Answer::Suspended << true << QString();
    }
    void theAreaTellsWhatIsBroken()
    {
        QFETCH(PromiseAnswer, answer);
        QFETCH(bool, agreed);
        QFETCH(QString, told);
        WorkspaceReading reading;
        reading.now = MadePromises::now();
        PromiseVerdict verdict;
        verdict.promise = promisesOfThePage().first();
        verdict.promise.agreement.state = agreed ? Agreement::State::Agreed : Agreement::State::Unsaid;
        verdict.answer = answer;
        RetentionView view = MadePromises::view(MadePromises::reading(), MadePromises::policy());
        view.promises = {verdict};
        reading.retention = QList<RetentionView> {view};
        reading.retentionRecords = RetentionRecords();
        const Result<AreaStanding> area = retentionArea(reading);
        QVERIFY(area.has_value());
        QCOMPARE(area->findings.size(), told.isEmpty() ? 0 : 1);
        if (!told.isEmpty()) {
            const Finding &finding = area->findings.first();
            QCOMPARE(nameOf(finding.severity) + u' ' + finding.kind, told);
            QCOMPARE(finding.object, QStringLiteral("moodle/courseNights/atLeast"));
            QCOMPARE(finding.page, Page::Retention);
        }
        QCOMPARE(area->isKnown, answer != PromiseAnswer::Undecidable);
        QCOMPARE(area->search.size(), 1);
    }

    void aReviewThatHasPassedIsTold()
    {
        WorkspaceReading reading;
        reading.now = MadePromises::now();
        reading.retention = QList<RetentionView> {MadePromises::view(MadePromises::reading(), MadePromises::policy())};
        LegalHold hold;
        hold.number = 7;
        hold.site = QStringLiteral("moodle");
        hold.course = 33;
        hold.shortName = QStringLiteral("BIOC1001");
        hold.reviewOn = reading.now.date();
        RetentionRecords records;
        records.holds = {hold};
        reading.retentionRecords = records;
        QVERIFY(retentionArea(reading)->findings.isEmpty());
        records.holds.first().reviewOn = reading.now.date().addDays(-1);
        reading.retentionRecords = records;
        const Result<AreaStanding> area = retentionArea(reading);
        QCOMPARE(area->findings.size(), 1);
        QCOMPARE(area->findings.first().kind, QStringLiteral("hold-review"));
        QCOMPARE(area->findings.first().since.date(), reading.now.date());
        records.holds.first().endedAt = reading.now;
        reading.retentionRecords = records;
        QVERIFY(retentionArea(reading)->findings.isEmpty());
    }

    void withoutASiteTheAreaIsEmpty()
    {
        WorkspaceReading reading;
        reading.retention = QList<RetentionView>();
        reading.retentionRecords = RetentionRecords();
        QVERIFY(retentionArea(reading)->isEmpty);
        reading.retention = fail(ErrorKind::Damaged, QStringLiteral("The workspace is damaged."));
        QCOMPARE(retentionArea(reading).error().kind, ErrorKind::Damaged);
    }
};

NIGHTKEEP_TEST(TstRetentionService, unit, Core)
#include "tst_retentionservice.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archiveworld.h"
#include "tests/archives/madedeletions.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

QStringList deletionFileNames(const Result<std::optional<QList<ZipFile>>> &files)
{
    if (!files || !*files)
        return {QStringLiteral("not known")};
    QStringList names;
    for (const ZipFile &file : **files)
        names << QStringLiteral("%1 %2 %3")
                     .arg(displayPath(file.path))
                     .arg(file.bytes)
                     .arg(file.modified.toSecsSinceEpoch());
    std::sort(names.begin(), names.end());
    return names;
}

QByteArray deletionSeconds(const QDateTime &moment)
{
    return QByteArray::number(moment.toSecsSinceEpoch());
}

/// A workspace that knows both courses and an archive that holds both.
struct DeletionStage
{
    FakeWorkspace workspace;
    CourseReading reading = MadeDeletions::reading();

    DeletionStage()
    {
        workspace.fillSmallEstate();
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        const ArchiveHolding archive = MadeDeletions::archiveOf(reading, site().dataServer);
        std::ignore = workspace.courseStore.saveCourseReading(site().name, reading);
        std::ignore = workspace.archiveStore.saveArchiveRun(archive.record);
        std::ignore = workspace.archiveStore.saveArchivedFiles(archive.record.run.id, *archive.files);
        workspace.moodles.change(site().name, [this](FakeMoodle &moodle) {
            moodle.facts = reading.head.moodle;
            moodle.states.courses = reading.courses;
        });
    }
    [[nodiscard]] Site site() const { return workspace.siteStore.sites()->first(); }
    [[nodiscard]] Result<Asked<DeletionCheck>> check(const QStringList &words, bool offline = true)
    {
        return workspace.deletions().check({site(), {words, {}, {}}, offline}, Attendance::Background, cancel);
    }
    /// What the data server answers: the files, and of the archives what is given here.
    void serverAnswers(const Result<QByteArray> &archives)
    {
        QList<FrameRecord> records {{"now", {deletionSeconds(MadeCourses::now())}},
                                    {"place", {"courseFolder", "seen", "1000", "4000"}}};
        for (const FoundFile &file : std::as_const(reading.files))
            records.append({"file", {QByteArray::number(file.bytes), deletionSeconds(file.modified), file.path}});
        records.append(FrameRecord {"finished", {}});
        const QByteArray files = framed("backups", records);
        workspace.hosts.setAnswer([files, archives](const Server &, RemoteProgram program, const QByteArray &,
                                                    const CancelToken &) -> Result<QByteArray> {
            return program == RemoteProgram::Backups ? Result<QByteArray>(files) : archives;
        });
    }
    [[nodiscard]] static QByteArray noArchives()
    {
        return framed(remoteProgramName(RemoteProgram::ArchiveStatus).toLatin1(),
                      {{"now", {deletionSeconds(MadeCourses::now())}}, {"finished", {}}});
    }

    CancelToken cancel;
};

} // namespace

/// Checks before a deletion over a whole workspace: what is asked, what is kept.
class TstDeletionService : public QObject
{
    Q_OBJECT

private slots:
    void theAnswerIsKeptWithItsDate()
    {
        DeletionStage stage;
        const auto checked = stage.check({QStringLiteral("33"), QStringLiteral("HIST2002")});
        QVERIFY(checked.has_value());
        QVERIFY(!checked->notKept);
        const DeletionCheckHead &head = checked->answer.head;
        QCOMPARE(head.number, 1);
        QCOMPARE(head.at, MadeCourses::now());
        QCOMPARE(head.who, QStringLiteral("tester@workstation"));
        QCOMPARE(head.courses, 2);
        QCOMPARE(head.failed, 1);
        QVERIFY(head.offline);
        const auto kept = stage.workspace.deletions().find(1);
        QVERIFY(kept.has_value());
        QCOMPARE(*kept, checked->answer);
        const AuditEntry line = stage.workspace.auditLog.lines().last();
        QCOMPARE(line.act, QStringLiteral("courses.beforeDeletion"));
        QCOMPARE(line.object, stage.site().name);
        QCOMPARE(line.newValue, QStringLiteral("1 of 2 may be deleted"));

        QVERIFY(stage.check({QStringLiteral("33")}).has_value());
        const auto earlier = stage.workspace.deletions().earlier();
        QVERIFY(earlier.has_value());
        QCOMPARE(earlier->size(), 2);
        QCOMPARE(earlier->first().number, 2);
        QCOMPARE(earlier->first().failed, 0);
        QCOMPARE(stage.workspace.deletions().find(3).error().kind, ErrorKind::NotFound);
    }

    void whatCannotBeKeptIsSaid()
    {
        DeletionStage stage;
        stage.workspace.makeReadOnly();
        const auto checked = stage.check({QStringLiteral("33")});
        QVERIFY(checked.has_value());
        QVERIFY(checked->notKept.has_value());
        QCOMPARE(checked->answer.head.number, 0);
        QCOMPARE(checked->answer.head.failed, 0);
        QVERIFY(stage.workspace.deletions().earlier()->isEmpty());
    }

    void aNoteHoldsWhileItsPlaceHasTheArchive_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("holds");
        QTest::newRow("confirmed") << int(HandOverState::Confirmed) << true;
        QTest::newRow("nobody could ask") << int(HandOverState::Unknown) << true;
        QTest::newRow("missing") << int(HandOverState::Missing) << false;
        QTest::newRow("altered") << int(HandOverState::Altered) << false;
        QTest::newRow("deleted") << int(HandOverState::Deleted) << false;
    }
    void aNoteHoldsWhileItsPlaceHasTheArchive()
    {
        QFETCH(int, state);
        QFETCH(bool, holds);
        DeletionStage stage;
        ArchiveRecord record = MadeDeletions::archiveOf(stage.reading, stage.site().dataServer).record;
        HandOver handOver;
        handOver.run = record.run.id;
        handOver.place = QStringLiteral("vault");
        handOver.where = QStringLiteral("/vault/summer.tar");
        handOver.state = HandOverState(state);
        QVERIFY(stage.workspace.handOverStore.saveHandOver(handOver));
        record.status.copy = ArchiveCopy::Gone;
        record.moved = ArchiveNote {QStringLiteral("removed by rfg; it is at ") + placeInNote(handOver), {}, {}};
        QVERIFY(stage.workspace.archiveStore.saveArchiveRun(record));
        const auto checked = stage.check({QStringLiteral("33")});
        QVERIFY(checked.has_value());
        QCOMPARE(checked->answer.head.failed, holds ? 0 : 1);
    }

    void aCourseThatIsHeldIsNotDeleted()
    {
        DeletionStage stage;
        LegalHold hold;
        hold.site = stage.site().name;
        hold.course = 33;
        hold.reason = QStringLiteral("A grade is disputed");
        hold.reviewOn = MadeCourses::now().date().addDays(30);
        const Result<LegalHold> held = stage.workspace.retention().hold(hold);
        QVERIFY2(held, Samples::why(held).constData());
        const auto refused = stage.check({QStringLiteral("33")});
        QVERIFY(refused.has_value());
        QCOMPARE(refused->answer.head.failed, 1);
        const DeletionReason reason = refused->answer.courses.first().reasons.first();
        QCOMPARE(reason.kind, DeletionObstacle::LegalHold);
        QVERIFY2(reason.text.contains(hold.reason), qPrintable(reason.text));

        QVERIFY(stage.workspace.retention().endHold(*held, QStringLiteral("Settled")));
        QCOMPARE(stage.check({QStringLiteral("33")}).value().answer.head.failed, 0);

        LegalHold elsewhere = hold;
        elsewhere.site = QStringLiteral("another");
        QVERIFY(stage.workspace.retention().hold(elsewhere));
        QCOMPARE(stage.check({QStringLiteral("33")}).value().answer.head.failed, 0);
    }

    /// Nobody can say which courses belong to it.
    void aCaseWithoutACourseHoldsThemAll()
    {
        DeletionStage stage;
        LegalHold hold;
        hold.site = stage.site().name;
        hold.reason = QStringLiteral("A complaint");
        hold.reviewOn = MadeCourses::now().date().addDays(30);
        QVERIFY(stage.workspace.retention().hold(hold));
        const auto refused = stage.check({QStringLiteral("33")});
        QVERIFY(refused.has_value());
        QCOMPARE(refused->answer.head.failed, 1);
        QCOMPARE(refused->answer.courses.first().reasons.first().kind, DeletionObstacle::LegalHold);
    }

    /// What is held is not known then.
    void withoutTheHoldsThereIsNoAnswer()
    {
        DeletionStage stage;
        stage.workspace.retentionStore.setFailure(Error {ErrorKind::Busy, QStringLiteral("The workspace is busy.")});
        const auto checked = stage.check({QStringLiteral("33")});
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Busy);
        QVERIFY(stage.workspace.deletions().earlier()->isEmpty());
    }

    void aListOfNothingKeepsNothing()
    {
        DeletionStage stage;
        QCOMPARE(stage.check({}).error().kind, ErrorKind::BadInput);
        QVERIFY(stage.workspace.deletions().earlier()->isEmpty());
    }

    void coursesThatWereNeverReadAreNoAnswer()
    {
        FakeWorkspace workspace;
        workspace.fillSmallEstate();
        const Site site = workspace.siteStore.sites()->first();
        for (const bool offline : {true, false}) { // neither Moodle nor a server answers
            workspace.moodles.change(site.name, [](FakeMoodle &moodle) {
                moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
            });
            const auto checked = workspace.deletions().check({site, {{QStringLiteral("33")}, {}, {}}, offline},
                                                             Attendance::Background, CancelToken());
            QVERIFY(!checked);
            QCOMPARE(checked.error().kind, offline ? ErrorKind::NotFound : ErrorKind::Unreachable);
        }
    }

    void allIsAskedAnew()
    {
        DeletionStage stage;
        stage.serverAnswers(DeletionStage::noArchives());
        const auto checked = stage.check({QStringLiteral("33")}, false);
        QVERIFY(checked.has_value());
        QCOMPARE(checked->answer.head.notRead, QStringList());
        // The server knows nothing of the archive any more, and what it knows counts.
        QCOMPARE(checked->answer.courses.first().reasons.first().kind, DeletionObstacle::ArchiveNotInPlace);
        QCOMPARE(stage.check({QStringLiteral("33")}).value().answer.head.failed, 1);
    }

    /// Of one that was made when the site had another folder of archives, too.
    void archivesElsewhereAreAskedAnew()
    {
        DeletionStage stage;
        ArchiveRecord record = stage.workspace.archiveStore.archiveRuns()->first();
        record.run.archiveFolder = "/data/former";
        QVERIFY(stage.workspace.archiveStore.saveArchiveRun(record));
        stage.serverAnswers(DeletionStage::noArchives());
        const auto checked = stage.check({QStringLiteral("33")}, false);
        QVERIFY(checked.has_value());
        QCOMPARE(checked->answer.head.notRead, QStringList());
        QCOMPARE(checked->answer.courses.first().reasons.first().kind, DeletionObstacle::ArchiveNotInPlace);
    }

    void whatDoesNotAnswerIsTold()
    {
        DeletionStage stage;
        stage.serverAnswers(fail(ErrorKind::TimedOut, QStringLiteral("It took too long.")));
        const auto archives = stage.check({QStringLiteral("33")}, false);
        QVERIFY(archives.has_value());
        QCOMPARE(archives->answer.head.notRead, QStringList {QStringLiteral("It took too long.")});
        QCOMPARE(archives->answer.head.failed, 0); // by what was known

        stage.workspace.hosts.setAnswer({});
        stage.workspace.moodles.change(stage.site().name, [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        });
        const auto all = stage.check({QStringLiteral("33")}, false);
        QVERIFY(all.has_value());
        QCOMPARE(all->answer.head.notRead.first(), QStringLiteral("Nothing answers."));
        QCOMPARE(all->answer.head.notRead.size(), 2);
    }

    void aCancelledCheckKeepsNothing()
    {
        DeletionStage stage;
        stage.serverAnswers(DeletionStage::noArchives());
        stage.cancel.cancel();
        const auto checked = stage.check({QStringLiteral("33")}, false);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::Cancelled);
        QVERIFY(stage.workspace.deletions().earlier()->isEmpty());
    }

    void listsAreRead()
    {
        FakeWorkspace workspace;
        workspace.files.insert(QStringLiteral("/list"), "33\n# 47\n");
        QCOMPARE(workspace.deletions().readList(QStringLiteral("/list")).value(), QStringList {QStringLiteral("33")});
        QCOMPARE(workspace.deletions().readList(QStringLiteral("/none")).error().kind, ErrorKind::NotFound);
    }

    /// The workspace knows what is in an archive from its plan; of one that was planned elsewhere, from its headers.
    void whatIsInAnArchiveIsKnown()
    {
        ArchiveWorld world;
        world.addCourses(3, 2000);
        const std::unique_ptr<ArchiveService> service = world.newService();
        const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("summer"));
        QCOMPARE(done.status.state, ArchiveState::Complete);
        const QStringList planned = deletionFileNames(world.store.archivedFiles(done.run.id));
        QCOMPARE(planned.size(), 3);
        QVERIFY2(planned.first().startsWith(QLatin1String("1/backupdata/")), qPrintable(planned.first()));

        QVERIFY(world.store.removeArchiveRun(done.run.id));
        QCOMPARE(deletionFileNames(world.store.archivedFiles(done.run.id)), QStringList {QStringLiteral("not known")});
        QVERIFY(service->discover(world.site.name, CancelToken()));
        const Result<ArchiveContents> contents = service->contents(done.run.id, CancelToken());
        QVERIFY(contents.has_value());
        QVERIFY(!contents->notKept);
        QCOMPARE(deletionFileNames(world.store.archivedFiles(done.run.id)), planned);

        world.store.setWriteFailure(Error {ErrorKind::Busy, QStringLiteral("The workspace is busy.")});
        const Result<ArchiveContents> again = service->contents(done.run.id, CancelToken());
        QVERIFY(again.has_value());
        QVERIFY(again->notKept.has_value());
    }
};

NIGHTKEEP_TEST(TstDeletionService, integration, Core)
#include "tst_deletionservice.moc"

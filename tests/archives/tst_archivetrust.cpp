// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished archive may still be relied on for, and which zips are taken.
#include "models/archives/archiveplantable.h"
#include "tests/archives/archivestage.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <algorithm>

using namespace Nightkeep;

class TstArchiveTrust : public QObject
{
    Q_OBJECT

private slots:
    void aMovedArchiveKeepsItsRecord_data();
    void aMovedArchiveKeepsItsRecord();
    void aReturnedArchiveIsReadBackFirst();
    void aRunOfAnotherWorkspaceIsNotSettled();
    void aRunThatTheServerForgotIsTold();
    void whatAPersonSaysMeanwhileStays_data();
    void whatAPersonSaysMeanwhileStays();
    void onlyPlannedMembersWereLookedInto();
    void warningsStayUntilTheyAreAccepted();
    void eachRuleKeepsItsOwnLastRun();
    void doubtfulZipsAreNamedAndTheSoundOneTaken();
    void aServerThatCannotLookSaysSo();
    void oneFolderForAllCoursesIsLookedAt();
    void whereTheBackupsAre_data();
    void whereTheBackupsAre();
    void aFolderOfAnotherNameCanBeGiven();
    void aLaterMoodleMissesNoZip();
    void theServersProblemsAreInThePlan();
    void aSiteHasATimeZoneOfItsOwn();
};

void TstArchiveTrust::aMovedArchiveKeepsItsRecord_data()
{
    QTest::addColumn<QByteArray>("failure"); // as the server has it
    QTest::addColumn<QByteArray>("sha"); // of its manifest, if that is left
    QTest::addColumn<int>("copy");
    QTest::addColumn<int>("standing"); // once a person has said where it went
    QTest::newRow("the tar") << QByteArray("gone") << QByteArray("abc") << int(ArchiveCopy::Gone) << int(State::Good);
    QTest::newRow("the tar and its manifest")
        << QByteArray("died") << QByteArray() << int(ArchiveCopy::Gone) << int(State::Good);
    QTest::newRow("overwritten") << QByteArray("altered") << QByteArray("abc") << int(ArchiveCopy::Altered)
                                 << int(State::Bad);
    QTest::newRow("another archive and its manifest")
        << QByteArray() << QByteArray("def") << int(ArchiveCopy::Altered) << int(State::Bad);
}

void TstArchiveTrust::aMovedArchiveKeepsItsRecord()
{
    QFETCH(QByteArray, failure);
    QFETCH(QByteArray, sha);
    QFETCH(int, copy);
    QFETCH(int, standing);
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    QVERIFY(stage.service.acceptWarnings(runId, QStringLiteral("seen there")).has_value());
    stage.status(failure.isEmpty() ? "complete" : "resumable", sha, failure);
    // Whichever way the server is asked, and however often.
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken())->isEmpty());
    for (int i = 0; i < 2; ++i) {
        const Result<ArchiveRecord> now = stage.service.status(runId, CancelToken());
        QVERIFY(now.has_value());
        QCOMPARE(now->status.state, ArchiveState::Complete);
        QCOMPARE(int(now->status.copy), copy);
        QCOMPARE(now->status.sha256, QByteArray("abc"));
        QVERIFY(now->standing() != State::Good);
    }
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).size(), 1);
    const Result<ArchiveRecord> said = stage.service.noteMoved(runId, QStringLiteral(" tape set 2008-3 "));
    QVERIFY2(said.has_value(), said ? "" : qPrintable(said.error().message));
    QCOMPARE(said->moved->text, QStringLiteral("tape set 2008-3"));
    QCOMPARE(said->moved->by, stage.audit.who());
    QCOMPARE(int(stage.service.runs()->first().standing()), standing);
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).isEmpty(), standing == int(State::Good));
    QCOMPARE(stage.audited().last(), QStringLiteral("archive.moved done ok"));
    // And asking again does not forget it.
    QVERIFY(stage.service.status(runId, CancelToken())->moved);
    QCOMPARE(stage.service.noteMoved(runId, QStringLiteral(" ")).error().kind, ErrorKind::BadInput);
}

void TstArchiveTrust::aReturnedArchiveIsReadBackFirst()
{
    const QByteArray sha(64, 'a');
    Stage stage;
    stage.status("complete", sha);
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    QVERIFY(stage.service.acceptWarnings(runId, QStringLiteral("seen there")).has_value());
    stage.status("resumable", sha, "gone");
    QVERIFY(stage.service.status(runId, CancelToken()).has_value());
    stage.status("complete", sha);
    for (int i = 0; i < 2; ++i) {
        const Result<ArchiveRecord> back = stage.service.status(runId, CancelToken());
        QCOMPARE(back->status.copy, ArchiveCopy::Returned);
        QCOMPARE(back->standing(), State::Attention);
    }
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).size(), 1);
    stage.say(RemoteProgram::ArchiveVerify, {{"read", {sha, "10240"}}});
    QCOMPARE(stage.service.verify(runId, CancelToken())->status.copy, ArchiveCopy::InPlace);
    QCOMPARE(stage.service.status(runId, CancelToken())->standing(), State::Good);
    QVERIFY(ArchiveService::findings(*stage.service.runs(), now).isEmpty());
}

void TstArchiveTrust::aRunOfAnotherWorkspaceIsNotSettled()
{
    Stage stage;
    stage.status("complete", "abc");
    const Result<QList<ArchiveRecord>> found = stage.service.discover(QStringLiteral("moodle"), CancelToken());
    QCOMPARE(found->value(0).run.warnings.value(0).kind, ArchiveWarning::Kind::NotSeen);
    QCOMPARE(stage.service.status(runId, CancelToken())->standing(), State::Attention);
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).size(), 1);
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken())->isEmpty());
    QCOMPARE(stage.service.runs()->first().run.warnings.size(), 1);
}

void TstArchiveTrust::aRunThatTheServerForgotIsTold()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    QVERIFY(stage.service.acceptWarnings(runId, QStringLiteral("seen there")).has_value());
    QCOMPARE(stage.service.runs()->first().standing(), State::Good);
    stage.status({}); // the disk is a new one
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken())->isEmpty());
    const ArchiveRecord kept = stage.service.runs()->first();
    QCOMPARE(kept.status.state, ArchiveState::Complete);
    QCOMPARE(kept.status.copy, ArchiveCopy::Unknown);
    QCOMPARE(kept.status.sha256, QByteArray("abc"));
    QCOMPARE(kept.standing(), State::Attention);
}

void TstArchiveTrust::whatAPersonSaysMeanwhileStays_data()
{
    QTest::addColumn<int>("program"); // during which
    QTest::newRow("verify") << int(RemoteProgram::ArchiveVerify);
    QTest::newRow("status") << int(RemoteProgram::ArchiveStatus);
    QTest::newRow("cancel") << int(RemoteProgram::ArchiveCancel);
}

void TstArchiveTrust::whatAPersonSaysMeanwhileStays()
{
    QFETCH(int, program);
    const QByteArray sha(64, 'a');
    Stage stage;
    stage.status("complete", sha);
    stage.say(RemoteProgram::ArchiveVerify, {{"read", {sha, "10240"}}});
    stage.say(RemoteProgram::ArchiveCancel, {{"result", {"complete"}}});
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    bool said = false;
    stage.hosts.answer = [&](RemoteProgram asked, const QByteArray &) {
        if (int(asked) == program && !said) {
            said = stage.service.noteMoved(runId, QStringLiteral("tape 3")).has_value()
                && stage.service.acceptWarnings(runId, QStringLiteral("settled")).has_value();
        }
        return stage.says.value(int(asked));
    };
    if (program == int(RemoteProgram::ArchiveVerify))
        QVERIFY(stage.service.verify(runId, CancelToken()).has_value());
    else if (program == int(RemoteProgram::ArchiveStatus))
        QVERIFY(stage.service.status(runId, CancelToken()).has_value());
    else
        QVERIFY(stage.service.cancelRun(runId, CancelToken()).has_value());
    QVERIFY(said);
    const ArchiveRecord kept = stage.service.runs()->first();
    QCOMPARE(kept.moved.value_or(ArchiveNote()).text, QStringLiteral("tape 3"));
    QCOMPARE(kept.accepted.value_or(ArchiveNote()).text, QStringLiteral("settled"));
}

void TstArchiveTrust::onlyPlannedMembersWereLookedInto()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    ArchiveRecord record = stage.service.runs()->first();
    record.run.zipsChecked.level = ZipLevel::Closed;
    QVERIFY(stage.store.saveArchiveRun(record).has_value());
    const auto block = [](const QByteArray &member) { return (member + ' ' + epoch).leftJustified(512, ' ').toHex(); };
    stage.say(RemoteProgram::TarHeaders,
              {{"tar", {"10240"}},
               {"block", {"0", block("same.zip 5")}},
               {"block", {"1024", block("other.zip 6")}},
               {"block", {"2048", block("more.zip 5")}},
               {"included", {"same.zip", "5", epoch}},
               {"included", {"other.zip", "5", epoch}},
               {"included", {"less.zip", "5", epoch}}});
    const Result<ArchiveContents> contents = stage.service.contents(runId, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(contents.error().message));
    QHash<BytePath, ZipLevel> levels;
    for (const ArchiveMember &member : contents->members)
        levels.insert(member.path, member.zip.level);
    QCOMPARE(levels.value("same.zip"), ZipLevel::Closed);
    QCOMPARE(levels.value("less.zip"), ZipLevel::Closed); // as it was, when it was taken
    QCOMPARE(levels.value("other.zip", ZipLevel::Closed), ZipLevel::NotChecked);
    QCOMPARE(levels.value("more.zip", ZipLevel::Closed), ZipLevel::NotChecked);
}

void TstArchiveTrust::warningsStayUntilTheyAreAccepted()
{
    Stage stage;
    stage.moodles.courses->append({2, QStringLiteral("two"), {}, true});
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    const Result<ArchivePlan> plan = stage.plan();
    QCOMPARE(plan->warnings.size(), 1);
    stage.status("working");
    QVERIFY(stage.service.start(*plan, CancelToken()).has_value());
    QCOMPARE(stage.service.noteMoved(runId, QStringLiteral("x")).error().kind, ErrorKind::BadInput); // not yet
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).size(), 1); // from the start on
    stage.status("complete", "abc");
    const Result<ArchiveRecord> done = stage.service.status(runId, CancelToken());
    QCOMPARE(done->run.warnings, plan->warnings);
    QCOMPARE(done->standing(), State::Attention);
    const QList<Finding> found = ArchiveService::findings(*stage.service.runs(), now);
    QCOMPARE(found.size(), 1);
    QVERIFY2(found.first().title.contains(QLatin1String("1 course")), qPrintable(found.first().title));
    QCOMPARE(stage.service.acceptWarnings(runId, {}).error().kind, ErrorKind::BadInput);
    QVERIFY(stage.service.acceptWarnings(runId, QStringLiteral("two is empty until October")).has_value());
    QVERIFY(ArchiveService::findings(*stage.service.runs(), now).isEmpty());
    QCOMPARE(stage.service.runs()->first().standing(), State::Good);
    QCOMPARE(stage.service.runs()->first().run.warnings.size(), 1); // they stay with the run
    QCOMPARE(stage.audited().last(), QStringLiteral("archive.accept done ok"));
}

void TstArchiveTrust::eachRuleKeepsItsOwnLastRun()
{
    Stage stage;
    const QDateTime old = now.addDays(-30);
    const QByteArray before = QByteArray::number(now.addDays(-20).toSecsSinceEpoch());
    stage.list({{"zip", {"500", before, "1/backupdata/a.zip"}}});
    ArchiveRequest request {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("since")};
    const auto included = [&] {
        const Result<ArchivePlan> plan = stage.service.plan(request, CancelToken());
        return plan ? plan->includedCount() : -1;
    };
    const auto save = [&](const char *id, const std::function<void(ArchiveRecord &)> &change) {
        ArchiveRecord record;
        record.run.id = QString::fromLatin1(id);
        record.run.request = request;
        record.run.server = QStringLiteral("moodle-a");
        record.run.dataFolder = "/data/moodle";
        record.run.archiveFolder = "/data/archives";
        record.run.startedAt = now.addDays(-1);
        record.status.state = ArchiveState::Complete;
        record.status.sha256 = "abc";
        change(record);
        QVERIFY(stage.store.saveArchiveRun(record).has_value());
    };
    save("old", [&](ArchiveRecord &record) { record.run.startedAt = old; });
    QCOMPARE(included(), 1);
    // None of these has archived what the rule would take.
    save("newest", [](ArchiveRecord &record) { record.run.request.rule = ArchiveRule::NewestPerCourse; });
    save("site", [](ArchiveRecord &record) { record.run.request.site = QStringLiteral("other"); });
    save("folder", [](ArchiveRecord &record) { record.run.dataFolder = "/data/before-the-move"; });
    save("failed", [](ArchiveRecord &record) {
        record.status.state = ArchiveState::Resumable;
        record.status.sha256.clear();
    });
    QCOMPARE(included(), 1);
    save("same", [](ArchiveRecord &record) { record.run.leftOut = {"1/backupdata/b.zip"}; });
    QCOMPARE(included(), 0);
    stage.list({{"zip", {"500", before, "1/backupdata/b.zip"}}}); // which that run could not read
    QCOMPARE(included(), 1);
}

void TstArchiveTrust::doubtfulZipsAreNamedAndTheSoundOneTaken()
{
    Stage stage;
    const QByteArray later = QByteArray::number(now.addSecs(3600).toSecsSinceEpoch());
    stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}},
                {"check", {"closedProperly", "", "", "1", epoch}},
                {"zip", {"500", later, "1/backupdata/b.zip"}},
                {"check", {"closedProperly", "", "", "7", later}}});
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    QCOMPARE(plan->zips[0].decision, ZipDecision::Included);
    QCOMPARE(plan->zips[1].decision, ZipDecision::Doubtful);
    QVERIFY2(plan->zips[1].reason.contains(QLatin1String("course 7")), qPrintable(plan->zips[1].reason));
    QCOMPARE(plan->warnings.size(), 1);
    QCOMPARE(plan->warnings[0].path, QByteArray("1/backupdata/b.zip"));
    QCOMPARE(stage.lastInput(RemoteProgram::Zips).mid(2, 3), (QByteArrayList {"newest", "0", "closed"}));
    // The start lists again but looks into nothing: unchanged files are as they were.
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"zip", {"500", later, "1/backupdata/b.zip"}}});
    stage.inputs.clear();
    stage.status("working");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    QCOMPARE(stage.inputs.first().split('\0').value(2), QByteArray("none"));
    QCOMPARE(started->run.zipsChecked.level, ZipLevel::Closed);
}

void TstArchiveTrust::aServerThatCannotLookSaysSo()
{
    Stage stage;
    stage.list({{"LACKS", {"perl"}}, {"zip", {"500", epoch, "1/backupdata/a.zip"}}});
    const Result<ArchivePlan> plan = stage.plan();
    QCOMPARE(plan->includedCount(), 1);
    QVERIFY2(plan->notChecked.contains(QLatin1String("perl")), qPrintable(plan->notChecked));
    QCOMPARE(plan->zipsChecked().level, ZipLevel::NotChecked);
    // Nor does the finished archive look as if all were settled.
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    stage.status("complete", "abc");
    const Result<ArchiveRecord> done = stage.service.start(*plan, CancelToken());
    QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().message));
    QCOMPARE(done->standing(), State::Attention);
    QCOMPARE(done->run.warnings.value(0).text, plan->notChecked);
}

void TstArchiveTrust::oneFolderForAllCoursesIsLookedAt()
{
    Stage stage;
    stage.moodles.courses = QList<Course> {{1, QStringLiteral("Math 101"), {}, true},
                                           {2, QStringLiteral("101"), {}, true},
                                           {3, QStringLiteral("bioc"), {}, true}};
    stage.moodles.config =
        QHash<QString, QString> {{QStringLiteral("backup_sche_destination"), QStringLiteral("/data/backups/")}};
    stage.list({{"zip", {"500", epoch, "backup-math_101-20080829-0300.zip"}},
                {"zip", {"500", epoch, "backup-old-name-20080829-0300.zip"}},
                {"check", {"closedProperly", "", "", "3", epoch}},
                {"zip", {"500", epoch, "copia-101-20080829-0300.zip"}},
                {"zip", {"500", epoch, "photographs.zip"}}});
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    QCOMPARE(plan->destination, QByteArray("/data/backups"));
    QCOMPARE(plan->dataFolder, plan->destination);
    QCOMPARE(stage.lastInput(RemoteProgram::Zips).mid(0, 3),
             (QByteArrayList {"/data/backups", "/data/archives", "shared"}));
    QHash<BytePath, qint64> courses;
    for (const PlannedZip &zip : plan->zips)
        courses.insert(zip.file.path, zip.courseId.value_or(0));
    QCOMPARE(courses,
             (QHash<BytePath, qint64> {{"backup-math_101-20080829-0300.zip", 1},
                                       {"backup-old-name-20080829-0300.zip", 3},
                                       {"copia-101-20080829-0300.zip", 2},
                                       {"photographs.zip", 0}}));
    QCOMPARE(plan->includedCount(), 3);
    QVERIFY(plan->warnings.isEmpty()); // nobody has no backup
    // It is started from there, and Moodle is not asked again.
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    stage.status("working");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    QCOMPARE(started->run.dataFolder, QByteArray("/data/backups"));
    // A folder that is none is told, and each course's own is looked at.
    stage.moodles.config->insert(QStringLiteral("backup_sche_destination"), QStringLiteral("backups"));
    const Result<ArchivePlan> own = stage.plan();
    QCOMPARE(own->dataFolder, QByteArray("/data/moodle"));
    QVERIFY(!own->destinationProblem.isEmpty());
    QVERIFY(!own->sawEverything());
    QVERIFY2(planRemarks(*own).contains(own->destinationProblem), qPrintable(planRemarks(*own).join(u'\n')));
    // Nor does what was made so look settled.
    stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}});
    const Result<ArchivePlan> again = stage.plan();
    stage.status("complete", "abc");
    const Result<ArchiveRecord> made = stage.service.start(*again, CancelToken());
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
    QVERIFY(std::any_of(made->run.warnings.cbegin(), made->run.warnings.cend(),
                        [&again](const ArchiveWarning &each) { return each.text == again->destinationProblem; }));
}

void TstArchiveTrust::whereTheBackupsAre_data()
{
    using Config = QHash<QString, QString>;
    QTest::addColumn<Config>("config");
    QTest::addColumn<QByteArray>("given"); // by a person
    QTest::addColumn<QByteArray>("folder"); // in which is looked
    QTest::addColumn<bool>("isShared");
    QTest::addColumn<int>("elsewhere"); // warnings of the courses' own folders
    const QString destination = QStringLiteral("backup_sche_destination");
    const QString active = QStringLiteral("backup_sche_active");
    const Config backups {{destination, QStringLiteral("/srv/backups")}, {active, QStringLiteral("1")}};
    Config off = backups;
    off.insert(active, QStringLiteral("0"));
    QTest::newRow("as Moodle says") << backups << QByteArray() << QByteArray("/srv/backups") << true << 1;
    QTest::newRow("one that holds the courses' own too")
        << Config {{destination, QStringLiteral("/data")}} << QByteArray() << QByteArray("/data") << true << 0;
    QTest::newRow("the schedule is off") << off << QByteArray() << QByteArray("/data/moodle") << false << 0;
    QTest::newRow("another name there") << backups << QByteArray("/data/b") << QByteArray("/data/b") << true << 1;
    QTest::newRow("each course's own, says a person")
        << backups << QByteArray("/data/moodle") << QByteArray("/data/moodle") << false << 0;
    QTest::newRow("each course's own") << Config() << QByteArray() << QByteArray("/data/moodle") << false << 0;
    QTest::newRow("one folder, says a person")
        << Config() << QByteArray("/data/b") << QByteArray("/data/b") << true << 1;
}

void TstArchiveTrust::whereTheBackupsAre()
{
    using Config = QHash<QString, QString>;
    QFETCH(Config, config);
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, folder);
    QFETCH(bool, isShared);
    QFETCH(int, elsewhere);
    Stage stage;
    const Site before = stage.workspace->store().sites()->first();
    Site site = before;
    site.backupFolder = given;
    QVERIFY(stage.workspace->store().replaceSite(before, site).has_value());
    stage.moodles.config = config;
    stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"check", {"closedProperly", "", "", "1", epoch}}});
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    QCOMPARE(plan->dataFolder, folder);
    QCOMPARE(plan->destination, isShared ? folder : QByteArray());
    QCOMPARE(stage.lastInput(RemoteProgram::Zips).value(0), folder);
    QCOMPARE(plan->destinationRemark.isEmpty(),
             config.value(QStringLiteral("backup_sche_active")) != QLatin1String("0"));
    QCOMPARE(plan->warnings.size(), elsewhere);
    for (const ArchiveWarning &warning : plan->warnings) {
        QCOMPARE(warning.kind, ArchiveWarning::Kind::Elsewhere);
        QVERIFY2(warning.text.contains(QLatin1String(": 1.")), qPrintable(warning.text));
    }
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    stage.status("working");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
}

void TstArchiveTrust::aFolderOfAnotherNameCanBeGiven()
{
    Stage stage;
    stage.moodles.config =
        QHash<QString, QString> {{QStringLiteral("backup_sche_destination"), QStringLiteral("/srv/backups")}};
    stage.hosts.answer = [&stage](RemoteProgram program, const QByteArray &input) -> Result<QByteArray> {
        if (program != RemoteProgram::Zips || !input.startsWith("/srv/backups"))
            return stage.says.value(int(program));
        return frameOf(remoteProgramName(program).toLatin1(),
                       {{"refused", {"no-folder", "/srv/backups"}}, {"finished", {}}});
    };
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY(!plan.has_value());
    QCOMPARE(plan.error().kind, ErrorKind::NotFound);
    QVERIFY2(plan.error().message.contains(QLatin1String("/srv/backups")), qPrintable(plan.error().message));
    QVERIFY2(plan.error().advice.contains(QLatin1String("backupFolder")), qPrintable(plan.error().advice));
}

void TstArchiveTrust::aLaterMoodleMissesNoZip()
{
    Stage stage;
    stage.moodles.config = fail(ErrorKind::MissingTable, QStringLiteral("This is a Moodle 2 or later."));
    stage.moodles.courses->append({2, QStringLiteral("two"), {}, true});
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY(plan.has_value());
    QVERIFY(!plan->coursesKnown);
    QCOMPARE(plan->coursesProblem, QStringLiteral("This is a Moodle 2 or later."));
    QVERIFY(plan->warnings.isEmpty());
}

void TstArchiveTrust::theServersProblemsAreInThePlan()
{
    Stage stage;
    stage.moodles.courses->append({2, QStringLiteral("two"), {}, true});
    stage.list({{"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"problem", {"'./2/backupdata': Permission denied"}}});
    const Result<ArchivePlan> plan = stage.plan();
    QCOMPARE(plan->problems.size(), 1);
    QCOMPARE(plan->warnings.value(0).kind, ArchiveWarning::Kind::NotSeen);
    const QString remarks = planRemarks(*plan).join(u'\n');
    QVERIFY2(remarks.contains(QLatin1String("./2/backupdata")), qPrintable(remarks));
}

void TstArchiveTrust::aSiteHasATimeZoneOfItsOwn()
{
    Stage stage;
    Site site = stage.workspace->store().sites()->first();
    const Site before = site;
    site.timeZone = QStringLiteral("Asia/Tokyo");
    QVERIFY(stage.workspace->store().replaceSite(before, site).has_value());
    // 23:30 UTC of 31 May is the morning of 1 June there.
    const QDateTime moment(QDate(2008, 5, 31), QTime(23, 30), QTimeZone::utc());
    stage.list({{"zip", {"500", QByteArray::number(moment.toSecsSinceEpoch()), "1/backupdata/a.zip"}}});
    QCOMPARE(stage.plan()->includedCount(), 1);
    QVERIFY(stage.workspace->store().replaceSite(site, before).has_value());
    QCOMPARE(stage.plan()->includedCount(), 0);
}

NIGHTKEEP_TEST(TstArchiveTrust, unit, Core)
#include "tst_archivetrust.moc"

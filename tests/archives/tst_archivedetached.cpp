// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs that go on when every ssh of who started them has been killed, which is all that a server sees of a program's
// death, and that another workstation finds and attaches to; and the program itself killed while it watches.
#include "app/ssh/sshhosts.h"
#include "tests/archives/archivechecks.h"
#include "tests/cli/ctl.h"
#include "tests/support/processwatch.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QtTest>

#include <csignal>

using namespace Nightkeep;

namespace {

QList<qint64> sshOfThisProgram()
{
    QList<qint64> found;
    const QList<qint64> all = descendantsOf(QCoreApplication::applicationPid());
    for (const qint64 process : all) {
        const QByteArray program = commandLineOf(process).split(' ').value(0);
        if (program == "ssh" || program.endsWith("/ssh"))
            found.append(process);
    }
    return found;
}

SshHostsOptions detachedOptions(SshFixture &fixture)
{
    SshHostsOptions options;
    options.runtimeFolder = fixture.folder();
    options.knownHostsFile = fixture.knownHostsFile();
    options.configFile = fixture.configFile();
    options.askpassProgram =
        qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeep-testaskpassprogram");
    return options;
}

/// A program at a workstation, with a workspace of its own for archives.
struct DetachedDesk
{
    DetachedDesk(ArchiveWorld &world, SshFixture &fixture)
        : hosts(detachedOptions(fixture))
        , service(runs.store(), world.workspace->store(), world.workspace->store(), hosts, world.moodles, world.lister,
                  world.audit, [this] { return QDateTime::currentDateTime().addSecs(++ticks); })
    {
        service.setPollInterval(std::chrono::milliseconds(100));
    }
    int ticks = 0; // a run is named by its second
    TestStore runs;
    SshHosts hosts;
    ArchiveService service;
};

} // namespace

class TstArchiveDetached : public QObject
{
    Q_OBJECT

private slots:
    void fiftyGoOnAndAreFound();
    void aKilledProgramIsNotMissed();
};

void TstArchiveDetached::fiftyGoOnAndAreFound()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    ArchiveWorld world;
    world.addCourses(2, 1000);
    world.changeSite([&](Site &site) {
        site.dataFolder = world.path("/data/moodle").toUtf8();
        site.archiveFolder = world.path("/data/archives").toUtf8();
    });
    QVERIFY(world.workspace->store().replaceServer(world.server, fixture.server(world.server.name)).has_value());
    DetachedDesk here(world, fixture);
    DetachedDesk elsewhere(world, fixture);
    const Result<ArchivePlan> plan = here.service.plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message + plan.error().detail));
    const QByteArrayList points = archiveJobPoints().mid(1); // who starts it waits for the first
    constexpr int jobs = 50;
    int complete = 0;
    int attached = 0;
    for (int i = 0; i < jobs; ++i) {
        const QByteArray point = points.at(i % points.size());
        ArchivePlan own = *plan;
        own.request.name = QStringLiteral("job-%1").arg(i);
        world.setFailpoint(point + ":stop");
        const Result<ArchiveRecord> started = here.service.start(own, CancelToken());
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message + started.error().detail));
        const qint64 pid = world.jobPid(started->run.id);
        QTRY_VERIFY(isHalted(pid));
        const QList<qint64> killed = sshOfThisProgram();
        QVERIFY(!killed.isEmpty());
        for (const qint64 ssh : killed)
            std::ignore = ::kill(pid_t(ssh), SIGKILL);
        for (const qint64 ssh : killed)
            QTRY_VERIFY(isGone(ssh));
        world.setFailpoint({});
        QVERIFY(isHalted(pid));
        QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
        const Result<QList<ArchiveRecord>> found = elsewhere.service.discover(world.site.name, CancelToken());
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().message + found.error().detail));
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->constFirst().run.id, started->run.id);
        const ArchiveRecord ended = world.waitForEnd(elsewhere.service, started->run.id);
        ++attached;
        complete += provenComplete(world, ended);
        QVERIFY2(complete == i + 1, qPrintable(QString::fromLatin1(point) + ended.status.failure + ended.status.log));
        // Each question asks about all that are there.
        for (const QString &end : {QStringLiteral(".tar"), QStringLiteral(".tar.manifest")})
            QVERIFY(QFile::remove(world.archiveFile(own.request.name + end)));
        QVERIFY(QDir(world.archiveFile(QStringLiteral(".nightkeep/") + started->run.id)).removeRecursively());
    }
    QCOMPARE(attached, jobs);
    qInfo("%d of %d detached jobs ended well after their ssh was killed, %d of %d were attached from elsewhere",
          complete, jobs, attached, jobs);
}

void TstArchiveDetached::aKilledProgramIsNotMissed()
{
    const CtlPlace place;
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const QString file = place.path(QStringLiteral("team.nightkeep"));
    const Result<std::unique_ptr<WorkspaceStore>> made = WorkspaceStore::create(file);
    QVERIFY2(made.has_value(), made ? "" : qPrintable(made.error().message));
    WorkspaceStore &store = **made;
    QVERIFY(store.replaceServer({}, world.server).has_value());
    QVERIFY(store.replaceSite({}, world.site).has_value());
    int ticks = 0;
    ArchiveService service(store, store, store, world.hosts, world.moodles, world.lister, world.audit,
                           [&ticks] { return QDateTime::currentDateTime().addSecs(++ticks); });
    service.setPollInterval(std::chrono::milliseconds(100));
    const Result<ArchivePlan> plan = service.plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message));
    const QByteArrayList points = archiveJobPoints().mid(1);
    for (const QByteArray &point : points) {
        if (isAfterTheEnd(point)) // whoever watches has seen the end by then
            continue;
        ArchivePlan own = *plan;
        own.request.name = QString::fromLatin1(point);
        world.setFailpoint(point + ":stop");
        const Result<ArchiveRecord> started = service.start(own, CancelToken());
        QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message + started.error().detail));
        const qint64 pid = world.jobPid(started->run.id);
        QTRY_VERIFY(isHalted(pid));
        QProcess watcher;
        place.prepare(watcher);
        watcher.start(CtlPlace::program(),
                      {QStringLiteral("--workspace"), file, QStringLiteral("archive"), QStringLiteral("attach"),
                       QStringLiteral("--run"), started->run.id});
        QVERIFY(watcher.waitForStarted());
        // While it asks.
        const qint64 program = watcher.processId();
        const QDeadlineTimer patience(60000); // it asks for some milliseconds of a second: nobody may sleep over that
        while (!patience.hasExpired() && !isGone(program) && descendantsOf(program).isEmpty()) { }
        QVERIFY(!patience.hasExpired());
        QVERIFY2(!isGone(program), watcher.readAllStandardError().constData());
        watcher.kill(); // by its number, which is 0 once it has ended, this test would kill all beside it
        QVERIFY(watcher.waitForFinished(60000));
        QCOMPARE(watcher.exitStatus(), QProcess::CrashExit);
        QVERIFY(isHalted(pid));
        world.setFailpoint({});
        QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
        const ArchiveRecord ended = world.waitForEnd(service, started->run.id);
        QVERIFY2(provenComplete(world, ended), qPrintable(ended.status.failure + ended.status.log));
    }
    qInfo("the program killed at %d steps: each archive complete", int(points.size()) - 2);
}

NIGHTKEEP_TEST(TstArchiveDetached, fault, Core, 300)
#include "tst_archivedetached.moc"

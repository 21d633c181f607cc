// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Another user of the server plants things where the programs write and read. Tried before:
// root's start ran the job.sh of somebody who could write to the archive folder, and followed their links; a
// cancel believed an owner file and ended what that named, all processes with it; a pipe among the jobs made
// the state wait for ever.
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"
#include "tests/archives/plantedserver.h"
#include "tests/support/processwatch.h"
#include "tests/support/remoteprogramlist.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QtTest>

#include <csignal>

#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// A process that nobody has a reason to end, in a session of its own.
class BystandingProcess
{
public:
    BystandingProcess()
    {
        m_process.setChildProcessModifier([] { ::setsid(); });
        m_process.start(QStringLiteral("sleep"), {QStringLiteral("3600")});
        m_process.waitForStarted(60000);
    }
    ~BystandingProcess()
    {
        m_process.kill();
        m_process.waitForFinished(60000);
    }
    Q_DISABLE_COPY_MOVE(BystandingProcess)
    [[nodiscard]] QByteArray pid() const { return QByteArray::number(m_process.processId()); }
    [[nodiscard]] bool isUntouched() const
    {
        return m_process.processId() > 1 && !isGone(m_process.processId()) && !isHalted(m_process.processId());
    }

private:
    QProcess m_process;
};

} // namespace

class TstArchiveOthers : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPlantedIsRefused();
    void noNumberOfAnOwnerIsBelieved();
    void ordinaryFoldersAreTaken_data();
    void ordinaryFoldersAreTaken();
    void whatAGroupMayChangeIsRefused();
    void aDefaultListGivesNothing();
    void jobsThatAListOpensAreRefused();
    void linksAmongTheJobs_data();
    void linksAmongTheJobs();
    void movedTars_data();
    void movedTars();
    void aJobMayEndDuringACancel();
    void aLinkUnderTheNameIsNotFollowed();
    void whatIsNotMadeHereIsNotRemoved();
};

void TstArchiveOthers::whatIsPlantedIsRefused()
{
    const QByteArrayList things {"folder", "link", "pipe", "device", "open", "owner"};
    const QByteArrayList touching {"archive-start",   "archive-status",   "archive-cancel",  "tar-headers",
                                   "archive-verify",  "handover-start",   "handover-status", "handover-confirm",
                                   "handover-stop",   "archive-manifest", "archive-sign",    "archive-member",
                                   "archive-extract", "archive-remove"};
    int runs = 0;
    int written = 0;
    int hung = 0;
    int touched = 0;
    for (const RemoteProgram program : allRemotePrograms()) {
        const QByteArray name = remoteProgramName(program).toLatin1();
        {
            const PlantedServer untouched;
            const Said said = runShell(textFor(program), untouched.input(program));
            QVERIFY2(said.output.contains(QByteArray("\0END\0", 5)) && !said.output.contains("unsafe"),
                     said.output.constData());
        }
        for (const QByteArray &thing : things) {
            const PlantedServer server;
            const BystandingProcess bystander;
            server.plant(thing, bystander.pid());
            if (program == RemoteProgram::ArchiveCancel) // it stops nothing that is complete
                ::unlink(server.at("/archives/r1.tar.manifest").constData());
            const QByteArray before = everythingBelow(server.at("/outside"));
            const bool isTold = thing == "folder";
            const Said said =
                runShell(isTold ? toldAnother(textFor(program)) : textFor(program), server.input(program));
            const QByteArray what = name + ", " + thing + ": " + said.output.left(300).replace('\0', '|');
            ++runs;
            hung += said.hung;
            written += everythingBelow(server.at("/outside")) != before;
            touched += !bystander.isUntouched();
            QVERIFY2(!said.hung && said.output.endsWith('\0'), what.constData());
            QCOMPARE(said.output.contains("unsafe"), touching.contains(name));
        }
    }
    qInfo("%d programs x 6 planted things: %d runs, %d wrote outside, %d hung, %d processes of others ended", runs / 6,
          runs, written, hung, touched);
    QCOMPARE(runs, 6 * int(allRemotePrograms().size()));
    QCOMPARE(written + hung + touched, 0);
}

void TstArchiveOthers::noNumberOfAnOwnerIsBelieved()
{
    const BystandingProcess bystander;
    const QByteArrayList numbers {"1",
                                  "0",
                                  "-1",
                                  "01",
                                  "-",
                                  "x",
                                  "",
                                  "2 3",
                                  "1e3",
                                  "999999999999999999999",
                                  bystander.pid(),
                                  QByteArray::number(::getpid())};
    int spoken = 0;
    for (const QByteArray &number : numbers) {
        const PlantedServer server;
        writeAt(server.run("owner"), ownerNaming(number));
        ::unlink(server.at("/archives/r1.tar.manifest").constData()); // nobody stops what is complete
        // Says what would be told to whom, and tells nobody: a belief in number 1 would end this test, too.
        const QByteArray kill = "kill() { echo \"$*\" >>'" + server.at("/outside/signals") + "'; }\n";
        const Said said =
            runShell(kill + textFor(RemoteProgram::ArchiveCancel), server.input(RemoteProgram::ArchiveCancel));
        const QByteArray told = readBytes(QFile::decodeName(server.at("/outside/signals")));
        const QByteArray what = '"' + number + "\": " + told + said.output.left(300).replace('\0', '|');
        QVERIFY2(said.output.endsWith('\0'), what.constData());
        // One that is alive is said to be none; no job has the others, so this one is over.
        const bool lives = number == bystander.pid() || number == QByteArray::number(::getpid());
        QVERIFY2(said.output.contains("not-the-job") == lives, what.constData());
        QVERIFY2(said.output.contains("cancelled") != lives, what.constData());
        spoken += !told.isEmpty();
        QVERIFY2(told.isEmpty(), what.constData());
    }
    qInfo("%d numbers in an owner file, %d of them told anything", int(numbers.size()), spoken);
    QVERIFY(bystander.isUntouched());
}

void TstArchiveOthers::ordinaryFoldersAreTaken_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("as it is") << QByteArray("/archives");
    QTest::newRow("slashes and dots") << QByteArray("//data/./1/../../archives/");
    QTest::newRow("behind an absolute link of ours") << QByteArray("/absolute");
    QTest::newRow("behind a relative link of ours") << QByteArray("/data/relative");
    QTest::newRow("where all may write and nobody take away") << QByteArray("/shared");
    QTest::newRow("below such a folder") << QByteArray("/shared/archives");
    QTest::newRow("a name with a blank and a newline") << QByteArray("/shared/a b\nc");
}

void TstArchiveOthers::ordinaryFoldersAreTaken()
{
    QFETCH(QByteArray, folder);
    const PlantedServer server;
    QCOMPARE(::symlink(server.at("/archives").constData(), server.at("/absolute").constData()), 0);
    QCOMPARE(::symlink("../data/../archives", server.at("/data/relative").constData()), 0);
    QVERIFY(QDir().mkpath(QFile::decodeName(server.at("/shared/archives"))));
    QVERIFY(QDir().mkpath(QFile::decodeName(server.at("/shared/a b\nc"))));
    // The sticky bit is trusted where root set it; what an ordinary user has of that is the temporary folder itself.
    if (isRoot())
        QCOMPARE(::chmod(server.at("/shared").constData(), 01777), 0);
    QByteArrayList fields = server.input(RemoteProgram::ArchiveStart).split('\0');
    fields.removeLast();
    fields[8] = server.at(folder.constData());
    const Said said = runShell(textFor(RemoteProgram::ArchiveStart), inputFields(fields));
    // The job is looked at, so the folder was taken; it refuses, so nothing stays.
    QVERIFY2(said.output.contains("stale"), said.output.left(500).replace('\0', '|').constData());
}

/// Who else is in a group cannot be told: those whose first group it is stand in no list of its members.
void TstArchiveOthers::whatAGroupMayChangeIsRefused()
{
    const PlantedServer server;
    QCOMPARE(::chmod(server.at("/archives").constData(), 0775), 0);
    const Said said = runShell(textFor(RemoteProgram::ArchiveStart), server.input(RemoteProgram::ArchiveStart));
    QVERIFY2(said.output.contains(QByteArray("unsafe\0open", 11)), said.output.constData());
}

/// A default list makes the umask void: a job's program was another's to write before it ran, and so was the tar.
void TstArchiveOthers::aDefaultListGivesNothing()
{
    ArchiveWorld world;
    world.addCourses(1, 1000);
    const QString folder = QFileInfo(world.archiveFile(QStringLiteral("a.tar"))).path();
    const bool isKnown = giveByDefault(QFile::encodeName(folder));
    const auto service = world.newService();
    int looked = 0;
    for (const QString &name : {QStringLiteral("a"), QStringLiteral("b")}) { // the first makes .nightkeep
        const ArchiveRecord made = world.startAndWait(*service, name);
        QVERIFY2(made.status.state == ArchiveState::Complete, qPrintable(made.status.failure));
        for (const QString &path : {name + QStringLiteral(".tar"), name + QStringLiteral(".tar.manifest"),
                                    QStringLiteral(".nightkeep"), QStringLiteral(".nightkeep/") + made.run.id}) {
            struct stat info = {};
            QCOMPARE(::lstat(QFile::encodeName(folder + u'/' + path).constData(), &info), 0);
            QVERIFY2((info.st_mode & 0077) == 0, qPrintable(path));
            ++looked;
        }
    }
    qInfo("%d files and folders are closed; the file system knows lists: %s", looked, isKnown ? "yes" : "no");
}

/// "chmod go-w" closes such a folder, and leaves the list for all that is made in it.
void TstArchiveOthers::jobsThatAListOpensAreRefused()
{
    const PlantedServer server;
    const QByteArray jobs = server.at("/archives/.nightkeep");
    const bool isKnown = giveByDefault(jobs);
    const Said open = runShell(textFor(RemoteProgram::ArchiveStart), server.input(RemoteProgram::ArchiveStart));
    QCOMPARE(open.output.contains("unsafe"), isKnown);
    QCOMPARE(::chmod(jobs.constData(), 0700), 0);
    const Said closed = runShell(textFor(RemoteProgram::ArchiveStart), server.input(RemoteProgram::ArchiveStart));
    QVERIFY2(closed.output.contains("stale"), closed.output.left(500).replace('\0', '|').constData());
    qInfo("the file system knows lists: %s", isKnown ? "yes" : "no");
}

void TstArchiveOthers::linksAmongTheJobs_data()
{
    QTest::addColumn<QByteArray>("path"); // below the run's folder
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("of a job's files") << QByteArray("sources/a/x.mbz") << true << true;
    QTest::newRow("of another, among them") << QByteArray("sources/a/x.mbz") << false << false;
    QTest::newRow("beside them") << QByteArray("x.mbz") << true << false;
    QTest::newRow("in their folder's place") << QByteArray("sources") << true << false;
    QTest::newRow("in a folder of no run") << QByteArray("../sources/x.mbz") << true << false;
}

/// A job gives files that lie elsewhere to tar by links: those and no others are let be.
void TstArchiveOthers::linksAmongTheJobs()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isOurs);
    QFETCH(bool, isTaken);
    const PlantedServer server;
    const QByteArray link = server.run(path.constData());
    QVERIFY(QDir().mkpath(QFileInfo(QFile::decodeName(link)).path()));
    QCOMPARE(::symlink(server.at("/outside/victim").constData(), link.constData()), 0);
    QVERIFY(isOurs || !isRoot() || ::lchown(link.constData(), otherUser, otherUser) == 0);
    const QByteArray text = textFor(RemoteProgram::ArchiveStatus);
    const Said said = runShell(isOurs ? text : toldAnother(text), server.input(RemoteProgram::ArchiveStatus));
    QVERIFY2(said.output.contains("unsafe") != isTaken, said.output.left(500).replace('\0', '|').constData());
}

void TstArchiveOthers::movedTars_data()
{
    QTest::addColumn<bool>("ourLink");
    QTest::addColumn<bool>("ourFile");
    QTest::addColumn<int>("mode");
    QTest::newRow("ours") << true << true << 0755;
    QTest::newRow("a link of another") << false << true << 0755;
    QTest::newRow("a file of another") << true << false << 0755;
    QTest::newRow("where all may write") << true << true << 01777;
}

/// Whoever moves an archive to another disk leaves a link in its place.
void TstArchiveOthers::movedTars()
{
    QFETCH(bool, ourLink);
    QFETCH(bool, ourFile);
    QFETCH(int, mode);
    const PlantedServer server;
    const QByteArray tar = server.at("/archives/r1.tar");
    const QByteArray moved = server.at("/outside/r1.tar");
    QCOMPARE(::rename(tar.constData(), moved.constData()), 0);
    QCOMPARE(::symlink(moved.constData(), tar.constData()), 0);
    QVERIFY(ourLink || !isRoot() || ::lchown(tar.constData(), otherUser, otherUser) == 0);
    QVERIFY(ourFile || !isRoot() || ::chown(moved.constData(), otherUser, otherUser) == 0);
    QCOMPARE(::chmod(server.at("/archives").constData(), mode_t(mode)), 0);
    for (const RemoteProgram program : {RemoteProgram::ArchiveVerify, RemoteProgram::TarHeaders}) {
        const QByteArray text = ourLink && ourFile ? textFor(program) : toldAnother(textFor(program));
        const Said said = runShell(text, server.input(program));
        QVERIFY2(said.output.contains("unsafe") != (ourLink && ourFile && mode == 0755),
                 said.output.left(500).replace('\0', '|').constData());
    }
}

/// A cancel that had just seen the job alive took what it looked at next, which was gone, for somebody else's
/// process: it accused a stranger, took its mark back and left the lock.
void TstArchiveOthers::aJobMayEndDuringACancel()
{
    const PlantedServer server;
    const QByteArray end = server.at("/outside/end");
    const QByteArray lock = server.at("/archives/.nightkeep/lock");
    QProcess job;
    job.setWorkingDirectory(QFile::decodeName(server.at("/archives")));
    job.setChildProcessModifier([] { ::setsid(); });
    job.start(QStringLiteral("/bin/sh"),
              {QStringLiteral("-c"), QStringLiteral("until [ -e \"$1\" ]; do sleep 0.01; done"),
               QStringLiteral(".nightkeep/r1/job.sh"), QFile::decodeName(end)});
    QVERIFY(job.waitForStarted(60000));
    writeAt(server.run("owner"), ownerNaming(QByteArray::number(job.processId())));
    writeAt(server.run("tar"), "half a tar");
    QCOMPARE(::mkdir(lock.constData(), 0700), 0);
    writeAt(lock + "/owner", ownerNaming(QByteArray::number(job.processId())));
    ::unlink(server.at("/archives/r1.tar.manifest").constData());
    // The job ends between the look at its life and the look at what it is.
    QByteArray text = textFor(RemoteProgram::ArchiveCancel);
    const QByteArray isJob = "nk_is_job() {\n";
    QCOMPARE(text.count("\n" + isJob), 1);
    text.replace("\n" + isJob,
                 "\n" + isJob + ": >|'" + end
                     + "'\nwhile nk_process \"$nk_owner_pid\" && [ \"$nk_state\" != Z ]; do sleep 0.01; done\n");
    const Said said = runShell(text, server.input(RemoteProgram::ArchiveCancel));
    const bool isOver = job.waitForFinished(60000);
    QVERIFY2(said.output.contains("cancelled"), said.output.left(500).replace('\0', '|').constData());
    QVERIFY(isOver && QFile::exists(QFile::decodeName(end)));
    QVERIFY(!QFile::exists(QFile::decodeName(server.run("tar"))) && !QFile::exists(QFile::decodeName(lock)));
}

void TstArchiveOthers::aLinkUnderTheNameIsNotFollowed()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    world.setFailpoint("finishing:stop");
    const ArchiveRecord started = world.start(*service, world.request(QStringLiteral("a")));
    const qint64 pid = world.jobPid(started.run.id);
    QTRY_VERIFY_WITH_TIMEOUT(isHalted(pid), 60000);
    // To a folder: "ln" and "mv" without -T would put the archive into it.
    QVERIFY(QDir().mkpath(world.path("/data/outside")));
    QVERIFY(QFile::link(world.path("/data/outside"), world.archiveFile(QStringLiteral("a.tar"))));
    QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
    const ArchiveRecord ended = world.waitForEnd(*service, started.run.id);
    QVERIFY2(ended.status.failure.contains(QLatin1String("appeared meanwhile")), qPrintable(ended.status.failure));
    QVERIFY(QDir(world.path("/data/outside")).isEmpty());
}

/// The name of a run can be guessed. Where the jobs' folder could not be made, root removed a folder of a stranger's
/// that had the name by which mkdir is tried, and all that was in it.
void TstArchiveOthers::whatIsNotMadeHereIsNotRemoved()
{
    const PlantedServer server;
    const QByteArray folder = server.at("/archives");
    QVERIFY(QDir(QFile::decodeName(folder + "/.nightkeep")).removeRecursively());
    QCOMPARE(::symlink("nowhere", (folder + "/.nightkeep").constData()), 0);
    QCOMPARE(::mkdir((folder + "/.nightkeep.r2").constData(), 0755), 0);
    writeAt(folder + "/.nightkeep.r2/file", "a stranger's");
    if (isRoot())
        QCOMPARE(::chmod(folder.constData(), 01777), 0);
    const QByteArray before = everythingBelow(folder);
    QVERIFY(before.contains("a stranger's"));
    const Said said = runShell(textFor(RemoteProgram::ArchiveStart), server.input(RemoteProgram::ArchiveStart));
    QVERIFY2(said.output.contains(QByteArray("unsafe\0link", 11)),
             said.output.left(500).replace('\0', '|').constData());
    QCOMPARE(everythingBelow(folder), before);
}

NIGHTKEEP_TEST(TstArchiveOthers, fault, Core, 600)
#include "tst_archiveothers.moc"

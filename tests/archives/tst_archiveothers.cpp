// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Another user of the server plants things where the programs write and read, or races with them. Tried before:
// root's start ran the job.sh of somebody who could write to the archive folder, and followed their links; a
// cancel believed an owner file and ended what that named, all processes with it; a pipe among the jobs made
// the state wait for ever.
#include "app/process/remoteprograms.h"
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QtTest>

#include <algorithm>
#include <csignal>

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

constexpr uid_t otherUser = 65534;

bool isRoot()
{
    return ::geteuid() == 0;
}

/// Where no second user can be had, a program is told that it runs as another: all that we plant is a stranger's.
QByteArray toldAnother(QByteArray text)
{
    return isRoot() ? text : text.replace("nk_uid=$nk_user\n", "nk_uid=12345\n");
}

QByteArray textFor(RemoteProgram program)
{
    return remoteProgramText(program).value_or(QByteArray());
}

struct Said
{
    QByteArray output;
    bool hung = false;
};

Said runShell(const QByteArray &text, const QByteArray &input, const QStringList &arguments = {})
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(QStringLiteral("/bin/sh"),
                  QStringList {QStringLiteral("-c"), QString::fromLatin1(text), QStringLiteral("nightkeep")}
                      + arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(60000);
    if (!ended) {
        process.kill();
        process.waitForFinished(60000);
    }
    return {process.readAllStandardOutput(), !ended};
}

/// All that lies below a folder, with owner, mode, size, time and contents.
QByteArray everythingBelow(const QByteArray &folder)
{
    QByteArrayList all;
    QDirIterator each(QFile::decodeName(folder), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        struct stat info = {};
        ::lstat(QFile::encodeName(path).constData(), &info);
        all.append(QFile::encodeName(path) + ' ' + QByteArray::number(qint64(info.st_uid)) + ' '
                   + QByteArray::number(qint64(info.st_mode)) + ' ' + QByteArray::number(qint64(info.st_mtime)) + ' '
                   + (S_ISREG(info.st_mode) ? readBytes(path) : QByteArray()));
    }
    std::sort(all.begin(), all.end());
    return all.join('\n');
}

void writeAt(const QByteArray &path, const QByteArray &bytes)
{
    ::unlink(path.constData());
    writeBytes(QFile::decodeName(path), bytes);
}

/// What archive-job.sh would write of a process.
QByteArray ownerNaming(const QByteArray &pid)
{
    const QByteArray born = readBytes(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid)))
                                .split(')')
                                .last()
                                .trimmed()
                                .split(' ')
                                .value(19);
    const QByteArray space = QFile::symLinkTarget(QStringLiteral("/proc/self/ns/pid")).section(u'/', -1).toLatin1();
    return inputFields({"r1", "me", readBytes(QStringLiteral("/proc/sys/kernel/hostname")).trimmed(), space,
                        readBytes(QStringLiteral("/proc/sys/kernel/random/boot_id")).trimmed(), pid, born, "1"});
}

/// A server with a run that died, and what a stranger does to it.
class PlantedServer
{
public:
    PlantedServer()
    {
        ::umask(022);
        ::chmod(at("").constData(), 0755); // the other user is to come in
        for (const char *folder : {"/data/1", "/archives/.nightkeep/r1", "/outside", "/.nightkeep-demo"})
            QDir().mkpath(QFile::decodeName(at(folder)));
        writeAt(at("/data/1/a.zip"), "a zip");
        writeAt(at("/outside/victim"), "untouched");
        writeAt(at("/.nightkeep-demo/mounts"), {});
        writeAt(at("/archives/r1.tar"), QByteArray(1024, '\0'));
        writeAt(run("plan"),
                inputFields({"r1", "r1", "site", "newest-per-course", "2008-01-01", "server", "/data", "/archives",
                             "me", "1", "1", "5"}));
        writeAt(run("owner"), ownerNaming("4194303"));
        writeAt(run("log"), {});
        writeAt(at("/archives/r1.tar.manifest"),
                inputFields({"NIGHTKEEP/1", "archive-manifest", "R", "run", "12", "r1"}));
    }
    [[nodiscard]] QByteArray at(const char *below) const { return QFile::encodeName(m_folder.path()) + below; }
    [[nodiscard]] QByteArray run(const char *file) const { return at("/archives/.nightkeep/r1/") + file; }
    [[nodiscard]] QByteArray input(RemoteProgram program) const;
    /// As the other user: in the jobs' folder, among the zips and where the demo's answers lie.
    void plant(const QByteArray &what, const QByteArray &bystander) const;

private:
    void putInPlace(const QByteArray &what, const QByteArray &path) const;

    QTemporaryDir m_folder;
};

QByteArray PlantedServer::input(RemoteProgram program) const
{
    switch (program) {
    case RemoteProgram::Probe:
        return inputFields({at(""), "0", "/data"});
    case RemoteProgram::Zips:
        return inputFields({"", at("/data"), at("/archives"), "since", "0", "closed"});
    case RemoteProgram::ArchiveStart:
        return inputFields({"", "r2", "r2", "site", "newest-per-course", "2008-01-01", "server", at("/data"),
                            at("/archives"), "me", "1", "5", "1", "printf 'stale\\0a.zip\\0changed\\0'", "1/a.zip", "5",
                            "1"});
    case RemoteProgram::ArchiveStatus:
        return inputFields({"", at("/archives"), ""});
    case RemoteProgram::ArchiveCancel:
        return inputFields({"", at("/archives"), "r1", "me"});
    case RemoteProgram::TarHeaders:
    case RemoteProgram::ArchiveVerify:
        return inputFields({"", at("/archives"), "r1"});
    case RemoteProgram::ChangeRate:
        return inputFields({"", "60", "/data", at("/data")});
    case RemoteProgram::BackupPreview:
        return inputFields({at(""), "20", "100000", "/data"});
    }
    return {};
}

void PlantedServer::putInPlace(const QByteArray &what, const QByteArray &path) const
{
    ::unlink(path.constData());
    if (what == "folder")
        ::mkdir(path.constData(), 0755);
    else if (what == "link")
        std::ignore = ::symlink(at("/outside/victim").constData(), path.constData());
    else if (what == "pipe")
        ::mkfifo(path.constData(), 0666);
    else if (what == "device" && ::mknod(path.constData(), S_IFCHR | 0666, makedev(1, 5)) != 0)
        std::ignore = ::symlink("/dev/zero", path.constData());
    if (isRoot())
        std::ignore = ::lchown(path.constData(), otherUser, otherUser);
}

void PlantedServer::plant(const QByteArray &what, const QByteArray &bystander) const
{
    const QByteArray r1 = at("/archives/.nightkeep/r1");
    if (what == "folder") {
        QVERIFY(!isRoot() || ::lchown(r1.constData(), otherUser, otherUser) == 0);
    } else if (what == "link") {
        QCOMPARE(::rename(r1.constData(), at("/outside/r1").constData()), 0);
        QCOMPARE(::symlink(at("/outside/r1").constData(), r1.constData()), 0);
    } else if (what == "open") {
        QCOMPARE(::chmod(at("/archives").constData(), 0777), 0);
        QCOMPARE(::chmod(at("/data").constData(), 0777), 0);
    } else if (what == "owner") {
        writeAt(run("owner"), ownerNaming(bystander));
        QCOMPARE(isRoot() ? ::chown(run("owner").constData(), otherUser, otherUser)
                          : ::chmod(run("owner").constData(), 0666),
                 0);
    } else {
        putInPlace(what, run("owner"));
    }
    if (what == "open" || what == "owner")
        return;
    for (const char *path : {"/data/1/x.zip", "/.nightkeep-demo/mounts", "/.nightkeep-demo/dsmc-preview"})
        putInPlace(what, at(path));
}

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

/// Another user who puts things into a folder and takes them away, as fast as the machine lets them.
class RacingUser
{
public:
    RacingUser(const QByteArray &folder, const QByteArray &outside, const QByteArray &script)
        : m_pid(::fork())
    {
        if (m_pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (::chdir(folder.constData()) != 0
                || (isRoot()
                    && (::setgroups(0, nullptr) != 0 || ::setresgid(otherUser, otherUser, otherUser) != 0
                        || ::setresuid(otherUser, otherUser, otherUser) != 0)))
                ::_exit(1);
            for (;;)
                attack(outside.constData(), script);
        }
    }
    ~RacingUser()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(RacingUser)
    [[nodiscard]] bool isAtIt() const { return m_pid > 1 && !isGone(m_pid); }

private:
    static void putJob(const char *folder, const QByteArray &script)
    {
        ::mkdir(folder, 0777);
        const int there = ::open(folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
        const int job = ::openat(there, "job.sh", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0777);
        std::ignore = ::write(job, script.constData(), size_t(script.size()));
        ::close(job);
        ::close(there);
    }
    static void attack(const char *outside, const QByteArray &script)
    {
        std::ignore = ::symlink(outside, ".nightkeep");
        std::ignore = ::symlink(outside, "r2.tar");
        const timespec breath {0, 200000}; // else it takes the whole processor from whom it races with
        ::nanosleep(&breath, nullptr);
        ::unlink(".nightkeep");
        ::unlink("r2.tar");
        ::mkdir(".nightkeep", 0777);
        // Theirs is moved out of the way, ours is in its place.
        ::rename(".nightkeep/new.r2", ".nightkeep/theirs");
        putJob(".nightkeep/new.r2", script);
        ::rename(".nightkeep", "moved");
        ::rename("moved/new.r2", "ours");
        ::unlink("ours/job.sh");
        ::rmdir("ours");
        ::rmdir("moved");
    }

    pid_t m_pid;
};

QByteArray raceText()
{
    QFile prelude(QStringLiteral(":/remote/prelude.sh"));
    QFile trust(QStringLiteral(":/remote/trust.sh"));
    if (!prelude.open(QIODevice::ReadOnly) || !trust.open(QIODevice::ReadOnly))
        return {};
    // What the start does in its folder, 180 times.
    return "nk_program=race\n" + prelude.readAll() + trust.readAll() + R"(
attempt() {
    nk_enter "$1"
    [ -d .nightkeep ] || mkdir .nightkeep
    nk_has_jobs || nk_refuse gone
    mkdir .nightkeep/new.r2 || nk_refuse gone
    echo 'echo done' >.nightkeep/new.r2/job.sh
    /bin/sh .nightkeep/new.r2/job.sh
}
umask 077
set -C
round=0
while [ "$round" -lt 180 ]; do
    (attempt "$1")
    rm -rf "$1/.nightkeep"
    round=$((round + 1))
done
)";
}

} // namespace

class TstArchiveOthers : public QObject
{
    Q_OBJECT

private slots:
    void whatIsPlantedIsRefused();
    void noNumberOfAnOwnerIsBelieved();
    void ordinaryFoldersAreTaken_data();
    void ordinaryFoldersAreTaken();
    void nobodyWinsARace_data();
    void nobodyWinsARace();
    void aLinkUnderTheNameIsNotFollowed();
};

void TstArchiveOthers::whatIsPlantedIsRefused()
{
    const QByteArrayList things {"folder", "link", "pipe", "device", "open", "owner"};
    const QByteArrayList touching {"archive-start", "archive-status", "archive-cancel", "tar-headers",
                                   "archive-verify"};
    int runs = 0;
    int written = 0;
    int hung = 0;
    int touched = 0;
    for (int i = 0; i <= int(RemoteProgram::ArchiveVerify); ++i) {
        const auto program = RemoteProgram(i);
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
    qInfo("9 programs x 6 planted things: %d runs, %d wrote outside, %d hung, %d processes of others ended", runs,
          written, hung, touched);
    QCOMPARE(runs, 54);
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

void TstArchiveOthers::nobodyWinsARace_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("sticky") << 01777;
    QTest::newRow("not sticky") << 0777;
}

void TstArchiveOthers::nobodyWinsARace()
{
    QFETCH(int, mode);
    const PlantedServer server;
    const QByteArray folder = server.at("/archives");
    QVERIFY(QDir(QFile::decodeName(folder)).removeRecursively());
    QCOMPARE(::mkdir(folder.constData(), 0755), 0);
    QCOMPARE(::chmod(folder.constData(), mode_t(mode)), 0);
    const QByteArray before = everythingBelow(server.at("/outside"));
    const QByteArray won = server.at("/outside/won");
    const RacingUser racer(folder, server.at("/outside"), "echo won >>'" + won + "'\necho stolen\n");
    const Said race = runShell(toldAnother(raceText()), {}, {QFile::decodeName(folder)});
    int made = int(race.output.count("done\n"));
    int refused = int(race.output.count("refused"));
    int stolen = int(race.output.count("stolen"));
    // The whole program, too.
    for (int i = 0; i < 20; ++i) {
        const Said start =
            runShell(toldAnother(textFor(RemoteProgram::ArchiveStart)), server.input(RemoteProgram::ArchiveStart));
        QVERIFY(!start.hung);
        refused += start.output.contains("unsafe") || start.output.contains("not-w") || start.output.contains("exists");
        made += start.output.contains("stale");
        stolen += start.output.contains("stolen");
        runTool(QStringLiteral("rm"), {QStringLiteral("-rf"), QFile::decodeName(folder + "/.nightkeep")});
    }
    qInfo("200 rounds: %d made, %d refused, %d won by the other", made, refused, stolen);
    QVERIFY(racer.isAtIt());
    QVERIFY(!race.hung);
    QCOMPARE(made + refused, 200);
    QCOMPARE(stolen, 0);
    QVERIFY(mode != 0777 || made == 0);
    QCOMPARE(everythingBelow(server.at("/outside")), before);
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

NIGHTKEEP_TEST(TstArchiveOthers, fault, Core, 600)
#include "tst_archiveothers.moc"

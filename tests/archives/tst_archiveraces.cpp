// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Another user of the server races with the programs. Tried before: a link or a folder of theirs that was put into
// the place of the jobs' folder between two steps of root's start made root write outside and run their job.sh;
// a link and a file of theirs that changed places made a file of theirs pass for root's own.
#include "tests/archives/archiveworld.h"
#include "tests/archives/plantedserver.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QtTest>

#include <csignal>
#include <cstdio>
#include <functional>

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Another user who does the same in a folder again and again, as fast as the machine lets them.
class RacingUser
{
public:
    RacingUser(const QByteArray &folder, const std::function<void()> &attack)
    {
        const pid_t test = ::getpid();
        m_pid = ::fork();
        if (m_pid != 0)
            return;
        if (::chdir(folder.constData()) != 0
            || (isRoot()
                && (::setgroups(0, nullptr) != 0 || ::setresgid(otherUser, otherUser, otherUser) != 0
                    || ::setresuid(otherUser, otherUser, otherUser) != 0)))
            ::_exit(1);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL); // another user has to say it anew
        if (::getppid() != test)
            ::_exit(1);
        for (;;)
            attack();
    }
    ~RacingUser()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(RacingUser)
    [[nodiscard]] bool isAtIt() const { return m_pid > 1 && !isGone(m_pid); }

private:
    pid_t m_pid = -1;
};

void putJob(const char *folder, const QByteArray &script)
{
    ::mkdir(folder, 0777);
    const int there = ::open(folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
    const int job = ::openat(there, "job.sh", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0777);
    std::ignore = ::write(job, script.constData(), size_t(script.size()));
    ::close(job);
    ::close(there);
}

void putThingsInPlace(const char *outside, const QByteArray &script)
{
    const timespec breath {0, 200000}; // else it takes the whole processor from whom it races with
    std::ignore = ::symlink(outside, ".nightkeep");
    std::ignore = ::symlink(outside, "r2.tar");
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
    ::nanosleep(&breath, nullptr); // nothing is there: root may win
}

QByteArray programOf(const QByteArray &lines)
{
    QFile prelude(QStringLiteral(":/remote/prelude.sh"));
    QFile trust(QStringLiteral(":/remote/trust.sh"));
    if (!prelude.open(QIODevice::ReadOnly) || !trust.open(QIODevice::ReadOnly))
        return {};
    return toldAnother("nk_program=race\n" + prelude.readAll() + trust.readAll() + lines);
}

/// What the start does in its folder, so many times.
QByteArray startsInARow(int rounds)
{
    return programOf(R"(
attempt() {
    nk_step archives
    [ -d .nightkeep ] || mkdir -m 700 .nightkeep
    nk_has_jobs || nk_refuse gone
    mkdir -m 700 .nightkeep/new.r2 || nk_refuse gone
    nk_must_be_ours .nightkeep/new.r2 d
    echo 'echo done' >.nightkeep/new.r2/job.sh
    nk_has_jobs
    /bin/sh .nightkeep/new.r2/job.sh
}
umask 077
set -C
nk_enter "$1"
round=0
while [ "$round" -lt )"
                     + QByteArray::number(rounds) + R"( ]; do
    (attempt)
    rm -rf archives/.nightkeep
    round=$((round + 1))
done
)");
}

} // namespace

class TstArchiveRaces : public QObject
{
    Q_OBJECT

private slots:
    void nobodyWinsARace_data();
    void nobodyWinsARace();
    void nobodyIsTakenForUs();
};

void TstArchiveRaces::nobodyWinsARace_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("sticky") << 01777;
    QTest::newRow("not sticky") << 0777;
}

void TstArchiveRaces::nobodyWinsARace()
{
    QFETCH(int, mode);
    constexpr int rounds = 180;
    constexpr int starts = 20;
    const PlantedServer server;
    const QByteArray folder = server.at("/archives");
    QVERIFY(QDir(QFile::decodeName(folder)).removeRecursively());
    QCOMPARE(::mkdir(folder.constData(), 0755), 0);
    QCOMPARE(::chmod(folder.constData(), mode_t(mode)), 0);
    const QByteArray before = everythingBelow(server.at("/outside"));
    const QByteArray outside = server.at("/outside");
    const QByteArray script = "echo won >>'" + outside + "/won'\necho stolen\n";
    const RacingUser racer(folder, [&] { putThingsInPlace(outside.constData(), script); });
    const Said race = runShell(startsInARow(rounds), {}, {QFile::decodeName(server.at(""))}, 400);
    QVERIFY(!race.hung);
    const auto refusals = [](const QByteArray &output, const QByteArray &code) {
        return int(output.count('\0' + code + '\0'));
    };
    int made = int(race.output.count("done\n"));
    int refused = refusals(race.output, "unsafe") + refusals(race.output, "gone");
    int stolen = int(race.output.count("stolen"));
    // The whole program, too.
    for (int i = 0; i < starts; ++i) {
        const Said start =
            runShell(toldAnother(textFor(RemoteProgram::ArchiveStart)), server.input(RemoteProgram::ArchiveStart));
        QVERIFY(!start.hung);
        for (const char *code : {"unsafe", "not-writable", "exists-run"})
            refused += refusals(start.output, code);
        made += refusals(start.output, "stale"); // what the job itself says here
        stolen += int(start.output.count("stolen"));
        runTool(QStringLiteral("rm"), {QStringLiteral("-rf"), QFile::decodeName(folder + "/.nightkeep")});
    }
    qInfo("%d rounds: %d made, %d refused, %d won by the other%s", rounds + starts, made, refused, stolen,
          isRoot() ? "" : "; without root there is no other, and all is refused");
    QVERIFY(racer.isAtIt());
    QCOMPARE(made + refused, isRoot() ? rounds + starts : starts + 1); // the first step of all is refused without
    QCOMPARE(stolen, 0);
    QCOMPARE(made > 0, isRoot() && mode == 01777);
    QCOMPARE(everythingBelow(outside), before);
}

void TstArchiveRaces::nobodyIsTakenForUs()
{
    const PlantedServer server;
    const QByteArray folder = server.at("/archives");
    const QByteArray victim = server.at("/outside/victim");
    QCOMPARE(::unlink((folder + "/r1.tar").constData()), 0);
    QCOMPARE(::chmod(folder.constData(), 01777), 0);
    const RacingUser racer(folder, [&] {
        if (::renameat2(AT_FDCWD, "r1.tar", AT_FDCWD, "theirs", RENAME_EXCHANGE) == 0)
            return;
        std::ignore = ::symlink(victim.constData(), "r1.tar");
        ::close(::open("theirs", O_CREAT | O_WRONLY | O_CLOEXEC, 0644));
    });
    const Said said = runShell(programOf(R"(
nk_enter "$1"
round=0
while [ "$round" -lt 200 ]; do
    nk_is_ours r1.tar && echo won
    round=$((round + 1))
done
echo over
)"),
                               {}, {QFile::decodeName(folder)}, 400);
    const int won = int(said.output.count("won\n"));
    qInfo("200 looks: %d won by the other%s", won, isRoot() ? "" : "; without root there is no other");
    QVERIFY(racer.isAtIt());
    QCOMPARE(said.output.contains("over\n"), isRoot());
    QCOMPARE(won, 0);
}

NIGHTKEEP_TEST(TstArchiveRaces, fault, Core, 900)
#include "tst_archiveraces.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/rawsockets.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>
#include <QTemporaryDir>
#include <QThreadPool>

#include <array>
#include <csignal>
#include <unistd.h>

using namespace Nightkeep;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const auto FolderMark = QStringLiteral("THE-FOLDER"); ///< in a configuration: the run's own folder
constexpr int RunsOfEach = 20;
constexpr int AtOnce = 8;
constexpr milliseconds Ample {120000}; ///< the limit of a run that must succeed
constexpr milliseconds Short {1500}; ///< the limit of a run that cannot
constexpr milliseconds Midway {4000}; ///< the same, but long enough for its session to begin
constexpr milliseconds Refused {12000}; ///< of one that the server refuses, which takes a slow machine a while to tell
constexpr milliseconds Stopping {60000}; ///< past its limit: ssh is asked to stop, then killed after two seconds
constexpr int Attempts = 5; ///< at what a machine that stalls may miss

/// What one run came to. A problem makes it a failure.
struct Outcome
{
    QString problem;
    bool recovered = true; ///< else it reported
    int left = 0; ///< processes that stayed behind
};

/// One program's worth of ssh, in a folder whose path marks every process of it.
class Reach
{
public:
    Reach(const SshFixture &fixture, const QString &knownHosts, const QStringList &config = {},
          const QString &runtimeFolder = {}, milliseconds idle = 10min)
        : m_server(fixture.server())
    {
        QFile file(folder() + QStringLiteral("/ssh_config"));
        m_isValid = file.open(QIODevice::WriteOnly)
            && file.write(fixture.sshConfig(QStringLiteral("nightkeep-test"), config)
                              .replace(FolderMark, folder())
                              .toLocal8Bit())
                > 0;
        file.close();
        SshHostsOptions options;
        options.runtimeFolder = runtimeFolder.isEmpty() ? folder() : runtimeFolder;
        options.knownHostsFile = knownHosts;
        options.configFile = file.fileName();
        options.idleTime = idle;
        m_hosts = std::make_unique<SshHosts>(options);
    }

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] SshHosts &hosts() { return *m_hosts; }
    [[nodiscard]] Server server() const { return m_server; }

    /// The probe's failure; nothing where it answered. Longer than its limit allows is a failure too.
    std::optional<Error> run(milliseconds limit = Ample, RemoteProgram program = RemoteProgram::Probe,
                             const CancelToken &cancel = {})
    {
        QElapsedTimer elapsed;
        elapsed.start();
        const auto host = m_hosts->open(m_server, Attendance::Background);
        if (!m_isValid || !host)
            return Error {ErrorKind::Internal, QStringLiteral("the test has no host"), {}, {}};
        const QByteArray input =
            program == RemoteProgram::Probe ? probeInput({QStringLiteral("sh")}, {"/"}) : QByteArray();
        const Result<QByteArray> answer = (*host)->run(program, input, cancel, {limit, 1024 * 1024});
        if (elapsed.elapsed() > (limit + Stopping).count())
            return Error {ErrorKind::Internal, QStringLiteral("it took %1 ms").arg(elapsed.elapsed()), {}, {}};
        if (answer && !readFrame(*answer, "probe"))
            return Error {ErrorKind::Internal, QStringLiteral("half an answer was taken for a whole one"), {}, {}};
        return answer ? std::nullopt : std::optional(answer.error());
    }

    [[nodiscard]] QList<qint64> processes(const QByteArray &having = {}) const
    {
        const QByteArray mark = QFile::encodeName(folder());
        QList<qint64> found;
        for (const qint64 process : descendantsOf(QCoreApplication::applicationPid())) {
            const QByteArray line = commandLineOf(process);
            if ((line.contains(mark) || (!m_socketFolder.isEmpty() && line.contains(m_socketFolder)))
                && line.contains(having))
                found.append(process);
        }
        return found;
    }
    [[nodiscard]] qint64 master() const { return processes(" -N -M ").value(0); }
    /// Wherever it is: ssh's rules lie beside it, and include what this folder has.
    [[nodiscard]] QByteArray socket() const
    {
        for (const qint64 process : descendantsOf(QCoreApplication::applicationPid())) {
            const QByteArray line = commandLineOf(process);
            const auto behind = [&line](const QByteArray &option) {
                return line.mid(line.indexOf(option) + option.size()).split(' ').value(0);
            };
            QFile rules(QFile::decodeName(behind(" -F ")));
            if (line.contains(" -N -M ") && rules.open(QIODevice::ReadOnly)
                && rules.readAll().contains(QFile::encodeName(folder())))
                return behind(" -S ");
        }
        return {};
    }
    /// Where the sockets are in another folder than ours, that is the mark of its sessions.
    void noteSocketFolder() { m_socketFolder = QFile::encodeName(QFileInfo(QFile::decodeName(socket())).path()); }

    /// Waits until a process with those words runs; 0 if none did within a minute.
    [[nodiscard]] qint64 waitFor(const QByteArray &having) const
    {
        qint64 found = 0;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                found = processes(having).value(0);
                return found != 0;
            },
            60000));
        return found;
    }

    /// Ends everything and counts what is left, once what was killed had its time to go.
    [[nodiscard]] int finish()
    {
        m_hosts.reset();
        static_cast<void>(QTest::qWaitFor([this] { return processes().isEmpty(); }, 60000));
        return static_cast<int>(processes().size());
    }

private:
    QTemporaryDir m_folder {QStringLiteral("/tmp/nkf-XXXXXX")};
    Server m_server;
    std::unique_ptr<SshHosts> m_hosts;
    QByteArray m_socketFolder;
    bool m_isValid = false;
};

/// A server whose sessions wait once they have begun, until they are let through.
class Gate
{
public:
    [[nodiscard]] bool start()
    {
        SshFixture::Options options;
        options.forcedCommand =
            QStringLiteral(
                "printf x >>%1; until [ -e %2 ] || ! [ -e %1 ]; do sleep 0.1; done; eval \"$SSH_ORIGINAL_COMMAND\"")
                .arg(begun(), open());
        const bool started = m_fixture.start(options);
        m_knownHosts = m_fixture.knownHostsFile();
        return started;
    }
    [[nodiscard]] const SshFixture &fixture() const { return m_fixture; }
    [[nodiscard]] QString knownHosts() const { return m_knownHosts; }
    void letThrough() const { static_cast<void>(QFile(open()).open(QIODevice::WriteOnly)); }
    void holdBack() const { QFile::remove(open()); }
    [[nodiscard]] qint64 timesBegun() const { return QFileInfo(begun()).size(); }

private:
    [[nodiscard]] QString begun() const { return m_fixture.folder() + QStringLiteral("/begun"); }
    [[nodiscard]] QString open() const { return m_fixture.folder() + QStringLiteral("/open"); }

    SshFixture m_fixture;
    QString m_knownHosts;
};

QString inWords(const char *what, const std::optional<Error> &error)
{
    return QStringLiteral("%1: %2").arg(
        QLatin1String(what),
        error ? QStringLiteral("%1, %2 %3").arg(nameOf(error->kind), error->message, error->detail)
              : QStringLiteral("it succeeded"));
}

bool sendSignal(qint64 process, int signal)
{
    return process > 1 && ::kill(static_cast<pid_t>(process), signal) == 0;
}

} // namespace

/// The eight ways in which a shared master fails, twenty times each against real servers, several at a
/// time: each run recovers or says what is the matter within its limit, and leaves no process behind.
class TstSshMasterFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFaultRecoversOrReports();

private:
    using Fault = Outcome (TstSshMasterFaults::*)(int run);

    Outcome staleSocket(int run);
    Outcome killedMaster(int run);
    static Outcome killedUnderASession(RemoteProgram program);
    Outcome frozenMaster(int run);
    Outcome halfOpenConnection(int run);
    Outcome oneSession(int run);
    Outcome droppedStartup(int run);
    static Outcome droppedOnce(int run); ///< newer servers tell of few drops a minute: each try has one of its own
    Outcome longPath(int run);
    Outcome expiry(int run);

    [[nodiscard]] static Outcome ended(Reach &reach, const QString &problem, bool recovered = true);
    /// A master that will answer no more: the first run says so in time, the next has another.
    [[nodiscard]] static QString reportsThenRecovers(Reach &reach, const QByteArray &victim, int signal);
    /// The same, where it falls silent under a session.
    [[nodiscard]] static QString reportsMidway(Reach &reach, const Gate &gate, const QByteArray &victim, int signal);

    SshFixture m_fixture;
    SshFixture m_slow; ///< each session takes some time
    SshFixture m_narrow; ///< the same, and one session at a time
    SshFixture m_busy; ///< whose one session does not end
    QString m_known;
    QString m_slowKnown;
    QString m_narrowKnown;
    QString m_busyKnown;
};

void TstSshMasterFaults::initTestCase()
{
    const QString slow = QStringLiteral("sleep 0.6; eval \"$SSH_ORIGINAL_COMMAND\"");
    SshFixture::Options slowly;
    slowly.forcedCommand = slow;
    SshFixture::Options narrow;
    narrow.forcedCommand = slow;
    narrow.maxSessions = 1;
    SshFixture::Options busy;
    busy.forcedCommand = QStringLiteral("exec sleep 300");
    busy.maxSessions = 1;
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
    QVERIFY2(m_slow.start(slowly), qPrintable(m_slow.problem()));
    QVERIFY2(m_narrow.start(narrow), qPrintable(m_narrow.problem()));
    QVERIFY2(m_busy.start(busy), qPrintable(m_busy.problem()));
    m_known = m_fixture.knownHostsFile();
    m_slowKnown = m_slow.knownHostsFile();
    m_narrowKnown = m_narrow.knownHostsFile();
    m_busyKnown = m_busy.knownHostsFile();
}

Outcome TstSshMasterFaults::ended(Reach &reach, const QString &problem, bool recovered)
{
    return {problem, recovered, reach.finish()};
}

Outcome TstSshMasterFaults::staleSocket(int run)
{
    Reach reach(m_fixture, m_known);
    if (const auto error = reach.run())
        return ended(reach, inWords("before the fault", error));
    const QByteArray socket = reach.socket();
    bool made = false;
    switch (run % 4) {
    case 0: // the socket of a master that has gone
        made = sendSignal(reach.master(), SIGKILL) && QFile::exists(QFile::decodeName(socket));
        break;
    case 1: // a master without its socket
        made = ::unlink(socket.constData()) == 0;
        break;
    case 2: { // something else in the socket's place
        QFile file(QFile::decodeName(socket));
        made = ::unlink(socket.constData()) == 0 && file.open(QIODevice::WriteOnly);
        break;
    }
    default: // a socket that nobody listens to
        made = ::unlink(socket.constData()) == 0 && makeDeadSocket(socket);
    }
    if (!made)
        return ended(reach, QStringLiteral("the fault could not be made"));
    if (const auto error = reach.run())
        return ended(reach, inWords("after the fault", error));
    return ended(reach, {});
}

Outcome TstSshMasterFaults::killedMaster(int run)
{
    if (run % 4 >= 2)
        return killedUnderASession(run % 4 == 2 ? RemoteProgram::Probe : RemoteProgram::ArchiveCancel);
    Reach reach(m_slow, m_slowKnown);
    if (run % 4 == 0) { // in the middle of its login
        QFuture<std::optional<Error>> running = QtConcurrent::run([&reach] { return reach.run(); });
        const bool killed = sendSignal(reach.waitFor(" -N -M "), SIGKILL);
        const std::optional<Error> error = running.result();
        if (!killed || (error && error->kind != ErrorKind::Unreachable))
            return ended(reach, inWords("killed at login", error));
        const std::optional<Error> next = reach.run();
        return ended(reach, next ? inWords("after a login was killed", next) : QString(), !error);
    }
    if (const auto error = reach.run())
        return ended(reach, inWords("before the fault", error));
    const bool killed = sendSignal(reach.master(), SIGKILL); // while nobody looks
    const std::optional<Error> error = reach.run();
    return ended(reach, !killed || error ? inWords("after the fault", error) : QString());
}

Outcome TstSshMasterFaults::killedUnderASession(RemoteProgram program)
{
    Gate gate;
    if (!gate.start())
        return {gate.fixture().problem()};
    Reach reach(gate.fixture(), gate.knownHosts());
    QFuture<std::optional<Error>> running = QtConcurrent::run([&] { return reach.run(Ample, program); });
    static_cast<void>(QTest::qWaitFor([&] { return gate.timesBegun() > 0 || running.isFinished(); }, 120000));
    const bool killed = gate.timesBegun() == 1 && sendSignal(reach.master(), SIGKILL);
    gate.letThrough();
    const std::optional<Error> error = running.result();
    if (program == RemoteProgram::Probe) // what only reads is asked again
        return ended(reach, !killed || error ? inWords("killed under a session", error) : QString());
    // What acts is not done twice: it is reported.
    const bool right = killed && error && error->kind == ErrorKind::Unreachable && gate.timesBegun() == 1;
    return ended(reach, right ? QString() : inWords("an act under which it was killed", error), false);
}

QString TstSshMasterFaults::reportsThenRecovers(Reach &reach, const QByteArray &victim, int signal)
{
    if (const auto error = reach.run())
        return inWords("before the fault", error);
    if (!sendSignal(reach.waitFor(victim), signal))
        return QStringLiteral("the fault could not be made");
    const std::optional<Error> error = reach.run(Short);
    if (!error || error->kind != ErrorKind::TimedOut)
        return inWords("at the fault", error);
    const std::optional<Error> next = reach.run();
    return next ? inWords("after the fault", next) : QString();
}

QString TstSshMasterFaults::reportsMidway(Reach &reach, const Gate &gate, const QByteArray &victim, int signal)
{
    std::optional<Error> error;
    bool disturbed = false;
    for (int attempt = 0; attempt < Attempts && !disturbed; ++attempt) { // it may not have begun in that time
        gate.letThrough();
        if (const auto problem = reach.run())
            return inWords("before the fault", problem);
        gate.holdBack();
        const qint64 before = gate.timesBegun();
        QFuture<std::optional<Error>> running = QtConcurrent::run([&reach] { return reach.run(Midway); });
        static_cast<void>(QTest::qWaitFor([&] { return gate.timesBegun() > before || running.isFinished(); }, 120000));
        disturbed = !running.isFinished() && sendSignal(reach.waitFor(victim), signal);
        gate.letThrough(); // what is then said goes nowhere
        error = running.result();
    }
    if (!disturbed || !error || error->kind != ErrorKind::TimedOut)
        return inWords(disturbed ? "at the fault" : "no session to disturb", error);
    const std::optional<Error> next = reach.run();
    return next ? inWords("after the fault", next) : QString();
}

Outcome TstSshMasterFaults::frozenMaster(int run)
{
    const QByteArray victim = " -N -M ";
    if (run % 2 == 0) {
        Reach reach(m_slow, m_slowKnown);
        return ended(reach, reportsThenRecovers(reach, victim, SIGSTOP));
    }
    Gate gate;
    if (!gate.start())
        return {gate.fixture().problem()};
    Reach reach(gate.fixture(), gate.knownHosts());
    return ended(reach, reportsMidway(reach, gate, victim, SIGSTOP));
}

Outcome TstSshMasterFaults::halfOpenConnection(int run)
{
    const QByteArray victim = "nightkeep-cutproxyprogram";
    const auto proxy = [&](const SshFixture &fixture) {
        return QStringList {QStringLiteral("ProxyCommand %1 %2 1000000000 freeze ")
                                .arg(testBinary(QString::fromLatin1(victim)))
                                .arg(fixture.port())
                            + FolderMark};
    };
    if (run % 2 == 0) {
        Reach reach(m_slow, m_slowKnown, proxy(m_slow));
        return ended(reach, reportsThenRecovers(reach, victim, SIGUSR1));
    }
    Gate gate;
    if (!gate.start())
        return {gate.fixture().problem()};
    Reach reach(gate.fixture(), gate.knownHosts(), proxy(gate.fixture()));
    return ended(reach, reportsMidway(reach, gate, victim, SIGUSR1));
}

Outcome TstSshMasterFaults::oneSession(int run)
{
    if (run % 2 == 0) { // several jobs at a time: each has its turn
        Reach reach(m_narrow, m_narrowKnown);
        QList<QFuture<std::optional<Error>>> running;
        for (int job = 0; job < 3; ++job)
            running.append(QtConcurrent::run([&reach] { return reach.run(); }));
        QString problem;
        for (auto &job : running) {
            if (const auto error = job.result())
                problem += inWords("a job of three", error);
        }
        return ended(reach, problem);
    }
    Reach reach(m_busy, m_busyKnown); // one that does not end: the others say so in time
    const CancelToken stop;
    QFuture<std::optional<Error>> holder =
        QtConcurrent::run([&reach, stop] { return reach.run(Ample, RemoteProgram::Probe, stop); });
    const bool held = reach.waitFor(" ControlMaster=no ") != 0;
    std::optional<Error> error = reach.run(Refused);
    // It came first, and was the one that does not end; or its server was not let run in that time.
    for (int again = 1; again < Attempts && error && error->kind == ErrorKind::TimedOut; ++again)
        error = reach.run(Refused);
    stop.cancel();
    const std::optional<Error> first = holder.result();
    const bool right = held && error && error->kind == ErrorKind::Busy && first;
    return ended(reach, right ? QString() : inWords("beside a session that does not end", error), false);
}

Outcome TstSshMasterFaults::droppedStartup(int run)
{
    // All four logins together take two seconds, in which a server that stalls does not notice that a place is free.
    Outcome outcome = droppedOnce(run);
    for (int again = 1; again < Attempts && !outcome.problem.isEmpty(); ++again) {
        const int left = outcome.left;
        outcome = droppedOnce(run);
        outcome.left += left;
    }
    return outcome;
}

Outcome TstSshMasterFaults::droppedOnce(int run)
{
    SshFixture fixture;
    SshFixture::Options options;
    options.extraConfig = {QStringLiteral("MaxStartups 1:100:1")};
    if (!fixture.start(options))
        return {fixture.problem()};
    Reach reach(fixture, fixture.knownHostsFile());
    const int held = holdStartup(fixture.port());
    if (held < 0)
        return ended(reach, QStringLiteral("the fault could not be made"));
    const bool frees = run % 2 == 0;
    const qsizetype before = fixture.log().count("drop connection");
    QFuture<std::optional<Error>> running = QtConcurrent::run([&reach] { return reach.run(); });
    if (frees) { // once it has been turned away
        static_cast<void>(QTest::qWaitFor(
            [&] { return fixture.log().count("drop connection") > before || running.isFinished(); }, 60000));
        ::close(held);
    }
    const std::optional<Error> error = running.result();
    if (!frees)
        ::close(held);
    const bool right = frees ? !error : error && error->kind == ErrorKind::Unreachable;
    const bool dropped = fixture.log().count("drop connection") > before;
    return ended(reach, right && dropped ? QString() : inWords("while logins are dropped", error), frees);
}

Outcome TstSshMasterFaults::longPath(int run)
{
    const QTemporaryDir parent;
    QString runtime = parent.path();
    while (runtime.size() < 40 + 10 * run)
        runtime += QStringLiteral("/nested-it");
    QDir().mkpath(runtime);
    Reach reach(m_fixture, m_known, {}, runtime);
    if (const auto error = reach.run())
        return ended(reach, inWords("with a long path", error));
    const QByteArray socket = reach.socket();
    reach.noteSocketFolder();
    const bool fits = socket.startsWith('/') && socket.size() + 17 <= 104; // ssh adds 17 while it makes it
    const std::optional<Error> again = reach.run();
    if (!fits || again)
        return ended(reach, QString::fromLocal8Bit(socket) + inWords(", again", again));
    return ended(reach, {});
}

Outcome TstSshMasterFaults::expiry(int run)
{
    if (run % 2 == 0) { // ours: unused masters are closed at every moment, while others ask for them
        Reach reach(m_fixture, m_known, {}, {}, 0ms);
        Server other = reach.server();
        other.connection.port = m_fixture.port();
        std::atomic_int failures = 0;
        const auto hammer = [&](const Server &server) {
            for (int i = 0; i < 4; ++i) {
                const auto host = reach.hosts().open(server, Attendance::Background);
                if (!host || !probe(**host, {"/"}, {}, {Ample, 1024 * 1024}))
                    ++failures;
            }
        };
        QFuture<void> first = QtConcurrent::run([&] { hammer(reach.server()); });
        hammer(other);
        first.waitForFinished();
        return ended(reach, failures == 0 ? QString() : QStringLiteral("%1 of 8 failed").arg(failures.load()));
    }
    // Somebody else's: the master ends by itself at some moment around the session's beginning.
    Reach reach(m_fixture, m_known);
    if (const auto error = reach.run())
        return ended(reach, inWords("before the fault", error));
    const qint64 master = reach.master();
    QFuture<std::optional<Error>> running = QtConcurrent::run([&reach] { return reach.run(); });
    const QDeadlineTimer moment(run * 5LL / 2);
    while (!moment.hasExpired())
        QThread::yieldCurrentThread();
    const bool sent = sendSignal(master, SIGTERM);
    const std::optional<Error> error = running.result();
    return ended(reach, !sent || error ? inWords("as the master expired", error) : QString());
}

void TstSshMasterFaults::everyFaultRecoversOrReports()
{
    struct Named
    {
        const char *name;
        Fault fault;
    };
    const std::array faults {
        Named {"stale socket", &TstSshMasterFaults::staleSocket},
        Named {"master killed", &TstSshMasterFaults::killedMaster},
        Named {"master frozen", &TstSshMasterFaults::frozenMaster},
        Named {"half-open connection", &TstSshMasterFaults::halfOpenConnection},
        Named {"MaxSessions 1", &TstSshMasterFaults::oneSession},
        Named {"MaxStartups drops", &TstSshMasterFaults::droppedStartup},
        Named {"over-long path", &TstSshMasterFaults::longPath},
        Named {"expiry race", &TstSshMasterFaults::expiry},
    };
    std::array<std::array<Outcome, RunsOfEach>, faults.size()> outcomes;
    // A pool of its own: what a run starts beside itself goes to the global one, which must have room.
    QThreadPool::globalInstance()->setMaxThreadCount(4 * AtOnce);
    QThreadPool pool;
    pool.setMaxThreadCount(AtOnce);
    for (int run = 0; run < RunsOfEach; ++run) {
        for (size_t fault = 0; fault < faults.size(); ++fault)
            pool.start([this, &outcomes, &faults, fault, run] {
                outcomes[fault][static_cast<size_t>(run)] = (this->*faults[fault].fault)(run);
            });
    }
    pool.waitForDone();

    int good = 0;
    int left = 0;
    QStringList problems;
    for (size_t fault = 0; fault < faults.size(); ++fault) {
        int recovered = 0;
        int reported = 0;
        for (int run = 0; run < RunsOfEach; ++run) {
            const Outcome &outcome = outcomes[fault][static_cast<size_t>(run)];
            left += outcome.left;
            if (outcome.problem.isEmpty())
                ++(outcome.recovered ? recovered : reported);
            else
                problems += QStringLiteral("%1, run %2: %3")
                                .arg(QLatin1String(faults[fault].name))
                                .arg(run)
                                .arg(outcome.problem);
        }
        good += recovered + reported;
        qInfo("%-20s %2d recovered, %2d reported, of %d", faults[fault].name, recovered, reported, RunsOfEach);
    }
    qInfo("%d of %d recovered or reported, %d processes left", good, RunsOfEach * static_cast<int>(faults.size()),
          left);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    QCOMPARE(left, 0);
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 60000);
}

NIGHTKEEP_TEST(TstSshMasterFaults, fault, Core, 600)
#include "tst_sshmasterfaults.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that are lost, or fall silent, anywhere on the way to the server or back: nothing that came in part is
// taken for the whole.
#include "app/process/processrunner.h"
#include "app/process/remoteprograms.h"
#include "app/ssh/sshhosts.h"
#include "models/archives/archiveanswers.h"
#include "models/places/handoveranswers.h"
#include "tests/archives/archivechecks.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QMap>
#include <QRandomGenerator>
#include <QThreadPool>
#include <QtTest>

using namespace Nightkeep;

namespace {

/// A server whose answers to one program break off after so many bytes, and look as if they ended well.
class CutHosts final : public RemoteHosts
{
public:
    explicit CutHosts(RemoteHosts &hosts)
        : m_hosts(hosts)
    {
    }
    std::optional<RemoteProgram> program;
    double part = 1; ///< of the answer that arrives
    int cuts = 0;

    Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance attendance) override
    {
        Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, attendance);
        if (!host)
            return host;
        return std::make_unique<Host>(*this, std::move(*host));
    }

private:
    class Host final : public RemoteHost
    {
    public:
        Host(CutHosts &hosts, std::unique_ptr<RemoteHost> host)
            : m_hosts(hosts)
            , m_host(std::move(host))
        {
        }
        Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                               const RemoteLimits &limits) override
        {
            if (program != m_hosts.program)
                return m_host->run(program, input, cancel, limits);
            // The server says the same each time.
            QByteArray &whole = m_hosts.m_answers[int(program)];
            if (whole.isEmpty()) {
                const Result<QByteArray> answer = m_host->run(program, input, cancel, limits);
                if (!answer)
                    return answer;
                whole = *answer;
            }
            ++m_hosts.cuts;
            return whole.left(qsizetype(double(whole.size()) * m_hosts.part));
        }
        Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                             const CancelToken &cancel, const RemoteLimits &limits) override
        {
            return run(program, input, cancel, limits).and_then(sink);
        }
        Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &path, const CancelToken &cancel) override
        {
            return m_host->forwardSocket(path, cancel);
        }
        QList<ConnectionCheck> checkConnection(const CancelToken &) override { return {}; }
        Result<OfferedHostKey> offeredHostKey(const CancelToken &cancel) override
        {
            return m_host->offeredHostKey(cancel);
        }
        Result<void> trustHostKey(const OfferedHostKey &key, const CancelToken &cancel) override
        {
            return m_host->trustHostKey(key, cancel);
        }

    private:
        CutHosts &m_hosts;
        std::unique_ptr<RemoteHost> m_host;
    };

    RemoteHosts &m_hosts;
    QMap<int, QByteArray> m_answers;
};

/// Every name below a folder, and what the files hold.
QByteArray cutServerState(const QString &folder)
{
    QStringList names;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        names.append(all.next());
    names.sort();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &name : std::as_const(names)) {
        if (name.endsWith(QLatin1String("/guard"))) // which is opened by who looks, too
            continue;
        hash.addData(name.toUtf8());
        hash.addData(readBytes(name));
    }
    return hash.result();
}

} // namespace

class TstArchiveCuts : public QObject
{
    Q_OBJECT

private slots:
    void answersThatBreakOff();
    void inputsThatBreakOff();
    void connectionsThatBreakOffOrFreeze();
};

void TstArchiveCuts::answersThatBreakOff()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    CutHosts hosts(world.hosts);
    ArchiveService service(world.store, world.workspace->store(), world.workspace->store(), hosts, world.moodles,
                           world.lister, world.audit, [] { return QDateTime::currentDateTime(); });
    const ArchiveRecord done = world.startAndWait(service, QStringLiteral("a"));
    QVERIFY(provenComplete(world, done));
    const QString run = done.run.id;
    const ArchiveRequest next = world.request(QStringLiteral("b"));
    using Ask = std::function<bool()>; // whether it was answered
    const QList<QPair<RemoteProgram, Ask>> questions {
        {RemoteProgram::Zips, [&] { return service.plan(next, CancelToken()).has_value(); }},
        {RemoteProgram::ArchiveStatus, [&] { return service.status(run, CancelToken()).has_value(); }},
        {RemoteProgram::TarHeaders, [&] { return service.contents(run, CancelToken()).has_value(); }},
        {RemoteProgram::ArchiveVerify, [&] { return service.verify(run, CancelToken()).has_value(); }},
    };
    QRandomGenerator random(17);
    for (const auto &[program, ask] : questions) {
        hosts.program = program;
        hosts.part = 1;
        QVERIFY2(ask(), qPrintable(remoteProgramName(program)));
        for (int i = 0; i < 90; ++i) {
            hosts.part = random.bounded(1.0);
            QVERIFY2(!ask(), qPrintable(remoteProgramName(program) + QString::number(hosts.part)));
        }
        hosts.part = 1;
        QVERIFY(ask());
    }
    QCOMPARE(service.runs()->constFirst().status.state, ArchiveState::Complete);
    qInfo("%d answers, of which 360 broke off: none of those was taken", hosts.cuts);
}

void TstArchiveCuts::inputsThatBreakOff()
{
    ArchiveWorld world;
    world.addCourses(3, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    QVERIFY(provenComplete(world, done));
    QVERIFY(QDir().mkpath(world.path("/second")));
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("b")), CancelToken());
    QVERIFY(plan.has_value());
    ArchiveStartInput start;
    start.run = done.run;
    start.run.id = QStringLiteral("r2");
    start.run.request.name = QStringLiteral("b");
    for (const PlannedZip &zip : plan->zips)
        start.files.append(zip);
    start.jobText = archiveJobText();
    ArchivePlace second;
    second.name = QStringLiteral("second");
    second.kind = PlaceKind::Folder;
    second.folder = "/second";
    const QString who = QStringLiteral("rfg");
    const QList<QPair<RemoteProgram, QByteArray>> calls {
        {RemoteProgram::ArchiveStart, archiveStartFields(start)},
        {RemoteProgram::HandOverStart, inputFields(handOverStartFields(done.run, second, who))},
        {RemoteProgram::ArchiveStatus, inputFields({done.run.archiveFolder, done.run.id.toUtf8()})},
        {RemoteProgram::HandOverStop, inputFields(handOverStopFields(done.run, second.name, who))},
    };
    const QByteArray before = cutServerState(world.path("/"));
    QRandomGenerator random(18);
    int cuts = 0;
    for (const auto &[program, input] : calls) {
        const Result<QByteArray> text = remoteProgramText(program);
        QVERIFY(text.has_value());
        const RemoteInvocation whole = invocationOf(*text, world.server.connection.root, input);
        const qsizetype fields = world.server.connection.root.toUtf8().size() + 1 + input.size();
        for (int i = 0; i < 30; ++i) {
            // The program itself now and then, and mostly what it is to work on: of that one byte less, too.
            const qsizetype lost = i == 0 ? 1
                : i % 5 == 1              ? fields + random.bounded(int(whole.input.size() - fields)) + 1
                                          : random.bounded(int(fields)) + 1;
            ProcessRequest request;
            request.program = QStringLiteral("/bin/sh");
            request.arguments = {QStringLiteral("-c"), whole.script, QStringLiteral("nightkeep")};
            request.inheritEnvironment = false;
            request.input = whole.input.chopped(std::min(lost, whole.input.size()));
            request.timeLimit = std::chrono::minutes(2);
            const ProcessResult ended = runProcess(request, CancelToken());
            const QByteArray what =
                remoteProgramName(program).toUtf8() + " without its last " + QByteArray::number(lost);
            QVERIFY2(ended.ending == ProcessResult::Ending::ExitCode, what.constData());
            QVERIFY2(cutServerState(world.path("/")) == before, what.constData());
            ++cuts;
        }
    }
    qInfo("%d inputs broke off: nothing was begun", cuts);
}

void TstArchiveCuts::connectionsThatBreakOffOrFreeze()
{
    ArchiveWorld world;
    world.addCourses(2, 1000);
    const auto service = world.newService();
    const ArchiveRecord done = world.startAndWait(*service, QStringLiteral("a"));
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const QByteArray input = inputFields({world.path("/data/archives").toUtf8(), done.run.id.toUtf8()});
    LocalShellHost near(world.server);
    const Result<QList<FrameRecord>> whole =
        askProgram(near, RemoteProgram::ArchiveStatus, inputFields({done.run.archiveFolder, done.run.id.toUtf8()}),
                   world.server.name, CancelToken());
    QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().message));
    QMap<int, SshHostsOptions> ways;
    QRandomGenerator random(19);
    for (int i = 0; i < 40; ++i) {
        SshHostsOptions options;
        options.runtimeFolder = fixture.folder();
        options.knownHostsFile = fixture.knownHostsFile();
        options.askpassProgram =
            qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeep-testaskpassprogram");
        const QString config = fixture.folder() + QStringLiteral("/config-%1").arg(i);
        const QString proxy = QStringLiteral("ProxyCommand %1/nightkeep-cutproxyprogram %2 %3 %4")
                                  .arg(qEnvironmentVariable("NIGHTKEEP_BIN_DIR"))
                                  .arg(fixture.port())
                                  .arg(random.bounded(6000)) // a login takes about 3,000 bytes
                                  .arg(i % 4 == 0 ? QStringLiteral("freeze") : QStringLiteral("cut"));
        writeBytes(config, fixture.sshConfig(QStringLiteral("nightkeep-test"), {proxy}).toUtf8());
        options.configFile = config;
        ways.insert(i, options);
    }
    QMutex lock;
    QStringList violations;
    int taken = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(4); // mostly they wait
    for (const SshHostsOptions &options : std::as_const(ways)) {
        pool.start([&, options] {
            QElapsedTimer elapsed;
            elapsed.start();
            SshHosts hosts(options);
            const Result<std::unique_ptr<RemoteHost>> host = hosts.open(fixture.server(), Attendance::Background);
            const Result<QByteArray> answer = host
                ? (*host)->run(RemoteProgram::ArchiveStatus, input, CancelToken(), {std::chrono::seconds(3), 1 << 20})
                : fail(host.error());
            const QMutexLocker locker(&lock);
            // ssh may end well although its master died before it had written all: the frame tells.
            const Result<QList<FrameRecord>> read =
                answer ? readAnswer(*answer, RemoteProgram::ArchiveStatus, world.server.name) : fail(answer.error());
            if (read && read->size() != whole->size())
                violations.append(QStringLiteral("a part was taken: ")
                                  + QString::fromLatin1(answer->toPercentEncoding().right(300)));
            if (elapsed.elapsed() > 90000)
                violations.append(QStringLiteral("hung"));
            taken += read.has_value();
        });
    }
    pool.waitForDone();
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join(u'\n')));
    qInfo("40 connections cut or frozen: %d answers were whole by then, 0 partial ones taken", taken);
}

NIGHTKEEP_TEST(TstArchiveCuts, fault, Core, 300)
#include "tst_archivecuts.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/localshellhost.h"
#include "app/process/remoteprograms.h"
#include "models/servers/serversnapshot.h"
#include "tests/support/remoteprogramlist.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

class TstLocalShellHost : public QObject
{
    Q_OBJECT

private slots:
    void everyProgramIsBuiltIn();
    void bootstrapHoldsNothingButANumber();
    void bootstrapHandsOverEveryByte();
    void programEndsWithNewlines();
    void bootstrapWithAnyDd_data();
    void bootstrapWithAnyDd();
    void programInPieces_data() { bootstrapWithAnyDd_data(); }
    void programInPieces();
    void programThatDoesNotArrive_data();
    void programThatDoesNotArrive();
    void runsBelowItsRoot();
    void outputGoesWhereItIsWanted();
    void environmentIsCleaned();
    void checks();
    void missingRoot();
    void unusableRoots_data();
    void unusableRoots();
    void hasNoHostKey();
    void cancelled();
};

namespace {

Server serverAt(const QString &root)
{
    Server server;
    server.name = QStringLiteral("moodle-demo");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = root;
    return server;
}

QByteArray shell(const QByteArray &text, const QByteArray &input)
{
    const RemoteInvocation invocation = invocationOf(text, QString(), input);
    QProcess process; // the whole command, as a login shell gets it from sshd
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), invocation.command});
    process.write(invocation.input);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAllStandardOutput();
}

// What a dd does with "iflag=fullblock": some know it, older ones refuse it and have read nothing.
const QByteArray RefusingDd = "case $* in *iflag*) exit 1 ;; esac\nexec /bin/dd \"$@\"\n";

/// Starts the command with a dd of its own in front of PATH; an empty text leaves the machine's.
void startWith(QProcess &process, const QTemporaryDir &folder, const QByteArray &dd, const QString &command)
{
    if (!dd.isEmpty()) {
        QFile file(folder.filePath(QStringLiteral("dd")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("#!/bin/sh\n" + dd) > 0);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), folder.path() + u':' + qEnvironmentVariable("PATH"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QVERIFY(process.waitForStarted());
}

} // namespace

void TstLocalShellHost::everyProgramIsBuiltIn()
{
    for (const RemoteProgram program : allRemotePrograms()) {
        const auto text = remoteProgramText(program);
        QVERIFY2(text, qPrintable(remoteProgramName(program)));
        for (const char byte : *text) // a program's length in bytes is what dd counts
            QVERIFY(byte > 0);
    }
}

void TstLocalShellHost::bootstrapHoldsNothingButANumber()
{
    const QString command = bootstrapCommand(1234);
    QVERIFY(command.startsWith(QStringLiteral("exec /bin/sh -c 'n=1234; ")));
    QVERIFY(command.endsWith(QStringLiteral("' nightkeep")));
    QCOMPARE(command.count(u'\''), 2); // and nothing that csh would expand within them
    QVERIFY(!command.contains(u'!') && !command.contains(u'\n'));
    const RemoteInvocation first = invocationOf("true", QStringLiteral("/a"), "x");
    const RemoteInvocation second = invocationOf("exit", QStringLiteral("/b'; id"), "$(id)");
    QCOMPARE(first.command, second.command);
    QCOMPARE(second.input, QByteArray("exit/b'; id\0$(id)", 17));
}

void TstLocalShellHost::bootstrapHandsOverEveryByte()
{
    QByteArray bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes.append(static_cast<char>(byte));
    QCOMPARE(shell("cat", bytes), '\0' + bytes); // the empty root comes first
}

void TstLocalShellHost::programEndsWithNewlines()
{
    QCOMPARE(shell("cat\n\n\n", "\n\nx\n"), QByteArray("\0\n\nx\n", 5));
}

void TstLocalShellHost::bootstrapWithAnyDd_data()
{
    QTest::addColumn<QByteArray>("dd");
    QTest::newRow("this machine's") << QByteArray();
    QTest::newRow("refuses a full block") << RefusingDd;
}

void TstLocalShellHost::bootstrapWithAnyDd()
{
    QFETCH(QByteArray, dd);
    const QTemporaryDir folder;
    const QByteArray text = "#" + QByteArray(100000, 'x') + "\ncat";
    const RemoteInvocation invocation = invocationOf(text, QString(), "\n\nrest\n");
    QProcess process;
    startWith(process, folder, dd, invocation.command);
    process.write(invocation.input);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardOutput(), QByteArray("\0\n\nrest\n", 8));
}

void TstLocalShellHost::programInPieces()
{
    QFETCH(QByteArray, dd);
    const QTemporaryDir folder;
    const RemoteInvocation invocation = invocationOf("# a text in pieces\nprintf got:\ncat", QString(), "rest");
    QProcess process;
    startWith(process, folder, dd, invocation.command);
    for (const char byte : invocation.input) { // one read of dd's finds no more than this
        QCOMPARE(process.write(&byte, 1), 1);
        QVERIFY(process.waitForBytesWritten());
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardOutput(), QByteArray("got:\0rest", 9));
}

void TstLocalShellHost::programThatDoesNotArrive_data()
{
    QTest::addColumn<QByteArray>("dd");
    QTest::addColumn<int>("missing");
    QTest::newRow("input that ends") << QByteArray() << 1;
    QTest::newRow("input that ends, single bytes") << RefusingDd << 1;
    // A read that fails after some bytes were taken: what follows would be read as the program's rest.
    QTest::newRow("dd that loses bytes") << QByteArray(
        "case $* in count=0*) exit 0 ;; *iflag*) /bin/dd bs=1 count=5 >/dev/null; exit 1 ;; esac\n"
        "exec /bin/dd \"$@\"\n") << 0;
    QTest::newRow("dd that gives half and fails")
        << QByteArray("case $* in count=0*) exit 0 ;; *iflag*) /bin/dd bs=1 count=5; exit 1 ;; esac\n"
                      "exec /bin/dd \"$@\"\n")
        << 0;
    QTest::newRow("no dd") << QByteArray("exit 127\n") << 0;
}

void TstLocalShellHost::programThatDoesNotArrive()
{
    QFETCH(QByteArray, dd);
    QFETCH(int, missing);
    const QTemporaryDir folder;
    const QByteArray text = "true;echo ran\necho ran";
    const RemoteInvocation invocation = invocationOf(text, QString(), "echo ran;echo ran");
    QProcess process;
    startWith(process, folder, dd, invocation.command);
    process.write(missing > 0 ? text.chopped(missing) : invocation.input);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 3);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), QByteArray("nightkeep: the program did not arrive whole\n"));
}

void TstLocalShellHost::runsBelowItsRoot()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("data/moodle")));
    LocalShellHost host(serverAt(folder.path() + QLatin1Char('/')));
    const auto answer = host.run(RemoteProgram::Probe, probeInput({}, {"/data/moodle", "/etc"}), CancelToken(),
                                 {std::chrono::minutes(2), 1024 * 1024});
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    const auto records = readFrame(*answer, "probe");
    QVERIFY(records);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto snapshot = parseProbe(*records, now, now);
    QVERIFY(snapshot);
    QCOMPARE(snapshot->folders.value("/data/moodle"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/etc"), FolderPresence::Missing);
}

void TstLocalShellHost::outputGoesWhereItIsWanted()
{
    const QTemporaryDir folder;
    LocalShellHost host(serverAt(folder.path()));
    QByteArray taken;
    const RemoteLimits limits {std::chrono::minutes(2), 1024 * 1024};
    const OutputSink take = [&taken](QByteArrayView bytes) -> Result<void> {
        taken.append(bytes.data(), bytes.size());
        return {};
    };
    const Result<void> ran = host.runInto(RemoteProgram::Probe, probeInput({}, {"/etc"}), take, CancelToken(), limits);
    QVERIFY2(ran, ran ? "" : qPrintable(ran.error().message));
    QVERIFY(readFrame(taken, "probe"));
    const auto refuse = [](QByteArrayView) -> Result<void> {
        return fail(ErrorKind::DiskFull, QStringLiteral("There is no room."));
    };
    const Result<void> refused = host.runInto(RemoteProgram::Probe, probeInput({}, {}), refuse, CancelToken(), limits);
    QVERIFY(!refused && refused.error().kind == ErrorKind::DiskFull);
    LocalShellHost nowhere(serverAt(QStringLiteral("/nonexistent/estate")));
    QCOMPARE(nowhere.runInto(RemoteProgram::Probe, probeInput({}, {}), take, CancelToken()).error().kind,
             ErrorKind::Unreachable);
}

void TstLocalShellHost::environmentIsCleaned()
{
    // A variable of the workstation's that would change what sh does.
    const QTemporaryDir folder;
    const QString canary = folder.filePath(QStringLiteral("canary"));
    const QString script = folder.filePath(QStringLiteral("env.sh"));
    QFile file(script);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("touch " + QFile::encodeName(canary) + "\n");
    file.close();
    qputenv("ENV", QFile::encodeName(script));
    qputenv("BASH_ENV", QFile::encodeName(script));
    LocalShellHost host(serverAt(folder.path()));
    QVERIFY(host.run(RemoteProgram::Probe, probeInput({}, {}), CancelToken(), {std::chrono::minutes(2), 1024 * 1024}));
    QVERIFY(!QFile::exists(canary));
}

void TstLocalShellHost::checks()
{
    const QTemporaryDir folder;
    LocalShellHost host(serverAt(folder.path()));
    const QList<ConnectionCheck> checks = host.checkConnection(CancelToken());
    QCOMPARE(checks.size(), 2);
    for (const ConnectionCheck &check : checks)
        QCOMPARE(check.outcome, ConnectionCheck::Outcome::Passed);
}

void TstLocalShellHost::missingRoot()
{
    LocalShellHost host(serverAt(QStringLiteral("/nonexistent/estate")));
    QCOMPARE(host.run(RemoteProgram::Probe, probeInput({}, {}), CancelToken()).error().kind, ErrorKind::Unreachable);
    QCOMPARE(host.forwardSocket(QStringLiteral("/x"), CancelToken()).error().kind, ErrorKind::Unreachable);
    const QList<ConnectionCheck> checks = host.checkConnection(CancelToken());
    QCOMPARE(checks.at(0).outcome, ConnectionCheck::Outcome::Failed);
    QVERIFY(checks.at(0).sentence.contains(QStringLiteral("/nonexistent/estate")));
    QVERIFY(!checks.at(0).advice.isEmpty());
    QCOMPARE(checks.at(1).outcome, ConnectionCheck::Outcome::NotTried);
}

void TstLocalShellHost::unusableRoots_data()
{
    QTest::addColumn<QString>("root");
    QTest::newRow("none") << QString();
    QTest::newRow("the machine itself") << QStringLiteral("/");
    QTest::newRow("relative") << QStringLiteral("estate");
}

void TstLocalShellHost::unusableRoots()
{
    QFETCH(QString, root);
    LocalShellHost host(serverAt(root));
    QCOMPARE(host.run(RemoteProgram::Probe, probeInput({}, {}), CancelToken()).error().kind, ErrorKind::BadInput);
}

void TstLocalShellHost::hasNoHostKey()
{
    LocalShellHost host(serverAt(QStringLiteral("/tmp")));
    QCOMPARE(host.offeredHostKey(CancelToken()).error().kind, ErrorKind::NotFound);
    QVERIFY(host.trustHostKey({}, CancelToken()));
}

void TstLocalShellHost::cancelled()
{
    const QTemporaryDir folder;
    LocalShellHost host(serverAt(folder.path()));
    const CancelToken token;
    token.cancel();
    QCOMPARE(host.run(RemoteProgram::Probe, probeInput({}, {}), token).error().kind, ErrorKind::Cancelled);
}

NIGHTKEEP_TEST(TstLocalShellHost, integration, Core)
#include "tst_localshellhost.moc"

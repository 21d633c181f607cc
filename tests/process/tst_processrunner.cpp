// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/processrunner.h"
#include "tests/process/helperprocess.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QtConcurrentRun>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Nightkeep;
using namespace std::chrono_literals;

class TstProcessRunner : public QObject
{
    Q_OBJECT

private slots:
    void endings_data();
    void endings();
    void programThatIsNot();
    void inputAndOutputAreBytes();
    void inputLargerThanAPipe();
    void inputThatNobodyReads();
    void argumentsStayAList();
    void environment();
    void cleanedEnvironment();
    void outputLimit();
    void outputAtTheLimit();
    void outputGoesWhereItIsWanted();
    void whoWantsNoMoreEndsIt();
    void errorsKeepTheirEnd();
    void timeLimit();
    void timeLimitOfAStoppedProcess();
    void timeLimitWithClosedOutput();
    void stubbornProcessIsKilled();
    void wholeGroupIsStopped();
    void cancel();
    void cancelledBefore();
    void everyEndingHasItsSentence();
};

namespace {

ProcessResult run(const QStringList &arguments)
{
    return runProcess(request(arguments), CancelToken());
}

} // namespace

void TstProcessRunner::endings_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<int>("signal");
    QTest::newRow("ends well") << QStringList {QStringLiteral("exit"), QStringLiteral("0")} << Ending::Succeeded << 0
                               << 0;
    QTest::newRow("status one") << QStringList {QStringLiteral("exit"), QStringLiteral("1")} << Ending::ExitCode << 1
                                << 0;
    QTest::newRow("status of ssh") << QStringList {QStringLiteral("exit"), QStringLiteral("255")} << Ending::ExitCode
                                   << 255 << 0;
    QTest::newRow("killed") << QStringList {QStringLiteral("signal"), QString::number(SIGKILL)} << Ending::Signalled
                            << 0 << SIGKILL;
    QTest::newRow("terminated") << QStringList {QStringLiteral("signal"), QString::number(SIGTERM)} << Ending::Signalled
                                << 0 << SIGTERM;
}

void TstProcessRunner::endings()
{
    QFETCH(QStringList, arguments);
    QFETCH(Ending, ending);
    QFETCH(int, exitCode);
    QFETCH(int, signal);
    const ProcessResult result = run(arguments);
    QCOMPARE(result.ending, ending);
    QCOMPARE(result.exitCode, exitCode);
    QCOMPARE(result.signal, signal);
}

void TstProcessRunner::programThatIsNot()
{
    const ProcessResult result = runProcess({QStringLiteral("/nonexistent/program")}, CancelToken());
    QCOMPARE(result.ending, Ending::NotStarted);
    QVERIFY(!result.startError.isEmpty());
}

void TstProcessRunner::inputAndOutputAreBytes()
{
    ProcessRequest copy = request({QStringLiteral("copy")});
    for (int byte = 0; byte < 256; ++byte)
        copy.input.append(static_cast<char>(byte));
    const ProcessResult result = runProcess(copy, CancelToken());
    QCOMPARE(result.ending, Ending::Succeeded);
    QCOMPARE(result.output, copy.input);
}

void TstProcessRunner::inputLargerThanAPipe()
{
    ProcessRequest copy = request({QStringLiteral("copy")});
    copy.input = QByteArray(8 * 1024 * 1024, 'y');
    const ProcessResult result = runProcess(copy, CancelToken());
    QCOMPARE(result.ending, Ending::Succeeded);
    QVERIFY(result.output == copy.input);
}

void TstProcessRunner::inputThatNobodyReads()
{
    ProcessRequest ignore = request({QStringLiteral("ignoreInput")});
    ignore.input = QByteArray(8 * 1024 * 1024, 'y');
    const ProcessResult result = runProcess(ignore, CancelToken());
    QCOMPARE(result.ending, Ending::Succeeded);
    QCOMPARE(result.output, QByteArray("did not read\n"));
}

void TstProcessRunner::argumentsStayAList()
{
    const QStringList hostile {QStringLiteral("$(touch x)"),  QStringLiteral("a b"), QStringLiteral("'\""), QString(),
                               QStringLiteral("line\nbreak"), QStringLiteral("-n"),  QStringLiteral("*")};
    const ProcessResult result = run(QStringList {QStringLiteral("arguments")} + hostile);
    QCOMPARE(result.output, hostile.join(QChar(u'\0')).toUtf8() + '\0');
}

void TstProcessRunner::environment()
{
    qputenv("LC_ALL", "de_DE.UTF-8");
    ProcessRequest ask = request({QStringLiteral("environment"), QStringLiteral("NIGHTKEEP_TEST")});
    ask.environment.insert(QStringLiteral("NIGHTKEEP_TEST"), QStringLiteral("given"));
    QCOMPARE(runProcess(ask, CancelToken()).output, QByteArray("C|given|path|1"));
}

void TstProcessRunner::cleanedEnvironment()
{
    qputenv("NIGHTKEEP_TEST", "inherited");
    ProcessRequest ask = request({QStringLiteral("environment"), QStringLiteral("NIGHTKEEP_TEST")});
    QCOMPARE(runProcess(ask, CancelToken()).output, QByteArray("C|inherited|path|1"));
    ask.inheritEnvironment = false;
    ask.environment.insert(QStringLiteral("ASAN_OPTIONS"), qEnvironmentVariable("ASAN_OPTIONS"));
    QCOMPARE(runProcess(ask, CancelToken()).output, QByteArray("C|(unset)|path|1"));
}

void TstProcessRunner::outputLimit()
{
    ProcessRequest flood = request({QStringLiteral("flood"), QStringLiteral("1000000000")});
    flood.outputLimit = 1024 * 1024;
    const ProcessResult result = runProcess(flood, CancelToken());
    QCOMPARE(result.ending, Ending::OutputTooLarge);
}

void TstProcessRunner::outputAtTheLimit()
{
    ProcessRequest flood = request({QStringLiteral("flood"), QStringLiteral("1048576")});
    flood.outputLimit = 1024 * 1024;
    QCOMPARE(runProcess(flood, CancelToken()).ending, Ending::Succeeded);
    flood.outputLimit -= 1;
    QCOMPARE(runProcess(flood, CancelToken()).ending, Ending::OutputTooLarge);
}

void TstProcessRunner::outputGoesWhereItIsWanted()
{
    ProcessRequest flood = request({QStringLiteral("flood"), QStringLiteral("1000000")});
    const QByteArray whole = runProcess(flood, CancelToken()).output;
    QByteArray taken;
    flood.sink = [&taken](QByteArrayView bytes) -> Result<void> {
        taken.append(bytes.data(), bytes.size());
        return {};
    };
    const ProcessResult result = runProcess(flood, CancelToken());
    QCOMPARE(result.ending, Ending::Succeeded);
    QVERIFY(taken == whole);
    QCOMPARE(result.handedOn, whole.size());
    QVERIFY(result.output.size() <= 4096 && whole.startsWith(result.output) && !result.output.isEmpty());
    QVERIFY(!result.refusal);
    flood.outputLimit = whole.size() - 1; // holds for what is handed on, too
    taken.clear();
    QCOMPARE(runProcess(flood, CancelToken()).ending, Ending::OutputTooLarge);
    QVERIFY(taken.size() < whole.size());
}

void TstProcessRunner::whoWantsNoMoreEndsIt()
{
    ProcessRequest stubborn = request({QStringLiteral("stubborn")}); // writes a line, then waits
    stubborn.grace = 200ms;
    int asked = 0;
    stubborn.sink = [&asked](QByteArrayView) -> Result<void> {
        ++asked;
        return fail(ErrorKind::DiskFull, QStringLiteral("There is no room."));
    };
    const ProcessResult result = runProcess(stubborn, CancelToken());
    QCOMPARE(result.ending, Ending::Cancelled);
    QCOMPARE(asked, 1);
    QVERIFY(result.refusal && result.refusal->kind == ErrorKind::DiskFull);
}

void TstProcessRunner::errorsKeepTheirEnd()
{
    ProcessRequest flood = request({QStringLiteral("floodErrors"), QStringLiteral("1000000")});
    flood.errorLimit = 1000;
    const ProcessResult result = runProcess(flood, CancelToken());
    QCOMPARE(result.ending, Ending::Succeeded);
    QCOMPARE(result.errors, QByteArray(1000, 'x'));
}

void TstProcessRunner::timeLimit()
{
    ProcessRequest wait = request({QStringLiteral("wait")});
    wait.timeLimit = 100ms;
    wait.grace = 60s;
    QElapsedTimer elapsed;
    elapsed.start();
    const ProcessResult result = runProcess(wait, CancelToken());
    QCOMPARE(result.ending, Ending::TimedOut);
    QVERIFY(elapsed.elapsed() >= 100);
    QVERIFY(elapsed.elapsed() < 60000); // it ended at the request, no kill was needed
}

void TstProcessRunner::timeLimitOfAStoppedProcess()
{
    ProcessRequest stopped = request({QStringLiteral("signal"), QString::number(SIGSTOP)});
    stopped.timeLimit = 200ms;
    stopped.grace = 60s;
    QElapsedTimer elapsed;
    elapsed.start();
    QCOMPARE(runProcess(stopped, CancelToken()).ending, Ending::TimedOut);
    QVERIFY(elapsed.elapsed() < 60000);
}

void TstProcessRunner::timeLimitWithClosedOutput()
{
    ProcessRequest wait = request({QStringLiteral("waitSilently")});
    wait.timeLimit = 200ms;
    QCOMPARE(runProcess(wait, CancelToken()).ending, Ending::TimedOut);
}

void TstProcessRunner::stubbornProcessIsKilled()
{
    ProcessRequest stubborn = request({QStringLiteral("stubborn")});
    stubborn.grace = 200ms;
    ProcessResult result;
    // On a busy machine it may not have begun within its limit: then it has a longer one.
    for (stubborn.timeLimit = 1000ms; result.output.isEmpty() && stubborn.timeLimit < 60s; stubborn.timeLimit *= 4)
        result = runProcess(stubborn, CancelToken());
    QCOMPARE(result.ending, Ending::TimedOut);
    QCOMPARE(result.output, QByteArray("ready\n")); // so it did ignore the request
}

void TstProcessRunner::wholeGroupIsStopped()
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("ids"));
    ProcessRequest child = request({QStringLiteral("child"), fileName});
    QList<qint64> ids;
    for (child.timeLimit = 1000ms; ids.size() < 2 && child.timeLimit < 60s; child.timeLimit *= 4) {
        QCOMPARE(runProcess(child, CancelToken()).ending, Ending::TimedOut);
        ids = processIds(fileName);
    }
    QCOMPARE(ids.size(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(ids.at(0)), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(ids.at(1)), 30000);
}

void TstProcessRunner::cancel()
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("ids"));
    const CancelToken token;
    auto future = QtConcurrent::run([&] { return runProcess(request({QStringLiteral("child"), fileName}), token); });
    const auto ending = qScopeGuard([&] { // what runs uses all above
        token.cancel();
        future.waitForFinished();
    });
    QTRY_COMPARE_WITH_TIMEOUT(processIds(fileName).size(), 2, 60000);
    token.cancel();
    QCOMPARE(future.result().ending, Ending::Cancelled);
    const QList<qint64> ids = processIds(fileName);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(ids.at(1)), 30000);
}

void TstProcessRunner::cancelledBefore()
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(QStringLiteral("ids"));
    const CancelToken token;
    token.cancel();
    QCOMPARE(runProcess(request({QStringLiteral("child"), fileName}), token).ending, Ending::Cancelled);
    QVERIFY(!QFile::exists(fileName));
}

void TstProcessRunner::everyEndingHasItsSentence()
{
    QSet<QString> sentences;
    for (const Ending ending : {Ending::Succeeded, Ending::ExitCode, Ending::Signalled, Ending::NotStarted,
                                Ending::TimedOut, Ending::Cancelled, Ending::OutputTooLarge}) {
        ProcessResult result;
        result.ending = ending;
        sentences.insert(endingInWords(QStringLiteral("ssh"), result));
    }
    QCOMPARE(sentences.size(), 7);
}

NIGHTKEEP_TEST(TstProcessRunner, integration, Core)
#include "tst_processrunner.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/processkeeper.h"
#include "tests/process/helperprocess.h"
#include "tests/support/processwatch.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

using namespace Nightkeep;
using namespace std::chrono_literals;

class TstProcessKeeper : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheEnding();
    void programThatIsNot();
    void stopsAProcess();
    void killsAStubbornProcess();
    void endsAllAtItsOwnEnd();
    void processOutlivesTheThreadThatAsked();
    void nothingSurvivesSigkill();
};

namespace {

QString binary(const QString &name)
{
    return qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QLatin1Char('/') + name;
}

} // namespace

void TstProcessKeeper::tellsTheEnding()
{
    ProcessKeeper keeper;
    const auto exited = keeper.start(request({QStringLiteral("exit"), QStringLiteral("7")}));
    const auto killed = keeper.start(request({QStringLiteral("signal"), QString::number(SIGKILL)}));
    const auto spoke = keeper.start(request({QStringLiteral("floodErrors"), QStringLiteral("10")}));
    QVERIFY(exited->waitForEnd(60s));
    QVERIFY(killed->waitForEnd(60s));
    QVERIFY(spoke->waitForEnd(60s));
    QCOMPARE(exited->result()->ending, Ending::ExitCode);
    QCOMPARE(exited->result()->exitCode, 7);
    QCOMPARE(killed->result()->ending, Ending::Signalled);
    QCOMPARE(killed->result()->signal, SIGKILL);
    QCOMPARE(spoke->result()->ending, Ending::Succeeded);
    QCOMPARE(spoke->result()->errors, QByteArray(10, 'x'));
}

void TstProcessKeeper::programThatIsNot()
{
    ProcessKeeper keeper;
    const auto process = keeper.start({QStringLiteral("/nonexistent/program")});
    QVERIFY(process->waitForEnd(60s));
    QCOMPARE(process->result()->ending, Ending::NotStarted);
    QVERIFY(!process->result()->startError.isEmpty());
    keeper.stop(process); // does not wait for what never was
}

void TstProcessKeeper::stopsAProcess()
{
    ProcessKeeper keeper;
    ProcessRequest wait = request({QStringLiteral("wait")});
    wait.grace = 60s; // however slow the machine is, it is not killed
    const auto process = keeper.start(wait);
    QVERIFY(!process->waitForEnd(50ms));
    QVERIFY(!process->hasEnded());
    QVERIFY(!process->result());
    keeper.stop(process);
    QVERIFY(process->hasEnded());
    QCOMPARE(process->result()->signal, SIGTERM);
    keeper.stop(process);
}

void TstProcessKeeper::killsAStubbornProcess()
{
    ProcessKeeper keeper;
    const QTemporaryDir folder;
    const QString ready = folder.filePath(QStringLiteral("ready"));
    ProcessRequest stubborn = request({QStringLiteral("stubborn"), ready});
    stubborn.grace = 100ms;
    const auto process = keeper.start(stubborn);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ready), 30000); // it ignores the request from now on
    keeper.stop(process);
    QCOMPARE(process->result()->signal, SIGKILL);
}

void TstProcessKeeper::endsAllAtItsOwnEnd()
{
    const QTemporaryDir folder;
    QList<QString> files;
    {
        ProcessKeeper keeper;
        for (int i = 0; i < 8; ++i) {
            files.append(folder.filePath(QString::number(i)));
            static_cast<void>(keeper.start(request({QStringLiteral("child"), files.last()})));
        }
        for (const QString &file : std::as_const(files))
            QTRY_COMPARE_WITH_TIMEOUT(processIds(file).size(), 2, 30000);
    }
    for (const QString &file : std::as_const(files)) {
        for (const qint64 id : processIds(file))
            QTRY_VERIFY_WITH_TIMEOUT(isGone(id), 30000);
    }
}

void TstProcessKeeper::processOutlivesTheThreadThatAsked()
{
    ProcessKeeper keeper;
    std::shared_ptr<KeptProcess> process;
    std::thread asker([&] { process = keeper.start(request({QStringLiteral("wait")})); });
    asker.join();
    QVERIFY(!process->waitForEnd(300ms));
}

void TstProcessKeeper::nothingSurvivesSigkill()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("ids"));
    QProcess program;
    program.start(binary(QStringLiteral("nightkeep-keeperprogram")),
                  {binary(QStringLiteral("nightkeep-helperprogram")), file});
    QVERIFY(program.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(processIds(file).size(), 2, 60000);
    const qint64 kept = processIds(file).at(0);
    QVERIFY(!isGone(kept));
    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(isGone(kept), 30000);
    ::kill(static_cast<pid_t>(processIds(file).at(1)), SIGKILL); // the helper's child has no such promise
}

NIGHTKEEP_TEST(TstProcessKeeper, integration, Core)
#include "tst_processkeeper.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/secrets/privatememory.h"
#include "app/wholefile.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Nightkeep;

/// What the programs keep from the other users of the workstation, and from its handler of crashes.
class TstClosedPrograms : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_place;

    [[nodiscard]] static QByteArray contents(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// -1: there is none.
    [[nodiscard]] static int modeOf(const QString &name)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(name).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
    }
    /// A program of this user; root's without its powers, to which nothing is closed.
    static void startPowerless(QProcess &process, QStringList command)
    {
        if (::geteuid() == 0)
            command = QStringList {QStringLiteral("setpriv"), QStringLiteral("--bounding-set=-all"),
                                   QStringLiteral("--inh-caps=-all")}
                + command;
        const QString program = command.takeFirst();
        process.start(program, command);
    }
    /// Whether such a one may read what another was started with.
    [[nodiscard]] static bool isOpen(const QProcess &other)
    {
        QProcess reader;
        startPowerless(reader, {QStringLiteral("cat"), QStringLiteral("/proc/%1/environ").arg(other.processId())});
        return reader.waitForFinished(60000) && reader.exitCode() == 0 && !reader.readAllStandardOutput().isEmpty();
    }
    /// Not where the programs were built with sanitizers, which look into their own program.
    [[nodiscard]] static bool memoryIsHidden()
    {
        const pid_t other = ::fork();
        if (other == 0) {
            hideMemory();
            ::_exit(::prctl(PR_GET_DUMPABLE) == 0 ? 1 : 0);
        }
        int status = 0;
        return other > 0 && ::waitpid(other, &status, 0) == other && WIFEXITED(status) && WEXITSTATUS(status) == 1;
    }

private slots:
    /// The attack: any user of the workstation read what was exported, with its servers, folders and accounts.
    void exportsAreForThePersonAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("before"); // its mode; -1: there is none
        QTest::newRow("a new file") << QStringLiteral("new.csv") << -1;
        QTest::newRow("one that all may read") << QStringLiteral("open.csv") << 0644;
        QTest::newRow("one that all may write") << QStringLiteral("wide.csv") << 0666;
        QTest::newRow("a link to one") << QStringLiteral("link.csv") << 0644;
    }
    void exportsAreForThePersonAlone()
    {
        QFETCH(QString, name);
        QFETCH(int, before);
        const QString asked = m_place.filePath(name);
        QString real = asked;
        if (name.startsWith(QLatin1String("link"))) {
            real = m_place.filePath(QStringLiteral("real.csv"));
            QVERIFY(QFile::link(real, asked));
        }
        if (before >= 0) {
            QFile file(real);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
            file.close();
            QCOMPARE(::chmod(QFile::encodeName(real).constData(), mode_t(before)), 0);
            QCOMPARE(::link(QFile::encodeName(real).constData(), QFile::encodeName(real + u'~').constData()), 0);
        }
        const mode_t mask = ::umask(022);
        const Result<void> written = writeWholeFile(asked, "canary");
        QCOMPARE(::umask(mask), mode_t(022)); // the mask of all others is as it was
        QVERIFY2(written, written ? "" : qPrintable(written.error().message));
        QCOMPARE(contents(real), QByteArray("canary"));
        QCOMPARE(modeOf(real), 0600);
        // The old one was closed before the new one was opened with its mode.
        QCOMPARE(modeOf(real + u'~'), before < 0 ? -1 : 0600);
    }

    void whatIsProtectedStaysSo()
    {
        const QString name = m_place.filePath(QStringLiteral("protected.csv"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
        file.close();
        QCOMPARE(::chmod(QFile::encodeName(name).constData(), 0444), 0);
        const bool written = bool(writeWholeFile(name, "canary"));
        QCOMPARE(written, ::geteuid() == 0); // whom no mode holds back
        QCOMPARE(modeOf(name), written ? 0600 : 0444);
        QCOMPARE(contents(name), QByteArray(written ? "canary" : "old"));
    }

    void whatIsNoFileKeepsItsMode()
    {
        const QString pipe = m_place.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0640), 0);
        const int before = modeOf(pipe);
        QFile reader(pipe);
        QVERIFY(reader.open(QIODevice::ReadWrite | QIODevice::Unbuffered)); // so that nobody waits for the other end
        QVERIFY(writeWholeFile(pipe, "canary"));
        QCOMPARE(reader.read(6), QByteArray("canary"));
        QCOMPARE(modeOf(pipe), before);
    }

    /// The attack: a crash wrote the passwords to a core, which a handler gives to whoever collects them.
    void aRunningProgramLeavesNoCore()
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_place.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_place.path());
        program.setProcessEnvironment(environment);
        // It waits for a password, which does not come.
        startPowerless(program,
                       {qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeepctl"),
                        QStringLiteral("--workspace"), m_place.filePath(QStringLiteral("none.nightkeep")),
                        QStringLiteral("--password-fd"), QStringLiteral("0"), QStringLiteral("servers")});
        QVERIFY(program.waitForStarted(60000));
        const QString folder = QStringLiteral("/proc/%1/").arg(program.processId());
        static const QRegularExpression closed(QStringLiteral("Max core file size +[01] +[01] "));
        QTRY_VERIFY_WITH_TIMEOUT(QString::fromLatin1(contents(folder + QStringLiteral("limits"))).contains(closed),
                                 60000);
        if (memoryIsHidden()) {
            QProcess any; // which hides nothing
            startPowerless(any, {QStringLiteral("cat")});
            QVERIFY(any.waitForStarted(60000));
            QTRY_VERIFY_WITH_TIMEOUT(isOpen(any), 60000);
            any.closeWriteChannel();
            QVERIFY(any.waitForFinished(60000));
            QTRY_VERIFY_WITH_TIMEOUT(!isOpen(program), 60000);
            QCOMPARE(program.state(), QProcess::Running); // so it was there to be looked into
        }
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    }
};

NIGHTKEEP_TEST(TstClosedPrograms, integration, Core)
#include "tst_closedprograms.moc"

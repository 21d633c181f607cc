// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/pseudoterminal.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Makes a descriptor of a program one end of a pipe that nobody reads.
void readByNobody(QProcess &process, int descriptor)
{
    process.setChildProcessModifier([descriptor] {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            return;
        ::dup2(ends[1], descriptor);
        ::close(ends[0]);
        ::close(ends[1]);
        ::signal(SIGPIPE, SIG_DFL);
    });
}

} // namespace

/// How the program ends where nobody reads on, nothing more can be written, or somebody would rather stop.
class TstCtlEndings : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_place = std::make_unique<CtlPlace>();
        const CtlRun made = m_place->makeUnaskedDemo(words("--courses 3"));
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void whoReadsTheAnswer_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::newRow("a table") << QStringLiteral("--demo demo servers");
        QTest::newRow("findings") << QStringLiteral("--demo demo check");
        QTest::newRow("a document") << QStringLiteral("--demo demo servers --json");
        QTest::newRow("help") << QStringLiteral("--help");
        QTest::newRow("an error as a document") << QStringLiteral("explode --json");
    }
    void whoReadsTheAnswer()
    {
        QFETCH(QString, arguments);
        const bool isError = arguments.startsWith(u"explode");
        {
            QProcess gone;
            m_place->prepare(gone);
            readByNobody(gone, STDOUT_FILENO);
            gone.start(CtlPlace::program(), words(arguments));
            const CtlRun run = CtlPlace::ended(gone);
            QVERIFY2(run.status == 141, run.told().constData());
            QVERIFY2(run.err.isEmpty() || isError, run.err.constData());
        }
        QProcess full;
        m_place->prepare(full);
        full.setStandardOutputFile(QStringLiteral("/dev/full"));
        full.start(CtlPlace::program(), words(arguments));
        const CtlRun run = CtlPlace::ended(full);
        QVERIFY2(run.status == 6, run.told().constData());
        QVERIFY2(run.err.contains("could not be written to standard output"), run.err.constData());
    }

    void workGoesOnWithoutListeners()
    {
        QProcess process;
        m_place->prepare(process);
        readByNobody(process, STDERR_FILENO);
        process.start(CtlPlace::program(), words(QStringLiteral("--demo demo settings set backup_sche_keep=1 --yes")));
        QCOMPARE(CtlPlace::ended(process).status, 0);
        const QJsonArray rows = m_place->onDemo(words(QStringLiteral("settings show"))).json().array();
        for (const QJsonValue &row : rows) {
            if (row[u"name"].toString() == u"backup_sche_keep")
                QCOMPARE(row[u"value"].toString(), QStringLiteral("1"));
        }
    }

    void aPipeIsWrittenAndNotReplaced()
    {
        const QString pipe = m_place->path(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(reader >= 0);
        const CtlRun run = m_place->onDemo({QStringLiteral("export-wiki"), pipe});
        QVERIFY2(run.status == 0, run.told().constData());
        char bytes[4096];
        const ssize_t got = ::read(reader, bytes, sizeof bytes);
        QVERIFY(got > 0 && QByteArray(bytes, got).contains("<table"));
        ::close(reader);
        struct stat now = {};
        QVERIFY(::lstat(QFile::encodeName(pipe).constData(), &now) == 0 && S_ISFIFO(now.st_mode));
    }

    void aDamagedWorkspaceIsRestored()
    {
        const QString name = m_place->path(QStringLiteral("team.nightkeep"));
        const auto run = [this, &name](const char *verb) {
            return m_place->run(QStringList {QStringLiteral("--json"), QStringLiteral("--workspace"), name}
                                + words(QString::fromLatin1(verb)));
        };
        QCOMPARE(run("workspace create").status, 0);
        QCOMPARE(run("servers set moodle-a.example.org os=debian --new").status, 0);
        QCOMPARE(run("workspace verify").status, 0); // from now on there is a copy with the server
        QCOMPARE(run("workspace restore --yes").status, 4); // it is sound

        const auto spoil = [&name] {
            QFile file(name);
            return file.open(QIODevice::ReadWrite) && file.seek(200) && file.write(QByteArray(3000, 'x')) > 0;
        };
        QVERIFY(spoil());
        const CtlRun damaged = run("servers");
        QVERIFY2(damaged.status == 3, damaged.told().constData());
        QCOMPARE(damaged.error().value(u"kind").toString(), QStringLiteral("damaged"));
        QVERIFY(damaged.error().value(u"advice").toString().contains(QStringLiteral("workspace restore")));
        QCOMPARE(run("workspace restore").status, 4); // nobody agreed
        const CtlRun restored = run("workspace restore --yes");
        QVERIFY2(restored.status == 0, restored.told().constData());
        QVERIFY(restored.json().object().value(u"savedAt").isString());
        QCOMPARE(run("servers").json().array().size(), 1);

        QVERIFY(QFile::remove(name));
        const CtlRun lost = run("servers");
        QVERIFY2(lost.status == 3, lost.told().constData());
        QVERIFY(lost.error().value(u"advice").toString().contains(QStringLiteral("workspace restore")));
        QCOMPARE(run("workspace restore --yes").status, 0);
        QCOMPARE(run("servers").json().array().size(), 1);

        QVERIFY(QFile::remove(name + QStringLiteral(".last-good")) && spoil());
        QCOMPARE(run("workspace restore --yes").status, 3); // from what?
    }

    void interruptAtAQuestion_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QByteArray>("question");
        const auto row = [](const char *verb, const char *question = "[y/N]") {
            QTest::newRow(verb) << QString::fromLatin1(verb) << QByteArray(question);
        };
        row("settings set backup_sche_keep=1");
        row("archive start --rule since-last-run");
        row("import-wiki demo/server-page.html");
        row("workspace import copy.json");
        row("servers remove moodle-pp");
        row("sites remove moodle");
        row("sites password moodle", "Password");
    }
    void interruptAtAQuestion()
    {
        QFETCH(QString, verb);
        QFETCH(QByteArray, question);
        const auto exported = [this](const QString &name) {
            const CtlRun run =
                m_place->onDemo({QStringLiteral("workspace"), QStringLiteral("export"), m_place->path(name)});
            QFile file(m_place->path(name));
            return run.status == 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : run.told();
        };
        const QByteArray before = exported(QStringLiteral("copy.json"));
        QVERIFY2(before.startsWith('{'), before.constData());
        PseudoTerminal terminal;
        QProcess process;
        m_place->prepare(process);
        terminal.give(process);
        process.start(QStringLiteral("/bin/sh"),
                      QStringList {QStringLiteral("-c"), QStringLiteral("exec \"$@\" <>/dev/tty 2>&0"),
                                   QStringLiteral("sh"), CtlPlace::program()}
                          + words(QStringLiteral("--json --demo demo ") + verb));
        QVERIFY2(terminal.waitFor(question), terminal.shown().constData());
        terminal.type("\x03");
        const CtlRun run = CtlPlace::ended(process);
        QVERIFY2(run.status == 5, (run.told() + terminal.shown()).constData());
        QCOMPARE(run.error().value(u"kind").toString(), QStringLiteral("cancelled"));
        QCOMPARE(m_place->onDemo(words(QStringLiteral("servers"))).json().array().size(), 12);
        QCOMPARE(m_place->onDemo(words(QStringLiteral("sites"))).json().array().size(), 1);
    }

private:
    std::unique_ptr<CtlPlace> m_place;
};

NIGHTKEEP_TEST(TstCtlEndings, integration, Core, 600)
#include "tst_ctlendings.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/askpass.h"
#include "app/ssh/askpasslistener.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

/// Who may ask: another program of the same account reaches the socket too, and finds the token in the environment of
/// ssh; but it does not descend from it.
class TstAskpass : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("askpass"));
        m_listener = std::make_unique<AskpassListener>(m_path, QStringLiteral("/bin/false"));
        QVERIFY(m_listener->isValid());
    }

    void whoKnowsTheTokenIsAnswered()
    {
        QCOMPARE(askWith(token() + m_question), QByteArray("Asecret"));
        QCOMPARE(m_asked, QStringList {QStringLiteral("Password: ")});
    }

    void strangersAreNotHeard_data()
    {
        QTest::addColumn<int>("kept"); // of the token's letters
        QTest::addColumn<QByteArray>("put"); // behind them
        QTest::newRow("empty token") << 0 << QByteArray();
        QTest::newRow("one letter of it") << 1 << QByteArray();
        QTest::newRow("all but the last") << -1 << QByteArray();
        QTest::newRow("overlong") << 64 << QByteArray("0");
        QTest::newRow("twice") << 64 << QByteArray("twice");
        QTest::newRow("foreign") << 0 << QByteArray(64, '0');
        QTest::newRow("wrong at its end") << -1 << QByteArray("g");
    }
    void strangersAreNotHeard()
    {
        QFETCH(int, kept);
        QFETCH(QByteArray, put);
        const QByteArray own = token();
        const QByteArray given = own.left(kept < 0 ? own.size() + kept : kept) + (put == "twice" ? own : put);
        QVERIFY(given != own);
        QCOMPARE(askWith(given + m_question), QByteArray());
        QCOMPARE(m_asked, QStringList());
    }

    void brokenMessagesAreNotHeard_data()
    {
        QTest::addColumn<QByteArray>("behind"); // the token
        QTest::newRow("the token alone") << QByteArray();
        QTest::newRow("no question") << QByteArray("\0confirm", 8);
    }
    void brokenMessagesAreNotHeard()
    {
        QFETCH(QByteArray, behind);
        QCOMPARE(askWith(token() + behind), QByteArray());
        QCOMPARE(m_asked, QStringList());
    }

    void whoDescendsIsAnswered_data()
    {
        QTest::addColumn<QStringList>("arguments"); // of a shell that stands for our ssh
        QTest::addColumn<QString>("shown");
        const QString program = testBinary(QStringLiteral("nightkeep-testaskpassprogram"));
        const auto asks = QStringLiteral("\"$0\" 'Password: '; :");
        QTest::newRow("our ssh") << QStringList {asks, program} << QStringLiteral("Password: ");
        const auto row = [&](const char *name, const char *end, const QString &shown) {
            QTest::newRow(name)
                << QStringList {QStringLiteral("/bin/sh -c \"$1\" \"$0\" %1; :").arg(QLatin1String(end)), program, asks,
                                QStringLiteral("-F"), QStringLiteral("/run/c1")}
                << shown + QStringLiteral("\nPassword: ");
        };
        row("the ssh for a jump host", "-F /run/c1 -W [h]:22 jump.example.org",
            QStringLiteral("For jump.example.org, on the way to the server:"));
        // What comes last is what these are to reach: the prompt named the server itself.
        const QString other = QStringLiteral("A program on the way to the server asks (/bin/sh -c %1 %2 %3):");
        row("a person's ProxyCommand", "gate.example.org -W h:22",
            other.arg(asks, program, QStringLiteral("gate.example.org -W h:22")));
        row("a person's ProxyCommand with nc", "gate.example.org nc h 22",
            other.arg(asks, program, QStringLiteral("gate.example.org nc h 22")));
        row("one with a configuration of its own", "-F /run/c2 -W [h]:22 gate.example.org",
            other.arg(asks, program, QStringLiteral("-F /run/c2 -W [h]:22 gate.example.org")));
    }
    void whoDescendsIsAnswered()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, shown);
        QCOMPARE(askedByAProgram(arguments, std::nullopt), QByteArray("secret\n"));
        QCOMPARE(m_asked, QStringList {shown});
    }

    void whoDescendsFromAnotherIsNot_data()
    {
        QTest::addColumn<bool>("isOlder"); // a process of the same number, that has ended
        QTest::newRow("beside our ssh") << false;
        QTest::newRow("from a later process of that number") << true;
    }
    /// A program of the same account took the token from the environment and asked in a server's name.
    void whoDescendsFromAnotherIsNot()
    {
        QFETCH(bool, isOlder);
        QProcess ssh;
        ssh.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        QVERIFY(ssh.waitForStarted());
        ProcessMark mark = markOf(isOlder ? QCoreApplication::applicationPid() : ssh.processId());
        QVERIFY(mark.isValid());
        if (isOlder)
            --mark.started;
        const QStringList arguments {QStringLiteral("\"$0\" 'Password: '; echo \"ended with $?\""),
                                     testBinary(QStringLiteral("nightkeep-testaskpassprogram"))};
        QCOMPARE(askedByAProgram(arguments, mark), QByteArray("ended with 1\n"));
        QCOMPARE(m_asked, QStringList());
        ssh.kill();
        QVERIFY(ssh.waitForFinished());
    }

    void everyListenerHasItsOwnToken()
    {
        const AskpassListener other(m_path + u'2', QStringLiteral("/bin/false"));
        const QString name = QString::fromLatin1(AskpassTokenVariable);
        QVERIFY(other.environment().value(name) != m_listener->environment().value(name));
        QCOMPARE(token().size(), 64); // 32 bytes of chance
    }

private:
    [[nodiscard]] QByteArray token() const
    {
        return m_listener->environment().value(QString::fromLatin1(AskpassTokenVariable)).toLatin1();
    }

    /// What comes back to a caller who sends this.
    QByteArray askWith(const QByteArray &message)
    {
        m_asked.clear();
        const UnixSocket caller = UnixSocket::connectTo(QFile::encodeName(m_path));
        if (!caller.isValid() || !caller.send(message))
            return "not sent";
        caller.endSending();
        serve(markOf(QCoreApplication::applicationPid()));
        return caller.receive(5000);
    }

    void serve(const ProcessMark &ssh)
    {
        m_listener->serve(
            ssh,
            [this](const AskpassQuestion &question, const CancelToken &) {
                m_asked.append(question.inWords());
                return QStringLiteral("secret");
            },
            CancelToken());
    }

    /// Runs a shell with our environment that asks by the real askpass, and serves it as a child of `ssh` or, without
    /// one, of that shell. What askpass printed.
    QByteArray askedByAProgram(const QStringList &arguments, std::optional<ProcessMark> ssh)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QMap<QString, QString> own = m_listener->environment();
        for (auto it = own.cbegin(); it != own.cend(); ++it)
            environment.insert(it.key(), it.value());
        m_asked.clear();
        QProcess shell;
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("/bin/sh"), QStringList {QStringLiteral("-c")} + arguments);
        if (!shell.waitForStarted())
            return "not started";
        const ProcessMark top = ssh.value_or(markOf(shell.processId()));
        const QDeadlineTimer deadline(60000);
        while (!shell.waitForFinished(10) && !deadline.hasExpired())
            serve(top);
        return shell.state() == QProcess::NotRunning ? shell.readAllStandardOutput() : "it waits for ever";
    }

    const QByteArray m_question {"\0\0Password: ", 12}; ///< behind the token: of no special kind
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<AskpassListener> m_listener;
    QStringList m_asked;
};

NIGHTKEEP_TEST(TstAskpass, unit, Core)
#include "tst_askpass.moc"

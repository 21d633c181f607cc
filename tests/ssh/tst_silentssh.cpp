// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QStandardPaths>
#include <QtConcurrentRun>
#include <QTemporaryDir>

using namespace Nightkeep;

/// With an ssh that mostly ends without a word where the server turns it away at the door, as OpenSSH 10 does while it
/// is told to be quiet.
class TstSilentSsh : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void isTriedAgain_data();
    void isTriedAgain();
    void cancelledDuringTheLook();

private:
    /// `look`: what the look at the server hears: the "real" thing, that it was turned away ("heard"), or it "waits".
    /// `said`: by the logins that end.
    [[nodiscard]] bool write(int silentEnds, const QString &look, const QString &said = {}) const;

    SshFixture m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_path;
};

void TstSilentSsh::initTestCase()
{
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
}

void TstSilentSsh::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = qgetenv("PATH");
}

void TstSilentSsh::cleanup()
{
    qputenv("PATH", m_path);
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

bool TstSilentSsh::write(int silentEnds, const QString &look, const QString &said) const
{
    QFile ssh(m_folder->filePath(QStringLiteral("ssh")));
    const QByteArray text =
        QStringLiteral("#!/bin/sh\n"
                       "folder='%1' real='%2'\n"
                       "case \" $* \" in\n"
                       "*' -N -M '*)\n"
                       "    echo login >>\"$folder/logins\"\n"
                       "    [ \"$(wc -l <\"$folder/logins\")\" -gt %3 ] || { printf '%s' '%5' >&2; exit 255; } ;;\n"
                       "*PreferredAuthentications=none*)\n"
                       "    [ %4 != waits ] || { : >\"$folder/looking\"; exec sleep 600; }\n"
                       "    [ %4 = heard ] || exec \"$real\" \"$@\"\n"
                       "    until [ \"$1\" = -E ]; do shift; done\n"
                       "    echo 'kex_exchange_identification: Connection closed' >\"$2\"\n"
                       "    exit 255 ;;\n"
                       "esac\n"
                       "exec \"$real\" \"$@\"\n")
            .arg(m_folder->path(), QStandardPaths::findExecutable(QStringLiteral("ssh")))
            .arg(silentEnds)
            .arg(look, said)
            .toLocal8Bit();
    return ssh.open(QIODevice::WriteOnly) && ssh.write(text) == text.size()
        && ssh.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void TstSilentSsh::isTriedAgain_data()
{
    QTest::addColumn<int>("silentEnds");
    QTest::addColumn<bool>("isHeard"); // by the look that follows each end without a word
    QTest::addColumn<int>("logins");
    QTest::addColumn<QString>("words"); // of the error; empty where it was let in
    QTest::addColumn<QString>("said"); // by each of these ends
    const auto late = QStringLiteral("Connection timed out during banner exchange");
    QTest::newRow("let in at once") << 0 << false << 1 << QString() << QString();
    QTest::newRow("the door was open again for the look") << 1 << false << 2 << QString() << QString();
    QTest::newRow("an account that is closed")
        << 9 << false << 2 << QStringLiteral("ended the connection during") << QString();
    QTest::newRow("turned away three times") << 3 << true << 4 << QString() << QString();
    QTest::newRow("turned away for ever")
        << 9 << true << 4 << QStringLiteral("closed the connection before the login") << QString();
    QTest::newRow("too busy to greet, once") << 1 << false << 2 << QString() << late;
    QTest::newRow("it never greets") << 9 << false << 2 << QStringLiteral("did not answer in time") << late;
}

void TstSilentSsh::isTriedAgain()
{
    QFETCH(int, silentEnds);
    QFETCH(bool, isHeard);
    QFETCH(int, logins);
    QFETCH(QString, words);
    QFETCH(QString, said);
    QVERIFY(write(silentEnds, isHeard ? QStringLiteral("heard") : QStringLiteral("real"), said));
    SshHosts hosts(hostsOptions(m_fixture));
    qputenv("PATH", QFile::encodeName(m_folder->path()) + ':' + m_path);
    const auto host = openHost(hosts, m_fixture);
    const auto snapshot = probe(*host);
    QCOMPARE(snapshot.has_value(), words.isEmpty());
    if (!snapshot) {
        VERIFY_FAILED(snapshot, ErrorKind::Unreachable);
        QVERIFY2(snapshot.error().message.contains(words), qPrintable(snapshot.error().message));
    }
    QFile counted(m_folder->filePath(QStringLiteral("logins")));
    QVERIFY(counted.open(QIODevice::ReadOnly));
    QCOMPARE(counted.readAll().count('\n'), logins);
}

void TstSilentSsh::cancelledDuringTheLook()
{
    QVERIFY(write(9, QStringLiteral("waits")));
    SshHosts hosts(hostsOptions(m_fixture));
    qputenv("PATH", QFile::encodeName(m_folder->path()) + ':' + m_path);
    const auto host = openHost(hosts, m_fixture);
    const CancelToken cancel;
    const auto running = QtConcurrent::run([&host, cancel] { return probe(*host, {"/"}, cancel); });
    const bool looks =
        QTest::qWaitFor([this] { return QFile::exists(m_folder->filePath(QStringLiteral("looking"))); }, 60000);
    cancel.cancel();
    const Result<ServerSnapshot> snapshot = running.result();
    QVERIFY(looks);
    QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::Cancelled, said(snapshot).constData());
}

NIGHTKEEP_TEST(TstSilentSsh, integration, Core, 300)
#include "tst_silentssh.moc"

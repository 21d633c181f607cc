// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QStandardPaths>

using namespace Nightkeep;

/// What accounts and machines are like, which ssh has to get along with.
class TstSshSurroundings : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void loginShells_data();
    void loginShells();
    void longFolders_data();
    void longFolders();
    void longNames_data();
    void longNames();
};

void TstSshSurroundings::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

void TstSshSurroundings::loginShells_data()
{
    QTest::addColumn<QString>("shell"); // that the account has, as far as this machine has it
    QTest::addColumn<QString>("before"); // what its rc files do
    QTest::newRow("sh") << QStringLiteral("/bin/sh") << QString();
    for (const char *name : {"bash", "dash", "ksh93", "mksh", "zsh", "yash", "tcsh", "csh", "fish"}) {
        const QString shell = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!shell.isEmpty())
            QTest::newRow(name) << shell << QString();
    }
    const QString busybox = QStandardPaths::findExecutable(QStringLiteral("busybox"));
    if (!busybox.isEmpty())
        QTest::newRow("busybox") << busybox + QStringLiteral(" sh") << QString();
    const auto sh = QStringLiteral("/bin/sh");
    QTest::newRow("talks of errors") << sh << QStringLiteral("echo 'no such colour' >&2;");
    QTest::newRow("sets up a terminal") << sh << QStringLiteral("stty sane; tput sgr0 >&2;");
    QTest::newRow("sets variables") << sh << QStringLiteral("export LC_ALL=tr_TR.UTF-8 IFS=x CDPATH=/tmp;");
}

void TstSshSurroundings::loginShells()
{
    QFETCH(QString, shell);
    QFETCH(QString, before);
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("%1 exec %2 -c \"$SSH_ORIGINAL_COMMAND\"").arg(before, shell);
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    const QList<ConnectionCheck> checks = host->checkConnection(CancelToken());
    for (const ConnectionCheck &check : checks)
        QVERIFY2(check.outcome == ConnectionCheck::Outcome::Passed, qPrintable(check.sentence));
}

void TstSshSurroundings::longFolders_data()
{
    QTest::addColumn<QByteArrayList>("variables");
    QTest::newRow("of a session") << QByteArrayList {"XDG_RUNTIME_DIR"};
    QTest::newRow("of temporary files") << QByteArrayList {"TMPDIR"};
    QTest::newRow("both") << QByteArrayList {"XDG_RUNTIME_DIR", "TMPDIR"};
}

/// A socket's name may have 108 bytes.
void TstSshSurroundings::longFolders()
{
    QFETCH(QByteArrayList, variables);
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions ours = hostsOptions(fixture);
    ours.runtimeFolder.clear();
    const QString folder = fixture.folder() + u'/' + QString(150, u'x');
    QVERIFY(QDir().mkpath(folder));
    QHash<QByteArray, QByteArray> before;
    for (const QByteArray &variable : variables) {
        before.insert(variable, qgetenv(variable.constData()));
        qputenv(variable.constData(), QFile::encodeName(folder));
    }
    QByteArray failure;
    {
        SshHosts hosts(ours);
        const auto snapshot = probe(*openHost(hosts, fixture));
        if (!snapshot)
            failure = said(snapshot);
    }
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (it->isNull())
            qunsetenv(it.key().constData());
        else
            qputenv(it.key().constData(), *it);
    }
    QCOMPARE(failure, QByteArray());
}

void TstSshSurroundings::longNames_data()
{
    QTest::addColumn<QString>("alias");
    QTest::newRow("one label") << QString(63, u'a');
    QTest::newRow("200 characters") << QString(48, u'a').append(u'.').repeated(4) + QStringLiteral("test");
    QTest::newRow("dashes") << QStringLiteral("moodle--a-.x_y");
}

void TstSshSurroundings::longNames()
{
    QFETCH(QString, alias);
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const SshHostsOptions ours = hostsOptions(fixture);
    QFile config(ours.configFile);
    QVERIFY(config.open(QIODevice::WriteOnly));
    QVERIFY(config.write(fixture.sshConfig(alias).toUtf8()) > 0);
    config.close();
    Server server = fixture.server();
    server.connection.host = alias;
    SshHosts hosts(ours);
    const auto host = hosts.open(server, Attendance::Background);
    QVERIFY2(host, said(host).constData());
    const auto snapshot = probe(**host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

NIGHTKEEP_TEST(TstSshSurroundings, integration, Core, 300)
#include "tst_sshsurroundings.moc"

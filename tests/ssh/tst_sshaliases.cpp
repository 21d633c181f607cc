// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshaliases.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Nightkeep;

/// The hosts that a person's ssh_config names, to choose from.
class TstSshAliases : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("hosts");
        const auto row = [](const char *name, const QByteArray &text, const char *hosts) {
            QTest::newRow(name) << text << QString::fromLatin1(hosts);
        };
        row("nothing", "", "");
        row("several in a line", "Host moodle-a moodle-b\n  HostName 10.0.0.1\n", "moodle-a moodle-b");
        row("patterns are none", "Host *.example.org moodle-? !moodle-x moodle-a\n", "moodle-a");
        row("each once", "Host a\nHost b a\n", "a b");
        row("remarks", "# Host x\n  #Host y\nHost a\n", "a");
        row("other words", "HostName x\nMatch host y\nHostKeyAlias z\n", "");
        row("any case, tabs, line ends of others", "hOsT\ta\tb\r\n", "a b");
        row("an equals sign", "Host=a\nHost = b\nHost c=d\n", "a b");
        row("quotes", "Host \"a\" \"with blanks\" b\n", "a b");
        row("what ssh would take for an option", "Host -oProxyCommand=x a\n", "a");
        row("hostile letters", "Host a\x1b[2J b;c $(d) ok\n", "ok");
        row("no end of the last line", "Host a", "a");
    }
    void hostsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, hosts);
        QCOMPARE(readSshConfigNames(text).hosts.join(u' '), hosts);
    }

    void aHugeFileIsReadToItsLimits()
    {
        QByteArray text;
        for (int i = 0; i < 300000; ++i)
            text += "Host h" + QByteArray::number(i) + "\nInclude i" + QByteArray::number(i) + '\n';
        const SshConfigNames names = readSshConfigNames(text);
        QCOMPARE(names.hosts.size(), 1000);
        QCOMPARE(names.included.size(), 64);
    }

    void includedFilesAreReadOnce()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("conf.d")));
        const auto write = [&folder](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("conf.d/one", "Host one\nInclude deeper\n"));
        QVERIFY(write("conf.d/two", "Host two own\n"));
        QVERIFY(write("deeper", "Host deeper\n"));
        QVERIFY(write("config", "Include conf.d/* missing pipe\nHost own\n"));
        QVERIFY(::mkfifo(QFile::encodeName(folder.filePath(QStringLiteral("pipe"))).constData(), 0600) == 0);
        QCOMPARE(sshAliasesOf(folder.filePath(QStringLiteral("config"))),
                 QStringList({QStringLiteral("own"), QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(sshAliasesOf(folder.filePath(QStringLiteral("pipe"))), QStringList()); // and is not waited for
        QCOMPARE(sshAliasesOf(folder.filePath(QStringLiteral("missing"))), QStringList());
    }
};

NIGHTKEEP_TEST(TstSshAliases, unit, Core)
#include "tst_sshaliases.moc"

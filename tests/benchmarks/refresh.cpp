// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"
#include "models/servers/serversnapshot.h"
#include "tests/benchmarks/comparison.h"
#include "tests/support/sshfixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace Nightkeep {

namespace {

constexpr int Servers = 16;

bool runs(const QString &program, const QStringList &arguments, const QString &input = {})
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardInputFile(input.isEmpty() ? QProcess::nullDevice() : input);
    process.start(program, arguments);
    return process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool writeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

bool benchRefresh()
{
    const QTemporaryDir folder;
    std::vector<std::unique_ptr<SshFixture>> fixtures;
    QByteArray config;
    QByteArray knownHosts;
    QByteArray hosts;
    for (int i = 0; i < Servers; ++i) {
        auto fixture = std::make_unique<SshFixture>();
        if (!fixture->start()) {
            qWarning("%s", qPrintable(fixture->problem()));
            return false;
        }
        const QString alias = QStringLiteral("bench%1").arg(i);
        config += fixture->sshConfig(alias).toUtf8();
        knownHosts += fixture->knownHostsLine();
        hosts += alias.toUtf8() + '\n';
        fixtures.push_back(std::move(fixture));
    }
    const QString configFile = folder.filePath(QStringLiteral("ssh_config"));
    const QString knownHostsFile = folder.filePath(QStringLiteral("known_hosts"));
    const QString hostsFile = folder.filePath(QStringLiteral("hosts"));
    const QString inputFile = folder.filePath(QStringLiteral("input"));
    const QString workspace = folder.filePath(QStringLiteral("bench.nightkeep"));

    // The very same program and question for both.
    const Result<QByteArray> text = remoteProgramText(RemoteProgram::Probe);
    if (!text)
        return false;
    const RemoteInvocation call = invocationOf(*text, QString(), probeInput(neededTools(), {}));
    if ( !writeFile(configFile, config) || !writeFile(knownHostsFile, knownHosts)
        || !writeFile(hostsFile, hosts) || !writeFile(inputFile, call.input))
        return false;

    const QString ctl = QCoreApplication::applicationDirPath() + QStringLiteral("/nightkeepctl");
    const QStringList common {QStringLiteral("--workspace"),   workspace,
                              QStringLiteral("--ssh-config"),  configFile,
                              QStringLiteral("--known-hosts"), knownHostsFile};
    if (!runs(ctl, common + QStringList {QStringLiteral("workspace"), QStringLiteral("create")}))
        return false;
    for (int i = 0; i < Servers; ++i) {
        const QString alias = QStringLiteral("bench%1").arg(i);
        if (!runs(ctl,
                  common
                      + QStringList {QStringLiteral("servers"), QStringLiteral("set"), alias, QStringLiteral("--new"),
                                     QStringLiteral("host=") + alias}))
            return false;
    }
    const auto subject = [&] {
        return runs(ctl,
                    common + QStringList {QStringLiteral("probe"), QStringLiteral("--parallel"), QStringLiteral("8")});
    };
    const auto peer = [&] {
        return runs(QStringLiteral("parallel-ssh"),
                    {QStringLiteral("-p"), QStringLiteral("8"), QStringLiteral("-h"), hostsFile, QStringLiteral("-I"),
                     QStringLiteral("-x"),
                     QStringLiteral("-F %1 -o UserKnownHostsFile=%2 -o BatchMode=yes").arg(configFile, knownHostsFile),
                     call.command},
                    inputFile);
    };
    const bool noise =
        compare({"parallel-ssh against itself (the machine's noise)", "parallel-ssh -p 8", 1.0, 7, peer, peer});
    return compare({"cold matrix refresh of 16 loopback servers, 8 at a time", "parallel-ssh -p 8, identical program",
                    1.10, 9, subject, peer})
        && noise;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/refreshlab.h"

#include "app/process/remoteprograms.h"
#include "models/matrix/serverservice.h"
#include "models/servers/serversnapshot.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

namespace Nightkeep {

namespace {

constexpr int RunLimit = 600000; // milliseconds

bool runs(const QString &program, const QStringList &arguments, const QString &input = {},
          const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardInputFile(input.isEmpty() ? QProcess::nullDevice() : input);
    process.start(program, arguments);
    return process.waitForFinished(RunLimit) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool writeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString alias(size_t server)
{
    return QStringLiteral("bench%1").arg(server);
}

bool trouble(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence));
    return false;
}

} // namespace

RefreshLab::~RefreshLab()
{
    if (m_proxy.state() != QProcess::NotRunning) {
        m_proxy.kill();
        m_proxy.waitForFinished(-1);
    }
}

bool RefreshLab::start(int servers, int delayMilliseconds)
{
    const Result<QByteArray> text = remoteProgramText(RemoteProgram::Probe);
    if (!text || !startServers(servers))
        return false;
    // The very same program and question for all.
    const RemoteInvocation call = invocationOf(*text, QString(), probeInput(probedTools(), {}));
    m_command = call.command;
    m_input = m_folder.filePath(QStringLiteral("input"));
    m_knownHosts = m_folder.filePath(QStringLiteral("known_hosts"));
    QByteArray known;
    QStringList ports;
    for (const auto &server : m_servers) {
        known += server->knownHostsLine();
        ports.append(QString::number(server->port()));
    }
    const QStringList farPorts = delayMilliseconds > 0 ? startProxy(delayMilliseconds) : QStringList();
    if (delayMilliseconds > 0 && farPorts.size() != ports.size())
        return trouble(QStringLiteral("the proxy that delays did not start"));
    for (qsizetype i = 0; i < farPorts.size(); ++i) {
        const SshFixture &server = *m_servers.at(static_cast<size_t>(i));
        known +=
            server.knownHostsLine().replace(':' + ports.at(i).toLatin1() + ' ', ':' + farPorts.at(i).toLatin1() + ' ');
    }
    return writeFile(m_input, call.input) && writeFile(m_knownHosts, known)
        && prepare(m_direct, QStringLiteral("direct"), ports)
        && (farPorts.isEmpty() || prepare(m_delayed, QStringLiteral("delayed"), farPorts));
}

bool RefreshLab::startServers(int servers)
{
    for (int i = 0; i < servers; ++i) {
        auto server = std::make_unique<SshFixture>();
        if (!server->start())
            return trouble(server->problem());
        m_servers.push_back(std::move(server));
    }
    return true;
}

QStringList RefreshLab::startProxy(int delayMilliseconds)
{
    QStringList arguments {QString::number(delayMilliseconds)};
    for (const auto &server : m_servers)
        arguments.append(QString::number(server->port()));
    m_proxy.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_proxy.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_proxy.start(QCoreApplication::applicationDirPath() + QStringLiteral("/nightkeep-delayproxy"), arguments);
    QByteArray said;
    while (said.count('\n') < static_cast<qsizetype>(m_servers.size()) && m_proxy.waitForReadyRead(10000))
        said += m_proxy.readAllStandardOutput();
    return QString::fromLatin1(said.trimmed()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

bool RefreshLab::prepare(Way &way, const QString &name, const QStringList &ports)
{
    way.sshConfig = m_folder.filePath(name + QStringLiteral(".config"));
    way.hosts = m_folder.filePath(name + QStringLiteral(".hosts"));
    way.inventory = m_folder.filePath(name + QStringLiteral(".inventory"));
    way.workspace = m_folder.filePath(name + QStringLiteral(".nightkeep"));
    QByteArray config;
    QByteArray hosts;
    for (size_t i = 0; i < m_servers.size(); ++i) {
        const QString port = QStringLiteral("Port ") + ports.at(static_cast<qsizetype>(i));
        config += m_servers.at(i)->sshConfig(alias(i), {port}).toUtf8();
        hosts += alias(i).toUtf8() + '\n';
    }
    const QByteArray python = "[all:vars]\nansible_python_interpreter=/usr/bin/python3\n";
    if (!writeFile(way.sshConfig, config) || !writeFile(way.hosts, hosts)
        || !writeFile(way.inventory, hosts + '\n' + python))
        return false;
    Application application;
    const Result<std::unique_ptr<Workspace>> workspace = application.create(way.workspace);
    if (!workspace)
        return trouble(workspace.error().message);
    for (size_t i = 0; i < m_servers.size(); ++i) {
        Server server;
        server.name = alias(i);
        if (const Result<void> added = (*workspace)->servers().replaceServer({}, server); !added)
            return trouble(added.error().message);
    }
    return true;
}

QStringList RefreshLab::commonArguments(const Way &way) const
{
    return {QStringLiteral("--workspace"),   way.workspace, QStringLiteral("--ssh-config"), way.sshConfig,
            QStringLiteral("--known-hosts"), m_knownHosts};
}

bool RefreshLab::coldRefresh(const Way &way) const
{
    return runs(QCoreApplication::applicationDirPath() + QStringLiteral("/nightkeepctl"),
                commonArguments(way)
                    + QStringList {QStringLiteral("probe"), QStringLiteral("--parallel"), QString::number(AtOnce)});
}

bool RefreshLab::parallelSsh(const Way &way) const
{
    const QString options =
        QStringLiteral("-F %1 -o UserKnownHostsFile=%2 -o BatchMode=yes").arg(way.sshConfig, m_knownHosts);
    return runs(QStringLiteral("parallel-ssh"),
                {QStringLiteral("-p"), QString::number(AtOnce), QStringLiteral("-h"), way.hosts, QStringLiteral("-I"),
                 QStringLiteral("-x"), options, m_command},
                m_input);
}

QString RefreshLab::masterSocket() const
{
    return m_folder.filePath(QStringLiteral("m-%n"));
}

bool RefreshLab::sshOverMasters(const Way &way) const
{
    const QString script = QStringLiteral("exec ssh -T -F none -S \"$1\" -o ControlMaster=no -o BatchMode=yes"
                                          " -o ProxyCommand=/bin/false -- \"$4\" \"$2\" <\"$3\"");
    return runs(QStringLiteral("xargs"),
                {QStringLiteral("-a"), way.hosts, QStringLiteral("-n"), QStringLiteral("1"), QStringLiteral("-P"),
                 QString::number(AtOnce), QStringLiteral("sh"), QStringLiteral("-c"), script, QStringLiteral("sh"),
                 masterSocket(), m_command, m_input});
}

bool RefreshLab::ansible(const Way &way) const
{
    const QTemporaryDir own(m_folder.filePath(QStringLiteral("a-XXXXXX")));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString sockets = own.filePath(QStringLiteral("cp"));
    environment.insert(QStringLiteral("ANSIBLE_PIPELINING"), QStringLiteral("True"));
    environment.insert(QStringLiteral("ANSIBLE_HOME"), own.path());
    environment.insert(QStringLiteral("ANSIBLE_REMOTE_TEMP"), own.filePath(QStringLiteral("remote")));
    environment.insert(QStringLiteral("ANSIBLE_SSH_CONTROL_PATH_DIR"), sockets);
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("ANSIBLE_SSH_ARGS"),
                       QStringLiteral("-o ControlMaster=auto -o ControlPersist=60s -F %1 -o UserKnownHostsFile=%2 "
                                      "-o BatchMode=yes")
                           .arg(way.sshConfig, m_knownHosts));
    const bool ran = runs(QStringLiteral("ansible"),
                          {QStringLiteral("all"), QStringLiteral("-i"), way.inventory, QStringLiteral("-f"),
                           QString::number(AtOnce), QStringLiteral("-m"), QStringLiteral("setup")},
                          {}, environment);
    // Its masters would live for a minute; without their sockets' folder nobody finds them again.
    for (const QString &socket : QDir(sockets).entryList(QDir::System))
        runs(QStringLiteral("ssh"),
             {QStringLiteral("-O"), QStringLiteral("exit"), QStringLiteral("-S"), sockets + QLatin1Char('/') + socket,
              QStringLiteral("none")});
    return ran;
}

qsizetype RefreshLab::connections() const
{
    qsizetype all = 0;
    for (const auto &server : m_servers)
        all += server->log().count("Connection from ");
    return all;
}

LiveMasters::LiveMasters(const RefreshLab &lab, const RefreshLab::Way &way)
    : m_lab(lab)
{
    for (size_t i = 0; m_areReady && i < lab.m_servers.size(); ++i)
        m_areReady = runs(QStringLiteral("ssh"),
                          {QStringLiteral("-F"), way.sshConfig, QStringLiteral("-o"),
                           QStringLiteral("UserKnownHostsFile=") + lab.m_knownHosts, QStringLiteral("-o"),
                           QStringLiteral("BatchMode=yes"), QStringLiteral("-f"), QStringLiteral("-N"),
                           QStringLiteral("-M"), QStringLiteral("-S"), lab.masterSocket(), alias(i)});
}

LiveMasters::~LiveMasters()
{
    for (size_t i = 0; i < m_lab.m_servers.size(); ++i)
        runs(QStringLiteral("ssh"),
             {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-O"), QStringLiteral("exit"),
              QStringLiteral("-S"), m_lab.masterSocket(), alias(i)});
}

WarmWorkspace::WarmWorkspace(const RefreshLab &lab, const RefreshLab::Way &way)
    : m_application([&] {
        ApplicationOptions options;
        options.dataFolder = lab.folder();
        options.sshConfig = way.sshConfig;
        options.knownHosts = lab.knownHosts();
        return options;
    }())
{
    if (auto workspace = m_application.open(way.workspace))
        m_workspace = std::move(*workspace);
}

bool WarmWorkspace::refresh()
{
    const Result<QList<ServerRow>> rows =
        m_workspace ? m_workspace->servers().rows() : Result<QList<ServerRow>>(fail(ErrorKind::Internal, QString()));
    if (!rows)
        return false;
    QList<Server> servers;
    for (const ServerRow &row : *rows)
        servers.append(row.server);
    const QList<ProbeOutcome> outcomes =
        m_workspace->servers().probeAll(servers, Attendance::Background, RefreshLab::AtOnce, {}, {});
    return std::all_of(outcomes.begin(), outcomes.end(),
                       [](const ProbeOutcome &outcome) { return outcome.snapshot.has_value(); });
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that reaches a server and then waits, for a test to kill. Arguments: folder for the
// private one, known_hosts, ssh_config, a file to make when the server has answered.
#include "app/ssh/sshhosts.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QCoreApplication>
#include <QFile>

using namespace Nightkeep;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    SshHostsOptions options;
    options.runtimeFolder = arguments.at(1);
    options.knownHostsFile = arguments.at(2);
    options.configFile = arguments.at(3);
    SshHosts hosts(options);
    Server server;
    server.name = QStringLiteral("moodle-x.example.org");
    server.connection.host = QStringLiteral("nightkeep-test");
    const auto host = hosts.open(server, Attendance::Background);
    if (!host || !(*host)->run(RemoteProgram::Probe, probeInput({}, {}), {}, {std::chrono::minutes(2), 1024 * 1024}))
        return 1;
    const auto forward = (*host)->forwardSocket(QStringLiteral("/nonexistent/socket"), CancelToken());
    QFile ready(arguments.at(4));
    if (!forward || !ready.open(QIODevice::WriteOnly))
        return 1;
    ready.close();
    return QCoreApplication::exec();
}

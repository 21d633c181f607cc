// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshoptions.h"

#include "models/base/hostport.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

void addOption(QStringList &arguments, const QString &option)
{
    arguments << QStringLiteral("-o") << option;
}

/// What holds for every ssh that opens a connection.
QStringList connectionArguments(const SshSettings &settings, const QString &rulesFile)
{
    QStringList arguments {QStringLiteral("-T"), QStringLiteral("-F"), rulesFile};
    // What a person's configuration wishes for sessions of their own is kept from ours.
    for (const char *option :
         {"ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "ClearAllForwardings=yes", "Tunnel=no",
          "RemoteCommand=none", NeverToTheBackground, "ControlPersist=no", "ConnectionAttempts=1", NothingVerbose,
          "ServerAliveInterval=15", "ServerAliveCountMax=3"})
        addOption(arguments, QString::fromLatin1(option));
    addOption(arguments, QStringLiteral("ConnectTimeout=%1").arg(settings.connectTimeoutSeconds));
    return arguments;
}

void addDestination(QStringList &arguments, const SshDestination &destination)
{
    if (!destination.user.isEmpty())
        arguments << QStringLiteral("-l") << destination.user;
    if (destination.port > 0)
        arguments << QStringLiteral("-p") << QString::number(destination.port);
    arguments << QStringLiteral("--") << destination.host;
}

/// What holds for every ssh that only speaks to the master: no configuration, no way around it.
QStringList clientArguments(const QString &controlPath)
{
    QStringList arguments {QStringLiteral("-T"), QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-S"),
                           literalPath(controlPath)};
    for (const char *option : {"ControlMaster=no", "BatchMode=yes", "StrictHostKeyChecking=yes"})
        addOption(arguments, QString::fromLatin1(option));
    // Without a master ssh would quietly connect by itself. This is what it finds instead.
    addOption(arguments, QStringLiteral("ProxyCommand=/bin/false"));
    return arguments;
}

} // namespace

QString literalPath(QString path)
{
    return path.replace(QLatin1Char('%'), QStringLiteral("%%"));
}

QStringList masterArguments(const SshSettings &settings, const SshDestination &destination, Attendance attendance,
                            const QString &controlPath)
{
    QStringList arguments = connectionArguments(settings, settings.rulesFile);
    arguments << QStringLiteral("-N") << QStringLiteral("-M") << QStringLiteral("-S") << literalPath(controlPath);
    addOption(arguments,
              attendance == Attendance::Background ? QStringLiteral("BatchMode=yes") : QStringLiteral("BatchMode=no"));
    // A server's banner is text from outside and is not to be taken for ssh's own words.
    addOption(arguments, QStringLiteral("LogLevel=ERROR"));
    addDestination(arguments, destination);
    return arguments;
}

QStringList sessionArguments(const SshDestination &destination, const QString &controlPath, const QString &logFile,
                             const QString &command)
{
    QStringList arguments = clientArguments(controlPath);
    arguments << QStringLiteral("-E") << logFile;
    addOption(arguments, QStringLiteral("LogLevel=DEBUG2")); // tells whose the status is, and of a missing master
    arguments << QStringLiteral("--") << destination.host << command;
    return arguments;
}

QStringList forwardArguments(const SshDestination &destination, const QString &controlPath, ForwardRequest request,
                             const QString &localSocket, const QString &remoteSocket)
{
    QStringList arguments = clientArguments(controlPath);
    addOption(arguments, QStringLiteral("LogLevel=ERROR"));
    arguments << QStringLiteral("-O")
              << (request == ForwardRequest::Open ? QStringLiteral("forward") : QStringLiteral("cancel"))
              << QStringLiteral("-L") << literalPath(localSocket) + QLatin1Char(':') + remoteSocket
              << QStringLiteral("--") << destination.host;
    return arguments;
}

QStringList hostKeyArguments(const SshSettings &settings, const SshDestination &destination, const QString &logFile)
{
    QStringList arguments = connectionArguments(settings, settings.meetingFile);
    // Tells the key, and the reason, of every kind of refusal; it also holds for an ssh on the way.
    arguments << QStringLiteral("-v") << QStringLiteral("-E") << logFile;
    addOption(arguments, QStringLiteral("BatchMode=no"));
    addOption(arguments, QStringLiteral("PreferredAuthentications=none"));
    addOption(arguments, QStringLiteral("ControlMaster=no"));
    addOption(arguments, QStringLiteral("ControlPath=none"));
    addOption(arguments, QString::fromLatin1(AnOrdinarySession));
    addDestination(arguments, destination);
    arguments << QStringLiteral("exit"); // for the server that lets anybody in
    return arguments;
}

bool isSafeSocket(const QString &socket)
{
    static const QRegularExpression safe(QStringLiteral("\\A/[A-Za-z0-9._/@+=,-]+\\z"));
    return safe.match(socket).hasMatch() || hostPort(socket);
}

} // namespace Nightkeep

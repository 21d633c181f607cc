// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshoptions.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

void addOption(QStringList &arguments, const QString &option)
{
    arguments << QStringLiteral("-o") << option;
}

/// ssh expands percent signs in paths.
QString literalPath(QString path)
{
    return path.replace(QLatin1Char('%'), QStringLiteral("%%"));
}

/// One word of an option that takes several.
QString quotedPath(const QString &path)
{
    QString quoted = literalPath(path);
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

/// What holds for every ssh that opens a connection.
QStringList connectionArguments(const SshSettings &settings)
{
    QStringList arguments {QStringLiteral("-T")};
    if (!settings.configFile.isEmpty())
        arguments << QStringLiteral("-F") << settings.configFile;
    QStringList knownHosts {quotedPath(settings.knownHostsFile)};
    for (const QString &file : settings.otherKnownHostsFiles)
        knownHosts << quotedPath(file);
    addOption(arguments, QStringLiteral("UserKnownHostsFile=") + knownHosts.join(QLatin1Char(' ')));
    // A key is added by an explicit act alone, and never on the word of the network. The rest keeps what a
    // person's configuration wishes for sessions of their own from ours.
    for (const char *option :
         {"UpdateHostKeys=no", "VerifyHostKeyDNS=no", "CheckHostIP=no", "FingerprintHash=sha256", "VisualHostKey=no",
          "NoHostAuthenticationForLocalhost=no", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no",
          "ClearAllForwardings=yes", "Tunnel=no", "RemoteCommand=none", NeverToTheBackground, "ControlPersist=no",
          "ConnectionAttempts=1", NothingVerbose, "ServerAliveInterval=15", "ServerAliveCountMax=3"})
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
    for (const char *option : {"ControlMaster=no", "BatchMode=yes", "StrictHostKeyChecking=yes", "LogLevel=ERROR"})
        addOption(arguments, QString::fromLatin1(option));
    // Without a master ssh would quietly connect by itself. This is what it finds instead.
    // A shell around it keeps the connection's end open until the mark is written; ssh would else be
    // gone, and take the writer with it, before that.
    addOption(arguments,
              QStringLiteral("ProxyCommand=/bin/sh -c 'echo %1 >&2; :'").arg(QString::fromLatin1(NoMasterMark)));
    return arguments;
}

} // namespace

QStringList masterArguments(const SshSettings &settings, const SshDestination &destination, Attendance attendance,
                            const QString &controlPath)
{
    QStringList arguments = connectionArguments(settings);
    arguments << QStringLiteral("-N") << QStringLiteral("-M") << QStringLiteral("-S") << literalPath(controlPath);
    addOption(arguments, QStringLiteral("StrictHostKeyChecking=yes"));
    addOption(arguments,
              attendance == Attendance::Background ? QStringLiteral("BatchMode=yes") : QStringLiteral("BatchMode=no"));
    // A server's banner is text from outside and is not to be taken for ssh's own words.
    addOption(arguments, QStringLiteral("LogLevel=ERROR"));
    addDestination(arguments, destination);
    return arguments;
}

QStringList sessionArguments(const SshDestination &destination, const QString &controlPath, const QString &command)
{
    QStringList arguments = clientArguments(controlPath);
    arguments << QStringLiteral("--") << destination.host << command;
    return arguments;
}

QStringList forwardArguments(const SshDestination &destination, const QString &controlPath, ForwardRequest request,
                             const QString &localSocket, const QString &remoteSocket)
{
    QStringList arguments = clientArguments(controlPath);
    arguments << QStringLiteral("-O")
              << (request == ForwardRequest::Open ? QStringLiteral("forward") : QStringLiteral("cancel"))
              << QStringLiteral("-L") << literalPath(localSocket) + QLatin1Char(':') + remoteSocket
              << QStringLiteral("--") << destination.host;
    return arguments;
}

QStringList hostKeyArguments(const SshSettings &settings, const SshDestination &destination, const QString &logFile)
{
    QStringList arguments = connectionArguments(settings);
    arguments << QStringLiteral("-E") << logFile;
    addOption(arguments, QStringLiteral("StrictHostKeyChecking=ask"));
    addOption(arguments, QStringLiteral("BatchMode=no"));
    addOption(arguments, QStringLiteral("PreferredAuthentications=none"));
    addOption(arguments, QStringLiteral("ControlMaster=no"));
    addOption(arguments, QStringLiteral("ControlPath=none"));
    addOption(arguments, QString::fromLatin1(AnOrdinarySession));
    addOption(arguments, QStringLiteral("LogLevel=DEBUG1")); // tells the key, and the reason, of every kind of refusal
    addDestination(arguments, destination);
    arguments << QStringLiteral("exit"); // for the server that lets anybody in
    return arguments;
}

bool isSafeSocket(const QString &socket)
{
    static const QRegularExpression safe(QStringLiteral("\\A/[A-Za-z0-9._/@+=,-]+\\z"));
    return safe.match(socket).hasMatch() || loopbackPort(socket) > 0;
}

} // namespace Nightkeep

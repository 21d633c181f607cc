// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

#include <QString>
#include <QStringList>

namespace Nightkeep {

/// Where ssh is to go. All three have passed isSafeHostName and isSafeUserName, or are empty or 0.
struct SshDestination
{
    QString host;
    QString user;
    int port = 0;

    bool operator==(const SshDestination &) const = default;
};

/// What is the same for every server.
struct SshSettings
{
    QString configFile; ///< a person's; empty: their own and the system's
    QString knownHostsFile; ///< ours; keys that are trusted here are written to it
    QStringList otherKnownHostsFiles {QStringLiteral("~/.ssh/known_hosts"), QStringLiteral("~/.ssh/known_hosts2")};
    int connectTimeoutSeconds = 10;
    QString rulesFile = {}; ///< what ssh reads (sshRules): ours, then configFile
    QString meetingFile = {}; ///< the same where a host is met, and its unknown key asked about
};

/// ssh expands percent signs in paths.
[[nodiscard]] QString literalPath(QString path);

/// Options that came with OpenSSH 8.5 to 8.7; older ones do without (asSshTakes).
inline constexpr char NeverToTheBackground[] = "ForkAfterAuthentication=no";
inline constexpr char NothingVerbose[] = "LogVerbose=none";
inline constexpr char AnOrdinarySession[] = "SessionType=default";

/// The argument lists of every ssh that is ever started; pure, so that a test can read them.
/// Source of the rules: ssh(1), ssh_config(5). The host stands behind "--" and nowhere else.

/// The shared master: logs in, runs nothing, listens on `controlPath`.
[[nodiscard]] QStringList masterArguments(const SshSettings &settings, const SshDestination &destination,
                                          Attendance attendance, const QString &controlPath);
/// One command over the master. Reads no configuration, and can never open a connection of its own. Its own words go
/// to `logFile`: on standard error stand those of the server's side alone.
[[nodiscard]] QStringList sessionArguments(const SshDestination &destination, const QString &controlPath,
                                           const QString &logFile, const QString &command);
enum class ForwardRequest { Open, Cancel };
/// Opens or ends the forwarding on the master of a unix socket here to one, or to a port, of the server.
[[nodiscard]] QStringList forwardArguments(const SshDestination &destination, const QString &controlPath,
                                           ForwardRequest request, const QString &localSocket,
                                           const QString &remoteSocket);
/// Goes as far as the host key, asks about it, and then does not log in. Its own words, and nobody else's, go to
/// `logFile`.
[[nodiscard]] QStringList hostKeyArguments(const SshSettings &settings, const SshDestination &destination,
                                           const QString &logFile);

/// Whether a socket on the server can be named to ssh: an absolute path of [A-Za-z0-9._/@+=,-], or a hostPort().
[[nodiscard]] bool isSafeSocket(const QString &socket);

} // namespace Nightkeep

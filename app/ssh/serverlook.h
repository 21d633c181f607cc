// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshconnection.h"
#include "app/ssh/ssherrors.h"

namespace Nightkeep {

/// What was heard of a server that was met as far as the beginning of the login.
struct ServerLook
{
    QByteArray said; ///< our ssh's own words, without debugging lines
    QByteArray onTheWay; ///< those of the ssh that our rules let lead to it, before a host there could speak
    QByteArray quoted; ///< what others wrote, whoever they are: never taken for a fact
    QString shownKey; ///< "ED25519 SHA256:..."; empty if it came to none
    QString software; ///< as the server names itself: "OpenSSH_5.1p1 Debian-5"; empty if it came to none
    bool takesNewRsa = false; ///< it told that it takes RSA keys by another signature than ssh-rsa
    bool reachedLogin = false; ///< its key was good, and the login could begin
    /// With its key. That line holds words of whoever made it, so that ssh is not heard any more: whether it is trusted
    /// is not known then.
    bool showsCertificate = false;
    std::optional<OfferedHostKey> unknownKey = {}; ///< that ssh asked about first: its own, or a host's on the way

    [[nodiscard]] QByteArray everything() const { return said + '\n' + onTheWay + '\n' + quoted; }
};

/// Starts an ssh that talks of all that it does (hostKeyArguments), and takes its words apart when it has ended.
/// `answer` is asked about an unknown host key. AuthenticationFailed: a host on the way wants a password; it gets no
/// answer, not even a wrong one, which might lock somebody out there.
[[nodiscard]] Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination,
                                              const QString &server, const AskpassAnswer &answer,
                                              const CancelToken &cancel, std::chrono::milliseconds limit);
/// The same, trusting nothing and for thirty seconds at most: to learn the reason of what has failed already.
[[nodiscard]] Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination,
                                              const QString &server, const CancelToken &cancel,
                                              std::chrono::milliseconds limit);

/// `own`: what our ssh itself wrote, to its log file; `others`: what stood on standard error. There the ssh for a jump
/// host writes too, which is known by the line that it read our rules: nobody else knows the file's name. It is
/// believed until the login there begins, or another program is to lead on, for then a host's own text may follow.
/// A server's words stand in lines of an ssh too: behind such a line, or once the key was good, nothing more is
/// believed that ssh says of keys.
[[nodiscard]] ServerLook heardOfServer(const QByteArray &own, const QByteArray &others = {},
                                       const QString &rulesFile = {});

/// What hindered it, by the words that are believed; all are in the details.
[[nodiscard]] Error reasonOf(const QString &server, const ServerLook &look, const SshConfigPlace &place);

/// A failed login's error with what a look told that ssh kept to itself: the words of an end without words, and of a
/// refused key that the server is too old for the signature that ssh gives by itself.
[[nodiscard]] Error explained(const QString &server, Error error, const ServerLook &look, const SshConfigPlace &place);

/// ssh-keygen's name of a key's type, which people know: "ED25519" for "ssh-ed25519".
[[nodiscard]] QString shortKeyType(const QString &type);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/remotehost.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// Where a person writes how ssh is to treat a server.
struct SshConfigPlace
{
    QString host = {}; ///< as ssh is told it; empty: another than ours, on the way to it
    QString file = {}; ///< empty: the person's own
};

/// Whose words they are. Where a program on the way to the server can write beside ssh, a host's own text may be among
/// them: then they give a kind and sentences of ours, and no command or line to copy is made of them.
enum class Speaker { Ssh, Anybody };

/// What the words of a failed ssh (status 255, LC_ALL=C) mean for the server of that name: what stands at the beginning
/// of a line; behind it a server's words may stand. Never those of a session.
/// Kinds: HostKeyChanged, HostKeyUnknown, AuthenticationFailed, Unreachable, BadInput, PermissionDenied.
[[nodiscard]] Error sshError(const QString &server, const QByteArray &errors, const SshConfigPlace &place = {},
                             Speaker speaker = Speaker::Ssh);

/// For an error's details.
[[nodiscard]] QString shownWords(const QByteArray &words);

/// Whether they give a reason other than that the other side closed the connection at the door.
[[nodiscard]] bool hasAReason(const QByteArray &errors);

/// Whether ssh, being quiet, keeps the reason to itself: those words are notes of its own or nothing, or a key was
/// refused.
[[nodiscard]] bool keepsAReason(const QByteArray &errors);

/// The advice to write these options for that one host alone: a sentence, and the lines to copy.
[[nodiscard]] QString sshConfigLines(const QStringList &options, const SshConfigPlace &place);

/// Whether the server closed the connection before any word of login, as it does when too many log in
/// at a time (sshd's MaxStartups): nothing was asked and nothing sent, so trying again is safe.
[[nodiscard]] bool isTurnedAway(const QByteArray &errors);

/// Whether the server took the connection and did not greet in time: it may be too busy just now. Nothing was sent.
[[nodiscard]] bool greetsLate(const QByteArray &errors);

/// Whether ssh could not find the address of a host: a matter of its name, not of the network.
/// Of a sshError() of that server.
[[nodiscard]] bool isNameFailure(const QString &server, const Error &error);

/// ssh's question about a key it has not met, taken apart; nothing if it is another question.
[[nodiscard]] std::optional<OfferedHostKey> hostKeyQuestion(const QString &prompt);

/// Whether ssh asks again because it did not understand the answer about a host key.
[[nodiscard]] bool isHostKeyReminder(const QString &prompt);

} // namespace Nightkeep

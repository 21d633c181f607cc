// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/serverlook.h"

namespace Nightkeep {

/// Meets a server as far as its host key and answers ssh's question with "no".
/// As RemoteHost::offeredHostKey.
[[nodiscard]] Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination,
                                                 const QString &server, const CancelToken &cancel);

/// Meets it again and answers with the very fingerprint, which ssh compares with the key at hand:
/// what is trusted is what was shown. HostKeyChanged if another key is offered now.
[[nodiscard]] Result<void> acceptHostKey(const SshWorld &world, const SshDestination &destination,
                                         const QString &server, const OfferedHostKey &key, const CancelToken &cancel);

/// A failed login's error with what ssh kept to itself while it was quiet, from a look at the server without logging
/// in. Of a host key that the look tells of, too: the fingerprint that is shown now, and the trusted one; a key of
/// another type than the trusted one is told from a server never met. Else as explained().
[[nodiscard]] Error withReason(const QString &server, const Error &error, const ServerLook &look,
                               const SshConfigPlace &place);

/// An error of a host key by words that may be anybody's, where no look at the server is to be had: that somebody
/// speaks of one. Another error as it is.
[[nodiscard]] Error withoutProof(const QString &server, const Error &error);

/// "ED25519 SHA256:...", of the key that stands in that line of a known_hosts file; empty if none does.
[[nodiscard]] QString knownKeyAt(const QString &fileName, int line);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshconnection.h"

namespace Nightkeep {

/// Meets a server as far as its host key and answers ssh's question with "no".
/// As RemoteHost::offeredHostKey.
[[nodiscard]] Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination,
                                                 const QString &server, const CancelToken &cancel);

/// Meets it again and answers with the very fingerprint, which ssh compares with the key at hand:
/// what is trusted is what was shown. HostKeyChanged if another key is offered now.
[[nodiscard]] Result<void> acceptHostKey(const SshWorld &world, const SshDestination &destination,
                                         const QString &server, const OfferedHostKey &key, const CancelToken &cancel);

/// A failed login's error with what ssh keeps to itself while it is quiet; the server is met once more, without
/// logging in. Of a host key: the fingerprint that is shown now, and the trusted one; a key of another type than the
/// trusted one is told from a server never met. Of an end without words: the words. Of a refused key: whether the
/// server is so old that it needs a signature that ssh no longer gives by itself.
[[nodiscard]] Error withReason(const SshWorld &world, const SshDestination &destination, const QString &server,
                               const Error &error, const CancelToken &cancel, std::chrono::milliseconds limit);

/// "ED25519 SHA256:...", of the key that stands in that line of a known_hosts file; empty if none does.
[[nodiscard]] QString knownKeyAt(const QString &fileName, int line);

} // namespace Nightkeep

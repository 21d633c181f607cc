// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshconnection.h"

namespace Nightkeep {

/// Meets a server as far as its host key and answers ssh's question with "no".
/// NotFound: the key is trusted already. Otherwise as RemoteHost::offeredHostKey.
[[nodiscard]] Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination,
                                                 const QString &server, const CancelToken &cancel);

/// Meets it again and answers with the very fingerprint, which ssh compares with the key at hand:
/// what is trusted is what was shown. HostKeyChanged if another key is offered now.
[[nodiscard]] Result<void> acceptHostKey(const SshWorld &world, const SshDestination &destination,
                                         const QString &server, const OfferedHostKey &key, const CancelToken &cancel);

/// An error about a host key, with the fingerprints: the one that the server shows now (ssh does not
/// tell it of a key that is unknown or revoked, so the server is met once more, without logging in)
/// and the trusted one. A key of another type than the trusted one is told from a server never met.
[[nodiscard]] Error withFingerprints(const SshWorld &world, const SshDestination &destination, const QString &server,
                                     const Error &error, const CancelToken &cancel, std::chrono::milliseconds limit);

/// "ED25519 SHA256:...", of the key that stands in that line of a known_hosts file; empty if none does.
[[nodiscard]] QString knownKeyAt(const QString &fileName, int line);

} // namespace Nightkeep

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

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace Nightkeep {

/// The public key in a signature that ssh-keygen wrote, as it stands in base 64 in a .pub file; nullopt where the text,
/// of at most 64 KiB, is none. Each byte is looked at once. Whether the signature is good, only ssh-keygen says.
[[nodiscard]] std::optional<QByteArray> keyOfSignature(const QString &signature);
/// "SHA256:..." of such a key; empty where it is none.
[[nodiscard]] QString fingerprintOfKey(const QByteArray &key);

} // namespace Nightkeep

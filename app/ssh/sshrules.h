// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshoptions.h"

#include <QByteArray>

namespace Nightkeep {

class PrivateFolder;

/// The configuration that our ssh reads, and so does every ssh that it starts for a ProxyJump: how host keys are
/// checked comes first, for every host, and of two settings ssh takes the first. Then what a person wrote. Out of reach
/// is another program: a ProxyCommand that a person wrote, or a connection to a jump host that they keep open.
enum class UnknownKeys { Refused, AskedAbout };
[[nodiscard]] QByteArray sshRules(const SshSettings &settings, UnknownKeys unknown, const QStringList &included);

/// Writes both into the folder and names them in the settings; false if that cannot be done.
[[nodiscard]] bool writeSshRules(SshSettings &settings, const PrivateFolder &folder);

} // namespace Nightkeep

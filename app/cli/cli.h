// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cliworld.h"

#include <QStringList>

namespace Nightkeep {

/// Runs one `nightkeepctl` command; `arguments` begins with the program's name. With --json exactly
/// one JSON document goes to standard output and nothing else; messages go to standard error.
/// Returns the exit status, see ExitStatus.
[[nodiscard]] int runCli(const QStringList &arguments, const CliWorld &world);

} // namespace Nightkeep

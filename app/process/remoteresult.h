// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/processrunner.h"
#include "models/base/result.h"

namespace Nightkeep {

/// What a remote program's process came to, for people: its output if it ended with status 0, else
/// Failed, TimedOut, Cancelled or MissingTool. `what` is the program's name, `where` the server's.
[[nodiscard]] Result<QByteArray> remoteOutput(const ProcessResult &result, const QString &what, const QString &where);

/// What a forced command, a closed account or a login script says on standard output, where an answer of ours was
/// to stand; of an answer that was begun, nothing.
[[nodiscard]] QByteArray foreignWords(const QByteArray &output);

} // namespace Nightkeep

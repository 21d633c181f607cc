// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace Nightkeep {

/// Whether a process runs no more. One that has ended and that nobody has waited for counts as gone.
[[nodiscard]] bool isGone(qint64 processId);
[[nodiscard]] bool isHalted(qint64 processId); ///< by SIGSTOP
/// Every living process that descends from this one.
[[nodiscard]] QList<qint64> descendantsOf(qint64 processId);
/// The arguments, separated by spaces.
[[nodiscard]] QByteArray commandLineOf(qint64 processId);

} // namespace Nightkeep

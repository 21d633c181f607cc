// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/frame.h"

#include <optional>

namespace Nightkeep {

/// The sentence for a "refused" record of an archive program: what, why, and the next step.
[[nodiscard]] Error refusalOf(const FrameRecord &record, const QString &server);

/// The same for what only the programs of hand-overs refuse; nothing for other codes.
[[nodiscard]] std::optional<Error> handOverRefusalOf(const FrameRecord &record, const QString &server);

/// Why a job ended unfinished, from the code it left behind ("changed", "full", ...).
[[nodiscard]] QString jobFailureText(const QByteArray &code, const QByteArray &argument, const QByteArray &step);

} // namespace Nightkeep

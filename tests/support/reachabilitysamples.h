// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/reachability/databasestatus.h"
#include "models/reachability/webcheck.h"

#include <QRandomGenerator>

namespace Nightkeep::Samples {

/// Answers with anything in them that the workspace can hold, likely or not.
[[nodiscard]] WebAnswer webAnswer(QRandomGenerator &random);
[[nodiscard]] DatabaseAnswer databaseAnswer(QRandomGenerator &random, const QString &server, const QString &partner);

} // namespace Nightkeep::Samples

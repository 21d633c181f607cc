// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <functional>

namespace Nightkeep {

/// Gives the present moment. Only `app` and tests make one: the models never ask the machine.
using Clock = std::function<QDateTime()>;

} // namespace Nightkeep

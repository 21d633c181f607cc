// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Nightkeep {

constexpr qint64 GiB = 1LL << 30;

} // namespace Nightkeep

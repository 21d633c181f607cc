// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagearea.h"

namespace Nightkeep {

/// Every page there is, in the navigation's order.
[[nodiscard]] QList<PageArea> allPages();

} // namespace Nightkeep

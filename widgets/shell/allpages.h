// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagewidget.h"

namespace Nightkeep {

/// Every page there is, in the navigation's order; a PageFactory.
[[nodiscard]] QList<PageWidget *> makeAllPages(const PageContext &context);

} // namespace Nightkeep

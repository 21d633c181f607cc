// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demofolder.h"

namespace Nightkeep {

/// The nightly dumps of a MySQL server, by the page's slots: seven days of the week, twelve starts of a
/// month, the end of the year. With `troubled`, one day's dump broke off, one has no bytes and one has
/// not been written for two weeks.
void writeDemoDumps(DemoFolder &folder, const BytePath &serverFolder, bool troubled, quint64 seed);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"

namespace Nightkeep {

class FactsView;

/// Writes all that is known about a server: why it could not be reached, its wanted folders with
/// verdicts and reasons, what the page says, what its web address and its database said when they were
/// last asked, and what the last probe saw. `partner` is the other of its database pair, if known.
void describeServer(FactsView &view, const ServerRow &row, const QDateTime &now, const ServerRow *partner = nullptr);

/// Writes one row of the comparison: the verdict, why, on which evidence, which mounts matter, and
/// what to do. `row` is the server that it is about, if it is still there.
void describeFolder(FactsView &view, const CoverageRow &coverage, const ServerRow *row, const QDateTime &now);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"

namespace Nightkeep {

class FactsView;

/// The third step: what is started, where it goes, and what becomes of it when the window is closed.
/// `reason` is why its warnings are accepted, `seconds` how long it may take; -1: not known.
void describeStart(FactsView &view, const ArchivePlan &plan, const QString &reason, qint64 seconds);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/coverage/backuppreview.h"

namespace Nightkeep {

/// What a preview leaves out, with the rule that says so; keyed by the path (percent-encoded).
struct ExcludedTable
{
    enum Column { PathColumn, RuleColumn, SourceColumn, ColumnCount };
    [[nodiscard]] static TableDescription<ExcludedObject> description();
};

} // namespace Nightkeep

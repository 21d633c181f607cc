// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pageimport.h"

namespace Nightkeep {

Result<ImportPlan> planPageImport(Workspace &workspace, const QString &fileName)
{
    Result<ImportPlan> plan = workspace.servers().planImport(fileName);
    if (!plan)
        return plan;
    if (const Result<void> added = workspace.settings().addOptions(*plan); !added)
        return fail(added.error());
    return plan;
}

Result<void> applyPageImport(Workspace &workspace, const ImportPlan &plan)
{
    if (const Result<void> applied = workspace.servers().applyImport(plan); !applied)
        return applied;
    return workspace.settings().applyOptions(plan);
}

} // namespace Nightkeep

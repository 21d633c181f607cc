// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pageimport.h"

#include "models/base/tr.h"

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
    // Before anything is written, so that "changed meanwhile" means that nothing was.
    if (const Result<void> fresh = workspace.settings().checkOptions(plan); !fresh)
        return fresh;
    if (const Result<void> applied = workspace.servers().applyImport(plan); !applied)
        return applied;
    Result<void> applied = workspace.settings().applyOptions(plan);
    if (!applied)
        applied.error().message =
            Tr::tr("The servers were imported, but not all options. %1").arg(applied.error().message);
    return applied;
}

} // namespace Nightkeep

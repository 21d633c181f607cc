// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/planfile.h"

#include "models/planpack.h"
#include "widgets/common/packfile.h"
#include "widgets/common/workspacereader.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

void savePlanFile(QWidget *asker, const PageContext &context, const ArchivePlan &plan,
                  const std::function<void(const Error &)> &failed)
{
    const auto make = [plan, info = context.workspace.info(),
                       now = context.reader.now()](const CancelToken &, const ProgressSink &) -> Result<Pack> {
        return planPack(plan, info, now);
    };
    savePackFile(asker, context,
                 {WidgetsTr::tr("Save the plan"), plan.request.name + QStringLiteral("-plan.pdf"),
                  WidgetsTr::tr("Write the plan of %1").arg(plan.request.name), make},
                 failed);
}

} // namespace Nightkeep

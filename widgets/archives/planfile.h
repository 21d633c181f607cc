// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "widgets/common/pagecontext.h"

class QWidget;

namespace Nightkeep {

/// Asks for a file and writes the whole plan into it, to be printed or read elsewhere. `failed` as of savePackFile().
void savePlanFile(QWidget *asker, const PageContext &context, const ArchivePlan &plan,
                  const std::function<void(const Error &)> &failed);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// All that the plan of an archive warned of.
class ArchiveWarningsDialog final : public TableDialog
{
    Q_OBJECT

public:
    ArchiveWarningsDialog(const PageContext &context, const ArchiveRecord &record, QWidget *parent);
};

} // namespace Nightkeep

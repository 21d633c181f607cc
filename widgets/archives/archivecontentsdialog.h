// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivecontentstable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What a finished archive holds, held against its include list.
class ArchiveContentsDialog final : public TableDialog
{
    Q_OBJECT

public:
    ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents, QWidget *parent);
};

} // namespace Nightkeep

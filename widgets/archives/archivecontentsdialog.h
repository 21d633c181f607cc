// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivecontentstable.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

namespace Nightkeep {

class DataTable;

/// What a finished archive holds, held against its include list.
class ArchiveContentsDialog final : public QDialog
{
    Q_OBJECT

public:
    ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents, QWidget *parent);

private:
    PageContext m_context;
    DataTable *m_table;
};

} // namespace Nightkeep

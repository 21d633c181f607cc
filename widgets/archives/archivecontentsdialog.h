// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

namespace Nightkeep {

class ArchiveContentsModel;
class DataTable;

/// What a finished archive holds, held against its include list.
class ArchiveContentsDialog final : public QDialog
{
    Q_OBJECT

public:
    ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents, QWidget *parent);

private:
    void exportCsv();

    PageContext m_context;
    ArchiveContentsModel *m_model;
    DataTable *m_table;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivecontentstable.h"
#include "models/archives/archivestore.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What a finished archive holds, held against its include list; one of it can be taken out.
class ArchiveContentsDialog final : public TableDialog
{
    Q_OBJECT

public:
    ArchiveContentsDialog(const PageContext &context, const ArchiveRecord &record, const ArchiveContents &contents,
                          QWidget *parent);

private:
    [[nodiscard]] const ArchiveMember *chosen() const; ///< null: none that lies in it
    void takeOut();

    ArchiveRecord m_record;
    ColumnTable<ArchiveMember> *m_model;
};

} // namespace Nightkeep

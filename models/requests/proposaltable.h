// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/requests/storagerequest.h"

namespace Nightkeep {

/// What could be asked of the storage team, each row with a box to check.
struct ProposalTable
{
    enum Column {
        ServerColumn, ///< with the box
        AskColumn,
        SubjectColumn, ///< the folder, the figures or the question
        EvidenceColumn,
        AskedColumn, ///< when it was asked before
        ColumnCount,
    };
    [[nodiscard]] static TableDescription<ProposedItem> description();
    /// What is chosen from the start comes first; else in the order given.
    [[nodiscard]] static QList<ProposedItem> rows(QList<ProposedItem> proposals);
    [[nodiscard]] static QList<RequestItem> chosenItems(const QList<ProposedItem> &rows);
};

} // namespace Nightkeep

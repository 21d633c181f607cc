// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/base/mergedtable.h"
#include "models/base/state.h"

namespace Nightkeep {

/// A finding, or the heading over those of one severity.
struct FindingRow
{
    Severity severity = Severity::Info;
    int count = 0; ///< of the findings below a heading; 0: it is a finding
    Finding finding = {};

    bool operator==(const FindingRow &) const = default;
};

/// Findings below a heading for each severity, most severe first; a heading exists while it has findings.
/// One column. Merged by Finding::id, so that a refresh keeps the selection.
class FindingModel final : public MergedTable<FindingRow>
{
public:
    enum Role {
        PageRole = 0x0201, ///< int(Page); invalid for a heading
        ObjectRole, ///< the key of the row on that page
        ReasonRole,
        AdviceRole,
        IsHeadingRole,
    };

    using MergedTable::MergedTable;

    void setFindings(const QList<Finding> &findings);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override; ///< nobody can go to a heading

private:
    [[nodiscard]] QString keyOf(const FindingRow &row) const override;
};

/// The state that stands for a severity. A finding is never good.
[[nodiscard]] State severityState(Severity severity);
[[nodiscard]] QString severityHeading(Severity severity); ///< "Urgent", for people

} // namespace Nightkeep

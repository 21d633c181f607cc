// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/acceptedfinding.h"
#include "models/base/mergedtable.h"
#include "models/base/state.h"

#include <QSet>

namespace Nightkeep {

/// A finding, the heading over those of one severity, or a line that stands for several and unfolds.
struct FindingRow
{
    Severity severity = Severity::Info;
    int count = 0; ///< of the findings below a heading or in a fold; 0: it is a finding
    Finding finding = {}; ///< of a fold the first
    QString fold = {}; ///< the key of a line that unfolds; empty: it is none
    std::optional<AcceptedFinding> accepted = {};

    [[nodiscard]] bool isHeading() const { return count > 0 && fold.isEmpty(); }
    [[nodiscard]] bool isFinding() const { return count == 0; }
    bool operator==(const FindingRow &) const = default;
};

/// Findings below a heading for each severity, most severe first; a heading exists while it has findings. Many of one
/// kind are one line, unless they are urgent and of no course; those that are accepted are one line at the end. Such a
/// line unfolds.
/// One column. Merged by Finding::id, so that a refresh keeps the selection.
class FindingModel final : public MergedTable<FindingRow>
{
public:
    enum Role {
        PageRole = 0x0201, ///< int(Page); invalid for a heading
        ObjectRole, ///< the key of the row on that page
        ReasonRole, ///< why it is accepted, too
        AdviceRole,
        IsHeadingRole,
        IsFoldRole, ///< Enter unfolds it
        IsUnfoldedRole, ///< of a fold
        SinceRole, ///< as sinceInWords()
        ActRole, ///< what its button says; empty for a heading
    };
    /// So many of one kind are not folded.
    static constexpr int MostOfOneKind = 3;

    using MergedTable::MergedTable;

    void setFindings(const QList<Finding> &findings, const QList<AcceptedNow> &accepted = {},
                     const QDateTime &now = {});
    void toggle(const QString &fold); ///< a fold's key
    /// Unfolds what hides the finding with this id; -1 where there is none.
    [[nodiscard]] qsizetype reveal(const QString &id);
    [[nodiscard]] const FindingRow *at(const QModelIndex &index) const; ///< null for an invalid one

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override; ///< nobody can go to a heading

private:
    [[nodiscard]] QString keyOf(const FindingRow &row) const override;
    void arrangeRows();

    QList<Finding> m_open;
    QList<AcceptedNow> m_accepted;
    QDateTime m_now;
    QSet<QString> m_unfolded; ///< keys of folds
};

/// The state that stands for a severity. A finding is never good.
[[nodiscard]] State severityState(Severity severity);
[[nodiscard]] QString severityHeading(Severity severity); ///< "Urgent", for people
[[nodiscard]] QString actWord(FindingAct act); ///< for a button
/// "since 3 November 2008", "since last night", "at least since 3 November 2008"; empty: not known.
[[nodiscard]] QString sinceInWords(const Finding &finding, const QDateTime &now);
[[nodiscard]] QString openFindingsInWords(int count); ///< "3 open findings"

} // namespace Nightkeep

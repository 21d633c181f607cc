// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/state.h"
#include "models/coverage/serverrow.h"

namespace Nightkeep {

/// One thing about two servers that should be the same: a master and its slave.
struct ComparisonRow
{
    enum class Verdict {
        Differs,
        Unknown, ///< not known of one of them, or of both
        Same,
    };
    enum class Group {
        Page, ///< what the page says
        Coverage,
        System,
        Mounts,
        StorageManager,
    };
    Verdict verdict = Verdict::Unknown;
    Group group = Group::Page;
    QString field; ///< for people
    QString a; ///< several lines where there are several; empty where not known
    QString b;

    bool operator==(const ComparisonRow &) const = default;
};

template<>
inline constexpr auto Names<ComparisonRow::Group> = std::to_array<Name<ComparisonRow::Group>>({
    {ComparisonRow::Group::Page, "page"},
    {ComparisonRow::Group::Coverage, "coverage"},
    {ComparisonRow::Group::System, "system"},
    {ComparisonRow::Group::Mounts, "mounts"},
    {ComparisonRow::Group::StorageManager, "storage-manager"},
});
template<>
inline constexpr auto Names<ComparisonRow::Verdict> = std::to_array<Name<ComparisonRow::Verdict>>({
    {ComparisonRow::Verdict::Differs, "differs"},
    {ComparisonRow::Verdict::Same, "same"},
    {ComparisonRow::Verdict::Unknown, "unknown"},
});
struct ServerComparison
{
    QString a; ///< the servers' names
    QString b;
    QList<ComparisonRow> rows; ///< differences first, then what is not known, then what is the same

    [[nodiscard]] int count(ComparisonRow::Verdict verdict) const;
    bool operator==(const ServerComparison &) const = default;
};

/// Side by side: the page's fields but for name and note, the verdict on each wanted folder, operating
/// system, kernel, clock, tools, mounts with type and size (equal within 1 percent), file spaces, the
/// nightly run's list, rules and management classes. What neither says anything about is left out.
/// Lists of folders are compared without their order.
[[nodiscard]] ServerComparison compareServers(const ServerRow &a, const ServerRow &b);

[[nodiscard]] QString verdictWord(ComparisonRow::Verdict verdict); ///< for people
[[nodiscard]] State verdictState(ComparisonRow::Verdict verdict);
[[nodiscard]] QString comparisonGroupTitle(ComparisonRow::Group group); ///< for people
/// "moodle-a and moodle-b differ in 3 of 40 things; 5 are not known."
[[nodiscard]] QString comparisonSentence(const ServerComparison &comparison);

} // namespace Nightkeep

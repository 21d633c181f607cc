// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <optional>

namespace Nightkeep {

enum class CoverageState {
    Covered,
    Partly, ///< some of it is backed up and some is not, such as a file system mounted below it
    Uncovered,
    Stale, ///< it would be backed up, but the last full incremental is older than the policy allows
    Unknown,
};

enum class Evidence {
    Observed, ///< the server's own word: the storage manager client's file spaces or domain, or that
              ///< the folder is not there
    Declared, ///< the list of what is backed up is the page's; its reason says whether the server's
              ///< mounts were believed as well
};

/// The verdict on one wanted folder, with its reason; or one folder that is backed up and that
/// nobody asked for.
struct CoverageRow
{
    QString server;
    BytePath folder;
    bool wanted = true; ///< false: backed up, but on no list of wanted folders
    CoverageState state = CoverageState::Unknown;
    BytePath by = {}; ///< the backed-up folder that holds it; empty if none
    Evidence evidence = Evidence::Declared;
    QString reason = {}; ///< a sentence for people
    QDateTime observedAt = {}; ///< invalid where the evidence is the page

    bool operator==(const CoverageRow &) const = default;
};

/// The comparison for one server. Mounts are believed when the snapshot has them; the list of
/// folders backed up is the client's domain and file spaces where they are known, else the page's.
///  - "/data" does not cover "/database": by components.
///  - a backed-up "/" does not cover "/var" when that is a file system of its own (a file space is
///    one file system; storage manager, "Stored files").
///  - something mounted below a wanted folder, and not itself backed up, makes it partly covered.
///  - a wanted folder that does not exist on the server is unknown, never covered.
///  - a file space that never had a full incremental is unknown, not covered.
///  - kernel views (proc, sysfs ...) below a wanted folder are nothing to back up; a tmpfs is.
///  - a page that lists nothing backs up nothing: uncovered.
/// Symbolic links are not resolved: a folder is judged by the path it is wanted under.
/// Rows: wanted folders in the page's order, then unasked-for ones in theirs; each folder once. A
/// backed-up folder was asked for if it is what backs up a wanted folder or lies inside one.
[[nodiscard]] QList<CoverageRow> compareCoverage(const Server &server, const std::optional<ServerSnapshot> &snapshot);

[[nodiscard]] QString coverageStateName(CoverageState state); ///< "covered", "partly", ... as in JSON
[[nodiscard]] QString coverageStateWord(CoverageState state); ///< for people, translated
[[nodiscard]] QString evidenceName(Evidence evidence); ///< "observed", "declared"

/// Uncovered is critical, partly and unknown are warnings; folders nobody asked for are info.
[[nodiscard]] QList<Finding> coverageFindings(const QList<CoverageRow> &rows);

struct CoverageCounts
{
    int covered = 0;
    int partly = 0;
    int uncovered = 0;
    int stale = 0;
    int unknown = 0;
    int unasked = 0;

    [[nodiscard]] int wanted() const { return covered + partly + uncovered + stale + unknown; }
    bool operator==(const CoverageCounts &) const = default;
};
[[nodiscard]] CoverageCounts countCoverage(const QList<CoverageRow> &rows);

} // namespace Nightkeep

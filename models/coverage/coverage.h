// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/coverage/folderpurpose.h"
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

template<>
inline constexpr auto Names<CoverageState> = std::to_array<Name<CoverageState>>({
    {CoverageState::Covered, "covered"},
    {CoverageState::Partly, "partly"},
    {CoverageState::Uncovered, "uncovered"},
    {CoverageState::Stale, "stale"},
    {CoverageState::Unknown, "unknown"},
});
enum class Evidence {
    Observed, ///< the server's own word decided: the storage manager client's file spaces, domain or
              ///< rules, or the folder's absence
    Mounts, ///< the page's list as the server's mounts and links leave it; the client did not say
    Declared, ///< the page's list decided; its reason says whether the server's mounts agree with it
};

template<>
inline constexpr auto Names<Evidence> = std::to_array<Name<Evidence>>({
    {Evidence::Observed, "observed"},
    {Evidence::Mounts, "pageAndMounts"},
    {Evidence::Declared, "declared"},
});
/// One side's word on a folder.
struct CoverageVerdict
{
    CoverageState state = CoverageState::Unknown;
    BytePath by = {}; ///< the backed-up folder that holds it; empty if none
    QString reason = {}; ///< sentences for people

    static constexpr auto fields()
    {
        return std::tuple {Field {"state", &CoverageVerdict::state}, Field {"by", &CoverageVerdict::by},
                           Field {"reason", &CoverageVerdict::reason}};
    }
    bool operator==(const CoverageVerdict &) const = default;
};

/// The rule of the client's include-exclude list that takes all or part of a folder out of the backup.
struct CoverageRule
{
    qsizetype number = 0; ///< from 1, top down, in the order in which the client evaluates them
    IncludeExcludeRule rule = {};
    QList<Purpose> takes = {}; ///< what the folder exists for, of what it takes out

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &CoverageRule::number}, Field {"rule", &CoverageRule::rule}.inlined(),
                           Field {"takes", &CoverageRule::takes}};
    }
    bool operator==(const CoverageRule &) const = default;
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
    QString reason = {}; ///< sentences for people
    QDateTime observedAt = {}; ///< invalid where the evidence is the page alone
    std::optional<CoverageVerdict> declared = {}; ///< by the page's lists alone, as if no server had been asked
    std::optional<CoverageVerdict> observed = {}; ///< with the evidence Observed: by the server
    std::optional<CoverageRule> rule = {};
    bool onlyMemory = false; ///< all that is left out of it is kept in memory: nobody could back it up
    BytePath realPath = {}; ///< where a folder behind a symbolic link really is; empty: where its name says
    QDateTime lastIncremental = {}; ///< full incremental of the file space `by`; invalid: none or not known
    // Of one that is uncovered or partly covered; see models/coverage/folderstanding.h. Comparing does not know them.
    QDateTime since = {}; ///< the first probe that saw it so; invalid: not known
    QDateTime otherwiseAt = {}; ///< the last before it that saw it otherwise; invalid: it may have been so for longer

    static constexpr auto fields()
    {
        return std::tuple {Field {"server", &CoverageRow::server},
                           Field {"folder", &CoverageRow::folder}.namesObject(),
                           Field {"wanted", &CoverageRow::wanted},
                           Field {"state", &CoverageRow::state},
                           Field {"by", &CoverageRow::by},
                           Field {"evidence", &CoverageRow::evidence},
                           Field {"reason", &CoverageRow::reason},
                           Field {"observedAt", &CoverageRow::observedAt},
                           Field {"declared", &CoverageRow::declared},
                           Field {"observed", &CoverageRow::observed},
                           Field {"rule", &CoverageRow::rule},
                           Field {"onlyMemory", &CoverageRow::onlyMemory},
                           Field {"realPath", &CoverageRow::realPath},
                           Field {"lastIncremental", &CoverageRow::lastIncremental},
                           Field {"since", &CoverageRow::since},
                           Field {"otherwiseAt", &CoverageRow::otherwiseAt}};
    }
    bool operator==(const CoverageRow &) const = default;
};

/// How many times the rules of one server's client are held against paths, for all its folders: some seconds. 4,000
/// rules and a hundred file spaces take a few million.
constexpr qsizetype MostRuleWork = 50'000'000;

/// The comparison for one server. Mounts are believed when the snapshot has them; the list of
/// folders backed up is the client's domain and file spaces where they are known, else the page's.
///  - "/data" does not cover "/database": by components.
///  - a backed-up "/" does not cover "/var" when that is a file system of its own (a file space is
///    one file system; storage manager, "Stored files"). So it is with bind mounts and virtual mount
///    points; see BackupExtent. Network and automounted file systems are covered only by name; an automounter
///    that waits counts where it is at or below a wanted folder other than the root.
///  - something mounted below a wanted folder, and not itself backed up, makes it partly covered.
///  - a wanted folder behind a symbolic link is judged where it really is: the client backs up the link
///    and not what it points to. Only a virtual mount point may be a link (with "followsymbolic yes").
///  - a rule of the client's include-exclude list that takes it whole makes it uncovered; one that is anchored
///    at it, above or below and takes some of it, or one that takes what it exists for or a folder in it that is
///    known to be there, makes it partly covered; see IncludeExclude.
///  - a wanted folder that does not exist on the server is unknown, never covered.
///  - a file space without a full incremental is uncovered ("never backed up") where the domain names it:
///    each night should have taken it whole. Where the domain is not known it is unknown: its use may be
///    single folders or archives, which leave that date blank.
///  - one whose last full incremental is older than agreed is stale; see staleAfterSeconds().
///  - what holds nothing of anybody's below a wanted folder (views, images, the running system's state in
///    memory; see MountKind) is nothing to back up. Other memory is left out: it is lost at every boot. Where
///    nothing else is, but the rest is stale or in doubt, that is the verdict.
///  - where the rules are more work than `mostRuleWork`, those that were not all tried leave a folder unknown.
///  - a page that lists nothing backs up nothing: uncovered.
/// Rows: wanted folders in the page's order, then unasked-for ones in theirs; each folder once. A
/// backed-up folder was asked for if it is what backs up a wanted folder or lies inside one.
[[nodiscard]] QList<CoverageRow> compareCoverage(const Server &server, const std::optional<ServerSnapshot> &snapshot,
                                                 qsizetype mostRuleWork = MostRuleWork);

/// The page and the server say different things of a wanted folder. Being stale is no difference: the
/// folder is in the backup as the page says. Neither is a server that does not know.
[[nodiscard]] bool pageAndServerDisagree(const CoverageRow &row);

/// A wanted folder that is covered because the page says so: the server's own word does not bear it out.
[[nodiscard]] bool isCoveredByPage(const CoverageRow &row);

[[nodiscard]] QString coverageStateWord(CoverageState state); ///< for people, translated

/// Uncovered is critical, partly, stale and unknown are warnings; folders nobody asked for are info.
/// Where the page and the server disagree, the folder's finding says so too; of a covered one that is a warning.
[[nodiscard]] QList<Finding> coverageFindings(const QList<CoverageRow> &rows);

struct CoverageCounts
{
    int covered = 0;
    int partly = 0;
    int uncovered = 0;
    int stale = 0;
    int unknown = 0;
    int unasked = 0;
    int byPage = 0; ///< of those that are covered: see isCoveredByPage()

    [[nodiscard]] int wanted() const { return covered + partly + uncovered + stale + unknown; }
    bool operator==(const CoverageCounts &) const = default;
};
[[nodiscard]] CoverageCounts countCoverage(const QList<CoverageRow> &rows);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace Nightkeep {

/// One comparison: what we do against what a peer does, in the same run, interleaved.
struct Comparison
{
    QByteArray bench;
    QByteArray peer;
    double goal = 0; ///< ratio subject / peer that we mean to stay under
    int runs = 9; ///< pairs counted; one more is run first and dropped
    std::function<bool()> subject; ///< false: it failed, the figures are void
    std::function<bool()> peerRun;
};

/// Prints one JSON line {bench, ratio, goal, peer, runs, seconds, peerSeconds, spread} with the medians' ratio and the
/// spread of the pairs' own ratios (largest minus smallest). False if a run failed. `peer` against itself is the
/// caller's business: run a Comparison of the peer with the peer to learn the machine's noise. NIGHTKEEP_BENCH_RUNS
/// makes the runs fewer, for a first look.
[[nodiscard]] bool compare(const Comparison &comparison);

[[nodiscard]] bool benchMerge(); ///< a table of 100,000 rows made another against std::sort of the keys
[[nodiscard]] bool benchRefresh(); ///< matrix refresh of 64 loopback servers against parallel-ssh and bare ssh; counts
[[nodiscard]] bool benchRefreshDelayed(); ///< the same with 20 ms added each way
[[nodiscard]] bool benchRefreshAnsible(); ///< against ansible's setup, without and with that delay
[[nodiscard]] bool benchRules(); ///< a folder held against 16,000 rules, and against 1,000 of the kind 16 times
[[nodiscard]] bool benchSort(); ///< 100,000 rows as a table sorts them against std::sort of the texts
[[nodiscard]] bool benchStartup(); ///< start to first paint against a minimal Qt window
/// The same with 500 servers and 60 probes each; to the filled page against sqlitebrowser; `servers` against sqlite3.
[[nodiscard]] bool benchStartupLarge();
[[nodiscard]] bool benchZips(); ///< planning 20,000 zips with a look into them against listing them alone

} // namespace Nightkeep

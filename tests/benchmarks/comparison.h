// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QString>

#include <functional>
#include <optional>
#include <type_traits>

namespace Nightkeep {

inline double secondsSince(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

/// One run of a program: its seconds, or nothing where it failed. Made of what says only whether it went well, which
/// is timed, or of what says itself when it had what was asked for.
class Run
{
public:
    template<typename F> Run(F run)
    {
        if constexpr (std::is_same_v<std::invoke_result_t<F &>, bool>)
            m_run = [run]() -> std::optional<double> {
                QElapsedTimer timer;
                timer.start();
                return run() ? std::optional(secondsSince(timer)) : std::nullopt;
            };
        else
            m_run = run;
    }
    [[nodiscard]] std::optional<double> operator()() const { return m_run(); }

private:
    std::function<std::optional<double>()> m_run;
};

/// One comparison: what we do against what a peer does, in the same run, interleaved.
struct Comparison
{
    QByteArray bench;
    QByteArray peer;
    double goal = 0; ///< ratio subject / peer that we mean to stay under
    int runs = 9; ///< pairs counted; one more is run first and dropped
    Run subject; ///< where it fails, the figures are void
    Run peerRun;
};

/// Prints one JSON line {bench, ratio, goal, peer, runs, seconds, peerSeconds, spread} with the medians' ratio and the
/// spread of the pairs' own ratios (largest minus smallest). False if a run failed. `peer` against itself is the
/// caller's business: run a Comparison of the peer with the peer to learn the machine's noise. NIGHTKEEP_BENCH_RUNS
/// makes the runs fewer, for a first look.
[[nodiscard]] bool compare(const Comparison &comparison);

/// 100,000 courses in the window: sort and filter against the plain algorithms, and its longest stalls.
[[nodiscard]] bool benchCoursesPage();
[[nodiscard]] bool benchBulkCheck(); ///< the ends of 20,000 backups on a server against find | xargs tail
/// Backups of every kind read through on a server, by one process and two, against unzip -tqq and gzip -t.
[[nodiscard]] bool benchReadThrough();
[[nodiscard]] bool benchFind(); ///< a course in 30 archives of 20,000, by number and by name, against sqlite3
/// 100,000 zips on a loopback server: listed, stored and joined, and again as they were, against find and ls over ssh.
[[nodiscard]] bool benchInventory();
[[nodiscard]] bool benchInventoryMemory(); ///< bytes that each of 1,000,000 zips takes while an answer is read
[[nodiscard]] bool benchMerge(); ///< a table of 100,000 rows made another against std::sort of the keys
[[nodiscard]] bool benchMoodle(); ///< what a Moodle says of 20,000 courses against mariadb --quick; statements
[[nodiscard]] bool benchRefresh(); ///< matrix refresh of 64 loopback servers against parallel-ssh and bare ssh; counts
[[nodiscard]] bool benchRefreshDelayed(); ///< the same with 20 ms added each way
[[nodiscard]] bool benchRefreshAnsible(); ///< against ansible's setup, without and with that delay
[[nodiscard]] bool benchRetention(); ///< a slider's step over 20,000 courses' histories against playing each schedule
[[nodiscard]] bool benchRules(); ///< a folder held against 16,000 rules, and against 1,000 of the kind 16 times
[[nodiscard]] bool benchSort(); ///< 100,000 rows as a table sorts them against std::sort of the texts
[[nodiscard]] bool benchStartup(); ///< start to first paint, and to the filled page, against a minimal Qt window
/// The same with 500 servers and 60 probes each, the filled page against sqlitebrowser; `servers` against sqlite3.
[[nodiscard]] bool benchStartupLarge();
[[nodiscard]] bool benchZips(); ///< planning 20,000 zips with a look into them against listing them alone

} // namespace Nightkeep

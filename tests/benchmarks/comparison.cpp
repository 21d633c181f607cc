// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/comparison.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace Nightkeep {

namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace

bool compare(const Comparison &comparison)
{
    std::vector<double> subject;
    std::vector<double> peer;
    std::vector<double> ratios;
    const int wanted = qEnvironmentVariableIntValue("NIGHTKEEP_BENCH_RUNS");
    const int pairs = wanted > 0 ? std::min(wanted, comparison.runs) : comparison.runs;
    for (int i = 0; i <= pairs; ++i) {
        const std::optional<double> ours = comparison.subject();
        const std::optional<double> theirs = ours ? comparison.peerRun() : std::nullopt;
        if (!theirs) {
            std::fprintf(stderr, "%s: a run failed; no figure\n", comparison.bench.constData());
            return false;
        }
        if (i == 0)
            continue; // the first pair warms the caches
        subject.push_back(*ours);
        peer.push_back(*theirs);
        ratios.push_back(*ours / *theirs);
    }
    const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    const QJsonObject line {{QStringLiteral("bench"), QString::fromUtf8(comparison.bench)},
                            {QStringLiteral("ratio"), rounded(median(subject) / median(peer))},
                            {QStringLiteral("goal"), comparison.goal},
                            {QStringLiteral("peer"), QString::fromUtf8(comparison.peer)},
                            {QStringLiteral("runs"), pairs},
                            {QStringLiteral("seconds"), rounded(median(subject))},
                            {QStringLiteral("peerSeconds"), rounded(median(peer))},
                            {QStringLiteral("spread"), rounded(*most - *least)}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return true;
}

} // namespace Nightkeep

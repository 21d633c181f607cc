// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/comparison.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Nightkeep;

/// Benchmarks print ratios; they never pass or fail on them. The exit status says only whether they ran.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const auto isWanted = [&](const QString &name) { return wanted.isEmpty() || wanted.contains(name); };
    bool ran = true;
    if (isWanted(QStringLiteral("merge")))
        ran = benchMerge() && ran;
    if (isWanted(QStringLiteral("sort")))
        ran = benchSort() && ran;
    if (isWanted(QStringLiteral("refresh")))
        ran = benchRefresh() && ran;
    if (isWanted(QStringLiteral("refresh-delayed")))
        ran = benchRefreshDelayed() && ran;
    if (isWanted(QStringLiteral("refresh-ansible")))
        ran = benchRefreshAnsible() && ran;
    if (isWanted(QStringLiteral("startup")))
        ran = benchStartup() && ran;
    if (isWanted(QStringLiteral("startup-large")))
        ran = benchStartupLarge() && ran;
    if (isWanted(QStringLiteral("rules")))
        ran = benchRules() && ran;
    if (isWanted(QStringLiteral("zips")))
        ran = benchZips() && ran;
    if (isWanted(QStringLiteral("bulk-check")))
        ran = benchBulkCheck() && ran;
    if (isWanted(QStringLiteral("read-through")))
        ran = benchReadThrough() && ran;
    return ran ? 0 : 1;
}

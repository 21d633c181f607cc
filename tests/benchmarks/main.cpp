// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/comparison.h"

#include <QApplication>

#include <cstdio>

using namespace Nightkeep;

/// Benchmarks print ratios; they never pass or fail on them. The exit status says only whether they ran.
int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
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
    if (isWanted(QStringLiteral("retention")))
        ran = benchRetention() && ran;
    if (isWanted(QStringLiteral("rules")))
        ran = benchRules() && ran;
    if (isWanted(QStringLiteral("zips")))
        ran = benchZips() && ran;
    if (isWanted(QStringLiteral("moodle")))
        ran = benchMoodle() && ran;
    if (isWanted(QStringLiteral("courses-page")))
        ran = benchCoursesPage() && ran;
    if (isWanted(QStringLiteral("find")))
        ran = benchFind() && ran;
    if (isWanted(QStringLiteral("bulk-check")))
        ran = benchBulkCheck() && ran;
    if (isWanted(QStringLiteral("read-through")))
        ran = benchReadThrough() && ran;
    if (isWanted(QStringLiteral("inventory")))
        ran = benchInventory() && ran;
    if (isWanted(QStringLiteral("inventory-memory")))
        ran = benchInventoryMemory() && ran;
    return ran ? 0 : 1;
}

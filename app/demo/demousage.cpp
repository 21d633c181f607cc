// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demousage.h"

#include "app/demo/demorandom.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int usageDays = 56;

/// Of a thousand parts so many.
qint64 usageParts(qint64 number, int parts)
{
    return number / 1000 * parts + number % 1000 * parts / 1000;
}

UsagePoint usageThen(const UsagePoint &today, int daysAgo, DemoRandom &random)
{
    const int parts = 1000 - 5 * daysAgo - random.below(4);
    UsagePoint then = today;
    then.day = today.day.addDays(-daysAgo);
    then.at = today.at.addDays(-daysAgo);
    then.files = usageParts(today.files, parts);
    then.bytes = usageParts(today.bytes, parts);
    then.trashBytes = usageParts(today.trashBytes, parts);
    for (UsagePart &kind : then.byKind) {
        kind.files = usageParts(kind.files, parts);
        kind.bytes = usageParts(kind.bytes, parts);
    }
    for (UsageDisk &disk : then.disks)
        disk.freeBytes = std::min(disk.totalBytes, disk.freeBytes + today.bytes - then.bytes);
    return then;
}

} // namespace

Result<void> rememberDemoUsage(const DemoEstate &estate, CourseStore &store)
{
    QList<Site> sites {estate.site};
    if (estate.later)
        sites.append(*estate.later);
    for (const Site &site : std::as_const(sites)) {
        const Result<QList<UsagePoint>> known = store.usagePoints(site.name);
        if (!known)
            return fail(known.error());
        if (known->size() != 1)
            continue;
        DemoRandom random(estate.seed);
        QList<UsagePoint> earlier;
        for (int daysAgo = usageDays; daysAgo > 0; --daysAgo)
            earlier.append(usageThen(known->constFirst(), daysAgo, random));
        if (const Result<void> saved = store.saveUsagePoints(site.name, earlier); !saved)
            return saved;
    }
    return {};
}

} // namespace Nightkeep

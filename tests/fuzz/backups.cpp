// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "models/courses/inventory.h"
#include "models/zips/ziplisting.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> records = readFrame(data, "backups");
    if (!records)
        return false;
    InventoryOrder order;
    order.places = {{CopyPlace::CourseFolder, "/data"}, {CopyPlace::Pool, "/data/filedir"}};
    order.hashes = {QByteArray(40, 'a')};
    Result<Inventory> inventory = parseInventory(*records, order);
    if (!inventory)
        return false;
    for (const PlaceSeen &place : std::as_const(inventory->places))
        std::ignore = unseenCourses(place.problems);
    const QList<FoundFile> earlier = inventory->files;
    keepEarlierChecks(inventory->files, earlier);
    return inventory->files == earlier && !earlier.isEmpty();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral(
        "NIGHTKEEP/1\0backups\0R\0now\0001\0001219980000\0R\0config\0003\0a_b\0/p\0/t\0"
        "R\0place\0004\0courseFolder\0seen\0001000\0004000\0R\0origin\0003\0000\0001.9\0\0"
        "R\0file\0003\0005\0001219970000\00033/backupdata/a.zip\0"
        "R\0check\0006\0closedProperly\0\0\00033\0001219970000\0A\0"
        "R\0inside\00012\0zip\0course\0001\0000\0\0\0\0\0\0000\0003\0001\0"
        "R\0problem\0001\0./x: no\0R\0place\0004\0pool\0seen\000-1\000-1\0"
        "R\0file\0003\0005\0001219970000\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\0R\0finished\0000\0END\00075\0")};
}

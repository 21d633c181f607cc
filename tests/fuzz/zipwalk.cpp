// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "models/zips/ziplisting.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> records = readFrame(data, "zips");
    if (!records)
        return false;
    const Result<ZipListing> listing = parseZips(*records);
    if (!listing)
        return false;
    std::ignore = unseenCourses(listing->problems);
    return !listing->zips.isEmpty();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral(
        "NIGHTKEEP/1\0zips\0R\0now\0001\0001219980000\0R\0zip\0003\0005\0001219970000\00033/backupdata/a.zip\0"
        "R\0problem\0001\0./x: no\0END\00016\0")};
}

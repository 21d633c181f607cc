// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/ziplisting.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

#include <tuple>

using namespace Nightkeep;

namespace {

bool isRead(const QList<FrameRecord> &records)
{
    const Result<ZipListing> listing = parseZips(records);
    if (!listing)
        return false;
    std::ignore = unseenCourses(listing->problems);
    for (const ZipFile &zip : listing->zips)
        std::ignore = zipFaultWords(zip.check);
    return !listing->zips.isEmpty();
}

} // namespace

bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> records = readFrame(data, "zips");
    const bool isWhole = records && isRead(*records);
    return isRead(recordsIn(data)) || isWhole;
}

QByteArrayList seeds()
{
    const FrameRecord now {"now", {"1219980000"}};
    const FrameRecord zip {"zip", {"5", "1219970000", "33/backupdata/a.zip"}};
    QList<FrameRecord> faults {now};
    for (const Name<ZipFault> &fault : Names<ZipFault>)
        faults << zip << FrameRecord {"check", {"notChecked", nameOf(fault.value).toLatin1(), "3c68746d", "", ""}};
    return {frameOf("zips",
                    {now,
                     zip,
                     {"check", {"closedProperly", "", "", "34", "1219970000", "R&amp;D"}},
                     {"zip", {"0", "1219970000.25", "1/backupdata/\xff\n<b>%1.zip"}},
                     {"zip", {"7", "99999999999999", "2/backupdata/a.zip"}}, // its time is impossible
                     {"problem", {"./x: no"}},
                     {"problem", {"./44/backupdata: Permission denied"}}}),
            frameOf("zips", faults), frameOf("zips", {now, {"LACKS", {"perl"}}, zip})};
}

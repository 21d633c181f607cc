// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/inventory.h"
#include "models/zips/ziplisting.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/madeframe.h"

#include <tuple>

using namespace Nightkeep;

namespace {

const QByteArray someMoment = "1219970000";

QByteArray hashOf(char letter)
{
    return QByteArray(40, letter);
}

FrameRecord place(const QByteArray &kind, const QByteArray &sight = "seen")
{
    return {"place", {kind, sight, "1000000000", "4000000000"}};
}

FrameRecord file(const QByteArray &path, const QByteArray &bytes = "50000")
{
    return {"file", {bytes, someMoment + ".5", path}};
}

FrameRecord check(const QByteArray &level, const QByteArray &fault = {}, const QByteArray &of = {})
{
    return {"check", {level, fault, of, "33", someMoment, "R&amp;D"}};
}

/// `origin` is the number of one that was told before.
FrameRecord inside(const QByteArray &format, const QByteArray &named, const QByteArray &missing,
                   const QByteArray &first = {}, const QByteArray &origin = "0")
{
    return {"inside", {format, "course", "1", "0", "1", "1", named, missing, first, origin, "214", "3"}};
}

bool isRead(const QList<FrameRecord> &records)
{
    InventoryOrder order;
    order.places = {{CopyPlace::CourseFolder, "/data"},
                    {CopyPlace::SharedFolder, "/srv/mbz"},
                    {CopyPlace::Pool, "/data/filedir"},
                    {CopyPlace::Trash, "/data/trashdir"}};
    order.hashes = {hashOf('a'), hashOf('b')};
    order.sizes = {{hashOf('a'), 50000}, {hashOf('b'), 5}};
    Result<Inventory> inventory = parseInventory(records, order);
    if (!inventory)
        return false;
    for (const PlaceSeen &seen : std::as_const(inventory->places))
        std::ignore = unseenCourses(seen.problems);
    const QList<FoundFile> found = inventory->files;
    QList<FoundFile> earlier = found; // of them some without what was seen, some deeper
    for (qsizetype i = 0; i < earlier.size(); ++i)
        earlier[i].check.level = ZipLevel(i % 4);
    keepEarlierChecks(inventory->files, earlier);
    keepEarlierChecks(earlier, found);
    return !found.isEmpty();
}

} // namespace

bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> records = readFrame(data, "backups");
    const bool isWhole = records && isRead(*records);
    return isRead(recordsIn(data)) || isWhole;
}

QByteArrayList seeds()
{
    const FrameRecord now {"now", {"1219980000"}};
    const FrameRecord origin {"origin", {"0", "1.9.2 (Build: 20080711)", QByteArray(32, 'c')}};
    const FrameRecord finished {"finished", {}};
    const QByteArray zip = "33/backupdata/backup-bioc1001-20080519-1659.zip";
    QList<FrameRecord> faults {now, place("courseFolder")};
    for (const Name<ZipFault> &fault : Names<ZipFault>) {
        faults << file(QByteArray::number(faults.size()) + "/backupdata/a.zip");
        faults << check("notChecked", nameOf(fault.value).toLatin1(), "3c68746d");
    }
    faults << place("sharedFolder", "missing") << place("pool", "unreadable") << place("trash", "missing") << finished;
    return {frameOf("backups",
                    {now,
                     {"config", {"tool_objectfs\\s3", "/srv/pool", "/srv/trash"}},
                     place("courseFolder"),
                     origin,
                     file(zip),
                     check("closedProperly"),
                     inside("zip", "", ""),
                     file("1/backupdata/\xff\n<b>%1.zip", "0"),
                     {"check", {"notChecked", "empty"}}, // what is empty at the end may be left out
                     {"inside", {"zip", "course"}},
                     {"problem", {"./44/backupdata: a link, which is not followed"}},
                     {"problem", {"./x: Permission denied"}},
                     place("sharedFolder"),
                     file("term/backup-moodle2-course-12-bioc1001-20231210-0300-nu-nf.mbz", "8796093022207"),
                     check("completeInside"),
                     inside("targz", "214", "0"),
                     place("pool"),
                     file(hashOf('a')),
                     check("readThrough", "missingFiles", "film &amp; sound.mp4"),
                     inside("zip", "3", "1", "film &amp; sound.mp4", ""),
                     file(hashOf('b')),
                     check("notChecked", "otherSize", "5"),
                     place("trash"),
                     {"file", {"5", "99999999999999", hashOf('b')}}, // its time is impossible
                     {"total", {"12", "123456789"}},
                     {"problem", {".: and 7 more that could not be looked into"}},
                     finished}),
            frameOf("backups", faults),
            frameOf("backups",
                    {now,
                     {"LACKS", {"perl"}},
                     place("courseFolder"),
                     file(zip),
                     place("sharedFolder"),
                     place("pool"),
                     place("trash"),
                     finished})};
}

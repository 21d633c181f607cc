// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/inventorylook.h"

namespace Nightkeep {

namespace {

constexpr std::chrono::minutes lookListTime {15};
constexpr std::chrono::hours lookThroughTime {6};
constexpr qsizetype lookFewNames = 1000;

Result<Inventory> lookOnce(RemoteHost &host, const QString &server, const InventoryOrder &order,
                           const CancelToken &cancel)
{
    RemoteLimits limits {lookListTime, MaxInventoryBytes};
    if (order.depth == InventoryOrder::Depth::Through)
        limits.time = lookThroughTime;
    InventoryReader reader(order);
    const Result<void> asked = askProgram(
        host, RemoteProgram::Backups, inputFields(inventoryFields(order)), server,
        [&reader](const FrameRecord &record) { return reader.take(record); }, cancel, limits);
    return asked ? reader.finish() : fail(asked.error());
}

/// The same places, and of all files these alone.
InventoryOrder lookOrderOf(const InventoryOrder &order, const QList<QPair<CopyPlace, BytePath>> &files)
{
    InventoryOrder few = order;
    few.codeFolder.clear(); // it has been asked
    few.only = files;
    few.hashes.clear();
    for (const auto &[place, path] : files) {
        if (place == CopyPlace::Pool || place == CopyPlace::Trash)
            few.hashes.append(path);
    }
    return few;
}

} // namespace

Result<Inventory> lookThroughPlaces(RemoteHost &host, const QString &server, const InventoryOrder &order,
                                    const QList<FoundFile> &earlier, const CancelToken &cancel)
{
    if (order.depth != InventoryOrder::Depth::Closed || earlier.isEmpty())
        return lookOnce(host, server, order.only.isEmpty() ? order : lookOrderOf(order, order.only), cancel);
    InventoryOrder list = order;
    list.depth = InventoryOrder::Depth::List;
    Result<Inventory> listed = lookOnce(host, server, list, cancel);
    if (!listed)
        return listed;
    const QList<QPair<CopyPlace, BytePath>> files = filesToLookInto(listed->files, earlier, order.sizes);
    if (files.isEmpty())
        return listed;
    // To find files by so many names costs more than to look into all.
    if (files.size() > lookFewNames && files.size() > listed->files.size() / 4)
        return lookOnce(host, server, order, cancel);
    const Result<Inventory> looked = lookOnce(host, server, lookOrderOf(order, files), cancel);
    if (!looked)
        return looked;
    listed->notChecked = looked->notChecked;
    takeLooks(listed->files, looked->files);
    return listed;
}

void takeLooks(QList<FoundFile> &files, const QList<FoundFile> &looked)
{
    auto look = looked.cbegin();
    for (FoundFile &file : files) {
        while (look != looked.cend() && isBefore(*look, file))
            ++look;
        if (look != looked.cend() && !isBefore(file, *look))
            file = *look;
    }
}

} // namespace Nightkeep

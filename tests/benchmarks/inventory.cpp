// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/inventorylook.h"
#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/inventorylab.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace Nightkeep {

namespace {

constexpr int InventoryPairs = 5;
constexpr int MemoryRows = 1'000'000;
constexpr int MemoryCourses = 20'000;

void printLine(const QJsonObject &line)
{
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

bool listAndParse(InventoryLab &lab, RemoteHosts &hosts)
{
    InventoryOrder order;
    order.depth = InventoryOrder::Depth::List;
    order.places = CourseService::placesOf(lab.site(), lab.facts());
    const Result<std::unique_ptr<RemoteHost>> host = hosts.open(lab.server(), Attendance::Background);
    const Result<Inventory> inventory =
        host ? lookThroughPlaces(**host, lab.server().name, order, {}, {}) : fail(host.error());
    return inventory && inventory->files.size() == lab.files();
}

/// The seconds of one act on a new workspace; making that is not counted.
std::optional<double> onNewWorkspace(InventoryLab &lab, RemoteHosts &hosts, bool (InventoryWorkspace::*act)())
{
    InventoryWorkspace workspace(lab, hosts);
    if (!workspace.isReady())
        return std::nullopt;
    QElapsedTimer timer;
    timer.start();
    return (workspace.*act)() ? std::optional(secondsSince(timer)) : std::nullopt;
}

bool compareListing(InventoryLab &lab, RemoteHosts &hosts)
{
    const auto find = [&lab] { return lab.ssh(lab.find()); };
    const auto ls = [&lab] { return lab.ssh(lab.ls()); };
    const auto list = [&] { return listAndParse(lab, hosts); };
    const bool noise = compare({"ssh host find against itself (the machine's noise)", "ssh host find -printf", 1.0,
                                InventoryPairs, find, find});
    const bool toFind =
        compare({"list and parse 100,000 zips", "ssh host find -printf", 1.10, InventoryPairs, list, find});
    return compare({"list and parse 100,000 zips", "ssh host 'ls -lR | awk'", 0.70, InventoryPairs, list, ls}) && toFind
        && noise;
}

/// Cold is with a login of its own, hot over one that lives.
bool compareRefresh(InventoryLab &lab, RemoteHosts &hosts)
{
    const auto find = [&lab] { return lab.ssh(lab.find()); };
    const auto coldFind = [&lab] { return lab.coldSsh(lab.find()); };
    const auto list = [&lab](RemoteHosts &by) { return onNewWorkspace(lab, by, &InventoryWorkspace::list); };
    const bool cold =
        compare({"list, parse, store and join 100,000 zips, cold", "ssh host find -printf, cold", 1.10, InventoryPairs,
                 [&] {
                     const std::unique_ptr<SshHosts> own = lab.hosts();
                     return list(*own);
                 },
                 coldFind});
    const bool hot = compare({"list, parse, store and join 100,000 zips, hot", "ssh host find -printf", 2.0,
                              InventoryPairs, [&] { return list(hosts); }, find});
    const bool first = compare({"first refresh, which looks into 100,000 zips", "ssh host find -printf", 2.0, 3,
                                [&] { return onNewWorkspace(lab, hosts, &InventoryWorkspace::refresh); }, find});
    InventoryWorkspace known(lab, hosts);
    qint64 most = 0; // rows, by any run
    const bool unchanged = known.isReady() && known.refresh()
        && compare({"refresh of 100,000 zips that are as they were", "ssh host find -printf", 1.25, InventoryPairs,
                    [&] {
                        const bool ran = known.refresh();
                        most = std::max(most, known.rowsWritten());
                        return ran;
                    },
                    find});
    printLine({{QStringLiteral("counted"), QStringLiteral("rows written by a refresh of what is as it was")},
               {QStringLiteral("rows"), double(most)}});
    return cold && hot && first && unchanged;
}

qint64 memoryNow(const QByteArray &what)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(what + ':'))
            return line.mid(what.size() + 1).replace("kB", "").trimmed().toLongLong() * 1024;
    }
    return -1;
}

/// An answer with so many files, given as a connection gives it: in pieces.
Result<Inventory> parseMade(int rows)
{
    InventoryOrder order;
    order.places = {{CopyPlace::CourseFolder, "/data/moodle"}};
    InventoryReader inventory(order);
    FrameReader frame("backups", MaxInventoryBytes,
                      [&inventory](const FrameRecord &record) { return inventory.take(record); });
    qint64 fields = 2;
    QByteArray piece = inputFields({"NIGHTKEEP/1", "backups"});
    const auto add = [&](const QByteArray &type, const QByteArrayList &values) {
        piece += inputFields(QByteArrayList {"R", type, QByteArray::number(values.size())} + values);
        fields += 3 + values.size();
    };
    add("now", {"1229333400"});
    add("place", {"courseFolder", "seen", "1000", "4000"});
    add("origin", {"1", "1.9.2 (Build: 20080711)", QByteArray(32, 'a')});
    for (int row = 0; row < rows; ++row) {
        const QByteArray course = QByteArray::number(10000 + row % MemoryCourses);
        const QByteArray time = QByteArray::number(1197600000 + row);
        add("file",
            {QByteArray::number(4000 + row), time + ".1234567890",
             course + "/backupdata/backup-bench" + course + '-' + time + ".zip"});
        add("check", {"closedProperly", "none", "", course, time, "BENCH" + course});
        add("inside", {"zip", "course", "1", "1", "0", "0", "", "", "", "1"});
        if (piece.size() < 64 * 1024)
            continue;
        if (const Result<void> taken = frame.take(piece); !taken)
            return fail(taken.error());
        piece.resize(0);
    }
    piece += inputFields({"R", "finished", "0", "END", QByteArray::number(fields + 3)});
    Result<void> whole = frame.take(piece);
    if (whole)
        whole = frame.finish();
    return whole ? inventory.finish() : fail(whole.error());
}

} // namespace

bool benchInventory()
{
    InventoryLab lab;
    if (!lab.start())
        return false;
    const std::unique_ptr<SshHosts> hosts = lab.hosts();
    if (!listAndParse(lab, *hosts)) // logs in
        return false;
    const bool listed = compareListing(lab, *hosts);
    return compareRefresh(lab, *hosts) && listed;
}

bool benchInventoryMemory()
{
    if (!parseMade(1000))
        return false;
    QFile peak(QStringLiteral("/proc/self/clear_refs")); // the peak so far is another benchmark's
    if (!peak.open(QIODevice::WriteOnly) || peak.write("5") != 1 || !peak.flush())
        return false;
    const qint64 base = memoryNow("VmRSS");
    const Result<Inventory> inventory = parseMade(MemoryRows);
    const qint64 most = memoryNow("VmHWM");
    if (!inventory || inventory->files.size() != MemoryRows || base < 0 || most < 0)
        return false;
    printLine({{QStringLiteral("bench"), QStringLiteral("memory of 1,000,000 zips, from a made-up answer")},
               {QStringLiteral("bytesPerRow"), double(most - base) / MemoryRows},
               {QStringLiteral("goal"), 250},
               {QStringLiteral("baseBytes"), double(base)}});
    return true;
}

} // namespace Nightkeep

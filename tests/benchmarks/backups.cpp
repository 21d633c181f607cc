// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh through the local shell against what a person would type there.
#include "tests/benchmarks/comparison.h"
#include "tests/courses/backupfiles.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Nightkeep {

namespace {

namespace Files = BackupFiles;

constexpr int BulkCourses = 1'000;
constexpr int BulkEach = 20;
constexpr int LargeBackups = 24;

void addBulk(const Files::DataServer &server)
{
    for (int course = 1; course <= BulkCourses; ++course) {
        const QByteArray number = QByteArray::number(course);
        const QByteArray zip =
            Files::zipOf({{"moodle.xml", Files::moodleXml(course)}, {"course_files/a.pdf", Files::noise(1500)}});
        for (int day = 0; day < BulkEach; ++day)
            server.add("/data/" + number + "/backupdata/backup-bioc" + number + "-200812" + QByteArray::number(10 + day)
                           + "-0301.zip",
                       zip);
    }
}

/// Text that packs as that of a forum does.
QByteArray forumXml(quint32 seed)
{
    QRandomGenerator random {seed};
    QByteArray xml = "<forum>\n";
    for (int post = 0; post < 300; ++post) {
        xml += "  <post id=\"" + QByteArray::number(post) + "\">\n    <message>";
        for (int word = 0; word < 30; ++word)
            xml += QByteArray::number(random.bounded(4000) * 104729, 26) + ' ';
        xml += "</message>\n  </post>\n";
    }
    return xml + "</forum>\n";
}

/// The same backups as zips and as tar.gz: half of it text, half of it what does not pack.
void addLarge(const Files::DataServer &server)
{
    for (int course = 1; course <= LargeBackups; ++course) {
        Files::Mbz backup;
        backup.course = course;
        backup.contents.clear();
        for (int i = 0; i < 35; ++i)
            backup.contents.append(
                {"picture" + QByteArray::number(i) + ".jpg", Files::noise(100'000, quint32(1000 * course + i))});
        Files::Members members = Files::mbzMembers(backup);
        for (int i = 0; i < 40; ++i)
            members.prepend(
                {"activities/forum_" + QByteArray::number(i) + "/forum.xml", forumXml(quint32(1000 * course + i))});
        const QByteArray name = QByteArray::number(course) + ".mbz";
        server.add("/zips/" + name, Files::zipOf(members));
        server.add("/tars/" + name, Files::gzipOf(Files::tarOf(members)));
    }
}

bool shell(const char *command, const QString &folder)
{
    return Files::runTool(QStringLiteral("/bin/sh"),
                          {QStringLiteral("-c"), QLatin1String(command), QStringLiteral("sh"), folder})
        == 0;
}

/// Whether all are looked into as far as that.
bool looksInto(const Files::DataServer &server, const InventoryOrder &order, qsizetype files, ZipLevel level)
{
    LocalShellHost host = server.host();
    const Result<Inventory> inventory = Files::ask(host, order);
    return inventory && inventory->files.size() == files
        && std::all_of(inventory->files.cbegin(), inventory->files.cend(),
                       [level](const FoundFile &file) { return file.check.level == level; });
}

} // namespace

bool benchBulkCheck()
{
    const Files::DataServer server;
    addBulk(server);
    constexpr qsizetype files = BulkCourses * BulkEach;
    InventoryOrder order {InventoryOrder::Depth::Closed, {{CopyPlace::CourseFolder, "/data"}}, {}};
    LocalShellHost host = server.host();
    const Result<QByteArray> answer =
        host.run(RemoteProgram::Backups, inputFields(inventoryFields(order)), CancelToken(), {std::chrono::minutes(5)});
    if (!answer)
        return false;
    qInfo("the answer has %.1f bytes a zip", double(answer->size()) / double(files));
    bool ran = true;
    for (const int workers : {0, 1, 2}) {
        order.workers = workers;
        const QByteArray how =
            workers == 0 ? "as many processes as by default" : QByteArray::number(workers) + " looking";
        ran = compare({"20,000 zips closed properly, " + how, "find | xargs tail -c22", 1.0, 7,
                       [&] { return looksInto(server, order, files, ZipLevel::Closed); },
                       [&] {
                           return shell("find \"$1/data\" -name '*.zip' -print0 | xargs -0 -n200 tail -q -c22 "
                                        ">\"$1/ends\"",
                                        server.root());
                       }})
            && ran;
    }
    return ran;
}

bool benchReadThrough()
{
    const Files::DataServer server;
    addLarge(server);
    const auto order = [](const BytePath &folder, int workers) {
        InventoryOrder made {InventoryOrder::Depth::Through, {{CopyPlace::SharedFolder, folder}}, {}};
        made.workers = workers;
        return made;
    };
    const auto reads = [&](const BytePath &folder, int workers) {
        return looksInto(server, order(folder, workers), LargeBackups, ZipLevel::Complete);
    };
    const auto unzips = [&] {
        return shell("for f in \"$1\"/zips/*; do unzip -tqq \"$f\" || exit 1; done", server.root());
    };
    bool ran = compare(
        {"reading 24 zips through, one process", "unzip -tqq", 0.50, 7, [&] { return reads("/zips", 1); }, unzips});
    ran = compare({"reading 24 zips through, two processes", "xargs -P2 unzip -tqq", 0.50, 7,
                   [&] { return reads("/zips", 2); },
                   [&] { return shell("ls \"$1\"/zips/* | xargs -n1 -P2 unzip -tqq", server.root()); }})
        && ran;
    ran = compare({"reading 24 zips through, two processes", "one process of the same", 0.60, 7,
                   [&] { return reads("/zips", 2); }, [&] { return reads("/zips", 1); }})
        && ran;
    return compare({"reading 24 tar.gz through, one process", "gzip -t", 1.1, 7, [&] { return reads("/tars", 1); },
                    [&] { return shell("for f in \"$1\"/tars/*; do gzip -t <\"$f\" || exit 1; done", server.root()); }})
        && ran;
}

} // namespace Nightkeep

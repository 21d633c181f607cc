// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoservers.h"

#include "app/apptr.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/demo/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<BytePath> folders(const QJsonValue &value)
{
    QList<BytePath> paths;
    for (const QJsonValue &path : value.toArray())
        paths.append(path.toString().toUtf8());
    return paths;
}

DemoServer fromFacts(const QJsonObject &facts)
{
    Server server;
    server.name = facts.value(u"name").toString();
    server.note = facts.value(u"note").toString();
    server.os = facts.value(u"os").toString();
    server.service = facts.value(u"service").toString();
    server.web = facts.value(u"web").toString();
    server.storageNode = facts.value(u"storageNode").toString();
    server.current = folders(facts.value(u"current"));
    server.wanted = folders(facts.value(u"wanted"));
    return {server, facts};
}

/// A plain server, for estates larger than the page's.
QJsonObject spareFacts(int number)
{
    const QJsonObject root {{QStringLiteral("at"), QStringLiteral("/")},
                            {QStringLiteral("device"), QStringLiteral("/dev/sda1")},
                            {QStringLiteral("type"), QStringLiteral("ext3")},
                            {QStringLiteral("gib"), 18},
                            {QStringLiteral("used"), 20 + number % 70}};
    const QJsonArray top {QStringLiteral("/")};
    return {{QStringLiteral("name"), QStringLiteral("spare-%1.example.org").arg(number, 3, 10, QLatin1Char('0'))},
            {QStringLiteral("os"), QStringLiteral("ubuntu")},
            {QStringLiteral("service"), QStringLiteral("spare")},
            {QStringLiteral("storageNode"), QStringLiteral("fs-c")},
            {QStringLiteral("current"), top},
            {QStringLiteral("wanted"), QJsonArray {QStringLiteral("/srv")}},
            {QStringLiteral("osRelease"), QStringLiteral("Ubuntu 8.04.1 LTS")},
            {QStringLiteral("kernel"), QStringLiteral("Linux 2.6.24-19-server")},
            {QStringLiteral("uptimeDays"), number % 300},
            {QStringLiteral("mounts"), QJsonArray {root}},
            {QStringLiteral("fileSpaces"), top},
            {QStringLiteral("domain"), top}};
}

QByteArray mountsText(const QJsonArray &mounts)
{
    QByteArray text;
    for (const QJsonValue &mount : mounts)
        text += mount[u"device"].toString().toUtf8() + ' ' + mount[u"at"].toString().toUtf8() + ' '
            + mount[u"type"].toString().toUtf8() + " rw,noatime 0 0\n";
    return text + "proc /proc proc rw 0 0\n";
}

QByteArray diskUseText(const QJsonArray &mounts)
{
    QByteArray text = "Filesystem     1024-blocks      Used Available Capacity Mounted on\n";
    for (const QJsonValue &mount : mounts) {
        if (mount[u"type"].toString() == u"nfs")
            continue; // df is only asked about local ones
        const qint64 total = qint64(mount[u"gib"].toInt()) * 1024 * 1024;
        const qint64 used = total / 100 * mount[u"used"].toInt() - mount[u"lessKiB"].toInteger();
        text += QStringLiteral("%1 %2 %3 %4 %5% %6\n")
                    .arg(mount[u"device"].toString(), -14)
                    .arg(total, 11)
                    .arg(used, 9)
                    .arg(total - used, 9)
                    .arg((used * 100 + total - 1) / total, 7) // as df rounds it
                    .arg(mount[u"at"].toString())
                    .toUtf8();
    }
    return text;
}

/// A server of the demo has this machine's time zone.
int zoneOfServers(const QDateTime &at)
{
    return at.toLocalTime().offsetFromUtc();
}

/// As `date +%z` has it.
QByteArray zoneText(int seconds)
{
    const int minutes = std::abs(seconds) / 60;
    return (seconds < 0 ? '-' : '+') + QByteArray::number(minutes / 60 * 100 + minutes % 60).rightJustified(4, '0');
}

QByteArray osReleaseText(const DemoServer &server)
{
    const QByteArray os = server.facts.value(u"osRelease").toString().toUtf8();
    return "NAME=\"" + os.left(os.indexOf(' ')) + "\"\nPRETTY_NAME=\"" + os + "\"\n";
}

QByteArray uptimeText(const DemoServer &server, const QDateTime &now, const QDateTime &at)
{
    constexpr qint64 daySeconds = 86400;
    const qint64 seconds = server.facts.value(u"uptimeDays").toInt() * daySeconds + 34567 - at.secsTo(now);
    return QByteArray::number(seconds < 0 ? seconds + 200 * daySeconds : seconds) + ".21 0.00\n"; // of the run before
}

QByteArray fileSpacesText(const DemoServer &server, const QDateTime &now, const QDateTime &at)
{
    QByteArray text = "  #     Last Incr Date          Type    File Space Name\n"
                      "--------------------------------------------------------------------------------\n";
    // The storage manager comes by in the night, one file system after the other.
    QTime time(1, 12, 40);
    int number = 0;
    for (const QJsonValue &space : server.facts.value(u"fileSpaces").toArray()) {
        const int daysAgo = server.facts.value(u"daysSinceIncremental")[space.toString()].toInt();
        const QDateTime moment(std::min(at.date(), now.date().addDays(-daysAgo)), time, QTimeZone::utc());
        text += QStringLiteral("%1     %2     EXT3    %3\n")
                    .arg(++number, 3)
                    .arg(moment.toOffsetFromUtc(zoneOfServers(at)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                         space.toString())
                    .toUtf8();
        time = time.addSecs(437);
    }
    return text;
}

QByteArray domainWords(const DemoServer &server)
{
    QStringList domain;
    for (const QJsonValue &entry : server.facts.value(u"domain").toArray())
        domain.append(entry.toString());
    return domain.join(u' ').toUtf8();
}

/// As `dsmc query options domain` prints it.
QByteArray domainText(const DemoServer &server)
{
    return "               DOMAIN: " + domainWords(server) + '\n';
}

QString rulesFile()
{
    return QStringLiteral("/opt/tivoli/tsm/client/ba/bin/incl.excl");
}

/// As `dsmc query inclexcl` prints it: what every server leaves out, and then its own.
QByteArray rulesText(const DemoServer &server)
{
    QString text = QStringLiteral("*** FILE INCLUDE/EXCLUDE ***\n"
                                  "Mode Function  Pattern (match from top down)  Source File\n"
                                  "---- --------- ------------------------------ -----------------\n");
    const auto row = [&text](const QString &function, const QString &pattern) {
        text += QStringLiteral("Excl %1 %2 %3\n").arg(function, -9).arg(pattern, -30).arg(rulesFile());
    };
    row(QStringLiteral("Directory"), QStringLiteral("/tmp"));
    for (const QJsonValue &rule : server.facts.value(u"rules").toArray())
        row(rule[u"function"].toString(), rule[u"pattern"].toString());
    return text.toUtf8() + "No DFS include/exclude statements defined.\n";
}

/// As `dsmc query mgmtclass -detail` prints them.
QByteArray classesText()
{
    const auto line = [](const char *label, const char *value) {
        return QByteArray(label).leftJustified(26) + ": " + value + '\n';
    };
    return line("Domain Name", "MOODLE") + line("Activated Policy Set Name", "STANDARD")
        + line("Default Mgmt Class Name", "STANDARD") + line("Grace Period Backup Retn.", "30 day(s)")
        + line("Grace Period Archive Retn.", "365 day(s)") + '\n' + line("MgmtClass Name", "STANDARD")
        + line("Description", "Installed default management class.") + line("Copy Group Name", "STANDARD")
        + line("Copy Type", "Backup") + line("Copy Frequency", "0 day(s)")
        + line("Versions Data Exists", "2 version(s)") + line("Versions Data Deleted", "1 version(s)")
        + line("Retain Extra Versions", "30 day(s)") + line("Retain Only Version", "60 day(s)") + '\n'
        + line("Copy Group Name", "STANDARD") + line("Copy Type", "Archive") + line("Copy Frequency", "CMD")
        + line("Retain Version", "365 day(s)");
}

QByteArray systemOptionsText(const DemoServer &server)
{
    return "SErvername  " + server.server.storageNode.toUtf8() + "\n   COMMMethod        TCPip\n   NODename          "
        + shortName(server.server.name).toUpper().toUtf8() + "\n   PASSWORDAccess    generate\n   INCLExcl          "
        + rulesFile().toUtf8() + "\n   DOMAIN            " + domainWords(server) + '\n';
}

/// As `dsmc preview backup` lists what is below the wanted folders.
QByteArray previewText(const DemoServer &server)
{
    QByteArray text;
    for (const BytePath &folder : server.server.wanted) {
        for (const char *name : {"config.php", "index.php", "lib/", "lib/setup.php"})
            text += folder + '/' + name + "  File  Included\n";
    }
    for (const QJsonValue &rule : server.facts.value(u"rules").toArray()) {
        const QByteArray pattern = rule[u"pattern"].toString().toUtf8();
        text += pattern + "  Directory  Excluded  " + pattern + "  " + rulesFile().toUtf8() + '\n';
    }
    return text;
}

void writeStorageManager(DemoFolder &folder, const BytePath &stand, const DemoServer &server)
{
    folder.file(stand + "dsmc-filespaces", fileSpacesText(server, folder.moment(), folder.moment()));
    folder.file(stand + "dsmc-domain", domainText(server));
    folder.file(stand + "dsmc-inclexcl", rulesText(server));
    folder.file(stand + "dsmc-mgmtclass", classesText());
    folder.file(stand + "dsmc-preview", previewText(server));
    folder.file(stand + "dsm.sys", systemOptionsText(server));
    folder.program(stand + "bin/dsmc", resource(QStringLiteral("dsmc.sh")));
}

} // namespace

bool DemoServer::isReachable() const
{
    return facts.value(u"reachable").toBool(true);
}

QString demoDataServer()
{
    return QStringLiteral("moodle-b.ucl.ac.uk");
}

QString demoDatabaseServer()
{
    return QStringLiteral("moodledb-a.ucl.ac.uk");
}

QString demoColleague()
{
    return QStringLiteral("jessica@desk-2");
}

BytePath demoServerFolder(const QString &serverName)
{
    return "servers/" + shortName(serverName).toUtf8();
}

Result<QList<DemoServer>> demoServers(int count, const QString &folder)
{
    const QJsonArray page = QJsonDocument::fromJson(resource(QStringLiteral("servers.json"))).array();
    if (page.isEmpty())
        return fail(ErrorKind::Internal, AppTr::tr("The demo's servers were not built into the program."));
    if (count < 2)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("A demo has at least two servers: Moodle's files and its database."));

    int others = count - 2;
    QList<DemoServer> servers;
    for (const QJsonValue &facts : page) {
        const DemoServer server = fromFacts(facts.toObject());
        const bool needed = server.server.name == demoDataServer() || server.server.name == demoDatabaseServer();
        if (needed || others-- > 0)
            servers.append(server);
    }
    for (int number = int(page.size()) + 1; number <= count; ++number)
        servers.append(fromFacts(spareFacts(number)));
    for (DemoServer &server : servers) {
        server.server.connection.kind = ServerConnection::Kind::LocalFolder;
        server.server.connection.root = folder + u'/' + QString::fromUtf8(demoServerFolder(server.server.name));
    }
    return servers;
}

void writeDemoServer(DemoFolder &folder, const DemoServer &server)
{
    if (!server.isReachable())
        return;
    const BytePath root = demoServerFolder(server.server.name);
    const BytePath stand = root + "/.nightkeep-demo/";
    const QJsonArray mounts = server.facts.value(u"mounts").toArray();
    folder.file(root + "/etc/os-release", osReleaseText(server));
    folder.file(stand + "kernel", server.facts.value(u"kernel").toString().toUtf8() + '\n');
    folder.file(stand + "uptime", uptimeText(server, folder.moment(), folder.moment()));
    folder.file(stand + "mounts", mountsText(mounts));
    folder.file(stand + "df", diskUseText(mounts));
    folder.program(stand + "bin/date", resource(QStringLiteral("date.sh")));
    if (server.facts.contains(u"fileSpaces"))
        writeStorageManager(folder, stand, server);
    for (const QJsonValue &mount : mounts)
        folder.folder(root + mount[u"at"].toString().toUtf8());
    for (const QJsonValue &link : server.facts.value(u"links").toArray())
        folder.link(root + link[u"at"].toString().toUtf8(), link[u"to"].toString().toUtf8());
    for (const QJsonValue &more : server.facts.value(u"folders").toArray())
        folder.folder(root + more.toString().toUtf8());
    for (const QList<BytePath> &paths : {server.server.current, server.server.wanted}) {
        for (const BytePath &path : paths)
            folder.folder(root + path);
    }
}

QList<FrameRecord> demoProbe(const DemoServer &server, const QDateTime &estateNow, const QDateTime &at)
{
    const QJsonArray mounts = server.facts.value(u"mounts").toArray();
    QList<FrameRecord> records {{"OS", {osReleaseText(server)}},
                                {"KERNEL", {server.facts.value(u"kernel").toString().toUtf8()}},
                                {"UPTIME", {uptimeText(server, estateNow, at)}},
                                {"MOUNTS", {mountsText(mounts)}},
                                {"DF", {diskUseText(mounts)}}};
    for (const BytePath &path : server.server.current + server.server.wanted)
        records.append(FrameRecord {"FOLDER", {path, "dir"}});
    for (const QJsonValue &link : server.facts.value(u"links").toArray()) {
        const BytePath place = link[u"at"].toString().toUtf8();
        records.append(
            FrameRecord {"REAL", {place, place.left(place.lastIndexOf('/') + 1) + link[u"to"].toString().toUtf8()}});
    }
    if (server.facts.contains(u"fileSpaces"))
        records.append(QList<FrameRecord> {{"DSMC", {"asked"}},
                                           {"DSMFILE", {"sys", "dsm.sys", systemOptionsText(server)}},
                                           {"FILESPACES", {"0", fileSpacesText(server, estateNow, at)}},
                                           {"DOMAIN", {"0", domainText(server)}},
                                           {"INCLEXCL", {"0", rulesText(server)}},
                                           {"MGMTCLASS", {"0", classesText()}}});
    else
        records.append(FrameRecord {"DSMC", {"absent"}});
    const QByteArray seconds = QByteArray::number(at.toSecsSinceEpoch());
    records.append(FrameRecord {"CLOCK", {seconds, seconds, zoneText(zoneOfServers(at))}});
    return records;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/backupfiles.h"

#include <KCompressionDevice>
#include <KZip>
#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Nightkeep::BackupFiles {

namespace {

QByteArray madeSeconds()
{
    return QByteArray::number(made().toSecsSinceEpoch());
}

QByteArray siteHash()
{
    return QCryptographicHash::hash("site", QCryptographicHash::Md5).toHex();
}

QByteArray filesXml(const Mbz &backup)
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<files>\n";
    const auto add = [&xml](const QByteArray &name, const QByteArray &contents, const QByteArray &repository) {
        xml += "  <file id=\"1\">\n    <contenthash>" + hashOf(contents) + "</contenthash>\n    <filename>" + name
            + "</filename>\n    <filesize>" + QByteArray::number(contents.size()) + "</filesize>\n    <repositoryid>"
            + repository + "</repositoryid>\n  </file>\n";
    };
    add(".", "", "$@NULL@$");
    add("elsewhere.mp4", "a film that only a link leads to", "7");
    for (const auto &[name, contents] : backup.contents)
        add(name, contents, "$@NULL@$");
    return xml + "</files>\n";
}

QByteArray backupXml(const Mbz &backup)
{
    const auto setting = [](const QByteArray &name, bool on) -> QByteArray {
        return "      <setting>\n        <level>root</level>\n        <name>" + name + "</name>\n        <value>"
            + (on ? "1" : "0") + "</value>\n      </setting>\n";
    };
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<moodle_backup>\n  <information>\n"
           "    <moodle_release>4.3 (Build: 20231009)</moodle_release>\n    <backup_date>"
        + madeSeconds() + "</backup_date>\n    <include_files>" + (backup.files ? "1" : "0")
        + "</include_files>\n    <original_site_identifier_hash>" + siteHash()
        + "</original_site_identifier_hash>\n    <original_course_id>" + QByteArray::number(backup.course)
        + "</original_course_id>\n    <original_course_shortname>R&amp;D</original_course_shortname>\n    <details>\n"
          "      <detail backup_id=\"x\">\n        <type>"
        + backup.type + "</type>\n        <format>moodle2</format>\n        <mode>" + QByteArray::number(backup.mode)
        + "</mode>\n      </detail>\n    </details>\n    <settings>\n" + setting("users", backup.users)
        + setting("anonymize", false) + "    </settings>\n  </information>\n" + backup.xmlEnd;
}

QByteArray withoutMiddle(const QByteArray &whole, qsizetype bytes)
{
    return whole.left(whole.size() / 2) + whole.mid(whole.size() / 2 + bytes);
}

QByteArray withZeros(QByteArray whole, qsizetype from, qsizetype bytes)
{
    return whole.replace(from, bytes, QByteArray(bytes, '\0'));
}

QByteArray withOtherBit(QByteArray whole, qsizetype at)
{
    whole[at] = char(whole.at(at) ^ 0x10);
    return whole;
}

} // namespace

QDateTime made()
{
    return QDateTime(QDate(2008, 12, 14), QTime(3, 1), QTimeZone::utc());
}

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
}

QByteArray noise(qsizetype bytes, quint32 seed)
{
    QRandomGenerator random {seed};
    QByteArray made;
    made.reserve(bytes);
    for (qsizetype i = 0; i < bytes; ++i)
        made += char(random.bounded(256));
    return made;
}

QByteArray moodleXml(qint64 course, const QByteArray &users, const QByteArray &files)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MOODLE_BACKUP>\n  <INFO>\n    <NAME>backup.zip</NAME>\n"
           "    <MOODLE_RELEASE>1.9.2 (Build: 20080711)</MOODLE_RELEASE>\n    <DATE>"
        + madeSeconds() + "</DATE>\n    <ORIGINAL_SITE_IDENTIFIER_HASH>" + siteHash()
        + "</ORIGINAL_SITE_IDENTIFIER_HASH>\n    <DETAILS>\n      <USERS>" + users + "</USERS>\n      <COURSEFILES>"
        + files + "</COURSEFILES>\n    </DETAILS>\n  </INFO>\n  <COURSE>\n    <HEADER>\n      <ID>"
        + QByteArray::number(course)
        + "</ID>\n      <SHORTNAME>R&amp;D</SHORTNAME>\n    </HEADER>\n  </COURSE>\n</MOODLE_BACKUP>\n";
}

Members oldMembers(qint64 course)
{
    return {{"moodle.xml", moodleXml(course)}, {"course_files/slides.pdf", noise(5000, 3)}, {"course_files/a", "a"}};
}

Members mbzMembers(const Mbz &backup)
{
    Members members {{"activities/", {}}, {"activities/quiz_1/quiz.xml", "<quiz/>"}, {"files/", {}}};
    for (const auto &[name, contents] : backup.contents) {
        const QByteArray hash = hashOf(contents);
        if (!backup.lost.contains(name))
            members.append({"files/" + hash.left(2) + '/' + hash, contents});
    }
    members.append({"files.xml", filesXml(backup)});
    members.append({"moodle_backup.xml", backupXml(backup)});
    return members;
}

QByteArray zipOf(const Members &members, bool deflated)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    KZip zip(&buffer);
    zip.setCompression(deflated ? KZip::DeflateCompression : KZip::NoCompression);
    bool good = zip.open(QIODevice::WriteOnly);
    for (const auto &[name, contents] : members) {
        if (!name.endsWith('/'))
            good = good && zip.writeFile(QString::fromUtf8(name), contents);
    }
    if (!good || !zip.close())
        qFatal("cannot make a zip");
    return buffer.data();
}

QByteArray tarHeader(const QByteArray &name, qint64 bytes, char type)
{
    const auto octal = [](qint64 number, int digits) -> QByteArray {
        return QByteArray::number(number, 8).rightJustified(digits, '0') + '\0';
    };
    QByteArray header = name.leftJustified(100, '\0') + octal(0644, 7) + octal(0, 7) + octal(0, 7) + octal(bytes, 11)
        + octal(made().toSecsSinceEpoch(), 11) + QByteArray(8, ' ') + (name.endsWith('/') ? '5' : type)
        + QByteArray(100, '\0')
        + QByteArray("ustar\0"
                     "00",
                     8);
    header = header.leftJustified(512, '\0');
    qint64 sum = 0;
    for (const char byte : std::as_const(header))
        sum += uchar(byte);
    return header.replace(148, 8, octal(sum, 6) + ' ');
}

QByteArray tarOf(const Members &members, bool indexed)
{
    Members all = members;
    if (indexed) {
        QByteArray index = "Moodle archive file index. Count: " + QByteArray::number(members.size()) + '\n';
        for (const auto &[name, contents] : members)
            index +=
                name + '\t' + (name.endsWith('/') ? 'd' : 'f') + '\t' + QByteArray::number(contents.size()) + "\t?\n";
        all.prepend({".ARCHIVE_INDEX", index});
    }
    QByteArray tar;
    for (const auto &[name, contents] : std::as_const(all))
        tar += tarHeader(name, contents.size()) + contents + QByteArray((512 - contents.size() % 512) % 512, '\0');
    return tar + QByteArray(1024, '\0');
}

QByteArray gzipOf(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    KCompressionDevice gzip(&buffer, false, KCompressionDevice::GZip);
    if (!gzip.open(QIODevice::WriteOnly) || gzip.write(bytes) != bytes.size())
        qFatal("cannot make a gzip");
    gzip.close();
    return buffer.data();
}

void put(const QString &root, const QByteArray &path, const QByteArray &bytes)
{
    const QByteArray whole = QFile::encodeName(root) + path;
    for (qsizetype slash = whole.indexOf('/', 1); slash > 0; slash = whole.indexOf('/', slash + 1))
        ::mkdir(whole.left(slash).constData(), 0755);
    // The name's bytes as they are: QFile would take them for text.
    const int file = ::open(whole.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool written = file >= 0 && ::write(file, bytes.constData(), size_t(bytes.size())) == bytes.size();
    const timespec times[2] = {{made().toSecsSinceEpoch(), 0}, {made().toSecsSinceEpoch(), 0}};
    if (!written || ::futimens(file, times) != 0 || ::close(file) != 0)
        qFatal("cannot write %s", whole.constData());
}

QByteArray putIntoPool(const QString &root, const QByteArray &pool, const QByteArray &bytes)
{
    const QByteArray hash = hashOf(bytes);
    put(root, pool + '/' + hash.left(2) + '/' + hash.mid(2, 2) + '/' + hash, bytes);
    return hash;
}

QList<Damage> damages()
{
    return {
        {"a byte short", [](const QByteArray &whole) { return whole.chopped(1); }},
        {"cut in half", [](const QByteArray &whole) { return whole.left(whole.size() / 2); }},
        {"its last eight bytes are gone", [](const QByteArray &whole) { return whole.chopped(8); }},
        {"its first bytes only", [](const QByteArray &whole) { return whole.left(30); }},
        {"a disk that was full", [](const QByteArray &whole) { return whole.chopped(whole.size() / 3); }},
        {"zeros at its end", [](const QByteArray &whole) { return withZeros(whole, whole.size() - 300, 300); }},
        {"zeros in its middle", [](const QByteArray &whole) { return withZeros(whole, whole.size() / 2, 200); }},
        {"zeros alone", [](const QByteArray &whole) { return QByteArray(whole.size(), '\0'); }},
        {"a log behind it", [](const QByteArray &whole) { return whole + "backup: done\n"; }},
        {"bytes lost in its middle", [](const QByteArray &whole) { return withoutMiddle(whole, 100); }},
        {"a byte lost in its middle", [](const QByteArray &whole) { return withoutMiddle(whole, 1); }},
        {"bytes twice in its middle",
         [](const QByteArray &whole) { return whole.left(whole.size() / 2 + 64) + whole.mid(whole.size() / 2); }},
        {"another bit in its middle", [](const QByteArray &whole) { return withOtherBit(whole, whole.size() / 2); }},
        {"another bit in a third", [](const QByteArray &whole) { return withOtherBit(whole, whole.size() / 3); }},
        {"an error message before it", [](const QByteArray &whole) { return "PHP Warning\n" + whole; }},
        {"a line end for another",
         [](const QByteArray &whole) { return QByteArray(whole).replace('\n', "\r\n").append("\r\n"); }},
        {"a web page", [](const QByteArray &) { return QByteArray("<!DOCTYPE html><html>Not logged in</html>\n"); }},
        {"text for it", [](const QByteArray &whole) { return whole.toBase64(); }},
        {"its halves changed",
         [](const QByteArray &whole) { return whole.mid(whole.size() / 2) + whole.left(whole.size() / 2); }},
    };
}

int runTool(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) ? process.exitCode() : -1;
}

Result<Inventory> ask(RemoteHost &host, const InventoryOrder &order)
{
    const Result<QList<FrameRecord>> records =
        askProgram(host, RemoteProgram::Backups, inputFields(inventoryFields(order)), QStringLiteral("moodle-b"),
                   CancelToken(), {std::chrono::minutes(10)});
    return records ? parseInventory(*records, order) : fail(records.error());
}

FoundFile fileOf(const Inventory &inventory, const BytePath &path)
{
    const auto found = std::find_if(inventory.files.cbegin(), inventory.files.cend(),
                                    [&path](const FoundFile &file) { return file.path == path; });
    if (found == inventory.files.cend())
        qFatal("no %s was listed", path.constData());
    return *found;
}

DataServer::~DataServer()
{
    if (runTool(QStringLiteral("rm"), {QStringLiteral("-rf"), QStringLiteral("--"), root()}) != 0)
        qWarning("%s is left", qPrintable(root()));
}

LocalShellHost DataServer::host() const
{
    Server server;
    server.name = QStringLiteral("moodle-b");
    server.connection = {ServerConnection::Kind::LocalFolder, {}, {}, 0, root()};
    return LocalShellHost(server);
}

Inventory DataServer::seen(const InventoryOrder &order) const
{
    LocalShellHost here = host();
    const Result<Inventory> inventory = ask(here, order);
    if (!inventory)
        qFatal("%s %s", qPrintable(inventory.error().message), qPrintable(inventory.error().detail));
    return *inventory;
}

Inventory DataServer::shared(InventoryOrder::Depth depth) const
{
    return seen({depth, {{CopyPlace::SharedFolder, "/shared"}}, {}});
}

} // namespace Nightkeep::BackupFiles

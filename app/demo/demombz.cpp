// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demombz.h"

#include "app/demo/demorandom.h"
#include "app/demo/demotar.h"
#include "app/demo/demozips.h"
#include "models/zips/zipfile.h"

#include <QCryptographicHash>

#include <zlib.h>

namespace Nightkeep {

namespace {

QByteArray mbzSetting(const char *name, bool isOn)
{
    return QByteArray("      <setting>\n        <level>root</level>\n        <name>") + name
        + "</name>\n        <value>" + (isOn ? '1' : '0') + "</value>\n      </setting>\n";
}

/// moodle_backup.xml as far as a reader relies on it, in Moodle's order.
QByteArray mbzOwnXml(const DemoMbzOrder &order)
{
    const Course &course = order.course;
    const QByteArray site = QCryptographicHash::hash(order.siteIdentifier.toUtf8(), QCryptographicHash::Md5).toHex();
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<moodle_backup>\n  <information>\n";
    xml += "    " + demoElement("name", demoMbzName(order));
    xml += "    <moodle_version>2023100900</moodle_version>\n"
           "    <moodle_release>4.3 (Build: 20231009)</moodle_release>\n"
           "    <backup_version>2023100900</backup_version>\n    <backup_release>4.3</backup_release>\n";
    xml += "    " + demoElement("backup_date", QString::number(order.made.toSecsSinceEpoch()));
    xml += "    <mnet_remoteusers>0</mnet_remoteusers>\n";
    xml += "    " + demoElement("include_files", order.files ? QStringLiteral("1") : QStringLiteral("0"));
    xml += "    <original_wwwroot>https://moodle4.example.org</original_wwwroot>\n";
    xml += "    " + demoElement("original_site_identifier_hash", QString::fromLatin1(site));
    xml += "    " + demoElement("original_course_id", QString::number(course.id));
    xml += "    <original_course_format>topics</original_course_format>\n";
    xml += "    " + demoElement("original_course_fullname", course.fullName);
    xml += "    " + demoElement("original_course_shortname", course.shortName);
    xml += "    <details>\n      <detail backup_id=\"0123456789abcdef0123456789abcdef\">\n";
    xml += "        " + demoElement("type", order.type);
    xml += "        <format>moodle2</format>\n        <interactive>0</interactive>\n";
    xml += "        " + demoElement("mode", order.automated ? QStringLiteral("50") : QStringLiteral("10"));
    xml += "        <execution>1</execution>\n        <executiontime>0</executiontime>\n      </detail>\n"
           "    </details>\n    <contents>\n      <course>\n        <directory>course</directory>\n"
           "      </course>\n    </contents>\n    <settings>\n";
    xml += mbzSetting("users", order.users) + mbzSetting("anonymize", false) + mbzSetting("files", true);
    return xml + "    </settings>\n  </information>\n</moodle_backup>\n";
}

/// Of a backup without files, files.xml names them all the same.
QList<DemoMember> mbzMembers(const DemoMbzOrder &order)
{
    DemoRandom random(order.seed);
    const int count = 2 + random.below(2);
    const int missing = order.lacksFile ? random.below(count) : -1;
    QList<DemoMember> files;
    QByteArray list = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<files>\n";
    for (int number = 0; number < count; ++number) {
        const QByteArray contents = "%PDF-1.4\n" + random.bytes(order.fileBytes / count) + "\n%%EOF\n";
        const QByteArray hash = QCryptographicHash::hash(contents, QCryptographicHash::Sha1).toHex();
        list += "  <file id=\"" + QByteArray::number(order.course.id * 10 + number) + "\">\n    <contenthash>" + hash
            + "</contenthash>\n    <component>mod_resource</component>\n    <filepath>/</filepath>\n"
            + "    <filename>week " + QByteArray::number(number + 1) + ".pdf</filename>\n    <filesize>"
            + QByteArray::number(contents.size()) + "</filesize>\n    <repositoryid>$@NULL@$</repositoryid>\n"
            + "  </file>\n";
        if (order.files && number != missing)
            files.append(
                {QStringLiteral("files/%1/%2").arg(QString::fromLatin1(hash.left(2)), QString::fromLatin1(hash)),
                 contents, false});
    }
    QList<DemoMember> members {
        {QStringLiteral("moodle_backup.xml"), mbzOwnXml(order)},
        {QStringLiteral("files.xml"), list + "</files>\n"},
        {QStringLiteral("course/course.xml"),
         "<course id=\"" + QByteArray::number(order.course.id) + "\">\n"
             + demoElement("shortname", order.course.shortName) + "</course>\n"},
    };
    if (order.users)
        members.append(
            {QStringLiteral("users.xml"), "<users>\n  <user id=\"3\"><username>ada</username></user>\n</users>\n"});
    return members + files;
}

QByteArray mbzTar(const QList<DemoMember> &members, const QDateTime &made)
{
    QByteArray index = "Moodle archive file index. Count: " + QByteArray::number(members.size()) + '\n';
    QByteArray tar;
    for (const DemoMember &member : members) {
        const QByteArray name = member.name.toUtf8();
        index += name + "\tf\t" + QByteArray::number(member.contents.size()) + '\t'
            + QByteArray::number(made.toSecsSinceEpoch()) + '\n';
        tar += demoTarMember(name, member.contents, made, DemoTarFormat::Posix);
    }
    return demoTarMember(".ARCHIVE_INDEX", index, made, DemoTarFormat::Posix) + tar
        + QByteArray(2 * demoTarBlock, '\0');
}

QByteArray gzipped(const QByteArray &bytes)
{
    const auto word = [](quint32 number) {
        QByteArray four;
        for (int i = 0; i < 4; ++i, number >>= 8)
            four.append(char(number & 0xff));
        return four;
    };
    // Qt's has its length before zlib's head of two bytes, and zlib's sum of four behind: a gzip has others.
    const QByteArray packed = qCompress(bytes);
    const uLong sum = crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), uInt(bytes.size()));
    return QByteArray::fromHex("1f8b0800000000000003") + packed.mid(6, packed.size() - 10) + word(quint32(sum))
        + word(quint32(bytes.size()));
}

} // namespace

Result<QByteArray> makeDemoMbz(const DemoMbzOrder &order)
{
    const QList<DemoMember> members = mbzMembers(order);
    if (order.isZip)
        return packDemoZip(order.course.shortName, members, order.made);
    return gzipped(mbzTar(members, order.made));
}

QString demoMbzName(const DemoMbzOrder &order)
{
    return QStringLiteral("backup-moodle2-%1-%2-%3-%4%5%6.mbz")
        .arg(order.type)
        .arg(order.course.id)
        .arg(QString::fromLatin1(cleanedShortName(order.course.shortName)),
             order.made.toString(QStringLiteral("yyyyMMdd-HHmm")), order.users ? QString() : QStringLiteral("-nu"),
             order.files ? QString() : QStringLiteral("-nf"));
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demozips.h"

#include "app/apptr.h"
#include "app/demo/demorandom.h"

#include <QBuffer>

#include <algorithm>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

namespace Nightkeep {

namespace {

// All zips of an estate together stay near this, however many courses it has.
constexpr int estateBytes = 3 * 1024 * 1024;

/// Moodle 1.9's moodle.xml as far as a reader relies on it: its head, the course's header, its end.
QByteArray moodleXml(const DemoZipOrder &order)
{
    const Course &course = order.course;
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MOODLE_BACKUP>\n  <INFO>\n";
    xml += "    " + demoElement("NAME", QString::fromLatin1(demoZipName(course, order.made)));
    xml += "    <MOODLE_VERSION>2007101520</MOODLE_VERSION>\n"
           "    <MOODLE_RELEASE>1.9.2 (Build: 20080711)</MOODLE_RELEASE>\n"
           "    <BACKUP_VERSION>2008030300</BACKUP_VERSION>\n"
           "    <BACKUP_RELEASE>1.9</BACKUP_RELEASE>\n";
    xml += "    " + demoElement("DATE", QString::number(order.made.toSecsSinceEpoch()));
    xml += "    <ORIGINAL_WWWROOT>http://moodle.example.org</ORIGINAL_WWWROOT>\n"
           "    <ZIP_METHOD>internal</ZIP_METHOD>\n    <DETAILS>\n"
           "      <MOD>\n        <NAME>forum</NAME>\n        <INCLUDED>true</INCLUDED>\n"
           "        <USERINFO>true</USERINFO>\n      </MOD>\n"
           "      <METACOURSE>true</METACOURSE>\n";
    xml += "      " + demoElement("USERS", order.users ? QStringLiteral("course") : QStringLiteral("none"));
    xml += "      <LOGS>true</LOGS>\n      <USERFILES>true</USERFILES>\n";
    xml += "      " + demoElement("COURSEFILES", order.files ? QStringLiteral("true") : QStringLiteral("false"));
    xml += "      <MESSAGES>false</MESSAGES>\n      <BLOCKFORMAT>instances</BLOCKFORMAT>\n"
           "    </DETAILS>\n  </INFO>\n  <COURSE>\n    <HEADER>\n";
    xml += "      " + demoElement("ID", QString::number(course.id));
    xml += "      " + demoElement("FULLNAME", course.fullName);
    xml += "      " + demoElement("SHORTNAME", course.shortName);
    xml += "      <IDNUMBER>$@NULL@$</IDNUMBER>\n      <FORMAT>weeks</FORMAT>\n";
    xml += "      " + demoElement("VISIBLE", course.visible ? QStringLiteral("1") : QStringLiteral("0"));
    xml += "    </HEADER>\n    <SECTIONS>\n";
    for (int week = 0; week <= 10; ++week)
        xml += "      <SECTION><ID>" + QByteArray::number(course.id * 100 + week) + "</ID><NUMBER>"
            + QByteArray::number(week) + "</NUMBER><SUMMARY></SUMMARY><VISIBLE>1</VISIBLE></SECTION>\n";
    return order.whole ? xml + "    </SECTIONS>\n  </COURSE>\n</MOODLE_BACKUP>\n" : xml;
}

bool addMember(QuaZip &zip, const DemoMember &member, const QDateTime &made)
{
    QuaZipNewInfo info(member.name);
    info.dateTime = made;
    info.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup
                        | QFileDevice::ReadOther);
    QuaZipFile file(&zip);
    if (!file.open(QIODevice::WriteOnly, info, nullptr, 0, member.compress ? Z_DEFLATED : 0))
        return false;
    const bool written = file.write(member.contents) == member.contents.size();
    file.close();
    return written && file.getZipError() == UNZ_OK;
}

class ZipWriter
{
public:
    ZipWriter(DemoFolder &folder, BytePath dataFolder, int fileBytes, quint64 seed)
        : m_folder(folder)
        , m_dataFolder(std::move(dataFolder))
        , m_fileBytes(fileBytes)
        , m_seed(seed)
    {
    }

    [[nodiscard]] QByteArray make(const Course &course, const QDateTime &made)
    {
        DemoRandom random(demoBackupSeed(m_seed, course, made));
        const Result<QByteArray> zip =
            makeDemoZip({course, made, m_fileBytes / 2 + random.below(m_fileBytes), random.next()});
        if (!zip) {
            m_folder.setError(zip.error());
            return {};
        }
        return *zip;
    }

    void put(const Course &course, const QByteArray &name, const QByteArray &zip, const QDateTime &made)
    {
        m_folder.file(m_dataFolder + '/' + QByteArray::number(course.id) + "/backupdata/" + name, zip, made);
    }

    void put(const Course &course, const QDateTime &made)
    {
        put(course, demoZipName(course, made), make(course, made), made);
    }

private:
    DemoFolder &m_folder;
    BytePath m_dataFolder;
    int m_fileBytes;
    quint64 m_seed;
};

QByteArray damaged(DemoCourseStory story, const QByteArray &zip)
{
    if (story == DemoCourseStory::Truncated)
        return demoCutOff(zip);
    if (story == DemoCourseStory::EmptyZip)
        return {};
    // The middle lies in the largest member, which is stored uncompressed.
    if (story == DemoCourseStory::WrongBytes)
        return demoWrongByte(zip);
    return zip;
}

void writeCourse(ZipWriter &writer, const DemoCourse &demo)
{
    if (!demo.newestZip.isValid())
        return;
    const Course &course = demo.course;
    writer.put(course, demoZipName(course, demo.newestZip), damaged(demo.story, writer.make(course, demo.newestZip)),
               demo.newestZip);
    if (demo.story == DemoCourseStory::FreshAndManual)
        writer.put(course, demo.newestZip.addDays(-23).addSecs(45240));
    if (demo.story == DemoCourseStory::FreshAndLatin1) {
        const QDateTime made = demo.newestZip.addDays(-11).addSecs(41000);
        writer.put(course,
                   "backup-\xe9"
                   "conom\xe9trie avant l'examen.zip",
                   writer.make(course, made), made);
    }
}

} // namespace

Result<QByteArray> packDemoZip(const QString &of, const QList<DemoMember> &members, const QDateTime &made)
{
    QBuffer buffer;
    QuaZip zip(&buffer);
    zip.setUtf8Enabled(true);
    const bool good = zip.open(QuaZip::mdCreate)
        && std::all_of(members.cbegin(), members.cend(),
                       [&](const DemoMember &member) { return addMember(zip, member, made); });
    zip.close();
    if (!good || zip.getZipError() != ZIP_OK)
        return fail(
            ErrorKind::Internal,
            AppTr::tr("The demo's zip of %1 could not be made (QuaZip error %2).").arg(of).arg(zip.getZipError()));
    return buffer.data();
}

Result<QByteArray> makeDemoZip(const DemoZipOrder &order)
{
    DemoRandom random(order.seed);
    QList<DemoMember> members {{QStringLiteral("moodle.xml"), moodleXml(order)}};
    const int files = order.files ? 1 + random.below(3) : 0;
    for (int file = 1; file <= files; ++file)
        members.append({QStringLiteral("course_files/week%1/slides.pdf").arg(file),
                        "%PDF-1.4\n" + random.bytes(order.fileBytes / files) + "\n%%EOF\n", false});
    members.append({QStringLiteral("moddata/forum/%1/notes.txt").arg(order.course.id),
                    QByteArray("Please read the slides before the seminar.\n").repeated(20)});
    return packDemoZip(order.course.shortName, members, order.made);
}

QByteArray demoElement(const char *name, const QString &text)
{
    return QByteArray("<") + name + '>' + text.toHtmlEscaped().toUtf8() + "</" + name + ">\n";
}

quint64 demoBackupSeed(quint64 seed, const Course &course, const QDateTime &made)
{
    return seed * 1000003 + quint64(course.id) * 8191 + quint64(made.toSecsSinceEpoch());
}

QByteArray demoCutOff(const QByteArray &bytes)
{
    return bytes.left(bytes.size() * 3 / 5);
}

QByteArray demoWrongByte(QByteArray bytes)
{
    const qsizetype middle = bytes.size() / 2;
    bytes[middle] = char(bytes.at(middle) ^ 0x55);
    return bytes;
}

void writeDemoZips(DemoFolder &folder, const BytePath &dataFolder, const QList<DemoCourse> &courses, quint64 seed)
{
    const int fileBytes = std::clamp(estateBytes / int(courses.size()), 600, 60000);
    ZipWriter writer(folder, dataFolder, fileBytes, seed);
    for (const DemoCourse &demo : courses) {
        folder.file(dataFolder + '/' + QByteArray::number(demo.course.id) + "/reading-list.txt",
                    "Reading list of " + demo.course.fullName.toUtf8() + ".\n", demo.changed);
        writeCourse(writer, demo);
    }

    // A course that Moodle no longer knows, and a zip that is no course backup.
    const QDateTime lastRun = demoLastRun(folder.moment());
    Course gone;
    gone.id = 7;
    gone.shortName = QStringLiteral("HIST0907");
    gone.fullName = QStringLiteral("Closed: Cities and Trade");
    writer.put(gone, lastRun.addDays(-186).addSecs(733));
    const QDateTime uploaded = lastRun.addDays(-20).addSecs(39000);
    folder.file(dataFolder + "/33/lectures/photographs.zip", writer.make(gone, uploaded), uploaded);
    folder.folder(dataFolder + "/temp/backup");
}

} // namespace Nightkeep

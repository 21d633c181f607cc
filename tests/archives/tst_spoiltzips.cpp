// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// An estate of spoilt zips among good ones: each course has a sound older zip, and a newer one that is spoilt in a
// way of its own, or unusual and sound.
#include "models/archives/archiveanswers.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QtTest>

using namespace Nightkeep;

namespace {

using Members = QList<QPair<QString, QByteArray>>;

constexpr qint64 dayOfTerm = 20;

QDateTime dayOfMay(qint64 day)
{
    return QDateTime(QDate(2008, 5, 1), QTime(16, 59), QTimeZone::utc()).addDays(day - 1);
}

Members membersOf(qint64 course, const QByteArray &xml = {})
{
    return {{QStringLiteral("course_files/slides.pdf"), QByteArray("%PDF-1.4 slides of the first week\n").repeated(60)},
            {QStringLiteral("moodle.xml"), xml.isEmpty() ? moodleXml(course, dayOfMay(dayOfTerm)) : xml},
            {QStringLiteral("moddata/forum/notes.txt"), QByteArray("Please read before the seminar.\n").repeated(9)}};
}

QByteArray changed(QByteArray bytes, qsizetype at, char mask = 0x55)
{
    bytes[at] = char(bytes.at(at) ^ mask);
    return bytes;
}

/// The same with a 16-bit number in its end record, or in the directory's first entry.
QByteArray withNumber(QByteArray bytes, qsizetype at, quint16 number)
{
    bytes[at] = char(number & 0xff);
    bytes[at + 1] = char(number >> 8);
    return bytes;
}

quint16 numberAt(const QByteArray &bytes, qsizetype at)
{
    return quint16(quint8(bytes.at(at)) | quint8(bytes.at(at + 1)) << 8);
}

/// Where the bytes of a member begin.
qsizetype dataOf(const QByteArray &zip, const QByteArray &name)
{
    const qsizetype header = zip.indexOf(name) - 30;
    return header + 30 + numberAt(zip, header + 26) + numberAt(zip, header + 28);
}

struct Case
{
    const char *name;
    std::function<QByteArray(qint64 course)> make;
    ZipFault fault; ///< None: unusual, but sound
};

QByteArray deflated(qint64 course)
{
    return zipWith(membersOf(course), true);
}

/// By this machine's own zip, which does what KZip cannot.
QByteArray madeByZip(qint64 course, const QStringList &options)
{
    const QTemporaryDir folder;
    for (const auto &[name, contents] : membersOf(course)) {
        QDir(folder.path()).mkpath(QFileInfo(name).path());
        writeBytes(folder.filePath(name), contents);
    }
    const QStringList all =
        options + QStringList {QStringLiteral("-qr"), QStringLiteral("out.zip"), QStringLiteral(".")};
    if (runTool(QStringLiteral("zip"), all, folder.path()) != 0)
        qFatal("zip failed");
    return readBytes(folder.filePath(QStringLiteral("out.zip")));
}

/// Roles with all their capabilities before the course, as a site of many roles has them.
QByteArray manyRoles()
{
    QByteArray roles = "  <ROLES>\n";
    for (int i = 0; i < 3000; ++i)
        roles += "    <CAPABILITY><NAME>moodle/course:view" + QByteArray::number(i * 7919 % 1000003)
            + "</NAME><PERMISSION>1</PERMISSION><TIMEMODIFIED>1211212740</TIMEMODIFIED></CAPABILITY>\n";
    return roles + "  </ROLES>\n";
}

/// With so many bytes of what does not pack well behind the course.
QByteArray largeXml(qint64 course, qsizetype bytes)
{
    QRandomGenerator random {quint32(course)};
    QByteArray filler = "  <LOGS>";
    while (filler.size() < bytes)
        filler += QByteArray::number(random.generate64(), 16) + '\n';
    QByteArray xml = moodleXml(course, dayOfMay(dayOfTerm));
    return xml.insert(xml.indexOf("</MOODLE_BACKUP>"), filler + "</LOGS>\n");
}

QByteArray little(quint64 number, int bytes)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text += char((number >> (8 * i)) & 0xff);
    return text;
}

/// What zip makes of a pipe: a 64-bit end, and the same numbers in the old one.
QByteArray withTwoEnds(const QByteArray &zip)
{
    const qsizetype end = zip.size() - 22;
    const QByteArray directory =
        zip.mid(end + 12, 4) + QByteArray(4, '\0') + zip.mid(end + 16, 4) + QByteArray(4, '\0');
    const QByteArray count = zip.mid(end + 8, 2) + QByteArray(6, '\0');
    return zip.left(end) + QByteArray("PK\x06\x06", 4) + little(44, 8) + little(45, 2) + little(45, 2)
        + QByteArray(8, '\0') + count + count + directory + QByteArray("PK\x06\x07", 4) + little(0, 4)
        + little(quint64(end), 8) + little(1, 4) + zip.mid(end);
}

/// More members than its end can count to.
QByteArray withManyMembers(qint64 course)
{
    const QByteArray first = zipWith({{QStringLiteral("moodle.xml"), moodleXml(course, dayOfMay(dayOfTerm))}});
    const qsizetype end = first.size() - 22;
    const qsizetype from = numberAt(first, end + 16);
    QByteArray members = first.left(from);
    QByteArray directory = first.mid(from, end - from);
    for (int i = 0; i < 70000; ++i) {
        const QByteArray name = 'f' + QByteArray::number(i);
        directory += QByteArray("PK\x01\x02", 4) + little(20, 2) + little(20, 2) + QByteArray(20, '\0')
            + little(quint64(name.size()), 2) + QByteArray(12, '\0') + little(quint64(members.size()), 4) + name;
        members += QByteArray("PK\x03\x04", 4) + little(20, 2) + QByteArray(20, '\0') + little(quint64(name.size()), 2)
            + QByteArray(2, '\0') + name;
    }
    return members + directory + QByteArray("PK\x05\x06", 4) + QByteArray(4, '\0') + little(70001 % 65536, 2)
        + little(70001 % 65536, 2) + little(quint64(directory.size()), 4) + little(quint64(members.size()), 4)
        + QByteArray(2, '\0');
}

/// A file in it is damaged whose name is that.
QByteArray withDamaged(qint64 course, const char *name)
{
    const QByteArray zip =
        zipWith(membersOf(course) + Members {{QString::fromLatin1(name), QByteArray("#damage me# ").repeated(9)}});
    return changed(zip, zip.indexOf("#damage") + 20, 1);
}

QList<Case> spoilt()
{
    const auto html = [](qint64) { return QByteArray("<!DOCTYPE html><html><body>Not logged in</body></html>\n"); };
    return {
        {"a byte short", [](qint64 c) { return deflated(c).chopped(1); }, ZipFault::CutOff},
        {"cut in half", [](qint64 c) { return deflated(c).left(deflated(c).size() / 2); }, ZipFault::CutOff},
        {"a hundred bytes", [](qint64 c) { return deflated(c).left(100); }, ZipFault::CutOff},
        {"without its end record", [](qint64 c) { return deflated(c).chopped(22); }, ZipFault::CutOff},
        {"cut in its directory", [](qint64 c) { return deflated(c).chopped(70); }, ZipFault::CutOff},
        {"its tail is zeros", [](qint64 c) { return deflated(c).chopped(300) + QByteArray(300, '\0'); },
         ZipFault::CutOff},
        {"cut behind a zip that lies in it",
         [](qint64 c) {
             Members members = membersOf(c);
             const QByteArray inner = zipWith(membersOf(c), true);
             members.prepend({QStringLiteral("course_files/inner.zip"), inner});
             const QByteArray outer = zipWith(members);
             return outer.left(outer.indexOf(inner) + inner.size());
         },
         ZipFault::WrongLength},
        {"zeros", [](qint64 c) { return QByteArray(deflated(c).size(), '\0'); }, ZipFault::NoZip},
        {"a web page", html, ZipFault::NoZip},
        {"a gzip", [](qint64) { return QByteArray("\x1f\x8b\x08\x00", 4) + QByteArray(400, 'x'); }, ZipFault::NoZip},
        {"no byte", [](qint64) { return QByteArray(); }, ZipFault::Empty},
        {"zeros behind it", [](qint64 c) { return deflated(c) + QByteArray(512, '\0'); }, ZipFault::MoreBehind},
        {"a log behind it", [](qint64 c) { return deflated(c) + "zip warning: done\n"; }, ZipFault::MoreBehind},
        {"bytes lost in the middle", [](qint64 c) { return deflated(c).remove(200, 100); }, ZipFault::WrongLength},
        {"bytes doubled in the middle", [](qint64 c) { return deflated(c).insert(200, QByteArray(100, 'x')); },
         ZipFault::WrongLength},
        {"an error message before it", [](qint64 c) { return "PHP Warning\n" + deflated(c); }, ZipFault::WrongLength},
        {"its directory begins wrongly",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.indexOf("PK\x01\x02"));
         },
         ZipFault::NoDirectory},
        {"its directory ends early",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.lastIndexOf("PK\x01\x02"));
         },
         ZipFault::NoDirectory},
        {"more entries than its directory has",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return withNumber(withNumber(zip, zip.size() - 14, 9), zip.size() - 12, 9);
         },
         ZipFault::NoDirectory},
        {"a disk of several",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return withNumber(zip, zip.size() - 18, 2);
         },
         ZipFault::Split},
        {"photographs",
         [](qint64) {
             return zipWith({{QStringLiteral("1.jpg"), "jpeg"}, {QStringLiteral("2.jpg"), "jpeg"}});
         },
         ZipFault::NoMoodleXml},
        {"moodle.xml in a folder",
         [](qint64 c) {
             return zipWith({{QStringLiteral("backup/moodle.xml"), moodleXml(c, dayOfMay(dayOfTerm))}}, true);
         },
         ZipFault::NoMoodleXml},
        {"an empty zip", [](qint64) { return QByteArray("PK\x05\x06", 4) + QByteArray(18, '\0'); },
         ZipFault::NoMoodleXml},
        {"of another course", [](qint64 c) { return deflated(c + 1000); }, ZipFault::OtherCourse},
        {"its moodle.xml has no header",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.indexOf("moodle.xml") - 30);
         },
         ZipFault::DamagedXml},
        {"its moodle.xml is damaged",
         [](qint64 c) {
             const QByteArray zip = zipWith(membersOf(c));
             return changed(zip, dataOf(zip, "moodle.xml") + 100, 1);
         },
         ZipFault::DamagedXml},
        {"its moodle.xml does not unpack",
         [](qint64 c) {
             QByteArray zip = deflated(c);
             const qsizetype first = dataOf(zip, "moodle.xml");
             zip[first] = char(zip.at(first) | 0x06); // a kind of block that there is not
             return zip;
         },
         ZipFault::DamagedXml},
        {"its moodle.xml is something else",
         [](qint64 c) { return zipWith(membersOf(c, "<quiz><question/></quiz>\n"), true); }, ZipFault::NoBackup},
        {"its moodle.xml breaks off",
         [](qint64 c) {
             const QByteArray xml = moodleXml(c, dayOfMay(dayOfTerm));
             return zipWith(membersOf(c, xml.left(xml.indexOf("</COURSE>"))), true);
         },
         ZipFault::CutXml},
        {"its large moodle.xml breaks off",
         [](qint64 c) { return zipWith(membersOf(c, largeXml(c, 70000).chopped(200)), true); }, ZipFault::CutXml},
        {"zeros in its large moodle.xml",
         [](qint64 c) {
             QByteArray zip = zipWith(membersOf(c, largeXml(c, 300000)), true);
             return zip.replace(dataOf(zip, "moodle.xml") + 80000, 100, QByteArray(100, '\0'));
         },
         ZipFault::DamagedXml},
        {"its large moodle.xml is damaged",
         [](qint64 c) {
             const QByteArray zip = zipWith(membersOf(c, largeXml(c, 300000)));
             return changed(zip, dataOf(zip, "moodle.xml") + 200000, 1);
         },
         ZipFault::DamagedXml},
        {"its moodle.xml is packed in another way",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return withNumber(withNumber(zip, zip.indexOf("moodle.xml") - 30 + 8, 12),
                               zip.lastIndexOf("moodle.xml") - 46 + 10, 12);
         },
         ZipFault::StrangePacking},
        {"its course has no number of a Moodle",
         [](qint64 c) {
             QByteArray xml = moodleXml(c, dayOfMay(dayOfTerm));
             xml.replace("<ID>" + QByteArray::number(c), "<ID>" + QByteArray(20, '9'));
             return zipWith(membersOf(c, xml), true);
         },
         ZipFault::NoBackup},
        {"its moodle.xml is encrypted",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.lastIndexOf("moodle.xml") - 46 + 8, 1);
         },
         ZipFault::Encrypted},
    };
}

QList<Case> unusual()
{
    return {
        {"stored", [](qint64 c) { return zipWith(membersOf(c)); }, ZipFault::None},
        {"deflated", deflated, ZipFault::None},
        {"with a comment",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return withNumber(zip, zip.size() - 2, 22) + "made by a teacher, PK\x05";
         },
         ZipFault::None},
        {"by zip", [](qint64 c) { return madeByZip(c, {}); }, ZipFault::None},
        {"with 64-bit sizes", [](qint64 c) { return madeByZip(c, {QStringLiteral("-fz")}); }, ZipFault::None},
        {"with two ends", [](qint64 c) { return withTwoEnds(deflated(c)); }, ZipFault::None},
        {"more files than it can count", withManyMembers, ZipFault::None},
        {"a large moodle.xml", [](qint64 c) { return zipWith(membersOf(c, largeXml(c, 300000)), true); },
         ZipFault::None},
        {"a moodle.xml too large to be read to its end",
         [](qint64 c) { return zipWith(membersOf(c, largeXml(c, 700000))); }, ZipFault::None},
        {"with sizes behind the data", [](qint64 c) { return madeByZip(c, {QStringLiteral("-fd")}); }, ZipFault::None},
        {"half a thousand files",
         [](qint64 c) {
             Members members = membersOf(c);
             for (int i = 0; i < 500; ++i)
                 members.prepend({QStringLiteral("course_files/%1/moodle.xml").arg(i), "x"});
             return zipWith(members, true);
         },
         ZipFault::None},
        {"many roles before the course",
         [](qint64 c) { return zipWith(membersOf(c, moodleXml(c, dayOfMay(dayOfTerm), manyRoles())), true); },
         ZipFault::None},
        {"a zip in it",
         [](qint64 c) {
             Members members = membersOf(c);
             members.append({QStringLiteral("course_files/inner.zip"), zipWith(membersOf(c), true)});
             return zipWith(members);
         },
         ZipFault::None},
    };
}

QByteArray nameOfNewest(qint64 course)
{
    return QByteArray::number(course) + "/backupdata/backup-c-20080520-1659.zip";
}

/// Each case is a course of its own, from 100 on, with a sound zip of the week before.
QHash<qint64, Case> fill(ArchiveWorld &world, const QList<Case> &cases)
{
    QHash<qint64, Case> courses;
    world.moodles.courses = QList<Course>();
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const qint64 course = 100 + i;
        courses.insert(course, cases[i]);
        world.moodles.courses->append({course, QString::fromLatin1(cases[i].name), {}, true});
        world.addZip(QByteArray::number(course) + "/backupdata/backup-c-20080513-1659.zip", 900, dayOfMay(13));
        world.addFile(nameOfNewest(course), cases[i].make(course), dayOfMay(dayOfTerm));
    }
    return courses;
}

const PlannedZip *planned(const ArchivePlan &plan, const QByteArray &path)
{
    const auto found = std::find_if(plan.zips.cbegin(), plan.zips.cend(),
                                    [&path](const PlannedZip &zip) { return zip.file.path == path; });
    return found == plan.zips.cend() ? nullptr : &*found;
}

} // namespace

class TstSpoiltZips : public QObject
{
    Q_OBJECT

private slots:
    void theNewestSoundOneIsTakenAndTheSpoiltOneNamed();
    void bothAreTakenWhereAPersonSaysSo();
    void allSinceTheLastRunGoAlongWithAWord();
    void damagedDataIsSeenWhereZipsAreReadThrough();
    void withoutItsLibraryPerlSeesAsMuch_data();
    void withoutItsLibraryPerlSeesAsMuch();
    void aZipElsewhereNeedNotBeABackup();
    void aBackupOfAnotherDayIsNotTakenForTheNewest();
};

void TstSpoiltZips::theNewestSoundOneIsTakenAndTheSpoiltOneNamed()
{
    ArchiveWorld world;
    const QList<Case> bad = spoilt();
    QVERIFY(bad.size() >= 20);
    const QHash<qint64, Case> courses = fill(world, bad + unusual());
    const auto service = world.newService();
    const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(plan.error().message + plan.error().detail));
    QCOMPARE(plan->notChecked, QString());
    int named = 0;
    for (auto course = courses.cbegin(); course != courses.cend(); ++course) {
        const PlannedZip *newest = planned(*plan, nameOfNewest(course.key()));
        QVERIFY2(newest, course->name);
        const QByteArray told = QByteArray(course->name) + ": " + newest->reason.toUtf8();
        const bool isSound = course->fault == ZipFault::None;
        QVERIFY2(newest->file.check.fault == course->fault, told.constData());
        QVERIFY2((newest->decision == ZipDecision::Included) == isSound, told.constData());
        const PlannedZip *older =
            planned(*plan, QByteArray::number(course.key()) + "/backupdata/backup-c-20080513-1659.zip");
        QVERIFY2((older->decision == ZipDecision::Included) != isSound, told.constData());
        if (isSound) {
            QVERIFY2(newest->file.check.level == ZipLevel::Closed && newest->file.check.course == course.key(),
                     told.constData());
            // What is held to be good is good to others too.
            QVERIFY2(runTool(QStringLiteral("unzip"),
                             {QStringLiteral("-tqq"), world.path("/data/moodle/" + nameOfNewest(course.key()))})
                         == 0,
                     told.constData());
        }
        const bool isNamed =
            std::any_of(plan->warnings.cbegin(), plan->warnings.cend(), [&course](const ArchiveWarning &warning) {
                return warning.courseId == course.key()
                    && (warning.kind == ArchiveWarning::Kind::DoubtfulZip
                        || warning.kind == ArchiveWarning::Kind::EmptyZip);
            });
        QVERIFY2(isNamed != isSound, told.constData());
        named += isNamed ? 1 : 0;
    }
    QCOMPARE(named, int(bad.size()));
    QCOMPARE(coursesWithout(plan->warnings), 0); // each has its older one

    const Result<ArchiveRecord> started = service->start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message + started.error().detail));
    const ArchiveRecord ended = world.waitForEnd(*service, started->run.id);
    QCOMPARE(ended.status.state, ArchiveState::Complete);
    QCOMPARE(ended.standing(), State::Attention); // until somebody has looked at what was named
    const Result<ArchiveContents> contents = service->contents(started->run.id, CancelToken());
    QVERIFY2(contents.has_value(), contents ? "" : qPrintable(contents.error().message));
    QVERIFY(contents->matches());
    QCOMPARE(contents->members.size(), courses.size());
    for (const ArchiveMember &member : contents->members)
        QVERIFY2(member.zip.level == ZipLevel::Closed && !member.zip.isDoubtful(), member.path.constData());

    LocalShellHost host(world.server);
    const auto listed = [&host](const ZipLook &look) {
        return *host.run(RemoteProgram::Zips, inputFields(zipListingFields("/data/moodle", "/data/archives", look)),
                         CancelToken(), {std::chrono::minutes(10)});
    };
    const auto without = listed({}).size();
    const auto added = listed({ZipLook::Which::Newest}).size() - without;
    qInfo("%d kinds of spoilt zips, %d unusual ones; the check sends %d bytes a zip beside the listing's %d",
          int(bad.size()), int(unusual().size()), int(added / plan->zips.size()), int(without / plan->zips.size()));
}

void TstSpoiltZips::bothAreTakenWhereAPersonSaysSo()
{
    ArchiveWorld world;
    fill(world, spoilt());
    ArchiveRequest request = world.request(QStringLiteral("a"));
    request.takeDoubtful = true;
    const Result<ArchivePlan> plan = world.newService()->plan(request, CancelToken());
    QVERIFY(plan.has_value());
    for (const PlannedZip &zip : plan->zips)
        QVERIFY2(zip.decision == ZipDecision::Included || zip.file.bytes == 0, qPrintable(zip.reason));
    QCOMPARE(coursesWithout(plan->warnings), 0);
}

void TstSpoiltZips::allSinceTheLastRunGoAlongWithAWord()
{
    ArchiveWorld world;
    const QHash<qint64, Case> courses = fill(world, spoilt());
    ArchiveRequest request = world.request(QStringLiteral("a"));
    request.rule = ArchiveRule::SinceLastRun;
    const Result<ArchivePlan> plan = world.newService()->plan(request, CancelToken());
    QVERIFY(plan.has_value());
    QCOMPARE(plan->includedCount(), int(plan->zips.size()));
    QSet<qint64> warned;
    for (const ArchiveWarning &warning : plan->warnings)
        warned.insert(warning.courseId);
    QCOMPARE(warned.size(), courses.size());
}

void TstSpoiltZips::damagedDataIsSeenWhereZipsAreReadThrough()
{
    ArchiveWorld world;
    const QList<Case> cases {
        {"a bit of a file",
         [](qint64 c) {
             const QByteArray zip = zipWith(membersOf(c));
             return changed(zip, zip.indexOf("%PDF") + 500, 1);
         },
         ZipFault::DamagedMember},
        {"a bit of a packed file",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, dataOf(zip, "moddata/forum/notes.txt") + 4, 0x10);
         },
         ZipFault::DamagedMember},
        {"the name before its data",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.indexOf("course_files/slides.pdf") - 30);
         },
         ZipFault::DamagedMember},
        {"a file that is called 0", [](qint64 c) { return withDamaged(c, "0"); }, ZipFault::DamagedMember},
        {"a file that is called bomb", [](qint64 c) { return withDamaged(c, "bomb"); }, ZipFault::DamagedMember},
        {"a file with a zero in its name",
         [](qint64 c) { return withDamaged(c, "a~b").replace("a~b", QByteArray("a\0b", 3)); }, ZipFault::DamagedMember},
        {"its large moodle.xml",
         [](qint64 c) {
             const QByteArray zip = zipWith(membersOf(c, largeXml(c, 700000)));
             return changed(zip, dataOf(zip, "moodle.xml") + 600000, 1);
         },
         ZipFault::DamagedXml},
        {"its checksum",
         [](qint64 c) {
             const QByteArray zip = deflated(c);
             return changed(zip, zip.indexOf("PK\x01\x02") + 16, 1);
         },
         ZipFault::DamagedMember},
    };
    const QHash<qint64, Case> courses = fill(world, cases + unusual());
    const auto service = world.newService();
    ArchiveRequest request = world.request(QStringLiteral("a"));
    // Bounded parts say nothing of it, and the plan does not claim that they do.
    const Result<ArchivePlan> quick = service->plan(request, CancelToken());
    QCOMPARE(planned(*quick, nameOfNewest(100))->decision, ZipDecision::Included);
    QCOMPARE(quick->zipsChecked().level, ZipLevel::Closed);
    request.readThrough = true;
    const Result<ArchivePlan> plan = service->plan(request, CancelToken());
    QVERIFY(plan.has_value());
    for (auto course = courses.cbegin(); course != courses.cend(); ++course) {
        const PlannedZip *newest = planned(*plan, nameOfNewest(course.key()));
        const QByteArray told = QByteArray(course->name) + ": " + newest->reason.toUtf8();
        QVERIFY2(newest->file.check.fault == course->fault, told.constData());
        QVERIFY2(newest->decision == (course->fault == ZipFault::None ? ZipDecision::Included : ZipDecision::Doubtful),
                 told.constData());
    }
    QCOMPARE(plan->zipsChecked().level, ZipLevel::ReadThrough);
    QVERIFY(plan->zipsChecked().exceptions.isEmpty());
}

void TstSpoiltZips::withoutItsLibraryPerlSeesAsMuch_data()
{
    QTest::addColumn<bool>("through");
    QTest::newRow("closed properly") << false;
    QTest::newRow("read through") << true;
}

void TstSpoiltZips::withoutItsLibraryPerlSeesAsMuch()
{
    QFETCH(bool, through);
    ArchiveWorld world;
    fill(world, spoilt() + unusual());
    ArchiveRequest request = world.request(QStringLiteral("a"));
    request.readThrough = through;
    const auto checks = [&] {
        QMap<BytePath, ZipCheck> found;
        const Result<ArchivePlan> plan = world.newService()->plan(request, CancelToken());
        if (plan && plan->notChecked.isEmpty()) {
            for (const PlannedZip &zip : plan->zips)
                found.insert(zip.file.path, zip.file.check);
        }
        return found;
    };
    const QMap<BytePath, ZipCheck> expected = checks();
    QVERIFY(!expected.isEmpty());
    const QTemporaryDir bin;
    const QByteArray folder = bin.path().toUtf8();
    QVERIFY(QDir(bin.path()).mkpath(QStringLiteral("Compress/Raw")));
    writeBytes(bin.filePath(QStringLiteral("Compress/Raw/Zlib.pm")),
               "open(ASKED, \">\", \"" + folder + "/asked\"); die \"not here\";\n");
    const QString perl = bin.filePath(QStringLiteral("perl"));
    writeBytes(perl,
               "#!/bin/sh\nexec " + QStandardPaths::findExecutable(QStringLiteral("perl")).toUtf8() + " -I" + folder
                   + " \"$@\"\n");
    QVERIFY(QFile::setPermissions(perl, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
    const QByteArray path = qgetenv("PATH");
    const auto restored = qScopeGuard([&path] { qputenv("PATH", path); });
    qputenv("PATH", folder + ':' + path);
    const QMap<BytePath, ZipCheck> seen = checks();
    QVERIFY(QFile::exists(bin.filePath(QStringLiteral("asked"))));
    QCOMPARE(seen.keys(), expected.keys());
    for (auto check = expected.cbegin(); check != expected.cend(); ++check)
        QVERIFY2(seen.value(check.key()) == *check, check.key().constData());
}

void TstSpoiltZips::aZipElsewhereNeedNotBeABackup()
{
    ArchiveWorld world;
    world.addFile("33/lectures/photographs.zip", zipWith({{QStringLiteral("1.jpg"), "jpeg"}}), dayOfMay(3));
    world.addFile("33/lectures/cut.zip", deflated(33).chopped(40), dayOfMay(3));
    ArchiveRequest request = world.request(QStringLiteral("a"));
    request.rule = ArchiveRule::SinceLastRun;
    const Result<ArchivePlan> plan = world.newService()->plan(request, CancelToken());
    QCOMPARE(planned(*plan, "33/lectures/photographs.zip")->file.check.level, ZipLevel::Closed);
    QCOMPARE(planned(*plan, "33/lectures/cut.zip")->file.check.fault, ZipFault::CutOff);
    QCOMPARE(plan->warnings.size(), 1);
}

void TstSpoiltZips::aBackupOfAnotherDayIsNotTakenForTheNewest()
{
    ArchiveWorld world;
    world.moodles.courses = QList<Course> {{33, QStringLiteral("bioc"), {}, true}};
    world.addZip("33/backupdata/backup-bioc-20080513-0300.zip", 900, dayOfMay(13));
    // Fetched back from tape under another name: as new as can be by its file's time, and of January inside.
    world.addFile("33/backupdata/restored.zip", zipOf(900, "33/backupdata/x", dayOfMay(-100)), dayOfMay(25));
    const Result<ArchivePlan> plan = world.newService()->plan(world.request(QStringLiteral("a")), CancelToken());
    QCOMPARE(planned(*plan, "33/backupdata/restored.zip")->decision, ZipDecision::NotNewest);
    const PlannedZip *taken = planned(*plan, "33/backupdata/backup-bioc-20080513-0300.zip");
    QCOMPARE(taken->decision, ZipDecision::Included);
    QCOMPARE(taken->file.check.level, ZipLevel::Closed); // it was looked into as well
}

NIGHTKEEP_TEST(TstSpoiltZips, integration, Core, 900)
#include "tst_spoiltzips.moc"

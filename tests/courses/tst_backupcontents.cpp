// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is inside a backup: resources/remote/backup-contents.sh over real files, and the reading of its answer.
#include "models/courses/backupcontents.h"
#include "tests/courses/backupfiles.h"
#include "tests/courses/madecourses.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

namespace {

const QByteArray toldOfCourse =
    "<contents><activities>"
    "<activity><moduleid>1</moduleid><sectionid>7</sectionid><modulename>forum</modulename>"
    "<title>News &amp; more</title></activity>"
    "<activity><moduleid>2</moduleid><sectionid>8</sectionid><modulename>quiz</modulename><title>First</title></"
    "activity>"
    "<activity><moduleid>3</moduleid><sectionid>8</sectionid><modulename>quiz</modulename><title>Second</title></"
    "activity>"
    "</activities><sections>"
    "<section><sectionid>7</sectionid><title>General</title></section>"
    "<section><sectionid>8</sectionid><title>Week 1</title></section></sections></contents>"
    "<settings><setting><level>activity</level><activity>forum_1</activity></setting></settings></moodle_backup>\n";

Files::Members contentsOfLater()
{
    Files::Mbz backup;
    backup.xmlEnd = toldOfCourse;
    return Files::mbzMembers(backup);
}

Files::Members contentsOfOld()
{
    const auto instance = [](const QByteArray &title, const QByteArray &isIn) -> QByteArray {
        return "<INSTANCE><ID>1</ID><NAME>" + title + "</NAME><INCLUDED>" + isIn + "</INCLUDED></INSTANCE>";
    };
    const auto mod = [](const QByteArray &kind, const QByteArray &isIn, const QByteArray &instances) -> QByteArray {
        return "<MOD><NAME>" + kind + "</NAME><INCLUDED>" + isIn + "</INCLUDED><INSTANCES>" + instances
            + "</INSTANCES></MOD>";
    };
    Files::Members members = Files::oldMembers(33);
    members.first().second.replace("<DETAILS>",
                                   "<DETAILS>"
                                       + mod("forum", "true", instance("News", "true") + instance("Left", "false"))
                                       + mod("chat", "false", instance("Gone", "true")));
    return members;
}

Result<BackupContents> contentsIn(const Files::DataServer &server, const BytePath &path,
                                  CopyPlace place = CopyPlace::SharedFolder, const BytePath &folder = "/shared")
{
    FoundFile file;
    file.place = place;
    file.path = path;
    LocalShellHost host = server.host();
    const Result<QList<FrameRecord>> records =
        askProgram(host, RemoteProgram::BackupContents, inputFields(backupContentsFields(file, folder)),
                   QStringLiteral("moodle-b"), CancelToken(), {std::chrono::minutes(10)});
    return records ? parseBackupContents(*records, QTimeZone::utc()) : fail(records.error());
}

QByteArrayList contentsNames(const BackupContents &contents)
{
    QByteArrayList names;
    for (const BackupMember &member : contents.members)
        names.append(member.name + (member.isFolder && !member.name.endsWith('/') ? "/" : ""));
    return names;
}

const FrameRecord contentsFile {"file", {"6040", "1229223660", "zip"}};
const FrameRecord contentsListed {"listed", {"directory", "1", "all"}};
const FrameRecord contentsMember {"member", {"a", "f", "5", "3", "2008-12-14T03:01:00"}};
const FrameRecord contentsEnd {"finished", {}};

/// Of a file with these records more.
Result<BackupContents> contentsWith(const QList<FrameRecord> &records)
{
    return parseBackupContents(QList<FrameRecord> {contentsFile} + records + QList<FrameRecord> {contentsEnd},
                               QTimeZone("Europe/Berlin"));
}

} // namespace

class TstBackupContents : public QObject
{
    Q_OBJECT

private slots:
    void everyKindIsListed_data();
    void everyKindIsListed();
    void whatIsToldOfTheCourse();
    void damagedOnesAreNotTheWhole_data();
    void damagedOnesAreNotTheWhole();
    void linksAreNotFollowed();
    void aPoolsFileIsFoundByItsHash();
    void moreMembersThanAreListed();
    void longNamesAreWhole_data();
    void longNamesAreWhole();
    void moreIsToldThanIsRead();
    void withoutPerlNobodyCanLook();
    void answersThatMakeNoSense_data();
    void answersThatMakeNoSense();
    void aClockWithoutZoneIsTheSites();
    void theAnswerSaysWhatIsNotKnown_data();
    void theAnswerSaysWhatIsNotKnown();
    void whatHasNoNumberIsInNoSection();
    void rowsBeginWithTheCourse();
    void itIsAskedWhereItLies();
};

void TstBackupContents::everyKindIsListed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<BackupFormat>("format");
    QTest::addColumn<BackupList>("list");
    QTest::addColumn<QByteArrayList>("names");
    const auto names = [](const Files::Members &members, bool folders) {
        QByteArrayList all;
        for (const Files::Member &member : members) {
            if (folders || !member.first.endsWith('/'))
                all.append(member.first);
        }
        return all;
    };
    const Files::Members later = contentsOfLater();
    QTest::newRow("tar.gz with its index")
        << Files::gzipOf(Files::tarOf(later)) << BackupFormat::TarGz << BackupList::Index << names(later, true);
    QTest::newRow("tar.gz without") << Files::gzipOf(Files::tarOf(later, false)) << BackupFormat::TarGz
                                    << BackupList::Headers << names(later, true);
    QTest::newRow("zip") << Files::zipOf(later) << BackupFormat::Zip << BackupList::Directory << names(later, false);
    QTest::newRow("zip, not packed") << Files::zipOf(later, false) << BackupFormat::Zip << BackupList::Directory
                                     << names(later, false);
    QTest::newRow("zip of 1.9") << Files::zipOf(contentsOfOld()) << BackupFormat::Zip << BackupList::Directory
                                << names(contentsOfOld(), false);
}

void TstBackupContents::everyKindIsListed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(BackupFormat, format);
    QFETCH(BackupList, list);
    QFETCH(QByteArrayList, names);
    const Files::DataServer server;
    server.add("/shared/a b.mbz", bytes);
    const Result<BackupContents> contents = contentsIn(server, "a b.mbz");
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message + contents.error().detail));
    QCOMPARE(contents->format, format);
    QCOMPARE(contents->list, list);
    QCOMPARE(contents->bytes, bytes.size());
    QCOMPARE(contents->modified, Files::made());
    QCOMPARE(contentsNames(*contents).join('\n'), names.join('\n'));
    QCOMPARE(contents->total, contents->members.size());
    QCOMPARE(contents->broken, QString());
    QCOMPARE(contents->untold, QString());
    for (const BackupMember &member : contents->members) {
        QVERIFY2(member.bytes >= 0, member.name.constData());
        QCOMPARE(member.packed >= 0, format == BackupFormat::Zip);
    }
}

void TstBackupContents::whatIsToldOfTheCourse()
{
    const Files::DataServer server;
    server.add("/shared/later.mbz", Files::gzipOf(Files::tarOf(contentsOfLater())));
    server.add("/shared/later-zip.mbz", Files::zipOf(contentsOfLater()));
    server.add("/shared/old.zip", Files::zipOf(contentsOfOld()));
    const auto activity = [](const char *kind, const char *title, const char *section) {
        return BackupActivity {QString::fromLatin1(kind), QString::fromLatin1(title), QString::fromLatin1(section)};
    };
    for (const char *path : {"later.mbz", "later-zip.mbz"}) {
        const Result<BackupContents> later = contentsIn(server, path);
        QVERIFY(later);
        QCOMPARE(later->activities,
                 (QList<BackupActivity> {activity("forum", "News & more", "General"),
                                         activity("quiz", "First", "Week 1"), activity("quiz", "Second", "Week 1")}));
        QCOMPARE(later->sections, (QStringList {QStringLiteral("General"), QStringLiteral("Week 1")}));
        QCOMPARE(later->activitiesInWords(), QStringLiteral("2 × quiz, 1 × forum"));
    }
    const Result<BackupContents> old = contentsIn(server, "old.zip");
    QVERIFY(old);
    QCOMPARE(old->activities, (QList<BackupActivity> {activity("forum", "News", "")})); // the others were left out
}

void TstBackupContents::damagedOnesAreNotTheWhole_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isListed"); // what comes before the damage
    const QByteArray indexed = Files::gzipOf(Files::tarOf(contentsOfLater()));
    const QByteArray plain = Files::gzipOf(Files::tarOf(contentsOfLater(), false));
    const QByteArray zip = Files::zipOf(contentsOfLater());
    QTest::newRow("an index, cut off") << indexed.left(indexed.size() - 200) << true;
    QTest::newRow("no index, cut off") << plain.left(plain.size() - 200) << true;
    QTest::newRow("no index, something behind") << plain + "backup: done\n" << true;
    QTest::newRow("zip cut off") << zip.left(zip.size() / 2) << false;
    QTest::newRow("zip with something before") << "x" + zip << false;
    QTest::newRow("a web page") << QByteArray("<!DOCTYPE html><html>Not logged in</html>\n") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TstBackupContents::damagedOnesAreNotTheWhole()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isListed);
    const Files::DataServer server;
    server.add("/shared/a.mbz", bytes);
    const Result<BackupContents> contents = contentsIn(server, "a.mbz");
    if (!isListed) {
        QVERIFY(!contents);
        QCOMPARE(contents.error().kind, ErrorKind::Damaged);
        QVERIFY(!contents.error().advice.isEmpty());
        return;
    }
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message));
    QVERIFY(!contents->members.isEmpty());
    QVERIFY(!contents->broken.isEmpty());
    QCOMPARE(backupContentsAnswer(*contents, {}).state, State::Bad);
}

void TstBackupContents::linksAreNotFollowed()
{
    const Files::DataServer server;
    server.add("/elsewhere/a.mbz", Files::mbzOf({}));
    server.add("/shared/real/b.mbz", Files::mbzOf({}));
    QVERIFY(QFile::link(QStringLiteral("../elsewhere/a.mbz"), server.root() + QStringLiteral("/shared/a.mbz")));
    QVERIFY(QFile::link(QStringLiteral("../elsewhere"), server.root() + QStringLiteral("/shared/folder")));
    QCOMPARE(::mkfifo(QFile::encodeName(server.root() + QStringLiteral("/shared/pipe.mbz")).constData(), 0600), 0);
    QVERIFY(contentsIn(server, "real/b.mbz"));
    for (const char *path : {"a.mbz", "folder/a.mbz", "../elsewhere/a.mbz", "pipe.mbz", "none.mbz", "real"}) {
        const Result<BackupContents> contents = contentsIn(server, path);
        QVERIFY2(!contents && contents.error().kind == ErrorKind::NotFound, path);
    }
    const Result<BackupContents> nowhere = contentsIn(server, "a.mbz", CopyPlace::SharedFolder, "/none");
    QVERIFY(!nowhere && nowhere.error().kind == ErrorKind::NotFound);
}

void TstBackupContents::aPoolsFileIsFoundByItsHash()
{
    const Files::DataServer server;
    const QByteArray hash = Files::putIntoPool(server.root(), "/data/filedir", Files::mbzOf({}));
    const Result<BackupContents> contents = contentsIn(server, hash, CopyPlace::Pool, "/data/filedir");
    QVERIFY(contents);
    QCOMPARE(contentsNames(*contents).join('\n').count("moodle_backup.xml"), 1);
}

void TstBackupContents::moreMembersThanAreListed()
{
    Files::Members members = contentsOfLater();
    for (int i = 0; i < MostBackupMembers; ++i)
        members.append({"files/" + QByteArray::number(i), "x"});
    const Files::DataServer server;
    server.add("/shared/a.mbz", Files::gzipOf(Files::tarOf(members)));
    const Result<BackupContents> contents = contentsIn(server, "a.mbz");
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message));
    QCOMPARE(contents->members.size(), qsizetype(MostBackupMembers));
    QCOMPARE(contents->total, members.size());
    QCOMPARE(contents->activities.size(), 3);
    const QString sentence = backupContentsAnswer(*contents, {}).sentence;
    QVERIFY2(sentence.startsWith(QLatin1String("The first ")), qPrintable(sentence));
}

/// The name lies where one piece that is unpacked ends and the next one begins.
void TstBackupContents::longNamesAreWhole_data()
{
    const QByteArray name = "files/" + QByteArray(900, 'n');
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<char>("type");
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("of GNU") << name << 'L' << QByteArray(name + '\0');
    QTest::newRow("of POSIX") << name << 'x' << QByteArray("20 atime=1225000000\n916 path=" + name + '\n');
}

void TstBackupContents::longNamesAreWhole()
{
    QFETCH(QByteArray, name);
    QFETCH(char, type);
    QFETCH(QByteArray, before);
    const auto member = [](const QByteArray &named, const QByteArray &bytes, char as) -> QByteArray {
        return Files::tarHeader(named, bytes.size(), as) + bytes + QByteArray((512 - bytes.size() % 512) % 512, '\0');
    };
    const Files::DataServer server;
    server.add("/shared/a.mbz",
               Files::gzipOf(member("a.bin", Files::noise(64000), '0') + member("././@LongLink", before, type)
                             + member(name.left(99), "hello", '0') + QByteArray(1024, '\0')));
    const Result<BackupContents> contents = contentsIn(server, "a.mbz");
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message));
    QCOMPARE(contentsNames(*contents), (QByteArrayList {"a.bin", name}));
}

void TstBackupContents::moreIsToldThanIsRead()
{
    const auto tellOne = [](int number) -> QByteArray {
        return "<activity><sectionid>7</sectionid><modulename>forum</modulename><title>F" + QByteArray::number(number)
            + "</title></activity>";
    };
    const auto backupThatTells = [](const QByteArray &activities) {
        return Files::gzipOf(Files::tarOf({{"moodle_backup.xml",
                                            "<moodle_backup><information><contents><activities>" + activities
                                                + "</activities></contents></information></moodle_backup>"}},
                                          false));
    };
    QByteArray many;
    for (int i = 0; i <= MostBackupActivities; ++i)
        many += tellOne(i);
    const Files::DataServer server;
    server.add("/shared/many.mbz", backupThatTells(many));
    server.add("/shared/long.mbz", backupThatTells(tellOne(1) + QByteArray(65 * 1024 * 1024, ' ') + tellOne(2)));
    const Result<BackupContents> first = contentsIn(server, "many.mbz");
    QVERIFY2(first, first ? "" : qPrintable(first.error().message));
    QCOMPARE(first->activities.size(), qsizetype(MostBackupActivities));
    QVERIFY(!first->untold.isEmpty());
    const Result<BackupContents> begun = contentsIn(server, "long.mbz");
    QVERIFY2(begun, begun ? "" : qPrintable(begun.error().message));
    QCOMPARE(begun->activities.size(), 1);
    QVERIFY(!begun->untold.isEmpty());
}

void TstBackupContents::withoutPerlNobodyCanLook()
{
    const Result<BackupContents> contents = parseBackupContents({{"LACKS", {"perl"}}, contentsEnd}, QTimeZone::utc());
    QVERIFY(!contents);
    QCOMPARE(contents.error().kind, ErrorKind::MissingTool);
    QVERIFY2(contents.error().message.contains(QLatin1String("perl")), qPrintable(contents.error().message));
}

void TstBackupContents::answersThatMakeNoSense_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    const auto row = [](const char *name, const QList<FrameRecord> &records) {
        QTest::newRow(name) << records + QList<FrameRecord> {contentsEnd};
    };
    const FrameRecord told {"told", {"none", ""}};
    row("nothing listed", {contentsFile, told});
    row("fewer than it holds", {contentsFile, contentsMember, contentsMember, told, contentsListed});
    row("no name", {contentsFile, {"member", {"", "f", "5", "3", ""}}, told, contentsListed});
    row("neither file nor folder", {contentsFile, {"member", {"a", "l", "5", "3", ""}}, told, contentsListed});
    row("a negative size", {contentsFile, {"member", {"a", "f", "-5", "3", ""}}, told, contentsListed});
    row("a field too many", {contentsFile, {"member", {"a", "f", "5", "3", "", ""}}, told, contentsListed});
    row("a size that is none", {{"file", {"many", "1229223660", "zip"}}, contentsMember, told, contentsListed});
    row("an unknown format", {{"file", {"5", "1229223660", "rar"}}, contentsMember, told, contentsListed});
    row("an unknown list", {contentsFile, contentsMember, told, {"listed", {"rumour", "1", "all"}}});
    row("an unknown fault", {contentsFile, contentsMember, {"told", {"rust", ""}}, contentsListed});
    row("broken by nothing", {contentsFile, contentsMember, told, {"broken", {"none", ""}}, contentsListed});
    row("an activity of no kind", {contentsFile, {"activity", {"", "News", "7"}}, told, contentsListed});
    QTest::newRow("no end") << QList<FrameRecord> {contentsFile, contentsMember, told, contentsListed};
    const QList<FrameRecord> many(MostBackupMembers + 1, contentsMember);
    row("more members than were asked for", many + QList<FrameRecord> {told, {"listed", {"directory", "", "all"}}});
}

void TstBackupContents::answersThatMakeNoSense()
{
    QFETCH(QList<FrameRecord>, records);
    const Result<BackupContents> contents = parseBackupContents(records, QTimeZone::utc());
    QVERIFY(!contents);
    QCOMPARE(contents.error().kind, ErrorKind::Damaged);
}

void TstBackupContents::aClockWithoutZoneIsTheSites()
{
    const Result<BackupContents> contents = contentsWith({contentsMember,
                                                          {"member", {"b", "f", "5", "", "1229223660"}},
                                                          {"member", {"c", "f", "5", "", "1970-01-01T00:00:00"}},
                                                          {"member", {"d", "f", "5", "", "2008-13-40T00:00:00"}},
                                                          {"listed", {"directory", "4", "all"}}});
    QVERIFY(contents);
    QCOMPARE(contents->members.at(0).modified, QDateTime(QDate(2008, 12, 14), QTime(2, 1), QTimeZone::utc()));
    QCOMPARE(contents->members.at(1).modified, Files::made());
    QVERIFY(!contents->members.at(2).modified.isValid());
    QVERIFY(!contents->members.at(3).modified.isValid());
}

void TstBackupContents::theAnswerSaysWhatIsNotKnown_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    QTest::addColumn<bool>("isAsListed"); // the file is as the inventory has it
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QList<FrameRecord> &records, bool isAsListed, State state,
                        const char *says) {
        QTest::newRow(name) << records << isAsListed << state << QString::fromLatin1(says);
    };
    const FrameRecord told {"told", {"none", ""}};
    row("all", {contentsMember, told, contentsListed}, true, State::Good, "It tells of no activity.");
    row("not told", {contentsMember, {"told", {"cutXml", ""}}, contentsListed}, true, State::Good, "not all known");
    row("told in part", {contentsMember, told, {"listed", {"directory", "1", "cut"}}}, true, State::Good,
        "not all known");
    row("nothing told of", {contentsMember, contentsListed}, true, State::Good, "not all known");
    row("of how many nobody knows", {contentsMember, told, {"listed", {"headers", "", "all"}}}, true, State::Good,
        "there may be more");
    row("its own word", {contentsMember, told, {"listed", {"index", "1", "all"}}}, true, State::Good, "its own index");
    row("breaks off", {contentsMember, told, {"listed", {"headers", "", "all"}}, {"broken", {"cutOff", ""}}}, true,
        State::Bad, "breaks off: it is cut off");
    row("changed since", {contentsMember, told, contentsListed}, false, State::Unknown, "has changed since");
}

void TstBackupContents::theAnswerSaysWhatIsNotKnown()
{
    QFETCH(QList<FrameRecord>, records);
    QFETCH(bool, isAsListed);
    QFETCH(QString, says);
    const Result<BackupContents> contents = contentsWith(records);
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message));
    BackupCopy copy;
    copy.isSound = copy.isWhole = true;
    copy.file.bytes = 6040;
    copy.file.modified = Files::made().addSecs(isAsListed ? 0 : 1);
    const PageAnswer answer = backupContentsAnswer(*contents, copy);
    QTEST(answer.state, "state");
    QVERIFY2(answer.sentence.contains(says), qPrintable(answer.sentence));
}

void TstBackupContents::whatHasNoNumberIsInNoSection()
{
    const Result<BackupContents> contents = contentsWith({contentsMember,
                                                          {"activity", {"forum", "News", ""}},
                                                          {"section", {"", "General"}},
                                                          {"told", {"none", ""}},
                                                          contentsListed});
    QVERIFY(contents);
    QCOMPARE(contents->activities.first().section, QString());
    QCOMPARE(contents->sections, QStringList {QStringLiteral("General")});
}

void TstBackupContents::rowsBeginWithTheCourse()
{
    const Result<BackupContents> contents = contentsWith({{"member", {"f\n/", "d", "0", "2", ""}},
                                                          contentsMember,
                                                          {"activity", {"forum", "News", "7"}},
                                                          {"section", {"7", "General"}},
                                                          {"told", {"none", ""}},
                                                          {"listed", {"directory", "2", "all"}}});
    QVERIFY(contents);
    ColumnTable model(BackupContentsTable::description());
    model.setRows(BackupContentsTable::rows(*contents), Files::made());
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < 5; ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(u'|');
    }
    QCOMPARE(lines.join(u'\n'), QStringLiteral("forum|News|General||\nfolder|f\\n/|||\nfile|a||5 bytes|3 bytes"));
}

void TstBackupContents::itIsAskedWhereItLies()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const Site site = workspace.settings().sites()->first();
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
    reading.files = {MadeCourses::zip(reading.courses.first(), MadeCourses::lastRun())};
    QVERIFY(workspace.courseStore.saveCourseReading(site.name, reading));
    QByteArray asked;
    workspace.hosts.setAnswer([&asked](const Server &, RemoteProgram program, const QByteArray &input,
                                       const CancelToken &) -> Result<QByteArray> {
        if (program != RemoteProgram::BackupContents)
            return fail(ErrorKind::Failed, QStringLiteral("Another program was expected."));
        asked = input;
        return framed("backup-contents", {contentsFile, contentsMember, contentsListed, contentsEnd});
    });
    BackupCopy copy;
    copy.file = reading.files.first();
    const Result<BackupContents> contents = workspace.courses().contents(site, copy, {});
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().message));
    QCOMPARE(contents->members.size(), 1);
    QCOMPARE(asked, inputFields({"courseFolder", "/data/moodle", copy.file.path, "20000"}));

    for (const bool isOfPool : {true, false}) { // of which no folder is known, and one that is not there
        BackupCopy unseen = copy;
        if (isOfPool)
            unseen.file.place = CopyPlace::Pool;
        else
            unseen.sight = CopySight::NotThere;
        const Result<BackupContents> none = workspace.courses().contents(site, unseen, {});
        QVERIFY(!none && none.error().kind == ErrorKind::NotFound && !none.error().advice.isEmpty());
    }
}

NIGHTKEEP_TEST(TstBackupContents, integration, Core, 300)
#include "tst_backupcontents.moc"

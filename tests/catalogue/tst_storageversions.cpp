// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteprograms.h"
#include "models/catalogue/storageversions.h"
#include "models/servers/remotehost.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

/// "A 2008-06-13 03:05:09 512 STANDARD /data/x.zip", in UTC; "~" behind a size that is true to a KiB.
QString versionInWords(const StorageVersion &version)
{
    return QStringLiteral("%1 %2 %3%4 %5 %6")
        .arg(version.isActive ? QStringLiteral("A") : QStringLiteral("I"),
             version.backedUp.isValid() ? version.backedUp.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
                                        : QStringLiteral("?"),
             QString::number(version.bytes), version.inKilobytes ? QStringLiteral("~") : QString(),
             version.managementClass, QString::fromLatin1(version.path.toPercentEncoding("/ ")));
}

QStringList versionsInWords(const QList<StorageVersion> &versions)
{
    QStringList words;
    for (const StorageVersion &version : versions)
        words << versionInWords(version);
    return words;
}

} // namespace

/// What the storage manager keeps of a file: the text of its client in whatever layout, and the program that asks it.
class TstStorageVersions : public QObject
{
    Q_OBJECT

private slots:
    void layouts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("versions");
        const auto row = [](const char *name, const QByteArray &text, const QStringList &versions) {
            QTest::newRow(name) << text << versions;
        };
        const QByteArray heading = "   Size      Backup Date                Mgmt Class           A/I File\n"
                                   "   ----      -----------                ----------           --- ----\n";
        row("newer, with a unit",
            heading + "   512  B  24-04-2012 02:52:09          STANDARD             A  /home/ians/projects\n",
            {QStringLiteral("A 2012-04-24 02:52:09 512 STANDARD /home/ians/projects")});
        row("older, without", "12,048  04-12-2011 02:01:29    STANDARD    I  /home/x.zip\n",
            {QStringLiteral("I 2011-12-04 02:01:29 12048 STANDARD /home/x.zip")});
        row("kilobytes", "1,244,997,334 KB  2009-04-07 04:00:05  LONG  A  /data/run.tar\n",
            {QStringLiteral("A 2009-04-07 04:00:05 1274877270016~ LONG /data/run.tar")});
        row("thousands by a full stop or a blank",
            "12.048  2008-06-13 03:05:09 C I /a.zip\n 1 234 B  2008-06-13 03:05:09 C I /b.zip\n",
            {QStringLiteral("I 2008-06-13 03:05:09 12048 C /a.zip"),
             QStringLiteral("I 2008-06-13 03:05:09 1234 C /b.zip")});
        row("months first, as the banner says",
            "  Client date/time: 11/29/2008 09:30:00\n" + heading + " 7 B  05-06-2008 03:05:09  C  I  /a.zip\n",
            {QStringLiteral("I 2008-05-06 03:05:09 7 C /a.zip")});
        row("days first, as the banner says",
            "  Client date/time: 29/11/2008 09:30:00\n" + heading + " 7 B  05/06/2008 03:05:09  C  I  /a.zip\n",
            {QStringLiteral("I 2008-06-05 03:05:09 7 C /a.zip")});
        row("as another row says", " 7 B  05/06/2008 03:05:09  C  I  /a.zip\n 7 B  13/06/2008 03:05:09  C  I  /b.zip\n",
            {QStringLiteral("I 2008-06-05 03:05:09 7 C /a.zip"), QStringLiteral("I 2008-06-13 03:05:09 7 C /b.zip")});
        row("years first", "7 B 2008.06.05 3:05:09 C A /a.zip\n", {QStringLiteral("A 2008-06-05 03:05:09 7 C /a.zip")});
        row("after noon", "7 B 06/05/2008 03:05:09 PM C A /a.zip\n7 B 06/05/2008 12:05:09 AM C A /b.zip\n",
            {QStringLiteral("A 2008-06-05 15:05:09 7 C /a.zip"), QStringLiteral("A 2008-06-05 00:05:09 7 C /b.zip")});
        row("no class", "7 B 2008-06-05 03:05:09 A /a.zip\n", {QStringLiteral("A 2008-06-05 03:05:09 7  /a.zip")});
        row("blanks and slashes in a name", "7 B 2008-06-05 03:05:09 C A /data/a  b /c A.zip \r\n",
            {QStringLiteral("A 2008-06-05 03:05:09 7 C /data/a  b /c A.zip ")});
        row("bytes that are no letters", "7 B 2008-06-05 03:05:09 C A /data/\xff\xe9.zip\n",
            {QStringLiteral("A 2008-06-05 03:05:09 7 C /data/%FF%E9.zip")});
        row("no possible day", "7 B 2008-06-31 03:05:09 C A /a.zip\n", {QStringLiteral("A ? 7 C /a.zip")});
        row("a year that nobody means", "7 B 1970-01-02 03:05:09 C A /a.zip\n", {QStringLiteral("A ? 7 C /a.zip")});
        row("no rows",
            "ANS1092W No files matching search criteria were found\n 2008-06-05 03:05:09 C A /a.zip\n"
            "7 B 2008-06-05 03:05:09 C X /a.zip\n7 B 2008-06-05 25:05:09 C A /a.zip\n7 B C A /a.zip\n/a.zip\n\n",
            {});
        row("a line without an end", "7 B 2008-06-05 03:05:09 C A /a.zip",
            {QStringLiteral("A 2008-06-05 03:05:09 7 C /a.zip")});
        row("a line longer than any", "7 B 2008-06-05 03:05:09 C A /" + QByteArray(20000, 'a') + "\n", {});
    }
    void layouts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, versions);
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 30), QTimeZone::utc());
        QCOMPARE(versionsInWords(parseQueryBackup(text, now)), versions);
    }

    void momentsAreOfTheServersZone()
    {
        const QDateTime now(QDate(2008, 11, 29), QTime(9, 30), QTimeZone(-5 * 3600));
        QCOMPARE(versionsInWords(parseQueryBackup("7 B 2008-06-05 22:05:09 C A /a.zip\n", now)),
                 QStringList {QStringLiteral("A 2008-06-06 03:05:09 7 C /a.zip")});
    }

    void questions_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("a folder") << QByteArray("/data/moodle/7/backupdata") << QByteArray("*") << true;
        QTest::newRow("blanks") << QByteArray("/data/a b") << QByteArray("*-bioc1001-*") << true;
        QTest::newRow("the top") << QByteArray("/") << QByteArray("x.zip") << true;
        QTest::newRow("a star in the folder") << QByteArray("/data/*") << QByteArray("x.zip") << false;
        QTest::newRow("braces") << QByteArray("{/data}") << QByteArray("x.zip") << false;
        QTest::newRow("quotes") << QByteArray("/data/a\"b") << QByteArray("x.zip") << false;
        QTest::newRow("a question mark") << QByteArray("/data") << QByteArray("?.zip") << false;
        QTest::newRow("a line's end") << QByteArray("/data/a\nb") << QByteArray("x.zip") << false;
        QTest::newRow("a slash in the name") << QByteArray("/data") << QByteArray("a/b") << false;
        QTest::newRow("no name") << QByteArray("/data") << QByteArray() << false;
        QTest::newRow("not absolute") << QByteArray("data") << QByteArray("*") << false;
    }
    void questions()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, name);
        QFETCH(bool, isAsked);
        const Result<BytePath> question = storageQuestion(folder, name);
        QCOMPARE(question.has_value(), isAsked);
        if (isAsked)
            QCOMPARE(*question, folder == "/" ? QByteArray("/x.zip") : folder + '/' + name);
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("client");
        QTest::addColumn<QByteArrayList>("first"); // status, whole or cut, question, text
        QTest::addColumn<int>("versions"); // -1: an error
        QTest::addColumn<int>("problems");
        const QByteArray row = "7 B 2008-06-05 03:05:09 C A /a.zip\n";
        const auto test = [](const char *name, const char *client, const QByteArrayList &first, int versions,
                             int problems) {
            QTest::newRow(name) << QByteArray(client) << first << versions << problems;
        };
        test("no client", "absent", {}, -1, 0);
        test("no time limit", "no-timeout", {}, -1, 0);
        test("rows", "asked", {"0", "whole", "/*", row}, 1, 0);
        test("some were skipped", "asked", {"4", "whole", "/*", row}, 1, 0);
        test("nothing there", "asked", {"8", "whole", "/*", "ANS1092W No files matching"}, 0, 0);
        test("an error", "asked", {"12", "whole", "/*", "ANS1017E Session rejected"}, -1, 0);
        test("not understood", "asked", {"0", "whole", "/*", "hello"}, -1, 0);
        test("out of time", "asked", {"124", "whole", "/*", ""}, -1, 0);
        test("out of time after some", "asked", {"124", "whole", "/*", row}, 1, 1);
        test("cut", "asked", {"", "cut", "/*", row}, 1, 1);
    }
    void answers()
    {
        QFETCH(QByteArray, client);
        QFETCH(QByteArrayList, first);
        QFETCH(int, versions);
        QFETCH(int, problems);
        QList<FrameRecord> records {{"CLOCK", {"1227951000", "+0100"}}, {"DSMC", {client}}};
        if (!first.isEmpty())
            records << FrameRecord {"VERSIONS", first};
        const Result<StorageVersions> read = readStorageVersions(records);
        QCOMPARE(read.has_value(), versions >= 0);
        if (versions < 0) {
            QCOMPARE(read.error().kind, ErrorKind::NotFound);
            QVERIFY(!read.error().message.isEmpty() && !read.error().advice.isEmpty());
            return;
        }
        QCOMPARE(int(read->versions.size()), versions);
        QCOMPARE(int(read->problems.size()), problems);
        QCOMPARE(read->askedAt, QDateTime::fromSecsSinceEpoch(1227951000, QTimeZone::utc()));
    }

    /// Of two questions one may be answered.
    void oneSilenceIsAProblemAlone()
    {
        const QList<FrameRecord> records {{"CLOCK", {"1227951000", "+0000"}},
                                          {"DSMC", {"asked"}},
                                          {"VERSIONS", {"12", "whole", "/b/*", "ANS1017E Session rejected"}},
                                          {"VERSIONS", {"0", "whole", "/*", "7 B 2008-06-05 03:05:09 C A /a.zip"}}};
        const Result<StorageVersions> read = readStorageVersions(records);
        QVERIFY(read.has_value());
        QCOMPARE(read->versions.size(), 1);
        QCOMPARE(read->problems.size(), 1);
    }

    /// resources/remote/storage-versions.sh with the stand-in of the client.
    void theProgramAsks()
    {
        QTemporaryDir folder;
        const QString source =
            qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/support/dsmc-standin.sh");
        QVERIFY(QFile::copy(source, folder.filePath(QStringLiteral("dsmc"))));
        QVERIFY(QFile::setPermissions(folder.filePath(QStringLiteral("dsmc")), QFile::ReadOwner | QFile::ExeOwner));
        QFile text(folder.filePath(QStringLiteral("backup.txt")));
        QVERIFY(text.open(QIODevice::WriteOnly)
                && text.write("7 B 2008-06-05 03:05:09 C I /data/a $(touch x)/a.zip\n") > 0);
        text.close();
        const Result<BytePath> question = storageQuestion("/data/a $(touch x)", "*");
        QVERIFY(question.has_value());
        const Result<QList<FrameRecord>> records =
            asked(folder.path(), {"", QByteArray("replay ") + QFile::encodeName(folder.path())}, {*question});
        QVERIFY2(records, records ? "" : qPrintable(records.error().message));
        const Result<StorageVersions> read = readStorageVersions(*records);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(versionsInWords(read->versions),
                 QStringList {QStringLiteral("I 2008-06-05 03:05:09 7 C /data/a %24%28touch x%29/a.zip")});
        const Result<QList<FrameRecord>> empty = asked(folder.path(), {"", "empty"}, {*question, "/data/*"});
        QVERIFY(empty.has_value());
        QVERIFY(readStorageVersions(*empty)->versions.isEmpty());
        const Result<QList<FrameRecord>> error = asked(folder.path(), {"", "error"}, {*question});
        QVERIFY(error.has_value());
        QVERIFY(!readStorageVersions(*error));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name),
                 QStringList({QStringLiteral("backup.txt"), QStringLiteral("dsmc")})); // nothing was run or left
    }

    /// In the demo a text stands in for the client.
    void theDemoHasAText()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral(".nightkeep-demo")));
        const QByteArray root = QFile::encodeName(folder.path());
        const Result<QList<FrameRecord>> without = asked(folder.path(), {root, ""}, {"/data/7/backupdata/*"});
        QVERIFY(without.has_value());
        QVERIFY(!readStorageVersions(*without));
        QFile text(folder.filePath(QStringLiteral(".nightkeep-demo/dsmc-backups")));
        QVERIFY(text.open(QIODevice::WriteOnly)
                && text.write("7 B 2008-06-05 03:05:09 C I /data/7/backupdata/a.zip\n"
                              "7 B 2008-06-05 03:05:09 C I /data/77/backupdata/b.zip\n")
                    > 0);
        text.close();
        const Result<QList<FrameRecord>> records =
            asked(folder.path(), {root, ""}, {"/data/7/backupdata/*", "/data/8/backupdata/*"});
        QVERIFY(records.has_value());
        const Result<StorageVersions> read = readStorageVersions(*records);
        QVERIFY(read.has_value());
        QCOMPARE(versionsInWords(read->versions),
                 QStringList {QStringLiteral("I 2008-06-05 03:05:09 7 C /data/7/backupdata/a.zip")});
        QVERIFY(read->problems.isEmpty());
    }

private:
    /// The program's records, with a client in a folder; the root and what the stand-in is told.
    [[nodiscard]] static Result<QList<FrameRecord>> asked(const QString &folder, const QByteArrayList &rootAndMode,
                                                          const QList<BytePath> &questions)
    {
        const Result<QByteArray> text = remoteProgramText(RemoteProgram::StorageVersions);
        if (!text)
            return fail(text.error());
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), folder + QStringLiteral(":/usr/bin:/bin"));
        environment.insert(QStringLiteral("DSMC_STANDIN"), QFile::decodeName(rootAndMode.at(1)));
        environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder);
        process.start(QStringLiteral("/bin/sh"),
                      {QStringLiteral("-c"), QString::fromLatin1(*text), QStringLiteral("nightkeep")});
        process.write(inputFields(QByteArrayList {rootAndMode.at(0)} + storageVersionsFields(60, 100000, questions)));
        process.closeWriteChannel();
        if (!process.waitForFinished(120000) || process.exitCode() != 0)
            return fail(ErrorKind::Failed, QString::fromUtf8(process.readAllStandardError()));
        return readFrame(process.readAllStandardOutput(), "storage-versions");
    }
};

NIGHTKEEP_TEST(TstStorageVersions, unit, Core)
#include "tst_storageversions.moc"

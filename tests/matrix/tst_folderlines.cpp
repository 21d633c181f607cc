// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/folderlines.h"
#include "models/matrix/pagefigures.h"
#include "models/matrix/wikiescape.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

/// What people write into a cell of folders, and above the table about all servers.
class TstFolderLines : public QObject
{
    Q_OBJECT

private slots:
    void folders_data();
    void folders();
    void moreThanFolders_data();
    void moreThanFolders();
    void writtenFoldersReadBack_data();
    void writtenFoldersReadBack();
    void figures_data();
    void figures();
};

void TstFolderLines::folders_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *line, const QStringList &expected) {
        QTest::newRow(line) << QString::fromUtf8(line) << expected;
    };
    const QString data = QStringLiteral("/data");
    const QString var = QStringLiteral("/var");
    row("/data", {data});
    row("/", {QStringLiteral("/")});
    row("/data /var", {data, var});
    row("/data   /var", {data, var});
    row("/data, /var", {data, var});
    row("/data,/var;", {data, var});
    row("/data ; /var ,", {data, var});
    row("/data and /var", {data, var});
    row("/data AND /var", {data, var});
    row("/data & /var + /etc", {data, var, QStringLiteral("/etc")});
    row("/data, and /var", {data, var});
    row("/ /data /var", {QStringLiteral("/"), data, var});
    row("- /data", {data});
    row("\xe2\x80\xa2 /data /var", {data, var});
    row("12. /data", {data});
    row("3) /data", {data});
    row("/data/my files/x", {QStringLiteral("/data/my files/x")});
    row("/my files/your files/x", {QStringLiteral("/my files/your files/x")});
    row("/data/a[1]b", {QStringLiteral("/data/a[1]b")});
    row("/data/v1.9", {QStringLiteral("/data/v1.9")});
    row("/data/.old", {QStringLiteral("/data/.old")});
    row("/data/<course id>/backupdata", {QStringLiteral("/data/<course id>/backupdata")});
    row("/data/<course id>", {QStringLiteral("/data/<course id>")});
    row("/data/x,y", {QStringLiteral("/data/x,y")});
    row("/data/a-b_c.d", {QStringLiteral("/data/a-b_c.d")});
    row("", {});
    row("none", {});
    row("N/A.", {});
    row("-", {});
    row("data/moodle", {QStringLiteral("data/moodle")}); // and that is no folder
    row("the whole server", {QStringLiteral("the whole server")});
}

void TstFolderLines::folders()
{
    QFETCH(QString, line);
    QFETCH(QStringList, expected);
    const Result<QStringList> read = foldersOfLine(line);
    QVERIFY2(read, qPrintable(line));
    QCOMPARE(*read, expected);
}

void TstFolderLines::moreThanFolders_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"/data (all of it)",
                             "/data (nightly)",
                             "/home except /home/tmp",
                             "/home but not /home/tmp",
                             "/data nightly",
                             "/data - the courses",
                             "/data \xe2\x80\x93 courses",
                             "/data: courses",
                             "/data, nightly",
                             "/data -> /backup",
                             "/data and everything below it",
                             "/data or /var",
                             "/data without logs",
                             "/data [1]",
                             "/data?",
                             "/data, ok?",
                             "/data soon.",
                             "/ data",
                             "/data/ moodle",
                             "/data, /var and logs",
                             "/data !",
                             "/data courses, forums, files",
                             "/data the courses of all departments",
                             "/data => tape",
                             "/data/my files, /var",
                             "/data/my files",
                             "/data Moodle files",
                             "/data course backups",
                             "/var mysql dumps",
                             "/home users",
                             "/data/moodle courses",
                             "/data <all>",
                             "/data and /var.",
                             "/data, /var.",
                             "/data.",
                             "/data:",
                             "/data!",
                             "/data/...",
                             "/data/\xe2\x80\xa6",
                             "/data[1]",
                             "/data [2]",
                             "/data[a]",
                             "/data*",
                             "/data/*",
                             "/data\xc2\xb9",
                             "/data\xe2\x80\xa0",
                             "/data\xe2\x81\xb4",
                             "/data (see /etc/fstab)",
                             "/data \"old\""})
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TstFolderLines::moreThanFolders()
{
    QFETCH(QString, line);
    const Result<QStringList> read = foldersOfLine(line);
    QVERIFY2(!read, qPrintable(read ? read->join(u'|') : QString()));
    QCOMPARE(read.error().kind, ErrorKind::BadInput);
    QVERIFY(read.error().message.contains(line));
    QVERIFY(!read.error().advice.isEmpty());
}

void TstFolderLines::writtenFoldersReadBack_data()
{
    QTest::addColumn<QByteArray>("folder");
    for (const char *folder : {"/data/my files",
                               "/data Moodle files",
                               "/var mysql dumps",
                               "/data.",
                               "/data:",
                               "/data/...",
                               "/data[1]",
                               "/data*",
                               "/data\xc2\xb2",
                               "/data\xe2\x81\xb4",
                               "/data/\xe2\x80\xa6",
                               "/v1.9",
                               "/data and more",
                               "/data nightly",
                               "/a /b",
                               "/a and /b",
                               "/data/my files of the year",
                               "/ data",
                               "/data ",
                               "/data?",
                               "/a - b",
                               "/a, b",
                               "/a,/b",
                               "/a (b)",
                               "/a\\u{20}b",
                               "/a b\xff /c",
                               "/research and development",
                               "/one two three four five six",
                               "/a. b",
                               "/none",
                               "/-"})
        QTest::newRow(folder) << QByteArray(folder);
}

void TstFolderLines::writtenFoldersReadBack()
{
    QFETCH(QByteArray, folder);
    const QString written = wikiFolder(folder);
    const Result<QStringList> read = foldersOfLine(written);
    QVERIFY2(read, qPrintable(written));
    QCOMPARE(*read, QStringList {written});
    QCOMPARE(fromWikiFolder(written), folder);
}

void TstFolderLines::figures_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<BackupFigures>("expected");
    const BackupFigures kept {.versionsExist = 2, .retainExtra = 30};
    BackupFigures deleted = kept;
    deleted.versionsDeleted = 1;
    deleted.retainOnly = 60;
    const auto row = [](const char *name, const QStringList &lines, const BackupFigures &expected) {
        QTest::newRow(name) << lines << expected;
    };
    const QString all = QStringLiteral("All machines keep a maximum of 2 copies for 30 days.");
    const QString gone = QStringLiteral("If the file is deleted, 1 copy will be kept for 60 days.");
    row("two lines", {QStringLiteral("The following is backed up:"), all, gone}, deleted);
    row("one line", {all + u' ' + gone}, deleted);
    row("of files that are there", {all, QStringLiteral("How long is a file kept?")}, kept);
    row("another way to say it", {QStringLiteral("Each of our servers keeps 2 copies for 30 days")}, kept);
    row("of deleted files elsewhere", {gone, all, QStringLiteral("Something else."), gone}, kept);
    row("of one machine", {QStringLiteral("moodle-a keeps 2 copies for 30 days.")}, {});
    row("of one folder", {QStringLiteral("The team keeps files of /data for:"), QStringLiteral("2 copies for 30 days")},
        {});
    row("no figures", {QStringLiteral("All machines are backed up by the storage team.")}, {});
    row("a question", {QStringLiteral("Do all machines keep 2 copies for 30 days?")}, {});
    row("said twice alike", {all, gone, all, gone}, deleted);
    row("said twice otherwise", {all, QStringLiteral("All servers keep 3 copies for 30 days.")}, {.retainExtra = 30});
    row("nothing", {}, {});
}

void TstFolderLines::figures()
{
    QFETCH(QStringList, lines);
    QFETCH(BackupFigures, expected);
    QCOMPARE(figuresOfAll(lines), expected);
}

NIGHTKEEP_TEST(TstFolderLines, unit, Core)
#include "tst_folderlines.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The client's include-exclude list, case by case: on one file, and on a wanted folder.
#include "models/coverage/includeexclude.h"
#include "tests/coverage/coveragefixture.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace CoverageFixture;

class TstCoverageRules : public QObject
{
    Q_OBJECT

private slots:
    void oneFile_data();
    void oneFile();
    void wantedFolder_data();
    void wantedFolder();
    void whatGoes_data();
    void whatGoes();
    void purposeBehindALink_data();
    void purposeBehindALink();
    void presentFolders();
    void systemPlaces_data();
    void systemPlaces();
    void bareFolderName();
    void manyRules_data();
    void manyRules();
    void workIsBounded_data();
    void workIsBounded();
    void rulesOfAPageOnlyServer();
    void theRuleIsNamed();
    void namesAreCountedInTheReason();
    void bindsToAClass();
    void standardExcludesLeaveAllCovered();
};

void TstCoverageRules::oneFile_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("file"); // of the file space /data
    QTest::addColumn<int>("excluding");
    const auto row = [](const char *name, const char *list, const char *file, int excluding) {
        QTest::newRow(name) << QString::fromLatin1(list) << QString::fromLatin1(file) << excluding;
    };
    row("no rules", "", "/data/x", -1);
    row("none matches", "- /data/y", "/data/x", -1);
    row("excluded", "- /data/x", "/data/x", 0);
    row("first match stops, include", "+ /data/x; - /data/.../*", "/data/x", -1);
    row("first match stops, exclude", "- /data/.../*; + /data/x", "/data/x", 0);
    row("folders go before files", "+ /data/a/x; -dir /data/a", "/data/a/x", 1);
    row("file spaces go before folders", "-dir /data/a; -fs /data", "/data/a/x", 1);
    row("another file space", "-fs /var", "/data/x", -1);
    row("file space by pattern", "-fs /d*", "/data/x", 0);
    row("a folder and all below", "-dir /data/a", "/data/a/b/c/x", 0);
    row("a folder by name at any depth", "-dir /.../cache", "/data/a/cache/b/x", 0);
    row("a folder's name alone is no part", "-dir /.../cache", "/data/cached/x", -1);
    row("a file is no folder", "-dir /data/x", "/data/x", -1);
    row("a rule of another kind", ". /data/x", "/data/x", -1);
    row("an empty pattern takes nothing", "-dir ", "/data/x", -1);
}

void TstCoverageRules::oneFile()
{
    QFETCH(QString, list);
    QFETCH(QString, file);
    QFETCH(int, excluding);
    QCOMPARE(IncludeExclude(rules(list)).excluding(file.toUtf8(), "/data"), qsizetype(excluding));
}

void TstCoverageRules::wantedFolder_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("mountText");
    QTest::addColumn<QString>("expected"); // of the wanted /data/moodle; all is in the backup
    QTest::addColumn<int>("number"); // of the rule named; 0 none
    const auto row = [](const char *name, const char *list, const char *expected, int number,
                        const char *mountText = "/:ext4 /data:ext4") {
        QTest::newRow(name) << QString::fromLatin1(list) << QString::fromLatin1(mountText)
                            << QString::fromLatin1(expected) << number;
    };
    const char *covered = "covered /data observed";
    const char *partly = "partly /data observed";
    const char *uncovered = "uncovered - observed";
    row("no rules", "", covered, 0);
    row("its file system", "-fs /data", uncovered, 1);
    row("another file system", "-fs /var", covered, 0);
    row("all file systems of that name", "-fs /d*", uncovered, 1);
    row("the folder itself", "-dir /data/moodle", uncovered, 1);
    row("the folder above", "- /x; -dir /data", uncovered, 2);
    row("the folder's name anywhere", "-dir /.../moodle", uncovered, 1);
    row("in quotes", "-dir \"/data/moodle\"", uncovered, 1);
    row("letters are told apart by case", "-dir /data/Moodle", covered, 0);
    row("a name that begins alike", "-dir /data/moo", covered, 0);
    row("a pattern of its name", "-dir /data/moo*", uncovered, 1);
    row("a question mark too few", "-dir /data/m?dle", covered, 0);
    row("a question mark", "-dir /data/mo?dle", uncovered, 1);
    row("a set", "-dir /data/[k-n]oodle", uncovered, 1);
    row("a set without it", "-dir /data/[a-c]oodle", covered, 0);
    row("a folder below", "-dir /data/moodle/cache", partly, 1);
    row("folders below at any depth", "-dir /data/moodle/.../cache", partly, 1);
    row("folders of a name in the tree", "-dir /data/.../cache", partly, 1);
    row("folders of a name anywhere", "-dir /.../cache", covered, 0);
    row("folders of two names anywhere", "-dir /.../.mozilla/.../Cache", covered, 0);
    row("folders of a name in folders of this", "-dir /.../moodle/cache", partly, 1);
    row("every folder below", "-dir /data/moodle/*", partly, 1);
    row("every folder in the root", "-dir /*", uncovered, 1);
    row("all files", "- /data/moodle/.../*", uncovered, 1);
    row("all files of the file system", "- /data/.../*", uncovered, 1);
    row("all files of all", "- /.../*", uncovered, 1);
    row("an open end", "- /data/moodle/...", uncovered, 1);
    row("files directly in it", "- /data/moodle/*", partly, 1);
    row("files directly in the folder above", "- /data/*", covered, 0);
    row("files of a folder below", "- /data/moodle/temp/.../*", partly, 1);
    row("files of a folder of a name anywhere", "- /.../temp/.../*", covered, 0);
    row("files of every folder one below", "- /data/moodle/*/*", partly, 1);
    row("files of a sibling", "- /data/moodle2/.../*", covered, 0);
    row("cores", "- /.../core", covered, 0);
    row("cores below it", "- /data/moodle/.../core", partly, 1);
    row("cores below a folder of any name", "- /*/.../core", covered, 0);
    row("cores so deep", "- /*/*/core", partly, 1);
    row("cores elsewhere", "- /*/core", covered, 0);
    row("pictures below it", "- /data/moodle/.../*.jpg", partly, 1);
    row("zips in the tree", "- /data/.../*.zip", partly, 1);
    row("zips of course backups", "- /data/moodle/*/backupdata/*.zip", partly, 1);
    row("temporary files of folders by letter", "- /data/[k-n]*/.../*.tmp", partly, 1);
    row("temporary files of other letters", "- /data/[a-k]*/.../*.tmp", covered, 0);
    row("zips beside it", "- /data/*.zip", covered, 0);
    row("a name that begins like it", "- /data/moodle.zip", covered, 0);
    row("zips anywhere", "- /.../*.zip", partly, 1);
    row("zips anywhere, without a slash", "- *.zip", partly, 1);
    row("zips of two kinds", "- /.../core; - /.../*.mbz", partly, 2);
    row("folders of course backups anywhere", "-dir /.../backupdata", partly, 1);
    row("files of such folders anywhere", "- /.../backupdata/*", partly, 1);
    row("course files anywhere", "-dir /.../filedir", partly, 1);
    row("dumps anywhere", "- /.../*.sql", covered, 0);
    row("zips anywhere, brought back here", "+ /data/moodle/.../*.zip; - /.../*.zip", covered, 0);
    row("some zips brought back", "+ /data/moodle/.../backup-*; - /data/moodle/.../*.zip", partly, 2);
    row("zips before less", "- /data/moodle/temp/.../*; - /data/moodle/.../*.zip", partly, 2);
    row("objects anywhere, without a slash", "- *.o", covered, 0);
    row("one file", "- /data/moodle/config.php", partly, 1);
    row("a file rule that names a folder", "- /data/moodle", covered, 0);
    row("brought back by an include before it", "+ /data/moodle/.../*; - /data/.../*", covered, 0);
    row("an include after it comes too late", "- /data/.../*; + /data/moodle/.../*", uncovered, 1);
    row("some brought back", "+ /data/moodle/1/.../*; - /data/moodle/.../*", partly, 2);
    row("zips brought back", "+ /data/moodle/.../*.zip; - /data/moodle/.../*", partly, 2);
    row("nothing brings a folder back", "+ /data/moodle/.../*; -dir /data/moodle", uncovered, 2);
    row("an include alone", "+ /data/moodle/.../*", covered, 0);
    row("shielded below", "+ /data/moodle/a/.../*; - /data/moodle/a/.../*", covered, 0);
    row("shielded below for one level", "+ /data/moodle/a/*; - /data/moodle/a/.../*", partly, 2);
    row("of other kinds", ". /data/moodle/.../*", covered, 0);
    row("the rest of the list", "- /.../core; . /x; -dir /data/moodle/trash", partly, 3);

    const char *mounted = "/:ext4 /data:ext4 /data/moodle/big:ext4";
    row("all of what is mounted below", "-dir /data/moodle/big", partly, 1, mounted);
    row("the file system mounted below", "-fs /data/moodle/big", partly, 1, mounted);
    row("the name of what is mounted below", "-dir /.../big", partly, 1, mounted);
    row("some of what is mounted below", "- /data/moodle/big/x/.../*", partly, 1, mounted);
}

void TstCoverageRules::wantedFolder()
{
    QFETCH(QString, list);
    QFETCH(QString, mountText);
    QFETCH(QString, expected);
    QFETCH(int, number);
    const QString spaces = QStringLiteral("/ /data /data/moodle/big").left(mountText.contains(u"big") ? -1 : 7);
    const CoverageRow row = compareCoverage(server(QStringLiteral("/data"), QStringLiteral("/data/moodle")),
                                            snapshot(mountText, spaces, spaces, list))
                                .first();
    QCOMPARE(verdict({row}), expected);
    QCOMPARE(row.rule ? int(row.rule->number) : 0, number);
    QCOMPARE(row.reason.contains(QStringLiteral("Rule %1 of the client").arg(number)), number > 0);
    QVERIFY(!row.reason.contains(QStringLiteral("ordinary"))); // the made-up name stays inside
}

void TstCoverageRules::whatGoes_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("expected"); // of the first wanted folder
    const auto row = [](const char *name, const char *wanted, const char *service, const char *list,
                        const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(wanted) << QString::fromLatin1(service) << QString::fromLatin1(list)
                            << QString::fromLatin1(expected);
    };
    const char *dumps = "- /usr/local/mysql/backup/mysqlbackup.dump*";
    row("dumps", "/usr/local/mysql/backup", "", dumps, "partly database dumps");
    row("dumps, from above", "/usr", "", dumps, "partly database dumps");
    row("dumps, from the root", "/", "", dumps, "partly database dumps");
    row("dumps anywhere", "/usr/local/mysql/backup", "", "- /.../mysqlbackup.*", "partly database dumps");
    row("dumps anywhere, for a server of databases", "/", "MySQL replica", "- *.sql.gz", "partly database dumps");
    row("dumps anywhere, for another one", "/", "wiki", "- *.sql.gz", "covered");
    row("packed dumps in a folder of backups", "/srv/nightly-backups", "", "- /.../*.gz", "partly database dumps");
    row("tables anywhere", "/var/lib/mysql", "", "- /.../*.MYD", "partly the database's own files");
    row("zips anywhere, where dumps are", "/usr/local/mysql/backup", "", "- /.../*.zip", "covered");
    row("course backups", "/data/moodle", "", "- /data/.../*.zip", "partly course backups");
    row("course backups of a folder below", "/data /data/moodle", "", "- /.../*.zip", "partly course backups");
    row("course backups by the service", "/data", "live Moodle", "- /.../*.zip", "partly course backups");
    row("zips of another service", "/data", "wiki", "- /.../*.zip", "covered");
    row("dumps beside copies of Moodle", "/backup/moodle", "", "- /.../*.sql.gz", "partly database dumps");
    row("dumps at the home of moodle", "/home/moodle/dumps", "", "- /.../*.sql.gz", "partly database dumps");
    row("tables of a database called moodle", "/var/lib/mysql/moodle", "", "- /.../*.ibd",
        "partly the database's own files");
    row("zips beside such tables", "/var/lib/mysql/moodle", "", "- /.../*.zip", "covered");
    row("dumps where course backups are", "/data/moodle/7/backupdata", "", "- /.../*.sql", "covered");
    row("submissions", "/data/moodle", "", "-dir /.../moddata", "partly course files");
    row("course backups of a later kind", "/data/moodle", "", "- /.../backup-moodle2-*.mbz", "partly course backups");
    row("course backups of some years", "/data/moodle", "", "- /.../backup-*-202*.zip", "partly course backups");
    row("course backups of courses by number", "/data/moodle", "", "- /.../[0-9]*/backupdata/*.zip",
        "partly course backups");
    row("course files by their hash", "/data/moodle", "", "-dir /.../filedir/[0-9a-f]*", "partly course files");
    row("dumps that are kept longer", "/usr/local/mysql/backup", "", "- /.../*-till-*", "partly database dumps");
    row("dumps packed as bz2", "/usr/local/mysql/backup", "", "- /.../*.sql.bz2", "partly database dumps");
    row("dumps packed as xz", "/usr/local/mysql/backup", "", "- *.xz", "partly database dumps");
    row("dumps packed together", "/usr/local/mysql/backup", "", "- /.../*.tar.gz", "partly database dumps");
    row("dumps packed as zst", "/usr/local/mysql/backup", "", "- /.../*.zst", "partly database dumps");
    row("dumps packed as 7z", "/usr/local/mysql/backup", "", "- /.../*.7z", "partly database dumps");
    row("dumps packed together, as tgz", "/usr/local/mysql/backup", "", "- /.../*.tgz", "partly database dumps");
    row("packed dumps of another kind", "/backup/db", "", "- /.../*.dump.gz", "partly database dumps");
    row("what people teach with", "/data/moodle", "", "- /.../*.pdf", "partly course files");
    row("slides", "/data/moodle", "", "- /.../*.ppt", "partly course files");
    row("films", "/data/moodle", "", "- *.mp4", "partly course files");
    row("pictures anywhere", "/data/moodle", "", "- /.../*.[jJ][pP][gG]", "partly course files");
    row("files of users", "/data/moodle", "", "-dir /.../user", "partly course files");
    row("what nobody teaches with", "/data/moodle", "", "- /.../*.bak; - /.../Thumbs.db; - /.../*~", "covered");
    row("pages elsewhere", "/data/wiki", "wiki", "- /.../*.pdf", "covered");
    row("what tables look like", "/var/lib/mysql", "", "- /.../*.frm", "partly the database's own files");
    row("what was not yet written into tables", "/var/lib/mysql", "", "- /.../ib_logfile*",
        "partly the database's own files");
    row("tables of PostgreSQL", "/var/lib/postgresql/8.3/main", "", "-dir /.../base",
        "partly the database's own files");
    row("logs of a database", "/var/log/mysql", "", "- /.../*.gz", "covered");
    row("what a database is told", "/etc/mysql", "", "- *.sql.gz", "covered");
    row("a running system's on a server of Moodle", "/run", "live Moodle", "- /.../*.zip", "covered");
    row("data of Moodle under another name", "/srv/vle/files", "live Moodle", "- /.../*.zip", "partly course backups");
    row("data of databases under another name", "/srv/vle/files", "MySQL replica", "- *.sql", "partly database dumps");
    row("data of another service under that name", "/srv/vle/files", "wiki", "- /.../*.zip", "covered");
    row("the system's own on a server of Moodle", "/etc", "live Moodle", "- /.../*.zip", "covered");
    row("the web server's on a server of Moodle", "/data/apache", "live Moodle", "- /.../*.zip", "covered");
    row("logs on a server of Moodle", "/var/log", "live Moodle", "- /.../*.zip", "covered");
    row("a wanted folder below goes whole", "/data /data/apache/htdocs/vle", "", "-dir /.../htdocs", "partly");
    row("files of a wanted folder below go", "/data /data/cache", "", "- /.../cache/*", "partly");
    row("a wanted folder beside it goes whole", "/data /srv/htdocs", "", "-dir /.../htdocs", "covered");
    row("a wanted folder below is brought back", "/data /data/cache/keep", "",
        "+ /data/cache/keep/*; - /.../cache/.../*", "covered");
    row("zips of the program", "/data/apache/htdocs/moodle", "live Moodle", "- /.../*.zip", "covered");
    row("backups and files of courses", "/srv/moodledata", "", "-dir /srv/moodledata/*",
        "partly course backups, course files");
    row("a folder that is there for nothing in particular", "/etc", "", "- /etc/keys/*.tmp", "partly");
}

void TstCoverageRules::whatGoes()
{
    QFETCH(QString, wanted);
    QFETCH(QString, service);
    QFETCH(QString, list);
    QFETCH(QString, expected);
    Server asked = server({}, wanted);
    asked.service = service;
    const CoverageRow row =
        compareCoverage(asked, snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"), list))
            .first();
    QStringList takes;
    for (const Purpose purpose : row.rule ? row.rule->takes : QList<Purpose>())
        takes += purposeInWords(purpose);
    QCOMPARE(QString(nameOf(row.state) + u' ' + takes.join(QStringLiteral(", "))).trimmed(), expected);
    QCOMPARE(row.rule.has_value(), row.state == CoverageState::Partly);
    QCOMPARE(row.reason.contains(QStringLiteral("What it takes are %1.").arg(takes.join(QStringLiteral(", ")))),
             !takes.isEmpty());
}

void TstCoverageRules::purposeBehindALink_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("expected"); // of the first; /data/moodle really is /mnt/vol1
    const auto row = [](const char *name, const char *wanted, const char *list, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(wanted) << QString::fromLatin1(list)
                            << QString::fromLatin1(expected);
    };
    row("course backups", "/data/moodle", "- /.../*.zip", "partly course backups");
    row("course files", "/data/moodle", "-dir /.../filedir", "partly course files");
    row("what it is not for", "/data/moodle", "- /.../*.sql", "covered");
    row("from above where it is", "/mnt /data/moodle", "- /.../*.zip", "partly course backups");
    row("from above where it is not", "/data /data/moodle", "- /.../*.zip", "covered");
    row("all of what is mounted there", "/data/moodle", "- /mnt/vol1/2/.../*.zip", "partly course backups");
    row("by the name of the place", "/mnt /data/moodle", "-dir /.../vol1", "partly course backups, course files");
}

void TstCoverageRules::purposeBehindALink()
{
    QFETCH(QString, wanted);
    QFETCH(QString, list);
    QFETCH(QString, expected);
    const QString spaces = QStringLiteral("/ /mnt/vol1/2");
    ServerSnapshot seen = snapshot(QStringLiteral("/:ext4 /mnt/vol1/2:ext4"), spaces, spaces, list);
    seen.realPaths.insert("/data/moodle", "/mnt/vol1");
    const CoverageRow row = compareCoverage(server({}, wanted), seen).first();
    QStringList takes;
    for (const Purpose purpose : row.rule ? row.rule->takes : QList<Purpose>())
        takes += purposeInWords(purpose);
    QCOMPARE(QString(nameOf(row.state) + u' ' + takes.join(QStringLiteral(", "))).trimmed(), expected);
}

/// Nobody may want it, but it is there, and so its files are no mere names.
void TstCoverageRules::presentFolders()
{
    ServerSnapshot seen =
        snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"), QStringLiteral("-dir /.../site"));
    const Server asked = server({}, QStringLiteral("/data"));
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Covered);
    seen.folders.insert("/data/site/x", FolderPresence::Missing);
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Covered);
    seen.folders.insert("/data/site/x", FolderPresence::Present);
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Partly);
    seen.realPaths.insert("/data/site/x", "/srv/x");
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Covered);
}

void TstCoverageRules::systemPlaces_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *wanted, const char *list, const char *expected) {
        QTest::newRow(qPrintable(QString::fromLatin1(wanted) + u' ' + QString::fromLatin1(list)))
            << QString::fromLatin1(wanted) << QString::fromLatin1(list) << QString::fromLatin1(expected);
    };
    for (const char *list : {"-dir /proc", "-dir /sys", "- /sys/.../*", "-dir /dev/shm", "-dir /dev", "- /run/.../*",
                             "- /var/run/*.pid", "-dir /var/lib/nfs/rpc_pipefs"})
        row("/", list, "covered");
    row("/", "-dir /process", "partly");
    row("/", "-dir /srv/proc", "partly");
    row("/", "-dir /var/tmp", "partly");
    row("/var", "- /var/lock/*", "covered");
    row("/dev", "-dir /dev/vg", "partly");
    row("/run/media/ann", "- /run/media/ann/*.iso", "partly");
}

/// Where only the running system keeps its state: the kernel's views among them are in no table of mounts.
void TstCoverageRules::systemPlaces()
{
    QFETCH(QString, wanted);
    QFETCH(QString, list);
    QFETCH(QString, expected);
    const ServerSnapshot seen =
        snapshot(QStringLiteral("/:ext4 /dev/shm:tmpfs"), QStringLiteral("/"), QStringLiteral("/"), list);
    QCOMPARE(nameOf(compareCoverage(server({}, wanted), seen).first().state), expected);
}

/// A rule for files that names a folder takes no file.
void TstCoverageRules::bareFolderName()
{
    ServerSnapshot seen =
        snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"), QStringLiteral("- /var/cache"));
    const Server asked = server({}, QStringLiteral("/var /var/cache/apt"));
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Partly);
    seen.folders.insert("/var/cache/apt", FolderPresence::Present);
    QCOMPARE(compareCoverage(asked, seen).first().state, CoverageState::Covered);
    QCOMPARE(compareCoverage(asked, seen).at(1).state, CoverageState::Covered);
}

void TstCoverageRules::manyRules_data()
{
    QTest::addColumn<QByteArray>("pattern"); // %1 is another number each time
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("expected");
    QTest::newRow("files") << QByteArray("/data/moodle/1/%1/film.mp4") << "- "
                           << "partly";
    QTest::newRow("files by a part of their name") << QByteArray("/data/moodle/1/*-%1-*.mp4") << "- "
                                                   << "partly";
    QTest::newRow("zips of courses") << QByteArray("/data/moodle/*/backupdata/backup-%1-*.zip") << "- "
                                     << "partly";
    QTest::newRow("folders") << QByteArray("/data/moodle/%1") << "-dir "
                             << "partly";
    QTest::newRow("folders of a name in the tree") << QByteArray("/data/.../x%1/.../y") << "-dir "
                                                   << "partly";
    QTest::newRow("names anywhere") << QByteArray("/.../%1.tmp") << "- "
                                    << "covered";
    QTest::newRow("parts of names anywhere") << QByteArray("/.../*%1*") << "- "
                                             << "covered";
    QTest::newRow("includes") << QByteArray("/data/moodle/*%1/.../*") << "+ "
                              << "covered";
    QTest::newRow("elsewhere") << QByteArray("/srv/%1/film.mp4") << "- "
                               << "covered";
}

void TstCoverageRules::manyRules()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QString, scope);
    QFETCH(QString, expected);
    constexpr int Many = 3000;
    QStringList list;
    for (int i = 0; i < Many; ++i)
        list += scope + QString::fromLatin1(pattern).arg((i + 1) * 7919);
    const QList<CoverageRow> rows =
        compareCoverage(server({}, QStringLiteral("/data/moodle /")),
                        snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"), list.join(u';')));
    QCOMPARE(nameOf(rows.first().state), expected);
    if (rows.first().rule)
        QVERIFY2(rows.first().reason.contains(QStringLiteral("more rules keep some of it out")),
                 qPrintable(rows.first().reason));
}

void TstCoverageRules::workIsBounded_data()
{
    manyRules_data();
}

/// Counted, not timed: how many times a rule is held against a path.
void TstCoverageRules::workIsBounded()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QString, scope);
    constexpr int Many = 4000;
    QStringList list;
    for (int i = 0; i < Many; ++i)
        list += scope + QString::fromLatin1(pattern).arg((i + 1) * 7919);
    const IncludeExclude many(rules(list.join(u';')));
    const auto mayBe = [](const BytePath &) { return true; };
    const BytePath folder = "/data/moodle";
    const qsizetype held = many.below(folder, "/", mayBe, filesOfPurpose(folder, {}, folder)).held;
    // Whole names tell rules apart. Where parts of names would, the work ends somewhere.
    const qsizetype most = pattern.contains('*') ? 250'000 + 100 * Many : 16 * Many;
    QVERIFY2(held <= most, qPrintable(QString::number(held)));
}

void TstCoverageRules::rulesOfAPageOnlyServer()
{
    const CoverageRow row = compareCoverage(server(QStringLiteral("/data"), QStringLiteral("/data/moodle")),
                                            snapshot(QStringLiteral("/:ext4"), QStringLiteral("?"), QStringLiteral("?"),
                                                     QStringLiteral("-dir /data/moodle")))
                                .first();
    QCOMPARE(verdict({row}), QStringLiteral("uncovered - observed"));
    QCOMPARE(row.declared->state, CoverageState::Covered);
    QVERIFY(pageAndServerDisagree(row));
}

void TstCoverageRules::theRuleIsNamed()
{
    const CoverageRow row = compareCoverage(server({}, QStringLiteral("/data/moodle")),
                                            snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"),
                                                     QStringLiteral("- /.../core; -dir /data/moodle")))
                                .first();
    QVERIFY(row.rule);
    QCOMPARE(row.rule->rule.pattern, QByteArray("/data/moodle"));
    QCOMPARE(row.reason,
             QStringLiteral("Rule 2 of the client's include-exclude list keeps /data/moodle out of the backup: "
                            "exclude.dir /data/moodle, from /opt/tivoli/incl.excl."));
}

void TstCoverageRules::namesAreCountedInTheReason()
{
    const CoverageRow row =
        compareCoverage(server({}, QStringLiteral("/data/moodle")),
                        snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"),
                                 QStringLiteral("- /.../core; -dir /.../lost+found; - /etc/passwd; + /.../keep; - "
                                                "/.../keep")))
            .first();
    QCOMPARE(row.state, CoverageState::Covered);
    QVERIFY2(row.reason.contains(QStringLiteral("2 rules leave out files or folders of certain names.")),
             qPrintable(row.reason));
}

void TstCoverageRules::bindsToAClass()
{
    const IncludeExclude list(rules(QStringLiteral("+ /data/moodle/.../*.zip; -dir /data/x; + /data/.../*")));
    QCOMPARE(list.binding("/data/moodle"), qsizetype(2));
    QCOMPARE(list.binding("/var"), qsizetype(-1));
}

void TstCoverageRules::standardExcludesLeaveAllCovered()
{
    // What the product's own list keeps out on Linux and AIX, in kind.
    const QString list = QStringLiteral(
        "-fs /proc; -fs /sys; -fs /var/run; -dir /.../.snapshot; -dir /.../.SpaceMan; -dir /dev; - /.../core; "
        "- /.../.TSM_HSM/.../*; - /unix/; - /.../adsm.opt~; -dir /.../.mozilla/.../Cache; - /tmp/.../*");
    for (const char *wanted : {"/", "/data", "/data/moodle", "/usr/local/mysql/backup"}) {
        const CoverageRow row =
            compareCoverage(server({}, QString::fromLatin1(wanted)),
                            snapshot(QStringLiteral("/:ext4"), QStringLiteral("/"), QStringLiteral("/"), list))
                .first();
        // Of the root itself /dev and /tmp are parts.
        QCOMPARE(nameOf(row.state), qstrlen(wanted) == 1 ? QStringLiteral("partly") : QStringLiteral("covered"));
    }
}

NIGHTKEEP_TEST(TstCoverageRules, unit, Core, 300)
#include "tst_coveragerules.moc"

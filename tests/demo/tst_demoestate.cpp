// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoestate.h"
#include "models/settings/backupoption.h"
#include "tests/support/printedtree.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <ctime>
#include <filesystem>
#include <sys/stat.h>

using namespace Nightkeep;

namespace {

QString made(const QTemporaryDir &place, const QString &name, int servers, int courses, quint64 seed)
{
    const QString folder = place.filePath(name);
    const Result<void> result = createDemo({folder, servers, courses, seed});
    if (!result)
        qWarning("%s", qPrintable(result.error().message + u' ' + result.error().detail));
    return folder;
}

} // namespace

class TstDemoEstate : public QObject
{
    Q_OBJECT

private slots:
    void sameSeedGivesTheSameBytes()
    {
        const QTemporaryDir place;
        const auto one = printedTree(made(place, QStringLiteral("one"), 12, 40, 7));
        const auto two = printedTree(made(place, QStringLiteral("a folder of another name"), 12, 40, 7));
        QVERIFY(one.size() > 200);
        QCOMPARE(one.keys(), two.keys());
        for (auto entry = one.cbegin(); entry != one.cend(); ++entry)
            QVERIFY2(two.value(entry.key()) == entry.value(), entry.key().constData());
    }

    void anotherSeedGivesOtherContents()
    {
        const QTemporaryDir place;
        const auto one = printedTree(made(place, QStringLiteral("one"), 12, 40, 1));
        const auto two = printedTree(made(place, QStringLiteral("two"), 12, 40, 2));
        QCOMPARE(one.keys(), two.keys());
        const QByteArray zip = "servers/moodle-b/data/moodle/33/backupdata/backup-econ1003-20081213-0313.zip";
        QVERIFY2(one.contains(zip), one.keys().join('\n').constData());
        QVERIFY(one.value(zip) != two.value(zip));
    }

    void isMadeQuickly()
    {
        const QTemporaryDir place;
        // This program's own time: the machine is others' too.
        const std::clock_t begun = std::clock();
        made(place, QStringLiteral("estate"), 12, 40, 1);
        const double seconds = double(std::clock() - begun) / CLOCKS_PER_SEC;
        // A second without the sanitizers, which cost about three times that.
        QVERIFY2(seconds < 60, QByteArray::number(seconds).constData());
    }

    void matrixIsThePages()
    {
        const QTemporaryDir place;
        const Result<DemoEstate> estate = readDemo(made(place, QStringLiteral("estate"), 12, 40, 1));
        QVERIFY(estate.has_value());
        QCOMPARE(estate->servers.size(), 12);
        int current = 0;
        int wanted = 0;
        for (const Server &server : estate->servers) {
            current += int(server.current.size());
            wanted += int(server.wanted.size());
            QCOMPARE(server.connection.kind, ServerConnection::Kind::LocalFolder);
            QVERIFY(server.connection.root.startsWith(estate->folder + QStringLiteral("/servers/")));
        }
        QCOMPARE(current, 18);
        QCOMPARE(wanted, 8);
        QCOMPARE(estate->servers.at(3).name, QStringLiteral("moodle-b.ucl.ac.uk"));
        QCOMPARE(estate->servers.at(3).note, QStringLiteral("new hardware"));
        QCOMPARE(estate->servers.at(0).current, (QList<BytePath> {"/.old", "/usr/local/webct.old", "/"}));
    }

    void oneServerIsMissingAndTheOthersHaveTheirFolders()
    {
        const QTemporaryDir place;
        const Result<DemoEstate> estate = readDemo(made(place, QStringLiteral("estate"), 12, 40, 1));
        QVERIFY(estate.has_value());
        QStringList missing;
        for (const Server &server : estate->servers) {
            const QString root = server.connection.root;
            if (!QFileInfo(root).isDir()) {
                missing.append(shortName(server.name));
                continue;
            }
            QVERIFY2(QFileInfo::exists(root + QStringLiteral("/etc/os-release")), qPrintable(root));
            QVERIFY2(QFileInfo::exists(root + QStringLiteral("/.nightkeep-demo/mounts")), qPrintable(root));
            QVERIFY(QFileInfo(root + QStringLiteral("/.nightkeep-demo/bin/date")).isExecutable());
            for (const QList<BytePath> &folders : {server.current, server.wanted}) {
                for (const BytePath &folder : folders)
                    QVERIFY2(QFileInfo(root + QString::fromUtf8(folder)).isDir(), folder.constData());
            }
        }
        QCOMPARE(missing, QStringList {QStringLiteral("wasdev-b")});
        QVERIFY(
            !QFileInfo::exists(place.path() + QStringLiteral("/estate/servers/moodle-pp/.nightkeep-demo/bin/dsmc")));
    }

    void storageManagersDiffer()
    {
        const QTemporaryDir place;
        const QString folder = made(place, QStringLiteral("estate"), 12, 40, 1);
        const auto text = [&folder](const QString &server, const QString &name) {
            QFile file(folder + QStringLiteral("/servers/%1/.nightkeep-demo/%2").arg(server, name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QString rules = QStringLiteral("dsmc-inclexcl");
        QVERIFY(text(QStringLiteral("moodle-c"), rules).contains("Excl Directory /data/moodle/cache "));
        QVERIFY(!text(QStringLiteral("moodle-b"), rules).contains("/data/"));
        const QString spaces = QStringLiteral("dsmc-filespaces");
        // Of a server's own zone, which is this machine's.
        const QDateTime stands(QDate(2008, 12, 6), QTime(1, 27, 14), QTimeZone::utc());
        QVERIFY(text(QStringLiteral("moodle-b"), spaces)
                    .contains(stands.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toLatin1()
                              + "     EXT3    /data\n"));
        QVERIFY(!text(QStringLiteral("moodle-c"), spaces).contains("2008-12-06"));
        QVERIFY(text(QStringLiteral("moodle-a"), QStringLiteral("dsm.sys"))
                    .contains("DOMAIN            / /applications\n"));
        QVERIFY(text(QStringLiteral("moodle-a"), QStringLiteral("dsmc-mgmtclass")).contains("Retain Only Version"));
        QCOMPARE(QFileInfo(folder + QStringLiteral("/servers/moodle-pp/data/moodle")).symLinkTarget(),
                 folder + QStringLiteral("/servers/moodle-pp/data/moodlefs"));
    }

    void moodleHasItsTables()
    {
        const QTemporaryDir place;
        const Result<DemoEstate> estate = readDemo(made(place, QStringLiteral("estate"), 12, 40, 1));
        QVERIFY(estate.has_value());
        QHash<QString, QString> live;
        QHash<QString, int> counts;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            database.setDatabaseName(estate->folder + QStringLiteral("/servers/moodledb-a/")
                                     + estate->site.databaseName);
            QVERIFY(database.open());
            QSqlQuery query(QStringLiteral("SELECT name, value FROM mdl_backup_config"), database);
            while (query.next())
                live.insert(query.value(0).toString(), query.value(1).toString());
            for (const QString &table :
                 {QStringLiteral("course"), QStringLiteral("backup_courses"), QStringLiteral("backup_files"),
                  QStringLiteral("backup_ids"), QStringLiteral("backup_log"), QStringLiteral("config")}) {
                QVERIFY2(query.exec(QStringLiteral("SELECT COUNT(*) FROM mdl_") + table), qPrintable(table));
                QVERIFY(query.next());
                counts.insert(table, query.value(0).toInt());
            }
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        QCOMPARE(counts.value(QStringLiteral("course")), 40);
        QCOMPARE(counts.value(QStringLiteral("backup_courses")), 40);
        QVERIFY(counts.value(QStringLiteral("backup_log")) > 200);

        QStringList differ;
        QStringList unset;
        for (const auto &[name, chosen] : agreedOnPage()) {
            if (!live.contains(name))
                unset.append(name);
            else if (live.value(name) != chosen)
                differ.append(name);
        }
        differ.sort();
        QCOMPARE(differ,
                 (QStringList {QStringLiteral("backup_sche_keep"), QStringLiteral("backup_sche_logs"),
                               QStringLiteral("backup_sche_weekdays")}));
        QCOMPARE(unset, QStringList {QStringLiteral("backup_sche_metacourse")});
    }

    void dumpsFillTheirSlots()
    {
        const QTemporaryDir place;
        const QString folder = made(place, QStringLiteral("estate"), 12, 40, 1);
        for (const QString &server : {QStringLiteral("moodledb-a"), QStringLiteral("moodledb-b")}) {
            const QDir dumps(folder + QStringLiteral("/servers/%1/usr/local/mysql/backup").arg(server));
            QCOMPARE(dumps.entryList({QStringLiteral("mysqlbackup.dump.backup-*")}).size(), 7 + 12 + 1);
            int whole = 0;
            for (const QFileInfo &info : dumps.entryInfoList({QStringLiteral("mysqlbackup.*")})) {
                QFile file(info.filePath());
                QVERIFY(file.open(QIODevice::ReadOnly));
                whole += file.readAll().contains("-- Dump completed on") ? 1 : 0;
            }
            QCOMPARE(whole, server == u"moodledb-a" ? 20 : 18);
            const QFileInfo monday(dumps.filePath(QStringLiteral("mysqlbackup.dump.backup-1")));
            QCOMPARE(monday.lastModified().toUTC().toString(Qt::ISODate), QStringLiteral("2008-12-15T03:04:12Z"));
        }
    }

    void otherSizes_data()
    {
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("courses");
        QTest::newRow("the smallest") << 2 << 1;
        QTest::newRow("without the unreachable one") << 8 << 7;
        QTest::newRow("more servers than the page") << 30 << 40;
        QTest::newRow("many courses") << 12 << 300;
    }
    void otherSizes()
    {
        QFETCH(int, servers);
        QFETCH(int, courses);
        const QTemporaryDir place;
        const Result<DemoEstate> estate = readDemo(made(place, QStringLiteral("estate"), servers, courses, 1));
        QVERIFY(estate.has_value());
        QCOMPARE(estate->servers.size(), servers);
        QSet<QString> names;
        QSet<QString> roots;
        for (const Server &server : estate->servers) {
            names.insert(server.name.toLower());
            roots.insert(server.connection.root);
        }
        QCOMPARE(names.size(), servers);
        QCOMPARE(roots.size(), servers);
        QVERIFY(names.contains(estate->site.dataServer));
        QVERIFY(names.contains(estate->site.databaseServer));
    }

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("courses");
        QTest::addColumn<int>("kind");
        QTest::newRow("no folder") << QString() << 12 << 40 << int(ErrorKind::BadInput);
        QTest::newRow("one server") << QStringLiteral("new") << 1 << 40 << int(ErrorKind::BadInput);
        QTest::newRow("too many servers") << QStringLiteral("new") << 501 << 40 << int(ErrorKind::BadInput);
        QTest::newRow("no course") << QStringLiteral("new") << 12 << 0 << int(ErrorKind::BadInput);
        QTest::newRow("too many courses") << QStringLiteral("new") << 12 << 5001 << int(ErrorKind::BadInput);
        QTest::newRow("a folder with a file") << QStringLiteral("full") << 12 << 40 << int(ErrorKind::Conflict);
        QTest::newRow("a file") << QStringLiteral("full/file") << 12 << 40 << int(ErrorKind::Conflict);
        QTest::newRow("below a file") << QStringLiteral("full/file/new") << 12 << 40
                                      << int(ErrorKind::PermissionDenied);
    }
    void refusesWhatItCannotUse()
    {
        QFETCH(QString, folder);
        QFETCH(int, servers);
        QFETCH(int, courses);
        QFETCH(int, kind);
        const QTemporaryDir place;
        QVERIFY(QDir(place.path()).mkdir(QStringLiteral("full")));
        QFile file(place.filePath(QStringLiteral("full/file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto before = printedTree(place.path());
        const Result<void> refused =
            createDemo({folder.isEmpty() ? folder : place.filePath(folder), servers, courses, 1});
        QVERIFY(!refused.has_value());
        QCOMPARE(int(refused.error().kind), kind);
        QVERIFY(!refused.error().message.isEmpty());
        QCOMPARE(printedTree(place.path()), before);
    }

    void anEmptyFolderIsUsed()
    {
        const QTemporaryDir place;
        QVERIFY(createDemo({place.path(), 2, 3, 1}).has_value());
        QVERIFY(readDemo(place.path()).has_value());
        const Result<void> again = createDemo({place.path(), 2, 3, 1});
        QVERIFY(!again.has_value());
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
    }

    // Nothing is archived where a group may write, and to many people's umask a group may.
    void noGroupMayWriteToIt()
    {
        const QTemporaryDir place;
        const mode_t before = ::umask(002);
        const QString folder = made(place, QStringLiteral("estate"), 2, 3, 1);
        ::umask(before);
        int folders = 0;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(place.path().toStdString())) {
            if (!entry.is_directory() || entry.is_symlink())
                continue;
            ++folders;
            QVERIFY2((entry.status().permissions() & std::filesystem::perms::group_write)
                         == std::filesystem::perms::none,
                     entry.path().c_str());
        }
        QVERIFY(folders > 10);
        QVERIFY(readDemo(folder).has_value());
    }

    void anOlderProgramsEstateIsUnasked()
    {
        const QTemporaryDir place;
        const QString folder = made(place, QStringLiteral("estate"), 2, 3, 5);
        QCOMPARE(readDemo(folder)->unasked, false);
        QCOMPARE(readDemo(folder)->seed, quint64(5));
        QFile file(folder + QStringLiteral("/estate.json"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        json.remove(QStringLiteral("unasked"));
        QVERIFY(file.resize(0) && file.seek(0) && file.write(QJsonDocument(json).toJson()) > 0);
        file.close();
        QVERIFY(readDemo(folder)->unasked);
    }

    void readsOnlyEstates_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("kind");
        QTest::newRow("not there") << QByteArray() << int(ErrorKind::NotFound);
        QTest::newRow("no json") << QByteArray("hello") << int(ErrorKind::Damaged);
        QTest::newRow("json of something else") << QByteArray("{\"a\":1}") << int(ErrorKind::Damaged);
        QTest::newRow("from the future") << QByteArray("{\"format\":2}") << int(ErrorKind::TooNew);
    }
    void readsOnlyEstates()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, kind);
        const QTemporaryDir place;
        if (!json.isEmpty()) {
            QFile file(place.filePath(QStringLiteral("estate.json")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(json) == json.size());
        }
        const Result<DemoEstate> estate = readDemo(place.path());
        QVERIFY(!estate.has_value());
        QCOMPARE(int(estate.error().kind), kind);
    }
};

NIGHTKEEP_TEST(TstDemoEstate, unit, Core)
#include "tst_demoestate.moc"

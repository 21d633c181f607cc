// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/networkdisk.h"
#include "app/store/sealedtables.h"
#include "app/store/storeconnection.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// Making, opening, refusing and bringing up workspaces.
class TstStoreOpening : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    /// Makes a workspace as an older version left it.
    Result<void> makeOld(const QString &place, int version = 1)
    {
        const Result<StoreLocation> location = parseStoreLocation(place);
        if (location->kind == StoreLocation::Kind::File)
            return Samples::makeOldFile(place, version);
        if (const Result<void> made = m_places.server().createDatabase(location->database); !made)
            return made;
        QStringList statements;
        for (int step = 1; step <= version; ++step)
            statements += schemaStep(step, StoreDialect::MySql);
        return Samples::runAll(
            place, statements + Samples::oldStatements(version).filter(QRegularExpression(QStringLiteral("^INSERT"))));
    }

    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

    static QByteArray contents(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }

private slots:
    void addresses_data()
    {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("shown"); // empty: refused
        const auto row = [](const char *name, const char *location, const char *shown) {
            QTest::newRow(name) << QString::fromLatin1(location) << QString::fromLatin1(shown);
        };
        row("file", "/tmp/a b.nightkeep", "/tmp/a b.nightkeep");
        row("host", "mysql://me@db.example/workspace", "mysql://me@db.example/workspace");
        row("port", "mysql://me@db.example:3307/workspace", "mysql://me@db.example:3307/workspace");
        row("socket", "mysql://me@localhost/workspace?socket=/run/my%20sql.sock",
            "mysql://me@localhost/workspace?socket=/run/my%20sql.sock");
        row("socket alone", "mysql://me@/workspace?socket=/s", "mysql://me@localhost/workspace?socket=/s");
        row("authority", "mysql://me@db.example/workspace?ca=/etc/a%20b.pem",
            "mysql://me@db.example/workspace?ca=/etc/a%20b.pem");
        row("authority with an option in it", "mysql://me@h/workspace?ca=/s;ssl-verify-server-cert=0", "");
        row("authority that ends its braces", "mysql://me@h/workspace?ca=/s%7D;host=x", "");
        row("authority relative", "mysql://me@h/workspace?ca=s", "");
        row("authority of a socket", "mysql://me@localhost/workspace?socket=/s&ca=/s", "");
        row("host with an option in it", "mysql://me@h;ssl-verify-server-cert=0/workspace", "");
        row("host with an encoded option in it", "mysql://me@h%3Bssl-verify-server-cert=0/workspace", "");
        row("odd user", "mysql://a%40b@h/workspace", "mysql://a%40b@h/workspace");
        row("empty", "", "");
        row("password", "mysql://me:secret@h/workspace", "");
        row("no user", "mysql://h/workspace", "");
        row("no database", "mysql://me@h", "");
        row("hostile database", "mysql://me@h/a%60b", "");
        row("no host", "mysql://me@/workspace", "");
        row("unknown option", "mysql://me@h/workspace?ssl=no", "");
        row("socket relative", "mysql://me@h/workspace?socket=run/s", "");
        row("socket with an option in it", "mysql://me@h/workspace?socket=/s;MYSQL_OPT_SSL_MODE=0", "");
    }
    void addresses()
    {
        QFETCH(QString, location);
        QFETCH(QString, shown);
        const Result<StoreLocation> parsed = parseStoreLocation(location);
        QCOMPARE(parsed.has_value(), !shown.isEmpty());
        if (parsed) {
            QCOMPARE(parsed->shown(), shown);
            QCOMPARE(*parseStoreLocation(parsed->shown()), *parsed);
            return;
        }
        QCOMPARE(parsed.error().kind, ErrorKind::BadInput);
        QVERIFY(!parsed.error().message.isEmpty() && !parsed.error().advice.isEmpty());
        QVERIFY(!(parsed.error().message + parsed.error().detail).contains(QStringLiteral("secret")));
    }

    void madeThenOpened_data() { dialects(); }
    void madeThenOpened()
    {
        QFETCH(QString, dialect);
        const QString place = m_places.next(dialect);
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        QCOMPARE(WorkspaceStore::open(place).error().kind, ErrorKind::NotFound);
        {
            const auto made = WorkspaceStore::create(place);
            QVERIFY2(made, why(made).constData());
            QVERIFY(!(*made)->readOnly());
            QCOMPARE((*made)->notices(), QStringList());
            QVERIFY((*made)->append({}));
            QVERIFY((*made)->entries()->first().who.contains(QLatin1Char('@')));
        }
        const auto again = WorkspaceStore::create(place);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        const auto opened = WorkspaceStore::open(place);
        QVERIFY2(opened, why(opened).constData());
        QCOMPARE((*opened)->entries()->size(), 1);
        QCOMPARE((*opened)->location(), place);
    }

    void oddFileNames()
    {
        const QDir folder(m_places.folder());
        for (const QString &name : {QStringLiteral("a?mode=memory"), QStringLiteral("a%20b"), QStringLiteral("a#b"),
                                    QStringLiteral(":memory:"), QStringLiteral("file:x"), QStringLiteral("new\nline"),
                                    QStringLiteral("\u00fc'\"; --")}) {
            const QString place = folder.path() + QLatin1Char('/') + name; // QDir takes a leading colon for a resource
            const auto made = WorkspaceStore::create(place);
            QVERIFY2(made, why(made).constData());
            QVERIFY((*made)->append({}));
            QVERIFY(QFileInfo(place).size() > 0);
            QCOMPARE((*WorkspaceStore::open(place))->entries()->size(), 1);
            QVERIFY(WorkspaceStore::lastGoodCopy(place));
        }
    }

    void whatCannotBeOpened()
    {
        const QString folder = m_places.folder();
        const auto kindOf = [](const QString &place) { return WorkspaceStore::open(place).error().kind; };
        QCOMPARE(kindOf(folder), ErrorKind::BadInput);
        QCOMPARE(kindOf(folder + QStringLiteral("/none/workspace")), ErrorKind::NotFound);
        QCOMPARE(kindOf(QString()), ErrorKind::BadInput);
        QCOMPARE(WorkspaceStore::create(folder + QStringLiteral("/none/workspace")).error().kind, ErrorKind::NotFound);

        const QString other = folder + QStringLiteral("/other.db");
        QVERIFY(QFile(other).open(QIODevice::WriteOnly));
        QCOMPARE(kindOf(other), ErrorKind::BadInput);
        QVERIFY(Samples::runAll(other, {QStringLiteral("CREATE TABLE t (a)")}));
        const QByteArray before = contents(other);
        QCOMPARE(kindOf(other), ErrorKind::BadInput);
        QCOMPARE(contents(other), before);

        QVERIFY(!m_places.next(QStringLiteral("mariadb")).isEmpty());
        const QString socket = m_places.server().socketPath();
        QVERIFY(m_places.server().createUser(QStringLiteral("me"), QStringLiteral("pw"), {}));
        QCOMPARE(kindOf(QStringLiteral("mysql://me@localhost/mysql?socket=") + socket),
                 ErrorKind::AuthenticationFailed);
        StoreOptions password;
        password.password = QStringLiteral("pw");
        QCOMPARE(
            WorkspaceStore::open(QStringLiteral("mysql://me@localhost/mysql?socket=") + socket, password).error().kind,
            ErrorKind::PermissionDenied);
        QCOMPARE(
            WorkspaceStore::create(QStringLiteral("mysql://me@localhost/new?socket=") + socket, password).error().kind,
            ErrorKind::PermissionDenied);
        QCOMPARE(kindOf(QStringLiteral("mysql://me@localhost/workspace?socket=/nowhere/s")), ErrorKind::Unreachable);
    }

    void anAccountThatMayOnlyLook()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY(WorkspaceStore::create(place));
        const QString database = parseStoreLocation(place)->database;
        QVERIFY(m_places.server().createUser(QStringLiteral("looker"), QString(),
                                             {QStringLiteral("SELECT ON %1.*").arg(database)}));
        const auto store =
            WorkspaceStore::open(QString(place).replace(QStringLiteral("root@"), QStringLiteral("looker@")));
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->readOnly());
        QCOMPARE((*store)->notices().size(), 1);
        QVERIFY((*store)->servers());
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::ReadOnly);
    }

    void anOldWorkspaceIsBroughtUp_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<int>("version");
        for (int version = 1; version < newestSchemaVersion; ++version) {
            QTest::addRow("sqlite, version %d", version) << QStringLiteral("sqlite") << version;
            QTest::addRow("mariadb, version %d", version) << QStringLiteral("mariadb") << version;
        }
    }
    void anOldWorkspaceIsBroughtUp()
    {
        QFETCH(QString, dialect);
        QFETCH(int, version);
        const QString place = m_places.next(dialect);
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        const Result<void> made = makeOld(place, version);
        QVERIFY2(made, why(made).constData());
        for (int time = 0; time < 2; ++time) {
            const auto store = WorkspaceStore::open(place);
            QVERIFY2(store, why(store).constData());
            QCOMPARE((*store)->notices().size(), time == 0 ? 1 : 0);
            if (version < 3) { // what is in the third, tst_workspacejson holds against its export
                checkOldContents(**store);
                QCOMPARE((*store)->importedHistory()->size(), version - 1);
            } else {
                QCOMPARE((*store)->records()->size(), 2);
                QCOMPARE((*store)->snapshots(QStringLiteral("moodle-a.example"))->size(), 4);
                QCOMPARE((*store)->diskSeries({})->value(1).points.size(), 4); // of /data
                QVERIFY((*store)->verifyChain());
            }
        }
        if (dialect == QStringLiteral("sqlite")) { // what it was before it was touched is kept
            const auto copy = WorkspaceStore::lastGoodCopy(place);
            QVERIFY(copy);
        }
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        const auto steps =
            (*connection)->select(1, QStringLiteral("SELECT version FROM nk_schema_version ORDER BY version"));
        QCOMPARE(steps->size(), newestSchemaVersion);
        for (int step = 1; step <= newestSchemaVersion; ++step)
            QCOMPARE(steps->at(step - 1).first().toInt(), step);
        if (version < 3)
            checkMemoryBegins(*WorkspaceStore::open(place));
    }

    void aStepThatFailsLeavesNothing()
    {
        const QString place = m_places.next(QStringLiteral("sqlite"));
        QVERIFY(makeOld(place));
        // The step makes a table of this name and then writes into it: a view there lets the first
        // statement pass and breaks a later one.
        QVERIFY(Samples::runAll(place, {QStringLiteral("CREATE VIEW nk_seals AS SELECT 1 AS table_key, 2 AS digest")}));
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        const auto schema = QStringLiteral("SELECT type, name, sql FROM sqlite_master ORDER BY name");
        const auto before = (*connection)->select(3, schema);
        QVERIFY(!migrate(**connection, newestSchemaVersion, QStringLiteral("x"), QDateTime::currentDateTimeUtc()));
        QCOMPARE(*(*connection)->select(3, schema), *before);
        QCOMPARE(schemaVersion(**connection)->version, 1);
    }

    void aStepThatBrokeOffOnAServerIsTakenAgain()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY(makeOld(place));
        QVERIFY(Samples::runAll(place, {schemaStep(2, StoreDialect::MySql).first()})); // and then the program died
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        checkOldContents(**store);
    }

    void aStepThatBrokeOffWhileItDroppedTablesIsTakenAgain()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY(makeOld(place, 3));
        const QByteArray before = *(*WorkspaceStore::open(place))->exportJson();
        // As if it had died with one of the old tables still there.
        QVERIFY(
            Samples::runAll(place,
                            {QStringLiteral("DELETE FROM nk_schema_version WHERE version >= 4"),
                             schemaStep(3, StoreDialect::MySql).filter(QStringLiteral("storage_requests")).first()}));
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->notices().size(), 1);
        QCOMPARE(*(*store)->exportJson(), before);
        QVERIFY((*store)->verifyChain());
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        QCOMPARE((*connection)->select(1, QStringLiteral("SHOW TABLES LIKE 'nk\\_%'"))->size(),
                 Schema::of(newestSchemaVersion).size() + 3); // two of seals and the accounts' too
    }

    void theOldSchemaIsWhatTheStepsMake_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < newestSchemaVersion; ++version)
            QTest::addRow("version %d", version) << version;
    }
    void theOldSchemaIsWhatTheStepsMake()
    {
        QFETCH(int, version);
        const QString old = m_places.next(QStringLiteral("sqlite"));
        QVERIFY(makeOld(old, version));
        const QString fresh = m_places.next(QStringLiteral("sqlite"));
        QVERIFY(QFile(fresh).open(QIODevice::WriteOnly));
        const auto a = StoreConnection::open({*parseStoreLocation(old)});
        const auto b = StoreConnection::open({*parseStoreLocation(fresh)});
        QVERIFY(migrate(**b, version, QString(), QDateTime()));
        const auto schema = QStringLiteral("SELECT type, name, sql FROM sqlite_master ORDER BY name");
        QCOMPARE(*(*a)->select(3, schema), *(*b)->select(3, schema));
    }

    void aNewerWorkspaceIsRefused_data() { dialects(); }
    void aNewerWorkspaceIsRefused()
    {
        QFETCH(QString, dialect);
        const QString place = m_places.next(dialect);
        {
            const auto store = WorkspaceStore::create(place);
            QVERIFY(store);
            const auto connection = StoreConnection::open({*parseStoreLocation(place)});
            SealedTables tables(**connection);
            QVERIFY((*connection)->beginWrite());
            QVERIFY(tables.insert(
                Schema::versions(),
                {newestSchemaVersion + 1, QStringLiteral("7.3.1"), QStringLiteral("2030-01-01T00:00:00.000Z")}));
            QVERIFY(tables.writeSeals());
            QVERIFY((*connection)->commit());
        }
        const QByteArray before = contents(place);
        const auto refused = WorkspaceStore::open(place);
        QCOMPARE(refused.error().kind, ErrorKind::TooNew);
        for (const QString &part : {QStringLiteral("version %1").arg(newestSchemaVersion + 1), QStringLiteral("7.3.1"),
                                    QStringLiteral("up to %1").arg(newestSchemaVersion)})
            QVERIFY2(refused.error().message.contains(part), why(refused).constData());
        QVERIFY(!refused.error().advice.isEmpty());
        QCOMPARE(contents(place), before);
    }

    void networkDisksAreKnown()
    {
        for (const char *type : {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"})
            QVERIFY(isNetworkFileSystem(type));
        for (const char *type : {"ext4", "xfs", "btrfs", "tmpfs", "overlay", ""})
            QVERIFY(!isNetworkFileSystem(type));
    }

private:
    /// What was known last becomes the first memory with the next snapshot.
    static void checkMemoryBegins(const Result<std::unique_ptr<WorkspaceStore>> &store)
    {
        QVERIFY2(store, why(store).constData());
        const QString server = QStringLiteral("Moodle-B.example");
        const ServerSnapshot older = **(*store)->latestSnapshot(server);
        QVERIFY((*store)->snapshotTimes(server)->isEmpty());
        ServerSnapshot newer = older;
        newer.takenAt = older.takenAt.addDays(400);
        newer.osRelease = QStringLiteral("Debian GNU/Linux");
        const Result<void> saved = (*store)->saveSnapshot(server, newer);
        QVERIFY2(saved, why(saved).constData());
        QCOMPARE(*(*store)->snapshots(server), (QList<ServerSnapshot> {older, newer}));
    }

    static void checkOldContents(const WorkspaceStore &store)
    {
        const QList<Server> servers = *store.servers();
        QCOMPARE(servers.size(), 2);
        QCOMPARE(servers.at(0).name, QStringLiteral("Moodle-B.example"));
        QCOMPARE(servers.at(0).wanted, (QList<BytePath> {"/data/moodle", "/data/\xff"}));
        QCOMPARE(servers.at(0).connection.port, 2222);
        QCOMPARE(servers.at(1).connection.kind, ServerConnection::Kind::LocalFolder);
        const ServerSnapshot snapshot = **store.latestSnapshot(servers.at(0).name);
        QCOMPARE(snapshot.mounts.first().totalBytes, 9007199254740993);
        QCOMPARE(snapshot.folders.value("/data/\xff"), FolderPresence::Missing);
        QCOMPARE((*store.latestFailure(servers.at(1).name))->kind, ErrorKind::TimedOut);
        QCOMPARE(store.sites()->first().dataFolder, BytePath("/data/moodle"));
        QCOMPARE(store.agreedSettings(QStringLiteral("moodle"))->size(), 1);
        QCOMPARE((*store.latestSettings(QStringLiteral("moodle")))->config.transactions, std::optional<bool>(false));
        QCOMPARE(store.archiveRuns()->first().status.state, ArchiveState::Complete);
        QCOMPARE(store.entries()->size(), 3);
        QVERIFY(store.verifyChain());
    }
};

NIGHTKEEP_TEST(TstStoreOpening, integration, Core)
#include "tst_storeopening.moc"

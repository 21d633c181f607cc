// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeconnection.h"
#include "models/base/auditedact.h"
#include "tests/support/fakeremotehosts.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace Nightkeep;
using Samples::why;

namespace {

/// A workstation with a memory and a workspace of its own making.
struct Workstation
{
    QTemporaryDir folder {Samples::memoryFolder()};
    QString memoryFile = folder.filePath(QStringLiteral("data/workspaces.json"));
    WorkstationMemory memory {memoryFile};
    QString place = QDir(folder.path()).canonicalPath() + QStringLiteral("/workspace");
    FakeRemoteHosts hosts;

    [[nodiscard]] StoreOptions options()
    {
        StoreOptions options;
        options.memory = &memory;
        return options;
    }
    [[nodiscard]] Result<std::unique_ptr<WorkspaceStore>> open() { return WorkspaceStore::open(place, options()); }
    [[nodiscard]] Result<std::unique_ptr<WorkspaceStore>> create() { return WorkspaceStore::create(place, options()); }
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> reach(const Server &server, const QString &demo = {})
    {
        return FolderGuard(hosts, memory, place, demo).open(server, Attendance::Background);
    }
    [[nodiscard]] int reached() const { return int(hosts.attendances().size()); }
};

Server inFolder(const QString &root)
{
    Server server;
    server.name = QStringLiteral("Moodle-A");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = root;
    return server;
}

Result<void> writeLines(WorkspaceStore &store, int count)
{
    for (; count > 0; --count) {
        if (const Result<qint64> line = store.append({}); !line)
            return fail(line.error());
    }
    return {};
}

} // namespace

/// What a workstation remembers of workspaces, against rows that others write.
class TstWorkstationMemory : public QObject
{
    Q_OBJECT

private slots:
    /// The attack: a row of a shared workspace says that a server is a folder, and the reader's own disk is read.
    void aRowOfAnothersReadsNoFolder()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        const Server row = inFolder(QStringLiteral("/home"));
        {
            const auto elsewhere = WorkspaceStore::open(here.place); // another workstation, with another memory
            QVERIFY(elsewhere);
            QVERIFY((*elsewhere)->replaceServer({}, row));
        }
        const auto refused = here.reach(row);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::PermissionDenied);
        QVERIFY2(refused.error().message.contains(QStringLiteral("/home")), why(refused).constData());
        QVERIFY2(refused.error().advice.contains(QStringLiteral("root=")), why(refused).constData());
        QCOMPARE(here.reached(), 0);

        // Nor after the reader has edited something else of it, or given it another name.
        Server edited = row;
        edited.note = QStringLiteral("seen");
        QVERIFY((*store)->replaceServer(row, edited));
        Server renamed = edited;
        renamed.name = QStringLiteral("moodle-b");
        QVERIFY((*store)->replaceServer(edited, renamed));
        QVERIFY(!here.reach(edited));
        QVERIFY(!here.reach(renamed));
        // Nor from an import.
        const Result<QByteArray> document = (*store)->exportJson();
        QVERIFY(document && (*store)->importJson(*document));
        QVERIFY(!here.reach(renamed));
        QCOMPARE(here.reached(), 0);

        Server byName = row;
        byName.connection = {};
        QVERIFY(here.reach(byName)); // real servers are not asked about
        QCOMPARE(here.reached(), 1);
    }

    void aFolderThatWasChosenHereIsReached()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        const Server chosen = inFolder(QStringLiteral("/srv/stand-in"));
        QVERIFY((*store)->replaceServer({}, chosen));
        QVERIFY(here.reach(chosen));
        Server renamed = chosen;
        renamed.name = QStringLiteral("moodle-b");
        renamed.note = QStringLiteral("another name");
        QVERIFY((*store)->replaceServer(chosen, renamed));
        QVERIFY(here.reach(renamed));
        QVERIFY(here.open());
        QVERIFY(here.reach(renamed)); // the next time too
        QCOMPARE(here.reached(), 3);

        // Somebody lets it point elsewhere.
        Server moved = renamed;
        moved.connection.root = QStringLiteral("/home");
        QVERIFY((*WorkspaceStore::open(here.place))->replaceServer(renamed, moved));
        QVERIFY(!here.reach(moved));
        // As the advice says: taken away, and chosen.
        Server without = moved;
        without.connection = {};
        QVERIFY((*store)->replaceServer(moved, without));
        QVERIFY((*store)->replaceServer(without, moved));
        QVERIFY(here.reach(moved));
        // A new workspace in that place has chosen nothing.
        QVERIFY(QFile::remove(here.place));
        QVERIFY(here.create());
        QVERIFY(!here.reach(moved));
    }

    void twoFoldersExchangeTheirNames()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        const Server a = inFolder(QStringLiteral("/srv/a"));
        Server b = inFolder(QStringLiteral("/srv/b"));
        b.name = QStringLiteral("moodle-b");
        QVERIFY((*store)->replaceServers({{{}, a}, {{}, b}}));
        Server nowB = a;
        nowB.name = b.name;
        Server nowA = b;
        nowA.name = a.name;
        const Result<void> exchanged = (*store)->replaceServers({{a, nowB}, {b, nowA}});
        QVERIFY2(exchanged, why(exchanged).constData());
        QVERIFY(here.reach(nowA));
        QVERIFY(here.reach(nowB));
        QVERIFY(!here.reach(a));
    }

    /// What is taken back was not chosen, nor forgotten.
    void aChoiceIsRememberedWithItsChange()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        const Server chosen = inFolder(QStringLiteral("/srv/stand-in"));
        Server renamed = chosen;
        renamed.name = QStringLiteral("moodle-b");
        const auto rename = [&] { return (*store)->replaceServer(chosen, renamed); };
        QVERIFY(noteDone(**store, {}, [&] { return (*store)->replaceServer({}, chosen); }));
        QVERIFY(here.reach(chosen));
        const Result<void> takenBack = noteDone(**store, {}, [&]() -> Result<void> {
            const Result<void> inner = noteDone(**store, {}, rename);
            return inner ? fail(ErrorKind::Failed, QStringLiteral("second thoughts")) : inner;
        });
        QVERIFY(!takenBack);
        QVERIFY(here.reach(chosen));
        QVERIFY(!here.reach(renamed));
        QVERIFY(noteDone(**store, {}, [&] { return noteDone(**store, {}, rename); }));
        QVERIFY(here.reach(renamed));
        QVERIFY(!here.reach(chosen));
    }

    /// It was done in silence, and the folder refused later.
    void aChoiceThatCannotBeRememberedIsTold()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        QFile spoilt(here.memoryFile);
        QVERIFY(spoilt.open(QIODevice::WriteOnly | QIODevice::Truncate) && spoilt.write("{") == 1);
        spoilt.close();
        const Server chosen = inFolder(QStringLiteral("/srv/stand-in"));
        const Result<void> told = noteDone(**store, {}, [&] { return (*store)->replaceServer({}, chosen); });
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Incomplete);
        QVERIFY2(told.error().message.contains(QStringLiteral("were changed")), why(told).constData());
        QVERIFY2(!told.error().message.contains(QStringLiteral("Nothing")), why(told).constData());
        QCOMPARE((*store)->servers()->size(), 1);
        Server byName = chosen;
        byName.connection = {};
        byName.name = QStringLiteral("other");
        QVERIFY((*store)->replaceServer({}, byName)); // no folder, nothing to remember
    }

    void oneWorkspaceByTwoNames()
    {
        Workstation here;
        const QString link = here.folder.filePath(QStringLiteral("link"));
        {
            const auto store = here.create();
            QVERIFY2(store, why(store).constData());
            QVERIFY(writeLines(**store, 1));
            QVERIFY(QFile::link(here.place, link));
        }
        const auto byLink = WorkspaceStore::open(link, here.options());
        QVERIFY2(byLink, why(byLink).constData());
        QCOMPARE((*byLink)->verify()->seen.lines, 1);
        const auto identity = [](const QString &location) { return parseStoreLocation(location)->identity(); };
        QCOMPARE(identity(link), identity(here.place));
        const QString database = QStringLiteral("mysql://me@db.example.org/team");
        QCOMPARE(identity(database + QStringLiteral("?ca=/a")), identity(database + QStringLiteral("?ca=/b")));
        const QString socket = QStringLiteral("mysql://me@localhost/team?socket=");
        QCOMPARE(identity(socket + link), identity(socket + here.place));
        QVERIFY(identity(socket + here.memoryFile) != identity(socket + here.place));
    }

    void aDemoStaysInItsFolder()
    {
        Workstation here;
        const QString demo = here.folder.filePath(QStringLiteral("demo"));
        QVERIFY(QDir().mkpath(demo + QStringLiteral("/servers/a")));
        QVERIFY(QDir().mkpath(demo + QStringLiteral("-other")));
        QVERIFY(QFile::link(QStringLiteral("/"), demo + QStringLiteral("/out")));
        QVERIFY(here.reach(inFolder(demo + QStringLiteral("/servers/a")), demo));
        for (const QString &outside : {QStringLiteral("/"), demo + QStringLiteral("-other"),
                                       demo + QStringLiteral("/.."), demo + QStringLiteral("/out"), QString()})
            QVERIFY2(!here.reach(inFolder(outside), demo), qPrintable(outside));
        QCOMPARE(here.reached(), 1);
    }

    /// The attacks: the log's end is cut off, and the log is written anew with more lines; each chain holds by itself.
    void anotherLogIsTold_data()
    {
        QTest::addColumn<int>("before"); // lines of the copy that is put in its place
        QTest::addColumn<int>("after"); // lines that whoever put it there adds
        QTest::addColumn<bool>("told");
        QTest::newRow("cut") << 3 << 0 << true;
        QTest::newRow("all of it cut") << 0 << 0 << true;
        QTest::newRow("written anew, as long") << 3 << 2 << true;
        QTest::newRow("written anew, longer") << 3 << 9 << true;
        QTest::newRow("a colleague has gone on") << 5 << 4 << false;
    }
    void anotherLogIsTold()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        QFETCH(bool, told);
        Workstation here;
        const QString copy = here.folder.filePath(QStringLiteral("copy"));
        {
            const auto store = here.create();
            QVERIFY2(store, why(store).constData());
            QVERIFY(writeLines(**store, before));
            QVERIFY(QFile::copy(here.place, copy));
            QVERIFY(writeLines(**store, 5 - before));
            QCOMPARE(here.memory.of(here.place)->head.lines, 5);
        }
        QVERIFY(QFile::remove(here.place));
        QVERIFY(QFile::rename(copy, here.place));
        {
            const auto attacker = WorkspaceStore::open(here.place);
            QVERIFY2(attacker, why(attacker).constData());
            QVERIFY(writeLines(**attacker, after));
        }
        const auto store = here.open();
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->notices().join(u'\n').contains(QStringLiteral("audit log")), told);
        Result<WorkspaceCheck> check = (*store)->verify();
        QVERIFY2(check, why(check).constData());
        QCOMPARE(check->lost.has_value(), told);
        if (!told)
            return;
        QCOMPARE(check->lost->lines, 5);
        // It does not heal by itself, however long the new one becomes.
        QVERIFY(writeLines(**store, 9));
        QVERIFY(here.open() && (*here.open())->verify()->lost);
        QVERIFY((*store)->acceptLog());
        QVERIFY(!(*store)->verify()->lost);
        QVERIFY((*here.open())->notices().isEmpty());
    }

    /// The attack: the log is replaced while the workspace is open here; what this program wrote next was the head that
    /// counted.
    void aLogReplacedWhileItIsOpenIsTold_data()
    {
        QTest::addColumn<bool>("imports");
        QTest::newRow("a line") << false;
        QTest::newRow("an import") << true;
    }
    void aLogReplacedWhileItIsOpenIsTold()
    {
        QFETCH(bool, imports);
        Workstation here;
        const QString copy = here.folder.filePath(QStringLiteral("copy"));
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        QVERIFY(writeLines(**store, 3));
        QVERIFY(QFile::copy(here.place, copy));
        QVERIFY(writeLines(**store, 2));
        QVERIFY(QFile::remove(here.place));
        QVERIFY(QFile::rename(copy, here.place));
        const Result<QByteArray> document = (*store)->exportJson();
        QVERIFY2(document, why(document).constData());
        {
            const auto attacker = WorkspaceStore::open(here.place);
            QVERIFY2(attacker, why(attacker).constData());
            QVERIFY(writeLines(**attacker, 9));
        }
        QVERIFY(imports ? bool((*store)->importJson(*document)) : bool(writeLines(**store, 1)));
        QCOMPARE(here.memory.of(here.place)->head.lines, 5);
        QVERIFY((*store)->verify()->lost);
        QVERIFY(here.open() && (*here.open())->verify()->lost);
    }

    void whatIsTakenBackWasNeverSeen()
    {
        Workstation here;
        const auto store = here.create();
        QVERIFY2(store, why(store).constData());
        QVERIFY(writeLines(**store, 1));
        const Result<qint64> outer = (*store)->record([&]() -> Result<AuditEntry> {
            if (const Result<void> inner = noteDone(**store, {}, [] { return Result<void>(); }); !inner)
                return fail(inner.error());
            return fail(ErrorKind::Failed, QStringLiteral("second thoughts"));
        });
        QVERIFY(!outer);
        QCOMPARE(here.memory.of(here.place)->head.lines, 1);
        QVERIFY(!(*store)->verify()->lost);
    }

    void theMemoryIsThePersonsOwn()
    {
        Workstation here;
        {
            const auto made = here.create();
            QVERIFY2(made, why(made).constData());
            QVERIFY(writeLines(**made, 1));
        }
        struct stat file
        {
        };
        QCOMPARE(::stat(QFile::encodeName(here.memoryFile).constData(), &file), 0);
        QCOMPARE(int(file.st_mode & 0777), 0600);
        // One that is spoilt is no empty one.
        QFile spoilt(here.memoryFile);
        QVERIFY(spoilt.open(QIODevice::WriteOnly | QIODevice::Truncate) && spoilt.write("{") == 1);
        spoilt.close();
        QCOMPARE(here.memory.of(here.place).error().kind, ErrorKind::Damaged);
        QCOMPARE(here.reach(inFolder(QStringLiteral("/srv"))).error().kind, ErrorKind::Damaged);
        const auto store = here.open();
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->notices().join(u'\n').contains(here.memoryFile));
    }
};

NIGHTKEEP_TEST(TstWorkstationMemory, integration, Core)
#include "tst_workstationmemory.moc"

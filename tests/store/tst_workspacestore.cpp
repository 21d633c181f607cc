// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeconnection.h"
#include "tests/store/samples.h"

#include <QHash>
#include <QTest>
#include <QThread>
#include <QTimeZone>

#include <atomic>
#include <thread>

using namespace Nightkeep;
using Samples::why;

/// Every port of the book, on each of its two databases, by the same rows.
class TstWorkspaceStore : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    std::unique_ptr<WorkspaceStore> makeBook()
    {
        const QString dialect = QTest::currentDataTag() ? QString::fromUtf8(QTest::currentDataTag()) : QString();
        const QString place = m_places.next(dialect);
        if (place.isEmpty()) {
            qWarning("%s", qPrintable(m_places.problem()));
            return nullptr;
        }
        StoreOptions options;
        options.clock = [] { return QDateTime(QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc()); };
        options.who = QStringLiteral("zcabc12@desk");
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(place, options);
        if (!store) {
            qWarning("%s", why(store).constData());
            return nullptr;
        }
        return std::move(*store);
    }

    static void dialects()
    {
        QTest::addColumn<int>("unused");
        QTest::newRow("sqlite") << 0;
        QTest::newRow("mariadb") << 0;
    }

private slots:
    void serversComeBackInOrder_data() { dialects(); }
    void serversComeBackInOrder()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QCOMPARE(book->servers()->size(), 0);
        QRandomGenerator random(1);
        QList<Server> expected;
        for (int i = 0; i < 25; ++i) {
            expected += Samples::server(random, QStringLiteral("z%1.example").arg(50 - i));
            const Result<void> added = book->replaceServer({}, expected.last());
            QVERIFY2(added, why(added).constData());
        }
        QCOMPARE(*book->servers(), expected);

        Server changed = expected.at(7);
        changed.wanted = {"/data", "/data/\xff"};
        changed.current.clear();
        QVERIFY(book->replaceServer(expected.at(7), changed));
        expected[7] = changed;
        QCOMPARE(*book->servers(), expected);

        QVERIFY(book->replaceServer(expected.at(3), {}));
        expected.removeAt(3);
        QCOMPARE(*book->servers(), expected);
    }

    void aServerChangedMeanwhileIsAConflict_data() { dialects(); }
    void aServerChangedMeanwhileIsAConflict()
    {
        const auto book = makeBook();
        QVERIFY(book);
        Server seen;
        seen.name = QStringLiteral("moodle-a");
        seen.os = QStringLiteral("Solaris");
        QVERIFY(book->replaceServer({}, seen));
        Server theirs = seen;
        theirs.note = QStringLiteral("theirs");
        QVERIFY(book->replaceServer(seen, theirs));

        Server mine = seen;
        mine.note = QStringLiteral("mine");
        const Result<void> late = book->replaceServer(seen, mine);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Conflict);
        QVERIFY(late.error().message.contains(QStringLiteral("moodle-a")));
        QCOMPARE(*book->servers(), QList<Server> {theirs});

        Server sameName;
        sameName.name = QStringLiteral("MOODLE-A");
        QCOMPARE(book->replaceServer({}, sameName).error().kind, ErrorKind::Conflict);
        QVERIFY(book->replaceServer(theirs, {}));
        QCOMPARE(book->replaceServer(theirs, mine).error().kind, ErrorKind::Conflict);
        QCOMPARE(book->replaceServer({}, {}).error().kind, ErrorKind::BadInput);
        Server tooLong;
        tooLong.name = QString(256, QLatin1Char('x'));
        QCOMPARE(book->replaceServer({}, tooLong).error().kind, ErrorKind::BadInput);
        QCOMPARE(book->servers()->size(), 0);
    }

    void aSetOfServersIsWrittenWhollyOrNotAtAll_data() { dialects(); }
    void aSetOfServersIsWrittenWhollyOrNotAtAll()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(2);
        const Server a = Samples::server(random, QStringLiteral("a"));
        const Server b = Samples::server(random, QStringLiteral("b"));
        QVERIFY(book->replaceServers({{{}, a}, {{}, b}}));

        Server unseen = b;
        unseen.note += QStringLiteral("?");
        Server changed = a;
        changed.note += QStringLiteral("!");
        QCOMPARE(book->replaceServers({{a, changed}, {unseen, {}}}).error().kind, ErrorKind::Conflict);
        QCOMPARE(book->replaceServers({{a, changed}, {a, changed}}).error().kind, ErrorKind::BadInput);
        QCOMPARE(book->replaceServers({{a, changed}, {{}, b}}).error().kind, ErrorKind::Conflict);
        QCOMPARE(*book->servers(), (QList<Server> {a, b}));

        Server aNamedB = a;
        aNamedB.name = QStringLiteral("b");
        Server bNamedA = b;
        bNamedA.name = QStringLiteral("A");
        QVERIFY(book->replaceServers({{a, aNamedB}, {b, bNamedA}}));
        QCOMPARE(*book->servers(), (QList<Server> {aNamedB, bNamedA}));
    }

    void requestsComeBackAndAreNumbered_data() { dialects(); }
    void requestsComeBackAndAreNumbered()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QCOMPARE(book->storageRequests()->size(), 0);
        QRandomGenerator random(9);
        QList<StorageRequest> expected;
        for (int i = 1; i <= 30; ++i) {
            StorageRequest request = Samples::storageRequest(random);
            request.id = 1000 - i; // its own number does not matter
            const Result<qint64> id = book->addStorageRequest(request);
            QVERIFY2(id, why(id).constData());
            QCOMPARE(*id, i);
            request.id = i;
            expected += request;
        }
        QCOMPARE(*book->storageRequests(), expected);

        StorageRequest theirs = expected.at(4);
        theirs.note += QStringLiteral("theirs");
        QVERIFY(book->replaceStorageRequest(expected.at(4), theirs));
        StorageRequest mine = expected.at(4);
        mine.note += QStringLiteral("mine");
        QCOMPARE(book->replaceStorageRequest(expected.at(4), mine).error().kind, ErrorKind::Conflict);
        StorageRequest renumbered = theirs;
        renumbered.id = 6;
        QCOMPARE(book->replaceStorageRequest(theirs, renumbered).error().kind, ErrorKind::Conflict);
        StorageRequest unknown = theirs;
        unknown.id = 31;
        QCOMPARE(book->replaceStorageRequest(unknown, unknown).error().kind, ErrorKind::Conflict);
        expected[4] = theirs;
        QCOMPARE(*book->storageRequests(), expected);
    }

    void aDamagedRequestIsNotBelieved_data() { dialects(); }
    void aDamagedRequestIsNotBelieved()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(10);
        QVERIFY(book->addStorageRequest(Samples::storageRequest(random)));
        const QString old = book->location();
        QVERIFY(Samples::runAll(old, {QStringLiteral("UPDATE nk_storage_requests SET payload = '{}'")}));
        const Result<QList<StorageRequest>> read = book->storageRequests();
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Damaged);
    }

    void decisionsArePartOfTheirServer_data() { dialects(); }
    void decisionsArePartOfTheirServer()
    {
        const auto book = makeBook();
        QVERIFY(book);
        Server plain;
        plain.name = QStringLiteral("Moodle-A");
        Server decided = plain;
        decided.decisions.backup = {1, 2, 30, 1, NoLimit};
        decided.decisions.archive = {3, NoLimit};
        decided.decisions.wantedAgreement = {Agreement::State::Agreed, QDate(2026, 11, 25), QStringLiteral("Ann"),
                                             QStringLiteral("\u00e4'\"\n")};
        decided.decisions.policyAgreement = {Agreement::State::ToBeAgreed, {}, {}, {}};
        QVERIFY(book->replaceServer({}, plain));
        QVERIFY(book->replaceServer(plain, decided));
        QCOMPARE(*book->servers(), QList<Server> {decided});

        // Whoever has not seen the decision writes nothing over it.
        Server unaware = plain;
        unaware.note = QStringLiteral("note");
        QCOMPARE(book->replaceServer(plain, unaware).error().kind, ErrorKind::Conflict);
        Server other = decided;
        other.decisions.policyAgreement.by = QStringLiteral("Bob");
        QCOMPARE(book->replaceServer(other, plain).error().kind, ErrorKind::Conflict);

        Server renamed = decided;
        renamed.name = QStringLiteral("moodle-b");
        QVERIFY(book->replaceServer(decided, renamed));
        QCOMPARE(*book->servers(), QList<Server> {renamed});
        Server cleared = renamed;
        cleared.decisions = {};
        QVERIFY(book->replaceServer(renamed, cleared));
        QCOMPARE(*book->servers(), QList<Server> {cleared});
        QVERIFY(book->replaceServer(cleared, renamed));
        QVERIFY(book->replaceServer(renamed, {}));
        QVERIFY(book->replaceServer({}, cleared)); // nothing of the old one is left
        QCOMPARE(*book->servers(), QList<Server> {cleared});
    }

    void snapshotsAndFailuresFollowTheirServer_data() { dialects(); }
    void snapshotsAndFailuresFollowTheirServer()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(3);
        const Server server = Samples::server(random, QStringLiteral("Moodle-A"));
        QVERIFY(book->replaceServer({}, server));
        QVERIFY(!book->latestSnapshot(server.name)->has_value());
        QVERIFY(!book->latestFailure(server.name)->has_value());
        for (int i = 0; i < 30; ++i) {
            const ServerSnapshot snapshot = Samples::snapshot(random);
            const Error error {ErrorKind::HostKeyChanged, Samples::text(random), Samples::text(random),
                               Samples::text(random)};
            QVERIFY(book->saveFailure(server.name, error, Samples::moment(random)));
            QCOMPARE(**book->latestFailure(QStringLiteral("moodle-a")), error);
            const Result<void> saved = book->saveSnapshot(server.name, snapshot);
            QVERIFY2(saved, why(saved).constData());
            QVERIFY(!book->latestFailure(server.name)->has_value());
            const Result<std::optional<ServerSnapshot>> read = book->latestSnapshot(server.name);
            QVERIFY2(read, why(read).constData());
            QCOMPARE(**read, snapshot);
        }
        Server edited = server;
        edited.note = QStringLiteral("edited");
        QVERIFY(book->replaceServer(server, edited));
        QVERIFY(book->latestSnapshot(server.name)->has_value());
        Server renamed = edited;
        renamed.name = QStringLiteral("moodle-b");
        QVERIFY(book->replaceServer(edited, renamed));
        QVERIFY(!book->latestSnapshot(renamed.name)->has_value());
        QCOMPARE(book->saveSnapshot(server.name, {}).error().kind, ErrorKind::NotFound);
        QCOMPARE(book->saveFailure(server.name, {}, {}).error().kind, ErrorKind::NotFound);
        QVERIFY(book->saveSnapshot(renamed.name, Samples::snapshot(random)));
        QVERIFY(book->replaceServer(renamed, {}));
        QVERIFY(!book->latestSnapshot(renamed.name)->has_value());
    }

    void sitesAndSettings_data() { dialects(); }
    void sitesAndSettings()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(4);
        const Site b = Samples::site(random, QStringLiteral("Beta"));
        const Site a = Samples::site(random, QStringLiteral("alpha"));
        QVERIFY(book->replaceSite({}, b));
        QVERIFY(book->replaceSite({}, a));
        QCOMPARE(*book->sites(), (QList<Site> {a, b}));
        QCOMPARE(book->replaceSite({}, a).error().kind, ErrorKind::Conflict);
        QCOMPARE(book->replaceSite({}, {}).error().kind, ErrorKind::BadInput);

        const QString keep = QStringLiteral("backup_sche_keep");
        QVERIFY(book->agreedSettings(a.name)->isEmpty());
        QVERIFY(book->setAgreed(a.name, keep, QStringLiteral("3")));
        QVERIFY(book->setAgreed(a.name, keep, QStringLiteral("")));
        QVERIFY(book->setAgreed(a.name, QStringLiteral("other"), QStringLiteral("1")));
        QVERIFY(book->setAgreed(a.name, QStringLiteral("other"), std::nullopt));
        QCOMPARE(*book->agreedSettings(QStringLiteral("ALPHA")), (QHash<QString, QString> {{keep, QString()}}));
        QVERIFY(!book->latestSettings(a.name)->has_value());
        const SettingsSnapshot snapshot = Samples::settings(random);
        QVERIFY(book->saveSettings(a.name, Samples::settings(random)));
        QVERIFY(book->saveSettings(a.name, snapshot));
        QCOMPARE(**book->latestSettings(a.name), snapshot);

        Site changed = a;
        changed.dataFolder = "/\xff";
        QVERIFY(book->replaceSite(a, changed));
        QCOMPARE(book->replaceSite(a, changed).error().kind, ErrorKind::Conflict);
        Site renamed = changed;
        renamed.name = QStringLiteral("gamma");
        QVERIFY(book->replaceSite(changed, renamed));
        QCOMPARE(*book->sites(), (QList<Site> {b, renamed}));
        QCOMPARE(book->agreedSettings(renamed.name)->size(), 1);
        QCOMPARE(**book->latestSettings(renamed.name), snapshot);
        QVERIFY(book->replaceSite(renamed, {}));
        QVERIFY(book->agreedSettings(renamed.name)->isEmpty());
        QVERIFY(!book->latestSettings(renamed.name)->has_value());
    }

    void archiveRunsNewestFirst_data() { dialects(); }
    void archiveRunsNewestFirst()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(5);
        QList<ArchiveRecord> expected;
        for (int i = 0; i < 20; ++i) {
            ArchiveRecord record = Samples::archive(random, QStringLiteral("run-%1").arg(i));
            record.run.startedAt = QDateTime(QDate(2008, 1, 1), QTime(), QTimeZone::utc()).addDays(i);
            QVERIFY(book->saveArchiveRun(record));
            record = Samples::archive(random, record.run.id);
            record.run.startedAt = QDateTime(QDate(2008, 1, 1), QTime(), QTimeZone::utc()).addDays(i);
            const Result<void> saved = book->saveArchiveRun(record);
            QVERIFY2(saved, why(saved).constData());
            expected.prepend(record);
        }
        const Result<QList<ArchiveRecord>> runs = book->archiveRuns();
        QVERIFY2(runs, why(runs).constData());
        QCOMPARE(*runs, expected);
        QCOMPARE(book->saveArchiveRun({}).error().kind, ErrorKind::BadInput);
    }

    void theAuditLogOnlyGrows_data() { dialects(); }
    void theAuditLogOnlyGrows()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(6);
        for (int i = 0; i < 30; ++i) {
            AuditEntry entry = Samples::audit(random);
            entry.act = i % 3 == 0 ? QStringLiteral("archive.start") : QStringLiteral("settings.set");
            const Result<qint64> id = book->append(entry);
            QVERIFY2(id, why(id).constData());
            QCOMPARE(*id, i + 1);
            const AuditEntry stored = book->entries()->last();
            entry.id = *id;
            entry.who = QStringLiteral("zcabc12@desk");
            if (!entry.when.isValid())
                entry.when = QDateTime(QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc());
            entry.hash = stored.hash;
            QCOMPARE(stored, entry);
        }
        // A text that is no Unicode must not break the chain when it comes back mended.
        AuditEntry lone;
        lone.act = QStringLiteral("x");
        lone.detail = QString(QChar(0xd800));
        QVERIFY(book->append(lone));
        QCOMPARE(book->entries(QStringLiteral("archive."))->size(), 10);
        const Result<void> sound = book->verifyChain();
        QVERIFY2(sound, why(sound).constData());
    }

    void aTamperedLogIsNamed_data() { dialects(); }
    void aTamperedLogIsNamed()
    {
        const auto book = makeBook();
        QVERIFY(book);
        QRandomGenerator random(7);
        for (int i = 0; i < 10; ++i)
            QVERIFY(book->append(Samples::audit(random)));

        StoreTarget target {*parseStoreLocation(book->location())};
        const auto connection = StoreConnection::open(target);
        QVERIFY2(connection, why(connection).constData());
        const QStringList attacks {QStringLiteral("UPDATE nk_audit_log SET who = 'nobody' WHERE id = 4"),
                                   QStringLiteral("DELETE FROM nk_audit_log WHERE id = 4"),
                                   QStringLiteral("DELETE FROM nk_audit_log"),
                                   QStringLiteral("REPLACE INTO nk_audit_log SELECT 4, at, who, act, phase, object,"
                                                  " old_value, new_value, result, detail, before_id, hash"
                                                  " FROM nk_audit_log WHERE id = 5")};
        for (const QString &attack : attacks) {
            const Result<void> refused = (*connection)->run(attack);
            QVERIFY2(!refused, qPrintable(attack));
            QVERIFY(refused.error().detail.contains(QStringLiteral("append-only")));
        }
        QVERIFY(book->verifyChain());

        for (const QString &trigger :
             {QStringLiteral("nk_audit_log_no_update"), QStringLiteral("nk_audit_log_no_delete")})
            QVERIFY((*connection)->runFixed(QStringLiteral("DROP TRIGGER ") + trigger));
        QVERIFY((*connection)->run(attacks.first()));
        const Result<void> changed = book->verifyChain();
        QCOMPARE(changed.error().kind, ErrorKind::Damaged);
        QVERIFY2(changed.error().message.contains(QStringLiteral("line 4 ")), why(changed).constData());
        QVERIFY((*connection)->run(QStringLiteral("DELETE FROM nk_audit_log WHERE id = 4")));
        QVERIFY2(book->verifyChain().error().message.contains(QStringLiteral("line 5 ")),
                 "the line after a removed one is the first that does not follow");
    }

    void manyThreadsAppendOneChain_data() { dialects(); }
    void manyThreadsAppendOneChain()
    {
        const auto book = makeBook();
        QVERIFY(book);
        constexpr int threads = 8;
        constexpr int lines = 12;
        std::atomic_int failures = 0;
        std::vector<std::thread> workers;
        for (int t = 0; t < threads; ++t)
            workers.emplace_back([&book, &failures, t] {
                for (int i = 0; i < lines; ++i) {
                    AuditEntry entry;
                    entry.act = QStringLiteral("thread.%1").arg(t);
                    entry.newValue = QString::number(i);
                    const Result<qint64> id = book->append(entry);
                    if (!id) {
                        ++failures;
                        qWarning("%s", why(id).constData());
                    }
                }
            });
        for (std::thread &worker : workers)
            worker.join();
        QCOMPARE(failures.load(), 0);
        QVERIFY(book->verifyChain());
        const QList<AuditEntry> entries = *book->entries();
        QCOMPARE(entries.size(), threads * lines);
        QHash<QString, int> next;
        for (const AuditEntry &entry : entries) // each thread's lines in its own order, none lost
            QCOMPARE(entry.newValue.toInt(), next[entry.act]++);
    }
};

QTEST_GUILESS_MAIN(TstWorkspaceStore)
#include "tst_workspacestore.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/auditchain.h"
#include "app/store/storeconnection.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QTest>
#include <QThread>
#include <QTimeZone>

#include <atomic>
#include <thread>

using namespace Nightkeep;
using Samples::why;

/// Every port of the workspace, on each of its two databases, by the same rows.
class TstWorkspaceStore : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;
    QDateTime m_now {QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc()};

    std::unique_ptr<WorkspaceStore> makeWorkspace()
    {
        const QString dialect = QTest::currentDataTag() ? QString::fromUtf8(QTest::currentDataTag()) : QString();
        const QString place = m_places.next(dialect);
        if (place.isEmpty()) {
            qWarning("%s", qPrintable(m_places.problem()));
            return nullptr;
        }
        StoreOptions options;
        options.clock = [this] { return m_now; };
        options.who = QStringLiteral("zcabc12@workspace");
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

    /// How many SELECTs the database has carried out, this question's own among them.
    static qint64 selects(const QString &place)
    {
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        const auto rows = (*connection)->select(2, QStringLiteral("SHOW GLOBAL STATUS LIKE 'Com_select'"));
        return rows ? rows->first().at(1).toLongLong() : -1;
    }

private slots:
    void serversComeBackInOrder_data() { dialects(); }
    void serversComeBackInOrder()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QCOMPARE(workspace->servers()->size(), 0);
        QRandomGenerator random(1);
        QList<Server> expected;
        for (int i = 0; i < 25; ++i) {
            expected += Samples::server(random, QStringLiteral("z%1.example").arg(50 - i));
            const Result<void> added = workspace->replaceServer({}, expected.last());
            QVERIFY2(added, why(added).constData());
        }
        QCOMPARE(*workspace->servers(), expected);

        Server changed = expected.at(7);
        changed.wanted = {"/data", "/data/\xff"};
        changed.current.clear();
        QVERIFY(workspace->replaceServer(expected.at(7), changed));
        expected[7] = changed;
        QCOMPARE(*workspace->servers(), expected);

        QVERIFY(workspace->replaceServer(expected.at(3), {}));
        expected.removeAt(3);
        QCOMPARE(*workspace->servers(), expected);
    }

    void aServerChangedMeanwhileIsAConflict_data() { dialects(); }
    void aServerChangedMeanwhileIsAConflict()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        Server seen;
        seen.name = QStringLiteral("moodle-a");
        seen.os = QStringLiteral("Solaris");
        QVERIFY(workspace->replaceServer({}, seen));
        Server theirs = seen;
        theirs.note = QStringLiteral("theirs");
        QVERIFY(workspace->replaceServer(seen, theirs));

        Server mine = seen;
        mine.note = QStringLiteral("mine");
        const Result<void> late = workspace->replaceServer(seen, mine);
        QVERIFY(!late);
        QCOMPARE(late.error().kind, ErrorKind::Conflict);
        QVERIFY(late.error().message.contains(QStringLiteral("moodle-a")));
        QCOMPARE(*workspace->servers(), QList<Server> {theirs});

        Server sameName;
        sameName.name = QStringLiteral("MOODLE-A");
        QCOMPARE(workspace->replaceServer({}, sameName).error().kind, ErrorKind::Conflict);
        QVERIFY(workspace->replaceServer(theirs, {}));
        QCOMPARE(workspace->replaceServer(theirs, mine).error().kind, ErrorKind::Conflict);
        QCOMPARE(workspace->replaceServer({}, {}).error().kind, ErrorKind::BadInput);
        Server tooLong;
        tooLong.name = QString(256, QLatin1Char('x'));
        QCOMPARE(workspace->replaceServer({}, tooLong).error().kind, ErrorKind::BadInput);
        QCOMPARE(workspace->servers()->size(), 0);
    }

    void aSetOfServersIsWrittenWhollyOrNotAtAll_data() { dialects(); }
    void aSetOfServersIsWrittenWhollyOrNotAtAll()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(2);
        const Server a = Samples::server(random, QStringLiteral("a"));
        const Server b = Samples::server(random, QStringLiteral("b"));
        QVERIFY(workspace->replaceServers({{{}, a}, {{}, b}}));

        Server unseen = b;
        unseen.note += QStringLiteral("?");
        Server changed = a;
        changed.note += QStringLiteral("!");
        QCOMPARE(workspace->replaceServers({{a, changed}, {unseen, {}}}).error().kind, ErrorKind::Conflict);
        QCOMPARE(workspace->replaceServers({{a, changed}, {a, changed}}).error().kind, ErrorKind::BadInput);
        QCOMPARE(workspace->replaceServers({{a, changed}, {{}, b}}).error().kind, ErrorKind::Conflict);
        QCOMPARE(*workspace->servers(), (QList<Server> {a, b}));

        Server aNamedB = a;
        aNamedB.name = QStringLiteral("b");
        Server bNamedA = b;
        bNamedA.name = QStringLiteral("A");
        QVERIFY(workspace->replaceServers({{a, aNamedB}, {b, bNamedA}}));
        QCOMPARE(*workspace->servers(), (QList<Server> {aNamedB, bNamedA}));
    }

    void requestsComeBackAndAreNumbered_data() { dialects(); }
    void requestsComeBackAndAreNumbered()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QCOMPARE(workspace->storageRequests()->size(), 0);
        QRandomGenerator random(9);
        QList<StorageRequest> expected;
        for (int i = 1; i <= 30; ++i) {
            StorageRequest request = Samples::sample<StorageRequest>(random);
            request.id = 1000 - i; // its own number does not matter
            const Result<qint64> id = workspace->addStorageRequest(request);
            QVERIFY2(id, why(id).constData());
            QCOMPARE(*id, i);
            request.id = i;
            expected += request;
        }
        QCOMPARE(*workspace->storageRequests(), expected);

        StorageRequest theirs = expected.at(4);
        theirs.note += QStringLiteral("theirs");
        QVERIFY(workspace->replaceStorageRequest(expected.at(4), theirs));
        StorageRequest mine = expected.at(4);
        mine.note += QStringLiteral("mine");
        QCOMPARE(workspace->replaceStorageRequest(expected.at(4), mine).error().kind, ErrorKind::Conflict);
        StorageRequest renumbered = theirs;
        renumbered.id = 6;
        QCOMPARE(workspace->replaceStorageRequest(theirs, renumbered).error().kind, ErrorKind::Conflict);
        StorageRequest unknown = theirs;
        unknown.id = 31;
        QCOMPARE(workspace->replaceStorageRequest(unknown, unknown).error().kind, ErrorKind::Conflict);
        expected[4] = theirs;
        QCOMPARE(*workspace->storageRequests(), expected);
    }

    void aDamagedRequestIsNotBelieved_data() { dialects(); }
    void aDamagedRequestIsNotBelieved()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(10);
        QVERIFY(workspace->addStorageRequest(Samples::sample<StorageRequest>(random)));
        const QString old = workspace->location();
        QVERIFY(Samples::runAll(old, {QStringLiteral("UPDATE nk_values SET payload = '{}'")}));
        const Result<QList<StorageRequest>> read = workspace->storageRequests();
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Damaged);
    }

    void decisionsArePartOfTheirServer_data() { dialects(); }
    void decisionsArePartOfTheirServer()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        Server plain;
        plain.name = QStringLiteral("Moodle-A");
        Server decided = plain;
        decided.decisions.backup = {1, 2, 30, 1, NoLimit};
        decided.decisions.archive = {3, NoLimit};
        decided.decisions.wantedAgreement = {Agreement::State::Agreed, QDate(2026, 11, 25), QStringLiteral("Ann"),
                                             QStringLiteral("\u00e4'\"\n")};
        decided.decisions.policyAgreement = {Agreement::State::ToBeAgreed, {}, {}, {}};
        QVERIFY(workspace->replaceServer({}, plain));
        QVERIFY(workspace->replaceServer(plain, decided));
        QCOMPARE(*workspace->servers(), QList<Server> {decided});

        // Whoever has not seen the decision writes nothing over it.
        Server unaware = plain;
        unaware.note = QStringLiteral("note");
        QCOMPARE(workspace->replaceServer(plain, unaware).error().kind, ErrorKind::Conflict);
        Server other = decided;
        other.decisions.policyAgreement.by = QStringLiteral("Bob");
        QCOMPARE(workspace->replaceServer(other, plain).error().kind, ErrorKind::Conflict);

        Server renamed = decided;
        renamed.name = QStringLiteral("moodle-b");
        QVERIFY(workspace->replaceServer(decided, renamed));
        QCOMPARE(*workspace->servers(), QList<Server> {renamed});
        Server cleared = renamed;
        cleared.decisions = {};
        QVERIFY(workspace->replaceServer(renamed, cleared));
        QCOMPARE(*workspace->servers(), QList<Server> {cleared});
        QVERIFY(workspace->replaceServer(cleared, renamed));
        QVERIFY(workspace->replaceServer(renamed, {}));
        QVERIFY(workspace->replaceServer({}, cleared)); // nothing of the old one is left
        QCOMPARE(*workspace->servers(), QList<Server> {cleared});
    }

    void snapshotsAndFailuresFollowTheirServer_data() { dialects(); }
    void snapshotsAndFailuresFollowTheirServer()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(3);
        const Server server = Samples::server(random, QStringLiteral("Moodle-A"));
        QVERIFY(workspace->replaceServer({}, server));
        QVERIFY(!workspace->latestSnapshot(server.name)->has_value());
        QVERIFY(!workspace->latestFailure(server.name)->has_value());
        for (int i = 0; i < 30; ++i) {
            const ServerSnapshot snapshot = Samples::sample<ServerSnapshot>(random);
            const Error error {ErrorKind::HostKeyChanged, Samples::text(random), Samples::text(random),
                               Samples::text(random)};
            QVERIFY(workspace->saveFailure(server.name, error, Samples::moment(random)));
            QCOMPARE(**workspace->latestFailure(QStringLiteral("moodle-a")), error);
            const Result<void> saved = workspace->saveSnapshot(server.name, snapshot);
            QVERIFY2(saved, why(saved).constData());
            QVERIFY(!workspace->latestFailure(server.name)->has_value());
            const Result<std::optional<ServerSnapshot>> read = workspace->latestSnapshot(server.name);
            QVERIFY2(read, why(read).constData());
            QCOMPARE(**read, snapshot);
        }
        Server edited = server;
        edited.note = QStringLiteral("edited");
        QVERIFY(workspace->replaceServer(server, edited));
        QVERIFY(workspace->latestSnapshot(server.name)->has_value());
        Server renamed = edited;
        renamed.name = QStringLiteral("moodle-b");
        QVERIFY(workspace->replaceServer(edited, renamed));
        QVERIFY(workspace->latestSnapshot(renamed.name)->has_value());
        QVERIFY(!workspace->latestSnapshot(server.name)->has_value());
        QCOMPARE(workspace->saveSnapshot(server.name, {}).error().kind, ErrorKind::NotFound);
        QCOMPARE(workspace->saveFailure(server.name, {}, {}).error().kind, ErrorKind::NotFound);
        QVERIFY(workspace->saveSnapshot(renamed.name, Samples::sample<ServerSnapshot>(random)));
        QVERIFY(workspace->replaceServer(renamed, {}));
        QVERIFY(!workspace->latestSnapshot(renamed.name)->has_value());
    }

    void whatBelongsToAServerIsItsOwn_data() { dialects(); }
    void whatBelongsToAServerIsItsOwn()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(31);
        const Server a = Samples::server(random, QStringLiteral("a"));
        const Server b = Samples::server(random, QStringLiteral("b"));
        QVERIFY(workspace->replaceServers({{{}, a}, {{}, b}}));
        const QDateTime now(QDate(2008, 11, 29), QTime(3, 0), QTimeZone::utc());
        QList<ServerSnapshot> seen;
        for (int hour = 0; hour < 3; ++hour) {
            ServerSnapshot snapshot = Samples::sample<ServerSnapshot>(random);
            snapshot.takenAt = now.addSecs(hour * 60 * 60 - 3 * 60 * 60);
            QVERIFY(workspace->saveSnapshot(a.name, snapshot));
            seen += snapshot;
        }
        QVERIFY(workspace->saveWeb(a.name, Samples::sample<WebAnswer>(random)));
        QVERIFY(workspace->savePair(Samples::databaseAnswer(random, a.name, b.name),
                                    Samples::databaseAnswer(random, b.name, a.name)));
        QVERIFY(workspace->saveChangeRates(a.name, Samples::sample<ChangeRates>(random)));
        QVERIFY(workspace->saveFailure(a.name, {ErrorKind::TimedOut, QStringLiteral("slow")}, now));
        const ServerRecord before = workspace->records()->first();
        const ChangeRates rates = **workspace->changeRates(a.name);

        // Renamed: all goes with it, and what is told of a pair has the new name.
        Server renamed = a;
        renamed.name = QStringLiteral("new");
        QVERIFY(workspace->replaceServer(a, renamed));
        QCOMPARE(*workspace->snapshots(renamed.name), seen);
        QVERIFY(workspace->snapshots(a.name)->isEmpty());
        QCOMPARE(workspace->records()->first().web, before.web);
        QCOMPARE(workspace->records()->first().database->server, renamed.name);
        QCOMPARE(workspace->records()->last().database->partner, renamed.name);
        QCOMPARE(workspace->records()->first().failure, before.failure);

        // Another server that takes the old name has none of it.
        const Server other = Samples::server(random, QStringLiteral("A"));
        QVERIFY(workspace->replaceServer({}, other));
        QVERIFY(workspace->snapshots(other.name)->isEmpty());
        QCOMPARE(workspace->records()->last().snapshot, std::nullopt);
        ServerSnapshot own = seen.first();
        own.kernel = QStringLiteral("own");
        QVERIFY(workspace->saveSnapshot(other.name, own));
        QCOMPARE(*workspace->snapshots(other.name), QList<ServerSnapshot> {own});
        QCOMPARE(*workspace->snapshots(renamed.name), seen);

        // They exchange their names, and each keeps what is its own.
        Server otherNamedNew = other;
        otherNamedNew.name = renamed.name;
        QVERIFY(workspace->replaceServers({{renamed, a}, {other, otherNamedNew}}));
        QCOMPARE(workspace->records()->first(), before);
        QCOMPARE(*workspace->snapshots(a.name), seen);
        QCOMPARE(*workspace->snapshots(otherNamedNew.name), QList<ServerSnapshot> {own});

        // Removed and put back as it was: all is there again.
        QVERIFY(workspace->replaceServer(a, {}));
        QCOMPARE(*workspace->servers(), (QList<Server> {b, otherNamedNew}));
        QVERIFY(workspace->snapshots(a.name)->isEmpty());
        QVERIFY(workspace->diskSeries({})->isEmpty() || workspace->diskSeries({})->first().server != a.name);
        QCOMPARE(workspace->saveWeb(a.name, {}).error().kind, ErrorKind::NotFound);
        QVERIFY(workspace->replaceServer({}, a));
        QCOMPARE(workspace->records()->last(), before);
        QCOMPARE(*workspace->snapshots(a.name), seen);
        QCOMPARE(**workspace->changeRates(a.name), rates);

        // A server that merely has the name of a removed one is another.
        QVERIFY(workspace->replaceServer(a, {}));
        Server namesake = a;
        namesake.note += QStringLiteral("!");
        QVERIFY(workspace->replaceServer({}, namesake));
        QVERIFY(workspace->snapshots(a.name)->isEmpty());
        QCOMPARE(workspace->records()->last().web, std::nullopt);
    }

    void aRemovalCanBeTakenBackForSomeTime_data() { dialects(); }
    void aRemovalCanBeTakenBackForSomeTime()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(32);
        const Server a = Samples::server(random, QStringLiteral("a"));
        const Server b = Samples::server(random, QStringLiteral("b"));
        QVERIFY(workspace->replaceServers({{{}, a}, {{}, b}}));
        QVERIFY(workspace->saveWeb(a.name, Samples::sample<WebAnswer>(random)));
        QVERIFY(workspace->replaceServer(a, {}));
        const QDateTime before = std::exchange(m_now, m_now.addDays(30).addSecs(1));
        QVERIFY(workspace->replaceServer(b, {})); // the next removal clears away
        m_now = before;
        QVERIFY(workspace->replaceServers({{{}, a}, {{}, b}}));
        QCOMPARE(workspace->records()->first().web, std::nullopt);
    }

    void readingDoesNotDependOnTheNumberOfServers()
    {
        QList<qint64> asked;
        for (const int servers : {2, 40}) {
            const QString place = m_places.next(QStringLiteral("mariadb"));
            const auto workspace = WorkspaceStore::create(place);
            QVERIFY2(workspace, why(workspace).constData());
            QRandomGenerator random(33);
            QCOMPARE(Samples::fill(**workspace, random, servers), QString());
            for (const bool whole : {false, true}) {
                const qint64 before = selects(place);
                QVERIFY(whole ? (*workspace)->exportJson().has_value() : (*workspace)->records().has_value());
                asked += selects(place) - before;
            }
        }
        QCOMPARE(asked.at(0), 6); // a collection each
        QVERIFY(asked.at(1) > asked.at(0));
        QCOMPARE(asked.at(2), asked.at(0));
        QCOMPARE(asked.at(3), asked.at(1));
    }

    void sitesAndSettings_data() { dialects(); }
    void sitesAndSettings()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(4);
        const Site b = Samples::site(random, QStringLiteral("Beta"));
        const Site a = Samples::site(random, QStringLiteral("alpha"));
        QVERIFY(workspace->replaceSite({}, b));
        QVERIFY(workspace->replaceSite({}, a));
        QCOMPARE(*workspace->sites(), (QList<Site> {a, b}));
        QCOMPARE(workspace->replaceSite({}, a).error().kind, ErrorKind::Conflict);
        QCOMPARE(workspace->replaceSite({}, {}).error().kind, ErrorKind::BadInput);

        const QString keep = QStringLiteral("backup_sche_keep");
        QVERIFY(workspace->agreedSettings(a.name)->isEmpty());
        const AgreedSetting three {QStringLiteral("3"), QDate(2008, 11, 4), QStringLiteral("Ann, Bob")};
        const AgreedSetting blank;
        QVERIFY(workspace->setAgreed(a.name, keep, std::nullopt, three));
        QCOMPARE(*workspace->agreedSettings(QStringLiteral("ALPHA")), (QHash<QString, AgreedSetting> {{keep, three}}));
        QVERIFY(workspace->setAgreed(a.name, keep, three, blank));
        QVERIFY(workspace->setAgreed(a.name, QStringLiteral("other"), std::nullopt, three));
        QVERIFY(workspace->setAgreed(a.name, QStringLiteral("other"), three, std::nullopt));
        QCOMPARE(*workspace->agreedSettings(QStringLiteral("ALPHA")), (QHash<QString, AgreedSetting> {{keep, blank}}));
        QVERIFY(!workspace->latestSettings(a.name)->has_value());
        const SettingsSnapshot snapshot = Samples::sample<SettingsSnapshot>(random);
        QVERIFY(workspace->saveSettings(a.name, Samples::sample<SettingsSnapshot>(random)));
        QVERIFY(workspace->saveSettings(a.name, snapshot));
        QCOMPARE(**workspace->latestSettings(a.name), snapshot);

        Site changed = a;
        changed.dataFolder = "/\xff";
        QVERIFY(workspace->replaceSite(a, changed));
        QCOMPARE(workspace->replaceSite(a, changed).error().kind, ErrorKind::Conflict);
        Site renamed = changed;
        renamed.name = QStringLiteral("gamma");
        QVERIFY(workspace->replaceSite(changed, renamed));
        QCOMPARE(*workspace->sites(), (QList<Site> {b, renamed}));
        QCOMPARE(workspace->agreedSettings(renamed.name)->size(), 1);
        QCOMPARE(**workspace->latestSettings(renamed.name), snapshot);
        QVERIFY(workspace->replaceSite(renamed, {}));
        QVERIFY(workspace->agreedSettings(renamed.name)->isEmpty());
        QVERIFY(!workspace->latestSettings(renamed.name)->has_value());
    }

    void archiveRunsNewestFirst_data() { dialects(); }
    void archiveRunsNewestFirst()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(5);
        QList<ArchiveRecord> expected;
        for (int i = 0; i < 20; ++i) {
            ArchiveRecord record = Samples::archive(random, QStringLiteral("run-%1").arg(i));
            record.run.startedAt = QDateTime(QDate(2008, 1, 1), QTime(), QTimeZone::utc()).addDays(i);
            QVERIFY(workspace->saveArchiveRun(record));
            record = Samples::archive(random, record.run.id);
            record.run.startedAt = QDateTime(QDate(2008, 1, 1), QTime(), QTimeZone::utc()).addDays(i);
            const Result<void> saved = workspace->saveArchiveRun(record);
            QVERIFY2(saved, why(saved).constData());
            expected.prepend(record);
        }
        const Result<QList<ArchiveRecord>> runs = workspace->archiveRuns();
        QVERIFY2(runs, why(runs).constData());
        QCOMPARE(*runs, expected);
        const Result<void> removed = workspace->removeArchiveRun(expected.takeAt(7).run.id);
        QVERIFY2(removed, why(removed).constData());
        QCOMPARE(*workspace->archiveRuns(), expected);
        QCOMPARE(workspace->saveArchiveRun({}).error().kind, ErrorKind::BadInput);
    }

    void theAuditLogOnlyGrows_data() { dialects(); }
    void theAuditLogOnlyGrows()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(6);
        for (int i = 0; i < 30; ++i) {
            AuditEntry entry = Samples::audit(random);
            entry.act = i % 3 == 0 ? QStringLiteral("archive.start") : QStringLiteral("settings.set");
            const Result<qint64> id = workspace->append(entry);
            QVERIFY2(id, why(id).constData());
            QCOMPARE(*id, i + 1);
            const AuditEntry stored = workspace->entries()->last();
            entry.id = *id;
            entry.who = QStringLiteral("zcabc12@workspace");
            if (!entry.when.isValid())
                entry.when = QDateTime(QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc());
            entry.hash = stored.hash;
            QCOMPARE(stored, entry);
        }
        // A text that is no Unicode must not break the chain when it comes back mended.
        AuditEntry lone;
        lone.act = QStringLiteral("x");
        lone.detail = QString(QChar(0xd800));
        QVERIFY(workspace->append(lone));
        QCOMPARE(workspace->entries(QStringLiteral("archive."))->size(), 10);
        const Result<void> sound = workspace->verifyChain();
        QVERIFY2(sound, why(sound).constData());
    }

    void aTamperedLogIsNamed_data() { dialects(); }
    void aTamperedLogIsNamed()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        QRandomGenerator random(7);
        for (int i = 0; i < 10; ++i)
            QVERIFY(workspace->append(Samples::audit(random)));

        StoreTarget target {*parseStoreLocation(workspace->location())};
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
        QVERIFY(workspace->verifyChain());

        for (const QString &trigger :
             {QStringLiteral("nk_audit_log_no_update"), QStringLiteral("nk_audit_log_no_delete")})
            QVERIFY((*connection)->runFixed(QStringLiteral("DROP TRIGGER ") + trigger));
        QVERIFY((*connection)->run(attacks.first()));
        const Result<void> changed = workspace->verifyChain();
        QCOMPARE(changed.error().kind, ErrorKind::Damaged);
        QVERIFY2(changed.error().message.contains(QStringLiteral("line 4 ")), why(changed).constData());
        // A line of a forger who knows how lines are hashed: it is sound by itself.
        const QList<AuditEntry> lines = *workspace->entries();
        AuditEntry forged = lines.at(3);
        forged.who = QStringLiteral("nobody");
        QVERIFY((*connection)
                    ->run(QStringLiteral("UPDATE nk_audit_log SET hash = ? WHERE id = 4"),
                          {QString::fromLatin1(chainHash(lines.at(2).hash, forged))}));
        QVERIFY2(workspace->verifyChain().error().message.contains(QStringLiteral("line 5 ")),
                 "the line after a forged one is the first that does not follow");
        QVERIFY((*connection)->run(QStringLiteral("DELETE FROM nk_audit_log WHERE id = 4")));
        QVERIFY2(workspace->verifyChain().error().message.contains(QStringLiteral("line 5 ")),
                 "the line after a removed one is the first that does not follow");
    }

    void manyThreadsAppendOneChain_data() { dialects(); }
    void manyThreadsAppendOneChain()
    {
        const auto workspace = makeWorkspace();
        QVERIFY(workspace);
        constexpr int threads = 8;
        constexpr int lines = 12;
        std::atomic_int failures = 0;
        std::vector<std::thread> workers;
        for (int t = 0; t < threads; ++t)
            workers.emplace_back([&workspace, &failures, t] {
                for (int i = 0; i < lines; ++i) {
                    AuditEntry entry;
                    entry.act = QStringLiteral("thread.%1").arg(t);
                    entry.newValue = QString::number(i);
                    const Result<qint64> id = workspace->append(entry);
                    if (!id) {
                        ++failures;
                        qWarning("%s", why(id).constData());
                    }
                }
            });
        for (std::thread &worker : workers)
            worker.join();
        QCOMPARE(failures.load(), 0);
        QVERIFY(workspace->verifyChain());
        const QList<AuditEntry> entries = *workspace->entries();
        QCOMPARE(entries.size(), threads * lines);
        QHash<QString, int> next;
        for (const AuditEntry &entry : entries) // each thread's lines in its own order, none lost
            QCOMPARE(entry.newValue.toInt(), next[entry.act]++);
    }
};

NIGHTKEEP_TEST(TstWorkspaceStore, integration, Core, 300)
#include "tst_workspacestore.moc"

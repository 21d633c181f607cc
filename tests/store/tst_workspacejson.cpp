// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// Export and import of the whole workspace.
class TstWorkspaceJson : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    std::unique_ptr<WorkspaceStore> makeWorkspace(const QString &dialect)
    {
        const QString place = m_places.next(dialect);
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(place);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        return store ? std::move(*store) : nullptr;
    }

    static QByteArray sampleDocument(WorkspaceStore &workspace)
    {
        QRandomGenerator random(77);
        const QString problem = Samples::fill(workspace, random, 3);
        if (!problem.isEmpty())
            qWarning("%s", qPrintable(problem));
        return workspace.exportJson().value_or(QByteArray());
    }

private slots:
    void exportImportExportIsEqual_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("file to file") << QStringLiteral("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("file to database") << QStringLiteral("sqlite") << QStringLiteral("mariadb");
        QTest::newRow("database to file") << QStringLiteral("mariadb") << QStringLiteral("sqlite");
    }
    void exportImportExportIsEqual()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        for (quint32 seed = 0; seed < 5; ++seed) {
            const auto source = makeWorkspace(from);
            QVERIFY(source);
            QRandomGenerator random(seed);
            QCOMPARE(Samples::fill(*source, random, static_cast<int>(seed)), QString());
            QVERIFY(seed == 0 || source->saveLastPack(Samples::sample<PackSummary>(random)));
            const Result<QByteArray> exported = source->exportJson();
            QVERIFY2(exported, why(exported).constData());

            const auto fresh = makeWorkspace(to);
            const Result<void> imported = fresh->importJson(*exported);
            QVERIFY2(imported, why(imported).constData());
            QCOMPARE(*fresh->exportJson(), *exported);
            QCOMPARE(*fresh->servers(), *source->servers());
            QCOMPARE(*fresh->sites(), *source->sites());
            QCOMPARE(*fresh->archiveRuns(), *source->archiveRuns());
            QCOMPARE(*fresh->storageRequests(), *source->storageRequests());
            QCOMPARE(fresh->storageRequests()->size(), 2);
            QCOMPARE(*fresh->acceptedFindings(), *source->acceptedFindings());
            QCOMPARE(fresh->acceptedFindings()->size(), 2);
            QCOMPARE(*fresh->deletionChecks(), *source->deletionChecks());
            QCOMPARE(fresh->deletionChecks()->size(), 2);
            QCOMPARE(*fresh->deletionCheck(2), *source->deletionCheck(2));
            QCOMPARE(*fresh->decisions(), *source->decisions());
            QCOMPARE(fresh->decisions()->size(), 2);
            QCOMPARE(*fresh->lastPack(), *source->lastPack());
            QCOMPARE(fresh->lastPack()->has_value(), seed != 0);
            QCOMPARE(*fresh->promises(), *source->promises());
            QCOMPARE(fresh->promises()->size(), 2);
            QCOMPARE(*fresh->legalHolds(), *source->legalHolds());
            QCOMPARE(fresh->legalHolds()->size(), 2);
            QCOMPARE(*fresh->erasures(), *source->erasures());
            QCOMPARE(fresh->erasures()->size(), 2);
            QVERIFY(*fresh->catalogueRecords() == *source->catalogueRecords());
            QCOMPARE(fresh->catalogueRecords()->handOvers.size(), 2);
            const QList<Server> servers = *source->servers();
            for (const Server &server : servers) {
                const Result<QList<ServerSnapshot>> remembered = source->snapshots(server.name);
                QVERIFY2(remembered, why(remembered).constData());
                QCOMPARE(*fresh->snapshots(server.name), *remembered);
            }
            QCOMPARE(*fresh->importedHistory(),
                     (QList<QList<AuditEntry>> {*source->entries()}).mid(0, seed == 0 ? 0 : 1));
            QVERIFY(fresh->verifyChain());
            QCOMPARE(fresh->entries()->size(), 1);
            QCOMPARE(fresh->entries()->first().act, QStringLiteral("workspace.import"));

            // And once more, with what is there already.
            QVERIFY(fresh->importJson(*exported));
            QCOMPARE(*fresh->exportJson(), *exported);
        }
    }

    void importReplacesAllButTheLog()
    {
        const auto source = makeWorkspace(QStringLiteral("sqlite"));
        const QByteArray document = sampleDocument(*source);
        const auto target = makeWorkspace(QStringLiteral("sqlite"));
        QRandomGenerator random(5);
        QVERIFY(Samples::fill(*target, random, 2).isEmpty());
        QVERIFY(target->replaceServer({}, Samples::server(random, QStringLiteral("only here"))));
        const QList<AuditEntry> own = *target->entries();

        QVERIFY(target->importJson(document));
        QCOMPARE(*target->servers(), *source->servers());
        QCOMPARE(target->entries()->mid(0, own.size()), own);
        QCOMPARE(target->entries()->size(), own.size() + 1);
        QVERIFY(target->verifyChain());
        QCOMPARE(*target->importedHistory(), (QList<QList<AuditEntry>> {*source->entries()}));

        // Its own export holds both logs, and its own log is not doubled when it comes back.
        const QByteArray both = *target->exportJson();
        QCOMPARE(QJsonDocument::fromJson(both).object().value(QStringLiteral("history")).toArray().size(), 2);
        QVERIFY(target->importJson(both));
        QCOMPARE(target->importedHistory()->size(), 1);
        const auto third = makeWorkspace(QStringLiteral("sqlite"));
        QVERIFY(third->importJson(both));
        QCOMPARE(*third->exportJson(), both);
    }

    void aDocumentOfTheFirstFormIsRead()
    {
        const auto source = makeWorkspace(QStringLiteral("sqlite"));
        QJsonObject old = QJsonDocument::fromJson(sampleDocument(*source)).object();
        old.insert(QStringLiteral("version"), 1);
        old.remove(QStringLiteral("storageRequests"));
        old.remove(QStringLiteral("acceptedFindings"));
        old.remove(QStringLiteral("deletionChecks"));
        old.remove(QStringLiteral("decisions"));
        for (const char *later : {"promises", "legalHolds", "erasures", "lastPack", "catalogue"})
            old.remove(QLatin1String(later));
        const auto target = makeWorkspace(QStringLiteral("sqlite"));
        QRandomGenerator random(6);
        QVERIFY(target->addStorageRequest(Samples::sample<StorageRequest>(random)));
        QVERIFY(target->savePromise(Samples::sample<Promise>(random), std::nullopt));
        QVERIFY(target->addLegalHold(Samples::sample<LegalHold>(random)));
        QVERIFY(target->addErasure(Samples::sample<ErasureRecord>(random)));
        QVERIFY(target->saveLastPack(Samples::sample<PackSummary>(random)));
        QVERIFY(target->addDrill(Samples::sample<RestoreDrill>(random)));
        const Result<void> imported = target->importJson(QJsonDocument(old).toJson());
        QVERIFY2(imported, why(imported).constData());
        QCOMPARE(*target->servers(), *source->servers());
        QCOMPARE(target->storageRequests()->size(), 0); // an import replaces everything
        QCOMPARE(target->acceptedFindings()->size(), 0);
        QCOMPARE(target->decisions()->size(), 0);
        QVERIFY(target->promises()->isEmpty());
        QVERIFY(target->legalHolds()->isEmpty());
        QVERIFY(target->erasures()->isEmpty());
        QVERIFY(!target->lastPack()->has_value());
        QVERIFY(*target->catalogueRecords() == CatalogueRecords());
    }

    void aBadDocumentChangesNothing_data()
    {
        QTest::addColumn<QStringList>("place"); // the way to a value
        QTest::addColumn<QJsonValue>("value"); // what is put there; undefined: it is taken away
        QTest::addColumn<QString>("named"); // must be in the message
        const QJsonValue gone(QJsonValue::Undefined);
        const auto row = [](const char *name, const QString &way, const QJsonValue &value, const QString &named) {
            QTest::newRow(name) << way.split(QLatin1Char('/')) << value << named;
        };
        row("another format", QStringLiteral("format"), QStringLiteral("other"), QStringLiteral("format"));
        row("no version", QStringLiteral("version"), gone, QStringLiteral("version"));
        row("version a fraction", QStringLiteral("version"), 1.5, QStringLiteral("version"));
        row("version zero", QStringLiteral("version"), 0, QStringLiteral("version"));
        row("no requests", QStringLiteral("storageRequests"), gone, QStringLiteral("storageRequests"));
        row("request there twice", QStringLiteral("storageRequests/1/id"), 1, QStringLiteral("storageRequests[1]"));
        row("request without a number", QStringLiteral("storageRequests/0/id"), 0, QStringLiteral("id"));
        row("request sent in no way", QStringLiteral("storageRequests/0/way"), QStringLiteral("pigeon"),
            QStringLiteral("storageRequests[0].way"));
        row("acceptance there twice", QStringLiteral("acceptedFindings/1/finding"), QStringLiteral("second"),
            QStringLiteral("acceptedFindings[1]"));
        row("decision there twice", QStringLiteral("decisions/1/number"), 2, QStringLiteral("decisions[1]"));
        row("acceptance of no severity", QStringLiteral("acceptedFindings/0/severity"), QStringLiteral("grave"),
            QStringLiteral("acceptedFindings[0].severity"));
        row("hold there twice", QStringLiteral("legalHolds/1/number"), 2, QStringLiteral("legalHolds[1]"));
        row("erasure there twice", QStringLiteral("erasures/1/number"), 2, QStringLiteral("erasures[1]"));
        row("term there twice", QStringLiteral("catalogue/terms/1/name"), QStringLiteral("2008-TERM-0"),
            QStringLiteral("catalogue.terms[1]"));
        row("place there twice", QStringLiteral("catalogue/places/1/name"), QStringLiteral("place-0"),
            QStringLiteral("catalogue.places[1]"));
        row("place of no kind", QStringLiteral("catalogue/places/0/kind"), QStringLiteral("drawer"),
            QStringLiteral("catalogue.places[0].kind"));
        row("hand-over there twice", QStringLiteral("catalogue/handOvers/1/place"), QStringLiteral("place-0"),
            QStringLiteral("catalogue.handOvers[1]"));
        row("drill there twice", QStringLiteral("catalogue/drills/1/number"), 2, QStringLiteral("catalogue.drills[1]"));
        row("verification without its number", QStringLiteral("catalogue/verifications/0/number"), gone,
            QStringLiteral("catalogue.verifications[0]"));
        row("catalogue without its signers", QStringLiteral("catalogue/signers"), gone, QStringLiteral("catalogue"));
        row("promise of no side", QStringLiteral("promises/0/side"), QStringLiteral("both"),
            QStringLiteral("promises[0].side"));
        row("request with more", QStringLiteral("storageRequests/0/surprise"), 1, QStringLiteral("storageRequests[0]"));
        row("unknown field", QStringLiteral("surprise"), 1, QStringLiteral("surprise"));
        row("unknown field deep", QStringLiteral("servers/1/server/connection/surprise"), 1,
            QStringLiteral("servers[1].server.connection"));
        row("servers an object", QStringLiteral("servers"), QJsonObject(), QStringLiteral("servers"));
        row("a server a text", QStringLiteral("servers/0"), QStringLiteral("x"), QStringLiteral("servers[0]"));
        row("server without a name", QStringLiteral("servers/2/server/name"), QString(), QStringLiteral("servers[2]"));
        row("server there twice", QStringLiteral("servers/2/server/name"), QStringLiteral("MOODLE-0.example"),
            QStringLiteral("servers[2]"));
        row("server name overlong", QStringLiteral("servers/0/server/name"), QString(300, QLatin1Char('n')),
            QStringLiteral("servers[0]"));
        row("note null", QStringLiteral("servers/0/server/note"), QJsonValue::Null,
            QStringLiteral("servers[0].server.note"));
        row("port too high", QStringLiteral("servers/0/server/connection/port"), 65536,
            QStringLiteral("connection.port"));
        row("port a text", QStringLiteral("servers/0/server/connection/port"), QStringLiteral("22"),
            QStringLiteral("connection.port"));
        row("unknown connection", QStringLiteral("servers/0/server/connection/kind"), QStringLiteral("telnet"),
            QStringLiteral("connection.kind"));
        row("path not encoded", QStringLiteral("servers/0/server/wanted"),
            QJsonArray {QStringLiteral("/ok"), QStringLiteral("/a b")}, QStringLiteral("servers[0].server.wanted[1]"));
        row("path broken escape", QStringLiteral("servers/0/server/wanted"), QJsonArray {QStringLiteral("/%zz")},
            QStringLiteral("wanted[0]"));
        row("path a number", QStringLiteral("servers/0/server/wanted"), QJsonArray {7}, QStringLiteral("wanted[0]"));
        row("failure of unknown kind", QStringLiteral("servers/0/failure"),
            QJsonObject {{QStringLiteral("when"), QJsonValue::Null},
                         {QStringLiteral("kind"), QStringLiteral("bored")},
                         {QStringLiteral("message"), QString()},
                         {QStringLiteral("advice"), QString()},
                         {QStringLiteral("detail"), QString()}},
            QStringLiteral("servers[0].failure.kind"));
        row("no such moment", QStringLiteral("archiveRuns/0/asOf"), QStringLiteral("2008-13-01T00:00:00.000Z"),
            QStringLiteral("archiveRuns[0].asOf"));
        row("moment in another zone", QStringLiteral("archiveRuns/0/asOf"),
            QStringLiteral("2008-11-01T00:00:00.000+01:00"), QStringLiteral("archiveRuns[0].asOf"));
        row("unknown archive state", QStringLiteral("archiveRuns/1/status/state"), QStringLiteral("fine"),
            QStringLiteral("archiveRuns[1].status.state"));
        row("number beyond 64 bits", QStringLiteral("archiveRuns/0/run/bytes"), 1e300,
            QStringLiteral("archiveRuns[0].run.bytes"));
        row("history line changed", QStringLiteral("history/0/lines/2/who"), QStringLiteral("nobody"),
            QStringLiteral("line 3 "));
        row("history chain empty", QStringLiteral("history/0/lines"), QJsonArray(), QStringLiteral("history[0].lines"));
        row("remembered without a moment", QStringLiteral("servers/0/history/0/takenAt"), QJsonValue::Null,
            QStringLiteral("servers[0].history"));
        row("packed text that is none", QStringLiteral("servers/0/history/1/packed"), QStringLiteral("!"),
            QStringLiteral("servers[0].history[1].packed"));
        row("packed text of nothing", QStringLiteral("servers/0/history/1/packed"), QString(),
            QStringLiteral("servers[0].history[1].packed"));
        row("packed text that claims gigabytes", QStringLiteral("servers/0/history/1/packed"),
            QString::fromLatin1((QByteArray(4, '\xff') + qCompress("{}").mid(4)).toBase64()),
            QStringLiteral("servers[0].history[1].packed"));
        row("packed text of something else", QStringLiteral("servers/0/history/1/packed"),
            QString::fromLatin1(qCompress("{\"takenAt\":null}").toBase64()),
            QStringLiteral("servers[0].history[1].packed"));
        row("another moment than the packed one", QStringLiteral("servers/0/history/1/takenAt"),
            QStringLiteral("2008-11-01T00:00:00.000Z"), QStringLiteral("servers[0].history[1].takenAt"));
        row("remembered in another order", QStringLiteral("servers/0/history/0/takenAt"),
            QStringLiteral("2090-01-01T00:00:00.000Z"), QStringLiteral("servers[0].history"));
        row("site without its fields", QStringLiteral("sites/1"), QJsonObject(), QStringLiteral("sites[1]"));
        row("settings there twice", QStringLiteral("settings/1/site"), QStringLiteral("moodle 0"),
            QStringLiteral("settings[1]"));
    }
    void aBadDocumentChangesNothing()
    {
        QFETCH(QStringList, place);
        QFETCH(QJsonValue, value);
        QFETCH(QString, named);
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        const QByteArray good = sampleDocument(*workspace);
        QVERIFY(!good.isEmpty());
        const QByteArray bad =
            QJsonDocument(changed(QJsonDocument::fromJson(good).object(), place, value).toObject()).toJson();
        const Result<void> refused = workspace->importJson(bad);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY2(refused.error().message.contains(named), why(refused).constData());
        QCOMPARE(*workspace->exportJson(), good);
    }

    /// A megabyte of a row or of an import that says two bytes became a gigabyte in memory.
    void packedTextIsNoLongerThanItSays()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        const QByteArray good = sampleDocument(*workspace);
        const QJsonObject document = QJsonDocument::fromJson(good).object();
        const QStringList place {QStringLiteral("servers"), QStringLiteral("0"), QStringLiteral("history"),
                                 QStringLiteral("1"), QStringLiteral("packed")};
        const QJsonValue written = document.value(place.at(0)).toArray().at(0).toObject().value(place.at(2));
        QByteArray packed =
            QByteArray::fromBase64(written.toArray().at(1).toObject().value(place.at(4)).toString().toLatin1());
        QVERIFY(packed.size() > 4);
        qToBigEndian(qFromBigEndian<quint32>(packed.constData()) - 1, packed.data());
        const QJsonValue bad = changed(document, place, QString::fromLatin1(packed.toBase64()));
        const Result<void> refused = workspace->importJson(QJsonDocument(bad.toObject()).toJson());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QCOMPARE(*workspace->exportJson(), good);
    }

    void textThatIsNoJson()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        const QByteArray good = sampleDocument(*workspace);
        const QByteArrayList hostile {"",
                                      "null",
                                      "[]",
                                      "{",
                                      "\xff\xfe",
                                      good.left(good.size() / 2),
                                      QByteArray(100000, '['),
                                      good + "x",
                                      QByteArray("{\"format\":\"nightkeep-workspace\"}")};
        for (const QByteArray &document : hostile)
            QCOMPARE(workspace->importJson(document).error().kind, ErrorKind::BadInput);

        // Any prefix, and any byte changed: refused, or it means something whole; never half of it.
        QRandomGenerator random(11);
        int refused = 0;
        constexpr int tries = 100;
        for (int i = 0; i < tries; ++i) {
            QByteArray document = good;
            if (i % 3 == 0)
                document.truncate(random.bounded(document.size()));
            else
                document[random.bounded(document.size())] = static_cast<char>(random.bounded(256));
            const QByteArray before = *workspace->exportJson();
            const Result<void> imported = workspace->importJson(document);
            if (!imported) {
                ++refused;
                QCOMPARE(imported.error().kind == ErrorKind::BadInput || imported.error().kind == ErrorKind::TooNew,
                         true);
                QCOMPARE(*workspace->exportJson(), before);
            }
            QVERIFY(workspace->verifyChain());
        }
        qInfo("%d of %d spoilt documents were refused", refused, tries);
        QVERIFY(refused > tries / 2);
    }

    void aDocumentOfTheFirstForm()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        QJsonObject first = QJsonDocument::fromJson(sampleDocument(*workspace)).object();
        QJsonArray servers = first.value(QStringLiteral("servers")).toArray();
        for (QJsonValueRef server : servers) {
            QJsonObject entry = server.toObject();
            entry.remove(QStringLiteral("history"));
            server = entry;
        }
        first.insert(QStringLiteral("servers"), servers);
        first.insert(QStringLiteral("version"), 1);
        const QList<Server> before = *workspace->servers();
        const Result<void> imported = workspace->importJson(QJsonDocument(first).toJson());
        QVERIFY2(imported, why(imported).constData());
        QCOMPARE(*workspace->servers(), before);
        QVERIFY(workspace->snapshotTimes(before.first().name)->isEmpty());
        QVERIFY(workspace->latestSnapshot(before.first().name)->has_value());
    }

    /// What the program of schema version 3 wrote and exported, with the spellings of its time.
    void aWorkspaceOfVersionThreeMeansWhatItSaid()
    {
        const QString place = m_places.next(QStringLiteral("sqlite"));
        QVERIFY(Samples::makeOldFile(place, 3));
        const auto old = WorkspaceStore::open(place);
        QVERIFY2(old, why(old).constData());
        QFile file(qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR")
                   + QStringLiteral("/tests/store/data/workspace-v3.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray exported = file.readAll();
        const auto fresh = makeWorkspace(QStringLiteral("sqlite"));
        const Result<void> imported = fresh->importJson(exported);
        QVERIFY2(imported, why(imported).constData());
        QList<ServerRecord> derived = *fresh->records();
        for (ServerRecord &record : derived)
            record.standings.clear(); // which the old one has with the next probe
        QCOMPARE(*(*old)->records(), derived);
        QCOMPARE(*fresh->exportJson(), *(*old)->exportJson());
        QCOMPARE((*old)->records()->size(), 2);
        QCOMPARE((*old)->snapshots(QStringLiteral("moodle-a.example"))->size(), 4);
        QCOMPARE((*old)->archiveRuns()->first().run.request.rule, ArchiveRule::SinceLastRun);
        QCOMPARE((*old)->storageRequests()->first().items.first().figures.backup.retainOnly, NoLimit);
        QVERIFY((*old)->verifyChain());
    }

    void aDocumentOfALaterForm()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        QJsonObject later = QJsonDocument::fromJson(sampleDocument(*workspace)).object();
        later.insert(QStringLiteral("version"), 3);
        const Result<void> refused = workspace->importJson(QJsonDocument(later).toJson());
        QCOMPARE(refused.error().kind, ErrorKind::TooNew);
        QVERIFY(refused.error().message.contains(QStringLiteral("form 3")));
    }

    /// Servers of form 1 have no decisions, and a document of either form may say that there are none.
    void aDocumentWithoutDecisions()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        QJsonObject document = QJsonDocument::fromJson(sampleDocument(*workspace)).object();
        document.insert(QStringLiteral("version"), 1);
        QJsonArray servers;
        int decided = 0;
        for (const QJsonValue &value : document.value(QStringLiteral("servers")).toArray()) {
            QJsonObject entry = value.toObject();
            QJsonObject server = entry.value(QStringLiteral("server")).toObject();
            decided += server.value(QStringLiteral("decisions")).isObject() ? 1 : 0;
            server.remove(QStringLiteral("decisions"));
            entry.insert(QStringLiteral("server"), server);
            servers.append(entry);
        }
        QVERIFY(decided > 0);
        document.insert(QStringLiteral("servers"), servers);
        QList<Server> expected = *workspace->servers();
        for (Server &server : expected)
            server.decisions = {};
        const Result<void> imported = workspace->importJson(QJsonDocument(document).toJson());
        QVERIFY2(imported, why(imported).constData());
        QCOMPARE(*workspace->servers(), expected);
    }

    void badDecisionsAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("a figure out of its range") << QStringLiteral("everyDays") << QJsonValue(0);
        QTest::newRow("no limit where there is none") << QStringLiteral("timesAYear") << QJsonValue(-1);
        QTest::newRow("a figure as text") << QStringLiteral("copies") << QJsonValue(QStringLiteral("2"));
        QTest::newRow("a fraction") << QStringLiteral("days") << QJsonValue(1.5);
        QTest::newRow("a figure far too great") << QStringLiteral("days") << QJsonValue(1e12);
        QTest::newRow("an unknown field") << QStringLiteral("more") << QJsonValue(1);
        QTest::newRow("a missing field") << QStringLiteral("copies") << QJsonValue(QJsonValue::Undefined);
        QTest::newRow("an unknown state")
            << QStringLiteral("wanted")
            << QJsonValue(QJsonObject {{QStringLiteral("state"), QStringLiteral("perhaps")},
                                       {QStringLiteral("on"), QJsonValue::Null},
                                       {QStringLiteral("by"), QString()},
                                       {QStringLiteral("note"), QString()}});
        QTest::newRow("no day") << QStringLiteral("policy")
                                << QJsonValue(QJsonObject {{QStringLiteral("state"), QStringLiteral("agreed")},
                                                           {QStringLiteral("on"), QStringLiteral("2026-02-30")},
                                                           {QStringLiteral("by"), QString()},
                                                           {QStringLiteral("note"), QString()}});
    }

    void badDecisionsAreRefused()
    {
        QFETCH(const QString, key);
        QFETCH(const QJsonValue, value);
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"));
        Server server;
        server.name = QStringLiteral("a.example");
        server.decisions.backup.versionsExist = 2;
        QVERIFY(workspace->replaceServer({}, server));
        const QByteArray before = *workspace->exportJson();
        const QStringList way {QStringLiteral("servers"), QStringLiteral("0"), QStringLiteral("server"),
                               QStringLiteral("decisions"), key};
        const QJsonValue spoilt = changed(QJsonDocument::fromJson(before).object(), way, value);
        const Result<void> refused = workspace->importJson(QJsonDocument(spoilt.toObject()).toJson());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY(refused.error().message.contains(QStringLiteral("decisions")));
        QCOMPARE(*workspace->exportJson(), before);
    }

private:
    /// A copy of `json` with one value changed, added or taken away.
    static QJsonValue changed(const QJsonValue &json, const QStringList &way, const QJsonValue &value)
    {
        if (way.isEmpty())
            return value;
        if (json.isArray()) {
            QJsonArray array = json.toArray();
            const int index = way.first().toInt();
            array[index] = changed(array.at(index), way.mid(1), value);
            return array;
        }
        QJsonObject object = json.toObject();
        if (way.size() == 1 && value.isUndefined())
            object.remove(way.first());
        else
            object.insert(way.first(), changed(object.value(way.first()), way.mid(1), value));
        return object;
    }
};

NIGHTKEEP_TEST(TstWorkspaceJson, integration, Core, 600)
#include "tst_workspacejson.moc"

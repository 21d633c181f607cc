// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

/// Answers to what is only asked on demand, in a real workspace of either kind.
class TstReachabilityStore : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    [[nodiscard]] std::unique_ptr<WorkspaceStore> makeWorkspace(const QString &dialect, const QStringList &names)
    {
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(m_places.next(dialect));
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        QRandomGenerator random(3);
        for (const QString &name : names) {
            if (store && !(*store)->replaceServer({}, Samples::server(random, name)))
                qWarning("%s cannot be added", qPrintable(name));
        }
        return store ? std::move(*store) : nullptr;
    }
    [[nodiscard]] static ServerRecord recordOf(const WorkspaceStore &workspace, const QString &name)
    {
        const Result<QList<ServerRecord>> records = workspace.records();
        if (!records)
            return {};
        const auto found = std::find_if(records->cbegin(), records->cend(),
                                        [&name](const ServerRecord &record) { return record.server.name == name; });
        return found == records->cend() ? ServerRecord() : *found;
    }

private slots:
    void answersComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("file") << QStringLiteral("sqlite");
        QTest::newRow("database") << QStringLiteral("mariadb");
    }
    void answersComeBackAsTheyWere()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect, {QStringLiteral("a"), QStringLiteral("B"), QStringLiteral("c")});
        QVERIFY(workspace);
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).web, std::nullopt);
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).database, std::nullopt);
        QRandomGenerator random(19);
        for (int i = 0; i < 25; ++i) { // each replaces the one before
            const WebAnswer web = Samples::sample<WebAnswer>(random);
            const DatabaseAnswer one = Samples::databaseAnswer(random, QStringLiteral("a"), QStringLiteral("b"));
            const DatabaseAnswer other = Samples::databaseAnswer(random, QStringLiteral("b"), QStringLiteral("a"));
            const Result<void> saved = workspace->saveWeb(QStringLiteral("A"), web); // names have no case
            QVERIFY2(saved, why(saved).constData());
            QVERIFY(workspace->savePair(one, other));
            QCOMPARE(recordOf(*workspace, QStringLiteral("a")).web, web);
            QCOMPARE(recordOf(*workspace, QStringLiteral("a")).database, one);
            QCOMPARE(recordOf(*workspace, QStringLiteral("B")).database, other);
        }
        QCOMPARE(recordOf(*workspace, QStringLiteral("B")).web, std::nullopt);
        QCOMPARE(recordOf(*workspace, QStringLiteral("c")).database, std::nullopt);
    }

    void aPairIsKeptWholeOrNotAtAll()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"), {QStringLiteral("a")});
        QRandomGenerator random(4);
        const Result<void> refused =
            workspace->savePair(Samples::databaseAnswer(random, QStringLiteral("a"), QStringLiteral("gone")),
                                Samples::databaseAnswer(random, QStringLiteral("gone"), QStringLiteral("a")));
        QCOMPARE(refused.error().kind, ErrorKind::NotFound);
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).database, std::nullopt);
        QCOMPARE(workspace->saveWeb(QStringLiteral("gone"), {}).error().kind, ErrorKind::NotFound);
    }

    void answersGoWithTheServer()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"), {QStringLiteral("a")});
        QRandomGenerator random(5);
        const WebAnswer web = Samples::sample<WebAnswer>(random);
        QVERIFY(workspace->saveWeb(QStringLiteral("a"), web));
        Server before = recordOf(*workspace, QStringLiteral("a")).server;
        Server edited = before;
        edited.os = QStringLiteral("debian");
        QVERIFY(workspace->replaceServer(before, edited));
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).web, web); // an edit is none of its business
        Server renamed = edited;
        renamed.name = QStringLiteral("b");
        QVERIFY(workspace->replaceServer(edited, renamed));
        QCOMPARE(recordOf(*workspace, QStringLiteral("b")).web, web);
        QVERIFY(workspace->replaceServer(renamed, {}));
        QVERIFY(workspace->replaceServer({}, edited));
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).web, std::nullopt);
    }

    void exportAndImportKeepThem()
    {
        const QStringList names {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (quint32 seed = 0; seed < 8; ++seed) {
            const auto workspace = makeWorkspace(QStringLiteral("sqlite"), names);
            QRandomGenerator random(seed);
            QVERIFY(workspace->saveWeb(QStringLiteral("b"), Samples::sample<WebAnswer>(random)));
            QVERIFY(workspace->savePair(Samples::databaseAnswer(random, QStringLiteral("a"), QStringLiteral("c")),
                                        Samples::databaseAnswer(random, QStringLiteral("c"), QStringLiteral("a"))));
            const QByteArray exported = *workspace->exportJson();
            const auto fresh = makeWorkspace(QStringLiteral("sqlite"), {QStringLiteral("other")});
            const Result<void> imported = fresh->importJson(exported);
            QVERIFY2(imported, why(imported).constData());
            QCOMPARE(*fresh->records(), *workspace->records());
            QCOMPARE(*fresh->exportJson(), exported);
        }
    }

    void aDocumentFromBeforeKnowsNothingOfThem()
    {
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"), {QStringLiteral("a"), QStringLiteral("b")});
        QRandomGenerator random(6);
        QVERIFY(workspace->saveWeb(QStringLiteral("a"), Samples::sample<WebAnswer>(random)));
        QJsonObject document = QJsonDocument::fromJson(*workspace->exportJson()).object();
        document.insert(QStringLiteral("version"), 1);
        QJsonArray servers = document.value(QStringLiteral("servers")).toArray();
        for (QJsonValueRef entry : servers) {
            QJsonObject object = entry.toObject();
            object.remove(QStringLiteral("web"));
            object.remove(QStringLiteral("database"));
            entry = object;
        }
        document.insert(QStringLiteral("servers"), servers);
        const Result<void> imported = workspace->importJson(QJsonDocument(document).toJson());
        QVERIFY2(imported, why(imported).constData());
        QCOMPARE(workspace->records()->size(), 2);
        QCOMPARE(recordOf(*workspace, QStringLiteral("a")).web, std::nullopt);
    }

    void aBadAnswerInADocumentIsRefused_data()
    {
        QTest::addColumn<QString>("field"); // of the web answer
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("an unknown outcome") << QStringLiteral("outcome") << QJsonValue(QStringLiteral("splendid"));
        QTest::newRow("a status out of range") << QStringLiteral("status") << QJsonValue(1000);
        QTest::newRow("a certificate that is none") << QStringLiteral("certificate") << QJsonValue(QJsonObject());
        QTest::newRow("a redirect without address")
            << QStringLiteral("redirects") << QJsonValue(QJsonArray {QJsonObject {{QStringLiteral("status"), 301}}});
        QTest::newRow("an unknown field") << QStringLiteral("surprise") << QJsonValue(1);
    }
    void aBadAnswerInADocumentIsRefused()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        const auto workspace = makeWorkspace(QStringLiteral("sqlite"), {QStringLiteral("a")});
        QRandomGenerator random(7);
        QVERIFY(workspace->saveWeb(QStringLiteral("a"), Samples::sample<WebAnswer>(random)));
        const QByteArray good = *workspace->exportJson();
        QJsonObject document = QJsonDocument::fromJson(good).object();
        QJsonArray servers = document.value(QStringLiteral("servers")).toArray();
        QJsonObject entry = servers.first().toObject();
        QJsonObject web = entry.value(QStringLiteral("web")).toObject();
        web.insert(field, value);
        entry.insert(QStringLiteral("web"), web);
        servers.replace(0, entry);
        document.insert(QStringLiteral("servers"), servers);
        const Result<void> refused = workspace->importJson(QJsonDocument(document).toJson());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::BadInput);
        QVERIFY2(refused.error().message.contains(QStringLiteral("servers[0].web")), why(refused).constData());
        QCOMPARE(*workspace->exportJson(), good);
    }
};

NIGHTKEEP_TEST(TstReachabilityStore, integration, Core)
#include "tst_reachabilitystore.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What servers answer on demand, and what newer probes tell, in the workspace and in its JSON.
class TstInspectionStore : public QObject
{
    Q_OBJECT

private slots:
    void answersComeBack_data() { dialects(); }
    void answersComeBack();
    void answersGoWithTheServer_data() { dialects(); }
    void answersGoWithTheServer();
    void exportedAndImportedEqual();
    void olderSnapshotsAreRead();
    void olderDocumentsAreRead();
    void oddPayloadsAreRefused_data();
    void oddPayloadsAreRefused();

private:
    static void dialects();
    Samples::Places m_places;
};

namespace {

Server named(const QString &name)
{
    Server server;
    server.name = name;
    return server;
}

const QString A = QStringLiteral("a.example");

} // namespace

void TstInspectionStore::dialects()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("sqlite") << QStringLiteral("sqlite");
    QTest::newRow("mariadb") << QStringLiteral("mariadb");
}

void TstInspectionStore::answersComeBack()
{
    QFETCH(QString, dialect);
    const auto store = WorkspaceStore::create(m_places.next(dialect));
    QVERIFY2(store, Samples::why(store).constData());
    QRandomGenerator random(7);
    QVERIFY((*store)->replaceServer({}, named(A)));
    QVERIFY(!(*store)->changeRates(A)->has_value());
    QVERIFY((*store)->backupPreviews(A)->isEmpty());
    for (int round = 0; round < 10; ++round) {
        const ChangeRates rates = Samples::sample<ChangeRates>(random);
        QVERIFY((*store)->saveChangeRates(A, rates));
        QCOMPARE((*store)->changeRates(A).value(), std::optional(rates));
    }
    BackupPreview one = Samples::sample<BackupPreview>(random);
    BackupPreview other = Samples::sample<BackupPreview>(random);
    one.folder = "/b\n\xff";
    other.folder = "/a";
    for (const BackupPreview &preview : {one, other, one})
        QVERIFY((*store)->saveBackupPreview(A, preview));
    QCOMPARE((*store)->backupPreviews(A).value(), (QList<BackupPreview> {other, one}));
}

void TstInspectionStore::answersGoWithTheServer()
{
    QFETCH(QString, dialect);
    const auto store = WorkspaceStore::create(m_places.next(dialect));
    QVERIFY2(store, Samples::why(store).constData());
    QRandomGenerator random(8);
    const auto missing = (*store)->saveChangeRates(A, Samples::sample<ChangeRates>(random));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY((*store)->replaceServer({}, named(A)));
    QVERIFY((*store)->saveChangeRates(A, Samples::sample<ChangeRates>(random)));
    QVERIFY((*store)->saveBackupPreview(A, Samples::sample<BackupPreview>(random)));
    QVERIFY((*store)->replaceServer(named(A), {}));
    QVERIFY(!(*store)->changeRates(A)->has_value());
    QVERIFY((*store)->backupPreviews(A)->isEmpty());
    Server other = named(A);
    other.note = QStringLiteral("another of that name");
    QVERIFY((*store)->replaceServer({}, other));
    QVERIFY(!(*store)->changeRates(A)->has_value());
    QVERIFY((*store)->backupPreviews(A)->isEmpty());
}

void TstInspectionStore::exportedAndImportedEqual()
{
    const auto one = WorkspaceStore::create(m_places.next(QStringLiteral("sqlite")));
    const auto two = WorkspaceStore::create(m_places.next(QStringLiteral("sqlite")));
    QVERIFY(one && two);
    QRandomGenerator random(9);
    QVERIFY((*one)->replaceServer({}, named(A)));
    const ChangeRates rates = Samples::sample<ChangeRates>(random);
    const BackupPreview preview = Samples::sample<BackupPreview>(random);
    QVERIFY((*one)->saveChangeRates(A, rates));
    QVERIFY((*one)->saveBackupPreview(A, preview));
    const auto document = (*one)->exportJson();
    QVERIFY(document);
    const auto imported = (*two)->importJson(*document);
    QVERIFY2(imported, Samples::why(imported).constData());
    QCOMPARE((*two)->changeRates(A).value(), std::optional(rates));
    QCOMPARE((*two)->backupPreviews(A).value(), QList<BackupPreview> {preview});
    QCOMPARE((*two)->exportJson().value(), *document);
}

void TstInspectionStore::olderSnapshotsAreRead()
{
    QRandomGenerator random(11);
    ServerSnapshot snapshot = Samples::sample<ServerSnapshot>(random);
    while (snapshot.mounts.isEmpty())
        snapshot = Samples::sample<ServerSnapshot>(random);
    QJsonObject older = toJson(snapshot);
    for (const char *field : {"realPaths", "rules", "managementClasses", "virtualMountPoints", "evidenceProblems"})
        older.remove(QLatin1String(field));
    QJsonArray mounts;
    for (const QJsonValue mount : older.value(QStringLiteral("mounts")).toArray()) {
        QJsonObject object = mount.toObject();
        for (const char *field : {"root", "bindOf", "readOnly"})
            object.remove(QLatin1String(field));
        mounts.append(object);
    }
    older.insert(QStringLiteral("mounts"), mounts);

    snapshot.realPaths.clear();
    snapshot.rules.reset();
    snapshot.managementClasses.reset();
    snapshot.virtualMountPoints.clear();
    snapshot.evidenceProblems.clear();
    for (Mount &mount : snapshot.mounts) {
        mount.root.clear();
        mount.bindOf.clear();
        mount.readOnly = false;
    }
    JsonFault fault;
    const auto read = fromJson<ServerSnapshot>(older, fault);
    QVERIFY2(!fault.found(), qPrintable(fault.error().message));
    QVERIFY(read == snapshot);
}

void TstInspectionStore::olderDocumentsAreRead()
{
    const auto one = WorkspaceStore::create(m_places.next(QStringLiteral("sqlite")));
    const auto two = WorkspaceStore::create(m_places.next(QStringLiteral("sqlite")));
    QVERIFY(one && two);
    QVERIFY((*one)->replaceServer({}, named(A)));
    QJsonObject document = parseJsonObject((*one)->exportJson().value()).value();
    QJsonArray servers = document.value(QStringLiteral("servers")).toArray();
    QJsonObject entry = servers.first().toObject();
    QVERIFY(entry.contains(QStringLiteral("changeRates")) && entry.contains(QStringLiteral("previews")));
    entry.remove(QStringLiteral("changeRates"));
    entry.remove(QStringLiteral("previews"));
    servers.replace(0, entry);
    document.insert(QStringLiteral("servers"), servers);
    const auto imported = (*two)->importJson(compactJson(document).toUtf8());
    QVERIFY2(imported, Samples::why(imported).constData());
    QCOMPARE((*two)->servers().value(), QList<Server> {named(A)});
}

void TstInspectionStore::oddPayloadsAreRefused_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value"); // JSON
    QTest::newRow("a state nobody knows") << QByteArray("state") << QByteArray("\"perhaps\"");
    QTest::newRow("below zero") << QByteArray("all") << QByteArray("{\"files\":-1,\"bytes\":0}");
    QTest::newRow("half a count") << QByteArray("day") << QByteArray("{\"files\":1}");
    QTest::newRow("a field nobody knows") << QByteArray("colour") << QByteArray("\"red\"");
}

void TstInspectionStore::oddPayloadsAreRefused()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QJsonObject payload = toJson(ChangeRates {{}, {ChangeRate {"/a", ChangeRate::State::Counted}}});
    QJsonArray folders = payload.value(QStringLiteral("folders")).toArray();
    QJsonObject folder = folders.first().toObject();
    folder.insert(QString::fromLatin1(field),
                  parseJsonObject("{\"x\":" + value + "}").value().value(QStringLiteral("x")));
    folders.replace(0, folder);
    payload.insert(QStringLiteral("folders"), folders);
    JsonFault fault;
    std::ignore = fromJson<ChangeRates>(payload, fault);
    QVERIFY(fault.found());
}

NIGHTKEEP_TEST(TstInspectionStore, integration, Core)
#include "tst_inspectionstore.moc"

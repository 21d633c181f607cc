// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"
#include "app/store/storeconnection.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// What somebody writes past Nightkeep into a database that a team shares.
class TstStoreSeals : public QObject
{
    Q_OBJECT

    Samples::Places m_places;

    [[nodiscard]] static QString as(const QString &place, const char *account)
    {
        return QString(place).replace(QStringLiteral("root@"), QLatin1String(account) + u'@');
    }
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceStore>> openAs(const QString &place, const char *who)
    {
        StoreOptions options;
        options.who = QLatin1String(who);
        return WorkspaceStore::open(place, options);
    }

private slots:
    /// The attack: a row of a shared workspace was given another host name, and every program believed it.
    void aChangedRowIsNoticed_data()
    {
        QTest::addColumn<QString>("attack");
        QTest::addColumn<QString>("named");
        QTest::newRow("a value") << QStringLiteral("UPDATE nk_values SET payload = REPLACE(payload, 'right', 'wrong')")
                                 << QStringLiteral("nk_values");
        QTest::newRow("a value gone") << QStringLiteral("DELETE FROM nk_values") << QStringLiteral("nk_values");
        QTest::newRow("one more") << QStringLiteral("INSERT INTO nk_values SELECT collection, 'x', part, payload"
                                                    " FROM nk_values LIMIT 1")
                                  << QStringLiteral("nk_values");
        QTest::newRow("a line at the end") << QStringLiteral(
            "INSERT INTO nk_audit_log SELECT id + 1, at, who, act, phase, object, old_value, new_value,"
            " result, detail, before_id, hash FROM nk_audit_log")
                                           << QStringLiteral("nk_audit_log");
        QTest::newRow("a step") << QStringLiteral("UPDATE nk_schema_version SET program = 'x' WHERE version = 1")
                                << QStringLiteral("nk_schema_version");
    }
    void aChangedRowIsNoticed()
    {
        QFETCH(QString, attack);
        QFETCH(QString, named);
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        const auto store = WorkspaceStore::create(place);
        QVERIFY2(store, why(store).constData());
        Server server;
        server.name = QStringLiteral("a");
        server.connection.host = QStringLiteral("right.example");
        QVERIFY((*store)->replaceServer({}, server));
        QVERIFY((*store)->append({}));
        const Result<WorkspaceCheck> sound = (*store)->verify();
        QVERIFY2(sound, why(sound).constData());
        QCOMPARE(sound->head.lines, 1);
        QVERIFY(sound->rows >= 9); // six steps, the workspace, a server, a line
        QVERIFY(WorkspaceStore::open(place));

        QVERIFY(m_places.server().sql(attack, parseStoreLocation(place)->database));
        const Result<WorkspaceCheck> noticed = (*store)->verify();
        QCOMPARE(noticed.error().kind, ErrorKind::Damaged);
        QVERIFY2(noticed.error().detail.contains(named), why(noticed).constData());
        // A value is told when it is read; what every opening reads, then. Nothing is written before.
        const auto opened = WorkspaceStore::open(place);
        QCOMPARE(opened.has_value(), named == u"nk_values");
        if (!opened) {
            QCOMPARE(opened.error().kind, ErrorKind::Damaged);
            return;
        }
        const Result<QList<ServerRecord>> read = (*opened)->records();
        QCOMPARE(read.error().kind, ErrorKind::Damaged);
        QVERIFY2(read.error().detail.contains(named), why(read).constData());
        QCOMPARE((*opened)->append({}).error().kind, ErrorKind::Damaged);
        QCOMPARE((*opened)->entries()->size(), 1);
    }

    /// Whoever knows that the rows are right, goes on; the log says so. A broken log is not mended by that.
    void rowsAreSealedByAnAct()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        {
            const auto store = WorkspaceStore::create(place);
            QVERIFY2(store, why(store).constData());
            Server server;
            server.name = QStringLiteral("a");
            QVERIFY((*store)->replaceServer({}, server));
            QVERIFY((*store)->append({}));
        }
        QCOMPARE(WorkspaceStore::sealAnew(place).error().kind, ErrorKind::Conflict);
        const QString database = parseStoreLocation(place)->database;
        QVERIFY(m_places.server().sql(QStringLiteral("DELETE FROM nk_values"), database)); // as an older program may
        QCOMPARE((*WorkspaceStore::open(place))->servers().error().kind, ErrorKind::Damaged);
        const Result<void> sealed = WorkspaceStore::sealAnew(place);
        QVERIFY2(sealed, why(sealed).constData());
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->entries()->size(), 2);
        QCOMPARE((*store)->entries()->last().act, QStringLiteral("workspace.seal"));
        QVERIFY((*store)->append({}));
        QVERIFY((*store)->verify());

        QVERIFY(m_places.server().sql(QStringLiteral("DROP TRIGGER nk_audit_log_no_update;"
                                                     "UPDATE nk_audit_log SET who = 'nobody' WHERE id = 1"),
                                      database));
        QCOMPARE(WorkspaceStore::sealAnew(place).error().kind, ErrorKind::Damaged);
        QCOMPARE(WorkspaceStore::open(place).error().kind, ErrorKind::Damaged);
    }

    void rowsOfAnOlderVersionAreNotSealed()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        QVERIFY(WorkspaceStore::create(place));
        QVERIFY(m_places.server().sql(
            QStringLiteral("DELETE FROM nk_schema_version WHERE version = %1").arg(newestSchemaVersion),
            parseStoreLocation(place)->database));
        const Result<void> refused = WorkspaceStore::sealAnew(place);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(QStringLiteral("older version")), why(refused).constData());
    }

    /// It looked as if there were no workspace, for everybody who opened it.
    void accountsThatAreLostAreTold()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        QVERIFY(WorkspaceStore::create(place));
        QVERIFY(
            m_places.server().sql(QStringLiteral("DROP TABLE nk_audit_accounts"), parseStoreLocation(place)->database));
        const auto store = WorkspaceStore::open(place);
        QVERIFY2(store, why(store).constData());
        const Result<WorkspaceCheck> check = (*store)->verify();
        QVERIFY(!check);
        QCOMPARE(check.error().kind, ErrorKind::Damaged);
        QVERIFY2(check.error().advice.contains(QStringLiteral("nk_audit_accounts")), why(check).constData());
    }

    /// The attack: a line, well hashed, under another's name. The server knows whose account wrote it.
    void aLineInAnothersNameIsTold()
    {
        const QString place = m_places.next(QStringLiteral("mariadb"));
        QVERIFY2(!place.isEmpty(), qPrintable(m_places.problem()));
        QVERIFY(WorkspaceStore::create(place));
        const QString database = parseStoreLocation(place)->database;
        for (const char *account : {"alice", "bob"})
            QVERIFY(
                m_places.server().createUser(QLatin1String(account), QString(),
                                             {QStringLiteral("SELECT, INSERT, UPDATE, DELETE ON %1.*").arg(database)}));
        const auto honest = openAs(as(place, "alice"), "alice@desk-3");
        QVERIFY2(honest, why(honest).constData());
        QVERIFY((*honest)->append({}));
        QVERIFY((*honest)->verify()->claims.isEmpty());
        const auto forger = openAs(as(place, "bob"), "alice@desk-3");
        QVERIFY2(forger, why(forger).constData());
        QVERIFY((*forger)->append({}));
        QVERIFY((*forger)->append({}));

        const Result<WorkspaceCheck> check = (*honest)->verify();
        QVERIFY2(check, why(check).constData()); // the chain itself is sound
        QCOMPARE(check->claims.size(), 1);
        const AuditClaim claim = check->claims.first();
        QCOMPARE(claim.who, QStringLiteral("alice@desk-3"));
        QCOMPARE(claim.account, QStringLiteral("bob@localhost"));
        QCOMPARE(claim.lines, 2);
        QCOMPARE(claim.first, 2);

        // Nor does what he writes past Nightkeep: what the server saw is not for him to say.
        for (const char *attack :
             {"UPDATE nk_audit_accounts SET account = 'alice@localhost'", "DELETE FROM nk_audit_accounts WHERE id = 2"})
            QVERIFY2(!Samples::runAll(as(place, "bob"), {QLatin1String(attack)}), attack);
        // Nor can he speak for a line that is still to come.
        QVERIFY(!Samples::runAll(as(place, "bob"),
                                 {QStringLiteral("INSERT INTO nk_audit_accounts VALUES (4, 'alice@localhost')")}));
        QVERIFY((*honest)->append({}));
        QCOMPARE((*honest)->verify()->claims.size(), 1);
    }
};

NIGHTKEEP_TEST(TstStoreSeals, integration, Core)
#include "tst_storeseals.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeconnection.h"
#include "tests/support/rogueserver.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <tuple>

using namespace Nightkeep;

/// A server that should keep the shared workspace and wants its password instead, or this computer's memory. Without
/// the relay libmariadb sent the one and filled the other.
class TstRogueStore : public QObject
{
    Q_OBJECT

private slots:
    void getsNothing_data()
    {
        using Talk = RogueServer::Talk;
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<RogueServer::Script>("script");
        for (const char *plugin : {"mysql_clear_password", "dialog"}) {
            const RogueServer::Script asks = [plugin](Talk &talk) {
                if (!talk.send(RogueServer::greeting()) || !talk.receive())
                    return;
                talk.send("\xfe" + QByteArray(plugin) + RogueServer::number(0, 1) + "\4Password: ");
                talk.untilTheEnd();
            };
            QTest::addRow("asks by %s", plugin) << ErrorKind::PermissionDenied << asks;
        }
        const RogueServer::Script columns = [](Talk &talk) {
            if (RogueServer::serveUntil(talk, "SELECT")) {
                talk.send("\xfd\xff\xff\xff");
                talk.untilTheEnd();
            }
        };
        // A prepared statement has no number of columns there.
        QTest::newRow("answers what was not asked") << ErrorKind::Damaged << columns;
    }

    void getsNothing()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(RogueServer::Script, script);
        const QByteArray canary = "canary-91c4-of-the-workspace";
        RogueServer server(m_folder.path(), script);
        StoreTarget target;
        target.location.kind = StoreLocation::Kind::Server;
        target.location.socket = server.socketPath();
        target.location.user = QStringLiteral("workspace");
        target.location.database = QStringLiteral("nightkeep");
        target.password = QString::fromLatin1(canary);
        Error error;
        Result<std::unique_ptr<StoreConnection>> opened = StoreConnection::open(target);
        if (opened) {
            const auto read = (*opened)->select(1, QStringLiteral("SELECT id FROM nk_workspace"));
            QVERIFY(!read);
            error = read.error();
        } else {
            error = opened.error();
        }
        QVERIFY2(error.kind == kind, qPrintable(error.message + error.detail));
        QVERIFY(!error.advice.isEmpty());
        QVERIFY(!server.received().isEmpty());
        QVERIFY(!server.received().contains(canary));
    }

    /// Whoever was told "Nothing was changed" made the change a second time.
    void whetherAChangeWasMade_data()
    {
        using Talk = RogueServer::Talk;
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<RogueServer::Script>("script");
        QTest::newRow("the answer is lost")
            << ErrorKind::Incomplete
            << RogueServer::Script([](Talk &talk) { std::ignore = RogueServer::serveUntil(talk, "COMMIT"); });
        QTest::newRow("the answer makes no sense") << ErrorKind::Incomplete << RogueServer::Script([](Talk &talk) {
            if (RogueServer::serveUntil(talk, "COMMIT") && talk.send("\xfd\xff\xff\xff"))
                talk.untilTheEnd();
        });
        QTest::newRow("it is refused") << ErrorKind::Busy << RogueServer::Script([](Talk &talk) {
            if (RogueServer::serveUntil(talk, "COMMIT")
                && talk.send("\xff" + RogueServer::number(1213, 2) + "#40001Deadlock"))
                talk.untilTheEnd();
        });
    }

    void whetherAChangeWasMade()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(RogueServer::Script, script);
        RogueServer server(m_folder.path(), script);
        StoreTarget target;
        target.location.kind = StoreLocation::Kind::Server;
        target.location.socket = server.socketPath();
        target.location.user = QStringLiteral("workspace");
        target.location.database = QStringLiteral("nightkeep");
        const auto opened = StoreConnection::open(target);
        QVERIFY(opened);
        const Result<void> ended = (*opened)->commit();
        QVERIFY(!ended);
        QVERIFY2(ended.error().kind == kind, qPrintable(ended.error().message + ended.error().detail));
    }

private:
    QTemporaryDir m_folder;
};

NIGHTKEEP_TEST(TstRogueStore, fault, Core)
#include "tst_roguestore.moc"

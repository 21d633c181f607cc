// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/configtruth.h"
#include "tests/moodle/cuttingproxy.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QTest>

#include <future>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

QList<ConfigChange> bothChanges()
{
    return {{keep, QStringLiteral("1"), QStringLiteral("2")}, {hour, QStringLiteral("3"), QStringLiteral("4")}};
}

// What was committed before the server was killed must still be there.
QStringList durable()
{
    return {QStringLiteral("--innodb-flush-log-at-trx-commit=1")};
}

struct Attempt
{
    bool opened = false;
    Result<QList<ConfigOutcome>> outcomes = QList<ConfigOutcome> {};
};

Attempt attempt(SqlConnections &connections, const SqlAddress &address)
{
    Attempt made;
    Result<std::unique_ptr<MoodleSite>> site = SqlMoodleSite::open(connections, address, QStringLiteral("mdl_"));
    if (!site)
        return {false, fail(site.error())};
    made.opened = true;
    made.outcomes = (*site)->compareAndSet(bothChanges());
    return made;
}

QString untruth(const Result<QList<ConfigOutcome>> &said, const QHash<QString, QString> &there, bool mayBeUnknown)
{
    return configUntruth(said, bothChanges(), MoodleTables::initialConfig(), there, mayBeUnknown);
}

QHash<QString, QString> configSeenBy(SqlConnection &connection)
{
    QHash<QString, QString> config;
    const SqlResult<QList<QStringList>> rows =
        connection.select({}, {QStringLiteral("SELECT name, value FROM mdl_backup_config"), {}, 2});
    if (rows)
        for (const QStringList &row : *rows)
            config.insert(row.at(0), row.at(1));
    return config;
}

bool isHalf(const QHash<QString, QString> &there)
{
    return (there.value(keep) == QLatin1String("2")) != (there.value(hour) == QLatin1String("4"));
}

} // namespace

/// The way to the database breaks at every packet, and the server dies or throws us out.
class TstMoodleFaults : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;
    QTemporaryDir m_folder;

    static void engines()
    {
        QTest::addColumn<QString>("storage");
        QTest::newRow("InnoDB") << QStringLiteral("InnoDB");
        QTest::newRow("MyISAM") << QStringLiteral("MyISAM");
    }

    /// The administrator's session, straight to the server.
    Result<std::unique_ptr<SqlConnection>> administrator(const QString &storage)
    {
        SqlAddress address = m_tables.address(storage);
        address.user = QStringLiteral("root");
        address.password.clear();
        return m_connections.open(address);
    }

    /// Another session that keeps `keep` locked until it goes.
    std::unique_ptr<SqlConnection> locker(const QString &storage)
    {
        Result<std::unique_ptr<SqlConnection>> root = administrator(storage);
        if (!root)
            return nullptr;
        const bool rows = storage == QLatin1String("InnoDB");
        const SqlResult<int> begun =
            (*root)->send(rows ? QStringLiteral("BEGIN") : QStringLiteral("LOCK TABLES mdl_backup_config READ"));
        const SqlResult<QList<QStringList>> locked =
            (*root)->select({}, Sql::selectRows(SqlEngine::MySql, QStringLiteral("mdl_backup_config"), {keep}, rows));
        return begun && locked ? std::move(*root) : nullptr;
    }

    /// The server's number of the session of ours that waits for a lock; 0 while there is none. It waits with a SELECT
    /// FOR UPDATE, or with an UPDATE; what it says before may be slow, and waits for nobody.
    qint64 waitingSession()
    {
        const Result<QByteArray> id = m_tables.server().sql(QStringLiteral(
            "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'workspace' AND COMMAND = 'Execute' "
            "AND TIME_MS > 50 AND (INFO IS NULL OR INFO LIKE '%UPDATE%')"));
        return id ? id->trimmed().toLongLong() : 0;
    }

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start(durable());
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
    }
    void cutAtEveryPacket_data();
    void cutAtEveryPacket();
    void thrownOutWhileWaiting_data() { engines(); }
    void thrownOutWhileWaiting();
    void goesThroughOnceUnlocked_data() { engines(); }
    void goesThroughOnceUnlocked();
    void staysLockedForTooLong_data() { engines(); }
    void staysLockedForTooLong();
    void serverDiesWhileWaiting_data() { engines(); }
    void serverDiesWhileWaiting();
};

void TstMoodleFaults::cutAtEveryPacket_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<bool>("after");
    QTest::addColumn<bool>("staysDown");
    for (const char *name : {"InnoDB", "MyISAM"}) {
        const QString storage = QString::fromLatin1(name);
        QTest::addRow("%s, packet lost", name) << storage << false << false;
        QTest::addRow("%s, answer lost", name) << storage << true << false;
        QTest::addRow("%s, packet lost for good", name) << storage << false << true;
        QTest::addRow("%s, answer lost for good", name) << storage << true << true;
    }
}

void TstMoodleFaults::cutAtEveryPacket()
{
    QFETCH(QString, storage);
    QFETCH(bool, after);
    QFETCH(bool, staysDown);
    const bool together = storage == QLatin1String("InnoDB");
    int cuts = 0;
    int unknown = 0;
    int written = 0;
    bool reachedTheEnd = false;
    QVERIFY(m_tables.reset(storage));
    const Result<std::unique_ptr<SqlConnection>> root = administrator(storage);
    QVERIFY(root);
    for (int packet = 1; packet < 200 && !reachedTheEnd; ++packet) {
        for (const ConfigChange &change : bothChanges())
            QVERIFY((*root)->change({},
                                    {QStringLiteral("UPDATE mdl_backup_config SET value = ? WHERE name = ?"),
                                     {*change.seen, change.name}}));
        CuttingProxy proxy(m_folder.path(), m_tables.server().socketPath(), packet,
                           after ? CuttingProxy::Cut::After : CuttingProxy::Cut::Before, staysDown);
        SqlAddress address = m_tables.address(storage);
        address.location = proxy.socketPath();
        address.recheckLimit = std::chrono::milliseconds(staysDown ? 60 : 100'000);
        const Attempt made = attempt(m_connections, address);
        reachedTheEnd = !proxy.hasCut();
        cuts += proxy.hasCut() ? 1 : 0;

        const QHash<QString, QString> there = configSeenBy(**root);
        const QString wrong = untruth(made.outcomes, there, staysDown);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("packet %1: %2").arg(packet).arg(wrong)));
        // Without transactions what was written goes back, as long as there is a way.
        const bool mayBeHalf = !together && staysDown;
        QVERIFY2(mayBeHalf || !isHalf(there), qPrintable(QStringLiteral("packet %1: half of it").arg(packet)));
        if (!made.outcomes)
            continue;
        for (const ConfigOutcome &outcome : *made.outcomes) {
            unknown += outcome.kind == Kind::Unknown ? 1 : 0;
            written += outcome.kind == Kind::Written ? 1 : 0;
        }
    }
    QVERIFY(reachedTheEnd);
    QVERIFY2(cuts >= 20, qPrintable(QStringLiteral("only %1 cuts").arg(cuts)));
    QVERIFY(written >= 2); // the last round, uncut
    QCOMPARE(unknown > 0, staysDown); // nobody to ask: said to be unknown, never guessed
    qInfo("%d cuts, %d written, %d unknown", cuts, written, unknown);
}

void TstMoodleFaults::thrownOutWhileWaiting()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    std::unique_ptr<SqlConnection> other = locker(storage);
    QVERIFY(other);
    const SqlAddress address = m_tables.address(storage);
    std::future<Attempt> writer =
        std::async(std::launch::async, [this, address] { return attempt(m_connections, address); });
    const auto ending = qScopeGuard([&other] { other.reset(); }); // a failure waits for no lock
    qint64 session = 0;
    QTRY_VERIFY_WITH_TIMEOUT((session = waitingSession()) > 0, 60000);
    QVERIFY(m_tables.server().sql(QStringLiteral("KILL CONNECTION %1").arg(session)));
    const Attempt made = writer.get();
    other.reset();
    QVERIFY(made.opened);
    QVERIFY(!made.outcomes);
    QCOMPARE(made.outcomes.error().kind, ErrorKind::Unreachable);
    QVERIFY(made.outcomes.error().message.contains(QLatin1String("Nothing was written")));
    QCOMPARE(m_tables.config(storage), MoodleTables::initialConfig());
}

void TstMoodleFaults::staysLockedForTooLong()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    const std::unique_ptr<SqlConnection> other = locker(storage);
    QVERIFY(other);
    SqlAddress address = m_tables.address(storage);
    address.lockLimit = std::chrono::seconds(1);
    const Attempt made = attempt(m_connections, address);
    QVERIFY(!made.outcomes);
    QCOMPARE(made.outcomes.error().kind, ErrorKind::Busy);
    QVERIFY(made.outcomes.error().message.contains(QLatin1String("Nothing was written")));
    QCOMPARE(configSeenBy(*other), MoodleTables::initialConfig());
}

void TstMoodleFaults::goesThroughOnceUnlocked()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    std::unique_ptr<SqlConnection> other = locker(storage);
    QVERIFY(other);
    const SqlAddress address = m_tables.address(storage);
    std::future<Attempt> writer =
        std::async(std::launch::async, [this, address] { return attempt(m_connections, address); });
    const auto ending = qScopeGuard([&other] { other.reset(); }); // a failure waits for no lock
    qint64 session = 0;
    QTRY_VERIFY_WITH_TIMEOUT((session = waitingSession()) > 0, 60000);
    other.reset(); // the lock goes while we wait: the change then goes through
    const Attempt made = writer.get();
    QVERIFY2(made.outcomes, made.outcomes ? "" : qPrintable(made.outcomes.error().detail));
    QCOMPARE(made.outcomes->at(0).kind, Kind::Written);
    QCOMPARE(made.outcomes->at(1).kind, Kind::Written);
}

void TstMoodleFaults::serverDiesWhileWaiting()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    std::unique_ptr<SqlConnection> other = locker(storage);
    QVERIFY(other);
    SqlAddress address = m_tables.address(storage);
    address.recheckLimit = std::chrono::milliseconds(200);
    std::future<Attempt> writer =
        std::async(std::launch::async, [this, address] { return attempt(m_connections, address); });
    const auto ending = qScopeGuard([&other] { other.reset(); }); // a failure waits for no lock
    qint64 session = 0;
    QTRY_VERIFY_WITH_TIMEOUT((session = waitingSession()) > 0, 60000);
    m_tables.server().kill();
    const Attempt made = writer.get();
    other.reset();
    const Result<void> again = m_tables.server().start(durable());
    QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    const QString wrong = untruth(made.outcomes, m_tables.config(storage), true);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    if (storage == QLatin1String("InnoDB")) {
        QVERIFY(!made.outcomes); // never committed: that is known without asking
    } else {
        QVERIFY(made.outcomes);
        QCOMPARE(made.outcomes->at(0).kind, Kind::Unknown);
        QCOMPARE(made.outcomes->at(1).kind, Kind::NotTried);
    }
}

NIGHTKEEP_TEST(TstMoodleFaults, fault, Core, 300)
#include "tst_moodlefaults.moc"

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/configtruth.h"
#include "tests/moodle/cuttingproxy.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

const QString cutMinute = QStringLiteral("backup_sche_minute"); // has no row at first
const QString cutDays = QStringLiteral("backup_sche_weekdays");

QList<ConfigChange> cutChanges(int count)
{
    const QList<ConfigChange> three {{keep, QStringLiteral("1"), QStringLiteral("2")},
                                     {cutMinute, std::nullopt, QStringLiteral("5")},
                                     {hour, QStringLiteral("3"), QStringLiteral("4")}};
    return three.first(count);
}

/// Which part of the work a packet belongs to.
QString cutStage(const QByteArray &subject)
{
    const QList<QPair<const char *, const char *>> words {
        {"login", "login"},        {"START TRANSACTION", "begin"}, {"COMMIT", "commit"}, {"FOR UPDATE", "lock"},
        {"INSERT INTO", "insert"}, {"UPDATE `mdl_", "update"},     {"name IN (", "read"}};
    for (const auto &[word, stage] : words) {
        if (subject.contains(word))
            return QLatin1String(stage);
    }
    return QStringLiteral("session");
}

struct CutCount
{
    int cuts = 0;
    int written = 0;
    int takenBack = 0;
    int unknown = 0;
    QSet<QString> stages;
};

QStringList cutEngines()
{
    return {QStringLiteral("InnoDB"), QStringLiteral("MyISAM")};
}

} // namespace

/// The way to the database is cut at each packet of a change, in four manners: before it, amid it, before its answer,
/// amid its answer. At the end the table is as before or as wanted, or what is said tells exactly what it is.
class TstMoodleCuts : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;
    QTemporaryDir m_folder;
    std::unique_ptr<SqlConnection> m_root; ///< the administrator's session, straight to the server

    [[nodiscard]] QHash<QString, QString> there()
    {
        QHash<QString, QString> config;
        const SqlResult<QList<QStringList>> rows =
            m_root->select({}, {QStringLiteral("SELECT name, value FROM mdl_backup_config"), {}, 2});
        for (const QStringList &row : rows.value_or(QList<QStringList>()))
            config.insert(row.at(0), row.at(1));
        return config;
    }

    /// As at first; what another attempt left goes.
    [[nodiscard]] bool restore()
    {
        const auto set = [this](const QString &name, const QString &value) {
            return m_root
                ->change({}, {QStringLiteral("UPDATE mdl_backup_config SET value = ? WHERE name = ?"), {value, name}})
                .has_value();
        };
        return set(keep, QStringLiteral("1")) && set(hour, QStringLiteral("3"))
            && m_root->change({}, {QStringLiteral("DELETE FROM mdl_backup_config WHERE name = ?"), {cutMinute}});
    }

    [[nodiscard]] bool begin(const QString &storage)
    {
        if (!m_tables.reset(storage))
            return false;
        SqlAddress address = m_tables.address(storage);
        address.user = QStringLiteral("root");
        address.password.clear();
        Result<std::unique_ptr<SqlConnection>> root = m_connections.open(address);
        m_root = root ? std::move(*root) : nullptr;
        return m_root != nullptr;
    }

    /// Cuts at each packet, one attempt after the other, until one comes to its end. Gives what was wrong, or nothing.
    [[nodiscard]] QString cutEverywhere(const QString &storage, const QList<ConfigChange> &changes,
                                        CuttingProxy::Cut cut, bool staysDown, CutCount &count)
    {
        for (int packet = 1; packet < 300; ++packet) {
            const QString at = QStringLiteral("cut %1, packet %2: ").arg(int(cut)).arg(packet);
            if (!restore())
                return at + QStringLiteral("the table could not be restored");
            const QHash<QString, QString> before = there();
            CuttingProxy proxy(m_folder.path(), m_tables.server().socketPath(), packet, cut, staysDown);
            SqlAddress address = m_tables.address(storage);
            address.location = proxy.socketPath();
            address.recheckLimit = std::chrono::milliseconds(staysDown ? 20 : 100'000);
            Result<std::unique_ptr<MoodleSite>> site =
                SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
            const Result<QList<ConfigOutcome>> said =
                site ? (*site)->compareAndSet(changes) : Result<QList<ConfigOutcome>>(fail(site.error()));
            if (site)
                site->reset(); // says goodbye, which may be the packet that is cut
            const bool hasCut = proxy.hasCut();
            const QHash<QString, QString> after = there();
            if (hasCut) {
                ++count.cuts;
                count.stages.insert(cutStage(proxy.cutAt()));
            }
            if (const QString wrong = truth(said, changes, before, after, staysDown); !wrong.isEmpty())
                return at + QString::fromUtf8(proxy.cutAt().left(80)) + QStringLiteral(": ") + wrong;
            for (const ConfigOutcome &outcome : said.value_or(QList<ConfigOutcome>())) {
                count.written += outcome.kind == Kind::Written ? 1 : 0;
                count.takenBack += outcome.kind == Kind::TakenBack ? 1 : 0;
                count.unknown += outcome.kind == Kind::Unknown ? 1 : 0;
            }
            if (!hasCut)
                return {};
        }
        return QStringLiteral("it never came to its end");
    }

    /// With a third that the database refuses, the words of the refusal are not those of a lost connection.
    [[nodiscard]] QString truth(const Result<QList<ConfigOutcome>> &said, const QList<ConfigChange> &changes,
                                const QHash<QString, QString> &before, const QHash<QString, QString> &after,
                                bool mayBeUnknown) const
    {
        const QString wrong = configUntruth(said, changes, before, after, mayBeUnknown);
        if (!wrong.isEmpty() || mayBeUnknown || after == before)
            return wrong;
        // The way is there again: all of it stands, or none.
        QHash<QString, QString> wanted = before;
        QHash<QString, QString> takenBack = before;
        for (const ConfigChange &change : changes) {
            wanted.insert(change.name, change.wanted);
            if (after.contains(change.name))
                takenBack.insert(change.name, configTakenBack(change));
        }
        return after == wanted || after == takenBack ? QString() : QStringLiteral("half of it stands");
    }

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
    }
    void cleanup() { m_root.reset(); }

    void cutOnce_data()
    {
        QTest::addColumn<QString>("storage");
        QTest::addColumn<int>("changes");
        for (const QString &storage : cutEngines())
            for (const int changes : {1, 3})
                QTest::addRow("%s, %d", qPrintable(storage), changes) << storage << changes;
    }
    void cutOnce()
    {
        QFETCH(QString, storage);
        QFETCH(int, changes);
        QVERIFY(begin(storage));
        CutCount count;
        for (const CuttingProxy::Cut cut : {CuttingProxy::Cut::Before, CuttingProxy::Cut::Torn,
                                            CuttingProxy::Cut::After, CuttingProxy::Cut::AnswerTorn}) {
            const QString wrong = cutEverywhere(storage, cutChanges(changes), cut, false, count);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        QVERIFY2(count.cuts >= 60, qPrintable(QStringLiteral("only %1 cuts").arg(count.cuts)));
        QStringList stages {QStringLiteral("login"), QStringLiteral("session"), QStringLiteral("update"),
                            QStringLiteral("read")};
        if (storage == QLatin1String("InnoDB"))
            stages << QStringLiteral("begin") << QStringLiteral("lock") << QStringLiteral("commit");
        if (changes > 1)
            stages << QStringLiteral("insert");
        for (const QString &stage : std::as_const(stages))
            QVERIFY2(count.stages.contains(stage), qPrintable(stage));
        QVERIFY(count.written >= 4 * changes); // at least by those that came to their end
        QCOMPARE(count.unknown, 0);
        QCOMPARE(count.takenBack > 0, storage == QLatin1String("MyISAM") && changes > 1);
        qInfo("%d cuts, %d written, %d taken back", count.cuts, count.written, count.takenBack);
    }

    void cutForGood_data()
    {
        QTest::addColumn<QString>("storage");
        for (const QString &storage : cutEngines())
            QTest::newRow(qPrintable(storage)) << storage;
    }
    void cutForGood()
    {
        QFETCH(QString, storage);
        QVERIFY(begin(storage));
        CutCount count;
        const QString wrong = cutEverywhere(storage, cutChanges(3), CuttingProxy::Cut::After, true, count);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QVERIFY2(count.cuts >= 20, qPrintable(QStringLiteral("only %1 cuts").arg(count.cuts)));
        QVERIFY(count.unknown > 0); // nobody to ask: said, never guessed
    }

    /// The third is refused, and the way breaks while the two before it go back.
    void cutWhileTakingBack_data()
    {
        QTest::addColumn<bool>("staysDown");
        QTest::newRow("once") << false;
        QTest::newRow("for good") << true;
    }
    void cutWhileTakingBack()
    {
        QFETCH(bool, staysDown);
        const QString storage = QStringLiteral("MyISAM");
        QVERIFY(begin(storage));
        QVERIFY(m_root->send(QStringLiteral("CREATE TRIGGER refuse BEFORE UPDATE ON mdl_backup_config FOR EACH ROW SET "
                                            "NEW.value = IF(NEW.name = 'backup_sche_weekdays', NULL, NEW.value)")));
        QList<ConfigChange> changes = cutChanges(2);
        changes += {cutDays, MoodleTables::initialConfig().value(cutDays), QStringLiteral("0000001")};
        CutCount count;
        for (const CuttingProxy::Cut cut : {CuttingProxy::Cut::Before, CuttingProxy::Cut::After}) {
            const QString wrong = cutEverywhere(storage, changes, cut, staysDown, count);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        QVERIFY2(count.cuts >= 60, qPrintable(QStringLiteral("only %1 cuts").arg(count.cuts)));
        QVERIFY(count.takenBack >= 4);
        QCOMPARE(count.unknown > 0, staysDown);
        QCOMPARE(count.written > 0, staysDown); // what could not be taken back is said to stand
    }
};

NIGHTKEEP_TEST(TstMoodleCuts, fault, Core, 600)
#include "tst_moodlecuts.moc"

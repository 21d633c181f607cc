// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <barrier>
#include <future>
#include <thread>
#include <vector>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

constexpr int interleavings = 500; // with each of the two engines
constexpr int fewestEditors = 2;
constexpr int mostEditors = 8;
const QString editedTable = QStringLiteral("mdl_backup_config");

const QStringList &editedNames()
{
    static const QStringList names {keep,
                                    hour,
                                    QStringLiteral("backup_sche_modules"),
                                    QStringLiteral("backup_sche_active"),
                                    QStringLiteral("backup_sche_weekdays"),
                                    QStringLiteral("backup_sche_destination")};
    return names;
}

/// One change of one option that took hold.
struct CrowdLink
{
    QString name;
    QString seen;
    QString wanted;
};

struct CrowdTally
{
    std::vector<CrowdLink> links;
    int attempts = 0;
    int accepted = 0;
    int refused = 0;
    int takenBack = 0; ///< values
    int kept = 0; ///< values of a refused set that somebody had written over
    int busy = 0;
    QStringList surprises;
};

/// What all threads of one run share; not changed while they run.
struct Crowd
{
    SqlConnections &connections;
    SqlAddress address;
    SqlAddress administrator;
    bool together = false; ///< the engine has transactions
    quint32 seed = 0;
    std::vector<int> editors = {}; ///< how many there are in each round
    std::barrier<> barrier {mostEditors + 2}; ///< Moodle, and who looks on
};

void giveWay(QRandomGenerator &random, int most)
{
    for (int times = random.bounded(most + 1); times > 0; --times)
        std::this_thread::yield();
}

QStringList someNames(QRandomGenerator &random, int most)
{
    QStringList names = editedNames();
    std::shuffle(names.begin(), names.end(), random);
    return names.first(1 + random.bounded(most));
}

QHash<QString, QString> crowdValues(SqlConnection &connection)
{
    QHash<QString, QString> values;
    const SqlResult<QList<QStringList>> rows =
        connection.select({}, {QStringLiteral("SELECT name, value FROM mdl_backup_config"), {}, 2});
    for (const QStringList &row : rows.value_or(QList<QStringList>()))
        values.insert(row.at(0), row.at(1));
    return values;
}

/// Enters what became of a set of changes.
void enterOutcomes(CrowdTally &tally, const Result<QList<ConfigOutcome>> &outcomes, bool together)
{
    ++tally.attempts;
    if (!outcomes) {
        tally.busy += outcomes.error().kind == ErrorKind::Busy ? 1 : 0;
        if (outcomes.error().kind != ErrorKind::Busy)
            tally.surprises += outcomes.error().message + outcomes.error().detail;
        return;
    }
    const auto count = [&outcomes](Kind kind) {
        return int(std::count_if(outcomes->cbegin(), outcomes->cend(),
                                 [kind](const ConfigOutcome &outcome) { return outcome.kind == kind; }));
    };
    const int written = count(Kind::Written);
    const int takenBack = count(Kind::TakenBack);
    const int conflicts = count(Kind::Conflict);
    const bool isWhole = written == outcomes->size();
    const bool isRefused = conflicts > 0 && conflicts + written + takenBack + count(Kind::NotTried) == outcomes->size()
        && (!together || written + takenBack == 0);
    if (!isWhole && !isRefused)
        tally.surprises += QStringLiteral("%1 written, %2 taken back, %3 conflicts of %4")
                               .arg(written)
                               .arg(takenBack)
                               .arg(conflicts)
                               .arg(outcomes->size());
    tally.accepted += isWhole ? 1 : 0;
    tally.refused += isRefused ? 1 : 0;
    tally.takenBack += takenBack;
    tally.kept += isWhole ? 0 : written;
    for (const ConfigOutcome &outcome : *outcomes) {
        if (outcome.kind != Kind::Written)
            continue;
        tally.links.push_back({outcome.change.name, outcome.change.seen.value_or(QString()), outcome.change.wanted});
        if (!isWhole && !outcome.error)
            tally.surprises += QStringLiteral("a value of a refused set stands, and nobody is told");
    }
}

/// One person who reads, thinks, and writes some of the options.
CrowdTally editInCrowd(Crowd &crowd, int number)
{
    CrowdTally tally;
    QRandomGenerator random(crowd.seed + quint32(number));
    Result<std::unique_ptr<MoodleSite>> site =
        SqlMoodleSite::open(crowd.connections, crowd.address, QStringLiteral("mdl_"));
    Result<std::unique_ptr<SqlConnection>> reader = crowd.connections.open(crowd.address);
    if (!site || !reader)
        tally.surprises += QStringLiteral("no connection");
    for (int round = 0; round < interleavings; ++round) {
        crowd.barrier.arrive_and_wait();
        if (site && reader && number < crowd.editors[size_t(round)]) {
            giveWay(random, 4);
            const QHash<QString, QString> seen = crowdValues(**reader);
            giveWay(random, 8);
            QList<ConfigChange> changes;
            const QStringList names = someNames(random, 4);
            for (const QString &name : names)
                changes += {name, seen.value(name), QStringLiteral("editor %1, round %2").arg(number).arg(round)};
            enterOutcomes(tally, (*site)->compareAndSet(changes), crowd.together);
        }
        crowd.barrier.arrive_and_wait();
    }
    return tally;
}

/// Moodle's own page writes without looking; here it also notes what it wrote over.
bool writeAsMoodle(SqlConnection &connection, bool together, const QString &name, const QString &wanted,
                   CrowdTally &tally)
{
    if (!connection.send(together ? QStringLiteral("START TRANSACTION")
                                  : QStringLiteral("LOCK TABLES mdl_backup_config WRITE")))
        return false;
    const SqlResult<QList<QStringList>> before =
        connection.select({}, Sql::selectRows(SqlEngine::MySql, editedTable, {name}, together));
    const bool written = before && before->size() == 1
        && connection.change({},
                             {QStringLiteral("UPDATE mdl_backup_config SET value = ? WHERE name = ?"), {wanted, name}});
    const QString end = !together ? QStringLiteral("UNLOCK TABLES")
        : written                 ? QStringLiteral("COMMIT")
                                  : QStringLiteral("ROLLBACK"); // it met an editor: the server ended it
    const bool ended = connection.send(end).has_value();
    if (written && ended)
        tally.links.push_back({name, before->constFirst().at(1), wanted});
    return ended;
}

CrowdTally runMoodle(Crowd &crowd)
{
    CrowdTally tally;
    QRandomGenerator random(crowd.seed + mostEditors);
    Result<std::unique_ptr<SqlConnection>> connection = crowd.connections.open(crowd.administrator);
    if (!connection)
        tally.surprises += QStringLiteral("no connection for Moodle");
    for (int round = 0; round < interleavings; ++round) {
        crowd.barrier.arrive_and_wait();
        if (connection && random.bounded(2) == 0) {
            giveWay(random, 12);
            const QStringList names = someNames(random, 2);
            for (const QString &name : names) {
                if (!writeAsMoodle(**connection, crowd.together, name, QStringLiteral("Moodle, round %1").arg(round),
                                   tally))
                    tally.surprises += QStringLiteral("Moodle could not write");
            }
        }
        crowd.barrier.arrive_and_wait();
    }
    return tally;
}

/// Begins each round, and tries afterwards to apply what was seen before it.
CrowdTally lookOn(Crowd &crowd)
{
    CrowdTally tally;
    Result<std::unique_ptr<MoodleSite>> site =
        SqlMoodleSite::open(crowd.connections, crowd.address, QStringLiteral("mdl_"));
    Result<std::unique_ptr<SqlConnection>> reader = crowd.connections.open(crowd.address);
    if (!site || !reader)
        tally.surprises += QStringLiteral("no connection for who looks on");
    for (int round = 0; round < interleavings; ++round) {
        const QHash<QString, QString> seen = reader ? crowdValues(**reader) : QHash<QString, QString>();
        crowd.barrier.arrive_and_wait();
        crowd.barrier.arrive_and_wait();
        if (!site || !reader)
            continue;
        const QHash<QString, QString> now = crowdValues(**reader);
        if (now == seen)
            continue;
        QList<ConfigChange> stale;
        for (const QString &name : editedNames())
            stale += {name, seen.value(name), QStringLiteral("stale, round %1").arg(round)};
        enterOutcomes(tally, (*site)->compareAndSet(stale), crowd.together);
        if (crowdValues(**reader) != now)
            tally.surprises += QStringLiteral("a stale plan was carried out in round %1").arg(round);
    }
    return tally;
}

/// Whether all changes of one option stand in one chain from the first value to the last. Empty: they do.
QString brokenChain(const std::vector<CrowdLink> &links, const QString &name, QString value, const QString &last)
{
    QHash<QString, QString> next;
    for (const CrowdLink &link : links) {
        if (link.name != name)
            continue;
        if (next.contains(link.seen))
            return QStringLiteral("%1: two changes of \"%2\", one of them is lost").arg(name, link.seen);
        next.insert(link.seen, link.wanted);
    }
    while (next.contains(value))
        value = next.take(value);
    if (!next.isEmpty())
        return QStringLiteral("%1: %2 changes of what was not there").arg(name).arg(next.size());
    return value == last ? QString() : QStringLiteral("%1: \"%2\" became \"%3\"").arg(name, value, last);
}

} // namespace

/// Two to eight people and Moodle itself change the same options at once, in a thousand ways that the machine's
/// scheduling makes, half of them with transactions.
class TstMoodleInterleavings : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
    }
    void losesNoUpdate_data();
    void losesNoUpdate();
};

void TstMoodleInterleavings::losesNoUpdate_data()
{
    QTest::addColumn<QString>("storage");
    QTest::newRow("InnoDB") << QStringLiteral("InnoDB");
    QTest::newRow("MyISAM") << QStringLiteral("MyISAM");
}

void TstMoodleInterleavings::losesNoUpdate()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    Crowd crowd {m_connections, m_tables.address(storage), m_tables.address(storage)};
    crowd.administrator.user = QStringLiteral("root");
    crowd.administrator.password.clear();
    crowd.together = storage == QLatin1String("InnoDB");
    crowd.seed = 20081129;
    QRandomGenerator random(crowd.seed);
    for (int round = 0; round < interleavings; ++round)
        crowd.editors.push_back(random.bounded(fewestEditors, mostEditors + 1));

    std::vector<std::future<CrowdTally>> running;
    for (int number = 0; number < mostEditors; ++number)
        running.push_back(std::async(std::launch::async, [&crowd, number] { return editInCrowd(crowd, number); }));
    running.push_back(std::async(std::launch::async, [&crowd] { return runMoodle(crowd); }));
    const CrowdTally onlooker = lookOn(crowd);
    CrowdTally all;
    for (std::future<CrowdTally> &one : running) {
        const CrowdTally tally = one.get();
        all.surprises += tally.surprises;
        all.attempts += tally.attempts;
        all.accepted += tally.accepted;
        all.refused += tally.refused;
        all.takenBack += tally.takenBack;
        all.kept += tally.kept;
        all.busy += tally.busy;
        all.links.insert(all.links.end(), tally.links.begin(), tally.links.end());
    }
    all.surprises += onlooker.surprises;
    QVERIFY2(all.surprises.isEmpty(),
             qPrintable(all.surprises.first(std::min<qsizetype>(all.surprises.size(), 20)).join(u'\n')));

    int meant = 0;
    for (const int editors : crowd.editors)
        meant += editors;
    QCOMPARE(all.attempts, meant);
    QCOMPARE(all.accepted + all.refused + all.busy, meant);
    QVERIFY(all.accepted >= interleavings / 4);
    QVERIFY(all.refused >= interleavings / 4);
    QVERIFY(onlooker.attempts >= interleavings / 2);
    QCOMPARE(onlooker.refused, onlooker.attempts); // every stale plan
    const QHash<QString, QString> last = m_tables.config(storage);
    const QHash<QString, QString> first = MoodleTables::initialConfig();
    for (const QString &name : editedNames()) {
        const QString broken = brokenChain(all.links, name, first.value(name), last.value(name));
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }
    qInfo("%d attempts: %d accepted, %d refused, %d busy; %d values taken back, %d kept; %d stale plans refused",
          all.attempts, all.accepted, all.refused, all.busy, all.takenBack, all.kept, onlooker.refused);
}

NIGHTKEEP_TEST(TstMoodleInterleavings, integration, Core, 300)
#include "tst_moodleinterleavings.moc"

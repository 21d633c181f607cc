// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <barrier>
#include <future>
#include <vector>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

constexpr int writers = 4;
constexpr int rounds = 60;

struct Success
{
    QString seen;
    QString wanted;
};

struct Ledger
{
    std::vector<Success> successes; ///< of `keep`
    int attempts = 0;
    int conflicts = 0;
    QStringList surprises;
};

// One person who reads, thinks, and writes two options; all read before any of them writes.
Ledger edit(SqlConnections &connections, const SqlAddress &address, int number, std::barrier<> &barrier)
{
    Ledger ledger;
    Result<std::unique_ptr<MoodleSite>> site = SqlMoodleSite::open(connections, address, QStringLiteral("mdl_"));
    if (!site)
        ledger.surprises += site.error().detail;
    for (int round = 0; round < rounds; ++round) {
        barrier.arrive_and_wait();
        const Result<MoodleConfig> seen =
            site ? (*site)->backupConfig() : Result<MoodleConfig>(fail(site.error()));
        barrier.arrive_and_wait();
        if (!seen) {
            ledger.surprises += seen.error().detail;
            continue;
        }
        const QString wanted = QStringLiteral("writer %1, round %2").arg(number).arg(round);
        const Result<QList<ConfigOutcome>> outcomes =
            (*site)->compareAndSet({{keep, seen->values.value(keep), wanted}, {hour, seen->values.value(hour), wanted}});
        ++ledger.attempts;
        if (!outcomes) {
            ledger.surprises += outcomes.error().message + outcomes.error().detail;
            continue;
        }
        const Kind first = outcomes->at(0).kind;
        const Kind second = outcomes->at(1).kind;
        if (first == Kind::Written && second == Kind::Written)
            ledger.successes.push_back({seen->values.value(keep), wanted});
        else if (first == Kind::Conflict)
            ++ledger.conflicts;
        else
            ledger.surprises += QStringLiteral("%1 and %2").arg(int(first)).arg(int(second));
    }
    return ledger;
}

} // namespace

/// Several people change the same options at once. The ledger: every success must stand in one
/// unbroken chain from the first value to the last, or somebody's change was written over unseen.
class TstMoodleEditors : public QObject
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

void TstMoodleEditors::losesNoUpdate_data()
{
    QTest::addColumn<QString>("storage");
    for (const char *name : {"InnoDB", "MyISAM", "SQLite"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstMoodleEditors::losesNoUpdate()
{
    QFETCH(QString, storage);
    QVERIFY(m_tables.reset(storage));
    const SqlAddress address = m_tables.address(storage);
    std::barrier<> barrier(writers);
    std::vector<std::future<Ledger>> running;
    for (int number = 1; number <= writers; ++number)
        running.push_back(std::async(std::launch::async, [this, &address, &barrier, number] {
            return edit(m_connections, address, number, barrier);
        }));

    QHash<QString, QString> next;
    int attempts = 0;
    int conflicts = 0;
    int successes = 0;
    for (std::future<Ledger> &one : running) {
        const Ledger ledger = one.get();
        QVERIFY2(ledger.surprises.isEmpty(), qPrintable(ledger.surprises.join(u'\n')));
        attempts += ledger.attempts;
        conflicts += ledger.conflicts;
        for (const Success &success : ledger.successes) {
            QVERIFY2(!next.contains(success.seen), "two changes of one value: one of them is lost");
            next.insert(success.seen, success.wanted);
            ++successes;
        }
    }
    QCOMPARE(attempts, writers * rounds);
    QVERIFY(attempts >= 200);
    QCOMPARE(successes, rounds); // of those who saw the same value exactly one gets through
    QCOMPARE(conflicts, attempts - rounds);

    QString value = MoodleTables::initialConfig().value(keep);
    int links = 0;
    while (next.contains(value)) {
        value = next.take(value);
        ++links;
    }
    QCOMPARE(links, successes);
    const QHash<QString, QString> there = m_tables.config(storage);
    QCOMPARE(there.value(keep), value);
    QCOMPARE(there.value(hour), value);
}

NIGHTKEEP_TEST(TstMoodleEditors, integration, Core)
#include "tst_moodleeditors.moc"

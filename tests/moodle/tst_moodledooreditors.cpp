// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/doorstage.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <barrier>
#include <future>
#include <vector>

using namespace Nightkeep;

namespace {

const QString sharedOption = QStringLiteral("backup_auto_max_kept");
const QString sharedSecond = QStringLiteral("backup_auto_hour");
const QString othersOption = QStringLiteral("backup_auto_storage");

struct DoorEdit
{
    QList<ConfigChange> changes;
    bool isStale = false;
    Result<QList<ConfigOutcome>> outcomes = fail(ErrorKind::Internal, {});
};

} // namespace

/// Several people change the same options of a later Moodle by its own program, some by what they saw long ago.
class TstMoodleDoorEditors : public QObject
{
    Q_OBJECT

private:
    DoorStage m_stage;
    QString m_now = QStringLiteral("first");
    QStringList m_history {QStringLiteral("before the first")};

    std::vector<DoorEdit> plans(QRandomGenerator &random, int round) const;
    void carryOut(std::vector<DoorEdit> &edits) const;

private slots:
    void losesNoUpdate();
};

/// Of two to four people, and of one who changes another option meanwhile.
std::vector<DoorEdit> TstMoodleDoorEditors::plans(QRandomGenerator &random, int round) const
{
    std::vector<DoorEdit> edits;
    const int people = random.bounded(2, 5);
    for (int i = 0; i < people; ++i) {
        DoorEdit edit;
        edit.isStale = random.bounded(4) == 0;
        const QString seen = edit.isStale ? m_history.at(random.bounded(int(m_history.size()))) : m_now;
        const QString wanted = QStringLiteral("editor %1, round %2").arg(i).arg(round);
        edit.changes = {{sharedOption, seen, wanted}, {sharedSecond, seen, wanted}};
        edits.push_back(edit);
    }
    DoorEdit other;
    other.changes = {{othersOption, QString::number(round), QString::number(round + 1)}};
    edits.insert(edits.begin() + random.bounded(people + 1), other);
    return edits;
}

void TstMoodleDoorEditors::carryOut(std::vector<DoorEdit> &edits) const
{
    std::barrier<> together(static_cast<std::ptrdiff_t>(edits.size()));
    std::vector<std::future<void>> running;
    for (DoorEdit &edit : edits)
        running.push_back(std::async(std::launch::async, [this, &edit, &together] {
            together.arrive_and_wait();
            edit.outcomes = m_stage.door()->compareAndSet(edit.changes, {});
        }));
    for (std::future<void> &one : running)
        one.get();
}

void TstMoodleDoorEditors::losesNoUpdate()
{
    QVERIFY(m_stage.start());
    m_stage.moodle.setRows({{sharedOption, m_now}, {sharedSecond, m_now}, {othersOption, QStringLiteral("0")}});
    QRandomGenerator random(20081214);
    int written = 0;
    int refused = 0;
    for (int round = 0; round < 50; ++round) {
        std::vector<DoorEdit> edits = plans(random, round);
        carryOut(edits);
        int winners = 0;
        bool mayWin = false;
        const QString before = m_now;
        for (const DoorEdit &edit : edits) {
            QVERIFY2(edit.outcomes, edit.outcomes ? "" : doorWords(edit.outcomes.error()).constData());
            const ConfigOutcome::Kind first = edit.outcomes->constFirst().kind;
            QCOMPARE(edit.outcomes->constLast().kind, first);
            if (edit.changes.size() == 1) {
                QCOMPARE(first, ConfigOutcome::Kind::Written);
                continue;
            }
            mayWin = mayWin || !edit.isStale;
            if (first == ConfigOutcome::Kind::Written) {
                QVERIFY2(!edit.isStale, "a stale plan was carried out");
                m_now = edit.changes.constFirst().wanted;
                ++winners;
            } else {
                QCOMPARE(first, ConfigOutcome::Kind::Conflict);
                ++refused;
            }
        }
        QCOMPARE(winners, mayWin ? 1 : 0); // of those who saw the same exactly one gets through
        const StandInMoodle::Rows rows = m_stage.moodle.rows();
        QCOMPARE(rows.value(sharedOption), m_now);
        QCOMPARE(rows.value(sharedSecond), m_now);
        QCOMPARE(rows.value(othersOption), QString::number(round + 1));
        written += winners;
        if (winners > 0)
            m_history += before;
    }
    QVERIFY(written > 25 && refused > 25);
    qInfo("50 rounds: %d changes written, %d refused, none lost", written, refused);
}

NIGHTKEEP_TEST(TstMoodleDoorEditors, integration, Core, 600)
#include "tst_moodledooreditors.moc"

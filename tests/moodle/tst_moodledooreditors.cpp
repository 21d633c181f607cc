// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/moodle/doorstage.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <future>
#include <vector>

using namespace Nightkeep;

namespace {

const QString sharedOption = QStringLiteral("backup_auto_max_kept");
const QString sharedSecond = QStringLiteral("backup_auto_hour");
const QString othersOption = QStringLiteral("backup_auto_storage");

struct DoorEdit
{
    QString seen;
    QString wanted;
    bool isStale = false;
    Result<QList<ConfigOutcome>> outcomes = fail(ErrorKind::Internal, {});
};

} // namespace

/// Several people change the same options of a later Moodle by its own program, some by what they saw long ago.
class TstMoodleDoorEditors : public QObject
{
    Q_OBJECT

private slots:
    void losesNoUpdate();
};

void TstMoodleDoorEditors::losesNoUpdate()
{
    DoorStage stage;
    QVERIFY(stage.start());
    QString now = QStringLiteral("first");
    QStringList history {QStringLiteral("before the first")};
    stage.moodle.setRows({{sharedOption, now}, {sharedSecond, now}, {othersOption, QStringLiteral("0")}});
    QRandomGenerator random(20081214);
    int written = 0;
    int refused = 0;
    for (int round = 0; round < 100; ++round) {
        std::vector<DoorEdit> edits(size_t(random.bounded(2, 5)));
        for (size_t i = 0; i < edits.size(); ++i) {
            edits[i].isStale = random.bounded(4) == 0;
            edits[i].seen = edits[i].isStale ? history.at(random.bounded(history.size())) : now;
            edits[i].wanted = QStringLiteral("editor %1, round %2").arg(i).arg(round);
        }
        std::vector<std::future<void>> running;
        for (DoorEdit &edit : edits) {
            const int begins = random.bounded(30);
            running.push_back(std::async(std::launch::async, [&stage, &edit, begins] {
                QThread::msleep(static_cast<unsigned long>(begins)); // which of them is first
                edit.outcomes = stage.door()->compareAndSet(
                    {{sharedOption, edit.seen, edit.wanted}, {sharedSecond, edit.seen, edit.wanted}}, {});
            }));
        }
        // And somebody changes another option meanwhile.
        auto other = std::async(std::launch::async, [&stage, round] {
            return stage.door()->compareAndSet({{othersOption, QString::number(round), QString::number(round + 1)}},
                                               {});
        });
        for (std::future<void> &one : running)
            one.get();
        const Result<QList<ConfigOutcome>> others = other.get();
        QVERIFY2(others, others ? "" : doorWords(others.error()).constData());
        QCOMPARE(others->constFirst().kind, ConfigOutcome::Kind::Written);
        int winners = 0;
        const QString before = now;
        for (const DoorEdit &edit : edits) {
            QVERIFY2(edit.outcomes, edit.outcomes ? "" : doorWords(edit.outcomes.error()).constData());
            const ConfigOutcome::Kind first = edit.outcomes->at(0).kind;
            QCOMPARE(edit.outcomes->at(1).kind, first);
            if (first == ConfigOutcome::Kind::Written) {
                QVERIFY2(!edit.isStale && edit.seen == before, "a stale plan was carried out");
                now = edit.wanted;
                ++winners;
            } else {
                QCOMPARE(first, ConfigOutcome::Kind::Conflict);
                ++refused;
            }
        }
        const bool mayWin =
            std::any_of(edits.cbegin(), edits.cend(), [](const DoorEdit &edit) { return !edit.isStale; });
        QCOMPARE(winners, mayWin ? 1 : 0); // of those who saw the same exactly one gets through
        QCOMPARE(stage.moodle.rows().value(sharedOption), now);
        QCOMPARE(stage.moodle.rows().value(sharedSecond), now);
        QCOMPARE(stage.moodle.rows().value(othersOption), QString::number(round + 1));
        written += winners;
        if (winners > 0)
            history += before;
    }
    QVERIFY(written > 50 && refused > 50);
    qInfo("100 rounds: %d changes written, %d refused, none lost", written, refused);
}

NIGHTKEEP_TEST(TstMoodleDoorEditors, integration, Core, 600)
#include "tst_moodledooreditors.moc"

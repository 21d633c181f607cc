// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/nightpicture.h"

#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

class TstNightPicture : public QObject
{
    Q_OBJECT

private slots:
    void states_data()
    {
        QTest::addColumn<NightState>("state");
        QTest::addColumn<State>("colour");
        QTest::addColumn<bool>("restorable");
        QTest::newRow("everywhere") << NightState::Everywhere << State::Good << true;
        QTest::newRow("off the server") << NightState::OffServer << State::Good << true;
        QTest::newRow("on the server") << NightState::OnServer << State::Attention << true;
        QTest::newRow("of some courses") << NightState::Partly << State::Attention << false;
        QTest::newRow("none") << NightState::None << State::Bad << false;
        QTest::newRow("not known") << NightState::Unknown << State::Unknown << false;
        QTest::newRow("to come") << NightState::Ahead << State::Unknown << false;
    }
    void states()
    {
        QFETCH(NightState, state);
        QFETCH(State, colour);
        QFETCH(bool, restorable);
        QCOMPARE(nightStateColour(state), colour);
        QCOMPARE(isRestorable(state), restorable);
        NightRow row;
        row.cells = {NightCell {QDate(2008, 10, 19), state, {}}, NightCell {QDate(2008, 10, 20), NightState::None, {}}};
        QCOMPARE(row.restorable(), restorable ? 1 : 0);
    }

    void eachStateHasAWordOfItsOwn()
    {
        QSet<QString> words;
        for (const Name<NightState> &name : Names<NightState>)
            words.insert(nightStateWord(name.value));
        QCOMPARE(words.size(), qsizetype(Names<NightState>.size()));
        QVERIFY(!words.contains(QString()));
    }
};

NIGHTKEEP_TEST(TstNightPicture, unit, Core)
#include "tst_nightpicture.moc"

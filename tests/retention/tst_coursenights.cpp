// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionplay.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace Nightkeep;

namespace {

using WalkedNights = CourseNights::Nights;

struct WalkedCase
{
    CourseRules rules;
    std::optional<StorageRules> storage;
    WallMinute now = 0;
    WalkedNights made;
};

int walkedPick(std::mt19937 &random, std::initializer_list<int> among)
{
    return *(among.begin() + std::uniform_int_distribution<int>(0, int(among.size()) - 1)(random));
}

WalkedCase walkedCase(std::mt19937 &random)
{
    const auto upTo = [&random](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    WalkedCase made;
    CourseRules &rules = made.rules;
    rules.later = upTo(2) > 0;
    for (QChar &flag : rules.weekdays)
        flag = upTo(2) > 0 ? u'1' : u'0';
    rules.minuteOfDay = upTo(1439);
    rules.keep = walkedPick(random, {0, 1, 1, 2, 3, 5, 10, 40});
    rules.deleteDays = walkedPick(random, {0, 1, 2, 7, 10, 35, 90, 365});
    rules.keepLeast = walkedPick(random, {0, 0, 1, 2, 5, 20});
    if (upTo(9) > 0) {
        StorageRules storage;
        storage.minuteOfDay = upTo(3) == 0 ? rules.minuteOfDay : upTo(1439);
        storage.everyDays = walkedPick(random, {1, 1, 1, 2, 7});
        storage.versionsDeleted = walkedPick(random, {0, 1, 1, 2, NoLimit});
        storage.retainOnly = walkedPick(random, {0, 1, 7, 30, 60, 365, NoLimit});
        made.storage = storage;
    }
    made.now = wallMinute(QDate(2008, 1, 1).addDays(upTo(800)), upTo(5) == 0 ? rules.minuteOfDay : upTo(1439));
    const int often = upTo(100);
    for (size_t day = 0; day < made.made.size(); ++day)
        made.made[day] = upTo(100) < often;
    return made;
}

/// The same, minute by minute of what happens: slow, and without any arithmetic of sets.
WalkedNights nightsWalked(const WalkedCase &of, const QDate &firstDay)
{
    struct Copy
    {
        WallMinute made = 0;
        bool isOnServer = true;
        bool isTaken = false;
        std::optional<WallMinute> inactive = {};
    };
    const WallMinute start = of.now - playDays * minutesADay;
    const qint64 first = wallMinute(firstDay) / minutesADay;
    std::map<size_t, Copy> copies; // by day
    const auto runOn = [&](size_t day, WallMinute at) {
        if (!of.made[day] || at < start || at > of.now)
            return;
        copies.insert({day, {at}});
        const bool byAge = of.rules.later && of.rules.deleteDays > 0;
        int kept = 0;
        bool isOpen = true; // none was too old or too many yet
        for (auto it = copies.rbegin(); it != copies.rend(); ++it) {
            if (!it->second.isOnServer)
                continue;
            if (byAge) {
                const bool isOld = it->second.made < at - of.rules.deleteDays * minutesADay;
                isOpen = isOpen && !isOld && kept < of.rules.keep;
                if (!isOpen && kept >= of.rules.keepLeast)
                    it->second.isOnServer = false;
            } else if (of.rules.keep > 0 && kept >= of.rules.keep) {
                it->second.isOnServer = false;
            }
            ++kept;
        }
    };
    const auto incrementalAt = [&](WallMinute at) {
        if (at < start || at > of.now || (at / minutesADay) % of.storage->everyDays != 0)
            return;
        for (auto &[day, copy] : copies) {
            if (copy.isOnServer)
                copy.isTaken = true;
            else if (copy.isTaken && !copy.inactive)
                copy.inactive = at;
        }
    };
    for (size_t day = 0; day < of.made.size(); ++day) {
        const WallMinute midnight = (first + qint64(day)) * minutesADay;
        const bool runsFirst = !of.storage || of.rules.minuteOfDay <= of.storage->minuteOfDay;
        if (runsFirst)
            runOn(day, midnight + of.rules.minuteOfDay);
        if (of.storage)
            incrementalAt(midnight + of.storage->minuteOfDay);
        if (!runsFirst)
            runOn(day, midnight + of.rules.minuteOfDay);
    }
    WalkedNights restorable;
    for (const auto &[day, copy] : copies) {
        const bool isKept = copy.isTaken
            && (!copy.inactive
                || (of.storage->versionsDeleted != 0
                    && (of.storage->retainOnly == NoLimit
                        || of.now - *copy.inactive <= of.storage->retainOnly * minutesADay)));
        restorable[day] = copy.isOnServer || isKept;
    }
    return restorable;
}

QByteArray walkedWords(const WalkedCase &of)
{
    return QByteArray::number(of.now) + (of.rules.later ? " later, keep " : " 1.9, keep ")
        + QByteArray::number(of.rules.keep) + ", days " + QByteArray::number(of.rules.deleteDays) + ", least "
        + QByteArray::number(of.rules.keepLeast)
        + (of.storage ? ", every " + QByteArray::number(of.storage->everyDays) + ", deleted "
                   + QByteArray::number(of.storage->versionsDeleted) + ", only "
                   + QByteArray::number(of.storage->retainOnly)
                      : QByteArray());
}

} // namespace

/// Many courses at once, against one at a time.
class TstCourseNights : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithThePlay()
    {
        std::mt19937 random(12);
        for (int turn = 0; turn < 1000; ++turn) {
            const WalkedCase of = walkedCase(random);
            const CourseNights nights(of.rules, of.storage, of.now);
            WalkedNights played;
            const QList<RestorePoint> points = playCourse(of.rules, of.storage, of.now);
            for (const RestorePoint &point : points)
                played.set(size_t(nights.firstDay().daysTo(point.night)));
            QVERIFY2(nights.restorable() == played, walkedWords(of).constData());
        }
    }

    void agreesWithAWalkThroughHistories()
    {
        std::mt19937 random(20);
        for (int turn = 0; turn < 300; ++turn) {
            const WalkedCase of = walkedCase(random);
            const CourseNights nights(of.rules, of.storage, of.now);
            QVERIFY2(nights.restorable({of.made}) == nightsWalked(of, nights.firstDay()), walkedWords(of).constData());
        }
    }

    void aMissedNight()
    {
        CourseRules rules;
        rules.weekdays = QStringLiteral("1111111");
        rules.minuteOfDay = 180;
        const WallMinute now = wallMinute(QDate(2008, 10, 29), 720);
        const CourseNights nights(rules, std::nullopt, now);
        QCOMPARE(nights.firstDay(), dayOf(now).addDays(-playDays));
        QCOMPARE(nights.scheduled().count(), size_t(playDays)); // at 03:00 of the first day the play had not begun
        CourseHistory history {nights.scheduled()};
        QVERIFY(nights.restorable(history).test(playDays));
        history.made.reset(playDays);
        QVERIFY(nights.restorable(history).test(playDays - 1)); // the one before is the newest then
        QCOMPARE(nights.restorable(history).count(), size_t(1));
        QVERIFY(nights.restorable(CourseHistory()).none());
    }

    /// Daily runs at 03:00 or 20:00, and changes on days 1, 2 and 20 of the play.
    void skippedRuns_data()
    {
        QTest::addColumn<bool>("later");
        QTest::addColumn<int>("minute");
        QTest::addColumn<int>("skipDays");
        QTest::addColumn<bool>("skipSame");
        QTest::addColumn<QList<qint64>>("made"); // of the first 25 days
        QTest::newRow("since the last copy") << true << 180 << 0 << true << QList<qint64> {1, 2, 3, 21};
        QTest::newRow("since the last copy, in the evening")
            << true << 1200 << 0 << true << QList<qint64> {0, 1, 2, 20};
        QTest::newRow("for three days") << true << 180 << 3 << false << QList<qint64> {1, 2, 3, 4, 5, 21, 22, 23};
        QTest::newRow("for one day, in the evening") << true << 1200 << 1 << false << QList<qint64> {0, 1, 2, 20};
        QTest::newRow("both") << true << 180 << 1 << true << QList<qint64> {1, 2, 3, 21};
        QTest::newRow("1.9 skips none of these") << false << 180 << 3 << true << QList<qint64>();
        QTest::newRow("no such rule") << true << 180 << 0 << false << QList<qint64>();
    }
    void skippedRuns()
    {
        QFETCH(bool, later);
        QFETCH(int, minute);
        QFETCH(int, skipDays);
        QFETCH(bool, skipSame);
        QFETCH(QList<qint64>, made);
        CourseRules rules;
        rules.later = later;
        rules.weekdays = QStringLiteral("1111111");
        rules.minuteOfDay = minute;
        rules.skipUnchangedDays = skipDays;
        rules.skipUnchanged = skipSame;
        const CourseNights nights(rules, std::nullopt, wallMinute(QDate(2008, 10, 29), 720));
        WalkedNights changed;
        for (const size_t day : {1, 2, 20})
            changed.set(day);
        const CourseHistory history = nights.historyOf(changed);
        if (made.isEmpty()) {
            QVERIFY(history.made == nights.scheduled());
            return;
        }
        QList<qint64> days;
        for (size_t day = 0; day < 25; ++day) {
            if (history.made.test(day))
                days += qint64(day);
        }
        QCOMPARE(days, made);
    }
};

NIGHTKEEP_TEST(TstCourseNights, unit, Core)
#include "tst_coursenights.moc"

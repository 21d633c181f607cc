// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random policies, played by the product and by the slow player: no difference is allowed.
#include "models/base/json.h"
#include "models/retention/retentionplay.h"
#include "tests/retention/randompolicy.h"
#include "tests/retention/slowplayer.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

constexpr int RandomPolicies = 20000;
constexpr int RandomOthers = 5000; ///< later Moodles, and ordinary files

constexpr quint32 RandomSeed = 20081025;

SlowPlayer::Nights nightsOf(const QList<RestorePoint> &points)
{
    SlowPlayer::Nights nights;
    for (const RestorePoint &point : points) {
        SlowPlayer::Held &held = nights[point.night];
        held.onServer = held.onServer || point.homes.testFlag(CopyHome::Server);
        held.inStorage = held.inStorage || point.homes.testFlag(CopyHome::Storage);
    }
    return nights;
}

template<typename Rules> QByteArray ruleWords(const Rules &rules)
{
    return compactJson(toJson(rules, JsonManner::CommandLine)).toUtf8();
}

QByteArray nightWords(const SlowPlayer::Nights &nights, const SlowPlayer::Nights &others)
{
    QByteArray words;
    for (const auto &[night, held] : nights) {
        const auto other = others.find(night);
        if (other == others.end() || !(other->second == held))
            words += ' ' + night.toString(Qt::ISODate).toLatin1() + (held.onServer ? " server" : "")
                + (held.inStorage ? " storage" : "");
    }
    return words;
}

/// How two players differ, the rules and the seed with it; empty: they do not.
template<typename Rules>
QByteArray difference(quint32 seed, const Rules &rules, const RandomPolicy::Policy &policy,
                      const QList<RestorePoint> &points, const SlowPlayer::Nights &expected)
{
    const SlowPlayer::Nights nights = nightsOf(points);
    const bool isOnce = qsizetype(nights.size()) == points.size();
    const int days = 1 + int(seed % 70);
    const int counted = nightsRestorable(points, policy.now, days);
    const int expectedCount = SlowPlayer::restorable(expected, policy.now, days);
    if (nights == expected && isOnce && counted == expectedCount)
        return {};
    return "seed " + QByteArray::number(seed) + " now " + dayOf(policy.now).toString(Qt::ISODate).toLatin1()
        + " minute " + QByteArray::number(policy.now - wallMinute(dayOf(policy.now))) + ' ' + ruleWords(rules) + ' '
        + (policy.storage ? ruleWords(*policy.storage) : QByteArray("no storage"))
        + "\n expected alone:" + nightWords(expected, nights) + "\n got alone:" + nightWords(nights, expected)
        + "\n of " + QByteArray::number(days) + " days " + QByteArray::number(counted) + " and not "
        + QByteArray::number(expectedCount) + (isOnce ? "" : ", a night twice");
}

/// Of so many seeds; the first few that differ are told.
template<typename Compare> int differing(int policies, quint32 seed, const Compare &compare)
{
    int count = 0;
    for (quint32 each = seed; each < seed + quint32(policies) && count < 5; ++each) {
        const QByteArray told = compare(each);
        if (told.isEmpty())
            continue;
        ++count;
        qInfo("%s", told.constData());
    }
    return count;
}

} // namespace

class TstRetentionRandom : public QObject
{
    Q_OBJECT

private slots:
    void thePlayerItselfIsRight();
    void courses();
    void dumps();
    void laterCourses();
    void files();
    void endings();
};

/// The worked figures, by the slow player: it is not to be believed without them.
void TstRetentionRandom::thePlayerItselfIsRight()
{
    const WallMinute noon = wallMinute(QDate(2008, 10, 29), 12 * 60);
    CourseRules course;
    course.weekdays = QStringLiteral("1000000");
    course.minuteOfDay = 3 * 60;
    const StorageRules storage;
    const SlowPlayer::Nights sundays = SlowPlayer::courses(course, storage, noon);
    QCOMPARE(int(sundays.size()), 10);
    QCOMPARE(sundays.cbegin()->first, QDate(2008, 8, 24));
    QCOMPARE(sundays.crbegin()->first, QDate(2008, 10, 26));
    QCOMPARE(SlowPlayer::restorable(sundays, noon, 60), 9);
    const WallMinute last = wallMinute(QDate(2008, 10, 30), 22 * 60);
    QVERIFY(SlowPlayer::courses(course, storage, last).count(QDate(2008, 8, 24)) == 1);
    QVERIFY(SlowPlayer::courses(course, storage, last + 1).count(QDate(2008, 8, 24)) == 0);
    course.weekdays = QStringLiteral("1111111");
    QCOMPARE(SlowPlayer::restorable(SlowPlayer::courses(course, storage, noon), noon, 60), 60);
    QCOMPARE(SlowPlayer::restorable(SlowPlayer::dumps({}, storage, noon), noon, 60), 16);
}

void TstRetentionRandom::courses()
{
    const auto compare = [](quint32 seed) {
        const RandomPolicy::Policy policy = RandomPolicy::policy(seed, false);
        return difference(seed, policy.course, policy, playCourse(policy.course, policy.storage, policy.now),
                          SlowPlayer::courses(policy.course, policy.storage, policy.now));
    };
    QCOMPARE(differing(RandomPolicies, RandomSeed, compare), 0);
}

void TstRetentionRandom::dumps()
{
    const auto compare = [](quint32 seed) {
        const RandomPolicy::Policy policy = RandomPolicy::policy(seed, false);
        return difference(seed, policy.dumps, policy, playDumps(policy.dumps, policy.storage, policy.now),
                          SlowPlayer::dumps(policy.dumps, policy.storage, policy.now));
    };
    QCOMPARE(differing(RandomPolicies, RandomSeed, compare), 0);
}

void TstRetentionRandom::laterCourses()
{
    const auto compare = [](quint32 seed) {
        const RandomPolicy::Policy policy = RandomPolicy::policy(seed, true);
        return difference(seed, policy.course, policy, playCourse(policy.course, policy.storage, policy.now),
                          SlowPlayer::courses(policy.course, policy.storage, policy.now));
    };
    QCOMPARE(differing(RandomOthers, RandomSeed + RandomPolicies, compare), 0);
}

/// Of the storage manager alone: what is on the server is one state, and no night.
void TstRetentionRandom::files()
{
    const auto compare = [](quint32 seed) {
        const RandomPolicy::Policy policy = RandomPolicy::policy(seed, false);
        if (!policy.storage)
            return QByteArray();
        QList<RestorePoint> points;
        for (RestorePoint &point : playFile(policy.file, policy.storage, policy.now)) {
            point.homes &= CopyHome::Storage;
            if (point.homes)
                points.append(point);
        }
        return difference(seed, policy.file, policy, points,
                          SlowPlayer::files(policy.file, *policy.storage, policy.now));
    };
    QCOMPARE(differing(RandomOthers, RandomSeed + 2 * RandomPolicies, compare), 0);
}

/// Until when a copy is said to be kept: there a minute before, and not a minute after, if the play goes on.
void TstRetentionRandom::endings()
{
    constexpr int policies = 1000;
    constexpr WallMinute horizon = 400 * minutesADay;
    int endings = 0;
    for (quint32 seed = 1; seed <= policies; ++seed) {
        const RandomPolicy::Policy policy = RandomPolicy::policy(seed, seed % 4 == 0);
        const QList<RestorePoint> points = playCourse(policy.course, policy.storage, policy.now);
        if (points.isEmpty())
            continue;
        const RestorePoint &point = points.at(qsizetype(seed) % points.size());
        const WallMinute begins = policy.now - playDays * minutesADay;
        const auto heldAt = [&](WallMinute moment) {
            const SlowPlayer::Nights nights = SlowPlayer::courses(policy.course, policy.storage, moment, begins);
            const auto night = nights.find(point.night);
            return night == nights.end() ? SlowPlayer::Held() : night->second;
        };
        const QByteArray told = "seed " + QByteArray::number(seed) + ' ' + ruleWords(policy.course);
        if (point.onServerUntil && *point.onServerUntil - policy.now <= horizon) {
            ++endings;
            QVERIFY2(heldAt(std::max(policy.now, *point.onServerUntil - 1)).onServer, told.constData());
            QVERIFY2(!heldAt(*point.onServerUntil + 1).onServer, told.constData());
        }
        if (point.inStorageUntil && *point.inStorageUntil - policy.now <= horizon) {
            ++endings;
            QVERIFY2(heldAt(std::max(policy.now, *point.inStorageUntil - 1)).inStorage, told.constData());
            QVERIFY2(!heldAt(*point.inStorageUntil + 1).inStorage, told.constData());
        }
    }
    QVERIFY2(endings > policies / 4, qPrintable(QString::number(endings)));
}

NIGHTKEEP_TEST(TstRetentionRandom, unit, Core, 200)
#include "tst_retentionrandom.moc"

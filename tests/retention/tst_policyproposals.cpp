// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/whatif.h"
#include "tests/retention/pagepolicy.h"
#include "tests/support/testmain.h"

#include <QtTest>

#include <bit>
#include <limits>

using namespace Nightkeep;

namespace {

constexpr RetentionSizes ProposalSizes {3, 7LL << 30, 1LL << 30};

/// One step of a figure away from what it is.
struct ProposalMove
{
    PolicyFigure figure;
    int value;
    int direction; ///< less, more; of sets of weekdays none
    int size; ///< steps, or days of the week that differ
};

int nightsGiven(RetentionPolicy policy, const ProposalGoal &goal)
{
    if (goal.dumps)
        policy.course.reset();
    else
        policy.dumps.reset();
    const PolicyOutcome outcome = outcomeOf(policy, pageNoon(), ProposalSizes, goal.days);
    return goal.dumps ? outcome.dumpNights : outcome.courseNights;
}

QList<ProposalMove> everyMove(const RetentionPolicy &policy, bool dumps)
{
    QList<ProposalMove> moves;
    for (const auto &[figure, word] : Names<PolicyFigure>) {
        const bool isOfDumps = figure >= PolicyFigure::DumpNaming;
        std::optional<int> current = policyFigure(policy, figure);
        if (figure == PolicyFigure::DumpKeepDays)
            current = policy.dumps->keepDays; // which counts once the names are dated
        if (isOfDumps != dumps || !current)
            continue;
        const QList<int> steps = policySteps(policy, figure);
        for (int at = 0; at < steps.size(); ++at) {
            const int away = at - int(steps.indexOf(*current)); // one that is no step stands before all of them
            if (figure == PolicyFigure::Weekdays && steps.at(at) != *current)
                moves << ProposalMove {figure, steps.at(at), 0, std::popcount(unsigned(steps.at(at) ^ *current))};
            else if (figure != PolicyFigure::Weekdays && away != 0)
                moves << ProposalMove {figure, steps.at(at), away < 0 ? -1 : 1, std::abs(away)};
        }
    }
    return moves;
}

RetentionPolicy moved(RetentionPolicy policy, const QList<ProposalMove> &moves)
{
    for (const ProposalMove &move : moves)
        setPolicyFigure(policy, move.figure, move.value);
    return policy;
}

/// Whether this one is at most as large a change as that one, of the same figures in the same directions.
bool isWithin(const QList<ProposalMove> &one, const QList<ProposalMove> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const ProposalMove &a, const ProposalMove &b) {
                          return a.figure == b.figure && a.direction == b.direction && a.size <= b.size;
                      });
}

using ProposalMoves = QList<ProposalMove>;

/// Those that reach the goal and have none within them that does, by looking at each; equally large ones together.
QList<QList<ProposalMoves>> smallestByForce(const RetentionPolicy &policy, const ProposalGoal &goal, bool two)
{
    const ProposalMoves moves = everyMove(policy, goal.dumps);
    QList<ProposalMoves> all;
    for (const ProposalMove &one : moves) {
        if (!two)
            all << ProposalMoves {one};
        for (const ProposalMove &other : moves) {
            if (two && one.figure < other.figure)
                all << ProposalMoves {one, other};
        }
    }
    all.removeIf([&](const ProposalMoves &each) { return nightsGiven(moved(policy, each), goal) < goal.nights; });
    QList<QList<ProposalMoves>> groups;
    for (const ProposalMoves &each : std::as_const(all)) {
        const bool isSmallest = std::none_of(all.cbegin(), all.cend(), [&each](const ProposalMoves &other) {
            return isWithin(other, each) && !isWithin(each, other);
        });
        if (!isSmallest)
            continue;
        const auto group = std::find_if(groups.begin(), groups.end(), [&each](const QList<ProposalMoves> &other) {
            return isWithin(other.constFirst(), each) && isWithin(each, other.constFirst());
        });
        if (group == groups.end())
            groups << QList<ProposalMoves> {each};
        else
            *group << each;
    }
    return groups;
}

qint64 bytesHeld(const RetentionPolicy &policy)
{
    const PolicyOutcome outcome = outcomeOf(policy, pageNoon(), ProposalSizes);
    return outcome.serverBytes + outcome.storageBytes;
}

} // namespace

class TstPolicyProposals : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void thePagesGoals();
    void smallestOfAll_data();
    void smallestOfAll();
    void nothingIsProposed_data();
    void nothingIsProposed();
    void bytesThatNobodyKnows();
    void cancelled();

private:
    RetentionPolicy
        m_short; ///< the page's, with an end to deleted files so early that no single change gives 60 nights
    RetentionPolicy m_later;
};

void TstPolicyProposals::initTestCase()
{
    m_short = pagePolicy();
    m_short.storage->retainOnly = 7;
    m_later = pagePolicy();
    m_later.course->later = true;
    m_later.course->weekdays = QStringLiteral("1111111");
    m_later.course->keep = 0;
    m_later.course->deleteDays = 35;
    m_later.storage->retainOnly = 0;
}

void TstPolicyProposals::thePagesGoals()
{
    const QList<PolicyProposal> courses = proposeChanges(pagePolicy(), {false, 60, 60}, pageNoon(), ProposalSizes);
    QCOMPARE(courses.size(), 1);
    QCOMPARE(courses.constFirst().changes, QStringList {QStringLiteral("Every weekday flagged")});
    QCOMPARE(courses.constFirst().outcome.courseNights, 60);
    QCOMPARE(courses.constFirst().reason,
             QStringLiteral("Every weekday flagged, keep 1: 60 of 60 nights instead of 9, +6.0 GiB a night"));

    const QList<PolicyProposal> dumps = proposeChanges(pagePolicy(), {true, 60, 60}, pageNoon(), ProposalSizes);
    QVERIFY(!dumps.isEmpty());
    const auto dated = std::find_if(dumps.cbegin(), dumps.cend(), [](const PolicyProposal &each) {
        return each.changes == QStringList {QStringLiteral("Dated dump names")};
    });
    QVERIFY(dated != dumps.cend());
    QVERIFY2(dated->reason.startsWith(QLatin1String("Dated dump names: 60 of 60 nights instead of 16, +")),
             qPrintable(dated->reason));

    const QList<PolicyProposal> two = proposeChanges(m_short, {false, 60, 60}, pageNoon(), ProposalSizes);
    QVERIFY(!two.isEmpty());
    for (const PolicyProposal &proposal : two)
        QCOMPARE(proposal.changes.size(), 2);
    QVERIFY(std::is_sorted(two.cbegin(), two.cend(),
                           [](const PolicyProposal &a, const PolicyProposal &b) { return a.cost < b.cost; }));
}

void TstPolicyProposals::smallestOfAll_data()
{
    QTest::addColumn<RetentionPolicy>("policy");
    QTest::addColumn<bool>("dumps");
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("nights");
    QTest::addColumn<int>("figures"); // that are moved
    QTest::newRow("every night") << pagePolicy() << false << 60 << 60 << 1;
    QTest::newRow("two a week") << pagePolicy() << false << 60 << 16 << 1;
    QTest::newRow("one more") << pagePolicy() << false << 90 << 11 << 1;
    QTest::newRow("nights and days") << m_short << false << 30 << 30 << 2;
    QTest::newRow("a keep that leaves nothing") << m_later << false << 40 << 33 << 1;
    RetentionPolicy gone = m_later; // with its file
    gone.course->keep = 5;
    gone.storage->versionsDeleted = 0;
    QTest::newRow("later, two ways") << gone << false << 60 << 60 << 2;
    QTest::newRow("dumps, every night") << pagePolicy() << true << 60 << 60 << 1;
    QTest::newRow("dumps, one more") << pagePolicy() << true << 60 << 17 << 1;
    QTest::newRow("dumps of a year") << pagePolicy() << true << 365 << 200 << 2;
}

void TstPolicyProposals::smallestOfAll()
{
    QFETCH(RetentionPolicy, policy);
    QFETCH(bool, dumps);
    QFETCH(int, days);
    QFETCH(int, nights);
    QFETCH(int, figures);
    const ProposalGoal goal {dumps, days, nights};
    const QList<PolicyProposal> proposals = proposeChanges(policy, goal, pageNoon(), ProposalSizes);
    QVERIFY(!proposals.isEmpty());
    if (figures == 2)
        QVERIFY2(smallestByForce(policy, goal, false).isEmpty(), "a single change is enough");
    const QList<QList<ProposalMoves>> groups = smallestByForce(policy, goal, figures == 2);
    for (const QList<ProposalMoves> &group : groups) {
        qint64 least = std::numeric_limits<qint64>::max();
        QList<qint64> proposed;
        for (const ProposalMoves &each : group) {
            const RetentionPolicy after = moved(policy, each);
            least = std::min(least, bytesHeld(after));
            for (const PolicyProposal &proposal : proposals) {
                if (proposal.policy == after)
                    proposed << bytesHeld(after);
            }
        }
        QVERIFY2(proposed == QList<qint64> {least},
                 policyChanges(policy, moved(policy, group.constFirst())).join(u'\n').toUtf8().constData());
    }
    QCOMPARE(proposals.size(), groups.size());
    for (const PolicyProposal &proposal : proposals)
        QCOMPARE(proposal.cost, std::max<qint64>(0, bytesHeld(proposal.policy) - bytesHeld(policy)));
}

void TstPolicyProposals::nothingIsProposed_data()
{
    QTest::addColumn<RetentionPolicy>("policy");
    QTest::addColumn<int>("nights");
    QTest::newRow("none is needed") << pagePolicy() << 9;
    QTest::newRow("none does") << m_short << 61;
    RetentionPolicy missing = pagePolicy();
    missing.storage.reset();
    QTest::newRow("a figure is missing") << missing << 60;
    QTest::newRow("nothing is known") << RetentionPolicy() << 60;
}

void TstPolicyProposals::nothingIsProposed()
{
    QFETCH(RetentionPolicy, policy);
    QFETCH(int, nights);
    QVERIFY(proposeChanges(policy, {false, 60, nights}, pageNoon(), ProposalSizes).isEmpty());
}

void TstPolicyProposals::bytesThatNobodyKnows()
{
    const QList<PolicyProposal> proposals = proposeChanges(pagePolicy(), {false, 60, 60}, pageNoon(), {});
    QCOMPARE(proposals.size(), 1);
    QCOMPARE(proposals.constFirst().cost, -1);
    QVERIFY2(proposals.constFirst().reason.endsWith(QLatin1String("bytes not known")),
             qPrintable(proposals.constFirst().reason));
    // Of the courses something is known, of the dumps nothing.
    const QList<PolicyProposal> dumps = proposeChanges(pagePolicy(), {true, 60, 60}, pageNoon(), {3, 7, -1});
    QVERIFY(!dumps.isEmpty());
    QCOMPARE(dumps.constFirst().cost, -1);
}

void TstPolicyProposals::cancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(proposeChanges(m_short, {false, 60, 60}, pageNoon(), ProposalSizes, cancel).isEmpty());
}

NIGHTKEEP_TEST(TstPolicyProposals, unit, Core, 240)
#include "tst_policyproposals.moc"

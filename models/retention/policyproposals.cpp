// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/retention/whatif.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace Nightkeep {

namespace {

/// Steps of a figure in one direction, the smallest change first. Of weekdays a change is as large as the number of
/// days in which two sets differ, so that many are equally small.
struct ProposalChain
{
    PolicyFigure figure = PolicyFigure::Keep;
    QList<QList<int>> levels = {};
};

/// A copy of a course has a name of its own, so that it is never replaced: what storage does with replaced ones moves
/// no night of it.
QList<PolicyFigure> proposalFigures(bool dumps)
{
    if (dumps)
        return {PolicyFigure::DumpNaming, PolicyFigure::DumpKeepDays, PolicyFigure::DumpVersionsExist,
                PolicyFigure::DumpRetainExtra};
    return {PolicyFigure::Weekdays, PolicyFigure::Keep, PolicyFigure::DeleteDays, PolicyFigure::VersionsDeleted,
            PolicyFigure::RetainOnly};
}

/// Later Moodles: an age to delete by and none to keep leaves nothing.
bool isKeepingNone(const RetentionPolicy &policy)
{
    return policy.course && policy.course->later && policy.course->deleteDays > 0;
}

/// How much a value promises: what has no limit most.
int proposalRank(const RetentionPolicy &policy, PolicyFigure figure, int value)
{
    const bool isZeroAll = figure == PolicyFigure::DeleteDays || figure == PolicyFigure::DumpKeepDays
        || (figure == PolicyFigure::Keep && !isKeepingNone(policy));
    return value == NoLimit || (value == 0 && isZeroAll) ? std::numeric_limits<int>::max() : value;
}

QList<ProposalChain> proposalChains(const RetentionPolicy &policy, bool dumps)
{
    QList<ProposalChain> chains;
    for (const PolicyFigure figure : proposalFigures(dumps)) {
        const std::optional<int> stated = policyFigure(policy, figure);
        // It begins to count with dated names, which may be the other change of two.
        const bool isDormant = figure == PolicyFigure::DumpKeepDays && policy.dumps;
        if (!stated && !isDormant)
            continue;
        const int current = stated ? *stated : policy.dumps->keepDays;
        const QList<int> steps = policySteps(policy, figure);
        if (figure == PolicyFigure::Weekdays) {
            ProposalChain sets {figure, QList<QList<int>>(7)};
            for (const int set : steps) {
                const int changed = std::popcount(unsigned(set ^ current));
                if (changed > 0)
                    sets.levels[changed - 1] << set;
            }
            chains << sets;
            continue;
        }
        ProposalChain more {figure};
        ProposalChain less {figure};
        for (const int step : steps) {
            const int rank = proposalRank(policy, figure, step);
            if (rank > proposalRank(policy, figure, current))
                more.levels.append(QList<int> {step});
            else if (rank < proposalRank(policy, figure, current))
                less.levels.prepend(QList<int> {step});
        }
        chains << more << less;
    }
    return chains;
}

/// Holds each policy against the goal, and weighs it.
class ProposalScale
{
public:
    ProposalScale(const RetentionPolicy &policy, const ProposalGoal &goal, WallMinute now, const RetentionSizes &sizes)
        : m_policy(policy)
        , m_goal(goal)
        , m_now(now)
        , m_sizes(sizes)
        , m_before(outcomeOf(policy, now, sizes, goal.days))
        , m_bytes(bytesOf(policy))
    {
        for (int back = 1; back <= goal.days; ++back)
            ++m_nightsOfDay[size_t(dayOf(now).addDays(-back).dayOfWeek() % 7)];
    }

    [[nodiscard]] int nightsBefore() const { return nightsOf(m_before); }
    [[nodiscard]] bool reaches(const RetentionPolicy &policy) const
    {
        if (!m_goal.dumps && runs(policy) < m_goal.nights)
            return false; // spares most of the plays
        const QList<RestorePoint> points = pointsOf(policy);
        return nightsRestorable(points, m_now, m_goal.days) >= m_goal.nights;
    }
    [[nodiscard]] qint64 costOf(const RetentionPolicy &policy) const
    {
        return m_bytes < 0 ? -1 : std::max<qint64>(0, bytesOf(policy) - m_bytes);
    }
    [[nodiscard]] PolicyProposal proposal(const RetentionPolicy &policy) const
    {
        PolicyProposal proposal {policy,
                                 policyChanges(m_policy, policy),
                                 outcomeOf(policy, m_now, m_sizes, m_goal.days),
                                 costOf(policy),
                                 {}};
        proposal.reason =
            Tr::tr("%1: %2 of %3 nights instead of %4, %5", "changes, figures, and what it costs")
                .arg(changesInWords(proposal), QString::number(nightsOf(proposal.outcome)),
                     QString::number(m_goal.days), QString::number(nightsBefore()), costInWords(proposal));
        return proposal;
    }

private:
    [[nodiscard]] int nightsOf(const PolicyOutcome &outcome) const
    {
        return m_goal.dumps ? outcome.dumpNights : outcome.courseNights;
    }
    [[nodiscard]] int runs(const RetentionPolicy &policy) const
    {
        int nights = 0;
        for (int day = 0; day < 7; ++day)
            nights += *policyFigure(policy, PolicyFigure::Weekdays) & (1 << day) ? m_nightsOfDay[size_t(day)] : 0;
        return nights;
    }
    [[nodiscard]] QList<RestorePoint> pointsOf(const RetentionPolicy &policy) const
    {
        return m_goal.dumps ? playDumps(*policy.dumps, policy.dumpStorage, m_now)
                            : playCourse(*policy.course, policy.storage, m_now);
    }
    [[nodiscard]] qint64 bytesOf(const RetentionPolicy &policy) const
    {
        const qint64 ofOne = m_goal.dumps ? m_sizes.dump : m_sizes.courseNight;
        if (ofOne < 0 || nightsBefore() < 0)
            return -1;
        qint64 copies = 0;
        const QList<RestorePoint> points = pointsOf(policy);
        for (const RestorePoint &point : points)
            copies +=
                (point.homes.testFlag(CopyHome::Server) ? 1 : 0) + (point.homes.testFlag(CopyHome::Storage) ? 1 : 0);
        return copies * ofOne;
    }
    [[nodiscard]] QString changesInWords(const PolicyProposal &proposal) const
    {
        const QString changes = proposal.changes.join(QStringLiteral("; "));
        const RetentionPolicy &after = proposal.policy;
        if (m_goal.dumps || after.course->weekdays == m_policy.course->weekdays
            || after.course->keep != m_policy.course->keep)
            return changes;
        return Tr::tr("%1, keep %2", "changes; copies of each course: 5, or: all")
            .arg(changes, policyFigureInWords(after, PolicyFigure::Keep));
    }
    [[nodiscard]] QString costInWords(const PolicyProposal &proposal) const
    {
        if (proposal.cost < 0)
            return Tr::tr("bytes not known");
        const qint64 aNight = proposal.outcome.bytesANight - m_before.bytesANight;
        if (aNight > 0)
            return Tr::tr("+%1 a night", "bytes").arg(bytesInWords(aNight));
        if (aNight < 0)
            return Tr::tr("%1 a night less", "bytes").arg(bytesInWords(-aNight));
        return proposal.cost > 0 ? Tr::tr("+%1 in all", "bytes").arg(bytesInWords(proposal.cost))
                                 : Tr::tr("no more bytes");
    }

    RetentionPolicy m_policy;
    ProposalGoal m_goal;
    WallMinute m_now;
    RetentionSizes m_sizes;
    PolicyOutcome m_before;
    qint64 m_bytes; ///< of the goal's part alone
    std::array<int, 7> m_nightsOfDay = {};
};

RetentionPolicy proposalWith(RetentionPolicy policy, PolicyFigure figure, int value)
{
    setPolicyFigure(policy, figure, value);
    return policy;
}

/// Of equally small changes the cheapest that reaches the goal; the first of equally cheap ones.
std::optional<RetentionPolicy> cheapestThatReaches(const QList<RetentionPolicy> &policies, const ProposalScale &scale,
                                                   const CancelToken &cancel)
{
    std::optional<RetentionPolicy> cheapest;
    for (const RetentionPolicy &policy : policies) {
        if (cancel.isCancelled())
            return std::nullopt;
        if (scale.reaches(policy) && (!cheapest || scale.costOf(policy) < scale.costOf(*cheapest)))
            cheapest = policy;
    }
    return cheapest;
}

QList<RetentionPolicy> singleChanges(const RetentionPolicy &policy, const QList<ProposalChain> &chains,
                                     const ProposalScale &scale, const CancelToken &cancel)
{
    QList<RetentionPolicy> found;
    for (const ProposalChain &chain : chains) {
        for (const QList<int> &level : chain.levels) {
            QList<RetentionPolicy> policies;
            for (const int value : level)
                policies << proposalWith(policy, chain.figure, value);
            if (const auto cheapest = cheapestThatReaches(policies, scale, cancel)) {
                found << *cheapest;
                break;
            }
        }
    }
    return found;
}

/// Of two figures: none of them could stay nearer to what it is. The further the one goes, the less of the other.
QList<RetentionPolicy> changesOfTwo(const RetentionPolicy &policy, const ProposalChain &one, const ProposalChain &other,
                                    const ProposalScale &scale, const CancelToken &cancel)
{
    QList<RetentionPolicy> found;
    qsizetype least = other.levels.size();
    for (const QList<int> &level : one.levels) {
        for (qsizetype at = 0; at < least; ++at) {
            QList<RetentionPolicy> policies;
            for (const int value : level) {
                const RetentionPolicy first = proposalWith(policy, one.figure, value);
                for (const int second : other.levels.at(at))
                    policies << proposalWith(first, other.figure, second);
            }
            if (const auto cheapest = cheapestThatReaches(policies, scale, cancel)) {
                found << *cheapest;
                least = at;
            }
        }
    }
    return found;
}

} // namespace

QList<int> policySteps(const RetentionPolicy &policy, PolicyFigure figure)
{
    switch (figure) {
    case PolicyFigure::Weekdays: {
        QList<int> sets;
        for (int set = 0; set <= 0x7f; ++set)
            sets << set;
        return sets;
    }
    case PolicyFigure::Keep: {
        QList<int> steps {1, 2, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400};
        if (!isKeepingNone(policy))
            steps << 0;
        return steps;
    }
    case PolicyFigure::DeleteDays:
        return {2, 5, 10, 35, 60, 90, 120, 150, 180, 365, 1000, 0};
    case PolicyFigure::VersionsDeleted:
        return {0, 1, 2, 5, 10, NoLimit};
    case PolicyFigure::VersionsExist:
    case PolicyFigure::DumpVersionsExist:
        return {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 30, 60, 90, 366, NoLimit};
    case PolicyFigure::RetainExtra:
    case PolicyFigure::RetainOnly:
    case PolicyFigure::DumpRetainExtra:
        return {7, 14, 21, 30, 45, 53, 60, 67, 75, 90, 120, 180, 365, 730, NoLimit};
    case PolicyFigure::DumpNaming:
        return {int(DumpNaming::Recycled), int(DumpNaming::Dated)};
    case PolicyFigure::DumpKeepDays:
        return {1, 2, 7, 14, 30, 60, 67, 90, 180, 365, 0};
    }
    return {};
}

QList<PolicyProposal> proposeChanges(const RetentionPolicy &policy, const ProposalGoal &goal, WallMinute now,
                                     const RetentionSizes &sizes, const CancelToken &cancel)
{
    const ProposalScale scale(policy, goal, now, sizes);
    if (scale.nightsBefore() < 0 || scale.nightsBefore() >= goal.nights)
        return {};
    const QList<ProposalChain> chains = proposalChains(policy, goal.dumps);
    QList<RetentionPolicy> found = singleChanges(policy, chains, scale, cancel);
    if (found.isEmpty()) {
        for (const ProposalChain &one : chains) {
            for (const ProposalChain &other : chains) {
                if (one.figure < other.figure)
                    found += changesOfTwo(policy, one, other, scale, cancel);
            }
        }
    }
    if (cancel.isCancelled())
        return {}; // the smallest may be among those that nobody has looked at
    QList<PolicyProposal> proposals;
    for (const RetentionPolicy &each : std::as_const(found))
        proposals << scale.proposal(each);
    const auto key = [](const PolicyProposal &proposal) {
        return std::tuple(proposal.cost < 0, proposal.cost, proposal.changes.size(), proposal.changes.join(u' '));
    };
    std::sort(proposals.begin(), proposals.end(),
              [&key](const PolicyProposal &a, const PolicyProposal &b) { return key(a) < key(b); });
    return proposals;
}

} // namespace Nightkeep

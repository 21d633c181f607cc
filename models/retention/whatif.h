// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/state.h"
#include "models/retention/promise.h"
#include "models/retention/retentionplay.h"
#include "models/retention/retentionview.h"

namespace Nightkeep {

/// What a policy gives, in the figures that a meeting weighs; -1 where it is not known.
struct PolicyOutcome
{
    int days = 60; ///< of which nights are counted, before the date of `now`
    int courseNights = -1; ///< restorable ones among them
    int dumpNights = -1;
    int widestGap = -1; ///< nights of the courses in a row without a copy, among them
    QDate oldestCourse = {}; ///< the oldest restore point; invalid: none, or not known
    QDate oldestDump = {};
    // Of courses' copies and dumps, of those whose size is known; a night that has two names counts once.
    qint64 serverBytes = -1;
    qint64 storageBytes = -1;
    qint64 bytesANight = -1; ///< new ones, on average over a week

    static constexpr auto fields()
    {
        return std::tuple {Field {"days", &PolicyOutcome::days},
                           Field {"courseNights", &PolicyOutcome::courseNights},
                           Field {"dumpNights", &PolicyOutcome::dumpNights},
                           Field {"widestGap", &PolicyOutcome::widestGap},
                           Field {"oldestCourse", &PolicyOutcome::oldestCourse},
                           Field {"oldestDump", &PolicyOutcome::oldestDump},
                           Field {"serverBytes", &PolicyOutcome::serverBytes},
                           Field {"storageBytes", &PolicyOutcome::storageBytes},
                           Field {"bytesANight", &PolicyOutcome::bytesANight}};
    }
    bool operator==(const PolicyOutcome &) const = default;
};
[[nodiscard]] PolicyOutcome outcomeOf(const RetentionPolicy &policy, WallMinute now, const RetentionSizes &sizes,
                                      int days = 60);

/// The figures of a policy that a person may move, in the order of the page.
enum class PolicyFigure {
    Weekdays,
    Keep,
    DeleteDays,
    VersionsExist,
    RetainExtra,
    VersionsDeleted,
    RetainOnly,
    DumpNaming,
    DumpKeepDays,
    DumpVersionsExist,
    DumpRetainExtra,
};

template<>
inline constexpr auto Names<PolicyFigure> = std::to_array<Name<PolicyFigure>>({
    {PolicyFigure::Weekdays, "weekdays"},
    {PolicyFigure::Keep, "keep"},
    {PolicyFigure::DeleteDays, "deleteDays"},
    {PolicyFigure::VersionsExist, "copies"},
    {PolicyFigure::RetainExtra, "days"},
    {PolicyFigure::VersionsDeleted, "deletedCopies"},
    {PolicyFigure::RetainOnly, "deletedDays"},
    {PolicyFigure::DumpNaming, "dumpNaming"},
    {PolicyFigure::DumpKeepDays, "dumpKeepDays"},
    {PolicyFigure::DumpVersionsExist, "dumpCopies"},
    {PolicyFigure::DumpRetainExtra, "dumpDays"},
});
[[nodiscard]] QString policyFigureTitle(PolicyFigure figure); ///< for people
/// As a number: a set of weekdays has bit 0 for Sunday, a naming is its place in the enum. Absent where the policy has
/// no such figure: a 1.9 deletes by no age, and a recycled name is never deleted.
[[nodiscard]] std::optional<int> policyFigure(const RetentionPolicy &policy, PolicyFigure figure);
/// Nothing where the part that has the figure is absent.
void setPolicyFigure(RetentionPolicy &policy, PolicyFigure figure, int value);
/// "Sunday", "every weekday", "1", "no limit", "recycled names": of one figure of a policy; empty where it is absent.
[[nodiscard]] QString policyFigureInWords(const RetentionPolicy &policy, PolicyFigure figure);
/// "Every weekday flagged", "Keep 5 instead of 1": each figure in which two policies differ.
[[nodiscard]] QStringList policyChanges(const RetentionPolicy &before, const RetentionPolicy &after);

/// A small change that keeps a promise.
struct PolicyProposal
{
    RetentionPolicy policy; ///< after it
    QStringList changes; ///< one or two sentences, see policyChanges()
    PolicyOutcome outcome;
    qint64 cost = -1; ///< bytes more, on the server and in storage together, 0 where it saves; -1: not known
    QString reason; ///< "every weekday flagged, keep 1: 60 of 60 nights, +38 GB a night"

    static constexpr auto fields()
    {
        return std::tuple {Field {"policy", &PolicyProposal::policy}, Field {"changes", &PolicyProposal::changes},
                           Field {"outcome", &PolicyProposal::outcome}, Field {"cost", &PolicyProposal::cost},
                           Field {"reason", &PolicyProposal::reason}};
    }
    bool operator==(const PolicyProposal &) const = default;
};
/// What a promise asks of a policy: so many nights of so many days, of courses or of dumps.
struct ProposalGoal
{
    bool dumps = false; ///< else courses
    int days = 60;
    int nights = 60; ///< restorable ones wanted among them
};
/// The steps of a figure that a search takes: what Moodle and the storage manager offer, the smallest promise first.
/// Of weekdays all sets.
[[nodiscard]] QList<int> policySteps(const RetentionPolicy &policy, PolicyFigure figure);
/// The smallest changes that reach the goal: one figure, and only if no single one does, two; cheapest first. Found by
/// search over policySteps(). No step between a proposed figure and the one before reaches it; of sets of weekdays that
/// differ in as many days, the cheapest is proposed. Empty: none does, none is needed, or a figure is missing.
[[nodiscard]] QList<PolicyProposal> proposeChanges(const RetentionPolicy &policy, const ProposalGoal &goal,
                                                   WallMinute now, const RetentionSizes &sizes,
                                                   const CancelToken &cancel = {});

/// What was lost, of the page's four cases.
enum class LossCase { GradeDispute, ForumEntry, RollBack, WholeSystem };

template<>
inline constexpr auto Names<LossCase> = std::to_array<Name<LossCase>>({
    {LossCase::GradeDispute, "gradeDispute"},
    {LossCase::ForumEntry, "forumEntry"},
    {LossCase::RollBack, "rollBack"},
    {LossCase::WholeSystem, "wholeSystem"},
});

/// What comes back after a loss.
struct LossAnswer
{
    State state = State::Unknown;
    QString sentence; ///< what comes back, and how old it is
    std::optional<RestorePoint> point = {}; ///< the newest of before the loss
    QStringList steps; ///< what to do, in order

    static constexpr auto fields()
    {
        return std::tuple {Field {"state", &LossAnswer::state}, Field {"sentence", &LossAnswer::sentence},
                           Field {"steps", &LossAnswer::steps}};
    }
};
/// `lost`: the day on which it was lost; `noticed`: the moment at which it is asked for. Of a course what was there on
/// the evening before is wanted. The whole system is lost when that is noticed, if on the same day; else the worst hour
/// of that day counts.
[[nodiscard]] LossAnswer afterLoss(const RetentionPolicy &policy, LossCase what, const QDate &lost, WallMinute noticed);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tr.h"
#include "models/retention/whatif.h"
#include "models/settings/weekdays.h"

#include <QLocale>

namespace Nightkeep {

namespace {

int figureOfWeekdays(const QString &weekdays)
{
    int set = 0;
    for (int day = 0; day < 7 && day < weekdays.size(); ++day)
        set |= weekdays.at(day) == u'1' ? 1 << day : 0;
    return set;
}

QString weekdaysOfFigure(int set)
{
    QString weekdays(7, u'0');
    for (int day = 0; day < 7; ++day) {
        if (set & (1 << day))
            weekdays[day] = u'1';
    }
    return weekdays;
}

/// Where a policy has that figure; null where it has no such part.
template<typename Policy> auto *numberOf(Policy &policy, PolicyFigure figure)
{
    using Number = std::conditional_t<std::is_const_v<Policy>, const int, int>;
    Number *const none = nullptr;
    switch (figure) {
    case PolicyFigure::Keep:
        return policy.course ? &policy.course->keep : none;
    case PolicyFigure::DeleteDays:
        return policy.course && policy.course->later ? &policy.course->deleteDays : none;
    case PolicyFigure::VersionsExist:
        return policy.storage ? &policy.storage->versionsExist : none;
    case PolicyFigure::RetainExtra:
        return policy.storage ? &policy.storage->retainExtra : none;
    case PolicyFigure::VersionsDeleted:
        return policy.storage ? &policy.storage->versionsDeleted : none;
    case PolicyFigure::RetainOnly:
        return policy.storage ? &policy.storage->retainOnly : none;
    case PolicyFigure::DumpKeepDays:
        return policy.dumps && policy.dumps->naming == DumpNaming::Dated ? &policy.dumps->keepDays : none;
    case PolicyFigure::DumpVersionsExist:
        return policy.dumpStorage ? &policy.dumpStorage->versionsExist : none;
    case PolicyFigure::DumpRetainExtra:
        return policy.dumpStorage ? &policy.dumpStorage->retainExtra : none;
    case PolicyFigure::Weekdays:
    case PolicyFigure::DumpNaming:
        break; // no numbers
    }
    return none;
}

QString figureInWords(PolicyFigure figure, int value)
{
    switch (figure) {
    case PolicyFigure::Weekdays:
        return value == 0x7f ? Tr::tr("every weekday") : weekdaysInWords(weekdaysOfFigure(value));
    case PolicyFigure::DumpNaming:
        return value == int(DumpNaming::Dated) ? Tr::tr("dated names") : Tr::tr("recycled names");
    case PolicyFigure::Keep:
        return value == 0 ? Tr::tr("all", "copies that are kept") : QLocale().toString(value);
    case PolicyFigure::DeleteDays:
    case PolicyFigure::DumpKeepDays:
        return value == 0 ? Tr::tr("no limit") : Tr::tr("%n days", nullptr, value);
    case PolicyFigure::RetainExtra:
    case PolicyFigure::RetainOnly:
    case PolicyFigure::DumpRetainExtra:
        return value == NoLimit ? Tr::tr("no limit") : Tr::tr("%n days", nullptr, value);
    case PolicyFigure::VersionsExist:
    case PolicyFigure::VersionsDeleted:
    case PolicyFigure::DumpVersionsExist:
        return value == NoLimit ? Tr::tr("no limit") : QLocale().toString(value);
    }
    return {};
}

QString changeInWords(PolicyFigure figure, const QString &before, const QString &after)
{
    switch (figure) {
    case PolicyFigure::Weekdays:
        return after == Tr::tr("every weekday") ? Tr::tr("Every weekday flagged")
            : before.isEmpty()                  ? Tr::tr("Flagged: %1", "days of the week").arg(after)
                               : Tr::tr("Flagged: %1 instead of %2", "days of the week").arg(after, before);
    case PolicyFigure::Keep:
        return before.isEmpty()
            ? Tr::tr("Keep %1", "copies of each course; 5, or: all").arg(after)
            : Tr::tr("Keep %1 instead of %2", "copies of each course; 5, or: all").arg(after, before);
    case PolicyFigure::DumpNaming:
        return after == Tr::tr("dated names") ? Tr::tr("Dated dump names") : Tr::tr("Recycled dump names");
    default:
        return before.isEmpty()
            ? Tr::tr("%1: %2", "a figure of a policy, its value").arg(policyFigureTitle(figure), after)
            : Tr::tr("%1: %2 instead of %3", "a figure of a policy, its new and its old value")
                  .arg(policyFigureTitle(figure), after, before);
    }
}

} // namespace

QString policyFigureTitle(PolicyFigure figure)
{
    switch (figure) {
    case PolicyFigure::Weekdays:
        return Tr::tr("Weekdays of the course backup");
    case PolicyFigure::Keep:
        return Tr::tr("Copies of each course that Moodle keeps");
    case PolicyFigure::DeleteDays:
        return Tr::tr("Moodle deletes a course's copy after");
    case PolicyFigure::VersionsExist:
        return Tr::tr("Copies in storage while the file exists");
    case PolicyFigure::RetainExtra:
        return Tr::tr("A replaced copy is kept in storage for");
    case PolicyFigure::VersionsDeleted:
        return Tr::tr("Copies in storage once the file is deleted");
    case PolicyFigure::RetainOnly:
        return Tr::tr("The last copy of a deleted file is kept for");
    case PolicyFigure::DumpNaming:
        return Tr::tr("Names of the dumps");
    case PolicyFigure::DumpKeepDays:
        return Tr::tr("A dated dump stays on the server for");
    case PolicyFigure::DumpVersionsExist:
        return Tr::tr("Copies in storage of each dump's name");
    case PolicyFigure::DumpRetainExtra:
        return Tr::tr("A replaced dump is kept in storage for");
    }
    return {};
}

std::optional<int> policyFigure(const RetentionPolicy &policy, PolicyFigure figure)
{
    if (figure == PolicyFigure::Weekdays)
        return policy.course ? std::optional(figureOfWeekdays(policy.course->weekdays)) : std::nullopt;
    if (figure == PolicyFigure::DumpNaming)
        return policy.dumps ? std::optional(int(policy.dumps->naming)) : std::nullopt;
    const int *const number = numberOf(policy, figure);
    return number ? std::optional(*number) : std::nullopt;
}

void setPolicyFigure(RetentionPolicy &policy, PolicyFigure figure, int value)
{
    if (figure == PolicyFigure::Weekdays) {
        if (policy.course)
            policy.course->weekdays = weekdaysOfFigure(value);
    } else if (figure == PolicyFigure::DumpNaming) {
        if (policy.dumps)
            policy.dumps->naming = DumpNaming(value);
    } else if (int *const number = numberOf(policy, figure)) {
        *number = value;
    }
}

QString policyFigureInWords(const RetentionPolicy &policy, PolicyFigure figure)
{
    const std::optional<int> value = policyFigure(policy, figure);
    return value ? figureInWords(figure, *value) : QString();
}

QStringList policyChanges(const RetentionPolicy &before, const RetentionPolicy &after)
{
    QStringList changes;
    const bool becomesDated = after.dumps && after.dumps->naming == DumpNaming::Dated && before.dumps
        && before.dumps->naming == DumpNaming::Recycled && before.dumps->keepDays == after.dumps->keepDays;
    for (const auto &[figure, word] : Names<PolicyFigure>) {
        const std::optional<int> now = policyFigure(after, figure);
        const std::optional<int> was = policyFigure(before, figure);
        if (now == was || (figure == PolicyFigure::DumpKeepDays && becomesDated))
            continue; // how long dated ones are kept goes with their names
        if (now)
            changes << changeInWords(figure, was ? figureInWords(figure, *was) : QString(),
                                     figureInWords(figure, *now));
        else if (figure != PolicyFigure::DumpKeepDays) // recycled names have none
            changes << Tr::tr("%1: not decided any more", "a figure of a policy").arg(policyFigureTitle(figure));
    }
    return changes;
}

} // namespace Nightkeep

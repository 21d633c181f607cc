// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/decisionwords.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QString daysWord(int days)
{
    return days == NoLimit ? Tr::tr("for ever") : Tr::tr("for %n days", nullptr, days);
}

/// What is kept while the file is there.
QString existingWords(const BackupFigures &figures)
{
    if (!figures.versionsExist) {
        if (!figures.retainExtra)
            return {};
        return Tr::tr("replaced copies %1", "such as: for 30 days").arg(daysWord(*figures.retainExtra));
    }
    const QString copies = *figures.versionsExist == NoLimit
        ? Tr::tr("all copies")
        : Tr::tr("a maximum of %n copies", nullptr, *figures.versionsExist);
    if (!figures.retainExtra)
        return copies;
    return Tr::tr("%1 %2", "such as: a maximum of 2 copies, for 30 days").arg(copies, daysWord(*figures.retainExtra));
}

QString deletedWords(const BackupFigures &figures)
{
    if (figures.versionsDeleted == 0)
        return Tr::tr("if the file is deleted, no copy");
    if (!figures.versionsDeleted) {
        if (!figures.retainOnly)
            return {};
        return Tr::tr("if the file is deleted, the last copy %1", "such as: for 60 days")
            .arg(daysWord(*figures.retainOnly));
    }
    const QString copies = *figures.versionsDeleted == NoLimit
        ? Tr::tr("if the file is deleted, all copies")
        : Tr::tr("if the file is deleted, %n copies", nullptr, *figures.versionsDeleted);
    if (!figures.retainOnly)
        return copies;
    return Tr::tr("%1 %2", "such as: if the file is deleted, 1 copy, for 60 days")
        .arg(copies, daysWord(*figures.retainOnly));
}

QString everyWords(const std::optional<int> &everyDays)
{
    constexpr int week = 7;
    if (!everyDays)
        return {};
    if (*everyDays == 1)
        return Tr::tr("every night");
    if (*everyDays == week)
        return Tr::tr("every week");
    return Tr::tr("every %n days", nullptr, *everyDays);
}

QList<DecisionSubject> subjectsWith(const ServerDecisions &decisions, const QDate &overdueOn)
{
    QList<DecisionSubject> subjects;
    for (const DecisionSubject subject : decisionSubjects()) {
        const Agreement &agreement = agreementOf(decisions, subject);
        const bool open = agreement.state == Agreement::State::ToBeAgreed;
        if (open && (overdueOn.isNull() || isOverdue(agreement, overdueOn)))
            subjects.append(subject);
    }
    return subjects;
}

} // namespace

QString figuresInWords(const BackupFigures &figures)
{
    QStringList parts {existingWords(figures), deletedWords(figures), everyWords(figures.everyDays)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

QString figuresInWords(const ArchiveFigures &figures)
{
    QStringList parts;
    if (figures.timesAYear)
        parts << (*figures.timesAYear == 1 ? Tr::tr("once a year")
                                           : Tr::tr("%n times a year", nullptr, *figures.timesAYear));
    if (figures.keepYears)
        parts << (*figures.keepYears == NoLimit ? Tr::tr("kept for ever")
                                                : Tr::tr("kept for %n years", nullptr, *figures.keepYears));
    return parts.join(QStringLiteral(", "));
}

QString figuresInWords(const ServerDecisions &decisions, DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return {};
    case DecisionSubject::Policy:
        return figuresInWords(decisions.backup);
    case DecisionSubject::Archive:
        break;
    }
    return figuresInWords(decisions.archive);
}

QString agreementInWords(const Agreement &agreement)
{
    if (agreement.state == Agreement::State::Unsaid)
        return {};
    const bool agreed = agreement.state == Agreement::State::Agreed;
    const QString who = visibleText(agreement.by);
    if (!agreement.on.isValid() && who.isEmpty())
        return agreed ? Tr::tr("agreed") : Tr::tr("to be agreed");
    if (!agreement.on.isValid())
        return (agreed ? Tr::tr("agreed, %1", "who") : Tr::tr("to be agreed, %1", "who")).arg(who);
    const QString on = dayAndMonth(agreement.on);
    if (who.isEmpty())
        return (agreed ? Tr::tr("agreed on %1", "date") : Tr::tr("to be agreed by %1", "date")).arg(on);
    return (agreed ? Tr::tr("agreed on %1, %2", "date, who") : Tr::tr("to be agreed by %1, %2", "date, who"))
        .arg(on, who);
}

bool isOverdue(const Agreement &agreement, const QDate &today)
{
    return agreement.state == Agreement::State::ToBeAgreed && agreement.on.isValid() && agreement.on < today;
}

std::optional<State> agreementState(const Agreement &agreement, const QDate &today)
{
    switch (agreement.state) {
    case Agreement::State::Unsaid:
        return std::nullopt;
    case Agreement::State::ToBeAgreed:
        return isOverdue(agreement, today) ? State::Attention : State::Unknown;
    case Agreement::State::Agreed:
        break;
    }
    return State::Good;
}

QList<DecisionSubject> stillToBeAgreed(const ServerDecisions &decisions)
{
    return subjectsWith(decisions, {});
}

QList<DecisionSubject> overdueSubjects(const ServerDecisions &decisions, const QDate &today)
{
    return subjectsWith(decisions, today);
}

} // namespace Nightkeep

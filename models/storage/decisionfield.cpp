// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/decisionfield.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <utility>

namespace Nightkeep {

namespace {

Unexpected badFigure(Figure figure, const QString &serverName)
{
    const FigureRange range = figureRange(figure);
    const QString advice = range.mayHaveNoLimit
        ? Tr::tr("Give a whole number from %1 to %2, or \"no limit\".").arg(range.least).arg(range.most)
        : Tr::tr("Give a whole number from %1 to %2.").arg(range.least).arg(range.most);
    return fail(ErrorKind::BadInput,
                Tr::tr("\"%1\" of %2 cannot be that figure.").arg(figureTitle(figure), visibleText(serverName)),
                advice);
}

Result<void> checkAgreement(const Agreement &agreement, DecisionSubject subject, const QString &serverName)
{
    const QString what = Tr::tr("%1 of %2", "a decision, a server").arg(subjectTitle(subject), visibleText(serverName));
    if (agreement.state == Agreement::State::Unsaid && agreement != Agreement())
        return fail(ErrorKind::BadInput, Tr::tr("%1: a day, a name or a note stands beside no agreement.").arg(what),
                    Tr::tr("Say whether it is agreed or to be agreed."));
    const bool sane = agreement.on.isNull()
        || (agreement.on.isValid() && agreement.on.year() >= FirstAgreementYear
            && agreement.on.year() <= LastAgreementYear);
    if (!sane)
        return fail(ErrorKind::BadInput, Tr::tr("%1: nothing can be agreed on that day.").arg(what),
                    Tr::tr("Give a day of the years %1 to %2.").arg(FirstAgreementYear).arg(LastAgreementYear));
    if (agreement.by.size() > LongestAgreementName || agreement.note.size() > LongestAgreementNote)
        return fail(
            ErrorKind::BadInput, Tr::tr("%1: the name or the note is too long.").arg(what),
            Tr::tr("A name may have %1 characters, a note %2.").arg(LongestAgreementName).arg(LongestAgreementNote));
    return {};
}

} // namespace

const QList<Figure> &allFigures()
{
    static const QList<Figure> figures {Figure::EveryDays,       Figure::VersionsExist, Figure::RetainExtra,
                                        Figure::VersionsDeleted, Figure::RetainOnly,    Figure::TimesAYear,
                                        Figure::KeepYears};
    return figures;
}

QString figureKey(Figure figure)
{
    switch (figure) {
    case Figure::EveryDays:
        return QStringLiteral("everyDays");
    case Figure::VersionsExist:
        return QStringLiteral("copies");
    case Figure::RetainExtra:
        return QStringLiteral("days");
    case Figure::VersionsDeleted:
        return QStringLiteral("deletedCopies");
    case Figure::RetainOnly:
        return QStringLiteral("deletedDays");
    case Figure::TimesAYear:
        return QStringLiteral("timesAYear");
    case Figure::KeepYears:
        return QStringLiteral("keepYears");
    }
    return {};
}

QString figureTitle(Figure figure)
{
    switch (figure) {
    case Figure::EveryDays:
        return Tr::tr("Days from one backup to the next");
    case Figure::VersionsExist:
        return Tr::tr("Copies while the file exists");
    case Figure::RetainExtra:
        return Tr::tr("Days that a replaced copy is kept");
    case Figure::VersionsDeleted:
        return Tr::tr("Copies once the file is deleted");
    case Figure::RetainOnly:
        return Tr::tr("Days that the last copy of a deleted file is kept");
    case Figure::TimesAYear:
        return Tr::tr("Archives a year");
    case Figure::KeepYears:
        return Tr::tr("Years that an archive is kept");
    }
    return {};
}

FigureRange figureRange(Figure figure)
{
    constexpr int mostCopies = 9999; // DEFINE COPYGROUP: VEREXISTS 1 to 9999, VERDELETED 0 to 9999
    constexpr int mostDays = 36500;
    constexpr int daysOfAYear = 366;
    switch (figure) {
    case Figure::EveryDays:
    case Figure::TimesAYear:
        return {1, daysOfAYear, false};
    case Figure::VersionsExist:
        return {1, mostCopies, true};
    case Figure::VersionsDeleted:
        return {0, mostCopies, true};
    case Figure::RetainExtra:
    case Figure::RetainOnly:
        return {0, mostDays, true};
    case Figure::KeepYears:
        return {1, 100, true};
    }
    return {};
}

std::optional<int> &figureOf(ServerDecisions &decisions, Figure figure)
{
    switch (figure) {
    case Figure::EveryDays:
        return decisions.backup.everyDays;
    case Figure::VersionsExist:
        return decisions.backup.versionsExist;
    case Figure::RetainExtra:
        return decisions.backup.retainExtra;
    case Figure::VersionsDeleted:
        return decisions.backup.versionsDeleted;
    case Figure::RetainOnly:
        return decisions.backup.retainOnly;
    case Figure::TimesAYear:
        return decisions.archive.timesAYear;
    case Figure::KeepYears:
        break;
    }
    return decisions.archive.keepYears;
}

std::optional<int> figureOf(const ServerDecisions &decisions, Figure figure)
{
    ServerDecisions copy = decisions;
    return figureOf(copy, figure);
}

const QList<DecisionSubject> &decisionSubjects()
{
    static const QList<DecisionSubject> subjects {DecisionSubject::Wanted, DecisionSubject::Policy,
                                                  DecisionSubject::Archive};
    return subjects;
}

QString subjectKey(DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return QStringLiteral("wanted");
    case DecisionSubject::Policy:
        return QStringLiteral("policy");
    case DecisionSubject::Archive:
        return QStringLiteral("archive");
    }
    return {};
}

QString subjectTitle(DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return Tr::tr("Wanted folders");
    case DecisionSubject::Policy:
        return Tr::tr("Backup policy");
    case DecisionSubject::Archive:
        return Tr::tr("Archive");
    }
    return {};
}

Agreement &agreementOf(ServerDecisions &decisions, DecisionSubject subject)
{
    return const_cast<Agreement &>(agreementOf(std::as_const(decisions), subject));
}

const Agreement &agreementOf(const ServerDecisions &decisions, DecisionSubject subject)
{
    switch (subject) {
    case DecisionSubject::Wanted:
        return decisions.wantedAgreement;
    case DecisionSubject::Policy:
        return decisions.policyAgreement;
    case DecisionSubject::Archive:
        break;
    }
    return decisions.archiveAgreement;
}

QString agreementStateName(Agreement::State state)
{
    switch (state) {
    case Agreement::State::Unsaid:
        return QStringLiteral("unsaid");
    case Agreement::State::ToBeAgreed:
        return QStringLiteral("toBeAgreed");
    case Agreement::State::Agreed:
        return QStringLiteral("agreed");
    }
    return {};
}

Result<void> checkDecisions(const ServerDecisions &decisions, const QString &serverName)
{
    for (const Figure figure : allFigures()) {
        const std::optional<int> value = figureOf(decisions, figure);
        if (value && !figureRange(figure).holds(*value))
            return badFigure(figure, serverName);
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        const Result<void> sound = checkAgreement(agreementOf(decisions, subject), subject, serverName);
        if (!sound)
            return sound;
    }
    return {};
}

QJsonObject decisionsJson(const ServerDecisions &decisions)
{
    QJsonObject object;
    for (const Figure figure : allFigures()) {
        const std::optional<int> value = figureOf(decisions, figure);
        object.insert(figureKey(figure), value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null));
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        const Agreement &agreement = agreementOf(decisions, subject);
        object.insert(subjectKey(subject),
                      QJsonObject {{QStringLiteral("state"), agreementStateName(agreement.state)},
                                   {QStringLiteral("on"),
                                    agreement.on.isValid() ? QJsonValue(agreement.on.toString(Qt::ISODate))
                                                           : QJsonValue(QJsonValue::Null)},
                                   {QStringLiteral("by"), agreement.by},
                                   {QStringLiteral("note"), agreement.note}});
    }
    return object;
}

} // namespace Nightkeep

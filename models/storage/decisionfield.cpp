// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/decisionfield.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <utility>

namespace Nightkeep {

namespace {

/// `call` with a figure's field and the member itself. Figures stand in the order of the members.
template<typename D, typename F> void withFigure(D &decisions, Figure figure, F call)
{
    int left = static_cast<int>(figure);
    const auto look = [&](auto &part) {
        forEachField<std::remove_cvref_t<decltype(part)>>([&](const auto &field) {
            if (left-- == 0)
                call(field, part.*field.member);
        });
    };
    look(decisions.backup);
    look(decisions.archive);
}

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
    QString key;
    const ServerDecisions decisions;
    withFigure(decisions, figure, [&key](const auto &field, const auto &) { key = QLatin1String(field.name); });
    return key;
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
    FigureRange range;
    const ServerDecisions decisions;
    withFigure(decisions, figure, [&range](const auto &field, const auto &) {
        range = {static_cast<int>(field.rules.least), static_cast<int>(field.rules.most), field.rules.orMinusOne};
    });
    return range;
}

std::optional<int> &figureOf(ServerDecisions &decisions, Figure figure)
{
    std::optional<int> *found = nullptr;
    withFigure(decisions, figure, [&found](const auto &, std::optional<int> &value) { found = &value; });
    return *found;
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

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/agreedfigures.h"

#include "models/base/tr.h"
#include "models/coverage/includeexclude.h"

#include <QLocale>

#include <algorithm>
#include <functional>

namespace Nightkeep {

namespace {

template<typename Matches> const ManagementClass *classThat(const ServerSnapshot &snapshot, Matches matches)
{
    if (!snapshot.managementClasses)
        return nullptr;
    const QList<ManagementClass> &classes = *snapshot.managementClasses;
    const auto found = std::find_if(classes.begin(), classes.end(), matches);
    return found == classes.end() ? nullptr : &*found;
}

using Outcome = FigureComparison::Outcome;

constexpr int ShortYear = 365;
constexpr int LongYear = 366;

/// "2", "no limit": copies. "30 days", "no limit": days.
QString copiesInWords(int copies)
{
    return copies == NoLimit ? Tr::tr("no limit") : QLocale().toString(copies);
}

QString daysInWords(int days)
{
    return days == NoLimit ? Tr::tr("no limit") : Tr::tr("%n days", nullptr, days);
}

FigureComparison compared(const QString &wanted, const std::optional<int> &shown, const std::function<bool(int)> &fits)
{
    if (!shown)
        return {wanted, {}, Outcome::Unknown};
    return {wanted, copiesInWords(*shown), fits(*shown) ? Outcome::Same : Outcome::Differs};
}

QString wantedText(int figure, const QString &withoutLimit, const QString &counted)
{
    return figure == NoLimit ? withoutLimit : counted;
}

} // namespace

const ManagementClass *defaultClass(const ServerSnapshot &snapshot)
{
    const auto isDefault = [](const ManagementClass &one) { return one.isDefault; };
    const ManagementClass *first = classThat(snapshot, isDefault);
    const bool only =
        first && std::count_if(snapshot.managementClasses->begin(), snapshot.managementClasses->end(), isDefault) == 1;
    return only ? first : nullptr;
}

const ManagementClass *classOf(const ServerSnapshot &snapshot, const BytePath &folder)
{
    const IncludeExclude rules(snapshot.rules.value_or(QList<IncludeExcludeRule>()));
    const qsizetype binding = rules.binding(folder);
    const QString bound = binding < 0 ? QString() : rules.at(binding).managementClass;
    if (bound.isEmpty())
        return defaultClass(snapshot);
    return classThat(snapshot,
                     [&](const ManagementClass &one) { return one.name.compare(bound, Qt::CaseInsensitive) == 0; });
}

QList<FigureComparison> compareFigures(const BackupFigures &backup, const ArchiveFigures &archive,
                                       const ManagementClass *inForce)
{
    const ManagementClass shown = inForce ? *inForce : ManagementClass();
    QList<FigureComparison> figures;
    const auto equals = [](int wanted) { return [wanted](int figure) { return figure == wanted; }; };
    if (const std::optional<int> days = backup.everyDays)
        figures += compared(Tr::tr("backed up at least every %n days", nullptr, *days), shown.frequency,
                            [wanted = *days](int figure) { return figure >= 0 && figure <= wanted; });
    if (const std::optional<int> copies = backup.versionsExist)
        figures += compared(wantedText(*copies, Tr::tr("all copies kept while the file exists"),
                                       Tr::tr("%n copies kept while the file exists", nullptr, *copies)),
                            shown.versionsExist, equals(*copies));
    if (const std::optional<int> days = backup.retainExtra)
        figures += compared(wantedText(*days, Tr::tr("replaced copies kept without limit"),
                                       Tr::tr("replaced copies kept for %n days", nullptr, *days)),
                            shown.retainExtra, equals(*days));
    if (const std::optional<int> copies = backup.versionsDeleted)
        figures += compared(wantedText(*copies, Tr::tr("all copies kept once the file is deleted"),
                                       Tr::tr("%n copies kept once the file is deleted", nullptr, *copies)),
                            shown.versionsDeleted, equals(*copies));
    if (const std::optional<int> days = backup.retainOnly)
        figures += compared(wantedText(*days, Tr::tr("the last copy of a deleted file kept without limit"),
                                       Tr::tr("the last copy of a deleted file kept for %n days", nullptr, *days)),
                            shown.retainOnly, equals(*days));
    if (const std::optional<int> years = archive.keepYears)
        figures += compared(
            wantedText(*years, Tr::tr("archives kept for ever"), Tr::tr("archives kept for %n years", nullptr, *years)),
            shown.archiveRetain, [wanted = *years](int days) {
                if (wanted == NoLimit || days == NoLimit)
                    return wanted == days;
                return days >= wanted * ShortYear && days <= wanted * LongYear;
            });
    return figures;
}

QStringList differingFigures(const ServerDecisions &decisions, const ManagementClass &kept)
{
    const auto open = [](const Agreement &agreement) { return agreement.state == Agreement::State::ToBeAgreed; };
    QStringList sentences;
    for (const FigureComparison &figure :
         compareFigures(open(decisions.policyAgreement) ? BackupFigures() : decisions.backup,
                        open(decisions.archiveAgreement) ? ArchiveFigures() : decisions.archive, &kept)) {
        if (figure.outcome == Outcome::Differs)
            sentences << Tr::tr("Agreed: %1; in force: %2.").arg(figure.wanted, figure.shown);
    }
    return sentences;
}

QStringList classInWords(const ManagementClass &kept)
{
    QStringList lines;
    if (kept.versionsExist)
        lines << Tr::tr("Copies while a file exists: %1").arg(copiesInWords(*kept.versionsExist));
    if (kept.retainExtra)
        lines << Tr::tr("A replaced copy is kept: %1").arg(daysInWords(*kept.retainExtra));
    if (kept.versionsDeleted)
        lines << Tr::tr("Copies of a deleted file: %1").arg(copiesInWords(*kept.versionsDeleted));
    if (kept.retainOnly)
        lines << Tr::tr("The last copy of a deleted file is kept: %1").arg(daysInWords(*kept.retainOnly));
    return lines;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tr.h"
#include "models/servers/storagerequest.h"

#include <algorithm>
#include <functional>

namespace Nightkeep {

namespace {

using Outcome = FigureComparison::Outcome;

constexpr int ShortYear = 365;
constexpr int LongYear = 366;

/// The class that binds whatever no rule binds elsewhere. Several domains may each have one: then it
/// is not known which of them counts.
const ManagementClass *defaultClass(const std::optional<ServerSnapshot> &snapshot)
{
    if (!snapshot || !snapshot->managementClasses)
        return nullptr;
    const ManagementClass *found = nullptr;
    for (const ManagementClass &candidate : *snapshot->managementClasses) {
        if (!candidate.isDefault)
            continue;
        if (found)
            return nullptr;
        found = &candidate;
    }
    return found;
}

QString shownFigure(int figure)
{
    return figure == NoLimit ? Tr::tr("no limit") : QString::number(figure);
}

FigureComparison compared(const QString &wanted, const std::optional<int> &shown, const std::function<bool(int)> &fits)
{
    if (!shown)
        return {wanted, {}, Outcome::Unknown};
    return {wanted, shownFigure(*shown), fits(*shown) ? Outcome::Same : Outcome::Differs};
}

QString wantedText(int figure, const QString &withoutLimit, const QString &counted)
{
    return figure == NoLimit ? withoutLimit : counted;
}

} // namespace

QList<FigureComparison> compareFigures(const BackupFigures &backup, const ArchiveFigures &archive,
                                       const std::optional<ServerSnapshot> &snapshot)
{
    const ManagementClass *inForce = defaultClass(snapshot);
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

} // namespace Nightkeep

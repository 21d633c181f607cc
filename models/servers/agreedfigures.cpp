// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/agreedfigures.h"

#include "models/base/tr.h"
#include "models/servers/includeexclude.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

bool differs(const std::optional<int> &agreed, const std::optional<int> &kept)
{
    return agreed && kept && *agreed != *kept;
}

template<typename Matches> const ManagementClass *classThat(const ServerSnapshot &snapshot, Matches matches)
{
    if (!snapshot.managementClasses)
        return nullptr;
    const QList<ManagementClass> &classes = *snapshot.managementClasses;
    const auto found = std::find_if(classes.begin(), classes.end(), matches);
    return found == classes.end() ? nullptr : &*found;
}

} // namespace

const ManagementClass *defaultClass(const ServerSnapshot &snapshot)
{
    return classThat(snapshot, [](const ManagementClass &one) { return one.isDefault; });
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

QString copiesInWords(int copies)
{
    return copies == NoLimit ? Tr::tr("no limit") : QLocale().toString(copies);
}

QString daysInWords(int days)
{
    return days == NoLimit ? Tr::tr("no limit") : Tr::tr("%n days", nullptr, days);
}

QStringList differingFigures(const ServerDecisions &decisions, const ManagementClass &kept)
{
    QStringList figures;
    if (decisions.policyAgreement.state == Agreement::State::ToBeAgreed)
        return figures;
    const BackupFigures &agreed = decisions.backup;
    if (agreed.everyDays && kept.frequency && *kept.frequency > *agreed.everyDays)
        figures << Tr::tr("Shortest time between two backups of a file: %1, agreed is a run every %2.")
                       .arg(daysInWords(*kept.frequency), daysInWords(*agreed.everyDays));
    if (differs(agreed.versionsExist, kept.versionsExist))
        figures << Tr::tr("Copies kept while a file exists: %1, agreed is %2.")
                       .arg(copiesInWords(*kept.versionsExist), copiesInWords(*agreed.versionsExist));
    if (differs(agreed.retainExtra, kept.retainExtra))
        figures << Tr::tr("Time that a replaced copy is kept: %1, agreed is %2.")
                       .arg(daysInWords(*kept.retainExtra), daysInWords(*agreed.retainExtra));
    if (differs(agreed.versionsDeleted, kept.versionsDeleted))
        figures << Tr::tr("Copies kept of a deleted file: %1, agreed is %2.")
                       .arg(copiesInWords(*kept.versionsDeleted), copiesInWords(*agreed.versionsDeleted));
    if (differs(agreed.retainOnly, kept.retainOnly))
        figures << Tr::tr("Time that the last copy of a deleted file is kept: %1, agreed is %2.")
                       .arg(daysInWords(*kept.retainOnly), daysInWords(*agreed.retainOnly));
    return figures;
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

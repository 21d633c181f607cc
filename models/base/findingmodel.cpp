// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"

#include "models/base/tr.h"

namespace Nightkeep {

State severityState(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return State::Bad;
    case Severity::Warning:
        return State::Attention;
    case Severity::Info: // "nothing is known", among others
        return State::Unknown;
    }
    return State::Unknown;
}

QString severityHeading(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return Tr::tr("Urgent");
    case Severity::Warning:
        return Tr::tr("Needs attention");
    case Severity::Info:
        return Tr::tr("Good to know");
    }
    return {};
}

void FindingModel::setFindings(const QList<Finding> &findings)
{
    QList<FindingRow> rows;
    for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
        const qsizetype heading = rows.size();
        for (const Finding &finding : findings) {
            if (finding.severity == severity)
                rows << FindingRow {severity, 0, finding};
        }
        if (const int count = int(rows.size() - heading); count > 0)
            rows.insert(heading, FindingRow {severity, count});
    }
    merge(rows);
}

QString FindingModel::keyOf(const FindingRow &row) const
{
    return row.count > 0 ? nameOf(row.severity) : row.finding.id;
}

Qt::ItemFlags FindingModel::flags(const QModelIndex &index) const
{
    const bool isHeading = index.isValid() && rows().at(index.row()).count > 0;
    return isHeading ? Qt::ItemFlags(Qt::ItemNeverHasChildren) : MergedTable::flags(index);
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FindingRow &row = rows().at(index.row());
    const bool isHeading = row.count > 0;
    const auto ofFinding = [isHeading](const QVariant &value) { return isHeading ? QVariant() : value; };
    switch (role) {
    case Qt::DisplayRole:
        return isHeading ? Tr::tr("%1 (%2)").arg(severityHeading(row.severity)).arg(row.count) : row.finding.title;
    case Qt::ToolTipRole:
    case ReasonRole:
        return ofFinding(row.finding.reason);
    case Qt::AccessibleDescriptionRole:
    case AdviceRole:
        return ofFinding(row.finding.advice);
    case PageRole:
        return ofFinding(int(row.finding.page));
    case ObjectRole:
        return ofFinding(row.finding.object);
    case StateRole:
        return int(severityState(row.severity));
    case KeyRole:
        return keyAt(index.row());
    case IsHeadingRole:
        return isHeading;
    default:
        return {};
    }
}

} // namespace Nightkeep

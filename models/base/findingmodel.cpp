// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"

#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

// A child's index carries its group's severity, a group's carries this: rows of groups may move.
constexpr quintptr GroupMark = ~quintptr(0);

} // namespace

State severityState(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return State::Bad;
    case Severity::Warning:
        return State::Attention;
    case Severity::Info:
        return State::Good;
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
    int row = 0;
    for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
        QList<Finding> wanted;
        for (const Finding &finding : findings) {
            if (finding.severity == severity)
                wanted.append(finding);
        }
        const bool exists = row < m_groups.size() && m_groups.at(row).severity == severity;
        if (wanted.isEmpty() && !exists)
            continue;
        if (wanted.isEmpty()) {
            beginRemoveRows({}, row, row);
            m_groups.removeAt(row);
            endRemoveRows();
            continue;
        }
        if (!exists) {
            beginInsertRows({}, row, row);
            m_groups.insert(row, Group {severity, wanted});
            endInsertRows();
        } else {
            mergeGroup(row, wanted);
        }
        ++row;
    }
}

void FindingModel::mergeGroup(int row, const QList<Finding> &wanted)
{
    const QModelIndex group = index(row, FindingColumn);
    QList<Finding> &rows = m_groups[row].findings;
    const auto hasId = [](const QList<Finding> &list, const QString &id) {
        return std::any_of(list.cbegin(), list.cend(), [&id](const Finding &each) { return each.id == id; });
    };
    for (int at = int(rows.size()) - 1; at >= 0; --at) {
        if (hasId(wanted, rows.at(at).id))
            continue;
        beginRemoveRows(group, at, at);
        rows.removeAt(at);
        endRemoveRows();
    }
    for (int at = 0; at < wanted.size(); ++at) {
        const QString &id = wanted.at(at).id;
        int from = at;
        while (from < rows.size() && rows.at(from).id != id)
            ++from;
        if (from == rows.size()) {
            beginInsertRows(group, at, at);
            rows.insert(at, wanted.at(at));
            endInsertRows();
        } else if (from != at) {
            beginMoveRows(group, from, from, group, at);
            rows.move(from, at);
            endMoveRows();
        }
        if (!(rows.at(at) == wanted.at(at))) {
            rows[at] = wanted.at(at);
            const QModelIndex cell = index(at, FindingColumn, group);
            emit dataChanged(cell, cell);
        }
    }
    while (rows.size() > wanted.size()) { // a source that gives one id twice
        beginRemoveRows(group, int(rows.size()) - 1, int(rows.size()) - 1);
        rows.removeLast();
        endRemoveRows();
    }
    emit dataChanged(group, group, {Qt::DisplayRole}); // the heading counts
}

QModelIndex FindingModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(m_groups.at(parent.row()).severity) : GroupMark);
}

QModelIndex FindingModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == GroupMark)
        return {};
    for (int row = 0; row < m_groups.size(); ++row) {
        if (quintptr(m_groups.at(row).severity) == child.internalId())
            return createIndex(row, FindingColumn, GroupMark);
    }
    return {};
}

int FindingModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalId() == GroupMark ? int(m_groups.at(parent.row()).findings.size()) : 0;
}

int FindingModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QModelIndex above = parent(index);
    if (!above.isValid())
        return groupData(m_groups.at(index.row()), role);
    const Finding &finding = m_groups.at(above.row()).findings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return finding.title;
    case Qt::ToolTipRole:
    case ReasonRole:
        return finding.reason;
    case Qt::AccessibleDescriptionRole:
    case AdviceRole:
        return finding.advice;
    case StateRole:
        return int(severityState(finding.severity));
    case SortRole:
        return index.row();
    case KeyRole:
        return finding.id;
    case PageRole:
        return int(finding.page);
    case ObjectRole:
        return finding.object;
    case IsGroupRole:
        return false;
    default:
        return {};
    }
}

QVariant FindingModel::groupData(const Group &group, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return Tr::tr("%1 (%2)").arg(severityHeading(group.severity)).arg(group.findings.size());
    case StateRole:
        return int(severityState(group.severity));
    case SortRole:
        return -int(group.severity);
    case KeyRole:
        return nameOf(group.severity);
    case IsGroupRole:
        return true;
    default:
        return {};
    }
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/excludedmodel.h"

#include "models/base/state.h"

namespace Nightkeep {

void ExcludedModel::setObjects(const QList<ExcludedObject> &objects)
{
    beginResetModel();
    m_objects = objects;
    endResetModel();
}

int ExcludedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_objects.size());
}

int ExcludedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExcludedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ExcludedObject &object = m_objects.at(index.row());
    if (role == KeyRole) // a client may name a path twice
        return QString::number(index.row()) + QString::fromLatin1(percentEncoded(object.path));
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (Column(index.column())) {
    case PathColumn:
        return displayPath(object.path);
    case RuleColumn:
        return object.rule;
    case SourceColumn:
        return object.source;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ExcludedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case PathColumn:
        return tr("Left out");
    case RuleColumn:
        return tr("By the rule");
    case SourceColumn:
        return tr("From the file");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Nightkeep

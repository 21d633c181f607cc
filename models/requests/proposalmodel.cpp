// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/proposalmodel.h"

#include "models/base/format.h"
#include "models/base/state.h"
#include "models/base/tr.h"
#include "models/requests/requesttext.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString askWord(RequestItem::Kind kind)
{
    switch (kind) {
    case RequestItem::Kind::AddFolder:
        return Tr::tr("add to the backup");
    case RequestItem::Kind::ReachFolder:
        return Tr::tr("why it is not reached");
    case RequestItem::Kind::DropFolder:
        return Tr::tr("drop from the backup");
    case RequestItem::Kind::Figures:
        return Tr::tr("set figures");
    case RequestItem::Kind::Question:
        return Tr::tr("answer");
    }
    return {};
}

} // namespace

void ProposalModel::setProposals(const QList<ProposedItem> &proposals, const QDateTime &now)
{
    beginResetModel();
    m_rows = proposals;
    std::stable_partition(m_rows.begin(), m_rows.end(), [](const ProposedItem &row) { return row.chosen; });
    m_now = now;
    endResetModel();
    emit choiceChanged();
}

QList<RequestItem> ProposalModel::chosenItems() const
{
    QList<RequestItem> items;
    for (const ProposedItem &row : m_rows) {
        if (row.chosen)
            items += row.item;
    }
    return items;
}

void ProposalModel::setAllChosen(bool chosen)
{
    for (ProposedItem &row : m_rows)
        row.chosen = chosen;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, ServerColumn), index(rowCount() - 1, ServerColumn), {Qt::CheckStateRole});
    emit choiceChanged();
}

int ProposalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProposalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProposalModel::text(const ProposedItem &row, Column column) const
{
    switch (column) {
    case ServerColumn:
        return row.item.server.isEmpty() ? Tr::tr("all") : visibleText(row.item.server);
    case AskColumn:
        return askWord(row.item.kind);
    case SubjectColumn:
        return requestItemSubject(row.item);
    case EvidenceColumn:
        return row.item.reason;
    case AskedColumn:
        return row.askedAt.isValid() ? ageInWords(row.askedAt, m_now) : QString();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ProposalModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProposedItem &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case SortRole:
        return column == AskedColumn ? QVariant(row.askedAt) : QVariant(text(row, column));
    case Qt::CheckStateRole:
        return column == ServerColumn ? QVariant(int(row.chosen ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case KeyRole:
        return QString::number(index.row());
    default:
        return {};
    }
}

QVariant ProposalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0)
        return {};
    switch (Column(section)) {
    case ServerColumn:
        return Tr::tr("Server");
    case AskColumn:
        return Tr::tr("Ask to");
    case SubjectColumn:
        return Tr::tr("Folder or figures");
    case EvidenceColumn:
        return Tr::tr("Evidence");
    case AskedColumn:
        return Tr::tr("Asked before");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags ProposalModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == ServerColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ProposalModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    m_rows[index.row()].chosen = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit choiceChanged();
    return true;
}

} // namespace Nightkeep

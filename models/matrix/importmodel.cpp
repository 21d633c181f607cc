// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/importmodel.h"

#include "models/base/tr.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

/// What a new server brings, a line per field.
QStringList introduction(const Server &server)
{
    QStringList lines;
    for (const ServerField field : serverFields()) {
        if (field == ServerField::Name)
            continue;
        if (const QStringList values = serverFieldLines(server, field); !values.isEmpty())
            lines << Tr::tr("%1: %2").arg(serverFieldTitle(field), values.join(u", "));
    }
    return lines;
}

} // namespace

void ImportModel::setPlan(const ImportPlan &plan)
{
    beginResetModel();
    m_plan = plan;
    m_rows.clear();
    QList<Row> onlyHere;
    for (qsizetype at = 0; at < plan.changes.size(); ++at) {
        const ImportChange &change = plan.changes.at(at);
        switch (change.kind) {
        case ImportChange::Kind::Added:
            m_rows << Row {at, change.kind, ServerField::Name, change.accepted};
            break;
        case ImportChange::Kind::Changed:
            for (const ServerField field : differingFields(change.before, change.after))
                m_rows << Row {at, change.kind, field, change.accepted};
            break;
        case ImportChange::Kind::OnlyHere:
            onlyHere << Row {at, change.kind, ServerField::Name, false};
            break;
        case ImportChange::Kind::Same:
            break;
        }
    }
    m_rows << onlyHere;
    endResetModel();
    emit choiceChanged();
}

ImportPlan ImportModel::chosenPlan() const
{
    ImportPlan plan = m_plan;
    QSet<qsizetype> chosen;
    for (const Row &row : m_rows) {
        if (row.chosen)
            chosen << row.change;
    }
    for (const Row &row : m_rows) {
        if (!isChoice(row))
            continue;
        ImportChange &change = plan.changes[row.change];
        change.accepted = chosen.contains(row.change);
        // A change that is refused as a whole keeps telling what was refused.
        if (row.kind == ImportChange::Kind::Changed && change.accepted && !row.chosen)
            copyServerField(change.after, change.before, row.field);
    }
    return plan;
}

void ImportModel::setAllChosen(bool chosen)
{
    for (Row &row : m_rows) {
        if (isChoice(row))
            row.chosen = chosen;
    }
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, ServerColumn), index(rowCount() - 1, ServerColumn), {Qt::CheckStateRole});
    emit choiceChanged();
}

int ImportModel::chosenCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.chosen; }));
}

int ImportModel::choices() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [this](const Row &row) { return isChoice(row); }));
}

QString ImportModel::summary() const
{
    int added = 0;
    int changed = 0;
    int same = 0;
    int onlyHere = 0;
    for (const ImportChange &change : m_plan.changes) {
        added += change.kind == ImportChange::Kind::Added;
        changed += change.kind == ImportChange::Kind::Changed;
        same += change.kind == ImportChange::Kind::Same;
        onlyHere += change.kind == ImportChange::Kind::OnlyHere;
    }
    QStringList sentences;
    if (added > 0)
        sentences << Tr::tr("%n servers are new.", nullptr, added);
    if (changed > 0)
        sentences << Tr::tr("%n servers differ from the workspace.", nullptr, changed);
    if (same > 0)
        sentences << Tr::tr("%n servers are the same in both.", nullptr, same);
    if (onlyHere > 0)
        sentences << Tr::tr("%n servers are only in the workspace and stay as they are.", nullptr, onlyHere);
    if (!m_plan.matrix.skipped.isEmpty())
        sentences << Tr::tr("%n rows of the page could not be understood.", nullptr, int(m_plan.matrix.skipped.size()));
    return sentences.isEmpty() ? Tr::tr("The page holds no servers.") : sentences.join(u' ');
}

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::serverName(const Row &row) const
{
    const ImportChange &change = m_plan.changes.at(row.change);
    return visibleText(change.before.name.isEmpty() ? change.after.name : change.before.name);
}

QStringList ImportModel::lines(const Row &row, Column column) const
{
    const ImportChange &change = m_plan.changes.at(row.change);
    switch (column) {
    case ServerColumn:
        return {serverName(row)};
    case FieldColumn:
        switch (row.kind) {
        case ImportChange::Kind::Added:
            return {Tr::tr("new server")};
        case ImportChange::Kind::Changed:
            return {serverFieldTitle(row.field)};
        case ImportChange::Kind::OnlyHere:
            return {Tr::tr("only in the workspace, stays")};
        case ImportChange::Kind::Same:
            break;
        }
        return {};
    case WorkspaceColumn:
        return row.kind == ImportChange::Kind::Changed ? serverFieldLines(change.before, row.field)
            : row.kind == ImportChange::Kind::OnlyHere ? introduction(change.before)
                                                       : QStringList();
    case PageColumn:
        return row.kind == ImportChange::Kind::Changed ? serverFieldLines(change.after, row.field)
            : row.kind == ImportChange::Kind::Added    ? introduction(change.after)
                                                       : QStringList();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return lines(row, column).join(u'\n');
    case LinesRole:
        return lines(row, column);
    case Qt::CheckStateRole:
        if (column == ServerColumn && isChoice(row))
            return int(row.chosen ? Qt::Checked : Qt::Unchecked);
        return {};
    case KeyRole:
        return QString(serverName(row).toLower() + u'/' + QString::number(int(row.field)));
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0)
        return {};
    switch (Column(section)) {
    case ServerColumn:
        return Tr::tr("Server");
    case FieldColumn:
        return Tr::tr("What differs");
    case WorkspaceColumn:
        return Tr::tr("In the workspace");
    case PageColumn:
        return Tr::tr("On the page");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == ServerColumn && isChoice(m_rows.at(index.row())))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    m_rows[index.row()].chosen = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit choiceChanged();
    return true;
}

} // namespace Nightkeep

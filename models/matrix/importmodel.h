// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/matrix/wikipage.h"
#include "models/servers/serverfield.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

namespace Nightkeep {

/// The merge preview: one row for each new server and for each field that an imported page would
/// change, each with a check box; then the servers that only the workspace knows, which stay as they are.
/// Servers that are the same in both are only counted.
class ImportModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        ServerColumn, ///< checkable
        FieldColumn,
        WorkspaceColumn,
        PageColumn,
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The source changes: the model resets. All changes begin as the plan has them.
    void setPlan(const ImportPlan &plan);
    /// The plan with only what is checked: a server whose every box is clear is not accepted, one with
    /// some keeps the workspace's value in the fields that are clear.
    [[nodiscard]] ImportPlan chosenPlan() const;
    void setAllChosen(bool chosen);
    [[nodiscard]] int chosenCount() const;
    [[nodiscard]] int choices() const; ///< rows with a check box

    /// "2 servers are new, 3 fields of 1 server differ, 9 servers are the same."
    [[nodiscard]] QString summary() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

signals:
    void choiceChanged();

private:
    struct Row
    {
        qsizetype change = 0; ///< place in the plan
        ImportChange::Kind kind = ImportChange::Kind::Same;
        ServerField field = ServerField::Name; ///< only for Changed
        bool chosen = false;
    };

    [[nodiscard]] bool isChoice(const Row &row) const { return row.kind != ImportChange::Kind::OnlyHere; }
    [[nodiscard]] QStringList lines(const Row &row, Column column) const;
    [[nodiscard]] QString serverName(const Row &row) const;

    ImportPlan m_plan;
    QList<Row> m_rows;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/requests/storagerequest.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// What could be asked of the storage team, each row with a box to check.
class ProposalModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        ServerColumn, ///< with the box
        AskColumn,
        SubjectColumn, ///< the folder, the figures or the question
        EvidenceColumn,
        AskedColumn, ///< when it was asked before
        ColumnCount,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// What is chosen from the start comes first; else in the order given.
    void setProposals(const QList<ProposedItem> &proposals, const QDateTime &now);
    [[nodiscard]] QList<RequestItem> chosenItems() const; ///< in the rows' order
    void setAllChosen(bool chosen);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void choiceChanged();

private:
    [[nodiscard]] QString text(const ProposedItem &row, Column column) const;

    QList<ProposedItem> m_rows;
    QDateTime m_now;
};

} // namespace Nightkeep

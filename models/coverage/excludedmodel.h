// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/backuppreview.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// What a preview leaves out, with the rule that says so; keyed by place and path (percent-encoded).
class ExcludedModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PathColumn, RuleColumn, SourceColumn, ColumnCount };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    /// Another preview: the model resets.
    void setObjects(const QList<ExcludedObject> &objects);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    QList<ExcludedObject> m_objects;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/base/state.h"

#include <QAbstractItemModel>
#include <QList>

namespace Nightkeep {

/// Findings in groups by severity, most severe first; a group exists while it has findings.
/// One column. Merged by Finding::id, so that a refresh keeps the selection.
class FindingModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column {
        FindingColumn,
        ColumnCount,
    };
    enum Role {
        PageRole = 0x0201, ///< int(Page); invalid for a group
        ObjectRole, ///< the key of the row on that page
        ReasonRole,
        AdviceRole,
        IsGroupRole,
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setFindings(const QList<Finding> &findings);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Group
    {
        Severity severity = Severity::Info;
        QList<Finding> findings;
    };
    void mergeGroup(int row, const QList<Finding> &wanted);
    [[nodiscard]] static QVariant groupData(const Group &group, int role);

    QList<Group> m_groups;
};

/// The state that stands for a severity: bad, attention, unknown is never one; info is good to know.
[[nodiscard]] State severityState(Severity severity);
[[nodiscard]] QString severityHeading(Severity severity); ///< "Urgent", for people

} // namespace Nightkeep

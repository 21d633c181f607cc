// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// A plan's decisions: its warnings first, then one row for each zip found. Keyed by the zip's path
/// (percent-encoded) or the warning's kind and course.
class ArchivePlanModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { DecisionColumn, CourseColumn, PathColumn, BytesColumn, ModifiedColumn, ReasonColumn, ColumnCount };
    Q_ENUM(Column)

    explicit ArchivePlanModel(QObject *parent = nullptr);

    /// Times are shown in `zone`.
    void setPlan(const ArchivePlan &plan, const QTimeZone &zone);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant warningData(const ArchiveWarning &warning, Column column, int role) const;
    [[nodiscard]] QVariant zipData(const PlannedZip &zip, Column column, int role) const;

    ArchivePlan m_plan;
    QTimeZone m_zone;
};

/// The plan in one sentence: how many zips, how big, whether it fits.
[[nodiscard]] QString planSummary(const ArchivePlan &plan);

} // namespace Nightkeep

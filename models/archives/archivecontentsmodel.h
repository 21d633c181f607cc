// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// The members of a finished archive, in the tar's order, with what the include list says of each.
class ArchiveContentsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { CheckColumn, PathColumn, BytesColumn, ModifiedColumn, ColumnCount };
    Q_ENUM(Column)

    explicit ArchiveContentsModel(QObject *parent = nullptr);

    /// Times are shown in `zone`.
    void setContents(const ArchiveContents &contents, const QTimeZone &zone);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    ArchiveContents m_contents;
    QTimeZone m_zone;
};

/// "All 38 members are as the include list says.", or how many are not.
[[nodiscard]] QString contentsSummary(const ArchiveContents &contents);

} // namespace Nightkeep

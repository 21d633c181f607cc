// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// The runs of the workspace, one a row, keyed by run id. A refresh merges: rows that stay keep their index.
class ArchiveRunsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StateColumn,
        SiteColumn,
        StartedColumn,
        FilesColumn,
        BytesColumn,
        RuleColumn,
        WhoColumn,
        AsOfColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    explicit ArchiveRunsModel(QObject *parent = nullptr);

    /// `now` is what ages are told by.
    void setRuns(const QList<ArchiveRecord> &runs, const QDateTime &now);
    [[nodiscard]] const QList<ArchiveRecord> &runs() const { return m_runs; }
    [[nodiscard]] const ArchiveRecord *find(const QString &runId) const; ///< null: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const ArchiveRecord &record, Column column) const;
    [[nodiscard]] QVariant sortValue(const ArchiveRecord &record, Column column) const;

    QList<ArchiveRecord> m_runs;
    QDateTime m_now;
};

/// "packing, 1.2 GiB of 2.4 GiB, about 3 minutes left", or the state in a word.
[[nodiscard]] QString archiveStatusText(const ArchiveStatus &status);

/// The answer to "is this term safe?" from all runs.
struct ArchiveAnswer
{
    State state = State::Unknown;
    QString sentence;
};
[[nodiscard]] ArchiveAnswer answerOf(const QList<ArchiveRecord> &runs, const QDateTime &now);

} // namespace Nightkeep

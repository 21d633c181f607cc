// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/mergedtable.h"
#include "models/requests/storagerequest.h"

namespace Nightkeep {

/// One item of one request.
struct RequestRow
{
    StorageRequest request;
    qsizetype item = 0; ///< its place in the request

    [[nodiscard]] const RequestItem &asked() const { return request.items.at(item); }
    bool operator==(const RequestRow &) const = default;
};

/// What was asked of the storage team and what came of it: a row for each item, the newest request
/// first. Keys are "number/place".
class RequestsModel final : public MergedTable<RequestRow>
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        SentColumn,
        StateColumn,
        ServerColumn,
        AskedColumn,
        EndColumn, ///< what came of it, or the evidence that it was asked with
        WayColumn,
        WhoColumn,
        ColumnCount,
    };

    using MergedTable::MergedTable;

    void setRequests(const QList<StorageRequest> &requests, const QDateTime &now);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QString keyOf(const RequestRow &row) const override;

private:
    [[nodiscard]] QString text(const RequestRow &row, Column column) const;
    [[nodiscard]] QVariant sortValue(const RequestRow &row, Column column) const;

    QDateTime m_now;
};

/// "2 of 5 requests are open; the oldest was sent 16 days ago."
[[nodiscard]] QString requestsAnswer(const QList<StorageRequest> &requests, const QDateTime &now);

} // namespace Nightkeep

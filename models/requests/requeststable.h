// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
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
struct RequestsTable
{
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
    [[nodiscard]] static TableDescription<RequestRow> description();
    [[nodiscard]] static QList<RequestRow> rows(const QList<StorageRequest> &requests);
};

/// "2 of 5 requests are open; the oldest was sent 16 days ago."
[[nodiscard]] PageAnswer requestsAnswer(const QList<StorageRequest> &requests, const QDateTime &now);

} // namespace Nightkeep

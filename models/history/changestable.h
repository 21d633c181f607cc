// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/history/historyservice.h"

namespace Nightkeep {

/// One change of one server, or why nothing can be said of that server.
struct ChangeRow
{
    QString server;
    QDateTime from;
    QDateTime to;
    std::optional<SnapshotChange> change; ///< none: `note` says why
    QString note;
    int number = 0; ///< among those of the server

    bool operator==(const ChangeRow &) const = default;
};

/// What changed on servers between two moments, a row for each change. A server without changes has
/// one row that says so.
struct ChangesTable
{
    enum Column {
        ServerColumn,
        SubjectColumn, ///< "Backup of a folder", "Mounts" ..., with the change's state
        ObjectColumn,
        ChangeColumn, ///< the sentence
        BetweenColumn,
        ColumnCount,
    };
    [[nodiscard]] static TableDescription<ChangeRow> description();
    [[nodiscard]] static QList<ChangeRow> rows(const QList<ServerChanges> &changes);
};

/// "3 servers changed, 9 did not; 1 folder left the backup." and the state it has.
[[nodiscard]] State changesState(const QList<ServerChanges> &changes);
[[nodiscard]] QString changesSentence(const QList<ServerChanges> &changes);

} // namespace Nightkeep

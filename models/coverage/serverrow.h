// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/coverage.h"
#include "models/coverage/serverstore.h"

namespace Nightkeep {

/// What was seen longer ago than this says little about today.
constexpr qint64 OldSnapshotSeconds = 7 * 24 * 60 * 60;

/// A server with the last thing known about it.
struct ServerRow
{
    Server server;
    std::optional<ServerSnapshot> snapshot;
    std::optional<Error> failure; ///< of the latest attempt, if that gave no snapshot
    QList<CoverageRow> coverage;
    std::optional<WebAnswer> web = {}; ///< the latest answer, perhaps to an address that has changed since
    std::optional<DatabaseAnswer> database = {}; ///< the latest answer
    QList<FolderStanding> standings = {}; ///< which the coverage has taken over

    bool operator==(const ServerRow &) const = default;
};

/// Whether the latest answer is of a moment more than a day from now: a clock was wrong then or is now, and how old
/// the answer is is not known.
[[nodiscard]] bool isFromTheFuture(const ServerRow &row, const QDateTime &now);

/// Whether this workstation's clock is the one that is wrong, and how old any answer is is not known: of the servers
/// asked in the day before the newest answer more disagree with it than agree, and at least two, where more than one
/// was ever asked; or answers come from the future and no other was given while the clocks agreed.
[[nodiscard]] bool isClockDoubted(const QList<ServerRow> &rows, const QDateTime &now);

} // namespace Nightkeep

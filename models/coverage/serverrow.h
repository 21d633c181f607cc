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

    bool operator==(const ServerRow &) const = default;
};

/// Whether this workstation's clock is the one that is wrong: of the servers asked in the day before the newest
/// answer more disagree with it than agree, or that answer lies more than a day in its future. Then how old the
/// answers are is not known.
[[nodiscard]] bool isClockDoubted(const QList<ServerRow> &rows, const QDateTime &now);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/state.h"
#include "models/reachability/databasestatus.h"
#include "models/servers/server.h"

#include <QPair>

namespace Nightkeep {

/// A replica further behind than this may lose an hour's work when it takes over.
constexpr qint64 TooFarBehindSeconds = 3600;

/// One thing that was held against the pair, or for it.
struct PairRemark
{
    QString id; ///< stable: "version", "none", or with the server: "asked/moodledb-a", "replication/moodledb-a"
    State state = State::Unknown;
    std::optional<Severity> severity = {}; ///< nullopt: no finding
    QString sentence;
    QString advice = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &PairRemark::id}, Field {"state", &PairRemark::state},
                           Field {"severity", &PairRemark::severity}, Field {"sentence", &PairRemark::sentence},
                           Field {"advice", &PairRemark::advice}};
    }
    bool operator==(const PairRemark &) const = default;
};

/// Whether the second of a pair could take over.
struct PairVerdict
{
    State state = State::Unknown; ///< the worst of the remarks; never good while something is not known
    QString sentence; ///< the answer, first of all
    QList<PairRemark> remarks; ///< the worst first

    bool operator==(const PairVerdict &) const = default;
};

[[nodiscard]] PairVerdict judgePair(const DatabaseAnswer &one, const DatabaseAnswer &other);

/// "follows moodledb-a" and the like: what the server does in the pair, in words.
[[nodiscard]] QString databaseRole(const DatabaseAnswer &answer);
[[nodiscard]] QString replicationInWords(const DatabaseAnswer &answer); ///< "running", "stopped: ..."
[[nodiscard]] QString lagInWords(const DatabaseAnswer &answer);

/// Whether the page calls the server one of a database pair: "MySQL master/slave pair".
[[nodiscard]] bool saysDatabasePair(const Server &server);
/// The page's pairs: two servers with the same such text. Three or more with one text are no pair that
/// can be told; a person chooses two of them.
[[nodiscard]] QList<QPair<Server, Server>> databasePairs(const QList<Server> &servers);

/// Of every pair that was asked and whose latest answers are still of each other.
[[nodiscard]] QList<Finding> pairFindings(const QList<DatabaseAnswer> &answers, const QDateTime &now);

} // namespace Nightkeep

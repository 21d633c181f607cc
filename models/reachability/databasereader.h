// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/reachability/databasestatus.h"
#include "models/servers/server.h"

namespace Nightkeep {

/// How a database server is asked: the socket on it, and an account that only looks.
struct DatabaseAccess
{
    QString socket; ///< "/var/run/mysqld/mysqld.sock"
    QString user;
    QString site = {}; ///< whose password in the keychain is the account's; empty: it has none

    bool operator==(const DatabaseAccess &) const = default;
};

/// Asks database servers what they are, reading alone. Blocking, thread-safe.
class DatabaseReader
{
public:
    virtual ~DatabaseReader() = default;

    /// How the pair of these two is asked: what was `given`, completed from the site whose database one
    /// of them runs. BadInput where no site says it and it was not given either.
    [[nodiscard]] virtual Result<DatabaseAccess> accessFor(const Server &one, const Server &other,
                                                           const DatabaseAccess &given) const = 0;
    /// Errors: those of RemoteHosts and of connecting, Cancelled. An account that may not see the
    /// replication is none: the answer's `replicationProblem` says so. `partner` and `askedAt` are left.
    [[nodiscard]] virtual Result<DatabaseAnswer> read(const Server &server, const DatabaseAccess &access,
                                                      const CancelToken &cancel) = 0;
};

} // namespace Nightkeep

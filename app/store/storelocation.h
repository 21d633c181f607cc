// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace Nightkeep {

/// Where a workspace lies: a file, or a database that the team shares.
struct StoreLocation
{
    enum class Kind { File, Server };
    Kind kind = Kind::File;
    QString fileName; ///< absolute; for File
    QString host; ///< for Server; without meaning where there is a socket
    int port = 0; ///< 0: the driver's own
    QString user;
    QString database;
    QString socket; ///< unix socket; empty: TCP to `host`, or, for "localhost", the usual one
    QString authority; ///< for TCP: a file of the certificates that vouch for the server; empty: the system's own

    [[nodiscard]] QString shown() const; ///< for people and for opening again; holds no password
    /// The same for all ways to write one place: by links to it, or by another authority that vouches for it.
    [[nodiscard]] QString identity() const;
    [[nodiscard]] bool isLocalSocket() const; ///< everything else that is no file goes over the network
    [[nodiscard]] QString title() const; ///< for the window's title

    bool operator==(const StoreLocation &) const = default;
};

/// A file name, or "mysql://user@host:port/name?socket=/path", or "...?ca=/path". BadInput, with a sentence, for an
/// address that misses a part, has an unknown one, or holds a password: addresses are shown and
/// remembered.
[[nodiscard]] Result<StoreLocation> parseStoreLocation(const QString &location);

} // namespace Nightkeep

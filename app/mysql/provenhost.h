// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Nightkeep {

/// What Qt's MySQL driver takes for a host over the network: one that must prove by a certificate of its name that it
/// is the one, before it hears of the account. `authority`: a file of the certificates that vouch for it; empty: the
/// system's own. Nothing where this machine has no list of those. Neither may have a ';', the authority no '{' and '}'.
///
/// The driver's own option SSL_CA is not enough: with it alone libmariadb compares no name and goes on in clear with a
/// server that has no TLS, and Qt 6.4 knows no other. But that library reads a host with a ';' as a list of its
/// options, and takes the rest as it was given. MySQL's own library looks for a host of that name, finds none, and
/// sends nothing. The authorities are always named: without, libmariadb 3.4 sends a proof of the password to a server
/// that nobody vouches for, and takes that one's answer for a proof of its own; and of "localhost", 127.0.0.1 and ::1
/// it asks for none at all, so those are not to come here. No relay reads along here, so the library itself is told
/// which ways of logging in do not give the password away.
[[nodiscard]] std::optional<QString> provenHost(const QString &host, const QString &authority);

} // namespace Nightkeep

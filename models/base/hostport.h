// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace Nightkeep {

/// A port of a machine.
struct HostPort
{
    QString host; ///< a name or an address, IPv6 without brackets
    int port = 0;

    bool operator==(const HostPort &) const = default;
};

/// Of "db.internal:3306", "192.0.2.7:3306" and "[2001:db8::5]:3306". Nothing for all else: what is taken may become
/// part of an argument of ssh or of a database library's options, so a name has [A-Za-z0-9.-] alone and no '-' first.
[[nodiscard]] std::optional<HostPort> hostPort(const QString &text);

/// Whether it is a port of whichever machine goes there.
[[nodiscard]] bool isOwnPort(const HostPort &place);

} // namespace Nightkeep

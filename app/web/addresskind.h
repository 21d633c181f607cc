// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

namespace Nightkeep {

/// From where an address can be reached.
enum class AddressKind {
    Public,
    Private, ///< from within an organisation's networks
    LinkLocal, ///< from the same wire; and what leads to many or to nobody
    Loopback, ///< from this machine alone
};

/// Addresses of the old kind that are written as one of the new are taken for what they lead to.
[[nodiscard]] AddressKind kindOf(const QHostAddress &address);

/// Whether a server at an address of one kind may send the asker to one of another: outwards and among its like, but
/// not to what it may not reach itself, and the asker may.
[[nodiscard]] bool mayLead(AddressKind from, AddressKind to);

} // namespace Nightkeep

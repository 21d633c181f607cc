// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

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

/// Whether a server at one address may send the asker to another: outwards and among its like alone, since it may
/// stand elsewhere than its address says, behind a tunnel. `own`: this machine's addresses, to which only this machine
/// leads, though they may be public. A null address counts as public.
[[nodiscard]] bool mayLead(const QHostAddress &from, const QHostAddress &to, const QList<QHostAddress> &own);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QList>

namespace Nightkeep {

/// What the files of the storage manager's client say about what is backed up.
struct ClientFiles
{
    QList<QByteArray> domains; ///< the values of DOMAIN, file by file; they add up
    QList<BytePath> virtualMountPoints; ///< in the file's order, each once

    bool operator==(const ClientFiles &) const = default;
};

/// Reads dsm.opt and dsm.sys, whole or only their lines of interest. Of dsm.sys only what stands
/// before the first stanza and the stanza of the server in use count: the one that dsm.opt names
/// (SERVERNAME), else that of DEFAULTSERVER, else the first. Options may be abbreviated as the
/// vendor's manual allows; lines that begin with "*" are remarks.
[[nodiscard]] ClientFiles readClientFiles(const QByteArray &optionFile, const QByteArray &systemFile);

} // namespace Nightkeep

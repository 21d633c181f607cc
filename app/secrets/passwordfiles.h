// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// The first line of a descriptor, or of a file. Errors never hold a password. A descriptor stays open. Kinds:
/// NotFound, PermissionDenied (also of a file that others may read or write), BadInput (nothing in it, no UTF-8),
/// Cancelled (a signal came while a descriptor was waited for).
[[nodiscard]] Result<QString> passwordFromDescriptor(int descriptor);
[[nodiscard]] Result<QString> passwordFromFile(const QString &fileName);

/// What the option file of the mysql client says of its account.
struct ClientOptions
{
    QString user; ///< empty: it says nothing
    QString password;
};

/// The same kinds. The rules of files with passwords hold for it too.
[[nodiscard]] Result<ClientOptions> clientOptionsFromFile(const QString &fileName);
/// As the client itself reads it: the groups [client], [mysql] and MariaDB's of that kind, the last word of each
/// counting; comments, quotes and escapes. Source: MariaDB's "Configuring MariaDB with Option Files". It follows no
/// "!include": BadInput, naming that, where the password may be there.
[[nodiscard]] Result<ClientOptions> parseClientOptions(const QByteArray &text);

} // namespace Nightkeep

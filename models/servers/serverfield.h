// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// What the page says about a server, field by field, in the page's own column order.
enum class ServerField {
    Name,
    Note,
    Os,
    Service,
    Web,
    StorageNode,
    Current,
    Wanted,
    Policy,
    Archive,
};

[[nodiscard]] const QList<ServerField> &serverFields();

/// The field's short name for people ("Wanted folders"), translated.
[[nodiscard]] QString serverFieldTitle(ServerField field);

/// The field as lines for people; paths made visible. Empty where the page says nothing.
[[nodiscard]] QStringList serverFieldLines(const Server &server, ServerField field);

/// The server with one field as a person typed it: white space at the ends folded away, folders one
/// per line. A folder line that reads as one the field already holds keeps that folder's bytes, so a
/// name that is not UTF-8 survives an edit beside it. BadInput for a folder or name that cannot be.
[[nodiscard]] Result<Server> withServerField(const Server &server, ServerField field, const QString &typed);

/// `server` with this field taken over from `other` as it is.
void copyServerField(Server &server, const Server &other, ServerField field);

/// The fields in which two servers differ. The connection is none of them: the page does not know it.
[[nodiscard]] QList<ServerField> differingFields(const Server &one, const Server &other);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace Nightkeep {

/// A path on a server. File names are bytes, whatever the server's locale says.
using BytePath = QByteArray;

/// A typed or imported folder: absolute, without "." and "..", without doubled or trailing
/// slashes. BadInput, with a sentence, for anything else.
[[nodiscard]] Result<BytePath> cleanFolder(const BytePath &path);

/// The components of an absolute path: "/data/moodle" gives {"data", "moodle"}, "/" gives {}.
[[nodiscard]] QList<QByteArray> pathComponents(const BytePath &path);

/// Whether a component is "..": no program of ours answers with such a path.
[[nodiscard]] bool leadsUpwards(const BytePath &path);

/// Whether `path` is `folder` itself or below it, by components: "/data" does not hold "/database".
[[nodiscard]] bool holdsPath(const BytePath &folder, const BytePath &path);

[[nodiscard]] bool isUtf8(const QByteArray &bytes);
/// Of bytes that are UTF-8, all of them: a U+FEFF at the beginning is part of a name and no byte order mark.
[[nodiscard]] QString utf8Text(const QByteArray &bytes);

/// For people: invalid UTF-8, control and direction-changing characters become visible escapes
/// ("\n", "\xff", "\u{202e}"), so that a name can neither hide nor dress up. A backslash is
/// doubled only where the text would else be ambiguous. In a path every space but the common one is
/// escaped too.
[[nodiscard]] QString displayPath(const BytePath &path);
[[nodiscard]] QString visibleText(const QString &text);
/// A whole text at the place where it is shown, whether parts of it have been through the above or not: its lines, tabs
/// and backslashes stay.
[[nodiscard]] QString visibleLines(const QString &text);

/// Percent-encoding of every byte outside [A-Za-z0-9._~/-], and back. For JSON and stable ids.
[[nodiscard]] QByteArray percentEncoded(const BytePath &path);
[[nodiscard]] BytePath percentDecoded(const QByteArray &encoded);

/// Writes a path the way `nightkeepctl --json` promises: `name` as text, and where the bytes are not
/// UTF-8 also "pathBytes" percent-encoded.
void insertPath(QJsonObject &object, const QString &name, const BytePath &path);

} // namespace Nightkeep

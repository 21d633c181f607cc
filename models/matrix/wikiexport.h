// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Nightkeep {

/// The matrix as the HTML table of the team's page: its headings in its order, the server's name with
/// the part before the first dot in bold, the note in emphasis below it, one folder per line, the web
/// address as a link, rows odd and even. A fragment of XHTML in ASCII, as a wiki's storage format has
/// it: no text of the workspace can become markup. Connections and decisions are not on the page.
/// Readable again as it was: see wikiescape.h.
[[nodiscard]] QByteArray wikiTable(const QList<Server> &servers);

/// The matrix as tab-separated lines for programs that take no HTML; folders joined by spaces.
[[nodiscard]] QString wikiPlainText(const QList<Server> &servers);

/// Nothing if `read`, what the written page gave back, says of each server what the workspace says as far as
/// the page has it. BadInput naming those that it does not, such as one whose name no page can hold.
[[nodiscard]] Result<void> checkReadBack(const QList<Server> &workspace, const QList<Server> &read);

} // namespace Nightkeep

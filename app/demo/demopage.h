// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/server.h"

#include <QByteArray>

namespace Nightkeep {

/// The options chosen and the matrix as a wiki page exported to HTML, a little newer than the workspace: one cell has
/// been filled in since, and one row cannot be understood. For trying the import.
[[nodiscard]] QByteArray demoPage(const QList<Server> &servers);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/wikipage.h"

namespace Nightkeep {

/// Whether a page is in the wiki's storage format: XHTML with the wiki's own elements for macros and links.
[[nodiscard]] bool isStorageFormat(const QString &page);

/// Its tables, with the text of macros as the page shows it. BadInput unless it is well-formed, for then
/// it was cut or edited, and nobody knows what is missing.
[[nodiscard]] Result<QList<WikiTable>> storageTables(const QString &page);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// The tables of a Markdown page as HTML for htmlTables(), in the page's order: HTML tables as they
/// stand, and pipe tables turned into HTML. Code (fenced, or between backticks) and comments hold
/// no tables. Empty: the page has none.
[[nodiscard]] QByteArray markdownTables(const QString &page);

} // namespace Nightkeep

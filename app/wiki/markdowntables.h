// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// A Markdown page as HTML for htmlTables(), in the page's order: HTML tables as they stand, pipe tables
/// turned into HTML, and between them the page's text, a paragraph or list item each. Code (fenced, or between
/// backticks) and comments hold no tables.
[[nodiscard]] QByteArray markdownTables(const QString &page);

} // namespace Nightkeep

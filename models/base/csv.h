// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// The text with an apostrophe before it where a spreadsheet would run it as a formula: it begins
/// with '=', '+', '-', '@', a tab or a carriage return.
[[nodiscard]] QString spreadsheetSafe(const QString &text);

/// One record of RFC 4180 with its CRLF, UTF-8, every field made spreadsheetSafe().
[[nodiscard]] QByteArray csvRecord(const QStringList &fields);

/// The same with tabs and a line feed, as the clipboard of spreadsheets has it.
[[nodiscard]] QString tabbedRecord(const QStringList &fields);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// The text with an apostrophe wherever a spreadsheet would run what follows as a formula: at its beginning, and behind
/// each ';', tab and line break, where it may be split, before '=', '+', '-', '@', a tab or a carriage return, with
/// quotes and apostrophes between or none. Whoever takes one apostrophe from each such place has the text again.
[[nodiscard]] QString spreadsheetSafe(const QString &text);

/// One record of RFC 4180 with its CRLF, UTF-8, every field made spreadsheetSafe().
[[nodiscard]] QByteArray csvRecord(const QStringList &fields);

/// The same with tabs and a line feed, as the clipboard of spreadsheets has it.
[[nodiscard]] QString tabbedRecord(const QStringList &fields);

} // namespace Nightkeep

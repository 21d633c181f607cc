// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QString>
#include <QStringList>

namespace Nightkeep {

// How a value stands on the wiki page so that reading the page gives the same value again. Whatever
// readers of pages fold, trim, take for emphasis or cannot show stands as "\u{HEX}", a character by its
// number, and a byte of a folder that is not UTF-8 as "\xHH". Everything else stands as it is: a page
// that people typed has none of these.

/// The page's lines of a text; where `manyLines`, a line break with text on both sides is one of the page.
[[nodiscard]] QStringList wikiLines(const QString &text, bool manyLines);
/// The note below a server's name, without its brackets.
[[nodiscard]] QString wikiNote(const QString &note);
[[nodiscard]] QString wikiFolder(const BytePath &folder);

/// What a line of a cell means: "\u{HEX}" becomes its character.
[[nodiscard]] QString fromWikiText(const QString &line);
/// The same for a folder, with "\xHH" of 80 to ff too.
[[nodiscard]] BytePath fromWikiFolder(const QString &line);

} // namespace Nightkeep

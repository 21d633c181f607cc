// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/storage/storagemanager.h"

namespace Nightkeep {

// The answers of the storage manager's client about what it leaves out and for how long it keeps
// what it takes, read by the words and shapes of lines, never by column. English and German words
// are known; message numbers (ANSnnnnX) are the same in all languages.

struct IncludeExcludeList
{
    QList<IncludeExcludeRule> rules; ///< top down, as they are evaluated
    QStringList unread; ///< lines that look like rules and could not be understood, as they stand
};

/// Rows of `dsmc query inclexcl`: a mode, a function, a pattern that begins with "/", "*" or "{" or is
/// quoted, and a source. A row whose mode or function is not known becomes a rule of Scope::Other and
/// stands in `unread` as well. Rows of the sections on images and DFS are Scope::Other.
/// NotFound if the text is not such a list and does not say that there is nothing (ANS1092W), or where a pattern is
/// none that isPossiblePattern().
[[nodiscard]] Result<IncludeExcludeList> readIncludeExclude(const QByteArray &text, int exitStatus);

/// The classes of `dsmc query mgmtclass -detail` with the figures of their copy groups; one that is
/// named twice is told once. NotFound if there is none and the text does not say so.
[[nodiscard]] Result<QList<ManagementClass>> readManagementClasses(const QByteArray &text, int exitStatus);

} // namespace Nightkeep

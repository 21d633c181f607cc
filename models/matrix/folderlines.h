// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Nightkeep {

/// The folders that a line of a cell names, as they are written there (see wikiescape.h): one, or several
/// beside each other; none for "n/a" and the like. A line that begins with no folder is given back as it is.
/// BadInput for one that says more than folders: prose would become part of a name, and "/home except
/// /home/tmp" two folders.
[[nodiscard]] Result<QStringList> foldersOfLine(const QString &line);

/// Of one server and one column: more than any page has.
constexpr qsizetype MostWikiFolders = 1000;

/// The folders of a cell, cleaned, each once. BadInput as above, for a line that is no absolute folder, and for more
/// than MostWikiFolders.
[[nodiscard]] Result<QList<BytePath>> foldersOfLines(const QStringList &lines);
/// Both, each once. BadInput for more than MostWikiFolders.
[[nodiscard]] Result<QList<BytePath>> joinedFolders(const QList<BytePath> &folders, const QList<BytePath> &more);

} // namespace Nightkeep

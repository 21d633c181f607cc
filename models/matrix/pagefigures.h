// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/serverdecisions.h"

#include <QStringList>

namespace Nightkeep {

/// What a page's text says of all its machines: "All machines keep a maximum of 2 copies for 30 days.", with the
/// sentence behind it where that goes on about deleted files. Only a sentence that says how many copies are kept
/// counts. A figure that is said twice and differently is left out. `unclear` gets the sentences that say so, and
/// those that make an exception.
[[nodiscard]] BackupFigures figuresOfAll(const QStringList &lines, QStringList *unclear = nullptr);

} // namespace Nightkeep

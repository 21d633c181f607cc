// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/serverdecisions.h"

#include <QString>

namespace Nightkeep {

// What a free text on the page plainly says in figures: a proposal that a person confirms, never more.
// A figure that the text gives twice and differently, in a question, or as a choice ("2 or 3 copies") is
// left out; so is whatever is outside its range.

/// "a maximum of 2 copies for 30 days. If the file is deleted, 1 copy for 60 days, nightly"
[[nodiscard]] BackupFigures proposedBackup(const QString &policy);
/// "at the end of each term, kept for ever"
[[nodiscard]] ArchiveFigures proposedArchive(const QString &archive);

} // namespace Nightkeep

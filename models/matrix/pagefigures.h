// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/serverdecisions.h"

#include <QStringList>

namespace Nightkeep {

/// What a page's text says of all its machines: "All machines keep a maximum of 2 copies for 30 days.", with the
/// line below it where that goes on about deleted files. Nothing where two sentences say it differently.
[[nodiscard]] BackupFigures figuresOfAll(const QStringList &lines);

} // namespace Nightkeep

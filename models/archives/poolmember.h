// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"

#include <QSet>

namespace Nightkeep {

/// The name of a file of a later Moodle's pool in an archive: below its course, and as Moodle recorded it; with its
/// hash before that where the name is taken.
[[nodiscard]] BytePath poolMember(const QString &recordedName, const QByteArray &hash, qint64 course,
                                  const QSet<BytePath> &taken = {});

} // namespace Nightkeep

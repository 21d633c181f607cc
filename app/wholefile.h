// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// An error where it has more than 256 MiB: nothing that is read so has.
[[nodiscard]] Result<QByteArray> readWholeFile(const QString &fileName);

/// Writes a whole file or leaves it as it was. What is exported is for the person alone to read (mode 0600), until they
/// give it to others.
[[nodiscard]] Result<void> writeWholeFile(const QString &fileName, const QByteArray &contents);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Nightkeep {

class NightStrip;

/// The strip as it is shown, in the form that the file's name asks for: a PDF, an SVG, else a PNG, each on white.
[[nodiscard]] QByteArray stripFile(const NightStrip &strip, const QString &fileName, bool grey);

} // namespace Nightkeep

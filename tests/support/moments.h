// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Nightkeep {

/// What a server of the tests says of a moment that matters to nobody: 29 August 2008, in seconds since 1970.
constexpr qint64 someMoment = 1219980000;
inline const QByteArray someMomentText = QByteArray::number(someMoment);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace Nightkeep {

/// Whether a process runs no more. One that has ended and that nobody has waited for counts as gone.
inline bool isGone(qint64 processId)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(processId));
    if (!stat.open(QIODevice::ReadOnly))
        return true;
    const QByteArray text = stat.readAll();
    const char state = text.mid(text.lastIndexOf(')') + 2).at(0);
    return state == 'Z' || state == 'X';
}

} // namespace Nightkeep

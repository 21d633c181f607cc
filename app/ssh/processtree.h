// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QtGlobal>

namespace Nightkeep {

/// A process, told by its start from a later one of the same number.
struct ProcessMark
{
    qint64 id = 0;
    quint64 started = 0; ///< ticks since the machine's start; 0: there is no such process

    bool operator==(const ProcessMark &) const = default;
    [[nodiscard]] bool isValid() const { return started > 0; }
};

[[nodiscard]] ProcessMark markOf(qint64 process);

/// The process, its parent, and so on up to the ancestor; empty where it is none.
[[nodiscard]] QList<ProcessMark> lineTo(qint64 process, const ProcessMark &ancestor);

/// With its name.
[[nodiscard]] QByteArrayList argumentsOf(qint64 process);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>

namespace Nightkeep {

/// What a shell program runs that is neither built into a shell nor a function of its own, by name, and the
/// options it gives each ("-printf", "--create", "+%s", "iflag"). Read from the text, so that no use is missed
/// because no test comes by.
[[nodiscard]] QMap<QByteArray, QByteArrayList> toolsOf(const QByteArray &shellText);

/// A "timeout" that gives ten times as long: for what is to be done in time on a machine that stalls.
inline const QByteArray PatientTimeout =
    "k=; [ \"$1\" != -k ] || { k=-k$2; shift 2; }; t=${1}0; shift\nexec /usr/bin/timeout $k \"$t\" \"$@\"\n";

} // namespace Nightkeep

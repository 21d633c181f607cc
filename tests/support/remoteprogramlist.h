// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

namespace Nightkeep {

[[nodiscard]] inline QList<RemoteProgram> allRemotePrograms()
{
    QList<RemoteProgram> programs;
    for (int i = 0; !remoteProgramName(RemoteProgram(i)).isEmpty(); ++i)
        programs.append(RemoteProgram(i));
    return programs;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotehost.h"

namespace Nightkeep {

QString remoteProgramName(RemoteProgram program)
{
    switch (program) {
    case RemoteProgram::Probe:
        return QStringLiteral("probe");
    case RemoteProgram::Zips:
        return QStringLiteral("zips");
    case RemoteProgram::ArchiveStart:
        return QStringLiteral("archive-start");
    case RemoteProgram::ArchiveStatus:
        return QStringLiteral("archive-status");
    case RemoteProgram::ArchiveCancel:
        return QStringLiteral("archive-cancel");
    case RemoteProgram::TarHeaders:
        return QStringLiteral("tar-headers");
    case RemoteProgram::ChangeRate:
        return QStringLiteral("change-rate");
    case RemoteProgram::BackupPreview:
        return QStringLiteral("backup-preview");
    }
    return {};
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/remotehost.h"

#include <QByteArray>
#include <QString>

namespace Nightkeep {

/// A remote program ready to be run: a constant command (but for a number) and everything else as
/// standard input. A login shell of any kind, csh too, reads the command alike.
struct RemoteInvocation
{
    QString command;
    QString script; ///< what the command has /bin/sh do, for a local `sh -c`
    QByteArray input; ///< the program's text, then the root folder, then the caller's fields
};

/// `exec /bin/sh -c '...' nightkeep`, which reads a program of that many bytes from its standard
/// input and runs it with what follows as the program's own input. The program is ASCII and ends in no
/// newline. One that does not arrive whole is not run: status 3 and a sentence on standard error.
[[nodiscard]] QString bootstrapCommand(qsizetype programBytes);
/// The script between the quotes of bootstrapCommand, for a local `sh -c`.
[[nodiscard]] QString bootstrapScript(qsizetype programBytes);

/// Any program text in ASCII. `root` is empty for a real server. One of remoteProgramText() is told first how much
/// input comes, and does nothing where less arrives.
[[nodiscard]] RemoteInvocation invocationOf(const QByteArray &programText, const QString &root,
                                            const QByteArray &input);
/// The text of resources/remote/<name>.sh after its name and prelude.sh, trust.sh where it enters an archive folder,
/// and zipreader.sh, backupreader.sh and workers.sh where it looks into backups. Ends in no newline. Internal if one
/// was not built in.
[[nodiscard]] Result<QByteArray> remoteProgramText(RemoteProgram program);

} // namespace Nightkeep

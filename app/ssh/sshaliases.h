// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QStringList>

namespace Nightkeep {

/// What an ssh_config names: hosts without a pattern, and files that it includes, as they are written there.
struct SshConfigNames
{
    QStringList hosts; ///< in the file's order, each once, at most 1,000
    QByteArrayList included; ///< at most 64
};

/// Of a file's text, of which the first MiB counts. Names that no host can have are passed over, and so is the rest of
/// what ssh would read: it is a list to choose from, and ssh alone says what a name means.
[[nodiscard]] SshConfigNames readSshConfigNames(const QByteArray &text);

/// The hosts of the person's own ~/.ssh/config and of the files that it includes. Short files, read in no time.
[[nodiscard]] QStringList sshAliases();
[[nodiscard]] QStringList sshAliasesOf(const QString &configFile); ///< a file that is not there names none

} // namespace Nightkeep

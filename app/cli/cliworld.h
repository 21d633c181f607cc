// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

#include <functional>
#include <memory>

namespace Nightkeep {

/// What a person asked of `demo create`.
struct DemoOrder
{
    QString folder;
    int servers = 12;
    int courses = 40;
    quint64 seed = 1;
    bool unasked = false; ///< nothing of it was ever asked
    bool cases = false; ///< with a second Moodle, and in both a course for each thing that can be with backups
};

/// What the command line says about reaching the outside world.
struct ReachOptions
{
    QString sshConfig; ///< a file for ssh's -F; empty: ssh's own
    QString knownHosts; ///< where trusted host keys are kept; empty: the user's
    QStringList passwordDescriptors; ///< these three: where database passwords are, "[WHO=]PLACE"
    QStringList passwordFiles;
    QStringList optionFiles;
};

/// What the command line is given by its main program: it knows no adapter itself.
struct CliWorld
{
    std::function<std::unique_ptr<WorkspaceOpener>(const ReachOptions &reach, Prompter *prompter)> opener;
    /// Makes an estate where there is none; gives its workspace's location.
    std::function<Result<QString>(WorkspaceOpener &opener, const DemoOrder &order)> createDemo;
    std::function<Result<QByteArray>(const QString &fileName)> readFile; ///< a whole one
    /// Writes a whole file safely, or leaves what is there.
    std::function<Result<void>(const QString &fileName, const QByteArray &contents)> writeFile;
    QString version;
};

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

class QSettings;

namespace Nightkeep {

class Workspace;
class Dialogs;
class JobRunner;
class WorkspaceReader;

/// What every page is given. All outlive the pages; the workspace changes only by making new pages.
struct PageContext
{
    Workspace &workspace;
    WorkspaceReader &reader; ///< of the workspace
    JobRunner &jobs;
    Dialogs &dialogs;
    QSettings &settings; ///< window and column state
    /// Writes a whole file safely (QSaveFile), for exports; pages touch no files themselves.
    std::function<Result<void>(const QString &fileName, const QByteArray &contents)> writeFile;
    /// Says what came of an act that went well, in the window's status bar. No act ends without: it shows a new
    /// dialog, an error, or says it here.
    std::function<void(const QString &sentence)> say = [](const QString &) {};
    /// The hosts that the person's ssh knows by a name of their own, to choose from. Reads files: for a dialog that
    /// opens.
    std::function<QStringList()> sshAliases = [] { return QStringList(); };
};

} // namespace Nightkeep

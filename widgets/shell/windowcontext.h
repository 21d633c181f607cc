// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagearea.h"
#include "widgets/common/pagecontext.h"

#include <QList>

#include <functional>

namespace Nightkeep {

class WorkspaceOpener;

/// What the window is given. All of it outlives the window.
struct WindowContext
{
    WorkspaceOpener &opener;
    JobRunner &jobs;
    Dialogs &dialogs;
    QSettings &settings;
    std::function<Result<void>(const QString &fileName, const QByteArray &contents)> writeFile;
    QList<PageArea> areas; ///< in the navigation's order
    std::function<QStringList()> sshAliases = [] { return QStringList(); }; ///< see PageContext
};

} // namespace Nightkeep

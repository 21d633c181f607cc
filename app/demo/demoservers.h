// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demofolder.h"
#include "models/base/frame.h"
#include "models/servers/server.h"

#include <QJsonObject>

namespace Nightkeep {

/// One server of the estate: its row in the matrix, and what its folder says of itself.
struct DemoServer
{
    Server server; ///< with its connection
    QJsonObject facts; ///< as in resources/demo/servers.json
    [[nodiscard]] bool isReachable() const; ///< else its folder is missing
};

/// Where the estate's Moodle lives.
[[nodiscard]] QString demoDataServer();
[[nodiscard]] QString demoDatabaseServer();

/// Who did what was done before the estate's moment.
[[nodiscard]] QString demoColleague();

/// The page's servers in its order and, past their number, made-up ones. Fewer than all: the ones
/// that Moodle lives on come first. Their roots are below `folder`, an absolute path.
[[nodiscard]] Result<QList<DemoServer>> demoServers(int count, const QString &folder);

/// What a probe reads: os-release, mounts, disk use, the storage manager's answers; and the folders
/// that the page names.
void writeDemoServer(DemoFolder &folder, const DemoServer &server);

/// What resources/remote/probe.sh would have answered at a moment up to the estate's own, but for the tools, which are
/// this machine's. At that of the folder it is what the folder says. The server is as it was then.
[[nodiscard]] QList<FrameRecord> demoProbe(const DemoServer &server, const QDateTime &estateNow, const QDateTime &at);

/// "servers/moodle-a", below the estate's folder.
[[nodiscard]] BytePath demoServerFolder(const QString &serverName);

} // namespace Nightkeep

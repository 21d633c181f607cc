// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledoor.h"
#include "app/process/localshellhost.h"
#include "models/servers/server.h"
#include "tests/support/standinmoodle.h"

namespace Nightkeep {

/// For tests of a later Moodle's own program: a stand-in for it, reached by this machine's own shell.
struct DoorStage
{
    StandInMoodle moodle;
    Site site;

    [[nodiscard]] bool start()
    {
        site.name = QStringLiteral("moodle4");
        site.dataServer = QStringLiteral("moodle-a");
        site.codeFolder = "/moodle"; // below the server's root
        site.webUser = StandInMoodle::webUser();
        return moodle.make();
    }
    [[nodiscard]] std::unique_ptr<MoodleDoor> door() const
    {
        Server server;
        server.name = site.dataServer;
        server.connection.kind = ServerConnection::Kind::LocalFolder;
        server.connection.root = moodle.root();
        return std::make_unique<MoodleDoor>(site, [server]() -> Result<std::unique_ptr<RemoteHost>> {
            return std::make_unique<LocalShellHost>(server);
        });
    }
};

[[nodiscard]] inline QByteArray doorWords(const Error &error)
{
    return (error.message + u'\n' + error.advice + u'\n' + error.detail).toUtf8();
}

} // namespace Nightkeep

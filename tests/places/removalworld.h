// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/localshellhost.h"
#include "tests/places/handoverworld.h"
#include "tests/support/fakeworkspace.h"

#include <functional>

namespace Nightkeep {

/// The workspace knows the world's server and its archive "a" of the run "r1", and reaches it by the real programs.
inline void knowWorld(FakeWorkspace &workspace, HandOverWorld &world)
{
    world.run.server = world.server.name;
    world.run.startedAt = QDateTime(QDate(2008, 9, 1), QTime(2, 0), QTimeZone::utc());
    std::ignore = workspace.serverStore.replaceServer({}, world.server);
    std::ignore = workspace.archiveStore.saveArchiveRun({world.run, world.archive, workspace.time.now()});
    workspace.hosts.setAnswer([server = world.server](const Server &, RemoteProgram program, const QByteArray &input,
                                                      const CancelToken &cancel) {
        LocalShellHost host(server);
        return host.run(program, input, cancel, {std::chrono::minutes(5)});
    });
}

/// As after a hand-over to the second folder, where the archive lies.
inline void knowSecondPlace(FakeWorkspace &workspace, const HandOverWorld &world,
                            const std::function<void(HandOver &)> &change = {})
{
    const ArchivePlace place = world.place(PlaceKind::Folder);
    std::ignore = workspace.handOvers().savePlace(place, std::nullopt);
    if (!QFile::copy(world.path("archives/a.tar"), world.path("second/a.tar")))
        qFatal("cannot copy the archive");
    HandOver handOver;
    handOver.run = world.run.id;
    handOver.place = place.name;
    handOver.kind = place.kind;
    handOver.where = QStringLiteral("/second/a.tar");
    handOver.state = HandOverState::Confirmed;
    handOver.confirmedAt = workspace.time.now().addDays(-3);
    handOver.askedAt = handOver.confirmedAt;
    if (change)
        change(handOver);
    std::ignore = workspace.handOverStore.saveHandOver(handOver);
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/serverdesk.h"
#include "widgets/common/pagecontext.h"

#include <functional>

class QObject;

namespace Nightkeep {

/// Asks these servers in one job, several at a time; `done` hears on the window's thread when all
/// have ended. A server's failure is kept with the server and is none of the job's; the job fails
/// only with Cancelled. Returns the job's id.
quint64 askServers(const PageContext &context, QObject *receiver, const QList<Server> &servers,
                   std::function<void(const Result<void> &)> done);

/// Asks one server, with a person there to answer ssh's questions. Returns the job's id.
quint64 askServer(const PageContext &context, QObject *receiver, const Server &server,
                  std::function<void(const Result<ServerSnapshot> &)> done);

/// Reads all rows from the book. Returns the job's id.
quint64 readServers(const PageContext &context, QObject *receiver,
                    std::function<void(const Result<QList<ServerRow>> &)> done);

} // namespace Nightkeep

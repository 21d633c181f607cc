// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "widgets/common/pagecontext.h"

#include <functional>
#include <optional>

class QObject;

namespace Nightkeep {

/// The card of a page whose servers nobody has asked yet: what it says, and its one act.
[[nodiscard]] QString unaskedWords();
[[nodiscard]] QString askAllWords();
[[nodiscard]] bool isAnyAsked(const QList<ServerRow> &rows); ///< answered or not

/// The servers of these rows, those that answered the last time first: the others may take their whole
/// time limit again, and should not keep anybody waiting.
[[nodiscard]] QList<Server> answeringFirst(const QList<ServerRow> &rows);

/// What came of asking several.
struct AskedServers
{
    int asked = 0;
    int answered = 0;
    std::optional<Error> notKept = {}; ///< why the workspace did not take it, for the first where it did not
};
[[nodiscard]] QString askedWords(const AskedServers &asked);

/// Asks these servers in one job, several at a time. On the window's thread, while `receiver` lives,
/// `answered` hears of each as it comes and `done` when all have ended. A server's failure is kept
/// with the server and is none of the job's; the job fails only with Cancelled. Returns the job's id.
quint64 askServers(const PageContext &context, QObject *receiver, const QList<Server> &servers, ProbedSink answered,
                   std::function<void(const Result<AskedServers> &)> done);

/// Asks one server, with a person there to answer ssh's questions; the outcome's snapshot is there. Returns the
/// job's id.
quint64 askServer(const PageContext &context, QObject *receiver, const Server &server,
                  std::function<void(const Result<ProbeOutcome> &)> done);

} // namespace Nightkeep

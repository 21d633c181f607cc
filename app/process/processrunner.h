// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

class QProcess;

namespace Nightkeep {

/// What to run and within which limits. The arguments are a list and stay one: no shell reads them.
struct ProcessRequest
{
    QString program; ///< a path, or a name to be found in PATH
    QStringList arguments = {};
    QMap<QString, QString> environment = {}; ///< added to the inherited one; LC_ALL=C is always set
    bool inheritEnvironment = true; ///< false: only PATH, HOME, USER and LOGNAME are handed on
    QByteArray input = {}; ///< the whole standard input
    std::chrono::milliseconds timeLimit {30000};
    qint64 outputLimit = 64LL * 1024 * 1024; ///< bytes; more ends the process with OutputTooLarge
    qint64 errorLimit = 64LL * 1024; ///< bytes; of a longer standard error its end is kept
    std::chrono::milliseconds grace {2000}; ///< between the request to stop and the kill
    /// Takes the standard output as it comes, which is not kept then; an error ends the process.
    std::function<Result<void>(QByteArrayView)> sink = {};
};

/// How it ended. `exitCode` and `signal` have a meaning only with the ending of that name.
struct ProcessResult
{
    enum class Ending {
        Succeeded, ///< exit status 0
        ExitCode, ///< another exit status
        Signalled, ///< killed by a signal that was not ours
        NotStarted,
        TimedOut,
        Cancelled,
        OutputTooLarge,
    };
    Ending ending = Ending::NotStarted;
    int exitCode = 0;
    int signal = 0;
    QByteArray output; ///< what was read before the end, whatever the ending; where a sink takes it, its beginning
    qint64 handedOn = 0; ///< bytes that a sink took
    QByteArray errors;
    std::optional<Error> refusal = {}; ///< with Cancelled: why the sink would take no more
    QString startError; ///< with NotStarted: the reason

    [[nodiscard]] bool succeeded() const { return ending == Ending::Succeeded; }
};

/// A sentence for an error's message or detail: "ssh ended with status 255."
[[nodiscard]] QString endingInWords(const QString &program, const ProcessResult &result);

/// Runs a program and blocks until it has ended; the only way in which Nightkeep runs one (beside
/// ProcessKeeper, for those that live long). The process gets a session of its own, without a
/// terminal; stopping it (time limit, cancel, output limit) means SIGTERM, grace, SIGKILL to the
/// whole process group. Call it on a worker thread made by Qt, never on the window's.
[[nodiscard]] ProcessResult runProcess(const ProcessRequest &request, const CancelToken &cancel);

/// Shared by runProcess and ProcessKeeper.
enum class ProcessLife {
    Free,
    EndsWithThread, ///< gets SIGTERM when the thread that started it is gone, even by SIGKILL
};
void startProcess(QProcess &process, const ProcessRequest &request, ProcessLife life);
void signalProcessGroup(qint64 processId, int signal);

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/servers/remotehost.h"

#include <QString>

#include <mutex>
#include <optional>

namespace Nightkeep {

/// Whether a person can answer: standard input and standard error are terminals.
[[nodiscard]] bool personIsThere();
[[nodiscard]] bool errorIsTerminal();
/// Whether there is a terminal to ask at, wherever the standard streams lead.
[[nodiscard]] bool terminalIsThere();

/// Asks on standard error and reads a line of standard input. False unless the answer is a yes, given before `cancel`.
[[nodiscard]] bool askYesNo(const QString &question, const CancelToken &cancel);

/// Asks on the controlling terminal, without echo where the answer is secret.
class TerminalPrompter final : public Prompter
{
public:
    /// One question at a time: who comes meanwhile waits.
    [[nodiscard]] std::optional<QString> ask(const Prompt &prompt, const CancelToken &cancel) override;

private:
    std::timed_mutex m_terminal;
};

/// While it lives, the first SIGINT, SIGTERM or SIGHUP cancels the token; a second one ends the program as
/// usual. One at a time. Signals are caught, not blocked: a blocked signal would be inherited by the
/// programs that we start, and a detached archive job could then not be stopped.
class StopSignals
{
public:
    explicit StopSignals(const CancelToken &cancel);
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

private:
    CancelToken m_cancel;
};

} // namespace Nightkeep

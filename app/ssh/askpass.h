// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace Nightkeep {

inline constexpr char AskpassSocketVariable[] = "NIGHTKEEP_ASKPASS_SOCKET";
inline constexpr char AskpassTokenVariable[] = "NIGHTKEEP_ASKPASS_TOKEN";

/// Whether this process was started by ssh to ask a question for a running Nightkeep.
[[nodiscard]] bool isAskpassCall();

/// The whole of such a process: hands the question (argv[1]) to Nightkeep through its private socket
/// and prints the answer. Returns the exit status: 0 answered, 1 refused or nobody there. Needs no
/// QCoreApplication. The answer is never in an argument or in the environment.
[[nodiscard]] int runAskpass(int argc, char **argv);

} // namespace Nightkeep

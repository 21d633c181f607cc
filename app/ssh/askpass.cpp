// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/askpass.h"

#include "app/ssh/unixsocket.h"

#include <QByteArray>

#include <cstdio>
#include <cstdlib>

namespace Nightkeep {

namespace {

constexpr int NoTimeLimit = -1; // a person may think as long as the server lets them

QByteArray variable(const char *name)
{
    const char *const value = std::getenv(name);
    return value ? QByteArray(value) : QByteArray();
}

} // namespace

bool isAskpassCall()
{
    return std::getenv(AskpassSocketVariable) != nullptr;
}

int runAskpass(int argc, char **argv)
{
    const QByteArray kind = variable("SSH_ASKPASS_PROMPT");
    const UnixSocket socket = UnixSocket::connectTo(variable(AskpassSocketVariable));
    const QByteArray question = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    if (!socket.isValid() || !socket.send(variable(AskpassTokenVariable) + '\0' + kind + '\0' + question))
        return 1;
    socket.endSending();
    // For a notice ("touch your key") this waits until ssh ends us, which tells Nightkeep that it is over.
    const QByteArray answer = socket.receive(NoTimeLimit);
    if (!answer.startsWith('A')) // anything else, or nothing: refused
        return 1;
    const QByteArray line = answer.mid(1) + '\n';
    const size_t size = static_cast<size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0 ? 0 : 1;
}

} // namespace Nightkeep

// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDeadlineTimer>

#include <algorithm>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace Nightkeep {

/// A socket at which nobody listens any more.
inline bool makeDeadSocket(const QByteArray &path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return false;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool bound = ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(socket);
    return bound;
}

/// A connection that has begun and will not log in; -1 if the server did not greet it.
inline int holdStartup(int port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<quint16>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const QDeadlineTimer deadline(60000);
    while (!deadline.hasExpired()) { // the server may not have noticed that a place is free
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        pollfd greeting {socket, POLLIN, 0};
        char bytes[4] = {};
        if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
            && ::poll(&greeting, 1, 10000) == 1 && ::read(socket, bytes, sizeof bytes) == sizeof bytes
            && std::equal(std::begin(bytes), std::end(bytes), "SSH-"))
            return socket;
        ::close(socket);
    }
    return -1;
}

} // namespace Nightkeep

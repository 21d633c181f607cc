// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A ProxyCommand that loses the connection: port, then how many of the server's bytes it lets
// through before it ends ("cut") or falls silent with the connection open ("freeze"). SIGUSR1 makes it
// swallow, from then on, what comes from either side, as a network does whose other end has vanished.
// Further arguments mean nothing to it and tell a test whose it is.
#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t swallows = 0;

extern "C" void onUser(int)
{
    swallows = 1;
}

/// The next bytes of a poll that a signal may have interrupted.
bool waitForBytes(pollfd *both)
{
    while (::poll(both, 2, -1) < 0) {
        if (errno != EINTR)
            return false;
    }
    return true;
}

bool writeAll(int descriptor, const char *bytes, ssize_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(descriptor, bytes, static_cast<size_t>(size));
        if (written <= 0)
            return false;
        bytes += written;
        size -= written;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    std::signal(SIGUSR1, onUser);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(std::atoi(argv[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ssize_t left = std::atol(argv[2]);
    const bool freezes = std::strcmp(argv[3], "freeze") == 0;
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return 1;

    pollfd both[] = {{0, POLLIN, 0}, {server, POLLIN, 0}};
    char buffer[16384];
    while (left > 0 && waitForBytes(both)) {
        if (both[0].revents != 0) {
            const ssize_t got = ::read(0, buffer, sizeof buffer);
            if (got <= 0 || (swallows == 0 && !writeAll(server, buffer, got)))
                return 0;
        }
        if (both[1].revents != 0) {
            const ssize_t wanted =
                left < static_cast<ssize_t>(sizeof buffer) ? left : static_cast<ssize_t>(sizeof buffer);
            const ssize_t got = ::read(server, buffer, static_cast<size_t>(wanted));
            if (got <= 0 || (swallows == 0 && !writeAll(1, buffer, got)))
                return 0;
            left -= got;
        }
    }
    while (freezes && ::read(0, buffer, sizeof buffer) > 0) { }
    return 0;
}
